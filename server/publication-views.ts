/** What the API shows of publications: those that were asked for, and what one would do. */
import { asTold } from '../ladder/check/words.ts';
import { latestVersion } from '../store/ladders.ts';
import type { ListedPublication, PublicationRecord } from '../store/publications.ts';
import type { AppSettings } from './app.ts';
import { bookPreviewView, previewView } from './change-views.ts';
import { previewBook } from './ladder-changes.ts';
import { previewOfInvoice } from './preview-invoice.ts';
import { checkView, judge, type Proposal } from './proposals.ts';
import { changeIdOf } from './publish.ts';
import { iso } from './views.ts';

/** Invoices that a preview of the whole book shows. */
const EXAMPLES = 50;

/** What a publication would do: what keeps it back, and what becomes of all running invoices, or of one. */
export async function proposalView(settings: AppSettings, proposal: Proposal, invoiceId: string | undefined) {
  const { db, now } = settings;
  const { ladder, problems, checks, changes, differences, approval, unchanged } = await judge(db, proposal);
  const head = {
    base_version: proposal.baseVersion,
    latest_version: await latestVersion(db, proposal.ladderId),
    version: (proposal.baseVersion ?? 0) + 1,
    approval,
    unchanged,
    differences,
    problems: problems.map(asTold),
    checks: checks.map(checkView),
    running: changes.map(({ from, choice, problems: all }) => ({ from: from.version, choice, problems: all })),
  };
  const isSound = ladder !== null && problems.every(({ severity }) => severity !== 'error');
  const mayMove = isSound && changes.length > 0 && changes.every((one) => one.problems.length === 0);
  if (!mayMove) return { ...head, book: null, invoice: null };
  if (invoiceId !== undefined) {
    const { found, change } = await previewOfInvoice(settings, proposal.ladderId, changes, invoiceId, now());
    return { ...head, book: null, invoice: previewView(found, change, true) };
  }
  const book = await previewBook(db, changes, proposal.perDay, now(), EXAMPLES);
  const froms = changes.map(({ from }) => from);
  return { ...head, book: bookPreviewView(book, ladder, froms), invoice: null };
}

export function publicationView(row: PublicationRecord | ListedPublication) {
  const { id, version, status } = row;
  return {
    id,
    ladder: row.ladder_id,
    base_version: row.base_version,
    revision: row.revision,
    version,
    status,
    edits: row.edits,
    /** Of what was published: the change under which the progress of each invoice is told. */
    running: row.running.map((one) => ({ ...one, change: status === 'published' ? changeIdOf(id, one.from) : null })),
    per_day: row.per_day,
    trial: row.trial,
    note: row.note,
    asked_by: row.asked_by,
    asked_by_id: row.asked_by_id,
    asked_at: iso(row.asked_at),
    ended_by: row.ended_by,
    ended_at: iso(row.ended_at),
    reason: row.reason,
  };
}
