import type { ArrangementAnswer } from '../../ladder/arrangement/answer.ts';
import { ARRANGEMENT_SIGNALS, type OutsideArrangementEvent } from '../../ladder/arrangement/events.ts';
import { readArrangementEvent } from '../../ladder/arrangement/schema.ts';
import type { MalformedSignal } from '../../ladder/events.ts';
import { findArrangementFact } from '../../store/arrangement-facts.ts';
import { findArrangement } from '../../store/arrangements.ts';
import type { Db } from '../../store/database.ts';
import type { AdvanceArrangementInput } from '../../workflows/messages.ts';
import { eventsOf } from '../signals.ts';
import { isAnswered, turnTime } from '../turns.ts';
import { lastAnswer, lock, move } from './move.ts';

/** Takes signals and time into an arrangement: one transaction, and a repetition answered, as `advance` of an invoice. */
export async function advanceArrangement(db: Db, input: AdvanceArrangementInput): Promise<ArrangementAnswer> {
  const { arrangementId, signals } = input;
  return db.transaction().execute(async (tx) => {
    const locked = await lock(tx, arrangementId);
    const now = turnTime(input, locked.fresh);
    const read = await eventsOf<OutsideArrangementEvent>(signals, {
      of: 'arrangement',
      types: ARRANGEMENT_SIGNALS,
      read: readArrangementEvent,
      known: (id) => findArrangementFact(tx, arrangementId, id) as Promise<OutsideArrangementEvent | null>,
    });
    const events = [];
    for (const event of read) events.push((await withoutSuccessor(event)) ?? event);
    const before = isAnswered(input, locked, events) ? lastAnswer(locked, now) : null;
    return before ?? move(tx, locked, events, now);

    /** A renewal that names nothing to take its place can only come by a bare signal: a person looks at it. */
    async function withoutSuccessor(event: OutsideArrangementEvent | MalformedSignal): Promise<MalformedSignal | null> {
      if (event.type !== 'task_completed' || event.outcome !== 'renew') return null;
      const next = event.arrangementId === undefined ? null : await findArrangement(tx, event.arrangementId);
      if (next && next.debtorId === locked.arrangement.debtorId) return null;
      const problem = 'arrangement_id: no arrangement waits to take its place; renew by the API';
      return { type: 'malformed_signal', id: event.id, at: event.at, signal: 'taskCompleted', problem };
    }
  });
}
