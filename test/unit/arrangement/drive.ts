/**
 * Arbitrary arrangements and histories, run the way workers do: late wake-ups, failing mail, letters that are printed and posted
 * or not, what comes back, answers to what is asked.
 */
import fc from 'fast-check';
import type { ArrangementCommand, ArrangementTask } from '../../../ladder/arrangement/commands.ts';
import { type ArrangementNoticeTerms, arrangementVerdict } from '../../../ladder/arrangement/contacts.ts';
import { ARRANGEMENT_OUTCOMES, type ArrangementEvent } from '../../../ladder/arrangement/events.ts';
import { type ArrangementFacts, withArrangementEvents } from '../../../ladder/arrangement/facts.ts';
import { printedNotice } from '../../../ladder/arrangement/letters.ts';
import { type ArrangementState, type Contact, inHouse } from '../../../ladder/arrangement/state.ts';
import type { ArrangementTerms } from '../../../ladder/arrangement/terms.ts';
import { transition } from '../../../ladder/arrangement/transition.ts';
import type { LetterPrinted } from '../../../ladder/events.ts';
import { addDays, DAY_MS, localDate } from '../../../ladder/time/civil.ts';
import { facts as someFacts, terms as someTerms } from './build.ts';

const HOUR_MS = 3_600_000;

/** What the post room does, or hears. */
type PostRoom = 'print' | 'post' | 'void' | 'bounce' | 'return' | 'other_contact';

export type Scripted = { at: number } & (
  | { event: ArrangementEvent }
  | { id: string; answer: string; days: number }
  | { id: string; room: PostRoom; of: number }
);
export type Fate = 'sent' | 'refused' | 'in_doubt' | 'deferred' | 'overtaken';

export interface Case {
  terms: ArrangementTerms;
  facts: ArrangementFacts;
  script: Scripted[];
  fates: Fate[];
  outages: number[];
}

const INVOICES = ['f1', 'f2'];
const HALF = 30_000;

const someTermsOf: fc.Arbitrary<ArrangementTerms> = fc
  .record({
    count: fc.integer({ min: 1, max: 7 }),
    first: fc.integer({ min: 2, max: 30 }),
    every: fc.constantFrom('week' as const, 'month' as const),
    deposit: fc.option(fc.integer({ min: 1, max: 9_000 }), { nil: null }),
    reminderDays: fc.integer({ min: 0, max: 8 }),
    graceDays: fc.integer({ min: 0, max: 4 }),
    tolerance: fc.constantFrom({ cents: 0 }, { cents: 0 }, { cents: 50 }, { percent: 2.5 }),
    signDays: fc.integer({ min: 0, max: 14 }),
  })
  .map(({ count, first, every, deposit, signDays, ...rest }) => {
    const base = someTerms({ invoices: INVOICES });
    const agreedOn = localDate(base.agreedAt);
    const firstOn = addDays(agreedOn, first);
    const equal = { kind: 'equal' as const, totalCents: 2 * HALF, count, firstOn, every };
    const signBy = addDays(agreedOn, signDays);
    const paidFirst = deposit === null ? {} : { deposit: { on: addDays(agreedOn, 1), cents: deposit } };
    return { ...base, ...rest, signBy, plan: { ...equal, ...paidFirst } };
  });

const happening = fc.record({
  what: fc.constantFrom(
    ...(['payment', 'payment', 'payment', 'payment', 'payment', 'payment', 'reversal', 'reversal', 'answer'] as const),
    ...(['answer', 'answer', 'answer', 'credit_note', 'hold', 'release', 'dispute', 'dispute_decided'] as const),
    ...(['print', 'print', 'print', 'post', 'post', 'post', 'void', 'bounce', 'return', 'other_contact'] as const),
    ...(['invoice_corrected', 'debtor_changed', 'normal_again', 'write_off', 'refused', 'signed'] as const),
  ),
  day: fc.integer({ min: 0, max: 240 }),
  ms: fc.integer({ min: 0, max: DAY_MS - 1 }),
  invoice: fc.constantFrom(...INVOICES),
  part: fc.constantFrom(0.05, 0.2, 1 / 3, 0.5, 0.5, 1, 1.2),
  lag: fc.constantFrom(0, 0, 1, 3, 9, 20),
  of: fc.integer({ min: 0, max: 12 }),
  answer: fc.constantFrom(...ARRANGEMENT_OUTCOMES, 'revive', 'revive', 'go_on', 'break'),
});
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

