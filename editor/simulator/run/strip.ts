/** The ladder as one invoice climbs it: its steps in order of time, and what of each there is at a day. */
import type { Step } from '../../../ladder/definition.ts';
import type { Happening } from '../../../ladder/invoice/commands.ts';
import { type Instant, localDay } from '../../../ladder/time/civil.ts';
import { type Played, standingAt } from './play.ts';
import { dueDayOf, type TryInvoice } from './try.ts';

export type StripStatus = 'done' | 'here' | 'coming' | 'left_out';

export interface StripStep {
  step: Step;
  status: StripStatus;
  /** When it first happens, counted from the due date; null where it does not. */
  day: number | null;
}

/** What happens at a step without its being carried out. */
const PASSED: readonly Happening[] = ['started', 'step_skipped', 'step_left_out', 'closed', 'reopened'];

/** The steps in order of time; those that are left out come last, as they stand in the ladder. */
export function stripOf(played: Played, invoice: TryInvoice, end: Instant): StripStep[] {
  const { ladder, entries } = played;
  const now = standingAt(played, end)?.state;
  const here = now?.phase === 'climbing' ? (now.position?.step ?? null) : null;
  const due = dueDayOf(invoice);
  const steps = ladder.steps.map((step) => {
    const ends = step.kind === 'end';
    const own = entries.filter(({ step: id, what }) => id === step.id && (ends || !PASSED.includes(what)));
    const first = own[0]?.at ?? null;
    const status: StripStatus =
      step.id === here ? 'here' : first === null ? 'left_out' : first <= end ? 'done' : 'coming';
    return { step, status, at: first ?? Number.POSITIVE_INFINITY };
  });
  // Where it stands and nothing comes of it any more, it stands after what is done.
  const order = (one: (typeof steps)[number]) =>
    one.status === 'here' && one.at === Number.POSITIVE_INFINITY ? end : one.at;
  return steps
    .toSorted((a, b) => compare(order(a), order(b)))
    .map(({ step, status, at }) => ({ step, status, day: Number.isFinite(at) ? localDay(at) - due : null }));
}

const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);
