/** The words of `check` in English. */
import type { DebtorKind } from '../definition.ts';
import type { LeadingEvent } from './findings.ts';
import type { Words } from './words.ts';

const KINDS: Record<DebtorKind, string> = {
  consumer: 'A consumer',
  'sole-trader': 'A sole trader',
  company: 'A company',
  government: 'A government body',
};

const EVENTS: Record<LeadingEvent, string> = {
  promise: 'A broken promise',
  dispute: 'A decision on a dispute',
  arrangement: 'An arrangement that was broken',
  reversal: 'A payment that the bank took back',
};

const days = (count: number) => `${count} ${Math.abs(count) === 1 ? 'day' : 'days'}`;
const attemptOf = (attempt: number | null, step: string) => (attempt === null ? step : `Attempt ${attempt} of ${step}`);

export const en: Words = {
  rules: {
    schema: ({ place, problem }) =>
      problem === null ? `"${place}" is missing; fill it in.` : `"${place}" does not fit: ${problem}.`,
    'missing-otherwise': (_, step) => `${step} does not say where a case goes for which no row holds; add "otherwise".`,
    'dead-end': (_, step) => `A way out of ${step} leads nowhere; name the step that comes next.`,
    'duplicate-step': (_, step) => `Two steps have the id ${step}; give one another id.`,
    'duplicate-outcome': ({ outcome }, step) =>
      `Two outcomes of ${step} have the id "${outcome}"; give one another id.`,
    'unknown-step': ({ target }, step) =>
      `${step === '' ? 'The ladder, or its "events", begins at' : `${step} refers to`} "${target}", and there is no such step.`,
    cycle: (_, step) => `A path leads from ${step} back to itself; a ladder only goes up, so lead it to a later step.`,
    unreachable: (_, step) => `No path leads to ${step}; connect it or remove it.`,
    'missing-text': ({ language }, step) => `${step} has no text in language "${language}"; write it.`,
    'unknown-text': ({ language }, step) =>
      `There is a text in language "${language}" for ${step}, and no step that has texts is called so; take it out.`,
    'unknown-merge-field': ({ language, field }, step) =>
      `The text of ${step} in language "${language}" uses "${field}", which is no merge field or does not stand alone; choose one from the list.`,
    'unanswered-merge-field': ({ language }, step) =>
      `The text of ${step} in language "${language}" states a final payment date, but the step has no "termDays"; add it, or take the date out.`,
    'letter-states-date': ({ language }, step) =>
      `The text of ${step} in language "${language}" states a final payment date, but the term of a fourteen-day letter runs from the day of delivery (art. 6:96(6) BW); write "within fifteen days after this letter was delivered to you" instead of the date.`,
    'anchor-without-notice': ({ notice }, step) =>
      notice === null
        ? `${step} counts from a notice; name a "send" step in "ofStep".`
        : `${step} counts from the final payment date of "${notice}", which sets none; add "termDays" there.`,
    'anchor-not-before': ({ notice }, step) =>
      `${step} counts from "${notice}", but a path leads to it that does not pass there; count from a notice that always went out.`,
    'timing-impossible': ({ earliest, latest }, step) =>
      `${step} can be planned for day ${earliest} at the earliest, but may not be later than day ${latest}; move one of the two.`,
    'gap-shifts': ({ gap, days: count }, step) =>
      `${step} always moves: between two written contacts there are at least ${days(gap)}, and it is planned too early for that; set ${days(count)}.`,
    'term-shifts': ({ days: planned, earliest }, step) =>
      `${step} always moves: it is planned for day ${planned}, but the term of the notice before it runs until day ${earliest - 1} at least; plan it for day ${earliest} or later.`,
    'window-empty': ({ from, to, attempt }, step) =>
      `The hours of ${attempt === null ? step || 'the ladder' : `attempt ${attempt} of ${step}`} end at ${to}, not after they begin at ${from}; let them end later.`,
    'window-shut': ({ attempt }, step) =>
      `${attemptOf(attempt, step)} may only happen on weekdays on which the office is closed; add a weekday.`,
    'call-hours': ({ attempt }, step) =>
      `${attemptOf(attempt, step)} calls at night or on a Sunday; keep to 07:00 until 20:00, Monday to Saturday.`,
    'notice-hours': (_, step) =>
      `${step} may reach a consumer at night or on a Sunday; keep to 07:00 until 20:00, Monday to Saturday.`,
    'office-closed': () => 'The office is closed for months on end; take closed dates out.',
    'handover-without-notice': (_, step) =>
      `A path leads to ${step} without a notice of default or final demand; a claim that was not demanded may not be handed over.`,
    'notice-without-term': (_, step) => `${step} puts the debtor in default and must set a term: add "termDays".`,
    'term-too-short': ({ least }, step) =>
      `${step} must give ${least} days from receipt (art. 6:96(6) BW): lengthen the term.`,
    'costs-without-letter': (_, step) =>
      `A consumer can come to ${step} without a fourteen-day letter before it, and owes no costs then (art. 6:96(6) BW): they are left out; send that letter first on every way to it, or lead consumers past it.`,
    'notice-before-due': ({ latest }, step) =>
      `${step} must be done by day ${latest}, before the debtor is late; nothing may be demanded then: raise "latest".`,
    'event-passes-notice': ({ event, target, notice }) =>
      `${EVENTS[event]} leads to "${target}", past "${notice}" on which later steps rely in law; lead to that notice, or to a step before it.`,
    'event-leads-nowhere': ({ target }) =>
      `A broken promise leads to "${target}", which no case has ahead of it; name a later step, or leave it out.`,
    'dispute-goes-on': ({ outcome, then }, step) =>
      `After the outcome "${outcome}" of ${step} the ladder goes on to "${then}" without anybody deciding on the dispute; lead it to a task.`,
    'row-never-holds': ({ row }, step) =>
      `Row ${row} of ${step} never decides: it contradicts itself, or the rows before it take every case; mend it or take it out.`,
    'kind-without-step': ({ kind }) =>
      `${KINDS[kind]} comes to the end of the ladder without a single step; give this kind of debtor one.`,
    'approval-without-effect': (_, step) =>
      `${step} leads to the same step whether it is approved or refused; lead the refusal elsewhere.`,
    'resume-without-hold': (_, step) =>
      `${step} resumes deliveries that no step before it holds; add the hold, or take this step out.`,
  },
  mends: {
    remove: () => 'Take it out',
    rename: ({ to }) => `Call it "${to}"`,
    'count-from': ({ step }) => `Count from "${step}"`,
    'lead-to': ({ step }) => `Lead to "${step}"`,
    'set-days': ({ days: count }) => `Set ${days(count)}`,
    'set-term': ({ days: count }) => `Give a term of ${days(count)}`,
    'set-hours': ({ from, to }) => `Set ${from} until ${to}, Monday to Saturday`,
  },
};
