/** Every screen and every dialog, looked at by axe: none may be added that is not walked here. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Ladder, Step } from '../../ladder/definition.ts';
import { shippedLadders } from '../../ladder/library/library.ts';
import { expectAccessible, launch, openPage, type PageOptions, program } from './browser.ts';
import { ANNA, Product } from './product.ts';

const EDITOR = fileURLToPath(new URL('../../editor/', import.meta.url));
const BRAM = { name: 'Bram Kok', email: 'bram@example.nl', password: 'nog een heel lang wachtwoord' };
const OURS = { 'sec-fetch-site': 'same-origin' };
const PHONE = { width: 390, height: 844 };

interface Walked {
  /** As who, in which colours, on what. */
  as?: PageOptions;
  /** What stands in frames is looked at too, unless this says otherwise. */
  frames?: boolean;
  go: (page: Page) => Promise<void>;
}

let publication = '';

const seen = (page: Page, role: 'heading' | 'dialog' | 'alertdialog', name: string | RegExp) =>
  page.getByRole(role, { name }).first().waitFor();
const open = async (page: Page, path: string, heading: string | RegExp) => {
  await page.goto(path);
  await seen(page, 'heading', heading);
};
const table = async (page: Page, ladder = 'zeven-stappen') => {
  await page.goto(`/ladders/${ladder}`);
  await page.locator('[data-day-field]').first().waitFor();
};
const pick = async (page: Page, button: string, item: string) => {
  await page.getByRole('button', { name: button, exact: true }).first().click();
  await page.getByRole('menuitem', { name: item }).click();
};
/** Moves the second step by a day. */
const change = async (page: Page, by = 1) => {
  const field = page.locator('[data-day-field]').nth(1);
  await field.fill(String(Number(await field.inputValue()) + by));
  await field.press('Enter');
};
const saved = (page: Page) => page.getByText('Saved', { exact: true }).waitFor();

/** A screen of every address that the router knows. */
const SCREENS: Record<string, Record<string, Walked>> = {
  '/': {
    'signing in': { as: { person: null }, go: (page) => open(page, '/', 'Sign in') },
    'an address that is none': { go: (page) => open(page, '/nowhere', /./) },
  },
  '/ladders': {
    list: { go: (page) => open(page, '/ladders', 'Ladders') },
    'on a phone, with the settings open': {
      as: { size: PHONE, theme: 'dark' },
      go: async (page) => {
        await open(page, '/ladders', 'Ladders');
        await page.locator('nav').getByRole('button').click();
        await page.getByRole('menu').waitFor();
      },
    },
  },
  '/ladders/$id': {
    'the table with its problems': {
      go: async (page) => {
        await table(page);
        await page.getByRole('button', { name: /^(No|\d+) problems?$/ }).click();
        await page.getByRole('region', { name: 'Problems' }).waitFor();
      },
    },
    'the table on a phone': { as: { size: PHONE, theme: 'dark' }, go: table },
    'the canvas with a panel': {
      as: { theme: 'dark' },
      go: async (page) => {
        await page.goto('/ladders/zeven-stappen?view=canvas&step=ingebrekestelling');
        await page.locator('[data-card]').first().waitFor();
        await page.getByRole('complementary').waitFor();
      },
    },
    rules: { go: (page) => open(page, '/ladders/onderhandelen?view=rules', /./) },
    ...Object.fromEntries(
      oneOfEachKind().map(([ladder, step], index) => [
        `the panel of a ${step.kind} step`,
        {
          as: { theme: index % 2 === 0 ? 'light' : 'dark' },
          go: async (page: Page) => {
            await page.goto(`/ladders/${ladder.id}?step=${step.id}`);
            await page.getByRole('complementary').waitFor();
          },
        } satisfies Walked,
      ]),
    ),
  },
  '/ladder-choice': { rules: { go: (page) => open(page, '/ladder-choice', /./) } },
  '/ladders/$id/publish': {
    'the draft, both versions in one picture': {
      go: async (page) => {
        await open(page, '/ladders/zeven-stappen/publish', /^Publish/);
        await page.getByRole('region', { name: 'Both versions on the axis of time' }).locator('del').first().waitFor();
      },
    },
    'in dark, on a phone': {
      as: { theme: 'dark', size: PHONE },
      go: async (page) => {
        await open(page, '/ladders/zeven-stappen/publish', /^Publish/);
        await page.getByRole('region', { name: 'Both versions on the axis of time' }).locator('del').first().waitFor();
      },
    },
  },
  '/ladders/$id/publications/$publication': {
    'a request': {
      go: (page) => open(page, `/ladders/incassotraject/publications/${publication}`, /^Request to publish/),
    },
  },
  '/ladders/$id/try': {
    'an example invoice': { as: { theme: 'dark' }, go: (page) => open(page, '/ladders/zeven-stappen/try', 'Try it') },
  },
  '/ladders/$id/book': {
    'of nobody': { go: (page) => open(page, '/ladders/zeven-stappen/book', 'An empty book') },
  },
  '/ladders/$id/history': { list: { go: (page) => open(page, '/ladders/incassotraject/history', 'Version 1') } },
  '/ladders/$id/versions/$version': {
    'a version': { go: (page) => open(page, '/ladders/incassotraject/versions/1', /Incassotraject|Collection/) },
  },
};

