/**
 * What comes from outside, checked: ladder documents, events, example invoices. The only file of the core that knows
 * zod; workflows never load it (zod costs milliseconds at every workflow start).
 */
import { z } from 'zod';
import {
  ANCHORS,
  BALANCES,
  CALL_OUTCOMES,
  CHARGES,
  DEBTOR_KINDS,
  type Ladder,
  NOTICE_DELIVERIES,
  NOTICE_KINDS,
  SEND_CHANNELS,
} from './definition.ts';
import { BOUNCES } from './event-handling.ts';
import {
  type ArrangementChange,
  DEBTOR_STATUSES,
  DISPUTE_DECISIONS,
  type InvoiceEvent,
  type NoticeUndelivered,
} from './events.ts';
import type { DebtorFacts, InvoiceFacts } from './facts.ts';
import { WHOLE } from './law/percent.ts';
import { type Cents, MAX_CENTS, parseAmount } from './money.ts';
import { MAX_HOLD_DAYS } from './pauses.ts';
import { addDays, type CivilDate, isCivilDate, localDate, parseInstant } from './time/civil.ts';

// ---- Building blocks

export const civilDate = z
  .string()
  .refine(isCivilDate, 'must be a date that exists, as YYYY-MM-DD')
  .meta({ format: 'date', examples: ['2026-03-03'] });

/** A decimal amount above zero, read as cents. */
export const positiveAmount = z
  .string()
  .transform((text, context) => {
    const cents = parseAmount(text);
    if (cents !== null && cents > 0) return cents;
    context.issues.push({ code: 'custom', input: text, message: 'must be an amount above zero such as "1210.00"' });
    return z.NEVER;
  })
  .meta({ examples: ['1210.00'] });

/** The same, or "0.00": a notice may ask for costs and interest alone. */
const amountOrNothing = z.union([z.literal('0.00').transform(() => 0), positiveAmount]);

/** An instant, or a Dutch wall-clock time, read as epoch milliseconds. */
export const instant = z.string().transform((text, context) => {
  const at = parseInstant(text);
  if (at !== null) return at;
  context.issues.push({
    code: 'custom',
    input: text,
    message: 'must be a time such as "2026-03-03T10:00" (Dutch time) or "2026-03-03T09:00:00Z"',
  });
  return z.NEVER;
});

const currencies = new Set(Intl.supportedValuesOf('currency'));
export const currency = z
  .string()
  .refine((code) => currencies.has(code), 'must be an ISO 4217 currency code such as "EUR"')
  .meta({ examples: ['EUR'] });

export const debtorKind = z.enum(DEBTOR_KINDS);
export const country = z.string().regex(/^[A-Z]{2}$/, 'must be a country code of two capitals such as "NL"');
export const language = z.enum(['nl', 'en']);

/** Ids that people and programs choose: of events, steps, ladders. */
export const identifier = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'must be 1 to 100 letters, digits, dots, dashes or underscores');

/** The id of a fact, by which later events name it: an identifier, or that of a debtor's fact at one of their invoices. */
export const factId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$/, 'must be 1 to 120 letters, digits, dots, dashes or underscores');

const MAX_NOTE = 2_000;
/** Free text of a person. */
export const note = z.string().max(MAX_NOTE);
export const personName = z.string().trim().min(1).max(200);

// ---- The ladder

const stepId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'must be lower-case letters, digits and dashes');
const localised = z.strictObject({ nl: z.string().min(1).max(200), en: z.string().min(1).max(200) });
/** Ladders plan within a few years; more is a typing error. */
const MAX_DAYS = 1_000;
const days = z.int().min(-MAX_DAYS).max(MAX_DAYS);
const daysForward = z.int().min(0).max(MAX_DAYS);
const unit = z.enum(['days', 'workdays']);
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time as HH:MM');

const anchor = z.strictObject({ days, unit, after: z.enum(ANCHORS), ofStep: stepId.optional() });
const contactWindow = z.strictObject({
  from: clockTime,
  to: clockTime,
  weekdays: z.array(z.int().min(1).max(7)).min(1).optional(),
});
const timing = anchor.extend({
  roll: z.enum(['next', 'previous']).optional(),
  latest: days.optional(),
  notBefore: anchor.optional(),
  gap: daysForward.optional(),
  window: contactWindow.optional(),
});
const deadline = z.strictObject({ days: z.int().min(1).max(MAX_DAYS), unit });

