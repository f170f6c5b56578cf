/** What a person says of a printed batch, while the engine may be busy with its letters. */
import { sql } from 'kysely';
import { describe, expect, inject, test } from 'vitest';
import { post } from '../../server/letters/post.ts';
import { addBatch, addLetter, findBatch, voidLetters } from '../../store/letters.ts';
import { lockStanding } from '../../store/states.ts';
import { at } from '../support/builders.ts';
import { aCase } from '../support/case.ts';
import { emptyStore } from '../support/databases.ts';

// Only on PostgreSQL are there two transactions at the same time.
describe.skipIf(inject('postgresUrl') === null)('a posting that is told while the engine pulls the letter', () => {
  const store = emptyStore('PostgreSQL');

  test('waits for the engine, and finds the letter pulled', async () => {
    const story = await aCase(store.db);
    for (const time of ['2026-03-20T10:00', '2026-03-23T09:00']) await story.advance(time);
    const dispatchId = story.dispatchId('herinnering');
    const now = at('2026-03-23T10:00');
    const batch = await store.db.transaction().execute(async (tx) => {
      const { creditorId } = story.invoice;
      const cutOffAt = at('2026-03-25');
      const id = await addBatch(tx, { creditorId, printedAt: now, cutOffAt, pages: 1, pdf: Buffer.from('pages') });
      await addLetter(tx, {
        batch_id: id,
        dispatch_id: dispatchId,
        invoice_id: story.id,
        first_page: 1,
        pages: 1,
        dated_on: '2026-03-23',
        received_on: '2026-03-26',
        deadline: null,
        amount_cents: 100_000,
        costs_cents: null,
        costs_vat: false,
        interest_cents: null,
        jointly: null,
      });
      return (await findBatch(tx, id))!;
    });
    const told = { on: '2026-03-23', by: 'Sanne', except: [], at: now };
    const { posting } = await store.db.transaction().execute(async (tx) => {
      await lockStanding(tx, story.id);
      const posting = store.db.transaction().execute((other) => post(other, batch, told));
      await oneWaitsForALock();
      await voidLetters(tx, batch.id, [dispatchId], now);
      return { posting };
    });
    expect(await posting).toMatchObject({ posted: 0, skipped: [{ dispatch_id: dispatchId }] });
  });

  async function oneWaitsForALock(): Promise<void> {
    const waiting = sql<{ waiting: boolean }>`
      select exists (
        select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
      ) as waiting`;
    while (!(await waiting.execute(store.db)).rows[0]!.waiting);
  }
});
