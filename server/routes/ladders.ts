import { z } from 'zod';
import { ladderJsonSchema, ladderVersion } from '../../ladder/schema.ts';
import { addLadder, findLadder, latestVersion, listLadders } from '../../store/ladders.ts';
import { callerOf, nameOf } from '../caller.ts';
import { ApiError, notFound } from '../errors.ts';
import { soundDocument, versionOf } from '../ladder-documents.ts';
import { iso } from '../views.ts';
import { idParam, type Routes, typed } from './shared.ts';

export const ladderRoutes: Routes = async (app, { db, now }) => {
  typed(app).get('/ladders', { schema: { summary: 'List ladders and their versions' } }, async () => {
    const ladders = await listLadders(db);
    return {
      data: ladders.map(({ id, version, document, createdAt }) => ({
        id,
        version,
        name: document.name,
        created_at: iso(createdAt),
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
      const latest = (await latestVersion(db, ladder.id)) ?? 0;
      if (ladder.version !== latest + 1) {
        throw new ApiError(
          'conflict',
          'ladder_version',
          `The next version of "${ladder.id}" is ${latest + 1}, not ${ladder.version}; versions never change.`,
          'version',
        );
      }
      if (!(await addLadder(db, ladder, nameOf(callerOf(request)), now()))) {
        throw new ApiError(
          'conflict',
          'ladder_version',
          `Version ${ladder.version} was added by someone else just now.`,
          'version',
        );
      }
      return reply.status(201).send({ id: ladder.id, version: ladder.version });
    },
  );

  app.get('/schemas/ladder.json', { schema: { hide: true } }, async () => ladderJsonSchema());
};
