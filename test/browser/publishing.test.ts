import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, localDate } from '../../ladder/time/civil.ts';
import { expectAccessible, launch, openPage, program } from './browser.ts';
import { Product } from './product.ts';

const BRAM = { name: 'Bram Kok', email: 'bram@example.nl', password: 'nog een heel lang wachtwoord' };
const OURS = { 'sec-fetch-site': 'same-origin' };

describe.skipIf(program === null)('publishing a ladder', () => {
  let product: Product;
  let browser: Browser;
  beforeAll(async () => {
    [product, browser] = await Promise.all([Product.start(), launch()]);
    const { request } = (await openPage(browser, product)).context();
    const today = localDate(Date.now());
    const post = async (path: string, data: unknown) => {
      const answer = await request.post(path, { data, headers: OURS });
      expect(answer.ok(), await answer.text()).toBe(true);
    };
    await post('/api/users', { ...BRAM, roles: ['approver'] });
    await post('/api/invoices', {
      number: 'F1',
      issued: today,
      due: addDays(today, 14),
      amount: '1000.00',
      ladder: { id: 'zeven-stappen' },
      debtor: { reference: 'D1', kind: 'company', name: 'Bakkerij Jansen', email: 'jansen@example.nl', language: 'nl' },
    });
  });
  afterAll(async () => {
    await browser?.close();
    await product?.end();
  });

  /** Sets the day of a step of the opened ladder, and waits until it is saved. */
  async function setDay(page: Page, step: string, day: string): Promise<void> {
    const field = page.getByLabel(`Dag van ${step}`, { exact: true });
    await field.fill(day);
    await field.press('Enter');
    await page.getByText('Opgeslagen').waitFor();
  }

  test('what a designer asks for, a colleague approves; the running invoice takes it, and it can be taken back', async () => {
    const anna = await openPage(browser, product);
    const waiting = async () => (await anna.request.get('/api/ladders/zeven-stappen/waiting')).json();
    await expect.poll(async () => (await waiting()).data, { timeout: 60_000 }).toHaveLength(1);
    await anna.goto('/ladders/zeven-stappen');
    expect(await anna.getByRole('button', { name: 'Publiceren …' }).isDisabled()).toBe(true);
    await setDay(anna, 'Betalingsherinnering', '3');
    await anna.getByRole('button', { name: 'Publiceren …' }).click();

    await anna.getByRole('listitem').filter({ hasText: 'Betalingsherinnering: dag 5 → dag 3' }).waitFor();
    const ask = anna.getByRole('button', { name: 'Goedkeuring vragen' });
    await ask.click();
    await anna.getByText('Kies hierboven wat lopende facturen met de nieuwe versie doen.').waitFor();
    await anna.getByText('Lopende facturen opnieuw plannen').click();
    await anna.getByRole('table', { name: 'Wat hierna komt, per stap' }).waitFor();
    await expectAccessible(anna);
    await anna.getByLabel('Opmerking voor wie goedkeurt').fill('Eerder herinneren');
    await ask.click();
    await anna.getByRole('heading', { name: 'Verzoek om ‘Zeven stappen’ te publiceren' }).waitFor();
    await anna.getByText('Je vroeg hier zelf om').waitFor();
    expect(await anna.getByRole('button', { name: 'Goedkeuren en publiceren' }).count()).toBe(0);

    const bram = await openPage(browser, product, { person: BRAM, theme: 'dark' });
    await bram.goto('/ladders');
    await bram.getByRole('link', { name: 'Bekijken en beslissen' }).click();
    await bram.getByText('Eerder herinneren').waitFor();
    await bram.getByRole('table', { name: 'Wat hierna komt, per stap' }).waitFor();
    await expectAccessible(bram);
    await bram.getByRole('button', { name: 'Goedkeuren en publiceren' }).click();
    await bram.getByText('1 van 1 overgegaan').waitFor();
    await expectAccessible(bram);
    // Who asked sees it happen without loading the page anew.
    await anna.getByText('1 van 1 overgegaan').waitFor();

    await anna.getByRole('link', { name: 'Geschiedenis' }).click();
    await anna.getByRole('heading', { name: 'Versie 3' }).waitFor();
    await expectAccessible(anna);
    await anna.getByRole('link', { name: 'Terugdraaien naar deze …' }).click();
    await anna.getByRole('listitem').filter({ hasText: 'Betalingsherinnering: dag 3 → dag 5' }).waitFor();
    await anna.getByText('Alleen nieuwe facturen').click();
    await anna.getByRole('button', { name: 'Goedkeuring vragen' }).click();
    await anna.getByRole('button', { name: 'Verzoek intrekken' }).click();
    await anna.getByText('Anna de Wit trok dit op').waitFor();
  });

  test('both versions stand in one picture: what went at its old day, what moved with both its days', async () => {
    const page = await openPage(browser, product);
    await page.goto('/ladders/incassotraject');
    await setDay(page, 'Vriendelijke herinnering', '3');
    await page.getByRole('button', { name: 'Tweede herinnering', exact: true }).click();
    await page.keyboard.press('Delete');
    await page.getByRole('button', { name: 'Tweede herinnering', exact: true }).waitFor({ state: 'detached' });
    await page.getByText('Opgeslagen').waitFor();
    await page.getByRole('button', { name: 'Publiceren …' }).click();

    const picture = page.getByRole('region', { name: 'Beide versies op de tijdas' });
    const cardOf = (name: string) => picture.locator('.react-flow__node').filter({ hasText: name });
    await cardOf('Tweede herinnering').locator('del').waitFor();
    expect(await cardOf('Tweede herinnering').textContent()).toContain('dag 11');
    expect(await cardOf('Tweede herinnering').getByRole('img', { name: 'verwijderd' }).count()).toBe(1);
    expect(await cardOf('Vriendelijke herinnering').textContent()).toContain('dag 4 → 3');
    expect(await page.getByRole('list', { name: 'Legenda' }).textContent()).toContain('vanaf de oude dag');
    // The table beside it says the same.
    await page.getByRole('table', { name: 'Stappen, voor en na' }).locator('del').waitFor();
    await picture.focus();
    const top = async () => (await cardOf('Overdragen').boundingBox())!.y;
    const before = await top();
    await page.keyboard.press('ArrowDown');
    await expect.poll(top).toBe(before - 80);
    await expectAccessible(page);
  });

  test('a draft is discarded, and the ladder is what was published', async () => {
    const page = await openPage(browser, product);
    await page.goto('/ladders/onderhandelen');
    const field = page.getByRole('textbox', { name: /^Dag van / }).first();
    const day = await field.inputValue();
    await field.fill(String(Number(day) + 2));
    await field.press('Enter');
    await page.getByText('Opgeslagen').waitFor();
    await page.getByRole('button', { name: 'Wat je met dit aanmaanschema kunt doen' }).click();
    await page.getByRole('menuitem', { name: 'Dit concept weggooien …' }).click();
    await page.getByRole('alertdialog').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Weggooien', exact: true }).click();
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    await expect.poll(() => field.inputValue()).toBe(day);
    expect(await page.getByRole('button', { name: 'Publiceren …' }).isDisabled()).toBe(true);
  });
});
