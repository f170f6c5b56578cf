/** Saved checks as they are kept and sent: with dates and amounts as text, the form of the files of `simulate`. */
import { z } from 'zod';
import type { InvoiceEvent } from '../events.ts';
import type { Happening } from '../invoice/commands.ts';
import {
  buildEvent,
  civilDate,
  dateProblem,
  eventBodies,
  exampleFacts,
  exampleInvoice,
  identifier,
  instant,
  note,
  OUTSIDE_EVENT_TYPES,
  type OutsideEventType,
  problemsOf,
  registeredAt,
  withTaskOfStep,
} from '../schema.ts';
import type { ScriptedDelivery } from '../simulate.ts';
import { COURSE, type SavedCheck } from './saved-check.ts';

// ---- Outcomes of deliveries, which only a simulation can be told

const round = z.int().min(1).default(1);
const deliveryBody = z.object({ step: z.string(), round, problem: note.optional(), id: identifier.optional() });
export const deliverySchemas = {
  notice_refused: deliveryBody,
  notice_in_doubt: deliveryBody,
  notice_deferred: deliveryBody.extend({ until: instant.optional() }),
} as const;
export type DeliveryType = keyof typeof deliverySchemas;
export const DELIVERY_TYPES = Object.keys(deliverySchemas) as DeliveryType[];
export type DeliveryBody = z.output<(typeof deliverySchemas)['notice_deferred']>;

const DEFAULT_PROBLEM = {
  notice_refused: 'the mail server refused the address',
  notice_in_doubt: 'the connection was lost before the mail server answered',
  notice_deferred: 'the mail server asked to try again later',
} satisfies Record<DeliveryType, string>;

/** A scripted delivery from its body; `id` where it has none of its own. */
export function scriptedDelivery(type: DeliveryType, body: DeliveryBody, id: string): ScriptedDelivery {
  const delivery = {
    id: body.id ?? id,
    step: body.step,
    round: body.round,
    problem: body.problem ?? DEFAULT_PROBLEM[type],
  };
  if (type !== 'notice_deferred') return { ...delivery, type };
  return { ...delivery, type, ...(body.until !== undefined && { until: body.until }) };
}

// ---- Checks

/** Things that happen in one run. */
const MAX_EVENTS = 100;
/** Things that come of it. */
const MAX_COURSE = 500;
/** Checks that go with a ladder. */
export const MAX_CHECKS = 50;

/** No debtor's name goes with a ladder: of a real invoice only what the engine looks at is kept. */
const { name: _, ...debtorShape } = exampleInvoice.shape.debtor.shape;
const checkInvoice = exampleInvoice.extend({ debtor: z.strictObject(debtorShape) });

const courseEntry = z.strictObject({
  on: civilDate,
  what: z.enum(COURSE as [Happening, ...Happening[]]),
  step: z.string().max(100).nullable(),
});

/** `{"id", "name", "invoice", "events": [{"at", "type", …}], "expected": [{"on", "what", "step"}]}` */
export const savedCheckSchema = z.strictObject({
  id: identifier,
  name: z.string().trim().min(1).max(200),
  invoice: checkInvoice,
  events: z
    .array(z.looseObject({ type: z.string() }))
    .max(MAX_EVENTS)
    .default([]),
  expected: z.array(courseEntry).max(MAX_COURSE),
});

const envelope = z.looseObject({ type: z.enum([...OUTSIDE_EVENT_TYPES, ...DELIVERY_TYPES]) });

export type SavedCheckResult = { ok: true; check: SavedCheck } | { ok: false; problem: string };

/** Reads a check in its kept form. */
export function readSavedCheck(value: unknown): SavedCheckResult {
  const read = savedCheckSchema.safeParse(value);
  if (!read.success) return { ok: false, problem: problemsOf(read.error) };
  const { id, name, invoice: given, events: listed, expected } = read.data;
  if (given.due < given.issued) return { ok: false, problem: 'invoice.due: lies before invoice.issued' };
  const example = { ...given, debtor: { ...given.debtor, name: '' } };
  const { invoice, debtor } = exampleFacts(example);
  const events: InvoiceEvent[] = [];
  const deliveries: ScriptedDelivery[] = [];
  for (const [index, item] of listed.entries()) {
    const usual = `event-${index + 1}`;
    const result = readItem(item, invoice.id, usual);
    if ('problem' in result) return { ok: false, problem: `events.${index}.${result.problem}` };
    if ('event' in result) events.push(result.event);
    else deliveries.push(result.delivery);
  }
  const ids = events.map((event) => event.id);
  const twice = ids.find((one, index) => ids.indexOf(one) < index);
  if (twice !== undefined) return { ok: false, problem: `events: two have the id "${twice}"; give each its own` };
  return {
    ok: true,
    check: { id, name, run: { invoice, debtor, registeredAt: registeredAt(example), events, deliveries }, expected },
  };
}

function readItem(
  item: unknown,
  invoiceId: string,
  id: string,
): { event: InvoiceEvent } | { delivery: ScriptedDelivery } | { problem: string } {
  const head = envelope.safeParse(item);
  if (!head.success) return { problem: problemsOf(head.error) };
  const { type } = head.data;
  if (isDelivery(type)) {
    const body = deliverySchemas[type].safeParse(item);
    if (!body.success) return { problem: problemsOf(body.error) };
    return { delivery: scriptedDelivery(type, body.data as DeliveryBody, id) };
  }
  const schema = eventBodies[type].extend({ id: identifier.default(id), at: instant });
  const body = schema.safeParse(withTaskOfStep(item, invoiceId));
  if (!body.success) return { problem: problemsOf(body.error) };
  const { id: own, at, ...rest } = body.data as { id: string; at: number };
  const event = buildEvent(type, { id: own, at }, rest as never);
  const wrong = dateProblem(event);
  return wrong ? { problem: `${wrong.field}: ${wrong.problem}` } : { event };
}

export function isDelivery(type: OutsideEventType | DeliveryType): type is DeliveryType {
  return type in deliverySchemas;
}
