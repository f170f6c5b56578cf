/** Who may do what: the table is whole, the server keeps to it, and it says what it is meant to say. */
import { describe, expect, test } from 'vitest';
import { ACCESS, type Access } from '../../server/access.ts';
import { ROLES, type Role, SCOPES, type Scope } from '../../store/people-tables.ts';
import { anInvoiceBody, useApi } from '../support/api.ts';
import { aLadder, aReminder } from '../support/builders.ts';
import { aKey, aUser, Browser, signedIn } from '../support/people.ts';

const ROWS = Object.entries(ACCESS).map(([route, access]) => {
  const [method, pattern] = route.split(' ') as ['GET', string];
  return { route, method, url: pattern.replace(/:version/g, '1').replace(/:\w+/g, 'x'), access };
});
const GUARDED = ROWS.filter((row): row is (typeof ROWS)[number] & { access: Access } => row.access !== 'everybody');
const body = (method: string) => (method === 'GET' || method === 'DELETE' ? undefined : {});
const CHANGES = GUARDED.filter(({ method }) => method !== 'GET');

describe('the table', () => {
  const api = useApi();

  test('has a row for every route, and no row without one', () => {
    expect(api.routes()).toEqual(Object.keys(ACCESS).toSorted());
  });

  test('keeps a route that has no row from everybody but the holder of the API key', async () => {
    api.app.get('/api/vergeten', async () => ({ told: true }));
    expect((await api.get('/api/vergeten')).status).toBe(200);
    const user = await signedIn(api, await aUser(api, ROLES));
    await api.refuses(() => user.get('/api/vergeten'), 403, 'role_missing');
    const key = await aKey(api, SCOPES);
    await api.refuses(() => api.get('/api/vergeten', key), 403, 'scope_missing');
  });

  const onInvoice = (...paths: string[]) => paths.map((path) => `POST /api/invoices/:id/${path}`);
  /** What whoever works on a case may tell of it, collector or approver. */
  const caseWork = [
    ...onInvoice('holds', 'holds/:hold/release', 'promises', 'disputes', 'dispute-decisions', 'returns', 'replies'),
    ...onInvoice('arrangements/agreed', 'arrangements/declined', 'arrangements/kept', 'arrangements/broken'),
    ...onInvoice('arrangements/proposed', 'arrangements/replaced'),
    ...onInvoice('sent-again', 'escalations', 'left-out'),
    'POST /api/arrangements',
    'POST /api/arrangements/preview',
    'POST /api/arrangements/:id/signed',
    'POST /api/arrangements/:id/refused',
    'POST /api/arrangements/:id/renewals',
    'POST /api/debtors/:id/status',
    'POST /api/debtors/:id/holds',
    'POST /api/debtors/:id/holds/:hold/release',
    'POST /api/tasks/:id/complete',
    'POST /api/dispatches/:id/resolve',
    'POST /api/dispatches/:id/bounced',
    'POST /api/dispatches/:id/returned',
    'POST /api/letters/batches',
    'POST /api/letters/batches/:id/posted',
    'POST /api/letters/batches/:id/void',
  ];

  const ladderWork = ['changes/preview', 'changes', 'changes/:change/retry', 'book'].map(
    (path) => `POST /api/ladders/:id/${path}`,
  );
  /** What a designer may try, and an approver may look at. */
  const trying = [
    'POST /api/ladders/:id/draft/preview',
    'POST /api/ladders/:id/rollback/preview',
    'POST /api/ladders/:id/publications/:publication/preview',
    'POST /api/conditions/matches',
    'POST /api/notice-previews/mail',
    'POST /api/notice-previews/letter',
  ];
  const deciding = ['approve', 'refuse'].map((verb) => `POST /api/ladders/:id/publications/:publication/${verb}`);
  const pullingBack = 'POST /api/ladders/:id/trials/:version/pull-back';
  const endingTrials = 'POST /api/ladders/:id/trials/:version/end';
  const drafting = [
    'POST /api/ladders/:id/draft',
    'PUT /api/ladders/:id/draft',
    'DELETE /api/ladders/:id/draft',
    'POST /api/ladders/:id/draft/publish',
    'POST /api/ladders/:id/rollback',
    'POST /api/ladders/:id/publications/:publication/withdraw',
  ];

  test.each<[Role, string[]]>([
    ['collector', [...caseWork, pullingBack, 'POST /api/debtors/:id/contacts']],
    [
      'approver',
      [
        ...caseWork,
        ...ladderWork,
        ...trying,
        ...deciding,
        ...onInvoice('write-off'),
        pullingBack,
        endingTrials,
        'POST /api/tasks/:id/approval',
      ],
    ],
    [
      'designer',
      ['POST /api/ladders', 'PUT /api/ladder-choice', ...ladderWork, ...trying, ...drafting, pullingBack, endingTrials],
    ],
    [
      'erp',
      [
        'POST /api/invoices',
        'POST /api/invoices/ubl',
        'PUT /api/invoices/:id/pdf',
        'POST /api/bank-data/coverage',
        'POST /api/debtors/:id/contacts',
        'POST /api/debtors/:id/status',
        'POST /api/debtors/:id/holds',
        'POST /api/debtors/:id/holds/:hold/release',
        'POST /api/dispatches/:id/bounced',
        ...onInvoice('payments', 'credit-notes', 'reversals', 'corrections', 'sent-again', 'write-off'),
        ...onInvoice('holds', 'holds/:hold/release', 'disputes', 'dispute-decisions', 'returns', 'replies'),
      ],
    ],
    [
      'operator',
      [
        'PUT /api/creditors/:id',
        'POST /api/users',
        'PATCH /api/users/:id',
        'DELETE /api/users/:id',
        'PUT /api/users/:id/password',
        'POST /api/keys',
        'DELETE /api/keys/:id',
      ],
    ],
  ])('what a %s may change, beside the own session', (role, routes) => {
    const own = CHANGES.filter(({ access }) => access.roles.length === ROLES.length);
    expect(own.map(({ route }) => route)).toEqual([
      'DELETE /api/session',
      'DELETE /api/sessions',
      'PUT /api/session/password',
    ]);
    const others = CHANGES.filter((row) => !own.includes(row));
    const may = others.filter(({ access }) => access.roles.includes(role));
    expect(may.map(({ route }) => route).toSorted()).toEqual(routes.toSorted());
  });

  test('lets no key at people, sessions and keys', () => {
    const guarded = GUARDED.filter(({ url }) => /^\/api\/(users|keys|sessions?)/.test(url));
    expect(guarded.filter(({ access }) => access.scopes.length > 0).map(({ route }) => route)).toEqual([
      'GET /api/session',
    ]);
  });
});

