import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { run } from '../../bin/cli/user.ts';
import { lines, refusal, shell } from '../fixtures/cli/cli.ts';
import { type Answer, type FakeServer, serve } from '../fixtures/cli/server.ts';

const open: FakeServer[] = [];
let printed = '';
beforeEach(() => {
  printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text, ...rest: unknown[]) => {
    printed += text;
    for (const done of rest) if (typeof done === 'function') done();
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  for (const server of open.splice(0)) server.close();
});

/** A server that gives the answers in turn. */
async function answering(...answers: Answer[]): Promise<FakeServer> {
  const server = await serve((_, nth) => answers[nth - 1]!);
  open.push(server);
  vi.stubEnv('INCASSOLADDER_URL', server.env.INCASSOLADDER_URL);
  vi.stubEnv('API_KEY', 'een-sleutel-van-genoeg-tekens');
  return server;
}

const SANNE = { id: 'u1', name: 'Sanne', email: 'sanne@voorbeeld.example', roles: ['erp'] };
const people: Answer = { status: 200, body: { data: [SANNE], next: null } };
const typed = async function* (text: string) {
  yield Buffer.from(text);
};

describe('ladder user', () => {
  test('adds a user, with the password from standard input and nowhere else', async () => {
    const server = await answering({ status: 201, body: SANNE });
    const command = `printf 'vier woorden op een rij\\n' | INCASSOLADDER_URL=${server.env.INCASSOLADDER_URL} $ladder`;
    const args = `user add sanne@voorbeeld.example --name Sanne --role erp --role collector`;
    const { code, out, err } = await shell(`${command} ${args}`);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(lines(out)).toEqual([SANNE]);
    expect(server.asked).toMatchObject([{ method: 'POST', url: '/api/users' }]);
    expect(JSON.parse(server.asked[0]!.body)).toEqual({
      email: 'sanne@voorbeeld.example',
      name: 'Sanne',
      roles: ['erp', 'collector'],
      password: 'vier woorden op een rij',
    });
  });

  test('lists users, with the key', async () => {
    const { asked } = await answering(people);
    expect(await run(['list'])).toBe(0);
    expect(lines(printed)).toEqual([SANNE]);
    expect(asked).toMatchObject([
      { url: '/api/users', headers: { authorization: 'Bearer een-sleutel-van-genoeg-tekens' } },
    ]);
  });

  test('disables and enables, found by e-mail address', async () => {
    const { asked } = await answering(people, { status: 200, body: SANNE }, people, { status: 200, body: SANNE });
    await run(['disable', 'Sanne@voorbeeld.example']);
    await run(['enable', 'sanne@voorbeeld.example']);
    const [, disabled, , enabled] = asked;
    expect(disabled).toMatchObject({ method: 'PATCH', url: '/api/users/u1', body: '{"disabled":true}' });
    expect(enabled).toMatchObject({ method: 'PATCH', url: '/api/users/u1', body: '{"disabled":false}' });
  });

  test('sets a password, as it was given but for the line end', async () => {
    const { asked } = await answering(people, { status: 204, body: '' });
    expect(await run(['password', 'sanne@voorbeeld.example'], typed(' spaties tellen mee \r\n'))).toBe(0);
    expect(printed).not.toContain('spaties');
    expect(asked[1]).toMatchObject({
      method: 'PUT',
      url: '/api/users/u1/password',
      body: '{"password":" spaties tellen mee "}',
    });
  });

  test.each<[string[], RegExp]>([
    [[], /^"user " takes one e-mail address; write: /],
    [['list', 'x'], /^"user list" takes nothing more/],
    [['add'], /^"user add" takes one e-mail address/],
    [['add', 'a@b.nl', 'c@d.nl'], /^"user add" takes one e-mail address/],
    [['add', 'a@b.nl', '--role', 'erp'], /^The option "--name" is missing/],
    [['add', 'a@b.nl', '--name', 'A'], /^"--role" is missing; it may be collector, /],
    [['add', 'a@b.nl', '--name', 'A', '--role', 'koning'], /^"--role" is "koning"; it may be collector, /],
    [['promote', 'a@b.nl'], /^There is no "user promote"/],
    [['password', 'a@b.nl', '--password', 'x'], /^There is no option "--password"/],
  ])('%j is refused in a sentence', async (args, sentence) => {
    await answering(people);
    expect(await refusal(run(args, typed('')))).toMatch(sentence);
  });

  test('tells what the server refuses, and whom it does not know', async () => {
    const message = 'Another user has this e-mail address.';
    await answering({ status: 409, body: { message } }, people);
    const add = ['add', SANNE.email, '--name', 'Sanne', '--role', 'erp'];
    expect(await refusal(run(add, typed('vier woorden op een rij')))).toBe(message);
    expect(await refusal(run(['disable', 'piet@voorbeeld.example']))).toMatch(/^Nobody has the e-mail address/);
  });
});
