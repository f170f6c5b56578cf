import { type AddressInfo, createServer, type Socket } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { aSmtpServer, said } from '../../test/support/smtp-server.ts';
import { SmtpTransport, WHOLE_TIMEOUT_MS } from './smtp.ts';
import type { RawMail } from './transport.ts';

const MAIL: RawMail = {
  messageId: '<1@eiser.example>',
  title: '2026-03-03 Herinnering',
  from: 'administratie@eiser.example',
  to: 'klant@debiteur.example',
  raw: Buffer.from('Message-ID: <1@eiser.example>\r\nSubject: Herinnering\r\n\r\nBeste klant,\r\n.een punt\r\n'),
};
/** More than a line takes at once, so that it can be cut in the middle. */
const LARGE: RawMail = {
  ...MAIL,
  raw: Buffer.concat([MAIL.raw, Buffer.alloc(8 * 1024 * 1024, `${'x'.repeat(70)}\r\n`)]),
};

const send = (url: string, mail = MAIL) => new SmtpTransport(url).send(mail);

/** Silence is measured on a clock that the test puts forward itself. */
function clockInHand(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
  onTestFinished(() => void vi.useRealTimers());
}

test('a mail that the server takes is accepted, and arrives whole', async () => {
  const server = await aSmtpServer();
  expect(await send(server.url)).toEqual({ status: 'accepted' });
  expect(server.taken).toEqual([MAIL.raw.toString()]);
});

test('a mail goes to the address on its envelope, from the creditor', async () => {
  const seen: string[] = [];
  const server = await aSmtpServer({
    onMailFrom: ({ address }, _session, callback) => callback(void seen.push(address) as never),
    onRcptTo: ({ address }, _session, callback) => callback(void seen.push(address) as never),
  });
  await send(server.url);
  expect(seen).toEqual([MAIL.from, MAIL.to]);
});

test.each([
  ['the mailbox does not exist', said(550, 'no such mailbox')],
  ['the mailbox is full for good', said(552, 'mailbox full')],
])('a recipient that the server refuses (%s) is refused', async (_why, error) => {
  const server = await aSmtpServer({ onRcptTo: (_address, _session, callback) => callback(error) });
  const outcome = await send(server.url);
  expect(outcome).toMatchObject({ status: 'refused', problem: expect.stringContaining(error.message) });
  expect(server.taken).toEqual([]);
});

test('a sender that the server refuses is refused', async () => {
  const server = await aSmtpServer({ onMailFrom: (_a, _s, callback) => callback(said(553, 'not your domain')) });
  expect(await send(server.url)).toMatchObject({
    status: 'refused',
    problem: expect.stringContaining('not your domain'),
  });
});

test('a server that asks to come back later (greylisting) defers', async () => {
  const server = await aSmtpServer({ onRcptTo: (_a, _s, callback) => callback(said(451, 'greylisted')) });
  expect(await send(server.url)).toMatchObject({ status: 'deferred', problem: expect.stringContaining('greylisted') });
});

test('nobody listening defers', async () => {
  const port = await freePort();
  expect(await send(`smtp://127.0.0.1:${port}`)).toMatchObject({ status: 'deferred' });
});

test('a server that turns connections away defers', async () => {
  const server = await aSmtpServer({ onConnect: (_session, callback) => callback(said(554, 'go away')) });
  expect(await send(server.url)).toMatchObject({ status: 'deferred', problem: expect.stringContaining('go away') });
});

test('a line that breaks before the text left defers', async () => {
  const server = await aSmtpServer({ onRcptTo: () => server.dropLine() });
  expect(await send(server.url)).toMatchObject({ status: 'deferred' });
});

test('a line that breaks in the middle of the text is in doubt', async () => {
  const server = await aSmtpServer({ onText: ({ dropLine }) => dropLine() });
  expect(await send(server.url, LARGE)).toMatchObject({ status: 'in_doubt' });
});

test('a line that breaks after the whole text, before the answer, is in doubt', async () => {
  const server = await aSmtpServer({
    answer: ({ dropLine }) => {
      dropLine();
      return 'silence';
    },
  });
  expect(await send(server.url)).toMatchObject({ status: 'in_doubt' });
});

test('a text that the server refuses is refused', async () => {
  const server = await aSmtpServer({ answer: () => said(554, 'looks like spam') });
  expect(await send(server.url)).toMatchObject({
    status: 'refused',
    problem: expect.stringContaining('looks like spam'),
  });
});

