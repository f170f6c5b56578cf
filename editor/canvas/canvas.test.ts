import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { edgesOf } from '../../ladder/edges.ts';
import { shippedLadders } from '../../ladder/library/library.ts';
import { edit } from '../document/edit.ts';
import type { Edge } from '../time-axis/edges.ts';
import { draft, EXAMPLE, large, shippedNominal, wrongDrafts } from '../time-axis/fixtures.ts';
import { type LayoutNode, layout, relayout } from '../time-axis/layout.ts';
import { nominalDays } from '../time-axis/nominal.ts';
import type { Card } from './card.ts';
import { elementsOf, type StepFlowNode } from './elements.ts';
import { arrowPath, linePath } from './line.ts';
import { neighbour } from './neighbours.ts';
import { nudge } from './nudge.ts';

const drawn = (nominal: ReturnType<typeof nominalDays>) => layout(nominal);
const cardsOf = ({ graph }: ReturnType<typeof nominalDays>) =>
  new Map(
    graph.order.map((id): [string, Card] => {
      const step = graph.steps.get(id)!;
      return [id, { id, step, name: id, sentence: '', day: '', date: '', realDay: null }];
    }),
  );

describe('the ways of the canvas', () => {
  test.each(shippedLadders().map((ladder) => [ladder.id, ladder] as const))(
    'are the edges that commands name, in %s',
    (_, ladder) => {
      const { graph } = nominalDays(ladder, EXAMPLE);
      const drawnWays = graph.order.flatMap((id) => graph.ways(id));
      const key = ({ from, port, to }: { from: string | null; port: string; to: string }) => `${from} ${port} ${to}`;
      const known = edgesOf(ladder).filter(({ from }) => from !== null);
      expect(drawnWays.map(key).sort()).toEqual(known.map(key).sort());
    },
  );

  test('take a new step on each of them', () => {
    const { graph, ladder } = shippedNominal('zeven-stappen');
    for (const id of graph.order) {
      for (const { from, port } of graph.ways(id)) {
        const made = edit(ladder, { type: 'insert_step', at: { from, port }, step: { kind: 'task' } });
        expect(made).not.toHaveProperty('refused');
      }
    }
  });
});

describe('a step that is moved by keyboard', () => {
  test('goes a day further', () => {
    const found = nudge(shippedNominal('zeven-stappen'), 'ingebrekestelling', 1)!;
    expect([found.from, found.day]).toEqual([40, 41]);
  });

  test('passes over days that it cannot have: from Friday to Monday, and back', () => {
    // Day 32 is Friday 17 April.
    const start = nudge(shippedNominal('incassotraject'), 'veertiendagenbrief', 0)!;
    const nominal = shippedNominal('incassotraject');
    let at = nominal;
    for (let day = start.from; day < 32; ) {
      const next = nudge(at, 'veertiendagenbrief', 1)!;
      at = next.nominal;
      expect(next.day).toBeGreaterThan(day);
      day = next.day;
    }
    const friday = at.days.get('veertiendagenbrief')!.day!;
    const monday = nudge(at, 'veertiendagenbrief', 1)!;
    expect([friday, monday.day]).toEqual([32, 35]);
    expect(nudge(monday.nominal, 'veertiendagenbrief', -1)!.day).toBe(32);
  });

  test('says what stops it where it can go no further', () => {
    const nominal = shippedNominal('zeven-stappen');
    const found = nudge(nominal, 'tweede-herinnering', -7)!;
    expect(found.stop?.kind).toBe('predecessor');
    const again = nudge(found.nominal, 'tweede-herinnering', -1)!;
    expect(again.day).toBe(found.day);
    expect(again.stop?.sentence.nl).toMatch(/^niet voor dag 29/);
  });

  test('has no timing where it happens as the case comes to it', () => {
    const { graph, ...rest } = shippedNominal('stappenplan');
    const choice = graph.order.find((id) => !('when' in graph.steps.get(id)!))!;
    expect(nudge({ graph, ...rest }, choice, 1)).toBeNull();
  });
});

describe('arrow keys', () => {
  const { nodes } = drawn(shippedNominal('zeven-stappen'));
  const to = (id: string, direction: Parameters<typeof neighbour>[2]) => neighbour(nodes, id, direction)?.id ?? null;

  test('go down a lane by day, and up again', () => {
    expect(to('tweede-herinnering', 'down')).toBe('ingebrekestelling');
    expect(to('ingebrekestelling', 'up')).toBe('tweede-herinnering');
  });

  test('go to the nearest step of the lane beside', () => {
    const right = to('tweede-herinnering', 'right')!;
    expect(nodes.find(({ id }) => id === right)!.lane).toBe(1);
    expect(to('tweede-herinnering', 'left')).toBeNull();
  });

  test('stay where there is nothing further', () => {
    const top = nodes.filter(({ lane }) => lane === 0).reduce((a, b) => (a.y < b.y ? a : b));
    expect(to(top.id, 'up')).toBeNull();
    expect(to('no-such-step', 'up')).toBeNull();
  });
});

describe('what is drawn again', () => {
  const drawing = (cards: ReadonlyMap<string, Card>) => ({
    type: 'step' as const,
    dataOf: (node: LayoutNode, edges: readonly Edge[]) => {
      const card = cards.get(node.step);
      return card ? { node, card, edges, isStart: false } : null;
    },
    saidOn: () => ({ words: null, mark: null }),
  });

  test('is only what a move touches: every other node and edge keeps its identity', () => {
    const before = nominalDays(large(80), EXAMPLE);
    const cards = cardsOf(before);
    const first = layout(before);
    const elements = elementsOf<StepFlowNode>(null, first, drawing(cards));
    const same = elementsOf(elements, relayout(first, nominalDays(large(80), EXAMPLE)), drawing(cards));
    expect(same.nodes).toBe(elements.nodes);
    expect(same.edges).toBe(elements.edges);
    const moved = nudge(before, 'stap-64', 1)!.nominal;
    const after = elementsOf(elements, relayout(first, moved), drawing(cards));
    const kept = after.nodes.filter((node) => elements.nodes.includes(node));
    expect(kept.length).toBeGreaterThan(40);
    expect(kept.length).toBeLessThan(after.nodes.length);
  });

  test('is never a crash, however wrong the draft is', () => {
    fc.assert(
      fc.property(wrongDrafts, (ladder) => {
        const nominal = nominalDays(ladder, EXAMPLE);
        const found = layout(nominal);
        const { nodes, edges } = elementsOf<StepFlowNode>(null, found, drawing(cardsOf(nominal)));
        const ids = new Set(nodes.map(({ id }) => id));
        expect(edges.every(({ source, target }) => ids.has(source) && ids.has(target))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('is nothing but the ruler for a ladder without steps', () => {
    const nominal = nominalDays({ ...draft([]), start: 'nothing' }, EXAMPLE);
    expect(elementsOf<StepFlowNode>(null, layout(nominal), drawing(new Map()))).toEqual({ nodes: [], edges: [] });
  });
});

describe('a line', () => {
  test('turns its corners round, and points where it goes', () => {
    const points = [
      { x: 0, y: 0 },
      { x: 40, y: 0 },
      { x: 40, y: 60 },
    ];
    expect(linePath(points)).toBe('M0,0L32,0Q40,0 40,8L40,60');
    expect(arrowPath(points)).toBe('M35,55L40,60L45,55');
  });

  test('without length has no arrow', () => {
    expect(arrowPath([{ x: 1, y: 1 }])).toBe('');
    expect(linePath([])).toBe('');
  });
});
