/**
 * What is known about one invoice. Facts are a set: adding one twice changes nothing, and the order of adding does not
 * matter. Balance and holds are computed from the set, never carried along.
 */
import type { DebtorKind, Language } from './definition.ts';
import {
  type CreditNote,
  type FactEvent,
  type Hold,
  type InvoiceEvent,
  inOrder,
  type Payment,
  type Release,
  type Reversal,
  type WriteOff,
} from './events.ts';
import type { Cents, Currency } from './money.ts';
import { addDays, type CivilDate, dayOf, type Instant, instantOf, localDate } from './time/civil.ts';

export interface InvoiceFacts {
  id: string;
  number: string;
  issuedOn: CivilDate;
  dueOn: CivilDate;
  /** What was open when the invoice was registered. */
  claimedCents: Cents;
  currency: Currency;
}

export interface DebtorFacts {
  id: string;
  kind: DebtorKind;
  /** ISO 3166 alpha-2. */
  country: string;
  language: Language;
  segment?: string;
  relation?: string;
}

export interface Facts {
  invoice: InvoiceFacts;
  debtor: DebtorFacts;
  payments: readonly Payment[];
  creditNotes: readonly CreditNote[];
  reversals: readonly Reversal[];
  holds: readonly Hold[];
  releases: readonly Release[];
  writeOffs: readonly WriteOff[];
}

export function noFacts(invoice: InvoiceFacts, debtor: DebtorFacts): Facts {
  return { invoice, debtor, payments: [], creditNotes: [], reversals: [], holds: [], releases: [], writeOffs: [] };
}

const LIST_OF = {
  payment: 'payments',
  credit_note: 'creditNotes',
  reversal: 'reversals',
  hold: 'holds',
  release: 'releases',
  write_off: 'writeOffs',
} as const satisfies Record<FactEvent['type'], keyof Facts>;

/** The fact that an event adds, or null when it only moves the machine. */
export function factOf(event: InvoiceEvent): FactEvent | null {
  return event.type in LIST_OF ? (event as FactEvent) : null;
}

/** Adds a fact; one whose id is known already changes nothing. */
export function withFact(facts: Facts, event: FactEvent): Facts {
  return withFacts(facts, [event]);
}

/** Adds the facts that events bring. */
export function withEvents(facts: Facts, events: readonly InvoiceEvent[]): Facts {
  return withFacts(
    facts,
    events.map(factOf).filter((fact) => fact !== null),
  );
}

/** Adds facts; of those with one id the first counts. */
export function withFacts(facts: Facts, events: readonly FactEvent[]): Facts {
  const changed: Partial<Record<keyof Facts, FactEvent[]>> = {};
  for (const type of new Set(events.map((event) => event.type))) {
    const list = LIST_OF[type];
    const known: readonly FactEvent[] = facts[list];
    const ids = new Set(known.map((fact) => fact.id));
    const added = events.filter((event) => event.type === type && !ids.has(event.id) && ids.add(event.id));
    if (added.length > 0) changed[list] = [...known, ...added].sort(inOrder);
  }
  return Object.keys(changed).length === 0 ? facts : ({ ...facts, ...changed } as Facts);
}

/** The day on which a payment counts: the earlier of booked and valued (art. 6:114(2) BW). */
export function legalDay(payment: Payment): CivilDate {
  return payment.valuedOn && payment.valuedOn < payment.bookedOn ? payment.valuedOn : payment.bookedOn;
}

/** What of a payment the bank did not take back; never less than nothing. */
export function keptCents(facts: Facts, payment: Payment): Cents {
  let kept = payment.amountCents;
  for (const reversal of facts.reversals) {
    if (reversal.paymentId === payment.id) kept -= reversal.amountCents ?? payment.amountCents;
  }
  return Math.max(0, kept);
}

/** What is still open in the books; negative when too much was paid. A reversal counts once its payment is known. */
export function openCents(facts: Facts): Cents {
  let open = facts.invoice.claimedCents;
  for (const credit of facts.creditNotes) open -= credit.amountCents;
  for (const payment of facts.payments) open -= keptCents(facts, payment);
  return open;
}

/** What was paid and not taken back. */
export function paidCents(facts: Facts): Cents {
  return facts.payments.reduce((sum, payment) => sum + keptCents(facts, payment), 0);
}

/**
 * True when the claim was settled at the end of `since`, or on some day after, counted by legal day: a notice of then no
 * longer demands anything, even if the payment was reversed later.
 */
export function wasSettledAfter(facts: Facts, since: CivilDate, toleranceCents: Cents): boolean {
  if (facts.payments.length === 0 && facts.creditNotes.length === 0) return false;
  const changes = new Map<CivilDate, Cents>();
  const change = (on: CivilDate, cents: Cents) => changes.set(on, (changes.get(on) ?? 0) + cents);
  for (const credit of facts.creditNotes) change(credit.issuedOn, -credit.amountCents);
  for (const payment of facts.payments) change(legalDay(payment), -payment.amountCents);
  for (const reversal of facts.reversals) {
    const payment = facts.payments.find((candidate) => candidate.id === reversal.paymentId);
    if (payment) change(reversal.on, reversal.amountCents ?? payment.amountCents);
  }
  let open = facts.invoice.claimedCents;
  let openThen = open;
  for (const [on, cents] of [...changes].sort(([a], [b]) => (a < b ? -1 : 1))) {
    open += cents;
    if (on <= since) openThen = open;
    else if (open <= toleranceCents) return true;
  }
  return openThen <= toleranceCents;
}

export const DEFAULT_HOLD_DAYS = 14;
export const MAX_HOLD_DAYS = 90;

/** The last day of a hold: as asked, by default 14 days, never more than 90 days after it began. */
export function holdUntil(hold: Hold): CivilDate {
  const began = localDate(hold.at);
  const last = addDays(began, MAX_HOLD_DAYS);
  const asked = hold.until ?? addDays(began, DEFAULT_HOLD_DAYS);
  return asked < last ? asked : last;
}

export interface ActiveHold {
  hold: Hold;
  until: CivilDate;
  /** The first instant after it. */
  endsAt: Instant;
}

/** The hold that lasts longest of those in force at an instant, or null. */
export function activeHold(facts: Facts, now: Instant): ActiveHold | null {
  let longest: ActiveHold | null = null;
  for (const hold of facts.holds) {
    if (hold.at > now || facts.releases.some((release) => release.holdId === hold.id && release.at <= now)) continue;
    const until = holdUntil(hold);
    const endsAt = instantOf(dayOf(until) + 1, 0);
    if (endsAt > now && (!longest || endsAt > longest.endsAt)) longest = { hold, until, endsAt };
  }
  return longest;
}
