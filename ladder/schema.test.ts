import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { StepId } from './definition.ts';
import { SIGNALS } from './events.ts';
import zevenStappen from './library/zeven-stappen.json' with { type: 'json' };
import {
  buildEvent,
  exampleFacts,
  exampleInvoice,
  ladderJsonSchema,
  OUTSIDE_EVENT_TYPES,
  readEvent,
  readLadder,
  registeredAt,
  withTaskOfStep,
} from './schema.ts';
import { localMinute, parseInstant } from './time/civil.ts';

/** A document of which any member can be reached. */
interface Changeable {
  [member: string]: Changeable;
}
const SENT: StepId = 'eerste-herinnering';

/** The shipped ladder with something changed. `step` gives a step by its id. */
function changed(change: (ladder: Changeable, step: (id: StepId) => Changeable) => void) {
  const ladder = structuredClone(zevenStappen) as unknown as Changeable;
  change(ladder, (id) => (ladder.steps as unknown as Changeable[]).find((step) => (step.id as unknown) === id)!);
  return readLadder(ladder);
}

/** Sets a member of a document, of whatever type. */
const set = (target: Changeable, name: string, value: unknown) => Object.assign(target, { [name]: value });

describe('a ladder document', () => {
  test('that fits is read, with and without the name of its schema', () => {
    expect(readLadder(zevenStappen).ok).toBe(true);
    expect(changed((ladder) => set(ladder, '$schema', '../ladder.schema.json')).ok).toBe(true);
  });

  test.each<[string, Parameters<typeof changed>[0], string]>([
    ['an unknown member', (ladder) => set(ladder, 'colour', 'red'), ''],
    ['an unknown member of a step', (_, step) => set(step(SENT), 'colour', 'red'), 'steps'],
    ['an unknown member of a timing', (_, step) => set(step(SENT).when!, 'hour', 9), 'when'],
    ['a condition on an unknown field', (ladder) => decideOn(ladder, { field: 'age', atLeast: 3 }), 'field'],
    ['a condition in an unknown form', (ladder) => decideOn(ladder, { field: 'openCents', in: [3] }), 'all'],
    ['a step of an unknown kind', (_, step) => set(step(SENT), 'kind', 'telex'), 'kind'],
    ['days that are not a number', (_, step) => set(step(SENT).when!, 'days', Number.NaN), 'days'],
    ['days without end', (_, step) => set(step(SENT).when!, 'days', Number.POSITIVE_INFINITY), 'days'],
    ['half a day', (_, step) => set(step(SENT).when!, 'days', 1.5), 'days'],
    ['days as text', (_, step) => set(step(SENT).when!, 'days', '5'), 'days'],
    ['more days than any ladder has', (_, step) => set(step(SENT).when!, 'days', 1_001), 'days'],
    ['a gap below zero', (ladder) => set(ladder.contact!, 'gap', -1), 'gap'],
    ['a term of no days', (_, step) => set(step('ingebrekestelling'), 'termDays', 0), 'termDays'],
    ['an unknown anchor', (_, step) => set(step(SENT).when!, 'after', 'payment'), 'after'],
    ['an hour that does not exist', (ladder) => set(ladder.contact!, 'window', { from: '09:00', to: '24:00' }), 'to'],
    [
      'a window on no day',
      (ladder) => set(ladder.contact!, 'window', { from: '09:00', to: '17:00', weekdays: [] }),
      'weekdays',
    ],
    [
      'an eighth day of the week',
      (_, step) => set(step(SENT).when!, 'window', { from: '09:00', to: '17:00', weekdays: [8] }),
      '0',
    ],
    ['a date that does not exist', (ladder) => set(ladder.office!, 'closed', ['2026-02-30']), '0'],
    ['an unknown holiday', (ladder) => set(ladder.office!, 'worked', ['sinterklaas']), '0'],
    ['an unknown kind of notice', (_, step) => set(step(SENT), 'notice', 'threat'), 'notice'],
    ['an unknown channel', (_, step) => set(step(SENT), 'channel', 'fax'), 'channel'],
    [
      'an unknown outcome of a call',
      (_, step) => set(step('bellen-na-vervaldatum'), 'outcomes', { angry: SENT }),
      'outcomes',
    ],
    ['a task without outcomes', (_, step) => set(step('factuur-herstellen'), 'outcomes', []), 'outcomes'],
    ['a name in one language', (ladder) => set(ladder, 'name', { nl: 'Zeven stappen' }), 'en'],
    ['an id with capitals', (ladder) => set(ladder, 'id', 'Zeven'), 'id'],
    ['a version zero', (ladder) => set(ladder, 'version', 0), 'version'],
    ['a tolerance in euros', (ladder) => set(ladder, 'toleranceCents', 0.5), 'toleranceCents'],
    ['another policy of intake', (ladder) => set(ladder, 'intake', { missed: 'all' }), 'missed'],
    ['no steps', (ladder) => set(ladder, 'steps', []), 'steps'],
    ['an empty text', (ladder) => set(ladder.texts!, 'nl', { [SENT]: { subject: '', body: 'x' } }), 'subject'],
  ])('with %s is refused where that stands', (_, change, place) => {
    const result = changed(change);
    expect(result.ok).toBe(false);
    const paths = result.ok ? [] : result.problems.map(({ path }) => path);
    expect(paths).toContainEqual(
      place === '' ? [] : expect.arrayContaining([/^\d+$/.test(place) ? Number(place) : place]),
    );
  });

  test('with several faults is refused for each of them', () => {
    const result = changed((ladder, step) => {
      set(ladder, 'version', 0);
      set(step(SENT), 'channel', 'fax');
    });
    expect(result.ok ? [] : result.problems.map(({ path }) => path.at(-1))).toEqual(['version', 'channel']);
  });

  test.each([null, 1, 'ladder', [], {}])('that is %j is refused', (document) => {
    expect(readLadder(document).ok).toBe(false);
  });
});

