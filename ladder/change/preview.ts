/** What a change of ladder would do, before it is made: for one invoice, and for many. */
import { compile } from '../compiled.ts';
import type { StepId } from '../definition.ts';
import type { Facts } from '../facts.ts';
import type { InvoiceState } from '../invoice/state.ts';
import type { ChangeRefusal } from '../reasons.ts';
import { type PlannedStep, planFrom } from '../simulate.ts';
import { addOpenDays, rollToOpen } from '../time/calendar.ts';
import { type CivilDate, dateOf, type Instant, localDay } from '../time/civil.ts';
import { type Change, changed } from './change.ts';

/**
 * What becomes of an invoice. `at_once`: something is due that would have come later, or not now; `earlier` and `later`:
 * the first thing that differs comes sooner or less soon; `otherwise`: another step comes at the same time.
 */
export type Effect = 'unchanged' | 'at_once' | 'earlier' | 'later' | 'otherwise' | 'waits' | 'refused';
export const EFFECTS: readonly Effect[] = ['unchanged', 'at_once', 'earlier', 'later', 'otherwise', 'waits', 'refused'];

export interface Preview {
  effect: Effect;
  refusal: { because: ChangeRefusal; step: StepId | null } | null;
  /** What comes when nothing happens; in the old version. */
  before: PlannedStep[];
  /** The same in the new version; empty where the change is not taken now. */
  after: PlannedStep[];
  /** The first of each that differs; null where there is none more. */
  difference: { before: PlannedStep | null; after: PlannedStep | null } | null;
}

/** What a change would do to an invoice if it were made at `now`. */
export function previewChange(change: Change, state: InvoiceState, facts: Facts, now: Instant): Preview {
  const before = planFrom(change.from, state, facts, now);
  const result = changed(change, state, facts);
  const nothing = { refusal: null, before, after: [], difference: null };
  if (result.what === 'waits') return { ...nothing, effect: 'waits' };
  if (result.what === 'refused') {
    return { ...nothing, effect: 'refused', refusal: { because: result.because, step: result.step } };
  }
  const after = planFrom(change.to, result.state, facts, now);
  const difference = firstDifference(change, before, after);
  return { effect: effectOf(difference, after, now), refusal: null, before, after, difference };
}

function firstDifference(change: Change, before: readonly PlannedStep[], after: readonly PlannedStep[]) {
  const name = (step: StepId | null) => (step === null ? null : (change.mapping.get(step) ?? step));
  for (let index = 0; index < Math.max(before.length, after.length); index++) {
    const [old, fresh] = [before[index] ?? null, after[index] ?? null];
    const same = old && fresh && old.at === fresh.at && old.what === fresh.what && name(old.step) === fresh.step;
    if (!same) return { before: old, after: fresh };
  }
  return null;
}

function effectOf(difference: Preview['difference'], after: readonly PlannedStep[], now: Instant): Effect {
  if (!difference) return 'unchanged';
  const { before, after: fresh } = difference;
  if (fresh && fresh === nextAction(after) && isAtOnce(fresh, now)) return 'at_once';
  if (!before || !fresh) return fresh ? 'earlier' : 'later';
  if (before.at === fresh.at) return 'otherwise';
  return fresh.at < before.at ? 'earlier' : 'later';
}

/** When the first thing is done that a change brings about at once; null where it brings about none. */
export function atOnce({ effect, after }: Preview): Instant | null {
  return effect === 'at_once' ? nextAction(after)!.at : null;
}

/** The first thing of a plan that a debtor or colleague notices; null where there is none. */
export const nextAction = (planned: readonly PlannedStep[]): PlannedStep | null => planned.find(isDoing) ?? null;

const isDoing = ({ what }: PlannedStep) => what === 'notice_intended' || what === 'task_opened';

/** Due now, or due before now and coming as soon as it can. */
const isAtOnce = ({ at, why }: PlannedStep, now: Instant) => at <= now || why.some(({ code }) => code === 'late');

// ---- Spreading

/** How many invoices a day a change brings before people and debtors at once, unless it says otherwise. */
export const DEFAULT_PER_DAY = 50;

/**
 * Parts what a change makes due at once (`at`: when it would come) over the office's working days, from the first of them
 * on: so many invoices a day, those of one debtor on one day, in an order that only the debtors' ids decide. A debtor with
 * more invoices has a day alone. Gives the first day of each invoice.
 */
export function spreadOver(
  { to }: Pick<Change, 'to'>,
  invoices: readonly { id: string; debtorId: string; at: Instant }[],
  perDay: number,
): Map<string, CivilDate> {
  const byDebtor = new Map<string, string[]>();
  for (const { id, debtorId } of invoices.toSorted((a, b) => (a.debtorId < b.debtorId ? -1 : 1))) {
    byDebtor.set(debtorId, [...(byDebtor.get(debtorId) ?? []), id]);
  }
  const { office } = compile(to);
  const days = new Map<string, CivilDate>();
  if (invoices.length === 0) return days;
  const first = localDay(Math.min(...invoices.map(({ at }) => at)));
  let [day, taken] = [rollToOpen(office, first, 1), 0];
  for (const ids of byDebtor.values()) {
    if (taken > 0 && taken + ids.length > perDay) [day, taken] = [addOpenDays(office, day, 1), 0];
    taken += ids.length;
    for (const id of ids) days.set(id, dateOf(day));
  }
  return days;
}
