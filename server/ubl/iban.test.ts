import { expect, test } from 'vitest';
import { compactIban, isIban } from './iban.ts';

test('an IBAN is kept without spaces and in capitals', () => {
  expect(compactIban('nl91 abna\u00a00417 1643 00')).toBe('NL91ABNA0417164300');
});

test.each(['NL91ABNA0417164300', 'NO9386011117947', 'GB82WEST12345698765432', 'MT84MALT011000012345MTLCAST001S'])(
  '%s is an IBAN',
  (iban) => {
    expect(isIban(iban)).toBe(true);
  },
);

test.each(['NL91ABNA0417164301', 'NL19ABNA0417164300', '0417164300', 'NL91', 'NL91 ABNA 0417 1643 00', ''])(
  '"%s" is not an IBAN',
  (iban) => {
    expect(isIban(iban)).toBe(false);
  },
);