const bounds = { atLeast: z.int().optional(), below: z.int().optional() };
const isBounded = (test: { atLeast?: number | undefined; below?: number | undefined }) =>
  test.atLeast !== undefined || test.below !== undefined;
const NEEDS_BOUND = 'needs "atLeast", "below" or both';
export const condition = z.discriminatedUnion('field', [
  z.strictObject({ field: z.literal('debtorKind'), in: z.array(debtorKind).min(1) }),
  z.strictObject({ field: z.literal('country'), in: z.array(country).min(1) }),
  z.strictObject({ field: z.literal('segment'), in: z.array(z.string().min(1)).min(1) }),
  z.strictObject({ field: z.literal('relation'), in: z.array(z.string().min(1)).min(1) }),
  z.strictObject({ field: z.literal('terms'), in: z.array(z.string().min(1)).min(1) }),
  z.strictObject({ field: z.literal('openCents'), ...bounds }).refine(isBounded, NEEDS_BOUND),
  z.strictObject({ field: z.literal('brokenPromises'), ...bounds }).refine(isBounded, NEEDS_BOUND),
  z.strictObject({ field: z.literal('daysOverdue'), ...bounds }).refine(isBounded, NEEDS_BOUND),
  z.strictObject({ field: z.literal('lastCall'), in: z.array(z.enum([...CALL_OUTCOMES, 'none'])).min(1) }),
  z.strictObject({ field: z.literal('lastNotice'), in: z.array(z.enum(NOTICE_DELIVERIES)).min(1) }),
]);

/** Whoever did not answer so often will not. */
const MAX_ATTEMPTS = 5;

const common = { id: stepId, name: localised, note: note.optional() };
const step = z.discriminatedUnion('kind', [
  z.strictObject({
    ...common,
    kind: z.literal('send'),
    when: timing,
    notice: z.enum(NOTICE_KINDS),
    channel: z.enum(SEND_CHANNELS),
    termDays: z.int().min(1).max(MAX_DAYS).optional(),
    next: stepId,
  }),
  z.strictObject({
    ...common,
    kind: z.literal('call'),
    when: timing,
    attempts: z
      .array(z.strictObject({ window: contactWindow }))
      .min(1)
      .max(MAX_ATTEMPTS)
      .optional(),
    deadline,
    outcomes: z.partialRecord(z.enum(CALL_OUTCOMES), stepId).optional(),
    next: stepId,
  }),
  z.strictObject({
    ...common,
    kind: z.literal('task'),
    when: timing,
    outcomes: z.array(z.strictObject({ id: stepId, name: localised, next: stepId })).min(1),
    deadline: deadline.extend({ next: stepId }).optional(),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('decide'),
    rows: z.array(z.strictObject({ all: z.array(condition).min(1), next: stepId })).min(1),
    otherwise: stepId,
  }),
  z.strictObject({
    ...common,
    kind: z.literal('deliveries'),
    when: timing,
    action: z.enum(['hold', 'resume']),
    next: stepId,
  }),
  z.strictObject({
    ...common,
    kind: z.literal('charge'),
    when: timing,
    charge: z.enum(CHARGES),
    contractualRate: z.int().min(1).max(WHOLE).optional(),
    next: stepId,
  }),
  z.strictObject({ ...common, kind: z.literal('approve'), when: timing, next: stepId, refused: stepId }),
  z.strictObject({ ...common, kind: z.literal('handover'), when: timing }),
  z.strictObject({ ...common, kind: z.literal('end') }),
]);

const events = z.strictObject({
  promise: z
    .strictObject({
      graceDays: z.int().min(0).max(30),
      longestDays: z.int().min(1).max(MAX_HOLD_DAYS),
      broken: stepId.optional(),
    })
    .optional(),
  reply: z.strictObject({ pauseDays: z.int().min(0).max(30) }).optional(),
  dispute: z.strictObject({ reentry: stepId.optional() }).optional(),
  arrangement: z.strictObject({ reentry: stepId.optional() }).optional(),
  partPayment: z.strictObject({ restDays: z.int().min(0).max(30), leastPercent: z.int().min(1).max(100) }).optional(),
  reversal: z.strictObject({ reentry: stepId.optional() }).optional(),
  bounce: z.strictObject({ byLetter: z.enum(BOUNCES) }).optional(),
});

