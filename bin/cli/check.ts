/** `check`: every problem of a ladder. */
import type { Problem } from '../../ladder/check/check.ts';
import { asTold } from '../../ladder/check/words.ts';
import { judgeLadder } from './ladder-file.ts';
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
  const ok = problems.every(({ severity }) => severity === 'warning');
  if (values.json) await printJson({ ok, problems: problems.map(asTold) });
  else if (ladder && problems.length === 0) {
    await print(`${ladder.id} version ${ladder.version}: ${ladder.steps.length} steps, no problems.`);
  } else await print(table(problems));
  return ok ? 0 : 1;
}

/** A line for each problem, in columns: step, rule, sentence; under it its place, and its fix where there is one. */
function table(problems: readonly Problem[]): string {
  const rows = problems.map(({ step, rule, severity, sentence, pointer, fix }) => ({
    cells: [step ?? '-', severity === 'warning' ? `${rule} (warning)` : rule] as const,
    sentence: sentence.en,
    place: `at ${pointer || '/'}${fix ? `; fix: ${fix.label.en}` : ''}`,
  }));
  const [first, second] = [0, 1].map((column) => Math.max(...rows.map(({ cells }) => cells[column]!.length))) as [
    number,
    number,
  ];
  const lines = rows.flatMap(({ cells: [step, rule], sentence, place }) => [
    `${step.padEnd(first)}  ${rule.padEnd(second)}  ${sentence}`,
    `${' '.repeat(first + second + 4)}${place}`,
  ]);
  return [...lines, '', counted(problems)].join('\n');
}

function counted(problems: readonly Problem[]): string {
  const count = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`;
  const warnings = problems.filter(({ severity }) => severity === 'warning').length;
  const errors = problems.length - warnings;
  const parts = [
    ...(errors > 0 ? [count(errors, 'problem')] : []),
    ...(warnings > 0 ? [count(warnings, 'warning')] : []),
  ];
  return `${parts.join(', ')}.`;
}
