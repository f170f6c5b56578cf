import { describe, expect, test } from 'vitest';
import type { Ladder, Step, StepId } from '../definition.ts';
import { edgesOf, followers, withNotices, withWays } from '../edges.ts';
import { shipped } from '../library/fixtures.ts';
import { shippedLadders } from '../library/library.ts';
import { compare, labelOfAll, same } from './compare.ts';

const SEVEN = shipped('zeven-stappen');

/** A ladder with a step changed in a few of its members. */
function withStep(ladder: Ladder, id: StepId, change: object): Ladder {
  return { ...ladder, steps: ladder.steps.map((step) => (step.id === id ? ({ ...step, ...change } as Step) : step)) };
}

function timed(ladder: Ladder, id: StepId, when: object): Ladder {
  const step = ladder.steps.find((candidate) => candidate.id === id)!;
  return withStep(ladder, id, { when: { ...('when' in step ? step.when : {}), ...when } });
}

const told = (from: Ladder, to: Ladder, given = {}) => compare(from, to, given).map(({ sentence }) => sentence.nl);
const toldInEnglish = (from: Ladder, to: Ladder) => compare(from, to).map(({ sentence }) => sentence.en);

describe('what differs between two versions of a ladder', () => {
  test('a version does not differ from itself, nor from a copy, nor in its number or the order of its list', () => {
    for (const ladder of shippedLadders()) {
      expect(compare(ladder, ladder)).toEqual([]);
      expect(compare(ladder, structuredClone(ladder))).toEqual([]);
      expect(compare(ladder, { ...ladder, version: 9, steps: ladder.steps.toReversed() })).toEqual([]);
    }
  });

  test('days counted from the due date are told as days of the ladder', () => {
    expect(told(SEVEN, timed(SEVEN, 'ingebrekestelling', { days: 35 }))).toEqual([
      'Ingebrekestelling: dag 40 → dag 35',
    ]);
    expect(toldInEnglish(SEVEN, timed(SEVEN, 'ingebrekestelling', { days: 35 }))).toEqual([
      'Notice of default: day 40 → day 35',
    ]);
  });

  test('other days are told with their anchor and unit', () => {
    const changed = timed(SEVEN, 'overdragen-na-regeling', { days: 3 });
    expect(told(SEVEN, changed)).toEqual([
      'Overdragen na een verbroken regeling: 1 werkdag → 3 werkdagen na de uiterste betaaldatum van ‘Ingebrekestelling na een verbroken regeling’',
    ]);
  });

  test('what comes beside a day, changes or goes is told apart', () => {
    expect(told(SEVEN, timed(SEVEN, 'ingebrekestelling', { latest: 44 }))).toEqual([
      'Ingebrekestelling: uiterlijk dag 45 → dag 44',
    ]);
    expect(told(SEVEN, timed(SEVEN, 'ingebrekestelling', { latest: undefined }))).toEqual([
      'Ingebrekestelling: “uiterlijk dag 45” geldt niet meer',
    ]);
    expect(told(SEVEN, timed(SEVEN, 'tweede-herinnering', { latest: 33 }))).toEqual([
      'Tweede herinnering: voortaan uiterlijk dag 33',
    ]);
    expect(toldInEnglish(SEVEN, timed(SEVEN, 'tweede-herinnering', { latest: 33 }))).toEqual([
      'Second reminder: from now on no later than day 33',
    ]);
  });

  test('a step that comes in between is told once, with its place, and not by the ways round it', () => {
    const added: Step = {
      id: 'extra',
      kind: 'send',
      name: { nl: 'Extra aanmaning', en: 'Extra demand' },
      when: { days: 35, unit: 'days', after: 'due' },
      notice: 'demand',
      channel: 'letter',
      next: 'ingebrekestelling',
    };
    const led = withStep(SEVEN, 'tweede-herinnering', { next: 'extra' });
    expect(told(SEVEN, { ...led, steps: [...led.steps, added] })).toEqual([
      'Toegevoegd: ‘Extra aanmaning’ (aanmaning, dag 35), na ‘Tweede herinnering’',
    ]);
    expect(told({ ...led, steps: [...led.steps, added] }, SEVEN)).toEqual(['Verwijderd: ‘Extra aanmaning’']);
  });

  test('a step that goes elsewhere is told as moved', () => {
    const past = SEVEN.steps.map((step) =>
      withWays(step, (to) => (to === 'tweede-herinnering' ? 'ingebrekestelling' : to)),
    );
    const without = { ...SEVEN, steps: past };
    const moved = withStep(
      withStep(without, 'eerste-herinnering', { next: 'tweede-herinnering' }),
      'tweede-herinnering',
      {
        next: 'bellen-na-vervaldatum',
      },
    );
    const [difference, ...others] = compare(SEVEN, moved);
    expect(others).toEqual([]);
    expect(difference).toMatchObject({ category: 'order', steps: ['tweede-herinnering'] });
    expect(difference!.sentence.nl).toMatch(
      /^Verplaatst: ‘Tweede herinnering’, eerst na .*, nu na ‘Betalingsherinnering’$/,
    );
  });

  test('a way that leads elsewhere is told by when it is taken', () => {
    const call = SEVEN.steps.find(({ id }) => id === 'bellen-na-vervaldatum')!;
    const outcomes = 'outcomes' in call ? call.outcomes : {};
    const changed = withStep(SEVEN, call.id, { outcomes: { ...outcomes, dispute: 'einde' } });
    expect(told(SEVEN, changed)).toEqual([
      'Bellen: wat is het probleem?: bij ‘Betwist de factuur’ naar ‘Betwisting behandelen’ → ‘Einde’',
    ]);
  });

  test('conditions are told in words, row by row', () => {
    const ladder = shipped('stappenplan');
    const choice = ladder.steps.find(({ id }) => id === 'welke-weg')!;
    if (choice.kind !== 'decide') throw new Error('welke-weg is a choice');
    const [small, consumer] = choice.rows;
    const dearer = { ...small!, all: [{ field: 'openCents', below: 10_000 }] };
    expect(told(ladder, withStep(ladder, choice.id, { rows: [dearer, consumer] }))).toEqual([
      'Welke weg?: als open bedrag onder €\u00a050,00 → open bedrag onder €\u00a0100,00',
    ]);
    expect(told(ladder, withStep(ladder, choice.id, { rows: [consumer, small] }))).toEqual([
      'Welke weg?: volgorde van de regels gewijzigd',
    ]);
    expect(told(ladder, withStep(ladder, choice.id, { rows: [consumer] }))).toEqual([
      'Welke weg?: “als open bedrag onder €\u00a050,00 (naar ‘Afwikkelen zonder incassobureau’)” geldt niet meer',
    ]);
  });

  test('a removed step that goes on as another is told as replaced, and what differs between the two', () => {
    const id = (old: StepId) => (old === 'ingebrekestelling' ? 'sommatie' : old);
    const renamed: Ladder = {
      ...SEVEN,
      steps: SEVEN.steps.map((step) => ({ ...withNotices(withWays(step, id), id), id: id(step.id) })),
      texts: {
        nl: Object.fromEntries(Object.entries(SEVEN.texts.nl).map(([old, text]) => [id(old), text])),
        en: Object.fromEntries(Object.entries(SEVEN.texts.en).map(([old, text]) => [id(old), text])),
      },
    };
    const to = withStep(timed(renamed, 'sommatie', { days: 42 }), 'sommatie', {
      name: { nl: 'Sommatie', en: 'Final demand' },
      notice: 'final-demand',
    });
    expect(told(SEVEN, to, { ingebrekestelling: 'sommatie' })).toEqual([
      '‘Sommatie’ komt in de plaats van ‘Ingebrekestelling’',
      'Ingebrekestelling: Nederlandse naam ‘Ingebrekestelling’ → ‘Sommatie’',
      'Ingebrekestelling: Engelse naam ‘Notice of default’ → ‘Final demand’',
      'Sommatie: dag 40 → dag 42',
      'Sommatie: soort bericht ingebrekestelling → sommatie',
    ]);
    expect(told(SEVEN, to)).toContain('Verwijderd: ‘Ingebrekestelling’');
  });

  test('texts are told by language and part, the ladder as a whole by its members', () => {
    const text = SEVEN.texts.nl.ingebrekestelling!;
    const texts = { ...SEVEN.texts, nl: { ...SEVEN.texts.nl, ingebrekestelling: { ...text, body: 'Anders' } } };
    const changed = {
      ...SEVEN,
      texts,
      contact: { ...SEVEN.contact, gap: 5 },
      events: {
        ...SEVEN.events,
        reply: { pauseDays: 1 },
        promise: { graceDays: 2, longestDays: 30, broken: 'ingebrekestelling' },
      },
      office: { worked: ['good-friday' as const], closed: ['2026-12-24'] },
    };
    expect(told(SEVEN, changed)).toEqual([
      'Ingebrekestelling: Nederlandse tekst gewijzigd',
      'Aanmaanschema: ten minste 3 dagen tussen twee berichten → 5 dagen tussen twee berichten',
      'Aanmaanschema: voortaan kantoor open op Goede Vrijdag',
      'Aanmaanschema: voortaan kantoor dicht op 24 december 2026',
      'Aanmaanschema: voortaan niet nagekomen toezegging leidt naar ‘Ingebrekestelling’',
      'Aanmaanschema: leestijd voor een reactie 5 werkdagen → 1 werkdag',
    ]);
  });

  test('several differences make one label', () => {
    const changed = withStep(timed(SEVEN, 'ingebrekestelling', { days: 35 }), 'ingebrekestelling', {
      channel: 'letter',
    });
    const differences = compare(SEVEN, changed);
    expect(labelOfAll(differences)).toEqual({
      nl: 'Ingebrekestelling: dag 40 → dag 35 (en nog één wijziging)',
      en: 'Notice of default: day 40 → day 35 (and one more change)',
    });
    expect(labelOfAll([])).toBeNull();
  });

  test('nothing that differs is passed over: every value of a ladder, changed, is told', () => {
    const missed: string[] = [];
    for (const ladder of [...shippedLadders(), FULL, RATED]) {
      for (const [place, changed] of everyChange(ladder)) {
        if (compare(ladder, changed).length === 0) missed.push(`${ladder.id} ${place}`);
        if (compare(changed, ladder).length === 0) missed.push(`${ladder.id} ${place}, back`);
      }
    }
    expect(missed).toEqual([]);
  });
});

