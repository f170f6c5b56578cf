import { afterEach, describe, expect, test, vi } from 'vitest';
import { run } from '../../bin/cli/import.ts';
import { ladder, lines, projectFile, refusal } from '../fixtures/cli/cli.ts';
import { type Answer, type FakeServer, serve } from '../fixtures/cli/server.ts';

const ubl = (name: string) => projectFile(`test/fixtures/ubl/${name}`);

const open: FakeServer[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

/** A server that gives the answers in turn. */
async function answering(...answers: Answer[]): Promise<FakeServer> {
  const server = await serve((_, nth) => answers[nth - 1]!);
  open.push(server);
  return server;
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
    const { asked, env } = await answering({ status: 201, body: { kind: 'invoice', invoice_id: 'i1', new: true } });
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
    const { env } = await answering(
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

describe('an import that cannot be done is refused in a sentence', () => {
  const file = ubl('invoice-usd.xml');
  afterEach(() => vi.unstubAllEnvs());

  test.each<[string, string[], Record<string, string>, RegExp]>([
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
  ])('%s', async (_, args, env, sentence) => {
    for (const [name, value] of Object.entries({ INCASSOLADDER_URL: '', ...env })) vi.stubEnv(name, value);
    expect(await refusal(run(args))).toMatch(sentence);
  });

  test('a server that wants another key, and one that is another program', async () => {
    const wrong = await answering({ status: 401, body: { message: 'Send the API key.' } });
    const other = await answering({ status: 200, body: '<html>' });
    vi.stubEnv('INCASSOLADDER_URL', wrong.env.INCASSOLADDER_URL);
    expect(await refusal(run([file]))).toMatch(
      /wants a key; set API_KEY to one that an operator made, or to the one that it was started with\.$/,
    );
    vi.stubEnv('INCASSOLADDER_URL', other.env.INCASSOLADDER_URL);
    expect(await refusal(run([file]))).toMatch(
      /^What answers at .* is not Incassoladder \(HTTP 200\); set INCASSOLADDER_URL\.$/,
    );
  });

  test('no server: with exit code 2, the sentence on standard error, and nothing on standard output', async () => {
    expect(await ladder(['import', file], { PORT: '9' })).toEqual({
      code: 2,
      out: '',
      err: 'No server answers at http://127.0.0.1:9; start it with npm start, or set INCASSOLADDER_URL.\n',
    });
  });
});
