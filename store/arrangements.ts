/** Payment arrangements: their terms, and where they stand. Locks come in one order everywhere: debtor, arrangement, invoices. */
import type { ArrangementAnswer } from '../ladder/arrangement/answer.ts';
import { toldFact } from '../ladder/arrangement/commands.ts';
import type { ArrangementEvent } from '../ladder/arrangement/events.ts';
import { type ArrangementFacts, noArrangementFacts, withArrangementEvents } from '../ladder/arrangement/facts.ts';
import { type ArrangementState, isOver } from '../ladder/arrangement/state.ts';
import type { ArrangementTerms } from '../ladder/arrangement/terms.ts';
import { NUDGE } from '../ladder/events.ts';
import type { Facts } from '../ladder/facts.ts';
import type { Instant } from '../ladder/time/civil.ts';
import { otherContactOn } from './arrangement-dispatches.ts';
import { freshNews } from './arrangement-facts.ts';
import type { Db, Tx } from './database.ts';
import { keepFact, loadFacts } from './facts.ts';
import { findInvoice, type InvoiceRecord } from './invoices.ts';
import { lockDebtor } from './parties.ts';
import { queueSignal } from './signal-outbox.ts';
import { lockStanding } from './states.ts';

export interface ArrangementRecord {
  id: string;
  debtorId: string;
  terms: ArrangementTerms;
  proposedBy: string;
}

/** An arrangement with everything known about it. */
export interface ArrangementStanding {
  arrangement: ArrangementRecord;
  /** In the order of the terms. */
  invoices: InvoiceRecord[];
  facts: ArrangementFacts;
  /** Events, of its own and of its invoices, that no transition has taken in yet. */
  fresh: ArrangementEvent[];
  /** How many transitions there were. */
  sequence: number;
  /** Null before its first transition. */
  state: ArrangementState | null;
  /** Ids of the dispatches to be delivered, in order. */
  deliveries: string[];
}

/** Takes the locks under which an arrangement may change, and reads how it stands under them; null when there is none. */
export async function lockArrangement(tx: Tx, id: string): Promise<ArrangementStanding | null> {
  const arrangement = await findArrangement(tx, id);
  if (!arrangement) return null;
  await lockDebtor(tx, arrangement.debtorId);
  await tx.selectFrom('arrangements').select('id').where('id', '=', id).forUpdate().execute();
  const known = new Map<string, Known>();
  for (const invoiceId of arrangement.terms.invoices.toSorted()) {
    const { invoice, facts } = (await lockStanding(tx, invoiceId))!;
    known.set(invoiceId, { invoice, facts });
  }
  return standing(tx, arrangement, known);
}

/** The same, read without locks. */
export async function readArrangement(db: Db, id: string): Promise<ArrangementStanding | null> {
  const arrangement = await findArrangement(db, id);
  if (!arrangement) return null;
  const known = new Map<string, Known>();
  for (const invoiceId of arrangement.terms.invoices) {
    const invoice = (await findInvoice(db, invoiceId))!;
    known.set(invoiceId, { invoice, facts: (await loadFacts(db, invoice)).facts });
  }
  return standing(db, arrangement, known);
}

interface Known {
  invoice: InvoiceRecord;
  facts: Facts;
}

async function standing(
  db: Db | Tx,
  arrangement: ArrangementRecord,
  known: ReadonlyMap<string, Known>,
): Promise<ArrangementStanding> {
  const { id, terms } = arrangement;
  const row = await db.selectFrom('arrangement_states').selectAll().where('arrangement_id', '=', id).executeTakeFirst();
  const own = await db
    .selectFrom('arrangement_facts')
    .select(['body', 'applied_in'])
    .where('arrangement_id', '=', id)
    .orderBy('at')
    .orderBy('id')
    .execute();
  const invoices = terms.invoices.map((invoiceId) => known.get(invoiceId)!);
  const empty = noArrangementFacts(
    invoices[0]!.invoice.debtor,
    invoices.map(({ facts }) => facts),
  );
  const contactOn = await otherContactOn(db, arrangement.debtorId, id);
  const bodies = own.map(({ body }) => body);
  const fresh = own.filter(({ applied_in }) => applied_in === null).map(({ body }) => body);
  return {
    arrangement,
    invoices: invoices.map(({ invoice }) => invoice),
    facts: { ...withArrangementEvents(empty, bodies), otherContactOn: contactOn },
    fresh: [...fresh, ...(await freshNews(db, id))],
    sequence: row?.sequence ?? 0,
    state: row?.state ?? null,
    deliveries: row?.deliveries ?? [],
  };
}

export async function findArrangement(db: Db | Tx, id: string): Promise<ArrangementRecord | null> {
  const row = await db.selectFrom('arrangements').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? { id, debtorId: row.debtor_id, terms: row.terms, proposedBy: row.proposed_by } : null;
}

