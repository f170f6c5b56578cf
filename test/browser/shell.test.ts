import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectAccessible, launch, openPage, program } from './browser.ts';
import { ANNA, Product } from './product.ts';

describe.skipIf(program === null)('the shell of the application', () => {
  let product: Product;
  let browser: Browser;
  beforeAll(async () => {
    [product, browser] = await Promise.all([Product.start(), launch()]);
  });
  afterAll(async () => {
    await browser?.close();
    await product?.end();
  });

  test('who is not signed in signs in, and is told when the password is wrong', async () => {
    const page = await openPage(browser, product, { person: null });
    await page.goto('/');
    await page.getByLabel('E-mailadres').fill(ANNA.email);
    await page.getByLabel('Wachtwoord').fill('iets anders dan het is');
    await page.getByRole('button', { name: 'Inloggen' }).click();
    await page.getByText('Het e-mailadres of het wachtwoord klopt niet').waitFor();
    await expectAccessible(page);
    await page.getByLabel('Wachtwoord').fill(ANNA.password);
    await page.getByRole('button', { name: 'Inloggen' }).click();
    await page.getByRole('heading', { name: 'Aanmaanschema’s' }).waitFor();
    await page.getByRole('link', { name: 'Zeven stappen' }).waitFor();
  });

  test.each(['light', 'dark'] as const)('the list of ladders keeps nobody out, %s', async (theme) => {
    const page = await openPage(browser, product, { theme });
    await page.goto('/ladders');
    await page.getByRole('link', { name: 'Zeven stappen' }).waitFor();
    await expectAccessible(page);
  });

  test('the language changes at once, and is kept', async () => {
    const page = await openPage(browser, product);
    await page.goto('/ladders');
    await page.getByRole('button', { name: ANNA.name }).click();
    await page.getByRole('menuitem', { name: 'English' }).click();
    await page.getByRole('link', { name: 'Seven steps' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
  });
});