const wording = { subject: z.string().min(1).max(200), body: z.string().min(1).max(20_000) };
const text = z.strictObject({ ...wording, several: z.strictObject(wording).optional() });
const holidayName = z.enum([
  'new-year',
  'good-friday',
  'easter-sunday',
  'easter-monday',
  'kings-day',
  'liberation-day',
  'labour-day',
  'ascension',
  'whit-sunday',
  'whit-monday',
  'christmas',
  'boxing-day',
  'decree',
  'closed',
]);

export const MAX_STEPS = 200;
const MAX_VERSION = 1_000_000;
export const ladderVersion = z.coerce.number().int().min(1).max(MAX_VERSION);

export const ladderSchema = z
  .strictObject({
    $schema: z.string().optional(),
    id: stepId,
    version: z.int().min(1).max(MAX_VERSION),
    name: localised,
    description: localised.optional(),
    office: z.strictObject({ worked: z.array(holidayName), closed: z.array(civilDate) }),
    contact: z.strictObject({ window: contactWindow, gap: daysForward }),
    intake: z.strictObject({ missed: z.enum(['skip', 'respace']) }),
    toleranceCents: z.int().min(0).max(MAX_CENTS),
    closes: z.enum(BALANCES).optional(),
    events: events.optional(),
    start: stepId,
    steps: z.array(step).min(1).max(MAX_STEPS),
    texts: z.strictObject({ nl: z.record(stepId, text), en: z.record(stepId, text) }),
  })
  .meta({
    title: 'Escalation ladder',
    description: 'The steps that an unpaid invoice climbs; see docs/ladder-format.md.',
  });

// A ladder that the schema accepts is a Ladder: the compiler checks it here, at no cost when running.
export type ParsedLadder = z.output<typeof ladderSchema>;
const asLadder = (parsed: ParsedLadder): Ladder => parsed;

export type LadderResult =
  | { ok: true; ladder: Ladder }
  | { ok: false; problems: { path: (string | number)[]; message: string }[] };

/** Reads a ladder document; every place that does not fit is named. `check` judges what fits. */
export function readLadder(document: unknown): LadderResult {
  const result = ladderSchema.safeParse(document);
  if (result.success) return { ok: true, ladder: asLadder(result.data) };
  const problems = result.error.issues.map((issue) => ({
    path: issue.path as (string | number)[],
    message: issue.message,
  }));
  return { ok: false, problems };
}

const PARTS = { ...ladderSchema.shape, step, text };
export type LadderPart = keyof typeof PARTS;

/** Where a value does not fit, and the bound that it passes where it passes one. */
export interface PartProblem {
  path: (string | number)[];
  message: string;
  /** `least` and `most`: of a number, the characters of a text or the items of a list. */
  least?: number;
  most?: number;
}

/** What keeps a value from being a part of a ladder document: a step, the text of one, or a member of the whole. */
export function partProblems(part: LadderPart, value: unknown): PartProblem[] {
  const issues = PARTS[part].safeParse(value).error?.issues ?? [];
  return issues.map((issue) => ({
    path: issue.path as (string | number)[],
    message: issue.message,
    ...(issue.code === 'too_small' && { least: Number(issue.minimum) }),
    ...(issue.code === 'too_big' && { most: Number(issue.maximum) }),
  }));
}

/** The published JSON Schema of a ladder document. */
export function ladderJsonSchema(): unknown {
  return z.toJSONSchema(ladderSchema, { io: 'input' });
}

// ---- Which ladder an invoice gets

const MAX_CHOICE_RULES = 200;
const choiceValues = z.array(z.string().trim().min(1, 'must not be empty').max(100)).min(1, 'must name at least one');
const choiceCondition = z.discriminatedUnion('field', [
  z.strictObject({ field: z.literal('debtorKind'), in: z.array(debtorKind).min(1, 'must name at least one') }),
  z.strictObject({ field: z.literal('country'), in: z.array(country).min(1, 'must name at least one') }),
  z.strictObject({ field: z.literal('segment'), in: choiceValues }),
  z.strictObject({ field: z.literal('relation'), in: choiceValues }),
  z.strictObject({ field: z.literal('terms'), in: choiceValues }),
  z.strictObject({ field: z.literal('amountCents'), ...bounds }).refine(isBounded, NEEDS_BOUND),
  z.strictObject({ field: z.literal('termDays'), ...bounds }).refine(isBounded, NEEDS_BOUND),
]);

