/** Two versions of a ladder beside each other: every step of both once, in the order of their days. */
import type { Difference } from '../../ladder/compare/compare.ts';
import type { Ladder, Localised, Step, StepId } from '../../ladder/definition.ts';
import type { ExampleInvoice } from '../time-axis/course.ts';
import { type Nominal, nominalDays } from '../time-axis/nominal.ts';

export interface MergedStep {
  id: StepId;
  is: 'same' | 'changed' | 'added' | 'removed';
  /** As it will be; as it was where it is removed. */
  step: Step;
  /** Days since the due date of the example invoice; null where it has none. */
  was: number | null;
  becomes: number | null;
  /** What differs, in sentences. */
  sentences: Localised[];
}

/** `from` is null for a new ladder: then all is added. */
export function mergedSteps(
  from: Ladder | null,
  to: Ladder,
  differences: readonly Difference[],
  example: ExampleInvoice,
): MergedStep[] {
  const nominal = nominalDays(to, example);
  const [before, after] = [from && daysOf(nominalDays(from, example)), daysOf(nominal)];
  const old = new Map(from?.steps.map((step) => [step.id, step]));
  const said = (id: StepId) => differences.filter(({ steps }) => steps[0] === id).map(({ sentence }) => sentence);
  const rows = to.steps.map((step): MergedStep => {
    const sentences = said(step.id);
    const was = before?.get(step.id) ?? null;
    const becomes = after.get(step.id) ?? null;
    // One that another moves along is changed too: its day is what debtors notice.
    const is = !old.has(step.id) ? 'added' : sentences.length > 0 || was !== becomes ? 'changed' : 'same';
    return { id: step.id, is, step, was, becomes, sentences };
  });
  const gone = (from?.steps ?? [])
    .filter(({ id }) => !to.steps.some((step) => step.id === id))
    .map((step): MergedStep => {
      return {
        id: step.id,
        is: 'removed',
        step,
        was: before!.get(step.id) ?? null,
        becomes: null,
        sentences: said(step.id),
      };
    });
  const day = (row: MergedStep) => row.becomes ?? row.was ?? Number.POSITIVE_INFINITY;
  const place = new Map([...nominal.graph.order, ...gone.map(({ id }) => id)].map((id, at) => [id, at]));
  return [...rows, ...gone].sort((a, b) => day(a) - day(b) || (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
}

const daysOf = ({ days }: Nominal) => new Map([...days].map(([id, { day }]): [StepId, number | null] => [id, day]));
