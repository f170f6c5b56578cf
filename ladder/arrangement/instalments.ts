/** The instalments (termijnbedragen) of an arrangement, built from a plan: exact to the cent, each on a day that banks work. */
import type { Cents } from '../money.ts';
import { bankCalendar, type ClosedBecause, rollToOpen } from '../time/calendar.ts';
import { addDays, type CivilDate, civilParts, dateOf, dayOf, epochDay, isCivilDate } from '../time/civil.ts';

/** An amount on a day. */
export interface Portion {
  on: CivilDate;
  cents: Cents;
}

interface PlanCommon {
  /** All that is arranged: what was open on the covered invoices when the arrangement was agreed. */
  totalCents: Cents;
  /** A first payment (aanbetaling) ahead of the instalments, part of the total. */
  deposit?: Portion;
}

export type Plan = PlanCommon &
  (
    | {
        kind: 'equal';
        /** How many instalments, the deposit not counted. */
        count: number;
        firstOn: CivilDate;
        every: 'week' | 'month';
        /** Which instalment bears the cents that do not divide. Default `last`. */
        remainder?: 'first' | 'last';
      }
    /** Days in order, amounts that together with the deposit make the total. */
    | { kind: 'dates'; portions: Portion[] }
  );

export interface Instalment {
  /** 1, 2, …; the deposit is 0. A shortfall that got a new day keeps the number of its instalment. */
  n: number;
  /** 0; raised each time that a person gave a shortfall a new day. */
  turn: number;
  cents: Cents;
  /** The day on which it has to be paid: a day on which banks work. */
  on: CivilDate;
  /** The day of the plan, before it was rolled. */
  planned: CivilDate;
  /** Why the day of the plan was closed; empty when it was not. */
  because: ClosedBecause[];
}

/** Ten years by the month. */
export const MAX_INSTALMENTS = 120;

export type PlanProblem =
  | 'no_amount'
  | 'too_few_instalments'
  | 'too_many_instalments'
  | 'bad_date'
  | 'not_in_order'
  | 'sum_differs';

/** What is wrong with a plan, or null: for whoever takes one from outside. */
export function planProblem(plan: Plan): PlanProblem | null {
  const { totalCents, deposit } = plan;
  if (!isAmount(totalCents)) return 'no_amount';
  const count = plan.kind === 'equal' ? plan.count : plan.portions.length;
  if (!Number.isInteger(count) || count < 1) return 'too_few_instalments';
  if (count > MAX_INSTALMENTS) return 'too_many_instalments';
  const dates = [deposit?.on, ...(plan.kind === 'equal' ? [plan.firstOn] : plan.portions.map(({ on }) => on))];
  const given = dates.filter((on) => on !== undefined);
  if (!given.every(isCivilDate)) return 'bad_date';
  if (given.some((on, index) => index > 0 && on <= given[index - 1]!)) return 'not_in_order';
  if (deposit && !isAmount(deposit.cents)) return 'no_amount';
  const rest = totalCents - (deposit?.cents ?? 0);
  if (plan.kind === 'equal') return rest < count ? 'no_amount' : null;
  if (!plan.portions.every(({ cents }) => isAmount(cents))) return 'no_amount';
  return plan.portions.reduce((sum, { cents }) => sum + cents, 0) === rest ? null : 'sum_differs';
}

/** The instalments of a plan, in order; together exactly its total. Throws a RangeError where `planProblem` finds one. */
export function instalments(plan: Plan): Instalment[] {
  const problem = planProblem(plan);
  if (problem) throw new RangeError(`The plan of the arrangement is not possible: ${problem}.`);
  const { deposit, totalCents } = plan;
  const portions = plan.kind === 'dates' ? plan.portions : equalPortions(plan, totalCents - (deposit?.cents ?? 0));
  return [
    ...(deposit ? [instalment(0, deposit)] : []),
    ...portions.map((portion, index) => instalment(index + 1, portion)),
  ];
}

/** An instalment on the first day from the one planned on which banks work. */
export function instalment(n: number, { on: planned, cents }: Portion, turn = 0): Instalment {
  const day = rollToOpen(bankCalendar, dayOf(planned), 1);
  const because = new Set<ClosedBecause>();
  for (let closed = dayOf(planned); closed < day; closed++) because.add(bankCalendar(closed)!);
  return { n, turn, cents, on: dateOf(day), planned, because: [...because] };
}

function equalPortions(plan: Extract<Plan, { kind: 'equal' }>, cents: Cents): Portion[] {
  const { count, firstOn, every, remainder = 'last' } = plan;
  const each = Math.floor(cents / count);
  const bearer = remainder === 'first' ? 0 : count - 1;
  return Array.from({ length: count }, (_, index) => ({
    on: every === 'week' ? addDays(firstOn, 7 * index) : addMonths(firstOn, index),
    cents: index === bearer ? cents - each * (count - 1) : each,
  }));
}

/** The same day of a later month, or its last day where it is shorter: 31 January, 28 February, 31 March. */
export function addMonths(date: CivilDate, months: number): CivilDate {
  const { year, month, day } = civilParts(dayOf(date));
  const index = year * 12 + (month - 1) + months;
  const monthStart = (at: number) => epochDay(Math.floor(at / 12), (at % 12) + 1, 1);
  const last = monthStart(index + 1) - monthStart(index);
  return dateOf(monthStart(index) + Math.min(day, last) - 1);
}

function isAmount(cents: number): boolean {
  return Number.isSafeInteger(cents) && cents > 0;
}
