/** A change of ladder in the transaction of its invoice: taken once, at rest, or refused with its cause. */
import { expect, test } from 'vitest';
import type { Ladder } from '../../ladder/definition.ts';
import { climbing } from '../../store/climbing.ts';
import { findInvoice } from '../../store/invoices.ts';
import {
  addLadderChange,
  addToChange,
  countProgress,
  listProgress,
  markTold,
  retryChange,
  stepsInUse,
  untold,
} from '../../store/ladder-changes.ts';
import { addLadder } from '../../store/ladders.ts';
import { brokenAt, invoiceChain, readLog } from '../../store/log.ts';
import { CHANGE_LADDER, type ReceivedSignal } from '../../workflows/messages.ts';
import { aHandover, aLadder, aNoticeOfDefault, anAnswer, aPayment, aReminder, at } from '../support/builders.ts';
import { aCase, Case, signal } from '../support/case.ts';
import { onBothDatabases } from '../support/databases.ts';

const START = '2026-03-20T10:00';
const SENT = '2026-03-23T09:00';
const LATER = '2026-03-24T10:00';

/** The test ladder with the notice of default on another day. */
const version = (number: number, noticeOn: number, changes: Partial<Ladder> = {}) =>
  aLadder({
    version: number,
    steps: [aReminder(), aNoticeOfDefault({ when: { days: noticeOn, unit: 'days', after: 'due' } }), aHandover()],
    ...changes,
  });

