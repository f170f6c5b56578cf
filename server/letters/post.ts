/** What a person says of a printed batch: it was posted, or letters of it were set aside. */
import type { InvoiceEvent, NoticePosted } from '../../ladder/events.ts';
import { type CivilDate, type Instant, localDate } from '../../ladder/time/civil.ts';
import { acceptEvent } from '../../store/accepted.ts';
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
  at: Instant;
}

/** Writes that a batch was posted; says how many letters were, and which were off the pile. */
export async function post(
  tx: Tx,
  batch: BatchRecord,
  { on, by, except, at }: Posting,
): Promise<{ posted: number; skipped: LetterRecord[] }> {
  const letters = await lockedLetters(tx, batch.id);
  const unknown = except.find((id) => !letters.some((letter) => letter.dispatch_id === id));
  if (unknown !== undefined) throw notFound('letter of this batch', unknown);
  const skipped: LetterRecord[] = [];
  let posted = 0;
  for (const letter of letters) {
    if (except.includes(letter.dispatch_id) || letter.posted_on !== null) continue;
    if (await wasPulled(tx, batch, letter, on)) skipped.push(letter);
    else if (await postOne(tx, letter, on, by, at)) posted++;
  }
  await batchPosted(tx, batch.id, on, by);
  return { posted, skipped };
}

/** The letters of a batch, under the locks of their debtors: those come first everywhere. */
export async function lockedLetters(tx: Tx, batchId: string): Promise<LetterRecord[]> {
  for (const { invoice_id } of await lettersOf(tx, batchId)) await lockStanding(tx, invoice_id);
  return lettersOf(tx, batchId);
}

/**
 * Whether a letter was off the pile when the others were posted: a person set it aside, or it was pulled by that day and
 * before the cut-off. What became known only later did not keep it out of the post.
 */
async function wasPulled(tx: Tx, batch: BatchRecord, letter: LetterRecord, on: CivilDate): Promise<boolean> {
  if (letter.voided_at === null) return false;
  if (await findFact(tx, letter.invoice_id, setAsideId(letter))) return true;
  return letter.voided_at < batch.cut_off_at && localDate(letter.voided_at) <= on;
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
    invoice_id,
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
  await accept(tx, invoice_id, event);
  return true;
}

/** Keeps an event of an invoice once, and hands it to its workflow. */
export async function accept(tx: Tx, invoiceId: string, event: InvoiceEvent): Promise<void> {
  const standing = (await lockStanding(tx, invoiceId))!;
  await acceptEvent(tx, standing.invoice, event);
}
