/** What changes is told to who looks on, as long as they may look. */
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { findInvoice } from '../../store/invoices.ts';
import { addLadder } from '../../store/ladders.ts';
import { endSession, IDLE_MS } from '../../store/sessions.ts';
import { useApi } from '../support/api.ts';
import { aLadder } from '../support/builders.ts';
import { Case } from '../support/case.ts';
import { aKey, aUser, type Browser, signedIn } from '../support/people.ts';

const api = useApi();
const DRAFT = '/api/ladders/proefladder/draft';

interface LiveEvent {
  id: string | null;
  event: string;
  data: { kind: string; id: string }[];
}

/** A page that listens. */
class Page {
  readonly events: LiveEvent[] = [];
  comments = 0;
  ended = false;
  readonly #stop = new AbortController();

  static async open(headers: Record<string, string>): Promise<Page> {
    const { port } = api.app.server.address() as AddressInfo;
    const page = new Page();
    const response = await fetch(`http://127.0.0.1:${port}/api/live`, { headers, signal: page.#stop.signal });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    void page.#read(response.body!).finally(() => {
      page.ended = true;
    });
    await page.until(({ event }) => event === 'hello');
    return page;
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    let rest = '';
    try {
      for await (const text of body.pipeThrough(new TextDecoderStream())) {
        const messages = (rest + text).split('\n\n');
        rest = messages.pop()!;
        for (const message of messages) this.#take(message);
      }
    } catch (error) {
      if ((error as Error).name !== 'AbortError') throw error;
    }
  }

  #take(message: string): void {
    const field = (name: string) =>
      message
        .split('\n')
        .find((line) => line.startsWith(`${name}: `))
        ?.slice(name.length + 2);
    if (message.startsWith(':')) this.comments++;
    else this.events.push({ id: field('id') ?? null, event: field('event')!, data: JSON.parse(field('data')!) });
  }

  /** Waits for an event. */
  async until(wanted: (event: LiveEvent) => boolean): Promise<LiveEvent> {
    return vi.waitFor(
      () => {
        const found = this.events.find(wanted);
        if (!found) throw new Error(`Not among ${JSON.stringify(this.events)}.`);
        return found;
      },
      { timeout: 20_000, interval: 20 },
    );
  }

  hint(kind: string, id: string): Promise<LiveEvent> {
    return this.until(
      ({ event, data }) => event === 'changed' && data.some((one) => one.kind === kind && one.id === id),
    );
  }

  async end(): Promise<void> {
    await vi.waitFor(() => expect(this.ended).toBe(true), { timeout: 20_000, interval: 20 });
  }

  leave(): void {
    this.#stop.abort();
  }
}

let dora: Browser;
const pages: Page[] = [];
const listen = async (headers: Record<string, string> = { cookie: dora.cookie! }) => {
  const page = await Page.open(headers);
  pages.push(page);
  return page;
};
beforeEach(async () => {
  await addLadder(api.db, aLadder(), 'Piet', api.now);
  dora = await signedIn(api, await aUser(api, ['designer'], 'Dora'));
  await api.app.listen({ host: '127.0.0.1', port: 0 });
});
afterEach(() => {
  for (const page of pages.splice(0)) page.leave();
});

