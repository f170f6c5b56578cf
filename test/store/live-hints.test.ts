/** Hints of what changed: none is missed, whatever the order in which transactions end. */
import { expect, test } from 'vitest';
import { beginDraft, lockDraft, saveDraft } from '../../store/drafts.ts';
import { hintsSince, presentPlace, pruneHints } from '../../store/live-hints.ts';
import { setSetting } from '../../store/settings.ts';
import { at } from '../support/builders.ts';
import { aCase } from '../support/case.ts';
import { onBothDatabases } from '../support/databases.ts';

const NOW = at('2026-03-02T10:00');
const content = { document: { id: 'a' }, checks: [] };
const draft = (ladderId: string) => ({ ladderId, baseVersion: null, ...content });

onBothDatabases((store) => {
  test('what changed is told once, to whoever asks from a place', async () => {
    const { db } = store;
    const start = await presentPlace(db);
    const story = await aCase(db);
    await story.run('2026-03-02T10:00');
    await story.run('2026-03-13T10:00');
    const first = await hintsSince(db, start, 100);
    expect(first.hints).toContainEqual({ kind: 'invoice', id: story.id });
    expect(first.hints).toContainEqual({ kind: 'debtor', id: story.invoice.debtor.id });
    expect(new Set(first.hints!.map(({ kind, id }) => `${kind}/${id}`)).size).toBe(first.hints!.length);
    expect(await hintsSince(db, first.place, 100)).toMatchObject({ hints: [] });
    expect((await hintsSince(db, start, 100)).hints).toEqual(first.hints);
    expect((await hintsSince(db, start, 1)).hints).toBeNull();
  });

  test('a change that is undone is not told', async () => {
    const { db } = store;
    const start = await presentPlace(db);
    const undone = db.transaction().execute(async (tx) => {
      await beginDraft(tx, draft('a'), 'Dora', NOW);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    await setSetting(db, 'later', 1);
    expect((await hintsSince(db, start, 100)).hints).toEqual([]);
  });

  test('a place of another database, and one that lies before what is kept, cannot be told from', async () => {
    const { db } = store;
    const start = await presentPlace(db);
    expect((await hintsSince(db, '9999999999999999999', 100)).hints).toBeNull();
    await db.transaction().execute((tx) => beginDraft(tx, draft('a'), 'Dora', NOW));
    await pruneHints(db);
    expect((await hintsSince(db, start, 100)).hints).toEqual([{ kind: 'draft', id: 'a' }]);
    const many = Array.from({ length: 25_000 }, (_, n) => ({ kind: 'draft' as const, ref: `${n % 7}` }));
    for (let from = 0; from < many.length; from += 5_000) {
      await db
        .insertInto('live_hints')
        .values(many.slice(from, from + 5_000))
        .execute();
    }
    await pruneHints(db);
    expect((await hintsSince(db, start, 100)).hints).toBeNull();
    const { count } = await db
      .selectFrom('live_hints')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    expect(Number(count)).toBe(20_000);
  });

  test.skipIf(store.on === 'PGlite')('a transaction that began first and ends last is told after all', async () => {
    const { db } = store;
    const start = await presentPlace(db);
    const [begun, end] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const slow = db.transaction().execute(async (tx) => {
      await beginDraft(tx, draft('slow'), 'Dora', NOW);
      begun.resolve();
      await end.promise;
    });
    await begun.promise;
    await db.transaction().execute((tx) => beginDraft(tx, draft('quick'), 'Bram', NOW));
    const before = await hintsSince(db, start, 100);
    end.resolve();
    await slow;
    const after = await hintsSince(db, before.place, 100);
    expect([...before.hints!, ...after.hints!].map(({ id }) => id).toSorted()).toEqual(['quick', 'slow']);
  });

  test.skipIf(store.on === 'PGlite')(
    'two who save one draft at once: one of them sees what the other saved',
    async () => {
      const { db } = store;
      await db.transaction().execute((tx) => beginDraft(tx, draft('a'), 'Dora', NOW));
      const save = (by: string) =>
        db.transaction().execute(async (tx) => {
          const found = (await lockDraft(tx, 'a'))!;
          if (found.revision !== 1) return 'refused';
          await saveDraft(tx, found, { ...content, baseVersion: null, edits: [{ nl: by, en: by }] }, by, NOW);
          return 'saved';
        });
      expect((await Promise.all([save('Dora'), save('Bram')])).toSorted()).toEqual(['refused', 'saved']);
    },
  );
});