/** By the file that holds them. */
const DIALOGS: Record<string, Walked> = {
  'ladders/new-ladder.tsx': {
    go: async (page) => {
      await open(page, '/ladders', 'Ladders');
      await page.getByRole('button', { name: 'New ladder' }).click();
      await seen(page, 'dialog', 'New ladder');
    },
  },
  'edit/palette.tsx': {
    go: async (page) => {
      await table(page);
      await page.keyboard.press('Control+k');
      await seen(page, 'dialog', 'Find');
    },
  },
  'edit/import-ladder.tsx': {
    go: async (page) => {
      await table(page);
      await pick(page, 'What can be done with this ladder', 'Import over this draft …');
      await seen(page, 'dialog', /./);
    },
  },
  'edit/take-template.tsx': {
    as: { theme: 'dark' },
    go: async (page) => {
      await table(page);
      await pick(page, 'What can be done with this ladder', 'Begin from a template …');
      await seen(page, 'dialog', /./);
    },
  },
  'edit/discard-draft.tsx': {
    go: async (page) => {
      await table(page);
      await pick(page, 'What can be done with this ladder', 'Discard this draft …');
      await seen(page, 'alertdialog', /./);
    },
  },
  'edit/draft-dialogs.tsx': {
    go: async (page) => {
      await table(page, 'onderhandelen');
      await change(page);
      await saved(page);
      const theirs = await (await page.request.get('/api/ladders/onderhandelen/draft')).json();
      const put = await page.request.put('/api/ladders/onderhandelen/draft', {
        headers: OURS,
        data: { revision: theirs.revision, document: theirs.document, edits: [] },
      });
      expect(put.ok()).toBe(true);
      await change(page);
      await seen(page, 'alertdialog', 'A colleague changed this draft');
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Go on with theirs' }).click();
      await page.getByRole('alertdialog').waitFor({ state: 'detached' });
      const { revision } = await (await page.request.get('/api/ladders/onderhandelen/draft')).json();
      const gone = await page.request.delete(`/api/ladders/onderhandelen/draft?revision=${revision}`, {
        headers: OURS,
      });
      expect(gone.ok()).toBe(true);
      await change(page);
      await seen(page, 'alertdialog', 'This draft is not there any more');
    },
  },
  'app/sign-in.tsx': {
    go: async (page) => {
      await table(page, 'stappenplan');
      await page.context().clearCookies();
      await change(page);
      await seen(page, 'alertdialog', 'Sign in again');
    },
  },
  'publish/decide.tsx': {
    as: { person: BRAM, theme: 'dark' },
    go: async (page) => {
      await page.goto(`/ladders/incassotraject/publications/${publication}`);
      await page.getByRole('button', { name: 'Refuse …' }).click();
      await seen(page, 'dialog', 'Refuse to publish');
    },
  },
  'panels/texts/step-text.tsx': {
    frames: false,
    go: async (page) => {
      await page.goto('/ladders/zeven-stappen?step=ingebrekestelling');
      await page.getByRole('button', { name: 'Large, with preview' }).click();
      await seen(page, 'dialog', /./);
    },
  },
  'steps/insert-step.tsx': {
    go: async (page) => {
      await page.goto('/ladders/zeven-stappen?step=ingebrekestelling');
      await page.getByRole('complementary').waitFor();
      await page.keyboard.press('Control+Enter');
      await seen(page, 'dialog', /^Add a step after/);
    },
  },
  'steps/move-step.tsx': {
    go: async (page) => {
      await page.goto('/ladders/zeven-stappen?step=ingebrekestelling');
      await page
        .getByRole('complementary')
        .getByRole('button', { name: /^What can be done with/ })
        .click();
      await page.getByRole('menuitem', { name: 'Move to …' }).click();
      await seen(page, 'dialog', /^Move/);
    },
  },
  'steps/delete-step.tsx': {
    as: { theme: 'dark' },
    go: async (page) => {
      await page.goto('/ladders/zeven-stappen?step=bellen-na-vervaldatum');
      await page
        .getByRole('complementary')
        .getByRole('button', { name: /^What can be done with/ })
        .click();
      await page.getByRole('menuitem', { name: 'Remove' }).click();
      await seen(page, 'dialog', /^Remove/);
    },
  },
};

