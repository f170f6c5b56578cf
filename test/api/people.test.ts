/** Who there is: the first administrator, users, their passwords, and what the log tells of them. */
import { describe, expect, test } from 'vitest';
import { Passwords } from '../../server/passwords.ts';
import { brokenAt, type PeopleReason, readLog, UNKNOWN_CHAIN, userChain } from '../../store/log.ts';
import { ROLES } from '../../store/people-tables.ts';
import { type Reply, useApi } from '../support/api.ts';
import { ADMIN, aKey, aUser, Browser, PASSWORD, setUp, signedIn } from '../support/people.ts';

const aPerson = (changes: object = {}) => ({
  name: 'Sanne',
  email: 'sanne@voorbeeld.example',
  roles: ['collector'],
  password: PASSWORD,
  ...changes,
});

describe('the first administrator', () => {
  const api = useApi();
  const post = (headers: Record<string, string> = {}, changes: object = {}) =>
    api.post('/api/setup', { ...ADMIN, ...changes }, headers);

  test('is made on this machine, once, and may do everything', async () => {
    const { status, body } = await post();
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.any(String),
      name: ADMIN.name,
      email: ADMIN.email,
      roles: ROLES,
      disabled: false,
      created_at: '2026-11-23T08:00:00.000Z',
      signed_in_at: null,
    });
    await api.refuses(() => post(), 409, 'already_set_up');
    await api.refuses(() => post({}, { email: 'ander@voorbeeld.example' }), 409, 'already_set_up');
    const admin = new Browser(api);
    await api.refuses(() => admin.get('/api/invoices'), 401, 'sign_in_required');
    await admin.signIn(ADMIN.email);
    expect((await admin.get('/api/users')).body.data).toHaveLength(1);
  });

  test('is one, of several that are made at once', async () => {
    const replies = await Promise.all([1, 2, 3].map((n) => post({}, { email: `a${n}@voorbeeld.example` })));
    expect(replies.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
    expect((await api.rows()).users).toBe(1);
  });

  test.each<[string, object]>([
    ['a proxy on this machine', { headers: { 'x-forwarded-for': '203.0.113.7' } }],
    ['a proxy that says so otherwise', { headers: { forwarded: 'for=203.0.113.7' } }],
    ['another machine', { remoteAddress: '192.168.1.10' }],
    ['another machine that says it is this one', { remoteAddress: '192.168.1.10', headers: { host: 'localhost' } }],
    ['another machine, over IPv6', { remoteAddress: '::ffff:192.168.1.10' }],
    ['another name of this machine', { headers: { host: 'incassoladder.example' } }],
    ['a page of another site', { headers: { origin: 'https://evil.example' } }],
  ])('is not made from %s', async (_where, from) => {
    const call = () => api.send({ method: 'POST', url: '/api/setup', payload: ADMIN, ...from });
    await api.refuses(call, 403, 'loopback_only');
  });

  test('is made over IPv6 and IPv4 in IPv6 as well', async () => {
    const { status } = await api.send({
      method: 'POST',
      url: '/api/setup',
      payload: ADMIN,
      remoteAddress: '::ffff:127.0.0.1',
    });
    expect(status).toBe(201);
  });

  test.each<[string, object, string, string]>([
    ['a short password', { password: 'elf tekens.' }, 'invalid_field', 'password'],
    ['an absurdly long password', { password: 'x'.repeat(201) }, 'invalid_field', 'password'],
    ['the e-mail address as password', { password: 'ADA@Voorbeeld.example' }, 'password_obvious', 'password'],
    [
      'the name as password',
      { name: 'Ada Lovelace-Byron', password: 'ada lovelace-byron ' },
      'password_obvious',
      'password',
    ],
    ['one character as password', { password: 'aaaaaaaaaaaa' }, 'password_obvious', 'password'],
    ['no e-mail address', { email: 'ada' }, 'invalid_field', 'email'],
    ['an absurdly long e-mail address', { email: `${'a'.repeat(250)}@b.nl` }, 'invalid_field', 'email'],
    ['an e-mail address of two lines', { email: 'ada@b.nl\r\nBcc: x@y.nl' }, 'invalid_field', 'email'],
    ['no name', { name: '  ' }, 'invalid_field', 'name'],
    ['an absurdly long name', { name: 'x'.repeat(201) }, 'invalid_field', 'name'],
    ['a name of two lines', { name: 'Ada\r\nSet-Cookie: a=b' }, 'invalid_field', 'name'],
    ['a name that turns the text around', { name: 'Ada \u202egnaro' }, 'invalid_field', 'name'],
    ['a name that the database cannot keep', { name: 'Ada\u0000' }, 'text_unstorable', ''],
  ])('is refused with %s', async (_what, changes, code, param) => {
    await api.refuses(() => post({}, changes), 422, code, param || null);
  });
});

