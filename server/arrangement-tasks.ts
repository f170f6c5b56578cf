/** Answers to the tasks of arrangements. */

import { MAX_REVIVE_DAYS } from '../ladder/arrangement/apply.ts';
import type { ArrangementTaskCompleted } from '../ladder/arrangement/events.ts';
import { addDays, type CivilDate, type Instant, localDate } from '../ladder/time/civil.ts';
import { findArrangementFact } from '../store/arrangement-facts.ts';
import type { ArrangementStanding } from '../store/arrangements.ts';
import type { Db, Tx } from '../store/database.ts';
import { queueSignal } from '../store/signal-outbox.ts';
import { endTask, findTask, isBeingAnswered, listTasks, type TaskRecord } from '../store/tasks.ts';
import { NUDGE } from '../workflows/messages.ts';
import { recordArrangementEvent } from './arrangements.ts';
import { ApiError } from './errors.ts';

export interface ArrangementAnswerGiven {
  outcome: string;
  on?: CivilDate | undefined;
  by: string;
  note?: string | undefined;
}

/** Accepts the outcome of a task of an arrangement. Throws when it is not open, or lacks what it needs. */
export async function answerArrangementTask(
  db: Db,
  task: TaskRecord,
  eventId: string,
  answer: ArrangementAnswerGiven,
  now: Instant,
): Promise<void> {
  const arrangementId = task.arrangement_id!;
  if (task.kind === 'parked') {
    if (task.status !== 'open') throw notOpen(task.status);
    // The engine does not know of this task: answering it only makes the workflow try again.
    return db.transaction().execute(async (tx) => {
      await endTask(tx, task.id, 'completed', now);
      await queueSignal(tx, { arrangementId, signal: NUDGE, payload: null }, Date.now());
    });
  }
  if (answer.outcome === 'renew') {
    const message = `A renewal says how the rest is paid: send it to POST /api/arrangements/${arrangementId}/renewals.`;
    throw new ApiError('invalid_request', 'renewal_needs_terms', message, 'outcome');
  }
  await recordArrangementEvent(db, arrangementId, async (tx, standing) => {
    checkDay(answer, standing, now);
    return answerOpen(tx, task.id, arrangementId, eventId, answer, now);
  });
}

/** The event of an answer to a task that is open still. */
async function answerOpen(
  tx: Tx,
  taskId: string,
  arrangementId: string,
  id: string,
  { outcome, on, by, note }: ArrangementAnswerGiven,
  now: Instant,
  next?: string,
): Promise<ArrangementTaskCompleted> {
  const event: ArrangementTaskCompleted = {
    type: 'task_completed',
    id,
    at: now,
    taskId,
    outcome,
    by,
    ...(on && { on }),
    ...(note && { note }),
    ...(next && { arrangementId: next }),
  };
  if (await findArrangementFact(tx, arrangementId, id)) return event;
  const task = (await findTask(tx, taskId))!;
  const status = (await isBeingAnswered(tx, task)) ? 'being answered' : task.status;
  if (status !== 'open') throw notOpen(status);
  return event;
}

/** The answer that lets another arrangement take the place of this one, to the task that asks how to go on. */
export async function renewalAnswer(
  tx: Tx,
  { arrangement: { id } }: ArrangementStanding,
  next: string,
  { by, note }: Pick<ArrangementAnswerGiven, 'by' | 'note'>,
  now: Instant,
): Promise<ArrangementTaskCompleted> {
  const open = await listTasks(tx, { status: 'open', arrangementId: id, limit: 100 });
  const asking = open.find(({ outcomes }) => outcomes.includes('renew'));
  if (!asking) {
    const message = 'Nothing asks how to go on with this arrangement; it can be renewed once a task does.';
    throw new ApiError('conflict', 'renewal_not_asked', message);
  }
  return answerOpen(tx, asking.id, id, `renew.${next}`, { outcome: 'renew', by, note }, now, next);
}

/** A new day lies ahead; a notice went out on a day since the arrangement was agreed. */
function checkDay({ outcome, on }: ArrangementAnswerGiven, { arrangement }: ArrangementStanding, now: Instant): void {
  const today = localDate(now);
  const refuse = (message: string): never => {
    throw new ApiError('invalid_request', 'day_impossible', message, 'on');
  };
  if (outcome === 'revive') {
    const last = addDays(today, MAX_REVIVE_DAYS);
    if (on === undefined || on <= today || on > last) {
      refuse(`Say in "on" by which day the shortfall is paid: after ${today}, and by ${last}.`);
    }
    return;
  }
  const first = localDate(arrangement.terms.agreedAt);
  if (on !== undefined && (on < first || on > today)) {
    refuse(`It cannot have gone out on ${on}: the arrangement was agreed on ${first}, and today is ${today}.`);
  }
}

export const notOpen = (status: string | undefined) =>
  new ApiError('conflict', 'task_not_open', `This task is ${status}; its outcome can no longer be given.`);
