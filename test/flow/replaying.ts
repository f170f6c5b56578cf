/** Replays saved histories against workflow code, and collects the commands that it gives. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type BundleOptions, bundleWorkflowCode, DefaultLogger, type InjectedSinks, Worker } from '@temporalio/worker';
import type { TraceSinks } from './trace-interceptor.ts';

/** The saved histories; `record-histories.ts` makes them. */
export const HISTORIES = [
  'unpaid-to-handover',
  'paid-early',
  'paid-before-handover',
  'reversal-after-closing',
] as const;
export type HistoryName = (typeof HISTORIES)[number];

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));
export const historyFile = (name: HistoryName) => file(`../histories/${name}.json`);
export const traceFile = (name: HistoryName) => file(`../histories/${name}.trace.json`);

/** Puts another module in the place of one of the project's, named by the end of its path. */
export interface Replacement {
  module: RegExp;
  by: string;
}

/** The workflow code of today, with the tracer in it; or with one module replaced. */
export function bundleWithTrace(replacement?: Replacement) {
  const replace: BundleOptions['webpackConfigHook'] = (config) => ({
    ...config,
    plugins: [
      ...(config.plugins ?? []),
      {
        apply(compiler) {
          const { NormalModuleReplacementPlugin } = compiler.webpack;
          new NormalModuleReplacementPlugin(replacement!.module, (resource) => {
            const by = file(replacement!.by);
            // The replacement itself stands on the original.
            if (resource.contextInfo.issuer !== by) resource.request = by;
          }).apply(compiler);
        },
      },
    ],
  });
  return bundleWorkflowCode({
    workflowsPath: file('../../workflows/workflows.ts'),
    workflowInterceptorModules: [file('./trace-interceptor.ts')],
    logger: new DefaultLogger('WARN'),
    ...(replacement && { webpackConfigHook: replace }),
  });
}

export interface Replayed {
  name: HistoryName;
  error: Error | undefined;
  /** Every command, as JSON. */
  commands: object[];
}

/** Replays all saved histories with a bundle of workflow code. */
export async function replay(workflowBundle: Awaited<ReturnType<typeof bundleWithTrace>>): Promise<Replayed[]> {
  const histories = await Promise.all(
    HISTORIES.map(async (name) => ({
      workflowId: name,
      history: JSON.parse(await readFile(historyFile(name), 'utf8')) as unknown,
    })),
  );
  const commands = new Map<string, object[]>(HISTORIES.map((name) => [name, []]));
  const sinks: InjectedSinks<TraceSinks> = {
    trace: {
      command: {
        fn: (info, command) => void commands.get(info.workflowId)!.push(command),
        callDuringReplay: true,
      },
    },
  };
  const replayed: Replayed[] = [];
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle, sinks }, histories)) {
    const name = workflowId as HistoryName;
    replayed.push({ name, error, commands: commands.get(name)! });
  }
  return replayed;
}
