/** Signing in, what a session lasts, and who cannot use it. */
import { describe, expect, test } from 'vitest';
import { Passwords } from '../../server/passwords.ts';
import { GRACE_MS, IDLE_MS, LIFETIME_MS, ROTATION_MS } from '../../store/sessions.ts';
import { anInvoiceBody, type Reply, useApi } from '../support/api.ts';
import { ADMIN, aUser, Browser, PASSWORD, setUp, signedIn } from '../support/people.ts';

const MINUTE = 60_000;

describe('signing in', () => {
  const api = useApi();

  test('gives a cookie that scripts and other sites do not get, and tells who one is', async () => {
    await setUp(api);
    const browser = new Browser(api);
    const { status, body, headers } = await browser.signIn(' ADA@voorbeeld.EXAMPLE ');
    expect(status).toBe(200);
    expect(browser.setCookie).toMatch(/^incassoladder=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(body).toMatchObject({ kind: 'person', name: ADMIN.name, email: ADMIN.email, scopes: [] });
    expect(body.roles).toContain('operator');
    expect(body.ends_at).toBe(new Date(api.realNow + LIFETIME_MS).toISOString());
    expect(JSON.stringify(body)).not.toContain(browser.cookie!.split('=')[1]);
    expect((await browser.get('/api/session')).body).toEqual(body);
    expect(headers['access-control-allow-origin']).toBeUndefined();
  });

  test('over TLS gives a cookie that no other host can set', async () => {
    await setUp(api);
    const browser = new Browser(api);
    const host = { host: 'incasso.voorbeeld.example' };
    await browser.signIn(ADMIN.email, PASSWORD, host);
    expect(browser.setCookie).toMatch(/^__Host-incassoladder=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/);
    expect((await browser.get('/api/session', host)).status).toBe(200);
    const plain = { ...host, cookie: browser.cookie!.replace('__Host-', '') };
    expect((await browser.get('/api/session', plain)).status).toBe(401);
  });

  test('fails with one and the same answer, whatever was wrong', async () => {
    const admin = await setUp(api);
    const user = { name: 'U', email: 'uit@voorbeeld.example', roles: ['erp'], password: PASSWORD };
    const { body } = await admin.post('/api/users', user);
    await admin.patch(`/api/users/${body.id}`, { disabled: true });
    const replies: Reply[] = [];
    for (const [email, password] of [
      [ADMIN.email, 'verkeerd wachtwoord'],
      ['niemand@voorbeeld.example', PASSWORD],
      ['geen adres', PASSWORD],
      [user.email, PASSWORD],
      [ADMIN.email, `${PASSWORD} `],
      [ADMIN.email, PASSWORD.toUpperCase()],
      [`${ADMIN.email}' or '1'='1`, PASSWORD],
    ] as const) {
      const browser = new Browser(api);
      replies.push(await browser.signIn(email, password));
      expect(browser.cookie).toBeNull();
    }
    for (const reply of replies) {
      expect(reply.status).toBe(401);
      expect(reply.body).toEqual({ ...replies[0]!.body, code: 'sign_in_failed', type: 'unauthorized', param: null });
    }
  });

  test.each<[object, string]>([
    [{ email: ADMIN.email }, 'password'],
    [{ password: PASSWORD }, 'email'],
    [{ email: 'x'.repeat(255), password: PASSWORD }, 'email'],
    [{ email: ADMIN.email, password: 'x'.repeat(201) }, 'password'],
    [{ email: ADMIN.email, password: ['x'] }, 'password'],
    [{ email: { $ne: null }, password: PASSWORD }, 'email'],
  ])('with %j is refused before anything is looked up', async (body, param) => {
    await api.refuses(() => api.post('/api/session', body), 422, 'invalid_field', param);
  });

  test('is refused for a while after ten wrong passwords, also with the right one, and for nobody as well', async () => {
    await setUp(api);
    for (const email of [ADMIN.email, 'niemand@voorbeeld.example']) {
      for (let n = 0; n < 10; n++) expect((await new Browser(api).signIn(email, 'verkeerd')).status).toBe(401);
      const blocked = new Browser(api);
      await api.refuses(() => blocked.signIn(email.toUpperCase()), 429, 'too_many_tries');
      expect((await blocked.signIn(email)).headers['retry-after']).toBe('900');
    }
    api.realNow += 15 * MINUTE;
    expect((await new Browser(api).signIn(ADMIN.email)).status).toBe(200);
  });

  test('counts tries that come at once', async () => {
    await setUp(api);
    const tries = Array.from({ length: 15 }, () => new Browser(api).signIn(ADMIN.email, 'verkeerd wachtwoord'));
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(5);
  });

  test('is refused for a while after a hundred wrong passwords from one address, for whomever', async () => {
    await setUp(api);
    const from = (address: string) => ({ 'x-forwarded-for': address });
    const tries = Array.from({ length: 10 }, (_, n) => n);
    for (const round of tries) {
      await Promise.all(
        tries.map((n) => new Browser(api).signIn(`u${round}${n}@b.nl`, 'verkeerd', from('203.0.113.7'))),
      );
    }
    expect((await new Browser(api).signIn(ADMIN.email, PASSWORD, from('203.0.113.7'))).status).toBe(429);
    expect((await new Browser(api).signIn(ADMIN.email, PASSWORD, from('203.0.113.8'))).status).toBe(200);
  });

  test('counts no try that was right', async () => {
    await setUp(api);
    for (let n = 0; n < 12; n++) expect((await new Browser(api).signIn(ADMIN.email)).status).toBe(200);
  });

  test('by a page of another site is refused', async () => {
    await setUp(api);
    const signIn = (headers: object) => () =>
      api.post('/api/session', { email: ADMIN.email, password: PASSWORD }, { ...headers });
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
    ]) {
      await api.refuses(signIn(headers), 403, 'origin_foreign');
    }
    expect((await signIn({})()).status).toBe(200);
  });

  test('again ends the session that the browser had', async () => {
    const admin = await setUp(api);
    const before = admin.copy();
    await admin.signIn(ADMIN.email);
    expect(admin.cookie).not.toBe(before.cookie);
    expect((await before.get('/api/session')).status).toBe(401);
    expect((await api.rows()).sessions).toBe(1);
  });
});

