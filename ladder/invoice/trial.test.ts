import { expect, test } from 'vitest';
import { type Change, takeChange } from '../change/change.ts';
import type { Ladder } from '../definition.ts';
import type { InvoiceEvent } from '../events.ts';
import { type Facts, noFacts } from '../facts.ts';
import sevenSteps from '../library/zeven-stappen.json' with { type: 'json' };
import { type Simulation, simulate } from '../simulate.ts';
import { localMinute, parseInstant } from '../time/civil.ts';
import type { Command } from './commands.ts';
import { awaited, type InvoiceState } from './state.ts';

const ladder = sevenSteps as unknown as Ladder;
const at = (text: string) => parseInstant(text)!;

/** An invoice due on Wednesday 18 March 2026: its first reminder comes on Monday the 23rd. */
const FACTS: Facts = {
  ...noFacts(
    { id: 'f', number: 'F1', issuedOn: '2026-03-04', dueOn: '2026-03-18', claimedCents: 121_000, currency: 'EUR' },
    { id: 'd', kind: 'company', country: 'NL', language: 'nl' },
  ),
  trials: [ladder.version],
};
const WAITED = '2026-03-24T08:00';

interface Given {
  events?: InvoiceEvent[];
  facts?: Facts;
  state?: InvoiceState | null;
  from?: string;
  until?: string;
}

interface Ran extends Simulation {
  commands: Command[];
}

function run({ events = [], facts = FACTS, state = null, from = '2026-03-16T10:00', until = WAITED }: Given): Ran {
  const commands: Command[] = [];
  const watch = (_: unknown, more: readonly Command[]) => void commands.push(...more);
  const done = simulate({ ladder, facts, state, from: at(from), until: at(until), events, watch });
  return { ...done, commands };
}

const told = ({ entries }: Simulation) =>
  entries.map(({ at: when, step, what }) => `${localMinute(when)} ${step ?? '-'} ${what}`);
const sent = ({ state }: Simulation) =>
  state!.notices.map(({ step, sentOn, amountCents }) => [step, sentOn, amountCents]);
const openTasks = ({ commands }: Ran) => {
  const open = new Set<string>();
  for (const command of commands) {
    if (command.type === 'open_task') open.add(command.task.id);
    if (command.type === 'end_task') open.delete(command.taskId);
  }
  return [...open];
};

const TASK = 'f:eerste-herinnering.trial:1';
const answer = (time: string, outcome: string, taskId = TASK): InvoiceEvent => ({
  type: 'task_completed',
  id: `a-${time}`,
  at: at(time),
  taskId,
  outcome,
  by: 'Anna',
});
const payment = (time: string, amountCents: number): InvoiceEvent => ({
  type: 'payment',
  id: `p-${time}`,
  at: at(time),
  amountCents,
  bookedOn: time.slice(0, 10),
});

test('a reminder of a version on trial waits for a person, and says why', () => {
  const waiting = run({});
  expect(told(waiting).at(-1)).toBe('2026-03-23T11:43 eerste-herinnering decision_asked');
  expect(waiting.entries.at(-1)!.why.at(-1)).toEqual({ code: 'trial', version: ladder.version });
  expect(waiting.state!.position).toMatchObject({ mode: 'stuck', cause: 'trial', taskId: TASK, open: true });
  expect(awaited(waiting.state!)).toBe('person');
  expect(waiting.commands.filter(({ type }) => type === 'intend')).toEqual([]);
  const asked = waiting.commands.find((command) => command.type === 'open_task' && command.task.id === TASK);
  expect(asked).toMatchObject({ task: { outcomes: ['release', 'hold', 'skip'] } });
});

test('released, it goes, is counted once, and what follows counts from the day on which it went', () => {
  const released = run({ events: [answer('2026-03-25T11:00', 'release')], until: '2026-03-25T12:00' });
  expect(sent(released)).toEqual([['eerste-herinnering', '2026-03-25', 121_000]]);
  expect(released.commands.filter(({ type }) => type === 'release')).toEqual([
    { type: 'release', dispatchId: 'f:eerste-herinnering:1', version: ladder.version, by: 'Anna' },
  ]);
  expect(openTasks(released)).toEqual([]);
  expect(released.state!.lastContactOn).toBe('2026-03-25');
});

