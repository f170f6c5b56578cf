/** What happens in a run as one reads it: what debtor and department notice, the reasons of a notice with the notice. */
import type { StepId } from '../../../ladder/definition.ts';
import type { Happening } from '../../../ladder/invoice/commands.ts';
import type { Reason } from '../../../ladder/reasons.ts';
import { type Instant, localDay } from '../../../ladder/time/civil.ts';
import type { Played } from './play.ts';
import { dueDayOf, type TryInvoice } from './try.ts';

export interface LogLine {
  /** Its place among the entries of the run. */
  index: number;
  at: Instant;
  /** Counted from the due date. */
  day: number;
  what: Happening;
  step: StepId | null;
  why: readonly Reason[];
}

/** What becomes of a notice once it is intended. */
const OUTCOMES: readonly Happening[] = [
  'notice_sent',
  'notice_refused',
  'notice_in_doubt',
  'notice_withdrawn',
  'notice_deferred',
  'handed_over',
];

/** Every line of a run, in order of time. */
export function logOf({ entries }: Played, invoice: TryInvoice): LogLine[] {
  const due = dueDayOf(invoice);
  const lines: LogLine[] = [];
  const intended = new Map<StepId, readonly Reason[]>();
  for (const [index, { at, what, step, why }] of entries.entries()) {
    if (what === 'notice_intended' && step !== null) {
      intended.set(step, why);
      continue;
    }
    const before = step !== null && OUTCOMES.includes(what) ? intended.get(step) : undefined;
    if (before) intended.delete(step!);
    lines.push({ index, at, day: localDay(at) - due, what, step, why: before ? [...before, ...why] : why });
  }
  return lines;
}

/** The lines of one day. */
export interface LogDay {
  day: number;
  lines: readonly LogLine[];
}

export function byDay(lines: readonly LogLine[]): LogDay[] {
  return [...Map.groupBy(lines, ({ day }) => day)].map(([day, ofDay]) => ({ day, lines: ofDay }));
}

/** The days to which a jump goes: those on which something happens. */
export function jumps(lines: readonly LogLine[], day: number): { back: number | null; next: number | null } {
  const days = lines.map((line) => line.day);
  return {
    back: days.findLast((one) => one < day) ?? null,
    next: days.find((one) => one > day) ?? null,
  };
}

/** What a line is about, for its sign. */
export type LineKind = 'letter' | 'mail' | 'call' | 'task' | 'money' | 'trouble' | 'pause' | 'end' | 'other';

const KINDS: Partial<Record<Happening, LineKind>> = {
  payment: 'money',
  credit_note: 'money',
  reversal: 'money',
  costs_charged: 'money',
  costs_withdrawn: 'money',
  interest_charged: 'money',
  interest_withdrawn: 'money',
  dispute: 'trouble',
  notice_refused: 'trouble',
  notice_in_doubt: 'trouble',
  notice_undelivered: 'trouble',
  notice_deferred: 'trouble',
  promise_broken: 'trouble',
  arrangement_broken: 'trouble',
  promise: 'pause',
  hold: 'pause',
  return_announced: 'pause',
  arrangement_proposed: 'pause',
  arrangement_agreed: 'pause',
  reply: 'pause',
  decision_asked: 'task',
  attention_asked: 'task',
  closed: 'end',
  handed_over: 'end',
  write_off: 'end',
};

export function kindOf({ ladder }: Pick<Played, 'ladder'>, { what, step }: Pick<LogLine, 'what' | 'step'>): LineKind {
  const found = KINDS[what];
  if (found) return found;
  const { kind, channel } = { kind: null, channel: null, ...ladder.steps.find(({ id }) => id === step) };
  if (what === 'notice_sent' || what === 'correction_sent') return channel === 'letter' ? 'letter' : 'mail';
  if (what.startsWith('task_')) return kind === 'call' ? 'call' : 'task';
  return 'other';
}

/** What reaches the debtor, or a person is asked to do: the lines that are shown on the time line. */
const CONTACTS: readonly Happening[] = [
  'notice_sent',
  'correction_sent',
  'task_opened',
  'decision_asked',
  'handed_over',
  'closed',
];
export const isContact = ({ what }: Pick<LogLine, 'what'>): boolean => CONTACTS.includes(what);
