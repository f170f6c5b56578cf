import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Ladder } from '../../ladder/definition.ts';
import { shippedLadders } from '../../ladder/library/library.ts';
import { ladders } from '../../test/unit/invariants/generate.ts';
import { drag } from './drag.ts';
import { days, draft, EXAMPLE, large, shippedNominal, workdays, wrongDrafts } from './fixtures.ts';
import { graphOf } from './graph.ts';
import { lanesOf } from './lanes.ts';
import { type Layout, type LayoutNode, layout, relayout } from './layout.ts';
import { nominalDays } from './nominal.ts';
import { DAY_PX, dayAt, foldAt, nearestDay, scaleOf, yOf } from './scale.ts';

const laidOut = (ladder: Ladder) => layout(nominalDays(ladder, EXAMPLE));
const nodeOf = ({ nodes }: Layout, id: string) => nodes.find((node) => node.id === id)!;
const EXAMPLES: [string, Ladder][] = [...shippedLadders(), large(80)].map((ladder) => [ladder.id, ladder]);

/** What must hold of every layout. */
function expectSound(ladder: Ladder): void {
  const found = laidOut(ladder);
  const standing = found.nodes.filter(({ endOf }) => endOf === null);
  for (const [index, a] of standing.entries()) {
    for (const b of standing.slice(index + 1)) {
      const overlaps = a.lane === b.lane && a.y < b.y + b.height && b.y < a.y + a.height;
      expect(overlaps ? `${a.id} and ${b.id}` : '').toBe('');
    }
  }
  for (const { id, points } of found.edges) {
    const rises = points.some((point, index) => index > 0 && point.y < points[index - 1]!.y - 1e-6);
    expect(rises ? id : '').toBe('');
  }
  for (const [index, point] of found.scale.points.entries()) {
    const before = found.scale.points[index - 1];
    if (before) expect(point.day > before.day && point.y > before.y).toBe(true);
  }
  expect(numbersOf(found).every(Number.isFinite)).toBe(true);
}

function numbersOf(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersOf) : [];
}

