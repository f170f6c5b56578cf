import { describe, expect, test } from 'vitest';
import type { Ladder, Step, StepId } from '../definition.ts';
import type { InvoiceEvent } from '../events.ts';
import { type Facts, noFacts } from '../facts.ts';
import type { InvoiceState } from '../invoice/state.ts';
import { transition } from '../invoice/transition.ts';
import { plan, type ScriptedDelivery, type Simulation, simulate } from '../simulate.ts';
import { localDate, parseInstant } from '../time/civil.ts';
import { changed, takeChange } from './change.ts';
import type { LadderChange } from './event.ts';
import { changeProblems, completeMapping } from './mapping.ts';
import { atOnce, previewChange, spreadOver } from './preview.ts';

const at = (text: string) => parseInstant(text)!;
const both = (text: string) => ({ nl: text, en: text });
const day = (days: number) => ({ days, unit: 'days', after: 'due' }) as const;

type Sent = Extract<Step, { kind: 'send' }>;
const send = (id: StepId, notice: Sent['notice'], days: number, next: StepId, more: Partial<Sent> = {}): Sent => ({
  id,
  kind: 'send',
  channel: 'email',
  name: both(id),
  notice,
  when: day(days),
  next,
  ...more,
});
const R1 = send('r1', 'reminder', 5, 'r2');
const R2 = send('r2', 'second-reminder', 15, 'n');
const N = send('n', 'notice-of-default', 30, 'h', { termDays: 14 });
const H: Step = { id: 'h', kind: 'handover', name: both('h'), when: day(50) };
const call = (next: StepId): Step => ({
  id: 'c',
  kind: 'call',
  name: both('c'),
  when: day(10),
  deadline: { days: 10, unit: 'days' },
  next,
});

function ladder(version: number, ...steps: Step[]): Ladder {
  return {
    id: 'l',
    version,
    name: both('l'),
    office: { worked: [], closed: [] },
    contact: { window: { from: '09:00', to: '17:00' }, gap: 3 },
    intake: { missed: 'respace' },
    toleranceCents: 0,
    start: steps[0]!.id,
    steps,
    texts: { nl: {}, en: {} },
  };
}
const OLD = ladder(1, R1, R2, N, H);

const invoice = (kind: 'company' | 'consumer' = 'company') =>
  noFacts(
    { id: 'f', number: 'F1', issuedOn: '2026-03-04', dueOn: '2026-03-18', claimedCents: 121_000, currency: 'EUR' },
    { id: 'd', kind, country: 'NL', language: 'nl' },
  );

/** Where an invoice stands at a time. */
function standing(
  from: Ladder,
  until: string,
  more: { events?: InvoiceEvent[]; deliveries?: ScriptedDelivery[]; facts?: Facts } = {},
): Simulation & { state: InvoiceState } {
  const { facts = invoice(), ...rest } = more;
  const found = simulate({ ladder: from, facts, state: null, from: at('2026-03-04T09:00'), until: at(until), ...rest });
  return found as Simulation & { state: InvoiceState };
}

interface Asked {
  from?: Ladder;
  mapping?: Record<StepId, StepId>;
  choice?: LadderChange['choice'];
  facts?: Facts;
  notBefore?: string;
}

const changeTo = (to: Ladder, { from = OLD, mapping = {}, choice = 'replan', notBefore }: Asked = {}) => ({
  from,
  to,
  mapping: completeMapping(from, to, mapping),
  choice,
  notBefore: notBefore ?? null,
});

/** The plan of an invoice after a change at a time, as `date step`. */
function planAfter(to: Ladder, time: string, asked: Asked = {}): string[] {
  const { from = OLD } = asked;
  const { state, facts } = standing(from, time, asked.facts ? { facts: asked.facts } : {});
  const change = changeTo(to, asked);
  const event: LadderChange = {
    type: 'ladder_changed',
    id: 'w',
    at: at(time),
    from: { id: 'l', version: from.version },
    to: { id: 'l', version: to.version },
    choice: change.choice,
    by: 'Anna',
  };
  const result = takeChange(change, event, state, facts, at(time));
  if (result.what !== 'changed') throw new Error(JSON.stringify(result));
  return plan(to, result.state, facts, at(time)).map((one) => `${localDate(one.at)} ${one.step} ${one.what}`);
}

