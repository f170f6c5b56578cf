/** `npm start` as a person meets it: one command, one folder, Ctrl-C, and the same command again. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../servers/testing.ts';
import { compressedLadder } from './compressed.ts';
import { until } from './harness.ts';
import { isAlive, ROOT, startProgram } from './program.ts';

/** Stopping takes a second or two; a crowded machine may need more. */
const STOP_LIMIT_MS = 30_000;

interface Invoice {
  id: string;
  open: string;
  state: { phase: string; step: string | null; closed: { because: string } | null } | null;
}

test('from an empty folder: a UBL invoice comes in, a letter goes out, a payment closes it; stopped and started it goes on', async () => {
  const data = join(temporaryFolder(), 'data');
  const command = ['start', '--', '--clock', '2026-03-28', '--speed', '1d=500ms'];
  const env = { DATA_FOLDER: data, PORT: '0' };
  const first = startProgram('npm', command, env);
  const api = await addressOf(first);
  await first.says(/Ctrl-C stops it/);
  expect(first.stdout).toContain('a rehearsal');
  const children = first.descendants();
  expect(children.length).toBeGreaterThan(2);

  const ladder = compressedLadder();
  await send(`${api}/ladders`, ladder);
  const xml = await readFile(join(ROOT, 'test/fixtures/ubl/invoice-nlcius.xml'));
  const { invoice_id: fromUbl } = await send<{ invoice_id: string }>(`${api}/invoices/ubl?ladder=${ladder.id}`, xml);
  const { id: other } = await send<Invoice>(`${api}/invoices`, {
    number: 'F-2',
    issued: '2026-03-03',
    due: '2026-04-10',
    amount: '99.00',
    ladder: { id: ladder.id },
    debtor: { kind: 'company', name: 'Tweede B.V.', email: 'tweede@klant.example' },
  });

  const letters = await lettersAbout(data, '2026-0042', 1);
  expect(letters[0]).toMatch(/^Subject: /m);
  const { open } = await get<Invoice>(`${api}/invoices/${fromUbl}`);
  expect(open).toBe('1210.00');
  await send(`${api}/invoices/${fromUbl}/payments`, { amount: open });
  await until(async () => {
    const { state } = await get<Invoice>(`${api}/invoices/${fromUbl}`);
    return state?.phase === 'closed' ? null : `the invoice is ${state?.phase}`;
  });
  const { data: timeline } = await get<{ data: { what: string; nl: { title: string; why: string } }[] }>(
    `${api}/invoices/${fromUbl}/timeline`,
  );
  expect(timeline.at(-1)).toMatchObject({
    what: 'closed',
    nl: { why: expect.stringContaining('1.210,00') },
  });
  expect((await get<Invoice>(`${api}/invoices/${other}`)).state?.phase).toBe('climbing');

  first.signal('SIGINT');
  await first.ended(STOP_LIMIT_MS);
  expect(first.stdout).toContain('Stopping');
  expect(first.stdout + first.stderr).not.toMatch(/^\s+at /m);
  expect(children.filter(isAlive)).toEqual([]);
  expect(await readdir(data)).not.toContain('lock');

  const second = startProgram('npm', command, env);
  const again = await addressOf(second);
  const before = await get<Invoice>(`${again}/invoices/${other}`);
  expect(before.state?.phase).not.toBe('closed');
  await until(async () => {
    const { state } = await get<Invoice>(`${again}/invoices/${other}`);
    return state?.phase === 'handed_over' ? null : `the second invoice is ${state?.phase} at ${state?.step}`;
  }, 150_000);
  expect((await get<Invoice>(`${again}/invoices/${fromUbl}`)).state?.phase).toBe('closed');
  const messages = await outbox(data);
  const ids = messages.map((mail) => /^Message-ID: (.*)$/im.exec(mail)?.[1]);
  expect(new Set(ids).size).toBe(messages.length);
  expect(messages.filter((mail) => mail.includes('2026-0042'))).toHaveLength(letters.length);
  second.signal('SIGINT');
  await second.ended(STOP_LIMIT_MS);
});

