import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compile } from '../../ladder/compiled.ts';
import type { DebtorKind, Ladder } from '../../ladder/definition.ts';
import { noFacts } from '../../ladder/facts.ts';
import { shippedLadders } from '../../ladder/library/library.ts';
import { simulate } from '../../ladder/simulate.ts';
import { addDays, dateOf, dayOf, instantOf, localDate } from '../../ladder/time/civil.ts';
import { ladders } from '../../test/unit/invariants/generate.ts';
import { dayOfStep, days, draft, EXAMPLE, large, shippedNominal, workdays, wrongDrafts } from './fixtures.ts';
import { graphOf } from './graph.ts';
import { nominalDays } from './nominal.ts';
import { realDays } from './real.ts';
import { kindsApart, runsOf } from './runs.ts';

/** The date on which the engine takes each step, when nobody pays or answers. */
function simulated(ladder: Ladder, kind: DebtorKind): Map<string, string> {
  const { issuedOn, dueOn } = EXAMPLE;
  const facts = noFacts(
    { id: 'example', number: 'example', issuedOn, dueOn, claimedCents: 100_000, currency: 'EUR' },
    { id: 'example', kind, country: 'NL', language: 'nl', hasEmail: true },
  );
  const until = instantOf(dayOf(addDays(issuedOn, 700)), 0);
  const { entries } = simulate({ ladder, facts, state: null, from: instantOf(dayOf(issuedOn), 0), until });
  const taken = ['notice_intended', 'task_opened', 'costs_charged', 'deliveries_held'];
  const dates = new Map<string, string>();
  for (const { what, step, at } of entries) {
    if (step !== null && taken.includes(what) && !dates.has(step)) dates.set(step, localDate(at));
  }
  return dates;
}

/** The dates of the axis for one kind of debtor, with days that are not worked. */
function rolled(ladder: Ladder, kind: DebtorKind): Map<string, string> {
  const { visits } = runsOf(graphOf(ladder), compile(ladder), EXAMPLE, { kind, modes: ['quiet'] });
  return new Map([...visits.quiet].flatMap(([id, { day }]) => (day === null ? [] : [[id, dateOf(day)]])));
}

describe('the days of the axis are those of the engine', () => {
  test.each(
    shippedLadders().flatMap((ladder) =>
      (['consumer', 'company'] as const).map((kind) => [ladder.id, kind, ladder] as const),
    ),
  )(
    '%s takes a %s by the same dates as the simulator, once days that are not worked are counted',
    (_id, kind, ladder) => {
      const expected = simulated(ladder, kind);
      const found = rolled(ladder, kind);
      expect(expected.size).toBeGreaterThan(3);
      expect(Object.fromEntries([...expected.keys()].map((id) => [id, found.get(id)]))).toEqual(
        Object.fromEntries(expected),
      );
    },
  );

  test('and so does any ladder without a choice', () => {
    let compared = 0;
    fc.assert(
      fc.property(ladders, (generated) => {
        const ladder: Ladder = { ...generated, intake: { missed: 'respace' } };
        fc.pre(ladder.steps.every(({ kind }) => kind !== 'decide'));
        const found = rolled(ladder, 'company');
        for (const [id, date] of simulated(ladder, 'company')) {
          compared += 1;
          expect({ id, date: found.get(id) }).toEqual({ id, date });
        }
      }),
      { numRuns: 150 },
    );
    expect(compared).toBeGreaterThan(300);
  });
});