const refusal = (to: Ladder, time: string, asked: Asked = {}) => {
  const { state, facts } = standing(asked.from ?? OLD, time, asked.facts ? { facts: asked.facts } : {});
  return changed(changeTo(to, asked), state, facts);
};

/** The state after a change that must be taken. */
function taken(...asked: Parameters<typeof changed>) {
  const result = changed(...asked);
  if (result.what !== 'changed') throw new Error(JSON.stringify(result));
  return result;
}

const returned = (dispatchId: string, time: string): InvoiceEvent => ({
  type: 'notice_returned',
  id: 'b',
  at: at(time),
  dispatchId,
  on: time.slice(0, 10),
  problem: 'unknown',
});

/** Which notices came back, by their places. */
const cameBack = ({ notices }: InvoiceState) =>
  notices.flatMap(({ undelivered }, place) => (undelivered ? [place] : []));

describe('where an invoice stands after a change', () => {
  test('replanned, the step ahead takes the day of the new version', () => {
    const to = ladder(2, R1, { ...R2, when: day(10) }, N, H);
    expect(planAfter(to, '2026-03-24T12:00')[0]).toBe('2026-03-30 r2 notice_intended');
  });

  test('from the next step on, the step ahead keeps its day and what follows takes the new one', () => {
    const to = ladder(2, R1, { ...R2, when: day(10) }, { ...N, when: day(26) }, H);
    expect(planAfter(to, '2026-03-24T12:00', { choice: 'next_step' }).slice(0, 2)).toEqual([
      '2026-04-02 r2 notice_intended',
      '2026-04-13 n notice_intended',
    ]);
  });

  test('a kept day survives a second change, and gives way to replanning', () => {
    const second = ladder(2, R1, { ...R2, when: day(10) }, N, H);
    const third = ladder(3, R1, { ...R2, when: day(12) }, N, H);
    const { state, facts } = standing(OLD, '2026-03-24T12:00');
    const once = changed(changeTo(second, { choice: 'next_step' }), state, facts);
    if (once.what !== 'changed') throw new Error(once.what);
    const next = (choice: LadderChange['choice']) => {
      const twice = changed(changeTo(third, { from: second, choice }), once.state, facts);
      if (twice.what !== 'changed') throw new Error(twice.what);
      const [first] = previewChange(
        changeTo(third, { from: second, choice }),
        once.state,
        facts,
        at('2026-03-24T12:00'),
      ).after;
      return { date: localDate(first!.at), version: twice.state.changed!.keeps?.version };
    };
    expect(next('next_step')).toEqual({ date: '2026-04-02', version: 1 });
    expect(next('replan')).toEqual({ date: '2026-03-30', version: undefined });
  });

  test('an invoice at a removed step goes to the step that takes its place, planned by the new version', () => {
    const to = ladder(2, { ...R1, next: 'n' }, N, H);
    const asked = { mapping: { r2: 'n' }, choice: 'next_step' } as const;
    expect(planAfter(to, '2026-03-24T12:00', asked)[0]).toBe('2026-04-17 n notice_intended');
  });

  test('a removed call is withdrawn, and what its outcome would have decided no longer waits', () => {
    const from = ladder(1, { ...R1, next: 'c' }, call('r2'), R2, N, H);
    const { state, facts } = standing(from, '2026-03-31T12:00');
    expect(state.position).toMatchObject({ mode: 'asking', step: 'c' });
    const result = changed(changeTo(OLD, { from, mapping: { c: 'r2' } }), state, facts);
    expect(result).toMatchObject({
      what: 'changed',
      commands: [{ type: 'end_task', taskId: 'f:c:1', end: 'withdrawn' }, { what: 'task_withdrawn' }],
      state: { position: { mode: 'planned', step: 'r2' } },
    });
  });

  test('a call that stays is left on the list, with the time that it was given', () => {
    const from = ladder(1, { ...R1, next: 'c' }, call('r2'), R2, N, H);
    const to = { ...from, version: 2 };
    const { state, facts } = standing(from, '2026-03-31T12:00');
    const result = changed(changeTo(to, { from }), state, facts);
    expect(result).toMatchObject({ what: 'changed', commands: [], state: { position: state.position! } });
  });

  test('a question about a missed last day stays while the step has the same days, and is not answered by leaving it out', () => {
    const skips = (version: number, latest: number): Ladder => ({
      ...ladder(version, { ...R1, when: { ...day(5), notBefore: day(30), latest } }, R2, N, H),
      intake: { missed: 'skip' },
    });
    const from = skips(1, 10);
    const { state, facts } = standing(from, '2026-04-10T12:00');
    expect(state.position).toMatchObject({ mode: 'stuck', step: 'r1', cause: 'latest_missed' });
    const unchanged = changed(changeTo(skips(2, 10), { from }), state, facts);
    expect(unchanged).toMatchObject({ commands: [], state: { position: state.position! } });
    const longer = changed(changeTo(skips(2, 40), { from }), state, facts);
    expect(longer).toMatchObject({ commands: [{ type: 'end_task' }, {}], state: { position: { mode: 'planned' } } });
  });

  test('a task whose answers are others is asked anew', () => {
    const task = (...ids: string[]): Step => ({
      id: 't',
      kind: 'task',
      name: both('t'),
      when: day(7),
      outcomes: ids.map((id) => ({ id, name: both(id), next: 'n' })),
    });
    const from = ladder(1, { ...R1, next: 't' }, task('ja', 'nee'), N, H);
    const to = ladder(2, { ...R1, next: 't' }, task('ja', 'later'), N, H);
    const { state, facts } = standing(from, '2026-03-26T12:00');
    const result = changed(changeTo(to, { from }), state, facts);
    expect(result).toMatchObject({ commands: [{ type: 'end_task' }, {}], state: { position: { mode: 'planned' } } });
  });
});