describe('the server', () => {
  const api = useApi();

  test.each(ROLES)('serves a %s what the table says, and refuses the rest', async (role) => {
    const user = await aUser(api, [role]);
    for (const { route, method, url, access } of GUARDED) {
      const browser = await signedIn(api, user);
      const { status, body: told } = await browser.send(method, url, body(method));
      if (access.roles.includes(role)) expect([401, 403], route).not.toContain(status);
      else {
        expect({ route, status, code: told.code }).toEqual({ route, status: 403, code: 'role_missing' });
        expect(told.message).toContain(role);
      }
    }
  });

  test.each(SCOPES)('serves a key for %s what the table says, and refuses the rest', async (scope) => {
    const key = await aKey(api, [scope]);
    for (const { route, method, url, access } of GUARDED) {
      const payload = body(method);
      const { status, body: told } = await api.send({ method, url, headers: key, ...(payload && { payload }) });
      if (access.scopes.includes(scope)) expect([401, 403], route).not.toContain(status);
      else expect({ route, status, code: told.code }).toEqual({ route, status: 403, code: 'scope_missing' });
    }
  });

  test('serves who is nobody nothing but the door, once there is somebody', async () => {
    await aUser(api, ['operator']);
    for (const { route, method, url } of GUARDED) {
      const payload = body(method);
      const { status, body: told } = await api.send({ method, url, ...(payload && { payload }) });
      expect({ route, status, code: told.code }).toEqual({ route, status: 401, code: 'sign_in_required' });
    }
    await api.refuses(() => api.get('/api/nergens'), 401, 'sign_in_required');
    expect((await api.get('/healthz')).status).toBe(200);
  });

  test('serves this machine everything, as long as there is nobody', async () => {
    for (const { route, method, url } of GUARDED) {
      const payload = body(method);
      const { status } = await api.send({ method, url, ...(payload && { payload }) });
      expect([401, 403], route).not.toContain(status);
    }
  });

  test('serves a HEAD as it serves the GET', async () => {
    const user = await signedIn(api, await aUser(api, ['erp']));
    const head = async (url: string) =>
      (await api.app.inject({ method: 'HEAD', url, headers: { cookie: user.cookie! } })).statusCode;
    expect(await head('/api/invoices')).toBe(200);
    expect(await head('/api/users')).toBe(403);
  });

  test('takes together what several roles may', async () => {
    const both = await signedIn(api, await aUser(api, ['designer', 'erp']));
    expect((await both.post('/api/invoices', anInvoiceBody())).status).toBe(201);
    expect((await both.post('/api/ladders', {})).body.code).toBe('ladder_malformed');
    expect((await both.get('/api/users')).status).toBe(403);
  });
});

