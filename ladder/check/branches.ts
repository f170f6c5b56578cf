/** Rules of choices: rows that never decide, kinds of debtor for which nothing happens, approvals without effect. */
import { followers } from '../compiled.ts';
import { type Condition, DEBTOR_KINDS, type DebtorKind, type Ladder } from '../definition.ts';
import type { Finding } from './findings.ts';
import { stepsById, waysFor } from './paths.ts';
import type { Placed } from './places.ts';

export function rows({ step, at }: Placed): Finding[] {
  if (step.kind !== 'decide') return [];
  return step.rows.flatMap(({ all }, index): Finding[] => {
    const before = step.rows.slice(0, index).map((row) => row.all);
    if (canHold(all) && !isTaken(all, before)) return [];
    return [{ rule: 'row-never-holds', step: step.id, pointer: `${at}/rows/${index}`, row: index + 1 }];
  });
}

/** False for conditions that contradict each other. */
export function canHold(all: readonly Condition[]): boolean {
  return all.every((one) => all.every((other) => one.field !== other.field || overlap(one, other)));
}

/** True when rows before one take every case for which it holds. */
export function isTaken(all: readonly Condition[], before: readonly (readonly Condition[])[]): boolean {
  if (before.some((row) => row.every((condition) => all.some((own) => implies(own, condition))))) return true;
  const kinds = kindsOf(all);
  const taken = before.filter((row) => row.every(({ field }) => field === 'debtorKind')).flatMap(kindsOf);
  return kinds.every((kind) => taken.includes(kind));
}

/** The kinds of debtor for which conditions can hold. */
function kindsOf(all: readonly Condition[]): DebtorKind[] {
  return DEBTOR_KINDS.filter((kind) => all.every((one) => one.field !== 'debtorKind' || one.in.includes(kind)));
}

const least = ({ atLeast = Number.NEGATIVE_INFINITY }: { atLeast?: number }) => atLeast;
const most = ({ below = Number.POSITIVE_INFINITY }: { below?: number }) => below;

/** Whether two conditions on one field can hold at once; one with itself tells whether it can hold at all. */
function overlap(one: Condition, other: Condition): boolean {
  if ('in' in one && 'in' in other) {
    const values: readonly string[] = other.in;
    return one.in.some((value) => values.includes(value));
  }
  if ('in' in one || 'in' in other) return false;
  return Math.max(least(one), least(other)) < Math.min(most(one), most(other));
}

/** True when the first condition never holds without the second. */
function implies(one: Condition, other: Condition): boolean {
  if (one.field !== other.field) return false;
  if ('in' in one && 'in' in other) {
    const values: readonly string[] = other.in;
    return one.in.every((value) => values.includes(value));
  }
  if ('in' in one || 'in' in other) return false;
  return least(one) >= least(other) && most(one) <= most(other);
}

/** A kind of debtor whom the ladder leaves alone, where it does something for others. */
export function kinds(ladder: Ladder): Finding[] {
  const left = DEBTOR_KINDS.filter((kind) => !doesSomething(ladder, kind));
  if (left.length === DEBTOR_KINDS.length) return [];
  return left.map((kind) => ({ rule: 'kind-without-step', step: null, pointer: '/start', kind }));
}

function doesSomething(ladder: Ladder, kind: DebtorKind): boolean {
  const steps = stepsById(ladder);
  const queue = [ladder.start];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    const step = steps.get(id)!;
    if ('when' in step) return true;
    queue.push(...waysFor(kind)(step));
  }
  return false;
}

/** A refusal that changes nothing. */
export function approvals({ step, at }: Placed): Finding[] {
  if (step.kind !== 'approve' || new Set(followers(step)).size > 1) return [];
  return [{ rule: 'approval-without-effect', step: step.id, pointer: `${at}/refused` }];
}
