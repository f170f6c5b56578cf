/**
 * What must always hold (`design.md` §6), on generated ladders, invoices and histories. The oracles below compute from
 * the facts with arithmetic of their own, not with the engine's.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { balanceOn } from '../../../ladder/balance.ts';
import type { Ladder } from '../../../ladder/definition.ts';
import type { InvoiceEvent } from '../../../ladder/events.ts';
import { type Facts, factOf, withFact } from '../../../ladder/facts.ts';
import { newsOf, SERVICE_KINDS } from '../../../ladder/invoice/commands.ts';
import { verdict } from '../../../ladder/invoice/delivery.ts';
import { awaited, type InvoiceState } from '../../../ladder/invoice/state.ts';
import { transition } from '../../../ladder/invoice/transition.ts';
import { DAY_MS, dayOf, instantOf, localDate } from '../../../ladder/time/civil.ts';
import { askableAt, contestedIn, openAt } from './amounts.ts';
import { creditedOn, dueOf, scale, unpaidAfter, within180Days, withVat } from './charges.ts';
import { drive, type Run, timesAnswered } from './drive.ts';
import {
  type Answer,
  answers,
  bankLags,
  type Fate,
  fates,
  histories,
  invoices,
  ladders,
  type Other,
  others,
  outages,
  releases,
  type Scripted,
  trialDays,
} from './generate.ts';
import { type Post, posts } from './paper.ts';

const RUNS = 2_000;

interface Case {
  ladder: Ladder;
  facts: Facts;
  script: Scripted[];
  fates: Fate[];
  outages: number[];
  bankLag: number | null;
  trialDays: number | null;
  releases: (number | null)[];
  answers: (Answer | null)[];
  post: Post;
  others: Other[];
  /** Days after its issue on which the invoice is registered. */
  registered: number;
}

const cases: fc.Arbitrary<Case> = fc
  .record({
    ...{
      ladder: ladders,
      facts: invoices,
      fates,
      outages,
      bankLag: bankLags,
      trialDays,
      releases,
      answers,
      post: posts,
      others,
    },
    registered: fc.constantFrom(0, 0, 0, 20, 70),
  })
  .chain((rest) => histories(rest.facts).map((script) => ({ ...rest, script })));

function run({ ladder, facts, registered, trialDays: days, ...rest }: Case): Run {
  const issued = dayOf(facts.invoice.issuedOn);
  const from = instantOf(issued + registered, 36_000_000);
  const trialUntil = days === null ? null : trialEnd(facts, days);
  return drive(ladder, facts, { ...rest, from, trialUntil, until: from + 1_500 * DAY_MS });
}

const trialEnd = ({ invoice }: Facts, days: number) => instantOf(dayOf(invoice.issuedOn) + days, 40_000_000);

/** Runs a property often enough, and prints the seed and the smallest counterexample when it fails. */
function always(property: (found: Run, input: Case) => void): void {
  fc.assert(
    fc.property(cases, (input) => property(run(input), input)),
    { numRuns: RUNS },
  );
}

function heldAt(facts: Facts, at: number): boolean {
  return facts.holds.some((hold) => {
    const began = localDate(hold.at);
    const last = Math.min(dayOf(began) + 90, hold.until ? dayOf(hold.until) : dayOf(began) + 14);
    const released = facts.releases.some((release) => release.holdId === hold.id && release.at <= at);
    return hold.at <= at && !released && at < instantOf(last + 1, 0);
  });
}

/** An arrangement that was proposed or agreed and of which nothing was heard since, or a debtor who may not be written to. */
function protectedBy(facts: Facts): string[] {
  const ids = new Set(facts.arrangements.map(({ arrangementId }) => arrangementId));
  const running = [...ids].filter((id) => {
    const last = facts.arrangements.filter(({ arrangementId }) => arrangementId === id).at(-1)!;
    return last.type === 'arrangement_proposed' || last.type === 'arrangement_agreed';
  });
  const { status } = facts.debtorChanges.at(-1) ?? {};
  return [...running, ...(status && status !== 'normal' ? [status] : [])];
}

