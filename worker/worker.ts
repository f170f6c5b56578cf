import { NativeConnection, Worker, type WorkflowBundle } from '@temporalio/worker';
import { bundleWorkflows } from './bundle.ts';
import { TASK_QUEUE, TUNING } from './tuning.ts';

export interface RunningWorker {
  /** Rejects when the worker fails; resolves when it has stopped. */
  done: Promise<void>;
  /** Takes no new work, lets running work end, and closes the connection. */
  stop(): Promise<void>;
}

export interface WorkerSettings {
  address: string;
  namespace: string;
  activities: object;
  bundle?: WorkflowBundle;
}

/** Connects a worker to Temporal and starts it. */
export async function startWorker({ address, namespace, activities, bundle }: WorkerSettings): Promise<RunningWorker> {
  const connection = await NativeConnection.connect({ address });
  const worker = await Worker.create({
    connection,
    namespace,
    taskQueue: TASK_QUEUE,
    activities,
    workflowBundle: bundle ?? (await bundleWorkflows()),
    ...TUNING,
  });
  const done = worker.run().finally(() => connection.close());
  return {
    done,
    async stop() {
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await done;
    },
  };
}
