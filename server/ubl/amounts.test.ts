import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimalAmount, MAX_CENTS } from '../../ladder/money.ts';
import { checkCurrency, readCents } from './amounts.ts';
import { parseXml } from './xml.ts';

function cents(text: string, currency = 'EUR', own = currency): number {
  return readCents(parseXml(`<a currencyID="${own}">${text}</a>`), currency, expect.unreachable);
}

describe('an amount', () => {
  test.each([
    ['250.33', 25033],
    ['250.3', 25030],
    ['250', 25000],
    ['250.', 25000],
    ['.5', 50],
    ['0.00', 0],
    ['-0.00', 0],
    ['-24.20', -2420],
    ['+24.20', 2420],
    [' 1.00\n', 100],
    ['000001.10000', 110],
    ['10000000000.00', MAX_CENTS],
  ])('%j is %i cents', (text, expected) => {
    expect(cents(text)).toBe(expected);
  });

  test('has exactly the cents that were written, whatever the amount', () => {
    fc.assert(
      fc.property(fc.integer({ min: -MAX_CENTS, max: MAX_CENTS }), (amount) => {
        expect(cents(decimalAmount(amount))).toBe(amount);
      }),
    );
  });

  test.each(['', '1,00', '1.210,00', '1 000.00', '€ 5', '1e3', '0x10', 'NaN', '--1', '.', '-', '1.0.0', '١'])(
    '%j is refused as not an amount',
    (text) => {
      expect(() => cents(text)).toThrow(/^a holds ".*", which is not an amount: write it as 1234\.56\.$/);
    },
  );

  test('finer than a cent is refused, not rounded', () => {
    expect(() => cents('1.005')).toThrow(
      'a holds "1.005", which has too many decimals (amounts are kept in hundredths): round it.',
    );
  });

  test('larger than the product counts is refused', () => {
    expect(() => cents('10000000000.01')).toThrow('a holds "10000000000.01", which is more than we count: correct it.');
  });

  test('is in hundredths for a currency without decimals too', () => {
    expect(cents('1500', 'JPY')).toBe(150_000);
    expect(cents('1500.00', 'JPY')).toBe(150_000);
    expect(() => cents('1500.50', 'JPY')).toThrow('has too many decimals (JPY has no decimals): round it.');
  });

  test('is in hundredths for a currency with three decimals too, where that is exact', () => {
    expect(cents('1.230', 'KWD')).toBe(123);
    expect(() => cents('1.234', 'KWD')).toThrow('too many decimals (amounts are kept in hundredths)');
  });

  test('is refused however long it is, without trying every way to read it', () => {
    // Tried every way, this many digits would take longer than the test may.
    expect(() => cents(`${'0'.repeat(4900)}.${'0'.repeat(4900)}x`)).toThrow('which is not an amount');
  });

  test('of another currency than the document is refused', () => {
    expect(() => cents('1.00', 'EUR', 'USD')).toThrow(
      'a is in "USD" but the document is in EUR (BT-5): use one currency.',
    );
  });

  test('without a currency is read in that of the document, with a warning', () => {
    const warnings: string[] = [];
    expect(readCents(parseXml('<a>1.00</a>'), 'EUR', (sentence) => warnings.push(sentence))).toBe(100);
    expect(warnings).toEqual(['a names no currency (currencyID) and was read as EUR, the currency of the document.']);
  });
});

describe('a currency', () => {
  test.each(['EUR', 'USD', 'GBP', 'NOK', 'DKK', 'JPY', 'XCG', 'VED'])('%s exists', (code) => {
    expect(() => checkCurrency(code, 'x')).not.toThrow();
  });

  test.each(['EUX', 'eur', 'NLG', 'XXX', 'XTS', 'EURO', '€'])('%s does not exist', (code) => {
    expect(() => checkCurrency(code, 'x')).toThrow(
      `The currency "${code}" (BT-5) in x does not exist: write a code such as EUR.`,
    );
  });
});
