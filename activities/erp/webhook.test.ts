import { readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, createServer as createPlainServer, type Server, type Socket } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { describe, expect, it, onTestFinished, test } from 'vitest';
import { certificateFor } from '../../test/support/certificate.ts';
import type { Address } from './post.ts';
import { newWebhookSecret } from './signature.ts';
import { MAX_PAYLOAD_BYTES, sendWebhook, type WebhookNotice, type WebhookOptions } from './webhook.ts';

const SECRET = newWebhookSecret();
const HAPPENED_AT = Date.parse('2026-04-28T10:00:00Z');
const HERE: Address = { address: '127.0.0.1', family: 4 };

const notice = (url: string, changes: Partial<WebhookNotice> = {}): WebhookNotice => ({
  url,
  secret: SECRET,
  id: 'hold:4711:1',
  timestamp: HAPPENED_AT,
  type: 'deliveries.held',
  data: { debtor: 'K-100', reason: 'Ingebrekestelling' },
  ...changes,
});

/** Sends to a server of the test: `erp.example` is this machine, and allowed. */
const send = (url: string, options: WebhookOptions = {}, changes: Partial<WebhookNotice> = {}) =>
  sendWebhook(notice(url, changes), { insideHosts: 'any', resolve: async () => [HERE], ...options });

/** The address of a server, by a name that no name server knows. */
async function listening(server: Server, host = '127.0.0.1'): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const sockets: Socket[] = [];
  server.on('connection', (socket: Socket) => sockets.push(socket));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://erp.example:${(server.address() as AddressInfo).port}/notices?from=incassoladder`;
}

interface Received {
  url: string;
  method: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** A receiver that keeps what it gets and answers as a test says. */
async function aReceiver(answer: RequestListener = (_request, response) => response.writeHead(204).end()) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { url = '', method = '', headers } = request;
    received.push({ url, method, headers, body: Buffer.concat(chunks) });
    answer(request, response);
  });
  return { url: await listening(server), received, server };
}

describe('a notice that is taken', () => {
  test('is accepted, and arrives as Standard Webhooks say', async () => {
    const { url, received } = await aReceiver();
    const sentAt = Date.parse('2026-04-28T12:30:00.900Z');
    expect(await send(url, { sentAt })).toEqual({ status: 'accepted' });
    const [{ headers, body, method, url: path }] = received as [Received];
    expect([method, path]).toEqual(['POST', '/notices?from=incassoladder']);
    expect(headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'webhook-id': 'hold:4711:1',
      'webhook-timestamp': '1777379400',
      'webhook-signature': expect.stringMatching(/^v1,[A-Za-z0-9+/]{43}=$/),
      host: new URL(url).host,
    });
    expect(JSON.parse(body.toString())).toEqual({
      type: 'deliveries.held',
      timestamp: '2026-04-28T10:00:00.000Z',
      data: { debtor: 'K-100', reason: 'Ingebrekestelling' },
    });
  });

  test('is accepted with its status, however long the body goes on', async () => {
    const { url } = await aReceiver((_request, response) => void response.writeHead(200).write('and then'));
    expect(await send(url, { timeoutMs: 5_000 })).toEqual({ status: 'accepted' });
  });
});

