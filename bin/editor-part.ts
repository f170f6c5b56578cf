/** The editor's files: built when its sources changed since, so that `npm start` shows what stands in the folder. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** What the built files depend on. */
const SOURCES = ['editor', 'ladder', 'lingui.config.ts', 'package-lock.json'];
export const EDITOR_FOLDER = join(ROOT, 'editor/dist');
/** Says from which sources the files were built. */
const STAMP = join(EDITOR_FOLDER, '.built-from');

/** Builds the editor where that is due and can be done; where it cannot, what was built before is left. */
export async function prepareEditor(progress: (line: string) => void): Promise<void> {
  const sources = fingerprint();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sources) return;
  const vite = await import('vite').catch(() => null);
  // An installation without development packages brings the built files along.
  if (vite === null) return;
  progress('Building the editor …');
  await vite.build({ configFile: join(ROOT, 'editor/vite.config.ts'), logLevel: 'warn' });
  writeFileSync(STAMP, sources);
}

function fingerprint(): string {
  const hash = createHash('sha256');
  const add = (file: string) =>
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(ROOT, file)))
      .update('\0');
  for (const source of SOURCES) {
    if (/\.\w+$/.test(source)) add(source);
    else for (const file of filesIn(source)) add(file);
  }
  return hash.digest('hex');
}

function filesIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length))
    .filter((file) => !file.startsWith('editor/dist/') && !/\.test\.tsx?$/.test(file))
    .sort();
}