describe('what went out', () => {
  test('does not go out again where the new version has it ahead', () => {
    const to = ladder(2, { ...R2, next: 'r1' }, { ...R1, next: 'n', when: day(20) }, N, H);
    expect(planAfter(to, '2026-03-24T12:00').slice(0, 2)).toEqual([
      '2026-04-02 r2 notice_intended',
      '2026-04-02 r1 step_skipped',
    ]);
  });

  test('keeps its term, whatever term the step gives now', () => {
    const to = ladder(2, R1, R2, { ...N, termDays: 5 }, H);
    const { state, facts } = standing(OLD, '2026-04-20T12:00');
    const result = changed(changeTo(to), state, facts);
    expect(result).toMatchObject({ state: { notices: [{}, {}, { step: 'n', termDays: 14 }] } });
  });

  test('under a step that got another name counts under that name, by its kind where that is one of each', () => {
    const to = ladder(2, { ...R1, next: 'herhaling' }, { ...R2, id: 'herhaling' }, N, H);
    const { state, facts } = standing(OLD, '2026-04-03T12:00');
    expect(changed(changeTo(to), state, facts)).toMatchObject({
      state: { notices: [{ step: 'r1' }, { step: 'herhaling' }] },
    });
  });

  test('under a step that was merged into another keeps its own name: the other one is still to come', () => {
    const to = ladder(2, { ...R2, notice: 'reminder' }, N, H);
    const { state, facts } = standing(OLD, '2026-03-24T12:00');
    const result = changed(changeTo(to, { mapping: { r1: 'r2' } }), state, facts);
    expect(result).toMatchObject({ state: { notices: [{ step: 'r1' }], changed: { behind: [] } } });
  });

  /** A case whose first notice of default a change merged into the second one, which is still to come. */
  const mergedNotice = () => {
    const next = send('n2', 'notice-of-default', 44, 'h', { termDays: 14, channel: 'letter' });
    const from = ladder(1, R1, R2, { ...N, next: 'n2' }, next, { ...H, when: day(64) });
    const to = ladder(2, R1, { ...R2, next: 'n2' }, next, { ...H, when: day(64) });
    const { state, facts } = standing(from, '2026-04-20T12:00');
    const once = changed(changeTo(to, { from, mapping: { n: 'n2' } }), state, facts);
    if (once.what !== 'changed') throw new Error(once.what);
    return { to, facts, once };
  };

  test('a notice of default that was merged into the next one stands for it, also after a second change, and the next one comes', () => {
    const { to, facts, once } = mergedNotice();
    const again = ladder(3, ...to.steps);
    for (const found of [once, changed(changeTo(again, { from: to }), once.state, facts)]) {
      expect(found).toMatchObject({
        state: {
          notices: [{}, {}, { step: 'n2', mergedFrom: ['n'] }],
          position: { step: 'n2' },
          changed: { behind: [] },
        },
      });
    }
  });

  test('the letter of the next one, once posted, is not taken for the one that was merged into it: it goes out once', () => {
    const { to, facts, once } = mergedNotice();
    const later = simulate({
      ladder: to,
      facts,
      state: once.state,
      from: at('2026-04-20T12:00'),
      until: at('2026-05-30T12:00'),
    });
    const sent = later.entries.flatMap(({ what, step }) =>
      what === 'notice_sent' || what === 'handed_over' ? [step] : [],
    );
    expect(sent).toEqual(['n2', 'h']);
    expect(later.state!.notices).toMatchObject([{}, {}, { mergedFrom: ['n'] }, { step: 'n2', channel: 'letter' }]);
  });

  test('under a step that is taken out does not go out again when a later version has that step back', () => {
    const without = ladder(2, { ...R1, next: 'n' }, N, H);
    const { state, facts } = standing(OLD, '2026-04-04T12:00');
    const once = taken(changeTo(without, { mapping: { r2: 'n' } }), state, facts);
    const to = ladder(3, { ...R1, next: 'n' }, { ...N, next: 'r2' }, { ...R2, when: day(35), next: 'h' }, H);
    const twice = taken(changeTo(to, { from: without }), once.state, facts);
    const ahead = plan(to, twice.state, facts, at('2026-04-04T12:00'));
    expect(ahead.map(({ what, step }) => `${step} ${what}`)).toEqual([
      'n notice_intended',
      'r2 step_skipped',
      'h notice_intended',
    ]);
  });

  test('the letter of a step that is back is its own, whichever step an earlier change brought its name to', () => {
    const letter = { ...R2, channel: 'letter' } as const;
    const old = ladder(1, R1, letter, N, H);
    const renamed = send('x', 'second-reminder', 21, 'n');
    const without = ladder(2, { ...R1, next: 'x' }, renamed, N, H);
    const { state, facts } = standing(old, '2026-03-24T12:00');
    const once = taken(changeTo(without, { from: old, mapping: { r2: 'x' } }), state, facts);
    const back = ladder(3, { ...R1, next: 'x' }, { ...renamed, next: 'r2' }, { ...letter, when: day(28) }, N, H);
    const twice = taken(changeTo(back, { from: without }), once.state, facts);
    const [from, until] = [at('2026-03-24T12:00'), at('2026-06-30T12:00')];
    const later = simulate({ ladder: back, facts, state: twice.state, from, until });
    const what = later.entries.map((entry) => `${entry.step} ${entry.what}`);
    expect(what.filter((one) => /sent|posted|handed/.test(one))).toEqual([
      'x notice_sent',
      'r2 notice_sent',
      'n notice_sent',
      'h handed_over',
    ]);
  });

  test('and was merged is that of its own step again when the older version comes back, which the case then takes', () => {
    const { to, facts, once } = mergedNotice();
    const next = send('n2', 'notice-of-default', 44, 'h', { termDays: 14, channel: 'letter' });
    const back = ladder(3, R1, R2, { ...N, next: 'n2' }, next, { ...H, when: day(64) });
    const twice = taken(changeTo(back, { from: to }), once.state, facts);
    expect(twice.state).toMatchObject({ position: { step: 'n2' }, changed: { behind: [] } });
    expect(twice.state.notices.map(({ step }) => step)).toEqual(['r1', 'r2', 'n']);
    expect(twice.state.notices[2]).not.toHaveProperty('mergedFrom');
  });

  test.each([
    ['f:n:1', 2],
    ['f:n2:1', 3],
  ])(
    'which of two came back that are one step since is known by the name under which it left: %s',
    (dispatchId, index) => {
      const next = send('n2', 'notice-of-default', 44, 'h', { termDays: 14 });
      const from = ladder(1, R1, R2, { ...N, next: 'n2' }, next, { ...H, when: day(80) });
      const to = ladder(2, R1, { ...R2, next: 'x' }, { ...next, id: 'x' }, { ...H, when: day(80) });
      const { state, facts } = standing(from, '2026-05-10T12:00');
      const once = taken(changeTo(to, { from, mapping: { n: 'x', n2: 'x' } }), state, facts);
      const after = transition(
        to,
        once.state,
        [returned(dispatchId, '2026-05-10T12:00')],
        facts,
        at('2026-05-10T12:00'),
      );
      expect(cameBack(after.state)).toEqual([index]);
      // The second one stands while it is not known to have come back: the first one is not made anew.
      expect(after.state.position).toMatchObject(index === 2 ? { step: 'h' } : { mode: 'stuck', step: 'x' });
    },
  );

  test.each([
    ['f:n:1', 2],
    ['f:n2:1', 3],
  ])('which of the two came back is known by the name under which it left: %s', (dispatchId, index) => {
    const { to, facts, once } = mergedNotice();
    const until = at('2026-05-12T12:00');
    const { state } = simulate({ ladder: to, facts, state: once.state, from: at('2026-04-20T12:00'), until });
    const after = transition(to, state, [returned(dispatchId, '2026-05-12T12:00')], facts, until).state;
    expect(cameBack(after)).toEqual([index]);
    // The next one arrived: nobody is written to a third time because the one that was merged did not.
    expect(after.position).toMatchObject(index === 2 ? { mode: 'planned', step: 'h' } : { mode: 'stuck', step: 'n2' });
    expect(after.sideTasks).toHaveLength(index === 2 ? 1 : 0);
  });
});