describe('every layout', () => {
  test.each(EXAMPLES)('%s: nodes do not overlap, lines do not rise, heights grow with days', (_id, ladder) => {
    expectSound(ladder);
  });

  test('and so whatever the ladder', () => {
    fc.assert(fc.property(fc.oneof(ladders, wrongDrafts), expectSound), { numRuns: 200 });
  });

  test.each(EXAMPLES)('%s: every step stands at its day, and every way has its line', (_id, ladder) => {
    const nominal = nominalDays(ladder, EXAMPLE);
    const found = layout(nominal);
    for (const node of found.nodes) {
      if (node.endOf === null) expect([node.id, node.day]).toEqual([node.id, nominal.days.get(node.step)!.day]);
      if (node.row === 0 && node.endOf === null) {
        const offset = node.y - yOf(found.scale, node.day);
        expect(offset >= 0 && offset <= 28).toBe(true);
      }
    }
    const drawn = found.edges.flatMap(({ ways }) => ways);
    expect(drawn.length).toBe(nominal.graph.order.flatMap((id) => nominal.graph.ways(id)).length);
    const ids = found.nodes.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('lanes', () => {
  test('the main path stands in the first lane, answers and exceptions beside it', () => {
    const found = layout(shippedNominal('incassotraject'));
    const lane = (id: string) => nodeOf(found, id).lane;
    const main = ['betaalgegevens', 'bellen', 'soort-klant', 'incassokosten', 'aanmaning', 'overdragen'];
    expect(main.map(lane)).toEqual(main.map(() => 0));
    expect(['veertiendagenbrief', 'betwisting-behandelen', 'factuur-nogmaals-sturen'].every((id) => lane(id) > 0)).toBe(
      true,
    );
  });

  test('a branch keeps to one lane as far as it goes', () => {
    const found = layout(shippedNominal('zeven-stappen'));
    const lanes = [
      'regeling-vastleggen',
      'regeling-bewaken',
      'ingebrekestelling-na-regeling',
      'overdragen-na-regeling',
    ];
    expect(new Set(lanes.map((id) => nodeOf(found, id).lane)).size).toBe(1);
  });

  test('what only an event leads to stands at the far right', () => {
    const ladder = draft(
      [
        {
          id: 'bellen',
          kind: 'call',
          when: days(5),
          deadline: { days: 2, unit: 'days' },
          outcomes: { dispute: 'taak' },
          next: 'aanzegging',
        },
        {
          id: 'taak',
          kind: 'task',
          when: days(0, 'previous'),
          outcomes: [{ id: 'ja', name: { nl: 'Ja', en: 'Yes' }, next: 'aanzegging' }],
        },
        {
          id: 'aanzegging',
          kind: 'send',
          notice: 'notice-of-default',
          channel: 'email',
          termDays: 14,
          when: days(20),
          next: 'overdracht',
        },
        {
          id: 'opnieuw',
          kind: 'send',
          notice: 'final-demand',
          channel: 'email',
          termDays: 7,
          when: workdays(1),
          next: 'overdracht',
        },
        { id: 'overdracht', kind: 'handover', when: days(40) },
      ],
      { events: { dispute: { reentry: 'opnieuw' } } },
    );
    const found = laidOut(ladder);
    expect(nodeOf(found, 'opnieuw').lane).toBe(2);
    expect(found.lanes.map(({ exception }) => exception)).toEqual([false, false, true]);
    expect(found.strip.find(({ event }) => event === 'dispute')?.target).toBe('opnieuw');
  });

  test('no change of a day moves a step to another lane', () => {
    fc.assert(
      fc.property(
        fc.oneof(ladders, fc.constant(large(24)), fc.constantFrom(...shippedLadders())),
        fc.nat(),
        fc.integer({ min: -30, max: 90 }),
        (ladder, which, by) => {
          const steps = ladder.steps.map((step, index) =>
            'when' in step && index === which % ladder.steps.length
              ? { ...step, when: { ...step.when, days: by } }
              : step,
          );
          const lanes = (of: Ladder) => [...lanesOf(graphOf(of)).laneOf];
          expect(lanes({ ...ladder, steps })).toEqual(lanes(ladder));
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('nodes', () => {
  test('a call is as high as its time is long, with a tick for each attempt', () => {
    const found = layout(shippedNominal('onderhandelen'));
    const call = nodeOf(found, 'bellen');
    expect(call.y + call.height).toBeCloseTo(yOf(found.scale, 14));
    expect(call.ticks.map(({ day }) => day)).toEqual([7, 7, 12]);
    for (const { y } of call.ticks) expect(y >= call.y && y <= call.y + call.height).toBe(true);
  });

  test('a step that can come on several days has a bar of them', () => {
    const found = layout(shippedNominal('incassotraject'));
    expect(nodeOf(found, 'aanmaning').bar).toMatchObject({ from: 21, to: 44 });
    expect(nodeOf(found, 'eerste-herinnering').bar).toBeNull();
  });

  test('instant steps share the day of what precedes them, under each other', () => {
    const ladder = draft([
      { id: 'brief', kind: 'send', notice: 'reminder', channel: 'email', when: days(5), next: 'een' },
      { id: 'een', kind: 'decide', rows: [], otherwise: 'twee' },
      { id: 'twee', kind: 'decide', rows: [], otherwise: 'einde' },
      { id: 'einde', kind: 'end' },
    ]);
    const found = laidOut(ladder);
    const nodes = ['brief', 'een', 'twee', 'einde'].map((id) => nodeOf(found, id));
    expect(nodes.map(({ day, row }) => [day, row])).toEqual([
      [5, 0],
      [5, 1],
      [5, 2],
      [5, 3],
    ]);
    expect(nodes.map(({ y }) => y)).toEqual(nodes.map(({ y }) => y).toSorted((a, b) => a - b));
    // The next day is below them all.
    expect(yOf(found.scale, 6)).toBeGreaterThan(nodes[3]!.y);
  });

  test('what follows on the same day in another lane stands lower', () => {
    const found = layout(shippedNominal('onderhandelen'));
    const [asked, refused] = [nodeOf(found, 'beoordelen'), nodeOf(found, 'nader-overleg')];
    expect([refused.day, refused.row]).toEqual([asked.day, asked.row + 1]);
    expect(refused.y).toBeGreaterThanOrEqual(asked.y + asked.height);
  });

  test('an end beside the main path hangs under each step that leads to it', () => {
    const found = layout(shippedNominal('zeven-stappen'));
    const ends = found.nodes.filter(({ step }) => step === 'einde').map(({ id }) => id);
    expect(ends.toSorted()).toEqual([
      'einde<betwisting-behandelen',
      'einde<bezwaar-voor-vervaldatum',
      'einde<regeling-bewaken',
    ]);
  });

  test('a step without a day stands after what leads to it, and is marked', () => {
    const ladder = draft([
      { id: 'eerst', kind: 'send', notice: 'reminder', channel: 'email', when: days(5), next: 'dan' },
      { id: 'dan', kind: 'handover', when: { ...days(3, 'deadline'), ofStep: 'weg' } },
    ]);
    expect(nodeOf(laidOut(ladder), 'dan')).toMatchObject({ dayless: true, day: 5, row: 1 });
  });
});

describe('lines', () => {
  test('ways with the same two ends share one, and say which they are', () => {
    const { edges } = layout(shippedNominal('zeven-stappen'));
    const found = edges.find(({ id }) => id === 'bellen-voor-vervaldatum>factuur-herstellen')!;
    expect(found.ways.map(({ port }) => port)).toEqual(['outcome:not_received', 'outcome:details_wrong']);
    expect(found.route).toBe('branch');
  });

  test('a case that was held up by an answer enters below its next step, at the day on which it comes', () => {
    const found = layout(shippedNominal('onderhandelen'));
    const late = found.edges.find(({ id }) => id === 'incassopartner-inlichten>opschorting-aankondigen')!;
    const target = nodeOf(found, 'opschorting-aankondigen');
    expect(late.late).toBe(true);
    expect(late.points.at(-1)!.y).toBeGreaterThan(target.y + target.height);
    expect(late.points.at(-1)!.y).toBeLessThanOrEqual(target.tail!.y + target.tail!.height);
  });
});

describe('the scale', () => {
  test('goes from days to heights and back', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: -60, max: 200 }), { minLength: 2, maxLength: 12 }),
        fc.integer({ min: -80, max: 260 }),
        (stops, day) => {
          const scale = scaleOf(stops, [], []);
          expect(nearestDay(scale, yOf(scale, day))).toBe(day);
          expect(dayAt(scale, yOf(scale, day))).toBeCloseTo(day);
        },
      ),
    );
  });

  test('gives a day at least twelve pixels outside a fold', () => {
    const { scale } = layout(shippedNominal('zeven-stappen'));
    for (let day = -14; day < 63; day++) {
      if (scale.folds.some(({ from, to }) => day >= from && day < to)) continue;
      expect(yOf(scale, day + 1) - yOf(scale, day)).toBeGreaterThanOrEqual(DAY_PX - 1e-6);
    }
  });

  test('folds where nothing happens for long, and opens there where it is told to', () => {
    const nominal = shippedNominal('zeven-stappen');
    const folded = layout(nominal);
    const fold = folded.scale.folds.find(({ from }) => from > 0)!;
    expect(fold).toMatchObject({ from: 7, to: 18 });
    expect(foldAt(folded.scale, fold.y + 1)).toBe(fold);
    const open = layout(nominal, { unfolded: [fold] });
    expect(open.scale.folds.map(({ id }) => id)).toEqual(
      folded.scale.folds.map(({ id }) => id).filter((id) => id !== fold.id),
    );
    expect(yOf(open.scale, 18) - yOf(open.scale, 7)).toBeGreaterThanOrEqual(11 * DAY_PX);
  });
});

describe('what stands behind', () => {
  test('the term of a legal notice is hatched from the day after receipt to its last day', () => {
    const { zones } = layout(shippedNominal('incassotraject'));
    expect(zones.map(({ step, from, to }) => [step, from, to])).toEqual([
      ['veertiendagenbrief', 27, 43],
      ['aanmaning', 47, 63],
    ]);
    expect(zones[0]!.reason.nl).toBe('termijn van ‘Veertiendagenbrief’, tot en met dag 43 (art. 6:96 lid 6 BW)');
  });

  test('last days are marked', () => {
    const { latest } = layout(shippedNominal('zeven-stappen'));
    expect(latest.map(({ step, day }) => [step, day])).toContainEqual(['ingebrekestelling', 45]);
  });

  test('the ruler names the due date, the days of steps and holidays, and its words do not touch', () => {
    const { ruler } = layout(shippedNominal('zeven-stappen'));
    expect(ruler.find(({ kind }) => kind === 'due')).toMatchObject({
      day: 0,
      date: { nl: 'ma 16 maart', en: 'Mon 16 March' },
    });
    expect(ruler.find(({ on }) => on === '2026-04-27')?.holiday).toEqual({ nl: 'Koningsdag', en: "King's Day" });
    const told = ruler
      .filter(({ labelled }) => labelled)
      .map(({ y }) => y)
      .toSorted((a, b) => a - b);
    for (const [index, y] of told.entries()) if (index > 0) expect(y - told[index - 1]!).toBeGreaterThanOrEqual(18);
  });

  test('events have rulers of their own', () => {
    const { strip, lanes, nodes } = layout(shippedNominal('onderhandelen'));
    const promise = strip.find(({ event }) => event === 'promise')!;
    expect(promise.zero).toEqual({ nl: 'dag 0 = toezegging', en: 'day 0 = promise' });
    expect(promise.marks.map(({ days: after, unit }) => [after, unit])).toContainEqual([30, 'days']);
    expect(promise.target).toBe('opschorting-aankondigen');
    expect(promise.x).toBeGreaterThan(Math.max(...nodes.map(({ x, width }) => x + width)));
    expect(lanes.length).toBeGreaterThan(0);
  });
});

describe('a layout after another', () => {
  const nominal = shippedNominal('zeven-stappen');

  test('of the same ladder is the same object', () => {
    const first = relayout(null, nominal);
    expect(relayout(first, nominalDays(structuredClone(nominal.ladder), EXAMPLE))).toBe(first);
  });

  test('keeps every node that did not change', () => {
    const first = relayout(null, nominal);
    const second = relayout(first, drag(nominal, 'overdragen', 61)!.nominal);
    const before = new Map(first.nodes.map((node): [string, LayoutNode] => [node.id, node]));
    const fresh = second.nodes.filter((node) => before.get(node.id) !== node).map(({ id }) => id);
    expect(fresh).toContain('overdragen');
    expect(fresh).not.toContain('eerste-herinnering');
    expect(second.strip).toBe(first.strip);
  });

  test('is what it would be without the one before', () => {
    fc.assert(
      fc.property(ladders, ladders, (one, other) => {
        expect(relayout(laidOut(one), nominalDays(other, EXAMPLE))).toEqual(laidOut(other));
      }),
      { numRuns: 30 },
    );
  });
});
