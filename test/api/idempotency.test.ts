import { describe, expect, test } from 'vitest';
import { fixture } from '../../server/ubl/fixtures.ts';
import { anInvoiceBody, useApi } from '../support/api.ts';

const api = useApi();
const key = (value: string) => ({ 'idempotency-key': value });

describe('a request with an Idempotency-Key', () => {
  test('that is sent again gets the first answer, word for word, and counts once', async () => {
    const id = await api.invoice();
    const pay = () => api.post(`/api/invoices/${id}/payments`, { amount: '250.00' }, key('k1'));
    const first = await pay();
    const { accepted } = api;
    api.now += 86_400_000;
    const second = await pay();
    expect([first.status, second.status]).toEqual([202, 202]);
    expect(second.body).toEqual(first.body);
    expect(first.headers['idempotent-replayed']).toBeUndefined();
    expect(second.headers['idempotent-replayed']).toBe('true');
    expect((await api.rows()).payments).toBe(1);
    expect(api.accepted).toBe(accepted);
  });

  test('registers an invoice once; its answer stays as it was', async () => {
    const body = anInvoiceBody();
    const first = await api.post('/api/invoices', body, key('k1'));
    await api.post(`/api/invoices/${first.body.id}/payments`, { amount: '250.00' });
    const second = await api.post('/api/invoices', body, key('k1'));
    expect(second).toMatchObject({ status: 201, body: first.body });
  });

  test('and a file counts once as well', async () => {
    const send = () =>
      api.send({
        method: 'POST',
        url: '/api/invoices/ubl',
        payload: Buffer.from(fixture('invoice-nlcius.xml')),
        headers: { 'content-type': 'application/xml', ...key('k1') },
      });
    const first = await send();
    expect(await send()).toMatchObject({ status: 201, body: first.body });
  });

  test('that was used for another request is refused', async () => {
    const [id, other] = [await api.invoice(), await api.invoice()];
    await api.post(`/api/invoices/${id}/payments`, { amount: '250.00' }, key('k1'));
    const again = (invoice: string, amount: string) => () =>
      api.post(`/api/invoices/${invoice}/payments`, { amount }, key('k1'));
    await api.refuses(again(id, '300.00'), 409, 'idempotency_key_reused', 'Idempotency-Key');
    await api.refuses(again(other, '250.00'), 409, 'idempotency_key_reused', 'Idempotency-Key');
  });

  test('that was refused may be mended and sent again', async () => {
    const id = await api.invoice();
    const pay = (amount: string) => api.post(`/api/invoices/${id}/payments`, { amount }, key('k1'));
    await api.refuses(() => pay('0.00'), 422, 'invalid_field', 'amount');
    expect((await pay('250.00')).status).toBe(202);
  });

  test('that is sent several times at once counts once', async () => {
    const id = await api.invoice();
    const pay = () => api.post(`/api/invoices/${id}/payments`, { amount: '250.00' }, key('k1'));
    const replies = await Promise.all([pay(), pay(), pay(), pay()]);
    for (const { status } of replies) expect([200, 202]).toContain(status);
    expect(new Set(replies.map(({ body }) => body.id)).size).toBe(1);
    expect((await api.rows()).payments).toBe(1);
    expect((await api.get(`/api/invoices/${id}`)).body.open).toBe('750.00');
  });

  test('that is sent with two contents at once: one counts, the other is refused', async () => {
    const id = await api.invoice();
    const pay = (amount: string) => api.post(`/api/invoices/${id}/payments`, { amount }, key('k1'));
    const replies = await Promise.all([pay('250.00'), pay('300.00')]);
    expect(replies.map(({ status }) => status).toSorted()).toEqual([202, 409]);
    expect((await api.rows()).payments).toBe(1);
  });

  test('whose answer got lost before it was kept counts once all the same', async () => {
    const id = await api.invoice();
    const pay = () => api.post(`/api/invoices/${id}/payments`, { amount: '250.00' }, key('k1'));
    const first = await pay();
    await api.db.deleteFrom('idempotency_keys').execute();
    api.now += 86_400_000;
    expect(await pay()).toMatchObject({ status: 200, body: { id: first.body.id, new: false } });
    expect((await api.rows()).payments).toBe(1);
  });

  test('of one invoice means nothing for another', async () => {
    const [id, other] = [await api.invoice(), await api.invoice()];
    const one = await api.post(`/api/invoices/${id}/holds`, { owner: 'S', reason: 'r' }, key('k1'));
    const two = await api.post(`/api/invoices/${other}/holds`, { owner: 'S', reason: 'r' }, key('k2'));
    expect(one.body.id).not.toBe(two.body.id);
  });

  test.each(['', 'a b', 'é', 'x'.repeat(256)])('that no key can be is refused: "%s"', async (value) => {
    const id = await api.invoice();
    const pay = () => api.post(`/api/invoices/${id}/payments`, { amount: '250.00' }, key(value));
    await api.refuses(pay, 422, 'idempotency_key_invalid', 'Idempotency-Key');
  });

  test('that only reads is simply answered', async () => {
    await api.invoice();
    const before = await api.rows();
    expect((await api.get('/api/invoices', key('k1'))).status).toBe(200);
    expect(await api.rows()).toEqual(before);
  });
});
