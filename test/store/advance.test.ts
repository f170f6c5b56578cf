import { describe, expect, test } from 'vitest';
import { park, parkedTaskId } from '../../activities/park.ts';
import type { InvoiceEvent } from '../../ladder/events.ts';
import { brokenAt, invoiceChain, readLog } from '../../store/log.ts';
import { NUDGE, type ReceivedSignal } from '../../workflows/messages.ts';
import { aCreditNote, aHold, anAnswer, aPayment, aRelease, aReversal, at, aWriteOff } from '../support/builders.ts';
import { aCase, Case, signal } from '../support/case.ts';
import { onBothDatabases } from '../support/databases.ts';

const START = '2026-03-20T10:00';
const LATER = '2026-03-20T11:00';
const DAY = '2026-03-23T09:00';

onBothDatabases((store) => {
  const begun = async (changes: Parameters<typeof aCase>[1] = {}): Promise<Case> => {
    const story = await aCase(store.db, changes);
    await story.advance(START);
    return story;
  };
  /** The same turn again, as a worker asks that died before its answer was written into the history. */
  const again = async (story: Case, sequence: number | null, time: string, ...signals: ReceivedSignal[]) => {
    const twin = new Case(store.db, story.invoice);
    twin.answer = sequence === null ? null : { ...story.answer!, sequence };
    return twin.advance(time, ...signals);
  };
  const everything = async () => ({
    facts: await store.db.selectFrom('facts').selectAll().orderBy('id').execute(),
    log: await store.db.selectFrom('log').selectAll().orderBy('seq').execute(),
    tasks: await store.db.selectFrom('tasks').selectAll().orderBy('id').execute(),
    dispatches: await store.db.selectFrom('dispatches').selectAll().orderBy('id').execute(),
    states: await store.db.selectFrom('invoice_states').selectAll().execute(),
    allocations: await store.db.selectFrom('payment_allocations').selectAll().orderBy('id').execute(),
  });
  const unreadable = async (story: Case) =>
    (await story.openTasks()).filter(({ kind }) => kind === 'unreadable_signal');

  test('the first turn starts the case and says what comes', async () => {
    const story = await begun();
    expect(story.answer).toMatchObject({ sequence: 1, deliveries: [], state: { phase: 'climbing', wakeAt: at(DAY) } });
    expect(story.answer!.plan.map(({ step }) => step)).toEqual(['herinnering', 'ingebrekestelling', 'overdragen']);
    expect(await story.timeline()).toEqual(['- registered', 'herinnering started']);
  });

  describe('a turn that is asked for again, because the worker died after it, gives the same answer and does nothing twice', () => {
    test.each<[string, string, ReceivedSignal[]]>([
      ['when time came', DAY, []],
      ['when a payment came in', LATER, [signal(aPayment('100.00', { id: 'p1', at: LATER }))]],
      ['when the whole was paid', LATER, [signal(aPayment('1000.00', { id: 'p1', at: LATER }))]],
      ['when too much was paid', LATER, [signal(aPayment('1100.00', { id: 'p1', at: LATER }))]],
      ['when a person put it on hold', LATER, [signal(aHold({ id: 'h1', at: LATER }))]],
      ['when somebody stirred', LATER, [{ name: NUDGE, payload: null, at: at(LATER) }]],
      ['when a signal could not be read', LATER, [{ name: 'paymentReceived', payload: { id: 'p1' }, at: at(LATER) }]],
      [
        'when much came at once',
        DAY,
        [
          signal(aPayment('100.00', { id: 'p1', at: LATER })),
          signal(aCreditNote('50.00', { id: 'c1', at: LATER })),
          signal(aReversal('p1', { id: 'r1', at: LATER })),
          { name: NUDGE, payload: null, at: at(LATER) },
        ],
      ],
    ])('%s', async (_when, time, signals) => {
      const story = await begun();
      const first = await story.advance(time, ...signals);
      const kept = await everything();
      expect(await again(story, 1, time, ...signals)).toEqual(first);
      expect(await again(story, 1, time, ...signals)).toEqual(first);
      expect(await everything()).toEqual(kept);
    });

    test('unless something came in since', async () => {
      const story = await begun();
      await story.advance(DAY);
      await story.accept(aPayment('1000.00', { at: DAY }));
      const answer = await again(story, 1, '2026-03-23T09:05');
      expect(answer.sequence).toBe(3);
    });

    test('also the first turn of all', async () => {
      const story = await begun();
      const kept = await everything();
      const second = await again(story, null, START);
      expect(second.state).toEqual(story.state);
      expect({ ...(await everything()), states: null }).toEqual({ ...kept, states: null });
    });
  });

  test('two turns of one case at the same time take their events in once each', async () => {
    const story = await begun();
    const payment = signal(aPayment('100.00', { id: 'p1', at: LATER }));
    const turns = await Promise.all([1, 2, 3].map(() => again(story, 1, LATER, payment)));
    expect(Math.max(...turns.map(({ sequence }) => sequence))).toBe(2);
    expect((await story.timeline()).filter((line) => line.includes('payment'))).toHaveLength(1);
    expect(await brokenAt(store.db, invoiceChain(story.id))).toBeNull();
  });

  test('a signal that comes twice, or many times, counts once', async () => {
    const story = await begun();
    const payment = signal(aPayment('100.00', { id: 'p1', at: LATER }));
    await story.advance(LATER, payment, payment);
    await story.advance(LATER, payment);
    expect(await store.db.selectFrom('payment_allocations').select('amount_cents').execute()).toEqual([
      { amount_cents: 10_000 },
    ]);
    expect((await story.timeline()).filter((line) => line.includes('payment'))).toHaveLength(1);
    expect(await unreadable(story)).toEqual([]);
  });

  test('a signal under an id that is taken by something else is put before a person, not lost', async () => {
    const story = await begun();
    await story.advance(LATER, signal(aPayment('100.00', { id: '2026-1', at: LATER })));
    await story.advance(LATER, signal(aPayment('900.00', { id: '2026-1', at: LATER })));
    await story.advance(LATER, signal(aCreditNote('900.00', { id: '2026-1', at: LATER })));
    expect(await unreadable(story)).toHaveLength(2);
    const why = (await readLog(store.db, invoiceChain(story.id))).flatMap((entry) => entry.why);
    expect(why).toContainEqual({
      code: 'signal_unreadable',
      signal: 'creditNoteIssued',
      problem: 'id: another event of this invoice has the id "2026-1"',
    });
    expect(story.state.phase).toBe('climbing');
  });

  describe('a signal that cannot be read is put before a person, and stops nothing:', () => {
    test.each<[string, Omit<ReceivedSignal, 'at'>]>([
      ['nothing at all', { name: 'paymentReceived', payload: undefined }],
      ['null', { name: 'paymentReceived', payload: null }],
      ['a text', { name: 'paymentReceived', payload: 'betaald!' }],
      ['a list', { name: 'paymentReceived', payload: [1, 2] }],
      ['without an id', { name: 'paymentReceived', payload: { amount: '10.00' } }],
      ['an amount as a number', { name: 'paymentReceived', payload: { id: 'p1', amount: 10 } }],
      ['an amount below zero', { name: 'paymentReceived', payload: { id: 'p1', amount: '-10.00' } }],
      ['another currency', { name: 'paymentReceived', payload: { id: 'p1', amount: '10.00', currency: 'USD' } }],
      [
        'a day that does not exist',
        { name: 'creditNoteIssued', payload: { id: 'c1', number: '1', amount: '1', issued_on: '2026-02-30' } },
      ],
      ['a character that no database keeps', { name: 'held', payload: { id: 'h1', owner: 'Sanne', reason: 'a\0b' } }],
      ['half a character', { name: 'held', payload: { id: 'h1', owner: 'Sanne', reason: 'a\ud800b' } }],
      ['a name that no signal has', { name: 'paymentRecieved', payload: { id: 'p1', amount: '10.00' } }],
      ['a name that every object has', { name: 'constructor', payload: { id: 'p1', amount: '10.00' } }],
      ['a name that no database keeps', { name: 'betaald\0', payload: null }],
      ['a type of its own', { name: 'held', payload: { type: 'payment', id: 'p1', amount: '10.00' } }],
    ])('%s', async (_what, malformed) => {
      const story = await begun();
      await story.advance(LATER, { ...malformed, at: at(LATER) });
      expect(await unreadable(story)).toHaveLength(1);
      expect(story.state).toMatchObject({ phase: 'climbing', wakeAt: at(DAY) });
      await story.advance(LATER, { ...malformed, at: at('2026-03-20T12:00') });
      expect(await unreadable(story)).toHaveLength(1);
      const [task] = await unreadable(story);
      await story.advance('2026-03-20T13:00', signal(anAnswer(task!.id, 'done', { at: '2026-03-20T13:00' })));
      expect(await story.openTasks()).toEqual([]);
      await story.run(DAY);
      expect(story.mail.sent).toHaveLength(1);
    });

    test('what came with it counts', async () => {
      const story = await begun();
      await story.advance(
        LATER,
        { name: 'paymentReceived', payload: 'x', at: at(LATER) },
        signal(aPayment('1000.00', { at: LATER })),
      );
      expect(story.state.phase).toBe('closed');
      expect(await unreadable(story)).toHaveLength(1);
    });
  });

  describe('what the API accepted', () => {
    test.each<[string, InvoiceEvent]>([
      ['a payment', aPayment('1000.00', { id: 'p1', at: LATER })],
      ['a credit note', aCreditNote('1000.00', { id: 'c1', at: LATER })],
      ['a write-off', aWriteOff({ id: 'w1', at: LATER })],
      ['a hold', aHold({ id: 'h1', at: LATER, until: '2026-03-31' })],
    ])('is taken in by the next turn when its signal was lost: %s', async (_what, event) => {
      const story = await begun();
      await story.accept(event);
      await story.run(DAY);
      expect(story.mail.tries).toBe(0);
      const { applied_in } = await store.db
        .selectFrom('facts')
        .select('applied_in')
        .where('id', '=', event.id)
        .executeTakeFirstOrThrow();
      expect(applied_in).toBe(2);
    });

    test.each<[string, InvoiceEvent]>([
      ['a payment', aPayment('10.00', { id: 'x', at: LATER, bookedOn: '2026-03-19', valuedOn: '2026-03-18' })],
      ['a credit note', aCreditNote('10.00', { id: 'x', at: LATER, number: 'CN 7/é' })],
      ['a reversal of the whole', aReversal('p1', { id: 'x', at: LATER })],
      ['a reversal of a part', aReversal('p1', { id: 'x', at: LATER, amountCents: 1 })],
      ['a hold', aHold({ id: 'x', at: LATER, reason: 'belofte\n"morgen"' })],
      ['a release', aRelease('h1', { id: 'x', at: LATER })],
      ['a write-off', aWriteOff({ id: 'x', at: LATER })],
      ['an answer to a task', anAnswer('t', 'pays', { id: 'x', at: LATER, note: 'belt terug' })],
    ])('and its signal are one event, whichever comes first: %s', async (_what, event) => {
      const story = await begun();
      await story.accept(event);
      const queued = await store.db
        .selectFrom('signal_outbox')
        .selectAll()
        .orderBy('id', 'desc')
        .executeTakeFirstOrThrow();
      const relayed = { name: queued.signal, payload: queued.payload, at: at('2026-03-20T12:00') } as ReceivedSignal;
      await story.advance('2026-03-20T12:00', relayed);
      await story.advance('2026-03-20T12:30', relayed);
      expect(await store.db.selectFrom('facts').select(['id', 'at']).execute()).toEqual([{ id: 'x', at: at(LATER) }]);
      expect(await unreadable(story)).toEqual([]);
    });
  });

  test('an invoice that is parked for a defect is a person’s task, once', async () => {
    const story = await begun();
    for (const problem of ['kapot', 'nog steeds kapot']) {
      await park(store.db, { invoiceId: story.id, problem, now: at(LATER) });
    }
    expect((await story.openTasks()).map(({ id, kind, outcomes }) => [id, kind, outcomes])).toEqual([
      [parkedTaskId(story.id), 'parked', ['done']],
    ]);
    await park(store.db, { invoiceId: 'x', problem: 'kapot', now: at(LATER) });
  });

  test('an invoice that does not exist is a defect, said in a sentence', async () => {
    const story = await aCase(store.db);
    await store.db.deleteFrom('signal_outbox').execute();
    const stranger = new Case(store.db, { ...story.invoice, id: 'x' });
    await expect(stranger.advance(START)).rejects.toThrow('There is no invoice x.');
  });
});
