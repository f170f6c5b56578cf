/** poppler-utils, with which the tests of letters read the text of a PDF and look at its pages. */
import { aptGet } from './debian.ts';
import { type Environment, findProgram } from './programs.ts';
import { type Progress, telling } from './progress.ts';

export const POPPLER_PROGRAMS = ['pdftotext', 'pdftoppm'];

/** Whether its programs are on the PATH. */
export async function hasPoppler(env: Environment = process.env): Promise<boolean> {
  const found = await Promise.all(POPPLER_PROGRAMS.map((name) => findProgram(name, env)));
  return !found.includes(null);
}

/** Installs it with Debian's package manager, as root. Throws an Error that says why it could not. */
export async function installPoppler(progress: Progress): Promise<void> {
  const apt = await aptGet();
  await telling(progress, 'Installing poppler-utils for the tests', async () => {
    await apt.update();
    await apt.install('poppler-utils');
  });
}
