/** What comes from outside about arrangements, checked: what is proposed, and what happens to it. Workflows never load it. */
import { z } from 'zod';
import {
  civilDate,
  eventBodies,
  identifier,
  instant,
  note,
  personName,
  positiveAmount,
  problemsOf,
} from '../schema.ts';
import { addDays, type Instant, localDate } from '../time/civil.ts';
import { ARRANGEMENT_SIGNALS, type OutsideArrangementEvent } from './events.ts';
import { MAX_INSTALMENTS, type Plan } from './instalments.ts';
import type { Tolerance } from './terms.ts';

// ---- Proposals

/** What a proposal leaves open is usual: a week to sign, a reminder three days ahead, two bank days to see the money. */
export const SIGN_DAYS = 7;
export const REMINDER_DAYS = 3;
export const GRACE_DAYS = 2;
/** More invoices than these are a mistake, and would hold the debtor's lock for long. */
const MAX_INVOICES = 100;

const portion = z.strictObject({ on: civilDate, amount: positiveAmount });
const equalInstalments = z.strictObject({
  count: z.int().min(1).max(MAX_INSTALMENTS),
  first_on: civilDate,
  every: z.enum(['month', 'week']).default('month'),
  remainder: z.enum(['first', 'last']).default('last'),
});

/** How an amount is paid off, as a person proposes it: equal instalments, or a list of days; perhaps a deposit ahead. */
export const proposalTerms = z.object({
  instalments: z.union([equalInstalments, z.array(portion).min(1).max(MAX_INSTALMENTS)]),
  deposit: portion.optional(),
  tolerance: z
    .union([
      z.strictObject({ amount: positiveAmount }),
      z.strictObject({ percent: z.number().gt(0).lt(100).multipleOf(0.01) }),
    ])
    .optional(),
  sign_by: civilDate.optional(),
  reminder_days: z.int().min(0).max(30).default(REMINDER_DAYS),
  grace_days: z.int().min(0).max(10).default(GRACE_DAYS),
});
export type ProposalTerms = z.output<typeof proposalTerms>;

export const proposalBody = proposalTerms.extend({
  invoices: z.array(z.string().min(1).max(100)).min(1).max(MAX_INVOICES),
});

/** The plan of a proposal over an amount. */
export function planOf({ instalments, deposit }: ProposalTerms, totalCents: number): Plan {
  const ahead = deposit && { deposit: { on: deposit.on, cents: deposit.amount } };
  if (Array.isArray(instalments)) {
    const portions = instalments.map(({ on, amount }) => ({ on, cents: amount }));
    return { kind: 'dates', totalCents, portions, ...ahead };
  }
  const { count, first_on: firstOn, every, remainder } = instalments;
  return { kind: 'equal', totalCents, count, firstOn, every, remainder, ...ahead };
}

export function toleranceOf({ tolerance }: ProposalTerms): Tolerance {
  if (tolerance === undefined) return { cents: 0 };
  return 'amount' in tolerance ? { cents: tolerance.amount } : { percent: tolerance.percent };
}

// ---- Events

/** Who signs or refuses for the debtor: nobody of ours, whoever is signed in. */
export const personOfDebtor = personName.describe('Who signs or refuses for the debtor');

/** Fields of an event, without `type`, `id` and `at`, as the API and signals carry them. */
export const arrangementBodies = {
  signed: z.object({ on: civilDate.optional(), by: personOfDebtor }),
  refused: z.object({ by: personOfDebtor, reason: note.min(1) }),
  hold: eventBodies.hold,
  release: eventBodies.release,
  task_completed: eventBodies.task_completed.extend({ arrangement_id: identifier.optional() }),
} as const;
type OutsideType = keyof typeof arrangementBodies;

type Envelope = { id: string; at: Instant };
type Body<T extends OutsideType> = z.output<(typeof arrangementBodies)[T]>;

const builders: { [T in OutsideType]: (envelope: Envelope, body: Body<T>) => OutsideArrangementEvent } = {
  signed: (envelope, { on, by }) => ({ ...envelope, type: 'signed', on: on ?? localDate(envelope.at), by }),
  refused: (envelope, { by, reason }) => ({ ...envelope, type: 'refused', by, reason }),
  hold: (envelope, { owner, reason, until }) => ({ ...envelope, type: 'hold', owner, reason, ...(until && { until }) }),
  release: (envelope, { hold_id: holdId, by }) => ({ ...envelope, type: 'release', holdId, by }),
  task_completed: (envelope, { task_id: taskId, outcome, by, on, note: remark, arrangement_id: arrangementId }) => ({
    ...envelope,
    type: 'task_completed',
    taskId,
    outcome,
    by,
    ...(on && { on }),
    ...(remark && { note: remark }),
    ...(arrangementId && { arrangementId }),
  }),
};

/** Builds an event from a body that its schema has read. */
export function buildArrangementEvent<T extends OutsideType>(
  type: T,
  envelope: Envelope,
  body: Body<T>,
): OutsideArrangementEvent {
  return builders[type](envelope, body);
}

/** What is wrong with an event on the day on which it becomes known, or null. */
export function arrangementDateProblem(event: OutsideArrangementEvent): { field: string; problem: string } | null {
  const today = localDate(event.at);
  if (event.type === 'signed' && event.on > today) {
    return { field: 'on', problem: `lies after ${today}, the day on which it became known` };
  }
  return null;
}

const TYPES = Object.values(ARRANGEMENT_SIGNALS) as [OutsideType, ...OutsideType[]];
const eventEnvelope = z.looseObject({ type: z.enum(TYPES), id: identifier, at: instant.optional() });

/** Reads one event in its outside form; without `at`, or with one from the future, it became known now. */
export function readArrangementEvent(
  value: unknown,
  now: Instant,
): { ok: true; event: OutsideArrangementEvent } | { ok: false; problem: string } {
  const envelope = eventEnvelope.safeParse(value);
  if (!envelope.success) return { ok: false, problem: problemsOf(envelope.error) };
  const { type, id, at = now } = envelope.data;
  const body = arrangementBodies[type].safeParse(value);
  if (!body.success) return { ok: false, problem: problemsOf(body.error) };
  const event = buildArrangementEvent(type, { id, at: Math.min(at, now) }, body.data as never);
  const wrong = arrangementDateProblem(event);
  return wrong ? { ok: false, problem: `${wrong.field}: ${wrong.problem}` } : { ok: true, event };
}

/** The signing deadline where a proposal names none. */
export function usualSignBy(now: Instant) {
  return addDays(localDate(now), SIGN_DAYS);
}
