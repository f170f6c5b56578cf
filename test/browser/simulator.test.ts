import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectAccessible, launch, openPage, program } from './browser.ts';
import { Product } from './product.ts';

const INVOICE = 'issued=2026-02-16&term=30&amount=1000&debtor=company';
const TRY = `/ladders/zeven-stappen/try?${INVOICE}`;

describe.skipIf(program === null)('trying an invoice on a ladder', () => {
  let product: Product;
  let browser: Browser;
  beforeAll(async () => {
    [product, browser] = await Promise.all([Product.start(), launch()]);
  });
  afterAll(async () => {
    await browser?.close();
    await product?.end();
  });

  const log = (page: Page) => page.getByRole('region', { name: 'Wat daarvan komt' });
  const ladder = (page: Page) => page.getByRole('region', { name: 'Op het aanmaanschema' });

  test('a payment dropped on the time line closes the invoice, and what would come vanishes', async () => {
    const page = await openPage(browser, product);
    await page.goto(`${TRY}&day=10`);
    await log(page).getByText('Ingebrekestelling verstuurd').waitFor();
    await expectAccessible(page);
    const chip = (await page.getByRole('button', { name: 'Betaling', exact: true }).boundingBox())!;
    const line = (await page.getByRole('region', { name: 'Tijdlijn' }).boundingBox())!;
    const { y } = (await page.getByRole('slider').boundingBox())!;
    await page.mouse.move(chip.x + 10, chip.y + 10);
    await page.mouse.down();
    await page.mouse.move(chip.x + 40, y + 20, { steps: 4 });
    await page.mouse.move(line.x + line.width * 0.5, y + 20, { steps: 4 });
    await page.mouse.up();
    await log(page).getByText('Factuur gesloten').waitFor();
    expect(await log(page).getByText('Ingebrekestelling verstuurd').count()).toBe(0);
    await page.getByRole('button', { name: 'Naar het volgende' }).click();
    await ladder(page).getByText('Gesloten: betaald.').waitFor();
    await ladder(page)
      .getByText(/^Komt niet aan bod \(/)
      .waitFor();
    await expect.poll(() => new URL(page.url()).searchParams.get('e01')).toContain('payment amount.1000');
    // Back takes the event away again.
    await page.goBack();
    await log(page).getByText('Ingebrekestelling verstuurd').waitFor();
  });

  test('by keyboard alone: an event at a date, moved by arrows, and the notice read', async () => {
    const page = await openPage(browser, product, { theme: 'dark' });
    await page.goto('/ladders/zeven-stappen');
    await page.getByRole('button', { name: 'Uitproberen' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('slider').focus();
    await page.keyboard.press('ArrowRight');
    await page.getByText(/^Dag 1 · /).waitFor();
    await page.getByRole('button', { name: 'Toezegging' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Laat iets gebeuren' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Toevoegen' }).focus();
    await page.keyboard.press('Enter');
    const marker = page.getByRole('list', { name: 'Gebeurtenissen op de tijdlijn' }).getByRole('button');
    await marker.focus();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('button', { name: /^Toezegging: tot .*, dag 2,/ }).waitFor();
    await log(page).getByText('Toezegging niet nagekomen').waitFor();
    const read = page.getByRole('button', { name: /^Lezen: / }).first();
    await read.focus();
    await page.keyboard.press('Enter');
    const mail = page.getByRole('dialog').getByRole('tabpanel', { name: 'Als mail' });
    await mail.getByText('Onderwerp').waitFor();
    await expectAccessible(page, { frames: false });
    await page.keyboard.press('Escape');
    await marker.focus();
    await page.keyboard.press('Delete');
    await page.getByText('Niets: niemand betaalt of reageert.').waitFor();
    await page.getByRole('link', { name: 'Terug naar het aanmaanschema' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Publiceren …' }).waitFor();
  });

  test('a try that is kept as check fails once the draft is broken, and publishing says so', async () => {
    const page = await openPage(browser, product);
    await page.goto(`${TRY}&day=0&e01=12+payment+amount.1000`);
    await page.getByRole('button', { name: 'Bewaren als controle …' }).click();
    await page.getByLabel('Naam van de controle').fill('Betaalt na de herinnering');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Bewaren', exact: true }).click();
    const checks = page.getByRole('region', { name: 'Controles' });
    await checks.getByText('Klopt.').waitFor();
    await page.getByRole('link', { name: 'Terug naar het aanmaanschema' }).click();

    const field = page.getByLabel('Dag van Betalingsherinnering', { exact: true });
    await field.fill('9');
    await field.press('Enter');
    await page.getByRole('button', { name: 'Uitproberen' }).click();
    await checks.getByText('Klopt niet meer.').waitFor();
    await expectAccessible(page);
    // What was done on the ladder can still be undone after a visit here.
    await page.getByRole('link', { name: 'Terug naar het aanmaanschema' }).click();
    expect(await page.getByRole('button', { name: 'Ongedaan maken' }).isEnabled()).toBe(true);
    await page.getByText('Opgeslagen').waitFor();
    await page.getByRole('button', { name: 'Publiceren …' }).click();
    await page.getByText('Bewaarde controle ‘Betaalt na de herinnering’ klopt niet').waitFor();

    await page.goto('/ladders/zeven-stappen/try');
    await checks.getByText('Klopt niet meer.').waitFor();
    const menu = checks.getByRole('button', { name: 'Wat je met controle' });
    await menu.click();
    await page.getByRole('menuitem', { name: 'Nieuw verloop vastleggen' }).click();
    await checks.getByText('Klopt.').waitFor();
    await checks.getByRole('button', { name: '‘Betaalt na de herinnering’ openen' }).click();
    await page.getByText('Betaling: € 1.000,00').waitFor();
    await menu.click();
    await page.getByRole('menuitem', { name: 'Verwijderen …' }).click();
    await page.getByRole('alertdialog').waitFor();
    await expectAccessible(page);
    await page.getByRole('alertdialog').getByRole('button', { name: 'Verwijderen' }).click();
    await checks.getByText('Nog geen.').waitFor();
  });

  test('an address that says nothing sensible tells what is wrong, and how to begin anew', async () => {
    const page = await openPage(browser, product, { language: 'en' });
    await page.goto(`${TRY.replace('term=30', 'term=soon')}&e01=12+gift+amount.5`);
    await page.getByText('The address says “term=soon”').waitFor();
    await page.getByText('“e01=12 gift amount.5”').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Start afresh' }).click();
    await page.getByRole('slider').waitFor();
  });
});
