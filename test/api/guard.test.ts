/** What stands before every route: who may call, what is read, the one shape of a refusal. */
import { describe, expect, test } from 'vitest';
import { anInvoiceBody, useApi } from '../support/api.ts';

const KEY = 'een-sleutel-van-genoeg-tekens';
const MIB = 1024 * 1024;
const json = (payload: string | Buffer, url = '/api/invoices') => ({
  method: 'POST' as const,
  url,
  payload,
  headers: { 'content-type': 'application/json' },
});

describe('without an API key', () => {
  const api = useApi();

  test.each(['localhost', 'localhost:3000', '127.0.0.1:3000', '127.1.2.3', '[::1]:3000'])(
    'this machine is served: Host %s',
    async (host) => {
      expect((await api.get('/api/invoices', { host })).status).toBe(200);
    },
  );

  test.each(['incassoladder.example', 'localhost.evil.example', '192.168.1.10:3000', '127.0.0.1.evil.example'])(
    'another name for it is refused (DNS rebinding): Host "%s"',
    async (host) => {
      await api.refuses(() => api.get('/api/invoices', { host }), 403, 'loopback_only');
      await api.refuses(() => api.post('/api/invoices', anInvoiceBody(), { host }), 403, 'loopback_only');
    },
  );

  test.each(['https://evil.example', 'http://192.168.1.10', 'null', 'http://localhost.evil.example'])(
    'a page of another site is refused: Origin %s',
    async (origin) => {
      await api.refuses(() => api.post('/api/invoices', anInvoiceBody(), { origin }), 403, 'loopback_only');
      await api.refuses(() => api.get('/api/invoices', { origin }), 403, 'loopback_only');
    },
  );

  test.each(['http://localhost:5173', 'http://127.0.0.1:3000', 'http://[::1]:3000'])(
    'a page of this machine is served: Origin %s',
    async (origin) => {
      expect((await api.get('/api/invoices', { origin })).status).toBe(200);
    },
  );

  test('the health of the server is for everybody', async () => {
    expect(await api.get('/healthz', { host: 'incassoladder.example' })).toMatchObject({
      status: 200,
      body: { status: 'ok' },
    });
  });
});

describe('with an API key', () => {
  const api = useApi({ apiKey: KEY });
  const authorization = `Bearer ${KEY}`;

  test('whoever has it is served, from anywhere', async () => {
    const headers = { authorization, host: 'incassoladder.example', origin: 'https://erp.example' };
    expect((await api.get('/api/invoices', headers)).status).toBe(200);
    expect((await api.post('/api/invoices', anInvoiceBody(), headers)).status).toBe(201);
    expect((await api.get('/api/openapi.json', headers)).body.security).toEqual([{ apiKey: [] }]);
  });

  test.each<[string, Record<string, string>]>([
    ['none', {}],
    ['another', { authorization: 'Bearer een-andere-sleutel-van-tekens' }],
    ['one with more behind it', { authorization: `${authorization}x` }],
    ['an empty one', { authorization: 'Bearer ' }],
    ['the right one in the wrong way', { authorization: `Basic ${KEY}` }],
  ])('whoever has %s is refused, on this machine as well', async (_what, headers) => {
    for (const url of ['/api/invoices', '/api/openapi.json', '/api/nergens']) {
      await api.refuses(() => api.get(url, headers), 401, 'api_key_wrong');
    }
    await api.refuses(() => api.post('/api/invoices', anInvoiceBody(), headers), 401, 'api_key_wrong');
  });

  test('the health of the server is for everybody', async () => {
    expect((await api.get('/healthz')).status).toBe(200);
  });
});

describe('a request', () => {
  const api = useApi();

  test.each<[string, string]>([
    ['cut off', '{"number": "F-1",'],
    ['text', 'betaald'],
    ['nothing', ''],
    ['one that changes how objects behave', '{"__proto__": {"admin": true}}'],
  ])('whose JSON is %s is refused', async (_what, payload) => {
    await api.refuses(() => api.send(json(payload)), 400, 'json_malformed');
  });

  test.each<[string, string]>([
    ['a list', '[]'],
    ['a text', '"x"'],
    ['null', 'null'],
    ['nested without end', `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
  ])('whose JSON is %s is refused', async (_what, payload) => {
    const before = await api.rows();
    const { status, body } = await api.send(json(payload));
    expect(status).toBe(422);
    expect(Object.keys(body)).toEqual(['type', 'code', 'message', 'param']);
    expect(await api.rows()).toEqual(before);
  });

  test.each<[string, string, string]>([
    ['/api/invoices', 'application/json', 'JSON of 50 MB'],
    ['/api/ladders', 'application/json', 'a ladder of 50 MB'],
    ['/api/invoices/ubl', 'application/xml', 'UBL of 50 MB'],
  ])('that is too large is refused: %s, %s, %s', async (url, type) => {
    const call = () => api.file('POST', url, Buffer.alloc(50 * MIB, ' '), type);
    await api.refuses(call, 413, 'body_too_large');
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
    'image/png',
  ])('with another Content-Type is refused: %s', async (type) => {
    const payload = Buffer.from(JSON.stringify(anInvoiceBody()));
    await api.refuses(() => api.file('POST', '/api/invoices', payload, type), 415, 'media_type_unknown');
  });

  test('for an address that does not exist is refused', async () => {
    expect(await api.refuses(() => api.get('/api/nergens'), 404, 'route_not_found')).toBe(
      'There is no GET /api/nergens.',
    );
    await api.refuses(() => api.get('/'), 404, 'route_not_found');
    await api.refuses(() => api.send({ method: 'DELETE', url: '/api/invoices' }), 404, 'route_not_found');
    await api.refuses(() => api.send({ method: 'PUT', url: '/api/invoices' }), 404, 'route_not_found');
  });

  test('for an address that cannot be read is refused in the same shape', async () => {
    await api.refuses(() => api.get('/api/invoices/%E0%A4%A'), 404, 'route_not_found');
    await api.refuses(() => api.get(`/api/invoices/${'x'.repeat(301)}`), 404, 'route_not_found');
    await api.refuses(() => api.get('/api/invoices/a%00b'), 422, 'text_unstorable');
    await api.refuses(() => api.get('/api/invoices?number=%00'), 422, 'text_unstorable');
  });

  test('that looks like a command to the database is a text like any other', async () => {
    const name = `x'); drop table invoices; --`;
    const id = await api.invoice({ number: name });
    expect((await api.get(`/api/invoices?number=${encodeURIComponent(name)}`)).body.data).toMatchObject([{ id }]);
    await api.refuses(() => api.get(`/api/invoices/${encodeURIComponent(name)}`), 404, 'invoice_not_found');
  });

  test('gets headers that keep a browser from doing more with the answer', async () => {
    const { headers } = await api.get('/api/invoices');
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining("default-src 'self'"),
      'x-frame-options': 'SAMEORIGIN',
    });
  });
});

describe('a database that is away', () => {
  const api = useApi();
  test.each([
    ['is said as such: try again', Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }), 503, 'database_away'],
    ['is not told apart from other defects when it is one', new Error('geheim'), 500, 'internal_error'],
  ])('%s', async (_what, failure, status, code) => {
    api.app.addHook('preHandler', async (request) => {
      if (request.url === '/api/ladders') throw failure;
    });
    const message = await api.refuses(() => api.get('/api/ladders'), status, code);
    expect(message).not.toContain('geheim');
  });
});
