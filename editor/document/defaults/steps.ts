/** New steps with sensible defaults: they fit between what comes before and after, and fill in what the law asks. */

import { reachedFrom } from '../../../ladder/check/paths.ts';
import {
  type Condition,
  DEFAULT_NOTICES,
  type DecideStep,
  type Ladder,
  LEGAL_NOTICES,
  type NoticeKind,
  type Step,
  type StepId,
  type Timing,
} from '../../../ladder/definition.ts';
import { FOURTEEN_DAY_TERM } from '../../../ladder/law/terms.ts';
import { noticeBefore } from '../anchors.ts';
import type { NewStep } from '../command.ts';
import { DONE, defaultName } from './texts.ts';

/** What a notice of default usually gives (art. 6:82 BW asks for a reasonable term). */
const USUAL_TERM_DAYS = 14;
/** Between two contacts, where nothing else says when the next comes. */
const USUAL_DISTANCE_DAYS = 7;
/** After the due date, for what comes first. */
const FIRST_DAYS = 3;

/** The edge on which a new step comes: what leads there, and where it leads. */
export interface Between {
  ladder: Ladder;
  from: Step | null;
  to: StepId;
}

/** A step of a kind between two others; it leads on to the second, by each of its ways. */
export function newStep(
  id: StepId,
  step: NewStep,
  { name, when }: Pick<Step, 'name'> & { when?: Timing },
  at: Between,
): Step {
  const common = { id, name };
  const next = at.to;
  switch (step.kind) {
    case 'send':
      return {
        ...common,
        kind: 'send',
        notice: step.notice,
        channel: LEGAL_NOTICES.includes(step.notice) ? 'letter' : 'email-or-letter',
        when: when ?? contactTiming(at),
        ...termOf(step.notice),
        next,
      };
    case 'call':
      return {
        ...common,
        kind: 'call',
        when: when ?? contactTiming(at),
        deadline: { days: 3, unit: 'workdays' },
        next,
      };
    case 'task':
      return {
        ...common,
        kind: 'task',
        when: when ?? AT_ONCE,
        outcomes: [{ id: 'afgehandeld', name: DONE, next }],
        deadline: { days: 5, unit: 'workdays', next },
      };
    case 'decide':
      return newChoice(id, name, [{ field: 'debtorKind', in: ['consumer'] }], next);
    case 'charge':
      return { ...common, kind: 'charge', charge: step.charge, when: when ?? NEXT_WORKDAY, next };
    case 'deliveries':
      return { ...common, kind: 'deliveries', action: step.action, when: when ?? NEXT_WORKDAY, next };
    case 'approve':
      return { ...common, kind: 'approve', when: when ?? AT_ONCE, next, refused: endAfter(at.ladder, next) };
    case 'handover':
      return { ...common, kind: 'handover', when: when ?? handoverTiming(at) };
    case 'end':
      return { ...common, kind: 'end' };
  }
}

/** A choice of which both ways lead to the same step, until one gets steps of its own. */
export function newChoice(id: StepId, name: Step['name'], all: Condition[], next: StepId): DecideStep {
  return { id, name, kind: 'decide', rows: [{ all, next }], otherwise: next };
}

/** The name of a new step, unless one was given. */
export const nameFor = (step: NewStep, given: Step['name'] | undefined): Step['name'] => given ?? defaultName(step);

const AT_ONCE: Timing = { days: 0, unit: 'days', after: 'previous' };
const NEXT_WORKDAY: Timing = { days: 1, unit: 'workdays', after: 'previous' };

function termOf(notice: NoticeKind): { termDays?: number } {
  if (notice === 'fourteen-day-letter') return { termDays: FOURTEEN_DAY_TERM };
  return DEFAULT_NOTICES.includes(notice) ? { termDays: USUAL_TERM_DAYS } : {};
}

/** Halfway between two steps that both count from the due date; else some days after the one before. */
function contactTiming({ ladder, from, to }: Between): Timing {
  const days = (step: Step | undefined | null) =>
    step && 'when' in step && step.when.after === 'due' && step.when.unit === 'days' ? step.when.days : null;
  if (from === null) return { days: FIRST_DAYS, unit: 'days', after: 'due' };
  const [before, after] = [days(from), days(ladder.steps.find(({ id }) => id === to))];
  const { gap } = ladder.contact;
  if (before !== null && after !== null && after - before >= Math.max(2, 2 * gap)) {
    return { days: Math.round((before + after) / 2), unit: 'days', after: 'due' };
  }
  return { days: Math.max(gap, USUAL_DISTANCE_DAYS), unit: 'days', after: 'previous' };
}

/** After the term of the notice that goes before, where there is one. */
function handoverTiming({ ladder, from }: Between): Timing {
  const notice = from && noticeBefore(ladder, from.id, 'deadline', 'with-it');
  return notice ? { days: 1, unit: 'workdays', after: 'deadline', ofStep: notice } : NEXT_WORKDAY;
}

/** The first end of the ladder that comes after a step; the step itself where none does. */
function endAfter(ladder: Ladder, from: StepId): StepId {
  const ahead = reachedFrom(ladder, [from]);
  return ladder.steps.find(({ id, kind }) => kind === 'end' && ahead.has(id))?.id ?? from;
}
