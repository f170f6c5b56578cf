/**
 * Judges a ladder that is well formed: named rules, each a sentence that says what is wrong at which step. A ladder with a
 * problem is not published.
 */
import { compile, followers } from './compiled.ts';
import {
  type Anchor,
  type CallStep,
  DEFAULT_NOTICES,
  LANGUAGES,
  type Ladder,
  type SendStep,
  type Step,
  type StepId,
  type TimedStep,
} from './definition.ts';
import { presupposesDelay } from './schedule.ts';
import { fieldsIn, unknownFields } from './texts.ts';
import { type Calendar, rollToOpen } from './time/calendar.ts';
import { dayOf } from './time/civil.ts';

export type Rule =
  | 'duplicate-step'
  | 'unknown-step'
  | 'cycle'
  | 'unreachable'
  | 'missing-text'
  | 'unknown-text'
  | 'unknown-merge-field'
  | 'unanswered-merge-field'
  | 'anchor-without-notice'
  | 'anchor-not-before'
  | 'timing-impossible'
  | 'window-empty'
  | 'call-hours'
  | 'office-closed'
  | 'handover-without-notice'
  | 'notice-without-term'
  | 'term-too-short'
  | 'notice-before-due'
  | 'duplicate-outcome';

export interface Problem {
  /** The step that is meant; null for the ladder as a whole. */
  step: StepId | null;
  rule: Rule;
  sentence: string;
}

/** Every problem of a ladder, in the order of its steps; empty for one that may be published. */
export function check(ladder: Ladder): Problem[] {
  const shape = [...duplicates(ladder), ...unknownSteps(ladder)];
  // Paths mean nothing while steps are missing, and have no end while there is a cycle.
  if (shape.length > 0) return shape;
  const cycle = cycles(ladder);
  if (cycle.length > 0) return cycle;
  const office = officeDays(ladder);
  if (office.length > 0) return office;
  return [
    ...reachability(ladder),
    ...ladder.steps.flatMap((step) => [...texts(ladder, step), ...timing(ladder, step), ...law(ladder, step)]),
    ...strayTexts(ladder),
  ];
}

/** The steps at which a case begins, or to which something that happens brings it. */
function entries({ start, events }: Ladder): StepId[] {
  const targets = [events?.promise?.broken, events?.dispute?.reentry, events?.arrangement?.reentry];
  return [start, ...targets.filter((target) => target !== undefined)];
}

const stepOf = (ladder: Ladder) => new Map(ladder.steps.map((step) => [step.id, step]));

function duplicates(ladder: Ladder): Problem[] {
  const seen = new Set<StepId>();
  return ladder.steps.flatMap((step): Problem[] => {
    if (!seen.has(step.id)) {
      seen.add(step.id);
      return duplicateOutcomes(step);
    }
    return [
      { step: step.id, rule: 'duplicate-step', sentence: `Two steps have the id "${step.id}"; give one another id.` },
    ];
  });
}

function duplicateOutcomes(step: Step): Problem[] {
  if (step.kind !== 'task') return [];
  const ids = step.outcomes.map((outcome) => outcome.id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice === undefined) return [];
  return [
    { step: step.id, rule: 'duplicate-outcome', sentence: `Two outcomes of "${step.id}" have the id "${twice}".` },
  ];
}

function unknownSteps(ladder: Ladder): Problem[] {
  const known = stepOf(ladder);
  const named: [StepId | null, StepId][] = entries(ladder).map((entry) => [null, entry]);
  for (const step of ladder.steps) {
    for (const next of followers(step)) named.push([step.id, next]);
    for (const { ofStep } of anchors(step)) if (ofStep !== undefined) named.push([step.id, ofStep]);
  }
  return named
    .filter(([, target]) => !known.has(target))
    .map(([step, target]) => ({
      step,
      rule: 'unknown-step',
      sentence: `${step === null ? 'The ladder, or its "events", begins at' : `"${step}" refers to`} "${target}", and there is no such step.`,
    }));
}

function anchors(step: Step): Anchor[] {
  if (!('when' in step)) return [];
  return step.when.notBefore ? [step.when, step.when.notBefore] : [step.when];
}