/** A promise of which the last day has not passed, and for which nothing came: the last one counts. */
function promisedAt({ events }: Ladder, facts: Facts, at: number): boolean {
  const last = facts.promises.at(-1);
  if (!last || facts.payments.length > 0) return false;
  const asked = Math.min(dayOf(last.on), dayOf(localDate(last.at)) + (events?.promise?.longestDays ?? 30));
  return at < instantOf(asked + 1, 0);
}

/** Within the days after a part payment: at least as many civil days as the ladder gives working days. */
function partPaidAt({ events }: Ladder, facts: Facts, at: number): boolean {
  const { restDays = 0, leastPercent = 100 } = events?.partPayment ?? {};
  const least = (claimedNow(facts) * leastPercent) / 100;
  return facts.payments.some((payment) => {
    const back = facts.reversals.filter(({ paymentId }) => paymentId === payment.id);
    const kept = back.reduce((left, one) => left - (one.amountCents ?? payment.amountCents), payment.amountCents);
    const on = Math.min(dayOf(creditedOn(payment)), dayOf(localDate(payment.at)));
    return restDays > 0 && payment.at <= at && kept > 0 && kept >= least && at < instantOf(on + restDays + 1, 0);
  });
}

/** The invoice's amount as it was last corrected. */
function claimedNow({ registered, corrections }: Facts): number {
  return corrections.reduce(
    (claimed, fact) => (fact.type === 'invoice_corrected' ? (fact.amountCents ?? claimed) : claimed),
    registered.claimedCents,
  );
}

/** Service messages apart: they have conditions of their own. */
const toDebtor = (found: Run) =>
  found.contacts.filter(({ dispatch }) => dispatch.kind !== 'agency-update' && dispatch.kind !== 'correction');

