import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { RUNNING_CHOICES } from '../../ladder/change/event.ts';
import type { LadderReason } from '../../ladder/change/history.ts';
import { DEFAULT_PER_DAY } from '../../ladder/change/preview.ts';
import { identifier, ladderVersion, note } from '../../ladder/schema.ts';
import { findDraft, listEdits } from '../../store/drafts.ts';
import { checksOf, findLadder, latestVersion } from '../../store/ladders.ts';
import { ladderChain, readLog } from '../../store/log.ts';
import { findPublication, listPublications, listRequested, type NewPublication } from '../../store/publications.ts';
import { MAX_TRIAL_CONTACTS } from '../../store/trials.ts';
import { callerMay, callerOf, signerOf } from '../caller.ts';
import { draftChanged, draftGone } from '../drafts.ts';
import { notFound } from '../errors.ts';
import { derivedId } from '../idempotency.ts';
import { MAX_TOLD } from '../ladder-log.ts';
import { judge, type Proposal } from '../proposals.ts';
import { proposalView, publicationView } from '../publication-views.ts';
import { approve, askedOf, askForApproval, endRequest, publishAtOnce } from '../publish.ts';
import { iso } from '../views.ts';
import { ladderParam, revision } from './drafts.ts';
import { type Routes, typed } from './shared.ts';

/** Old versions whose invoices one publication moves. */
const MAX_RUNNING = 20;
const MAX_MAPPED = 200;
const MAX_PER_DAY = 10_000;
/** Publications of a ladder that are listed: the latest. */
const MAX_LISTED = 100;
/** A change has the id of its publication, and some more. */
const MAX_ID_CHARS = 80;

const running = z
  .array(
    z.strictObject({
      from: ladderVersion,
      choice: z.enum(RUNNING_CHOICES),
      mapping: z
        .record(identifier, identifier)
        .refine((given) => Object.keys(given).length <= MAX_MAPPED, `must not have more than ${MAX_MAPPED} steps`)
        .default({})
        .describe('Which step takes the place of each removed one'),
    }),
  )
  .max(MAX_RUNNING)
  .refine((all) => new Set(all.map(({ from }) => from)).size === all.length, 'must name each version once')
  .default([])
  .describe('What invoices do that run on an older version; those on a version that is not named stay on it');
const perDay = z.number().int().min(1).max(MAX_PER_DAY).default(DEFAULT_PER_DAY);
const moving = { running, per_day: perDay };
const invoice = z.string().min(1).max(300).optional();

const publication = {
  id: identifier.max(MAX_ID_CHARS).optional(),
  ...moving,
  trial: z
    .number()
    .int()
    .min(1)
    .max(MAX_TRIAL_CONTACTS)
    .optional()
    .describe('Runs the version on trial: a person releases so many of its first contacts; none when left out'),
  note: note.min(1).optional().describe('To who approves, and for later'),
};
const looked = {
  revision: revision.describe('The revision of the draft that was looked at'),
  base_version: ladderVersion.nullable().describe('The version that it was compared with; null for a new ladder'),
};
const previewBody = z.strictObject({ ...moving, invoice });
const publishBody = z.strictObject({ ...publication, ...looked });
const rollbackBody = z.strictObject({ ...publication, version: ladderVersion, base_version: ladderVersion });
const publicationParams = ladderParam.extend({ publication: identifier });

