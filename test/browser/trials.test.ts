import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Ladder } from '../../ladder/definition.ts';
import { expectAccessible, launch, openPage, program } from './browser.ts';
import { Product } from './product.ts';

const OURS = { 'sec-fetch-site': 'same-origin' };
const NAME = { nl: 'Rustig herinneren', en: 'Gentle reminding' };

describe.skipIf(program === null)('a ladder on trial', () => {
  let product: Product;
  let browser: Browser;
  beforeAll(async () => {
    // Monday 23 March 2026, a day in a quarter of a minute: the reminders of invoices that are overdue come on the next one.
    [product, browser] = await Promise.all([Product.start('--clock', '2026-03-23', '--speed', '1d=15s'), launch()]);
  });
  afterAll(async () => {
    await browser?.close();
    await product?.end();
  });

  test('is published so, shows what waits as it would go out, and lets a person release it, hold it back, and end the trial', async () => {
    const page = await openPage(browser, product);
    page.setDefaultTimeout(60_000);
    const post = async (path: string, data: unknown) => {
      const answer = await page.request.post(path, { data, headers: OURS });
      expect(answer.ok(), await answer.text()).toBe(true);
    };
    const shipped: Ladder = await (await page.request.get('/api/ladders/zeven-stappen')).json();
    const { office, contact, intake, texts } = shipped;
    await post('/api/ladders/rustig/draft', {
      document: {
        name: NAME,
        office,
        contact,
        intake,
        toleranceCents: 0,
        start: 'herinnering',
        steps: [
          {
            id: 'herinnering',
            name: { nl: 'Herinnering', en: 'Reminder' },
            kind: 'send',
            notice: 'reminder',
            channel: 'email-or-letter',
            when: { days: 5, unit: 'days', after: 'due' },
            next: 'klaar',
          },
          { id: 'klaar', kind: 'end', name: { nl: 'Klaar', en: 'Done' } },
        ],
        texts: {
          nl: { herinnering: texts.nl['eerste-herinnering'] },
          en: { herinnering: texts.en['eerste-herinnering'] },
        },
      },
    });

    await page.goto('/ladders/rustig/publish');
    await page.getByText('Eerst proefdraaien').click();
    const many = page.getByLabel('Hoeveel er door iemand worden vrijgegeven');
    await many.fill('');
    await many.blur();
    await page.getByText('Vul een getal in van 1 tot en met 500.').waitFor();
    await many.fill('3');
    await many.blur();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Versie 1 publiceren' }).click();
    await page.getByText('Eerst proefdraaien: iemand geeft de eerste 3').waitFor();

    for (const [number, name] of [
      ['F1', 'Bakkerij Jansen'],
      ['F2', 'Smits Schilderwerken'],
      ['F3', 'Transport De Wit'],
    ]) {
      await post('/api/invoices', {
        number,
        issued: '2026-02-24',
        due: '2026-03-16',
        amount: '1000.00',
        ladder: { id: 'rustig' },
        debtor: { reference: name, kind: 'company', name, email: 'klant@example.nl', language: 'nl' },
      });
    }
    await page.goto('/ladders/rustig');
    // What waits is told without loading the page anew.
    await page.getByRole('link', { name: /Proefdraaien: 0 van 3 vrijgegeven · 3 wachten/ }).click({ timeout: 120_000 });
    await page.getByRole('heading', { name: 'Proefdraaien van ‘Rustig herinneren’, versie 1' }).waitFor();
    const first = page.getByRole('article', { name: 'Herinnering voor factuur F1' });
    await first.waitFor();
    // Before the mail is opened: it runs no scripts, for which the search for barriers would wait.
    await expectAccessible(page);
    await first.getByRole('button', { name: 'Bekijken' }).click();
    const mail = page.frameLocator('iframe[title="Wat er uit zou gaan"]');
    await mail.getByText('€ 1.000,00').first().waitFor();
    await first.getByRole('button', { name: 'Vrijgeven' }).click();
    await page.getByText('1 van 3 vrijgegeven').waitFor();
    await first.waitFor({ state: 'detached' });

    const second = page.getByRole('article', { name: 'Herinnering voor factuur F2' });
    await second.getByRole('button', { name: 'Vasthouden …' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Vasthouden' }).click();
    await dialog.getByText('Zeg waarom').waitFor();
    await expectAccessible(page);
    await dialog.getByLabel('Reden').fill('Aanhef klopt niet');
    await dialog.getByRole('button', { name: 'Vasthouden' }).click();
    await second.waitFor({ state: 'detached' });

    await page.getByRole('button', { name: 'Proefdraaien beëindigen …' }).click();
    const ending = page.getByRole('alertdialog');
    await ending.waitFor();
    await expectAccessible(page);
    await ending.getByRole('button', { name: 'Alles vrijgeven en beëindigen' }).click();
    await page.getByText('Anna de Wit beëindigde het proefdraaien').waitFor();
    await page.getByRole('article', { name: 'Herinnering voor factuur F3' }).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Geschiedenis' }).click();
    await page.getByText('Proefdraaien van versie 1 beëindigd').waitFor();
    await expectAccessible(page);
  }, 300_000);
});
