import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { expect, inject, test } from 'vitest';
import { instantOf } from '../../ladder/time/civil.ts';
import { atInstant, openDatabase } from '../../store/database.ts';
import { addDocument, invoicePdf } from '../../store/documents.ts';
import { findInvoice, invoiceRow, listInvoices } from '../../store/invoices.ts';
import { findCreditor } from '../../store/parties.ts';
import { getSetting, setSetting } from '../../store/settings.ts';
import { aCreditor, anInvoice, at } from '../support/builders.ts';
import { newPostgresDatabase, onBothDatabases } from '../support/databases.ts';

onBothDatabases((store) => {
  test.each([
    ['in winter', at('2026-01-15T09:30:00.123')],
    ['in summer', at('2026-07-15T09:30')],
    ['in the hour that the clock shows twice', at('2026-10-25T02:30')],
    ['before 1970', at('1968-02-29T23:59:59.999')],
    ['before the clocks of the world agreed', instantOf(-15_000, 0)],
    ['far ahead', at('2199-12-31T23:59')],
  ])('an instant %s comes back to the millisecond', async (_when, instant) => {
    const invoice = await anInvoice(store.db);
    const registered_at = new Date(instant);
    await store.db.updateTable('invoices').set({ registered_at }).where('id', '=', invoice.id).execute();
    expect((await invoiceRow(store.db, invoice.id))!.registered_at).toBe(instant);
    const same = store.db.selectFrom('invoices').select('id').where('registered_at', '=', atInstant(instant));
    expect(await same.execute()).toEqual([{ id: invoice.id }]);
  });

  test.each(['2026-03-29', '2024-02-29', '1900-01-01', '2199-12-31'])(
    'a date such as %s stays that day',
    async (day) => {
      const invoice = await anInvoice(store.db, { issuedOn: day, dueOn: day });
      expect(invoice.facts).toMatchObject({ issuedOn: day, dueOn: day });
    },
  );

  test.each([0, 1, 999_999_999_999, 1_000_000_000_000])('%d cents come back as a number', async (cents) => {
    const invoice = await anInvoice(store.db, { claimedCents: cents });
    expect(invoice.facts.claimedCents).toBe(cents);
  });

  test('names keep their accents, quotes and signs', async () => {
    const name = 'Ærøskøbing "Café" \'t Öl & Zoon <b> 株式会社 😀 \\ $1 %s';
    const invoice = await anInvoice(store.db, { number: name, debtor: { name, addressLines: [name, ''] } });
    expect((await findInvoice(store.db, invoice.id))!.facts.number).toBe(name);
    expect(await listInvoices(store.db, { number: name, limit: 10 })).toHaveLength(1);
    const debtor = await store.db.selectFrom('debtors').selectAll().executeTakeFirstOrThrow();
    expect(debtor).toMatchObject({ name, address_lines: [name, ''] });
  });

  test.each<[string, unknown]>([
    ['text', 'een "tekst" met \\ en €'],
    ['a number', 12_345.5],
    ['yes and no', [true, false]],
    ['nothing', null],
    ['a tree', { b: [1, { c: null }], a: { é: 'ü' }, 'with spaces': '' }],
  ])('a setting may be %s, and is replaced by a newer one', async (_what, value) => {
    await setSetting(store.db, 'key', { older: 1 });
    await setSetting(store.db, 'key', value);
    expect(await getSetting(store.db, 'key')).toEqual(value);
    expect(await getSetting(store.db, 'another')).toBeNull();
  });

  test('a document comes back byte for byte', async () => {
    const invoice = await anInvoice(store.db);
    expect(await invoicePdf(store.db, invoice.id)).toBeNull();
    const content = Buffer.concat([Buffer.from([0, 255, 10, 13, 39, 92, 0]), randomBytes(300_000)]);
    await store.db.transaction().execute(async (tx) => {
      await addDocument(tx, invoice.id, {
        kind: 'ubl',
        fileName: 'a.xml',
        mimeType: 'application/xml',
        content: Buffer.from('<a/>'),
      });
      await addDocument(tx, invoice.id, { kind: 'pdf', fileName: 'f.pdf', mimeType: 'application/pdf', content });
    });
    const pdf = (await invoicePdf(store.db, invoice.id))!;
    expect(pdf.fileName).toBe('f.pdf');
    expect(pdf.content.equals(content)).toBe(true);
  });

  test('the database itself refuses what cannot be: a due date before the issue, a negative claim, a kind of debtor', async () => {
    const invoice = await anInvoice(store.db);
    const change = (column: string, value: string) =>
      sql`update ${sql.table(column.split('.')[0]!)} set ${sql.id(column.split('.')[1]!)} = ${sql.raw(value)}`.execute(
        store.db,
      );
    await expect(change('invoices.due_on', `'2020-01-01'`)).rejects.toThrow(/check/);
    await expect(change('invoices.claimed_cents', '-1')).rejects.toThrow(/check/);
    await expect(change('debtors.kind', `'friend'`)).rejects.toThrow(/check/);
    await expect(change('debtors.language', `'fr'`)).rejects.toThrow(/check/);
    expect((await findInvoice(store.db, invoice.id))!.facts.dueOn).toBe('2026-03-18');
  });

  test('an unknown invoice, creditor or number is null or nothing', async () => {
    expect(await findInvoice(store.db, 'x')).toBeNull();
    expect(await invoiceRow(store.db, 'x')).toBeNull();
    expect(await listInvoices(store.db, { number: 'x', limit: 10 })).toEqual([]);
    expect(await findCreditor(store.db, aCreditor().id)).toBeNull();
  });
});

test.skipIf(inject('postgresUrl') === null).each([
  ['timezone', 'Asia/Kolkata'],
  ['timezone', 'Europe/Amsterdam'],
  ['datestyle', 'SQL, DMY'],
  ['bytea_output', 'escape'],
])('a PostgreSQL server whose %s is %s gives the same values', async (setting, value) => {
  const url = await newPostgresDatabase();
  const first = await openDatabase({ url });
  await sql`alter database ${sql.id(new URL(url).pathname.slice(1))} set ${sql.raw(setting)} = ${sql.lit(value)}`.execute(
    first,
  );
  await first.destroy();

  const db = await openDatabase({ url });
  const registered = at('1935-07-15T23:30');
  const invoice = await anInvoice(db, { issuedOn: '2026-03-01', dueOn: '2026-04-05' });
  await db
    .updateTable('invoices')
    .set({ registered_at: new Date(registered) })
    .execute();
  expect(await invoiceRow(db, invoice.id)).toMatchObject({
    issued_on: '2026-03-01',
    due_on: '2026-04-05',
    registered_at: registered,
  });
  const content = Buffer.from([0, 255, 92, 39]);
  await db
    .transaction()
    .execute((tx) => addDocument(tx, invoice.id, { kind: 'pdf', fileName: 'f', mimeType: 'application/pdf', content }));
  expect((await invoicePdf(db, invoice.id))!.content.equals(content)).toBe(true);
  await db.destroy();
});
