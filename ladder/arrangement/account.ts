/**
 * What was paid on an arrangement and what is short, from the facts alone. Instalments are paid in their order, so that
 * only sums matter: what had to be there by a day, and what was.
 */

import { contestedCents, decisionOf } from '../contested.ts';
import type { Payment } from '../events.ts';
import { type Facts, keptCents, legalDay, openCents } from '../facts.ts';
import type { Cents } from '../money.ts';
import { type CivilDate, type Instant, localDate } from '../time/civil.ts';
import type { ArrangementFacts } from './facts.ts';
import type { Instalment } from './instalments.ts';
import { type ArrangementTerms, endOf, seenBy, toleranceCents } from './terms.ts';

export interface Account {
  /** What counts for the instalments: paid since the arrangement was agreed, and not taken back. */
  paidCents: Cents;
  /** What has to be paid in all: the plan's total, or less where the invoices leave less (credit notes, a write-off). */
  owedCents: Cents;
  /** What counted at the end of each day on which that changed, in order of days. */
  days: { on: CivilDate; paidCents: Cents }[];
}

export function accountOf(terms: ArrangementTerms, facts: ArrangementFacts): Account {
  const changes = new Map<CivilDate, Cents>();
  const change = (on: CivilDate, cents: Cents) => changes.set(on, (changes.get(on) ?? 0) + cents);
  let paidCents = 0;
  let openNow = 0;
  for (const invoice of facts.invoices) {
    openNow += demandedOf(invoice) + chargedOn(terms, invoice);
    for (const payment of invoice.payments) {
      if (!counts(terms, payment)) continue;
      paidCents += keptCents(invoice, payment);
      noteChanges(invoice, payment, change);
    }
  }
  let sum = 0;
  const days = [...changes]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([on, cents]) => {
      sum += cents;
      return { on, paidCents: sum };
    });
  const owedCents = Math.max(0, Math.min(terms.plan.totalCents, paidCents + openNow));
  return { paidCents, owedCents, days };
}

/** Money of before the agreement is no instalment: it lessens what is left, as a credit note does. */
function counts({ agreedAt }: ArrangementTerms, payment: Payment): boolean {
  return payment.at > agreedAt && legalDay(payment) >= localDate(agreedAt);
}

/** What is open of an invoice in the books, without what was conceded in a dispute or written off. */
function demandedOf(invoice: Facts): Cents {
  const open = openCents(invoice);
  if (invoice.writeOffs.length > 0) return Math.min(0, open);
  const decided = invoice.disputes.filter(({ id }) => decisionOf(invoice, id) !== null);
  return open - contestedCents({ ...invoice, disputes: decided });
}

/** The costs and interest of an invoice that were arranged; none over an invoice of which nothing had to be paid after all. */
function chargedOn({ charged = [] }: ArrangementTerms, { invoice, creditNotes, writeOffs }: Facts): Cents {
  const principal = creditNotes.reduce((cents, credit) => cents - credit.amountCents, invoice.claimedCents);
  if (writeOffs.length > 0 || principal <= 0) return 0;
  const own = charged.filter(({ invoiceId }) => invoiceId === invoice.id);
  return own.reduce((sum, { costsCents, interestCents }) => sum + costsCents + interestCents, 0);
}

/**
 * What of each covered invoice an arrangement that was kept settles in the books: a remainder within tolerance, and what was paid
 * on another of them. Nothing where more is open than was arranged.
 */
export function settledByKeeping(
  terms: ArrangementTerms,
  facts: ArrangementFacts,
  account: Account,
): Map<string, Cents> {
  const open = facts.invoices.map((invoice) => ({ id: invoice.invoice.id, cents: demandedOf(invoice) }));
  const inAll = facts.invoices.reduce((sum, one) => sum + demandedOf(one) + chargedOn(terms, one), 0);
  if (inAll > Math.max(0, account.owedCents - account.paidCents)) return new Map();
  return new Map(open.filter(({ cents }) => cents > 0).map(({ id, cents }) => [id, cents]));
}

