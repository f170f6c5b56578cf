/** Reads all that a simulation of the book needs, a page of whole debtors at a time. */
import type { BookEntry } from '../../ladder/book/entry.ts';
import type { Ladder } from '../../ladder/definition.ts';
import { ask } from '../app/api.ts';
import type { LoadedBook } from './report/comparison.ts';

/** As many as the API gives in one go. */
const PAGE = 200;
/** Open invoices that a browser takes in at most; the server's own simulation has the same limit. */
export const MOST_INVOICES = 50_000;

/** There are more open invoices than are taken in. */
export class BookTooLarge extends Error {
  readonly invoices: number;

  constructor(invoices: number) {
    super(`There are ${invoices} open invoices, and at most ${MOST_INVOICES} are run here.`);
    this.name = 'BookTooLarge';
    this.invoices = invoices;
  }
}

interface Page {
  data: BookEntry[];
  next: string | null;
  now: string;
  /** On the first page: how many there are in all. */
  total: number | null;
}

/** Throws as `ask` does, or `BookTooLarge`. */
export async function readBook(progress: (done: number, total: number | null) => void): Promise<LoadedBook> {
  const entries: BookEntry[] = [];
  let now: number | null = null;
  let total: number | null = null;
  for (let after: string | null = ''; after !== null; ) {
    const page: Page = await ask<Page>(`/book?limit=${PAGE}&after=${encodeURIComponent(after)}`);
    // The book as it stood when it began to be read.
    now ??= Date.parse(page.now);
    total ??= page.total;
    if (total !== null && total > MOST_INVOICES) throw new BookTooLarge(total);
    for (const entry of page.data) entries.push(entry);
    progress(entries.length, total);
    after = page.next;
  }
  const versions = new Map(
    entries.map(({ ladder: { id, version } }) => [`${encodeURIComponent(id)}/${version}`, null]),
  );
  const ladders = await Promise.all([...versions.keys()].map((path) => ask<Ladder>(`/ladders/${path}`)));
  return { now: now!, entries, ladders };
}
