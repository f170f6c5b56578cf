/** Signatures of Standard Webhooks 1.0 (symmetric, `v1`): https://www.standardwebhooks.com. */
import { createHmac, randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';
/** The specification asks for 192 to 512 bits. */
const LEAST_SECRET_BYTES = 24;
const MOST_SECRET_BYTES = 64;
const NEW_SECRET_BYTES = 32;

/** A new secret, as it is shown to the receiver: `whsec_` and 256 random bits in base64. */
export function newWebhookSecret(): string {
  return PREFIX + randomBytes(NEW_SECRET_BYTES).toString('base64');
}

/** The key of a secret, or null when it is not `whsec_` and the base64 of 24 to 64 bytes. */
export function keyOfSecret(secret: string): Buffer | null {
  const base64 = secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : '';
  const key = Buffer.from(base64, 'base64');
  // Node skips what is not base64; a mistyped secret must not pass for another one.
  if (key.toString('base64').replace(/=+$/, '') !== base64.replace(/=+$/, '')) return null;
  return key.length >= LEAST_SECRET_BYTES && key.length <= MOST_SECRET_BYTES ? key : null;
}

/** `v1,` and the HMAC-SHA256 of `id.timestamp.payload` in base64; `timestamp` in whole seconds since 1970. */
export function signatureOf(key: Buffer, id: string, timestamp: number, payload: string): string {
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${payload}`).digest('base64')}`;
}
