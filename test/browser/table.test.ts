import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { expectAccessible, launch, openPage, program } from './browser.ts';
import { ANNA, Product } from './product.ts';

const LADDER = '/ladders/zeven-stappen';

describe.skipIf(program === null)('the table of a ladder', () => {
  let product: Product;
  let browser: Browser;
  beforeAll(async () => {
    [product, browser] = await Promise.all([Product.start(), launch()]);
  });
  afterAll(async () => {
    await browser?.close();
    await product?.end();
  });
  beforeEach(async () => {
    // A page that is still open might save what it has once more.
    for (const context of browser.contexts()) await context.close();
    const headers = { cookie: await sessionOf(product), origin: product.url };
    const draft = await product
      .call<{ revision: number }>('GET', '/api/ladders/zeven-stappen/draft', undefined, headers)
      .catch(() => null);
    if (draft)
      await product.call('DELETE', `/api/ladders/zeven-stappen/draft?revision=${draft.revision}`, undefined, headers);
  });

  const open = async (options = {}): Promise<Page> => {
    const page = await openPage(browser, product, options);
    await page.goto(LADDER);
    await day(page).waitFor();
    return page;
  };
  const day = (page: Page) => page.getByLabel('Dag van Betalingsherinnering', { exact: true });
  const type = async (page: Page, text: string) => {
    await day(page).fill(text);
    await day(page).press('Enter');
  };
  const saved = (page: Page) => page.getByText('Opgeslagen', { exact: true }).waitFor();

  test('a day typed in place moves the step, is saved by itself, and is there for the next visitor', async () => {
    const page = await open();
    expect(await day(page).inputValue()).toBe('5');
    await type(page, '7');
    await page.getByText('Gewijzigd').or(page.getByText('Opslaan …')).first().waitFor();
    await saved(page);
    const next = await open();
    expect(await day(next).inputValue()).toBe('7');
  });

  test('what cannot be is said in place: no number, and a day that the step cannot have', async () => {
    const page = await open();
    await type(page, 'morgen');
    await page.getByText('Typ een dag als heel getal').waitFor();
    await expectAccessible(page);
    await type(page, '90');
    await page.getByRole('alert').filter({ hasText: 'dag' }).waitFor();
    expect(Number(await day(page).inputValue())).toBeLessThanOrEqual(15);
  });

  test('undo takes a change back, and redo makes it again', async () => {
    const page = await open();
    await type(page, '8');
    await page.getByRole('button', { name: 'Ongedaan maken' }).click();
    expect(await day(page).inputValue()).toBe('5');
    await page.getByRole('button', { name: 'Opnieuw', exact: true }).click();
    expect(await day(page).inputValue()).toBe('8');
    await saved(page);
  });

  test('by keyboard alone: a step is found, another added after it, and removed again', async () => {
    const page = await open();
    await page.keyboard.press('Control+k');
    await page.getByLabel('Zoek een actie of een stap').fill('Betalingsherinnering');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('complementary', { name: 'Stap ‘Betalingsherinnering’' }).waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByRole('dialog').getByRole('option', { name: 'tweede herinnering' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const added = page.getByRole('button', { name: /^Tweede herinnering/ });
    await added.first().waitFor();
    await saved(page);
    await page.keyboard.press('Control+z');
    await day(page).waitFor();
    await saved(page);
  });

  test('the Delete key takes away the step that has the focus, and none while a control of the panel has it', async () => {
    const page = await open();
    const row = page.getByRole('button', { name: 'Betalingsherinnering', exact: true });
    await row.click();
    const panel = page.getByRole('complementary', { name: 'Stap ‘Betalingsherinnering’' });
    await panel.getByRole('button', { name: 'Sluiten' }).focus();
    await page.keyboard.press('Delete');
    await day(page).waitFor();
    expect(await page.getByRole('button', { name: 'Ongedaan maken' }).isDisabled()).toBe(true);
    // Another row's step than the one that is selected.
    await page.getByRole('button', { name: 'Ingebrekestelling', exact: true }).click();
    await row.focus();
    await page.keyboard.press('Delete');
    await row.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Ingebrekestelling', exact: true }).waitFor();
  });

  test('a colleague who saved first is not overwritten: a person chooses', async () => {
    const [mine, theirs] = [await open(), await open()];
    await type(theirs, '9');
    await saved(theirs);
    await type(mine, '6');
    await mine.getByRole('alertdialog', { name: 'Een collega heeft dit concept gewijzigd' }).waitFor();
    await expectAccessible(mine);
    await mine.getByRole('button', { name: 'Verder met dat van de collega' }).click();
    await expect.poll(() => day(mine).inputValue()).toBe('9');
  });

  test('while the server is away nothing is lost, it is said, and it is saved when the server is back', async () => {
    const page = await open();
    await type(page, '6');
    await saved(page);
    await product.kill();
    await type(page, '10');
    await page.getByText('Niet opgeslagen').waitFor();
    await product.restart();
    await saved(page);
    const next = await open();
    expect(await day(next).inputValue()).toBe('10');
  });

  test('what could not be saved before the page was closed is offered by the next one', async () => {
    const page = await open();
    await type(page, '6');
    await saved(page);
    await product.kill();
    await type(page, '8');
    await page.getByText('Niet opgeslagen').waitFor();
    const [context, url] = [page.context(), page.url()];
    await page.close({ runBeforeUnload: false });
    await product.restart();
    const next = await context.newPage();
    await next.goto(url);
    await next.getByText('werk dat niet was opgeslagen').waitFor();
    expect(await day(next).inputValue()).toBe('6');
    await expectAccessible(next);
    await next.getByRole('button', { name: 'Terugzetten' }).click();
    await saved(next);
    expect(await day(next).inputValue()).toBe('8');
    await next.reload();
    await day(next).waitFor();
    expect(await next.getByText('werk dat niet was opgeslagen').count()).toBe(0);
  });

  test('a session that ends while somebody edits is taken up again, and what was typed is saved', async () => {
    const page = await open();
    await page.context().clearCookies();
    await type(page, '11');
    const dialog = page.getByRole('alertdialog', { name: 'Opnieuw inloggen' });
    await dialog.getByLabel('Wachtwoord').fill(ANNA.password);
    await dialog.getByRole('button', { name: 'Inloggen' }).click();
    await dialog.waitFor({ state: 'detached' });
    await saved(page);
    expect(await day(page).inputValue()).toBe('11');
  });

  test.each([
    ['light', { width: 1440, height: 900 }],
    ['dark', { width: 390, height: 844 }],
  ] as const)('keeps nobody out, %s', async (theme, size) => {
    const page = await open({ theme, size });
    await page.getByRole('button', { name: 'Betalingsherinnering', exact: true }).click();
    await page.getByRole('complementary').waitFor();
    await expectAccessible(page);
  });
});

async function sessionOf(product: Product): Promise<string> {
  const response = await fetch(`${product.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: ANNA.email, password: ANNA.password }),
  });
  return response.headers.getSetCookie()[0]!.split(';')[0]!;
}