describe('where steps stand', () => {
  test('the seven steps stand at the days of their article', () => {
    const nominal = shippedNominal('zeven-stappen');
    const course = [...nominal.days.values()].filter(({ by }) => by === 'course').map(({ id, day }) => [id, day]);
    expect(course).toEqual([
      ['bellen-voor-vervaldatum', -5],
      ['eerste-herinnering', 5],
      ['bellen-na-vervaldatum', 20],
      ['tweede-herinnering', 30],
      ['ingebrekestelling', 40],
      ['overdragen', 60],
    ]);
  });

  test('a call lasts until its deadline, and what an answer leads to can come on any day of it', () => {
    const { days: of } = shippedNominal('zeven-stappen');
    expect(of.get('bellen-na-vervaldatum')).toMatchObject({ day: 20, until: 28 });
    expect(of.get('factuur-nogmaals-sturen')).toMatchObject({ by: 'answer', from: 20, day: 28, until: 35 });
  });

  test('a step after a call counts from its end, and earlier when it is answered at once', () => {
    const ladder = draft([
      { id: 'bellen', kind: 'call', when: days(10), deadline: { days: 5, unit: 'days' }, next: 'brief' },
      { id: 'brief', kind: 'send', notice: 'reminder', channel: 'letter', when: days(3, 'previous'), next: 'einde' },
      { id: 'einde', kind: 'end' },
    ]);
    expect(nominalDays(ladder, EXAMPLE).days.get('brief')).toMatchObject({ from: 13, day: 18, to: 18 });
  });

  test('a choice is on the day of what precedes it, and ways that meet stand at the latest', () => {
    const { days: of } = shippedNominal('incassotraject');
    expect(of.get('soort-klant')).toMatchObject({ day: of.get('bellen')!.until, instant: true });
    // A consumer waits for the term of the fourteen-day letter; others do not.
    expect(of.get('incassokosten')).toMatchObject({ from: 21, day: 44 });
  });

  test('attempts of a call keep to the days of their windows', () => {
    // Monday in the office, Monday in the evening, Saturday morning.
    expect(shippedNominal('onderhandelen').days.get('bellen')?.attempts).toEqual([7, 7, 12]);
  });

  test('nothing is rolled, while working days are counted by the office', () => {
    const ladder = draft([
      { id: 'zondag', kind: 'send', notice: 'reminder', channel: 'email', when: days(6), next: 'later' },
      { id: 'later', kind: 'send', notice: 'demand', channel: 'email', when: workdays(10), next: 'einde' },
      { id: 'einde', kind: 'end' },
    ]);
    const nominal = nominalDays(ladder, EXAMPLE);
    // Ten working days after Sunday 22 March, without Good Friday.
    expect([dayOfStep(nominal, 'zondag'), dayOfStep(nominal, 'later')]).toEqual([6, 18 + 4]);
    expect(
      nominalDays({ ...ladder, office: { worked: ['good-friday'], closed: [] } }, EXAMPLE).days.get('later')?.day,
    ).toBe(18);
  });

  test('a step to which only an event leads comes after the notice of default', () => {
    const ladder = draft(
      [
        {
          id: 'aanzegging',
          kind: 'send',
          notice: 'notice-of-default',
          channel: 'email',
          termDays: 14,
          when: days(20),
          next: 'overdracht',
        },
        { id: 'overdracht', kind: 'handover', when: days(40) },
        {
          id: 'opnieuw',
          kind: 'send',
          notice: 'final-demand',
          channel: 'email',
          termDays: 7,
          when: workdays(1),
          next: 'overdracht',
        },
      ],
      { events: { dispute: { reentry: 'opnieuw' } } },
    );
    const nominal = nominalDays(ladder, EXAMPLE);
    expect(nominal.days.get('opnieuw')).toMatchObject({ by: 'event', day: 23 });
    expect(dayOfStep(nominal, 'overdracht')).toBe(40);
  });

  test('a last day that cannot be met is told', () => {
    const ladder = draft([
      { id: 'eerst', kind: 'send', notice: 'reminder', channel: 'email', when: days(20), next: 'dan' },
      { id: 'dan', kind: 'send', notice: 'demand', channel: 'email', when: { ...days(15), latest: 18 }, next: 'einde' },
      { id: 'einde', kind: 'end' },
    ]);
    expect(nominalDays(ladder, EXAMPLE).days.get('dan')).toMatchObject({ day: 23, missed: true });
  });
});

