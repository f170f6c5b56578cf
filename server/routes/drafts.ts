import { z } from 'zod';
import { shippedLadders } from '../../ladder/library/library.ts';
import { MAX_CHECKS } from '../../ladder/saved-check/schema.ts';
import { identifier, ladderVersion } from '../../ladder/schema.ts';
import { type DraftRecord, findDraft, listDrafts, listEdits } from '../../store/drafts.ts';
import { latestVersion, versionHead } from '../../store/ladders.ts';
import { requestedPublication } from '../../store/publications.ts';
import { signerOf } from '../caller.ts';
import { begin, type DraftSource, discard, draftDocument, draftGone, save } from '../drafts.ts';
import { iso } from '../views.ts';
import { type Routes, typed } from './shared.ts';

/** Changes of a draft that are shown: the last. */
const SHOWN_EDITS = 200;
/** Changes in one save. */
const MAX_EDITS = 200;

const sentence = z.string().trim().min(1).max(500);
const edits = z
  .array(z.strictObject({ nl: sentence, en: sentence }))
  .max(MAX_EDITS)
  .default([])
  .describe('What was changed, in sentences');
export const ladderParam = z.strictObject({ id: identifier });
export const revision = z.number().int().min(1).max(1_000_000_000);
const name = z.strictObject({ nl: z.string().min(1).max(200), en: z.string().min(1).max(200) });

const beginBody = z.union([
  z.strictObject({ template: identifier, name: name.optional() }),
  z.strictObject({ document: draftDocument }),
  z.strictObject({ version: ladderVersion.optional() }),
]);
const saveBody = z.strictObject({
  revision: revision.describe('The revision that the change was made on'),
  document: draftDocument,
  checks: z.array(z.looseObject({})).max(MAX_CHECKS).optional().describe('As they were when left out'),
  base_version: ladderVersion
    .optional()
    .describe('Puts the draft on top of another version, of which the person was told'),
  edits,
});

export const draftRoutes: Routes = async (app, { db, now }) => {
  typed(app).get('/ladder-templates', { schema: { summary: 'List the ladders that come with the product' } }, () => ({
    data: shippedLadders().map(({ id, name: called, description, steps }) => ({
      id,
      name: called,
      description: description ?? null,
      steps: steps.length,
    })),
  }));

  typed(app).get('/drafts', { schema: { summary: 'List the drafts of ladders' } }, async () => ({
    data: (await listDrafts(db)).map(headView),
  }));

  typed(app).get(
    '/ladders/:id/draft',
    { schema: { summary: 'Read the draft of a ladder', params: ladderParam } },
    async (request) => {
      const draft = await findDraft(db, request.params.id);
      if (!draft) throw await draftGone(db, request.params.id);
      return { ...(await view(draft)), document: draft.document, checks: draft.checks };
    },
  );

  typed(app).post(
    '/ladders/:id/draft',
    { schema: { summary: 'Begin a draft of a ladder', params: ladderParam, body: beginBody } },
    async (request, reply) => {
      const { id } = request.params;
      await begin(db, id, request.body as DraftSource, signerOf(request), now());
      const draft = (await findDraft(db, id))!;
      return reply.status(201).send({ ...(await view(draft)), document: draft.document, checks: draft.checks });
    },
  );

  typed(app).put(
    '/ladders/:id/draft',
    { schema: { summary: 'Save the draft of a ladder', params: ladderParam, body: saveBody } },
    async (request) => {
      const { base_version: baseVersion, ...body } = request.body;
      return view(await save(db, request.params.id, { ...body, baseVersion }, signerOf(request), now()));
    },
  );

  typed(app).delete(
    '/ladders/:id/draft',
    {
      schema: {
        summary: 'Discard the draft of a ladder',
        params: ladderParam,
        querystring: z.strictObject({ revision: z.coerce.number().pipe(revision) }),
      },
    },
    async (request, reply) => {
      await discard(db, request.params.id, request.query.revision, signerOf(request), now());
      return reply.status(204).send();
    },
  );

  /** A draft without what it holds, and what was published beside it. */
  async function view(draft: DraftRecord) {
    const { ladder_id: id, base_version } = draft;
    const latest = await latestVersion(db, id);
    const behind = latest === null || latest === base_version ? null : await versionHead(db, { id, version: latest });
    const requested = await requestedPublication(db, id);
    return {
      ...headView(draft),
      latest_version: latest,
      behind: behind && { version: latest, by: behind.by, at: iso(behind.at) },
      edits: (await listEdits(db, id, SHOWN_EDITS)).map((edit) => ({ ...edit, at: iso(edit.at) })),
      requested: requested && { id: requested.id, revision: requested.revision, by: requested.asked_by },
    };
  }
};

function headView(draft: Omit<DraftRecord, 'document' | 'checks'>) {
  return {
    ladder: draft.ladder_id,
    base_version: draft.base_version,
    revision: draft.revision,
    begun_by: draft.begun_by,
    begun_at: iso(draft.begun_at),
    saved_by: draft.saved_by,
    saved_at: iso(draft.saved_at),
  };
}
