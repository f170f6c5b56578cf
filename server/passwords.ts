/** How passwords are kept: scrypt, with its parameters and salt beside the hash, `$scrypt$ln=15,r=8,p=3$salt$hash`. */
import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { ApiError } from './errors.ts';

export const MIN_PASSWORD_CHARS = 12;
export const MAX_PASSWORD_CHARS = 200;

export interface Cost {
  /** The logarithm of scrypt's N. */
  ln: number;
  r: number;
  p: number;
}

/** OWASP's choice for 32 MiB; a quarter of a second or so. */
const COST: Cost = { ln: 15, r: 8, p: 3 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** Hashes computed at once: each takes a thread of Node's four, and its memory. */
const MOST_AT_ONCE = 2;
/** Those that wait for their turn; more are asked to come back. */
const MOST_WAITING = 40;

/** Makes and checks hashes at one cost, a few at a time. */
export class Passwords {
  readonly #cost: Cost;
  #nobody: Promise<string> | null = null;
  #busy = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(cost: Cost = COST) {
    this.#cost = cost;
  }

  async hash(password: string): Promise<string> {
    const salt = randomBytes(SALT_BYTES);
    const hash = await this.#derive(password, salt, this.#cost);
    const { ln, r, p } = this.#cost;
    return `$scrypt$ln=${ln},r=${r},p=${p}$${salt.toString('base64url')}$${hash.toString('base64url')}`;
  }

  /** True when the password is the one that was hashed. Takes as long for a wrong one. */
  async match(password: string, stored: string): Promise<boolean> {
    const { cost, salt, hash } = parse(stored);
    return timingSafeEqual(await this.#derive(password, salt, cost), hash);
  }

  /** True for a hash of another cost. */
  isOutdated(stored: string): boolean {
    const { cost } = parse(stored);
    return cost.ln !== this.#cost.ln || cost.r !== this.#cost.r || cost.p !== this.#cost.p;
  }

  /** A hash that no password has, to spend the same time on somebody who does not exist. */
  nobodysHash(): Promise<string> {
    this.#nobody ??= this.hash(randomBytes(SALT_BYTES).toString('hex')).catch((error) => {
      this.#nobody = null;
      throw error;
    });
    return this.#nobody;
  }

  async #derive(password: string, salt: Buffer, { ln, r, p }: Cost): Promise<Buffer> {
    const N = 2 ** ln;
    // What OpenSSL counts: its table, two blocks beside it, and one for each of `p`.
    const options: ScryptOptions = { N, r, p, maxmem: 128 * r * (N + 2 + p) };
    await this.#turn();
    try {
      return await new Promise<Buffer>((resolve, reject) => {
        scrypt(password.normalize('NFC'), salt, HASH_BYTES, options, (error, key) =>
          error ? reject(error) : resolve(key),
        );
      });
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#busy--;
    }
  }

  /** Waits until a hash may be computed; who ends hands the turn on. */
  async #turn(): Promise<void> {
    if (this.#busy < MOST_AT_ONCE) {
      this.#busy++;
      return;
    }
    if (this.#waiting.length >= MOST_WAITING) {
      throw new ApiError('unavailable', 'sign_in_busy', 'Too many people sign in at once; try again shortly.');
    }
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }
}

function parse(stored: string): { cost: Cost; salt: Buffer; hash: Buffer } {
  const match = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([\w-]+)\$([\w-]+)$/.exec(stored);
  if (!match) throw new Error('A password hash in the database cannot be read.');
  const [, ln, r, p, salt, hash] = match;
  return {
    cost: { ln: Number(ln), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt!, 'base64url'),
    hash: Buffer.from(hash!, 'base64url'),
  };
}

/** Throws for a password that everybody would try first. There are no rules of composition: length is what counts. */
export function refuseObvious(password: string, user: { name: string; email: string }): void {
  const plain = (text: string) => text.normalize('NFC').trim().toLowerCase();
  const obvious = [user.email, user.email.split('@')[0]!, user.name, 'incassoladder'].map(plain);
  const given = plain(password);
  const isRun = new Set(given).size <= 1;
  if (!isRun && !obvious.includes(given)) return;
  const message = 'This password is the first that others would try; choose another, such as four words in a row.';
  throw new ApiError('invalid_request', 'password_obvious', message, 'password');
}
