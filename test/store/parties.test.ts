import { describe, expect, test } from 'vitest';
import { brokenAt, debtorChain, readLog } from '../../store/log.ts';
import {
  addContact,
  type CreditorInput,
  creditorOfSeller,
  type DebtorInput,
  debtorOfBuyer,
  findCreditor,
  findDebtor,
  latestContact,
  saveCreditor,
} from '../../store/parties.ts';
import { aBuyer, aCreditor, at } from '../support/builders.ts';
import { onBothDatabases } from '../support/databases.ts';

onBothDatabases((store) => {
  const known = async (changes: Partial<DebtorInput> = {}, creditorId = 'eiser', when = '2026-03-02T10:00') => {
    if (!(await findCreditor(store.db, creditorId))) await saveCreditor(store.db, aCreditor({ id: creditorId }));
    const debtor = await store.db
      .transaction()
      .execute((tx) => debtorOfBuyer(tx, creditorId, aBuyer(changes), at(when)));
    return debtor.id;
  };

  describe('a buyer is the debtor that has', () => {
    test.each<[string, Partial<DebtorInput>, Partial<DebtorInput>]>([
      [
        'the same customer number, whatever else',
        { reference: 'K-7' },
        { reference: 'K-7', name: 'Anders', kvk: '11111111' },
      ],
      ['the same KvK number', { kvk: '12345678' }, { kvk: '12345678', name: 'Anders', addressLines: ['Verhuisd 1'] }],
      ['the same VAT number and name', { vatNumber: 'NL1B01' }, { vatNumber: 'NL1B01', addressLines: ['Verhuisd 1'] }],
      ['the same OIN', { oin: '00000001234567890000' }, { oin: '00000001234567890000', name: 'Anders' }],
      ['the same name and address', {}, {}],
      ['the same name and e-mail address, where no street is known', { addressLines: [] }, { addressLines: [] }],
    ])('%s', async (_what, first, second) => {
      expect(await known(second)).toBe(await known(first));
    });
  });

  describe('a buyer is a new debtor where', () => {
    test.each<[string, Partial<DebtorInput>, Partial<DebtorInput>]>([
      [
        'a fiscal unity shares the VAT number',
        { vatNumber: 'NL1B01', kvk: '11111111' },
        { vatNumber: 'NL1B01', kvk: '22222222', name: 'Zuster B.V.' },
      ],
      ['the KvK number is another, though all else is the same', { kvk: '11111111' }, { kvk: '22222222' }],
      [
        'the customer number is another, though all else is the same',
        { reference: 'K-7', kvk: '1' },
        { reference: 'K-8', kvk: '1' },
      ],
      ['only the name is the same', {}, { addressLines: ['Andere straat 3'] }],
      ['only the address is the same', {}, { name: 'Buurman B.V.' }],
      [
        'the name is the same and neither address is known',
        { addressLines: [], email: 'a@x.example' },
        { addressLines: [], email: 'b@x.example' },
      ],
      ['nothing but a name is known', { addressLines: [], email: null }, { addressLines: [], email: null }],
    ])('%s', async (_what, first, second) => {
      expect(await known(second)).not.toBe(await known(first));
    });

    test('the creditor is another', async () => {
      const first = await known({ kvk: '12345678' });
      expect(await known({ kvk: '12345678' }, 'ander')).not.toBe(first);
    });
  });

  test('a debtor that is known keeps its name and kind', async () => {
    const id = await known({ reference: 'K-7' });
    await known({ reference: 'K-7', name: 'Anders', kind: 'consumer' });
    expect(await findDebtor(store.db, id)).toMatchObject({ name: 'Debiteur B.V.', kind: 'company', language: 'nl' });
    expect(await findDebtor(store.db, 'x')).toBeNull();
  });

  test('the newest e-mail address and the newest phone number are how a debtor is reached', async () => {
    const id = await known({ email: 'oud@x.example', phone: '010' }, 'eiser', '2026-03-02T10:00');
    await known({ email: 'nieuw@x.example', phone: null }, 'eiser', '2026-03-03T10:00');
    expect(await latestContact(store.db, id)).toEqual({ name: null, email: 'nieuw@x.example', phone: '010' });
    await store.db
      .transaction()
      .execute((tx) => addContact(tx, id, { name: 'Piet', email: null, phone: '020' }, at('2026-03-04T10:00')));
    expect(await latestContact(store.db, id)).toEqual({ name: 'Piet', email: 'nieuw@x.example', phone: '020' });
    expect(await latestContact(store.db, 'x')).toBeNull();
  });

  test('what is known already, or says nothing, is not written down again', async () => {
    const id = await known({ email: 'klant@x.example', phone: '010' });
    await known({ email: 'klant@x.example', phone: '010' });
    await known({ email: null, phone: null });
    expect(await store.db.selectFrom('contacts').select('id').execute()).toHaveLength(1);
    expect((await readLog(store.db, debtorChain(id))).map(({ what }) => what)).toEqual([
      'debtor_added',
      'contact_added',
    ]);
  });

  test('contacts that are added at the same time are all kept, in a whole chain', async () => {
    const id = await known({ email: null });
    await Promise.all(
      ['a', 'b', 'c', 'd'].map((name, n) =>
        store.db
          .transaction()
          .execute((tx) =>
            addContact(tx, id, { name, email: `${name}@x.example`, phone: null }, at(`2026-03-0${n + 3}`)),
          ),
      ),
    );
    expect((await latestContact(store.db, id))!.email).toBe('d@x.example');
    expect(await brokenAt(store.db, debtorChain(id))).toBeNull();
    expect(await readLog(store.db, debtorChain(id))).toHaveLength(5);
  });

  describe('a seller of a UBL invoice', () => {
    const aSeller = (changes: Partial<CreditorInput> = {}): CreditorInput => ({
      name: 'Groothandel B.V.',
      addressLines: ['Kade 1'],
      email: 'admin@groothandel.example',
      phone: null,
      iban: null,
      kvk: null,
      vatNumber: null,
      ...changes,
    });
    const creditor = (changes: Partial<CreditorInput> = {}) =>
      store.db.transaction().execute((tx) => creditorOfSeller(tx, aSeller(changes)));

    test('is added when it is new: no example, without an agency', async () => {
      expect(await creditor()).toMatchObject({
        name: 'Groothandel B.V.',
        address_lines: ['Kade 1'],
        is_example: false,
        agency_email: null,
        default_term_days: 30,
      });
    });

    test.each<[string, Partial<CreditorInput>, Partial<CreditorInput>]>([
      ['VAT number and name', { vatNumber: 'NL1B01' }, { vatNumber: 'NL1B01', addressLines: ['Verhuisd 1'] }],
      ['KvK number', { kvk: '12345678' }, { kvk: '12345678', name: 'Anders' }],
      ['name', {}, {}],
    ])('is known by its %s', async (_what, first, second) => {
      expect((await creditor(second)).id).toBe((await creditor(first)).id);
    });

    test('that comes for the first time in several invoices at once is added once', async () => {
      const all = await Promise.all([creditor(), creditor(), creditor()]);
      expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    });
  });

  test('a creditor that is saved again is changed, not doubled', async () => {
    await saveCreditor(store.db, aCreditor({ is_example: true }));
    await saveCreditor(store.db, aCreditor({ name: 'Nieuwe naam', is_example: false }));
    expect(await store.db.selectFrom('creditors').select(['name', 'is_example']).execute()).toEqual([
      { name: 'Nieuwe naam', is_example: false },
    ]);
  });
});
