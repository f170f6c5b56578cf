/** A copy of the tree in which defects are planted, one at a time, and tests are run. */
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Edit, Test } from './defects.ts';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The longest that the tests of a project may take, in seconds. */
const LIMIT_S: Record<Test['project'], number> = {
  unit: 120,
  properties: 600,
  api: 300,
  store: 300,
  flow: 600,
  chaos: 900,
};

/** How the tests of a name fared: a test that runs on two databases has two outcomes. */
export interface Outcome {
  /** By the name of the test. */
  results: ReadonlyMap<string, string[]>;
  /** The tests did not end in time. */
  late: boolean;
  output: string;
}

/** Where an edit does not fit the file, in a sentence; null where it does. */
export function misfit({ file, text }: Edit, root = ROOT): string | null {
  const times = readFileSync(join(root, file), 'utf8').split(text).length - 1;
  return times === 1 ? null : `${file} has ${times === 0 ? 'nowhere' : `${times} times`} the text "${text}"`;
}

export class Copy {
  readonly folder = mkdtempSync(join(tmpdir(), 'incassoladder-planted-'));

  constructor() {
    const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: ROOT });
    for (const file of files.toString().split('\0').filter(Boolean)) {
      cpSync(join(ROOT, file), join(this.folder, file), { recursive: true });
    }
    symlinkSync(join(ROOT, 'node_modules'), join(this.folder, 'node_modules'));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Plants edits while something runs. */
  async with<T>(edits: readonly Edit[], run: () => Promise<T>): Promise<T> {
    const files = [...new Set(edits.map(({ file }) => file))];
    const before = files.map((file) => readFileSync(join(this.folder, file), 'utf8'));
    try {
      for (const { file, text, becomes } of edits) {
        const path = join(this.folder, file);
        writeFileSync(
          path,
          readFileSync(path, 'utf8').replace(text, () => becomes),
        );
      }
      return await run();
    } finally {
      for (const [index, file] of files.entries()) writeFileSync(join(this.folder, file), before[index]!);
    }
  }

  /** Runs tests of one project. */
  async run(tests: readonly Test[]): Promise<Outcome> {
    const { project } = tests[0]!;
    const report = join(this.folder, 'planted-report.json');
    rmSync(report, { force: true });
    const names = [...new Set(tests.map(({ name }) => name))];
    const pattern = names.map((name) => name.replaceAll(/[^\p{L}\p{N} ,:;-]/gu, '.')).join('|');
    const files = [...new Set(tests.map(({ file }) => file))];
    const args = [
      'run',
      '--project',
      project,
      ...files,
      '-t',
      `(${pattern})$`,
      '--reporter=json',
      `--outputFile=${report}`,
    ];
    const { late, output } = await this.#vitest(args, LIMIT_S[project] * Math.max(1, files.length));
    return { results: late ? new Map() : resultsIn(report, names), late, output };
  }

  #vitest(args: string[], limitS: number): Promise<{ late: boolean; output: string }> {
    return new Promise((resolve) => {
      // A process group of its own, so that all of it can be ended.
      const child = spawn(process.execPath, [join(ROOT, 'node_modules/vitest/vitest.mjs'), ...args], {
        cwd: this.folder,
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let output = '';
      const hear = (chunk: Buffer) => {
        output = (output + chunk.toString()).slice(-20_000);
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      let late = false;
      const limit = setTimeout(() => {
        late = true;
        process.kill(-child.pid!, 'SIGKILL');
      }, limitS * 1_000);
      child.once('close', () => {
        clearTimeout(limit);
        resolve({ late, output });
      });
    });
  }
}

interface Report {
  testResults: { assertionResults: { title: string; status: string }[] }[];
}

function resultsIn(file: string, names: readonly string[]): Map<string, string[]> {
  const results = new Map<string, string[]>();
  let report: Report;
  try {
    report = JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch {
    return results;
  }
  for (const { title, status } of report.testResults.flatMap(({ assertionResults }) => assertionResults)) {
    if (!names.includes(title) || (status !== 'passed' && status !== 'failed')) continue;
    results.set(title, [...(results.get(title) ?? []), status]);
  }
  return results;
}
