import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimalAmount, formatAmount, MAX_CENTS, parseAmount } from './money.ts';

const anyCents = fc.integer({ min: 1 - MAX_CENTS, max: MAX_CENTS - 1 });

describe('an amount as text', () => {
  test.each([
    ['0', 0],
    ['0.00', 0],
    ['0.01', 1],
    ['0.1', 10],
    ['5', 500],
    ['1210', 121_000],
    ['1210.5', 121_050],
    ['1210.50', 121_050],
    ['-1210.50', -121_050],
    ['-0.01', -1],
    ['007', 700],
    ['0.29', 29],
    ['1.15', 115],
    ['8.41', 841],
    ['9999999999.99', 999_999_999_999],
  ])('"%s" is %d cents', (text, cents) => {
    expect(parseAmount(text)).toBe(cents);
  });

  test('no amount is minus zero', () => {
    for (const text of ['-0', '-0.0', '-0.00']) expect(Object.is(parseAmount(text), 0)).toBe(true);
  });

  test.each([
    '',
    ' ',
    '.',
    '.5',
    '5.',
    '-',
    '--5',
    '+5',
    '1,50',
    '1.210,00',
    '1,210.00',
    '1 210.00',
    '1.234',
    '1e3',
    '0x10',
    'NaN',
    'Infinity',
    '€ 5',
    '5 EUR',
    ' 5',
    '5 ',
    '5\n',
    '٥',
    '10000000000.01',
    '99999999999',
  ])('%j is refused', (text) => {
    expect(parseAmount(text)).toBeNull();
  });

  test('the largest amount, ten billion, is read, and nothing larger', () => {
    expect(parseAmount('10000000000.00')).toBe(MAX_CENTS);
    expect(parseAmount('10000000000.01')).toBeNull();
  });

  test('it is written and read back without loss', () => {
    fc.assert(
      fc.property(anyCents, (cents) => {
        expect(decimalAmount(cents)).toMatch(/^-?\d+\.\d\d$/);
        expect(parseAmount(decimalAmount(cents))).toBe(cents);
      }),
      { numRuns: 3000 },
    );
  });

  test.each([
    [0, '0.00'],
    [5, '0.05'],
    [50, '0.50'],
    [-5, '-0.05'],
    [121_000, '1210.00'],
    [MAX_CENTS, '10000000000.00'],
  ])('%d cents are written "%s"', (cents, text) => {
    expect(decimalAmount(cents)).toBe(text);
  });
});

describe('an amount on screen', () => {
  test.each([
    [121_000, 'EUR', '€\u00a01.210,00', '€1,210.00'],
    [0, 'EUR', '€\u00a00,00', '€0.00'],
    [5, 'EUR', '€\u00a00,05', '€0.05'],
    [99_999, 'EUR', '€\u00a0999,99', '€999.99'],
    [100_000, 'EUR', '€\u00a01.000,00', '€1,000.00'],
    [123_456_789, 'EUR', '€\u00a01.234.567,89', '€1,234,567.89'],
    [121_000, 'USD', 'USD 1.210,00', 'USD 1,210.00'],
    [-121_000, 'SEK', 'SEK -1.210,00', '-SEK 1,210.00'],
  ])('%d cents of %s', (cents, currency, dutch, english) => {
    expect(formatAmount(cents, currency, 'nl')).toBe(dutch);
    expect(formatAmount(cents, currency, 'en')).toBe(english);
  });

  test('euros are written as the host writes them', () => {
    const host = (locale: string) => new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR' });
    const [dutch, english] = [host('nl-NL'), host('en-IE')];
    fc.assert(
      fc.property(anyCents, (cents) => {
        expect(formatAmount(cents, 'EUR', 'nl')).toBe(dutch.format(cents / 100));
        if (cents >= 0) expect(formatAmount(cents, 'EUR', 'en')).toBe(english.format(cents / 100));
      }),
      { numRuns: 1000 },
    );
  });
});
