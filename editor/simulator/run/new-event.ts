/** An event as it is dropped on a day: filled in as far as the run says what is likely. */
import type { StepId } from '../../../ladder/definition.ts';
import { openCents } from '../../../ladder/facts.ts';
import { outcomesOf } from '../../../ladder/invoice/settle.ts';
import { repairTask } from '../../../ladder/invoice/turn.ts';
import type { EventField } from './event-fields.ts';
import { eventType, type TryEventType } from './event-types.ts';
import { endOf, type Played, standingAt } from './play.ts';
import { type FieldValue, newEventId, type Try, type TryEvent } from './try.ts';

/** A task that can be answered, by the name that an answer gives it. */
export interface Question {
  /** The step, or the step with what the engine asks about it: "aanmaning.refused". */
  name: string;
  step: StepId;
  outcomes: readonly string[];
}

/** Every task that the ladder can ask, and the questions that the engine asks in this run. */
export function questionsOf({ ladder, standings }: Played): Question[] {
  const asked = ladder.steps
    .filter(({ kind }) => kind === 'call' || kind === 'task' || kind === 'approve')
    .map((step): Question => ({ name: step.id, step: step.id, outcomes: outcomesOf(step) }));
  const stuck = new Map<string, Question>();
  for (const { state } of standings) {
    const { position } = state;
    const step = position?.mode === 'stuck' && ladder.steps.find(({ id }) => id === position.step);
    if (!step || position?.mode !== 'stuck') continue;
    const name = `${step.id}.${position.cause}`;
    const { outcomes } = repairTask(position.taskId, step, position.cause);
    stuck.set(name, { name, step: step.id, outcomes });
  }
  return [...asked, ...stuck.values()];
}

const PROMISE_DAYS = 7;
const RETURN_DAYS = 14;

/** A new event on a day; null where it has nothing to be about, or there is no room for another. */
export function newEvent(type: TryEventType, day: number, given: Try, played: Played): TryEvent | null {
  const id = newEventId(given.events);
  if (id === null) return null;
  const { minute, fields: known } = eventType(type);
  const fields: Record<string, FieldValue> = {};
  for (const field of known) {
    if (!field.isRequired) continue;
    const value = likely(type, field, day, given, played);
    if (value === null) return null;
    fields[field.name] = value;
  }
  // A correction that corrects nothing is none.
  if (type === 'invoice_corrected') fields.amount = Math.ceil(given.invoice.amountCents / 2);
  return { id, type, day: minute === null ? null : day, minute: minute ?? 0, fields };
}

function likely(type: TryEventType, field: EventField, day: number, given: Try, played: Played): FieldValue | null {
  const end = endOf(given.invoice, day);
  switch (field.kind) {
    case 'amount': {
      const facts = standingAt(played, end)?.facts;
      const open = facts ? openCents(facts) : given.invoice.amountCents;
      return open > 0 ? open : given.invoice.amountCents;
    }
    case 'day':
      return day + (type === 'promise' ? PROMISE_DAYS : RETURN_DAYS);
    case 'choice':
      // A status is changed to one that means something.
      return field.choices[type === 'debtor_changed' ? 1 : 0] ?? null;
    case 'event': {
      const those = given.events.filter((event) => field.of.includes(event.type));
      return (those.findLast((event) => (event.day ?? 0) <= day) ?? those[0])?.id ?? null;
    }
    case 'step':
      return likelyStep(type, played, end);
    case 'task':
      return likelyTask(played, end)?.name ?? null;
    case 'outcome':
      return likelyTask(played, end)?.outcomes[0] ?? null;
    default:
      return null;
  }
}

/** The task that is open on that day, else the last one that was, else any. */
function likelyTask(played: Played, end: number): Question | undefined {
  const all = questionsOf(played);
  const position = standingAt(played, end)?.state.position;
  const here = position && 'taskId' in position ? position.taskId : null;
  const open = here === null ? undefined : all.find(({ name }) => here.includes(`:${name}:`));
  const before = played.entries.findLast(({ at, what }) => at <= end && what === 'task_opened');
  return open ?? all.find(({ name }) => name === before?.step) ?? all[0];
}

/** Steps that an event of a type can name. */
export function stepsFor(type: TryEventType, { ladder }: Pick<Played, 'ladder'>): StepId[] {
  const isNews = type.startsWith('notice_');
  return ladder.steps.filter(({ kind }) => !isNews || kind === 'send').map(({ id }) => id);
}

function likelyStep(type: TryEventType, played: Played, end: number): StepId | null {
  const steps = stepsFor(type, played);
  if (type === 'step_left_out') return standingAt(played, end)?.state.position?.step ?? steps[0] ?? null;
  if (!type.startsWith('notice_')) return steps.at(-1) ?? null;
  const sent = played.entries.filter(
    ({ what, step }) => what === 'notice_sent' && step !== null && steps.includes(step),
  );
  // News of a notice is about the last one; the fate of one is about the next.
  const isFate = eventType(type).minute === null;
  const found = isFate ? sent.find(({ at }) => at > end) : sent.findLast(({ at }) => at <= end);
  return found?.step ?? steps[0] ?? null;
}
