/** What comes from outside about arrangements, checked: what is proposed, and what happens to it. Workflows never load it. */
import { z } from 'zod';
import type { NoticeEvent } from '../events.ts';
import {
  buildEvent,
  civilDate,
  eventBodies,
  eventId,
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

/** What a proposal leaves open is usual: a week to sign (two by letter), a reminder three days ahead, two bank days to see the money. */
export const SIGN_DAYS = 7;
/** Where the text to sign goes by letter, and may come back by letter. */
const SIGN_DAYS_BY_LETTER = 14;
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
export const proposalTerms = z.strictObject({
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
  letter_printed: eventBodies.letter_printed,
  notice_posted: eventBodies.notice_posted,
  letter_voided: eventBodies.letter_voided,
  notice_bounced: eventBodies.notice_bounced,
  notice_returned: eventBodies.notice_returned,
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
  letter_printed: (envelope, body) => sameAsOfInvoice('letter_printed', envelope, body),
  notice_posted: (envelope, body) => sameAsOfInvoice('notice_posted', envelope, body),
  letter_voided: (envelope, body) => sameAsOfInvoice('letter_voided', envelope, body),
  notice_bounced: (envelope, body) => sameAsOfInvoice('notice_bounced', envelope, body),
  notice_returned: (envelope, body) => sameAsOfInvoice('notice_returned', envelope, body),
};

/** Letters, and what came back, are told as those of an invoice. */
function sameAsOfInvoice<T extends NoticeEvent['type']>(type: T, envelope: Envelope, body: Body<T>): NoticeEvent {
  return buildEvent(type, envelope, body as never) as NoticeEvent;
}

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
  const happened =
    event.type === 'signed' ||
    event.type === 'notice_posted' ||
    event.type === 'notice_bounced' ||
    event.type === 'notice_returned';
  if (happened && event.on > today) {
    return { field: 'on', problem: `lies after ${today}, the day on which it became known` };
  }
  return null;
}

const TYPES = Object.values(ARRANGEMENT_SIGNALS) as [OutsideType, ...OutsideType[]];
const eventEnvelope = z.looseObject({ type: z.enum(TYPES), id: eventId, at: instant.optional() });

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
export function usualSignBy(now: Instant, byEmail: boolean) {
  return addDays(localDate(now), byEmail ? SIGN_DAYS : SIGN_DAYS_BY_LETTER);
}
