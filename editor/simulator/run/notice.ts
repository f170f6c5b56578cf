/** What a notice of a run asks, for its preview. */
import { lineOf } from '../../../ladder/invoice/line.ts';
import { localDate } from '../../../ladder/time/civil.ts';
import type { LogLine } from './log.ts';
import { type Played, standingAt } from './play.ts';

/** The `example` of `POST /api/notice-previews/mail`. */
export interface NoticeExample {
  on: string;
  number: string;
  issued: string;
  due: string;
  currency: string;
  claimed_cents: number;
  paid_cents: number;
  credited_cents: number;
  contested_cents: number;
  costs_cents: number;
  interest_cents: number;
  open_cents: number;
  last_notice_on: string | null;
}

/** A notice that went out, as the case stood while it was being sent. */
export function noticeOf(played: Played, { at, step }: Pick<LogLine, 'at' | 'step'>): NoticeExample {
  const sending = played.standings.findLast(
    (one) => one.at <= at && one.state.position?.mode === 'sending' && one.state.position.step === step,
  );
  const { state, facts } = sending ?? standingAt(played, at)!;
  const on = localDate(at);
  const line = lineOf({ facts, state }, on);
  return {
    on,
    number: line.number,
    issued: line.issuedOn,
    due: line.dueOn,
    currency: facts.invoice.currency,
    claimed_cents: line.claimedCents,
    paid_cents: line.paidCents,
    credited_cents: line.creditedCents,
    contested_cents: line.contestedCents,
    costs_cents: line.costsCents,
    interest_cents: line.interestCents,
    open_cents: Math.max(0, line.openCents),
    last_notice_on: state.lastContactOn,
  };
}
