import { describe, expect, test } from 'vitest';
import type { Ladder, Step } from '../definition.ts';
import { followers } from '../edges.ts';
import { shippedLadders } from '../library/library.ts';
import { ladderJsonSchema, readLadder } from '../schema.ts';
import { applyFix } from './fix.ts';
import { malformed } from './malformed.ts';
import { partsOf, placedSteps, pointerTo, valueAt, waysOf } from './places.ts';

const name = { nl: 'Stap', en: 'Step' };
const when = { days: 1, unit: 'days', after: 'due' } as const;
/** The steps to which those below lead. */
const TARGETS = ['a', 'b', 'c'];
const ONE_OF_EACH: Step[] = [
  { id: 'send', kind: 'send', name, when, notice: 'reminder', channel: 'email', next: 'a' },
  { id: 'deliveries', kind: 'deliveries', name, when, action: 'hold', next: 'a' },
  {
    id: 'call',
    kind: 'call',
    name,
    when,
    deadline: { days: 1, unit: 'days' },
    outcomes: { pays: 'a', dispute: 'b' },
    next: 'c',
  },
  {
    id: 'task',
    kind: 'task',
    name,
    when,
    outcomes: [{ id: 'next', name, next: 'a' }],
    deadline: { days: 1, unit: 'days', next: 'b' },
  },
  { id: 'approve', kind: 'approve', name, when, next: 'a', refused: 'b' },
  {
    id: 'decide',
    kind: 'decide',
    name,
    rows: [{ all: [{ field: 'country', in: ['NL'] }], next: 'a' }],
    otherwise: 'b',
  },
  { id: 'handover', kind: 'handover', name, when },
  { id: 'end', kind: 'end', name },
  { id: 'charge', kind: 'charge', name, when, charge: 'interest', next: 'a' },
];

/** The kinds of step that the schema knows. */
function kindsInSchema(): string[] {
  const schema = ladderJsonSchema() as {
    properties: { steps: { items: { oneOf: { properties: { kind: { const: string } } }[] } } };
  };
  return schema.properties.steps.items.oneOf.map(({ properties }) => properties.kind.const);
}

describe('the ways out of a step', () => {
  test('are looked at for every kind of step', () => {
    expect(ONE_OF_EACH.map(({ kind }) => kind).toSorted()).toEqual(kindsInSchema().toSorted());
  });

  test.each(ONE_OF_EACH.map((step) => [step.kind, step] as const))(
    'of %s are all those that it names, each at its place',
    (_, step) => {
      const ladder = { steps: [step] } as Ladder;
      const [placed] = placedSteps(ladder);
      const ways = waysOf(placed!);
      expect(ways.map(({ at }) => at).toSorted()).toEqual(placesOf(ladder, TARGETS).toSorted());
      expect(ways.map(({ target }) => target)).toEqual(followers(step));
      for (const { target, at } of ways) expect(valueAt(ladder, at)).toBe(target);
    },
  );
});

/** Wherever a document says one of some words. */
function placesOf(value: unknown, words: readonly string[], at = ''): string[] {
  if (typeof value === 'string') return words.includes(value) ? [at] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([member, inner]) => placesOf(inner, words, `${at}${pointerTo(member)}`));
}

describe('a pointer', () => {
  test('escapes what would part it', () => {
    expect(pointerTo('texts', 'a/b~c', 0)).toBe('/texts/a~1b~0c/0');
    expect(partsOf('/texts/a~1b~0c/0')).toEqual(['texts', 'a/b~c', '0']);
    expect(valueAt({ texts: { 'a/b~c': ['here'] } }, '/texts/a~1b~0c/0')).toBe('here');
  });

  test('leads nowhere through what is not there, nor through what every object inherits', () => {
    expect(valueAt({ a: 1 }, '/a/b')).toBeUndefined();
    expect(valueAt({}, '/constructor')).toBeUndefined();
    expect(() => partsOf('a')).toThrow('"a" is no JSON pointer');
  });
});

describe('a fix', () => {
  const [ladder] = shippedLadders() as [Ladder];

  test('changes its place and shares all else with the ladder as it was', () => {
    const fixed = applyFix(ladder, { operations: [{ op: 'replace', path: '/steps/0/when/days', value: -9 }] });
    expect(valueAt(fixed, '/steps/0/when/days')).toBe(-9);
    expect(valueAt(ladder, '/steps/0/when/days')).not.toBe(-9);
    expect(fixed.steps[1]).toBe(ladder.steps[1]);
  });

  test.each([
    ['a step that is not there', { op: 'replace', path: '/steps/99/id', value: 'x' }],
    ['a member that is not there', { op: 'remove', path: '/events/promise/broken' }],
    ['a member of a text', { op: 'add', path: '/id/x', value: 'x' }],
    ['the whole document', { op: 'replace', path: '', value: {} }],
  ] as const)('of another ladder is refused: %s', (_, operation) => {
    expect(() => applyFix(ladder, { operations: [operation] })).toThrow('This fix belongs to another ladder');
  });
});

describe('a document that is no ladder yet', () => {
  const judged = (change: (document: ReturnType<typeof draft>) => void) => {
    const document = draft();
    change(document);
    const read = readLadder(document);
    return read.ok ? [] : malformed(document, read.problems);
  };
  // biome-ignore lint/suspicious/noExplicitAny: a draft may lack anything
  const draft = (): any => ({ ...structuredClone(shippedLadders()[0]), steps: structuredClone(ONE_OF_EACH) });

  test('lacks where a choice leads when no row holds', () => {
    expect(judged((document) => delete document.steps[5].otherwise)).toMatchObject([
      { rule: 'missing-otherwise', step: 'decide', pointer: '/steps/5/otherwise', severity: 'error' },
    ]);
  });

  test.each([
    ['a notice', '/steps/0/next', 'send', (document: ReturnType<typeof draft>) => delete document.steps[0].next],
    [
      'a row',
      '/steps/5/rows/0/next',
      'decide',
      (document: ReturnType<typeof draft>) => delete document.steps[5].rows[0].next,
    ],
    [
      'a refusal',
      '/steps/4/refused',
      'approve',
      (document: ReturnType<typeof draft>) => delete document.steps[4].refused,
    ],
  ])('comes to a dead end after %s', (_, pointer, step, change) => {
    const problems = judged(change);
    expect(problems).toMatchObject([{ rule: 'dead-end', step, pointer }]);
    expect(problems[0]!.sentence.nl).toContain('loopt dood');
  });

  test('tells any other place, and whether it is empty', () => {
    const problems = judged((document) => {
      delete document.intake;
      document.steps[0].when = { ...when, days: 'veertien' };
      document.texts.nl.send = { subject: '', body: 'Tekst' };
    });
    expect(problems.map(({ rule, step, pointer }) => [rule, step, pointer])).toEqual([
      ['schema', null, '/intake'],
      ['schema', 'send', '/steps/0/when/days'],
      ['schema', 'send', '/texts/nl/send/subject'],
    ]);
    expect(problems[0]!.sentence).toEqual({
      nl: '"/intake" ontbreekt; vul het in.',
      en: '"/intake" is missing; fill it in.',
    });
  });
});
