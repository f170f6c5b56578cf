/** A copy of what is being saved, on this device, until the server has it: a closed tab loses nothing while it is away. */
import { compare } from '../../ladder/compare/compare.ts';
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

/** Work of an earlier page that did not come to the server. */
export interface UnsavedWork extends DraftContent {
  /** The draft was saved since, by whomever: putting this back replaces that. */
  isOvertaken: boolean;
}

/** What an earlier page left that is not in what the server has; null when there is nothing, or it cannot be read. */
export function unsavedOf(ladderId: string, saved: DraftContent, savedRevision: number): UnsavedWork | null {
  try {
    const text = localStorage.getItem(keyOf(ladderId));
    if (text === null) return null;
    const { document, checks, revision } = JSON.parse(text) as LocalCopy;
    const isSame =
      compare(saved.document, document).length === 0 && JSON.stringify(saved.checks) === JSON.stringify(checks);
    if (!isSame) return { document, checks, isOvertaken: revision !== savedRevision };
  } catch {
    // Of another time or another program: it cannot be put back.
  }
  forget(ladderId);
  return null;
}