function cycles(ladder: Ladder): Problem[] {
  const steps = stepOf(ladder);
  const done = new Set<StepId>();
  const onPath = new Set<StepId>();
  const visit = (id: StepId): Problem[] => {
    if (onPath.has(id)) {
      return [
        { step: id, rule: 'cycle', sentence: `A path leads from "${id}" back to itself; a ladder only goes up.` },
      ];
    }
    if (done.has(id)) return [];
    onPath.add(id);
    const found = followers(steps.get(id)!).flatMap(visit);
    onPath.delete(id);
    done.add(id);
    return found;
  };
  return ladder.steps.flatMap((step) => visit(step.id));
}

function reachability(ladder: Ladder): Problem[] {
  const steps = stepOf(ladder);
  const reached = new Set<StepId>();
  const queue = entries(ladder);
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    queue.push(...followers(steps.get(id)!));
  }
  return ladder.steps
    .filter((step) => !reached.has(step.id))
    .map((step) => ({
      step: step.id,
      rule: 'unreachable',
      sentence: `No path leads to "${step.id}"; connect it or remove it.`,
    }));
}

// ---- Texts

const HAS_TEXT: readonly Step['kind'][] = ['send', 'call', 'task', 'approve'];

function texts(ladder: Ladder, step: Step): Problem[] {
  if (!HAS_TEXT.includes(step.kind)) return [];
  return LANGUAGES.flatMap((language): Problem[] => {
    const text = ladder.texts[language][step.id];
    if (!text) {
      return [{ step: step.id, rule: 'missing-text', sentence: `"${step.id}" has no text in language "${language}".` }];
    }
    const unknown = unknownFields(text).map(
      (field): Problem => ({
        step: step.id,
        rule: 'unknown-merge-field',
        sentence: `The text of "${step.id}" in language "${language}" uses "${field}", which is no merge field or does not stand alone.`,
      }),
    );
    if (step.kind !== 'send' || step.termDays !== undefined || !fieldsIn(text).includes('notice.deadline'))
      return unknown;
    return [
      ...unknown,
      {
        step: step.id,
        rule: 'unanswered-merge-field',
        sentence: `The text of "${step.id}" in language "${language}" states a final payment date, but the step has no "termDays".`,
      },
    ];
  });
}

function strayTexts(ladder: Ladder): Problem[] {
  const steps = stepOf(ladder);
  return LANGUAGES.flatMap((language) =>
    Object.keys(ladder.texts[language])
      .filter((id) => !steps.has(id))
      .map(
        (id): Problem => ({
          step: id,
          rule: 'unknown-text',
          sentence: `There is a text in language "${language}" for "${id}", and no such step.`,
        }),
      ),
  );
}

// ---- Timing

/** A week is sampled, and every date that the office closes besides: where a calendar opens after each, it always does. */
function opensNever(calendar: Calendar, ladder: Ladder): boolean {
  const week = dayOf('2026-06-01');
  const days = [0, 1, 2, 3, 4, 5, 6].map((day) => week + day).concat(ladder.office.closed.map(dayOf));
  try {
    for (const day of days) {
      rollToOpen(calendar, day, 1);
      rollToOpen(calendar, day, -1);
    }
    return false;
  } catch (error) {
    if (error instanceof RangeError) return true;
    throw error;
  }
}

function officeDays(ladder: Ladder): Problem[] {
  if (!opensNever(compile(ladder).office, ladder)) return [];
  const sentence = 'The office is closed for months on end; take closed dates out.';
  return [{ step: null, rule: 'office-closed', sentence }];
}

function timing(ladder: Ladder, step: Step): Problem[] {
  if (!('when' in step)) return [];
  const { when } = step;
  const problems: Problem[] = [];
  const window = when.window ?? ladder.contact.window;
  const closed = opensNever(compile(ladder).hours(step as TimedStep).calendar, ladder);
  if (closed) {
    problems.push({
      step: step.id,
      rule: 'window-empty',
      sentence: `"${step.id}" may only happen on weekdays on which the office is closed.`,
    });
  }
  if (window.from >= window.to) {
    problems.push({
      step: step.id,
      rule: 'window-empty',
      sentence: `The hours of "${step.id}" end at ${window.to}, not after they begin at ${window.from}.`,
    });
  }
  if (when.latest !== undefined && when.after === 'due' && when.unit === 'days' && when.days > when.latest) {
    problems.push({
      step: step.id,
      rule: 'timing-impossible',
      sentence: `"${step.id}" is planned on day ${when.days} but may not be later than day ${when.latest}.`,
    });
  }
  if (step.kind === 'call') problems.push(...callHours(ladder, step));
  for (const anchor of anchors(step)) problems.push(...anchorProblems(ladder, step, anchor));
  return problems;
}