/** Screens and dialogs that want a story before they open, and the tests that tell it and look at them. */
const SCREENS_ELSEWHERE: Record<string, string> = { '/ladders/$id/trials/$version': 'trials.test.ts' };
const DIALOGS_ELSEWHERE: Record<string, string> = {
  'book/invoice-list.tsx': 'book.test.ts',
  'publish/hold-dialog.tsx': 'trials.test.ts',
  'publish/trial-screen.tsx': 'trials.test.ts',
  'simulator/check-dialogs.tsx': 'simulator.test.ts',
  'simulator/event-dialog.tsx': 'simulator.test.ts',
  'simulator/keep-check.tsx': 'simulator.test.ts',
  'simulator/notice-dialog.tsx': 'simulator.test.ts',
};

/** The first step of each kind in the shipped ladders. */
function oneOfEachKind(): [Ladder, Step][] {
  const all = shippedLadders().flatMap((ladder) => ladder.steps.map((step): [Ladder, Step] => [ladder, step]));
  return [...Map.groupBy(all, ([, { kind }]) => kind).values()].map(([first]) => first!);
}

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? entry.name === 'dist'
        ? []
        : sourcesIn(`${folder}${entry.name}/`)
      : `${folder}${entry.name}`,
  );
}

test('every address and every dialog of the editor is walked', () => {
  const router = readFileSync(`${EDITOR}app/router.tsx`, 'utf8');
  const paths = [...router.matchAll(/^\s*path: '([^']+)'|\bpath: '([^']+)'/gm)].map(
    ([, own, inline]) => own ?? inline!,
  );
  expect([...Object.keys(SCREENS), ...Object.keys(SCREENS_ELSEWHERE)].toSorted()).toEqual(
    [...new Set(paths)].toSorted(),
  );
  const holding = sourcesIn(EDITOR)
    .filter((file) => /\.tsx$/.test(file) && !file.startsWith(`${EDITOR}ui/`))
    .filter((file) => /<Dialog\b/.test(readFileSync(file, 'utf8')))
    .map((file) => file.slice(EDITOR.length));
  expect([...Object.keys(DIALOGS), ...Object.keys(DIALOGS_ELSEWHERE)].toSorted()).toEqual(holding.toSorted());
  for (const file of [...Object.values(SCREENS_ELSEWHERE), ...Object.values(DIALOGS_ELSEWHERE)]) {
    expect(readFileSync(new URL(file, import.meta.url), 'utf8')).toContain('expectAccessible(page)');
  }
});

describe.skipIf(program === null)('axe finds nothing', () => {
  let product: Product;
  let browser: Browser;
  beforeAll(async () => {
    [product, browser] = await Promise.all([Product.start(), launch()]);
    const page = await openPage(browser, product);
    const send = async (method: 'post' | 'put', path: string, data: object) => {
      const answer = await page.request[method](path, { data, headers: OURS });
      expect(answer.ok(), await answer.text()).toBe(true);
      return answer.json();
    };
    await send('post', '/api/users', { ...BRAM, roles: ['approver'] });
    /** A draft in which a step moved, and one went. */
    const draftOf = async (id: string) => {
      const { revision, document, base_version } = await send('post', `/api/ladders/${id}/draft`, {});
      const [without, to] = id === 'zeven-stappen' ? ['tweede-herinnering', 'ingebrekestelling'] : ['', ''];
      const steps = (document as Ladder).steps
        .filter((step) => step.id !== without)
        .map((step, index) => (index === 1 && 'when' in step ? { ...step, note: 'Let op' } : step));
      const led = JSON.parse(JSON.stringify({ ...document, steps }).replaceAll(`"${without}"`, `"${to}"`));
      for (const language of ['nl', 'en']) {
        led.texts[language] = document.texts[language];
        if (without !== '') {
          const { [without]: _, ...texts } = document.texts[language];
          led.texts[language] = texts;
        }
      }
      const saved = await send('put', `/api/ladders/${id}/draft`, { revision, document: led, edits: [] });
      return { revision: saved.revision, base_version };
    };
    await draftOf('zeven-stappen');
    const asked = await draftOf('incassotraject');
    const body = { id: crypto.randomUUID(), running: [], per_day: 50, ...asked };
    publication = (await send('post', '/api/ladders/incassotraject/draft/publish', body)).id;
    await page.context().close();
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
  });
  afterAll(async () => {
    await browser?.close();
    await product?.end();
  });

  const walk = async ({ as, frames = true, go }: Walked): Promise<void> => {
    const page = await openPage(browser, product, { language: 'en', person: ANNA, ...as });
    await go(page);
    await expectAccessible(page, { frames });
  };

  describe.each(Object.entries(SCREENS))('on %s', (_, screens) => {
    test.each(Object.entries(screens))('%s', (_, walked) => walk(walked));
  });

  test.each(Object.entries(DIALOGS))('in the dialog of %s', (_, walked) => walk(walked));
});
