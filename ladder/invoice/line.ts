/** What a notice asks of one invoice, as its lines tell it. */
import { askedOn, NOTHING_CHARGED } from '../balance.ts';
import { contestedCents } from '../contested.ts';
import { type Facts, paidCents } from '../facts.ts';
import type { InvoiceLine } from '../texts.ts';
import type { CivilDate } from '../time/civil.ts';
import type { InvoiceState } from './state.ts';

/** The line of an invoice in a notice of a day. */
export function lineOf({ facts, state }: { facts: Facts; state: InvoiceState | null }, on: CivilDate): InvoiceLine {
  // Of a case that is closed nothing is asked beside the books.
  const charged = state === null || state.phase === 'closed' ? NOTHING_CHARGED : state.charged;
  const balance = askedOn(facts, charged, on);
  const { costsCents, interestCents, totalCents, bookkeepingCents } = balance;
  const { number, issuedOn, dueOn, claimedCents } = facts.invoice;
  return {
    number,
    issuedOn,
    dueOn,
    claimedCents,
    paidCents: paidCents(facts),
    creditedCents: facts.creditNotes.reduce((total, credit) => total + credit.amountCents, 0),
    contestedCents: contestedCents(facts),
    costsCents,
    interestCents,
    // What was paid beyond all that is owed stands in the books alone.
    openCents: costsCents + interestCents > 0 ? totalCents : bookkeepingCents,
  };
}