test('released in the evening, it leaves in the next hours, without being asked about again', () => {
  const released = run({ events: [answer('2026-03-23T20:00', 'release')], until: '2026-03-24T12:00' });
  expect(sent(released)).toEqual([['eerste-herinnering', '2026-03-24', 121_000]]);
  expect(told(released).filter((line) => line.includes('decision_asked'))).toHaveLength(1);
});

test('a release is for one contact: the next one waits again', () => {
  const events = [answer('2026-03-23T12:00', 'release')];
  const later = run({ events, until: '2026-04-30T10:00' });
  expect(later.state!.position).toMatchObject({ mode: 'stuck', step: 'tweede-herinnering', cause: 'trial' });
  expect(sent(later)).toHaveLength(1);
});

test('paid while it waits, it never goes, and nobody is asked any more', () => {
  const paid = run({
    events: [payment('2026-03-24T10:00', 121_000), answer('2026-03-25T10:00', 'release')],
    until: '2026-05-01T10:00',
  });
  expect(paid.state).toMatchObject({ phase: 'closed', notices: [] });
  expect(openTasks(paid)).toEqual([]);
  expect(paid.commands.filter(({ type }) => type === 'intend' || type === 'release')).toEqual([]);
});

test('paid in part while it waits, it goes with what is left', () => {
  const events = [payment('2026-03-24T10:00', 21_000), answer('2026-03-25T10:00', 'release')];
  expect(sent(run({ events, until: '2026-03-26T10:00' }))).toEqual([['eerste-herinnering', '2026-03-25', 100_000]]);
});

test('a hold takes the question back; after it, the question is put again', () => {
  const hold: InvoiceEvent = {
    type: 'hold',
    id: 'h',
    at: at('2026-03-24T10:00'),
    owner: 'Anna',
    reason: 'tekst',
    until: '2026-03-31',
  };
  const during = run({ events: [hold], until: '2026-03-30T10:00' });
  expect(during.state!.position).toMatchObject({ mode: 'planned', step: 'eerste-herinnering' });
  expect(openTasks(during)).toEqual([]);
  const after = run({ events: [hold, answer('2026-03-25T10:00', 'release')], until: '2026-04-01T16:00' });
  expect(after.state!.position).toMatchObject({ mode: 'stuck', cause: 'trial', open: true });
  expect(openTasks(after)).toEqual([TASK]);
  expect(sent(after)).toEqual([]);
});

test('a release before a hold keeps for after it: what was looked at is still that contact', () => {
  const hold: InvoiceEvent = {
    type: 'hold',
    id: 'h',
    at: at('2026-03-23T19:00'),
    owner: 'Anna',
    reason: 'tekst',
    until: '2026-03-31',
  };
  const after = run({ events: [answer('2026-03-23T18:30', 'release'), hold], until: '2026-04-01T16:00' });
  expect(sent(after)).toEqual([['eerste-herinnering', '2026-04-01', 121_000]]);
});

test('a later due date takes the question back until the contact is due again', () => {
  const events: InvoiceEvent[] = [
    {
      type: 'invoice_corrected',
      id: 'c',
      at: at('2026-03-24T10:00'),
      dueOn: '2026-04-15',
      by: 'Anna',
      reason: 'termijn',
    },
  ];
  const corrected = run({ events, until: '2026-03-25T10:00' });
  expect(corrected.state!.position).toMatchObject({ mode: 'planned' });
  expect(openTasks(corrected)).toEqual([]);
});

test('once the trial is over, what waited goes by itself, judged anew', () => {
  const waiting = run({});
  const over = { ...FACTS, trials: [] };
  const after = run({ state: waiting.state, facts: over, from: '2026-03-24T12:00', until: '2026-03-24T13:00' });
  expect(sent(after)).toEqual([['eerste-herinnering', '2026-03-24', 121_000]]);
  expect(after.commands).toContainEqual({ type: 'end_task', taskId: TASK, end: 'withdrawn' });
});