describe('with an API key in the environment', () => {
  const apiKey = 'een-sleutel-van-genoeg-tekens';
  const api = useApi({ apiKey });

  test('its holder may do everything, also once there are users', async () => {
    await aUser(api, ['operator']);
    for (const { route, method, url } of GUARDED) {
      const payload = body(method);
      const headers = { authorization: `Bearer ${apiKey}`, host: 'incassoladder.example' };
      const { status } = await api.send({ method, url, headers, ...(payload && { payload }) });
      expect([401, 403], route).not.toContain(status);
    }
  });

  test('others are told to sign in once there are users, and before that to send the key', async () => {
    await api.refuses(() => api.get('/api/invoices'), 401, 'api_key_wrong');
    const user = await signedIn(api, await aUser(api, ['erp']));
    await api.refuses(() => api.get('/api/invoices'), 401, 'sign_in_required');
    expect((await user.get('/api/invoices')).status).toBe(200);
    const wrong = { authorization: 'Bearer een-andere-sleutel' };
    await api.refuses(() => user.get('/api/invoices', wrong), 401, 'api_key_wrong');
  });
});

describe('a person who signs', () => {
  const api = useApi();

  /** A case of the shipped ladder whose first call is on the list. */
  async function aCall(): Promise<{ id: string; task: string }> {
    const story = await api.case();
    await story.run('2026-03-02T10:00');
    await story.run('2026-03-13T10:00');
    const [task] = await story.openTasks();
    return { id: story.id, task: `/api/tasks/${encodeURIComponent(task!.id)}/complete` };
  }
  const facts = async () => {
    const rows = await api.db.selectFrom('facts').select('body').orderBy('type').execute();
    return rows.map((row) => row.body);
  };
  const scopes: Scope[] = ['tasks', 'decisions'];

  test('is the one who is signed in, whether the body says so or not', async () => {
    const { id, task } = await aCall();
    const sanne = await signedIn(api, await aUser(api, ['collector', 'approver'], 'Sanne de Vries'));
    expect((await sanne.post(task, { outcome: 'pays' })).status).toBe(202);
    const hold = { reason: 'belofte', owner: ' Sanne de Vries ' };
    const held = await sanne.post(`/api/invoices/${id}/holds`, hold);
    expect((await sanne.post(`/api/invoices/${id}/holds/${held.body.id}/release`, {})).status).toBe(202);
    expect((await sanne.post(`/api/invoices/${id}/write-off`, { reason: 'oninbaar' })).status).toBe(202);
    expect(await facts()).toMatchObject([
      { type: 'hold', owner: 'Sanne de Vries' },
      { type: 'release', by: 'Sanne de Vries' },
      { type: 'task_completed', by: 'Sanne de Vries' },
      { type: 'write_off', by: 'Sanne de Vries' },
    ]);
  });

  test('cannot sign for another', async () => {
    const { id, task } = await aCall();
    const sanne = await signedIn(api, await aUser(api, ['collector', 'approver'], 'Sanne'));
    const message = await api.refuses(
      () => sanne.post(task, { outcome: 'pays', by: 'Piet' }),
      422,
      'signature_differs',
      'by',
    );
    expect(message).toContain('Sanne');
    const hold = () => sanne.post(`/api/invoices/${id}/holds`, { owner: 'Piet', reason: 'r' });
    await api.refuses(hold, 422, 'signature_differs', 'owner');
    for (const by of [5, null, ['Sanne'], {}]) {
      await api.refuses(() => sanne.post(task, { outcome: 'pays', by }), 422, 'invalid_field', 'by');
    }
  });

  test('by a key is whoever the program names', async () => {
    const { task } = await aCall();
    const key = await aKey(api, scopes);
    await api.refuses(() => api.post(task, { outcome: 'pays' }, key), 422, 'invalid_field', 'by');
    expect((await api.post(task, { outcome: 'pays', by: 'Piet' }, key)).status).toBe(202);
    expect(await facts()).toMatchObject([{ by: 'Piet' }]);
  });

  test('adds a ladder in the own name', async () => {
    const dora = await signedIn(api, await aUser(api, ['designer'], 'Dora'));
    const end = { id: 'klaar', kind: 'end', name: { nl: 'Klaar', en: 'Done' } } as const;
    expect((await dora.post('/api/ladders', aLadder({ steps: [aReminder({ next: 'klaar' }), end] }))).status).toBe(201);
    const rows = await api.db.selectFrom('ladders').select('created_by').where('created_by', '=', 'Dora').execute();
    expect(rows).toHaveLength(1);
  });

  test('writes off by a task only who may write off', async () => {
    const { task } = await aCall();
    const collector = await signedIn(api, await aUser(api, ['collector']));
    await api.refuses(() => collector.post(task, { outcome: 'write_off' }), 403, 'role_missing');
    const tasks = await aKey(api, ['tasks']);
    await api.refuses(() => api.post(task, { outcome: 'write_off', by: 'P' }, tasks), 403, 'scope_missing');
    const approver = await signedIn(api, await aUser(api, ['approver']));
    // It is no outcome of a call; it is of tasks that repair.
    await api.refuses(() => approver.post(task, { outcome: 'write_off' }), 422, 'outcome_unknown', 'outcome');
  });
});

