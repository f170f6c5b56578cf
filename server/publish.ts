/** Publishes versions of ladders: at once, or after a second person approved. One transaction for all that it does. */

import type { LadderReason } from '../ladder/change/history.ts';
import type { Ladder, Localised } from '../ladder/definition.ts';
import type { Instant } from '../ladder/time/civil.ts';
import type { Db, Tx } from '../store/database.ts';
import { lockDraft, rebaseDraft, removeDraft } from '../store/drafts.ts';
import { addLadderChange, addToChange } from '../store/ladder-changes.ts';
import { addLadder, latestVersion, lockLadder } from '../store/ladders.ts';
import {
  addPublication,
  endPublication,
  findPublication,
  type NewPublication,
  type PublicationRecord,
  type Signer,
} from '../store/publications.ts';
import { beginTrial } from '../store/trials.ts';
import { draftChanged } from './drafts.ts';
import { ApiError, notFound } from './errors.ts';
import { type BookPreview, previewBook } from './ladder-changes.ts';
import { MAX_TOLD, tell } from './ladder-log.ts';
import { type Judged, judge, refuseOutdated, refuseUnsound } from './proposals.ts';

export interface Published {
  publication: PublicationRecord;
  isNew: boolean;
}

/** The changes of running invoices that a publication makes: one for each version on which they run. */
export const changeIdOf = (publicationId: string, from: number) => `${publicationId}.${from}`;

/** Publishes what was asked for. The same again changes nothing. */
export async function publishAtOnce(db: Db, asked: NewPublication, by: Signer, now: Instant): Promise<Published> {
  const known = await knownUnder(db, asked);
  if (known) return { publication: known, isNew: false };
  const { ladder, book } = await ready(db, asked, now);
  await db.transaction().execute(async (tx) => {
    await lockLadder(tx, asked.ladderId);
    await requireDraft(tx, asked);
    await addVersion(tx, ladder, asked, { author: by, by, book }, now);
    if (asked.revision !== null) await removeDraft(tx, asked.ladderId);
    if (!(await addPublication(tx, asked, by, now, ladder.version))) throw requestOpen(asked.ladderId);
  });
  return { publication: (await findPublication(db, asked.id))!, isNew: true };
}

/** Asks a second person to publish: what is asked for is kept as it is now, whatever becomes of the draft. */
export async function askForApproval(db: Db, asked: NewPublication, by: Signer, now: Instant): Promise<Published> {
  const known = await knownUnder(db, asked);
  if (known) return { publication: known, isNew: false };
  await sound(db, asked);
  await db.transaction().execute(async (tx) => {
    await lockLadder(tx, asked.ladderId);
    await requireDraft(tx, asked);
    if (!(await addPublication(tx, asked, by, now, null))) throw requestOpen(asked.ladderId);
    await tell(tx, asked.ladderId, 'publication_requested', by, now, toldOf(asked));
  });
  return { publication: (await findPublication(db, asked.id))!, isNew: true };
}

/** Publishes what was asked for by another person. */
export async function approve(
  db: Db,
  request: PublicationRecord,
  by: Signer,
  now: Instant,
): Promise<PublicationRecord> {
  refuseOwn(request, by);
  refuseEnded(request);
  const asked = askedOf(request);
  const { ladder, book } = await ready(db, asked, now);
  await db.transaction().execute(async (tx) => {
    await lockLadder(tx, asked.ladderId);
    const end = { status: 'published', version: ladder.version, reason: null } as const;
    const author = { id: request.asked_by_id, name: request.asked_by };
    await addVersion(tx, ladder, asked, { author, by, book }, now);
    if (!(await endPublication(tx, request.id, end, by, now))) throw await endedMeanwhile(tx, request.id);
    const draft = asked.revision === null ? null : await lockDraft(tx, asked.ladderId);
    if (!draft || draft.base_version !== asked.baseVersion) return;
    if (draft.revision === asked.revision) await removeDraft(tx, asked.ladderId);
    else await rebaseDraft(tx, asked.ladderId, ladder.version, asked.revision!);
  });
  return (await findPublication(db, request.id))!;
}

/** Ends a request without publishing: refused by another person, or withdrawn. */
export async function endRequest(
  db: Db,
  request: PublicationRecord,
  end: { status: 'refused'; reason: string } | { status: 'withdrawn'; reason: null },
  by: Signer,
  now: Instant,
): Promise<PublicationRecord> {
  if (end.status === 'refused') refuseOwn(request, by);
  refuseEnded(request);
  await db.transaction().execute(async (tx) => {
    await lockLadder(tx, request.ladder_id);
    if (!(await endPublication(tx, request.id, { ...end, version: null }, by, now))) {
      throw await endedMeanwhile(tx, request.id);
    }
    const said: LadderReason[] = end.reason === null ? [] : [{ code: 'said', note: end.reason }];
    const act = end.status === 'refused' ? 'publication_refused' : 'publication_withdrawn';
    await tell(tx, request.ladder_id, act, by, now, said);
  });
  return (await findPublication(db, request.id))!;
}

