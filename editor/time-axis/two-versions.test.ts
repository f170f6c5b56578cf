import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Ladder, StepId } from '../../ladder/definition.ts';
import { shippedLadders } from '../../ladder/library/library.ts';
import { ladders } from '../../test/unit/invariants/generate.ts';
import type { Command } from '../document/command.ts';
import { edit } from '../document/edit.ts';
import { days, draft, EXAMPLE, large, wrongDrafts } from './fixtures.ts';
import { layout } from './layout.ts';
import { nominalDays } from './nominal.ts';
import { yOf } from './scale.ts';
import { layoutOfTwo, type TwoLayout, twoVersions } from './two-versions.ts';

const shipped = (id: string) => shippedLadders().find((ladder) => ladder.id === id)!;
const drawn = (before: Ladder, after: Ladder) =>
  layoutOfTwo(twoVersions(nominalDays(before, EXAMPLE), nominalDays(after, EXAMPLE)));
const nodeOf = ({ nodes }: TwoLayout, id: string) => nodes.find((node) => node.id === id)!;
const edited = (ladder: Ladder, ...commands: Command[]): Ladder =>
  commands.reduce((document, command) => {
    const made = edit(document, command);
    if ('refused' in made) throw new Error(made.refused.en);
    return made.ladder;
  }, ladder);

/** What must hold of the picture of any two versions. */
function expectSound(before: Ladder, after: Ladder): void {
  const found = drawn(before, after);
  const old = nominalDays(before, EXAMPLE);
  const ids = (ladder: Ladder) => ladder.steps.map(({ id }) => id);
  const standing = found.nodes.filter(({ endOf }) => endOf === null);
  // Every step of both stands somewhere, and what went is marked.
  const shown = new Set(found.nodes.map(({ step }) => step));
  for (const id of [...ids(before), ...ids(after)]) expect(shown.has(id) ? '' : id).toBe('');
  for (const node of found.nodes) {
    const isGone = !ids(after).includes(node.step);
    if (isGone) expect(found.went.has(node.id)).toBe(true);
    const day: number | null | undefined = isGone ? old.days.get(node.step)?.day : null;
    if (isGone && node.endOf === null && typeof day === 'number') expect(node.day).toBe(day);
  }
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
  // Every way of the new version has its line.
  const lines = new Set(found.edges.flatMap(({ ways }) => ways));
  const { graph } = nominalDays(after, EXAMPLE);
  const has = ({ from, to }: { from: StepId; to: StepId }) =>
    [...lines].some((way) => way.from === from && way.to === to);
  for (const id of graph.order)
    for (const way of graph.ways(id)) expect(has(way) ? '' : `${way.from} > ${way.to}`).toBe('');
}

