import { describe, expect, test } from 'vitest';
import { latestContact } from '../../store/parties.ts';
import { anInvoiceBody, useApi } from '../support/api.ts';

const api = useApi();
const CREDITOR = {
  name: 'Eiser B.V.',
  address: ['Eisstraat 1', '1000 AA  Eisdorp'],
  email: 'administratie@eiser.example',
  iban: 'NL91ABNA0417164300',
  kvk: '12345678',
  default_term_days: 14,
  agency: { name: 'Bureau Incasso', email: 'zaken@bureau.example' },
};
const put = (body: object, id = 'default') => api.put(`/api/creditors/${id}`, body);

describe('a creditor', () => {
  test('takes the place of the example, and from then on writes to real people', async () => {
    expect((await api.get('/api/creditors')).body.data).toMatchObject([
      { id: 'default', is_example: true, agency: null },
    ]);
    expect(await put(CREDITOR)).toMatchObject({ status: 200, body: { id: 'default', name: 'Eiser B.V.' } });
    expect((await api.get('/api/creditors')).body).toEqual({
      data: [
        {
          id: 'default',
          is_example: false,
          phone: null,
          vat_number: null,
          bank_covered_until: null,
          costs_vat: false,
          ...CREDITOR,
        },
      ],
    });
    const { body } = await api.post('/api/invoices', anInvoiceBody({ due: undefined }));
    expect(body.due).toBe('2026-03-02');
  });

  test('may be one that cannot deduct the VAT on collection costs', async () => {
    await put({ ...CREDITOR, costs_vat: true });
    expect((await api.get('/api/creditors')).body.data[0].costs_vat).toBe(true);
    await put(CREDITOR);
    expect((await api.get('/api/creditors')).body.data[0].costs_vat).toBe(false);
    await api.refuses(() => put({ ...CREDITOR, costs_vat: 'yes' }), 422, 'invalid_field', 'costs_vat');
  });

  test('is added beside others, and changed as a whole', async () => {
    await put(CREDITOR, 'ander');
    await put({ name: 'Ander B.V.', email: 'x@ander.example' }, 'ander');
    const { data } = (await api.get('/api/creditors')).body;
    expect(data).toHaveLength(2);
    expect(data[0]).toMatchObject({ id: 'ander', name: 'Ander B.V.', iban: null, agency: null, default_term_days: 30 });
  });

  test.each<[string, object, string]>([
    ['no name', { name: undefined }, 'name'],
    ['no e-mail address', { email: undefined }, 'email'],
    ['an e-mail address that is none', { email: 'administratie' }, 'email'],
    ['an agency without an address', { agency: { name: 'Bureau' } }, 'agency.email'],
    ['an account that is none', { iban: '0417164300' }, 'iban'],
    ['a term of more than a year', { default_term_days: 366 }, 'default_term_days'],
    ['a term below zero', { default_term_days: -1 }, 'default_term_days'],
  ])('is refused with %s', async (_what, change, param) => {
    await api.refuses(() => put({ ...CREDITOR, ...change }), 422, 'invalid_field', param);
    expect((await api.get('/api/creditors')).body.data[0].is_example).toBe(true);
  });

  test('is refused under an id that is none', async () => {
    await api.refuses(() => put(CREDITOR, 'a%20b'), 422, 'invalid_field', 'id');
  });
});

describe('a debtor', () => {
  const debtorOf = async () => {
    const id = await api.invoice({ debtor: { kind: 'company', name: 'Debiteur B.V.' } });
    return (await api.get(`/api/invoices/${id}`)).body.debtor.id;
  };
  const contact = (debtor: string, body: object) => api.post(`/api/debtors/${debtor}/contacts`, body);

  test('gets an address, by which it is reached from then on', async () => {
    const debtor = await debtorOf();
    expect(await contact(debtor, { name: 'Piet', email: 'piet@debiteur.example' })).toMatchObject({
      status: 204,
      body: '',
    });
    api.now += 1;
    expect((await contact(debtor, { phone: '020' })).status).toBe(204);
    expect(await latestContact(api.db, debtor)).toEqual({ name: 'Piet', email: 'piet@debiteur.example', phone: '020' });
  });

  test('cannot be reached by nothing, or by what is no address', async () => {
    const debtor = await debtorOf();
    await api.refuses(() => contact(debtor, { email: 'piet' }), 422, 'invalid_field', 'email');
    await api.refuses(() => contact(debtor, { name: 'Piet' }), 422, 'invalid_field');
    await api.refuses(() => contact('x', { phone: '020' }), 404, 'debtor_not_found');
  });
});
