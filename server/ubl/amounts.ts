import { MAX_CENTS } from '../../ladder/money.ts';
import { pathOf, textOf } from './elements.ts';
import { UblError, type Warn } from './ubl-error.ts';
import type { XmlElement } from './xml.ts';
import { excerpt } from './xml-error.ts';

/**
 * ISO 4217 codes: those Node knows to be in use (it leaves out test and metal codes such as XTS and XAU, and currencies
 * before the euro), and the Venezuelan code that it lacks.
 */
const CURRENCIES: ReadonlySet<string> = new Set([...Intl.supportedValuesOf('currency'), 'VED']);

/** The currencies to which ISO 4217 gives no decimals. Intl is no guide here: its digits follow habit, not ISO. */
const WITHOUT_DECIMALS: ReadonlySet<string> = new Set(
  'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' '),
);

/** Checks that a currency (BT-5) exists. */
export function checkCurrency(code: string, path: string): void {
  if (CURRENCIES.has(code)) return;
  throw new UblError(`The currency "${excerpt(code)}" (BT-5) in ${path} does not exist: write a code such as EUR.`);
}

/**
 * The amount in an element, in hundredths of the currency's unit, whatever the currency: 12.34 EUR is 1234, 1500 JPY is
 * 150000, 1.230 KWD is 123. An amount finer than that, or finer than its currency, is refused unless the further
 * decimals are zeros; nothing is ever rounded.
 */
export function readCents(element: XmlElement, currency: string, warn: Warn): number {
  checkCurrencyOf(element, currency, warn);
  const text = textOf(element);
  const path = pathOf(element);
  const found = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(text);
  if (!found || !/\d/.test(text))
    throw new UblError(`${path} holds "${excerpt(text)}", which is not an amount: write it as 1234.56.`);
  const [, sign, whole = '', written = ''] = found;
  const fraction = written.replace(/0+$/, '');
  const decimals = WITHOUT_DECIMALS.has(currency) ? 0 : 2;
  if (fraction.length > decimals) {
    const limit = decimals === 0 ? `${currency} has no decimals` : 'amounts are kept in hundredths';
    throw new UblError(`${path} holds "${excerpt(text)}", which has too many decimals (${limit}): round it.`);
  }
  const cents = Number(whole + fraction.padEnd(2, '0'));
  if (cents > MAX_CENTS)
    throw new UblError(`${path} holds "${excerpt(text)}", which is more than we count: correct it.`);
  return sign === '-' && cents !== 0 ? -cents : cents;
}

function checkCurrencyOf(element: XmlElement, currency: string, warn: Warn): void {
  const own = element.attributes.get('currencyID')?.trim();
  if (own === currency) return;
  const path = pathOf(element);
  if (!own) {
    warn(`${path} names no currency (currencyID) and was read as ${currency}, the currency of the document.`);
    return;
  }
  throw new UblError(`${path} is in "${excerpt(own)}" but the document is in ${currency} (BT-5): use one currency.`);
}
