/** docs/ladder-format.md is true: its examples run, and it names all that the code knows. */
import { describe, expect, test } from 'vitest';
import { check } from '../../ladder/check/check.ts';
import { ANCHORS, CALL_OUTCOMES, DEBTOR_KINDS, NOTICE_KINDS } from '../../ladder/definition.ts';
import { REPAIR_OUTCOMES, SIGNALS } from '../../ladder/events.ts';
import { en } from '../../ladder/explain/en.ts';
import { noFacts } from '../../ladder/facts.ts';
import { MAX_TRIES } from '../../ladder/invoice/apply.ts';
import { repairTask } from '../../ladder/invoice/turn.ts';
import { DEFAULT_HOLD_DAYS, MAX_HOLD_DAYS } from '../../ladder/pauses.ts';
import { DELIVERY_TYPES } from '../../ladder/saved-check/schema.ts';
import {
  eventBodies,
  exampleFacts,
  exampleInvoice as invoiceSchema,
  ladderJsonSchema,
  readLadder,
  registeredAt,
} from '../../ladder/schema.ts';
import { simulate } from '../../ladder/simulate.ts';
import { BLOCKS, MERGE_FIELDS } from '../../ladder/texts.ts';
import { localDate } from '../../ladder/time/civil.ts';
import { exampleEvents, exampleInvoice, exampleLadder, formatPage } from '../fixtures/cli/cli.ts';

/** The days on which notices and the handover happen, when nobody pays an invoice that is due on a day. */
function daysOf(due: string, change: (ladder: typeof exampleLadder) => void = () => undefined): Record<string, string> {
  const document = structuredClone(exampleLadder);
  change(document);
  const read = readLadder(document);
  if (!read.ok) throw new Error('The example is no ladder.');
  const issued = `${due.slice(0, 5)}02-01`;
  const invoice = invoiceSchema.parse({ ...exampleInvoice, issued, due });
  const { invoice: facts, debtor } = exampleFacts(invoice);
  const from = registeredAt(invoice);
  const { entries } = simulate({
    ladder: read.ladder,
    facts: noFacts(facts, debtor),
    state: null,
    from,
    until: from + 2e10,
  });
  const done = entries.filter(({ what }) => what === 'notice_sent' || what === 'handed_over');
  return Object.fromEntries(done.map(({ at, step }) => [step, localDate(at)]));
}

/** The cells of the table row that begins with a word. */
function rowOf(first: string): string[] {
  const row = formatPage.split('\n').find((line) => line.startsWith(`| \`${first}\` `));
  return (row ?? '').split('|').map((cell) => cell.trim());
}

describe('the examples of the page', () => {
  test('the ladder has no problem', () => {
    const read = readLadder(exampleLadder);
    expect(read.ok && check(read.ladder)).toEqual([]);
  });

  test("King's Day moves a reminder to the day after, or with another roll to the Friday before", () => {
    expect(daysOf('2026-04-13').reminder).toBe('2026-04-28');
    const previous = (ladder: typeof exampleLadder) => Object.assign(ladder.steps[0].when, { roll: 'previous' });
    expect(daysOf('2026-04-13', previous).reminder).toBe('2026-04-24');
  });

  test('latest moves a notice forward to the Friday before', () => {
    expect(daysOf('2026-03-12')['notice-of-default']).toBe('2026-04-24');
    const free = (ladder: typeof exampleLadder) => delete ladder.steps[4].when.latest;
    expect(daysOf('2026-03-12', free)['notice-of-default']).toBe('2026-04-28');
  });

  test("a term that would end on King's Day ends on the day after, and the handover follows", () => {
    expect(daysOf('2026-02-27')).toMatchObject({ 'notice-of-default': '2026-04-13', 'hand-over': '2026-04-29' });
  });

  test('every type of event of a file is a row, and its members are named in that row', () => {
    for (const [type, body] of Object.entries(eventBodies)) {
      const row = rowOf(type).join(' ');
      for (const member of Object.keys(body.shape)) expect(row, `${type}.${member}`).toContain(`\`${member}\``);
    }
    for (const type of DELIVERY_TYPES) expect(rowOf(type).length, type).toBeGreaterThan(1);
    for (const { type } of exampleEvents) expect([...Object.keys(eventBodies), ...DELIVERY_TYPES]).toContain(type);
  });

  test('every signal stands beside its type', () => {
    for (const [signal, type] of Object.entries(SIGNALS)) expect(rowOf(signal)[2], signal).toBe(`\`${type}\``);
  });

  test('every question of the engine stands beside its answers', () => {
    for (const cause of Object.keys(en.questions) as (keyof typeof en.questions)[]) {
      const { outcomes } = repairTask('t', { ...exampleLadder.steps[0] }, cause);
      expect(rowOf(cause).at(-2), cause).toBe(outcomes.map((outcome) => `\`${outcome}\``).join(', '));
    }
  });

  test('limits stand as they are in the code', () => {
    expect(formatPage).toContain(`${DEFAULT_HOLD_DAYS} days after \`at\` by default, ${MAX_HOLD_DAYS} at most`);
    expect({ text: formatPage.includes('deferred twelve times'), code: MAX_TRIES }).toEqual({ text: true, code: 12 });
  });
});

/** The names of all members in a JSON Schema, and the values of its lists. */
function wordsOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) => {
    if (key === 'properties') return [...Object.keys(value), ...Object.values(value).flatMap(wordsOf)];
    if (key === 'enum') return value as string[];
    if (key === 'const') return [String(value)];
    return wordsOf(value);
  });
}

describe('the page names', () => {
  test.each<[string, readonly string[]]>([
    [
      'every member and choice of a ladder',
      [...new Set(wordsOf(ladderJsonSchema()))].filter((word) => word !== '$schema'),
    ],
    ['every merge field and block', [...MERGE_FIELDS, ...BLOCKS]],
    ['every anchor', ANCHORS],
    ['every kind of notice', NOTICE_KINDS],
    ['every kind of debtor', DEBTOR_KINDS],
    ['every outcome of a call', CALL_OUTCOMES],
    ['every answer to the engine', REPAIR_OUTCOMES],
    ['every action of a simulation', Object.keys(en.happenings)],
  ])('%s', (_, words) => {
    // Code in the text and in tables; what stands in blocks is example.
    const prose = formatPage.replace(/^```.*?^```$/gms, '');
    const named = new Set([...prose.matchAll(/`([^`\n]+)`/g)].flatMap(([, code]) => code!.match(/[\w$.-]+/g) ?? []));
    for (const word of words) {
      const known =
        named.has(word) || [...named].some((code) => code.endsWith(`.${word}`) || code.startsWith(`${word}.`));
      expect(known, word).toBe(true);
    }
  });
});
