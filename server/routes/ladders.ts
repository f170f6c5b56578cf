import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Ladder } from '../../ladder/definition.ts';
import { ladderJsonSchema, ladderVersion } from '../../ladder/schema.ts';
import { checksOf, findLadder, latestVersion, listLadders } from '../../store/ladders.ts';
import { callerOf, refuseUnlessAllowed, signerOf } from '../caller.ts';
import { ApiError, notFound } from '../errors.ts';
import { soundDocument, versionOf } from '../ladder-documents.ts';
import { needsApproval } from '../proposals.ts';
import { addWhole } from '../publish.ts';
import { iso } from '../views.ts';
import { idParam, type Routes, typed } from './shared.ts';

export const ladderRoutes: Routes = async (app, { db, now }) => {
  typed(app).get('/ladders', { schema: { summary: 'List ladders and their versions' } }, async () => {
    const ladders = await listLadders(db);
    return {
      data: ladders.map(({ id, version, document, createdAt, createdBy }) => ({
        id,
        version,
        name: document.name,
        created_at: iso(createdAt),
        created_by: createdBy,
      })),
    };
  });

  typed(app).get(
    '/ladders/:id',
    { schema: { summary: 'Read the latest version of a ladder', params: idParam } },
    async (request) => {
      const version = await latestVersion(db, request.params.id);
      if (version === null) throw notFound('ladder', request.params.id);
      return findLadder(db, { id: request.params.id, version }, db);
    },
  );

  const versionParams = idParam.extend({ version: ladderVersion });
  typed(app).get(
    '/ladders/:id/:version',
    { schema: { summary: 'Read a version of a ladder', params: versionParams } },
    async (request) => versionOf(db, request.params.id, request.params.version),
  );

  typed(app).get(
    '/ladders/:id/:version/checks',
    { schema: { summary: 'The saved checks with which a version was published', params: versionParams } },
    async ({ params }) => {
      const { id, version } = await versionOf(db, params.id, params.version);
      return { data: await checksOf(db, { id, version }) };
    },
  );

  typed(app).post(
    '/ladders',
    {
      schema: {
        summary: 'Add a version of a ladder',
        body: z.looseObject({}).describe('A ladder document; its schema is at /api/schemas/ladder.json'),
      },
    },
    async (request, reply) => {
      const ladder = soundDocument(request.body);
      refuseAlone(request, ladder);
      await addWhole(db, ladder, signerOf(request), now());
      return reply.status(201).send({ id: ladder.id, version: ladder.version });
    },
  );

  app.get('/schemas/ladder.json', { schema: { hide: true } }, async () => ladderJsonSchema());
};

/** New invoices climb what is added: with legal or agency steps it takes two persons, or a program that may decide. */
function refuseAlone(request: FastifyRequest, ladder: Ladder): void {
  if (!needsApproval(ladder)) return;
  if (callerOf(request).kind !== 'person') return refuseUnlessAllowed(request, 'POST /api/tasks/:id/approval');
  throw new ApiError(
    'forbidden',
    'second_person_needed',
    `With its legal or agency steps a colleague approves "${ladder.id}": make it a draft (POST /api/ladders/${ladder.id}/draft) and publish that.`,
  );
}
