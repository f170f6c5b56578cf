/**
 * `Idempotency-Key`: the same request again gets the first answer; another request under the same key is refused. Keys
 * are a caller's own: what one was answered, another is never told.
 */
import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Db } from '../store/database.ts';
import { findReply, keepReply } from '../store/idempotency.ts';
import { accessOf } from './access.ts';
import { callerOf } from './caller.ts';
import { ApiError } from './errors.ts';

const KEY_PATTERN = /^[\x21-\x7e]{1,255}$/;

/** The key of a request, or null when it has none. */
export function idempotencyKey(request: FastifyRequest): string | null {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key === 'string' && KEY_PATTERN.test(key)) return key;
  throw new ApiError(
    'invalid_request',
    'idempotency_key_invalid',
    'Idempotency-Key must be 1 to 255 printable characters without spaces.',
    'Idempotency-Key',
  );
}

/**
 * The id of an event that its sender gave none: from the Idempotency-Key where there is one, so that even a request
 * that was cut off between acceptance and answer counts once.
 */
export function derivedId(request: FastifyRequest, random: () => string): string {
  const key = idempotencyKey(request);
  if (key === null) return random();
  const { kind, id } = callerOf(request);
  // The holder of API_KEY was once the only caller: ids of then stay what they were.
  const caller = kind === 'root' ? '' : `${id}\n`;
  return createHash('sha256').update(`${caller}${request.url}\n${key}`).digest('hex').slice(0, 32);
}

export function registerIdempotency(app: FastifyInstance, db: Db): void {
  app.addHook('preHandler', async (request, reply) => {
    if (request.method !== 'POST') return;
    const key = idempotencyKey(request);
    if (key === null) return;
    if (isSecret(request)) {
      throw new ApiError(
        'invalid_request',
        'idempotency_key_refused',
        'No reply is kept here, as passwords and keys go over it: send no Idempotency-Key.',
        'Idempotency-Key',
      );
    }
    const known = await findReply(db, callerOf(request).id, key);
    if (!known) return;
    if (known.request !== fingerprint(request)) {
      throw new ApiError(
        'conflict',
        'idempotency_key_reused',
        'This Idempotency-Key was used for another request.',
        'Idempotency-Key',
      );
    }
    await reply.status(known.status).header('Idempotent-Replayed', 'true').send(known.body);
  });

  // Refusals are not kept: the sender may mend the request and try again under the same key.
  app.addHook('onSend', async (request, reply, payload) => {
    const key = request.method === 'POST' && reply.statusCode < 300 ? idempotencyKey(request) : null;
    if (key === null || reply.hasHeader('Idempotent-Replayed') || typeof payload !== 'string') return;
    const { id: caller } = callerOf(request);
    await keepReply(db, { caller, key, request: fingerprint(request), status: reply.statusCode, body: payload });
  });
}

/** Where everybody may come, who comes is nobody yet, and brings a password. */
function isSecret({ method, routeOptions }: FastifyRequest): boolean {
  const access = accessOf(method, routeOptions.url ?? '');
  return access === 'everybody' || access?.secret === true;
}

function fingerprint(request: FastifyRequest): string {
  const hash = createHash('sha256').update(`${request.method} ${request.url}\n`);
  hash.update(Buffer.isBuffer(request.body) ? request.body : JSON.stringify(request.body ?? null));
  return hash.digest('hex');
}
