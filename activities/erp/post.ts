/** One HTTP POST to addresses that were looked up before, and to no others. */
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Answer } from './outcome.ts';

export interface Address {
  address: string;
  family: 4 | 6;
}

export interface Post {
  url: URL;
  /** Where the host of the address stands: at least one. The connection goes to one of these; no name is looked up. */
  addresses: readonly Address[];
  headers: Record<string, string>;
  body: string;
  /** From the call to the last byte that is read. */
  timeoutMs: number;
}

/** Bytes of an answer that are read; what comes after is not waited for. */
const MAX_ANSWER_BYTES = 16 * 1024;
const MAX_HEADER_BYTES = 16 * 1024;

/** The answer, whatever its status. Rejects with an Error when none came: not reached, line dropped, too slow. */
export function post({ url, addresses, headers, body, timeoutMs }: Post): Promise<Answer> {
  const secure = url.protocol === 'https:';
  const call = (secure ? httpsRequest : httpRequest)(url, {
    method: 'POST',
    headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
    // An agent of its own: no proxy of the environment, no connection that another call opened.
    agent: secure ? new HttpsAgent({ keepAlive: false }) : new HttpAgent({ keepAlive: false }),
    lookup: pinned(addresses),
    maxHeaderSize: MAX_HEADER_BYTES,
  });
  const start = new StartOfBody();
  return new Promise<Answer>((resolve, reject) => {
    let answer: IncomingMessage | null = null;
    /** An answer whose body ends early, stalls or never ends is one: its status is known. */
    const end = (error: Error) => {
      clearTimeout(timeout);
      call.destroy();
      if (answer === null) return reject(error);
      const { statusCode = 0, headers } = answer;
      const { location = null, 'retry-after': retryAfter = null } = headers;
      resolve({ status: statusCode, retryAfter, location, body: start.text });
    };
    const timeout = setTimeout(() => end(new Error(`no answer within ${timeoutMs / 1000} s`)), timeoutMs);
    const closed = () => end(new Error('the line was closed without an answer'));
    call.on('error', end);
    call.on('close', closed);
    call.on('upgrade', (_response, socket) => {
      socket.destroy();
      end(new Error('the receiver changed to another protocol'));
    });
    call.on('response', (response) => {
      answer = response;
      response.on('error', closed);
      const { statusCode = 0 } = response;
      // Nobody reads what a receiver adds to its yes.
      if (statusCode >= 200 && statusCode <= 299) return closed();
      response.on('end', closed);
      response.on('data', (chunk: Buffer) => {
        if (!start.take(chunk)) closed();
      });
    });
    call.end(body);
  });
}

/** Answers the question where a host is with what is known of it. */
function pinned(addresses: readonly Address[]): LookupFunction {
  return (_host, options, callback) => {
    if (options.all) return callback(null, [...addresses]);
    const [first] = addresses;
    callback(null, first!.address, first!.family);
  };
}

/** The beginning of a body, and no more than that. */
class StartOfBody {
  #chunks: Buffer[] = [];
  #bytes = 0;

  /** False once there is enough. */
  take(chunk: Buffer): boolean {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    return this.#bytes < MAX_ANSWER_BYTES;
  }

  get text(): string {
    return Buffer.concat(this.#chunks).subarray(0, MAX_ANSWER_BYTES).toString('utf8');
  }
}
