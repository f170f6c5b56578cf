import { describe, expect, it, test } from 'vitest';
import { compactIban, isIban, sepaZone } from './iban.ts';

test('an IBAN is kept without spaces and in capitals', () => {
  expect(compactIban('nl91 abna\u00a00417 1643 00')).toBe('NL91ABNA0417164300');
});

describe('an account number', () => {
  it.each(['NL91ABNA0417164300', 'NO9386011117947', 'GB82WEST12345698765432', 'MT84MALT011000012345MTLCAST001S'])(
    '%s is an IBAN',
    (iban) => {
      expect(isIban(iban)).toBe(true);
    },
  );

  it.each(['NL91ABNA0417164301', 'NL19ABNA0417164300', '0417164300', 'NL91', 'NL91 ABNA 0417 1643 00', ''])(
    '"%s" is not an IBAN',
    (iban) => {
      expect(isIban(iban)).toBe(false);
    },
  );
});

describe('SEPA', () => {
  it.each(['NL91ABNA0417164300', 'DE89370400440532013000', 'NO9386011117947', 'MT84MALT011000012345MTLCAST001S'])(
    'reaches %s, in the European Economic Area',
    (iban) => {
      expect(isIban(iban)).toBe(true);
      expect(sepaZone(iban)).toBe('eea');
    },
  );

  it.each(['CH9300762011623852957', 'GB82WEST12345698765432', 'SM86U0322509800000000270100'])(
    'reaches %s, outside it',
    (iban) => {
      expect(isIban(iban)).toBe(true);
      expect(sepaZone(iban)).toBe('other');
    },
  );

  it.each(['TR330006100519786457841326', 'BR1800360305000010009795493C1'])('does not reach %s', (iban) => {
    expect(isIban(iban)).toBe(true);
    expect(sepaZone(iban)).toBeNull();
  });

  it('knows how long the IBAN of a country is', () => {
    expect(sepaZone('NL91ABNA04171643000')).toBeNull();
  });
});