/** The choice of a ladder, as the API takes it; `choiceProblems` judges what fits. */
export const ladderChoice = z.strictObject({
  rules: z
    .array(
      z.strictObject({
        name: personName,
        all: z.array(choiceCondition).min(1, 'must ask for something; what holds for all others is "otherwise"'),
        ladder: stepId,
      }),
    )
    .max(MAX_CHOICE_RULES),
  otherwise: stepId,
});

// ---- Events

const dispatchId = z.string().min(1).max(300);
/** More claims than this no letter demands together. */
const MAX_JOINT = 500;
const stating = {
  on: civilDate,
  received_on: civilDate,
  deadline: civilDate.nullable(),
  amount: amountOrNothing,
  costs: positiveAmount.optional(),
  costs_vat: z.literal(true).optional(),
  interest: positiveAmount.optional(),
  jointly: z
    .object({ principals: z.array(amountOrNothing).min(1).max(MAX_JOINT), place: z.int().min(0) })
    .refine(({ principals, place }) => place < principals.length, 'place must be one of the principals')
    .optional(),
};
const undelivered = z.object({ dispatch_id: dispatchId, on: civilDate.optional(), problem: note.min(1) });

/** Fields of an event, without `type`, `id` and `at`, as the API, signals and `--events` files carry them. */
export const eventBodies = {
  payment: z.object({
    amount: positiveAmount,
    currency: currency.optional(),
    booked_on: civilDate.optional(),
    valued_on: civilDate.optional(),
  }),
  credit_note: z.object({
    number: z.string().trim().min(1).max(100),
    amount: positiveAmount,
    issued_on: civilDate.optional(),
  }),
  reversal: z.object({ payment_id: factId, amount: positiveAmount.optional(), on: civilDate.optional() }),
  hold: z.object({ owner: personName, reason: note.min(1), until: civilDate.optional() }),
  release: z.object({ hold_id: factId, by: personName }),
  promise: z.object({ on: civilDate, amount: positiveAmount.optional(), by: personName }),
  dispute: z.object({ amount: positiveAmount.optional(), reason: note.min(1) }),
  dispute_decided: z.object({
    dispute_id: factId,
    decision: z.enum(DISPUTE_DECISIONS),
    amount: positiveAmount.optional(),
    by: personName,
    note: note.optional(),
  }),
  return_announced: z.object({ expected_on: civilDate, note: note.optional() }),
  reply: z.object({ summary: note.min(1) }),
  arrangement_proposed: z.object({ arrangement_id: identifier }),
  arrangement_agreed: z.object({ arrangement_id: identifier }),
  arrangement_declined: z.object({ arrangement_id: identifier }),
  arrangement_kept: z.object({ arrangement_id: identifier, amount: positiveAmount.optional() }),
  arrangement_broken: z.object({ arrangement_id: identifier }),
  arrangement_replaced: z.object({ arrangement_id: identifier }),
  invoice_corrected: z.object({
    amount: positiveAmount.optional(),
    due_on: civilDate.optional(),
    by: personName,
    reason: note.min(1),
  }),
  invoice_sent_again: z.object({ on: civilDate.optional(), due_on: civilDate.optional(), by: personName }),
  debtor_changed: z.object({ status: z.enum(DEBTOR_STATUSES), by: personName, note: note.optional() }),
  escalation: z.object({ step: stepId, by: personName, reason: note.min(1) }),
  step_left_out: z.object({ step: stepId, by: personName, reason: note.min(1) }),
  letter_printed: z.object({ ...stating, dispatch_id: dispatchId, batch_id: identifier, cut_off_at: instant }),
  notice_posted: z.object({ ...stating, dispatch_id: dispatchId, batch_id: identifier.optional(), by: personName }),
  letter_voided: z.object({ dispatch_id: dispatchId, batch_id: identifier, problem: note.min(1) }),
  notice_bounced: undelivered,
  notice_returned: undelivered,
  task_completed: z.object({
    task_id: z.string().min(1).max(300),
    outcome: z.string().min(1).max(100),
    on: civilDate.optional(),
    by: personName,
    note: note.optional(),
  }),
  write_off: z.object({ by: personName, reason: note.min(1) }),
} as const;

