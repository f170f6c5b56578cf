/**
 * Which step of one version of a ladder is which step of another. A step that both have is itself; one that was removed is
 * the added notice of its kind, where there is one of each; else a person says where it went.
 */
import { DEFAULT_NOTICES, type Ladder, LEGAL_NOTICES, type NoticeKind, type Step, type StepId } from '../definition.ts';
import type { InvoiceState } from '../invoice/state.ts';

/** What a person says of removed steps: ids of the old version to ids of the new one. */
export type GivenMapping = Readonly<Record<StepId, StepId>>;
/** The whole: every step of the old version that has a counterpart in the new one. */
export type StepMapping = ReadonlyMap<StepId, StepId>;

export type ChangeRule =
  | 'other-ladder'
  | 'same-version'
  | 'unknown-step'
  | 'step-still-there'
  | 'unmapped-step'
  | 'kind-differs';

/** Why a change as a whole may not be made. */
export interface ChangeProblem {
  /** The step of the old version that is meant; null for the ladder as a whole. */
  step: StepId | null;
  rule: ChangeRule;
  sentence: string;
}

/** The whole mapping: what was given, and what needs no saying. */
export function completeMapping(from: Ladder, to: Ladder, given: GivenMapping): StepMapping {
  const mapping = new Map<StepId, StepId>();
  const kept = new Set(to.steps.map(({ id }) => id));
  const old = new Set(from.steps.map(({ id }) => id));
  const removed = from.steps.filter(({ id }) => !kept.has(id));
  const added = to.steps.filter(({ id }) => !old.has(id));
  for (const { id } of from.steps) {
    if (kept.has(id)) mapping.set(id, id);
    else if (Object.hasOwn(given, id)) mapping.set(id, given[id]!);
  }
  for (const step of removed) {
    if (step.kind !== 'send' || mapping.has(step.id)) continue;
    const ofKind = (one: Step) => one.kind === 'send' && one.notice === step.notice;
    const counterparts = added.filter(ofKind);
    if (counterparts.length === 1 && removed.filter(ofKind).length === 1) mapping.set(step.id, counterparts[0]!.id);
  }
  return mapping;
}

/** True when what was done at one step counts as done at the other. */
export function sameSort(a: Step, b: Step): boolean {
  return a.kind === 'send' ? isOfSort(b, a.notice) : a.kind === b.kind;
}

/** True for a step that sends a notice of a kind, or one that stands for it. */
export function isOfSort(step: Step, kind: NoticeKind): boolean {
  if (step.kind !== 'send') return false;
  return step.notice === kind || (DEFAULT_NOTICES.includes(step.notice) && DEFAULT_NOTICES.includes(kind));
}

export function isLegalNotice(step: Step): boolean {
  return step.kind === 'send' && LEGAL_NOTICES.includes(step.notice);
}

/** The steps at which an invoice stands, or of which a notice went out. */
export function stepsOf({ position, notices }: InvoiceState): StepId[] {
  return [...(position ? [position.step] : []), ...notices.map(({ step }) => step)];
}

/**
 * What stands in the way of a change: first what is wrong with the mapping, then the removed steps without a counterpart
 * at which running invoices stand or that they have behind them (`used`).
 */
export function changeProblems(
  from: Ladder,
  to: Ladder,
  given: GivenMapping,
  used: ReadonlySet<StepId>,
): ChangeProblem[] {
  const whole = (rule: ChangeRule, sentence: string): ChangeProblem[] => [{ step: null, rule, sentence }];
  if (from.id !== to.id) {
    return whole(
      'other-ladder',
      `"${to.id}" is another ladder than "${from.id}"; a change is between versions of one.`,
    );
  }
  if (from.version === to.version) {
    return whole('same-version', `Version ${to.version} cannot be changed into itself; publish another version first.`);
  }
  const stepOf = (ladder: Ladder, id: StepId) => ladder.steps.find((step) => step.id === id);
  const problems: ChangeProblem[] = [];
  for (const [old, target] of Object.entries(given)) {
    const missing = !stepOf(from, old) ? { id: old, version: from.version } : { id: target, version: to.version };
    if (!stepOf(from, old) || !stepOf(to, target)) {
      const sentence = `The mapping names "${missing.id}", and version ${missing.version} has no such step.`;
      problems.push({ step: old, rule: 'unknown-step', sentence });
    } else if (stepOf(to, old) && target !== old) {
      const sentence = `"${old}" is in version ${to.version} as well and stays itself; take it out of the mapping.`;
      problems.push({ step: old, rule: 'step-still-there', sentence });
    }
  }
  if (problems.length > 0) return problems;
  const mapping = completeMapping(from, to, given);
  for (const step of from.steps.filter(({ id }) => used.has(id))) {
    const target = to.steps.find(({ id }) => id === mapping.get(step.id));
    if (!target) {
      const sentence = `"${step.id}" is not in version ${to.version}, and running invoices stand at it or have it behind them: say in the mapping which step takes its place.`;
      problems.push({ step: step.id, rule: 'unmapped-step', sentence });
    } else if (!mayStandFor(step, target)) {
      const sentence = `"${step.id}" and "${target.id}" of version ${to.version} are not the same sort of notice, and later steps rely on it in law: ${step.id === target.id ? 'give the new step another id' : 'name another step in the mapping'}.`;
      problems.push({ step: step.id, rule: 'kind-differs', sentence });
    }
  }
  return problems;
}

/** A legal notice is followed by one of its sort, and one id never means two sorts of notice: both would count as sent. */
export function mayStandFor(step: Step, target: Step): boolean {
  if (sameSort(step, target)) return true;
  return !isLegalNotice(step) && !(step.id === target.id && isLegalNotice(target));
}

/** Two versions, and which step of the one is taken up at which of the other. */
export interface Mapped {
  from: Ladder;
  to: Ladder;
  mapping: StepMapping;
}

/** The step that a step has become: itself or an added one, of its sort. One that was merged into another is gone. */
export function becameOf({ from, to, mapping }: Mapped, step: Step): Step | null {
  const target = to.steps.find(({ id }) => id === mapping.get(step.id));
  if (!target || !sameSort(step, target)) return null;
  return target.id === step.id || !from.steps.some(({ id }) => id === target.id) ? target : null;
}

/** The steps of the old version that go on in the new one, under the names that they have there. */
export function goingOn(change: Mapped): ReadonlyMap<StepId, StepId> {
  const pairs = change.from.steps.flatMap((step) => {
    const became = becameOf(change, step);
    return became ? [[step.id, became.id] as const] : [];
  });
  return new Map(pairs);
}
