/** The browser in which the tests open the editor. */
import { access } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { aptGet } from './debian.ts';
import { type Environment, findProgram } from './programs.ts';
import { type Progress, telling } from './progress.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The program of a Chromium: one on the PATH, else the one that Playwright installed; null when there is none. */
export async function findBrowser(env: Environment = process.env): Promise<string | null> {
  for (const name of NAMES) {
    const found = await findProgram(name, env);
    if (found !== null) return found;
  }
  const own = chromium.executablePath();
  return access(own).then(
    () => own,
    () => null,
  );
}

/** Installs Debian's. Throws an Error that says why it could not. */
export async function installBrowser(progress: Progress): Promise<void> {
  const apt = await aptGet();
  await telling(progress, 'Installing Chromium for the tests', async () => {
    await apt.update();
    await apt.install('chromium');
  });
}
