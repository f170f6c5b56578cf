/**
 * How smoothly a step is dragged on the canvas of a ladder of 80 steps: the times between frames in a Chromium that draws
 * without a graphics card. Real ladders have fewer than 25 steps.
 */
import { large } from '../../editor/time-axis/fixtures.ts';
import { launch, openPage, program } from '../browser/browser.ts';
import { ANNA, Product } from '../browser/product.ts';
import { atMost, type Bar, rounded } from './rounds.ts';

const STEPS = 80;
const ROUNDS = 3;
/** Moves of the hand in a round, each so far, back and forth. */
const MOVES = 120;
const MOVE_PX = 4;
const MOVE_MS = 12;
const TURN = 30;
const SETTLES_MS = 600;
/** What is said while a step is dragged. */
const FOLLOW = /stap(pen)? mee|geen andere stap/;
const BUDGET_MS = 25;

export interface CanvasResult {
  steps: number;
  /** Frames that were drawn while the step was dragged. */
  frames: number;
  medianMs: number;
  p95Ms: number;
  longestMs: number;
}

/** Runs in the page: notes the time between each two frames in `seen.drawn`, until `seen.ends`. */
const WATCH = `
  var seen = { drawn: [], ends: false };
  requestAnimationFrame((first) => {
    let last = first;
    const next = (now) => {
      seen.drawn.push(now - last);
      last = now;
      if (!seen.ends) requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
`;

/** Null where there is no browser to measure in. */
export async function benchCanvas(): Promise<{ result: CanvasResult; bars: Bar[] } | null> {
  if (program === null) return null;
  const product = await Product.start();
  const browser = await launch();
  try {
    const page = await openPage(browser, product, { person: ANNA });
    const document = { ...large(STEPS), id: 'tachtig-stappen', version: 1 };
    await page.request.post('/api/ladders/tachtig-stappen/draft', {
      data: { document },
      headers: { 'sec-fetch-site': 'same-origin' },
      failOnStatusCode: true,
    });
    await page.goto('/ladders/tachtig-stappen?view=canvas');
    const frames: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const card = page.locator('[data-card="stap-16"]');
      await card.waitFor();
      await page.waitForTimeout(SETTLES_MS);
      // Chosen, it comes into sight; the panel that opens is closed again.
      for (let press = 0; press < 2; press++) {
        await card.dispatchEvent('click');
        await page.waitForTimeout(SETTLES_MS);
      }
      const box = (await card.boundingBox())!;
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x, y + 2 * MOVE_PX);
      await page.mouse.move(x, y + 4 * MOVE_PX);
      // Frames in which nothing is dragged would be quick ones.
      await page.getByText(FOLLOW).waitFor();
      await page.evaluate(WATCH);
      for (let move = 0, at = y; move < MOVES; move++) {
        at += Math.floor(move / TURN) % 2 === 0 ? MOVE_PX : -MOVE_PX;
        await page.mouse.move(x, at);
        await page.waitForTimeout(MOVE_MS);
      }
      const drawn = await page.evaluate<number[]>('seen.ends = true; seen.drawn');
      frames.push(...drawn);
      await page.keyboard.press('Escape');
      await page.mouse.up();
    }
    const sorted = frames.toSorted((a, b) => a - b);
    const part = (share: number) =>
      rounded(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0, 1);
    const result = {
      steps: STEPS,
      frames: frames.length,
      medianMs: part(0.5),
      p95Ms: part(0.95),
      longestMs: part(1),
    };
    return { result, bars: [atMost('canvas p95 ms per frame', result.p95Ms, BUDGET_MS)] };
  } finally {
    await browser.close();
    await product.end();
  }
}