export type OutsideEventType = keyof typeof eventBodies;
export const OUTSIDE_EVENT_TYPES = Object.keys(eventBodies) as OutsideEventType[];

type Envelope = { id: string; at: number };
type Body<T extends OutsideEventType> = z.output<(typeof eventBodies)[T]>;

/** Turns the outside form (amounts as text, dates optional) into the engine's. */
const builders: { [T in OutsideEventType]: (envelope: Envelope, body: Body<T>) => InvoiceEvent } = {
  payment: (envelope, body) => ({
    ...envelope,
    type: 'payment',
    amountCents: body.amount,
    bookedOn: body.booked_on ?? localDate(envelope.at),
    ...(body.valued_on && { valuedOn: body.valued_on }),
  }),
  credit_note: (envelope, body) => ({
    ...envelope,
    type: 'credit_note',
    number: body.number,
    amountCents: body.amount,
    issuedOn: body.issued_on ?? localDate(envelope.at),
  }),
  reversal: (envelope, body) => ({
    ...envelope,
    type: 'reversal',
    paymentId: body.payment_id,
    ...(body.amount && { amountCents: body.amount }),
    on: body.on ?? localDate(envelope.at),
  }),
  hold: (envelope, body) => ({
    ...envelope,
    type: 'hold',
    owner: body.owner,
    reason: body.reason,
    ...(body.until && { until: body.until }),
  }),
  release: (envelope, body) => ({ ...envelope, type: 'release', holdId: body.hold_id, by: body.by }),
  promise: (envelope, body) => ({
    ...envelope,
    type: 'promise',
    on: body.on,
    by: body.by,
    ...(body.amount && { amountCents: body.amount }),
  }),
  dispute: (envelope, body) => ({
    ...envelope,
    type: 'dispute',
    reason: body.reason,
    ...(body.amount && { amountCents: body.amount }),
  }),
  dispute_decided: (envelope, body) => ({
    ...envelope,
    type: 'dispute_decided',
    disputeId: body.dispute_id,
    decision: body.decision,
    by: body.by,
    ...(body.amount && { amountCents: body.amount }),
    ...(body.note && { note: body.note }),
  }),
  return_announced: (envelope, body) => ({
    ...envelope,
    type: 'return_announced',
    expectedOn: body.expected_on,
    ...(body.note && { note: body.note }),
  }),
  reply: (envelope, body) => ({ ...envelope, type: 'reply', summary: body.summary }),
  arrangement_proposed: (envelope, body) => arrangement('arrangement_proposed', envelope, body),
  arrangement_agreed: (envelope, body) => arrangement('arrangement_agreed', envelope, body),
  arrangement_declined: (envelope, body) => arrangement('arrangement_declined', envelope, body),
  arrangement_kept: (envelope, body) => arrangement('arrangement_kept', envelope, body),
  arrangement_broken: (envelope, body) => arrangement('arrangement_broken', envelope, body),
  arrangement_replaced: (envelope, body) => arrangement('arrangement_replaced', envelope, body),
  invoice_corrected: (envelope, body) => ({
    ...envelope,
    type: 'invoice_corrected',
    by: body.by,
    reason: body.reason,
    ...(body.amount && { amountCents: body.amount }),
    ...(body.due_on && { dueOn: body.due_on }),
  }),
  invoice_sent_again: (envelope, body) => ({
    ...envelope,
    type: 'invoice_sent_again',
    on: body.on ?? localDate(envelope.at),
    by: body.by,
    ...(body.due_on && { dueOn: body.due_on }),
  }),
  debtor_changed: (envelope, body) => ({
    ...envelope,
    type: 'debtor_changed',
    status: body.status,
    by: body.by,
    ...(body.note && { note: body.note }),
  }),
  escalation: (envelope, body) => ({ ...envelope, type: 'escalation', ...body }),
  step_left_out: (envelope, body) => ({ ...envelope, type: 'step_left_out', ...body }),
  letter_printed: (envelope, body) => ({
    ...envelope,
    type: 'letter_printed',
    dispatchId: body.dispatch_id,
    batchId: body.batch_id,
    cutOffAt: body.cut_off_at,
    ...statingOf(body),
  }),
  notice_posted: (envelope, body) => ({
    ...envelope,
    type: 'notice_posted',
    dispatchId: body.dispatch_id,
    ...(body.batch_id && { batchId: body.batch_id }),
    by: body.by,
    ...statingOf(body),
  }),
  letter_voided: (envelope, body) => ({
    ...envelope,
    type: 'letter_voided',
    dispatchId: body.dispatch_id,
    batchId: body.batch_id,
    problem: body.problem,
  }),
  notice_bounced: (envelope, body) => cameBack('notice_bounced', envelope, body),
  notice_returned: (envelope, body) => cameBack('notice_returned', envelope, body),
  task_completed: (envelope, body) => ({
    ...envelope,
    type: 'task_completed',
    taskId: body.task_id,
    outcome: body.outcome,
    by: body.by,
    ...(body.on && { on: body.on }),
    ...(body.note && { note: body.note }),
  }),
  write_off: (envelope, body) => ({ ...envelope, type: 'write_off', by: body.by, reason: body.reason }),
};