describe('a page that listens', () => {
  test('hears of a draft and of its ladder, by their ids alone', async () => {
    const page = await listen();
    await dora.post(DRAFT, {});
    const { data } = await page.hint('draft', 'proefladder');
    await page.hint('ladder', 'proefladder');
    for (const hint of data) expect(Object.keys(hint).toSorted()).toEqual(['id', 'kind']);
    await dora.put(DRAFT, { revision: 1, document: aLadder(), edits: [] });
    await vi.waitFor(
      () => {
        const times = page.events.filter((one) => JSON.stringify(one.data).includes('"draft"'));
        expect(times.length).toBeGreaterThan(1);
      },
      { timeout: 20_000 },
    );
  });

  test('hears of an invoice and its debtor, and of a task', async () => {
    const page = await listen();
    const key = await aKey(api, ['invoices']);
    const body = {
      number: 'F-1',
      issued: '2026-02-16',
      due: '2026-03-18',
      amount: '10.00',
      debtor: { kind: 'company', name: 'Jansen' },
    };
    const { body: invoice } = await api.post('/api/invoices', body, key);
    await page.hint('invoice', invoice.id);
    await page.hint('debtor', invoice.debtor.id);
    const story = new Case(api.db, (await findInvoice(api.db, invoice.id))!);
    await story.run('2026-03-02T10:00');
    await story.run('2026-03-13T10:00');
    const [task] = await story.openTasks();
    await page.hint('task', task!.id);
  });

  test('hears nothing of users and keys', async () => {
    const page = await listen();
    await aUser(api, ['erp'], 'Nieuw');
    await aKey(api, ['read']);
    await dora.post(DRAFT, {});
    await page.hint('draft', 'proefladder');
    const kinds = page.events.flatMap(({ event, data }) => (event === 'changed' ? data.map(({ kind }) => kind) : []));
    expect(new Set(kinds)).toEqual(new Set(['draft', 'ladder']));
  });

  test('that comes back hears what it missed', async () => {
    const first = await listen();
    const { id } = await first.until(({ event }) => event === 'hello');
    first.leave();
    await dora.post(DRAFT, {});
    const again = await listen({ cookie: dora.cookie!, 'last-event-id': id! });
    await again.hint('draft', 'proefladder');
  });

  test('that was away for too long, or comes from another database, fetches all it shows', async () => {
    const page = await listen({ cookie: dora.cookie!, 'last-event-id': '9999999999999999' });
    await page.until(({ event }) => event === 'reload');
    const nonsense = await listen({ cookie: dora.cookie!, 'last-event-id': 'x' });
    await dora.post(DRAFT, {});
    await nonsense.hint('draft', 'proefladder');
  });

  test('gets a sign of life while nothing happens', async () => {
    const page = await listen();
    api.realNow += 16_000;
    await vi.waitFor(() => expect(page.comments).toBeGreaterThan(0), { timeout: 20_000 });
  });
});

describe('a connection ends', () => {
  test('when the person signs out', async () => {
    const page = await listen();
    await dora.delete('/api/session');
    await page.until(({ event }) => event === 'signed_out');
    await page.end();
  });

  test('when the session runs out: to listen is not to be there', async () => {
    const page = await listen();
    api.realNow += IDLE_MS + 60_000;
    await page.end();
  });

  test('when the key is revoked', async () => {
    const page = await listen(await aKey(api, ['read']));
    await api.db
      .updateTable('api_keys')
      .set({ revoked_at: new Date(api.realNow) })
      .execute();
    await page.end();
  });

  test('when the server stops, which does not wait for it', async () => {
    const page = await listen();
    await api.app.close();
    await page.end();
  });

  test('for that session alone', async () => {
    const bram = await signedIn(api, await aUser(api, ['designer']));
    const [hers, his] = [await listen(), await listen({ cookie: bram.cookie! })];
    const { id } = await api.db.selectFrom('sessions').select('id').orderBy('opened_at').executeTakeFirstOrThrow();
    await api.db.transaction().execute((tx) => endSession(tx, id));
    await vi.waitFor(() => expect(Number(hers.ended) + Number(his.ended)).toBe(1), { timeout: 20_000 });
    const left = hers.ended ? bram : dora;
    await left.post(DRAFT, {});
    await (hers.ended ? his : hers).hint('draft', 'proefladder');
  });
});

test('one caller opens no more than a browser has tabs', async () => {
  for (let tab = 0; tab < 20; tab++) await listen();
  const { port } = api.app.server.address() as AddressInfo;
  const refused = await fetch(`http://127.0.0.1:${port}/api/live`, { headers: { cookie: dora.cookie! } });
  expect(refused.status).toBe(503);
  expect(await refused.json()).toMatchObject({ code: 'too_many_listeners' });
  pages[0]!.leave();
  await vi.waitFor(async () => void pages.push(await Page.open({ cookie: dora.cookie! })), { timeout: 20_000 });
});

test('who is not signed in hears nothing', async () => {
  const { port } = api.app.server.address() as AddressInfo;
  expect((await fetch(`http://127.0.0.1:${port}/api/live`)).status).toBe(401);
});
