import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readJson } from '../../bin/cli/json-file.ts';
import { readInvoice, readScript } from '../../bin/cli/simulation-files.ts';
import { readLadder } from '../../ladder/schema.ts';
import { exampleEvents, exampleInvoice, exampleLadder, refusal, wholeFile } from '../fixtures/cli/cli.ts';

describe('a file that is not JSON is refused with the place of its first fault', () => {
  test.each<[string, string | Uint8Array, string]>([
    ['nothing', '', '"f.json" is empty; write JSON in it.'],
    ['white space', ' \n', '"f.json" is empty; write JSON in it.'],
    ['a comma too many in an object', '{"a": 1,}', 'line 1, column 9: expected a name in double quotes, but found "}"'],
    ['a comma too many in a list', '[1,]', 'line 1, column 4: expected a value, but found "]"'],
    ['a comma too few', '{"a": [1, 2]\n "b": 3}', 'line 2, column 2: expected "," or "}", but the text there'],
    ['a colon too few', '{"a" 1}', 'line 1, column 6: expected ":", but found "1"'],
    ['a file that breaks off', '{"a": [1, {"b": 2', 'line 1, column 18: expected "," or "}", but the file ends there'],
    ['another bracket', '{"a": [1}', 'line 1, column 9: expected "," or "]", but found "}"'],
    ['a text over two lines', '{"a": "b\nc"}', 'line 1, column 7: expected a value, but the text there is not closed'],
    ['a backslash of another language', '{"a": "\\x"}', 'column 7: expected a value, but the text there is not closed'],
    ['single quotes', "{'a': 1}", 'column 2: expected a name in double quotes or "}", but found "\'"'],
    ['typographic quotes', '{"a": “b”}', 'column 7: expected a value, but found "“"'],
    ['no number', '{"a": NaN}', 'column 7: expected a value, but found "NaN"'],
    ['a zero too many', '[\n\n007]', 'line 3, column 1: expected a value or "]", but found "007"'],
    ['a comment', '// a ladder\n{}', 'line 1, column 1: expected a value, but found "/"'],
    ['two documents', '{}\n{}', 'line 2, column 1: expected the end of the file, but found "{"'],
    ['another encoding', Buffer.from('\ufeff{}', 'utf16le'), 'is not written in UTF-8; save it with that encoding.'],
  ])('%s', async (_, content, sentence) => {
    expect(await refusal(readJson(wholeFile('f.json', content)))).toContain(sentence);
  });

  test('whatever is wrong, the sentence names a place', async () => {
    const sound = JSON.stringify(exampleInvoice);
    const damaged = fc
      .tuple(fc.nat(sound.length), fc.nat(3), fc.constantFrom('', '"', ',', ':', '{', ']', '\\', '\n', '0', 'x'))
      .map(([at, cut, put]) => sound.slice(0, at) + put + sound.slice(at + cut));
    await fc.assert(
      fc.asyncProperty(damaged, async (text) => {
        let sees = true;
        try {
          JSON.parse(text);
        } catch {
          sees = false;
        }
        fc.pre(!sees);
        expect(await refusal(readJson(wholeFile('damaged.json', text)))).toMatch(
          /is not JSON: line \d+, column \d+: expected/,
        );
      }),
    );
  });

  test('what JSON.parse takes is read, with a byte order mark too', async () => {
    expect(await readJson(wholeFile('fine.json', '\ufeff [{"a\\u00e9": [-1.5e3, true, null, {}, []]}]\r\n'))).toEqual([
      { aé: [-1500, true, null, {}, []] },
    ]);
  });
});

describe('an invoice that does not fit is refused', () => {
  const refused = (change: object) => refusal(readInvoice(wholeFile('invoice.json', { ...exampleInvoice, ...change })));
  test.each<[string, object, string]>([
    [
      'due before issue',
      { due: '2026-03-29' },
      '"due" is 2026-03-29, before "issued" on 2026-03-30; mend one of them.',
    ],
    [
      'a day that does not exist',
      { due: '2026-02-30' },
      '"due" must be a date that exists, as YYYY-MM-DD, but is "2026-02-30".',
    ],
    ['a date in another order', { issued: '30-03-2026' }, '"issued" must be a date that exists, as YYYY-MM-DD'],
    ['no due date', { due: undefined }, '"due" is missing.'],
    [
      'an unknown currency',
      { currency: 'EURO' },
      '"currency" must be an ISO 4217 currency code such as "EUR", but is "EURO".',
    ],
    [
      'an amount with a comma',
      { amount: '1210,00' },
      '"amount" must be an amount above zero such as "1210.00", but is "1210,00".',
    ],
    ['an amount as a number', { amount: 1210 }, '"amount" must be a text, but is 1210.'],
    ['nothing to claim', { amount: '0.00' }, '"amount" must be an amount above zero'],
    [
      'an unknown kind of debtor',
      { debtor: { kind: 'bv', name: 'X' } },
      '"debtor.kind" must be one of "consumer", "sole-trader"',
    ],
    ['no name', { debtor: { kind: 'company' } }, '"debtor.name" is missing.'],
    ['a member that nothing reads', { paid: '1.00' }, 'the document has a member "paid" that nothing reads'],
    ['a time that does not exist', { registered: '2026-03-30T25:00' }, '"registered" must be a time such as'],
    ['two faults', { amount: '-1', currency: '€' }, '(and 1 more problem).'],
  ])('%s', async (_, change, sentence) => {
    const told = await refused(change);
    expect(told).toMatch(/^In "invoice.json" /);
    expect(told).toContain(sentence);
  });
});

