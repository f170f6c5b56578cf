/** The server's half of the product: API, relay, changes of ladders and reconciler over one database and one Temporal. */
import { fileURLToPath } from 'node:url';
import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import { letterPress } from '../activities/letter/press.ts';
import type { Clock } from '../ladder/time/clock.ts';
import { virtualTime } from '../ladder/time/clock.ts';
import { buildApp } from '../server/app.ts';
import { ChangeRunner } from '../server/change-runner.ts';
import { type Config, isLoopback } from '../server/config.ts';
import { startReconciler } from '../server/reconciler.ts';
import { Relay } from '../server/relay.ts';
import { seed } from '../server/seed.ts';
import type { Db } from '../store/database.ts';
import { hasUsers } from '../store/users.ts';
import { TASK_QUEUE } from '../worker/tuning.ts';
import type { Started } from './process.ts';
import { StartError } from './start-error.ts';

/** Where the pages are built. */
const PAGES = fileURLToPath(new URL('../editor/dist', import.meta.url));

export interface ServerPart {
  config: Config;
  db: Db;
  client: Client;
  clock: Clock;
  log: Logger;
}

/** Other machines are let in only where they must show who they are. */
export async function refuseOpenDoor({ host, apiKey }: Config, db: Db): Promise<void> {
  if (isLoopback(host) || apiKey !== null || (await hasUsers(db))) return;
  throw new StartError(
    `HOST is "${host}", which other machines can reach: set API_KEY, or first make an administrator (POST /api/setup) with HOST at 127.0.0.1.`,
  );
}

/** Starts the server's half and returns the address on which it listens. */
export async function startServerPart(
  { config, db, client, clock, log }: ServerPart,
  started: Started,
): Promise<string> {
  const now = () => virtualTime(clock, Date.now());
  await seed(db, now());
  const onProblem = (problem: string) => log.warn(problem);
  const relay = new Relay({ db, client, taskQueue: TASK_QUEUE, clock, onProblem });
  const changes = new ChangeRunner({ db, client, taskQueue: TASK_QUEUE, clock, onProblem });
  const onAccepted = () => {
    relay.nudge();
    changes.nudge();
  };
  const app = await buildApp({
    db,
    apiKey: config.apiKey,
    now,
    press: letterPress,
    pages: PAGES,
    onAccepted,
    logger: log,
  });
  const address = await app.listen({ host: config.host, port: config.port }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE') {
      throw new StartError(
        `Port ${config.port} is taken by another program. Stop that program, or set PORT to another number.`,
      );
    }
    if (error.code === 'EACCES')
      throw new StartError(`Port ${config.port} needs special rights. Set PORT to 1024 or higher.`);
    if (error.code === 'EADDRNOTAVAIL') throw new StartError(`HOST "${config.host}" is no address of this machine.`);
    throw error;
  });
  started.add(() => app.close());
  relay.start();
  started.add(() => relay.stop());
  changes.start();
  started.add(() => changes.stop());
  started.add(
    startReconciler({
      db,
      client,
      clock,
      onNudged: (count) => {
        log.info({ count }, 'invoices were behind and have been nudged');
        relay.nudge();
      },
      onProblem,
    }),
  );
  return address;
}
