import { describe, expect, it } from 'vitest';
import { type EpcPayment, epcPayload } from './epc.ts';

const payment = (changes: Partial<EpcPayment> = {}): EpcPayment => ({
  name: 'Voorbeeld Groothandel B.V.',
  iban: 'NL91 ABNA 0417 1643 00',
  bic: null,
  amountCents: 96_000,
  currency: 'EUR',
  reference: '5000056789012345',
  ...changes,
});

const linesOf = (changes: Partial<EpcPayment> = {}) => {
  const made = epcPayload(payment(changes));
  if ('problem' in made) throw new Error(made.problem);
  return made.payload.split('\n');
};

describe('the text of a payment code', () => {
  it('says what is to be paid, line by line', () => {
    expect(linesOf()).toEqual([
      'BCD',
      '002',
      '1',
      'SCT',
      '',
      'Voorbeeld Groothandel B.V.',
      'NL91ABNA0417164300',
      'EUR960.00',
      '',
      '',
      '5000056789012345',
    ]);
  });

  it('carries a creditor reference in the structured field, and then no text', () => {
    expect(linesOf({ reference: 'rf18 5390 0754 7034' }).slice(8)).toEqual(['', 'RF18539007547034']);
  });

  it('carries a reference that only looks like one as text', () => {
    expect(linesOf({ reference: 'RF00 5390 0754 7034' }).slice(8)).toEqual(['', '', 'RF00 5390 0754 7034']);
  });

  it('ends with the amount when there is no reference', () => {
    expect(linesOf({ reference: ' ' })).toHaveLength(8);
  });

  it.each([
    [1, 'EUR0.01'],
    [1230, 'EUR12.30'],
    [99_999_999_999, 'EUR999999999.99'],
  ])('writes %i cents as %s', (amountCents, text) => {
    expect(linesOf({ amountCents })[7]).toBe(text);
  });

  it('cuts a name off after 70 characters, never within one', () => {
    const name = linesOf({ name: `${'é'.repeat(69)}😀 en Zonen` })[5]!;
    expect(Array.from(name)).toHaveLength(70);
    expect(name.endsWith('😀')).toBe(true);
  });

  it('takes no line breaks from a value', () => {
    const lines = linesOf({ name: 'Groot\nNL91ABNA0417164300', reference: 'F-1\r\nEUR1.00' });
    expect(lines).toHaveLength(11);
    expect(lines[5]).toBe('Groot NL91ABNA0417164300');
    expect(lines[10]).toBe('F-1 EUR1.00');
  });

  it('names the bank where one is given', () => {
    expect(linesOf({ iban: 'CH93 0076 2011 6238 5295 7', bic: 'zkbkchzz80a' })[4]).toBe('ZKBKCHZZ80A');
  });
});

describe('no payment code', () => {
  const over = 'A payment code is for an amount from 0.01 to 999999999.99 euros.';
  const cases: [string, Partial<EpcPayment>, string][] = [
    ['for another currency', { currency: 'USD' }, 'A payment code is for euros only, not for USD.'],
    ['for nothing', { amountCents: 0 }, over],
    ['for less than nothing', { amountCents: -100 }, over],
    ['for a broken cent', { amountCents: 10.5 }, over],
    ['for a billion', { amountCents: 100_000_000_000 }, over],
    ['for a mistyped account', { iban: 'NL91ABNA0417164301' }, 'The account "NL91ABNA0417164301" is not a valid IBAN.'],
    [
      'for an account outside SEPA',
      { iban: 'TR330006100519786457841326' },
      'The account TR330006100519786457841326 cannot be reached by a SEPA credit transfer.',
    ],
    [
      'for an account outside the EEA without its bank',
      { iban: 'GB82WEST12345698765432' },
      'The account GB82WEST12345698765432, outside the European Economic Area, needs a BIC.',
    ],
    ['with a mistyped bank', { bic: 'ABNA' }, '"ABNA" is not a BIC.'],
    ['without a holder', { name: ' \u200b ' }, 'A payment code names the holder of the account.'],
    [
      'for a reference that would have to be cut off',
      { reference: 'x'.repeat(141) },
      'The payment reference is longer than the 140 characters that a payment code holds.',
    ],
    [
      'for more bytes than the largest code holds',
      { name: 'я'.repeat(70), reference: 'я'.repeat(100) },
      'A payment code holds 331 bytes; name and reference are too long together.',
    ],
  ];
  it.each(cases)('%s', (_what, changes, problem) => {
    expect(epcPayload(payment(changes))).toEqual({ problem });
  });
});