describe('the example for receivers in docs/erp-webhooks.md', () => {
  const code = /```js\n(.*?)```/s.exec(readFileSync('docs/erp-webhooks.md', 'utf8'))![1]!;
  type Verify = (headers: IncomingHttpHeaders, body: Buffer, secret: string, now?: number) => { id: string } | null;
  const example = import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`);

  test('takes what we send, and nothing else', async () => {
    const { verifiedNotice } = (await example) as { verifiedNotice: Verify };
    const { url, received } = await aReceiver();
    await send(url);
    const [{ headers, body }] = received as [Received];
    expect(verifiedNotice(headers, body, SECRET)).toEqual({
      id: 'hold:4711:1',
      type: 'deliveries.held',
      timestamp: '2026-04-28T10:00:00.000Z',
      data: { debtor: 'K-100', reason: 'Ingebrekestelling' },
    });
    expect(verifiedNotice(headers, body, newWebhookSecret())).toBeNull();
    expect(verifiedNotice(headers, Buffer.from(body.toString().replace('K-100', 'K-101')), SECRET)).toBeNull();
    expect(verifiedNotice({ ...headers, 'webhook-id': 'hold:4711:2' }, body, SECRET)).toBeNull();
    expect(verifiedNotice(headers, body, SECRET, Date.now() + 301_000)).toBeNull();
    expect(verifiedNotice({}, body, SECRET)).toBeNull();
  });

  test('takes a notice by the old secret and by the new one while it is being replaced', async () => {
    const { verifiedNotice } = (await example) as { verifiedNotice: Verify };
    const { url, received } = await aReceiver();
    const renewed = newWebhookSecret();
    await send(url, {}, { secret: [renewed, SECRET] });
    const [{ headers, body }] = received as [Received];
    expect(verifiedNotice(headers, body, SECRET)).not.toBeNull();
    expect(verifiedNotice(headers, body, renewed)).not.toBeNull();
  });
});

describe('a receiver that does not take it', () => {
  it.each([
    [410, { status: 'gone', problem: 'the receiver answered 410: not today' }],
    [400, { status: 'refused', problem: 'the receiver answered 400: not today' }],
    [401, { status: 'refused', problem: 'the receiver answered 401: not today' }],
    [429, { status: 'deferred', problem: 'the receiver answered 429: not today', retryAfterMs: 30_000 }],
    [503, { status: 'deferred', problem: 'the receiver answered 503: not today', retryAfterMs: 30_000 }],
  ])('with %i', async (status, outcome) => {
    const { url } = await aReceiver((_request, response) =>
      response.writeHead(status, { 'retry-after': '30' }).end('not today'),
    );
    expect(await send(url)).toEqual(outcome);
  });

  test('but sends it elsewhere is not followed', async () => {
    const elsewhere = await aReceiver();
    const { url, received } = await aReceiver((_request, response) =>
      response.writeHead(307, { location: elsewhere.url }).end(),
    );
    expect(await send(url)).toEqual({
      status: 'refused',
      problem: `the receiver answered 307, a redirect to ${elsewhere.url}, which is not followed`,
    });
    expect([received.length, elsewhere.received.length]).toEqual([1, 0]);
  });

  test('and talks without end is cut off', async () => {
    let sent = 0;
    const { url, server } = await aReceiver((_request, response) => {
      response.writeHead(500);
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(16_384))) sent += 16_384;
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    });
    const closed = new Promise<void>((resolve) =>
      server.on('connection', (socket) => socket.on('close', () => resolve())),
    );
    const outcome = await send(url, { timeoutMs: 10_000 });
    expect(outcome).toEqual({
      status: 'deferred',
      problem: `the receiver answered 500: ${'x'.repeat(200)}…`,
      retryAfterMs: null,
    });
    await closed;
    expect(sent).toBeLessThan(64 * 1024 * 1024);
  });

  test('and stalls within its answer has answered', async () => {
    const { url } = await aReceiver((_request, response) => void response.writeHead(400).write('no such customer'));
    expect(await send(url, { timeoutMs: 300 })).toEqual({
      status: 'refused',
      problem: 'the receiver answered 400: no such customer',
    });
  });
});

describe('a receiver that cannot be reached is tried later', () => {
  const deferred = (problem: RegExp) => ({
    status: 'deferred',
    problem: expect.stringMatching(problem),
    retryAfterMs: null,
  });

  test('when it says nothing', async () => {
    const { url } = await aReceiver(() => undefined);
    expect(await send(url, { timeoutMs: 300 })).toEqual(
      deferred(/^erp\.example:\d+ cannot be reached: no answer within 0\.\d+ s$/),
    );
  });

  test('when it drops the line before it answers', async () => {
    const { url } = await aReceiver((request) => request.socket.destroy());
    expect(await send(url)).toEqual(deferred(/cannot be reached: socket hang up/));
  });

  test('when it does not speak HTTP', async () => {
    const server = createPlainServer((socket) => void socket.end('220 mail.example ESMTP\r\n'));
    expect(await send(await listening(server))).toEqual(deferred(/cannot be reached: Parse Error/));
  });

  test('when its headers never end', async () => {
    const { url } = await aReceiver((_request, response) =>
      response.writeHead(200, { 'x-long': 'x'.repeat(32_768) }).end(),
    );
    expect(await send(url)).toEqual(deferred(/cannot be reached: Parse Error: Header overflow/));
  });

  test('when it changes to another protocol', async () => {
    const server = createPlainServer(
      (socket) => void socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n'),
    );
    expect(await send(await listening(server))).toEqual(deferred(/the receiver changed to another protocol/));
  });

  test('when nobody listens', async () => {
    const server = createPlainServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    expect(await send(`http://erp.example:${port}/`)).toEqual(deferred(/cannot be reached: connect ECONNREFUSED/));
    const both = async (): Promise<Address[]> => [HERE, { address: '127.0.0.2', family: 4 }];
    expect(await send(`http://erp.example:${port}/`, { resolve: both })).toEqual(deferred(/connect ECONNREFUSED/));
  });

  test('when its name is not known, has no address, or is looked up too long', async () => {
    const unknown = async () => {
      throw new Error('getaddrinfo ENOTFOUND erp.example');
    };
    const url = 'http://erp.example/';
    expect(await send(url, { resolve: unknown })).toEqual(
      deferred(/^erp\.example cannot be reached: getaddrinfo ENOTFOUND/),
    );
    expect(await send(url, { resolve: async () => [] })).toEqual(deferred(/erp\.example has no address/));
    const never = () => new Promise<never>(() => undefined);
    expect(await send(url, { resolve: never, timeoutMs: 100 })).toEqual(deferred(/was not found within 0\.1 s/));
  });
});

