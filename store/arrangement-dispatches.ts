/** Notices of arrangements on their way out: dispatches as any, with a line of their own kind that exists once. */
import type { Selectable } from 'kysely';
import type { ArrangementDispatch } from '../ladder/arrangement/commands.ts';
import type { CivilDate, Instant } from '../ladder/time/civil.ts';
import type { ArrangementDispatchesTable } from './arrangement-tables.ts';
import type { DispatchesTable } from './contact-tables.ts';
import type { Db, Tx } from './database.ts';
import { intendHeader } from './dispatches.ts';
import type { InvoiceRecord } from './invoices.ts';

export type ArrangementDispatchRecord = Selectable<DispatchesTable> &
  Omit<Selectable<ArrangementDispatchesTable>, 'dispatch_id'>;

/** Writes an intended notice with its line. Throws when the line was spent: a round sends once. */
export async function intendArrangementDispatch(
  tx: Tx,
  arrangementId: string,
  covered: InvoiceRecord,
  { id, kind, n, round }: ArrangementDispatch,
  now: Instant,
): Promise<void> {
  const written = await intendHeader(tx, covered, { id, kind }, now);
  // A line that is there already must be this dispatch's own; the update changes nothing, it only finds that out.
  const line = await tx
    .insertInto('arrangement_dispatches')
    .values({ dispatch_id: id, arrangement_id: arrangementId, notice: kind, instalment: n, round })
    .onConflict((conflict) =>
      conflict
        .columns(['arrangement_id', 'notice', 'instalment', 'round'])
        .doUpdateSet({ dispatch_id: id })
        .where('arrangement_dispatches.dispatch_id', '=', id),
    )
    .returning('dispatch_id')
    .executeTakeFirst();
  if (!written || !line) throw new Error(`Dispatch ${id} was spent already.`);
}

function withLine(db: Db | Tx) {
  return db
    .selectFrom('dispatches')
    .innerJoin('arrangement_dispatches', 'arrangement_dispatches.dispatch_id', 'dispatches.id')
    .selectAll('dispatches')
    .select(['arrangement_id', 'notice', 'instalment', 'round', 'amount_cents', 'deadline']);
}

export async function findArrangementDispatch(
  db: Db | Tx,
  dispatchId: string,
): Promise<ArrangementDispatchRecord | null> {
  return (await withLine(db).where('dispatches.id', '=', dispatchId).executeTakeFirst()) ?? null;
}

export function listArrangementDispatches(db: Db | Tx, arrangementId: string): Promise<ArrangementDispatchRecord[]> {
  return withLine(db)
    .where('arrangement_id', '=', arrangementId)
    .orderBy('dispatches.intended_at')
    .orderBy('dispatches.id')
    .execute();
}

/**
 * The last day on which a debtor was written to about anything but an arrangement, or may yet be: what left, may have left, or is
 * on paper. A printed letter counts on the last day on which it may be posted.
 */
export async function otherContactOn(db: Db | Tx, debtorId: string, arrangementId: string): Promise<CivilDate | null> {
  const row = await db
    .selectFrom('dispatches')
    .leftJoin('arrangement_dispatches', 'arrangement_dispatches.dispatch_id', 'dispatches.id')
    .select((eb) => {
      const mayBePosted = eb
        .selectFrom('letters')
        .select(({ fn }) => fn.max('post_by').as('on'))
        .whereRef('letters.dispatch_id', '=', 'dispatches.id')
        .where('dispatches.status', '=', 'printed')
        .where('voided_at', 'is', null);
      return eb.fn.max(eb.fn.coalesce('sent_on', mayBePosted, 'claimed_on')).as('on');
    })
    .where('debtor_id', '=', debtorId)
    .where('status', 'in', ['sending', 'sent', 'in_doubt', 'queued', 'printed'])
    .where('kind', 'not in', ['handover', 'agency-update', 'correction'])
    .where((eb) => eb.or([eb('arrangement_id', 'is', null), eb('arrangement_id', '!=', arrangementId)]))
    .executeTakeFirst();
  return row?.on ?? null;
}

/** Writes what a notice asks for, and by when, as it is claimed. */
export async function setArrangementDispatchTerms(
  tx: Tx,
  dispatchId: string,
  { amountCents, deadline }: { amountCents: number; deadline: CivilDate | null },
): Promise<void> {
  await tx
    .updateTable('arrangement_dispatches')
    .set({ amount_cents: amountCents, deadline })
    .where('dispatch_id', '=', dispatchId)
    .execute();
}