test('the handover waits as well', () => {
  const stepped = run({ facts: { ...FACTS, trials: [] }, until: '2026-05-10T10:00' });
  const handover = run({ state: stepped.state, from: '2026-05-10T11:00', until: '2026-06-20T10:00' });
  expect(handover.state!.position).toMatchObject({ mode: 'stuck', step: 'overdragen', cause: 'trial' });
  const task = 'f:overdragen.trial:1';
  const gone = run({
    state: handover.state,
    from: '2026-06-22T10:00',
    until: '2026-06-22T12:00',
    events: [answer('2026-06-22T11:00', 'release', task)],
  });
  expect(gone.state).toMatchObject({ phase: 'handed_over', handedOver: { on: '2026-06-22' } });
});

test('calls are made by people anyway: they do not wait', () => {
  const { state } = run({ events: [answer('2026-03-23T12:00', 'release')], until: '2026-04-07T12:00' });
  expect(state!.position).toMatchObject({ mode: 'asking', step: 'bellen-na-vervaldatum' });
});

test('a notice that may be left out can be left out by who looks at it', () => {
  const skipped = run({ events: [answer('2026-03-23T12:00', 'skip')], until: '2026-03-23T13:00' });
  expect(skipped.state!.position).toMatchObject({ mode: 'planned', step: 'bellen-na-vervaldatum' });
  expect(sent(skipped)).toEqual([]);
});

test('"hold" as a bare answer does nothing: a hold has an owner and an end, which a person is told', () => {
  const held = run({ events: [answer('2026-03-23T12:00', 'hold')], until: '2026-03-23T13:00' });
  expect(held.state!.position).toMatchObject({ mode: 'stuck', cause: 'trial', open: true });
  expect(held.state!.sideTasks).toHaveLength(1);
});

test('a case that waits can be brought forward by a person', () => {
  const act: InvoiceEvent = {
    type: 'escalation',
    id: 'e',
    at: at('2026-03-23T12:00'),
    step: 'ingebrekestelling',
    by: 'Anna',
    reason: 'weigert',
  };
  const brought = run({ events: [act], until: '2026-03-23T13:00' });
  expect(brought.state!.position).toMatchObject({ mode: 'stuck', step: 'ingebrekestelling', cause: 'trial' });
  expect(openTasks(brought)).toEqual(['f:ingebrekestelling.trial:1']);
});

test('an invoice on a version that is not on trial is told nothing of it', () => {
  const other = { ...FACTS, trials: [ladder.version + 1] };
  const plain = { ...FACTS, trials: [] };
  const until = '2026-06-20T10:00';
  expect(run({ facts: other, until }).commands).toEqual(run({ facts: plain, until }).commands);
  expect(run({ facts: plain, until }).state).not.toHaveProperty('released');
});

test('a change of ladder asks on the account of the new version: a release of the old one does not count', () => {
  const to = { ...ladder, version: ladder.version + 1 };
  const mapping = new Map(ladder.steps.map(({ id }) => [id, id]));
  const change: Change = { from: ladder, to, mapping, choice: 'replan', notBefore: null };
  const now = at('2026-03-23T20:00');
  const { state } = run({ events: [answer('2026-03-23T19:00', 'release')], until: '2026-03-23T19:30' });
  const event = { type: 'ladder_changed', id: 'c', at: now, from: ladder, to, choice: 'replan', by: 'Anna' } as const;
  const onTrial = takeChange(change, event, state!, { ...FACTS, trials: [to.version] }, now);
  expect(onTrial).toMatchObject({ what: 'changed', state: { released: null } });
  const waiting = run({});
  const free = takeChange(
    change,
    event,
    waiting.state!,
    { ...FACTS, trials: [ladder.version] },
    at('2026-03-24T12:00'),
  );
  expect(free).toMatchObject({ what: 'changed', state: { position: { mode: 'sending', step: 'eerste-herinnering' } } });
  expect((free as { commands: Command[] }).commands).toContainEqual({
    type: 'end_task',
    taskId: TASK,
    end: 'withdrawn',
  });
});