describe('the address of a receiver', () => {
  const refused = (problem: string) => ({ status: 'refused', problem });
  /** Without permission for any host, and without a name server. */
  const sendOutside = (url: string, address = '127.0.0.1', changes: Partial<WebhookOptions> = {}) =>
    sendWebhook(notice(url), { resolve: async () => [{ address, family: address.includes(':') ? 6 : 4 }], ...changes });

  it.each([
    ['127.0.0.1', 'loopback'],
    ['10.1.2.3', 'private network'],
    ['169.254.169.254', 'link-local'],
    ['100.64.1.1', "a provider's shared network"],
    ['0.0.0.0', 'this network'],
    ['::1', 'loopback'],
    ['fd00::1', 'unique-local network'],
    ['::ffff:127.0.0.1', 'IPv4 within IPv6'],
  ])('is refused when its name stands for %s', async (address, purpose) => {
    expect(await sendOutside('https://erp.example/', address)).toEqual(
      refused(`erp.example (${address}) is not on the public internet (${purpose}); the operator can allow the host`),
    );
  });

  it.each([
    ['https://127.0.0.1/', '127.0.0.1', 'loopback'],
    ['https://2130706433/', '127.0.0.1', 'loopback'],
    ['https://0x7f.1/', '127.0.0.1', 'loopback'],
    ['https://[::1]/', '[::1]', 'loopback'],
    ['https://[::ffff:127.0.0.1]/', '[::ffff:7f00:1]', 'IPv4 within IPv6'],
  ])('is refused however an address inside is written: %s', async (url, host, purpose) => {
    expect(await sendOutside(url)).toEqual(
      refused(`${host} is not on the public internet (${purpose}); the operator can allow the host`),
    );
  });

  test('is refused when one of several addresses is inside', async () => {
    const resolve = async (): Promise<Address[]> => [
      { address: '8.8.8.8', family: 4 },
      { address: '10.0.0.1', family: 4 },
    ];
    expect(await sendWebhook(notice('https://erp.example/'), { resolve })).toEqual(
      refused(
        'erp.example (10.0.0.1) is not on the public internet (private network); the operator can allow the host',
      ),
    );
  });

  test('is looked up once: a name that changes its mind reaches nothing else', async () => {
    const inner = createServer((_request, response) => response.writeHead(204).end());
    const { url, received } = await aReceiver();
    const reached: string[] = [];
    inner.on('connection', () => reached.push('inner'));
    await new Promise<void>((resolve) => inner.listen(Number(new URL(url).port), '127.0.0.2', resolve));
    onTestFinished(() => void inner.close());
    const asked: string[] = [];
    const resolve = async (host: string): Promise<Address[]> => {
      asked.push(host);
      return asked.length === 1 ? [HERE] : [{ address: '127.0.0.2', family: 4 }];
    };
    expect(await send(url, { resolve })).toEqual({ status: 'accepted' });
    expect(asked).toEqual(['erp.example']);
    expect([received.length, reached.length]).toEqual([1, 0]);
  });

  test('inside is reached when the operator names the host, and only then', async () => {
    const { url, received } = await aReceiver();
    expect(await sendOutside(url, '127.0.0.1', { insideHosts: ['ERP.example'] })).toEqual({ status: 'accepted' });
    expect(await sendOutside(url, '127.0.0.1', { insideHosts: ['crm.example', 'example'] })).toEqual(
      refused('erp.example is to be reached by http, which is for hosts of the own network only: use https'),
    );
    const byNumber = url.replace('erp.example', '127.0.0.1');
    expect(await sendOutside(byNumber, '', { insideHosts: ['127.0.0.1'] })).toEqual({ status: 'accepted' });
    expect(received).toHaveLength(2);
  });

  it.each([
    ['erp.example/notices', '"erp.example/notices" is not a web address'],
    ['ftp://erp.example/', 'notices go to https addresses, not to ftp'],
    ['file:///etc/passwd', 'notices go to https addresses, not to file'],
    [
      'http://erp.example/',
      'erp.example is to be reached by http, which is for hosts of the own network only: use https',
    ],
    ['https://user:secret@erp.example/', 'the address of the receiver carries a user name or password'],
  ])('%s is refused', async (url, problem) => {
    expect(await sendOutside(url)).toEqual(refused(problem));
  });
});

