import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FactEvent, InvoiceEvent } from '../../ladder/events.ts';
import { type Facts, keptCents, noFacts, openCents, withFact } from '../../ladder/facts.ts';
import { holdUntil } from '../../ladder/pauses.ts';
import type { Db, Tx } from '../../store/database.ts';
import { findFact, keepFact, loadFacts, markApplied } from '../../store/facts.ts';
import type { InvoiceRecord } from '../../store/invoices.ts';
import {
  aCreditNote,
  aHold,
  anAnswer,
  anInvoice,
  aPayment,
  aRelease,
  aReversal,
  at,
  aWriteOff,
  cents,
} from '../support/builders.ts';
import { onBothDatabases } from '../support/databases.ts';

/** How many histories are tried; each is a dozen queries. */
const RUNS = { PGlite: 200, PostgreSQL: 50 };

onBothDatabases((store) => {
  const keep = (invoice: InvoiceRecord, ...events: InvoiceEvent[]) =>
    store.db.transaction().execute(async (tx) => {
      const kept: boolean[] = [];
      for (const event of events) kept.push(await keepFact(tx, invoice, event));
      return kept;
    });

  test('an event is kept whole, once; what happened to the invoice is known in the order of time', async () => {
    const invoice = await anInvoice(store.db);
    const events = [
      aWriteOff({ at: '2026-03-14' }),
      aPayment('10.00', { at: '2026-03-12', valuedOn: '2026-03-11' }),
      aCreditNote('5.00', { at: '2026-03-11' }),
      aHold({ at: '2026-03-13', reason: 'belofte "morgen" é' }),
      anAnswer('t', 'pays', { at: '2026-03-10', note: 'belt terug' }),
    ];
    expect(await keep(invoice, ...events)).toEqual([true, true, true, true, true]);
    expect(await keep(invoice, ...events)).toEqual([false, false, false, false, false]);
    const { facts, fresh } = await loadFacts(store.db, invoice);
    expect(fresh).toEqual(events.toSorted((a, b) => a.at - b.at));
    expect(facts.payments).toEqual([events[1]]);
    expect(await findFact(store.db, invoice.id, events[3]!.id)).toEqual(events[3]);
    expect(await findFact(store.db, invoice.id, 'x')).toBeNull();
  });

  test('another event under an id that is taken changes nothing', async () => {
    const invoice = await anInvoice(store.db);
    await keep(invoice, aPayment('10.00', { id: 'p1' }));
    expect(await keep(invoice, aPayment('990.00', { id: 'p1' }), aCreditNote('990.00', { id: 'p1' }))).toEqual([
      false,
      false,
    ]);
    expect(openCents((await loadFacts(store.db, invoice)).facts)).toBe(cents('990.00'));
  });

  test('an event that several bring at once is kept once', async () => {
    const invoice = await anInvoice(store.db);
    const payment = aPayment('10.00');
    const kept = await Promise.all([1, 2, 3, 4].map(() => keep(invoice, payment)));
    expect(kept.flat().filter(Boolean)).toHaveLength(1);
    expect(await store.db.selectFrom('payment_allocations').select('amount_cents').execute()).toEqual([
      { amount_cents: 1_000 },
    ]);
  });

  test('events are fresh until a transition has taken them in', async () => {
    const invoice = await anInvoice(store.db);
    await keep(invoice, aPayment('10.00'));
    await store.db.transaction().execute((tx) => markApplied(tx, invoice.id, 1));
    const later = aPayment('20.00');
    await keep(invoice, later);
    const { facts, fresh } = await loadFacts(store.db, invoice);
    expect(fresh).toEqual([later]);
    expect(facts.payments).toHaveLength(2);
  });

  describe('beside the facts, for people to query,', () => {
    test('a payment over several invoices of a debtor is one payment of the whole', async () => {
      const [one, other] = [await anInvoice(store.db), await anInvoice(store.db)];
      await keep(one, aPayment('100.00', { id: 'bank-1', valuedOn: '2026-03-09' }));
      await keep(other, aPayment('50.00', { id: 'bank-1' }));
      expect(
        await store.db.selectFrom('payments').select(['debtor_id', 'amount_cents', 'valued_on']).execute(),
      ).toEqual([{ debtor_id: one.debtor.id, amount_cents: 15_000, valued_on: '2026-03-09' }]);
    });

    test('payments of two debtors are two, also where their banks number alike', async () => {
      const one = await anInvoice(store.db);
      const other = await anInvoice(store.db, { debtor: { name: 'Ander B.V.' } });
      await keep(one, aPayment('100.00', { id: '1' }));
      await keep(other, aPayment('50.00', { id: '1' }));
      const payments = await store.db.selectFrom('payments').select(['debtor_id', 'amount_cents']).execute();
      expect(payments.toSorted((a, b) => b.amount_cents - a.amount_cents)).toEqual([
        { debtor_id: one.debtor.id, amount_cents: 10_000 },
        { debtor_id: other.debtor.id, amount_cents: 5_000 },
      ]);
    });

    test('a hold says until when, and when it was released', async () => {
      const invoice = await anInvoice(store.db);
      await keep(
        invoice,
        aHold({ id: 'h1', at: '2026-03-10T12:00', until: '2026-03-31' }),
        aHold({ id: 'h2', at: '2026-03-10T12:00' }),
        aRelease('h1', { at: '2026-03-12T12:00' }),
      );
      const holds = await store.db
        .selectFrom('holds')
        .select(['owner', 'until_on', 'released_at'])
        .orderBy('id')
        .execute();
      expect(holds).toEqual([
        { owner: 'Sanne', until_on: '2026-03-31', released_at: at('2026-03-12T12:00') },
        { owner: 'Sanne', until_on: '2026-03-24', released_at: null },
      ]);
    });

    test('everything adds up as in the ladder’s own books, whatever came, in whatever order, however often', async () => {
      const invoices = [await anInvoice(store.db), await anInvoice(store.db)];
      await fc.assert(
        fc.asyncProperty(fc.array(fc.tuple(fc.nat(1), anEvent), { maxLength: 12 }), async (history) => {
          await rolledBack(store.db, async (tx) => {
            for (const [n, event] of history) await keepFact(tx, invoices[n]!, event);
            for (const [n, invoice] of invoices.entries()) {
              const told = history.filter(([of]) => of === n).map(([, event]) => event);
              // The store takes an id once, whatever bears it; so does the history that the core is told.
              const first = told.filter((event) => told.findIndex(({ id }) => id === event.id) === told.indexOf(event));
              const facts = first.reduce<Facts>(withFact, noFacts(invoice.facts, invoice.debtor));
              expect((await loadFacts(tx, invoice)).facts).toEqual(facts);
              expect(await booksOf(tx, invoice)).toEqual(booksOfCore(facts));
            }
            expect(await paymentsOf(tx)).toEqual(await allocatedOf(tx));
          });
        }),
        { numRuns: RUNS[store.on] },
      );
    });
  });
});

