/**
 * The facts of an invoice. Each is kept whole under its id, once; payments, credit notes and holds are written to their
 * own tables beside it, for people and reports to query.
 */

import { sql } from 'kysely';
import type { Hold, InvoiceEvent, Payment, Release, Reversal } from '../ladder/events.ts';
import { type Facts, noFacts, withEvents } from '../ladder/facts.ts';
import { holdUntil } from '../ladder/pauses.ts';
import type { CivilDate } from '../ladder/time/civil.ts';
import { tellArrangements } from './arrangement-news.ts';
import type { Db, Tx } from './database.ts';
import type { InvoiceRecord } from './invoices.ts';
import { runningTrials } from './trials.ts';

/** Keeps an event, perhaps one that a transition takes in at once; false when its id was known already. */
export async function keepFact(
  tx: Tx,
  invoice: InvoiceRecord,
  event: InvoiceEvent,
  appliedIn: number | null = null,
): Promise<boolean> {
  const kept = await tx
    .insertInto('facts')
    .values({
      invoice_id: invoice.id,
      id: event.id,
      type: event.type,
      at: new Date(event.at),
      body: JSON.stringify(event),
      applied_in: appliedIn,
    })
    .onConflict((conflict) => conflict.columns(['invoice_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (kept) {
    await project(tx, invoice, event);
    await tellArrangements(tx, invoice.id, event);
  }
  return kept !== undefined;
}

/** What is kept under an id, or null. */
export async function findFact(db: Db | Tx, invoiceId: string, id: string): Promise<InvoiceEvent | null> {
  const row = await db
    .selectFrom('facts')
    .select('body')
    .where('invoice_id', '=', invoiceId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.body ?? null;
}

/** Equal but for the time at which they became known. */
export function sameEvent<Event extends { at: number }>(a: Event, b: Event): boolean {
  const members = ({ at: _, ...rest }: Event) => Object.entries(rest).sort(([x], [y]) => (x < y ? -1 : 1));
  return JSON.stringify(members(a)) === JSON.stringify(members(b));
}

/** Everything known about an invoice, and the events that no transition has taken in yet. */
export async function loadFacts(tx: Db | Tx, invoice: InvoiceRecord): Promise<{ facts: Facts; fresh: InvoiceEvent[] }> {
  const contact = sql<{ on: CivilDate | null }>`select other_contact_on(${invoice.debtor.id}, ${invoice.id}) as on`;
  const otherContactOn = (await contact.execute(tx)).rows[0]?.on ?? null;
  const rows = await tx
    .selectFrom('facts')
    .select(['body', 'applied_in'])
    .where('invoice_id', '=', invoice.id)
    .orderBy('at')
    .orderBy('id')
    .execute();
  const trials = (await runningTrials(tx, [invoice.ladder.id])).map(({ version }) => version);
  return knownFrom(invoice, rows, { otherContactOn, trials });
}

/** Rows of the table, in any order, as the engine wants them. */
export function knownFrom(
  invoice: InvoiceRecord,
  rows: readonly { body: InvoiceEvent; applied_in: number | null }[],
  beside: Pick<Facts, 'otherContactOn' | 'trials'>,
): { facts: Facts; fresh: InvoiceEvent[] } {
  const { bankCoveredUntil, costsVat } = invoice;
  return {
    facts: withEvents(
      { ...noFacts(invoice.facts, invoice.debtor), ...beside, bankCoveredUntil, costsVat },
      rows.map((row) => row.body),
    ),
    fresh: rows.filter((row) => row.applied_in === null).map((row) => row.body),
  };
}

export async function markApplied(tx: Tx, invoiceId: string, sequence: number): Promise<void> {
  await tx
    .updateTable('facts')
    .set({ applied_in: sequence })
    .where('invoice_id', '=', invoiceId)
    .where('applied_in', 'is', null)
    .execute();
}

async function project(tx: Tx, invoice: InvoiceRecord, event: InvoiceEvent): Promise<void> {
  switch (event.type) {
    case 'payment':
      return projectPayment(tx, invoice, event);
    case 'reversal':
      return projectReversals(tx, invoice, event);
    case 'credit_note':
      await tx
        .insertInto('credit_notes')
        .values({
          id: `${invoice.id}:${event.id}`,
          invoice_id: invoice.id,
          number: event.number,
          amount_cents: event.amountCents,
          issued_on: event.issuedOn,
          known_at: new Date(event.at),
        })
        .execute();
      return;
    case 'hold':
      return projectHold(tx, invoice, event);
    case 'release':
      return projectRelease(tx, invoice, event);
    default:
      return;
  }
}

async function projectHold(tx: Tx, invoice: InvoiceRecord, hold: Hold): Promise<void> {
  await tx
    .insertInto('holds')
    .values({
      id: `${invoice.id}:${hold.id}`,
      debtor_id: invoice.debtor.id,
      invoice_id: invoice.id,
      owner: hold.owner,
      reason: hold.reason,
      held_at: new Date(hold.at),
      until_on: holdUntil(hold),
    })
    .execute();
  await projectRelease(tx, invoice, { holdId: hold.id });
}

/** Writes when a hold was first released, whichever of the two became known first. */
async function projectRelease(tx: Tx, invoice: InvoiceRecord, { holdId }: Pick<Release, 'holdId'>): Promise<void> {
  const rows = await tx
    .selectFrom('facts')
    .select('body')
    .where('invoice_id', '=', invoice.id)
    .where('type', '=', 'release')
    .orderBy('at')
    .execute();
  const first = rows.map((row) => row.body).find((event) => event.type === 'release' && event.holdId === holdId);
  if (!first) return;
  await tx
    .updateTable('holds')
    .set({ released_at: new Date(first.at) })
    .where('id', '=', `${invoice.id}:${holdId}`)
    .execute();
}

/** Senders number payments as they like: the same id from another debtor is another payment. */
const paymentRow = (invoice: InvoiceRecord, paymentId: string) => `${invoice.debtor.id}:${paymentId}`;

/** One payment may cover several invoices: it is the sum of what each of them got. */
async function projectPayment(tx: Tx, invoice: InvoiceRecord, payment: Payment): Promise<void> {
  await tx
    .insertInto('payments')
    .values({
      id: paymentRow(invoice, payment.id),
      debtor_id: invoice.debtor.id,
      amount_cents: payment.amountCents,
      currency: invoice.facts.currency,
      booked_on: payment.bookedOn,
      valued_on: payment.valuedOn ?? null,
      known_at: new Date(payment.at),
    })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((eb) => ({
        amount_cents: eb('payments.amount_cents', '+', eb.ref('excluded.amount_cents')),
      })),
    )
    .execute();
  await tx
    .insertInto('payment_allocations')
    .values({
      id: `${invoice.id}:${payment.id}`,
      payment_id: paymentRow(invoice, payment.id),
      invoice_id: invoice.id,
      amount_cents: payment.amountCents,
    })
    .execute();
  await projectReversals(tx, invoice, { paymentId: payment.id });
}

/** Writes what was taken back of a payment as one negative allocation, whichever of the two became known first. */
async function projectReversals(
  tx: Tx,
  invoice: InvoiceRecord,
  { paymentId }: Pick<Reversal, 'paymentId'>,
): Promise<void> {
  const rows = await tx
    .selectFrom('facts')
    .select('body')
    .where('invoice_id', '=', invoice.id)
    .where((eb) => eb.or([eb('id', '=', paymentId), eb(sql`body->>'paymentId'`, '=', paymentId)]))
    .execute();
  const events = rows.map((row) => row.body);
  const payment = events.find((event): event is Payment => event.type === 'payment' && event.id === paymentId);
  if (!payment) return;
  const reversed = events
    .filter((event): event is Reversal => event.type === 'reversal' && event.paymentId === paymentId)
    .reduce((sum, reversal) => sum + (reversal.amountCents ?? payment.amountCents), 0);
  if (reversed === 0) return;
  const amount_cents = -Math.min(reversed, payment.amountCents);
  await tx
    .insertInto('payment_allocations')
    .values({
      id: `${invoice.id}:${paymentId}:reversed`,
      payment_id: paymentRow(invoice, paymentId),
      invoice_id: invoice.id,
      amount_cents,
    })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ amount_cents }))
    .execute();
}
