/**
 * The worker of `bin/worker.ts` with one thing more: it dies, as by `kill -9`, when it passes a point that its environment
 * names. It is wired of the same parts; what kills it stands around the activities, the mail transport and the database.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { NativeConnection, Worker } from '@temporalio/worker';
import type { KyselyPlugin } from 'kysely';
import { createActivities } from '../../activities/activities.ts';
import type { MailTransport } from '../../activities/mail/transport.ts';
import { mailPart } from '../../bin/mail-part.ts';
import { openLog, quietTemporal, runProgram } from '../../bin/process.ts';
import { productionConfig } from '../../bin/production-config.ts';
import { openDatabase } from '../../store/database.ts';
import { TASK_QUEUE, TUNING } from '../../worker/tuning.ts';
import { type RunningWorker, startWorker, type WorkerSettings } from '../../worker/worker.ts';
import { die } from './die.ts';
import type { LastWord, Point } from './points.ts';

const point = (process.env.CHAOS_POINT ?? null) as Point | null;
const journal = process.env.CHAOS_JOURNAL!;
/** How often the point is passed before it kills. */
let passes = Number(process.env.CHAOS_PASSES ?? 0);

function passing(here: Point): void {
  if (here !== point || passes-- > 0) return;
  lastWord({ point: here });
  die();
}

function lastWord(word: LastWord): void {
  writeFileSync(journal, JSON.stringify(word));
}

/** Dies when the new state of an invoice is written, inside the transaction. */
class Uncommitted implements KyselyPlugin {
  readonly #states = new WeakSet<object>();

  transformQuery({ node, queryId }: Parameters<KyselyPlugin['transformQuery']>[0]) {
    if (node.kind === 'InsertQueryNode' && node.into?.table.identifier.name === 'invoice_states') {
      this.#states.add(queryId);
    }
    return node;
  }

  async transformResult({ result, queryId }: Parameters<KyselyPlugin['transformResult']>[0]) {
    if (this.#states.has(queryId)) passing('uncommitted');
    return result;
  }
}

function mortal(real: MailTransport): MailTransport {
  return {
    holds: (messageId) => real.holds(messageId),
    async send(mail) {
      passing('claimed');
      // The mail server kills us when it has the text of this one.
      if (point === 'text sent' && passes-- === 0) lastWord({ point, messageId: mail.messageId });
      const outcome = await real.send(mail);
      if (outcome.status === 'accepted') passing('accepted');
      return outcome;
    },
  };
}

/**
 * In a short run, workflows get quicker time-outs, and those that a dead worker kept in memory are not waited for as long as in
 * earnest.
 */
async function start(settings: WorkerSettings): Promise<RunningWorker> {
  const quickWorkflows = process.env.CHAOS_BUNDLE;
  if (!quickWorkflows) return startWorker(settings);
  const { address, ...options } = settings;
  const connection = await NativeConnection.connect({ address });
  const worker = await Worker.create({
    ...TUNING,
    ...options,
    connection,
    taskQueue: TASK_QUEUE,
    workflowBundle: { code: readFileSync(quickWorkflows, 'utf8') },
    stickyQueueScheduleToStartTimeout: '500 milliseconds',
  });
  return { done: worker.run(), stop: async () => worker.shutdown() };
}

await runProgram(async (started) => {
  const config = productionConfig();
  const log = openLog(config);
  quietTemporal();
  const db = await openDatabase({ url: config.databaseUrl });
  started.add(() => db.destroy());
  const mail = mailPart(config, false);
  const real = createActivities(db.withPlugin(new Uncommitted()), mortal(mail.transport), mail.rules);
  const worker = await start({
    address: config.temporalAddress,
    namespace: config.temporalNamespace,
    activities: {
      ...real,
      advance: async (input: Parameters<typeof real.advance>[0]) => {
        passing('first turn');
        const answer = await real.advance(input);
        passing('advanced');
        return answer;
      },
      deliver: async (input: Parameters<typeof real.deliver>[0]) => {
        const answer = await real.deliver(input);
        passing('recorded');
        return answer;
      },
    },
  });
  started.add(() => worker.stop());
  worker.done.catch((error) => {
    log.fatal({ err: error }, 'the worker failed');
    process.exit(1);
  });
  log.info('the worker is ready');
});
