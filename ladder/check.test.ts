import { describe, expect, test } from 'vitest';
import { check, type Rule } from './check.ts';
import { followers } from './compiled.ts';
import type { ContactWindow, Ladder, SendStep, Step, StepId, Timing } from './definition.ts';
import { shippedLadders } from './library/library.ts';
import { dateOf, dayOf } from './time/civil.ts';

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
  const spoken = steps.filter(({ kind }) => kind === 'send' || kind === 'call' || kind === 'task');
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
const ring = (window: ContactWindow): Step => ({
  id: 'ring',
  kind: 'call',
  name,
  when: after(1),
  attempts: [{ window }],
  deadline: { days: 2, unit: 'workdays' },
  next: 'end',
});

/** Days that close an office for good. */
const everyDayOf2026 = Array.from({ length: 365 }, (_, day) => dateOf(dayOf('2026-01-01') + day));

interface Twins {
  /** Where the problem is told. */
  step: StepId | null;
  wrong: Ladder;
  mended: Ladder;
}

/** For each rule, ladders that break it beside ladders that keep it: the compiler asks for them when a rule is added. */
const TWINS: Record<Rule, Record<string, Twins>> = {
  'duplicate-step': {
    'two steps have one id': {
      step: 'first',
      wrong: ladder([send('first', 'end'), send('first', 'end'), end]),
      mended: ladder([send('first', 'second'), send('second', 'end'), end]),
    },
  },
  'duplicate-outcome': {
    'two outcomes of a task have one id': {
      step: 'ask',
      wrong: ladder([task('ask', ['yes', 'end'], ['yes', 'end']), end]),
      mended: ladder([task('ask', ['yes', 'end'], ['no', 'end']), end]),
    },
  },
  'unknown-step': {
    'the ladder starts nowhere': {
      step: null,
      wrong: ladder([send('first', 'end'), end], { start: 'zero' }),
      mended: ladder([send('first', 'end'), end], { start: 'first' }),
    },
    'a step leads nowhere': {
      step: 'first',
      wrong: ladder([send('first', 'second'), end]),
      mended: ladder([send('first', 'end'), end]),
    },
    'an outcome leads nowhere': {
      step: 'ring',
      wrong: ladder([call('ring', 'end'), end]),
      mended: ladder([call('ring', 'end'), send('second', 'end'), end]),
    },
    'a day is counted from no step': {
      step: 'second',
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
      wrong: ladder([send('first', 'second'), send('second', 'first'), end]),
      mended: ladder([send('first', 'second'), send('second', 'end'), end]),
    },
    'a branch leads back': {
      step: 'first',
      wrong: ladder([send('first', 'ask'), task('ask', ['again', 'first'], ['done', 'end']), end]),
      mended: ladder([send('first', 'ask'), task('ask', ['again', 'end'], ['done', 'end']), end]),
    },
  },
  unreachable: {
    'no path leads to a step': {
      step: 'second',
      wrong: ladder([send('first', 'end'), send('second', 'end'), end]),
      mended: ladder([send('first', 'second'), send('second', 'end'), end]),
    },
  },
  'missing-text': {
    'a notice has no text in one language': {
      step: 'first',
      wrong: ladder([send('first', 'end'), end], { texts: { nl: { first: { subject: 'a', body: 'b' } }, en: {} } }),
      mended: ladder([send('first', 'end'), end]),
    },
    'a task has no text': {
      step: 'ask',
      wrong: ladder([task('ask', ['yes', 'end']), end], { texts: { nl: {}, en: {} } }),
      mended: ladder([task('ask', ['yes', 'end']), end]),
    },
  },
  'unknown-text': {
    'a text belongs to no step': {
      step: 'zero',
      wrong: ladder([end], { texts: { nl: { zero: { subject: 'a', body: 'b' } }, en: {} } }),
      mended: ladder([end]),
    },
  },
  'unknown-merge-field': {
    'a field does not exist': {
      step: 'first',
      wrong: saying('Factuur {{invoice.nummer}}'),
      mended: saying('Factuur {{invoice.number}}'),
    },
    'a field in the subject does not exist': {
      step: 'first',
      wrong: saying('Betaal.', {}, '{{nummer}}'),
      mended: saying('Betaal.', {}, '{{invoice.number}}'),
    },
    'a block does not stand alone': {
      step: 'first',
      wrong: saying('Betaal zo: {{block.payment}}'),
      mended: saying('Betaal zo:\n\n{{block.payment}}'),
    },
    'braces do not match': {
      step: 'first',
      wrong: saying('Factuur {{invoice.number}'),
      mended: saying('Factuur {{ invoice.number }}'),
    },
  },
  'unanswered-merge-field': {
    'a text states a final payment date that its step does not set': {
      step: 'first',
      wrong: saying('Betaal uiterlijk op {{notice.deadline}}.'),
      mended: saying('Betaal uiterlijk op {{notice.deadline}}.', { termDays: 14 }),
    },
  },
  'anchor-without-notice': {
    'a day is counted from an unnamed notice': {
      step: 'second',
      wrong: ladder([send('first', 'second'), send('second', 'end', { when: after(1, { after: 'received' }) }), end]),
      mended: ladder([send('first', 'second'), send('second', 'end', { when: after(1, { after: 'previous' }) }), end]),
    },
    'a day is counted from a step that sends nothing': {
      step: 'second',
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
      wrong: ladder([send('first', 'end', { when: after(1, { after: 'received', ofStep: 'first' }) }), end]),
      mended: ladder([send('first', 'end', { when: after(1) }), end]),
    },
  },
  'timing-impossible': {
    'a step is planned after its last day': {
      step: 'first',
      wrong: ladder([send('first', 'end', { when: after(46, { latest: 45 }) }), end]),
      mended: ladder([send('first', 'end', { when: after(45, { latest: 45 }) }), end]),
    },
  },
  'window-empty': {
    'the hours of a step end before they begin': {
      step: 'first',
      wrong: ladder([send('first', 'end', { when: after(1, { window: { from: '17:00', to: '09:00' } }) }), end]),
      mended: ladder([send('first', 'end', { when: after(1, { window: { from: '09:00', to: '17:00' } }) }), end]),
    },
    'the hours of the ladder have no length': {
      step: 'first',
      wrong: ladder([send('first', 'end'), end], { contact: { window: { from: '09:00', to: '09:00' }, gap: 3 } }),
      mended: ladder([send('first', 'end'), end], { contact: { window: { from: '09:00', to: '09:01' }, gap: 3 } }),
    },
  },
  'office-closed': {
    'the office is closed all year': {
      step: null,
      wrong: ladder([send('first', 'end'), end], { office: { worked: [], closed: everyDayOf2026 } }),
      mended: ladder([send('first', 'end'), end], { office: { worked: [], closed: everyDayOf2026.slice(0, 31) } }),
    },
  },
  'notice-without-term': {
    'a notice of default sets no term': {
      step: 'first',
      wrong: ladder([send('first', 'end', { notice: 'notice-of-default' }), end]),
      mended: ladder([send('first', 'end', { notice: 'notice-of-default', termDays: 14 }), end]),
    },
    'a final demand sets no term': {
      step: 'first',
      wrong: ladder([send('first', 'end', { notice: 'final-demand' }), end]),
      mended: ladder([send('first', 'end', { notice: 'final-demand', termDays: 14 }), end]),
    },
  },
  'handover-without-notice': {
    'a claim is handed over that was never demanded': {
      step: 'over',
      wrong: ladder([send('first', 'over'), handover('over', after(60))]),
      mended: ladder([notice('first', 'over'), handover('over', after(60))]),
    },
    'one of two paths to the handover passes no notice of default': {
      step: 'over',
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
      wrong: ladder([send('letter', 'end', { notice: 'fourteen-day-letter', termDays: 14 }), end]),
      mended: ladder([send('letter', 'end', { notice: 'fourteen-day-letter', termDays: 15 }), end]),
    },
  },
  'call-hours': {
    'an attempt is made in the evening after eight': {
      step: 'ring',
      wrong: ladder([ring({ from: '19:00', to: '21:00' }), end]),
      mended: ladder([ring({ from: '18:00', to: '20:00' }), end]),
    },
    'a call is made on Sundays': {
      step: 'ring',
      wrong: ladder([ring({ from: '10:00', to: '12:00', weekdays: [7] }), end]),
      mended: ladder([ring({ from: '10:00', to: '12:00', weekdays: [6] }), end]),
    },
  },
  'notice-before-due': {
    'a reminder must be sent by the due date': {
      step: 'first',
      wrong: ladder([send('first', 'end', { when: { ...after(0), latest: 0 } }), end]),
      mended: ladder([send('first', 'end', { when: { ...after(0), latest: 5 } }), end]),
    },
  },
};

describe.each(Object.entries(TWINS))('rule %s', (rule, cases) => {
  test.each(Object.entries(cases))('finds that %s, and nothing once that is mended', (_, { step, wrong, mended }) => {
    const problems = check(wrong).filter((problem) => problem.rule === rule);
    expect(problems.map((problem) => problem.step)).toContain(step);
    for (const { sentence } of problems) expect(sentence).toMatch(/^["\p{Lu}].*\.$/u);
    expect(check(mended)).toEqual([]);
  });

  test('says nothing of the mended ladders of other rules', () => {
    for (const others of Object.values(TWINS)) {
      for (const { mended } of Object.values(others))
        expect(check(mended).filter((problem) => problem.rule === rule)).toEqual([]);
    }
  });
});

test('the shipped ladders have no problem', () => {
  for (const shipped of shippedLadders()) expect(check(shipped), shipped.id).toEqual([]);
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
