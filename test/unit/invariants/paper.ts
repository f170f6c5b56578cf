/** The post room of generated histories: letters are printed, posted, spoiled or left lying, and some contacts come back. */
import fc from 'fast-check';
import { compile } from '../../../ladder/compiled.ts';
import type { Ladder, SendStep } from '../../../ladder/definition.ts';
import type { InvoiceEvent } from '../../../ladder/events.ts';
import type { Facts } from '../../../ladder/facts.ts';
import type { DispatchIntent } from '../../../ladder/invoice/commands.ts';
import { chargesIn, type Terms, verdict } from '../../../ladder/invoice/delivery.ts';
import { printedTerms } from '../../../ladder/invoice/letters.ts';
import type { InvoiceState } from '../../../ladder/invoice/state.ts';
import { receivedByLetter, termEnd } from '../../../ladder/law/terms.ts';
import { localDate } from '../../../ladder/time/civil.ts';
import { askableAt } from './amounts.ts';

const HOUR_MS = 3_600_000;

/** What becomes of each printed letter, in turn; beyond the list all are posted. */
export type Posting = 'posted' | 'late' | 'late_all_the_same' | 'spoiled' | 'left_lying';
export interface Post {
  postings: Posting[];
  /** Which contacts come back after two days, in turn; beyond the list none. */
  backs: boolean[];
}

export const posts: fc.Arbitrary<Post> = fc.record({
  postings: fc.array(
    fc.constantFrom<Posting>('posted', 'posted', 'late', 'late_all_the_same', 'spoiled', 'left_lying'),
    { maxLength: 6 },
  ),
  backs: fc.array(fc.constantFrom(false, false, false, true), { maxLength: 5 }),
});

type Act = { at: number; dispatch: DispatchIntent } & (
  | { what: 'print' }
  | { what: 'post' | 'post_late' | 'spoil'; batchId: string; terms: Terms }
  | { what: 'back' }
);

/** What the post room does next, from where an invoice stands. */
export class PostRoom {
  readonly #post: Post;
  readonly #acts: Act[] = [];
  #letters = 0;
  #contacts = 0;

  constructor(post: Post) {
    this.#post = post;
  }

  /** When something happens here. */
  get nextAt(): number {
    return Math.min(Number.POSITIVE_INFINITY, ...this.#acts.map(({ at }) => at));
  }

  queued(dispatch: DispatchIntent, now: number): void {
    this.#acts.push({ at: now + 21 * HOUR_MS, what: 'print', dispatch });
  }

  /** A contact left the house: some come back. */
  left(dispatch: DispatchIntent, now: number): void {
    const comesBack = this.#post.backs[this.#contacts++] ?? false;
    if (comesBack) this.#acts.push({ at: now + 48 * HOUR_MS, what: 'back', dispatch });
  }

  /** What happened by now; `posted` is told of each letter that went into the post. */
  events(
    ladder: Ladder,
    state: InvoiceState,
    facts: Facts,
    now: number,
    posted: (dispatch: DispatchIntent, terms: Terms) => void,
  ): InvoiceEvent[] {
    const events: InvoiceEvent[] = [];
    while (this.nextAt <= now) {
      const index = this.#acts.findIndex(({ at }) => at <= now);
      const [act] = this.#acts.splice(index, 1) as [Act];
      const event = this.#event(act, ladder, state, facts, now, posted);
      if (event) events.push(event);
    }
    return events;
  }

  #event(
    act: Act,
    ladder: Ladder,
    state: InvoiceState,
    facts: Facts,
    now: number,
    posted: (dispatch: DispatchIntent, terms: Terms) => void,
  ): InvoiceEvent | null {
    const { id: dispatchId, step } = act.dispatch;
    const { position } = state;
    const letter = position?.mode === 'sending' && position.dispatchId === dispatchId ? position.letter : undefined;
    switch (act.what) {
      case 'print':
        return letter?.printed === null ? this.#print(act.dispatch, ladder, state, facts, now) : null;
      case 'spoil':
        return {
          type: 'letter_voided',
          id: `v:${act.batchId}`,
          at: now,
          dispatchId,
          batchId: act.batchId,
          problem: 'x',
        };
      case 'post': {
        // What is past its cut-off, or was pulled, is not posted.
        if (letter?.printed?.batchId !== act.batchId || now >= letter.printed.cutOffAt) return null;
        posted(act.dispatch, { ...act.terms, on: localDate(now) });
        this.left(act.dispatch, now);
        return {
          type: 'notice_posted',
          id: `p:${act.batchId}`,
          at: now,
          dispatchId,
          by: 'Anna',
          ...act.terms,
          on: localDate(now),
        };
      }
      case 'post_late': {
        // Void since its cut-off, and put in the post while another is made in its stead.
        const isVoid = letter && letter.printed?.batchId !== act.batchId;
        const known = state.notices.some((sent) => sent.step === step && sent.round === act.dispatch.round);
        if (!isVoid || known) return null;
        const on = localDate(now);
        const receivedOn = receivedByLetter(on);
        const sendStep = compile(ladder).step(step) as SendStep;
        const stale = act.terms.deadline !== null && act.terms.deadline <= receivedOn;
        const names = sendStep.notice !== 'fourteen-day-letter';
        const overstates = act.terms.amountCents > askableAt(facts, now);
        // One that names a day that has passed, or asks too much, is no notice: the oracles look at the right one.
        if (!(stale && names) && !overstates) {
          const deadline = act.terms.deadline && termEnd(receivedOn, sendStep.termDays ?? 0);
          posted(act.dispatch, { ...act.terms, on, receivedOn, deadline });
        }
        const event = { type: 'notice_posted' as const, id: `p:${act.batchId}`, at: now, dispatchId, by: 'Anna' };
        return { ...event, batchId: act.batchId, ...act.terms, on };
      }
      case 'back': {
        const type = state.notices.find((sent) => sent.step === step)?.channel === 'letter' ? 'returned' : 'bounced';
        const id = `b:${dispatchId}`;
        const on = state.startedOn;
        return { type: `notice_${type}`, id, at: now, dispatchId, on, problem: 'unknown' };
      }
    }
  }

  #print(dispatch: DispatchIntent, ladder: Ladder, state: InvoiceState, facts: Facts, now: number) {
    const judged = verdict(ladder, state, facts, dispatch.id, now);
    if (!judged.send) return null;
    const compiled = compile(ladder);
    const step = compiled.step(dispatch.step) as SendStep;
    const { postBy: _, cutOffAt, ...terms } = printedTerms(step, compiled.office, now, judged.terms);
    const posting = this.#post.postings[this.#letters] ?? 'posted';
    const batchId = `batch-${this.#letters++}`;
    const after = { posted: 20, late: 96, late_all_the_same: 96, spoiled: 9, left_lying: null }[posting];
    if (after !== null) {
      const what = posting === 'spoiled' ? 'spoil' : posting === 'late_all_the_same' ? 'post_late' : 'post';
      this.#acts.push({ at: now + after * HOUR_MS, what, dispatch, batchId, terms: { ...terms, ...chargesIn(terms) } });
    }
    const id = `l:${batchId}`;
    return { type: 'letter_printed' as const, id, at: now, dispatchId: dispatch.id, batchId, cutOffAt, ...terms };
  }
}
