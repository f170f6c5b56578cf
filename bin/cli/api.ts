/** Asks the running server. */
import { CliError } from './output.ts';

const DEFAULT_PORT = 3000;
/** A server that takes longer is taken for stopped. */
const TIMEOUT_MS = 60_000;

/** The server's own refusal: its message is a sentence for people. */
export class ApiRefusal extends Error {
  override readonly name = 'ApiRefusal';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export interface Api {
  readonly address: string;
  get<T>(path: string, query?: Record<string, string>): Promise<T>;
  /** Gets every page of a list. */
  list<T>(path: string, query?: Record<string, string>): Promise<T[]>;
  postXml<T>(path: string, query: Record<string, string>, xml: Uint8Array<ArrayBuffer>): Promise<T>;
  send<T>(method: 'POST' | 'PATCH' | 'PUT', path: string, body: object): Promise<T>;
}

/** Throws a CliError when the address in the environment is none. */
export function api(env: Record<string, string | undefined> = process.env): Api {
  const address = addressIn(env);
  const headers: Record<string, string> = env.API_KEY ? { authorization: `Bearer ${env.API_KEY}` } : {};

  async function ask<T>(path: string, query: Record<string, string>, init: RequestInit): Promise<T> {
    const search = new URLSearchParams(query).toString();
    const url = `${address}/api${path}${search === '' ? '' : `?${search}`}`;
    const { status, text } = await fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) })
      .then(async (response) => ({ status: response.status, text: await response.text() }))
      .catch((error: Error) => {
        throw unanswered(address, error);
      });
    const body = status === 204 ? null : parsed(text);
    if (body === undefined) {
      throw new CliError(`What answers at ${address} is not Incassoladder (HTTP ${status}); set INCASSOLADDER_URL.`);
    }
    if (status < 400) return body as T;
    const message = String((body as { message?: unknown } | null)?.message ?? `HTTP ${status}`);
    if (status === 401) {
      throw new CliError(
        `${address} wants a key; set API_KEY to one that an operator made, or to the one that it was started with.`,
      );
    }
    if (status === 403) throw new CliError(`${address} refuses: ${message}`);
    throw new ApiRefusal(status, message);
  }

  return {
    address,
    get: (path, query = {}) => ask(path, query, { headers }),
    async list<T>(path: string, query: Record<string, string> = {}) {
      const found: T[] = [];
      for (let after: string | null | undefined; after !== null; ) {
        const page: { data: T[]; next?: string | null } = await ask(
          path,
          { ...query, ...(after !== undefined && { after }) },
          { headers },
        );
        found.push(...page.data);
        after = page.next ?? null;
      }
      return found;
    },
    postXml: (path, query, body) =>
      ask(path, query, { method: 'POST', headers: { ...headers, 'content-type': 'application/xml' }, body }),
    send: (method, path, body) =>
      ask(
        path,
        {},
        { method, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) },
      ),
  };
}

function addressIn({ INCASSOLADDER_URL: url, PORT: port }: Record<string, string | undefined>): string {
  const address = url || `http://127.0.0.1:${port || DEFAULT_PORT}`;
  if (/^https?:\/\/[^/]/.test(address) && URL.canParse(address)) return address.replace(/\/+$/, '');
  throw new CliError(
    url
      ? `INCASSOLADDER_URL is "${url}"; write the server's address as http://127.0.0.1:${DEFAULT_PORT}.`
      : `PORT is "${port}", which is no port number; set it to that of the server, or set INCASSOLADDER_URL.`,
  );
}

function unanswered(address: string, error: Error): CliError {
  if (error.name === 'TimeoutError') {
    return new CliError(`The server at ${address} did not answer within ${TIMEOUT_MS / 1000} seconds; see its log.`);
  }
  return new CliError(`No server answers at ${address}; start it with npm start, or set INCASSOLADDER_URL.`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