describe('a notice that cannot be sent', () => {
  const circle: Record<string, unknown> = {};
  circle.self = circle;

  it.each([
    [
      'with a full stop in its id',
      { id: 'a.b' },
      'the id "a.b" of the notice is not visible ASCII without a full stop',
    ],
    [
      'with a line break in its id',
      { id: 'a\r\nb' },
      'the id "a b" of the notice is not visible ASCII without a full stop',
    ],
    ['without an id', { id: '' }, 'the id "" of the notice is not visible ASCII without a full stop'],
    [
      'of no type',
      { type: 'deliveries held' },
      'the type "deliveries held" of the notice is not words parted by full stops',
    ],
    [
      'with a short secret',
      { secret: 'whsec_c2hvcnQ=' },
      'the secret of the receiver is not whsec_ and the base64 of 24 to 64 bytes',
    ],
    ['without a secret', { secret: [] }, 'the secret of the receiver is not whsec_ and the base64 of 24 to 64 bytes'],
    ['in a circle', { data: circle }, 'the notice cannot be written as JSON'],
    ['at no time', { timestamp: Number.NaN }, 'the notice cannot be written as JSON'],
    [
      'too large',
      { data: { text: 'x'.repeat(MAX_PAYLOAD_BYTES) } },
      `the notice is larger than ${MAX_PAYLOAD_BYTES} bytes`,
    ],
  ])('%s is refused', async (_what, changes, problem) => {
    const { url, received } = await aReceiver();
    expect(await send(url, {}, changes)).toEqual({ status: 'refused', problem });
    expect(received).toEqual([]);
  });
});

describe('over TLS', () => {
  async function aSecureReceiver(host: string) {
    const certificate = certificateFor(host);
    const servers: string[] = [];
    const server = createSecureServer(
      {
        ...certificate,
        SNICallback: (name, callback) => {
          servers.push(name);
          callback(null);
        },
      },
      (_request, response) => response.writeHead(204).end(),
    );
    const url = (await listening(server)).replace('http:', 'https:');
    return { url, servers, trust: () => trusting(certificate.cert) };
  }

  function trusting(cert: string): void {
    const known = getCACertificates('default');
    setDefaultCACertificates([...known, cert]);
    onTestFinished(() => setDefaultCACertificates(known));
  }

  test('the certificate is checked for the name, though the connection goes to a pinned address', async () => {
    const { url, servers, trust } = await aSecureReceiver('erp.example');
    trust();
    expect(await send(url)).toEqual({ status: 'accepted' });
    expect(servers).toEqual(['erp.example']);
  });

  test('a certificate of another name, or of nobody known, is no receiver', async () => {
    const other = await aSecureReceiver('crm.example');
    other.trust();
    expect(await send(other.url)).toMatchObject({ status: 'deferred', problem: expect.stringContaining('altnames') });
    const stranger = await aSecureReceiver('erp.example');
    expect(await send(stranger.url)).toMatchObject({
      status: 'deferred',
      problem: expect.stringContaining('self-signed certificate'),
    });
  });
});
