import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { ladder, lines, projectFile } from '../fixtures/cli/cli.ts';

const ubl = (name: string) => projectFile(`test/fixtures/ubl/${name}`);

interface Asked {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingMessage['headers'];
  body: string;
}

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

/** A server that gives the answers in turn, the last one for ever; and what it was asked. */
async function serve(...answers: { status: number; body: unknown }[]) {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method, url, headers } = request;
    asked.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
    const { status, body } = answers[Math.min(asked.length, answers.length) - 1]!;
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(() => server.close());
  return { asked, env: { INCASSOLADDER_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` } };
}

describe('ladder import --dry-run', () => {
  test('reads UBL documents without a server, one object for each, in order', async () => {
    const { code, out, err } = await ladder(['import', '--dry-run', ubl('credit-note.xml'), ubl('invoice-usd.xml')]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const told = lines(out);
    expect(told.map(({ kind }) => kind)).toEqual(['credit_note', 'invoice']);
    for (const document of told) {
      expect(Object.keys(document).slice(0, 10)).toEqual(
        'file kind number issued due currency amount_cents open_cents buyer warnings'.split(' '),
      );
    }
    expect(told[1]).toMatchObject({
      file: ubl('invoice-usd.xml'),
      currency: 'USD',
      buyer: { name: expect.any(String) },
    });
  });

  test('tells of each file that cannot be read, goes on with the next, and exits with 1', async () => {
    const files = [ubl('invoice-nlcius.xml'), projectFile('package.json'), 'nowhere.xml', projectFile('ladder')];
    const { code, out, err } = await ladder(['import', '--dry-run', ...files, ubl('invoice-usd.xml')]);
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(lines(out).map(({ kind, error }) => kind ?? error)).toEqual([
      'invoice',
      expect.stringMatching(/XML/),
      'There is no file "nowhere.xml"; mend its name.',
      expect.stringContaining('is a folder; name a file in it.'),
      'invoice',
    ]);
  });
});

describe('ladder import', () => {
  test('sends each document to the server with its options and key, and tells what the server says', async () => {
    const { asked, env } = await serve({ status: 201, body: { kind: 'invoice', invoice_id: 'i1', new: true } });
    const options = ['--ladder', 'zeven-stappen', '--email', 'a+b@c.nl', '--debtor-kind', 'government'];
    const file = ubl('invoice-usd.xml');
    const { code, out } = await ladder(['import', file, ...options], { ...env, API_KEY: 'a-key-of-sixteen-chars' });
    expect(code).toBe(0);
    expect(lines(out)).toEqual([{ file, kind: 'invoice', invoice_id: 'i1', new: true }]);
    expect(asked).toMatchObject([
      {
        method: 'POST',
        url: '/api/invoices/ubl?ladder=zeven-stappen&email=a%2Bb%40c.nl&debtor_kind=government',
        headers: { authorization: 'Bearer a-key-of-sixteen-chars', 'content-type': 'application/xml' },
        body: expect.stringContaining('<cbc:DocumentCurrencyCode>USD'),
      },
    ]);
  });

  test('tells of a document that the server refuses in its words, goes on, and exits with 1', async () => {
    const refusal = {
      type: 'invalid_request',
      code: 'credit_note_unmatched',
      message: 'It names no invoice.',
      param: null,
    };
    const { env } = await serve(
      { status: 422, body: refusal },
      { status: 200, body: { invoice_id: 'i1', new: false } },
    );
    const files = [ubl('credit-note.xml'), ubl('invoice-usd.xml')];
    const { code, out, err } = await ladder(['import', ...files], env);
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(lines(out)).toEqual([
      { file: files[0], error: 'It names no invoice.' },
      { file: files[1], invoice_id: 'i1', new: false },
    ]);
  });
});

describe('an import that cannot be done exits with 2, says one sentence on standard error, and prints nothing', () => {
  const file = ubl('invoice-usd.xml');
  const cases: [string, string[], Record<string, string>, RegExp][] = [
    [
      'no server',
      [file],
      { PORT: '9' },
      /^No server answers at http:\/\/127\.0\.0\.1:9; start it with npm start, or set INCASSOLADDER_URL\.$/,
    ],
    [
      'an address that is none',
      [file],
      { INCASSOLADDER_URL: 'localhost:3000' },
      /^INCASSOLADDER_URL is "localhost:3000"/,
    ],
    ['a port that is none', [file], { PORT: 'http' }, /^PORT is "http", which is no port number/],
    ['no file', [], {}, /^"import" takes one or more files/],
    ['no e-mail address', [file, '--email', 'klant'], {}, /^"--email" is "klant", which is no e-mail address/],
    [
      'an unknown kind of debtor',
      [file, '--debtor-kind', 'bv'],
      {},
      /^"--debtor-kind" is "bv"; it may be consumer, sole-trader, company, government/,
    ],
  ];
  test.each(cases)('%s', async (_, args, env, sentence) => {
    const { code, out, err } = await ladder(['import', ...args], env);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err.trimEnd()).toMatch(sentence);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });

  test('a server that wants another key, or is another program', async () => {
    const wrong = await serve({ status: 401, body: { message: 'Send the API key.' } });
    const other = await serve({ status: 200, body: '<html>' });
    const ended = await Promise.all([ladder(['import', file], wrong.env), ladder(['import', file], other.env)]);
    expect(ended.map(({ code, out }) => ({ code, out }))).toEqual([
      { code: 2, out: '' },
      { code: 2, out: '' },
    ]);
    expect(ended[0]!.err).toMatch(/wants its API key; set API_KEY/);
    expect(ended[1]!.err).toMatch(/^What answers at .* is not Incassoladder \(HTTP 200\); set INCASSOLADDER_URL\.$/m);
  });
});
