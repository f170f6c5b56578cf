/** Random secrets that are given out once and kept as a hash. Nobody guesses 256 bits, so that a fast hash is enough. */
import { createHash, randomBytes } from 'node:crypto';

/** 43 characters that need no escaping in a cookie, a header or a URL. */
export const newSecret = () => randomBytes(32).toString('base64url');

export const SECRET_PATTERN = /^[A-Za-z0-9_-]{43}$/;

export const hashSecret = (secret: string) => createHash('sha256').update(secret).digest('hex');
