/** What a simulation needs of an invoice, in a form that leaves the house of the server: no person is named in it. */
import type { LadderRef } from '../definition.ts';
import type { InvoiceEvent } from '../events.ts';
import type { Facts } from '../facts.ts';
import type { InvoiceState } from '../invoice/state.ts';

/** An invoice of the book as JSON carries it; with the ladder that it names it is a `BookInvoice`. */
export interface BookEntry {
  ladder: LadderRef;
  facts: Facts;
  state: InvoiceState | null;
  fresh: readonly InvoiceEvent[];
  account: string | null;
}

/** What persons wrote, or what names them. The engine shows it and decides nothing by it. */
const WORDS: readonly string[] = ['by', 'owner', 'reason', 'note', 'summary', 'problem'];

/** The same without what persons wrote, without who they are, and without reasons, which may quote them. */
export function withoutWords(entry: BookEntry): BookEntry {
  return JSON.parse(JSON.stringify(entry), (key, value) => {
    if (WORDS.includes(key) && typeof value === 'string') return '';
    return key === 'why' && Array.isArray(value) ? [] : value;
  });
}
