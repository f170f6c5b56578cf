import { decimalAmount } from '../../ladder/money.ts';
import { readCents } from './amounts.ts';
import { childOf, optionalText, pathOf, requiredChild, requiredText } from './elements.ts';
import { UblError, type Warn } from './ubl-error.ts';
import type { XmlElement } from './xml.ts';

/** What a document comes to, in cents without sign; `negative` says that the seller owes it. */
export interface Totals {
  readonly amountCents: number;
  readonly openCents: number;
  readonly negative: boolean;
}

/**
 * Reads the total with VAT (BT-112) and the amount due (BT-115). The amount due decides the direction, since it is what
 * one side still owes; only where nothing is due does the total decide. A total of zero is refused.
 */
export function readTotals(root: XmlElement, currency: string, warn: Warn): Totals {
  const totals = requiredChild(root, 'cac:LegalMonetaryTotal', 'group of document totals (BG-22)');
  requiredText(totals, 'cbc:TaxInclusiveAmount', 'total amount with VAT (BT-112)');
  requiredText(totals, 'cbc:PayableAmount', 'amount due for payment (BT-115)');
  const centsOf = (name: `cbc:${string}`): number => {
    const element = optionalText(totals, name) === null ? null : childOf(totals, name);
    return element ? readCents(element, currency, warn) : 0;
  };
  const amount = centsOf('cbc:TaxInclusiveAmount');
  const open = centsOf('cbc:PayableAmount');
  if (amount === 0) {
    const path = `${pathOf(totals)}/cbc:TaxInclusiveAmount`;
    throw new UblError(`The total amount with VAT (BT-112) in ${path} is zero: there is nothing to register.`);
  }
  warnOfDoubt(amount, open, centsOf('cbc:PrepaidAmount'), centsOf('cbc:PayableRoundingAmount'), warn);
  return { amountCents: Math.abs(amount), openCents: Math.abs(open), negative: (open || amount) < 0 };
}

function warnOfDoubt(amount: number, open: number, prepaid: number, rounding: number, warn: Warn): void {
  // EN 16931 rule BR-CO-16.
  const expected = amount - prepaid + rounding;
  if (open !== expected) {
    warn(
      `The amount due (BT-115) is ${decimalAmount(open)}, but the total (BT-112) less what was paid (BT-113) plus the ` +
        `rounding (BT-114) is ${decimalAmount(expected)}.`,
    );
  }
  if (open !== 0 && open < 0 !== amount < 0) {
    warn(
      `The amount due (BT-115) is ${decimalAmount(open)} while the total (BT-112) is ${decimalAmount(amount)}; the amount due ` +
        'was taken to say who owes whom.',
    );
  }
}
