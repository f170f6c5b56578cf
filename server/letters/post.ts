/** What a person says of a printed batch: it was posted, or letters of it were set aside. */
import type { NoticeEvent, NoticePosted } from '../../ladder/events.ts';
import { type CivilDate, type Instant, localDate } from '../../ladder/time/civil.ts';
import { acceptEvent } from '../../store/accepted.ts';
import { acceptArrangementEvent, findArrangementFact } from '../../store/arrangement-facts.ts';
import { lockArrangement } from '../../store/arrangements.ts';
import type { Tx } from '../../store/database.ts';
import { findFact } from '../../store/facts.ts';
import { type BatchRecord, batchPosted, type LetterRecord, letterPosted, lettersOf } from '../../store/letters.ts';
import { lockStanding } from '../../store/states.ts';
import { notFound } from '../errors.ts';

export interface Posting {
  on: CivilDate;
  by: string;
  /** Dispatches that were not posted. */
  except: readonly string[];
  /** Dispatches that were off the pile by the books, and were posted all the same. */
  despite: readonly string[];
  at: Instant;
}

/** Writes that a batch was posted; says how many letters were, and which were off the pile. */
export async function post(
  tx: Tx,
  batch: BatchRecord,
  { on, by, except, despite, at }: Posting,
): Promise<{ posted: number; skipped: LetterRecord[] }> {
  const letters = await lockedLetters(tx, batch.id);
  const unknown = [...except, ...despite].find((id) => !letters.some((letter) => letter.dispatch_id === id));
  if (unknown !== undefined) throw notFound('letter of this batch', unknown);
  const skipped: LetterRecord[] = [];
  let posted = 0;
  for (const letter of letters) {
    if (except.includes(letter.dispatch_id) || letter.posted_on !== null) continue;
    const counts = despite.includes(letter.dispatch_id) || !(await wasPulled(tx, batch, letter, on));
    if (!counts) skipped.push(letter);
    else if (await postOne(tx, letter, on, by, at)) posted++;
  }
  await batchPosted(tx, batch.id, on, by);
  return { posted, skipped };
}

/** The letters of a batch, under the locks of their debtors: those come first everywhere. */
export async function lockedLetters(tx: Tx, batchId: string): Promise<LetterRecord[]> {
  for (const letter of await lettersOf(tx, batchId)) await lockSubject(tx, letter);
  return lettersOf(tx, batchId);
}

/**
 * Whether a letter was off the pile when the others were posted: a person set it aside, or it was pulled by that day and
 * before the cut-off. What became known only later did not keep it out of the post.
 */
async function wasPulled(tx: Tx, batch: BatchRecord, letter: LetterRecord, on: CivilDate): Promise<boolean> {
  if (letter.voided_at === null) return false;
  if (await isSetAside(tx, letter)) return true;
  return letter.voided_at < batch.cut_off_at && localDate(letter.voided_at) <= on;
}

async function isSetAside(tx: Tx, letter: LetterRecord): Promise<boolean> {
  const id = setAsideId(letter);
  if (letter.invoice_id !== null) return (await findFact(tx, letter.invoice_id, id)) !== null;
  return (await findArrangementFact(tx, letter.arrangement_id!, id)) !== null;
}

/** The id of the event that a person set a letter aside. */
export function setAsideId({ batch_id, dispatch_id }: LetterRecord): string {
  return `set-aside:${batch_id}:${dispatch_id}`;
}

/** Writes that a letter was posted; false when that was known. */
async function postOne(tx: Tx, letter: LetterRecord, on: CivilDate, by: string, at: Instant): Promise<boolean> {
  if (!(await letterPosted(tx, letter, on))) return false;
  const {
    dispatch_id: dispatchId,
    batch_id: batchId,
    received_on: receivedOn,
    deadline,
    amount_cents,
    costs_cents,
    costs_vat,
    interest_cents,
    jointly,
  } = letter;
  const event: NoticePosted = {
    type: 'notice_posted',
    id: `posted:${batchId}:${dispatchId}`,
    at,
    dispatchId,
    batchId,
    on,
    receivedOn,
    deadline,
    amountCents: amount_cents,
    ...(costs_cents !== null && { costsCents: costs_cents }),
    ...(costs_vat && { costsVat: true as const }),
    ...(interest_cents !== null && { interestCents: interest_cents }),
    ...(jointly !== null && { jointly }),
    by,
  };
  await accept(tx, letter, event);
  return true;
}

/** What a letter or a dispatch is about: an invoice, or an arrangement. */
export type Subject = { invoice_id: string | null; arrangement_id?: string | null };

/** Takes the locks of what a letter is about, those of the debtor first. */
export async function lockSubject(tx: Tx, { invoice_id, arrangement_id }: Subject): Promise<void> {
  if (invoice_id !== null) await lockStanding(tx, invoice_id);
  else await lockArrangement(tx, arrangement_id!);
}

/** Keeps what became of a notice once, and hands it to the workflow of its invoice or arrangement. */
export async function accept(tx: Tx, { invoice_id, arrangement_id }: Subject, event: NoticeEvent): Promise<void> {
  if (invoice_id === null) await acceptArrangementEvent(tx, arrangement_id!, event);
  else await acceptEvent(tx, (await lockStanding(tx, invoice_id))!.invoice, event);
}