describe('what must always hold', () => {
  test('1. nothing goes out once the claim is known to be settled or written off, nor during any pause', () => {
    always((found, { ladder }) => {
      for (const { at, dispatch, terms, facts } of toDebtor(found)) {
        const asked = askableAt(facts, at);
        expect(terms.amountCents).toBe(asked);
        // What was charged may be asked alone, where the ladder closes by the balance of the law; it is never handed over.
        const charges = ladder.closes === 'legal' && contestedIn(facts) === 0 && dispatch.kind !== 'handover';
        const more = charges ? (terms.costsCents ?? 0) + (terms.interestCents ?? 0) : 0;
        expect(asked + more).toBeGreaterThan(ladder.toleranceCents);
        expect(protectedBy(facts)).toEqual([]);
        expect(partPaidAt(ladder, facts, at)).toBe(false);
        expect(promisedAt(ladder, facts, at) && contestedIn(facts) === 0).toBe(false);
        expect(heldAt(facts, at)).toBe(false);
        expect(facts.writeOffs).toEqual([]);
      }
    });
  });

  test('1. while a ladder is on trial, each contact was released by a person before it was intended, for itself alone', () => {
    always((found, { facts, trialDays }) => {
      const until = trialDays === null ? Number.NEGATIVE_INFINITY : trialEnd(facts, trialDays);
      const released = new Set<string>();
      for (const { at, command } of found.told) {
        if (command.type === 'release') released.add(command.dispatchId);
        if (command.type !== 'intend' || SERVICE_KINDS.includes(command.dispatch.kind) || at >= until) continue;
        expect(released).toContain(command.dispatch.id);
      }
      const asked = found.commands.filter((one) => one.type === 'open_task' && one.task.cause === 'trial');
      if (trialDays === null) expect([asked, [...released]]).toEqual([[], []]);
      const { position } = found.state;
      if (until < found.states.at(-1)!.at && position?.mode === 'stuck') expect(position.cause).not.toBe('trial');
    });
  });

  test('1. nobody is mailed about one invoice on a day on which another is written about, or may yet be', () => {
    always((found) => {
      for (const { at, dispatch, channel, facts } of toDebtor(found)) {
        if (channel === 'letter' || dispatch.kind === 'handover' || facts.otherContactOn === null) continue;
        expect(localDate(at) > facts.otherContactOn).toBe(true);
      }
    });
  });

  test('1. nothing but a word of the creditor’s own leaves before the day after the due date', () => {
    always((found) => {
      for (const { at, dispatch, facts } of toDebtor(found)) {
        if (dispatch.kind !== 'own') expect(localDate(at) > dueOf(facts)).toBe(true);
      }
    });
  });

  test('2. a step sends at most once a round, and a new round has its reason', () => {
    always((found) => {
      const ids = found.contacts.map((contact) => contact.dispatch.id);
      expect(new Set(ids).size).toBe(ids.length);
      const again = found.commands.filter(
        (command) => command.type === 'record' && command.what === 'send_again',
      ).length;
      // A notice that came back and that a person saw to: what followed it follows again.
      const seenTo = found.backs.length > 0 ? timesAnswered(found, 'went_out', 'skip') : 0;
      expect(found.state.round).toBeGreaterThanOrEqual(1 + again);
      expect(found.state.round).toBeLessThanOrEqual(1 + again + seenTo);
    });
  });

  test('3. only what a notice of default demanded is handed over, after its whole term', () => {
    always((found) => {
      for (const { at, dispatch, terms, facts } of found.contacts) {
        if (dispatch.kind !== 'handover') continue;
        const before = found.states.findLast((one) => one.at <= at && one.state.position?.mode === 'sending')!.state;
        const notice = before.notices.findLast(
          (sent) => sent.kind === 'notice-of-default' || sent.kind === 'final-demand',
        )!;
        expect(notice).toBeDefined();
        expect(notice.undelivered).toBeUndefined();
        expect(facts.disputes.filter(({ id }) => !facts.decisions.some(({ disputeId }) => disputeId === id))).toEqual(
          [],
        );
        const ended = facts.arrangements.filter(({ type, arrangementId }) => {
          // One that made way for another is an end where there is no other.
          const others = facts.arrangements.filter((other) => other.arrangementId !== arrangementId);
          return /declined|broken/.test(type) || (type === 'arrangement_replaced' && others.length === 0);
        });
        const known = facts.decisions.filter(({ disputeId }) => facts.disputes.some(({ id }) => id === disputeId));
        for (const end of [...ended, ...known]) expect(notice.sentAt).toBeGreaterThanOrEqual(end.at);
        expect(terms.amountCents).toBeLessThanOrEqual(notice.amountCents);
        expect(localDate(at) > notice.deadline!).toBe(true);
        const term = dayOf(notice.deadline!) - dayOf(notice.receivedOn);
        for (const credit of facts.creditNotes) {
          if (localDate(credit.at) < notice.sentOn) continue;
          // A whole new term ran since; weekends may have made the first one longer than it had to be.
          expect(dayOf(localDate(at)) - dayOf(localDate(credit.at))).toBeGreaterThan(Math.min(term, term - 5));
        }
      }
    });
  });

  test('4. something is always awaited, and a wake-up always lies ahead', () => {
    always((found) => {
      for (const { at, state, facts } of found.states) {
        if (state.position?.mode === 'sending' && !state.position.letter) continue;
        const what = awaited(state);
        expect(['instant', 'person', 'event', 'nothing']).toContain(what);
        if (what === 'nothing') expect(state.phase).toBe('closed');
        // A case on its ladder that waits for no day waits for the end of something that is there to be ended.
        if (what === 'event' && state.phase === 'climbing') expect(waitsForGood(facts)).toBe(true);
        if (state.wakeAt !== null) expect(state.wakeAt).toBeGreaterThan(at);
        if (state.phase !== 'closed' && (state.position?.mode === 'asking' || state.position?.mode === 'stuck')) {
          expect(state.position.open || state.wakeAt !== null || state.paused?.until === null).toBe(true);
        }
      }
    });
  });

  test('4. what waits for the printer may be printed', () => {
    always((found, { ladder }) => {
      for (const { at, state, facts } of found.states) {
        const { position } = state;
        if (position?.mode !== 'sending' || position.letter?.printed !== null) continue;
        expect(verdict(ladder, state, facts, position.dispatchId, at)).toMatchObject({ send: true });
      }
    });
  });

  test('4. every task that is awaited was put on the list, and none is left there once closed', () => {
    always((found) => {
      const open = new Set<string>();
      for (const command of found.commands) {
        if (command.type === 'open_task') open.add(command.task.id);
        if (command.type === 'end_task') open.delete(command.taskId);
      }
      const { position, sideTasks, phase } = found.state;
      const awaitedTasks = [...sideTasks];
      if (phase !== 'closed' && (position?.mode === 'asking' || position?.mode === 'stuck') && position.open) {
        awaitedTasks.push(position.taskId);
      }
      expect([...open].sort()).toEqual(awaitedTasks.sort());
    });
  });

  test('5. the same event twice equals once, and order between two wake-ups does not matter', () => {
    fc.assert(
      fc.property(cases, fc.array(fc.nat(), { minLength: 24, maxLength: 24 }), (input, picks) => {
        const found = run(input);
        const middle = found.states[Math.floor(found.states.length / 2)]!;
        fc.pre(middle.state.position?.mode !== 'sending');
        const now = middle.at;
        const events = input.script.flatMap((one) =>
          'event' in one && factOf(one.event) ? [{ ...one.event, at: Math.min(one.at, now) }] : [],
        );
        const known = (event: InvoiceEvent) => holdsFact(middle.facts, event);
        const fresh = events.filter((event) => !known(event)) as InvoiceEvent[];
        const shuffled = shuffle([...fresh, ...fresh, ...(events as InvoiceEvent[]).filter(known)], picks);

        const together = apply(input.ladder, middle, [fresh], now);
        const twiceTogether = apply(input.ladder, middle, [shuffled], now);
        const apart = apply(
          input.ladder,
          middle,
          shuffled.map((event) => [event]),
          now,
        );
        expect(standing(twiceTogether)).toEqual(standing(together));
        // A step that ran in between was a wake-up: a hold that came after it comes too late to stop it.
        fc.pre(!apart.ran && !together.ran);
        expect(standing(apart)).toEqual(standing(together));
      }),
      { numRuns: RUNS },
    );
  });

  test('6. late wake-ups lose nothing: a case left alone still ends with the agency, a person or a payment', () => {
    always((found) => {
      const { phase, position } = found.state;
      if (phase !== 'climbing') return;
      if (position?.mode === 'planned') expect(waitsForGood(found.facts)).toBe(true);
      else expect(['stuck', 'asking', 'sending']).toContain(position?.mode);
      // Whoever is asked has until the deadline, and no longer.
      if (position?.mode === 'asking' && position.open) expect(position.until).toBeNull();
    });
  });

  test('7. the same input gives the same run', () => {
    fc.assert(
      fc.property(cases, (input) => {
        expect(JSON.stringify(run(input).states)).toBe(JSON.stringify(run(input).states));
      }),
      { numRuns: 200 },
    );
  });

  test('8. costs and interest are charged while the claim is open and nothing pauses it; costs to a consumer only after a valid letter', () => {
    always((found, { ladder, facts: { debtor } }) => {
      for (const [index, { at, state, facts }] of found.states.entries()) {
        const { costs, interest } = state.charged;
        const before = found.states[index - 1]?.state.charged;
        const chargedNow = costs !== null && before?.costs == null;
        if (!chargedNow && (interest === null || before?.interest != null)) continue;
        const today = localDate(at);
        if (ladder.closes !== 'legal') expect(openAt(facts, at)).toBeGreaterThan(ladder.toleranceCents);
        expect(contestedIn(facts)).toBeLessThan(Math.max(1, openAt(facts, at)));
        expect([protectedBy(facts), facts.writeOffs]).toEqual([[], []]);
        expect(heldAt(facts, at) || promisedAt(ladder, facts, at) || partPaidAt(ladder, facts, at)).toBe(false);
        expect(dueOf(facts) < today).toBe(true);
        if (debtor.kind === 'consumer') expect(interest?.rate ?? 'statutory').toBe('statutory');
        if (!chargedNow) continue;
        const decisive = debtor.kind === 'consumer' ? costs.letter!.deadline : dueOf(facts);
        expect(facts.bankCoveredUntil === null || facts.bankCoveredUntil > decisive).toBe(true);
        if (debtor.kind !== 'consumer') continue;
        const letter = state.notices.filter(({ kind }) => kind === 'fourteen-day-letter').at(-1)!;
        expect(letter.sentOn > dueOf(facts)).toBe(true);
        expect(dayOf(letter.deadline!) - dayOf(letter.receivedOn)).toBeGreaterThanOrEqual(15);
        expect(letter.deadline! < today).toBe(true);
        expect(costs.standingCents).toBeLessThanOrEqual(letter.costsCents ?? 0);
        expect((debtor.charges ?? []).filter(({ on }) => within180Days(on, today))).toEqual([]);
      }
    });
  });

  test('9. what was charged is what the facts ground: a payment that was in time takes it back, whenever it is known', () => {
    always((found, { facts: { debtor } }) => {
      for (const { state, facts } of found.states) {
        const { costs, interest } = state.charged;
        if (interest) expect(interest.stands).toBe(unpaidAfter(facts, dueOf(facts)) > 0);
        if (!costs) continue;
        const before = debtor.kind === 'consumer' ? costs.letter!.deadline : dueOf(facts);
        const owed = withVat(scale(unpaidAfter(facts, before)), costs.vat);
        const most = Math.min(owed, costs.letter?.costsCents ?? Number.POSITIVE_INFINITY);
        expect(costs.standingCents).toBeLessThanOrEqual(most);
        const undisturbed = facts.disputes.length + facts.corrections.length + facts.reversals.length === 0;
        if (undisturbed && debtor.kind !== 'consumer' && costs.from > dueOf(facts))
          expect(costs.standingCents).toBe(most);
        if (undisturbed && debtor.kind === 'consumer' && owed <= costs.letter!.costsCents) {
          const letters = state.notices.filter(({ sentOn, deadline }) => {
            return sentOn === costs.letter!.sentOn && deadline === costs.letter!.deadline;
          });
          const cameBack = letters.length > 0 && letters.every(({ undelivered }) => undelivered !== undefined);
          expect(costs.standingCents).toBe(cameBack ? 0 : most);
        }
      }
    });
  });

  test('9. whatever touches the claim after the handover is told to the agency, once', () => {
    always((found) => {
      const handover = found.contacts.find(({ dispatch, fate }) => dispatch.kind === 'handover' && fate === 'sent');
      if (!handover || !found.state.handedOver) return;
      const { payments, creditNotes, reversals, disputes, decisions, writeOffs, corrections } = found.facts;
      const amounts = corrections.filter(({ type }) => type === 'invoice_corrected');
      const news = [payments, creditNotes, reversals, disputes, decisions, writeOffs, amounts].flat();
      const told = found.commands.flatMap((one) =>
        one.type === 'intend' && one.dispatch.kind === 'agency-update' ? [one.dispatch.step] : [],
      );
      const known = (id: string) => told.filter((step) => step === newsOf(id)).length;
      for (const { id, at } of news) {
        // What was known when the case was handed over stands in it.
        if (at > handover.at) expect(known(id)).toBe(1);
        else expect(known(id)).toBeLessThanOrEqual(1);
      }
    });
  });

  test('9. a debtor who was asked for more than is owed hears of it', () => {
    always((found) => {
      const { told, costs, interest } = found.state.charged;
      // Whoever may not be written to hears of it afterwards.
      const status = found.facts.debtorChanges.at(-1)?.status ?? 'normal';
      if (told === null || status !== 'normal') return;
      expect(told.costsCents).toBeLessThanOrEqual(costs?.standingCents ?? 0);
      expect(told.interest && !interest!.stands).toBe(false);
      const last = toDebtor(found).findLast(({ dispatch }) => dispatch.kind !== 'handover')!;
      // What went out last is what the debtor was told, unless it announced costs of its own, was corrected, or a person saw to it.
      if (timesAnswered(found, 'went_out') > 0) return;
      const corrected = found.commands.some((one) => one.type === 'intend' && one.dispatch.kind === 'correction');
      if (corrected || last.dispatch.kind === 'fourteen-day-letter' || last.fate === 'in_doubt') return;
      expect(told.costsCents).toBe(last.terms.costsCents ?? 0);
    });
  });

  test('10. nothing about money is lost: principal, costs and interest less what was paid are what is owed', () => {
    always((found) => {
      for (const { at, state, facts } of found.states) {
        const balance = balanceOn(facts, state.charged, localDate(at));
        const { totalCents, overpaidCents, costsCents, interestCents, bookkeepingCents } = balance;
        expect(bookkeepingCents).toBe(openAt(facts, at));
        expect(bookkeepingCents + costsCents + interestCents + overpaidCents).toBe(totalCents);
        expect(Object.values(balance.owed).reduce((sum, cents) => sum + cents, 0)).toBe(totalCents);
        expect(Math.min(totalCents, overpaidCents, costsCents, interestCents)).toBeGreaterThanOrEqual(0);
      }
    });
  });
});

