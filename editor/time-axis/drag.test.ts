import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { errorsOf } from '../../ladder/check/check.ts';
import { shippedLadders } from '../../ladder/library/library.ts';
import { ladders } from '../../test/unit/invariants/generate.ts';
import { type Drag, drag } from './drag.ts';
import { dayOfStep, days, draft, EXAMPLE, large, shippedNominal, workdays, wrongDrafts } from './fixtures.ts';
import { isTimed } from './graph.ts';
import { nominalDays } from './nominal.ts';

const at = (found: Drag | null) => ({ day: found?.day, stop: found?.stop?.kind ?? null });
const changed = (found: Drag | null) => Object.fromEntries([...found!.timings].map(([id, when]) => [id, when.days]));

describe('a step that is moved', () => {
  const seven = shippedNominal('zeven-stappen');
  const trajectory = shippedNominal('incassotraject');

  test('changes its own days, in its own anchor and unit', () => {
    const found = drag(seven, 'tweede-herinnering', 34)!;
    expect([...found.timings]).toEqual([['tweede-herinnering', { days: 34, unit: 'days', after: 'due' }]]);
    expect(dayOfStep(nominalDays(found.ladder, EXAMPLE), 'tweede-herinnering')).toBe(34);
    expect(found.stop).toBeNull();
  });

  test('that counts working days goes to the nearest, and says which day is none', () => {
    // Day 33 is Saturday 18 April.
    const found = drag(trajectory, 'veertiendagenbrief', 33)!;
    expect(at(found)).toEqual({ day: 32, stop: 'workdays' });
    expect(found.stop?.sentence).toEqual({
      nl: 'de stap telt werkdagen, en za 18 april is er geen',
      en: 'the step counts working days, and Sat 18 April is none',
    });
    expect(changed(found)).toEqual({ veertiendagenbrief: 7 });
  });

  test('stops at the end of the call before it', () => {
    const found = drag(seven, 'tweede-herinnering', 10)!;
    expect(at(found)).toEqual({ day: 29, stop: 'predecessor' });
    expect(found.stop?.sentence.nl).toBe('niet voor dag 29: dan pas is de tijd voor ‘Bellen: wat is het probleem?’ om');
  });

  test('stops at the gap after the contact before it', () => {
    const found = drag(seven, 'ingebrekestelling', 20)!;
    expect(at(found)).toEqual({ day: 33, stop: 'gap' });
    expect(found.stop?.sentence.nl).toBe('niet voor dag 33: 3 dagen na het vorige bericht, ‘Tweede herinnering’');
  });

  test('stops at its last day', () => {
    const found = drag(seven, 'ingebrekestelling', 50)!;
    expect(at(found)).toEqual({ day: 45, stop: 'latest' });
    expect(found.stop?.sentence.en).toBe('not after day 45: that is the last day');
  });

  test('stops at what it must wait for', () => {
    expect(at(drag(seven, 'overdragen', 50))).toEqual({ day: 57, stop: 'not-before' });
  });

  test('stops where the customer is not late yet', () => {
    expect(at(drag(seven, 'eerste-herinnering', -2))).toEqual({ day: 1, stop: 'due' });
  });

  test('stops at the term of the fourteen-day letter: costs are not charged within it', () => {
    const found = drag(trajectory, 'incassokosten', 30)!;
    expect(at(found)).toEqual({ day: 44, stop: 'term' });
    expect(found.stop?.sentence.nl).toBe(
      'niet voor dag 44: de termijn van ‘Veertiendagenbrief’ loopt tot en met dag 43',
    );
  });

  test('stops at the term of a demand: a case is not handed over within it', () => {
    expect(at(drag(trajectory, 'overdragen', 50))).toEqual({
      day: trajectory.days.get('overdragen')!.day!,
      stop: 'term',
    });
  });

  test('that counts on from a final payment date does not come before it, also where the law would let it', () => {
    const found = drag(shippedNominal('onderhandelen'), 'leveringen-opschorten', 10)!;
    expect(found.stop).toMatchObject({ kind: 'term', step: 'opschorting-aankondigen' });
    expect(changed(found)['leveringen-opschorten']).toBe(1);
  });

  test('is no choice and no end: those have no day of their own', () => {
    expect(drag(trajectory, 'soort-klant', 30)).toBeNull();
    expect(drag(trajectory, 'einde', 30)).toBeNull();
  });

  test('stays where it is when it has no day', () => {
    const ladder = draft([{ id: 'a', kind: 'handover', when: { ...days(1, 'deadline'), ofStep: 'weg' } }]);
    const found = drag(nominalDays(ladder, EXAMPLE), 'a', 10)!;
    expect(at(found)).toMatchObject({ stop: 'no-day' });
    expect(found.timings.size).toBe(0);
  });

  test('takes all of its bar along', () => {
    const before = trajectory.days.get('aanmaning')!;
    const found = drag(trajectory, 'aanmaning', before.day! + 3)!;
    // Counted from the day of the costs, for a consumer and for others.
    expect(changed(found)).toEqual({ aanmaning: 3 });
    expect(nominalDays(found.ladder, EXAMPLE).days.get('aanmaning')).toMatchObject({
      from: before.from + 3,
      day: before.day! + 3,
    });
  });
});