function statingOf(body: {
  on: CivilDate;
  received_on: CivilDate;
  deadline: CivilDate | null;
  amount: Cents;
  costs?: Cents | undefined;
  costs_vat?: true | undefined;
  interest?: Cents | undefined;
  jointly?: { principals: Cents[]; place: number } | undefined;
}) {
  return {
    on: body.on,
    receivedOn: body.received_on,
    deadline: body.deadline,
    amountCents: body.amount,
    ...(body.costs !== undefined && { costsCents: body.costs }),
    ...(body.costs_vat && { costsVat: body.costs_vat }),
    ...(body.interest !== undefined && { interestCents: body.interest }),
    ...(body.jointly && { jointly: { principalsCents: body.jointly.principals, place: body.jointly.place } }),
  };
}

function cameBack(
  type: NoticeUndelivered['type'],
  envelope: Envelope,
  body: z.output<typeof undelivered>,
): NoticeUndelivered {
  const on = body.on ?? localDate(envelope.at);
  return { ...envelope, type, dispatchId: body.dispatch_id, on, problem: body.problem };
}

function arrangement(
  type: ArrangementChange['type'],
  envelope: Envelope,
  { arrangement_id: arrangementId, amount: amountCents }: { arrangement_id: string; amount?: Cents | undefined },
): ArrangementChange {
  return { ...envelope, type, arrangementId, ...(amountCents !== undefined && { amountCents }) };
}

/** What is wrong with an event on the day on which it becomes known, or null. */
export function dateProblem(event: InvoiceEvent): { field: string; problem: string } | null {
  const today = localDate(event.at);
  const notAfter = (field: string, on: CivilDate) =>
    on > today ? { field, problem: `lies after ${today}, the day on which it became known` } : null;
  const within = (field: string, on: CivilDate, longest: number, why: string) => {
    const last = addDays(today, longest);
    return today <= on && on <= last ? null : { field, problem: `must lie between ${today} and ${last}: ${why}` };
  };
  switch (event.type) {
    case 'payment':
      return notAfter('booked_on', event.bookedOn);
    case 'invoice_sent_again':
    case 'notice_posted':
    case 'notice_bounced':
    case 'notice_returned':
    case 'reversal':
      return notAfter('on', event.on);
    case 'credit_note':
      return notAfter('issued_on', event.issuedOn);
    case 'dispute_decided':
      if (event.decision !== 'partly' || event.amountCents !== undefined) return null;
      return { field: 'amount', problem: 'must say what need not be paid' };
    case 'promise':
      return within('on', event.on, MAX_PROMISE_DAYS, 'a promise is for today or later, within a year');
    case 'return_announced':
      return within(
        'expected_on',
        event.expectedOn,
        MAX_HOLD_DAYS,
        `a return is awaited ${MAX_HOLD_DAYS} days at most`,
      );
    case 'hold':
      if (event.until === undefined) return null;
      return within('until', event.until, MAX_HOLD_DAYS, `a hold lasts ${MAX_HOLD_DAYS} days at most`);
    case 'invoice_corrected':
      if (event.amountCents !== undefined || event.dueOn !== undefined) return null;
      return { field: 'amount', problem: 'or due_on must say what is corrected' };
    default:
      return null;
  }
}

/** A promise for later than this is a typing error; how long a ladder waits for one is its own choice. */
const MAX_PROMISE_DAYS = 366;

/** Builds an event from a body that its schema has read. */
export function buildEvent<T extends OutsideEventType>(type: T, envelope: Envelope, body: Body<T>): InvoiceEvent {
  return builders[type](envelope, body);
}