/** Ids of the arrangements of a debtor, the newest first. */
export async function arrangementsOfDebtor(db: Db, debtorId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('arrangements')
    .select('id')
    .where('debtor_id', '=', debtorId)
    .orderBy('proposed_at', 'desc')
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** The open arrangement over an invoice, or null. */
export async function openArrangementOf(db: Db | Tx, invoiceId: string): Promise<string | null> {
  const row = await db
    .selectFrom('arrangement_invoices')
    .select('arrangement_id')
    .where('invoice_id', '=', invoiceId)
    .where('is_open', '=', true)
    .executeTakeFirst();
  return row?.arrangement_id ?? null;
}

// ---- Its beginning

/** Writes an arrangement that does not run yet. The caller holds the debtor's lock. */
export async function writeArrangement(tx: Tx, { id, debtorId, terms, proposedBy }: ArrangementRecord): Promise<void> {
  await tx
    .insertInto('arrangements')
    .values({
      id,
      debtor_id: debtorId,
      terms: JSON.stringify(terms),
      proposed_at: new Date(terms.agreedAt),
      proposed_by: proposedBy,
    })
    .execute();
  const rows = terms.invoices.map((invoice_id) => ({ arrangement_id: id, invoice_id, is_open: false }));
  await tx.insertInto('arrangement_invoices').values(rows).execute();
}

/**
 * Lets an arrangement begin: its invoices know of it from this transaction on, so that nothing goes out before its own
 * workflow has had its first turn. The caller holds the debtor's lock.
 */
export async function beginArrangement(tx: Tx, id: string, now: Instant): Promise<void> {
  const { terms } = (await findArrangement(tx, id))!;
  await setOpen(tx, id, true);
  for (const invoiceId of terms.invoices) {
    const invoice = (await findInvoice(tx, invoiceId))!;
    await tellInvoice(tx, invoice, toldFact(terms, invoiceId, 1, 'arrangement_proposed', now));
  }
  await queueSignal(tx, { arrangementId: id, signal: NUDGE, payload: null }, Date.now());
}

/** Keeps what an arrangement tells an invoice, and wakes its workflow; what is known already changes nothing. */
export async function tellInvoice(tx: Tx, invoice: InvoiceRecord, fact: ReturnType<typeof toldFact>): Promise<void> {
  if (!(await keepFact(tx, invoice, fact))) return;
  await queueSignal(tx, { invoiceId: invoice.id, signal: NUDGE, payload: null }, Date.now());
}

/** False for an arrangement that waits for its turn to take another's place. */
export async function hasBegun(db: Db | Tx, id: string): Promise<boolean> {
  const begun = await db
    .selectFrom('arrangement_invoices')
    .leftJoin('arrangement_states', 'arrangement_states.arrangement_id', 'arrangement_invoices.arrangement_id')
    .select('arrangement_invoices.arrangement_id')
    .where('arrangement_invoices.arrangement_id', '=', id)
    .where((eb) => eb.or([eb('is_open', '=', true), eb('sequence', 'is not', null)]))
    .executeTakeFirst();
  return begun !== undefined;
}

/** Takes back an arrangement that never began. */
export async function dropArrangement(tx: Tx, id: string): Promise<void> {
  if (await hasBegun(tx, id)) return;
  await tx.deleteFrom('arrangement_invoices').where('arrangement_id', '=', id).execute();
  await tx.deleteFrom('arrangements').where('id', '=', id).execute();
}

// ---- Where it stands

/** Where an arrangement stands, or null before its first transition. */
export async function findArrangementState(db: Db | Tx, id: string): Promise<ArrangementState | null> {
  const row = await db
    .selectFrom('arrangement_states')
    .select('state')
    .where('arrangement_id', '=', id)
    .executeTakeFirst();
  return row?.state ?? null;
}

/** Writes where an arrangement stands after a transition. */
export async function saveArrangementState(
  tx: Tx,
  id: string,
  { sequence, state, deliveries }: Omit<ArrangementAnswer, 'plan'>,
): Promise<void> {
  const values = {
    sequence,
    phase: state.phase,
    wake_at: state.wakeAt === null ? null : new Date(state.wakeAt),
    state: JSON.stringify(state),
    deliveries: JSON.stringify(deliveries),
  };
  await tx
    .insertInto('arrangement_states')
    .values({ arrangement_id: id, ...values })
    .onConflict((conflict) => conflict.column('arrangement_id').doUpdateSet(values))
    .execute();
  await setOpen(tx, id, !isOver(state));
}

async function setOpen(tx: Tx, id: string, isOpen: boolean): Promise<void> {
  await tx
    .updateTable('arrangement_invoices')
    .set({ is_open: isOpen })
    .where('arrangement_id', '=', id)
    .where('is_open', '!=', isOpen)
    .execute();
}
