/** Running invoices with all that is known of them, many at a time. No locks: for looking ahead, not for going on. */
import { sql } from 'kysely';
import type { InvoiceState } from '../ladder/invoice/state.ts';
import type { CivilDate } from '../ladder/time/civil.ts';
import type { Db, Tx } from './database.ts';
import { knownFrom } from './facts.ts';
import { type InvoiceColumns, invoiceQuery, invoiceRecord } from './invoices.ts';
import type { Standing } from './states.ts';
import { runningTrials } from './trials.ts';

/** An invoice that climbs, or has not begun to. */
export interface Climber extends Omit<Standing, 'deliveries'> {
  /** The account on which it is to be paid, where it names one of its own. */
  account: string | null;
}

/** Invoices that climb a version of a ladder, any of its versions, or any ladder (null), or have not begun to; a page at a time. */
export async function climbing(
  db: Db | Tx,
  ladder: { id: string; version?: number } | null,
  page: { limit: number; after: string },
): Promise<Climber[]> {
  let query = climbers(db).where('invoices.id', '>', page.after).orderBy('invoices.id').limit(page.limit);
  if (ladder) query = query.where('invoices.ladder_id', '=', ladder.id);
  if (ladder?.version !== undefined) query = query.where('invoices.ladder_version', '=', ladder.version);
  return withFacts(db, await query.execute());
}

/** A debtor with invoices that climb, or have not begun to, and how many these are. */
export interface OpenDebtor {
  id: string;
  invoices: number;
}

/** Debtors with open invoices, in the order of their ids: all of them, or those of a page. */
export async function openDebtors(db: Db, page?: { after: string; limit: number }): Promise<OpenDebtor[]> {
  let query = db
    .selectFrom('invoices')
    .leftJoin('invoice_states', 'invoice_states.invoice_id', 'invoices.id')
    .select((eb) => ['invoices.debtor_id as id', eb.fn.countAll<number>().as('invoices')])
    .where((eb) => eb.or([eb('invoice_states.phase', 'is', null), eb('invoice_states.phase', '=', 'climbing')]))
    .groupBy('invoices.debtor_id')
    .orderBy('invoices.debtor_id');
  if (page) query = query.where('invoices.debtor_id', '>', page.after).limit(page.limit);
  return (await query.execute()).map(({ id, invoices }) => ({ id, invoices: Number(invoices) }));
}

/** So many debtors, from the first on, that they have `most` invoices together; a debtor with more comes alone. */
export function pageOfDebtors(debtors: readonly OpenDebtor[], first: number, most: number): OpenDebtor[] {
  let invoices = 0;
  const end = debtors.findIndex((debtor, index) => {
    if (index < first) return false;
    invoices += debtor.invoices;
    return index > first && invoices > most;
  });
  return debtors.slice(first, end < 0 ? debtors.length : end);
}

/** Every open invoice of debtors, those of one debtor behind each other. */
export async function climbingOf(db: Db, debtors: readonly OpenDebtor[]): Promise<Climber[]> {
  if (debtors.length === 0) return [];
  const ids = debtors.map(({ id }) => id);
  const rows = await climbers(db)
    .where('invoices.debtor_id', 'in', ids)
    .orderBy('invoices.debtor_id')
    .orderBy('invoices.id')
    .execute();
  return withFacts(db, rows);
}

function climbers(db: Db | Tx) {
  return invoiceQuery(db)
    .leftJoin('invoice_states', 'invoice_states.invoice_id', 'invoices.id')
    .select([
      'invoices.iban',
      'invoice_states.state',
      'invoice_states.sequence',
      sql<CivilDate | null>`other_contact_on(invoices.debtor_id, invoices.id)`.as('other_contact_on'),
    ])
    .where((eb) => eb.or([eb('invoice_states.phase', 'is', null), eb('invoice_states.phase', '=', 'climbing')]));
}

interface ClimberColumns extends InvoiceColumns {
  iban: string | null;
  state: InvoiceState | null;
  sequence: number | null;
  other_contact_on: CivilDate | null;
}

async function withFacts(db: Db | Tx, rows: readonly ClimberColumns[]): Promise<Climber[]> {
  if (rows.length === 0) return [];
  const facts = await db
    .selectFrom('facts')
    .select(['invoice_id', 'body', 'applied_in'])
    .where(
      'invoice_id',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('at')
    .orderBy('id')
    .execute();
  const trials = Map.groupBy(await runningTrials(db, [...new Set(rows.map((row) => row.ladder_id))]), ({ id }) => id);
  const factsOf = Map.groupBy(facts, ({ invoice_id }) => invoice_id);
  return rows.map((row) => {
    const invoice = invoiceRecord(row);
    const known = knownFrom(invoice, factsOf.get(row.id) ?? [], {
      otherContactOn: row.other_contact_on,
      trials: (trials.get(row.ladder_id) ?? []).map(({ version }) => version),
    });
    return { invoice, ...known, sequence: row.sequence ?? 0, state: row.state, account: row.iban };
  });
}
