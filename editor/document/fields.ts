/** Edits that set one value of a step, of a text or of the ladder as a whole. */
import { hasText } from '../../ladder/check/texts.ts';
import type { Ladder, Step, Timing } from '../../ladder/definition.ts';
import type { EventHandling } from '../../ladder/event-handling.ts';
import type { Command, LadderFields, SetEvent, SetField, SetLadderField, StepFields } from './command.ts';
import { EditRefused, REFUSALS } from './refusals.ts';
import { stepOf, withStep } from './shape.ts';

const TIMED: readonly Step['kind'][] = ['send', 'call', 'task', 'charge', 'deliveries', 'approve', 'handover'];
const EVERY: readonly Step['kind'][] = [...TIMED, 'decide', 'end'];

/** Which kinds of step have a field, and which of those may go without. */
const FIELDS: Record<keyof StepFields, { of: readonly Step['kind'][]; optional: readonly Step['kind'][] }> = {
  name: { of: EVERY, optional: [] },
  note: { of: EVERY, optional: EVERY },
  when: { of: TIMED, optional: [] },
  notice: { of: ['send'], optional: [] },
  channel: { of: ['send'], optional: [] },
  termDays: { of: ['send'], optional: ['send'] },
  attempts: { of: ['call'], optional: ['call'] },
  deadline: { of: ['call', 'task'], optional: ['task'] },
  charge: { of: ['charge'], optional: [] },
  contractualRate: { of: ['charge'], optional: ['charge'] },
  action: { of: ['deliveries'], optional: [] },
};

const OPTIONAL_LADDER_FIELDS: readonly (keyof LadderFields)[] = ['description', 'closes'];

/** True where a step has a field; an editor shows no other. */
export function hasField(step: Step, field: keyof StepFields): boolean {
  return FIELDS[field].of.includes(step.kind);
}

export function setField(ladder: Ladder, { step: id, field, value }: SetField): Ladder {
  const step = stepOf(ladder, id);
  if (!hasField(step, field)) throw new EditRefused(REFUSALS.otherKind(step));
  if (isMissing(value)) {
    if (!FIELDS[field].optional.includes(step.kind)) throw new EditRefused(REFUSALS.needed(step));
    return withStep(ladder, without(step, field as keyof Step));
  }
  if (step.kind === 'task' && field === 'deadline') {
    const next = step.deadline?.next ?? step.outcomes[0]!.next;
    return withStep(ladder, { ...step, deadline: { ...value, next } });
  }
  // What else is paid for interest belongs to interest.
  const kept = step.kind === 'charge' && value === 'collection-costs' ? without(step, 'contractualRate') : step;
  return withStep(ladder, { ...kept, [field]: value } as Step);
}

export function setDays(ladder: Ladder, id: string, days: number): Ladder {
  const step = stepOf(ladder, id);
  if (!('when' in step)) throw new EditRefused(REFUSALS.otherKind(step));
  return withStep(ladder, { ...step, when: { ...step.when, days } });
}

export function setTimings(ladder: Ladder, timings: readonly { step: string; when: Timing }[]): Ladder {
  return timings.reduce(
    (result, { step, when }) => setField(result, { type: 'set_field', step, field: 'when', value: when }),
    ladder,
  );
}

export function renameStep(
  ladder: Ladder,
  { step: id, language, name }: Extract<Command, { type: 'rename_step' }>,
): Ladder {
  const step = stepOf(ladder, id);
  return withStep(ladder, { ...step, name: { ...step.name, [language]: name } });
}

export function setText(ladder: Ladder, { step: id, language, text }: Extract<Command, { type: 'set_text' }>): Ladder {
  const step = stepOf(ladder, id);
  if (!hasText(step)) throw new EditRefused(REFUSALS.otherKind(step));
  return { ...ladder, texts: { ...ladder.texts, [language]: { ...ladder.texts[language], [id]: text } } };
}

export function setLadderField(ladder: Ladder, { field, value }: SetLadderField): Ladder {
  if (value !== null) return { ...ladder, [field]: value };
  if (!OPTIONAL_LADDER_FIELDS.includes(field)) throw new EditRefused(REFUSALS.needed(ladder));
  return without(ladder, field);
}

/** A form of which nothing is left to say is left out of the document, and so are all of them. */
export function setEvent(ladder: Ladder, { event, form }: SetEvent): Ladder {
  const others = without(ladder.events ?? {}, event);
  const events: Partial<EventHandling> = form === null ? others : { ...ladder.events, [event]: form };
  return Object.keys(events).length === 0 ? without(ladder, 'events') : { ...ladder, events };
}

const isMissing = (value: unknown): value is null | '' => value === null || value === '';

function without<T extends object>(value: T, member: keyof T): T {
  const { [member]: _, ...rest } = value;
  return rest as T;
}
