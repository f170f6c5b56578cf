import { compactIban, isIban } from '../../ladder/payment/iban.ts';
import { readDate } from './dates.ts';
import { childOf, elementsAt, pathOf, textsAt } from './elements.ts';
import { UblError, type Warn } from './ubl-error.ts';
import type { XmlElement } from './xml.ts';
import { excerpt } from './xml-error.ts';

/** When and how a document is to be paid. */
export interface Payment {
  readonly dueOn: string | null;
  readonly terms: string | null;
  readonly paymentReference: string | null;
  readonly iban: string | null;
}

/** Reads the due date (BT-9), terms (BT-20), payment reference (BT-83) and account (BT-84). */
export function readPayment(root: XmlElement, issuedOn: string, warn: Warn): Payment {
  return {
    dueOn: readDueDate(root, issuedOn, warn),
    terms: textsAt(root, 'cac:PaymentTerms', 'cbc:Note').join(' ') || null,
    paymentReference: textsAt(root, 'cac:PaymentMeans', 'cbc:PaymentID')[0] ?? null,
    iban: readIban(root, warn),
  };
}

/** The invoice's own due date, else that of its payment means, where a credit note has it. */
function readDueDate(root: XmlElement, issuedOn: string, warn: Warn): string | null {
  const dueDate = childOf(root, 'cbc:DueDate');
  const element = readDate(dueDate) ? dueDate : latestPaymentDueDate(root, warn);
  const dueOn = readDate(element);
  if (element && dueOn && dueOn < issuedOn) {
    throw new UblError(
      `The due date ${dueOn} (BT-9) in ${pathOf(element)} is before the issue date ${issuedOn} (BT-2): correct one of them.`,
    );
  }
  return dueOn;
}

/** With several, the latest: whoever pays by then paid as asked. */
function latestPaymentDueDate(root: XmlElement, warn: Warn): XmlElement | null {
  const byDay = new Map<string, XmlElement>();
  for (const element of elementsAt(root, 'cac:PaymentMeans', 'cbc:PaymentDueDate')) {
    const day = readDate(element);
    if (day) byDay.set(day, element);
  }
  const days = [...byDay.keys()].sort();
  if (days.length > 1) {
    warn(`The document names ${days.length} due dates, ${days[0]} to ${days.at(-1)}; the latest was taken.`);
  }
  return byDay.get(days.at(-1) ?? '') ?? null;
}

function readIban(root: XmlElement, warn: Warn): string | null {
  const [account] = textsAt(root, 'cac:PaymentMeans', 'cac:PayeeFinancialAccount', 'cbc:ID');
  if (account === undefined) return null;
  const iban = compactIban(account);
  if (isIban(iban)) return iban;
  warn(`The bank account "${excerpt(account)}" (BT-84) is not a valid IBAN and was left out.`);
  return null;
}