describe('two versions in one picture', () => {
  const seven = shipped('zeven-stappen');
  const less = edited(seven, { type: 'delete_step', step: 'tweede-herinnering' });

  test('a step that went stands beside the path, at its old day, with the ways that it had', () => {
    const found = drawn(seven, less);
    const gone = nodeOf(found, 'tweede-herinnering');
    expect([gone.day, gone.lane > 0]).toEqual([30, true]);
    expect(gone.y).toBe(yOf(found.scale, 30));
    // One more led there, whose task now ends after its old day.
    expect([...found.went].toSorted()).toEqual([
      'bellen-na-vervaldatum>tweede-herinnering',
      'factuur-nogmaals-sturen>tweede-herinnering',
      'tweede-herinnering',
      'tweede-herinnering>ingebrekestelling',
    ]);
    expect([...found.came].toSorted()).toEqual([
      'bellen-na-vervaldatum>ingebrekestelling',
      'factuur-nogmaals-sturen>ingebrekestelling',
      'regeling-vastleggen>ingebrekestelling',
    ]);
  });

  test('what stays, stays in the lane in which it is edited', () => {
    const plain = layout(nominalDays(less, EXAMPLE));
    const found = drawn(seven, less);
    const main = plain.nodes.filter(({ lane, endOf }) => lane === 0 && endOf === null).map(({ id }) => id);
    expect(main.map((id) => nodeOf(found, id).lane)).toEqual(main.map(() => 0));
  });

  test('a step that came is marked, and so are the ways to it and from it', () => {
    const found = drawn(less, seven);
    expect([...found.came].toSorted()).toEqual([
      'bellen-na-vervaldatum>tweede-herinnering',
      'factuur-nogmaals-sturen>tweede-herinnering',
      'regeling-vastleggen>tweede-herinnering',
      'tweede-herinnering',
      'tweede-herinnering>ingebrekestelling',
    ]);
    expect([...found.went].toSorted()).toEqual([
      'bellen-na-vervaldatum>ingebrekestelling',
      'factuur-nogmaals-sturen>ingebrekestelling',
      'regeling-vastleggen>ingebrekestelling',
    ]);
  });

  test('a step of another day stands at the new one, with the height of the old', () => {
    const found = drawn(seven, edited(seven, { type: 'set_days', step: 'tweede-herinnering', days: 33 }));
    expect(nodeOf(found, 'tweede-herinnering').day).toBe(33);
    const moved = found.moved.find(({ id }) => id === 'tweede-herinnering')!;
    expect(moved).toMatchObject({ was: 30, becomes: 33, y: yOf(found.scale, 30) });
    expect(moved.y).toBeLessThan(nodeOf(found, 'tweede-herinnering').y);
    expect(found.went.size + found.came.size).toBe(0);
  });

  test('a first step that went does not stand among what only an event leads to', () => {
    const ladder = (...ids: string[]) =>
      draft(
        ids.map((id, index) =>
          index === ids.length - 1
            ? { id, kind: 'end' as const }
            : {
                id,
                kind: 'send',
                notice: 'reminder',
                channel: 'email',
                when: days(4 * index + 2),
                next: ids[index + 1]!,
              },
        ),
      );
    const found = drawn(ladder('eerst', 'dan', 'einde'), ladder('ander', 'dan', 'einde'));
    expect(found.lanes.every(({ exception }) => !exception)).toBe(true);
    expect([nodeOf(found, 'eerst').lane, nodeOf(found, 'ander').lane]).toEqual([1, 0]);
    expect(found.edges.map(({ id }) => id)).toContain('eerst>dan');
  });

  test('steps that changed places keep their new ways; a way back is not drawn', () => {
    const step = (id: string, at: number, next: string) =>
      ({ id, kind: 'send', notice: 'reminder', channel: 'email', when: days(at), next }) as const;
    const end = { id: 'einde', kind: 'end' } as const;
    const before = draft([step('een', 2, 'twee'), step('twee', 6, 'drie'), step('drie', 12, 'einde'), end]);
    const after = draft([step('een', 2, 'drie'), step('drie', 6, 'twee'), step('twee', 12, 'einde'), end]);
    const found = drawn(before, after);
    expect(found.edges.filter(({ id }) => !found.went.has(id)).map(({ id }) => id)).toEqual([
      'een>drie',
      'drie>twee',
      'twee>einde',
    ]);
    expect(found.edges.map(({ id }) => id)).not.toContain('twee>drie');
  });

  test('the same version twice is its own picture', () => {
    const plain = layout(nominalDays(seven, EXAMPLE));
    const { went, came, moved, ...rest } = drawn(seven, structuredClone(seven));
    expect(rest).toEqual(plain);
    expect([went.size, came.size, moved.length]).toEqual([0, 0, 0]);
  });

  test.each(shippedLadders().map((ladder) => [ladder.id, ladder] as const))(
    '%s beside every other shipped ladder: nothing overlaps, no line rises',
    (_, ladder) => {
      for (const other of [...shippedLadders(), large(40)]) expectSound(ladder, other);
    },
  );

  test('and so whatever the two are', () => {
    const any = fc.oneof(ladders, wrongDrafts);
    fc.assert(fc.property(any, any, expectSound), { numRuns: 150 });
  });
});