describe('a notice that comes back after its step got another name', () => {
  const back = (state: InvoiceState, facts: Facts, to: Ladder) =>
    transition(
      to,
      state,
      [
        {
          type: 'notice_bounced',
          id: 'b',
          at: at('2026-04-04T12:00'),
          dispatchId: 'f:r2:1',
          on: '2026-04-04',
          problem: 'no',
        },
      ],
      facts,
      at('2026-04-04T12:00'),
    );
  const renamed = (...steps: Step[]) => {
    const to = ladder(2, ...steps);
    const { state, facts } = standing(OLD, '2026-04-03T12:00');
    const result = changed(changeTo(to, { mapping: { r2: 'x' } }), state, facts);
    if (result.what !== 'changed') throw new Error(JSON.stringify(result));
    return { to, facts, state: result.state };
  };

  test('is known by the name under which it left; what was to be passed by comes again', () => {
    const step = { ...R2, id: 'x', next: 'h' };
    const { to, state, facts } = renamed({ ...R1, next: 'n' }, { ...N, next: 'x' }, step, H);
    expect(state.changed).toMatchObject({ formerly: { x: ['r2'] }, behind: ['x'] });
    const { state: after } = back(state, facts, to);
    expect(after).toMatchObject({ position: { mode: 'stuck', step: 'x', cause: 'refused' }, changed: { behind: [] } });
    expect(after.notices[1]).toMatchObject({ step: 'x', undelivered: 'bounced' });
  });

  test('whose step is gone is put before a person', () => {
    const to = ladder(2, { ...R1, next: 'n' }, N, H);
    const { state, facts } = standing(OLD, '2026-04-03T12:00');
    const result = changed(changeTo(to, { mapping: { r2: 'r1' } }), state, facts);
    if (result.what !== 'changed') throw new Error(JSON.stringify(result));
    const { state: after, commands } = back(result.state, facts, to);
    expect(after.position).toMatchObject({ mode: 'planned', step: 'n' });
    expect(commands).toContainEqual(expect.objectContaining({ type: 'open_task' }));
  });
});