function scripted(all: readonly Happening[], signedAfter: number, agreedAt: number): Scripted[] {
  const signedAt = agreedAt + signedAfter * DAY_MS;
  const signature: ArrangementEvent = { type: 'signed', id: 'e-0', at: signedAt, on: localDate(signedAt), by: 'Jan' };
  const found: Scripted[] = [{ at: signedAt, event: signature }];
  for (const [index, { what, day, ms, invoice: invoiceId, part, lag, of, answer }] of all.entries()) {
    const at = agreedAt + day * DAY_MS + ms;
    const on = localDate(at - lag * DAY_MS);
    const id = `e${index}`;
    const cents = Math.max(1, Math.round(HALF * part));
    const common = { id, at, invoiceId };
    const add = (event: ArrangementEvent) => found.push({ at, event });
    switch (what) {
      case 'answer':
        found.push({ at, id, answer, days: of - 1 });
        break;
      case 'print':
      case 'post':
      case 'void':
      case 'bounce':
      case 'return':
      case 'other_contact':
        found.push({ at, id, room: what, of });
        break;
      case 'payment':
        add({ ...common, type: 'payment', amountCents: cents, bookedOn: on });
        break;
      case 'reversal': {
        const payments = found.flatMap((one) => ('event' in one && one.event.type === 'payment' ? [one.event] : []));
        const { id: paymentId, invoiceId: ofInvoice } = payments[of % Math.max(1, payments.length)] ?? {
          id: 'x',
          invoiceId,
        };
        add({ ...common, invoiceId: ofInvoice!, type: 'reversal', paymentId, on });
        break;
      }
      case 'credit_note':
        add({ ...common, type: 'credit_note', number: id, amountCents: cents, issuedOn: on });
        break;
      case 'hold':
        add({ ...common, type: 'hold', owner: 'Anna', reason: '' });
        break;
      case 'release':
        add({ ...common, type: 'release', holdId: `e${of}`, by: 'Anna' });
        break;
      case 'dispute':
        add({ ...common, type: 'dispute', reason: 'stuk', ...(part < 1 && { amountCents: cents }) });
        break;
      case 'dispute_decided':
        add({
          ...common,
          type: 'dispute_decided',
          disputeId: `e${of}`,
          decision: part < 0.5 ? 'rejected' : 'upheld',
          by: 'Anna',
        });
        break;
      case 'invoice_corrected':
        add({ ...common, type: 'invoice_corrected', amountCents: cents, by: 'Anna', reason: '' });
        break;
      case 'debtor_changed':
        add({ ...common, type: 'debtor_changed', status: 'debt-help', by: 'Anna' });
        break;
      case 'normal_again':
        add({ id, at, type: 'debtor_changed', status: 'normal', by: 'Anna' });
        break;
      case 'write_off':
        add({ ...common, type: 'write_off', by: 'Anna', reason: '' });
        break;
      case 'refused':
        add({ id, at, type: 'refused', by: 'Jan', reason: '' });
        break;
      case 'signed':
        add({ id, at, type: 'signed', on, by: 'Jan' });
    }
  }
  return found.sort((a, b) => a.at - b.at);
}

export const cases: fc.Arbitrary<Case> = fc
  .record({
    terms: someTermsOf,
    happenings: fc.array(happening, { maxLength: 20 }),
    hasEmail: fc.constantFrom(true, true, false),
    signedAfter: fc.constantFrom(0, 0, 1, 2, 5, 20),
    fates: fc.array(fc.constantFrom<Fate>('sent', 'sent', 'sent', 'refused', 'in_doubt', 'deferred', 'overtaken'), {
      maxLength: 6,
    }),
    outages: fc.array(fc.constantFrom(0, 0, 0, 1, 8, 30, 120), { maxLength: 8 }),
  })
  .map(({ terms, happenings, signedAfter, hasEmail, ...rest }) => ({
    terms,
    facts: hasEmail ? someFacts(HALF, HALF) : withoutEmail(someFacts(HALF, HALF)),
    script: scripted(happenings, signedAfter, terms.agreedAt),
    ...rest,
  }));

function withoutEmail(facts: ArrangementFacts): ArrangementFacts {
  return { ...facts, debtor: { ...facts.debtor, hasEmail: false } };
}

export interface Moment {
  at: number;
  before: ArrangementState | null;
  state: ArrangementState;
  facts: ArrangementFacts;
  events: readonly ArrangementEvent[];
  commands: readonly ArrangementCommand[];
}

export interface Run {
  moments: Moment[];
  /** Every notice whose text left the house: sent, or in doubt. */
  left: {
    at: number;
    contact: Contact;
    terms: ArrangementNoticeTerms;
    facts: ArrangementFacts;
    state: ArrangementState;
  }[];
}

