import { describe, expect, test } from 'vitest';
import type { Condition, ContactWindow, DebtorKind, Ladder, SendStep, Step, StepId, Timing } from '../definition.ts';
import { followers } from '../edges.ts';
import { shippedLadders } from '../library/library.ts';
import { dateOf, dayOf } from '../time/civil.ts';
import { applyFix, check, errorsOf, type Problem, type Rule } from './check.ts';
import { valueAt } from './places.ts';

// ---- Small ladders

const name = { nl: 'Stap', en: 'Step' };
const after = (days: number, more: Partial<Timing> = {}): Timing => ({ days, unit: 'days', after: 'due', ...more });
const end: Step = { id: 'end', kind: 'end', name };

function send(id: StepId, next: StepId, more: Partial<SendStep> = {}): SendStep {
  return { id, kind: 'send', name, when: after(5), notice: 'reminder', channel: 'email', next, ...more };
}

const notice = (id: StepId, next: StepId, more: Partial<SendStep> = {}) =>
  send(id, next, { notice: 'notice-of-default', when: after(30), termDays: 14, ...more });

const handover = (id: StepId, when: Timing): Step => ({ id, kind: 'handover', name, when });

/** A ladder of the steps given, that starts at the first of them, with a text for each step that needs one. */
function ladder(steps: Step[], change: Partial<Ladder> = {}): Ladder {
  const spoken = steps.filter(
    ({ kind }) => kind === 'send' || kind === 'call' || kind === 'task' || kind === 'approve',
  );
  const texts = Object.fromEntries(
    spoken.map(({ id }) => [id, { subject: 'Factuur', body: 'Factuur {{invoice.number}}' }]),
  );
  return {
    id: 'small',
    version: 1,
    name,
    office: { worked: [], closed: [] },
    contact: { window: { from: '09:00', to: '17:00' }, gap: 3 },
    intake: { missed: 'skip' },
    toleranceCents: 0,
    start: steps[0]!.id,
    steps,
    texts: { nl: texts, en: texts },
    ...change,
  };
}

/** The small ladder with another text of its first step. */
function saying(body: string, first: Partial<SendStep> = {}, subject = 'Factuur'): Ladder {
  const text = { subject, body };
  return ladder([send('first', 'end', first), end], { texts: { nl: { first: text }, en: { first: text } } });
}

/** The small ladder with words for several invoices of a debtor. */
function toSeveral(body: string): Ladder {
  const text = { subject: 'Factuur', body: 'Betaal.', several: { subject: 'Facturen', body } };
  return ladder([send('first', 'end'), end], { texts: { nl: { first: text }, en: { first: text } } });
}

const task = (id: StepId, ...outcomes: [string, StepId][]): Step => ({
  id,
  kind: 'task',
  name,
  when: after(0),
  outcomes: outcomes.map(([outcome, next]) => ({ id: outcome, name, next })),
});

const NEXT_STEPS_OF_CALL = { pays: 'end', dispute: 'second' } as const;
const call = (id: StepId, next: StepId): Step => ({
  id,
  kind: 'call',
  name,
  when: after(1),
  deadline: { days: 2, unit: 'workdays' },
  outcomes: NEXT_STEPS_OF_CALL,
  next,
});

/** A call of one attempt, in hours of its own. */
const ring = (window: ContactWindow, next = 'end') => ({
  id: 'ring',
  kind: 'call' as const,
  name,
  when: after(1),
  attempts: [{ window }],
  deadline: { days: 2, unit: 'workdays' as const },
  next,
});

const twice = (first: ContactWindow, second: ContactWindow): Step => ({
  ...ring(first),
  attempts: [{ window: first }, { window: second }],
});
const disputed = (dispute: StepId): Step => ({ ...ring({ from: '09:00', to: '17:00' }), outcomes: { dispute } });
const onDays = (...weekdays: number[]): ContactWindow => ({ from: '10:00', to: '16:00', weekdays });
const untilNight = { window: { from: '09:00', to: '23:00' }, gap: 3 };

const choosing = (...rows: Condition[][]): Ladder =>
  ladder([
    { id: 'which', kind: 'decide', name, rows: rows.map((all) => ({ all, next: 'first' })), otherwise: 'end' },
    send('first', 'end'),
    end,
  ]);
