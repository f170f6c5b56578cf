/** Keys of programs. */
import { describe, expect, test } from 'vitest';
import { keyChain, type PeopleReason, readLog } from '../../store/log.ts';
import { anInvoiceBody, useApi } from '../support/api.ts';
import { aKey, aUser, signedIn } from '../support/people.ts';

const DAY = 86_400_000;
const api = useApi();
const operator = async () => signedIn(api, await aUser(api, ['operator']));
const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

describe('a key', () => {
  test('is made by an operator, shown once, and opens what it is for', async () => {
    const admin = await operator();
    const { status, body } = await admin.post('/api/keys', { name: 'Exact', scopes: ['invoices', 'read', 'read'] });
    expect(status).toBe(201);
    expect(body.key).toMatch(/^ilk_[0-9a-f]{16}\.[\w-]{43}$/);
    const { key, ...view } = body;
    expect(view).toEqual({
      id: key.slice(4, 20),
      name: 'Exact',
      scopes: ['read', 'invoices'],
      created_at: new Date(api.realNow).toISOString(),
      created_by: expect.stringMatching(/^user:/),
      expires_at: new Date(api.realNow + 365 * DAY).toISOString(),
      last_used_at: null,
      revoked_at: null,
    });
    expect((await admin.get('/api/keys')).body).toEqual({ data: [view], next: null });
    expect((await api.post('/api/invoices', anInvoiceBody(), bearer(key))).status).toBe(201);
    await api.refuses(() => api.post('/api/ladders', {}, bearer(key)), 403, 'scope_missing');
    expect((await api.get('/api/session', bearer(key))).body).toMatchObject({ kind: 'key', name: 'Exact', roles: [] });
    const [used] = (await admin.get('/api/keys')).body.data;
    expect(used.last_used_at).toBe(new Date(api.realNow).toISOString());
    const secret = key.split('.')[1];
    for (const table of ['api_keys', 'log', 'log_texts', 'idempotency_keys'] as const) {
      expect(JSON.stringify(await api.db.selectFrom(table).selectAll().execute())).not.toContain(secret);
    }
  });

  test('needs no page of our own, and works from anywhere', async () => {
    const key = await aKey(api, ['invoices']);
    const headers = { ...key, host: 'incasso.example', origin: 'https://erp.example', 'sec-fetch-site': 'cross-site' };
    expect((await api.post('/api/invoices', anInvoiceBody(), headers)).status).toBe(201);
  });

  test('that has expired opens nothing, on the real clock', async () => {
    const admin = await operator();
    const { body } = await admin.post('/api/keys', { name: 'Exact', scopes: ['read'], days: 1 });
    api.now += 30 * DAY;
    api.realNow += DAY - 1;
    expect((await api.get('/api/invoices', bearer(body.key))).status).toBe(200);
    api.realNow += 1;
    await api.refuses(() => api.get('/api/invoices', bearer(body.key)), 401, 'api_key_wrong');
  });

  test('that was revoked opens nothing, for good', async () => {
    const admin = await operator();
    const { body } = await admin.post('/api/keys', { name: 'Exact', scopes: ['read'] });
    for (let n = 0; n < 2; n++) expect((await admin.delete(`/api/keys/${body.id}`)).status).toBe(204);
    await api.refuses(() => api.get('/api/invoices', bearer(body.key)), 401, 'api_key_wrong');
    await api.refuses(() => admin.delete('/api/keys/x'), 404, 'key_not_found');
    const log = await readLog<PeopleReason>(api.db, keyChain(body.id));
    expect(log).toMatchObject([
      { what: 'key_added', why: [{ name: 'Exact' }, { scopes: ['read'] }, { code: 'expires' }] },
      { what: 'key_revoked', actor: expect.stringMatching(/^user:/) },
    ]);
  });

  test('that is none opens nothing, also where nobody needs one yet', async () => {
    const { authorization } = await aKey(api, ['read']);
    const key = authorization!.replace('Bearer ', '');
    const [id, secret] = key.split('.') as [string, string];
    const other = (await aKey(api, ['read'])).authorization!.split('.')[1];
    for (const wrong of [
      'ilk_',
      'ilk_.',
      id,
      `${id}.`,
      `${id}.${'A'.repeat(43)}`,
      `${id}.${other}`,
      `${id}.${secret}x`,
      `${id}.${secret.slice(0, 42)}`,
      `${id}.${secret}.${secret}`,
      `ilk_0000000000000000.${secret}`,
      `ilk_' or 1=1 --.${secret}`,
      `ilk_${'f'.repeat(5_000)}`,
    ]) {
      await api.refuses(() => api.get('/api/invoices', bearer(wrong)), 401, 'api_key_wrong');
    }
    expect((await api.get('/api/invoices', { authorization: key })).status).toBe(200);
    expect((await api.get('/api/invoices', { authorization: `bearer ${key}` })).status).toBe(200);
  });

  test.each<[object, string]>([
    [{ scopes: [] }, 'scopes'],
    [{ scopes: ['alles'] }, 'scopes.0'],
    [{ name: '' }, 'name'],
    [{ name: 'a\nb' }, 'name'],
    [{ days: 0 }, 'days'],
    [{ days: 1_096 }, 'days'],
    [{ days: 1.5 }, 'days'],
  ])('with %j is refused', async (changes, param) => {
    const admin = await operator();
    const make = () => admin.post('/api/keys', { name: 'Exact', scopes: ['read'], ...changes });
    await api.refuses(make, 422, 'invalid_field', param);
  });

  test('makes no key and no user, whatever its scopes', async () => {
    const key = await aKey(api, ['read', 'invoices', 'payments', 'decisions', 'tasks', 'ladders', 'creditors']);
    await api.refuses(() => api.post('/api/keys', { name: 'x', scopes: ['read'] }, key), 403, 'scope_missing');
    await api.refuses(() => api.get('/api/users', key), 403, 'scope_missing');
  });

  test('is a program’s: a cookie beside it does not count', async () => {
    const user = await signedIn(api, await aUser(api, ['designer']));
    const key = await aKey(api, ['invoices']);
    await api.refuses(() => user.post('/api/ladders', {}, key), 403, 'scope_missing');
    await api.refuses(() => user.get('/api/ladders', bearer('ilk_x')), 401, 'api_key_wrong');
  });
});
