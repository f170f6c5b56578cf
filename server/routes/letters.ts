import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { decimalAmount } from '../../ladder/money.ts';
import { civilDate, identifier, note, personName } from '../../ladder/schema.ts';
import { type CivilDate, type Instant, localDate } from '../../ladder/time/civil.ts';
import { type ArrangementDispatchRecord, findArrangementDispatch } from '../../store/arrangement-dispatches.ts';
import type { Db } from '../../store/database.ts';
import { type DispatchRecord, findDispatch, setDispatch, wholeContact } from '../../store/dispatches.ts';
import {
  type BatchRecord,
  batchPdf,
  findBatch,
  type LetterRecord,
  lettersOf,
  listBatches,
  type QueuedLetter,
  type QueuedNotice,
  queuedLetters,
  queuedNotices,
  voidLetters,
} from '../../store/letters.ts';
import { findCreditor, markBounced } from '../../store/parties.ts';
import { ApiError, notFound } from '../errors.ts';
import { derivedId } from '../idempotency.ts';
import { accept, lockedLetters, lockSubject, post, type Subject, setAsideId } from '../letters/post.ts';
import { printLetters } from '../letters/print.ts';
import { iso } from '../views.ts';
import { idParam, type Routes, typed } from './shared.ts';

const creditor = identifier.default('default');
const dispatchIds = z.array(z.string().min(1).max(300)).max(1000);
const postedBody = z.strictObject({
  on: civilDate.optional(),
  by: personName,
  except: dispatchIds.default([]),
  despite: dispatchIds.default([]),
  /** They went into the post after their last day: that is a fact, and their terms are counted from it. */
  late: z.boolean().default(false),
});
const voidBody = z.strictObject({ dispatches: dispatchIds.min(1), by: personName, problem: note.min(1) });
const cameBackBody = z.strictObject({ on: civilDate.optional(), problem: note.min(1) });

/** So many batches are shown: about half a year of working days. */
const MOST_BATCHES = 130;

