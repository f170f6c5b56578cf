/** The post room of generated histories: letters are printed, posted, spoiled or left lying, and some contacts come back. */
import fc from 'fast-check';
import { compile } from '../../../ladder/compiled.ts';
import type { Channel, Ladder, SendStep, StepId } from '../../../ladder/definition.ts';
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
const NEXT_MORNING = 21;

/** What becomes of each printed letter, in turn; beyond the list all are posted. */
export type Posting = 'posted' | 'late' | 'late_all_the_same' | 'spoiled' | 'left_lying';
export interface Post {
  /** How many hours each letter waits for the printer, in turn; beyond the list all are printed the next morning. */
  waits: number[];
  postings: Posting[];
  /** Which contacts come back, in turn: after two days or twelve, or while the next one is on its way. Beyond the list none do. */
  backs: (null | 'soon' | 'late' | 'under_way')[];
}

export const posts: fc.Arbitrary<Post> = fc.record({
  waits: fc.array(fc.constantFrom(NEXT_MORNING, NEXT_MORNING, 24 * 5, 24 * 20), { maxLength: 6 }),
  postings: fc.array(
    fc.constantFrom<Posting>('posted', 'posted', 'late', 'late_all_the_same', 'spoiled', 'left_lying'),
    { maxLength: 6 },
  ),
  backs: fc.array(fc.constantFrom(null, null, null, null, 'soon', 'late', 'under_way'), { maxLength: 5 }),
});

type Act = { at: number; dispatch: DispatchIntent } & (
  | { what: 'print' }
  | { what: 'post' | 'post_late' | 'spoil'; batchId: string; terms: Terms }
  | { what: 'back'; channel: Channel }
);

/** Where an invoice stands, as the post room is told. */
interface Standing {
  ladder: Ladder;
  state: InvoiceState;
  facts: Facts;
  now: number;
  /** The name that a step has since the ladder was changed. */
  nameNow: (step: StepId) => StepId;
  /** Told of each letter that went into the post. */
  posted: (dispatch: DispatchIntent, terms: Terms) => void;
}

/** What the post room does next, from where an invoice stands. */
export class PostRoom {
  readonly #post: Post;
  readonly #acts: Act[] = [];
  readonly #toComeBack: { what: 'back'; dispatch: DispatchIntent; channel: Channel }[] = [];
  /** The contacts that left the house. */
  readonly #out: DispatchIntent[] = [];
  /** How many of them the engine has heard of. */
  #told = 0;
  #queued = 0;
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
    const hours = this.#post.waits[this.#queued++] ?? NEXT_MORNING;
    this.underWay(now);
    this.#acts.push({ at: now + hours * HOUR_MS, what: 'print', dispatch });
  }

  /** A contact left the house: some come back. */
  left(dispatch: DispatchIntent, channel: Channel, now: number): void {
    this.#out.push(dispatch);
    const comesBack = this.#post.backs[this.#contacts++] ?? null;
    if (comesBack === 'under_way') this.#toComeBack.push({ what: 'back', dispatch, channel });
    const hours = comesBack === 'soon' ? 48 : comesBack === 'late' ? 12 * 24 : null;
    if (hours !== null) this.#acts.push({ at: now + hours * HOUR_MS, what: 'back', dispatch, channel });
  }

  /** A contact is on its way: what was to come back meanwhile does. */
  underWay(now: number): void {
    for (const [place, back] of this.#toComeBack.splice(0).entries()) {
      this.#acts.push({ at: now + HOUR_MS * (place + 1), ...back });
    }
  }

  /** What happened by now. */
  events(standing: Standing): InvoiceEvent[] {
    const events: InvoiceEvent[] = [];
    this.#told = this.#out.length;
    while (this.nextAt <= standing.now) {
      const index = this.#acts.findIndex(({ at }) => at <= standing.now);
      const [act] = this.#acts.splice(index, 1) as [Act];
      const event = this.#event(act, standing);
      if (event) events.push(event);
    }
    return events;
  }

  #event(act: Act, standing: Standing): InvoiceEvent | null {
    const { ladder, state, facts, now, nameNow, posted } = standing;
    const { id: dispatchId, step, round } = act.dispatch;
    const { position } = state;
    const isSame = (one: { step: StepId; round: number }) => nameNow(one.step) === nameNow(step) && one.round === round;
    const letter = position?.mode === 'sending' && position.dispatchId === dispatchId ? position.letter : undefined;
    switch (act.what) {
      case 'print':
        return letter?.printed === null ? this.#print(act.dispatch, standing) : null;
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
        // Nor does whoever has two letters of one notice in hand post both.
        if (this.#out.slice(this.#told).some(isSame)) return null;
        posted(act.dispatch, { ...act.terms, on: localDate(now) });
        this.left(act.dispatch, 'letter', now);
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
        const isAnother = position?.mode === 'sending' && position.step === nameNow(step) && state.round === round;
        const another = isAnother ? position.letter : undefined;
        const isVoid = another && another.printed?.batchId !== act.batchId;
        if (!isVoid || this.#out.some(isSame)) return null;
        this.#out.push(act.dispatch);
        const on = localDate(now);
        const receivedOn = receivedByLetter(on);
        const sendStep = compile(ladder).step(nameNow(step)) as SendStep;
        const stale = act.terms.deadline !== null && act.terms.deadline <= receivedOn;
        const names = sendStep.notice !== 'fourteen-day-letter';
        const overstates = act.terms.amountCents > askableAt(facts, now);
        // One that names a day that has passed, or asks too much, is no notice: the oracles look at the right one.
        if (!(stale && names) && !overstates) {
          const whole = termEnd(receivedOn, sendStep.termDays ?? 0);
          const stated = act.terms.deadline;
          const deadline = stated && (whole > stated ? whole : stated);
          posted(act.dispatch, { ...act.terms, on, receivedOn, deadline });
        }
        const event = { type: 'notice_posted' as const, id: `p:${act.batchId}`, at: now, dispatchId, by: 'Anna' };
        return { ...event, batchId: act.batchId, ...act.terms, on };
      }
      case 'back': {
        const type = act.channel === 'letter' ? 'returned' : 'bounced';
        const id = `b:${dispatchId}`;
        const on = state.startedOn;
        return { type: `notice_${type}`, id, at: now, dispatchId, on, problem: 'unknown' };
      }
    }
  }

  #print(dispatch: DispatchIntent, { ladder, state, facts, now }: Standing) {
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