/** Adds a version that a person or program sends whole. */
export async function addWhole(db: Db, ladder: Ladder, by: Signer, now: Instant): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await lockLadder(tx, ladder.id);
    const latest = (await latestVersion(tx, ladder.id)) ?? 0;
    if (ladder.version !== latest + 1) {
      throw new ApiError(
        'conflict',
        'ladder_version',
        `The next version of "${ladder.id}" is ${latest + 1}, not ${ladder.version}; versions never change.`,
        'version',
      );
    }
    await addLadder(tx, ladder, by.name, now);
    await tell(tx, ladder.id, 'version_published', by, now, [{ code: 'version', version: ladder.version }]);
  });
}

/** What of a proposal may be published, or a refusal. */
async function sound(db: Db, asked: NewPublication): Promise<Judged & { ladder: Ladder }> {
  await refuseOutdated(db, asked);
  const judged = await judge(db, asked);
  refuseUnsound(judged, asked);
  return judged as Judged & { ladder: Ladder };
}

async function ready(db: Db, asked: NewPublication, now: Instant): Promise<{ ladder: Ladder; book: BookPreview }> {
  const { ladder, changes } = await sound(db, asked);
  return { ladder, book: await previewBook(db, changes, asked.perDay, now, 0) };
}

/** Writes the version, and the changes of what runs. The caller holds the ladder's lock. */
async function addVersion(
  tx: Tx,
  ladder: Ladder,
  asked: NewPublication,
  { author, by, book }: { author: Signer; by: Signer; book: BookPreview },
  now: Instant,
): Promise<void> {
  const { id, ladderId, running, perDay, checks, baseVersion } = asked;
  if ((await latestVersion(tx, ladderId)) !== baseVersion) throw baseOutdated(ladderId);
  await addLadder(tx, ladder, author.name, now, checks);
  if (asked.trial !== null) await beginTrial(tx, ladder, asked.trial, now);
  for (const { from, choice, mapping } of running) {
    const changeId = changeIdOf(id, from);
    const to = { id: ladderId, version: ladder.version };
    const change = { id: changeId, from: { id: ladderId, version: from }, to, mapping, choice, perDay };
    await addLadderChange(tx, { ...change, by: by.name, at: now });
    const moved = book.invoices.filter(({ version }) => version === from);
    // From then on their workflows are told, which is a matter of real time.
    await addToChange(tx, changeId, moved, Date.now());
  }
  await tell(tx, ladderId, 'version_published', by, now, [
    { code: 'version', version: ladder.version },
    ...toldOf(asked),
  ]);
}

function toldOf({ baseVersion, edits, running, trial, note }: NewPublication): LadderReason[] {
  return [
    ...(baseVersion === null ? [] : [{ code: 'from_version' as const, version: baseVersion }]),
    ...edits.slice(0, MAX_TOLD).map(({ nl, en }: Localised) => ({ code: 'edit' as const, nl, en })),
    ...running.map(({ from, choice }) => ({ code: 'running' as const, from, choice })),
    ...(trial === null ? [] : [{ code: 'trial' as const, contacts: trial }]),
    ...(note === null ? [] : [{ code: 'said' as const, note }]),
  ];
}

/** The draft must be what was looked at. */
async function requireDraft(tx: Tx, { ladderId, revision, baseVersion }: NewPublication): Promise<void> {
  if (revision === null) return;
  const draft = await lockDraft(tx, ladderId);
  if (!draft) throw notFound('draft', ladderId);
  if (draft.revision !== revision) throw draftChanged(draft, revision);
  if (draft.base_version !== baseVersion) throw baseOutdated(ladderId);
}

async function knownUnder(db: Db, asked: NewPublication): Promise<PublicationRecord | null> {
  const known = await findPublication(db, asked.id);
  if (!known) return null;
  const same = known.ladder_id === asked.ladderId && known.revision === asked.revision;
  if (same && known.base_version === asked.baseVersion) return known;
  throw new ApiError('conflict', 'publication_id_taken', `Another publication has the id "${asked.id}".`, 'id');
}

/** The second person is another one. */
function refuseOwn({ asked_by_id }: PublicationRecord, by: Signer): void {
  if (asked_by_id !== by.id) return;
  const message = 'You asked for this yourself; a colleague with the role approver decides about it.';
  throw new ApiError('forbidden', 'second_person_needed', message);
}

function refuseEnded({ status, ended_by }: PublicationRecord): void {
  if (status === 'requested') return;
  throw new ApiError('conflict', 'publication_ended', `This was ${status} by ${ended_by}; nothing is asked any more.`);
}

async function endedMeanwhile(tx: Tx, id: string): Promise<ApiError> {
  const now = (await findPublication(tx, id))!;
  const message = `This was ${now.status} by ${now.ended_by} just now.`;
  return new ApiError('conflict', 'publication_ended', message);
}

const baseOutdated = (ladderId: string) =>
  new ApiError(
    'conflict',
    'base_outdated',
    `Another version of "${ladderId}" was published just now; look at it first.`,
    'base_version',
  );

const requestOpen = (ladderId: string) =>
  new ApiError(
    'conflict',
    'publication_requested',
    `A publication of "${ladderId}" waits for approval already; have it decided, or withdraw it first.`,
  );

/** What was asked for, as it was asked. */
export const askedOf = (row: PublicationRecord): NewPublication => ({
  id: row.id,
  ladderId: row.ladder_id,
  baseVersion: row.base_version,
  revision: row.revision,
  document: row.document,
  checks: row.checks,
  edits: row.edits,
  running: row.running,
  perDay: row.per_day,
  trial: row.trial,
  note: row.note,
});