const forKind = (kind: DebtorKind, next: StepId, otherwise: StepId): Step => ({
  id: 'which',
  kind: 'decide',
  name,
  rows: [{ all: [{ field: 'debtorKind', in: [kind] }], next }],
  otherwise,
});
const release = (next: StepId, refused: StepId): Step => ({
  id: 'release',
  kind: 'approve',
  name,
  when: after(1),
  next,
  refused,
});
const deliveries = (id: StepId, action: 'hold' | 'resume', next: StepId): Step => ({
  id,
  kind: 'deliveries',
  name,
  when: after(9),
  action,
  next,
});

const PROMISE = { graceDays: 2, longestDays: 30 };
/** A ladder with a legal notice, in which a broken promise leads to a step. */
const promising = (broken: StepId | undefined): Ladder =>
  ladder([send('first', 'notice'), notice('notice', 'over'), handover('over', after(60))], {
    events: { promise: { ...PROMISE, ...(broken && { broken }) } },
  });
const lettered = (events: Ladder['events']): Ladder =>
  ladder(
    [
      send('first', 'letter'),
      send('letter', 'notice', { notice: 'fourteen-day-letter', termDays: 15, when: after(14) }),
      notice('notice', 'over'),
      handover('over', after(60)),
    ],
    { ...(events && { events }) },
  );

const charge = (id: StepId, next: StepId, what: 'collection-costs' | 'interest' = 'collection-costs'): Step => ({
  id,
  kind: 'charge',
  name,
  when: { days: 0, unit: 'days', after: 'previous' },
  charge: what,
  next,
});

/** Asks which kind of debtor it is, sends those a fourteen-day letter, and charges costs or interest to all. */
const charging = (letterTo: DebtorKind[], what: 'collection-costs' | 'interest' = 'collection-costs'): Ladder =>
  ladder([
    {
      id: 'which',
      kind: 'decide',
      name,
      rows: [{ all: [{ field: 'debtorKind', in: letterTo }], next: 'letter' }],
      otherwise: 'costs',
    },
    send('letter', 'costs', { notice: 'fourteen-day-letter', termDays: 15, when: after(14) }),
    charge('costs', 'end', what),
    end,
  ]);

/** A letter and costs, and a way for disputes that were decided: a notice, another, and costs as well. */
const chargingAfterDispute = (first: SendStep['notice']): Ladder =>
  ladder(
    [
      send('letter', 'costs', { notice: 'fourteen-day-letter', termDays: 15, when: after(14) }),
      charge('costs', 'notice'),
      notice('notice', 'end'),
      send('anew', 'more', { notice: first, termDays: 15, when: after(40) }),
      charge('more', 'end'),
      end,
    ],
    { events: { dispute: { reentry: 'anew' } } },
  );

/** A fourteen-day letter that says this. */
const lettering = (body: string): Ladder => saying(body, { notice: 'fourteen-day-letter', termDays: 15 });

/** An office that takes Mondays off until the summer. */
const noMondays = {
  worked: [],
  closed: Array.from({ length: 30 }, (_, week) => dateOf(dayOf('2026-05-04') + 7 * week)),
};

/** Days that close an office for good. */
const everyDayOf2026 = Array.from({ length: 365 }, (_, day) => dateOf(dayOf('2026-01-01') + day));

interface Twins {
  /** Where the problem is told. */
  step: StepId | null;
  at: string;
  /** The label of its fix; left out where none is offered. */
  fix?: string;
  wrong: Ladder;
  mended: Ladder;
}

