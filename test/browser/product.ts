/** The whole product, started as a user starts it, on a folder of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { usablePort } from '../../servers/ports.ts';

const START = fileURLToPath(new URL('../../bin/start.ts', import.meta.url));
const READY_MS = 120_000;
/** What is shown of its output when it does not start. */
const LAST_LINES = 40;

export const ANNA = { name: 'Anna de Wit', email: 'anna@example.nl', password: 'een heel lang wachtwoord' };

export class Product {
  readonly url: string;
  readonly #folder: string;
  readonly #port: number;
  readonly #options: readonly string[];
  #process: ChildProcess;

  private constructor(folder: string, port: number, options: readonly string[]) {
    this.#options = options;
    this.#folder = folder;
    this.#port = port;
    this.url = `http://127.0.0.1:${port}`;
    this.#process = this.#spawn();
  }

  /** Starts it on an empty folder, with Anna as its administrator; perhaps on a clock of its own (`--clock`, `--speed`). */
  static async start(...options: string[]): Promise<Product> {
    const folder = mkdtempSync(join(tmpdir(), 'incassoladder-'));
    const product = new Product(folder, await usablePort(0, 'The product'), options);
    await product.#ready();
    await product.call('POST', '/api/setup', ANNA);
    return product;
  }

  /** Stops it as a power failure would, and leaves its folder. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Starts it again on its folder. */
  async restart(): Promise<void> {
    this.#process = this.#spawn();
    await this.#ready();
  }

  async end(): Promise<void> {
    await this.#end('SIGTERM');
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Asks the API; throws on any error. */
  async call<Answer>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as Answer;
  }

  #spawn(): ChildProcess {
    const { CI: _, ...rest } = process.env;
    const env = { ...rest, DATA_FOLDER: this.#folder, PORT: String(this.#port), HOST: '127.0.0.1', LOG_LEVEL: 'error' };
    return spawn(process.execPath, [START, ...this.#options], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
  }

  #ready(): Promise<void> {
    const child = this.#process;
    const lines: string[] = [];
    return new Promise((resolve, reject) => {
      const failed = (what: string) =>
        reject(new Error(`${what}:\n${lines.join('').split('\n').slice(-LAST_LINES).join('\n')}`));
      const timer = setTimeout(() => failed('The product did not start in time'), READY_MS);
      child.once('exit', (code) => {
        clearTimeout(timer);
        failed(`The product ended with code ${code}`);
      });
      for (const stream of [child.stdout!, child.stderr!]) {
        stream.on('data', (data: Buffer) => {
          lines.push(data.toString());
          if (!lines.join('').includes('Incassoladder is ready.')) return;
          clearTimeout(timer);
          resolve();
        });
      }
    });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    // Its Temporal server is in its group; a power failure takes both.
    if (signal === 'SIGKILL') process.kill(-child.pid!, signal);
    else child.kill(signal);
    await ended;
  }
}
