/**
 * Turns reasons and happenings, which are data, into sentences that people like to read. Pure and without the host's
 * locale data: the same reason reads the same in the browser, on the server and in a test.
 */
import type { Condition, DebtorKind, Ladder, Language, NoticeKind, StepId } from '../definition.ts';
import type { PauseCause } from '../events.ts';
import type { Happening } from '../invoice/commands.ts';
import type { StuckCause } from '../invoice/state.ts';
import type { Reason } from '../reasons.ts';
import type { ClosedBecause } from '../time/calendar.ts';
import { en } from './en.ts';
import { nl } from './nl.ts';
import { named, oneLine } from './text.ts';
import type { Names, Subject, Words } from './words.ts';

export interface ExplainContext {
  /** Gives steps and outcomes their names. */
  ladder: Ladder;
  language: Language;
  /** The step that it is about, where known: two task steps may give the same outcome id different names. */
  step?: StepId | null;
}

const WORDS: Record<Language, Words> = { nl, en };

/** How a clause follows the one before it. */
type Link = 'comma' | 'semicolon' | 'and' | 'but' | 'bound';

const LINKS: Record<Reason['code'], Link> = {
  anchor: 'semicolon',
  gap: 'bound',
  other_contact: 'bound',
  not_before: 'bound',
  term_must_pass: 'bound',
  retry: 'semicolon',
  rolled: 'comma',
  latest: 'comma',
  latest_missed: 'semicolon',
  latest_waived: 'semicolon',
  late: 'semicolon',
  hastened: 'semicolon',
  attempt: 'semicolon',
  kept_timing: 'comma',
  spread: 'semicolon',
  bank_data: 'bound',
  held: 'semicolon',
  registered: 'semicolon',
  ladder_chosen: 'semicolon',
  missed: 'but',
  registered_after_latest: 'but',
  may_be_barred: 'semicolon',
  conditions_met: 'semicolon',
  otherwise: 'semicolon',
  task_outcome: 'semicolon',
  task_expired: 'semicolon',
  paid: 'and',
  settled_by_arrangement: 'and',
  within_tolerance: 'and',
  credited: 'and',
  overpaid: 'and',
  written_off: 'semicolon',
  open_again: 'semicolon',
  hold_began: 'semicolon',
  hold_ended: 'semicolon',
  promised: 'semicolon',
  promise_broken: 'semicolon',
  disputed: 'semicolon',
  decided: 'semicolon',
  credit_due: 'semicolon',
  return_announced: 'semicolon',
  replied: 'semicolon',
  arrangement: 'semicolon',
  corrected: 'semicolon',
  sent_again: 'semicolon',
  debtor_status: 'semicolon',
  by_person: 'semicolon',
  ladder_changed: 'semicolon',
  behind: 'semicolon',
  change_refused: 'semicolon',
  payment_unknown: 'semicolon',
  withdrawn: 'semicolon',
  problem: 'semicolon',
  demanded: 'semicolon',
  no_valid_notice: 'semicolon',
  demand_lapsed: 'semicolon',
  reentered: 'semicolon',
  amount: 'semicolon',
  asked: 'semicolon',
  printed: 'semicolon',
  undelivered: 'semicolon',
  costs: 'semicolon',
  costs_withdrawn: 'semicolon',
  interest: 'semicolon',
  interest_withdrawn: 'semicolon',
  not_charged: 'but',
  charged_before: 'but',
  no_principal: 'semicolon',
  nothing_open: 'semicolon',
  trial: 'semicolon',
  left_open: 'semicolon',
  signal_unreadable: 'semicolon',
};

/** One reason as a clause, without capital or full stop: "verplaatst naar dinsdag 28 april 2026 wegens Koningsdag". */
export function explain(reason: Reason, context: ExplainContext): string {
  // The code picks the words of its own reason: `Words` says so for each, which an indexed call cannot express.
  const say = WORDS[context.language].reasons[reason.code] as (reason: Reason, names: Names) => string;
  return say(reason, namesIn(context));
}

