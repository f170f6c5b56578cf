/** People and programs that call the API in tests. */
import { addKey } from '../../store/api-keys.ts';
import type { Role, Scope } from '../../store/people-tables.ts';
import { openSession } from '../../store/sessions.ts';
import { addUser, hasUsers, type UserRecord } from '../../store/users.ts';
import type { Api, Reply } from './api.ts';

export const PASSWORD = 'vier woorden op een rij';
export const ADMIN = { name: 'Ada Beheer', email: 'ada@voorbeeld.example', password: PASSWORD };

type Headers = Record<string, string>;
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A browser on a page of the server: it keeps its cookie, and says where its requests come from. */
export class Browser {
  /** "name=token", or null. */
  cookie: string | null = null;
  /** The last Set-Cookie. */
  setCookie: string | null = null;
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  async send(method: Method, url: string, payload?: object, headers: Headers = {}): Promise<Reply> {
    const reply = await this.#api.send({
      method,
      url,
      ...(payload && { payload }),
      headers: { 'sec-fetch-site': 'same-origin', ...(this.cookie && { cookie: this.cookie }), ...headers },
    });
    const set = reply.headers['set-cookie'];
    this.setCookie = typeof set === 'string' ? set : null;
    if (this.setCookie !== null) {
      this.cookie = this.setCookie.includes('Max-Age=0') ? null : this.setCookie.split(';')[0]!;
    }
    return reply;
  }

  get = (url: string, headers: Headers = {}) => this.send('GET', url, undefined, headers);
  post = (url: string, payload: object, headers: Headers = {}) => this.send('POST', url, payload, headers);
  put = (url: string, payload: object, headers: Headers = {}) => this.send('PUT', url, payload, headers);
  patch = (url: string, payload: object, headers: Headers = {}) => this.send('PATCH', url, payload, headers);
  delete = (url: string, headers: Headers = {}) => this.send('DELETE', url, undefined, headers);

  signIn(email: string, password: string = PASSWORD, headers: Headers = {}): Promise<Reply> {
    return this.post('/api/session', { email, password }, headers);
  }

  /** Another with the same cookie: a second tab, or a thief. */
  copy(): Browser {
    return Object.assign(new Browser(this.#api), { cookie: this.cookie });
  }
}

/** Makes the first administrator and signs her in. */
export async function setUp(api: Api): Promise<Browser> {
  const browser = new Browser(api);
  await api.post('/api/setup', ADMIN);
  await browser.signIn(ADMIN.email);
  return browser;
}

/** A hash that no password has. */
const NO_PASSWORD = `$scrypt$ln=1,r=1,p=1$AAAA$${'A'.repeat(43)}`;

let users = 0;

/** Adds a user who has no password, quickly; and an operator first, where there is none. */
export async function aUser(api: Api, roles: readonly Role[], name = `Gebruiker ${users + 1}`): Promise<UserRecord> {
  const add = (given: { name: string; roles: readonly Role[] }) =>
    api.db
      .transaction()
      .execute((tx) =>
        addUser(
          tx,
          { ...given, email: `u${++users}@voorbeeld.example`, passwordHash: NO_PASSWORD },
          { actor: 'api', at: api.realNow },
        ),
      );
  if (!roles.includes('operator') && !(await hasUsers(api.db))) await add({ name: 'Operator', roles: ['operator'] });
  return add({ name, roles });
}

/** A browser in which a user is signed in. */
export async function signedIn(api: Api, user: { id: string }): Promise<Browser> {
  const token = await api.db.transaction().execute((tx) => openSession(tx, user.id, api.realNow));
  return Object.assign(new Browser(api), { cookie: `incassoladder=${token}` });
}

/** The header with a new key. */
export async function aKey(api: Api, scopes: readonly Scope[], name = 'Boekhouding'): Promise<Headers> {
  const key = { name, scopes, expiresAt: api.realNow + 86_400_000 };
  const { text } = await api.db.transaction().execute((tx) => addKey(tx, key, { actor: 'api', at: api.realNow }));
  return { authorization: `Bearer ${text}` };
}