describe('what follows', () => {
  const seven = shippedNominal('zeven-stappen');

  test('moves along, and is counted', () => {
    const found = drag(seven, 'tweede-herinnering', 42)!;
    expect(found.moved).toEqual([
      { step: 'ingebrekestelling', from: 40, to: 45 },
      { step: 'overdragen', from: 60, to: 64 },
    ]);
    expect(found.sentence).toEqual({
      nl: '2 stappen mee; ‘Overdragen aan incasso’ 60 → 64',
      en: '2 steps along; ‘Hand over to collection’ 60 → 64',
    });
    expect(found.missed).toEqual([]);
  });

  test('and can then miss its last day, which is told', () => {
    expect(drag(seven, 'tweede-herinnering', 44)?.missed).toEqual(['ingebrekestelling']);
  });

  test('is not touched by a move that it does not feel', () => {
    expect(drag(seven, 'tweede-herinnering', 34)?.sentence.nl).toBe('geen andere stap schuift mee');
  });

  const chain = draft([
    { id: 'een', kind: 'send', notice: 'reminder', channel: 'email', when: days(5), next: 'twee' },
    { id: 'twee', kind: 'send', notice: 'demand', channel: 'email', when: days(10, 'previous'), next: 'drie' },
    { id: 'drie', kind: 'send', notice: 'demand', channel: 'email', when: days(10, 'previous'), next: 'einde' },
    { id: 'einde', kind: 'end' },
  ]);

  test('stays when it is held, by an offset of its own', () => {
    const found = drag(nominalDays(chain, EXAMPLE), 'een', 9, { keepFollowers: true })!;
    expect(changed(found)).toEqual({ een: 9, twee: 6 });
    expect(found.moved).toEqual([]);
    expect(found.stranded).toEqual([]);
  });

  test('comes as near as it can when it is held, and says what stops it', () => {
    const found = drag(nominalDays(chain, EXAMPLE), 'een', 14, { keepFollowers: true })!;
    expect(changed(found)).toEqual({ een: 14, twee: 3, drie: 8 });
    expect(found.stranded).toMatchObject([{ step: 'twee', from: 15, to: 17, stop: { kind: 'gap' } }]);
  });
});

describe('whatever the ladder and the day', () => {
  const any = fc.oneof(ladders, wrongDrafts, fc.constantFrom(...shippedLadders(), large(24)));
  const asked = fc.integer({ min: -40, max: 160 });
  const pick = fc.nat();

  test('a step stands at the day that was asked, or says what stopped it; and what is told is what the ladder does', () => {
    let moves = 0;
    fc.assert(
      fc.property(any, asked, pick, fc.boolean(), (ladder, day, which, keepFollowers) => {
        const before = nominalDays(ladder, EXAMPLE);
        const timed = [...before.graph.steps.values()].filter(isTimed);
        fc.pre(timed.length > 0);
        const { id } = timed[which % timed.length]!;
        const found = drag(before, id, day, { keepFollowers })!;
        if (found.day !== day) expect(found.stop).not.toBeNull();
        const after = nominalDays(found.ladder, EXAMPLE);
        const told = (of: typeof after) => [...of.days].map(([step, { day: stands, until }]) => [step, stands, until]);
        expect(told(found.nominal)).toEqual(told(after));
        for (const { step, to } of found.moved) expect(dayOfStep(after, step)).toBe(to);
        for (const [step, when] of found.timings) {
          const { days: _, ...rest } = (before.graph.steps.get(step) as (typeof timed)[number]).when;
          expect({ ...when, days: undefined }).toEqual({ ...rest, days: undefined });
          expect(Number.isInteger(when.days)).toBe(true);
        }
        if (found.timings.has(id)) moves += 1;
      }),
      { numRuns: 300 },
    );
    expect(moves).toBeGreaterThan(100);
  });

  test('no move within its stops makes a shipped ladder wrong', () => {
    for (const ladder of shippedLadders()) {
      const before = nominalDays(ladder, EXAMPLE);
      for (const step of ladder.steps.filter(isTimed)) {
        for (const day of [-30, 0, 10, 40, 90]) {
          const found = drag(before, step.id, day)!;
          const wrong = errorsOf(found.ladder).filter(({ step: of }) => of === step.id);
          expect({ step: step.id, day, wrong }).toEqual({ step: step.id, day, wrong: [] });
        }
      }
    }
  });

  test('a ladder of eighty steps is moved without a trace in the one before', () => {
    const ladder = large(80);
    const text = JSON.stringify(ladder);
    const found = drag(nominalDays(ladder, EXAMPLE), 'stap-7', 40, { keepFollowers: true })!;
    expect(found.timings.size).toBeGreaterThan(0);
    expect(JSON.stringify(ladder)).toBe(text);
    expect(found.ladder.steps.filter((step, index) => step !== ladder.steps[index]).length).toBe(found.timings.size);
  });
});

test('a step counted from the one before keeps counting from it', () => {
  const nominal = shippedNominal('onderhandelen');
  const found = drag(nominal, 'opschorting-aankondigen', 24)!;
  expect(found.timings.get('opschorting-aankondigen')).toEqual({
    ...workdays(found.timings.get('opschorting-aankondigen')!.days),
  });
});
