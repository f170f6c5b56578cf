import { expect, test } from 'vitest';
import { check } from '../../ladder/check/check.ts';
import { shippedLadders } from '../../ladder/library/library.ts';
import { readLadder } from '../../ladder/schema.ts';
import { addLadder, findLadder, latestVersion, listLadders } from '../../store/ladders.ts';
import { aLadder, at } from '../support/builders.ts';
import { onBothDatabases } from '../support/databases.ts';

const NOW = at('2026-03-02T10:00');

test('the ladder that tests climb is one that may be climbed', () => {
  expect(readLadder(aLadder())).toMatchObject({ ok: true });
  expect(check(aLadder())).toEqual([]);
});

onBothDatabases((store) => {
  test('a version of a ladder never changes', async () => {
    expect(await addLadder(store.db, aLadder(), 'Sanne', NOW)).toBe(true);
    const other = aLadder({ name: { nl: 'Anders', en: 'Other' } });
    expect(await addLadder(store.db, other, 'Piet', NOW)).toBe(false);
    expect(await findLadder(store.db, aLadder(), {})).toEqual(aLadder());
    expect(await store.db.selectFrom('ladders').select('created_by').execute()).toEqual([{ created_by: 'Sanne' }]);
  });

  test('of two that add the same version at once, one does', async () => {
    const added = await Promise.all([1, 2, 3].map((n) => addLadder(store.db, aLadder(), `${n}`, NOW)));
    expect(added.filter(Boolean)).toHaveLength(1);
  });

  test('the newest version is known, and every version stays', async () => {
    expect(await latestVersion(store.db, 'proefladder')).toBeNull();
    for (const version of [1, 2, 3]) await addLadder(store.db, aLadder({ version, toleranceCents: version }), 'x', NOW);
    expect(await latestVersion(store.db, 'proefladder')).toBe(3);
    expect((await listLadders(store.db)).map(({ id, version, createdAt }) => [id, version, createdAt])).toEqual(
      [1, 2, 3].map((version) => ['proefladder', version, NOW]),
    );
    expect((await findLadder(store.db, { id: 'proefladder', version: 2 }, store.db))!.toleranceCents).toBe(2);
    expect(await findLadder(store.db, { id: 'proefladder', version: 4 }, store.db)).toBeNull();
    expect(await findLadder(store.db, { id: 'ander', version: 1 }, store.db)).toBeNull();
  });

  test('a ladder is read once, and comes back exactly as it was', async () => {
    const [shipped] = shippedLadders();
    await addLadder(store.db, shipped!, 'x', NOW);
    const read = await findLadder(store.db, shipped!, store.db);
    expect(read).toEqual(shipped);
    expect(await findLadder(store.db, shipped!, store.db)).toBe(read);
  });
});
