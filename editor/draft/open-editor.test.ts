import { afterEach, expect, test, vi } from 'vitest';
import { shippedLadders } from '../../ladder/library/library.ts';
import { openEditor, readOpened } from './open-editor.ts';

const LADDER = shippedLadders()[0]!;
const CHECKS = [{ id: 'betaalt', name: 'Betaalt' }];

afterEach(() => vi.unstubAllGlobals());

/** A server that knows these addresses, and no others. */
function serving(answers: Record<string, unknown>): void {
  const missing = { code: 'not_found', message: 'There is none.' };
  // Nothing was left by an earlier page.
  vi.stubGlobal('localStorage', { getItem: () => null, removeItem: () => {}, setItem: () => {} });
  vi.stubGlobal('fetch', async (address: string) => {
    const known = Object.hasOwn(answers, address);
    return new Response(JSON.stringify(known ? answers[address] : missing), { status: known ? 200 : 404 });
  });
}

test('a published ladder opens with the checks of its version, so that its first change does not lose them', async () => {
  const { id, version } = LADDER;
  serving({ [`/api/ladders/${id}`]: LADDER, [`/api/ladders/${id}/${version}/checks`]: { data: CHECKS } });
  const store = openEditor(await readOpened(id), false);
  expect(store.getState()).toMatchObject({ checks: CHECKS, isPublished: true });
});

test('a draft opens with its own checks', async () => {
  const { id } = LADDER;
  const draft = { base_version: null, revision: 3, document: LADDER, checks: CHECKS };
  serving({ [`/api/ladders/${id}/draft`]: draft });
  const store = openEditor(await readOpened(id), false);
  expect(store.getState()).toMatchObject({ checks: CHECKS, isPublished: false });
});