describe('signing in, with hashes as good as in earnest', () => {
  const api = useApi({ passwords: new Passwords() });

  test('takes as long for nobody as for somebody', async () => {
    await setUp(api);
    // Processor time, which others on the machine do not lengthen.
    const time = async (email: string) => {
      const from = process.cpuUsage();
      await new Browser(api).signIn(email, 'verkeerd wachtwoord');
      const { user, system } = process.cpuUsage(from);
      return user + system;
    };
    await time('eerst@voorbeeld.example');
    const [known, unknown] = [await time(ADMIN.email), await time('niemand@voorbeeld.example')];
    // The hash is nearly all of it.
    expect(unknown).toBeGreaterThan(known / 4);
    expect(known).toBeGreaterThan(unknown / 4);
  });
});

describe('a session', () => {
  const api = useApi();
  const someone = async () => signedIn(api, await aUser(api, ['operator', 'erp']));

  test('ends on signing out; who kept the cookie has nothing', async () => {
    const browser = await someone();
    const thief = browser.copy();
    expect((await browser.delete('/api/session')).status).toBe(204);
    expect(browser.setCookie).toBe('incassoladder=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0');
    await api.refuses(() => thief.get('/api/invoices'), 401, 'sign_in_required');
    await api.refuses(() => thief.delete('/api/session'), 401, 'sign_in_required');
  });

  test('ends everywhere when told so, and only one’s own', async () => {
    const user = await aUser(api, ['operator']);
    const [here, there] = [await signedIn(api, user), await signedIn(api, user)];
    const other = await someone();
    expect((await here.delete('/api/sessions')).status).toBe(204);
    expect((await here.copy().get('/api/session')).status).toBe(401);
    expect((await there.get('/api/session')).status).toBe(401);
    expect((await other.get('/api/session')).status).toBe(200);
  });

  test('ends when it was not used for a while, on the real clock', async () => {
    const browser = await someone();
    api.now += 30 * 86_400_000;
    api.realNow += IDLE_MS - 1;
    expect((await browser.get('/api/session')).status).toBe(200);
    api.realNow += IDLE_MS - 1;
    expect((await browser.get('/api/session')).status).toBe(200);
    api.realNow += IDLE_MS;
    expect((await browser.get('/api/session')).status).toBe(401);
  });

  test('ends after a working day, however much it is used', async () => {
    const browser = await someone();
    const end = api.realNow + LIFETIME_MS;
    for (; api.realNow < end; api.realNow += 30 * MINUTE) expect((await browser.get('/api/session')).status).toBe(200);
    expect((await browser.get('/api/session')).status).toBe(401);
  });

  test('gets a new token from time to time; the one before counts on for a moment', async () => {
    const browser = await someone();
    const before = browser.copy();
    api.realNow += ROTATION_MS - 1;
    await browser.get('/api/session');
    expect(browser.setCookie).toBeNull();
    api.realNow += 1;
    await browser.get('/api/session');
    expect(browser.setCookie).not.toBeNull();
    expect(browser.cookie).not.toBe(before.cookie);
    expect((await browser.get('/api/session')).status).toBe(200);
    api.realNow += GRACE_MS - 1;
    const late = before.copy();
    expect((await late.get('/api/session')).status).toBe(200);
    expect(late.setCookie).toBeNull();
  });

  test('whose old token comes back later was stolen: it ends for the thief and for the owner', async () => {
    const browser = await someone();
    const thief = browser.copy();
    api.realNow += ROTATION_MS;
    await browser.get('/api/session');
    await browser.get('/api/session');
    api.realNow += GRACE_MS;
    expect((await thief.get('/api/session')).status).toBe(401);
    expect((await browser.get('/api/session')).status).toBe(401);
    const log = await api.db.selectFrom('log').select('what').where('what', '=', 'session_replayed').execute();
    expect(log).toHaveLength(1);
  });

  test('whose new token got lost on its way goes on with the old one, and gets another', async () => {
    const browser = await someone();
    const lost = browser.copy();
    api.realNow += ROTATION_MS;
    await lost.get('/api/session');
    expect(lost.setCookie).not.toBeNull();
    api.realNow += GRACE_MS;
    expect((await browser.get('/api/session')).status).toBe(200);
    expect(browser.setCookie).not.toBeNull();
    expect((await browser.get('/api/session')).status).toBe(200);
    expect((await lost.get('/api/session')).status).toBe(401);
  });

  test('gets one new token when requests come together', async () => {
    const browser = await someone();
    api.realNow += ROTATION_MS;
    const tabs = Array.from({ length: 6 }, () => browser.copy());
    const replies = await Promise.all(tabs.map((tab) => tab.get('/api/session')));
    expect(replies.map(({ status }) => status)).toEqual(Array(6).fill(200));
    const renewed = tabs.filter(({ setCookie }) => setCookie !== null);
    expect(renewed).toHaveLength(1);
    expect((await renewed[0]!.get('/api/session')).status).toBe(200);
    for (const tab of tabs) expect((await tab.get('/api/session')).status).toBe(200);
  });

  test('gives its new token with a refusal as well', async () => {
    const browser = await someone();
    api.realNow += ROTATION_MS;
    expect((await browser.get('/api/invoices/x')).status).toBe(404);
    expect(browser.setCookie).not.toBeNull();
    api.realNow += ROTATION_MS;
    expect((await browser.post('/api/ladders', {})).status).toBe(403);
    expect(browser.setCookie).not.toBeNull();
  });

  test('is one of twenty at most; the ones used least recently end', async () => {
    const user = await aUser(api, ['operator']);
    const browsers: Browser[] = [];
    for (let n = 0; n < 21; n++) {
      api.realNow += 1_000;
      browsers.push(await signedIn(api, user));
    }
    expect((await browsers[0]!.get('/api/session')).status).toBe(401);
    expect((await browsers[1]!.get('/api/session')).status).toBe(200);
    expect((await api.rows()).sessions).toBe(20);
  });

  test.each([
    '',
    'incassoladder',
    'incassoladder=',
    'incassoladder=x',
    `incassoladder=${'A'.repeat(43)}`,
    `incassoladder=${'A'.repeat(44)}`,
    `incassoladder=${'é'.repeat(43)}`,
    `incassoladder=${'A'.repeat(10_000)}`,
    `incassoladder=' or 1=1 --${'A'.repeat(30)}`,
    ';;;=;=incassoladder;',
  ])('is not opened by the cookie %s', async (cookie) => {
    await aUser(api, ['operator']);
    await api.refuses(() => api.get('/api/invoices', { cookie }), 401, 'sign_in_required');
  });

  test('is found among other cookies', async () => {
    const browser = await someone();
    const cookie = `a=b; incassoladderx=1;${browser.cookie} ; c="d"`;
    expect((await api.get('/api/session', { cookie })).status).toBe(200);
  });
});

