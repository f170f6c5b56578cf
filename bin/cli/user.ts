/** `user`: people who sign in. Passwords come by standard input, never as arguments, which others could read. */
import { ROLES, type Role } from '../../store/people-tables.ts';
import { type Api, ApiRefusal, api } from './api.ts';
import { misused, readArguments } from './options.ts';
import { CliError, print, printJson } from './output.ts';

const USAGE =
  'npm run -s ladder -- user list | add EMAIL --name NAME --role ROLE… | disable EMAIL | enable EMAIL | password EMAIL';

interface User {
  id: string;
  email: string;
}

export async function run(args: string[], input: AsyncIterable<Buffer> = process.stdin): Promise<number> {
  const { values, positionals } = readArguments(USAGE, args, {
    name: { type: 'string' },
    role: { type: 'string', multiple: true },
  });
  if (values.help) {
    await print(USAGE);
    return 0;
  }
  const [action = '', email, ...more] = positionals;
  if (action === 'list' ? email !== undefined : email === undefined || more.length > 0) {
    throw misused(`"user ${action}" takes ${action === 'list' ? 'nothing more' : 'one e-mail address'}`, USAGE);
  }
  const server = api();
  try {
    await act(server, action, email ?? '', values, input);
    return 0;
  } catch (error) {
    if (error instanceof ApiRefusal) throw new CliError(error.message);
    throw error;
  }
}

async function act(
  server: Api,
  action: string,
  email: string,
  { name, role = [] }: { name?: string | undefined; role?: string[] | undefined },
  input: AsyncIterable<Buffer>,
): Promise<void> {
  switch (action) {
    case 'list':
      for (const user of await server.list<User>('/users')) await printJson(user);
      return;
    case 'add': {
      if (name === undefined) throw misused('The option "--name" is missing', USAGE);
      const unknown = role.find((word) => !ROLES.includes(word as Role));
      if (role.length === 0 || unknown !== undefined) {
        throw misused(`"--role" is ${unknown ? `"${unknown}"` : 'missing'}; it may be ${ROLES.join(', ')}`, USAGE);
      }
      const user = { email, name, roles: role, password: await readPassword(input) };
      return printJson(await server.send('POST', '/users', user));
    }
    case 'disable':
    case 'enable': {
      const { id } = await find(server, email);
      return printJson(await server.send('PATCH', `/users/${id}`, { disabled: action === 'disable' }));
    }
    case 'password': {
      const { id } = await find(server, email);
      await server.send('PUT', `/users/${id}/password`, { password: await readPassword(input) });
      return printJson({ id, email, signed_out: true });
    }
    default:
      throw misused(`There is no "user ${action}"`, USAGE);
  }
}

async function find(server: Api, email: string): Promise<User> {
  const wanted = email.trim().toLowerCase();
  const user = (await server.list<User>('/users')).find((known) => known.email === wanted);
  if (!user) throw new CliError(`Nobody has the e-mail address "${email}" at ${server.address}.`);
  return user;
}

/** The whole of standard input, without the line end behind it. */
async function readPassword(input: AsyncIterable<Buffer>): Promise<string> {
  if (input === process.stdin && process.stdin.isTTY) {
    throw new CliError('Give the password on standard input, such as: … user password EMAIL < FILE.');
  }
  const chunks: Buffer[] = [];
  for await (const chunk of input) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/\r?\n$/, '');
}
