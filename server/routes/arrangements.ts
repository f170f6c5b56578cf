import { randomUUID } from 'node:crypto';
import type { ArrangementHappening } from '../../ladder/arrangement/commands.ts';
import { instalments } from '../../ladder/arrangement/instalments.ts';
import { type ArrangementNoticeValues, renderArrangementNotice } from '../../ladder/arrangement/notices.ts';
import type { ArrangementReason } from '../../ladder/arrangement/reasons.ts';
import {
  arrangementBodies,
  arrangementDateProblem,
  buildArrangementEvent,
  proposalBody,
  proposalTerms,
} from '../../ladder/arrangement/schema.ts';
import { planArrangement, previewArrangement } from '../../ladder/arrangement/simulate.ts';
import { identifier, instant, note, personName } from '../../ladder/schema.ts';
import { NoticeTextError } from '../../ladder/texts.ts';
import { localDate } from '../../ladder/time/civil.ts';
import { listArrangementDispatches } from '../../store/arrangement-dispatches.ts';
import { arrangementValues } from '../../store/arrangement-values.ts';
import { type ArrangementStanding, arrangementsOfDebtor, readArrangement } from '../../store/arrangements.ts';
import { arrangementChain, readLog } from '../../store/log.ts';
import { findCreditor, findDebtor } from '../../store/parties.ts';
import { renewalAnswer } from '../arrangement-tasks.ts';
import {
  arrangementDispatchView,
  arrangementEntryView,
  arrangementView,
  instalmentView,
  termsView,
} from '../arrangement-views.ts';
import { previewTerms, propose, recordArrangementEvent, renew } from '../arrangements.ts';
import { ApiError, notFound } from '../errors.ts';
import { derivedId } from '../idempotency.ts';
import { idParam, type Routes, typed } from './shared.ts';

const envelope = { id: identifier.optional(), at: instant.optional() };
const proposed = proposalBody.extend({ id: identifier.optional(), by: personName });
const renewal = proposalTerms.extend({ id: identifier.optional(), by: personName, note: note.optional() });

