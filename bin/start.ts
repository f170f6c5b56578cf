/** `npm start`: everything in one process tree, with the data in one folder. */
import { parseArgs } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { createActivities } from '../activities/activities.ts';
import { localMinute } from '../ladder/time/civil.ts';
import { isRealTime, virtualTime } from '../ladder/time/clock.ts';
import { readConfig } from '../server/config.ts';
import { startDevServer } from '../servers/dev-server.ts';
import { openDatabase } from '../store/database.ts';
import { startWorker } from '../worker/worker.ts';
import { folderClock, newClock, resetClock, takeFolder } from './data-folder.ts';
import { prepareEditor } from './editor-part.ts';
import { erpPart } from './erp-part.ts';
import { exampleIsDue, holdsExample, playExample } from './example-part.ts';
import { mailPart } from './mail-part.ts';
import { openLog, quietTemporal, runProgram } from './process.ts';
import { refuseOpenDoor, startServerPart } from './server-part.ts';
import { StartError } from './start-error.ts';

const USAGE = `npm start                                        on the real time
npm start -- --clock 2026-03-02 --speed 1d=10s   as if it were 2 March 2026, a day in ten seconds
npm start -- --example                           with 60 example invoices and their past; also with --clock and --speed`;

await runProgram(async (started) => {
  const options = readOptions();
  const config = readConfig(process.env);
  const log = openLog(config);
  quietTemporal();
  const progress = (line: string) => console.log(line);
  // A slip in the options is told at once, not after the database has opened.
  newClock(options.clock ?? null, options.speed ?? null);

  await prepareEditor(progress);
  started.add(await takeFolder(config.dataFolder));
  const db = await openDatabase(
    config.databaseUrl ? { url: config.databaseUrl } : { folder: `${config.dataFolder}/pglite` },
  );
  started.add(() => db.destroy());
  await refuseOpenDoor(config, db);
  const exampleDue = options.example === true && (await exampleIsDue(db));
  let clock = await folderClock(db, options.clock ?? null, options.speed ?? null);
  const rehearsal = !isRealTime(clock) || options.example === true || (await holdsExample(db));
  const mail = mailPart(config, rehearsal);
  if (exampleDue) {
    const present = virtualTime(clock, Date.now());
    await playExample(config, db, present, progress);
    // The time that playing took is no time of the book.
    clock = await resetClock(db, clock, present);
  }

  let temporalUi: string | null = null;
  let address = config.temporalAddress;
  if (address === null) {
    const server = await startDevServer({
      dataFolder: `${config.dataFolder}/temporal`,
      uiPort: 0,
      namespace: config.temporalNamespace,
      progress,
      logFile: `${config.dataFolder}/temporal.log`,
    });
    started.add(() => server.stop());
    void server.exited.then(() => {
      if (started.stopping) return;
      log.fatal(`the Temporal server ended by itself; its log is ${config.dataFolder}/temporal.log`);
      process.kill(process.pid, 'SIGTERM');
    });
    address = server.address;
    temporalUi = server.uiUrl;
  }
  const connection = await Connection.connect({ address }).catch((error: Error) => {
    throw new StartError(`No Temporal server answers at ${address}: ${error.message}`);
  });
  started.add(() => connection.close());
  const client = new Client({ connection, namespace: config.temporalNamespace });

  const worker = await startWorker({
    address,
    namespace: config.temporalNamespace,
    activities: createActivities(db, mail.transport, mail.rules),
  });
  started.add(() => worker.stop());
  worker.done.catch((error) => {
    log.fatal({ err: error }, 'the worker failed');
    process.kill(process.pid, 'SIGTERM');
  });

  const erp = erpPart(config, rehearsal, db, (problem) => log.warn(problem));
  if (erp) started.add(() => erp.stop());

  const api = await startServerPart({ config, db, client, clock, log }, started);
  console.log(`Incassoladder is ready.
  Editor     ${api}
  API        ${api}/api   (description: ${api}/api/openapi.json)
  Temporal   ${address}${temporalUi ? `   screens: ${temporalUi}` : ''}
  Mail       ${mail.place}
  Data       ${config.databaseUrl ? 'PostgreSQL' : config.dataFolder}`);
  if (!isRealTime(clock)) {
    const now = localMinute(virtualTime(clock, Date.now())).replace('T', ' ');
    console.log(
      `  Clock      a rehearsal: it is ${now}, and a day takes ${(86_400 / clock.speed).toFixed(1)} s. Nobody is written to.`,
    );
  }
  if (isRealTime(clock) && rehearsal) console.log('  Example    a rehearsal: nobody is written to.');
  console.log('Ctrl-C stops it; started again it goes on where it was.');
});

function readOptions() {
  try {
    return parseArgs({
      options: { clock: { type: 'string' }, speed: { type: 'string' }, example: { type: 'boolean' } },
    }).values;
  } catch (error) {
    throw new StartError(`${(error as Error).message}\n${USAGE}`);
  }
}
