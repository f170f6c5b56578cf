import { createWriteStream } from 'node:fs';
import { chmod, rename, rm } from 'node:fs/promises';
import http from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Installer } from './cache.ts';
import { DOWNLOAD_ANSWER_MS, DOWNLOAD_STALL_MS } from './limits.ts';
import { type Environment, run } from './programs.ts';
import { telling } from './progress.ts';

/** Temporal's own download service, the one that `@temporalio/testing` uses. */
const SERVICE = 'https://temporal.download';

export interface Download {
  /** The service's name for it: `cli` or `temporal-test-server`. */
  artifact: string;
  version: string;
  /** What the program is called in the folder. */
  program: string;
  /** In messages: "the Temporal server". */
  title: string;
}

/** Where to ask instead of Temporal's own service, and how patiently. */
export interface DownloadService {
  url?: string;
  answerMs?: number;
}

/**
 * Downloads a program as `@temporalio/testing` does: the service names the archive for this platform, and the file in
 * it. The SDK's own code would wait without end on a network that swallows packets; this gives up after seconds, so
 * that the next way can be tried.
 */
export function officialDownload(download: Download, env: Environment, from: DownloadService = {}): Installer {
  return {
    name: 'official download',
    async install(folder, progress) {
      // Proxies named by HTTP(S)_PROXY; Node below 24.14 has no such function, and then goes without.
      const withoutProxy = http.setGlobalProxyFromEnv?.(env);
      try {
        const { archiveUrl, fileToExtract } = await askWhere(download, from);
        await telling(progress, `Downloading ${download.title}`, async () => {
          const archive = join(folder, 'archive.tar.gz');
          await fetchInto(archiveUrl, archive);
          await run('tar', ['-xzf', archive, '-C', folder, fileToExtract]);
          await rm(archive);
        });
        const program = join(folder, download.program);
        await rename(join(folder, fileToExtract), program);
        await chmod(program, 0o755);
      } catch (error) {
        throw new Error(reason(error));
      } finally {
        withoutProxy?.();
      }
    },
  };
}

/** The service's answer: where the archive is, and which file in it is the program. */
interface Place {
  archiveUrl: string;
  fileToExtract: string;
}

async function askWhere({ artifact, version }: Download, from: DownloadService): Promise<Place> {
  const { url: service = SERVICE, answerMs = DOWNLOAD_ANSWER_MS } = from;
  const question = new URLSearchParams({ arch: arch(), platform: process.platform, format: 'tar.gz' });
  const url = `${service}/${artifact}/v${version}?${question}`;
  const answer = await ok(fetch(url, { signal: AbortSignal.timeout(answerMs) }));
  return (await answer.json()) as Place;
}

function arch(): string {
  return process.arch === 'x64' ? 'amd64' : process.arch;
}

async function fetchInto(url: string, file: string): Promise<void> {
  const stalled = new AbortController();
  const timer = setTimeout(() => stalled.abort(new Error('the download stalled')), DOWNLOAD_STALL_MS);
  try {
    const answer = await ok(fetch(url, { signal: stalled.signal }));
    const body = Readable.fromWeb(answer.body!).on('data', () => timer.refresh());
    await pipeline(body, createWriteStream(file), { signal: stalled.signal });
  } finally {
    clearTimeout(timer);
  }
}

/** The answer, unless it is a refusal; then its text is not waited for. */
async function ok(asked: Promise<Response>): Promise<Response> {
  const answer = await asked;
  if (answer.ok) return answer;
  await answer.body?.cancel();
  throw new Error(`HTTP ${answer.status}`);
}

/** Why it failed, in a few words. */
function reason(error: unknown): string {
  const { name, message, cause } = error as Error & { cause?: NodeJS.ErrnoException };
  if (name === 'TimeoutError') return 'no network (no answer in time)';
  if (cause) return `no network (${cause.code ?? cause.message})`;
  return message;
}
