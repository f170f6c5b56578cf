import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectAccessible, launch, openPage, program } from './browser.ts';
import { Product } from './product.ts';

describe.skipIf(program === null)('the ladder on the axis of time', () => {
  let product: Product;
  let browser: Browser;
  beforeAll(async () => {
    product = await Product.start();
    browser = await launch();
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await product?.end();
  });

  const canvasOf = async (ladder: string, options: Parameters<typeof openPage>[2] = {}): Promise<Page> => {
    const page = await openPage(browser, product, options);
    await page.goto(`/ladders/${ladder}?view=canvas`);
    await page.locator('[data-card]').first().waitFor();
    return page;
  };
  const card = (page: Page, id: string) => page.locator(`[data-card="${id}"]`);
  const dayOf = async (page: Page, id: string) =>
    Number(/dag (-?\d+)/.exec((await card(page, id).locator('b').textContent()) ?? '')?.[1]);

  test('a step that is dragged says what moves along, and is one edit when it is let go', async () => {
    const page = await canvasOf('zeven-stappen');
    const step = card(page, 'tweede-herinnering');
    const before = await dayOf(page, 'tweede-herinnering');
    const box = (await step.boundingBox())!;
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x, y + 10);
    await page.mouse.move(x, y + 90, { steps: 5 });
    await page.getByText(/stap(pen)? mee/).waitFor();
    await page.mouse.up();
    await page.getByText(/stap(pen)? mee/).waitFor({ state: 'detached' });
    expect(await dayOf(page, 'tweede-herinnering')).toBeGreaterThan(before);
    await page.getByText('Opgeslagen').waitFor();
    await page.getByRole('button', { name: 'Ongedaan maken' }).click();
    await step.filter({ hasText: new RegExp(`dag ${before}(?!\\d)`) }).waitFor();
    expect(await page.getByRole('button', { name: 'Ongedaan maken' }).isDisabled()).toBe(true);
  });

  test('Escape lets go of a step without an edit', async () => {
    const page = await canvasOf('stappenplan');
    const step = page.locator('[data-card][data-timed]').first();
    const box = (await step.boundingBox())!;
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x, y + 60, { steps: 5 });
    await page.getByText(/schuift mee|stap(pen)? mee/).waitFor();
    await page.keyboard.press('Escape');
    await page.getByText(/schuift mee|stap(pen)? mee/).waitFor({ state: 'detached' });
    await page.mouse.up();
    expect(await page.getByRole('button', { name: 'Ongedaan maken' }).isDisabled()).toBe(true);
  });

  test('all of it by keyboard: between steps, a day later, the panel, a step on an edge', async () => {
    const page = await canvasOf('onderhandelen');
    const first = page.locator('[data-card][data-timed]').first();
    await first.focus();
    await page.keyboard.press('Alt+ArrowDown');
    await page
      .getByRole('status')
      .filter({ hasText: /dag -?\d+ → -?\d+|niet na dag/ })
      .waitFor();
    await page.keyboard.press('ArrowDown');
    const name = await page.evaluate('document.activeElement.querySelector("[title]").title');
    await page.keyboard.press('Enter');
    await page.getByRole('complementary', { name: `Stap ‘${name}’` }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').or(page.getByRole('menu')).waitFor();
  });

  test('a kind that is dropped on a plus becomes a step there', async () => {
    const page = await canvasOf('incassotraject');
    const count = await page.locator('[data-card]').count();
    const kind = (await page.getByRole('toolbar').getByRole('button', { name: 'Taak' }).boundingBox())!;
    const plus = (await page
      .getByRole('button', { name: /^Stap toevoegen tussen/ })
      .first()
      .boundingBox())!;
    await page.mouse.move(kind.x + 10, kind.y + 10);
    await page.mouse.down();
    await page.mouse.move(plus.x + plus.width / 2, plus.y + plus.height / 2, { steps: 6 });
    await page.mouse.up();
    await page.locator('[data-card]').nth(count).waitFor();
    await page.getByRole('complementary').waitFor();
  });

  test.each(['light', 'dark'] as const)('keeps nobody out, %s', async (theme) => {
    const page = await canvasOf('zeven-stappen', { theme });
    await expectAccessible(page);
    await card(page, 'ingebrekestelling').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('complementary').waitFor();
    await expectAccessible(page);
  });
});
