/** Notices to an ERP as Standard Webhooks 1.0: https://www.standardwebhooks.com. For receivers: `docs/erp-webhooks.md`. */
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { specialPurpose } from './address-rules.ts';
import { excerpt, outcomeOf, type WebhookOutcome } from './outcome.ts';
import { type Address, post } from './post.ts';
import { keyOfSecret, signatureOf } from './signature.ts';

export interface WebhookNotice {
  /** Where the ERP listens: `https://…`, without a user name. */
  url: string;
  /** `whsec_…`; while a secret is being replaced, the new one and the old one. */
  secret: string | readonly string[];
  /** Names the event and stays the same over all tries: the receiver takes it once. Visible ASCII without a full stop. */
  id: string;
  /** When the event happened, in milliseconds since 1970. */
  timestamp: number;
  /** Words parted by full stops: `deliveries.held`. */
  type: string;
  /** Members that JSON can carry. */
  data: Readonly<Record<string, unknown>>;
}

export interface WebhookOptions {
  /**
   * Hosts of the own network, as they stand in the address (`erp.local`, `10.0.0.5`, `[fd00::5]`): these may have addresses
   * that are not of the public internet, and need no TLS. `any` is for tests and demonstrations.
   */
  insideHosts?: readonly string[] | 'any';
  /** When this try is made, in milliseconds since 1970: receivers compare it with their own clock. The real time by default. */
  sentAt?: number;
  /** All of one try. */
  timeoutMs?: number;
  /** Finds the addresses of a host; asked once for each try. The system's resolver by default. */
  resolve?: (host: string) => Promise<readonly Address[]>;
}

/** The specification recommends 15 to 30 s. */
export const TRY_TIMEOUT_MS = 20_000;
/** The specification recommends less than 20 kB; far more is a mistake. */
export const MAX_PAYLOAD_BYTES = 256 * 1024;
const MAX_ID_CHARS = 255;

/**
 * Sends a notice once. Never throws: what went wrong is the outcome.
 *
 * The host is looked up once, every address that it has must be of the public internet, and the connection goes to one of
 * those very addresses: a name that changes its mind in between reaches nothing inside. Redirects are not followed.
 */
export async function sendWebhook(notice: WebhookNotice, options: WebhookOptions = {}): Promise<WebhookOutcome> {
  const { sentAt = Date.now(), timeoutMs = TRY_TIMEOUT_MS, insideHosts = [], resolve = resolveHost } = options;
  const made = requestOf(notice, insideHosts, sentAt);
  if ('problem' in made) return { status: 'refused', problem: made.problem };
  const { url, inside } = made;
  const start = performance.now();
  try {
    const addresses = await within(timeoutMs, addressesOf(url, resolve));
    const forbidden = inside ? null : forbiddenAmong(addresses, url.hostname);
    if (forbidden !== null) return { status: 'refused', problem: forbidden };
    const left = Math.max(timeoutMs - (performance.now() - start), 1);
    return outcomeOf(await post({ ...made, addresses, timeoutMs: Math.ceil(left) }), sentAt);
  } catch (error) {
    return { status: 'deferred', problem: problemOf(error as Error, url), retryAfterMs: null };
  }
}

interface Request {
  url: URL;
  /** Whether the operator vouches for the host. */
  inside: boolean;
  headers: Record<string, string>;
  body: string;
}

function requestOf(
  notice: WebhookNotice,
  insideHosts: readonly string[] | 'any',
  sentAt: number,
): Request | { problem: string } {
  const { secret, id, type } = notice;
  const url = URL.canParse(notice.url) ? new URL(notice.url) : null;
  if (url === null) return { problem: `"${excerpt(notice.url)}" is not a web address` };
  const inside = insideHosts === 'any' || insideHosts.some((host) => host.toLowerCase() === url.hostname);
  const wrong = problemOfUrl(url, inside);
  if (wrong !== null) return { problem: wrong };
  if (!/^[!-~]+$/.test(id) || id.includes('.') || id.length > MAX_ID_CHARS) {
    return { problem: `the id "${excerpt(id)}" of the notice is not visible ASCII without a full stop` };
  }
  if (!/^[A-Za-z0-9_]+(\.[A-Za-z0-9_]+)*$/.test(type)) {
    return { problem: `the type "${excerpt(type)}" of the notice is not words parted by full stops` };
  }
  const keys = [secret].flat().map(keyOfSecret);
  const known = keys.filter((key) => key !== null);
  if (known.length === 0 || known.length < keys.length) {
    return { problem: 'the secret of the receiver is not whsec_ and the base64 of 24 to 64 bytes' };
  }
  const body = bodyOf(notice);
  if (body === null) return { problem: 'the notice cannot be written as JSON' };
  if (Buffer.byteLength(body) > MAX_PAYLOAD_BYTES) {
    return { problem: `the notice is larger than ${MAX_PAYLOAD_BYTES} bytes` };
  }
  const seconds = Math.floor(sentAt / 1000);
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'incassoladder',
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': known.map((key) => signatureOf(key, id, seconds, body)).join(' '),
  };
  return { url, inside, headers, body };
}

function bodyOf({ type, timestamp, data }: WebhookNotice): string | null {
  try {
    return JSON.stringify({ type, timestamp: new Date(timestamp).toISOString(), data });
  } catch {
    return null;
  }
}

function problemOfUrl(url: URL, inside: boolean): string | null {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return `notices go to https addresses, not to ${url.protocol.slice(0, -1)}`;
  }
  if (url.username !== '' || url.password !== '') return 'the address of the receiver carries a user name or password';
  if (url.protocol === 'http:' && !inside) {
    return `${url.hostname} is to be reached by http, which is for hosts of the own network only: use https`;
  }
  return null;
}

const resolveHost = async (host: string) => (await lookup(host, { all: true })) as Address[];

async function addressesOf(
  url: URL,
  resolve: (host: string) => Promise<readonly Address[]>,
): Promise<readonly Address[]> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const family = isIP(host);
  if (family !== 0) return [{ address: host, family: family as 4 | 6 }];
  const addresses = await resolve(host);
  if (addresses.length === 0) throw new Error(`${host} has no address`);
  return addresses;
}

/** One address inside is enough to refuse: which of several a connection goes to is left to chance. */
function forbiddenAmong(addresses: readonly Address[], host: string): string | null {
  for (const { address } of addresses) {
    const purpose = specialPurpose(address);
    if (purpose === null) continue;
    const where = address === host.replace(/^\[|\]$/g, '') ? host : `${host} (${address})`;
    return `${where} is not on the public internet (${purpose}); the operator can allow the host`;
  }
  return null;
}

/** Rejects when a promise takes longer. */
async function within<T>(timeoutMs: number, promise: Promise<T>): Promise<T> {
  let timeout: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timeout = setTimeout(() => reject(new Error(`its address was not found within ${timeoutMs / 1000} s`)), timeoutMs);
  });
  try {
    return await Promise.race([promise, tooLate]);
  } finally {
    clearTimeout(timeout);
  }
}

function problemOf(error: Error, url: URL): string {
  // Several addresses that all fail come as one error without words of its own.
  const first = error instanceof AggregateError ? (error.errors[0] as Error) : error;
  return `${url.host} cannot be reached: ${excerpt(first.message)}`;
}
