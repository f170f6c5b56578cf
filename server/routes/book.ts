import { z } from 'zod';
import { RUNNING_CHOICES } from '../../ladder/change/event.ts';
import { changeProblems } from '../../ladder/change/mapping.ts';
import type { Ladder } from '../../ladder/definition.ts';
import { ladderVersion } from '../../ladder/schema.ts';
import { stepsInUse } from '../../store/ladder-changes.ts';
import { latestVersion } from '../../store/ladders.ts';
import { bookPage, simulateBook } from '../book.ts';
import { bookView } from '../book-views.ts';
import { ApiError, notFound } from '../errors.ts';
import { sound, soundDocument, versionOf } from '../ladder-documents.ts';
import { iso } from '../views.ts';
import { idParam, mappingBody, pageQuery, type Routes, typed } from './shared.ts';

const MAX_DAYS = 366;
const DAYS = 90;

const bookBody = z.strictObject({
  draft: z.looseObject({}).optional().describe('A ladder document; its version counts for nothing'),
  to: ladderVersion.optional().describe('A version that was added, in the place of a draft'),
  from: ladderVersion.optional().describe('The version that invoices run on; the one before `to`, or the latest'),
  mapping: mappingBody,
  choice: z.enum(RUNNING_CHOICES).default('replan'),
  days: z.number().int().min(1).max(MAX_DAYS).default(DAYS),
});

export const bookRoutes: Routes = async (app, { db, now }) => {
  let running = false;

  typed(app).post(
    '/ladders/:id/book',
    {
      schema: {
        summary: 'What a draft of a ladder, or another version, would do to the book of today',
        params: idParam,
        body: bookBody,
      },
    },
    async (request) => {
      if (running) {
        const message =
          'Another simulation of the book is under way, and there is one at a time; try again in a minute.';
        throw new ApiError('rate_limited', 'book_busy', message);
      }
      running = true;
      try {
        return await simulated(request.params.id, request.body);
      } finally {
        running = false;
      }
    },
  );

  typed(app).get(
    '/book',
    {
      schema: {
        summary: 'Open invoices as a simulation wants them, by whole debtors',
        querystring: z.strictObject(pageQuery),
      },
    },
    async (request) => {
      const { limit, after = '' } = request.query;
      return { now: iso(now()), ...(await bookPage(db, { after, limit })) };
    },
  );

  async function simulated(id: string, body: z.output<typeof bookBody>) {
    const { mapping, choice, days, to: version = null } = body;
    const { from, to } = await versionsOf(id, body);
    const problems = changeProblems(from, to, mapping, await stepsInUse(db, from));
    const head = { from: from.version, to: version, choice, problems };
    if (problems.length > 0) return { ...head, book: null };
    const book = await simulateBook(db, { from, to, mapping, choice, days }, now());
    return { ...head, book: bookView(book, { from, to }) };
  }

  /** The two that are held against each other. */
  async function versionsOf(
    id: string,
    { draft, to, from }: z.output<typeof bookBody>,
  ): Promise<{ from: Ladder; to: Ladder }> {
    if ((draft === undefined) === (to === undefined)) {
      const message = 'Say in "draft" which document, or in "to" which version is tried; one of the two.';
      throw new ApiError('invalid_request', 'draft_or_version', message, 'draft');
    }
    const latest = await latestVersion(db, id);
    if (latest === null) throw notFound('ladder', id);
    const published = await versionOf(db, id, from ?? (to === undefined ? latest : Math.max(1, to - 1)));
    if (to !== undefined) return { from: published, to: sound(await versionOf(db, id, to)) };
    // As the version that it would become.
    return { from: published, to: { ...soundDocument(draft, 'draft'), version: latest + 1 } };
  }
};
