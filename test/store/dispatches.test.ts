import { describe, expect, test } from 'vitest';
import type { DispatchIntent } from '../../ladder/invoice/commands.ts';
import type { DispatchStatus } from '../../store/contact-tables.ts';
import { findDispatch, intendDispatch, listDispatches, setDispatch } from '../../store/dispatches.ts';
import type { InvoiceRecord } from '../../store/invoices.ts';
import { anInvoice, at } from '../support/builders.ts';
import { onBothDatabases } from '../support/databases.ts';

onBothDatabases((store) => {
  const aReminder = (invoice: InvoiceRecord, changes: Partial<DispatchIntent> = {}): DispatchIntent => {
    const { step = 'herinnering', round = 1 } = changes;
    return { id: `${invoice.id}:${step}:${round}`, kind: 'reminder', step, round, ...changes };
  };
  const intend = (invoice: InvoiceRecord, intent = aReminder(invoice), when = '2026-03-23T10:00') =>
    store.db.transaction().execute((tx) => intendDispatch(tx, invoice, intent, at(when)));
  const set = (id: string, status: DispatchStatus, problem?: string) =>
    store.db.transaction().execute((tx) => setDispatch(tx, id, { status, ...(problem && { problem }) }));
  const intended = async (invoice: InvoiceRecord) =>
    (await listDispatches(store.db, invoice.id)).filter(({ status }) => status === 'intended').map(({ id }) => id);

  test('a step that is intended at the same time by two has one contact with one line', async () => {
    const invoice = await anInvoice(store.db);
    await Promise.all([intend(invoice), intend(invoice), intend(invoice)]);
    const dispatches = await listDispatches(store.db, invoice.id);
    expect(dispatches).toHaveLength(1);
    expect(dispatches[0]).toMatchObject({ step: 'herinnering', round: 1, status: 'intended', channel: 'email' });
    expect(await intended(invoice)).toEqual([`${invoice.id}:herinnering:1`]);
  });

  test('a step and round of an invoice never get a second contact under another id', async () => {
    const invoice = await anInvoice(store.db);
    await intend(invoice);
    await expect(intend(invoice, aReminder(invoice, { id: 'another' }))).rejects.toThrow(/spent already/);
    expect(await listDispatches(store.db, invoice.id)).toHaveLength(1);
    expect(await findDispatch(store.db, 'another')).toBeNull();
  });

  test('of two that intend another contact for one step at the same time, one is refused', async () => {
    const invoice = await anInvoice(store.db);
    const outcomes = await Promise.allSettled([
      intend(invoice, aReminder(invoice, { id: 'one' })),
      intend(invoice, aReminder(invoice, { id: 'another' })),
    ]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await listDispatches(store.db, invoice.id)).toHaveLength(1);
  });

  test.each<DispatchStatus>(['sending', 'sent', 'refused', 'in_doubt'])(
    'a contact that is %s is spent',
    async (status) => {
      const invoice = await anInvoice(store.db);
      const { id } = aReminder(invoice);
      await intend(invoice);
      await set(id, status);
      await expect(intend(invoice)).rejects.toThrow(/spent already/);
      expect((await findDispatch(store.db, id))!.status).toBe(status);
    },
  );

  test.each<DispatchStatus>(['withdrawn', 'deferred'])(
    'a contact that is %s is intended again as the same contact',
    async (status) => {
      const invoice = await anInvoice(store.db);
      const { id } = aReminder(invoice);
      await intend(invoice);
      const before = (await findDispatch(store.db, id))!;
      await set(id, status, 'mailbox full');
      await intend(invoice, aReminder(invoice), '2026-03-24T09:00');
      expect(await findDispatch(store.db, id)).toEqual({
        ...before,
        status: 'intended',
        problem: null,
        intended_at: at('2026-03-24T09:00'),
      });
    },
  );

  test('a new round is a new contact with a Message-ID of its own; a line counts per invoice', async () => {
    const invoice = await anInvoice(store.db);
    const other = await anInvoice(store.db);
    await intend(invoice);
    await intend(invoice, aReminder(invoice, { round: 2 }));
    await intend(other);
    const dispatches = [...(await listDispatches(store.db, invoice.id)), ...(await listDispatches(store.db, other.id))];
    expect(dispatches.map(({ round }) => round)).toEqual([1, 2, 1]);
    expect(new Set(dispatches.map((dispatch) => dispatch.message_id)).size).toBe(3);
    for (const { message_id } of dispatches) expect(message_id).toMatch(/^<[0-9a-f]{32}@eiser\.example>$/);
  });

  test('are listed oldest first', async () => {
    const invoice = await anInvoice(store.db);
    await intend(invoice, aReminder(invoice, { step: 'a' }), '2026-03-23T16:00');
    await intend(invoice, aReminder(invoice, { step: 'b' }), '2026-03-23T15:00');
    expect((await listDispatches(store.db, invoice.id)).map(({ step }) => step)).toEqual(['b', 'a']);
  });

  describe('what came of a contact', () => {
    test('is kept beside it: recipient, day, amount, problem', async () => {
      const invoice = await anInvoice(store.db);
      const { id } = aReminder(invoice);
      await intend(invoice);
      await store.db.transaction().execute(async (tx) => {
        await setDispatch(tx, id, { status: 'sending', recipient: 'klant@debiteur.example', amountCents: 12_345 });
        await setDispatch(tx, id, { status: 'sent', sentOn: '2026-03-23' });
      });
      expect(await findDispatch(store.db, id)).toMatchObject({
        status: 'sent',
        recipient: 'klant@debiteur.example',
        amount_cents: 12_345,
        sent_on: '2026-03-23',
        problem: null,
      });
    });
  });
});