test('a notice that comes back is known after three changes, of which one took out its step', () => {
  const renamed = ladder(2, { ...R1, next: 'x' }, { ...R2, id: 'x' }, N, H);
  const without = ladder(3, { ...R1, next: 'n' }, N, H);
  const { state, facts } = standing(OLD, '2026-04-03T12:00');
  const first = taken(changeTo(renamed, { mapping: { r2: 'x' } }), state, facts);
  const second = taken(changeTo(without, { from: renamed, mapping: { x: 'n' } }), first.state, facts);
  const again = ladder(4, ...without.steps);
  const third = taken(changeTo(again, { from: without }), second.state, facts);
  const after = transition(again, third.state, [returned('f:r2:1', '2026-04-04T12:00')], facts, at('2026-04-04T12:00'));
  expect(cameBack(after.state)).toEqual([1]);
  expect(after.state.sideTasks).toHaveLength(1);
});

test('a letter of a step that a change took out, put in the post all the same, is a contact of that day', () => {
  const { state, facts } = standing(OLD, '2026-03-24T12:00');
  const to = ladder(2, { ...R1, next: 'n' }, { ...N, when: day(16) }, H);
  const once = taken(changeTo(to, { mapping: { r2: 'n' } }), state, facts);
  const on = '2026-04-02';
  const posted: InvoiceEvent = {
    type: 'notice_posted',
    id: 'p',
    at: at(`${on}T16:00`),
    dispatchId: 'f:r2:1',
    batchId: 'b',
    on,
    receivedOn: '2026-04-07',
    deadline: null,
    amountCents: 121_000,
    by: 'Anna',
  };
  const after = transition(to, once.state, [posted], facts, posted.at);
  expect(after.commands).toContainEqual({ type: 'settle_dispatch', dispatchId: 'f:r2:1', sentOn: on });
  expect(after.state.lastContactOn).toBe(on);
  // The days between two contacts count from it.
  expect(after.state.position).toMatchObject({ mode: 'planned', step: 'n' });
  expect(localDate(after.state.wakeAt!)).toBe('2026-04-07');
});

