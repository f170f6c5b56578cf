/** What changes of ladder make due at once in a book, spread over days as it is when they are published. */
import { atOnce, previewChange, spreadOver } from '../change/preview.ts';
import type { Instant } from '../time/civil.ts';
import type { BookInvoice } from './book.ts';

/** An invoice for which a change makes something due at once, and when that would come. */
export interface DueAtOnce {
  id: string;
  debtorId: string;
  at: Instant;
}

/** The invoices for which the change that they are to take makes something due at `now`. */
export function dueAtOnce(invoices: readonly BookInvoice[], now: Instant): DueAtOnce[] {
  return invoices.flatMap(({ change, state, facts }) => {
    const at = change && state ? atOnce(previewChange(change, state, facts, now)) : null;
    return at === null ? [] : [{ id: facts.invoice.id, debtorId: facts.debtor.id, at }];
  });
}

/** The same book, in which so many invoices a day take what is due at once; a debtor with more of them has a day alone. */
export function spreadBook(
  invoices: readonly BookInvoice[],
  due: readonly DueAtOnce[],
  perDay: number,
): readonly BookInvoice[] {
  const change = invoices.find((one) => one.change)?.change;
  if (!change) return invoices;
  const days = spreadOver(change, due, perDay);
  return invoices.map((one) => {
    const notBefore = days.get(one.facts.invoice.id);
    return one.change && notBefore ? { ...one, change: { ...one.change, notBefore } } : one;
  });
}
