/** Signing in and out, and one's own password. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { MINUTE_MS } from '../../ladder/time/civil.ts';
import { ROLES, SCOPES } from '../../store/people-tables.ts';
import { LIFETIME_MS, renewSession } from '../../store/sessions.ts';
import { recordFailure, signIn, signOut } from '../../store/sign-ins.ts';
import { findUserToSignIn, passwordHashOf, setPassword, type UserRecord } from '../../store/users.ts';
import { Attempts } from '../attempts.ts';
import { type Caller, callerOf, personOf } from '../caller.ts';
import { readCookie, writeCookie } from '../cookie.ts';
import { ApiError } from '../errors.ts';
import { addressOf, isOwnPage } from '../origin.ts';
import { MAX_PASSWORD_CHARS, refuseObvious } from '../passwords.ts';
import { iso } from '../views.ts';
import { newPassword, normalEmail, type Routes, typed } from './shared.ts';

/** Wrong passwords for one account, and from one address, within the window; those for nobody's account count too. */
const TRIES_PER_ACCOUNT = 10;
const TRIES_PER_ADDRESS = 100;
const TRIES_WINDOW_MS = 15 * MINUTE_MS;

const givenPassword = z.string().min(1).max(MAX_PASSWORD_CHARS);
const signInBody = z.strictObject({ email: z.string().min(1).max(254), password: givenPassword });
const passwordBody = z.strictObject({ current: givenPassword, password: newPassword });

export const sessionRoutes: Routes = async (app, { db, realNow: now, passwords }) => {
  const byAccount = new Attempts(TRIES_PER_ACCOUNT, TRIES_WINDOW_MS);
  const byAddress = new Attempts(TRIES_PER_ADDRESS, TRIES_WINDOW_MS);

  /** Takes a try at the password of an account; throws when there were too many. Returns what takes it back. */
  function takeTry(request: FastifyRequest, reply: FastifyReply, email: string): () => void {
    const address = addressOf(request);
    const waitMs = byAddress.take(address, now()) || byAccount.take(email, now());
    if (waitMs > 0) {
      const minutes = Math.ceil(waitMs / MINUTE_MS);
      reply.header('retry-after', Math.ceil(waitMs / 1000));
      throw new ApiError('rate_limited', 'too_many_tries', `Too many wrong passwords; try again in ${minutes} min.`);
    }
    return () => {
      byAddress.giveBack(address);
      byAccount.giveBack(email);
    };
  }

  typed(app).post(
    '/session',
    { schema: { summary: 'Sign in; the session is a cookie', body: signInBody } },
    async (request, reply) => {
      if (isOwnPage(request) === false) {
        throw new ApiError('forbidden', 'origin_foreign', 'Sign in on the page of this very address.');
      }
      const email = normalEmail(request.body.email);
      const giveBack = takeTry(request, reply, email);
      const address = addressOf(request);
      const nobodysHash = await passwords.nobodysHash();
      const user = await findUserToSignIn(db, email);
      const checkedHash = user?.password_hash ?? nobodysHash;
      const isRight = await passwords.match(request.body.password, checkedHash);
      const at = now();
      const token =
        user && isRight && !user.disabled
          ? await signIn(
              db,
              {
                userId: user.id,
                checkedHash,
                newHash: passwords.isOutdated(checkedHash) ? await passwords.hash(request.body.password) : null,
                address,
                replacedToken: readCookie(request),
              },
              at,
            )
          : null;
      if (!user || token === null) {
        await recordFailure(db, user?.id ?? null, address, at);
        const message = 'The e-mail address or the password is wrong, or the account is disabled.';
        throw new ApiError('unauthorized', 'sign_in_failed', message);
      }
      giveBack();
      writeCookie(request, reply, token);
      return personView(user, at + LIFETIME_MS);
    },
  );

  typed(app).get('/session', { schema: { summary: 'Read who calls, and what they may do' } }, async (request) =>
    callerView(callerOf(request)),
  );

  const end = (everywhere: boolean) => async (request: FastifyRequest, reply: FastifyReply) => {
    const { id, user, session } = personOf(request);
    await signOut(db, { userId: user.id, sessionId: everywhere ? 'all' : session.id }, { actor: id, at: now() });
    writeCookie(request, reply, null);
    return reply.status(204).send();
  };
  typed(app).delete('/session', { schema: { summary: 'Sign out' } }, end(false));
  typed(app).delete('/sessions', { schema: { summary: 'Sign out everywhere' } }, end(true));

  typed(app).put(
    '/session/password',
    { schema: { summary: 'Change your own password; other sessions end', body: passwordBody } },
    async (request, reply) => {
      const { id, user, session } = personOf(request);
      const { current, password } = request.body;
      const giveBack = takeTry(request, reply, user.email);
      if (!(await passwords.match(current, (await passwordHashOf(db, user.id)) ?? (await passwords.nobodysHash())))) {
        throw new ApiError('invalid_request', 'password_wrong', 'Your present password is another.', 'current');
      }
      giveBack();
      refuseObvious(password, user);
      const hash = await passwords.hash(password);
      const at = now();
      const token = await db.transaction().execute(async (tx) => {
        await setPassword(tx, user.id, hash, { actor: id, at }, session.id);
        return renewSession(tx, session.id, at);
      });
      writeCookie(request, reply, token);
      return reply.status(204).send();
    },
  );
};

/** Who calls: `kind` is `person`, `key`, or `root` for whoever may do everything. */
function callerView(caller: Caller) {
  switch (caller.kind) {
    case 'person':
      return personView(caller.user, caller.session.endsAt);
    case 'program': {
      const { id, name, scopes, expires_at } = caller.key;
      return { kind: 'key', id, name, email: null, roles: [], scopes, ends_at: iso(expires_at) };
    }
    case 'root':
      return { kind: 'root', id: null, name: null, email: null, roles: ROLES, scopes: SCOPES, ends_at: null };
  }
}

function personView({ id, name, email, roles }: Pick<UserRecord, 'id' | 'name' | 'email' | 'roles'>, endsAt: number) {
  return { kind: 'person', id, name, email, roles, scopes: [], ends_at: iso(endsAt) };
}