// ---- Any history

const day = fc.integer({ min: 10, max: 29 }).map((n) => `2026-03-${n}T12:00`);
const amount = fc.integer({ min: 1, max: 60_000 }).map((n) => (n / 100).toFixed(2));
const name = (letter: string) => fc.integer({ min: 1, max: 3 }).map((n) => `${letter}${n}`);
const anEvent: fc.Arbitrary<FactEvent> = fc.oneof(
  fc.tuple(name('p'), amount, day).map(([id, sum, when]) => aPayment(sum, { id, at: when })),
  fc.tuple(name('c'), amount, day).map(([id, sum, when]) => aCreditNote(sum, { id, at: when })),
  fc
    .tuple(name('r'), name('p'), day, fc.option(amount))
    .map(([id, payment, when, sum]) => aReversal(payment, { id, at: when, ...(sum && { amountCents: cents(sum) }) })),
  fc
    .tuple(name('h'), day, fc.boolean())
    .map(([id, when, long]) => aHold({ id, at: when, ...(long && { until: '2027-01-01' }) })),
  fc.tuple(name('l'), name('h'), day).map(([id, hold, when]) => aRelease(hold, { id, at: when })),
);

interface Books {
  openCents: number;
  holds: { id: string; until: string; releasedAt: number | null }[];
}

function booksOfCore(facts: Facts): Books & { keptCents: number[] } {
  return {
    openCents: openCents(facts),
    keptCents: facts.payments.map((payment) => keptCents(facts, payment)).toSorted((a, b) => a - b),
    holds: facts.holds
      .map((hold) => {
        const releases = facts.releases.filter(({ holdId }) => holdId === hold.id).map((release) => release.at);
        const releasedAt = releases.length > 0 ? Math.min(...releases) : null;
        return { id: hold.id, until: holdUntil(hold), releasedAt };
      })
      .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  };
}

async function booksOf(tx: Tx, invoice: InvoiceRecord): Promise<ReturnType<typeof booksOfCore>> {
  const allocations = await tx
    .selectFrom('payment_allocations')
    .select(['payment_id', 'amount_cents'])
    .where('invoice_id', '=', invoice.id)
    .execute();
  const credits = await tx
    .selectFrom('credit_notes')
    .select('amount_cents')
    .where('invoice_id', '=', invoice.id)
    .execute();
  const holds = await tx
    .selectFrom('holds')
    .select(['id', 'until_on', 'released_at'])
    .where('invoice_id', '=', invoice.id)
    .orderBy('id')
    .execute();
  const kept = new Map<string, number>();
  for (const { payment_id, amount_cents } of allocations)
    kept.set(payment_id, (kept.get(payment_id) ?? 0) + amount_cents);
  const sum = (rows: { amount_cents: number }[]) => rows.reduce((total, row) => total + row.amount_cents, 0);
  return {
    openCents: invoice.facts.claimedCents - sum(allocations) - sum(credits),
    keptCents: [...kept.values()].toSorted((a, b) => a - b),
    holds: holds.map((hold) => ({
      id: hold.id.replace(`${invoice.id}:`, ''),
      until: hold.until_on,
      releasedAt: hold.released_at,
    })),
  };
}

async function paymentsOf(tx: Tx): Promise<unknown[]> {
  return tx.selectFrom('payments').select(['id', 'amount_cents']).orderBy('id').execute();
}

/** What was allocated of each payment before anything was taken back. */
async function allocatedOf(tx: Tx): Promise<unknown[]> {
  const rows = await tx
    .selectFrom('payment_allocations')
    .select(['payment_id', 'amount_cents'])
    .where('amount_cents', '>', 0)
    .orderBy('payment_id')
    .execute();
  const sums = new Map<string, number>();
  for (const { payment_id, amount_cents } of rows) sums.set(payment_id, (sums.get(payment_id) ?? 0) + amount_cents);
  return [...sums].map(([id, amount_cents]) => ({ id, amount_cents }));
}

/** Does something in a transaction that leaves nothing behind. */
async function rolledBack(db: Db, work: (tx: Tx) => Promise<void>): Promise<void> {
  const done = new Error('done');
  await db
    .transaction()
    .execute(async (tx) => {
      await work(tx);
      throw done;
    })
    .catch((error) => {
      if (error !== done) throw error;
    });
}
