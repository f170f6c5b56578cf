import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LANGUAGES, type Language } from '../../ladder/definition.ts';
import { shippedLadders } from '../../ladder/library/library.ts';
import { wordsIn } from '../support/words.ts';
import { launch, openPage, program } from './browser.ts';
import { ANNA, Product } from './product.ts';

const BRAM = { name: 'Bram Kok', email: 'bram@example.nl', password: 'nog een heel lang wachtwoord' };
const OURS = { 'sec-fetch-site': 'same-origin' };
/** The Thursday before Easter. The same day on the clock of the product and of its pages: dates in pictures stay as they are. */
const NOW = '2026-04-02T10:00';
/** 22 days ago: the second reminder is the next thing, on day 30 at first. */
const DUE = '2026-03-11';
const DAY_30 = '2026-04-10';
/** Day 25 is Easter Sunday. */
const DAY_25 = '2026-04-07';

/** A machine that does much else beside it is slow. */
const LONG_MS = 400_000;
const SOON = { timeout: 60_000 };
/** Resolves, in the page, once it has drawn what it was told. */
const DRAWN = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))';
/** More than there are places for the focus on any screen. */
const MOST_TABS = 200;

/** What the kernel says, and the screens do not have in their catalogue. */
const KERNEL = {
  nl: {
    letter: 'Veertiendagenbrief',
    isConsumer: 'debiteur is consument',
    aProblem: '1 probleem',
    mend: 'Geef een termijn van 15 dagen',
    consumer: 'Consument',
    sent: (name: string) => `${name} verstuurd`,
    closed: 'Factuur gesloten',
    payment: 'Betaling',
    moved: 'Tweede herinnering: dag 30 → dag 25',
    movedBack: 'Tweede herinnering: dag 25 → dag 30',
    choice: 'Debiteur is consument?',
    note: 'Eerder herinneren, en een brief voor consumenten',
    noteBack: 'Toch niet',
  },
  en: {
    letter: 'Fourteen-day letter',
    isConsumer: 'debtor is consumer',
    aProblem: '1 problem',
    mend: 'Give a term of 15 days',
    consumer: 'Consumer',
    sent: (name: string) => `${name} sent`,
    closed: 'Invoice closed',
    payment: 'Payment',
    moved: 'Second reminder: day 30 → day 25',
    movedBack: 'Second reminder: day 25 → day 30',
    choice: 'Debtor is consumer?',
    note: 'Remind earlier, and a letter for consumers',
    noteBack: 'Not after all',
  },
};

interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}
/** Parts of a screen of 1440 by 900: the navigation at the left is left out. */
const TOP = { x: 208, y: 0, width: 1232, height: 620 };
const CANVAS = { x: 208, y: 0, width: 832, height: 720 };
const MIDDLE = { x: 208, y: 260, width: 1232, height: 610 };
const FOOT = { x: 208, y: 480, width: 1232, height: 420 };
const MARGIN = 24;

/** Takes a picture for the guide, where pictures are asked for: `docs/testing.md`. */
async function picture(page: Page, language: Language, name: string, of: Area | Locator): Promise<void> {
  if (process.env.PICTURES !== '1') return;
  const folder = fileURLToPath(new URL(`../../docs/guide/pictures/${language}/`, import.meta.url));
  mkdirSync(folder, { recursive: true });
  const clip = 'x' in of ? of : around((await of.boundingBox())!);
  await page.screenshot({ path: `${folder}${name}.png`, animations: 'disabled', clip });
}

const around = ({ x, y, width, height }: Area): Area => ({
  x: x - MARGIN,
  y: y - MARGIN,
  width: width + 2 * MARGIN,
  height: height + 2 * MARGIN,
});

