/**
 * The server of `bin/server.ts` on a compressed clock, for the real program runs on the real time only; and it dies, as by
 * `kill -9`, when it passes a point that a file names. It is wired of the same parts; what kills it stands around the client of
 * Temporal.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { Client, Connection, type WorkflowClientInterceptor } from '@temporalio/client';
import { openLog, runProgram } from '../../bin/process.ts';
import { productionConfig } from '../../bin/production-config.ts';
import { startServerPart } from '../../bin/server-part.ts';
import type { Clock } from '../../ladder/time/clock.ts';
import { openDatabase } from '../../store/database.ts';
import { die } from './die.ts';
import type { ServerPoint } from './points.ts';

/** Holds the point at which to die next; whoever dies removes it first. */
const order = process.env.CHAOS_ORDER!;

function passing(here: ServerPoint): void {
  if (!existsSync(order) || readFileSync(order, 'utf8') !== here) return;
  rmSync(order);
  die();
}

async function around<T>(call: () => Promise<T>): Promise<T> {
  passing('signalling');
  const result = await call();
  passing('signalled');
  return result;
}

const mortal: WorkflowClientInterceptor = {
  start: (input, next) => around(() => next(input)),
  signalWithStart: (input, next) => around(() => next(input)),
};

await runProgram(async (started) => {
  const config = productionConfig();
  const log = openLog(config);
  const clock = JSON.parse(process.env.CHAOS_CLOCK!) as Clock;
  const db = await openDatabase({ url: config.databaseUrl });
  started.add(() => db.destroy());
  const connection = Connection.lazy({ address: config.temporalAddress });
  started.add(() => connection.close());
  const client = new Client({ connection, namespace: config.temporalNamespace, interceptors: { workflow: [mortal] } });
  const address = await startServerPart({ config, db, client, clock, log }, started);
  log.info({ address }, 'the server is ready');
});
