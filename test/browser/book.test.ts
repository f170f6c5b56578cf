import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, localDate } from '../../ladder/time/civil.ts';
import { expectAccessible, launch, openPage, program } from './browser.ts';
import { Product } from './product.ts';

const LADDER = '/ladders/zeven-stappen';
const OURS = { 'sec-fetch-site': 'same-origin' };

describe.skipIf(program === null)('a draft tried on the whole book', () => {
  let product: Product;
  let browser: Browser;
  beforeAll(async () => {
    [product, browser] = await Promise.all([Product.start(), launch()]);
  });
  afterAll(async () => {
    await browser?.close();
    await product?.end();
  });

  /** Registers invoices of one customer each, due in a fortnight. */
  async function register(page: Page, numbers: readonly string[]): Promise<void> {
    const today = localDate(Date.now());
    for (const number of numbers) {
      const data = {
        number,
        issued: today,
        due: addDays(today, 14),
        amount: '1000.00',
        ladder: { id: 'zeven-stappen' },
        debtor: {
          reference: number,
          kind: 'company',
          name: `Klant ${number}`,
          email: 'klant@example.nl',
          language: 'nl',
        },
      };
      const answer = await page.request.post('/api/invoices', { data, headers: OURS });
      expect(answer.ok(), await answer.text()).toBe(true);
    }
  }

  async function setDay(page: Page, day: string): Promise<void> {
    const field = page.getByLabel('Dag van Betalingsherinnering', { exact: true });
    await field.fill(day);
    await field.press('Enter');
    await page.getByText('Opgeslagen', { exact: true }).waitFor();
  }

  async function toBook(page: Page): Promise<void> {
    await page.getByRole('button', { name: 'Wat je met dit aanmaanschema kunt doen' }).click();
    await page.getByRole('menuitem', { name: 'Proberen op alle openstaande facturen' }).click();
  }

  test('an empty book says so; with invoices, every figure opens its list, and an older draft is told apart', async () => {
    const page = await openPage(browser, product);
    await page.goto(LADDER);
    await setDay(page, '3');
    await toBook(page);
    await page.getByRole('heading', { name: 'Geen openstaande facturen' }).waitFor();
    await expectAccessible(page);

    await register(page, ['F1', 'F2', 'F3']);
    const state = async (number: string) =>
      (await (await page.request.get(`/api/invoices?number=${number}`)).json()).data[0]?.state?.phase;
    for (const number of ['F1', 'F2', 'F3'])
      await expect.poll(() => state(number), { timeout: 60_000 }).toBe('climbing');
    await page.reload();
    const sooner = page.getByRole('button', { name: 'Eerder verstuurd: 3, toon de facturen' });
    await sooner.waitFor();
    await expectAccessible(page);
    await sooner.click();
    const list = page.getByRole('table', { name: 'Eerder verstuurd' });
    await list.getByRole('row').filter({ hasText: 'F2' }).filter({ hasText: 'Klant F2' }).waitFor();
    expect(await list.getByText('Betalingsherinnering').count()).toBe(3);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Sluiten' }).click();

    await page.getByText('Tabel', { exact: true }).first().click();
    const table = page.getByRole('table', { name: 'E-mails als tabel' });
    await table
      .getByRole('button', { name: /concept: 3, toon de facturen$/ })
      .first()
      .click();
    await page.getByRole('dialog').getByText('Klant F3').waitFor();
    await page.getByRole('button', { name: 'Sluiten' }).click();

    const colleague = await openPage(browser, product);
    await colleague.goto(LADDER);
    await setDay(colleague, '4');
    await page.getByText('wat hieronder staat, is van een ouder concept').waitFor();
    await page.getByRole('button', { name: 'Opnieuw doorrekenen' }).click();
    await page.getByText('wat hieronder staat, is van een ouder concept').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Eerder verstuurd: 3, toon de facturen' }).waitFor();
  });

  test('a run can be cancelled and begun again, and one that the server does not answer is tried again', async () => {
    const page = await openPage(browser, product, { theme: 'dark' });
    let isHeld = true;
    const held: (() => void)[] = [];
    await page.context().route('**/api/book?*', async (route) => {
      if (isHeld) await new Promise<void>((resolve) => held.push(resolve));
      await route.continue().catch(() => {});
    });
    await page.goto(`${LADDER}/book`);
    await page.getByRole('progressbar').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Annuleren' }).click();
    await page.getByText('Afgebroken. Er is niets veranderd').waitFor();
    isHeld = false;
    for (const go of held) go();
    await page.context().unroute('**/api/book?*');
    await page.context().route('**/api/book?*', (route) => route.abort());
    await page.getByRole('button', { name: 'Doorrekenen', exact: true }).click();
    await page.getByRole('alert').filter({ hasText: 'De server antwoordt niet' }).waitFor();
    await page.context().unroute('**/api/book?*');
    await page.getByRole('button', { name: 'Opnieuw proberen' }).click();
    await page.getByRole('heading', { name: 'Wat verandert er' }).waitFor();
  });

  test('a draft with an error is not run, and the way leads to the step', async () => {
    const page = await openPage(browser, product);
    await page.goto(LADDER);
    const read = await (await page.request.get('/api/ladders/zeven-stappen/draft')).json();
    const steps = read.document.steps.map((step: { id: string; when?: object }) =>
      step.id === 'ingebrekestelling' ? { ...step, when: { ...step.when, latest: 20 } } : step,
    );
    const saved = await page.request.put('/api/ladders/zeven-stappen/draft', {
      data: { revision: read.revision, document: { ...read.document, steps }, edits: [] },
      headers: OURS,
    });
    expect(saved.ok(), await saved.text()).toBe(true);
    await page.goto(`${LADDER}/book`);
    await page.getByRole('heading', { name: 'Dit concept kan niet worden doorgerekend' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Naar de stap' }).first().click();
    await page.waitForURL(/step=ingebrekestelling/);
  });
});
