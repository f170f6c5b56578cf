import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Ladder } from '../../ladder/definition.ts';
import { expectAccessible, launch, openPage, program } from './browser.ts';
import { Product } from './product.ts';

describe.skipIf(program === null)('the panels of a ladder', () => {
  let product: Product;
  let browser: Browser;
  beforeAll(async () => {
    [product, browser] = await Promise.all([Product.start(), launch()]);
  });
  afterAll(async () => {
    await browser?.close();
    await product?.end();
  });

  const open = async (ladder: string, options: Parameters<typeof openPage>[2] = {}): Promise<Page> => {
    const page = await openPage(browser, product, options);
    await page.goto(`/ladders/${ladder}?view=table`);
    return page;
  };
  const choose = (page: Page, step: string) =>
    page.locator('tbody').getByRole('button', { name: step, exact: true }).click();
  const draftOf = async (page: Page, ladder: string): Promise<Ladder> => {
    await page.getByText('Opgeslagen', { exact: true }).waitFor();
    return (await (await page.request.get(`/api/ladders/${ladder}/draft`)).json()).document;
  };

  test('when a step happens is a sentence: another day is kept, an empty one is said in place', async () => {
    const page = await open('stappenplan');
    await page.locator('tbody button[aria-pressed]').first().click();
    const panel = page.getByRole('complementary');
    const days = panel.getByLabel('Aantal dagen').first();
    await days.fill('');
    await panel.getByText('Vul een heel getal van 0 tot 1000 in.').waitFor();
    await page.getByText('Opgeslagen', { exact: true }).waitFor();
    await days.fill('7');
    await page.getByRole('button', { name: 'Ongedaan maken' }).and(page.locator(':enabled')).waitFor();
    const { steps } = await expectDraft(page, 'stappenplan');
    expect(steps[0]).toMatchObject({ when: { days: 7 } });
    await expectAccessible(page);
  });

  /** The draft once it was saved. */
  async function expectDraft(page: Page, ladder: string): Promise<Ladder> {
    await page.waitForResponse(
      (response) => response.url().endsWith('/draft') && response.request().method() === 'PUT',
    );
    return draftOf(page, ladder);
  }

  test('a last day that cannot be kept is a problem, with a way to its step, and gone when it is taken back', async () => {
    const page = await open('zeven-stappen');
    await choose(page, 'Ingebrekestelling');
    await page.getByLabel('Uiterste dag', { exact: true }).fill('20');
    await page.getByRole('button', { name: '1 probleem' }).click();
    await choose(page, 'Tweede herinnering');
    const bar = page.getByRole('region', { name: 'Problemen' });
    await bar.getByRole('button', { name: 'Naar ‘Ingebrekestelling’' }).click();
    await page.getByRole('heading', { name: 'Ingebrekestelling', exact: true }).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Ongedaan maken' }).click();
    await bar.getByText('Er is niets mis met dit aanmaanschema').waitFor();
  });

  test('a field is put into a text from the menu, stands there as a chip, and is read in the preview', async () => {
    const page = await open('zeven-stappen');
    await choose(page, 'Tweede herinnering');
    await page.getByRole('button', { name: 'Groot, met voorbeeld' }).click();
    const dialog = page.getByRole('dialog');
    const subject = dialog.getByRole('textbox', { name: 'Onderwerp', exact: true });
    await subject.click();
    await page.keyboard.press('End');
    await page.keyboard.type(' voor ');
    await dialog.getByRole('button', { name: 'Veld invoegen: Onderwerp', exact: true }).click();
    await page.getByRole('menuitem', { name: 'naam van de klant' }).click();
    await subject.locator('[data-field="debtor.name"]').waitFor();
    await dialog.getByText(/ voor Jansen Bouw B\.V\.$/).waitFor();
    await dialog.getByRole('button', { name: 'Klaar' }).click();
    const { texts } = await draftOf(page, 'zeven-stappen');
    expect(texts.nl['tweede-herinnering']!.subject).toMatch(/ voor \{\{debtor\.name\}\}$/);
  });

  test.each(['light', 'dark'] as const)('every kind of step and the rules keep nobody out, %s', async (theme) => {
    const page = await open('incassotraject', { theme });
    const steps = page.locator('tbody button[aria-pressed]');
    await steps.first().waitFor();
    for (let place = 0; place < (await steps.count()); place++) {
      await steps.nth(place).click();
      await page.getByRole('complementary').getByText('Notitie voor collega’s').first().waitFor();
      await expectAccessible(page);
    }
    await page.goto('/ladders/incassotraject?view=rules');
    await page.getByRole('heading', { name: 'Contactregels' }).waitFor();
    await expectAccessible(page);
  });

  test('a rule of the choice is added, said to be wrong where it is never reached, and kept once it is', async () => {
    const page = await openPage(browser, product);
    await page.goto('/ladder-choice');
    await page.getByRole('button', { name: 'Regel toevoegen' }).click();
    await page.getByRole('button', { name: 'Regel toevoegen' }).click();
    await page.getByText('Regel "Regel 2" komt nooit aan de beurt', { exact: false }).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: '‘Regel 2’ weghalen' }).click();
    await page.getByRole('button', { name: 'Opslaan' }).click();
    await page.getByText('Opgeslagen: het geldt voor facturen vanaf nu.').waitFor();
    const { rules, version } = await (await page.request.get('/api/ladder-choice')).json();
    expect(version).toBe(1);
    expect(rules).toMatchObject([{ name: 'Regel 1', all: [{ field: 'debtorKind', in: ['consumer'] }] }]);
  });
});
