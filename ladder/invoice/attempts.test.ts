import { expect, test } from 'vitest';
import type { CallOutcome, CallStep, Ladder, Step } from '../definition.ts';
import type { InvoiceEvent } from '../events.ts';
import { noFacts } from '../facts.ts';
import { type Simulation, simulate } from '../simulate.ts';
import { localMinute, parseInstant } from '../time/civil.ts';

const name = { nl: 'Stap', en: 'Step' };
const at = (text: string) => parseInstant(text)!;

const CALL: CallStep = {
  id: 'bellen',
  kind: 'call',
  name,
  when: { days: 5, unit: 'days', after: 'due' },
  attempts: [
    { window: { from: '09:00', to: '17:00' } },
    { window: { from: '18:00', to: '20:00' } },
    { window: { from: '10:00', to: '13:00', weekdays: [6] } },
  ],
  deadline: { days: 5, unit: 'workdays' },
  outcomes: { not_reached: 'schrijven' },
  next: 'klaar',
};
const WRITE: Step = {
  id: 'schrijven',
  kind: 'approve',
  name,
  when: { days: 0, unit: 'days', after: 'previous' },
  next: 'klaar',
  refused: 'klaar',
};

function ladder(call: CallStep = CALL): Ladder {
  return {
    id: 'bellen',
    version: 1,
    name,
    office: { worked: [], closed: [] },
    contact: { window: { from: '09:00', to: '17:00' }, gap: 3 },
    intake: { missed: 'skip' },
    toleranceCents: 0,
    start: 'bellen',
    steps: [call, WRITE, { id: 'klaar', kind: 'end', name }],
    texts: { nl: {}, en: {} },
  };
}

/** An invoice due on Wednesday 4 March 2026: the call comes on Monday the 9th. */
function run(answers: [time: string, task: string, outcome: CallOutcome | 'approved'][], call?: CallStep): Simulation {
  const facts = noFacts(
    { id: 'f', number: 'F1', issuedOn: '2026-02-18', dueOn: '2026-03-04', claimedCents: 10_000, currency: 'EUR' },
    { id: 'd', kind: 'company', country: 'NL', language: 'nl' },
  );
  const events = answers.map(
    ([time, task, outcome], index): InvoiceEvent => ({
      type: 'task_completed',
      id: `e${index}`,
      at: at(time),
      taskId: `f:${task}:1`,
      outcome,
      by: 'Anna',
    }),
  );
  return simulate({
    ladder: ladder(call),
    facts,
    state: null,
    from: at('2026-03-02T10:00'),
    until: at('2026-04-02T10:00'),
    events,
  });
}

/** Calls and what came of them: "2026-03-09 09:00 task_opened bellen". */
const told = ({ entries }: Simulation) =>
  entries
    .filter(({ what }) => what.startsWith('task_'))
    .map(({ at: when, what, step }) => `${localMinute(when)} ${what} ${step}`);

test('who is not reached is called again in the evening, and then on Saturday; then the ladder goes on', () => {
  expect(
    told(
      run([
        ['2026-03-09T11:00', 'bellen', 'not_reached'],
        ['2026-03-09T18:30', 'bellen.attempt-2', 'not_reached'],
        ['2026-03-14T10:30', 'bellen.attempt-3', 'not_reached'],
      ]),
    ),
  ).toEqual([
    '2026-03-09T09:00 task_opened bellen',
    '2026-03-09T11:00 task_completed bellen',
    '2026-03-09T18:00 task_opened bellen',
    '2026-03-09T18:30 task_completed bellen',
    '2026-03-14T10:00 task_opened bellen',
    '2026-03-14T10:30 task_completed bellen',
    '2026-03-16T09:00 task_opened schrijven',
  ]);
});

test('an attempt says which it is', () => {
  const { entries } = run([['2026-03-09T11:00', 'bellen', 'not_reached']]);
  const again = entries.filter(({ what }) => what === 'task_opened')[1]!;
  expect(again.why).toEqual([{ code: 'attempt', number: 2, of: 3 }]);
});

test('another outcome ends the attempts', () => {
  const found = run([
    ['2026-03-09T11:00', 'bellen', 'not_reached'],
    ['2026-03-09T18:30', 'bellen.attempt-2', 'refuses'],
  ]);
  expect(found.state?.lastCall).toBe('refuses');
  expect(found.state?.position).toMatchObject({ mode: 'stuck', step: 'klaar' });
});

test('there is no further attempt after the deadline of the call', () => {
  const short: CallStep = { ...CALL, deadline: { days: 1, unit: 'workdays' } };
  const found = run(
    [
      ['2026-03-09T11:00', 'bellen', 'not_reached'],
      ['2026-03-09T18:30', 'bellen.attempt-2', 'not_reached'],
    ],
    short,
  );
  expect(told(found).at(-1)).toBe('2026-03-10T09:00 task_opened schrijven');
});

test('an attempt that nobody makes ends with the deadline of the call', () => {
  expect(told(run([['2026-03-09T11:00', 'bellen', 'not_reached']])).slice(2)).toEqual([
    '2026-03-09T18:00 task_opened bellen',
    '2026-03-16T17:00 task_expired bellen',
  ]);
});

test('an approver releases what comes next; nothing else does', () => {
  const reached: [string, string, CallOutcome][] = [
    ['2026-03-09T11:00', 'bellen', 'not_reached'],
    ['2026-03-09T18:30', 'bellen.attempt-2', 'not_reached'],
    ['2026-03-14T10:30', 'bellen.attempt-3', 'not_reached'],
  ];
  expect(run(reached).state?.position).toMatchObject({ mode: 'asking', step: 'schrijven', until: null });
  const approved = run([...reached, ['2026-03-17T10:00', 'schrijven', 'approved']]);
  expect(approved.state?.position?.step).toBe('klaar');
});
