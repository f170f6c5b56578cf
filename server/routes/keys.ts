/** Keys of programs. */
import { z } from 'zod';
import { DAY_MS } from '../../ladder/time/civil.ts';
import { addKey, type KeyRecord, listKeys, revokeKey } from '../../store/api-keys.ts';
import { SCOPES } from '../../store/people-tables.ts';
import { callerOf } from '../caller.ts';
import { notFound } from '../errors.ts';
import { iso } from '../views.ts';
import { idParam, pageOf, pageQuery, plainName, type Routes, typed } from './shared.ts';

const USUAL_KEY_DAYS = 365;
const MAX_KEY_DAYS = 1_095;

const keyBody = z.strictObject({
  name: plainName,
  scopes: z
    .array(z.enum(SCOPES))
    .min(1)
    .max(SCOPES.length)
    .transform((given) => SCOPES.filter((scope) => given.includes(scope))),
  days: z.int().min(1).max(MAX_KEY_DAYS).default(USUAL_KEY_DAYS).describe('How long the key is valid'),
});

export const keyRoutes: Routes = async (app, { db, realNow }) => {
  typed(app).get(
    '/keys',
    { schema: { summary: 'List API keys, without their secrets', querystring: z.strictObject(pageQuery) } },
    async ({ query: { limit, after } }) =>
      pageOf(await listKeys(db, { limit: limit + 1, ...(after && { after }) }), limit, view),
  );

  typed(app).post(
    '/keys',
    { schema: { summary: 'Make an API key; it is shown this once', body: keyBody } },
    async (request, reply) => {
      const { name, scopes, days } = request.body;
      const act = { actor: callerOf(request).id, at: realNow() };
      const key = { name, scopes, expiresAt: act.at + days * DAY_MS };
      const { record, text } = await db.transaction().execute((tx) => addKey(tx, key, act));
      return reply.status(201).send({ ...view(record), key: text });
    },
  );

  typed(app).delete(
    '/keys/:id',
    { schema: { summary: 'Revoke an API key for good', params: idParam } },
    async (request, reply) => {
      const { id } = request.params;
      const act = { actor: callerOf(request).id, at: realNow() };
      if (!(await db.transaction().execute((tx) => revokeKey(tx, id, act)))) throw notFound('key', id);
      return reply.status(204).send();
    },
  );
};

const view = ({ created_at, expires_at, last_used_at, revoked_at, ...key }: KeyRecord) => ({
  ...key,
  created_at: iso(created_at),
  expires_at: iso(expires_at),
  last_used_at: iso(last_used_at),
  revoked_at: iso(revoked_at),
});
