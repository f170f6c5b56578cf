/** Who signs: where a body names who acts, a person in a session is named by the session. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { personOfDebtor } from '../ladder/arrangement/schema.ts';
import { ApiError } from './errors.ts';

/** The members of bodies that name who acts: who answers or decides, and whose a hold is. */
const SIGNATURES = ['by', 'owner'];

/** The members of a body of this form that name who acts; who signs for a debtor is nobody of ours. */
export function signaturesOf(body: unknown): string[] {
  if (body instanceof z.ZodUnion) return [...new Set(body.options.flatMap(signaturesOf))];
  return body instanceof z.ZodObject
    ? SIGNATURES.filter((name) => name in body.shape && body.shape[name] !== personOfDebtor)
    : [];
}

/**
 * In a session the body may leave the signature out, and it is filled in before the body is checked. Another's name is
 * refused, not overwritten: who sends one is mistaken about who is signed in.
 */
export function registerSignatures(app: FastifyInstance): void {
  app.addHook('preValidation', async ({ body, caller, routeOptions }) => {
    if (caller?.kind !== 'person' || typeof body !== 'object' || body === null || Array.isArray(body)) return;
    const fields = body as Record<string, unknown>;
    for (const name of signaturesOf(routeOptions.schema?.body)) {
      const given = fields[name] === undefined ? caller.user.name : fields[name];
      if (typeof given !== 'string') continue;
      if (given.normalize('NFC').trim() !== caller.user.name) {
        const message = `You are signed in as ${caller.user.name}; leave "${name}" out, or sign in as who acts.`;
        throw new ApiError('invalid_request', 'signature_differs', message, name);
      }
      fields[name] = caller.user.name;
    }
  });
}
