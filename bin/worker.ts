/** `npm run worker`: a worker beside a PostgreSQL and a Temporal that run elsewhere. Run as many as are needed. */
import { createActivities } from '../activities/activities.ts';
import { openDatabase } from '../store/database.ts';
import { startWorker } from '../worker/worker.ts';
import { refuseRehearsal } from './data-folder.ts';
import { erpPart } from './erp-part.ts';
import { mailPart } from './mail-part.ts';
import { openLog, quietTemporal, runProgram } from './process.ts';
import { productionConfig } from './production-config.ts';
import { StartError } from './start-error.ts';

await runProgram(async (started) => {
  const config = productionConfig();
  const log = openLog(config);
  quietTemporal();
  const db = await openDatabase({ url: config.databaseUrl });
  started.add(() => db.destroy());
  await refuseRehearsal(db);
  const mail = mailPart(config, false);
  const worker = await startWorker({
    address: config.temporalAddress,
    namespace: config.temporalNamespace,
    activities: createActivities(db, mail.transport, mail.rules),
  }).catch((error: Error) => {
    throw new StartError(`No Temporal server answers at ${config.temporalAddress}: ${error.message}`);
  });
  started.add(() => worker.stop());
  worker.done.catch((error) => {
    log.fatal({ err: error }, 'the worker failed');
    process.exit(1);
  });
  const erp = erpPart(config, false, db, (problem) => log.warn(problem));
  if (erp) started.add(() => erp.stop());
  log.info({ temporal: config.temporalAddress, mail: mail.place, erp: config.erp?.url }, 'the worker is ready');
});
