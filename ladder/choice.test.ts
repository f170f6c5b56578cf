import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type ChoiceCase,
  type ChoiceCondition,
  type ChoiceRule,
  choiceProblems,
  chooseLadder,
  termOf,
} from './choice.ts';
import { DEBTOR_KINDS } from './definition.ts';

const rule = (name: string, ladder: string, ...all: ChoiceCondition[]): ChoiceRule => ({ name, all, ladder });
const kinds = (...list: ChoiceCase['debtor']['kind'][]): ChoiceCondition => ({ field: 'debtorKind', in: list });
const amounts = (atLeast?: number, below?: number): ChoiceCondition => ({
  field: 'amountCents',
  ...(atLeast !== undefined && { atLeast }),
  ...(below !== undefined && { below }),
});
const given = (
  debtor: Partial<ChoiceCase['debtor']> = {},
  invoice: Partial<ChoiceCase['invoice']> = {},
): ChoiceCase => ({
  debtor: { kind: 'company', country: 'NL', ...debtor },
  invoice: { amountCents: 100_000, termDays: 30, ...invoice },
});

const POLICY = {
  rules: [
    rule('Vaste klanten', 'onderhandelen', { field: 'relation', in: ['vast'] }),
    rule('Consumenten', 'stappenplan', kinds('consumer')),
    rule('Grote Belgische facturen', 'incassotraject', { field: 'country', in: ['BE'] }, amounts(500_000)),
    rule('Korte termijn', 'incassotraject', { field: 'termDays', below: 8 }),
  ],
  otherwise: 'zeven-stappen',
};

describe('the ladder of an invoice', () => {
  test.each<[string, ChoiceCase, string, string | null]>([
    [
      'the first rule that holds decides',
      given({ kind: 'consumer', relation: 'vast' }),
      'onderhandelen',
      'Vaste klanten',
    ],
    ['a consumer without a relation comes to the next', given({ kind: 'consumer' }), 'stappenplan', 'Consumenten'],
    ['all conditions of a rule must hold', given({ country: 'BE' }), 'zeven-stappen', null],
    [
      'bounds hold from their least value',
      given({ country: 'BE' }, { amountCents: 500_000 }),
      'incassotraject',
      'Grote Belgische facturen',
    ],
    ['and not at the value that they stay below', given({}, { termDays: 8 }), 'zeven-stappen', null],
    ['the payment term is looked at', given({}, { termDays: 7 }), 'incassotraject', 'Korte termijn'],
    ['whom no rule names gets the ladder for all others', given(), 'zeven-stappen', null],
  ])('%s', (_, invoice, id, chosenBy) => {
    expect(chooseLadder(POLICY, invoice)).toEqual({ id, rule: chosenBy });
  });

  test('a term counts from the issue of the invoice', () => {
    expect(termOf('2026-02-16', '2026-03-18')).toBe(30);
  });
});

