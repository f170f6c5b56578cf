/** The server of `bin/server.ts` on a compressed clock: the same parts, for the real program runs on the real time only. */
import { Client, Connection } from '@temporalio/client';
import { openLog, runProgram } from '../../bin/process.ts';
import { productionConfig } from '../../bin/production-config.ts';
import { startServerPart } from '../../bin/server-part.ts';
import type { Clock } from '../../ladder/time/clock.ts';
import { openDatabase } from '../../store/database.ts';

await runProgram(async (started) => {
  const config = productionConfig();
  const log = openLog(config);
  const clock = JSON.parse(process.env.CHAOS_CLOCK!) as Clock;
  const db = await openDatabase({ url: config.databaseUrl });
  started.add(() => db.destroy());
  const connection = Connection.lazy({ address: config.temporalAddress });
  started.add(() => connection.close());
  const client = new Client({ connection, namespace: config.temporalNamespace });
  const address = await startServerPart({ config, db, client, clock, log }, started);
  log.info({ address }, 'the server is ready');
});
