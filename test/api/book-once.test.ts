/** The book is simulated once at a time: who asks while it is, is told so. */
import { expect, test } from 'vitest';
import { useApi } from '../support/api.ts';
import { aLadder } from '../support/builders.ts';

// The holder of the key is known without the database.
const apiKey = 'een-sleutel-van-lang-genoeg';
const api = useApi({ apiKey });
const headers = { authorization: `Bearer ${apiKey}` };
const simulate = () => api.post('/api/ladders/proefladder/book', { draft: aLadder() }, headers);

test('a second simulation waits for the first to end', async () => {
  expect((await api.post('/api/ladders', aLadder(), headers)).status).toBe(201);
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  // The database is away from the first simulation for as long as the second is asked for.
  const holding = api.db.transaction().execute(() => released);
  const first = simulate();
  const second = await simulate();
  release();
  await holding;
  expect(second).toMatchObject({ status: 429, body: { type: 'rate_limited', code: 'book_busy' } });
  expect((await first).status).toBe(200);
  expect((await simulate()).status).toBe(200);
  // One that was refused is over as well.
  expect((await api.post('/api/ladders/proefladder/book', {}, headers)).status).toBe(422);
  expect((await simulate()).status).toBe(200);
});