export const publicationRoutes: Routes = async (app, settings) => {
  const { db, now, onAccepted } = settings;

  typed(app).post(
    '/ladders/:id/draft/preview',
    { schema: { summary: 'What publishing the draft would do', params: ladderParam, body: previewBody } },
    async (request) => {
      const { id } = request.params;
      const draft = await findDraft(db, id);
      if (!draft) throw await draftGone(db, id);
      const { document, checks, base_version: baseVersion } = draft;
      const told = await previewOf(
        { ladderId: id, baseVersion, document, checks, ...movingOf(request.body) },
        request.body.invoice,
      );
      return { revision: draft.revision, ...told };
    },
  );

  typed(app).post(
    '/ladders/:id/draft/publish',
    {
      schema: {
        summary: 'Publish the draft, or ask a second person to where that is needed',
        params: ladderParam,
        body: publishBody,
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const { body } = request;
      const known = body.id === undefined ? null : await findPublication(db, body.id);
      if (known?.ladder_id === id && known.revision === body.revision) return reply.send(publicationView(known));
      const draft = await findDraft(db, id);
      if (!draft) throw await draftGone(db, id);
      if (draft.revision !== body.revision) throw draftChanged(draft, body.revision);
      const { document, checks } = draft;
      const isFirst = body.base_version === null;
      const sentences = isFirst ? (await listEdits(db, id, MAX_TOLD)).map(({ nl, en }) => ({ nl, en })) : [];
      return publish(request, reply, {
        id: body.id ?? derivedId(request, randomUUID),
        ladderId: id,
        baseVersion: body.base_version,
        revision: body.revision,
        document,
        checks,
        edits: sentences,
        ...movingOf(body),
        trial: body.trial ?? null,
        note: body.note ?? null,
      });
    },
  );

  typed(app).post(
    '/ladders/:id/rollback',
    { schema: { summary: 'Publish an older version again', params: ladderParam, body: rollbackBody } },
    async (request, reply) => {
      const { id } = request.params;
      const { body } = request;
      const older = await findLadder(db, { id, version: body.version }, db);
      if (!older) throw notFound('ladder', `${id} version ${body.version}`);
      const again = {
        nl: `Terug naar versie ${body.version}`,
        en: `Back to version ${body.version}`,
      };
      return publish(request, reply, {
        id: body.id ?? derivedId(request, randomUUID),
        ladderId: id,
        baseVersion: body.base_version,
        revision: null,
        document: { ...older },
        checks: await checksOf(db, older),
        edits: [again],
        ...movingOf(body),
        trial: body.trial ?? null,
        note: body.note ?? null,
      });
    },
  );

  typed(app).post(
    '/ladders/:id/rollback/preview',
    {
      schema: {
        summary: 'What publishing an older version again would do',
        params: ladderParam,
        body: previewBody.extend({ version: ladderVersion }),
      },
    },
    async (request) => {
      const { id } = request.params;
      const { version } = request.body;
      const older = await findLadder(db, { id, version }, db);
      if (!older) throw notFound('ladder', `${id} version ${version}`);
      const baseVersion = (await latestVersion(db, id))!;
      const checks = await checksOf(db, older);
      const proposal = { ladderId: id, baseVersion, document: { ...older }, checks, ...movingOf(request.body) };
      return previewOf(proposal, request.body.invoice);
    },
  );

  typed(app).get('/publications', { schema: { summary: 'List publications that wait for approval' } }, async () => ({
    data: (await listRequested(db)).map(publicationView),
  }));

  typed(app).get(
    '/ladders/:id/publications',
    { schema: { summary: 'List the publications of a ladder', params: ladderParam } },
    async (request) => ({ data: (await listPublications(db, request.params.id, MAX_LISTED)).map(publicationView) }),
  );

  typed(app).get(
    '/ladders/:id/publications/:publication',
    { schema: { summary: 'Read what was asked to be published', params: publicationParams } },
    async (request) => {
      const found = await required(request.params);
      return { ...publicationView(found), document: found.document, checks: found.checks };
    },
  );

  typed(app).post(
    '/ladders/:id/publications/:publication/preview',
    {
      schema: {
        summary: 'What approving a publication would do',
        params: publicationParams,
        body: z.strictObject({ invoice }),
      },
    },
    async (request) => previewOf(askedOf(await required(request.params)), request.body.invoice),
  );

  typed(app).post(
    '/ladders/:id/publications/:publication/approve',
    { schema: { summary: 'Publish what a colleague asked for', params: publicationParams } },
    async (request) => {
      const approved = await approve(db, await required(request.params), signerOf(request), now());
      onAccepted();
      return publicationView(approved);
    },
  );

  typed(app).post(
    '/ladders/:id/publications/:publication/refuse',
    {
      schema: {
        summary: 'Refuse to publish what a colleague asked for',
        params: publicationParams,
        body: z.strictObject({ reason: note.trim().min(1) }),
      },
    },
    async (request) => {
      const end = { status: 'refused', reason: request.body.reason } as const;
      return publicationView(await endRequest(db, await required(request.params), end, signerOf(request), now()));
    },
  );

  typed(app).post(
    '/ladders/:id/publications/:publication/withdraw',
    { schema: { summary: 'Take back what was asked to be published', params: publicationParams } },
    async (request) => {
      const end = { status: 'withdrawn', reason: null } as const;
      return publicationView(await endRequest(db, await required(request.params), end, signerOf(request), now()));
    },
  );

  typed(app).get(
    '/ladders/:id/history',
    { schema: { summary: 'Who began, published and discarded what of a ladder', params: ladderParam } },
    async (request) => {
      const entries = await readLog<LadderReason>(db, ladderChain(request.params.id));
      return { data: entries.map(({ at, what, why }) => ({ at: iso(at), what, why })) };
    },
  );

  const previewOf = (proposal: Proposal, invoiceId: string | undefined) => proposalView(settings, proposal, invoiceId);

  async function required({ id, publication: asked }: { id: string; publication: string }) {
    const found = await findPublication(db, asked);
    if (found?.ladder_id !== id) throw notFound('publication', asked);
    return found;
  }

  async function publish(
    request: FastifyRequest,
    reply: { status(code: number): { send(body: unknown): unknown } },
    asked: NewPublication,
  ) {
    const { approval, base, differences } = await judge(db, asked);
    // Of a new ladder what was done to its draft is told; of all others, what they differ in.
    const told = base
      ? [...asked.edits, ...differences.map(({ sentence }) => sentence)].slice(0, MAX_TOLD)
      : asked.edits;
    const by = signerOf(request);
    // A person never publishes alone what takes two; a program that may decide was given that right by one.
    const alone = callerOf(request).kind !== 'person' && callerMay(request, 'POST /api/tasks/:id/approval');
    const asks = approval && !alone;
    const { publication: done, isNew } = await (asks ? askForApproval : publishAtOnce)(
      db,
      { ...asked, edits: told },
      by,
      now(),
    );
    if (done.status === 'published') onAccepted();
    return reply.status(isNew ? (asks ? 202 : 201) : 200).send(publicationView(done));
  }
};

function movingOf({ running: moves, per_day }: { running: z.output<typeof running>; per_day: number }) {
  return { running: moves, perDay: per_day };
}
