import { mkdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join, resolve } from 'node:path';
import { Connection } from '@temporalio/client';
import { startChild } from './child.ts';
import { CONNECT_LIMIT_MS } from './limits.ts';
import { HOST, usablePort } from './ports.ts';
import type { Progress } from './progress.ts';
import { findTemporalCli } from './temporal-cli.ts';

export interface DevServerOptions {
  /** Where the workflows are kept; null keeps them in memory only. */
  dataFolder: string | null;
  /** Port of the server; 0 or none: a free one. */
  port?: number;
  /** Port of Temporal's own screens; 0: a free one; null or none: no screens. */
  uiPort?: number | null;
  /** Default: `default`. */
  namespace?: string;
  progress: Progress;
  /** Gets the server's own log. */
  logFile?: string;
  /** The server's own settings (its dynamic configuration) that differ from what it comes with, by name. */
  settings?: Readonly<Record<string, number>>;
}

export interface DevServer {
  /** For `TEMPORAL_ADDRESS`. */
  address: string;
  uiUrl: string | null;
  pid: number;
  /** Resolves when the server has ended, by itself or by us. */
  exited: Promise<void>;
  /** Stops it in order; it can be started again on the same data folder and goes on where it was. */
  stop(): Promise<void>;
  /** Kills it at once, as a crash would. */
  kill(): void;
}

/**
 * Starts Temporal's development server on this computer, and returns when it serves. It ends with our process at the
 * latest. Throws `ProgramUnavailable` when there is no `temporal`, `ServerStartFailed` when it does not start.
 */
export async function startDevServer(options: DevServerOptions): Promise<DevServer> {
  const { dataFolder, uiPort = null, namespace = 'default', progress, logFile, settings = {} } = options;
  const title = 'The Temporal server';
  const temporal = await findTemporalCli(progress);
  const port = await usablePort(options.port ?? 0, title);
  const ui = uiPort === null ? null : await usablePort(uiPort, "Temporal's user interface");
  const args = ['server', 'start-dev', '--ip', HOST, '--port', `${port}`, '--namespace', namespace];
  args.push(...(ui === null ? ['--headless'] : ['--ui-port', `${ui}`]));
  if (dataFolder !== null) args.push(...(await storage(dataFolder)));
  for (const [name, value] of Object.entries(settings)) args.push('--dynamic-config-value', `${name}=${value}`);

  const child = startChild(temporal, args, { title, logFile, orphanSignal: 'KILL' });
  const address = `${HOST}:${port}`;
  await child.serving(() => answers(port, address, namespace));
  return {
    address,
    uiUrl: ui === null ? null : `http://${HOST}:${ui}`,
    pid: child.pid,
    exited: child.exited,
    stop: () => child.stop('SIGTERM'),
    kill: child.kill,
  };
}

/**
 * Keeps everything in one SQLite file. Write-ahead log and relaxed sync give seven times the throughput; a crash of
 * the server loses nothing, a power failure perhaps the last moments, which the reconciler repairs.
 */
async function storage(dataFolder: string): Promise<string[]> {
  await mkdir(dataFolder, { recursive: true });
  const pragmas = ['journal_mode=wal', 'synchronous=normal'].flatMap((pragma) => ['--sqlite-pragma', pragma]);
  return ['--db-filename', join(resolve(dataFolder), 'temporal.db'), ...pragmas];
}

/** Throws unless the server answers a real question about the namespace. */
async function answers(port: number, address: string, namespace: string): Promise<void> {
  await accepts(port);
  const connection = await Connection.connect({ address, connectTimeout: CONNECT_LIMIT_MS });
  try {
    await connection.withDeadline(Date.now() + CONNECT_LIMIT_MS, () =>
      connection.workflowService.describeNamespace({ namespace }),
    );
  } finally {
    await connection.close();
  }
}

/** Throws at once while nobody listens; the Temporal client would wait a second or more before it tried again. */
function accepts(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, HOST, () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', reject);
  });
}