/** Puts a decide step with one condition before everything. */
function decideOn(ladder: Changeable, condition: object): void {
  (ladder.steps as unknown as unknown[]).push({
    id: 'kiezen',
    kind: 'decide',
    name: { nl: 'Kiezen', en: 'Choose' },
    rows: [{ all: [condition], next: SENT }],
    otherwise: SENT,
  });
}

describe('the published JSON Schema', () => {
  // After a change of the schema: npx vitest run --project unit ladder/schema -u
  test('is up to date', async () => {
    await expect(`${JSON.stringify(ladderJsonSchema(), null, 2)}\n`).toMatchFileSnapshot('ladder.schema.json');
  });

  test('takes the shipped ladder, and refuses what the schema refuses', () => {
    const schema = z.fromJSONSchema(ladderJsonSchema() as Parameters<typeof z.fromJSONSchema>[0]);
    expect(schema.safeParse(zevenStappen).success).toBe(true);
    expect(schema.safeParse({ ...zevenStappen, colour: 'red' }).success).toBe(false);
    expect(schema.safeParse({ ...zevenStappen, steps: [{ id: 'x', kind: 'telex' }] }).success).toBe(false);
  });
});

const NOW = parseInstant('2026-05-06T12:00')!;

describe('an event from outside', () => {
  test('is read from text: amounts become cents, and dates follow from the moment', () => {
    expect(readEvent({ id: 'p1', type: 'payment', at: '2026-03-03T10:00', amount: '100.5' }, NOW)).toEqual({
      ok: true,
      event: {
        id: 'p1',
        type: 'payment',
        at: parseInstant('2026-03-03T09:00:00Z'),
        amountCents: 10_050,
        bookedOn: '2026-03-03',
      },
    });
  });

  test.each<[string, object, object]>([
    [
      'payment',
      { amount: '1.00', currency: 'EUR', booked_on: '2026-05-04', valued_on: '2026-05-03' },
      { amountCents: 100, bookedOn: '2026-05-04', valuedOn: '2026-05-03' },
    ],
    ['credit_note', { number: 'C-1', amount: '1.00' }, { number: 'C-1', amountCents: 100, issuedOn: '2026-05-06' }],
    ['reversal', { payment_id: 'p1', amount: '1.00' }, { paymentId: 'p1', amountCents: 100, on: '2026-05-06' }],
    ['reversal', { payment_id: 'p1', on: '2026-05-05' }, { paymentId: 'p1', on: '2026-05-05' }],
    ['hold', { owner: 'Ans', reason: 'talks' }, { owner: 'Ans', reason: 'talks' }],
    [
      'hold',
      { owner: 'Ans', reason: 'talks', until: '2026-05-20' },
      { owner: 'Ans', reason: 'talks', until: '2026-05-20' },
    ],
    ['release', { hold_id: 'h1', by: 'Ans' }, { holdId: 'h1', by: 'Ans' }],
    ['task_completed', { task_id: 't:1', outcome: 'pays', by: 'Ans' }, { taskId: 't:1', outcome: 'pays', by: 'Ans' }],
    [
      'task_completed',
      { task_id: 't:1', outcome: 'went_out', by: 'Ans', on: '2026-05-05', note: 'by post' },
      { taskId: 't:1', outcome: 'went_out', by: 'Ans', on: '2026-05-05', note: 'by post' },
    ],
    ['write_off', { by: 'Ans', reason: 'bankrupt' }, { by: 'Ans', reason: 'bankrupt' }],
  ])('of type %s carries %j', (type, body, members) => {
    expect(readEvent({ id: 'e1', type, ...body }, NOW)).toEqual({
      ok: true,
      event: { id: 'e1', type, at: NOW, ...members },
    });
  });

  test('became known now when it does not say when, or says a time to come', () => {
    const known = (at?: string) => {
      const result = readEvent({ id: 'w', type: 'write_off', by: 'Ans', reason: 'x', ...(at && { at }) }, NOW);
      return result.ok && result.event.at;
    };
    expect(known()).toBe(NOW);
    expect(known('2026-05-07')).toBe(NOW);
    expect(known('2026-05-05')).toBe(parseInstant('2026-05-05'));
  });

  test.each<[string, unknown, RegExp]>([
    ['no object', 'payment', /value: /],
    ['no id', { type: 'payment', amount: '1.00' }, /id: /],
    ['an unknown type', { id: 'e', type: 'paid' }, /type: /],
    ['a type of deliveries', { id: 'e', type: 'notice_sent', dispatchId: 'd' }, /type: /],
    ['an id with a space', { id: 'a b', type: 'payment', amount: '1.00' }, /id: must be 1 to 120 letters/],
    ['an id that no other event could name', { id: 'bank:1', type: 'payment', amount: '1.00' }, /id: must be 1 to 120/],
    ['an unreadable time', { id: 'e', type: 'payment', amount: '1.00', at: '3 March' }, /at: must be a time such as/],
    ['an amount as a number', { id: 'e', type: 'payment', amount: 1 }, /amount: /],
    ['an amount of zero', { id: 'e', type: 'payment', amount: '0.00' }, /amount: must be an amount above zero/],
    ['an amount below zero', { id: 'e', type: 'payment', amount: '-1.00' }, /amount: must be an amount above zero/],
    ['a third decimal', { id: 'e', type: 'payment', amount: '1.005' }, /amount: must be an amount above zero/],
    ['an amount beyond all bounds', { id: 'e', type: 'payment', amount: '99999999999' }, /amount: must be an amount/],
    [
      'an unknown currency',
      { id: 'e', type: 'payment', amount: '1.00', currency: 'EURO' },
      /currency: must be an ISO 4217/,
    ],
    [
      'another currency than the invoice',
      { id: 'e', type: 'payment', amount: '1.00', currency: 'USD' },
      /the invoice is in EUR/,
    ],
    [
      'a day that does not exist',
      { id: 'e', type: 'payment', amount: '1.00', booked_on: '2026-02-29' },
      /booked_on: must be a date/,
    ],
    ['a hold without a reason', { id: 'e', type: 'hold', owner: 'Ans', reason: '' }, /reason: /],
    ['a name of spaces', { id: 'e', type: 'write_off', by: '  ', reason: 'x' }, /by: /],
    ['a note beyond all bounds', { id: 'e', type: 'write_off', by: 'Ans', reason: 'x'.repeat(2_001) }, /reason: /],
  ])('with %s is refused with the place', (_, value, problem) => {
    const result = readEvent(value, NOW, 'EUR');
    expect(result.ok ? 'was read' : result.problem).toMatch(problem);
  });

  test('that the product named itself, after the contact that it is about, is read as well', () => {
    const dispatch = '466add49-8e14-44d8-b8e9-f6547b18ea20:ingebrekestelling:1';
    const id = `bounced:${dispatch}:8f4e2c1a-0000-4000-8000-000000000000:${dispatch}`;
    const body = { type: 'notice_bounced', id, dispatch_id: dispatch, on: '2026-04-29', problem: '550' };
    expect(readEvent(body, NOW)).toMatchObject({ ok: true, event: { id, dispatchId: dispatch } });
    expect(readEvent({ ...body, id: 'with a space' }, NOW)).toMatchObject({ ok: false });
  });

  test('of a hold of the debtor, under the longest id that one can have, can be released', () => {
    const id = `debtor.${'x'.repeat(100)}`;
    expect(readEvent({ type: 'hold', id, owner: 'Ans', reason: 'talks' }, NOW)).toMatchObject({ ok: true });
    expect(readEvent({ type: 'release', id: 'r', hold_id: id, by: 'Ans' }, NOW)).toMatchObject({
      ok: true,
      event: { holdId: id },
    });
  });

  test('of every type has a signal', () => {
    expect(Object.values(SIGNALS).sort()).toEqual([...OUTSIDE_EVENT_TYPES].sort());
  });

  test('is built alike from a body that was read before', () => {
    expect(buildEvent('release', { id: 'r', at: NOW }, { hold_id: 'h', by: 'Ans' })).toEqual({
      id: 'r',
      at: NOW,
      type: 'release',
      holdId: 'h',
      by: 'Ans',
    });
  });

  test('names a task by its step, in the first round unless it says otherwise', () => {
    const type = 'task_completed';
    expect(withTaskOfStep({ type, step: 'bellen', outcome: 'pays' }, 'i1')).toEqual({
      type,
      outcome: 'pays',
      task_id: 'i1:bellen:1',
    });
    expect(withTaskOfStep({ type, step: 'bellen', round: 2 }, 'i1')).toEqual({ type, task_id: 'i1:bellen:2' });
    expect(withTaskOfStep({ type, step: 'bellen', task_id: 't' }, 'i1')).toEqual({
      type,
      step: 'bellen',
      task_id: 't',
    });
    expect(withTaskOfStep({ type, outcome: 'pays' }, 'i1')).toEqual({ type, outcome: 'pays' });
    expect(withTaskOfStep('bellen', 'i1')).toBe('bellen');
  });

  test('leaves the step of another event where it is', () => {
    const escalated = { type: 'escalation', step: 'overdragen', by: 'Ans', reason: 'haast' };
    expect(withTaskOfStep(escalated, 'i1')).toBe(escalated);
  });
});