function anchorProblems(ladder: Ladder, step: TimedStep, anchor: Anchor): Problem[] {
  if (anchor.after !== 'received' && anchor.after !== 'deadline') return [];
  const notice = anchor.ofStep === undefined ? undefined : stepOf(ladder).get(anchor.ofStep);
  if (notice?.kind !== 'send') {
    return [
      {
        step: step.id,
        rule: 'anchor-without-notice',
        sentence: `"${step.id}" counts from a notice; name a "send" step in "ofStep".`,
      },
    ];
  }
  if (anchor.after === 'deadline' && notice.termDays === undefined) {
    return [
      {
        step: step.id,
        rule: 'anchor-without-notice',
        sentence: `"${step.id}" counts from the final payment date of "${notice.id}", which sets none.`,
      },
    ];
  }
  if (!everyPathPasses(ladder, step.id, (candidate) => candidate.id === notice.id)) {
    return [
      {
        step: step.id,
        rule: 'anchor-not-before',
        sentence: `"${step.id}" counts from "${notice.id}", but a path leads to it that does not pass there.`,
      },
    ];
  }
  return [];
}

/** Nobody is called at night or on a Sunday (`dutch-law.md` §5). */
const [CALLS_FROM, CALLS_TO, SUNDAY] = ['07:00', '20:00', 7];

function callHours(ladder: Ladder, { id, when, attempts }: CallStep): Problem[] {
  const windows = attempts?.map(({ window }) => window) ?? [when.window ?? ladder.contact.window];
  return windows.flatMap((window, index): Problem[] => {
    const which = attempts ? `Attempt ${index + 1} of "${id}"` : `"${id}"`;
    const problem = (rule: Rule, sentence: string) => ({ step: id, rule, sentence });
    if (attempts && window.from >= window.to) {
      return [problem('window-empty', `${which} ends at ${window.to}, not after it begins at ${window.from}.`)];
    }
    if (window.from >= CALLS_FROM && window.to <= CALLS_TO && !window.weekdays?.includes(SUNDAY)) return [];
    const sentence = `${which} calls at night or on a Sunday; keep to ${CALLS_FROM} until ${CALLS_TO}, Monday to Saturday.`;
    return [problem('call-hours', sentence)];
  });
}

// ---- Law

/** Fourteen days that begin the day after receipt, and a day to be safe (`dutch-law.md` §2). */
const FOURTEEN_DAY_TERM = 15;

function law(ladder: Ladder, step: Step): Problem[] {
  if (step.kind === 'send' && DEFAULT_NOTICES.includes(step.notice) && step.termDays === undefined) {
    return [
      {
        step: step.id,
        rule: 'notice-without-term',
        sentence: `"${step.id}" puts the debtor in default and must set a term: add "termDays".`,
      },
    ];
  }
  if (step.kind === 'send' && step.notice === 'fourteen-day-letter' && (step.termDays ?? 0) < FOURTEEN_DAY_TERM) {
    const sentence = `"${step.id}" must give ${FOURTEEN_DAY_TERM} days from receipt (art. 6:96(6) BW): set "termDays".`;
    return [{ step: step.id, rule: 'term-too-short', sentence }];
  }
  if ('when' in step && presupposesDelay(step) && step.when.latest !== undefined && step.when.latest < 1) {
    const sentence = `"${step.id}" must be done by day ${step.when.latest}, before the debtor is late; nothing may be demanded then.`;
    return [{ step: step.id, rule: 'notice-before-due', sentence }];
  }
  if (step.kind !== 'handover') return [];
  const demands = (candidate: Step): candidate is SendStep =>
    candidate.kind === 'send' && DEFAULT_NOTICES.includes(candidate.notice);
  if (everyPathPasses(ladder, step.id, demands)) return [];
  return [
    {
      step: step.id,
      rule: 'handover-without-notice',
      sentence: `A path leads to "${step.id}" without a notice of default or final demand; a claim that was not demanded may not be handed over.`,
    },
  ];
}

/** True when every path from the start, or from where an event leads, to a step passes, before it, one that the test accepts. */
function everyPathPasses(ladder: Ladder, target: StepId, passes: (step: Step) => boolean): boolean {
  const steps = stepOf(ladder);
  const seen = new Set<StepId>();
  const queue = entries(ladder);
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (id === target) return false;
    const step = steps.get(id)!;
    if (seen.has(id) || passes(step)) continue;
    seen.add(id);
    queue.push(...followers(step));
  }
  return true;
}