test('a port that is taken is one clear sentence', async () => {
  const holder = createServer();
  await new Promise<void>((listening) => holder.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void holder.close());
  const { port } = holder.address() as AddressInfo;
  const program = start([], { DATA_FOLDER: temporaryFolder(), PORT: `${port}` });
  let children: number[] = [];
  await until(async () => {
    children = program.descendants();
    if (program.exitCode !== null) throw new Error(`It ended before it started a server: ${program.stderr}`);
    return children.length > 0 ? null : 'no server was started';
  }, 60_000);
  expect(await program.ended()).toBe(1);
  expect(withoutWarnings(program.stderr)).toBe(
    `Port ${port} is taken by another program. Stop that program, or set PORT to another number.\n`,
  );
  expect(children.filter(isAlive)).toEqual([]);
});

test('a data folder that another process uses is one clear sentence', async () => {
  const folder = temporaryFolder();
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'lock'), String(process.pid));
  const program = start([], { DATA_FOLDER: folder });
  expect(await program.ended()).toBe(1);
  expect(program.stderr).toBe(
    `The data folder "${folder}" is in use by process ${process.pid}. Stop that process, or set DATA_FOLDER to another folder.\n`,
  );
});

test.each<[string, string[], Record<string, string>, RegExp]>([
  ['a port that is no number', [], { PORT: 'drieduizend' }, /^PORT must be a port number, but is "drieduizend"\.\n$/],
  ['an address that is none', [], { TEMPORAL_ADDRESS: 'localhost' }, /^TEMPORAL_ADDRESS must be host:port.*\n$/],
  ['an open door without a key', [], { HOST: '0.0.0.0' }, /^HOST is "0\.0\.0\.0", which other machines can reach.*\n$/],
  ['an unknown option', ['--snel'], {}, /^Unknown option '--snel'[\s\S]*npm start -- --clock/],
  ['a speed that cannot be read', ['--speed', 'snel'], {}, /^--speed is "snel"; write how fast .*\n$/],
  ['a day that does not exist', ['--clock', '2026-02-30'], {}, /^--clock is "2026-02-30"; write the day .*\n$/],
])('%s is one clear sentence', async (_, args, env, sentence) => {
  const program = start(args, { DATA_FOLDER: temporaryFolder(), ...env });
  expect(await program.ended()).toBe(1);
  expect(program.stderr).toMatch(sentence);
  expect(program.stderr).not.toMatch(/^\s+at /m);
});

/** The program itself, without npm around it. */
const start = (args: string[], env: Record<string, string>) =>
  startProgram(process.execPath, ['bin/start.ts', ...args], env);

/** Node's own warnings, such as of deprecations in libraries, are none of ours. */
const withoutWarnings = (text: string) => text.replace(/^\(.*\n/gm, '');

async function addressOf(program: ReturnType<typeof startProgram>): Promise<string> {
  const [, address] = await program.says(/API +(http:\S+)/);
  return address!;
}

async function send<T>(url: string, body: object | Buffer): Promise<T> {
  const xml = Buffer.isBuffer(body);
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': xml ? 'application/xml' : 'application/json' },
    body: xml ? new Uint8Array(body) : JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url}: ${response.status} ${text}`);
  return JSON.parse(text) as T;
}

async function get<T>(url: string): Promise<T> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

async function outbox(data: string): Promise<string[]> {
  const folder = join(data, 'outbox');
  const names = await readdir(folder).catch(() => [] as string[]);
  return Promise.all(names.filter((name) => name.endsWith('.eml')).map((name) => readFile(join(folder, name), 'utf8')));
}

/** Waits until so many letters about an invoice lie in the outbox. */
async function lettersAbout(data: string, number: string, count: number): Promise<string[]> {
  let found: string[] = [];
  await until(async () => {
    found = (await outbox(data)).filter((mail) => mail.includes(number));
    return found.length >= count ? null : `${found.length} letters about ${number} lie in the outbox`;
  }, 60_000);
  return found;
}
