/** `ladder book`: a draft on the open invoices of the server, as a table and as JSON. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../bin/cli/book.ts';
import { runBook } from '../../ladder/book/book.ts';
import { compareBooks } from '../../ladder/book/report.ts';
import { BookTally } from '../../ladder/book/tally.ts';
import { completeMapping } from '../../ladder/change/mapping.ts';
import type { Ladder, Step } from '../../ladder/definition.ts';
import { noFacts } from '../../ladder/facts.ts';
import { readLadder } from '../../ladder/schema.ts';
import { parseInstant } from '../../ladder/time/civil.ts';
import { bookView } from '../../server/book-views.ts';
import { exampleLadder, file, ladder, refusal, wholeFile } from '../fixtures/cli/cli.ts';
import { type FakeServer, serve } from '../fixtures/cli/server.ts';

const read = readLadder(exampleLadder);
if (!read.ok) throw new Error('The example in docs/ladder-format.md is no ladder.');
const published = read.ladder;
/** The reminder five days sooner, and the handover later. */
const draft: Ladder = {
  ...published,
  steps: published.steps.map((step): Step => {
    if (step.id === 'reminder' && step.kind === 'send') return { ...step, when: { ...step.when, days: 9 } };
    if (step.kind === 'handover') return { ...step, when: { ...step.when, days: 10 } };
    return step;
  }),
};
const [FROM, UNTIL] = [parseInstant('2026-03-02T09:00')!, parseInstant('2026-09-01T00:00')!];

/** What the server answers for twelve invoices of the example ladder. */
function answered() {
  const invoices = [...Array(12).keys()].map((n) => ({
    ladder: published,
    state: null,
    facts: noFacts(
      {
        id: `i${n}`,
        number: `F-${n}`,
        issuedOn: '2026-03-01',
        dueOn: '2026-03-16',
        claimedCents: 121_000,
        currency: 'EUR',
      },
      { id: `d${n}`, kind: 'company', country: 'NL', language: 'nl' },
    ),
  }));
  const mapping = completeMapping(published, draft, {});
  const change = { from: published, to: draft, mapping, choice: 'replan' as const, notBefore: null };
  const [before, after] = [
    runBook(invoices, FROM, UNTIL),
    runBook(
      invoices.map((one) => ({ ...one, change })),
      FROM,
      UNTIL,
    ),
  ];
  const tally = new BookTally(50);
  const scope = { firstDay: '2026-03-02', lastDay: '2026-07-01' };
  tally.add(compareBooks(before, after, scope));
  const numbers = new Map(invoices.map(({ facts: { invoice } }) => [invoice.id, invoice.number]));
  const stayed = [{ because: 'waits' as const, step: null, count: 2 }];
  const book = bookView(
    { ...scope, ...tally.report(), invoices: 14, concerned: 14, stayed, numbers },
    { from: published, to: draft },
  );
  return { from: 1, to: null, choice: 'replan', problems: [], book };
}

const ANSWER = answered();
const PROBLEM = {
  step: 'call',
  rule: 'unmapped-step',
  sentence: '"call" is not in version 2: say what takes its place.',
};

let server: FakeServer;
beforeAll(async () => {
  server = await serve(({ url, body }) => {
    if (url !== '/api/ladders/example/book') return { status: 404, body: { message: 'There is no ladder "x".' } };
    const { mapping } = JSON.parse(body) as { mapping: object };
    if ('remove' in mapping) return { status: 200, body: { ...ANSWER, problems: [PROBLEM], book: null } };
    return { status: 200, body: ANSWER };
  });
});
afterAll(() => server.close());
const asked = () => JSON.parse(server.asked.at(-1)!.body);

