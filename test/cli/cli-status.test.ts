import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../bin/cli/status.ts';
import { noFacts } from '../../ladder/facts.ts';
import type { TaskIntent } from '../../ladder/invoice/commands.ts';
import { readLadder } from '../../ladder/schema.ts';
import { plan, simulate } from '../../ladder/simulate.ts';
import { localDate, parseInstant } from '../../ladder/time/civil.ts';
import { entryView, invoiceView, taskView } from '../../server/views.ts';
import { exampleLadder, ladder, refusal } from '../fixtures/cli/cli.ts';
import { type FakeServer, serve } from '../fixtures/cli/server.ts';

const read = readLadder(exampleLadder);
if (!read.ok) throw new Error('The example in docs/ladder-format.md is no ladder.');
const document = read.ladder;
const at = (text: string) => parseInstant(text)!;
const NUMBER = '2026/0142 b';

/** What the server shows of an invoice on the example ladder at a moment: the engine's own answer, through its views. */
function shown(id: string, creditor: string, now: number) {
  const facts = noFacts(
    { id, number: NUMBER, issuedOn: '2026-03-30', dueOn: '2026-04-13', claimedCents: 121_000, currency: 'EUR' },
    { id: 'd1', kind: 'company', country: 'NL', language: 'nl' },
  );
  const tasks = new Map<string, TaskIntent & { at: number }>();
  const { state, entries } = simulate({
    ladder: document,
    facts,
    state: null,
    from: at('2026-03-30T09:00'),
    until: now,
    watch: (_, commands, moment) => {
      for (const command of commands) {
        if (command.type === 'open_task') tasks.set(command.task.id, { ...command.task, at: moment });
        if (command.type === 'end_task') tasks.delete(command.taskId);
      }
    },
  });
  const row = {
    id,
    creditor_id: creditor,
    debtor_id: 'd1',
    number: NUMBER,
    issued_on: '2026-03-30',
    due_on: '2026-04-13',
    amount_cents: 121_000,
    claimed_cents: 121_000,
    currency: 'EUR',
    payment_reference: null,
    iban: null,
    ladder_id: 'example',
    ladder_version: 1,
    registered_at: at('2026-03-30T09:00'),
  } as Parameters<typeof invoiceView>[0];
  const debtor = { id: 'd1', name: 'Bakkerij De Vries B.V.', kind: 'company', country: 'NL', language: 'nl' } as const;
  return {
    '': invoiceView(row, debtor, state, facts, localDate(now)),
    '/plan': { data: plan(document, state!, facts, now).map((entry) => entryView(entry, document)) },
    '/timeline': { data: entries.map((entry) => ({ ...entryView(entry, document), actor: 'system' })) },
    '/dispatches': { data: [] },
    tasks: [...tasks.values()].map((task) => {
      const times = { opened_at: task.at, until_at: task.until, ended_at: null };
      const record = { ...task, ...times, invoice_id: id, debtor_id: 'd1', status: 'open' };
      return taskView(record as unknown as Parameters<typeof taskView>[0], document, NUMBER);
    }),
  };
}

const invoices: Record<string, ReturnType<typeof shown>> = {
  i1: shown('i1', 'c1', at('2026-04-20T12:00')),
  i2: shown('i2', 'c2', at('2026-05-06T12:00')),
};

let server: FakeServer;
beforeAll(async () => {
  server = await serve(({ url }) => {
    const { pathname, searchParams } = new URL(url, 'http://server');
    const [, id, rest = ''] = /^\/api\/invoices\/([^/]+)(\/\w+)?$/.exec(pathname) ?? [];
    const body = () => {
      if (id) return invoices[id]?.[rest as '/plan'];
      switch (pathname) {
        case '/api/invoices':
          if (searchParams.get('number') !== NUMBER) return { data: [], next: null };
          // A page holds one: the command has to ask on.
          return searchParams.get('after') === 'i1'
            ? { data: [{ id: 'i2' }], next: null }
            : { data: [{ id: 'i1' }], next: 'i1' };
        case '/api/tasks':
          return { data: invoices[searchParams.get('invoice')!]!.tasks, next: null };
        case '/api/creditors':
          return { data: [{ id: 'c1', name: 'Groothandel Een' }] };
        case '/api/ladders/example/1':
          return document;
        default:
          return undefined;
      }
    };
    const found = body();
    return found ? { status: 200, body: found } : { status: 404, body: { message: `There is no ${url}.` } };
  });
});
afterAll(() => server.close());