export const letterRoutes: Routes = async (app, { db, now, press, onAccepted }) => {
  typed(app).get(
    '/letters',
    { schema: { summary: 'Letters that wait to be printed', querystring: z.strictObject({ creditor }) } },
    async (request) => {
      const { creditor: id } = request.query;
      const letters = await queuedLetters(db, id);
      const notices = await queuedNotices(db, id);
      return {
        data: [
          ...letters.map((letter) => ({
            ...queuedView(letter),
            invoice_id: letter.invoiceId,
            invoice_number: letter.invoiceNumber,
            step: letter.step,
          })),
          ...notices.map((notice) => ({
            ...queuedView(notice),
            arrangement_id: notice.arrangementId,
            instalment: notice.instalment,
          })),
        ],
      };
    },
  );

  typed(app).post(
    '/letters/batches',
    { schema: { summary: 'Print the letters that wait, as one file', body: z.strictObject({ creditor }) } },
    async (request, reply) => {
      const { creditor: id } = request.body;
      const sender = await findCreditor(db, id);
      if (!sender) throw notFound('creditor', id);
      const { batchId, letters, problems } = await printLetters(db, press, sender, now());
      const untold = problems.map(({ dispatchId, problem }) => ({ dispatch_id: dispatchId, problem }));
      if (batchId === null) {
        const [first] = problems;
        const why = first
          ? `${problems.length} cannot be printed, the first because: ${first.problem}`
          : 'none waits that may go out today';
        throw new ApiError('conflict', 'nothing_to_print', `There is no letter to print: ${why}.`);
      }
      onAccepted();
      const batch = (await findBatch(db, batchId))!;
      return reply.status(201).send({ ...batchView(batch), letters, problems: untold });
    },
  );

  typed(app).get('/letters/batches', { schema: { summary: 'Batches of letters, the newest first' } }, async () => ({
    data: (await listBatches(db, MOST_BATCHES)).map(batchView),
  }));

  typed(app).get(
    '/letters/batches/:id',
    { schema: { summary: 'A batch and its letters', params: idParam } },
    async (request) => {
      const batch = await requireBatch(db, request.params.id);
      return { ...batchView(batch), letters: (await lettersOf(db, batch.id)).map(letterView) };
    },
  );

  typed(app).get(
    '/letters/batches/:id/pdf',
    { schema: { summary: 'The pages of a batch', params: idParam } },
    async (request, reply) => {
      const pdf = await batchPdf(db, request.params.id);
      if (!pdf) throw notFound('batch', request.params.id);
      const name = `brieven-${localDate((await requireBatch(db, request.params.id)).printed_at)}.pdf`;
      return reply.type('application/pdf').header('Content-Disposition', `inline; filename="${name}"`).send(pdf);
    },
  );

  typed(app).post(
    '/letters/batches/:id/posted',
    { schema: { summary: 'Confirm that a batch was posted, but for some', params: idParam, body: postedBody } },
    async (request, reply) => {
      const { by, except, despite, late } = request.body;
      const batch = await requireBatch(db, request.params.id);
      const at = now();
      const on = request.body.on ?? localDate(at);
      checkPosting(batch, on, at, late);
      const posting = { on, by, except, despite, at };
      const { posted, skipped } = await db.transaction().execute((tx) => post(tx, batch, posting));
      onAccepted();
      return reply.status(posted > 0 ? 202 : 200).send({ id: batch.id, on, posted, skipped: skipped.map(letterView) });
    },
  );

  typed(app).post(
    '/letters/batches/:id/void',
    { schema: { summary: 'Set letters of a batch aside: they are made anew', params: idParam, body: voidBody } },
    async (request, reply) => {
      const { dispatches, by, problem } = request.body;
      const batch = await requireBatch(db, request.params.id);
      const at = now();
      await db.transaction().execute(async (tx) => {
        const letters = await lockedLetters(tx, batch.id);
        for (const id of dispatches) {
          const letter = letters.find(({ dispatch_id }) => dispatch_id === id);
          if (!letter) throw notFound('letter of this batch', id);
          if (letter.posted_on !== null) {
            throw new ApiError('conflict', 'letter_posted', `Letter ${id} was posted on ${letter.posted_on}.`);
          }
        }
        for (const letter of onTheSamePaper(letters, dispatches)) {
          const { dispatch_id: dispatchId, batch_id: batchId } = letter;
          const id = setAsideId(letter);
          await accept(tx, letter, {
            type: 'letter_voided',
            id,
            at,
            dispatchId,
            batchId,
            problem: `${problem} (${by})`,
          });
          await voidLetters(tx, batchId, [dispatchId], at);
        }
      });
      onAccepted();
      return reply.status(202).send({ id: batch.id, voided: dispatches });
    },
  );

  for (const [path, type, summary] of [
    ['bounced', 'notice_bounced', 'A mail came back: it did not arrive'],
    ['returned', 'notice_returned', 'A letter came back: it did not arrive'],
  ] as const) {
    typed(app).post(
      `/dispatches/:id/${path}`,
      { schema: { summary, params: idParam, body: cameBackBody } },
      async (request, reply) => {
        const dispatch = await requireSent(db, request.params.id, path === 'bounced' ? 'email' : 'letter');
        const at = now();
        const on = request.body.on ?? localDate(at);
        if (on < (dispatch.sent_on ?? on) || on > localDate(at)) {
          const message = `It cannot have come back on ${on}: it went out on ${dispatch.sent_on}, and today is ${localDate(at)}.`;
          throw new ApiError('invalid_request', 'day_impossible', message, 'on');
        }
        await db.transaction().execute(async (tx) => {
          const eventId = derivedEventId(request, path, dispatch.id);
          const { problem } = request.body;
          await lockSubject(tx, dispatch);
          for (const one of dispatch.invoice_id === null ? [dispatch] : await wholeContact(tx, dispatch.id)) {
            if (one.status !== 'sent') continue;
            await accept(tx, one, { type, id: `${eventId}:${one.id}`, at, dispatchId: one.id, on, problem });
            await setDispatch(tx, one.id, { status: path, problem });
          }
          if (path === 'bounced' && dispatch.recipient)
            await markBounced(tx, dispatch.debtor_id, dispatch.recipient, at);
        });
        onAccepted();
        return reply.status(202).send({ id: dispatch.id, ...subjectOf(dispatch) });
      },
    );
  }
};