/** A ladder that uses what the shipped ones leave out. */
const FULL: Ladder = {
  ...timed(timed(SEVEN, 'ingebrekestelling', { gap: 2 }), 'tweede-herinnering', {
    window: { from: '10:00', to: '12:00', weekdays: [2, 3] },
    notBefore: { days: 2, unit: 'days', after: 'invoice' },
  }),
  id: 'vol',
  closes: 'legal',
  description: { nl: 'Alles', en: 'All' },
  office: { worked: ['good-friday'], closed: ['2026-12-24'] },
  events: {
    promise: { graceDays: 1, longestDays: 20, broken: 'ingebrekestelling' },
    reply: { pauseDays: 4 },
    dispute: { reentry: 'ingebrekestelling' },
    arrangement: { reentry: 'ingebrekestelling' },
    partPayment: { restDays: 3, leastPercent: 20 },
    reversal: { reentry: 'ingebrekestelling' },
    bounce: { byLetter: 'never' },
  },
};

const RATED: Ladder = {
  ...withStep(shipped('stappenplan'), 'incassokosten', { charge: 'interest', contractualRate: 800 }),
  id: 'rente',
};

/** A ladder with one value changed at a time: a number raised, a text lengthened, a list shortened. */
function* everyChange(ladder: Ladder): Generator<[place: string, ladder: Ladder]> {
  for (const [path, value] of leaves(ladder)) {
    const member = path.at(-1);
    // A reference to no step, or another id of the whole, is no version of the same ladder.
    if (['id', 'version', 'start', 'next', 'otherwise', 'refused', 'kind'].includes(String(member))) continue;
    if (path.includes('outcomes') && !path.includes('name')) continue;
    const steps = ladder.steps.map(({ id }) => id);
    const isReference = ['ofStep', 'broken', 'reentry'].includes(String(member));
    const other = isReference
      ? steps.find((id) => id !== value)
      : typeof value === 'number'
        ? value + 1
        : (OTHER[String(value)] ?? `${value} anders`);
    yield [path.join('/'), put(ladder, path, other) as Ladder];
  }
}

