/** Reads the files of a simulation: the invoice, and what is to happen to it. */
import { z } from 'zod';
import type { Ladder, StepId } from '../../ladder/definition.ts';
import { type InvoiceEvent, REPAIR_OUTCOMES } from '../../ladder/events.ts';
import { outcomesOf } from '../../ladder/invoice/settle.ts';
import {
  DELIVERY_TYPES,
  type DeliveryBody,
  type DeliveryType,
  deliverySchemas,
  isDelivery,
  scriptedDelivery,
} from '../../ladder/saved-check/schema.ts';
import {
  buildEvent,
  eventBodies,
  exampleInvoice,
  identifier,
  instant,
  OUTSIDE_EVENT_TYPES,
  type OutsideEventType,
  withTaskOfStep,
} from '../../ladder/schema.ts';
import type { ScriptedDelivery } from '../../ladder/simulate.ts';
import { readJson } from './json-file.ts';
import { CliError } from './output.ts';
import { type Path, refusal } from './sentences.ts';

export type ExampleInvoice = z.output<typeof exampleInvoice>;

/** Reads the file of `--invoice`. Throws a CliError for the first thing that does not fit. */
export async function readInvoice(file: string): Promise<ExampleInvoice> {
  const document = await readJson(file);
  const result = exampleInvoice.safeParse(document);
  if (!result.success) throw new CliError(refusal(file, result.error.issues, document));
  const invoice = result.data;
  if (invoice.due < invoice.issued) {
    throw new CliError(`In "${file}" "due" is ${invoice.due}, before "issued" on ${invoice.issued}; mend one of them.`);
  }
  return invoice;
}

/** What is to happen in a simulation. */
export interface Script {
  events: InvoiceEvent[];
  deliveries: ScriptedDelivery[];
  /** Sentences about what was read but does nothing. */
  warnings: string[];
}

const envelope = z.looseObject({ type: z.enum([...OUTSIDE_EVENT_TYPES, ...DELIVERY_TYPES]) });
/** How a task is named in place of `task_id`. */
const ofStep = { step: z.string().optional(), round: z.int().min(1).optional() };

/** The invoice and ladder for which events are read. */
export interface Subject {
  ladder: Ladder;
  invoiceId: string;
  currency: string;
}

/** Reads the file of `--events`. Throws a CliError for the first thing that does not fit. */
export async function readScript(file: string, subject: Subject): Promise<Script> {
  const document = await readJson(file);
  if (!Array.isArray(document)) {
    throw new CliError(`"${file}" must hold a list of events: [{"at": "2026-03-03T10:00", "type": "payment", …}].`);
  }
  const script: Script = { events: [], deliveries: [], warnings: [] };
  const seen = new Map<string, string>();
  for (const [index, value] of document.entries()) {
    const place = `In "${file}" "events[${index}]"`;
    const read = (schema: z.ZodType, given: unknown) => readAs(schema, given, file, ['events', index]);
    const { type } = read(envelope, value) as z.output<typeof envelope>;
    const unread = Object.keys(value).filter((key) => !membersOf(type).includes(key));
    if (unread.length > 0) script.warnings.push(`${place} has ${list(unread)}, which "${type}" does not read.`);
    if (isDelivery(type)) {
      const body = read(deliverySchemas[type], value) as DeliveryBody;
      requireContact(subject.ladder, body.step, place);
      script.deliveries.push(scriptedDelivery(type, body, `event-${index + 1}`));
      continue;
    }
    if (type === 'task_completed') requireQuestion(subject.ladder, value, place);
    const named = withTaskOfStep(value, subject.invoiceId);
    const schema = eventBodies[type].extend({ id: identifier.default(`event-${index + 1}`), at: instant });
    const { id, at, ...body } = read(schema, named) as { id: string; at: number; currency?: string };
    if (body.currency !== undefined && body.currency !== subject.currency) {
      throw new CliError(`${place} has currency ${body.currency}, but the invoice is in ${subject.currency}.`);
    }
    const event = buildEvent(type, { id, at }, body as never);
    const text = JSON.stringify(event);
    const known = seen.get(id);
    if (known === undefined) script.events.push(event);
    else if (known === text) script.warnings.push(`${place} is there already under id "${id}", and counts once.`);
    else throw new CliError(`${place} has the id "${id}" of another event; give it its own.`);
    seen.set(id, text);
  }
  return script;
}

function readAs(schema: z.ZodType, value: unknown, file: string, at: Path): unknown {
  const result = schema.safeParse(value);
  if (!result.success) throw new CliError(refusal(file, result.error.issues, value, at));
  return result.data;
}

/** The members that an event of a type may have. */
function membersOf(type: OutsideEventType | DeliveryType): string[] {
  const body = isDelivery(type) ? deliverySchemas[type] : eventBodies[type];
  return ['id', 'at', 'type', ...Object.keys(body.shape), ...(type === 'task_completed' ? Object.keys(ofStep) : [])];
}

function requireContact(ladder: Ladder, id: StepId, place: string): void {
  const contacts = ladder.steps.filter(({ kind }) => kind === 'send' || kind === 'handover').map((found) => found.id);
  if (contacts.includes(id)) return;
  throw new CliError(`${place} names the step "${id}", which sends nothing; those that do are ${contacts.join(', ')}.`);
}

/** A task that is named by its step must be one that the ladder can ask, and the outcome one that it takes. */
function requireQuestion(ladder: Ladder, value: object, place: string): void {
  if ('task_id' in value) return;
  if (!('step' in value) || typeof value.step !== 'string') {
    throw new CliError(`${place} names no task; give the "step" that asks it, and its "round" if that is not 1.`);
  }
  const [name = '', cause] = value.step.split('.');
  if (name === 'unreadable' || name === 'agency') return;
  const found = ladder.steps.find(({ id }) => id === name);
  if (!found) {
    const ids = ladder.steps.map(({ id }) => id);
    throw new CliError(`${place} names the step "${name}", which the ladder does not have; it has ${ids.join(', ')}.`);
  }
  if (cause === undefined && found.kind !== 'call' && found.kind !== 'task' && found.kind !== 'approve') {
    throw new CliError(
      `${place} answers "${name}", which asks nothing by itself; a question of the engine is named with its cause, such as "${name}.refused".`,
    );
  }
  const outcomes: readonly string[] =
    cause === undefined || cause.startsWith('attempt-') ? outcomesOf(found) : REPAIR_OUTCOMES;
  if ('outcome' in value && typeof value.outcome === 'string' && !outcomes.includes(value.outcome)) {
    throw new CliError(
      `${place} gives "${value.step}" the outcome "${value.outcome}"; it takes ${outcomes.join(', ')}.`,
    );
  }
}

function list(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}
