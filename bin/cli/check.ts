/** `check`: every problem of a ladder. */
import { judgeLadder, type LadderProblem } from './ladder-file.ts';
import { misused, readArguments } from './options.ts';
import { print, printJson } from './output.ts';

const USAGE = 'npm run -s ladder -- check LADDER [--json]';

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(USAGE, args, { json: { type: 'boolean' } });
  if (values.help) {
    await print(USAGE);
    return 0;
  }
  const [name] = positionals;
  if (name === undefined || positionals.length > 1) throw misused('"check" takes one ladder', USAGE);
  const { ladder, problems } = await judgeLadder(name);
  if (values.json) await printJson({ ok: problems.length === 0, problems });
  else if (ladder && problems.length === 0) {
    await print(`${ladder.id} version ${ladder.version}: ${ladder.steps.length} steps, no problems.`);
  } else await print(table(problems));
  return problems.length === 0 ? 0 : 1;
}

/** A line for each problem, in columns: step, rule, sentence. */
function table(problems: readonly LadderProblem[]): string {
  const rows = problems.map(({ step, rule, sentence }) => [step ?? '-', rule, sentence] as const);
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map(
    ([step, rule, sentence]) => `${step.padEnd(widths[0]!)}  ${rule.padEnd(widths[1]!)}  ${sentence}`,
  );
  return [...lines, '', problems.length === 1 ? '1 problem.' : `${problems.length} problems.`].join('\n');
}
