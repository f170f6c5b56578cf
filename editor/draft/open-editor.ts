/** Opens a ladder for editing: its draft where there is one, else its latest version, of which the first change makes a draft. */

import { compare } from '../../ladder/compare/compare.ts';
import type { Ladder } from '../../ladder/definition.ts';
import { localDate } from '../../ladder/time/civil.ts';
import { ApiError, ask } from '../app/api.ts';
import { startDraft } from '../document/draft.ts';
import { exampleOf } from '../edit/timeline.ts';
import { Autosave } from './autosave.ts';
import { beginDraft, readDraft, saveDraft, type WholeDraft } from './draft-api.ts';
import { createEditorStore, type DraftContent, type EditorStore } from './editor-store.ts';
import { forget, keep, unsavedOf } from './local-copy.ts';

/** What an editor opens with. */
export interface Opened {
  ladderId: string;
  /** The version that the draft stands on; null for a new ladder. */
  published: Ladder | null;
  draft: WholeDraft | null;
  /** Of the draft, or of the version that one would stand on. */
  checks: object[];
}

export async function readOpened(ladderId: string, signal?: AbortSignal): Promise<Opened> {
  const path = `/ladders/${encodeURIComponent(ladderId)}`;
  const draft = await readDraft(ladderId, signal);
  const version = draft === null ? '' : draft.base_version === null ? null : `/${draft.base_version}`;
  const asked = signal ? { signal } : {};
  const published = version === null ? null : await ask<Ladder>(`${path}${version}`, asked);
  const checks = draft ? draft.checks : await checksOf(`${path}/${published!.version}`, asked);
  return { ladderId, published, draft, checks };
}

const checksOf = (path: string, asked: { signal?: AbortSignal }) =>
  ask<{ data: object[] }>(`${path}/checks`, asked).then(({ data }) => data);

/** Revision of a ladder of which there is no draft yet. */
const NONE = 0;

/** The term of the example invoice, until another is chosen (S2.2). */
const EXAMPLE_TERM_DAYS = 14;

/** The example invoice by which days are shown until another is chosen: issued today. */
export const usualExample = () => exampleOf(localDate(Date.now()), EXAMPLE_TERM_DAYS);

export function openEditor({ ladderId, published, draft, checks }: Opened, isReadOnly: boolean): EditorStore {
  const content: DraftContent = { document: draft?.document ?? published!, checks };
  const save = async ({ document, checks }: DraftContent, revision: number, last: DraftContent): Promise<number> => {
    const given = revision === NONE ? (await begin(ladderId)).revision : revision;
    const edits = compare(last.document, document).map(({ sentence }) => sentence);
    const saved = await saveDraft(ladderId, { revision: given, document, checks, edits });
    forget(ladderId);
    return saved.revision;
  };
  return createEditorStore(
    {
      draft: startDraft(published ?? content.document, content.document),
      checks: content.checks,
      example: usualExample(),
      isReadOnly,
      isPublished: published !== null,
      unsaved: isReadOnly ? null : unsavedOf(ladderId, content, draft?.revision ?? NONE),
    },
    (onStatus) =>
      new Autosave(content, draft?.revision ?? NONE, {
        save: (now, revision, last) => {
          keep(ladderId, { revision, ...now });
          return save(now, revision, last);
        },
        onStatus,
      }),
  );
}

/** Begins the draft. Where a colleague was first, theirs is a newer draft than ours. */
async function begin(ladderId: string): Promise<WholeDraft> {
  try {
    return await beginDraft(ladderId, {});
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'draft_exists') throw error;
    throw new ApiError(error.status, { code: 'draft_changed', message: error.message });
  }
}