onBothDatabases((store) => {
  const begun = async (name = 'Debiteur B.V.'): Promise<Case> => {
    const story = await aCase(store.db, { debtor: { name } });
    await story.advance(START);
    return story;
  };
  const accept = async (story: Case, to: Ladder, changes: { id?: string; mapping?: Record<string, string> } = {}) => {
    const { id = 'wijziging', mapping = {} } = changes;
    await addLadder(store.db, to, 'test', at(START));
    await store.db.transaction().execute(async (tx) => {
      const from = { id: to.id, version: 1 };
      const change = { id, from, to, mapping, choice: 'replan' as const, perDay: 50, by: 'Anna', at: at(START) };
      await addLadderChange(tx, change);
      await addToChange(tx, id, [{ id: story.id, notBefore: null }], 0);
    });
    return tell(id);
  };
  const tell = (change: string): ReceivedSignal => ({ name: CHANGE_LADDER, payload: { change }, at: at(LATER) });
  const progress = async (change = 'wijziging') =>
    (await listProgress(store.db, change, { limit: 10 })).map(({ status, problem }) => ({ status, problem }));
  const ladderOf = async (story: Case) => (await findInvoice(store.db, story.id))!.ladder.version;
  const told = async (story: Case) =>
    (await readLog(store.db, invoiceChain(story.id))).filter(({ what }) => what === 'ladder_changed');

  test('the invoice runs on the new version, its timeline says who changed it, and the plan is the new one', async () => {
    const story = await begun();
    const order = await accept(story, version(2, 10));
    const { sequence } = story.answer!;
    await story.advance(LATER.replace('24', '20').replace('10:', '11:'), order);
    expect(story.answer!.sequence).toBe(sequence + 1);
    expect(await ladderOf(story)).toBe(2);
    expect(await progress()).toEqual([{ status: 'done', problem: null }]);
    expect(await told(story)).toMatchObject([
      { actor: 'person', why: [{ from: { version: 1 }, to: { version: 2 }, by: 'Anna' }] },
    ]);
    expect(story.answer!.plan.find(({ step }) => step === 'ingebrekestelling')!.at).toBe(at('2026-03-30T09:00'));
    expect(await brokenAt(store.db, invoiceChain(story.id))).toBeNull();
  });

  test('the same change twice counts once, also when the worker died before its answer was known', async () => {
    const story = await begun();
    const order = await accept(story, version(2, 10));
    const time = '2026-03-20T11:00';
    await story.advance(time, order);
    const { answer } = story;
    const twin = new Case(store.db, story.invoice);
    twin.answer = { ...answer!, sequence: 1 };
    expect(await twin.advance(time, order)).toEqual(answer);
    await story.advance('2026-03-20T12:00', order);
    expect(story.state).toEqual(answer!.state);
    expect(await told(story)).toHaveLength(1);
  });

  test('a change waits while a reminder is on its way, and is made in the turn that hears that it left', async () => {
    const story = await begun();
    const order = await accept(story, version(2, 10));
    await story.advance(SENT);
    await story.advance(SENT, order);
    expect(story.state).toMatchObject({ awaitsChange: 'wijziging', position: { mode: 'sending' } });
    expect(await progress()).toEqual([{ status: 'waiting', problem: null }]);
    await story.deliver(SENT);
    expect(story.state).toMatchObject({ awaitsChange: null, position: { step: 'ingebrekestelling' } });
    expect(await ladderOf(story)).toBe(2);
    expect(story.mail.sent).toHaveLength(1);
    // The notice of default is planned by the new version in the very turn that heard of the sending.
    expect(story.state.wakeAt).toBe(at('2026-03-30T09:00'));
  });

  test('a change waits while it is asked whether a notice went out; a later change takes its place', async () => {
    const story = await begun();
    const order = await accept(story, version(2, 10));
    story.mail.next({ status: 'in_doubt', problem: 'line broke' });
    await story.run(SENT);
    await story.advance(LATER, order);
    expect(story.state).toMatchObject({ awaitsChange: 'wijziging', position: { mode: 'stuck', cause: 'in_doubt' } });
    await story.advance(LATER, await accept(story, version(3, 12), { id: 'latere' }));
    expect(await progress()).toEqual([
      { status: 'refused', problem: { code: 'change_refused', because: 'superseded', step: null } },
    ]);
    const [task] = await story.openTasks();
    await story.run(LATER, signal(anAnswer(task!.id, 'went_out', { on: '2026-03-23', at: LATER })));
    expect(await progress('latere')).toEqual([{ status: 'done', problem: null }]);
    expect(await ladderOf(story)).toBe(3);
  });

  test('a reminder under another name does not go out again; its dispatch keeps the name under which it left', async () => {
    const story = await begun();
    await story.run(SENT);
    const renamed = [
      aNoticeOfDefault({ next: 'eerste' }),
      aReminder({ id: 'eerste', next: 'overdragen', when: { days: 30, unit: 'days', after: 'due' } }),
      aHandover(),
    ];
    await story.run(LATER, await accept(story, aLadder({ version: 2, steps: renamed })));
    expect(story.state.notices).toMatchObject([{ step: 'eerste', kind: 'reminder' }]);
    await story.run('2026-04-07T09:00');
    expect(story.mail.sent).toHaveLength(2);
    expect((await story.timeline()).slice(-4)).toContain('eerste step_skipped');
  });

  test('an invoice that was paid meanwhile is refused the change and stays on its version', async () => {
    const story = await begun();
    const order = await accept(story, version(2, 10));
    await story.advance(LATER, signal(aPayment('1000.00', { at: LATER })), order);
    expect(await progress()).toEqual([
      { status: 'refused', problem: { code: 'change_refused', because: 'closed', step: null } },
    ]);
    expect(await ladderOf(story)).toBe(1);
  });

  test('an invoice that runs on another version by now is refused the change', async () => {
    const story = await begun();
    const first = await accept(story, version(2, 10));
    const second = await accept(story, version(3, 12), { id: 'latere' });
    await story.advance('2026-03-20T11:00', first);
    await story.advance('2026-03-20T12:00', second);
    expect(await progress('latere')).toMatchObject([{ status: 'refused', problem: { because: 'other_version' } }]);
    expect(await ladderOf(story)).toBe(2);
  });

  test('a removed step without a counterpart refuses the change, and the invoice goes on as it was', async () => {
    const story = await begun();
    const order = await accept(story, aLadder({ version: 2, steps: [aNoticeOfDefault(), aHandover()] }));
    await story.advance('2026-03-20T11:00', order);
    expect(await progress()).toMatchObject([
      { status: 'refused', problem: { because: 'unmapped', step: 'herinnering' } },
    ]);
    await story.run(SENT);
    expect(story.mail.sent).toHaveLength(1);
  });

  test('a defect in a change is told as its failure; the case goes on and is not parked', async () => {
    const story = await begun();
    // No `check` let this through: the way out of the new step leads nowhere.
    const broken = aLadder({ version: 2, steps: [aReminder({ next: 'nergens' }), aNoticeOfDefault(), aHandover()] });
    const order = await accept(story, broken);
    await story.advance('2026-03-20T11:00', order);
    expect(await progress()).toMatchObject([{ status: 'failed', problem: { code: 'problem' } }]);
    await story.run(SENT);
    expect(story.mail.sent).toHaveLength(1);
    expect(await ladderOf(story)).toBe(1);
  });

  test('an invoice is to be told until it was, and again when a person has it tried again', async () => {
    const story = await begun();
    const other = await begun();
    await accept(story, version(2, 10));
    const row = { changeId: 'wijziging', invoiceId: story.id, tellings: 1, attempts: 0 };
    expect(await untold(store.db, 1_000, 10)).toEqual([row]);
    await markTold(store.db, row, { nextTryAt: 5_000 });
    expect(await untold(store.db, 1_000, 10)).toEqual([]);
    expect(await untold(store.db, 5_000, 10)).toEqual([{ ...row, attempts: 1 }]);
    await markTold(store.db, row, { toldAt: 6_000 });
    expect(await untold(store.db, 9_000, 10)).toEqual([]);
    expect(await retryChange(store.db, 'wijziging', 10_000)).toBe(1);
    expect(await untold(store.db, 10_000, 10)).toEqual([{ ...row, tellings: 2 }]);
    await story.advance('2026-03-20T11:00', tell('wijziging'));
    expect(await retryChange(store.db, 'wijziging', 10_000)).toBe(0);
    expect(await countProgress(store.db, 'wijziging')).toEqual({ waiting: 0, done: 1, refused: 0, failed: 0 });
    // Told of a change that is not its own, an invoice does nothing.
    await other.advance('2026-03-20T11:00', tell('wijziging'));
    expect(await ladderOf(other)).toBe(1);
  });

  test('running invoices of a version come a page at a time, with their facts; the steps in use are known', async () => {
    const cases = [await begun('Een'), await begun('Twee'), await begun('Drie')];
    await cases[0]!.advance(LATER.replace('24', '20'), signal(aPayment('100.00', { at: START })));
    await cases[1]!.advance(START, signal(aPayment('1000.00', { at: START })));
    await cases[2]!.run(SENT);
    const ref = { id: 'proefladder', version: 1 };
    const running = [cases[0]!, cases[2]!].sort((a, b) => (a.id < b.id ? -1 : 1));
    const [page] = [await climbing(store.db, ref, { limit: 1, after: '' })];
    const rest = await climbing(store.db, ref, { limit: 5, after: page[0]!.invoice.id });
    expect([...page, ...rest].map(({ invoice }) => invoice.id)).toEqual(running.map(({ id }) => id));
    const paid = [...page, ...rest].find(({ invoice }) => invoice.id === cases[0]!.id)!;
    expect(paid).toMatchObject({ facts: { payments: [{ amountCents: 10_000 }] }, state: { phase: 'climbing' } });
    expect([...(await stepsInUse(store.db, ref))].sort()).toEqual(['herinnering', 'ingebrekestelling']);
    expect(await climbing(store.db, { ...ref, version: 2 }, { limit: 5, after: '' })).toEqual([]);
  });
});