describe('a choice is refused', () => {
  const PUBLISHED = ['onderhandelen', 'stappenplan', 'incassotraject', 'zeven-stappen'];
  const problems = (rules: ChoiceRule[], otherwise = 'zeven-stappen') =>
    choiceProblems({ rules, otherwise }, PUBLISHED).map(({ problem, pointer }) => [problem, pointer]);

  test('nowhere, when it is in order', () => {
    expect(choiceProblems(POLICY, PUBLISHED)).toEqual([]);
  });

  test('where it names a ladder that was not published', () => {
    expect(problems([rule('a', 'concept', kinds('company'))], 'weg')).toEqual([
      ['unknown_ladder', '/rules/0/ladder'],
      ['unknown_ladder', '/otherwise'],
    ]);
  });

  test('where two rules have one name', () => {
    const rules = [rule('a', 'stappenplan', kinds('company')), rule('a', 'stappenplan', kinds('consumer'))];
    expect(problems(rules)).toEqual([['duplicate_name', '/rules/1/name']]);
  });

  test.each<[string, ChoiceCondition[]]>([
    ['two kinds at once', [kinds('company'), kinds('consumer')]],
    ['an amount that is at least and below the same', [amounts(500, 500)]],
    ['an amount of nothing', [amounts(undefined, 1)]],
    ['a term below nought', [{ field: 'termDays', below: 0 }]],
  ])('where a rule asks for what cannot be: %s', (_, all) => {
    expect(problems([rule('a', 'stappenplan', ...all)])).toEqual([['contradiction', '/rules/0/all']]);
  });

  test.each<[string, ChoiceCondition[][]]>([
    ['it stands twice', [[kinds('company')], [kinds('company')]]],
    ['it lies within another', [[amounts(100)], [amounts(200), kinds('company')]]],
    [
      'the kinds above it are all that there are',
      [[kinds('company', 'consumer')], [kinds('government', 'sole-trader')], [amounts(5)]],
    ],
    ['the amounts above it are all that there are', [[amounts(undefined, 500)], [amounts(500)], [kinds('company')]]],
    [
      'those above it take each of its countries',
      [
        [{ field: 'country', in: ['NL'] }],
        [{ field: 'country', in: ['BE'] }],
        [{ field: 'country', in: ['BE', 'NL'] }],
      ],
    ],
  ])('where a rule is never reached: %s', (_, conditions) => {
    const last = conditions.length - 1;
    const rules = conditions.map((all, index) => rule(`regel ${index}`, 'stappenplan', ...all));
    expect(problems(rules)).toEqual([['never_reached', `/rules/${last}`]]);
    expect(problems(rules.slice(0, last))).toEqual([]);
  });

  test('but not where a gap is left between the rules above', () => {
    expect(
      problems([
        rule('klein', 'stappenplan', amounts(undefined, 500)),
        rule('groot', 'stappenplan', amounts(501)),
        rule('precies', 'incassotraject', kinds('company')),
      ]),
    ).toEqual([]);
  });

  test('in sentences that name the rule, in both languages', () => {
    for (const { sentence } of choiceProblems(
      { rules: [rule('Groot', 'x', amounts(5, 5))], otherwise: 'x' },
      PUBLISHED,
    )) {
      expect(sentence.nl).toMatch(/^\p{Lu}.*"(Groot|x)".*\.$/u);
      expect(sentence.en).toMatch(/^\p{Lu}.*"(Groot|x)".*\.$/u);
    }
  });
});

describe('what is said to be never reached', () => {
  const bounds = fc.record(
    { atLeast: fc.integer({ min: -1, max: 6 }), below: fc.integer({ min: 0, max: 7 }) },
    { requiredKeys: [] },
  );
  const condition: fc.Arbitrary<ChoiceCondition> = fc.oneof(
    fc.uniqueArray(fc.constantFrom(...DEBTOR_KINDS), { minLength: 1 }).map((list) => kinds(...list)),
    fc
      .uniqueArray(fc.constantFrom('NL', 'BE', 'DE'), { minLength: 1 })
      .map((list): ChoiceCondition => ({ field: 'country', in: list })),
    fc
      .uniqueArray(fc.constantFrom('a', 'b'), { minLength: 1 })
      .map((list): ChoiceCondition => ({ field: 'segment', in: list })),
    bounds.map(({ atLeast, below }) => amounts(atLeast, below)),
    bounds.map((given): ChoiceCondition => ({ field: 'termDays', ...given })),
  );
  const rules = fc.array(fc.array(condition, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 5 });

  /** Every invoice of the small world of the conditions above. */
  const world: ChoiceCase[] = DEBTOR_KINDS.flatMap((kind) =>
    ['NL', 'BE', 'DE', 'FR'].flatMap((country) =>
      [undefined, 'a', 'b', 'c'].flatMap((segment) =>
        [1, 2, 3, 4, 5, 6, 7, 8].flatMap((amountCents) =>
          [0, 1, 2, 3, 4, 5, 6, 7].map((termDays) =>
            given({ kind, country, ...(segment && { segment }) }, { amountCents, termDays }),
          ),
        ),
      ),
    ),
  );

  test('is never reached by any invoice', () => {
    let refused = 0;
    fc.assert(
      fc.property(rules, (list) => {
        const choice = { rules: list.map((all, index) => rule(`r${index}`, 'x', ...all)), otherwise: 'x' };
        const dead = choiceProblems(choice, ['x']).map(
          ({ pointer }) => choice.rules[Number(pointer.split('/')[2])]!.name,
        );
        if (dead.length === 0) return;
        refused++;
        const reached = new Set(world.map((invoice) => chooseLadder(choice, invoice).rule));
        for (const name of dead) expect(reached).not.toContain(name);
      }),
      { numRuns: 200 },
    );
    expect(refused).toBeGreaterThan(20);
  });
});