test('a fourteen-day letter whose step a change merged into the notice of default, put in the post all the same, is no such notice', () => {
  const letter = send('l14', 'fourteen-day-letter', 20, 'n', { termDays: 15, channel: 'letter' });
  const from = ladder(1, { ...R1, next: 'l14' }, letter, N, H);
  const to = ladder(2, { ...R1, next: 'n' }, N, H);
  // It was left out: the consumer was charged for another invoice.
  const charges = [{ on: '2026-03-20', letter: null }];
  const known = invoice('consumer');
  const { state, facts } = standing(from, '2026-04-08T12:00', {
    facts: { ...known, debtor: { ...known.debtor, charges } },
  });
  const once = taken(changeTo(to, { from, mapping: { l14: 'n' } }), state, facts);
  const posted: InvoiceEvent = {
    type: 'notice_posted',
    id: 'p',
    at: at('2026-04-10T16:00'),
    dispatchId: 'f:l14:1',
    batchId: 'b',
    on: '2026-04-10',
    receivedOn: '2026-04-14',
    deadline: '2026-04-29',
    amountCents: 121_000,
    by: 'Anna',
  };
  const after = transition(to, once.state, [posted], facts, posted.at);
  expect(after.state).toMatchObject({
    notices: [{ step: 'r1' }],
    lastContactOn: '2026-04-10',
    position: { step: 'n' },
  });
});

