/** The worker in which a book is run, so that the screen stays at hand: reads it, runs it, and tells what is asked of it. */
import { ApiError, Unreachable } from '../app/api.ts';
import type { Asked, Failure, Told } from './messages.ts';
import { BookTooLarge, MOST_INVOICES, readBook } from './read-book.ts';
import { type Comparison, compareBook, type LoadedBook } from './report/comparison.ts';
import { Telling } from './report/figures.ts';

/** How often progress is told. */
const TELL_EVERY_MS = 50;

const tell = (told: Told) => (self as unknown as { postMessage: (told: Told) => void }).postMessage(told);

let book: LoadedBook | null = null;
let comparison: Comparison | null = null;
let telling: Telling | null = null;

self.onmessage = ({ data }: MessageEvent<Asked>) => {
  switch (data.is) {
    case 'run':
      run(data).catch((error) => tell({ is: 'failed', failure: failureOf(error) }));
      break;
    case 'tell':
      if (comparison) tellResult(comparison, data.days);
      break;
    case 'rows': {
      const rows = telling?.rows(data.figure) ?? [];
      tell({ is: 'rows', id: data.id, total: rows.length, rows: rows.slice(data.first, data.first + data.most) });
      break;
    }
  }
};

async function run({ order, days, reads }: Extract<Asked, { is: 'run' }>): Promise<void> {
  if (reads || !book) {
    tell({ is: 'reading', done: 0, total: null });
    book = await readBook((done, total) => tell({ is: 'reading', done, total }));
  }
  const work = compareBook(book, order);
  let last = Number.NEGATIVE_INFINITY;
  let step = work.next();
  while (!step.done) {
    if (performance.now() - last > TELL_EVERY_MS) {
      last = performance.now();
      tell({ is: 'running', share: step.value });
    }
    step = work.next();
  }
  comparison = step.value;
  tellResult(comparison, days);
}

function tellResult(compared: Comparison, days: number): void {
  telling = new Telling(compared, days);
  tell({ is: 'result', figures: telling.figures, replaced: compared.replaced, now: compared.now });
}

function failureOf(error: unknown): Failure {
  if (error instanceof Unreachable) return { is: 'away' };
  if (error instanceof ApiError) {
    const { status, code, message } = error;
    return { is: 'refused', status, code, message };
  }
  if (error instanceof BookTooLarge) return { is: 'too_large', invoices: error.invoices, most: MOST_INVOICES };
  return { is: 'broken', message: error instanceof Error ? error.message : String(error) };
}
