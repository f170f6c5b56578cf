/** Contacts on their way out. A line (invoice, step, round) exists once: that is what makes a notice go out at most once. */
import { createHash } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Channel } from '../ladder/definition.ts';
import type { DispatchIntent } from '../ladder/invoice/commands.ts';
import type { Terms } from '../ladder/invoice/delivery.ts';
import type { CivilDate, Instant } from '../ladder/time/civil.ts';
import type { DispatchesTable, DispatchStatus } from './contact-tables.ts';
import type { Db, Tx } from './database.ts';
import type { InvoiceRecord } from './invoices.ts';

export type DispatchRecord = Selectable<DispatchesTable> & {
  invoice_id: string;
  step: string;
  round: number;
  amount_cents: number | null;
  terms: Terms | null;
};

/** A contact is intended again after a withdrawal or a delay; in any other status its line is spent. */
const OPEN_AGAIN: readonly DispatchStatus[] = ['intended', 'withdrawn', 'deferred'];

/** A contact is on its way or out, alone or in the text of another. */
const TOGETHER: readonly DispatchStatus[] = ['sending', 'printed', 'sent', 'in_doubt'];
/** It went out, in that text, and did not arrive. */
const CAME_BACK: readonly DispatchStatus[] = ['bounced', 'returned'];

/** Writes an intended contact with its line. Throws when the line was spent: a step sends once a round. */
export async function intendDispatch(
  tx: Tx,
  invoice: InvoiceRecord,
  intent: DispatchIntent,
  now: Instant,
): Promise<void> {
  const written = await intendHeader(tx, invoice, intent, now);
  // A line that is there already must be this dispatch's own; the update changes nothing, it only finds that out.
  const line = await tx
    .insertInto('dispatch_lines')
    .values({ dispatch_id: intent.id, invoice_id: invoice.id, step: intent.step, round: intent.round })
    .onConflict((conflict) =>
      conflict
        .columns(['invoice_id', 'step', 'round'])
        .doUpdateSet({ dispatch_id: intent.id })
        .where('dispatch_lines.dispatch_id', '=', intent.id),
    )
    .returning('dispatch_id')
    .executeTakeFirst();
  if (!written || !line) throw new Error(`Dispatch ${intent.id} was spent already.`);
}

/** Writes an intended contact without its line; false when it was spent. */
export async function intendHeader(
  tx: Tx,
  { debtor, mailDomain }: Pick<InvoiceRecord, 'debtor' | 'mailDomain'>,
  { id, kind }: Pick<DispatchRecord, 'id' | 'kind'>,
  now: Instant,
): Promise<boolean> {
  const written = await tx
    .insertInto('dispatches')
    .values({
      id,
      debtor_id: debtor.id,
      kind,
      channel: 'email',
      status: 'intended',
      message_id: messageId(id, mailDomain),
      intended_at: new Date(now),
    })
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet({ status: 'intended', intended_at: new Date(now), problem: null, covered_by: null })
        .where('dispatches.status', 'in', OPEN_AGAIN),
    )
    .returning('id')
    .executeTakeFirst();
  return written !== undefined;
}

/** The same dispatch always has the same Message-ID, so that a mail server can tell a repetition. */
function messageId(dispatchId: string, domain: string): string {
  return `<${createHash('sha256').update(dispatchId).digest('hex').slice(0, 32)}@${domain}>`;
}

function withLine(db: Db | Tx) {
  return db
    .selectFrom('dispatches')
    .innerJoin('dispatch_lines', 'dispatch_lines.dispatch_id', 'dispatches.id')
    .selectAll('dispatches')
    .select([
      'dispatch_lines.invoice_id',
      'dispatch_lines.step',
      'dispatch_lines.round',
      'dispatch_lines.amount_cents',
      'dispatch_lines.terms',
    ]);
}

export async function findDispatch(db: Db | Tx, dispatchId: string): Promise<DispatchRecord | null> {
  const row = await withLine(db).where('dispatches.id', '=', dispatchId).executeTakeFirst();
  return row ?? null;
}

/** The notices that went out in the text of another. */
export async function coveredBy(tx: Db | Tx, dispatchId: string): Promise<DispatchRecord[]> {
  return withLine(tx).where('dispatches.covered_by', '=', dispatchId).orderBy('dispatches.id').execute();
}

/** A contact with all that went out in one text with it, itself first where it leads. */
export async function wholeContact(tx: Db | Tx, dispatchId: string): Promise<DispatchRecord[]> {
  const dispatch = await findDispatch(tx, dispatchId);
  if (!dispatch) return [];
  const lead = dispatch.covered_by ? (await findDispatch(tx, dispatch.covered_by))! : dispatch;
  return [lead, ...(await coveredBy(tx, lead.id))];
}

/**
 * Whether a debtor was written to on a day, or may yet be: what left, may have left, or was printed and waits to be posted,
 * be it that day or the next. What waits to be printed is not.
 */
export async function writtenToOn(tx: Tx, debtorId: string, on: CivilDate): Promise<boolean> {
  const row = await tx
    .selectFrom('dispatches')
    .select('id')
    .where('debtor_id', '=', debtorId)
    .where('status', 'in', TOGETHER)
    .where('kind', 'not in', ['handover', 'agency-update', 'correction'])
    .where(({ eb, fn, or }) => or([eb('status', '=', 'printed'), eb(fn.coalesce('sent_on', 'claimed_on'), '=', on)]))
    .executeTakeFirst();
  return row !== undefined;
}

export interface DispatchChange {
  status: DispatchStatus;
  channel?: Channel;
  coveredBy?: string | null;
  recipient?: string;
  claimedOn?: CivilDate;
  sentOn?: CivilDate;
  problem?: string;
  /** What the notice asked for, for its line. */
  amountCents?: number;
  /** All that it stated, for its line. */
  terms?: Terms;
}

/** Writes what became of a contact. One that does not go out after all leaves the text of the other. */
export async function setDispatch(tx: Tx, dispatchId: string, change: DispatchChange): Promise<void> {
  const staysIn = [...TOGETHER, ...CAME_BACK].includes(change.status);
  const coveredBy = staysIn ? change.coveredBy : null;
  await tx
    .updateTable('dispatches')
    .set({
      status: change.status,
      ...(change.channel !== undefined && { channel: change.channel }),
      ...(coveredBy !== undefined && { covered_by: coveredBy }),
      ...(change.recipient !== undefined && { recipient: change.recipient }),
      ...(change.claimedOn !== undefined && { claimed_on: change.claimedOn }),
      ...(change.sentOn !== undefined && { sent_on: change.sentOn }),
      ...(change.problem !== undefined && { problem: change.problem }),
    })
    .where('id', '=', dispatchId)
    .execute();
  if (change.amountCents === undefined) return;
  await tx
    .updateTable('dispatch_lines')
    .set({ amount_cents: change.amountCents, ...(change.terms && { terms: JSON.stringify(change.terms) }) })
    .where('dispatch_id', '=', dispatchId)
    .execute();
}

export async function listDispatches(db: Db | Tx, invoiceId: string): Promise<DispatchRecord[]> {
  return withLine(db)
    .where('dispatch_lines.invoice_id', '=', invoiceId)
    .orderBy('dispatches.intended_at')
    .orderBy('dispatches.id')
    .execute();
}
