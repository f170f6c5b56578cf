/** Running invoices with all that is known of them, many at a time. No locks: for looking ahead, not for going on. */
import { sql } from 'kysely';
import type { LadderRef } from '../ladder/definition.ts';
import type { InvoiceState } from '../ladder/invoice/state.ts';
import type { CivilDate } from '../ladder/time/civil.ts';
import type { Db, Tx } from './database.ts';
import { knownFrom } from './facts.ts';
import { type InvoiceColumns, invoiceQuery, invoiceRecord } from './invoices.ts';
import type { Standing } from './states.ts';

/** An invoice that climbs, or has not begun to. */
export interface Climber extends Omit<Standing, 'deliveries'> {
  /** The account on which it is to be paid, where it names one of its own. */
  account: string | null;
}

/** Invoices that climb a version of a ladder, or have not begun to, a page at a time. */
export async function climbing(
  db: Db | Tx,
  ladder: LadderRef,
  page: { limit: number; after: string },
): Promise<Climber[]> {
  const rows = await climbers(db)
    .where('invoices.ladder_id', '=', ladder.id)
    .where('invoices.ladder_version', '=', ladder.version)
    .where('invoices.id', '>', page.after)
    .orderBy('invoices.id')
    .limit(page.limit)
    .execute();
  return withFacts(db, rows);
}

/** How many invoices climb, or have not begun to. */
export async function countClimbing(db: Db): Promise<number> {
  const row = await db
    .selectFrom('invoices')
    .leftJoin('invoice_states', 'invoice_states.invoice_id', 'invoices.id')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where((eb) => eb.or([eb('invoice_states.phase', 'is', null), eb('invoice_states.phase', '=', 'climbing')]))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Every invoice that climbs of debtors, whole debtors at a time, in the order of their ids. */
export interface DebtorsPage {
  invoices: Climber[];
  /** The debtor after whom the next page begins; null on the last. */
  next: string | null;
}

/** A page of whole debtors. It ends with the debtor who brings it to `limit` invoices, or before a debtor too many. */
export async function climbingOfDebtors(
  db: Db,
  { after, limit }: { after: string; limit: number },
): Promise<DebtorsPage> {
  const debtors = await db
    .selectFrom('invoices')
    .leftJoin('invoice_states', 'invoice_states.invoice_id', 'invoices.id')
    .select((eb) => ['invoices.debtor_id as id', eb.fn.countAll<number>().as('count')])
    .where((eb) => eb.or([eb('invoice_states.phase', 'is', null), eb('invoice_states.phase', '=', 'climbing')]))
    .where('invoices.debtor_id', '>', after)
    .groupBy('invoices.debtor_id')
    .orderBy('invoices.debtor_id')
    .limit(limit + 1)
    .execute();
  const ids: string[] = [];
  for (let count = 0; ids.length < debtors.length && count < limit; count += Number(debtors[ids.length - 1]!.count)) {
    ids.push(debtors[ids.length]!.id);
  }
  if (ids.length === 0) return { invoices: [], next: null };
  const rows = await climbers(db)
    .where('invoices.debtor_id', 'in', ids)
    .orderBy('invoices.debtor_id')
    .orderBy('invoices.id')
    .execute();
  return { invoices: await withFacts(db, rows), next: ids.length < debtors.length ? ids.at(-1)! : null };
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
  const factsOf = Map.groupBy(facts, ({ invoice_id }) => invoice_id);
  return rows.map((row) => {
    const invoice = invoiceRecord(row);
    const known = knownFrom(invoice, factsOf.get(row.id) ?? [], row.other_contact_on);
    return { invoice, ...known, sequence: row.sequence ?? 0, state: row.state, account: row.iban };
  });
}