describe('a draft that is wrong for the moment', () => {
  test('a step that counts from a notice which does not come before it has no day, and the rest keeps theirs', () => {
    const ladder = draft([
      { id: 'eerst', kind: 'send', notice: 'reminder', channel: 'email', when: days(5), next: 'dan' },
      {
        id: 'dan',
        kind: 'send',
        notice: 'demand',
        channel: 'email',
        when: { ...days(3, 'deadline'), ofStep: 'weg' },
        next: 'later',
      },
      { id: 'later', kind: 'send', notice: 'demand', channel: 'email', when: days(30), next: 'nergens' },
    ]);
    const nominal = nominalDays(ladder, EXAMPLE);
    expect(['eerst', 'dan', 'later'].map((id) => dayOfStep(nominal, id))).toEqual([5, null, 30]);
  });

  test('a step to which nothing leads stands at its own day', () => {
    const ladder = draft([
      { id: 'einde', kind: 'end' },
      { id: 'los', kind: 'send', notice: 'reminder', channel: 'email', when: days(12), next: 'einde' },
    ]);
    expect(nominalDays(ladder, EXAMPLE).days.get('los')).toMatchObject({ by: 'nothing', day: 12 });
  });

  test('an office that never opens gives no days, and no error', () => {
    const closed = Array.from({ length: 900 }, (_, index) => addDays('2026-01-01', index));
    const ladder = draft([{ id: 'a', kind: 'handover', when: workdays(3) }], { office: { worked: [], closed } });
    expect(dayOfStep(nominalDays(ladder, EXAMPLE), 'a')).toBeNull();
  });

  test('whatever is wrong, every step is told of, and no number is none', () => {
    fc.assert(
      fc.property(wrongDrafts, (ladder) => {
        const { days: of } = nominalDays(ladder, EXAMPLE);
        expect([...of.keys()].sort()).toEqual(ladder.steps.map(({ id }) => id).sort());
        for (const { day, from, to, until, attempts } of of.values()) {
          const told = [day ?? 0, from, to, until ?? 0, ...attempts];
          expect(told.every(Number.isInteger)).toBe(true);
          if (day !== null) expect(from <= day && day <= to && (until === null || until >= day)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('real dates', () => {
  test('a step on a holiday says on which date it happens, and why', () => {
    const ladder = draft([
      { id: 'maandag', kind: 'send', notice: 'reminder', channel: 'email', when: days(42), next: 'dan' },
      { id: 'dan', kind: 'send', notice: 'demand', channel: 'email', when: days(5, 'previous'), next: 'einde' },
      { id: 'einde', kind: 'end' },
    ]);
    const real = realDays(nominalDays(ladder, EXAMPLE));
    expect(real.get('maandag')).toMatchObject({
      on: '2026-04-28',
      moved: { nl: 'di 28 april, want Koningsdag', en: "Tue 28 April, because of King's Day" },
    });
    expect(real.get('dan')?.moved?.nl).toBe('ma 4 mei, want het weekend');
  });

  test('one that follows says so, and one that stays says nothing', () => {
    const real = realDays(shippedNominal('zeven-stappen'));
    expect(real.get('tweede-herinnering')?.moved).toBeNull();
    expect(real.get('factuur-nogmaals-sturen')?.moved?.nl).toBe('di 14 april, want een stap ervoor schuift op');
  });

  test('one with a last day is brought forward', () => {
    const ladder = draft([
      { id: 'a', kind: 'send', notice: 'reminder', channel: 'email', when: { ...days(5), latest: 6 }, next: 'einde' },
      { id: 'einde', kind: 'end' },
    ]);
    expect(realDays(nominalDays(ladder, EXAMPLE)).get('a')?.moved?.nl).toBe('vr 20 maart, want uiterlijk dag 6');
  });
});

test('kinds of debtor that a ladder treats alike are run once', () => {
  expect(kindsApart(shippedLadders()[0]!)).toEqual(['consumer']);
  expect(kindsApart(large(80))).toEqual(['consumer', 'sole-trader']);
});
