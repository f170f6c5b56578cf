/** What is said of one notice and holds for all that left, or were printed, in the same text. */
import type { InvoiceEvent } from '../ladder/events.ts';
import type { CivilDate, Instant } from '../ladder/time/civil.ts';
import { acceptEvent } from '../store/accepted.ts';
import type { Tx } from '../store/database.ts';
import { setDispatch, wholeContact } from '../store/dispatches.ts';
import { findInvoice } from '../store/invoices.ts';
import { leadOnPaper, voidLetters } from '../store/letters.ts';
import { openQuestion } from '../store/tasks.ts';

/** Writes that a contact went out on a day, or did not; the same answer goes to what was in doubt with it. */
export async function settleDispatch(
  tx: Tx,
  dispatchId: string,
  sentOn: CivilDate | null,
  events: readonly InvoiceEvent[],
  now: Instant,
): Promise<void> {
  const contact = await wholeContact(tx, dispatchId);
  await setDispatch(
    tx,
    dispatchId,
    sentOn === null ? { status: 'refused' } : { status: 'sent', sentOn, ...(await onPaper(tx, dispatchId)) },
  );
  const answer = events.find((event) => event.type === 'task_completed');
  if (!answer) return;
  for (const other of contact) {
    if (other.id === dispatchId || other.status !== 'in_doubt') continue;
    const question = await openQuestion(tx, other.invoice_id, other.step);
    const invoice = question && (await findInvoice(tx, other.invoice_id));
    if (!question || !invoice) continue;
    const same = { ...answer, id: `${answer.id}:${other.id}`, at: now, taskId: question.id };
    await acceptEvent(tx, invoice, same);
  }
}

/** With what a letter went into the post, also when it was given up in the meantime; nothing for a mail. */
async function onPaper(tx: Tx, dispatchId: string): Promise<{ coveredBy?: string | null }> {
  const lead = await leadOnPaper(tx, dispatchId);
  return lead === null ? {} : { coveredBy: lead === dispatchId ? null : lead };
}

/** A letter must not go out as it is: neither must what stands on the same paper. */
export async function withdrawLetter(
  tx: Tx,
  { dispatchId, batchId }: { dispatchId: string; batchId: string | null },
  now: Instant,
): Promise<void> {
  const contact = await wholeContact(tx, dispatchId);
  await setDispatch(tx, dispatchId, { status: 'withdrawn' });
  if (batchId === null) return;
  const paper = contact.map(({ id }) => id);
  await voidLetters(tx, batchId, paper, now);
  for (const other of contact) {
    if (other.id === dispatchId || other.status !== 'printed') continue;
    const event: InvoiceEvent = {
      type: 'letter_voided',
      id: `voided:${batchId}:${other.id}`,
      at: now,
      dispatchId: other.id,
      batchId,
      problem: `it stands on one letter with ${dispatchId}`,
    };
    const invoice = (await findInvoice(tx, other.invoice_id))!;
    await acceptEvent(tx, invoice, event);
  }
}
