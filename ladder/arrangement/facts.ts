/** What is known about an arrangement: the facts of its invoices, and its own. A set, as those of an invoice. */
import { type DebtorChange, type FactEvent, type Hold, inOrder, type Release } from '../events.ts';
import { type DebtorFacts, type Facts, factOf, lastKnownAt, withFacts as withInvoiceFacts } from '../facts.ts';
import { beginsArrangement } from '../pauses.ts';
import type { CivilDate, Instant } from '../time/civil.ts';
import type { ArrangementEvent, ArrangementFact, CoveredFact, Refused, Signed } from './events.ts';
import type { ArrangementTerms } from './terms.ts';

export interface ArrangementFacts {
  debtor: DebtorFacts;
  /** The last day on which the debtor was written to about anything else than this arrangement. */
  otherContactOn: CivilDate | null;
  /** The covered invoices, in the order of the terms. */
  invoices: readonly Facts[];
  signatures: readonly Signed[];
  refusals: readonly Refused[];
  /** Of the arrangement itself; those of its invoices hold it as well. */
  holds: readonly Hold[];
  releases: readonly Release[];
  debtorChanges: readonly DebtorChange[];
}

export function noArrangementFacts(debtor: DebtorFacts, invoices: readonly Facts[]): ArrangementFacts {
  return {
    debtor,
    otherContactOn: null,
    invoices,
    signatures: [],
    refusals: [],
    holds: [],
    releases: [],
    debtorChanges: [],
  };
}

const LIST_OF = {
  signed: 'signatures',
  refused: 'refusals',
  hold: 'holds',
  release: 'releases',
  debtor_changed: 'debtorChanges',
} as const;

/** The fact that an event adds, or null when it only moves the machine. */
export function arrangementFactOf(event: ArrangementEvent): ArrangementFact | null {
  return event.type in LIST_OF || isCovered(event) ? (event as ArrangementFact) : null;
}

/** A fact of a covered invoice. */
export function isCovered(event: ArrangementEvent): event is CoveredFact {
  return 'invoiceId' in event && event.invoiceId !== undefined && factOf(event as CoveredFact) !== null;
}

/** Adds the facts that events bring; one whose id is known already, or of another invoice, changes nothing. */
export function withArrangementEvents(facts: ArrangementFacts, events: readonly ArrangementEvent[]): ArrangementFacts {
  let result = facts;
  const covered = events.filter(isCovered);
  if (covered.length > 0) {
    const invoices = facts.invoices.map((invoice) =>
      withInvoiceFacts(
        invoice,
        covered.filter(({ invoiceId }) => invoiceId === invoice.invoice.id),
      ),
    );
    if (invoices.some((invoice, index) => invoice !== facts.invoices[index])) result = { ...facts, invoices };
  }
  for (const event of events) {
    if (isCovered(event) || !(event.type in LIST_OF)) continue;
    const list = LIST_OF[event.type as keyof typeof LIST_OF];
    const known: readonly { id: string; at: number }[] = result[list];
    if (known.some(({ id }) => id === event.id)) continue;
    result = { ...result, [list]: [...known, event].sort(inOrder) };
  }
  return result;
}

/** The first signature in time, or null. */
export function signatureInTime(terms: ArrangementTerms, facts: ArrangementFacts): Signed | null {
  return facts.signatures.find(({ on }) => on <= terms.signBy) ?? null;
}

/** The latest change of the debtor, told to the arrangement or to any of its invoices. */
export function debtorChange(facts: ArrangementFacts): DebtorChange | null {
  return (
    [...facts.debtorChanges, ...facts.invoices.flatMap((invoice) => invoice.debtorChanges)].sort(inOrder).at(-1) ?? null
  );
}

/** True once another arrangement was proposed over a covered invoice: one that ended before does not come back beside it. */
export function isOvertaken({ id, agreedAt }: ArrangementTerms, { invoices }: ArrangementFacts): boolean {
  return invoices.some(({ arrangements }) =>
    arrangements.some((change) => beginsArrangement(change) && change.at > agreedAt && change.arrangementId !== id),
  );
}

/** What an arrangement hears of its invoices, beside how other arrangements fare. */
export const HEARD: readonly FactEvent['type'][] = [
  'payment',
  'credit_note',
  'reversal',
  'hold',
  'release',
  'dispute',
  'dispute_decided',
  'invoice_corrected',
  'debtor_changed',
  'write_off',
];

/** When the last fact of the arrangement or of its invoices became known; null when there is none. */
export function lastKnownOfArrangement(facts: ArrangementFacts): Instant | null {
  const own = Object.values(LIST_OF).flatMap((list) => (facts[list] as readonly { at: Instant }[]).map(({ at }) => at));
  const times = [...own, ...facts.invoices.map(lastKnownAt)].filter((at) => at !== null);
  return times.length > 0 ? Math.max(...times) : null;
}

/** The number of a covered invoice, or its id where it is not known. */
export function invoiceNumber(facts: ArrangementFacts, invoiceId: string): string {
  return facts.invoices.find(({ invoice }) => invoice.id === invoiceId)?.invoice.number ?? invoiceId;
}

/** A day as it is known: a day of which we hear before it has come is today. */
export function notAfter(on: CivilDate, today: CivilDate): CivilDate {
  return on < today ? on : today;
}
