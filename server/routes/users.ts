/** People who sign in: the first administrator, and whoever operators add. */
import { z } from 'zod';
import type { Db, Tx } from '../../store/database.ts';
import { ROLES } from '../../store/people-tables.ts';
import {
  addUser,
  changeUser,
  findUser,
  hasUsers,
  listUsers,
  removeUser,
  setPassword,
  type UserRecord,
  UserRefused,
} from '../../store/users.ts';
import { callerOf, refuseSetup } from '../caller.ts';
import { ApiError, notFound } from '../errors.ts';
import { refuseObvious } from '../passwords.ts';
import { iso } from '../views.ts';
import { idParam, newPassword, normalEmail, pageOf, pageQuery, plainName, type Routes, typed } from './shared.ts';

const email = z.string().max(254).transform(normalEmail).pipe(z.email());
const roles = z
  .array(z.enum(ROLES))
  .min(1)
  .max(ROLES.length)
  .transform((given) => ROLES.filter((role) => given.includes(role)));
const setupBody = z.strictObject({ name: plainName, email, password: newPassword });
const userBody = setupBody.extend({ roles });
const changesBody = z.strictObject({
  name: plainName.optional(),
  email: email.optional(),
  roles: roles.optional(),
  disabled: z.boolean().optional(),
});

export const userRoutes: Routes = async (app, { db, apiKey, realNow: now, passwords }) => {
  typed(app).post(
    '/setup',
    { schema: { summary: 'Make the first administrator, who may do everything', body: setupBody } },
    async (request, reply) => {
      if (await hasUsers(db)) throw refusal('already_set_up');
      refuseSetup(request, apiKey);
      const { name, email: address, password } = request.body;
      refuseObvious(password, request.body);
      const first = { name, email: address, roles: ROLES, passwordHash: await passwords.hash(password) };
      const user = await changing(db, (tx) => addUser(tx, first, { actor: 'api', at: now() }, { first: true }));
      return reply.status(201).send(view(user));
    },
  );

  typed(app).get(
    '/users',
    { schema: { summary: 'List users', querystring: z.strictObject(pageQuery) } },
    async ({ query: { limit, after } }) =>
      pageOf(await listUsers(db, { limit: limit + 1, ...(after && { after }) }), limit, view),
  );

  typed(app).get('/users/:id', { schema: { summary: 'Read a user', params: idParam } }, async (request) => {
    const user = await findUser(db, request.params.id);
    if (!user) throw notFound('user', request.params.id);
    return view(user);
  });

  typed(app).post('/users', { schema: { summary: 'Add a user', body: userBody } }, async (request, reply) => {
    const { password, ...user } = request.body;
    refuseObvious(password, user);
    const passwordHash = await passwords.hash(password);
    const act = { actor: callerOf(request).id, at: now() };
    return reply.status(201).send(view(await changing(db, (tx) => addUser(tx, { ...user, passwordHash }, act))));
  });

  typed(app).patch(
    '/users/:id',
    { schema: { summary: 'Change a user; one who is disabled is signed out', params: idParam, body: changesBody } },
    async (request) => {
      const { id } = request.params;
      const act = { actor: callerOf(request).id, at: now() };
      const user = await changing(db, (tx) => changeUser(tx, id, request.body, act));
      if (!user) throw notFound('user', id);
      return view(user);
    },
  );

  typed(app).put(
    '/users/:id/password',
    {
      schema: {
        summary: 'Give a user another password, who is signed out',
        params: idParam,
        body: z.strictObject({ password: newPassword }),
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const { password } = request.body;
      const user = await findUser(db, id);
      if (!user) throw notFound('user', id);
      refuseObvious(password, user);
      const hash = await passwords.hash(password);
      const act = { actor: callerOf(request).id, at: now() };
      if (!(await changing(db, (tx) => setPassword(tx, id, hash, act)))) throw notFound('user', id);
      return reply.status(204).send();
    },
  );

  typed(app).delete(
    '/users/:id',
    { schema: { summary: 'Remove a user; what they did stays in the log', params: idParam } },
    async (request, reply) => {
      const { id } = request.params;
      const act = { actor: callerOf(request).id, at: now() };
      if (!(await changing(db, (tx) => removeUser(tx, id, act)))) throw notFound('user', id);
      return reply.status(204).send();
    },
  );
};

const view = ({ disabled, created_at, signed_in_at, ...user }: UserRecord) => ({
  ...user,
  disabled,
  created_at: iso(created_at),
  signed_in_at: iso(signed_in_at),
});

/** A change in one transaction; what the store refuses is told. */
async function changing<T>(db: Db, change: (tx: Tx) => Promise<T>): Promise<T> {
  return db
    .transaction()
    .execute(change)
    .catch((error: unknown) => {
      throw error instanceof UserRefused ? refusal(error.because) : error;
    });
}

function refusal(because: UserRefused['because']): ApiError {
  switch (because) {
    case 'email_taken':
      return new ApiError('conflict', because, 'Another user has this e-mail address.', 'email');
    case 'operator_needed':
      return new ApiError('conflict', because, 'There must always be an operator who is not disabled.', 'roles');
    case 'already_set_up':
      return new ApiError('conflict', because, 'There is an administrator already; operators add users.');
  }
}