describe('a page of another site', () => {
  const api = useApi();

  test.each<Record<string, string>>([
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
    { 'sec-fetch-site': 'cross-site', origin: 'http://localhost:80' },
    { 'sec-fetch-site': '', origin: 'https://evil.example' },
    { 'sec-fetch-site': '', origin: 'null' },
    { 'sec-fetch-site': '', origin: 'http://localhost:81' },
    { 'sec-fetch-site': '', origin: 'http://localhost.evil.example' },
    { 'sec-fetch-site': '' },
  ])('changes nothing with the cookie of who is signed in: %j', async (headers) => {
    const browser = await signedIn(api, await aUser(api, ['erp']));
    await api.refuses(() => browser.post('/api/invoices', anInvoiceBody(), headers), 403, 'origin_foreign');
    await api.refuses(() => browser.delete('/api/sessions', headers), 403, 'origin_foreign');
  });

  test('is told apart by its origin, in a browser that says no more', async () => {
    const user = await signedIn(api, await aUser(api, ['erp']));
    const from = (origin: string, host: string) =>
      api.post('/api/invoices', anInvoiceBody(), { cookie: user.cookie!, origin, host });
    expect((await from('http://localhost:3000', 'localhost:3000')).status).toBe(201);
    expect((await from('http://127.0.0.1:3000', 'localhost:3000')).status).toBe(403);
  });
});

describe('who calls without a session', () => {
  const api = useApi();

  test('is told what they may do, and cannot end what there is not', async () => {
    expect((await api.get('/api/session')).body).toMatchObject({ kind: 'root', id: null, name: null });
    await api.refuses(() => api.send({ method: 'DELETE', url: '/api/session' }), 409, 'no_session');
  });
});