/** Something that only an event ends, and that is there to be ended. */
function waitsForGood(facts: Facts): boolean {
  return contestedIn(facts) > 0 || protectedBy(facts).length > 0;
}

function holdsFact(facts: Facts, event: InvoiceEvent): boolean {
  const fact = factOf(event);
  return fact !== null && withFact(facts, fact) === facts;
}

function shuffle<T>(items: T[], picks: readonly number[]): T[] {
  const rest = [...items];
  return items.map((_, index) => rest.splice((picks[index % picks.length] ?? 0) % rest.length, 1)[0]!);
}

const RAN: readonly string[] = [
  'task_opened',
  'notice_intended',
  'step_skipped',
  'branch_taken',
  'task_expired',
  'send_again',
  'correction_intended',
];

/** Applies batches of events, each known from then on; an event that is known already is not news. */
function apply(
  ladder: Ladder,
  start: { state: InvoiceState; facts: Facts },
  batches: readonly InvoiceEvent[][],
  now: number,
): { state: InvoiceState; facts: Facts; ran: boolean } {
  let { state, facts } = start;
  let ran = false;
  for (const batch of batches) {
    for (const event of batch) {
      const fact = factOf(event);
      if (fact) facts = withFact(facts, fact);
    }
    const turn = transition(ladder, state, batch, facts, now);
    state = turn.state;
    const charges = (what: string, step: string | null) => what.endsWith('_charged') && step !== null;
    ran ||= turn.commands.some(
      (one) => one.type === 'record' && (RAN.includes(one.what) || charges(one.what, one.step)),
    );
  }
  return { state, facts, ran };
}

/** Where an invoice stands. A closing says why by what was known when it closed; that may differ, that it closed may not. */
function standing({ state, facts }: { state: InvoiceState; facts: Facts }) {
  const { doneTasks, sideTasks, toldAgency, closed, ...rest } = state;
  return {
    ...rest,
    closed: closed !== null,
    sideTasks: sideTasks.toSorted(),
    told: toldAgency.toSorted(),
    open: openAt(facts, Number.MAX_SAFE_INTEGER),
  };
}