test('a text that the server cannot take now defers: it said so, nothing is in doubt', async () => {
  const server = await aSmtpServer({ answer: () => said(452, 'disk full') });
  expect(await send(server.url)).toMatchObject({ status: 'deferred', problem: expect.stringContaining('disk full') });
});

test('a mail that is larger than the server takes is refused, and does not leave', async () => {
  const server = await aSmtpServer({ size: 100 });
  const mail = { ...MAIL, raw: Buffer.concat([MAIL.raw, Buffer.alloc(200, 'x')]) };
  expect(await send(server.url, mail)).toMatchObject({ status: 'refused', problem: expect.stringContaining('100') });
  expect(server.taken).toEqual([]);
});

test('an address that is none is refused, and cannot carry commands', async () => {
  const server = await aSmtpServer();
  const to = 'klant@debiteur.example>\r\nRCPT TO:<ander@elders.example';
  expect(await send(server.url, { ...MAIL, to })).toMatchObject({ status: 'refused' });
  expect(server.taken).toEqual([]);
});

test('a login that the server does not take defers: it says nothing about this mail', async () => {
  const server = await aSmtpServer({
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, callback) =>
      username === 'jan' && password === 'p@ss'
        ? callback(null, { user: 'jan' })
        : callback(said(535, 'wrong password')),
  });
  const withLogin = (login: string) => server.url.replace('//', `//${login}@`);
  expect(await send(withLogin('jan:fout'))).toMatchObject({
    status: 'deferred',
    problem: expect.stringContaining('wrong password'),
  });
  expect(await send(server.url)).toMatchObject({ status: 'deferred', problem: expect.stringContaining('530') });
  expect(await send(withLogin('jan:p%40ss'))).toEqual({ status: 'accepted' });
});

test('a server that never greets defers when the time is up', async () => {
  clockInHand();
  const { url, connected } = await aMuteServer();
  const outcome = new SmtpTransport(url, 5_000).send(MAIL);
  await connected;
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await outcome).toEqual({ status: 'deferred', problem: 'the mail server took too long' });
});

test('a server that falls silent before the text defers when the time is up', async () => {
  clockInHand();
  const asked = Promise.withResolvers<void>();
  const server = await aSmtpServer({ onRcptTo: () => asked.resolve() });
  const outcome = send(server.url);
  await asked.promise;
  await vi.advanceTimersByTimeAsync(WHOLE_TIMEOUT_MS);
  expect(await outcome).toEqual({ status: 'deferred', problem: 'the mail server took too long' });
});

test('a server that falls silent after the text is in doubt when the time is up', async () => {
  clockInHand();
  const asked = Promise.withResolvers<void>();
  const server = await aSmtpServer({
    answer: () => {
      asked.resolve();
      return 'silence';
    },
  });
  const outcome = send(server.url);
  await asked.promise;
  await vi.advanceTimersByTimeAsync(WHOLE_TIMEOUT_MS);
  expect(await outcome).toEqual({ status: 'in_doubt', problem: 'the mail server took too long' });
});

test('a certificate that nobody vouches for defers, unless the URL says to trust it', async () => {
  const server = await aSmtpServer({ disabledCommands: [] });
  expect(await send(server.url)).toMatchObject({ status: 'deferred', problem: expect.stringContaining('certificate') });
  expect(await send(`${server.url}?tls.rejectUnauthorized=false`)).toEqual({ status: 'accepted' });
});

test('smtps:// speaks TLS from the first byte', async () => {
  const server = await aSmtpServer({ secure: true });
  const url = server.url.replace('smtp:', 'smtps:');
  expect(await send(url)).toMatchObject({ status: 'deferred', problem: expect.stringContaining('certificate') });
  expect(await send(`${url}?tls.rejectUnauthorized=false`)).toEqual({ status: 'accepted' });
});

test('a URL may insist on TLS: then nothing leaves in the clear', async () => {
  const server = await aSmtpServer();
  expect(await send(`${server.url}?requireTLS=true`)).toMatchObject({ status: 'deferred' });
  expect(server.taken).toEqual([]);
});

test('a mail server does not tell what it has', async () => {
  expect(await new SmtpTransport('smtp://127.0.0.1').holds()).toBe(false);
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Something that takes connections and says nothing. */
async function aMuteServer(): Promise<{ url: string; connected: Promise<void> }> {
  const connected = Promise.withResolvers<void>();
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    connected.resolve();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, connected: connected.promise };
}
