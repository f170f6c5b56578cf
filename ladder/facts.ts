/**
 * What is known about one invoice. Facts are a set: adding one twice changes nothing, and the order of adding does not
 * matter. Balance and holds are computed from the set, never carried along.
 */
import type { DebtorKind, Language } from './definition.ts';
import {
  type ArrangementChange,
  type Correction,
  type CreditNote,
  type DebtorChange,
  type Dispute,
  type DisputeDecision,
  type FactEvent,
  type Hold,
  type InvoiceEvent,
  inOrder,
  type Jointly,
  type Payment,
  type PaymentPromise,
  type Release,
  type Reply,
  type ReturnAnnounced,
  type Reversal,
  type SentAgain,
  type WriteOff,
} from './events.ts';
import type { Cents, Currency } from './money.ts';
import type { CivilDate, Instant } from './time/civil.ts';

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
  /** A code of the creditor's for the payment terms of this debtor. */
  terms?: string;
  /** False when no e-mail address is known at which mail arrives. */
  hasEmail?: boolean;
  /** Collection costs that were charged on other invoices of this consumer and still stand, with the letter that grounds them. */
  charges?: readonly EarlierCharge[];
}

export interface EarlierCharge {
  on: CivilDate;
  /** Null where none was needed. */
  letter: { sentOn: CivilDate; jointly?: Jointly } | null;
}

export interface Facts {
  /** As it was last corrected. */
  invoice: InvoiceFacts;
  /** As it was registered. */
  registered: InvoiceFacts;
  debtor: DebtorFacts;
  /** The last day on which the debtor was written to about another invoice, or may yet be: a printed letter may be posted later. */
  otherContactOn: CivilDate | null;
  /** Payments up to and including this day are known; null where nobody ever said so: then all are taken to be. */
  bankCoveredUntil: CivilDate | null;
  /** Versions of the invoice's ladder that are on trial: their contacts wait until a person releases them. */
  trials: readonly number[];
  /** The creditor cannot deduct the VAT on collection costs: they are raised with it (art. 2(3) Besluit BIK). */
  costsVat: boolean;
  payments: readonly Payment[];
  creditNotes: readonly CreditNote[];
  reversals: readonly Reversal[];
  holds: readonly Hold[];
  releases: readonly Release[];
  promises: readonly PaymentPromise[];
  disputes: readonly Dispute[];
  decisions: readonly DisputeDecision[];
  returns: readonly ReturnAnnounced[];
  replies: readonly Reply[];
  arrangements: readonly ArrangementChange[];
  corrections: readonly (Correction | SentAgain)[];
  debtorChanges: readonly DebtorChange[];
  writeOffs: readonly WriteOff[];
}

export function noFacts(invoice: InvoiceFacts, debtor: DebtorFacts): Facts {
  return {
    invoice,
    registered: invoice,
    debtor,
    otherContactOn: null,
    bankCoveredUntil: null,
    trials: [],
    costsVat: false,
    payments: [],
    creditNotes: [],
    reversals: [],
    holds: [],
    releases: [],
    promises: [],
    disputes: [],
    decisions: [],
    returns: [],
    replies: [],
    arrangements: [],
    corrections: [],
    debtorChanges: [],
    writeOffs: [],
  };
}

const LIST_OF = {
  payment: 'payments',
  credit_note: 'creditNotes',
  reversal: 'reversals',
  hold: 'holds',
  release: 'releases',
  promise: 'promises',
  dispute: 'disputes',
  dispute_decided: 'decisions',
  return_announced: 'returns',
  reply: 'replies',
  arrangement_proposed: 'arrangements',
  arrangement_agreed: 'arrangements',
  arrangement_declined: 'arrangements',
  arrangement_kept: 'arrangements',
  arrangement_broken: 'arrangements',
  arrangement_replaced: 'arrangements',
  invoice_corrected: 'corrections',
  invoice_sent_again: 'corrections',
  debtor_changed: 'debtorChanges',
  write_off: 'writeOffs',
} as const satisfies Record<FactEvent['type'], keyof Facts>;

const LISTS = [...new Set(Object.values(LIST_OF))];

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
  const changed: Partial<Record<(typeof LIST_OF)[FactEvent['type']], FactEvent[]>> = {};
  for (const list of new Set(events.map((event) => LIST_OF[event.type]))) {
    const known: readonly FactEvent[] = facts[list];
    const ids = new Set(known.map((fact) => fact.id));
    const added = events.filter((event) => LIST_OF[event.type] === list && !ids.has(event.id) && ids.add(event.id));
    if (added.length > 0) changed[list] = [...known, ...added].sort(inOrder);
  }
  if (Object.keys(changed).length === 0) return facts;
  const result = { ...facts, ...changed } as Facts;
  return changed.corrections ? { ...result, invoice: corrected(result) } : result;
}

/** The invoice with every correction, in the order in which they became known. */
function corrected({ registered, corrections }: Facts): InvoiceFacts {
  let invoice = registered;
  for (const correction of corrections) {
    const { dueOn } = correction;
    const amountCents = correction.type === 'invoice_corrected' ? correction.amountCents : undefined;
    invoice = {
      ...invoice,
      ...(dueOn !== undefined && { dueOn }),
      ...(amountCents !== undefined && { claimedCents: amountCents }),
    };
  }
  return invoice;
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

/** The facts of which the agency hears once the case is in its hands. */
export function agencyFacts(facts: Facts) {
  const { payments, creditNotes, reversals, writeOffs, disputes, decisions } = facts;
  const corrections = facts.corrections.filter((correction) => correction.type === 'invoice_corrected');
  return [...payments, ...creditNotes, ...reversals, ...corrections, ...disputes, ...decisions, ...writeOffs];
}

/** What was known at an instant. */
export function knownAt(facts: Facts, at: Instant): Facts {
  const known = LISTS.flatMap((list) => facts[list] as readonly FactEvent[]);
  const until = known.filter((fact) => fact.at <= at);
  return withFacts({ ...noFacts(facts.registered, facts.debtor), otherContactOn: facts.otherContactOn }, until);
}

/** When the last fact became known; null when there is none. */
export function lastKnownAt(facts: Facts): Instant | null {
  let last: Instant | null = null;
  for (const list of LISTS) {
    for (const fact of facts[list] as readonly FactEvent[]) if (last === null || fact.at > last) last = fact.at;
  }
  return last;
}