/** For each rule, ladders that break it beside ladders that keep it: the compiler asks for them when a rule is added. */
const TWINS: Record<Exclude<Rule, 'schema' | 'missing-otherwise' | 'dead-end'>, Record<string, Twins>> = {
  'duplicate-step': {
    'two steps have one id': {
      step: 'first',
      at: '/steps/1/id',
      wrong: ladder([send('first', 'end'), send('first', 'end'), end]),
      mended: ladder([send('first', 'second'), send('second', 'end'), end]),
    },
  },
  'duplicate-outcome': {
    'two outcomes of a task have one id': {
      step: 'ask',
      at: '/steps/0/outcomes/1/id',
      fix: 'Call it "yes-2"',
      wrong: ladder([task('ask', ['yes', 'end'], ['yes', 'end']), end]),
      mended: ladder([task('ask', ['yes', 'end'], ['no', 'end']), end]),
    },
  },
  'unknown-step': {
    'the ladder starts nowhere': {
      step: null,
      at: '/start',
      wrong: ladder([send('first', 'end'), end], { start: 'zero' }),
      mended: ladder([send('first', 'end'), end], { start: 'first' }),
    },
    'a step leads nowhere': {
      step: 'first',
      at: '/steps/0/next',
      wrong: ladder([send('first', 'second'), end]),
      mended: ladder([send('first', 'end'), end]),
    },
    'an outcome leads nowhere': {
      step: 'ring',
      at: '/steps/0/outcomes/dispute',
      fix: 'Take it out',
      wrong: ladder([call('ring', 'end'), end]),
      mended: ladder([call('ring', 'end'), send('second', 'end'), end]),
    },
    'a day is counted from no step': {
      step: 'second',
      at: '/steps/1/when/ofStep',
      wrong: ladder([
        send('first', 'second'),
        send('second', 'end', { when: after(1, { after: 'received', ofStep: 'x' }) }),
        end,
      ]),
      mended: ladder([
        send('first', 'second'),
        send('second', 'end', { when: after(1, { after: 'received', ofStep: 'first' }) }),
        end,
      ]),
    },
    'a lower bound is counted from no step': {
      step: 'second',
      at: '/steps/1/when/notBefore/ofStep',
      wrong: ladder([
        send('first', 'second'),
        send('second', 'end', { when: after(9, { notBefore: { ...after(1), after: 'received', ofStep: 'x' } }) }),
        end,
      ]),
      mended: ladder([
        send('first', 'second'),
        send('second', 'end', { when: after(9, { notBefore: { ...after(1), after: 'received', ofStep: 'first' } }) }),
        end,
      ]),
    },
  },
  cycle: {
    'two steps lead to each other': {
      step: 'first',
      at: '/steps/1/next',
      wrong: ladder([send('first', 'second'), send('second', 'first'), end]),
      mended: ladder([send('first', 'second'), send('second', 'end'), end]),
    },
    'a branch leads back': {
      step: 'first',
      at: '/steps/1/outcomes/0/next',
      wrong: ladder([send('first', 'ask'), task('ask', ['again', 'first'], ['done', 'end']), end]),
      mended: ladder([send('first', 'ask'), task('ask', ['again', 'end'], ['done', 'end']), end]),
    },
  },
  unreachable: {
    'no path leads to a step': {
      step: 'second',
      at: '/steps/1',
      wrong: ladder([send('first', 'end'), send('second', 'end'), end]),
      mended: ladder([send('first', 'second'), send('second', 'end'), end]),
    },
  },
  'missing-text': {
    'a notice has no text in one language': {
      step: 'first',
      at: '/texts/en/first',
      wrong: ladder([send('first', 'end'), end], { texts: { nl: { first: { subject: 'a', body: 'b' } }, en: {} } }),
      mended: ladder([send('first', 'end'), end]),
    },
    'a task has no text': {
      step: 'ask',
      at: '/texts/nl/ask',
      wrong: ladder([task('ask', ['yes', 'end']), end], { texts: { nl: {}, en: {} } }),
      mended: ladder([task('ask', ['yes', 'end']), end]),
    },
  },
  'unknown-text': {
    'a text belongs to no step': {
      step: 'zero',
      at: '/texts/nl/zero',
      fix: 'Take it out',
      wrong: ladder([end], { texts: { nl: { zero: { subject: 'a', body: 'b' } }, en: {} } }),
      mended: ladder([end]),
    },
  },
  'unknown-merge-field': {
    'a field does not exist': {
      step: 'first',
      at: '/texts/nl/first/body',
      wrong: saying('Factuur {{invoice.nummer}}'),
      mended: saying('Factuur {{invoice.number}}'),
    },
    'a field in the subject does not exist': {
      step: 'first',
      at: '/texts/nl/first/subject',
      wrong: saying('Betaal.', {}, '{{nummer}}'),
      mended: saying('Betaal.', {}, '{{invoice.number}}'),
    },
    'a block does not stand alone': {
      step: 'first',
      at: '/texts/nl/first/body',
      wrong: saying('Betaal zo: {{block.payment}}'),
      mended: saying('Betaal zo:\n\n{{block.payment}}'),
    },
    'a field in a text for several invoices does not exist': {
      step: 'first',
      at: '/texts/nl/first/several/body',
      wrong: toSeveral('Factuur {{invoice.nummer}}'),
      mended: toSeveral('Factuur {{invoice.number}}'),
    },
    'braces do not match': {
      step: 'first',
      at: '/texts/nl/first/body',
      wrong: saying('Factuur {{invoice.number}'),
      mended: saying('Factuur {{ invoice.number }}'),
    },
  },
  'unanswered-merge-field': {
    'a text for several invoices states such a date': {
      step: 'first',
      at: '/texts/nl/first/several/body',
      wrong: toSeveral('Betaal uiterlijk op {{notice.deadline}}.'),
      mended: toSeveral('Betaal snel.'),
    },
    'a text states a final payment date that its step does not set': {
      step: 'first',
      at: '/texts/nl/first/body',
      wrong: saying('Betaal uiterlijk op {{notice.deadline}}.'),
      mended: saying('Betaal uiterlijk op {{notice.deadline}}.', { termDays: 14 }),
    },
  },
  'letter-states-date': {
    'a fourteen-day letter states a final payment date': {
      step: 'first',
      at: '/texts/nl/first/body',
      wrong: lettering('Betaal uiterlijk op {{notice.deadline}}.'),
      mended: lettering('Betaal binnen vijftien dagen nadat deze brief bij u is bezorgd.'),
    },
  },
  'anchor-without-notice': {
    'a day is counted from an unnamed notice': {
      step: 'second',
      at: '/steps/1/when/ofStep',
      fix: 'Count from "first"',
      wrong: ladder([send('first', 'second'), send('second', 'end', { when: after(1, { after: 'received' }) }), end]),
      mended: ladder([send('first', 'second'), send('second', 'end', { when: after(1, { after: 'previous' }) }), end]),
    },
    'a day is counted from a step that sends nothing': {
      step: 'second',
      at: '/steps/1/when/ofStep',
      wrong: ladder([
        task('ask', ['yes', 'second']),
        send('second', 'end', { when: after(1, { after: 'received', ofStep: 'ask' }) }),
        end,
      ]),
      mended: ladder([
        task('ask', ['yes', 'second']),
        send('second', 'end', { when: after(1, { after: 'previous' }) }),
        end,
      ]),
    },
    'a day is counted from a final payment date that was never set': {
      step: 'second',
      at: '/steps/1/when/ofStep',
      wrong: ladder([
        send('first', 'second'),
        send('second', 'end', { when: after(1, { after: 'deadline', ofStep: 'first' }) }),
        end,
      ]),
      mended: ladder([
        send('first', 'second', { termDays: 7 }),
        send('second', 'end', { when: after(1, { after: 'deadline', ofStep: 'first' }) }),
        end,
      ]),
    },
  },
  'anchor-not-before': {
    'a path leads around the notice from which a day is counted': {
      step: 'second',
      at: '/steps/2/when/ofStep',
      wrong: ladder([
        task('ask', ['yes', 'first'], ['no', 'second']),
        send('first', 'second'),
        send('second', 'end', { when: after(1, { after: 'received', ofStep: 'first' }) }),
        end,
      ]),
      mended: ladder([
        task('ask', ['yes', 'first'], ['no', 'end']),
        send('first', 'second'),
        send('second', 'end', { when: after(1, { after: 'received', ofStep: 'first' }) }),
        end,
      ]),
    },
    'a notice is counted from itself': {
      step: 'first',
      at: '/steps/0/when/ofStep',
      wrong: ladder([send('first', 'end', { when: after(1, { after: 'received', ofStep: 'first' }) }), end]),
      mended: ladder([send('first', 'end', { when: after(1) }), end]),
    },
  },
  'timing-impossible': {
    'a step is planned after its last day': {
      step: 'first',
      at: '/steps/0/when/latest',
      wrong: ladder([send('first', 'end', { when: after(46, { latest: 45 }) }), end]),
      mended: ladder([send('first', 'end', { when: after(45, { latest: 45 }) }), end]),
    },
  },
  'window-empty': {
    'the hours of a step end before they begin': {
      step: 'first',
      at: '/steps/0/when/window',
      fix: 'Set 09:00 until 17:00, Monday to Saturday',
      wrong: ladder([send('first', 'end', { when: after(1, { window: { from: '17:00', to: '09:00' } }) }), end]),
      mended: ladder([send('first', 'end', { when: after(1, { window: { from: '09:00', to: '17:00' } }) }), end]),
    },
    'the hours of the ladder have no length': {
      step: null,
      at: '/contact/window',
      wrong: ladder([send('first', 'end'), end], { contact: { window: { from: '09:00', to: '09:00' }, gap: 3 } }),
      mended: ladder([send('first', 'end'), end], { contact: { window: { from: '09:00', to: '09:01' }, gap: 3 } }),
    },
  },
  'office-closed': {
    'the office is closed all year': {
      step: null,
      at: '/office/closed',
      wrong: ladder([send('first', 'end'), end], { office: { worked: [], closed: everyDayOf2026 } }),
      mended: ladder([send('first', 'end'), end], { office: { worked: [], closed: everyDayOf2026.slice(0, 31) } }),
    },
  },
  'notice-without-term': {
    'a notice of default sets no term': {
      step: 'first',
      at: '/steps/0/termDays',
      fix: 'Give a term of 14 days',
      wrong: ladder([send('first', 'end', { notice: 'notice-of-default' }), end]),
      mended: ladder([send('first', 'end', { notice: 'notice-of-default', termDays: 14 }), end]),
    },
    'a final demand sets no term': {
      step: 'first',
      at: '/steps/0/termDays',
      fix: 'Give a term of 14 days',
      wrong: ladder([send('first', 'end', { notice: 'final-demand' }), end]),
      mended: ladder([send('first', 'end', { notice: 'final-demand', termDays: 14 }), end]),
    },
  },
  'handover-without-notice': {
    'a claim is handed over that was never demanded': {
      step: 'over',
      at: '/steps/1',
      wrong: ladder([send('first', 'over'), handover('over', after(60))]),
      mended: ladder([notice('first', 'over'), handover('over', after(60))]),
    },
    'one of two paths to the handover passes no notice of default': {
      step: 'over',
      at: '/steps/2',
      wrong: ladder([
        task('ask', ['yes', 'notice'], ['no', 'over']),
        notice('notice', 'over'),
        handover('over', after(60)),
      ]),
      mended: ladder([
        task('ask', ['yes', 'notice'], ['no', 'final']),
        notice('notice', 'over'),
        notice('final', 'over', { notice: 'final-demand' }),
        handover('over', after(60)),
      ]),
    },
  },
  'term-too-short': {
    'a fourteen-day letter gives fourteen days from sending': {
      step: 'letter',
      at: '/steps/0/termDays',
      fix: 'Give a term of 15 days',
      wrong: ladder([send('letter', 'end', { notice: 'fourteen-day-letter', termDays: 14 }), end]),
      mended: ladder([send('letter', 'end', { notice: 'fourteen-day-letter', termDays: 15 }), end]),
    },
  },
  'costs-without-letter': {
    'costs are charged to a consumer who got no fourteen-day letter': {
      step: 'costs',
      at: '/steps/2',
      wrong: charging(['sole-trader']),
      mended: charging(['consumer', 'sole-trader']),
    },
    'costs where interest was meant, which needs no letter': {
      step: 'costs',
      at: '/steps/2',
      wrong: charging(['company']),
      mended: charging(['company'], 'interest'),
    },
    'a decision on a dispute leads to costs past the letter': {
      step: 'more',
      at: '/steps/4',
      wrong: chargingAfterDispute('final-demand'),
      mended: chargingAfterDispute('fourteen-day-letter'),
    },
  },
  'call-hours': {
    'an attempt is made in the evening after eight': {
      step: 'ring',
      at: '/steps/0/attempts/0/window',
      fix: 'Set 19:00 until 20:00, Monday to Saturday',
      wrong: ladder([ring({ from: '19:00', to: '21:00' }), end]),
      mended: ladder([ring({ from: '18:00', to: '20:00' }), end]),
    },
    'a call is made on Sundays': {
      step: 'ring',
      at: '/steps/0/attempts/0/window',
      wrong: ladder([ring({ from: '10:00', to: '12:00', weekdays: [7] }), end]),
      mended: ladder([ring({ from: '10:00', to: '12:00', weekdays: [6] }), end]),
    },
  },
  'notice-before-due': {
    'a reminder must be sent by the due date': {
      step: 'first',
      at: '/steps/0/when/latest',
      wrong: ladder([send('first', 'end', { when: { ...after(0), latest: 0 } }), end]),
      mended: ladder([send('first', 'end', { when: { ...after(0), latest: 5 } }), end]),
    },
  },
  'window-shut': {
    'a step keeps to days on which nobody works': {
      step: 'first',
      at: '/steps/0/when/window/weekdays',
      wrong: ladder([send('first', 'end', { when: after(1, { window: onDays(1) }) }), end], { office: noMondays }),
      mended: ladder([send('first', 'end', { when: after(1, { window: onDays(1, 2) }) }), end], { office: noMondays }),
    },
    'the second attempt of a call is made on such days': {
      step: 'ring',
      at: '/steps/0/attempts/1/window/weekdays',
      wrong: ladder([twice(onDays(2), onDays(1)), end], { office: noMondays }),
      mended: ladder([twice(onDays(2), onDays(3)), end], { office: noMondays }),
    },
  },
  'notice-hours': {
    'consumers are written to before seven': {
      step: 'first',
      at: '/steps/0/when/window',
      fix: 'Set 07:00 until 09:00, Monday to Saturday',
      wrong: ladder([send('first', 'end', { when: after(1, { window: { from: '05:00', to: '09:00' } }) }), end]),
      mended: ladder([send('first', 'end', { when: after(1, { window: { from: '07:00', to: '09:00' } }) }), end]),
    },
    'a branch for consumers keeps to hours of the ladder that are too long': {
      step: 'first',
      at: '/steps/1/when/window',
      fix: 'Set 09:00 until 20:00, Monday to Saturday',
      wrong: ladder([forKind('consumer', 'first', 'end'), send('first', 'end'), end], { contact: untilNight }),
      mended: ladder([forKind('company', 'first', 'end'), send('first', 'end'), end], { contact: untilNight }),
    },
  },
  'gap-shifts': {
    'a notice follows another within the gap': {
      step: 'second',
      at: '/steps/1/when/days',
      fix: 'Set 8 days',
      wrong: ladder([send('first', 'second'), send('second', 'end', { when: after(7) }), end]),
      mended: ladder([send('first', 'second'), send('second', 'end', { when: after(8) }), end]),
    },
    'a notice is counted from the one before, within the gap': {
      step: 'second',
      at: '/steps/1/when/days',
      fix: 'Set 3 days',
      wrong: ladder([send('first', 'second'), send('second', 'end', { when: after(2, { after: 'previous' }) }), end]),
      mended: ladder([send('first', 'second'), send('second', 'end', { when: after(3, { after: 'previous' }) }), end]),
    },
    'all of several ways lead past a notice that is too near': {
      step: 'last',
      at: '/steps/3/when/days',
      fix: 'Set 8 days',
      wrong: ladder([
        forKind('consumer', 'first', 'second'),
        send('first', 'last'),
        send('second', 'last', { when: after(6) }),
        send('last', 'end', { when: after(7) }),
        end,
      ]),
      mended: ladder(
        [
          forKind('consumer', 'first', 'last'),
          send('first', 'last'),
          send('second', 'last', { when: after(6) }),
          send('last', 'end', { when: after(7) }),
          end,
        ].filter(({ id }) => id !== 'second'),
      ),
    },
  },
  'term-shifts': {
    'a handover is planned within the term of the notice': {
      step: 'over',
      at: '/steps/1/when/days',
      fix: 'Set 45 days',
      wrong: ladder([notice('first', 'over'), handover('over', after(44))]),
      mended: ladder([notice('first', 'over'), handover('over', after(45))]),
    },
  },
  'event-passes-notice': {
    'a broken promise leads past the notice of default': {
      step: null,
      at: '/events/promise/broken',
      fix: 'Lead to "notice"',
      wrong: promising('over'),
      mended: promising('notice'),
    },
    'a broken promise leads past the fourteen-day letter': {
      step: null,
      at: '/events/promise/broken',
      fix: 'Lead to "letter"',
      wrong: lettered({ promise: { ...PROMISE, broken: 'notice' } }),
      mended: lettered({ promise: { ...PROMISE, broken: 'letter' } }),
    },
    'a decided dispute goes on at the handover': {
      step: null,
      at: '/events/dispute/reentry',
      fix: 'Take it out',
      wrong: lettered({ dispute: { reentry: 'over' } }),
      mended: lettered({ dispute: { reentry: 'notice' } }),
    },
    'a payment that was taken back goes on at the handover': {
      step: null,
      at: '/events/reversal/reentry',
      fix: 'Take it out',
      wrong: lettered({ reversal: { reentry: 'over' } }),
      mended: lettered({ reversal: { reentry: 'letter' } }),
    },
    'a broken arrangement goes on at the handover': {
      step: null,
      at: '/events/arrangement/reentry',
      fix: 'Take it out',
      wrong: lettered({ arrangement: { reentry: 'over' } }),
      mended: lettered({ arrangement: {} }),
    },
  },
  'event-leads-nowhere': {
    'a broken promise leads to where every case begins': {
      step: null,
      at: '/events/promise/broken',
      fix: 'Take it out',
      wrong: promising('first'),
      mended: promising(undefined),
    },
  },
  'dispute-goes-on': {
    'who disputes on the telephone gets the next reminder': {
      step: 'ring',
      at: '/steps/0/outcomes',
      wrong: ladder([ring({ from: '09:00', to: '17:00' }, 'first'), send('first', 'end'), end]),
      mended: ladder([
        ring({ from: '09:00', to: '17:00' }, 'ask'),
        task('ask', ['no', 'first']),
        send('first', 'end'),
        end,
      ]),
    },
    'the outcome leads past a choice to a notice': {
      step: 'ring',
      at: '/steps/0/outcomes/dispute',
      wrong: ladder([disputed('which'), forKind('consumer', 'first', 'end'), send('first', 'end'), end]),
      mended: ladder([
        { ...disputed('end'), next: 'which' } as Step,
        forKind('consumer', 'first', 'end'),
        send('first', 'end'),
        end,
      ]),
    },
  },
  'row-never-holds': {
    'a row asks for two things that exclude each other': {
      step: 'which',
      at: '/steps/0/rows/0',
      wrong: choosing([
        { field: 'openCents', atLeast: 500 },
        { field: 'openCents', below: 500 },
      ]),
      mended: choosing([
        { field: 'openCents', atLeast: 500 },
        { field: 'openCents', below: 501 },
      ]),
    },
    'a row lies within one before it': {
      step: 'which',
      at: '/steps/0/rows/1',
      wrong: choosing(
        [{ field: 'openCents', below: 900 }],
        [
          { field: 'openCents', below: 500 },
          { field: 'segment', in: ['a'] },
        ],
      ),
      mended: choosing(
        [
          { field: 'openCents', below: 500 },
          { field: 'segment', in: ['a'] },
        ],
        [{ field: 'openCents', below: 900 }],
      ),
    },
    'the rows before it name every kind of debtor': {
      step: 'which',
      at: '/steps/0/rows/2',
      wrong: choosing(
        [{ field: 'debtorKind', in: ['consumer', 'company'] }],
        [{ field: 'debtorKind', in: ['sole-trader', 'government'] }],
        [{ field: 'daysOverdue', atLeast: 3 }],
      ),
      mended: choosing(
        [{ field: 'debtorKind', in: ['consumer', 'company'] }],
        [{ field: 'debtorKind', in: ['sole-trader'] }],
        [{ field: 'daysOverdue', atLeast: 3 }],
      ),
    },
  },
  'kind-without-step': {
    'the ladder begins with a choice that leads consumers to its end': {
      step: null,
      at: '/start',
      wrong: ladder([forKind('consumer', 'end', 'first'), send('first', 'end'), end]),
      mended: ladder([forKind('consumer', 'first', 'first'), send('first', 'end'), end]),
    },
  },
  'approval-without-effect': {
    'a refusal leads where an approval does': {
      step: 'release',
      at: '/steps/0/refused',
      wrong: ladder([release('first', 'first'), send('first', 'end'), end]),
      mended: ladder([release('first', 'end'), send('first', 'end'), end]),
    },
  },
  'resume-without-hold': {
    'deliveries go on that no step held': {
      step: 'on',
      at: '/steps/0',
      wrong: ladder([deliveries('on', 'resume', 'off'), deliveries('off', 'hold', 'end'), end]),
      mended: ladder([deliveries('off', 'hold', 'on'), deliveries('on', 'resume', 'end'), end]),
    },
  },
};

