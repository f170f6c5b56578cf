/** How the screens talk to the API: JSON, one error shape, one place where the network is met. */

interface ErrorBody {
  code: string;
  message: string;
  param?: string | null;
  problems?: unknown[];
}

const isErrorBody = (answer: unknown): answer is ErrorBody =>
  typeof answer === 'object' && answer !== null && 'code' in answer && 'message' in answer;

/** What the server answers when something is wrong (`server/errors.ts`). */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly param: string | null;
  readonly problems: readonly unknown[];

  constructor(status: number, body: ErrorBody) {
    super(body.message);
    this.name = 'ApiError';
    this.status = status;
    this.code = body.code;
    this.param = body.param ?? null;
    this.problems = body.problems ?? [];
  }
}

/** The server did not answer: nothing is known about what it did. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super('The server cannot be reached.', { cause });
    this.name = 'Unreachable';
  }
}

/** How long an answer is waited for. */
const TIMEOUT_MS = 30_000;

/** Told of every answer that says that the session is over. */
let onSignedOut: () => void = () => {};
export function whenSignedOut(listener: () => void): void {
  onSignedOut = listener;
}

export interface Ask {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  body?: unknown;
  signal?: AbortSignal;
  /** Asked again under the same key, a POST is carried out once. */
  idempotencyKey?: string;
}

/** Asks one address; throws `ApiError` or `Unreachable`. An empty answer is undefined. */
export async function ask<Answer>(path: string, asked: Ask = {}): Promise<Answer> {
  return parsed(await answerOf(path, 'application/json', asked, (response) => response.text())) as Answer;
}

/** Asks for a file, such as a letter as PDF; throws as `ask` does. */
export function askFile(path: string, asked: Ask = {}): Promise<Blob> {
  return answerOf(path, '*/*', asked, (response) => response.blob());
}

async function answerOf<Body>(
  path: string,
  accept: string,
  { method = 'GET', body, signal, idempotencyKey }: Ask,
  bodyOf: (response: Response) => Promise<Body>,
): Promise<Body> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const headers: Record<string, string> = { accept };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (idempotencyKey) headers['idempotency-key'] = idempotencyKey;
  let status: number;
  let refusal: string;
  try {
    const response = await fetch(`/api${path}`, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    if (response.ok) return await bodyOf(response);
    status = response.status;
    refusal = await response.text();
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Unreachable(error);
  }
  const answer = parsed(refusal);
  // A proxy that answers for a server that is away does not answer so.
  if (!isErrorBody(answer)) throw new Unreachable(`HTTP ${status}`);
  const problem = new ApiError(status, answer);
  if (problem.status === 401 && path !== '/session') onSignedOut();
  throw problem;
}

function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
