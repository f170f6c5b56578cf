import { expect, test } from 'vitest';
import { actsOf } from './history.ts';
import type { HistoryEntry } from './publish-api.ts';

const shipped = { version: 1, created_at: '2026-01-05T08:00:00.000Z', created_by: 'incassoladder' };
const second = { version: 2, created_at: '2026-03-02T09:00:00.000Z', created_by: 'Anna' };
const edit = { code: 'edit', nl: 'Aanmaning: dag 30 → dag 25', en: 'Demand: day 30 → day 25' } as const;
const log: HistoryEntry[] = [
  {
    at: '2026-03-01T10:00:00.000Z',
    what: 'draft_begun',
    why: [
      { code: 'done_by', by: 'Anna' },
      { code: 'from_version', version: 1 },
    ],
  },
  {
    at: second.created_at,
    what: 'version_published',
    why: [
      { code: 'done_by', by: 'Bram' },
      { code: 'version', version: 2 },
      { code: 'from_version', version: 1 },
      edit,
      edit,
      { code: 'running', from: 1, choice: 'replan' },
      { code: 'said', note: 'Afgesproken met verkoop' },
    ],
  },
];

test('the last act stands first, and a version that came with the product stands last though no log tells of it', () => {
  const acts = actsOf(log, [shipped, second], []);
  expect(acts.map(({ what, version }) => [what, version])).toEqual([
    ['version_published', 2],
    ['draft_begun', 1],
    ['version_published', 1],
  ]);
});

test('a version tells who published it, why, what changed, each change once, and what running invoices did', () => {
  const [act] = actsOf(log, [shipped, second], []);
  expect(act).toMatchObject({
    by: 'Bram',
    note: 'Afgesproken met verkoop',
    edits: [{ nl: edit.nl, en: edit.en }],
    running: [{ from: 1, choice: 'replan' }],
  });
});