export const arrangementRoutes: Routes = async (app, { db, now, press, onAccepted }) => {
  async function standingOf(id: string): Promise<ArrangementStanding> {
    const standing = await readArrangement(db, id);
    if (!standing) throw notFound('arrangement', id);
    return standing;
  }

  typed(app).post(
    '/arrangements',
    { schema: { summary: 'Propose a payment arrangement over invoices of one debtor', body: proposed } },
    async (request, reply) => {
      const { id: given, by, ...proposal } = request.body;
      const accepted = await propose(db, given ?? derivedId(request, randomUUID), proposal, by, now());
      onAccepted();
      return reply.status(accepted.isNew ? 201 : 200).send(arrangementView(await standingOf(accepted.id)));
    },
  );

  typed(app).post(
    '/arrangements/preview',
    { schema: { summary: 'What an arrangement would be and do; nothing is kept', body: proposalBody } },
    async (request) => {
      const { terms, facts } = await previewTerms(db, request.body, now());
      const { kept, missed } = previewArrangement(terms, facts);
      return {
        ...termsView(terms),
        instalments: instalments(terms.plan).map(instalmentView),
        if_kept: kept.map(arrangementEntryView),
        if_nothing_is_paid: missed.map(arrangementEntryView),
      };
    },
  );

  typed(app).get(
    '/arrangements/:id',
    { schema: { summary: 'Read an arrangement', params: idParam } },
    async (request) => arrangementView(await standingOf(request.params.id)),
  );

  typed(app).get(
    '/arrangements/:id/timeline',
    { schema: { summary: 'What happened to an arrangement, and why', params: idParam } },
    async (request) => {
      const { arrangement } = await standingOf(request.params.id);
      const entries = await readLog<ArrangementReason>(db, arrangementChain(arrangement.id));
      return {
        data: entries.map(({ at, actor, what, step, why }) => ({
          ...arrangementEntryView({
            at,
            what: what as ArrangementHappening,
            n: step === null ? null : Number(step),
            why,
          }),
          actor,
        })),
      };
    },
  );

  typed(app).get(
    '/arrangements/:id/plan',
    { schema: { summary: 'What comes of an arrangement when nothing happens', params: idParam } },
    async (request) => {
      const { arrangement, facts, state } = await standingOf(request.params.id);
      const entries = state === null ? [] : planArrangement(arrangement.terms, state, facts, now());
      return { data: entries.map(arrangementEntryView) };
    },
  );

  typed(app).get(
    '/arrangements/:id/dispatches',
    { schema: { summary: 'Notices of an arrangement and what came of them', params: idParam } },
    async (request) => {
      const { arrangement } = await standingOf(request.params.id);
      return { data: (await listArrangementDispatches(db, arrangement.id)).map(arrangementDispatchView) };
    },
  );

  /** What the letter to sign says today. */
  async function toSign(standing: ArrangementStanding): Promise<ArrangementNoticeValues> {
    const creditor = (await findCreditor(db, standing.invoices[0]!.creditorId))!;
    const today = { on: localDate(now()), deadline: null, amountCents: 0 };
    return arrangementValues(db, standing, creditor, today, null, 'letter');
  }

  typed(app).get(
    '/arrangements/:id/agreement',
    { schema: { summary: 'The text that the debtor countersigns', params: idParam } },
    async (request) => {
      const values = await toSign(await standingOf(request.params.id));
      try {
        return renderArrangementNotice('agreement', values);
      } catch (error) {
        if (!(error instanceof NoticeTextError)) throw error;
        throw lacksValue(error.message);
      }
    },
  );

  typed(app).get(
    '/arrangements/:id/agreement/pdf',
    { schema: { summary: 'The letter that the debtor countersigns', params: idParam } },
    async (request, reply) => {
      const standing = await standingOf(request.params.id);
      const { reference } = (await findDebtor(db, standing.arrangement.debtorId))!;
      const about = { ourReference: reference, country: null, posted: false };
      const made = await press.renderArrangement('agreement', await toSign(standing), about);
      if ('problem' in made) throw lacksValue(made.problem);
      const name = 'inline; filename="betalingsregeling.pdf"';
      return reply.type('application/pdf').header('Content-Disposition', name).send(made.pdf);
    },
  );

  typed(app).get(
    '/debtors/:id/arrangements',
    { schema: { summary: 'Arrangements of a debtor, the newest first', params: idParam } },
    async (request) => {
      const { id } = request.params;
      if (!(await findDebtor(db, id))) throw notFound('debtor', id);
      const ids = await arrangementsOfDebtor(db, id);
      return { data: await Promise.all(ids.map(async (one) => arrangementView(await standingOf(one)))) };
    },
  );

  const signedBody = arrangementBodies.signed.extend(envelope).strict();
  typed(app).post(
    '/arrangements/:id/signed',
    { schema: { summary: 'The debtor countersigned', params: idParam, body: signedBody } },
    async (request, reply) => {
      const { id: given, at, ...body } = request.body;
      const id = given ?? derivedId(request, randomUUID);
      const accepted = await recordArrangementEvent(db, request.params.id, (_tx, standing) => {
        const event = buildArrangementEvent('signed', { id, at: Math.min(at ?? now(), now()) }, body);
        if (standing.facts.signatures.some((known) => known.id === id)) return event;
        refuseUnlessPhase(standing, ['proposed', 'declined'], 'it needs no signature');
        const wrong = arrangementDateProblem(event);
        if (wrong)
          throw new ApiError('invalid_request', 'date_impossible', `${wrong.field} ${wrong.problem}.`, wrong.field);
        return event;
      });
      onAccepted();
      return reply.status(accepted.isNew ? 202 : 200).send(acceptedView(accepted, request.params.id));
    },
  );

  const refusedBody = arrangementBodies.refused.extend(envelope).strict();
  typed(app).post(
    '/arrangements/:id/refused',
    { schema: { summary: 'The debtor does not want the arrangement', params: idParam, body: refusedBody } },
    async (request, reply) => {
      const { id: given, at, ...body } = request.body;
      const id = given ?? derivedId(request, randomUUID);
      const accepted = await recordArrangementEvent(db, request.params.id, (_tx, standing) => {
        const event = buildArrangementEvent('refused', { id, at: Math.min(at ?? now(), now()) }, body);
        if (!standing.facts.refusals.some((known) => known.id === id)) {
          refuseUnlessPhase(standing, ['proposed'], 'it can no longer be refused');
        }
        return event;
      });
      onAccepted();
      return reply.status(accepted.isNew ? 202 : 200).send(acceptedView(accepted, request.params.id));
    },
  );

  typed(app).post(
    '/arrangements/:id/renewals',
    {
      schema: { summary: 'Answer its task with a new arrangement over what is left', params: idParam, body: renewal },
    },
    async (request, reply) => {
      const { id: given, by, note: remark, ...proposal } = request.body;
      const next = given ?? derivedId(request, randomUUID);
      const answer = { by, ...(remark && { note: remark }) };
      const accepted = await renew(
        db,
        request.params.id,
        next,
        proposal,
        (tx, standing) => renewalAnswer(tx, standing, next, answer, now()),
        by,
        now(),
      );
      onAccepted();
      return reply.status(accepted.isNew ? 201 : 200).send(arrangementView(await standingOf(accepted.id)));
    },
  );
};

const lacksValue = (problem: string) =>
  new ApiError('conflict', 'text_lacks_value', `${problem} Set it with PUT /api/creditors.`);

const acceptedView = ({ id, isNew }: { id: string; isNew: boolean }, arrangementId: string) => ({
  id,
  arrangement_id: arrangementId,
  new: isNew,
});

function refuseUnlessPhase({ state }: ArrangementStanding, phases: readonly string[], because: string): void {
  const phase = state?.phase ?? 'proposed';
  if (phases.includes(phase)) return;
  throw new ApiError('conflict', 'arrangement_past_this', `This arrangement is ${phase}; ${because}.`);
}
