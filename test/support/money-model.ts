/**
 * A model of the money of one invoice, from what was accepted about it and nothing else: a second opinion, written apart
 * from the product's own sums (`ladder/facts.ts`) and importing none of it. Events are taken in the form in which the outside
 * tells them.
 */

/** An event as it was told: its signal, and the members of its body. */
export interface Told {
  id: string;
  what: string;
  /** When it became known. */
  at: number;
  body: Readonly<Record<string, unknown>>;
}

export interface Books {
  /** What the invoice says that has to be paid in all, as last corrected. */
  claimedCents: number;
  creditedCents: number;
  /** What was paid, by payment, and how much of it the bank took back. */
  payments: Map<string, { paidCents: number; reversedCents: number }>;
  /** Claimed, less credited, less paid and not taken back. Negative when too much was paid. */
  openCents: number;
  /** What of that nobody may ask for now: contested and undecided, or conceded and not yet credited. */
  contestedCents: number;
  writtenOff: boolean;
}

/** The books of an invoice of `amountCents` after everything told; what was told twice under one id counts once. */
export function booksOf(amountCents: number, told: readonly Told[]): Books {
  const events = onceInOrder(told);
  const credits: Lowering[] = [];
  let claimedCents = amountCents;
  let creditedCents = 0;
  const payments: Books['payments'] = new Map();
  for (const { what, id, at, body } of events) {
    if (what === 'paymentReceived') payments.set(id, { paidCents: centsOf(body)!, reversedCents: 0 });
    if (what === 'creditNoteIssued') {
      creditedCents += centsOf(body)!;
      credits.push({ at, cents: centsOf(body)! });
    }
    const corrected = what === 'invoiceCorrected' ? centsOf(body) : null;
    if (corrected === null) continue;
    if (corrected < claimedCents) credits.push({ at, cents: claimedCents - corrected });
    claimedCents = corrected;
  }
  // A bank may tell of a reversal before it tells of the payment.
  for (const { what, body } of events) {
    const payment = what === 'paymentReversed' ? payments.get(String(body.payment_id)) : undefined;
    if (!payment) continue;
    payment.reversedCents = Math.min(payment.paidCents, payment.reversedCents + (centsOf(body) ?? payment.paidCents));
  }
  let openCents = claimedCents - creditedCents;
  for (const { paidCents, reversedCents } of payments.values()) openCents -= paidCents - reversedCents;
  const contestedCents = Math.min(contested(events, amountCents, credits), Math.max(0, openCents));
  const writtenOff = events.some(({ what }) => what === 'writtenOff');
  return { claimedCents, creditedCents, payments, openCents, contestedCents, writtenOff };
}

/** What made a claim smaller. */
interface Lowering {
  at: number;
  cents: number;
}

/**
 * Undecided disputes contest what they say, or everything. Of a decided one, what was conceded is contested until a later
 * credit note, or correction downwards, has booked it: each cent of that once, the oldest dispute first.
 */
function contested(events: readonly Told[], amountCents: number, credits: readonly Lowering[]): number {
  const left = credits.map((credit) => ({ ...credit }));
  let sum = 0;
  for (const dispute of events.filter(({ what }) => what === 'disputeRaised')) {
    const disputed = centsOf(dispute.body);
    const decision = events.findLast(
      ({ what, body }) => what === 'disputeDecided' && body.dispute_id === dispute.id,
    )?.body;
    if (!decision) {
      sum += disputed ?? Number.POSITIVE_INFINITY;
      continue;
    }
    let conceded = concededCents(decision, disputed ?? amountCents);
    for (const credit of left) {
      if (credit.at < dispute.at) continue;
      const booked = Math.min(credit.cents, conceded);
      credit.cents -= booked;
      conceded -= booked;
    }
    sum += conceded;
  }
  return sum;
}

function concededCents(decision: Told['body'], disputedCents: number): number {
  if (decision.decision === 'rejected') return 0;
  if (decision.decision === 'upheld') return disputedCents;
  return Math.min(centsOf(decision) ?? disputedCents, disputedCents);
}

function onceInOrder(told: readonly Told[]): Told[] {
  const byId = new Map<string, Told>();
  for (const event of told) if (!byId.has(event.id)) byId.set(event.id, event);
  return [...byId.values()].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

/** Cents of the member `amount`, such as "12.50"; null where there is none. */
function centsOf({ amount }: Told['body']): number | null {
  if (typeof amount !== 'string') return null;
  const [whole, fraction = ''] = amount.split('.');
  return Number(whole) * 100 + Number(fraction.padEnd(2, '0'));
}
