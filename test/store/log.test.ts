import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';

import { appendLog, brokenAt, eraseTexts, invoiceChain, type LogEntry, readLog } from '../../store/log.ts';
import { lockStanding } from '../../store/states.ts';
import { anInvoice, at } from '../support/builders.ts';
import { onBothDatabases } from '../support/databases.ts';

const CHAIN = 'invoice:proef';

const anEntry = (changes: Partial<LogEntry> = {}): LogEntry => ({
  at: at('2026-03-23T10:00:00.123'),
  actor: 'ladder',
  what: 'payment',
  step: null,
  why: [{ code: 'amount', amountCents: 12_345, currency: 'EUR', on: '2026-03-23', reference: 'é "x"' }],
  ...changes,
});
const aHeldEntry = (reason: string) =>
  anEntry({
    actor: 'person',
    what: 'hold',
    why: [
      { code: 'hold_began', owner: 'Sanne', reason, until: '2026-04-06' },
      { code: 'conditions_met', next: 'b', conditions: [{ field: 'openCents', below: 5_000, atLeast: 1 }] },
    ],
  });

onBothDatabases((store) => {
  const append = (...entries: LogEntry[]) => store.db.transaction().execute((tx) => appendLog(tx, CHAIN, entries));

  test('what is written down is read back in its order, and the chain is whole', async () => {
    const entries = [anEntry(), aHeldEntry('huwelijk van "Jan"'), anEntry({ step: 'herinnering', why: [] })];
    await append(entries[0]!);
    await append(...entries.slice(1));
    await append();
    expect(await readLog(store.db, CHAIN)).toEqual(entries);
    expect(await brokenAt(store.db, CHAIN)).toBeNull();
    expect(await readLog(store.db, 'invoice:ander')).toEqual([]);
    expect(await brokenAt(store.db, 'invoice:ander')).toBeNull();
  });

  test('what a person wrote stands apart from the chain', async () => {
    await append(aHeldEntry('ziekte in het gezin'));
    const { rows } = await sql<{ entry: string }>`select cast(log.* as text) as entry from log`.execute(store.db);
    expect(rows[0]!.entry).not.toContain('ziekte');
    expect(rows[0]!.entry).not.toContain('Sanne');
  });

  test('the same words twice do not show as the same', async () => {
    await append(aHeldEntry('belofte'), aHeldEntry('belofte'));
    const rows = await store.db.selectFrom('log').select('data').execute();
    expect(rows[0]!.data).not.toEqual(rows[1]!.data);
  });

  test('erased words are gone, and the chain is still whole', async () => {
    await append(anEntry(), aHeldEntry('ziekte in het gezin'));
    await store.db.transaction().execute((tx) => appendLog(tx, 'invoice:ander', [aHeldEntry('blijft')]));
    await eraseTexts(store.db, CHAIN);
    expect(await brokenAt(store.db, CHAIN)).toBeNull();
    const [, held] = await readLog(store.db, CHAIN);
    expect(held!.why[0]).toMatchObject({
      owner: '(gewist / erased)',
      reason: '(gewist / erased)',
      until: '2026-04-06',
    });
    const left = await store.db.selectFrom('log_texts').select('text').where('text', 'is not', null).execute();
    expect(left.map(({ text }) => text)).toEqual(['Sanne', 'blijft']);
    await append(anEntry());
    expect(await brokenAt(store.db, CHAIN)).toBeNull();
  });

  describe('is found broken where somebody', () => {
    test.each<[string, string, number]>([
      ['changed an amount', `update log set data = replace(data::text, '12345', '99999')::jsonb where seq = 2`, 2],
      ['changed who did it', `update log set actor = 'person' where seq = 2`, 2],
      ['changed what happened', `update log set what = 'reversal' where seq = 2`, 2],
      ['changed when', `update log set at = at + interval '1 millisecond' where seq = 2`, 2],
      ['changed the step', `update log set step = 'herinnering' where seq = 2`, 2],
      ['took an entry out', 'delete from log where seq = 2', 2],
      ['took the first entry out', 'delete from log where seq = 1', 1],
      [
        'took an entry out and closed the gap',
        'delete from log where seq = 2; update log set seq = 2 where seq = 3',
        2,
      ],
      ['changed two places', 'update log set seq = -seq; update log set seq = 5 + seq', 1],
      [
        'rewrote an entry with a hash of its own',
        `update log set actor = 'x', hash = repeat('a', 64) where seq = 2`,
        2,
      ],
      ['gave a person other words', `update log_texts set text = 'iets anders' where seq = 3`, 3],
      ['took a person’s words out whole', 'delete from log_texts where seq = 3', 3],
    ])('%s', async (_what, tampering, broken) => {
      await append(anEntry(), anEntry(), aHeldEntry('belofte'), anEntry());
      expect(await brokenAt(store.db, CHAIN)).toBeNull();
      for (const statement of tampering.split('; ')) await sql.raw(statement).execute(store.db);
      expect(await brokenAt(store.db, CHAIN)).toBe(broken);
    });
  });

  test('entries made under the invoice’s lock at the same time make one whole chain', async () => {
    const invoice = await anInvoice(store.db);
    const chain = invoiceChain(invoice.id);
    const one = (n: number) =>
      store.db.transaction().execute(async (tx) => {
        await lockStanding(tx, invoice.id);
        await appendLog(tx, chain, [anEntry({ actor: `a${n}` }), anEntry({ actor: `b${n}` })]);
      });
    await Promise.all(Array.from({ length: 8 }, (_, n) => one(n)));
    expect(await brokenAt(store.db, chain)).toBeNull();
    const log = await readLog(store.db, chain);
    expect(log.map(({ what }) => what)).toEqual(['registered', ...Array(16).fill('payment')]);
    for (let n = 1; n < log.length; n += 2) expect(log[n + 1]!.actor).toBe(log[n]!.actor.replace('a', 'b'));
  });
});
