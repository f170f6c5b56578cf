/** `npm start -- --example` as a new user meets it. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../servers/testing.ts';
import { until } from './harness.ts';
import { type Program, startProgram } from './program.ts';

const STOP_LIMIT_MS = 30_000;

interface Page<T> {
  data: T[];
}
interface Listed {
  id: string;
  number: string;
  state: { phase: string } | null;
}

/** What is read twice, some seconds apart, and found the same: workflows that start late have come to rest. */
async function settled<T>(read: () => Promise<T>): Promise<T> {
  for (let before = await read(); ; ) {
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    const now = await read();
    if (isDeepStrictEqual(before, now)) return now;
    before = now;
  }
}

test('the book is there with its past, goes on, and a second start plays nothing again', {
  timeout: 400_000,
}, async () => {
  const data = join(temporaryFolder(), 'data');
  const env = { DATA_FOLDER: data, PORT: '0' };
  const command = ['start', '--', '--example', '--clock', '2026-11-22', '--speed', '1d=1h'];
  const first = startProgram('npm', command, env);
  const api = await addressOf(first);
  await first.says(/Ctrl-C stops it/);
  expect(first.stdout).toMatch(/60 invoices of 25 customers/);
  expect(first.stdout).toContain('it is 2026-11-22');
  expect(first.stdout).toContain('Nobody is written to');

  const invoices = await everyInvoice(api);
  expect(invoices).toHaveLength(60);
  await settled(() => readdir(join(data, 'outbox')));
  const mails = await readdir(join(data, 'outbox'));
  expect(mails.length).toBeGreaterThan(80);
  const { data: tasks } = await get<Page<{ kind: string; nl: { title: string } }>>(`${api}/tasks?limit=100`);
  expect(tasks.map(({ kind }) => kind)).toContain('approval');
  const { data: letters } = await get<Page<unknown>>(`${api}/letters`);
  expect(letters.length).toBeGreaterThan(0);
  const { data: batches } = await get<Page<{ id: string; posted_on: string | null }>>(`${api}/letters/batches`);
  expect(batches[0]!.posted_on).toBeNull();
  const pdf = await fetch(`${api}/letters/batches/${batches[0]!.id}/pdf`);
  expect(
    Buffer.from(await pdf.arrayBuffer())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');

  // The workflows that were started find their invoices with a past, and repeat nothing of it.
  const timelines = await settled(() => everyTimeline(api, invoices));
  const paid = invoices.find(({ state }) => state?.phase === 'climbing')!;
  await post(`${api}/invoices/${paid.id}/payments`, {
    amount: (await get<{ open: string }>(`${api}/invoices/${paid.id}`)).open,
  });
  await until(async () => {
    const { state } = await get<Listed>(`${api}/invoices/${paid.id}`);
    return state?.phase === 'closed' ? null : `invoice ${paid.number} is ${state?.phase}`;
  });
  const others = invoices.filter(({ id }) => id !== paid.id);
  const after = await everyTimeline(api, others);
  for (const { id } of others) expect(after.get(id)).toEqual(timelines.get(id));
  expect(await readdir(join(data, 'outbox'))).toEqual(mails);
  await stopped(first);

  const second = startProgram('npm', ['start', '--', '--example'], env);
  const again = await addressOf(second);
  await second.says(/Ctrl-C stops it/);
  expect(second.stdout).not.toContain('Playing the past');
  expect(await everyInvoice(again)).toHaveLength(60);
  await stopped(second);
});

test('on a folder with other invoices it is refused in a sentence', { timeout: 300_000 }, async () => {
  const env = { DATA_FOLDER: join(temporaryFolder(), 'data'), PORT: '0' };
  const first = startProgram('npm', ['start'], env);
  const api = await addressOf(first);
  await post(`${api}/invoices`, {
    number: 'F-1',
    issued: '2026-03-03',
    due: '2026-04-10',
    amount: '99.00',
    debtor: { kind: 'company', name: 'Echt B.V.', email: 'echt@klant.example' },
  });
  await stopped(first);
  const second = startProgram('npm', ['start', '--', '--example'], env);
  expect(await second.ended()).toBe(1);
  expect(second.stderr).toContain('This data folder holds invoices that are not of the example book.');
});

async function everyInvoice(api: string): Promise<Listed[]> {
  return (await get<Page<Listed>>(`${api}/invoices?limit=100`)).data;
}

async function everyTimeline(api: string, invoices: readonly Listed[]): Promise<Map<string, unknown[]>> {
  const timelines = new Map<string, unknown[]>();
  for (const { id } of invoices) timelines.set(id, (await get<Page<unknown>>(`${api}/invoices/${id}/timeline`)).data);
  return timelines;
}

async function addressOf(program: Program): Promise<string> {
  return (await program.says(/API\s+(\S+\/api)/, 240_000))[1]!;
}

async function stopped(program: Program): Promise<void> {
  program.signal('SIGINT');
  await program.ended(STOP_LIMIT_MS);
}

async function get<T>(url: string): Promise<T> {
  const response = await fetch(url);
  expect(response.status).toBe(200);
  return (await response.json()) as T;
}

async function post(url: string, body: object): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.status).toBeLessThan(300);
}
