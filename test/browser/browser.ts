/** A Chromium with a page of a signed-in person, and what tests ask of a screen. */
import AxeBuilder from '@axe-core/playwright';
import { type Browser, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Language } from '../../ladder/definition.ts';
import { findBrowser } from '../../servers/browser.ts';
import { ANNA, type Product } from './product.ts';

export const program = await findBrowser();

export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: program!, args: ['--no-sandbox', '--disable-gpu'] });
}

export interface PageOptions {
  language?: Language;
  theme?: 'light' | 'dark';
  size?: { width: number; height: number };
  /** Left out for a page of nobody. */
  person?: { email: string; password: string } | null;
}

const DESK = { width: 1440, height: 900 };

/** A page with a session of its own. What goes wrong in it fails the test that asks `problemsOf`. */
export async function openPage(
  browser: Browser,
  product: Product,
  { language = 'nl', theme = 'light', size = DESK, person = ANNA }: PageOptions = {},
): Promise<Page> {
  const context = await browser.newContext({
    viewport: size,
    baseURL: product.url,
    locale: language,
    timezoneId: 'Europe/Amsterdam',
  });
  await context.addInitScript(
    ([spoken, painted]) => {
      localStorage.setItem('incassoladder.language', spoken!);
      localStorage.setItem('incassoladder.theme', painted!);
    },
    [language, theme],
  );
  if (person) {
    const { email, password } = person;
    await context.request.post('/api/session', { data: { email, password } });
  }
  return context.newPage();
}

/** Rules that stand in the way of nobody: colours are measured by the same tool, so none is left out. */
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * Fails where the screen has something that keeps people out. `frames: false` does not look into frames: that of a mail's
 * preview runs no scripts, and axe would wait for it for ever.
 */
export async function expectAccessible(page: Page, { frames = true } = {}): Promise<void> {
  const axe = new AxeBuilder({ page });
  if (!frames) axe.options({ iframes: false }).setLegacyMode();
  const { violations } = await axe.withTags(WCAG).analyze();
  const told = violations.map(
    ({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map(({ html }) => html).join('\n  ')}`,
  );
  expect(told).toEqual([]);
}