describe.skipIf(program === null)('the whole story of a change', () => {
  let product: Product;
  let browser: Browser;
  beforeAll(async () => {
    [product, browser] = await Promise.all([Product.start('--clock', NOW), launch()]);
    const anna = await openPage(browser, product);
    await post(anna, '/api/users', { ...BRAM, roles: ['approver'] });
  });
  afterAll(async () => {
    await browser?.close();
    await product?.end();
  });

  async function open(options: Parameters<typeof openPage>[2] = {}): Promise<Page> {
    const page = await openPage(browser, product, options);
    page.setDefaultTimeout(SOON.timeout);
    await page.clock.setFixedTime(new Date(`${NOW}:00+02:00`));
    return page;
  }

  async function post<Answer>(page: Page, path: string, data?: unknown): Promise<Answer> {
    const answer = await page.request.post(path, { data, headers: OURS });
    expect(answer.ok(), await answer.text()).toBe(true);
    return answer.json();
  }

  /** An invoice at its second reminder: the call before it was answered without an outcome of its own. */
  async function running(
    page: Page,
    number: string,
    ladder: string,
  ): Promise<{ id: string; next: () => Promise<string> }> {
    const { id } = await post<{ id: string }>(page, '/api/invoices', {
      number,
      issued: '2026-02-09',
      due: DUE,
      amount: '1000.00',
      ladder: { id: ladder },
      debtor: {
        reference: number,
        kind: 'company',
        name: 'Bakkerij Jansen',
        email: 'jansen@example.nl',
        language: 'nl',
      },
    });
    const calls = async () => (await (await page.request.get(`/api/tasks?invoice=${id}`)).json()).data;
    await expect.poll(calls, SOON).toHaveLength(1);
    await post(page, `/api/tasks/${(await calls())[0].id}/complete`, { outcome: 'refuses', by: ANNA.name });
    const next = async () => (await (await page.request.get(`/api/invoices/${id}`)).json()).state.next_at.slice(0, 10);
    return { id, next };
  }

  /** Drags a step of the canvas until it stands at a day, and says what is told meanwhile. */
  async function drag(page: Page, step: string, to: string, meanwhile?: () => Promise<void>): Promise<void> {
    const card = page.locator(`[data-card="${step}"]`);
    await card.scrollIntoViewIfNeeded();
    const box = (await card.boundingBox())!;
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    const there = page.getByText(to, { exact: true });
    for (let up = 6; up < 300; up += 3) {
      await page.mouse.move(x, y - up);
      await page.evaluate(DRAWN);
      if ((await there.count()) > 0) break;
    }
    await there.waitFor();
    await meanwhile?.();
    await page.mouse.up();
    await there.waitFor({ state: 'detached' });
  }

  test.each(LANGUAGES)(
    'a reminder earlier and a way for consumers, from the list to the running invoice and back: %s',
    { timeout: LONG_MS },
    async (language) => {
      const say = wordsIn(language);
      const said = KERNEL[language];
      const ladder = shippedLadders().find(({ id }) => id === 'zeven-stappen')!;
      const nameOf = (id: string) => ladder.steps.find((step) => step.id === id)!.name[language];
      const [reminder, notice] = ['tweede-herinnering', 'ingebrekestelling'].map(nameOf);
      const page = await open({ language });
      const bram = await open({ language, person: BRAM });
      const button = (message: string, values = {}) =>
        page.getByRole('button', { name: say(message, values), exact: true });
      const invoice = await running(page, `2026-${language === 'nl' ? '0101' : '0102'}`, 'zeven-stappen');
      await expect.poll(invoice.next, SOON).toBe(DAY_30);

      // A step is dragged to an earlier day. The call before it takes its time, so that one goes first.
      await page.goto('/ladders');
      await page.getByRole('link', { name: ladder.name[language] }).click();
      await page.getByRole('radio', { name: say('Canvas') }).click();
      await drag(page, 'bellen-na-vervaldatum', say('day {0} → {1}', { 0: 20, 1: 12 }));
      await drag(page, 'tweede-herinnering', say('day {0} → {1}', { 0: 30, 1: 25 }), () =>
        picture(page, language, 'drag', CANVAS),
      );

      // A branch for consumers.
      await page.locator('[data-card="tweede-herinnering"]').click();
      await button('Add a step between ‘{from}’ and ‘{target}’', { from: reminder, target: notice }).click();
      await picture(page, language, 'kinds', page.getByRole('dialog'));
      await page.getByRole('option', { name: say('Choice') }).click();
      const choice = page.getByRole('complementary', { name: say('Step ‘{name}’', { name: said.choice }) });
      await expect
        .poll(() => choice.getByRole('button', { name: said.consumer, exact: true }).getAttribute('aria-pressed'))
        .toBe('true');
      await button('Add a step between ‘{from}’ and ‘{target}’', { from: said.choice, target: notice }).click();
      await picture(page, language, 'choice', MIDDLE);
      await page.getByRole('menuitem', { name: said.isConsumer }).click();
      await page.getByRole('option', { name: said.letter }).click();
      const letter = page.getByRole('complementary', { name: say('Step ‘{name}’', { name: said.letter }) });

      // A term that is too short is a problem; it is found again from elsewhere, and mended.
      await letter.getByLabel(say('Days to pay from receipt')).fill('14');
      await page.getByRole('button', { name: said.aProblem, exact: true }).click();
      await page.locator('[data-card="tweede-herinnering"]').click();
      const problems = page.getByRole('region', { name: say('Problems') });
      await problems.getByRole('button', { name: say('To ‘{name}’', { name: said.letter }) }).click();
      await letter.waitFor();
      await picture(page, language, 'problem', FOOT);
      await problems.getByRole('button', { name: said.mend }).click();
      await problems.getByText(say('Nothing is wrong with this ladder: it can be published.')).waitFor();
      expect(await letter.getByLabel(say('Days to pay from receipt')).inputValue()).toBe('15');
      await problems.getByRole('button', { name: say('Close') }).click();
      await page.getByText(say('Saved'), { exact: true }).waitFor();
      await picture(page, language, 'branch', { ...MIDDLE, width: CANVAS.width });

      // A consumer gets the letter, and pays: the notice of default does not come.
      await button('Try it').click();
      const log = page.getByRole('region', { name: say('What comes of it') });
      await page.getByLabel(say('Customer')).click();
      await page.getByRole('option', { name: said.consumer }).click();
      await log.getByText(said.sent(said.letter)).waitFor();
      await log.getByText(said.sent(notice!)).waitFor();
      const chip = (await page.getByRole('button', { name: said.payment, exact: true }).boundingBox())!;
      const line = (await page.getByRole('region', { name: say('Time line') }).boundingBox())!;
      const { y } = (await page.getByRole('slider').boundingBox())!;
      await page.mouse.move(chip.x + 10, chip.y + 10);
      await page.mouse.down();
      await page.mouse.move(chip.x + 40, y + 20, { steps: 4 });
      await page.mouse.move(line.x + line.width * 0.62, y + 20, { steps: 4 });
      await page.mouse.up();
      await log.getByText(said.closed).waitFor();
      await log.getByText(said.sent(said.letter)).waitFor();
      expect(await log.getByText(said.sent(notice!)).count()).toBe(0);
      await page.getByRole('slider').focus();
      await page.keyboard.press('End');
      await page
        .getByRole('region', { name: say('On the ladder') })
        .getByText(say('Closed: it is paid.'))
        .waitFor();
      await picture(page, language, 'try', TOP);
      await page.getByRole('link', { name: say('Back to the ladder') }).click();

      // It is published, with the running invoice planned anew; a colleague approves.
      await button('Publish …').click();
      await page.getByRole('listitem').filter({ hasText: said.moved }).waitFor();
      await askAndApprove(said.note);
      await expect.poll(invoice.next, SOON).toBe(DAY_25);

      // It is taken back, and so is the plan.
      await page.getByRole('link', { name: say('History') }).click();
      const back = page.getByRole('link', { name: say('Take back to this one …') });
      const { version } = await (await page.request.get('/api/ladders/zeven-stappen')).json();
      await page.getByRole('heading', { name: say('Version {version}', { version }), exact: true }).waitFor();
      await picture(page, language, 'history', TOP);
      await back.first().click();
      await page.getByRole('listitem').filter({ hasText: said.movedBack }).waitFor();
      await askAndApprove(said.noteBack);
      await expect.poll(invoice.next, SOON).toBe(DAY_30);
      await post(page, `/api/invoices/${invoice.id}/payments`, { amount: '1000.00' });

      async function askAndApprove(note: string): Promise<void> {
        const isFirst = note === said.note;
        const replan = page.getByText(say('Plan running invoices anew'), { exact: true });
        await replan.click();
        await page.getByRole('table', { name: say('What comes next, for each step') }).waitFor();
        await page.getByLabel(say('Note for who approves')).fill(note);
        if (isFirst) {
          await page.getByRole('radiogroup').evaluate((group) => group.parentElement?.scrollIntoView());
          await picture(page, language, 'publish', TOP);
        }
        await button('Ask for approval').click();
        await bram.goto('/ladders');
        await bram.getByRole('link', { name: say('Look and decide') }).click();
        await bram.getByRole('table', { name: say('What comes next, for each step') }).waitFor();
        await bram.locator('.react-flow__node').first().waitFor();
        if (isFirst) await picture(bram, language, 'approve', TOP);
        await bram.getByRole('button', { name: say('Approve and publish') }).click();
        await page.getByText(say('{done} of {total} have taken it', { done: 1, total: 1 })).waitFor();
        if (isFirst) await picture(page, language, 'published', TOP);
      }
    },
  );

  /** Presses Tab until something has the focus, or something in it. */
  async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    await target.waitFor();
    const isThere = () => target.evaluate((element) => element.contains(element.ownerDocument.activeElement));
    for (let presses = 0; presses < MOST_TABS; presses++) {
      if (await isThere()) return;
      await page.keyboard.press(key);
    }
    throw new Error(`${MOST_TABS} presses of ${key} do not lead to ${target}.`);
  }
  const press = async (page: Page, target: Locator, key?: 'Tab' | 'Shift+Tab'): Promise<void> => {
    await tabTo(page, target, key);
    await page.keyboard.press('Enter');
  };

  test('the same by keyboard alone, in the table: Tab, arrows, Enter and letters', { timeout: LONG_MS }, async () => {
    const say = wordsIn('nl');
    const said = KERNEL.nl;
    const page = await open();
    const bram = await open({ person: BRAM });
    await ownLadder(page, bram);
    const invoice = await running(page, '2026-0103', 'zonder-muis');
    await expect.poll(invoice.next, SOON).toBe(DAY_30);
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    const panel = (name: string) => page.getByRole('complementary', { name: say('Step ‘{name}’', { name }) });

    await page.goto('/ladders');
    await press(page, page.getByRole('link', { name: 'Zonder muis' }));
    for (const [step, day] of [
      ['Bellen: wat is het probleem?', '12'],
      ['Tweede herinnering', '25'],
    ] as const) {
      const field = page.getByLabel(say('Day of {name}', { name: step }), { exact: true });
      await tabTo(page, field);
      await page.keyboard.type(day);
      await page.keyboard.press('Enter');
      await expect.poll(() => field.inputValue()).toBe(day);
    }

    const rows = page.getByRole('table').locator('tbody');
    await press(page, rows.getByRole('button', { name: 'Tweede herinnering', exact: true }));
    await panel('Tweede herinnering').waitFor();
    await page.keyboard.press('Control+Enter');
    await chooseKind(say('Choice'));
    await press(
      page,
      panel(said.choice).getByRole('button', { name: say('Add a step on this way: {label}', { label: 'Regel 1' }) }),
    );
    await chooseKind(said.letter);
    await tabTo(page, panel(said.letter).getByLabel(say('Days to pay from receipt')));
    await page.keyboard.press('Control+a');
    await page.keyboard.type('14');

    await press(page, button(said.aProblem), 'Shift+Tab');
    const problems = page.getByRole('region', { name: say('Problems') });
    await press(page, problems.getByRole('button', { name: said.mend }));
    await problems.getByText(say('Nothing is wrong with this ladder: it can be published.')).waitFor();
    await page.getByText(say('Saved'), { exact: true }).waitFor();

    await press(page, button(say('Try it')), 'Shift+Tab');
    await press(page, page.getByRole('button', { name: new RegExp(`${say('Customer')}$`) }));
    await page.getByRole('listbox').waitFor();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    const log = page.getByRole('region', { name: say('What comes of it') });
    await log.getByText(said.sent(said.letter)).waitFor();
    await press(page, button(said.payment));
    await page.getByRole('dialog').waitFor();
    await press(page, page.getByRole('dialog').getByRole('button', { name: say('Add'), exact: true }));
    await log.getByText(said.closed).waitFor();
    await press(page, page.getByRole('link', { name: say('Back to the ladder') }), 'Shift+Tab');

    await press(page, button(say('Publish …')));
    await page.getByRole('listitem').filter({ hasText: said.moved }).waitFor();
    const choices = page.getByRole('radiogroup');
    await tabTo(page, choices);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await choices.getByRole('radio', { name: say('Plan running invoices anew') }).isChecked()).toBe(true);
    await page.getByRole('table', { name: say('What comes next, for each step') }).waitFor();
    await press(page, button(say('Ask for approval')));
    await page.getByText(say('You asked for this yourself: a colleague who may approve decides about it.')).waitFor();
    await bram.goto('/ladders');
    await press(bram, bram.getByRole('link', { name: say('Look and decide') }));
    await press(bram, bram.getByRole('button', { name: say('Approve and publish') }));
    await page.getByText(say('{done} of {total} have taken it', { done: 1, total: 1 })).waitFor();
    await expect.poll(invoice.next, SOON).toBe(DAY_25);

    /** Chooses a kind of step by the first letters of its name. */
    async function chooseKind(kind: string): Promise<void> {
      const dialog = page.getByRole('dialog');
      await dialog.waitFor();
      await tabTo(page, dialog.getByRole('listbox'));
      await page.keyboard.type(kind);
      await tabTo(page, dialog.getByRole('option', { name: kind }));
      await page.keyboard.press('Enter');
      await dialog.waitFor({ state: 'detached' });
    }
  });

  /** A shipped ladder under a name of its own, published: what other stories do to the shipped one does not matter here. */
  async function ownLadder(designer: Page, approver: Page): Promise<void> {
    const at = '/api/ladders/zonder-muis';
    const name = { nl: 'Zonder muis', en: 'Without a mouse' };
    const { revision } = await post<{ revision: number }>(designer, `${at}/draft`, { template: 'zeven-stappen', name });
    const asked = { id: 'zonder-muis-1', revision, base_version: null, running: [], per_day: 50 };
    const { id } = await post<{ id: string }>(designer, `${at}/draft/publish`, asked);
    await post(approver, `${at}/publications/${id}/approve`);
  }
});
