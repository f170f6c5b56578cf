/** Who calls: a person in a session, a program with a key, or the holder of API_KEY, who may do everything. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { KEY_PREFIX, type KeyRecord, useKey } from '../store/api-keys.ts';
import type { Signer } from '../store/publications.ts';
import { type UsedSession, useSession } from '../store/sessions.ts';
import { hasUsers, type UserRecord } from '../store/users.ts';
import { ACCESS, accessOf, refuseWithout } from './access.ts';
import type { AppSettings } from './app.ts';
import { readCookie, writeCookie } from './cookie.ts';
import { ApiError } from './errors.ts';
import { isOwnPage, refuseOthers } from './origin.ts';
import { asksForPage } from './pages.ts';

export interface Person {
  kind: 'person';
  /** `user:<id>`: by this the log and kept replies know a caller. */
  id: string;
  user: UserRecord;
  session: Pick<UsedSession, 'id' | 'endsAt'>;
}
export interface Program {
  kind: 'program';
  /** `key:<id>`. */
  id: string;
  key: KeyRecord;
}
/** Whoever has API_KEY; and, where that is not set, whoever is on this machine before there is a first administrator. */
export interface Root {
  kind: 'root';
  id: 'api';
}
export type Caller = Person | Program | Root;

const ROOT: Root = { kind: 'root', id: 'api' };

declare module 'fastify' {
  interface FastifyRequest {
    /** Null on routes that are open to everybody. */
    caller: Caller | null;
  }
}

/** Who calls a route that is not open to everybody. */
export function callerOf(request: FastifyRequest): Caller {
  if (request.caller === null) throw new Error(`${request.routeOptions.url} is open to everybody.`);
  return request.caller;
}

/** The person who calls; throws for others, who have no session. */
export function personOf(request: FastifyRequest): Person {
  const caller = callerOf(request);
  if (caller.kind === 'person') return caller;
  throw new ApiError('conflict', 'no_session', 'This is for a person who is signed in; you call without a session.');
}

/** Throws unless the caller of one route may use another as well: what is asked amounts to the same. */
export function refuseUnlessAllowed(request: FastifyRequest, route: string): void {
  const access = ACCESS[route];
  if (!access || access === 'everybody') throw new Error(`"${route}" has no row of its own.`);
  refuseWithout(access, callerOf(request));
}

/** Whether the caller of one route may use another as well. */
export function callerMay(request: FastifyRequest, route: string): boolean {
  try {
    refuseUnlessAllowed(request, route);
    return true;
  } catch (error) {
    if (error instanceof ApiError) return false;
    throw error;
  }
}

/** Who signs, by id and by name. */
export function signerOf(request: FastifyRequest): Signer {
  const caller = callerOf(request);
  return { id: caller.id, name: nameOf(caller) };
}

/** The name by which a caller signs: a person's own, or that of the key. */
export function nameOf(caller: Caller): string {
  switch (caller.kind) {
    case 'person':
      return caller.user.name;
    case 'program':
      return caller.key.name;
    case 'root':
      return 'api';
  }
}

/** Before every route: who calls, and whether `access.ts` lets them. */
export function registerCallers(app: FastifyInstance, settings: AppSettings): void {
  const identify = identifier(settings);
  app.decorateRequest('caller', null);
  app.addHook('onRequest', async (request, reply) => {
    const access = request.is404 ? null : accessOf(request.method, request.routeOptions.url!);
    if (access === 'everybody' || (request.is404 && asksForPage(request))) return;
    const caller = await identify(request, reply);
    request.caller = caller;
    reply.header('cache-control', 'no-store');
    if (caller.kind === 'person') refuseOtherPages(request);
    if (!request.is404) refuseWithout(access, caller);
  });
}

function identifier({ db, apiKey, realNow }: AppSettings) {
  let someone = false;
  /** Once there are users, there always are: the last operator stays. */
  const isSetUp = async () => {
    someone ||= await hasUsers(db);
    return someone;
  };

  return async (request: FastifyRequest, reply: FastifyReply): Promise<Caller> => {
    const given = request.headers.authorization?.replace(/^Bearer /i, '');
    if (given !== undefined) {
      if (apiKey !== null && isSame(given, apiKey)) return ROOT;
      const key = given.startsWith(KEY_PREFIX) ? await useKey(db, given, realNow()) : null;
      if (key) return { kind: 'program', id: `key:${key.id}`, key };
      if (apiKey !== null || given.startsWith(KEY_PREFIX) || (await isSetUp())) throw keyWrong();
    } else {
      const token = readCookie(request);
      const session = token === null ? null : await useSession(db, token, realNow());
      if (session) {
        if (session.newToken !== null) writeCookie(request, reply, session.newToken);
        const { id, endsAt, user } = session;
        return { kind: 'person', id: `user:${user.id}`, user, session: { id, endsAt } };
      }
      if (await isSetUp()) throw new ApiError('unauthorized', 'sign_in_required', 'Sign in first, or send an API key.');
    }
    if (apiKey !== null) throw keyWrong();
    refuseOthers(request, 'Without an API key only this machine is served; set API_KEY to allow others.');
    return ROOT;
  };
}

/** Only before there is anybody: whoever sets up is on this machine, and has API_KEY where that is set. */
export function refuseSetup(request: FastifyRequest, apiKey: string | null): void {
  const given = request.headers.authorization?.replace(/^Bearer /i, '') ?? '';
  if (apiKey !== null && !isSame(given, apiKey)) throw keyWrong();
  refuseOthers(request, 'The first administrator is made on the machine itself, at its loopback address.');
}

/** Compared by hash, so that neither length nor content shows in the time taken. */
function isSame(given: string, known: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(known));
}

const keyWrong = () =>
  new ApiError(
    'unauthorized',
    'api_key_wrong',
    'Send the API key as "Authorization: Bearer …"; this one is none, has expired or was revoked.',
  );

/** A cookie comes along whichever page asks: what changes something must be asked by a page of our own. */
function refuseOtherPages(request: FastifyRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD' || isOwnPage(request) === true) return;
  throw new ApiError(
    'forbidden',
    'origin_foreign',
    'With a session, changes are taken from pages of this address only (Sec-Fetch-Site or Origin); programs use a key.',
  );
}