const parsed = readLadder(exampleLadder);
if (!parsed.ok) throw new Error('The example in docs/ladder-format.md is no ladder.');
const subject = { ladder: parsed.ladder, invoiceId: 'example', currency: 'EUR' };
const script = (events: unknown) => readScript(wholeFile('events.json', events), subject);

describe('events are read', () => {
  test('the example of the page is read without a remark', async () => {
    const { events, deliveries, warnings } = await script(exampleEvents);
    expect(events.map(({ id, type }) => [id, type])).toEqual([
      ['part', 'payment'],
      ['event-2', 'task_completed'],
      ['talks', 'hold'],
      ['event-4', 'release'],
    ]);
    expect(deliveries).toEqual([
      { id: 'event-5', type: 'notice_deferred', step: 'notice-of-default', round: 1, problem: '451 try again later' },
    ]);
    expect(warnings).toEqual([]);
  });

  test('a task may be named by its step and round', async () => {
    const { events } = await script([
      { at: '2026-05-06', type: 'task_completed', step: 'call', round: 2, outcome: 'pays', by: 'Ans' },
      { at: '2026-05-06', type: 'task_completed', step: 'reminder.refused', outcome: 'send_again', by: 'Ans' },
    ]);
    expect(events).toMatchObject([{ taskId: 'example:call:2' }, { taskId: 'example:reminder.refused:1' }]);
  });

  test('a member that nothing reads is remarked on, and no more', async () => {
    const { events, warnings } = await script([{ at: '2026-05-06', type: 'payment', amount: '1.00', from: 'Ans' }]);
    expect(events).toHaveLength(1);
    expect(warnings).toEqual([expect.stringContaining('"events[0]" has "from", which "payment" does not read.')]);
  });

  test('the same event twice counts once', async () => {
    const payment = { id: 'p', at: '2026-05-06', type: 'payment', amount: '1.00' };
    const { events, warnings } = await script([payment, payment]);
    expect(events).toHaveLength(1);
    expect(warnings).toEqual([expect.stringContaining('"events[1]" is there already under id "p", and counts once.')]);
  });
});

describe('events that do not fit are refused', () => {
  const at = '2026-05-06T10:00';
  test.each<[string, unknown, string]>([
    ['no list', {}, '"events.json" must hold a list of events'],
    ['no object', ['payment'], '"events[0]" must be an object, but is "payment".'],
    ['no type', [{ at }], '"events[0].type" is missing.'],
    ['an unknown type', [{ at, type: 'paid' }], '"events[0].type" must be one of "payment", "credit_note"'],
    ['no time', [{ type: 'payment', amount: '1.00' }], '"events[0].at" is missing.'],
    ['a bad time', [{ at: 'today', type: 'payment', amount: '1.00' }], '"events[0].at" must be a time such as'],
    ['no amount', [{ at, type: 'payment' }], '"events[0].amount" is missing.'],
    [
      'a bad date',
      [{ at, type: 'payment', amount: '1.00', booked_on: '6 May' }],
      '"events[0].booked_on" must be a date',
    ],
    [
      'another currency',
      [{ at, type: 'payment', amount: '1.00', currency: 'USD' }],
      'has currency USD, but the invoice is in EUR.',
    ],
    [
      'an unknown currency',
      [{ at, type: 'payment', amount: '1.00', currency: 'EURO' }],
      '"events[0].currency" must be an ISO 4217',
    ],
    [
      'an id with a space',
      [{ at, id: 'a b', type: 'payment', amount: '1.00' }],
      '"events[0].id" must be 1 to 100 letters',
    ],
    [
      'two events with one id',
      [
        { at, id: 'p', type: 'payment', amount: '1.00' },
        { at, id: 'p', type: 'payment', amount: '2.00' },
      ],
      '"events[1]" has the id "p" of another event; give it its own.',
    ],
    [
      'no task',
      [{ at, type: 'task_completed', outcome: 'pays', by: 'Ans' }],
      'names no task; give the "step" that asks it',
    ],
    [
      'a task of no step',
      [{ at, type: 'task_completed', step: 'phone', outcome: 'pays', by: 'Ans' }],
      'names the step "phone", which the ladder does not have; it has reminder, call,',
    ],
    [
      'a task of a step that asks nothing',
      [{ at, type: 'task_completed', step: 'reminder', outcome: 'skip', by: 'Ans' }],
      'such as "reminder.refused".',
    ],
    [
      'an outcome that the task does not take',
      [{ at, type: 'task_completed', step: 'dispute', outcome: 'pays', by: 'Ans' }],
      'gives "dispute" the outcome "pays"; it takes justified, rejected.',
    ],
    [
      'an answer of nobody',
      [{ at, type: 'task_completed', step: 'call', outcome: 'pays' }],
      '"events[0].by" is missing.',
    ],
    [
      'a round before the first',
      [{ type: 'notice_refused', step: 'reminder', round: 0 }],
      '"events[0].round" must be at least 1',
    ],
    [
      'a delivery of a step that sends nothing',
      [{ type: 'notice_refused', step: 'call' }],
      'names the step "call", which sends nothing; those that do are reminder, notice-of-default, hand-over.',
    ],
  ])('%s', async (_, events, sentence) => {
    expect(await refusal(script(events))).toContain(sentence);
  });
});