describe('an Idempotency-Key', () => {
  const api = useApi();
  const k1 = { 'idempotency-key': 'k1' };

  test('is the caller’s own: neither the reply nor the event of another is taken for it', async () => {
    const id = await api.invoice();
    const one = await aKey(api, ['payments']);
    const two = await aKey(api, ['payments']);
    const erp = await signedIn(api, await aUser(api, ['erp']));
    const url = `/api/invoices/${id}/payments`;
    const replies = [
      await api.post(url, { amount: '10.00' }, { ...one, ...k1 }),
      await api.post(url, { amount: '10.00' }, { ...two, ...k1 }),
      await api.post(url, { amount: '20.00' }, { ...two, 'idempotency-key': 'k2' }),
      await erp.post(url, { amount: '40.00' }, k1),
    ];
    expect(replies.map(({ status }) => status)).toEqual([202, 202, 202, 202]);
    expect(replies.every(({ headers }) => headers['idempotent-replayed'] === undefined)).toBe(true);
    expect(new Set(replies.map(({ body: told }) => told.id)).size).toBe(4);
    const again = await api.post(url, { amount: '10.00' }, { ...one, ...k1 });
    expect(again).toMatchObject({ body: replies[0]!.body, headers: { 'idempotent-replayed': 'true' } });
    expect((await erp.get(`/api/invoices/${id}`)).body.open).toBe('920.00');
  });

  test('is a person’s own in every session', async () => {
    const id = await api.invoice();
    const user = await aUser(api, ['erp']);
    const pay = async (browser: Browser) => browser.post(`/api/invoices/${id}/payments`, { amount: '10.00' }, k1);
    const first = await pay(await signedIn(api, user));
    const second = await pay(await signedIn(api, user));
    expect(second).toMatchObject({ body: first.body, headers: { 'idempotent-replayed': 'true' } });
  });

  test('is refused where a password or a key would be kept with the reply', async () => {
    const admin = await signedIn(api, await aUser(api, ['operator']));
    const nobody = new Browser(api);
    const refused = (call: () => Promise<unknown>) =>
      api.refuses(call as () => ReturnType<typeof api.get>, 422, 'idempotency_key_refused', 'Idempotency-Key');
    await refused(() => admin.post('/api/keys', { name: 'B', scopes: ['read'] }, k1));
    await refused(() => nobody.post('/api/session', { email: 'a@b.nl', password: 'x' }, k1));
    const user = { name: 'S', email: 's@b.nl', roles: ['erp'], password: 'vier woorden op een rij' };
    await refused(() => admin.post('/api/users', user, k1));
    expect((await api.rows()).idempotency_keys).toBe(0);
  });
});
