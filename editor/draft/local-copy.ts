/** A copy of what is being saved, on this device, until the server has it: a closed tab loses nothing while it is away. */
import type { DraftContent } from './editor-store.ts';

/** What was not yet on the server, and the revision that it was made on. */
export interface LocalCopy extends DraftContent {
  revision: number;
}

const keyOf = (ladderId: string) => `incassoladder.draft.${ladderId}`;

export function keep(ladderId: string, copy: LocalCopy): void {
  try {
    localStorage.setItem(keyOf(ladderId), JSON.stringify(copy));
  } catch {
    // A full or forbidden storage takes away the net, not the work: that stands in the page, and says that it is not saved.
  }
}

export function forget(ladderId: string): void {
  localStorage.removeItem(keyOf(ladderId));
}

/** What is left of an earlier page, or null. */
export function find(ladderId: string): LocalCopy | null {
  const text = localStorage.getItem(keyOf(ladderId));
  if (text === null) return null;
  try {
    return JSON.parse(text) as LocalCopy;
  } catch {
    forget(ladderId);
    return null;
  }
}