function noteChanges(invoice: Facts, payment: Payment, change: (on: CivilDate, cents: Cents) => void): void {
  const on = legalDay(payment);
  change(on, payment.amountCents);
  let left = payment.amountCents;
  for (const reversal of invoice.reversals) {
    if (reversal.paymentId !== payment.id) continue;
    const taken = Math.min(left, reversal.amountCents ?? payment.amountCents);
    left -= taken;
    // Nothing counts from a day later than the one on which it became known, nor before there was anything to take.
    const known = localDate(reversal.at);
    const takenOn = reversal.on < known ? reversal.on : known;
    change(takenOn < on ? on : takenOn, -taken);
  }
}

/** In the order in which they have to be paid. */
export function inDueOrder(list: readonly Instalment[]): Instalment[] {
  return list.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.n - b.n || a.turn - b.turn));
}

/** What has to have been paid in all by the end of a day. */
export function neededCents(list: readonly Instalment[], account: Account, on: CivilDate): Cents {
  const planned = list.reduce((sum, one) => (one.on <= on ? sum + one.cents : sum), 0);
  return Math.min(planned, account.owedCents);
}

/** What is lacking of the instalments up to a day; negative when more was paid. */
export function shortCents(list: readonly Instalment[], account: Account, on: CivilDate): Cents {
  return neededCents(list, account, on) - account.paidCents;
}

/** The last instalment whose day and grace have passed: the one at which an arrangement is short, if it is. */
export function lastSeen(terms: ArrangementTerms, list: readonly Instalment[], now: Instant): Instalment | null {
  return inDueOrder(list).findLast((one) => endOf(seenBy(terms, one.on)) <= now) ?? null;
}

/** True when what is lacking up to an instalment is no more than its tolerance. */
export function isPaid(
  terms: ArrangementTerms,
  list: readonly Instalment[],
  account: Account,
  one: Pick<Instalment, 'on' | 'cents'>,
): boolean {
  return shortCents(list, account, one.on) <= toleranceCents(terms, one);
}

/**
 * True when at the end of some day from `since` to `until` enough had been paid, by legal day: a notice of then demands
 * nothing any more, even if the money was taken back later.
 */
export function wasPaidBetween(
  terms: ArrangementTerms,
  list: readonly Instalment[],
  account: Account,
  one: Pick<Instalment, 'on' | 'cents'>,
  since: CivilDate,
  until: CivilDate | null,
): boolean {
  const enough = neededCents(list, account, one.on) - toleranceCents(terms, one);
  let paidThen = 0;
  for (const { on, paidCents } of account.days) {
    if (on <= since) paidThen = paidCents;
    else if ((until === null || on <= until) && paidCents >= enough) return true;
  }
  return paidThen >= enough;
}

/** True when all is paid; a remainder within tolerance counts once the last instalment has had its time. */
export function isPaidUp(
  terms: ArrangementTerms,
  list: readonly Instalment[],
  account: Account,
  now: Instant,
): boolean {
  if (account.paidCents >= account.owedCents) return true;
  const last = inDueOrder(list).at(-1)!;
  return endOf(seenBy(terms, last.on)) <= now && isPaid(terms, list, account, last);
}

/**
 * The instalments that are still to be paid, in their order, each with what is left of it: what was paid goes to the first,
 * what need not be paid any more comes off the last.
 */
export function leftOf(list: readonly Instalment[], { paidCents, owedCents }: Account): Instalment[] {
  let planned = 0;
  return inDueOrder(list).flatMap((one) => {
    const from = Math.max(Math.min(planned, owedCents), paidCents);
    planned += one.cents;
    const cents = Math.min(planned, owedCents) - from;
    return cents > 0 ? [{ ...one, cents }] : [];
  });
}
