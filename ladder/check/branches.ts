/** Rules of choices: rows that never decide, kinds of debtor for which nothing happens, approvals without effect. */

import { canHold, isTaken } from '../covering.ts';
import { DEBTOR_KINDS, type DebtorKind, type Ladder } from '../definition.ts';
import { followers } from '../edges.ts';
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
