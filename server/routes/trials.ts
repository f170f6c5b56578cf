import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { civilDate, ladderVersion, note } from '../../ladder/schema.ts';
import { listTrials } from '../../store/trials.ts';
import { signerOf } from '../caller.ts';
import { derivedId } from '../idempotency.ts';
import { endTrialNow, pullBack, trialView } from '../trials.ts';
import { ladderParam } from './drafts.ts';
import { type Routes, typed } from './shared.ts';

const trialParams = ladderParam.extend({ version: ladderVersion });
const pullBackBody = z.strictObject({
  reason: note.trim().min(1),
  until: civilDate.optional().describe('The last day of the holds; 14 days when left out, 90 at most'),
});

/** Ladders on trial. What waits is listed with the tasks, and answered there. */
export const trialRoutes: Routes = async (app, { db, now, onAccepted }) => {
  typed(app).get(
    '/ladders/:id/trials',
    { schema: { summary: 'The versions of a ladder that are on trial, or were', params: ladderParam } },
    async (request) => ({ data: (await listTrials(db, request.params.id)).map(trialView) }),
  );

  typed(app).post(
    '/ladders/:id/trials/:version/end',
    { schema: { summary: 'Release all that waits, and end the trial', params: trialParams } },
    async (request) => {
      const ended = await endTrialNow(db, request.params, signerOf(request), now());
      onAccepted();
      return trialView(ended);
    },
  );

  typed(app).post(
    '/ladders/:id/trials/:version/pull-back',
    { schema: { summary: 'Hold every invoice of which a contact waits', params: trialParams, body: pullBackBody } },
    async (request, reply) => {
      const { reason, until } = request.body;
      const id = derivedId(request, randomUUID);
      const held = await pullBack(db, request.params, { id, reason, until }, signerOf(request), now());
      onAccepted();
      return reply.status(202).send({ held });
    },
  );
};