describe('what the law asks for before a step is never passed by', () => {
  const letter = send('l14', 'fourteen-day-letter', 20, 'n', { termDays: 15 });
  const withLetter = ladder(2, R1, { ...R2, next: 'l14' }, letter, N, H);

  test('a consumer’s case beyond a new fourteen-day letter stays on its version', () => {
    const facts = invoice('consumer');
    expect(refusal(withLetter, '2026-04-03T12:00', { facts })).toEqual({
      what: 'refused',
      because: 'notice_passed_by',
      step: 'l14',
    });
    expect(refusal(withLetter, '2026-04-03T12:00')).toMatchObject({ what: 'changed' });
  });

  test('also where a branch leads past it, which other debtors take', () => {
    const branch: Step = {
      id: 'b',
      kind: 'decide',
      rows: [{ all: [{ field: 'debtorKind', in: ['consumer'] }], next: 'l14' }],
      otherwise: 'n',
      name: both('b'),
    };
    const to = ladder(2, R1, { ...R2, next: 'b' }, branch, letter, N, H);
    const facts = invoice('consumer');
    expect(refusal(to, '2026-04-03T12:00', { facts })).toMatchObject({ because: 'notice_passed_by' });
  });

  test('a consumer’s case before it takes the new version, and gets it', () => {
    const facts = invoice('consumer');
    expect(planAfter(withLetter, '2026-03-24T12:00', { facts })[1]).toBe('2026-04-07 l14 notice_intended');
  });

  test('an invoice before the notice of default does not come after it by a mapping', () => {
    const to = ladder(2, { ...N, next: 'r1' }, { ...R1, next: 'r2' }, { ...R2, next: 'h' }, H);
    expect(refusal(to, '2026-03-24T12:00')).toEqual({ what: 'refused', because: 'notice_passed_by', step: 'n' });
  });

  test('a notice of default cannot become a reminder, nor the other way round', () => {
    const to = ladder(2, R1, R2, { ...N, notice: 'reminder' }, { ...N, id: 'n2' }, H);
    expect(refusal(to, '2026-04-20T12:00')).toMatchObject({ because: 'kind_differs', step: 'n' });
    const worse = ladder(2, { ...R1, notice: 'notice-of-default', termDays: 14 }, R2, N, H);
    expect(refusal(worse, '2026-03-24T12:00')).toMatchObject({ because: 'kind_differs', step: 'r1' });
  });

  test('nor, later on, be the name of another sort of notice: nobody would get that', () => {
    const without = ladder(2, { ...R1, next: 'n' }, N, H);
    const { state, facts } = standing(OLD, '2026-04-04T12:00');
    const once = taken(changeTo(without, { mapping: { r2: 'n' } }), state, facts);
    const letter = { ...R2, notice: 'fourteen-day-letter', termDays: 15, when: day(24) } as const;
    const to = ladder(3, { ...R1, next: 'r2' }, letter, N, H);
    const refused = { what: 'refused', because: 'kind_differs', step: 'r2' };
    expect(changed(changeTo(to, { from: without }), once.state, facts)).toEqual(refused);
    const { state: fresh } = standing(without, '2026-03-24T12:00');
    expect(changed(changeTo(to, { from: without }), fresh, facts)).toMatchObject({ what: 'changed' });
  });

  test('an invoice beyond a notice from which a later step now counts is refused the change', () => {
    const anchored = { ...N, when: { days: 10, unit: 'days', after: 'received', ofStep: 'x' } } as const;
    const to = ladder(2, R1, { ...send('x', 'demand', 8, 'r2') }, R2, anchored, H);
    expect(refusal(to, '2026-03-24T12:00')).toEqual({ what: 'refused', because: 'anchor_passed_by', step: 'x' });
  });
});

describe('an invoice that is not at rest', () => {
  test.each(['notice_in_doubt', 'notice_refused'] as const)('waits: %s', (type) => {
    const deliveries = [{ type, id: 'x', step: 'r1', round: 1, problem: 'no' }];
    const { state, facts } = standing(OLD, '2026-03-24T12:00', { deliveries });
    expect(changed(changeTo({ ...OLD, version: 2 }), state, facts)).toEqual({ what: 'waits' });
  });

  test('is refused the change once it is closed', () => {
    const paid: InvoiceEvent = {
      type: 'payment',
      id: 'p',
      at: at('2026-03-20T12:00'),
      amountCents: 121_000,
      bookedOn: '2026-03-20',
    };
    const { state, facts } = standing(OLD, '2026-03-24T12:00', { events: [paid] });
    expect(changed(changeTo({ ...OLD, version: 2 }), state, facts)).toMatchObject({ because: 'closed' });
  });

  test('and was handed over, likewise', () => {
    expect(refusal({ ...OLD, version: 2 }, '2026-05-20T12:00')).toMatchObject({ because: 'handed_over' });
  });
});

