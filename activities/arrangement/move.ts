/** One turn of an arrangement in one transaction: facts in, transition, commands and new state out. */
import type { ArrangementAnswer } from '../../ladder/arrangement/answer.ts';
import type { ArrangementCommand, ArrangementHappening } from '../../ladder/arrangement/commands.ts';
import type { ArrangementEvent } from '../../ladder/arrangement/events.ts';
import { withArrangementEvents } from '../../ladder/arrangement/facts.ts';
import { nextOfPlan } from '../../ladder/arrangement/simulate.ts';
import { transition } from '../../ladder/arrangement/transition.ts';
import { deliveriesAfter } from '../../ladder/invoice/answer.ts';
import type { Instant } from '../../ladder/time/civil.ts';
import { intendArrangementDispatch } from '../../store/arrangement-dispatches.ts';
import { keepArrangementFact, markArrangementApplied } from '../../store/arrangement-facts.ts';
import type { OwnArrangementEvent } from '../../store/arrangement-tables.ts';
import {
  type ArrangementStanding,
  beginArrangement,
  dropArrangement,
  lockArrangement,
  saveArrangementState,
  tellInvoice,
} from '../../store/arrangements.ts';
import type { Tx } from '../../store/database.ts';
import { setDispatch } from '../../store/dispatches.ts';
import { voidLetters } from '../../store/letters.ts';
import { appendLog, arrangementChain, type LogEntry } from '../../store/log.ts';
import { endTask, openArrangementTask } from '../../store/tasks.ts';

/** Locks the debtor, the arrangement and its invoices, and reads everything known. Throws when it is missing. */
export async function lock(tx: Tx, arrangementId: string): Promise<ArrangementStanding> {
  const locked = await lockArrangement(tx, arrangementId);
  if (!locked) throw new Error(`There is no arrangement ${arrangementId}.`);
  return locked;
}

/**
 * Takes events into a locked arrangement and carries out what follows, all in the given transaction. Events that were known
 * already change nothing.
 */
export async function move(
  tx: Tx,
  locked: ArrangementStanding,
  events: readonly OwnArrangementEvent[],
  now: Instant,
): Promise<ArrangementAnswer> {
  const { id, terms } = locked.arrangement;
  const sequence = locked.sequence + 1;
  const added: ArrangementEvent[] = [];
  for (const event of events) if (await keepArrangementFact(tx, id, event, sequence)) added.push(event);
  const facts = withArrangementEvents(locked.facts, added);
  const fresh = [...locked.fresh, ...added];
  const { state, commands } = transition(terms, locked.state, fresh, facts, now);

  if (locked.fresh.length > 0) await markArrangementApplied(tx, id, sequence);
  await carryOut(tx, locked, commands, fresh, now);
  const deliveries = deliveriesAfter(locked.deliveries, fresh, commands);
  const answer = { sequence, state, deliveries, plan: nextOfPlan(terms, state, facts, now) };
  await saveArrangementState(tx, id, answer);
  for (const next of renewals(fresh)) {
    // Its invoices know of the new one in the transaction in which the old one makes way.
    if (isReplacedBy(commands, next)) await beginArrangement(tx, next, now);
    else await dropArrangement(tx, next);
  }
  return answer;
}

/** The answer that an arrangement was given before, or null when it was given none. */
export function lastAnswer(
  { arrangement, facts, sequence, state, deliveries }: ArrangementStanding,
  now: Instant,
): ArrangementAnswer | null {
  return state && { sequence, state, deliveries, plan: nextOfPlan(arrangement.terms, state, facts, now) };
}

/** The arrangements that people chose to take its place. */
function renewals(events: readonly ArrangementEvent[]): string[] {
  return events.flatMap((event) =>
    event.type === 'task_completed' && event.outcome === 'renew' && event.arrangementId ? [event.arrangementId] : [],
  );
}

function isReplacedBy(commands: readonly ArrangementCommand[], id: string): boolean {
  return commands.some(
    (command) =>
      command.type === 'record' &&
      command.why.some((reason) => reason.code === 'replaced_by' && reason.arrangement === id),
  );
}

async function carryOut(
  tx: Tx,
  { arrangement, invoices }: ArrangementStanding,
  commands: readonly ArrangementCommand[],
  events: readonly ArrangementEvent[],
  now: Instant,
): Promise<void> {
  const entries: LogEntry<object>[] = [];
  for (const command of commands) {
    switch (command.type) {
      case 'intend':
        await intendArrangementDispatch(tx, arrangement.id, invoices[0]!, command.dispatch, now);
        break;
      case 'settle_dispatch':
        await setDispatch(
          tx,
          command.dispatchId,
          command.sentOn === null ? { status: 'refused' } : { status: 'sent', sentOn: command.sentOn },
        );
        break;
      case 'withdraw_letter':
        await setDispatch(tx, command.dispatchId, { status: 'withdrawn' });
        if (command.batchId !== null) await voidLetters(tx, command.batchId, [command.dispatchId], now);
        break;
      case 'open_task':
        await openArrangementTask(tx, arrangement, command.task, now);
        break;
      case 'end_task':
        await endTask(tx, command.taskId, command.end, now);
        break;
      case 'tell':
        await tellInvoice(tx, invoices.find(({ id }) => id === command.invoiceId)!, command.fact);
        break;
      case 'record': {
        const { what, n, why } = command;
        const actor = BY_PERSON.includes(what) && events.length > 0 ? 'person' : 'ladder';
        entries.push({ at: now, actor, what, step: n === null ? null : String(n), why });
        break;
      }
    }
  }
  await appendLog(tx, arrangementChain(arrangement.id), entries);
}

const BY_PERSON: readonly ArrangementHappening[] = [
  'signed',
  'refused',
  'revived',
  'replaced',
  'task_completed',
  'notice_left_out',
  'send_again',
  'write_off',
  'invoice_corrected',
  'hold',
  'release',
  'debtor_changed',
];