describe('ladder status', () => {
  test('shows where each invoice of a number stands, what comes and what happened, in Dutch', async () => {
    const { code, out, err } = await ladder(['status', NUMBER], server.env);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const [first, second] = out.split(/^(?=Factuur )/m);
    expect(first).toContain(`Factuur ${NUMBER}
  Klant          Bakkerij De Vries B.V. (bedrijf, NL)
  Van            Groothandel Een
  Factuurdatum   30 maart 2026
  Vervaldatum    13 april 2026
  Bedrag         €\u00a01.210,00
  Openstaand     €\u00a01.210,00
  Aanmaanschema  Voorbeeld, versie 1
  Stand          wacht op ‘Herinnering’, di 28-04-2026 `);
    expect(first).toMatch(
      /^Wat er komt\n {2}di 28-04-2026 \d\d:\d\d {2}Herinnering klaargezet\n {23}Gepland 14 dagen na/m,
    );
    expect(first).toMatch(/^Wat er gebeurde\n {2}ma 30-03-2026 09:00 {2}Aanmaanschema gestart\n/m);
    expect(second).toContain('Van            c2');
    expect(second).toContain('een collega is aan zet: ‘Bellen’, uiterlijk vr 08-05-2026 17:00');
    expect(second).toMatch(
      /^Open taken\n {2}Bellen, uiterlijk vr 08-05-2026 17:00\n {4}Uitkomsten: pays \(Betaalt\), /m,
    );
    expect(second).toMatch(/^ {4}i2:call:1$/m);
  });

  test('speaks English when asked, and keeps its lines short', async () => {
    const { out } = await ladder(['status', NUMBER, '--language', 'en'], server.env);
    expect(out).toContain('State         waiting for ‘Reminder’, Tue 2026-04-28 ');
    expect(out.replace(/\s+/g, ' ')).toContain('moved to Tuesday 28 April 2026');
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });

  test('--json gives what the server tells, whole', async () => {
    const { code, out } = await ladder(['status', NUMBER, '--json'], server.env);
    expect(code).toBe(0);
    const { data } = JSON.parse(out);
    expect(data).toHaveLength(2);
    expect(Object.keys(data[0])).toEqual(['invoice', 'plan', 'timeline', 'tasks', 'dispatches']);
    expect(data[1].invoice).toEqual(JSON.parse(JSON.stringify(invoices.i2![''])));
    expect(data[1].timeline).toHaveLength(invoices.i2!['/timeline'].data.length);
  });

  test('a number that nobody registered exits with 1', async () => {
    const [text, json] = await Promise.all([
      ladder(['status', 'X'], server.env),
      ladder(['status', 'X', '--json'], server.env),
    ]);
    expect(text).toMatchObject({ code: 1, out: '' });
    expect(text.err).toMatch(/^No invoice "X" is registered at http:\/\/127\.0\.0\.1:\d+\.\n$/);
    expect({ code: json.code, told: JSON.parse(json.out) }).toEqual({ code: 1, told: { data: [] } });
  });
});

describe('a status that cannot be told is refused in a sentence', () => {
  test.each<[string, string[], RegExp]>([
    ['no number', [], /^"status" takes one invoice number; write: npm run -s ladder -- status/],
    ['another language', ['1', '--language', 'de'], /^"--language" is "de"; it may be nl or en/],
  ])('%s', async (_, args, sentence) => {
    expect(await refusal(run(args))).toMatch(sentence);
  });

  test('no server: with exit code 2, the sentence on standard error, and nothing on standard output', async () => {
    expect(await ladder(['status', '1', '--json'], { INCASSOLADDER_URL: 'http://127.0.0.1:9' })).toEqual({
      code: 2,
      out: '',
      err: 'No server answers at http://127.0.0.1:9; start it with npm start, or set INCASSOLADDER_URL.\n',
    });
  });
});
