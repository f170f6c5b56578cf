import { expect, test } from 'vitest';
import type { Step } from '../../ladder/definition.ts';
import { creditorById, creditorOfUbl, registerInvoice, registrationOfUbl } from '../../server/register.ts';
import { edited } from '../../server/ubl/fixtures.ts';
import { readUbl } from '../../server/ubl/ubl.ts';
import { addLadder } from '../../store/ladders.ts';
import { saveCreditor } from '../../store/parties.ts';
import {
  aCreditor,
  aHandover,
  aLadder,
  aNoticeOfDefault,
  anInvoice,
  aRegistration,
  at,
  type InvoiceChanges,
} from '../support/builders.ts';
import { aCase } from '../support/case.ts';
import { onBothDatabases } from '../support/databases.ts';

const NOW = at('2026-03-02T10:00');

onBothDatabases((store) => {
  const ready = async () => {
    await addLadder(store.db, aLadder(), 'test', NOW);
    await saveCreditor(store.db, aCreditor());
  };
  const register = (changes: InvoiceChanges) =>
    registerInvoice(store.db, (tx) => creditorById(tx, 'eiser'), aRegistration(changes), NOW);

  test('an invoice that is sent several times at once is registered once', async () => {
    await ready();
    const all = await Promise.all([1, 2, 3, 4].map(() => register({ number: 'F-1' })));
    expect(all.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    expect(await store.db.selectFrom('invoices').select('id').execute()).toHaveLength(1);
    expect(await store.db.selectFrom('signal_outbox').select('signal').execute()).toEqual([{ signal: 'start' }]);
  });

  test.each<[string, InvoiceChanges]>([
    ['by its customer number', { debtor: { reference: 'K-7' } }],
    ['by its name and address', {}],
  ])('a new customer with several invoices at once is one debtor, known %s', async (_how, changes) => {
    await ready();
    await Promise.all(['F-1', 'F-2', 'F-3', 'F-4'].map((number) => register({ number, ...changes })));
    expect(await store.db.selectFrom('debtors').select('id').execute()).toHaveLength(1);
    expect(await store.db.selectFrom('contacts').select('id').execute()).toHaveLength(1);
    expect(await store.db.selectFrom('invoices').select('number').orderBy('number').execute()).toHaveLength(4);
  });

  test('a new seller with several UBL invoices at once is one creditor', async () => {
    await ready();
    const options = { ladder: 'proefladder', email: null, debtorKind: null };
    await Promise.all(
      ['1', '2', '3'].map((number) => {
        const xml = edited('invoice-nlcius.xml', ['2026-0042', number]);
        const document = readUbl(xml);
        return registerInvoice(
          store.db,
          (tx) => creditorOfUbl(tx, document),
          registrationOfUbl(document, xml, options),
          NOW,
        );
      }),
    );
    expect(await store.db.selectFrom('creditors').select('id').execute()).toHaveLength(2);
    expect(await store.db.selectFrom('debtors').select('id').execute()).toHaveLength(1);
    expect(await store.db.selectFrom('invoices').select('id').execute()).toHaveLength(3);
  });

  test('a choice of the ladder looks at the payment terms with which the customer was registered', async () => {
    const choice: Step = {
      id: 'keuze',
      kind: 'decide',
      name: { nl: 'Keuze', en: 'Choice' },
      rows: [{ all: [{ field: 'terms', in: ['vooruit'] }], next: 'overdragen' }],
      otherwise: 'ingebrekestelling',
    };
    const ladder = aLadder({ id: 'keuze', steps: [choice, aNoticeOfDefault(), aHandover()] });
    const next = async (terms: string | null, name: string) => {
      const story = await aCase(store.db, { ladder, debtor: { terms, name } });
      return (await story.advance('2026-03-02T10:00')).state.position!.step;
    };
    expect(await next('vooruit', 'A')).toBe('overdragen');
    expect(await next('30-dagen', 'B')).toBe('ingebrekestelling');
    expect(await next(null, 'C')).toBe('ingebrekestelling');
  });

  test('creditors may use the same number', async () => {
    const one = await anInvoice(store.db, { number: 'F-1' });
    const other = await anInvoice(store.db, { number: 'F-1', creditorId: 'ander' });
    expect(one.id).not.toBe(other.id);
  });
});
