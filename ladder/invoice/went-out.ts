/** A contact has left the house, or it turns out that it did not arrive. */
import { askedOn } from '../balance.ts';
import { type Channel, LEGAL_NOTICES, type NoticeKind, type Step, type StepId } from '../definition.ts';
import type { NoticeUndelivered } from '../events.ts';
import { agencyFacts } from '../facts.ts';
import type { Reason } from '../reasons.ts';
import type { CivilDate, Instant } from '../time/civil.ts';
import { withdrawAsked } from './acts.ts';
import { chargesIn, type Terms } from './delivery.ts';
import { type SentNotice, waitsForRelease } from './state.ts';
import type { Turn } from './turn.ts';

export interface Left extends Terms {
  channel: Channel;
  sentAt: Instant;
}

/** Goes on after the contact of a step: a notice with the next step, a handover with the agency. */
export function wentOut(turn: Turn, step: Step, sent: Left): void {
  const currency = turn.facts.invoice.currency;
  const { on, amountCents, deadline } = sent;
  const why: Reason[] = [{ code: 'asked', amountCents, currency, on, deadline }];
  if (step.kind === 'handover') {
    turn.record('handed_over', step.id, why);
    return turn.change({
      phase: 'handed_over',
      position: null,
      previousOn: on,
      handedOver: { on, amountCents },
      toldAgency: agencyFacts(turn.facts).map((fact) => fact.id),
    });
  }
  if (step.kind !== 'send') return;
  turn.record('notice_sent', step.id, why);
  const { sentAt, receivedOn, channel } = sent;
  const notice: SentNotice = {
    step: step.id,
    kind: step.notice,
    round: turn.state.round,
    sentOn: on,
    sentAt,
    receivedOn,
    deadline,
    amountCents,
    ...chargesIn(sent),
    channel,
  };
  turn.change({ notices: [...turn.state.notices, notice] });
  turn.change({ lastContactOn: lastArrived(turn.state.notices) });
  noteTold(turn, step.notice, sent);
  turn.advanceTo(step.next, on);
}

/** Remembers what the debtor was last told to owe beside the principal; the costs that a letter announces are not asked yet. */
function noteTold(turn: Turn, notice: NoticeKind, { on, costsCents = 0, interestCents = 0 }: Left): void {
  const { charged } = turn.state;
  const asked = notice === 'fourteen-day-letter' ? askedOn(turn.facts, charged, on).costsCents : costsCents;
  if (charged.told === null && asked + interestCents === 0) return;
  turn.change({ charged: { ...charged, told: { costsCents: asked, interest: interestCents > 0 } } });
}

/** The day of the last written contact that arrived. */
function lastArrived(notices: readonly SentNotice[]): CivilDate | null {
  const days = notices.filter(({ undelivered }) => undelivered === undefined).map(({ sentOn }) => sentOn);
  return days.sort().at(-1) ?? null;
}

/**
 * A notice came back. A mail is followed by a letter where the ladder says so; else a person finds out where
 * the debtor can be reached. What relies on the notice waits for the new one.
 */
export function cameBack(turn: Turn, event: NoticeUndelivered): void {
  const { state } = turn;
  const notice = turn.noticeOf(event.dispatchId);
  if (!notice || notice.undelivered) return;
  const undelivered = event.type === 'notice_bounced' ? 'bounced' : 'returned';
  const notices = state.notices.map((sent) => (sent === notice ? { ...sent, undelivered } : sent) as SentNotice);
  turn.change({ notices, lastContactOn: lastArrived(notices) });
  const { on, problem } = event;
  const why: Reason[] = [{ code: 'undelivered', how: undelivered, on, problem }];
  turn.record('notice_undelivered', notice.step, why);
  if (state.phase === 'closed') return;
  // What is on its way, and what is with the agency, is not called back: a person sees to it.
  const away =
    state.phase === 'handed_over' ||
    (state.position?.mode !== 'planned' && state.position?.mode !== 'asking' && !waitsForRelease(state.position));
  // Nor does a notice come again whose step the ladder no longer has, or after which another one of that step arrived; one
  // that is not legal not after any other either.
  const overtaken = turn.state.notices.some(
    ({ step, sentAt, undelivered: back }) =>
      sentAt > notice.sentAt && (step === notice.step ? back === undefined : !LEGAL_NOTICES.includes(notice.kind)),
  );
  if (away || overtaken || !turn.compiled.ladder.steps.some(({ id }) => id === notice.step)) {
    return turn.openSideTask(
      turn.taskId(`not-arrived.${notice.leftAs ?? notice.step}.${notice.round}`),
      'not_arrived',
      why,
    );
  }
  withdrawAsked(turn);
  turn.comesAgain(notice.step);
  if (goesByLetterInstead(turn, notice)) return sendAsLetter(turn, notice.step);
  turn.advanceTo(notice.step, turn.today);
  // Should it have arrived after all, it says what it said.
  const { sentOn, deadline, amountCents } = notice;
  turn.stick(notice.step, 'refused', why, { on: sentOn, deadline, amountCents, ...chargesIn(notice) });
}

function goesByLetterInstead(turn: Turn, { step: id, channel }: SentNotice): boolean {
  const step = turn.compiled.step(id);
  if (channel !== 'email' || step.kind !== 'send') return false;
  const { byLetter } = turn.compiled.events.bounce;
  return byLetter === 'always' || (byLetter === 'where-allowed' && step.channel === 'email-or-letter');
}

function sendAsLetter(turn: Turn, step: StepId): void {
  turn.record('send_again', step, []);
  turn.change({ round: turn.state.round + 1, byLetter: [...turn.state.byLetter, step] });
  turn.advanceTo(step, turn.today);
}
