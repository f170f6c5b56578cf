/** `npm run server`: the API, relay and reconciler, beside a PostgreSQL and a Temporal that run elsewhere. */
import { Client, Connection } from '@temporalio/client';
import { REAL_TIME } from '../ladder/time/clock.ts';
import { openDatabase } from '../store/database.ts';
import { refuseRehearsal } from './data-folder.ts';
import { openLog, runProgram } from './process.ts';
import { productionConfig } from './production-config.ts';
import { refuseOpenDoor, startServerPart } from './server-part.ts';

await runProgram(async (started) => {
  const config = productionConfig();
  const log = openLog(config);
  const db = await openDatabase({ url: config.databaseUrl });
  started.add(() => db.destroy());
  await refuseRehearsal(db);
  await refuseOpenDoor(config, db);
  // A Temporal that is away now is waited for: what is accepted meanwhile stays in the queue of signals.
  const connection = Connection.lazy({ address: config.temporalAddress });
  started.add(() => connection.close());
  const client = new Client({ connection, namespace: config.temporalNamespace });
  const address = await startServerPart({ config, db, client, clock: REAL_TIME, log }, started);
  log.info({ address }, 'the server is ready');
});