export function drive({ terms, facts: known, script, fates, outages }: Case): Run {
  const run: Run = { moments: [], left: [] };
  const asked = new Map<string, ArrangementTask>();
  /** Printed letters that lie ready, by dispatch. */
  const pile = new Map<string, LetterPrinted>();
  const queue = [...script];
  let [fate, outage] = [0, 0];
  let now = terms.agreedAt;
  let facts = known;
  let state: ArrangementState | null = null;

  const take = (events: readonly ArrangementEvent[]): void => {
    facts = withArrangementEvents(facts, events);
    const before = state;
    const turn = transition(terms, before, events, facts, now);
    state = turn.state;
    run.moments.push({ at: now, before, state, facts, events, commands: turn.commands });
    for (const command of turn.commands) {
      if (command.type === 'open_task') asked.set(command.task.id, command.task);
      if (command.type === 'end_task') asked.delete(command.taskId);
      if (command.type === 'withdraw_letter') pile.delete(command.dispatchId);
    }
    for (const command of turn.commands) if (command.type === 'intend') take(deliver(state.sending!));
  };

  const deliver = (contact: Contact): ArrangementEvent[] => {
    const fated = fates[fate++] ?? 'sent';
    const overtaking: ArrangementEvent[] = [];
    if (fated === 'overtaken') {
      const index = queue.findIndex((one) => 'event' in one);
      const [one] = index < 0 ? [] : queue.splice(index, 1);
      if (one && 'event' in one) overtaking.push({ ...one.event, at: now });
      facts = withArrangementEvents(facts, overtaking);
    }
    const judged = arrangementVerdict(terms, state!, facts, contact.id, now);
    const common = { id: `${contact.id}:${run.moments.length}`, at: now, dispatchId: contact.id };
    if (!judged.send) return [...overtaking, { ...common, type: 'notice_withdrawn', because: judged.because }];
    const problem = 'weg';
    if (judged.channel === 'letter') return [...overtaking, { ...common, type: 'letter_queued' }];
    if (fated === 'deferred') return [{ ...common, type: 'notice_deferred', until: now + HOUR_MS, problem }];
    if (fated === 'refused') return [{ ...common, type: 'notice_refused', problem }];
    run.left.push({ at: now, contact, terms: judged.terms, facts, state: state! });
    if (fated === 'in_doubt') return [{ ...common, type: 'notice_in_doubt', problem, ...judged.terms }];
    return [...overtaking, { ...common, type: 'notice_sent', ...judged.terms }];
  };

  const eventsUpTo = (): ArrangementEvent[] => {
    const events: ArrangementEvent[] = [];
    while (queue[0] && queue[0].at <= now) {
      const next = queue.shift()!;
      if ('event' in next) {
        events.push(next.event);
        continue;
      }
      if ('room' in next) {
        events.push(...inPostRoom(next));
        continue;
      }
      const { id, at, answer: outcome, days } = next;
      const task = [...asked.values()].find(({ outcomes }) => outcomes.some((one) => one === outcome));
      if (!task) continue;
      const on = addDays(localDate(at), outcome === 'revive' ? days * 7 : 0);
      events.push({ type: 'task_completed', id, at, taskId: task.id, outcome, on, arrangementId: 'r2', by: 'Anna' });
    }
    return events;
  };

  const inPostRoom = ({ id, at, room, of }: Extract<Scripted, { room: PostRoom }>): ArrangementEvent[] => {
    if (state === null) return [];
    const common = { id, at };
    const gone = state.past.filter(({ end }) => end === 'sent');
    const one = gone[of % Math.max(1, gone.length)];
    switch (room) {
      case 'print':
        return state!.letters.flatMap((letter): ArrangementEvent[] => {
          if (letter.printed || !arrangementVerdict(terms, state!, facts, letter.id, at).send) return [];
          const { postBy: _, ...printed } = printedNotice(terms, state!, facts, letter, at);
          const common = { id: `${id}-${letter.id}`, at, dispatchId: letter.id, batchId: id };
          const event: LetterPrinted = { ...common, type: 'letter_printed', ...printed };
          pile.set(letter.id, event);
          return [event];
        });
      case 'post':
        return [...pile.values()].flatMap(({ cutOffAt, ...printed }): ArrangementEvent[] => {
          const letter = inHouse(state!, printed.dispatchId);
          pile.delete(printed.dispatchId);
          if (at >= cutOffAt || letter?.printed?.batchId !== printed.batchId) return [];
          run.left.push({ at, contact: letter, terms: printed, facts, state: state! });
          const posted = { id: `${id}-${letter.id}`, at, on: localDate(at), by: 'Sanne' };
          return [{ ...printed, ...posted, type: 'notice_posted' }];
        });
      case 'void': {
        const [first] = pile.values();
        if (!first) return [];
        pile.delete(first.dispatchId);
        return [
          { ...common, type: 'letter_voided', dispatchId: first.dispatchId, batchId: first.batchId, problem: '' },
        ];
      }
      case 'other_contact':
        facts = { ...facts, otherContactOn: localDate(at) };
        return [];
      default: {
        if (!one || (room === 'bounce') !== (one.channel === 'email')) return [];
        const type = room === 'bounce' ? 'notice_bounced' : 'notice_returned';
        return [{ ...common, type, dispatchId: one.id, on: localDate(at), problem: 'onbekend' }];
      }
    }
  };

  const until = terms.agreedAt + 900 * DAY_MS;
  for (let turns = 0; turns < 1_000; turns++) {
    take(eventsUpTo());
    const wake: number | null = (state as unknown as ArrangementState).wakeAt;
    const woken = wake === null ? Number.POSITIVE_INFINITY : wake + HOUR_MS * (outages[outage++] ?? 0);
    now = Math.max(now, Math.min(woken, queue[0]?.at ?? Number.POSITIVE_INFINITY));
    if (now > until) return run;
  }
  throw new Error('The run does not end.');
}
