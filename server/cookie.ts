/** The cookie of a session. Over TLS its name has the prefix by which browsers keep other hosts from setting it. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SECRET_PATTERN } from '../store/secrets.ts';
import { isLoopback } from './config.ts';

const NAME = 'incassoladder';

/** Browsers keep a Secure cookie only over TLS; on this machine there is none. */
const isPlain = (request: FastifyRequest) => isLoopback(request.hostname);
const nameFor = (request: FastifyRequest) => (isPlain(request) ? NAME : `__Host-${NAME}`);

/** The token that a request brings, or null. */
export function readCookie(request: FastifyRequest): string | null {
  const prefix = `${nameFor(request)}=`;
  const cookies = (request.headers.cookie ?? '').split(';').map((cookie) => cookie.trim());
  const token = cookies.find((cookie) => cookie.startsWith(prefix))?.slice(prefix.length);
  return token !== undefined && SECRET_PATTERN.test(token) ? token : null;
}

/** Gives the browser a token, or takes it back with null. It lasts until the browser closes, or the session ends. */
export function writeCookie(request: FastifyRequest, reply: FastifyReply, token: string | null): void {
  const parts = [`${nameFor(request)}=${token ?? ''}`, 'Path=/', 'HttpOnly', 'SameSite=Strict'];
  if (!isPlain(request)) parts.push('Secure');
  if (token === null) parts.push('Max-Age=0');
  reply.removeHeader('set-cookie').header('set-cookie', parts.join('; '));
}