describe('an example invoice', () => {
  const example = {
    number: '1',
    issued: '2026-03-30',
    due: '2026-04-13',
    amount: '1210.00',
    debtor: { kind: 'company', name: 'A' },
  };

  test('is in euros, to a Dutch debtor, and begins on the morning of its issue, unless it says otherwise', () => {
    const read = exampleInvoice.parse(example);
    expect(exampleFacts(read)).toMatchObject({
      invoice: { number: '1', issuedOn: '2026-03-30', dueOn: '2026-04-13', claimedCents: 121_000, currency: 'EUR' },
      debtor: { kind: 'company', country: 'NL', language: 'nl' },
    });
    expect(localMinute(registeredAt(read))).toBe('2026-03-30T09:00');
    expect(localMinute(registeredAt(exampleInvoice.parse({ ...example, registered: '2026-05-01T11:30' })))).toBe(
      '2026-05-01T11:30',
    );
  });

  test('keeps what conditions look at, and not the name', () => {
    const debtor = { kind: 'consumer', name: 'A', country: 'BE', language: 'en', segment: 'retail', relation: 'old' };
    const terms = { terms: '8-dagen' };
    const { debtor: facts } = exampleFacts(exampleInvoice.parse({ ...example, debtor: { ...debtor, ...terms } }));
    expect(facts).toEqual({
      id: 'example-debtor',
      kind: 'consumer',
      country: 'BE',
      language: 'en',
      segment: 'retail',
      relation: 'old',
      terms: '8-dagen',
    });
  });

  test('with an unknown member is refused', () => {
    expect(exampleInvoice.safeParse({ ...example, paid: '1.00' }).success).toBe(false);
  });
});
