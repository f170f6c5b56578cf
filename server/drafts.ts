/** Drafts of ladders: begun, saved with a guard against what a colleague saved, and discarded. */
import { z } from 'zod';
import type { Localised } from '../ladder/definition.ts';
import { shippedLadders } from '../ladder/library/library.ts';
import { readSavedCheck } from '../ladder/saved-check/schema.ts';
import { type Instant, localMinute } from '../ladder/time/civil.ts';
import type { Db, Tx } from '../store/database.ts';
import {
  beginDraft,
  type DraftContent,
  type DraftRecord,
  findDraft,
  holds,
  listEdits,
  lockDraft,
  removeDraft,
  saveDraft,
} from '../store/drafts.ts';
import { checksOf, findLadder, latestVersion, lockLadder } from '../store/ladders.ts';
import type { Signer } from '../store/publications.ts';
import { ApiError, notFound } from './errors.ts';
import { MAX_TOLD, tell } from './ladder-log.ts';

/** A draft as JSON is no larger; a published ladder of 80 steps takes a fifth of it. */
const MAX_DRAFT_CHARS = 600_000;
/** More steps than any ladder has; a draft with more is none. */
const MAX_STEPS = 500;

/** What a draft must have for the editor to show it. All else may be missing or wrong: that is what `check` tells. */
export const draftDocument = z
  .looseObject({
    name: z.looseObject({ nl: z.string(), en: z.string() }),
    start: z.string(),
    steps: z.array(z.looseObject({ id: z.string().min(1).max(100), kind: z.string().min(1).max(100) })).max(MAX_STEPS),
    texts: z.looseObject({
      nl: z.record(z.string(), z.looseObject({})),
      en: z.record(z.string(), z.looseObject({})),
    }),
  })
  .describe('A ladder document, perhaps not whole; the schema of a whole one is at /api/schemas/ladder.json');

/** Where a draft begins: at a version (the latest when left out), at a shipped ladder, or at a document of one's own. */
export type DraftSource = { version?: number } | { template: string; name?: Localised } | { document: object };

/** Begins the draft of a ladder. Throws where there is one. */
export async function begin(db: Db, ladderId: string, source: DraftSource, by: Signer, now: Instant): Promise<void> {
  const latest = await latestVersion(db, ladderId);
  const { document, checks } = await contentOf(db, ladderId, latest, source);
  refuseTooLarge(document);
  await db.transaction().execute(async (tx) => {
    await lockLadder(tx, ladderId);
    const baseVersion = await latestVersion(tx, ladderId);
    const draft = { ladderId, baseVersion, document, checks };
    if (!(await beginDraft(tx, draft, by.name, now))) {
      const known = (await findDraft(tx, ladderId))!;
      const message = `${known.begun_by} began a draft of "${ladderId}" on ${minute(known.begun_at)}: open it, or discard it first.`;
      throw new ApiError('conflict', 'draft_exists', message);
    }
    const from = 'version' in source && source.version !== undefined ? source.version : baseVersion;
    await tell(tx, ladderId, 'draft_begun', by, now, from === null ? [] : [{ code: 'from_version', version: from }]);
  });
}

async function contentOf(db: Db, id: string, latest: number | null, source: DraftSource): Promise<DraftContent> {
  const next = (latest ?? 0) + 1;
  if ('document' in source) return { document: { ...source.document, id, version: next }, checks: [] };
  if ('template' in source) {
    const template = shippedLadders().find((one) => one.id === source.template);
    if (!template) throw notFound('template', source.template);
    const name = source.name ?? template.name;
    return { document: { ...template, id, version: next, name }, checks: [] };
  }
  const version = source.version ?? latest;
  const ladder = version === null ? null : await findLadder(db, { id, version }, db);
  if (!ladder) throw notFound('ladder', source.version === undefined ? id : `${id} version ${source.version}`);
  return { document: { ...ladder, version: next }, checks: await checksOf(db, ladder) };
}

export interface Save {
  /** The revision that the change was made on. */
  revision: number;
  document: Record<string, unknown>;
  /** As they were when left out. */
  checks?: readonly unknown[] | undefined;
  /** The version that the draft stands on from now on; as it was when left out. */
  baseVersion?: number | undefined;
  edits: readonly Localised[];
}

/** Saves a draft. Throws where somebody saved it since the revision that the change was made on; nothing is written then. */
export async function save(db: Db, ladderId: string, given: Save, by: Signer, now: Instant): Promise<DraftRecord> {
  const { document: loose, checks, revision, edits, baseVersion } = given;
  const document = { ...loose, id: ladderId };
  refuseTooLarge(document);
  for (const [index, one] of (checks ?? []).entries()) {
    const read = readSavedCheck(one);
    if (!read.ok) throw new ApiError('invalid_request', 'check_malformed', `${read.problem}.`, `checks.${index}`);
  }
  return db.transaction().execute(async (tx) => {
    const draft = await lockDraft(tx, ladderId);
    if (!draft) throw await draftGone(tx, ladderId);
    const content = { document, checks: checks ?? draft.checks };
    if (draft.revision !== revision) {
      // The answer to a save may be lost: the same again is the same.
      if (draft.revision === revision + 1 && draft.saved_by === by.name && holds(draft, content)) return draft;
      throw draftChanged(draft, revision);
    }
    const base = baseVersion ?? draft.base_version;
    if (baseVersion !== undefined && !(await findLadder(tx, { id: ladderId, version: baseVersion }, db))) {
      throw notFound('ladder', `${ladderId} version ${baseVersion}`);
    }
    await saveDraft(tx, draft, { ...content, baseVersion: base, edits }, by.name, now);
    return (await findDraft(tx, ladderId))!;
  });
}

/** Goes back to what is published: the draft is gone, and the log tells what was in it. */
export async function discard(db: Db, ladderId: string, revision: number, by: Signer, now: Instant): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await lockLadder(tx, ladderId);
    const draft = await lockDraft(tx, ladderId);
    if (!draft) throw await draftGone(tx, ladderId);
    if (draft.revision !== revision) throw draftChanged(draft, revision);
    const edits = await listEdits(tx, ladderId, MAX_TOLD);
    await removeDraft(tx, ladderId);
    const told = edits.map(({ nl, en }) => ({ code: 'edit' as const, nl, en }));
    await tell(tx, ladderId, 'draft_discarded', by, now, told);
  });
}

/** Somebody saved since. */
export function draftChanged({ ladder_id, revision, saved_by, saved_at }: DraftRecord, known: number): ApiError {
  return new ApiError(
    'conflict',
    'draft_changed',
    `${saved_by} saved the draft of "${ladder_id}" on ${minute(saved_at)}: it is at revision ${revision}, and you started from ${known}. Nothing was overwritten; read it, and save yours on top of it if it should take its place.`,
    'revision',
  );
}

export async function draftGone(db: Db | Tx, ladderId: string): Promise<ApiError> {
  const latest = await latestVersion(db, ladderId);
  return new ApiError(
    'not_found',
    'draft_not_found',
    `There is no draft of "${ladderId}": ${latest === null ? 'none was begun, or it was discarded' : `it was discarded, or published (the latest version is ${latest})`}. Begin one, with your document if it should not be lost.`,
  );
}

function refuseTooLarge(document: object): void {
  if (JSON.stringify(document).length <= MAX_DRAFT_CHARS) return;
  const message = `A draft may be ${MAX_DRAFT_CHARS / 1000} kB as JSON; shorten its texts or leave out steps.`;
  throw new ApiError('too_large', 'draft_too_large', message, 'document');
}

const minute = (at: Instant) => localMinute(at).replace('T', ' ');
