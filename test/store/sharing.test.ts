/** Many at once on one database: PGlite's single connection, and the locks that keep an invoice whole. */
import { sql } from 'kysely';
import { describe, expect, inject, test, vi } from 'vitest';
import type { Db, Tx } from '../../store/database.ts';
import { keepFact } from '../../store/facts.ts';
import type { InvoiceRecord } from '../../store/invoices.ts';
import { getSetting, setSetting } from '../../store/settings.ts';
import { lockStanding } from '../../store/states.ts';
import { anInvoice, aPayment } from '../support/builders.ts';
import { emptyStore, onBothDatabases } from '../support/databases.ts';

/** Until a connection waits for a lock of another. */
const waitedFor = (db: Db) =>
  vi.waitFor(async () => {
    const waiting = await sql`select 1 from pg_stat_activity where wait_event_type = 'Lock'`.execute(db);
    expect(waiting.rows).not.toEqual([]);
  });

const readNumber = async (db: Db | Tx, key: string) => (await getSetting<number>(db, key)) ?? 0;

onBothDatabases((store) => {
  test('a query made beside an open transaction is not part of it: it stays when that rolls back', async () => {
    const open = Promise.withResolvers<void>();
    const end = Promise.withResolvers<void>();
    const transaction = store.db.transaction().execute(async (tx) => {
      await setSetting(tx, 'inside', 1);
      open.resolve();
      await end.promise;
      throw new Error('undone');
    });
    await open.promise;
    const beside = setSetting(store.db, 'beside', 1);
    end.resolve();
    await expect(transaction).rejects.toThrow('undone');
    await beside;
    expect(await getSetting(store.db, 'inside')).toBeNull();
    expect(await getSetting(store.db, 'beside')).toBe(1);
  });

  test('transactions and loose queries at the same time never see each other half done', async () => {
    const invoice = await anInvoice(store.db);
    const transfer = (fails: boolean) =>
      store.db.transaction().execute(async (tx) => {
        await lockStanding(tx, invoice.id);
        await setSetting(tx, 'one', (await readNumber(tx, 'one')) + 1);
        await setSetting(tx, 'other', (await readNumber(tx, 'other')) - 1);
        if (fails) throw new Error('undone');
      });
    const sum = () =>
      sql<{ sum: number }>`select coalesce(sum(cast(value as text)::int), 0) as sum from settings`.execute(store.db);
    const work: Promise<unknown>[] = [];
    for (let n = 0; n < 40; n++) {
      work.push(transfer(n % 4 === 0).catch((error: Error) => expect(error.message).toBe('undone')));
      work.push(sum().then(({ rows }) => expect(rows).toEqual([{ sum: 0 }])));
    }
    await Promise.all(work);
    expect(await readNumber(store.db, 'one')).toBe(30);
    expect(await readNumber(store.db, 'other')).toBe(-30);
  });

  test('a query that fails holds up nobody after it', async () => {
    const outcomes = await Promise.allSettled([
      sql`select nonsense`.execute(store.db),
      setSetting(store.db, 'a', 1),
      store.db.transaction().execute((tx) => sql`select nonsense`.execute(tx)),
      setSetting(store.db, 'b', 1),
      store.db.transaction().execute(async (tx) => {
        // A failure that is caught has spoilt the transaction all the same.
        await sql`select nonsense`.execute(tx).catch(() => undefined);
        await setSetting(tx, 'c', 1);
      }),
      setSetting(store.db, 'd', 1),
    ]);
    expect(outcomes.map(({ status }) => status === 'fulfilled')).toEqual([false, true, false, true, false, true]);
    expect(await getSetting(store.db, 'c')).toBeNull();
    expect(await getSetting(store.db, 'd')).toBe(1);
  });

  test('an invoice that nobody knows locks nothing and is null', async () => {
    expect(await store.db.transaction().execute((tx) => lockStanding(tx, 'x'))).toBeNull();
  });
});

describe.skipIf(inject('postgresUrl') === null)('locks', () => {
  const store = emptyStore('PostgreSQL');
  const free = async (table: 'debtors' | 'invoices', id: string) =>
    (await store.db.selectFrom(table).select('id').where('id', '=', id).forUpdate().skipLocked().execute()).length ===
    1;

  /** Holds what `take` takes, until `release`. */
  async function holding(take: (tx: Tx) => Promise<unknown>): Promise<() => Promise<void>> {
    const taken = Promise.withResolvers<void>();
    const end = Promise.withResolvers<void>();
    const done = store.db.transaction().execute(async (tx) => {
      await take(tx);
      taken.resolve();
      await end.promise;
    });
    await Promise.race([taken.promise, done]);
    return async () => {
      end.resolve();
      await done;
    };
  }

  const twoOfOneDebtor = async (): Promise<[InvoiceRecord, InvoiceRecord]> => [
    await anInvoice(store.db),
    await anInvoice(store.db),
  ];

  test('an invoice is locked with its debtor; the debtor’s other invoices are not', async () => {
    const [one, other] = await twoOfOneDebtor();
    const release = await holding((tx) => lockStanding(tx, one.id));
    expect(await free('debtors', one.debtor.id)).toBe(false);
    expect(await free('invoices', one.id)).toBe(false);
    expect(await free('invoices', other.id)).toBe(true);
    await release();
    expect(await free('debtors', one.debtor.id)).toBe(true);
  });

  test('the debtor is locked first: who waits for an invoice has its debtor', async () => {
    const invoice = await anInvoice(store.db);
    const release = await holding((tx) =>
      tx.selectFrom('invoices').select('id').where('id', '=', invoice.id).forUpdate().execute(),
    );
    expect(await free('debtors', invoice.debtor.id)).toBe(true);
    const second = store.db.transaction().execute((tx) => lockStanding(tx, invoice.id));
    await vi.waitFor(async () => expect(await free('debtors', invoice.debtor.id)).toBe(false));
    await release();
    expect((await second)!.invoice.id).toBe(invoice.id);
  });

  test('who waits for an invoice sees all that the one before wrote', async () => {
    const invoice = await anInvoice(store.db);
    const release = await holding(async (tx) => {
      await lockStanding(tx, invoice.id);
      await keepFact(tx, invoice, aPayment('10.00', { id: 'bank-1' }));
      await tx.updateTable('invoices').set({ claimed_cents: 4_200 }).where('id', '=', invoice.id).execute();
    });
    const second = store.db.transaction().execute((tx) => lockStanding(tx, invoice.id));
    await waitedFor(store.db);
    await release();
    expect(await second).toMatchObject({
      invoice: { facts: { claimedCents: 4_200 } },
      facts: { payments: [{ id: 'bank-1' }] },
      fresh: [{ id: 'bank-1' }],
    });
  });

  test('many who lock the invoices of one debtor, in any order, all get their turn', async () => {
    const invoices = [...(await twoOfOneDebtor()), ...(await twoOfOneDebtor())];
    const turns = Array.from({ length: 32 }, (_, n) =>
      store.db.transaction().execute(async (tx) => {
        const first = invoices[n % 4]!;
        await lockStanding(tx, first.id);
        // A second invoice of the same debtor cannot be waited for: its debtor is ours.
        await lockStanding(tx, invoices[(n + 1 + (n % 3)) % 4]!.id);
        await setSetting(tx, 'turns', (await readNumber(tx, 'turns')) + 1);
      }),
    );
    await Promise.all(turns);
    expect(await readNumber(store.db, 'turns')).toBe(32);
  });
});
