/** What keeps an event from happening in a try as it is filled in. The same rules as the engine's (`ladder/schema.ts`), told in both languages. */
import type { Localised } from '../../../ladder/definition.ts';
import { MAX_CENTS } from '../../../ladder/money.ts';
import type { EventField } from './event-fields.ts';
import { eventType } from './event-types.ts';
import { type FieldValue, MAX_DAY, type Try, type TryEvent } from './try.ts';

const MAX_CHARS = 200;
const LAST_MINUTE = 24 * 60 - 1;
const MAX_ROUND = 99;
const STEP = /^[a-z0-9][a-z0-9-]{0,59}$/;
/** Ids of tasks, outcomes and arrangements. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/** What is wrong with a field, or null. An event refers only to what the try holds. */
export function fieldProblem(
  { events }: Pick<Try, 'events'>,
  { id, day }: Pick<TryEvent, 'id' | 'day'>,
  field: EventField,
  value: FieldValue | undefined,
): Localised | null {
  if (value === undefined || value === '') {
    if (!field.isRequired) return null;
    return { nl: 'Vul dit in.', en: 'Fill this in.' };
  }
  switch (field.kind) {
    case 'amount':
      return isWhole(value, 1, MAX_CENTS)
        ? null
        : { nl: 'Vul een bedrag boven nul in.', en: 'Fill in an amount above zero.' };
    case 'count':
      return isWhole(value, 1, MAX_ROUND)
        ? null
        : {
            nl: `Vul een geheel getal van 1 tot ${MAX_ROUND} in.`,
            en: `Fill in a whole number from 1 to ${MAX_ROUND}.`,
          };
    case 'day':
      return dayProblem(day, field, value);
    case 'text':
      if (String(value).length > MAX_CHARS)
        return { nl: `Gebruik hooguit ${MAX_CHARS} tekens.`, en: `Use ${MAX_CHARS} characters at most.` };
      return field.name !== 'arrangement_id' || NAME.test(String(value)) ? null : NOT_A_NAME;
    case 'choice':
      return field.choices.includes(String(value)) ? null : oneOf(field.choices);
    case 'event': {
      const found = events.find((one) => one.id === value && one.id !== id);
      if (found && field.of.includes(found.type)) return null;
      return {
        nl: `Verwijst naar ${value}, en dat is hier geen gebeurtenis van die soort.`,
        en: `Refers to ${value}, which is no event of that kind here.`,
      };
    }
    case 'step':
      return STEP.test(String(value)) ? null : NOT_A_NAME;
    case 'task':
    case 'outcome':
      return NAME.test(String(value)) ? null : NOT_A_NAME;
  }
}

const NOT_A_NAME: Localised = {
  nl: 'Gebruik letters, cijfers, punten, streepjes of lage streepjes.',
  en: 'Use letters, digits, dots, dashes or underscores.',
};

const oneOf = (choices: readonly string[]): Localised => ({
  nl: `Kies een van: ${choices.join(', ')}.`,
  en: `Choose one of: ${choices.join(', ')}.`,
});

/** Days on which something is expected lie ahead; days on which something was booked do not. */
function dayProblem(day: number | null, field: EventField & { kind: 'day' }, value: FieldValue): Localised | null {
  if (!isWhole(value, -MAX_DAY, MAX_DAY))
    return { nl: 'Kies een dag binnen drie jaar.', en: 'Choose a day within three years.' };
  const at = day ?? 0;
  const { within } = field;
  if (within !== undefined) {
    if (at <= Number(value) && Number(value) <= at + within) return null;
    return {
      nl: `Kies een dag vanaf die van de gebeurtenis, hooguit ${within} dagen later.`,
      en: `Choose a day from that of the event on, ${within} days later at most.`,
    };
  }
  if (field.name === 'due_on' || field.name === 'valued_on' || Number(value) <= at) return null;
  return {
    nl: 'Kies de dag van de gebeurtenis, of een eerdere.',
    en: 'Choose the day of the event, or an earlier one.',
  };
}

/** What is wrong with an event as a whole, or null. */
export function eventProblem(given: Pick<Try, 'events'>, event: TryEvent): Localised | null {
  const { type, day, minute, fields } = event;
  const { minute: usual, fields: known } = eventType(type);
  if ((day === null) !== (usual === null) || (day !== null && !isWhole(day, -MAX_DAY, MAX_DAY)))
    return { nl: 'Kies een dag binnen drie jaar.', en: 'Choose a day within three years.' };
  if (!isWhole(minute, 0, LAST_MINUTE)) return { nl: 'Kies een tijd van de dag.', en: 'Choose a time of the day.' };
  for (const field of known) {
    const wrong = fieldProblem(given, event, field, fields[field.name]);
    if (wrong) return { nl: `${field.label.nl}: ${wrong.nl}`, en: `${field.label.en}: ${wrong.en}` };
  }
  if (type === 'dispute_decided' && fields.decision === 'partly' && fields.amount === undefined)
    return { nl: 'Vul in wat niet betaald hoeft te worden.', en: 'Fill in what need not be paid.' };
  if (type === 'invoice_corrected' && fields.amount === undefined && fields.due_on === undefined)
    return {
      nl: 'Vul het nieuwe bedrag of de nieuwe vervaldatum in.',
      en: 'Fill in the new amount or the new due date.',
    };
  return null;
}

function isWhole(value: FieldValue, least: number, most: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && least <= value && value <= most;
}

/** A try without an event, and without what refers to it. */
export function withoutEvent(given: Try, id: string): Try {
  const left = given.events.filter((event) => event.id !== id);
  const orphan = left.find(({ type, fields }) =>
    eventType(type).fields.some((field) => field.kind === 'event' && fields[field.name] === id),
  );
  const rest = { ...given, events: left };
  return orphan ? withoutEvent(rest, orphan.id) : rest;
}

/** A try with an event on another day; what it expects later moves along. */
export function withEventOn(given: Try, id: string, day: number): Try {
  const events = given.events.map((event) => {
    if (event.id !== id || event.day === null) return event;
    const by = day - event.day;
    const fields = { ...event.fields };
    for (const { kind, name } of eventType(event.type).fields) {
      if (kind === 'day' && fields[name] !== undefined) fields[name] = Number(fields[name]) + by;
    }
    return { ...event, day, fields };
  });
  return { ...given, events };
}
