/** Rules of anchors that name a notice: it must be one, and have gone out on every path. */
import type { Anchor, Ladder, SendStep, Step, StepId } from '../definition.ts';
import type { Finding } from './findings.ts';
import { everyPathPasses, stepsById } from './paths.ts';
import { anchorsOf, entriesOf, type Placed, type Pointer } from './places.ts';

export function anchors(ladder: Ladder, placed: Placed): Finding[] {
  return anchorsOf(placed).flatMap(({ anchor, at }) => anchorFindings(ladder, placed.step, anchor, at));
}

function anchorFindings(ladder: Ladder, { id }: Step, anchor: Anchor, at: Pointer): Finding[] {
  if (anchor.after !== 'received' && anchor.after !== 'deadline') return [];
  const notice = anchor.ofStep === undefined ? undefined : stepsById(ladder).get(anchor.ofStep);
  const pointer = `${at}/ofStep`;
  const mend = onlyChoice(ladder, id, anchor, pointer);
  if (notice?.kind !== 'send') {
    return [{ rule: 'anchor-without-notice', step: id, pointer, notice: null, ...(mend && { mend }) }];
  }
  if (anchor.after === 'deadline' && notice.termDays === undefined) {
    return [{ rule: 'anchor-without-notice', step: id, pointer, notice: notice.id }];
  }
  if (alwaysBefore(ladder, id, notice.id)) return [];
  return [{ rule: 'anchor-not-before', step: id, pointer, notice: notice.id, ...(mend && { mend }) }];
}

function alwaysBefore(ladder: Ladder, id: StepId, notice: StepId): boolean {
  const entries = entriesOf(ladder).map(({ target }) => target);
  return everyPathPasses(ladder, entries, id, (step) => step.id === notice);
}

/** The notice to count from, where only one went out on every path. */
function onlyChoice(ladder: Ladder, id: StepId, { after, ofStep }: Anchor, path: Pointer) {
  const fits = (step: Step): step is SendStep =>
    step.kind === 'send' && (after === 'received' || step.termDays !== undefined) && alwaysBefore(ladder, id, step.id);
  const [only, ...others] = ladder.steps.filter(fits);
  if (!only || others.length > 0) return null;
  const op = ofStep === undefined ? ('add' as const) : ('replace' as const);
  return { does: 'count-from' as const, step: only.id, operations: [{ op, path, value: only.id }] };
}