/** Of events that the product makes: their ids name what they are about: "posted:…:…". Nothing refers to them. */
const MADE: readonly OutsideEventType[] = [
  'letter_printed',
  'notice_posted',
  'letter_voided',
  'notice_bounced',
  'notice_returned',
  'task_completed',
];
export const eventId = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._:-]{0,499}$/,
    'must be 1 to 500 letters, digits, dots, dashes, underscores or colons',
  );
const eventType = z.looseObject({ type: z.enum(OUTSIDE_EVENT_TYPES) });
const envelopeWith = (id: typeof factId) => z.object({ id, at: instant.optional() });
const [madeEnvelope, factEnvelope] = [envelopeWith(eventId), envelopeWith(factId)];

export type EventResult = { ok: true; event: InvoiceEvent } | { ok: false; problem: string };

/**
 * Reads one event in its outside form, e.g. `{"id":"p1","type":"payment","at":"2026-03-03T10:00","amount":"100.00"}`.
 * An event without `at` became known now; one from the future is taken as known now.
 */
export function readEvent(value: unknown, now: number, invoiceCurrency?: string): EventResult {
  const typed = eventType.safeParse(value);
  if (!typed.success) return { ok: false, problem: problemsOf(typed.error) };
  const { type } = typed.data;
  const envelope = (MADE.includes(type) ? madeEnvelope : factEnvelope).safeParse(value);
  if (!envelope.success) return { ok: false, problem: problemsOf(envelope.error) };
  const { id, at = now } = envelope.data;
  const body = eventBodies[type].safeParse(value);
  if (!body.success) return { ok: false, problem: problemsOf(body.error) };
  const stated = 'currency' in body.data ? body.data.currency : undefined;
  if (stated !== undefined && invoiceCurrency !== undefined && stated !== invoiceCurrency) {
    return { ok: false, problem: `currency: is ${stated}, but the invoice is in ${invoiceCurrency}` };
  }
  const event = buildEvent(type, { id, at: Math.min(at, now) }, body.data as never);
  const wrong = dateProblem(event);
  return wrong ? { ok: false, problem: `${wrong.field}: ${wrong.problem}` } : { ok: true, event };
}

/** "amount: must be …; by: Required" — where and what, for a person. */
export function problemsOf(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.') || 'value'}: ${issue.message}`).join('; ');
}

// ---- Example invoices, for simulating

/** `{"number","issued","due","amount":"1210.00","currency":"EUR","debtor":{"kind":"company","name":"…"}}` */
export const exampleInvoice = z.strictObject({
  number: z.string().trim().min(1).max(100),
  issued: civilDate,
  due: civilDate,
  amount: positiveAmount,
  currency: currency.default('EUR'),
  registered: instant.optional(),
  costs_vat: z.boolean().default(false),
  debtor: z.strictObject({
    kind: debtorKind,
    name: personName,
    country: country.default('NL'),
    language: language.default('nl'),
    segment: z.string().optional(),
    relation: z.string().optional(),
    terms: z.string().optional(),
  }),
});

export function exampleFacts(example: z.output<typeof exampleInvoice>): {
  invoice: InvoiceFacts;
  debtor: DebtorFacts;
  costsVat: boolean;
} {
  const { name: _, ...debtor } = example.debtor;
  return {
    invoice: {
      id: 'example',
      number: example.number,
      issuedOn: example.issued,
      dueOn: example.due,
      claimedCents: example.amount,
      currency: example.currency,
    },
    debtor: { id: 'example-debtor', ...debtor },
    costsVat: example.costs_vat,
  };
}

/** The answer to a task may name it by its step: `"step": "bellen-na-vervaldatum"`, in round 1. */
export function withTaskOfStep(value: unknown, invoiceId: string): unknown {
  if (typeof value !== 'object' || value === null || !('step' in value) || 'task_id' in value) return value;
  if (!('type' in value) || value.type !== ('task_completed' satisfies OutsideEventType)) return value;
  const { step, round = 1, ...rest } = value as { step: unknown; round?: unknown };
  return { ...rest, task_id: `${invoiceId}:${step}:${round}` };
}

/** When the example's ladder begins: as stated, else on the morning of its issue. */
export function registeredAt(example: z.output<typeof exampleInvoice>): number {
  return example.registered ?? parseInstant(`${example.issued}T09:00`)!;
}