/** Reasons as one sentence, with capital and full stop; empty when there are none. */
export function explainAll(reasons: readonly Reason[], context: ExplainContext): string {
  const words = WORDS[context.language];
  const told = withoutMoot(reasons);
  let sentence = '';
  for (const [index, reason] of told.entries()) {
    const clause = explain(reason, context);
    if (index > 0) sentence += `${linkText(told, index, words)}${clause}`;
    else sentence = reason.code === 'anchor' ? words.planned(clause) : clause;
  }
  return sentence === '' ? '' : `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}

/** A step that was left out has no day: of how its day came about, only the anchor is still worth telling. */
function withoutMoot(reasons: readonly Reason[]): readonly Reason[] {
  const leftOut = reasons.some(({ code }) => LINKS[code] === 'but');
  return leftOut ? reasons.filter(({ code }) => LINKS[code] === 'but' || code === 'anchor') : reasons;
}

/** What stands between a reason and the one before it. */
function linkText(reasons: readonly Reason[], index: number, words: Words): string {
  const linkAt = (at: number): Link | null => (reasons[at] ? LINKS[reasons[at].code] : null);
  switch (linkAt(index)) {
    case 'comma':
      return ', ';
    case 'and':
      return linkAt(index + 1) === 'and' ? ', ' : `, ${words.and} `;
    case 'but':
      return `, ${words.but} `;
    case 'bound':
      return linkAt(index - 1) === 'bound' ? `, ${words.and} ` : `, ${words.but} `;
    default:
      return '; ';
  }
}

/** The headline of a timeline entry: "Betalingsherinnering verstuurd". */
export function describe(what: Happening, step: StepId | null, context: ExplainContext): string {
  return WORDS[context.language].happenings[what](step === null ? null : subjectOf(step, context));
}

/**
 * What a person chose, as on a button: an outcome of a call, of a task step, or of a question of the engine. Without
 * `context.step` the engine's own outcomes come first, then the first task step that knows the id.
 */
export function outcomeLabel(outcome: string, context: ExplainContext): string {
  const { ladder, language } = context;
  const words = WORDS[language];
  const tasks = ladder.steps.filter((step) => step.kind === 'task');
  const nameAt = (steps: typeof tasks) =>
    steps.flatMap((step) => step.outcomes).find((candidate) => candidate.id === outcome)?.name[language];
  const known: Record<string, string> = {
    ...words.callOutcomes,
    ...words.repairOutcomes,
    ...words.disputeDecisions,
    ...words.approvals,
  };
  return (
    nameAt(tasks.filter((step) => step.id === context.step)) ??
    (Object.hasOwn(known, outcome) ? known[outcome] : undefined) ??
    nameAt(tasks) ??
    outcome
  );
}

/** The title of the task by which the engine asks a person how to go on. */
export function stuckQuestion(cause: StuckCause, context: Pick<ExplainContext, 'language'>): string {
  return WORDS[context.language].questions[cause];
}

/** What a paused case waits for, after "waiting for". */
export function pauseLabel(cause: PauseCause, context: Pick<ExplainContext, 'language'>): string {
  return WORDS[context.language].pauses[cause];
}

/** A kind of notice or of debtor, as in a list of choices. */
export function kindLabel(kind: NoticeKind | DebtorKind, context: Pick<ExplainContext, 'language'>): string {
  const words = WORDS[context.language];
  return { ...words.noticeKinds, ...words.debtorKinds }[kind];
}

/** A condition as a clause: "debiteur is consument". */
export function explainCondition(condition: Condition, { language }: Pick<ExplainContext, 'language'>): string {
  return WORDS[language].condition(condition);
}

/** Why a day is not worked, as in "because of": the name of a holiday, or what else it is. */
export function closedLabel(because: ClosedBecause, context: Pick<ExplainContext, 'language'>): string {
  return WORDS[context.language].closed[because];
}

function namesIn(context: ExplainContext): Names {
  const { ladder, language } = context;
  return {
    step: (id) => named(subjectOf(id, context).name),
    ladder: ({ id }) => named(id === ladder.id ? ladder.name[language] : id),
    outcome: (id) => named(outcomeLabel(id, context)),
  };
}

/** A step by its own name; one that this version of the ladder does not have, by its id. */
function subjectOf(id: StepId, { ladder, language }: ExplainContext): Subject {
  const step = ladder.steps.find((candidate) => candidate.id === id);
  return step ? { name: oneLine(step.name[language]), kind: step.kind } : { name: id, kind: null };
}
