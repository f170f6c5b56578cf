/** The HTTP API over a store of its own, called without a network. */
import type { InjectOptions } from 'fastify';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect } from 'vitest';
import { letterPress } from '../../activities/letter/press.ts';
import type { Instant } from '../../ladder/time/civil.ts';
import { buildApp } from '../../server/app.ts';
import { Passwords } from '../../server/passwords.ts';
import { seed } from '../../server/seed.ts';
import type { Db } from '../../store/database.ts';
import { findInvoice } from '../../store/invoices.ts';
import { at } from './builders.ts';
import { Case } from './case.ts';
import { emptyStore } from './databases.ts';

export interface Reply {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: the form of a reply is what the tests are about
  body: any;
  headers: Record<string, unknown>;
}

interface ApiSettings {
  apiKey?: string;
  passwords?: Passwords;
  /** The folder with the built pages. */
  pages?: string;
}

/** A good hash takes a quarter of a second, which tests need not wait for. */
const FAST_PASSWORDS = new Passwords({ ln: 6, r: 8, p: 1 });
const REAL_START = at('2026-11-23T09:00');

export class Api {
  now: Instant = at('2026-03-02T10:00');
  /** The real clock, on which sessions and keys run out. */
  realNow: Instant = REAL_START;
  /** How often a workflow was to hear of something. */
  accepted = 0;
  readonly #db: () => Db;
  readonly #settings: ApiSettings;
  #app: Awaited<ReturnType<typeof buildApp>> | null = null;

  constructor(db: () => Db, settings: ApiSettings) {
    this.#db = db;
    this.#settings = settings;
  }

  get db(): Db {
    return this.#db();
  }

  get app() {
    if (!this.#app) throw new Error('The API is there once a test runs.');
    return this.#app;
  }

  async start(): Promise<void> {
    this.now = at('2026-03-02T10:00');
    this.realNow = REAL_START;
    this.accepted = 0;
    await seed(this.db, this.now);
    this.#app = await buildApp({
      db: this.db,
      apiKey: this.#settings.apiKey ?? null,
      now: () => this.now,
      realNow: () => this.realNow,
      passwords: this.#settings.passwords ?? FAST_PASSWORDS,
      press: letterPress,
      pages: this.#settings.pages ?? null,
      onAccepted: () => void this.accepted++,
    });
  }

  async stop(): Promise<void> {
    await this.#app?.close();
  }

  async send(options: InjectOptions): Promise<Reply> {
    if (options.url === '/api/live') return this.#head(options);
    const response = await this.app.inject(options);
    const isJson = response.headers['content-type']?.toString().startsWith('application/json');
    return { status: response.statusCode, body: isJson ? response.json() : response.body, headers: response.headers };
  }

  /** A stream that does not end by itself, and is left at once; a refusal of it is a reply as any. */
  async #head(options: InjectOptions): Promise<Reply> {
    const response = await this.app.inject({ ...options, payloadAsStream: true });
    const reply = { status: response.statusCode, body: null, headers: response.headers };
    if (reply.status === 200) response.stream().destroy();
    else return { ...reply, body: JSON.parse((await response.stream().toArray()).join('')) };
    return reply;
  }

  get(url: string, headers: Record<string, string> = {}): Promise<Reply> {
    return this.send({ method: 'GET', url, headers });
  }

  post(url: string, payload: object, headers: Record<string, string> = {}): Promise<Reply> {
    return this.send({ method: 'POST', url, payload, headers });
  }

  put(url: string, payload: object, headers: Record<string, string> = {}): Promise<Reply> {
    return this.send({ method: 'PUT', url, payload, headers });
  }

  /** "GET /api/invoices/:id" of every route that the server has. */
  routes(): string[] {
    const found: string[] = [];
    const stack: string[] = [];
    for (const line of this.app.printRoutes({ commonPrefix: false }).split('\n')) {
      const match = /^((?:│ {3}| {4})*)[├└]── (\S+) \(([^)]+)\)$/.exec(line);
      if (!match) continue;
      const depth = match[1]!.length / 4;
      stack.splice(depth, stack.length, match[2]!);
      for (const method of match[3]!.split(', ')) if (method !== 'HEAD') found.push(`${method} ${stack.join('')}`);
    }
    return found.toSorted();
  }

  /** Sends a file: a UBL document or a PDF. */
  file(method: 'POST' | 'PUT', url: string, content: Uint8Array, type: string): Promise<Reply> {
    return this.send({ method, url, payload: Buffer.from(content), headers: { 'content-type': type } });
  }

  ubl(content: Uint8Array, query = ''): Promise<Reply> {
    return this.file('POST', `/api/invoices/ubl${query}`, content, 'application/xml');
  }

  /** Registers an invoice and returns its id. */
  async invoice(changes: object = {}): Promise<string> {
    const { status, body } = await this.post('/api/invoices', anInvoiceBody(changes));
    expect(status).toBe(201);
    return body.id;
  }

  /** An invoice whose workflow is at work: its turns are taken by hand. */
  async case(changes: object = {}): Promise<Case> {
    const id = await this.invoice(changes);
    return new Case(this.db, (await findInvoice(this.db, id))!);
  }

  /** How many rows each table holds. */
  async rows(): Promise<Record<string, number>> {
    const tables = await this.db.introspection.getTables();
    const counts = tables.map(({ name }) => `select '${name}' as name, count(*)::int as count from ${name}`);
    const { rows } = await sql.raw<{ name: string; count: number }>(counts.join(' union all ')).execute(this.db);
    return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
  }

  /** Expects a refusal in the one shape that refusals have, of which nothing is stored and no workflow hears. */
  async refuses(
    call: () => Promise<Reply>,
    status: number,
    code: string,
    param: string | null = null,
  ): Promise<string> {
    const before = await this.rows();
    const { accepted } = this;
    const reply = await call();
    const { problems, ...body } = reply.body;
    expect(body).toEqual({ type: TYPE_OF[status], code, message: expect.any(String), param });
    // Of a document that was judged, all that is wrong is told beside the first of it.
    expect(problems === undefined || problems.length > 0).toBe(true);
    expect(reply.status).toBe(status);
    expect(reply.body.message).toMatch(/^\S.*[.…]$/s);
    expect(await this.rows()).toEqual(before);
    expect(this.accepted).toBe(accepted);
    return reply.body.message;
  }
}

const TYPE_OF: Record<number, string> = {
  400: 'invalid_request',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  409: 'conflict',
  413: 'too_large',
  415: 'invalid_request',
  422: 'invalid_request',
  429: 'rate_limited',
  500: 'internal',
  503: 'unavailable',
};

let numbers = 0;

/** The body that registers an invoice of € 1,000, due on 18 March 2026. */
export function anInvoiceBody(changes: object = {}): object {
  return {
    number: `F-${++numbers}`,
    issued: '2026-02-16',
    due: '2026-03-18',
    amount: '1000.00',
    debtor: {
      kind: 'company',
      name: 'Debiteur B.V.',
      address: ['Schuldweg 2', '2000 BB  Betaalstad'],
      email: 'klant@debiteur.example',
    },
    ...changes,
  };
}

/** The API for the tests of a file; each test has an empty store with the shipped ladder and the example creditor. */
export function useApi(settings: ApiSettings = {}): Api {
  const store = emptyStore();
  const api = new Api(() => store.db, settings);
  beforeEach(() => api.start());
  afterEach(() => api.stop());
  return api;
}
