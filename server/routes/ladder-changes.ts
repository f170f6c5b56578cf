import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { RUNNING_CHOICES } from '../../ladder/change/event.ts';
import { DEFAULT_PER_DAY } from '../../ladder/change/preview.ts';
import type { Ladder } from '../../ladder/definition.ts';

import { identifier, ladderVersion } from '../../ladder/schema.ts';
import {
  countProgress,
  findLadderChange,
  type LadderChangeRecord,
  listLadderChanges,
  listProgress,
  retryChange,
} from '../../store/ladder-changes.ts';
import { versionHead } from '../../store/ladders.ts';
import { callerOf, nameOf, refuseUnlessAllowed } from '../caller.ts';
import { bookPreviewView, changeView, previewView, progressView } from '../change-views.ts';
import { ApiError, notFound } from '../errors.ts';
import { derivedId } from '../idempotency.ts';
import { acceptChange, type ChangeRequest, examined, previewBook } from '../ladder-changes.ts';
import { previewOfInvoice } from '../preview-invoice.ts';
import { needsApproval } from '../proposals.ts';
import { idParam, ladderOf, mappingBody, pageOf, pageQuery, type Routes, typed } from './shared.ts';

const MAX_PER_DAY = 10_000;
/** Invoices that a preview of the whole book shows. */
const EXAMPLES = 50;
/** Changes of a ladder that are listed: the latest. */
const MAX_LISTED = 100;

const changeBody = z.strictObject({
  from: ladderVersion.optional().describe('The version that invoices run on now; the one before `to` when left out'),
  to: ladderVersion,
  mapping: mappingBody,
  choice: z.enum(['new_only', ...RUNNING_CHOICES]),
  per_day: z.number().int().min(1).max(MAX_PER_DAY).default(DEFAULT_PER_DAY),
});
const previewBody = changeBody.extend({ invoice: z.string().min(1).max(300).optional() });
const acceptBody = changeBody.extend({ id: identifier.optional() });
const changeParams = idParam.extend({ change: identifier });
const progressQuery = z.strictObject({
  status: z.enum(['waiting', 'done', 'refused', 'failed']).optional(),
  ...pageQuery,
});

export const ladderChangeRoutes: Routes = async (app, settings) => {
  const { db, now, onAccepted } = settings;

  typed(app).post(
    '/ladders/:id/changes/preview',
    {
      schema: {
        summary: 'What another version would do to running invoices, or to one of them',
        params: idParam,
        body: previewBody,
      },
    },
    async (request) => {
      const asked = requestOf(request.params.id, request.body);
      const { problems, ...versions } = await examined(db, asked);
      const { invoice: invoiceId } = request.body;
      const head = { from: asked.from, to: asked.to, choice: asked.choice, problems };
      if (invoiceId !== undefined) {
        const change = { ...asked, ...versions };
        const { found } = await previewOfInvoice(settings, asked.ladderId, [change], invoiceId, now());
        const told = problems.length > 0 ? { ...found, preview: null } : found;
        return { ...head, invoice: previewView(told, versions, true) };
      }
      if (problems.length > 0) return { ...head, book: null };
      const preview = await previewBook(db, [{ ...asked, ...versions }], asked.perDay, now(), EXAMPLES);
      return { ...head, book: bookPreviewView(preview, versions.to, [versions.from]) };
    },
  );

  typed(app).post(
    '/ladders/:id/changes',
    { schema: { summary: 'Bring another version to running invoices', params: idParam, body: acceptBody } },
    async (request, reply) => {
      const asked = requestOf(request.params.id, request.body);
      const { to } = await examined(db, asked);
      await refuseUnlessReleased(request, asked, to);
      const id = request.body.id ?? derivedId(request, randomUUID);
      const by = nameOf(callerOf(request));
      const { change, isNew } = await acceptChange(db, asked, { id, by, now: now() });
      onAccepted();
      return reply.status(isNew ? 202 : 200).send({ ...(await shown(change)), new: isNew });
    },
  );

  typed(app).get(
    '/ladders/:id/changes',
    { schema: { summary: 'List the changes of a ladder under running invoices', params: idParam } },
    async (request) => ({ data: (await listLadderChanges(db, request.params.id, MAX_LISTED)).map(changeView) }),
  );

  typed(app).get(
    '/ladders/:id/changes/:change',
    { schema: { summary: 'How far each invoice is with a change', params: changeParams, querystring: progressQuery } },
    async (request) => {
      const change = await required(request.params);
      const { status, limit, after } = request.query;
      const filter = { limit: limit + 1, ...(status && { status }), ...(after && { after }) };
      const page = pageOf(await listProgress(db, change.id, filter), limit, (row) => row);
      const row = { ladder_id: change.from.id, ladder_version: change.from.version };
      const versions = {
        from: await ladderOf(settings, row),
        to: await ladderOf(settings, { ...row, ladder_version: change.to.version }),
      };
      return { ...(await shown(change)), data: page.data.map((one) => progressView(one, versions)), next: page.next };
    },
  );

  typed(app).post(
    '/ladders/:id/changes/:change/retry',
    { schema: { summary: 'Try a change again for the invoices that have not taken it', params: changeParams } },
    async (request, reply) => {
      const change = await required(request.params);
      const { to } = await examined(db, { ...asRequest(change), choice: 'new_only' });
      await refuseUnlessReleased(request, asRequest(change), to);
      await retryChange(db, change.id, Date.now());
      onAccepted();
      return reply.status(202).send(await shown(change));
    },
  );

  async function required({ id, change: changeId }: { id: string; change: string }): Promise<LadderChangeRecord> {
    const change = await findLadderChange(db, changeId);
    if (change?.to.id !== id) throw notFound('change', changeId);
    return change;
  }

  async function shown(change: LadderChangeRecord) {
    return { ...changeView(change), progress: await countProgress(db, change.id) };
  }

  /**
   * What a version with legal or agency steps does to running invoices is released by an approver, who is not the one that
   * added that version.
   */
  async function refuseUnlessReleased(request: FastifyRequest, { choice }: ChangeRequest, to: Ladder): Promise<void> {
    if (choice === 'new_only' || !needsApproval(to)) return;
    refuseUnlessAllowed(request, 'POST /api/tasks/:id/approval');
    const caller = callerOf(request);
    if (caller.kind !== 'person' || (await versionHead(db, to))?.by !== nameOf(caller)) return;
    throw new ApiError(
      'forbidden',
      'second_person_needed',
      `You added version ${to.version}; with its legal or agency steps a colleague brings it to running invoices.`,
    );
  }
};

function requestOf(ladderId: string, body: z.output<typeof changeBody>): ChangeRequest {
  const { from = body.to - 1, to, mapping, choice, per_day: perDay } = body;
  if (from < 1) {
    const message = 'Version 1 has no version before it: say in "from" on which version the invoices run.';
    throw new ApiError('invalid_request', 'from_missing', message, 'from');
  }
  return { ladderId, from, to, mapping, choice, perDay };
}

const asRequest = ({ from, to, mapping, choice, perDay }: LadderChangeRecord): ChangeRequest => ({
  ladderId: to.id,
  from: from.version,
  to: to.version,
  mapping,
  choice,
  perDay,
});