describe.each(Object.entries(TWINS))('rule %s', (rule, cases) => {
  test.each(Object.entries(cases))(
    'finds that %s, and nothing once that is mended',
    (_, { step, at, wrong, mended }) => {
      const problems = check(wrong).filter((problem) => problem.rule === rule);
      expect(problems.map((problem) => [problem.step, problem.pointer])).toContainEqual([step, at]);
      for (const { sentence, pointer } of problems) {
        for (const text of Object.values(sentence)) expect(text).toMatch(/^["\p{Lu}].*\.$/u);
        expect(sentence.nl).not.toBe(sentence.en);
        expect(standsIn(wrong, pointer), pointer).toBe(true);
      }
      expect(errorsOf(mended)).toEqual([]);
      expect(check(mended).map((problem) => problem.rule)).not.toContain(rule);
    },
  );

  test.each(Object.entries(cases))('offers a fix only where it takes the problem away: %s', (_, { at, fix, wrong }) => {
    const before = check(wrong);
    const problem = before.find((candidate) => candidate.rule === rule && candidate.pointer === at)!;
    expect(problem.fix?.label.en).toBe(fix);
    for (const { fix: offered, ...rest } of before) {
      if (!offered) continue;
      const untouched = structuredClone(wrong);
      const after = check(applyFix(wrong, offered)).map(told);
      expect(after).not.toContain(told(rest));
      for (const left of after) expect(before.map(told)).toContain(left);
      expect(wrong).toEqual(untouched);
    }
  });

  test('says nothing of the mended ladders of other rules', () => {
    for (const others of Object.values(TWINS)) {
      for (const { mended } of Object.values(others)) {
        const found = check(mended).filter((problem) => problem.rule === rule && problem.severity === 'error');
        expect(found).toEqual([]);
      }
    }
  });
});

const told = ({ rule, step, pointer }: Omit<Problem, 'fix'>) => `${rule} of ${step} at ${pointer}`;

/** True when a pointer leads to a place of the document, or to a member that its object lacks. */
function standsIn(document: object, pointer: string): boolean {
  const parent = pointer.slice(0, pointer.lastIndexOf('/'));
  return valueAt(document, pointer) !== undefined || typeof valueAt(document, parent) === 'object';
}

test('the shipped ladders have no problem', () => {
  for (const shipped of shippedLadders()) expect(check(shipped), shipped.id).toEqual([]);
});

test('a fix that would bring another problem is not offered', () => {
  // With a term of fourteen days, the handover could no longer be done by day 42.
  const over = handover('over', after(40, { latest: 42 }));
  const [problem, ...others] = check(ladder([notice('first', 'over', { termDays: undefined }), over]));
  expect(others).toEqual([]);
  expect(problem).toMatchObject({ rule: 'notice-without-term', pointer: '/steps/0/termDays' });
  expect(problem).not.toHaveProperty('fix');
  const inTime = handover('over', after(50, { latest: 52 }));
  expect(check(ladder([notice('first', 'over', { termDays: undefined }), inTime]))[0]).toHaveProperty('fix');
});

const rulesOf = (...steps: Step[]) => check(ladder(steps)).map(({ rule }) => rule);
const byDay20 = send('last', 'end', { when: after(0, { after: 'previous', latest: 20 }) });
const day = (id: StepId, days: number) => send(id, 'last', { when: after(days) });
const afterDay20: Partial<SendStep> = { when: after(5, { latest: 26, notBefore: after(25) }) };

test('a last day is not called impossible while one way comes in time, whichever is named first', () => {
  const which = forKind('consumer', 'one', 'two');
  expect(rulesOf(which, day('one', 5), day('two', 25), byDay20, end)).not.toContain('timing-impossible');
  expect(rulesOf(which, day('one', 25), day('two', 5), byDay20, end)).not.toContain('timing-impossible');
  expect(rulesOf(which, day('one', 25), day('two', 24), byDay20, end)).toContain('timing-impossible');
});

test('a last day is not called impossible for a step before it that is left out when it comes too late', () => {
  expect(rulesOf(send('maybe', 'last', afterDay20), byDay20, end)).not.toContain('timing-impossible');
  expect(rulesOf(notice('sure', 'last', afterDay20), byDay20, end)).toContain('timing-impossible');
});

test('a ladder with several problems is told all of them', () => {
  const wrong = ladder([send('first', 'over', { when: after(9, { latest: 8 }) }), handover('over', after(60))], {
    texts: { nl: {}, en: {} },
  });
  expect(check(wrong).map(({ step, rule }) => [step, rule])).toEqual([
    ['first', 'missing-text'],
    ['first', 'missing-text'],
    ['first', 'timing-impossible'],
    ['over', 'handover-without-notice'],
  ]);
});

test('a ladder whose paths cannot be followed is told that alone', () => {
  const lost = ladder([send('first', 'nowhere', { notice: 'final-demand' }), end]);
  expect(check(lost).map(({ rule }) => rule)).toEqual(['unknown-step']);
  const round = ladder([send('first', 'first', { notice: 'final-demand' }), end]);
  expect(check(round).map(({ rule }) => rule)).toEqual(['cycle']);
});

test('the steps to which a step may lead are those of its outcomes, rows, deadline and next', () => {
  expect(followers(send('first', 'end'))).toEqual(['end']);
  expect(followers(call('ring', 'last'))).toEqual([...Object.values(NEXT_STEPS_OF_CALL), 'last']);
  expect(followers({ ...task('ask', ['yes', 'a']), deadline: { days: 1, unit: 'days', next: 'b' } } as Step)).toEqual([
    'a',
    'b',
  ]);
  expect(followers({ id: 'd', kind: 'decide', name, rows: [{ all: [], next: 'a' }], otherwise: 'b' })).toEqual([
    'a',
    'b',
  ]);
  expect(followers(end)).toEqual([]);
  expect(followers(handover('over', after(60)))).toEqual([]);
});