describe('the first administrator, with an API key in the environment', () => {
  const apiKey = 'een-sleutel-van-genoeg-tekens';
  const api = useApi({ apiKey });
  const authorization = `Bearer ${apiKey}`;

  test('is made by the holder of the key alone, here or as any other user', async () => {
    await api.refuses(() => api.post('/api/setup', ADMIN), 401, 'api_key_wrong');
    const far = { authorization, host: 'incassoladder.example' };
    await api.refuses(() => api.post('/api/setup', ADMIN, far), 403, 'loopback_only');
    expect((await api.post('/api/setup', ADMIN, { authorization })).status).toBe(201);
    expect((await api.post('/api/users', aPerson(), far)).status).toBe(201);
  });

  test('is an operator, so that somebody can let others in', async () => {
    const refused = () => api.post('/api/users', aPerson(), { authorization });
    await api.refuses(refused, 409, 'operator_needed', 'roles');
    expect((await api.post('/api/users', aPerson({ roles: ['operator'] }), { authorization })).status).toBe(201);
  });
});

describe('users', () => {
  const api = useApi();

  test('are added, read, changed and removed by an operator', async () => {
    const admin = await setUp(api);
    const added = await admin.post('/api/users', aPerson({ roles: ['erp', 'collector', 'erp'] }));
    expect(added).toMatchObject({ status: 201, body: { roles: ['collector', 'erp'], disabled: false } });
    const url = `/api/users/${added.body.id}`;
    expect((await admin.get(url)).body).toEqual(added.body);
    const changes = { name: ' Sanne de Vries ', email: 'S.deVries@Voorbeeld.example', roles: ['approver'] };
    const changed = await admin.patch(url, changes);
    expect(changed.body).toEqual({
      ...added.body,
      name: 'Sanne de Vries',
      email: 's.devries@voorbeeld.example',
      roles: ['approver'],
    });
    expect((await admin.delete(url)).status).toBe(204);
    await api.refuses(() => admin.get(url), 404, 'user_not_found');
    await api.refuses(() => admin.patch(url, { name: 'x' }), 404, 'user_not_found');
    await api.refuses(() => admin.put(`${url}/password`, { password: PASSWORD }), 404, 'user_not_found');
    await api.refuses(() => admin.delete(url), 404, 'user_not_found');
  });

  test('are listed a page at a time, without anything of their passwords', async () => {
    const admin = await setUp(api);
    for (let n = 0; n < 3; n++) await aUser(api, ['erp']);
    const found: Reply['body'][] = [];
    for (let after = ''; after !== null; ) {
      const { body } = await admin.get(`/api/users?limit=2&after=${after}`);
      found.push(...body.data);
      after = body.next;
    }
    expect(new Set(found.map(({ id }) => id)).size).toBe(4);
    expect(JSON.stringify(found)).not.toMatch(/scrypt|hash/);
  });

  test('with the same e-mail address are refused, however it is written', async () => {
    const admin = await setUp(api);
    for (const email of [ADMIN.email, ADMIN.email.toUpperCase(), ` ${ADMIN.email} `]) {
      await api.refuses(() => admin.post('/api/users', aPerson({ email })), 409, 'email_taken', 'email');
    }
    const { body } = await admin.post('/api/users', aPerson());
    const taking = () => admin.patch(`/api/users/${body.id}`, { email: 'Ada@voorbeeld.example' });
    await api.refuses(taking, 409, 'email_taken', 'email');
    expect((await admin.patch(`/api/users/${body.id}`, { email: 'SANNE@voorbeeld.example' })).status).toBe(200);
  });

  test('added at once with one e-mail address are one', async () => {
    const admin = await setUp(api);
    const replies = await Promise.all([1, 2, 3].map(() => admin.copy().post('/api/users', aPerson())));
    expect(replies.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
  });

  test('have names in any script, kept in one form, that are text and nothing else', async () => {
    const admin = await setUp(api);
    const decomposed = 'Rene\u0301e O’Brien 李 👩‍💻';
    const { body } = await admin.post('/api/users', aPerson({ name: decomposed }));
    expect(body.name).toBe(decomposed.normalize('NFC'));
    const name = `Robert'); drop table users; --`;
    const robert = await admin.post('/api/users', aPerson({ name, email: `r'--@voorbeeld.example` }));
    expect(robert).toMatchObject({ status: 201, body: { name, email: `r'--@voorbeeld.example` } });
    expect((await admin.get('/api/users')).body.data).toHaveLength(3);
  });

  test.each<[object, string]>([
    [{ roles: [] }, 'roles'],
    [{ roles: ['koning'] }, 'roles.0'],
    [{ roles: 'operator' }, 'roles'],
    [{ roles: Array(6).fill('erp') }, 'roles'],
    [{ password: 5 }, 'password'],
    [{ email: null }, 'email'],
  ])('with %j are refused', async (changes, param) => {
    const admin = await setUp(api);
    await api.refuses(() => admin.post('/api/users', aPerson(changes)), 422, 'invalid_field', param);
  });

  test('always have an operator among them who is not disabled', async () => {
    const admin = await setUp(api);
    const [{ id }] = (await admin.get('/api/users')).body.data;
    const url = `/api/users/${id}`;
    const alone = [
      () => admin.patch(url, { roles: ['collector'] }),
      () => admin.patch(url, { disabled: true }),
      () => admin.delete(url),
    ];
    for (const call of alone) await api.refuses(call, 409, 'operator_needed', 'roles');
    const second = await admin.post('/api/users', aPerson({ roles: ['operator'] }));
    await admin.patch(`/api/users/${second.body.id}`, { disabled: true });
    for (const call of alone) await api.refuses(call, 409, 'operator_needed', 'roles');
    await admin.patch(`/api/users/${second.body.id}`, { disabled: false });
    expect((await admin.delete(url)).status).toBe(204);
    expect((await admin.get('/api/users')).status).toBe(401);
  });

  test('who are two operators and disable each other at once leave one', async () => {
    const [one, two] = [await aUser(api, ['operator']), await aUser(api, ['operator'])];
    const [first, second] = [await signedIn(api, one), await signedIn(api, two)];
    const replies = await Promise.all([
      first.patch(`/api/users/${two.id}`, { disabled: true }),
      second.patch(`/api/users/${one.id}`, { disabled: true }),
    ]);
    const left = await api.db.selectFrom('users').selectAll().where('disabled', '=', false).execute();
    expect(left).toHaveLength(1);
    expect(replies.map(({ status }) => status).toSorted()[0]).toBe(200);
  });

  test('who are disabled are out at once, and come back when enabled', async () => {
    const admin = await setUp(api);
    const { body: user } = await admin.post('/api/users', aPerson());
    const sanne = new Browser(api);
    await sanne.signIn(user.email);
    expect((await sanne.get('/api/tasks')).status).toBe(200);
    await admin.patch(`/api/users/${user.id}`, { disabled: true });
    await api.refuses(() => sanne.get('/api/tasks'), 401, 'sign_in_required');
    expect((await sanne.signIn(user.email)).status).toBe(401);
    await admin.patch(`/api/users/${user.id}`, { disabled: false });
    expect((await sanne.get('/api/tasks')).status).toBe(401);
    expect((await sanne.signIn(user.email)).status).toBe(200);
  });

  test('who get another role may do that from the next request on, under a new token', async () => {
    const admin = await signedIn(api, await aUser(api, ['operator']));
    const user = await aUser(api, ['collector']);
    const sanne = await signedIn(api, user);
    await api.refuses(() => sanne.post('/api/ladders', {}), 403, 'role_missing');
    expect(sanne.setCookie).toBeNull();
    await admin.patch(`/api/users/${user.id}`, { roles: ['designer'] });
    const before = sanne.cookie;
    expect((await sanne.post('/api/ladders', {})).body.code).toBe('ladder_malformed');
    expect(sanne.cookie).not.toBe(before);
    await api.refuses(() => sanne.get('/api/tasks'), 403, 'role_missing');
  });
});

describe('a password', () => {
  const api = useApi();

  test('is changed by its owner, who stays signed in here and nowhere else', async () => {
    const admin = await setUp(api);
    const elsewhere = new Browser(api);
    await elsewhere.signIn(ADMIN.email);
    const before = admin.copy();
    const changed = await admin.put('/api/session/password', {
      current: PASSWORD,
      password: 'een heel ander wachtwoord',
    });
    expect(changed.status).toBe(204);
    expect(admin.cookie).not.toBe(before.cookie);
    expect((await admin.get('/api/users')).status).toBe(200);
    expect((await before.get('/api/users')).status).toBe(401);
    expect((await elsewhere.get('/api/users')).status).toBe(401);
    expect((await elsewhere.signIn(ADMIN.email)).status).toBe(401);
    expect((await elsewhere.signIn(ADMIN.email, 'een heel ander wachtwoord')).status).toBe(200);
  });

  test('is not changed by who does not know it, nor into an obvious one, nor by who has no session', async () => {
    const admin = await setUp(api);
    const change = (current: string, password: string) => () =>
      admin.put('/api/session/password', { current, password });
    await api.refuses(change('een ander wachtwoord', PASSWORD), 422, 'password_wrong', 'current');
    await api.refuses(change(PASSWORD, ADMIN.email), 422, 'password_obvious', 'password');
    await api.refuses(change(PASSWORD, 'kort'), 422, 'invalid_field', 'password');
    const key = await aKey(api, ['read']);
    const body = { current: PASSWORD, password: 'een heel ander wachtwoord' };
    await api.refuses(() => api.put('/api/session/password', body, key), 403, 'scope_missing');
    expect((await new Browser(api).signIn(ADMIN.email)).status).toBe(200);
  });

  test('that was lost is set anew by an operator, and its owner is signed out', async () => {
    const admin = await setUp(api);
    const { body: user } = await admin.post('/api/users', aPerson());
    const sanne = new Browser(api);
    await sanne.signIn(user.email);
    const url = `/api/users/${user.id}/password`;
    await api.refuses(
      () => admin.put(url, { password: 'Sanne@voorbeeld.example' }),
      422,
      'password_obvious',
      'password',
    );
    expect((await admin.put(url, { password: 'nieuw en lang genoeg' })).status).toBe(204);
    expect((await sanne.get('/api/tasks')).status).toBe(401);
    expect((await sanne.signIn(user.email)).status).toBe(401);
    expect((await sanne.signIn(user.email, 'nieuw en lang genoeg')).status).toBe(200);
  });

  test('with accents is the same on every keyboard', async () => {
    const admin = await setUp(api);
    const { body: user } = await admin.post('/api/users', aPerson({ password: 'geïnde vorderingen'.normalize('NFD') }));
    expect((await new Browser(api).signIn(user.email, 'geïnde vorderingen'.normalize('NFC'))).status).toBe(200);
  });

  test('stands nowhere in the database, nor does what was typed for one', async () => {
    const admin = await setUp(api);
    await admin.post('/api/users', aPerson());
    await new Browser(api).signIn(PASSWORD, 'verkeerd wachtwoord');
    for (const table of ['users', 'sessions', 'log', 'log_texts', 'idempotency_keys'] as const) {
      const kept = JSON.stringify(await api.db.selectFrom(table).selectAll().execute());
      expect(kept).not.toContain(PASSWORD);
      expect(kept).not.toContain('verkeerd wachtwoord');
      expect(kept).not.toContain(admin.cookie!.split('=')[1]);
    }
  });

  test('kept with other parameters is kept with those of today after signing in', async () => {
    const admin = await setUp(api);
    const old = await new Passwords({ ln: 7, r: 8, p: 1 }).hash(PASSWORD);
    await api.db.updateTable('users').set({ password_hash: old }).execute();
    const kept = async () =>
      (await api.db.selectFrom('users').select('password_hash').executeTakeFirstOrThrow()).password_hash;
    expect((await admin.signIn(ADMIN.email, 'verkeerd wachtwoord')).status).toBe(401);
    expect(await kept()).toBe(old);
    expect((await admin.signIn(ADMIN.email)).status).toBe(200);
    expect(await kept()).toMatch(/^\$scrypt\$ln=6,/);
    expect((await admin.signIn(ADMIN.email)).status).toBe(200);
  });
});

describe('the log', () => {
  const api = useApi();
  const told = async (chain: string) => {
    expect(await brokenAt(api.db, chain)).toBeNull();
    return readLog<PeopleReason>(api.db, chain);
  };

  test('tells what became of a user, who did it, and who signed in from where', async () => {
    const admin = await setUp(api);
    const [{ id: adminId }] = (await admin.get('/api/users')).body.data;
    const { body: user } = await admin.post('/api/users', aPerson());
    const sanne = new Browser(api);
    await sanne.signIn(user.email, 'verkeerd wachtwoord');
    await sanne.signIn(user.email, PASSWORD, { 'x-forwarded-for': 'spoof, 203.0.113.7' });
    await sanne.delete('/api/session');
    await admin.patch(`/api/users/${user.id}`, { roles: ['approver'], disabled: true });
    await admin.patch(`/api/users/${user.id}`, { disabled: true });
    await admin.put(`/api/users/${user.id}/password`, { password: 'nieuw en lang genoeg' });
    const [byAdmin, bySanne] = [`user:${adminId}`, `user:${user.id}`];
    expect(await told(userChain(user.id))).toMatchObject([
      {
        what: 'user_added',
        actor: byAdmin,
        at: api.realNow,
        why: [
          { code: 'named', name: 'Sanne' },
          { code: 'reached', email: user.email },
          { code: 'may', roles: ['collector'] },
        ],
      },
      { what: 'sign_in_failed', actor: 'unknown', why: [{ address: '127.0.0.1' }] },
      { what: 'signed_in', actor: bySanne, why: [{ address: '203.0.113.7' }] },
      { what: 'signed_out', actor: bySanne, why: [] },
      { what: 'user_changed', actor: byAdmin, why: [{ roles: ['approver'] }, { code: 'disabled' }] },
      { what: 'password_set', actor: byAdmin, why: [] },
    ]);
    expect((await told(userChain(adminId))).map(({ what }) => what)).toEqual(['user_added', 'signed_in']);
  });

  test('believes a proxy nearby about where a try came from, and nobody else', async () => {
    const { id: userId } = await aUser(api, ['operator']);
    const { email } = (await api.db.selectFrom('users').select('email').executeTakeFirst())!;
    for (const [remoteAddress, forwarded] of [
      ['203.0.113.7', '198.51.100.1'],
      ['192.168.1.2', '198.51.100.1'],
      ['::ffff:10.0.0.1', '198.51.100.1, 2001:db8::1'],
      ['fd00::1', '198.51.100.2'],
      ['127.0.0.1', 'unknown'],
    ] as const) {
      await api.send({
        method: 'POST',
        url: '/api/session',
        payload: { email, password: 'verkeerd wachtwoord' },
        headers: { 'x-forwarded-for': forwarded },
        remoteAddress,
      });
    }
    const [, ...tries] = await told(userChain(userId));
    expect(tries.map(({ why }) => why[0])).toMatchObject(
      ['203.0.113.7', '198.51.100.1', '2001:db8::1', '198.51.100.2', '127.0.0.1'].map((address) => ({ address })),
    );
  });

  test('tells of tries for nobody, without what was typed', async () => {
    const admin = await setUp(api);
    await new Browser(api).signIn('niemand@voorbeeld.example', PASSWORD);
    await new Browser(api).signIn(PASSWORD, PASSWORD);
    expect((await told(UNKNOWN_CHAIN)).map(({ what }) => what)).toEqual(['sign_in_failed', 'sign_in_failed']);
    expect(admin.cookie).not.toBeNull();
  });

  test('keeps apart what is personal, and forgets it with the user', async () => {
    const admin = await setUp(api);
    const { body: user } = await admin.post('/api/users', aPerson());
    const chain = userChain(user.id);
    const rows = await api.db.selectFrom('log').selectAll().where('chain', '=', chain).execute();
    expect(JSON.stringify(rows)).not.toMatch(/Sanne|sanne/);
    await admin.delete(`/api/users/${user.id}`);
    const entries = await told(chain);
    expect(entries.map(({ what }) => what)).toEqual(['user_added', 'user_removed']);
    expect(JSON.stringify(await api.db.selectFrom('log_texts').selectAll().execute())).not.toMatch(/Sanne|sanne/);
  });
});