/** Another value of the same sort. */
const OTHER: Record<string, string> = {
  'good-friday': 'decree',
  days: 'workdays',
  workdays: 'days',
  '2026-12-24': '2026-12-23',
  previous: 'due',
  due: 'invoice',
  invoice: 'due',
  received: 'deadline',
  deadline: 'received',
  own: 'demand',
  demand: 'own',
  reminder: 'own',
  'second-reminder': 'own',
  'fourteen-day-letter': 'own',
  'notice-of-default': 'own',
  'final-demand': 'own',
  email: 'letter',
  letter: 'email',
  'email-or-letter': 'letter',
  'collection-costs': 'interest',
  hold: 'resume',
  consumer: 'company',
  skip: 'respace',
  legal: 'bookkeeping',
  never: 'always',
};

function* leaves(value: unknown, path: (string | number)[] = []): Generator<[(string | number)[], unknown]> {
  if (typeof value !== 'object' || value === null) yield [path, value];
  else for (const [member, inner] of Object.entries(value)) yield* leaves(inner, [...path, member]);
}

function put(value: unknown, [member, ...rest]: (string | number)[], leaf: unknown): unknown {
  if (member === undefined) return leaf;
  if (Array.isArray(value)) return value.with(Number(member), put(value[Number(member)], rest, leaf));
  return { ...(value as object), [member]: put((value as Record<string, unknown>)[member], rest, leaf) };
}

describe('the same value', () => {
  test('members may stand in any order, and what is undefined is not there', () => {
    expect(same({ a: 1, b: [1, { c: 2 }] }, { b: [1, { c: 2 }], a: 1, d: undefined })).toBe(true);
    expect(same({ a: [1, 2] }, { a: [2, 1] })).toBe(false);
    expect(same([], {})).toBe(false);
    expect(same(null, {})).toBe(false);
  });
});

test('every way of every step has an edge, and edges are named once', () => {
  for (const ladder of shippedLadders()) {
    const edges = edgesOf(ladder);
    expect(new Set(edges.map(({ from, port }) => `${from} ${port}`)).size).toBe(edges.length);
    expect(edges[0]).toEqual({ from: null, port: 'start', to: ladder.start });
    for (const step of ladder.steps) {
      expect(edges.filter(({ from }) => from === step.id).map(({ to }) => to)).toEqual(followers(step));
      expect(withWays(step, (to) => to)).toBe(step);
    }
  }
});