const derivedEventId = (request: FastifyRequest, what: string, dispatchId: string) =>
  derivedId(request, () => `${what}:${dispatchId}:${randomUUID()}`);

async function requireBatch(db: Db, id: string): Promise<BatchRecord> {
  const batch = await findBatch(db, id);
  if (!batch) throw notFound('batch', id);
  return batch;
}

/** A contact that went out by a channel, and did not come back yet. */
async function requireSent(
  db: Db,
  id: string,
  channel: DispatchRecord['channel'],
): Promise<DispatchRecord | (ArrangementDispatchRecord & { invoice_id: null })> {
  const ofArrangement = await findArrangementDispatch(db, id);
  const dispatch = ofArrangement ? { ...ofArrangement, invoice_id: null } : await findDispatch(db, id);
  if (!dispatch) throw notFound('dispatch', id);
  if (dispatch.status === 'sent' && dispatch.channel === channel) return dispatch;
  const message = `Dispatch ${id} is a ${dispatch.channel} that is ${dispatch.status}; only a ${channel} that was sent comes back this way.`;
  throw new ApiError('conflict', 'dispatch_not_sent', message);
}

/**
 * A letter that was not posted before its cut-off carries dates that no longer hold: it is printed anew. Where it went into
 * the post all the same, a person says so in as many words.
 */
function checkPosting(batch: BatchRecord, on: CivilDate, at: Instant, late: boolean): void {
  const [printed, last] = [localDate(batch.printed_at), localDate(batch.cut_off_at - 1)];
  if (on > localDate(at) || on < printed) {
    const message = `It cannot have been posted on ${on}: it was printed on ${printed}, and today is ${localDate(at)}.`;
    throw new ApiError('invalid_request', 'day_impossible', message, 'on');
  }
  if (on <= last || late) return;
  const message = [
    `This batch had to be posted by ${last}. Destroy its letters and print them anew: their dates no longer hold.`,
    `If they went into the post on ${on} all the same, say so with "late": true, and name in "except" those that did not.`,
  ].join(' ');
  throw new ApiError('conflict', 'cut_off_passed', message, 'on');
}

/** Letters with which these stand on one paper, themselves included. */
function onTheSamePaper(letters: readonly LetterRecord[], dispatches: readonly string[]): LetterRecord[] {
  const pages = letters.filter(({ dispatch_id }) => dispatches.includes(dispatch_id)).map((one) => one.first_page);
  return letters.filter(({ first_page }) => pages.includes(first_page));
}

function batchView(batch: BatchRecord) {
  return {
    id: batch.id,
    creditor: batch.creditor_id,
    printed_at: iso(batch.printed_at),
    dated: localDate(batch.printed_at),
    post_by: localDate(batch.cut_off_at - 1),
    posted_on: batch.posted_on,
    posted_by: batch.posted_by,
    pages: batch.pages,
  };
}

function queuedView({ dispatchId, debtorId, debtorName, kind, queuedOn }: QueuedLetter | QueuedNotice) {
  return { dispatch_id: dispatchId, debtor: { id: debtorId, name: debtorName }, kind, queued_on: queuedOn };
}

/** What a letter or a dispatch is about, for a reply. */
function subjectOf({ invoice_id, arrangement_id }: Subject) {
  return invoice_id === null ? { arrangement_id } : { invoice_id };
}

function letterView(letter: LetterRecord) {
  return {
    dispatch_id: letter.dispatch_id,
    ...subjectOf(letter),
    first_page: letter.first_page,
    pages: letter.pages,
    deadline: letter.deadline,
    amount: decimalAmount(letter.amount_cents),
    voided_at: iso(letter.voided_at),
    posted_on: letter.posted_on,
  };
}