describe('the problems of a change', () => {
  const rules = (to: Ladder, mapping: Record<string, string> = {}, used = ['r1', 'r2', 'n', 'h']) =>
    changeProblems(OLD, to, mapping, new Set(used)).map(({ rule, step }) => [rule, step]);

  test('are none for other days and added steps', () => {
    expect(rules(ladder(2, { ...R1, next: 'x' }, send('x', 'demand', 8, 'r2'), R2, N, H))).toEqual([]);
  });

  test.each<[string, Ladder, Record<string, string>, (string | null)[][]]>([
    ['another ladder', { ...OLD, id: 'm', version: 2 }, {}, [['other-ladder', null]]],
    ['the same version', OLD, {}, [['same-version', null]]],
    ['a removed step without a counterpart', ladder(2, { ...R1, next: 'n' }, N, H), {}, [['unmapped-step', 'r2']]],
    ['a counterpart that is not there', ladder(2, { ...R1, next: 'n' }, N, H), { r2: 'x' }, [['unknown-step', 'r2']]],
    ['a step that never was', { ...OLD, version: 2 }, { x: 'r1' }, [['unknown-step', 'x']]],
    ['a counterpart of a step that is still there', { ...OLD, version: 2 }, { r1: 'r2' }, [['step-still-there', 'r1']]],
    [
      'a legal notice that becomes a reminder',
      ladder(2, R1, R2, { ...N, id: 'm' }, H),
      { n: 'r2' },
      [['kind-differs', 'n']],
    ],
  ])('%s', (_, to, mapping, expected) => {
    expect(rules(to, mapping)).toEqual(expected);
  });

  test('a removed step that no running invoice needs is none', () => {
    expect(rules(ladder(2, { ...R1, next: 'n' }, N, H), {}, ['r1', 'n'])).toEqual([]);
  });
});

describe('a preview', () => {
  const to = ladder(2, R1, { ...R2, when: day(6) }, N, H);
  const look = (time: string, notBefore?: string, target = to) => {
    const { state, facts } = standing(OLD, time);
    return previewChange(changeTo(target, notBefore ? { notBefore } : {}), state, facts, at(time));
  };

  test('tells what comes at once, and when', () => {
    const preview = look('2026-03-30T12:00');
    expect(preview.effect).toBe('at_once');
    expect(localDate(atOnce(preview)!)).toBe('2026-03-30');
  });

  test('what is put off comes on its day, or on the last that the step has', () => {
    const first = (target: Ladder) => {
      const [entry] = look('2026-03-30T12:00', '2026-04-10', target).after;
      return [localDate(entry!.at), entry!.why.at(-1)!.code];
    };
    expect(first(to)).toEqual(['2026-04-10', 'spread']);
    const bounded = ladder(2, R1, { ...R2, when: { ...day(6), latest: 15 } }, N, H);
    expect(first(bounded)).toEqual(['2026-04-02', 'spread']);
  });

  test('tells what stays, comes earlier and comes later', () => {
    expect(look('2026-03-20T12:00', undefined, { ...OLD, version: 2 }).effect).toBe('unchanged');
    expect(look('2026-03-20T12:00').effect).toBe('earlier');
    expect(look('2026-03-20T12:00', undefined, ladder(2, R1, R2, { ...N, when: day(40) }, H))).toMatchObject({
      effect: 'later',
      difference: { before: { step: 'n' }, after: { step: 'n' } },
    });
  });

  test('what is due at once is spread over working days, the invoices of one debtor together', () => {
    const invoices = ['a', 'a', 'a', 'b', 'c', 'd'].map((debtorId, index) => ({
      id: String(index),
      debtorId,
      at: at('2026-04-02T15:00'),
    }));
    const days = [...spreadOver({ to: OLD }, invoices, 2)].map(([id, on]) => `${id} ${on}`);
    // Good Friday to Easter Monday nobody works.
    expect(days).toEqual([
      '0 2026-04-02',
      '1 2026-04-02',
      '2 2026-04-02',
      '3 2026-04-07',
      '4 2026-04-07',
      '5 2026-04-08',
    ]);
    expect(spreadOver({ to: OLD }, [], 2).size).toBe(0);
  });
});