describe('ladder book', () => {
  test('shows day by day what leaves, before and after, and what changes, in Dutch', async () => {
    const { code, out, err } = await ladder(['book', '--draft', file('draft.json', draft)], server.env);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('example: versie 1 tegenover het concept\n14 openstaande facturen, waarvan 14 op versie 1.');
    expect(out).toMatch(/^Dag {12} +mail +brieven +bellen +overdracht +vragen$/m);
    expect(out).toMatch(/^wo 25-03-2026 +0 → 12 +0 +0 +0 +0$/m);
    expect(out).toMatch(/^Samen +24 +0 +12 +12 +0$/m);
    expect(out).toMatch(/^Stap +meteen +eerder +later +vervalt +nieuw$/m);
    expect(out).toMatch(/^Herinnering +0 +12 +0 +0 +0$/m);
    expect(out).toMatch(/^Schuift: \d+\n {2}F-\d+ {2}reminder, ma 30-03-2026 → wo 25-03-2026$/m);
    expect(out).toMatch(/^Overdrachten die verschuiven: 12\n( {2}F-\d+ .+\n){10} {2}en nog 2$/m);
    expect(out).toMatch(/^Blijft op de oude versie\n {2}2: Er wordt gevraagd/m);
    expect(asked()).toEqual({ draft: JSON.parse(JSON.stringify(draft)), mapping: {} });
  });

  test('speaks English when asked, and gives the whole answer as JSON', async () => {
    const file = wholeFile('draft.json', draft);
    const english = await ladder(['book', '--draft', file, '--language', 'en'], server.env);
    expect(english.out).toMatch(/^Day {12} +mails +letters +calls +handovers +questions$/m);
    const json = await ladder(['book', '--draft', file, '--json'], server.env);
    expect(JSON.parse(json.out)).toEqual(JSON.parse(JSON.stringify(ANSWER)));
  });

  test('holds a version of the server against another, over as many days as asked', async () => {
    const options = ['--ladder', 'example', '--to', '3', '--from', '1', '--days', '30', '--choice', 'next_step'];
    const { code } = await ladder(['book', ...options, '--map', 'call=phone'], server.env);
    expect(code).toBe(0);
    expect(asked()).toEqual({ to: 3, from: 1, days: 30, choice: 'next_step', mapping: { call: 'phone' } });
  });

  test('exits with 1 where removed steps need a counterpart first, and names them', async () => {
    const file = wholeFile('draft.json', draft);
    expect(await ladder(['book', '--draft', file, '--map', 'remove=x'], server.env)).toEqual({
      code: 1,
      out: `unmapped-step: ${PROBLEM.sentence}\n`,
      err: '',
    });
  });

  test('exits with 2 where the server refuses, with its sentence', async () => {
    const { code, out, err } = await ladder(['book', '--ladder', 'x', '--to', '2'], server.env);
    expect({ code, out, err }).toEqual({ code: 2, out: '', err: 'There is no ladder "x".\n' });
  });
});

describe('a book that cannot be tried is refused in a sentence', () => {
  test.each<[string, string[], RegExp]>([
    ['nothing to try', [], /^"book" takes "--draft", or "--ladder" and "--to"; write: npm run -s ladder -- book/],
    ['two things to try', ['--draft', 'x', '--to', '2'], /^"book" takes "--draft" or "--to", not both/],
    ['no such file', ['--draft', 'none.json'], /^"none.json" is neither a file nor a shipped ladder/],
    ['days in words', ['--ladder', 'x', '--to', '2', '--days', 'ten'], /^"--days" is "ten", which is no whole number/],
    ['half a mapping', ['--ladder', 'x', '--to', '2', '--map', 'a'], /^"--map" is "a"; write it as OLD=NEW/],
    ['another language', ['--language', 'de'], /^"--language" is "de"; it may be nl or en/],
    ['a bare word', ['draft.json'], /^"book" takes options only, not "draft.json"/],
  ])('%s', async (_, args, sentence) => {
    expect(await refusal(run(args))).toMatch(sentence);
  });

  test('a draft with problems is told by its first, without asking the server', async () => {
    const unsound = { ...draft, start: 'nowhere' };
    const count = server.asked.length;
    expect(await refusal(run(['--draft', wholeFile('unsound.json', unsound)]))).toMatch(/has .*problem.*nowhere/s);
    expect(server.asked.length).toBe(count);
  });
});
