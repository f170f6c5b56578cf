/**
 * What must always hold of an arrangement (`design.md` §6), on generated terms and histories. The oracles compute from the
 * facts with arithmetic of their own.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ArrangementEvent } from '../../../ladder/arrangement/events.ts';
import { type ArrangementFacts, arrangementFactOf, withArrangementEvents } from '../../../ladder/arrangement/facts.ts';
import { type ArrangementState, arrangementAwaits } from '../../../ladder/arrangement/state.ts';
import type { ArrangementTerms } from '../../../ladder/arrangement/terms.ts';
import { transition } from '../../../ladder/arrangement/transition.ts';
import { type CivilDate, dayOf, instantOf, localDate, weekday } from '../../../ladder/time/civil.ts';
import { type Case, cases, drive, type Moment, type Run } from './drive.ts';

const RUNS = 2_000;

/** Runs a property often enough, and prints the seed and the smallest counterexample when it fails. */
function always(property: (found: Run, input: Case) => void): void {
  fc.assert(
    fc.property(cases, (input) => property(drive(input), input)),
    { numRuns: RUNS },
  );
}

/** What was paid since the agreement and not taken back. */
function paidOf({ agreedAt }: ArrangementTerms, facts: ArrangementFacts): number {
  let sum = 0;
  for (const { payments, reversals } of facts.invoices) {
    for (const { id, at, amountCents, bookedOn } of payments) {
      const back = reversals.some(({ paymentId }) => paymentId === id);
      if (!back && at > agreedAt && bookedOn >= localDate(agreedAt)) sum += amountCents;
    }
  }
  return sum;
}

function isProtected({ invoices, debtorChanges }: ArrangementFacts): boolean {
  const all = [...debtorChanges, ...invoices.flatMap((one) => one.debtorChanges)];
  const last = all.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)).at(-1);
  return last !== undefined && last.status !== 'normal';
}

function isHeld({ invoices }: ArrangementFacts, at: number): boolean {
  return invoices.some(({ holds, releases }) =>
    holds.some(({ id, at: began }) => {
      const over = instantOf(dayOf(localDate(began)) + 15, 0) <= at;
      return !over && !releases.some(({ holdId }) => holdId === id);
    }),
  );
}

/** Where an arrangement stands; how often the invoices were told on the way there may differ. */
function standing({ told, sideTasks, ...rest }: ArrangementState) {
  return { ...rest, sideTasks: sideTasks.toSorted() };
}

function shuffle<T>(items: readonly T[], picks: readonly number[]): T[] {
  const rest = [...items];
  return items.map((_, index) => rest.splice((picks[index % picks.length] ?? 0) % rest.length, 1)[0]!);
}

/** Applies batches at one instant, each known from then on. */
function apply(terms: ArrangementTerms, start: Moment, batches: readonly (readonly ArrangementEvent[])[]) {
  let { state, facts } = start;
  let intended = 0;
  let ends = 0;
  let pulled = 0;
  for (const batch of batches) {
    facts = withArrangementEvents(facts, batch);
    const turn = transition(terms, state, batch, facts, start.at);
    state = turn.state;
    intended += turn.commands.filter(({ type }) => type === 'intend').length;
    ends += turn.commands.filter(({ type }) => type === 'tell').length;
    pulled += turn.commands.filter(({ type }) => type === 'withdraw_letter').length;
  }
  return { state: standing(state), intended, ends, pulled };
}

/** Mondays to Fridays after one day up to another. A letter may be delivered on a Saturday, and five of them end on a Friday. */
function weekdaysIn(after: CivilDate, last: CivilDate): number {
  let count = 0;
  for (let day = dayOf(after) + 1; day <= dayOf(last); day++) if (weekday(day) <= 5) count++;
  return count;
}

describe('what must always hold of an arrangement', () => {
  test('the instalments sum to the balance, whatever a person gave a new day', () => {
    always((found, { terms }) => {
      for (const { state } of found.moments) {
        expect(state.instalments.reduce((sum, { cents }) => sum + cents, 0)).toBe(terms.plan.totalCents);
      }
    });
  });

  test('no reminder or breach notice leaves when enough was paid by then, on hold, or to a protected debtor', () => {
    always((found, { terms }) => {
      for (const { at, contact, terms: stated, facts, state } of found.left) {
        expect(isProtected(facts)).toBe(false);
        expect(isHeld(facts, at)).toBe(false);
        if (contact.what === 'agreement' || contact.what === 'confirmation') continue;
        const one = state.instalments.find(({ n, turn }) => n === contact.n && turn === contact.turn)!;
        const needed = state.instalments.reduce((sum, { on, cents }) => (on <= one.on ? sum + cents : sum), 0);
        const paid = paidOf(terms, facts);
        expect(paid).toBeLessThan(needed);
        expect(stated.amountCents).toBeGreaterThan(0);
        expect(stated.amountCents).toBeLessThanOrEqual(needed - paid);
        if (contact.what === 'instalment-reminder') expect(localDate(at) < one.on).toBe(true);
        else expect(localDate(at) > one.on).toBe(true);
      }
    });
  });

  test('each notice leaves once, and a breach notice only when none stands or is unclear', () => {
    always((found) => {
      const ids = found.left.map(({ contact }) => contact.id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const { contact, state } of found.left) {
        if (contact.what === 'breach-notice')
          expect([state.choice, state.questions.filter(({ what, open }) => open && what === contact.what)]).toEqual([
            null,
            [],
          ]);
      }
    });
  });

  test('it is broken only by a person, and declined only unsigned in time', () => {
    always((found, { terms }) => {
      let chosen = false;
      for (const { before, state, events, facts } of found.moments) {
        chosen ||= events.some((event) => event.type === 'task_completed' && event.outcome === 'break');
        if (state.phase === 'broken') expect(chosen).toBe(true);
        if (state.phase === 'replaced' && before?.phase !== 'replaced') {
          expect(events.some((event) => event.type === 'task_completed' && event.outcome === 'renew')).toBe(true);
        }
        if (state.phase === 'declined') {
          expect(facts.signatures.some(({ on }) => on <= terms.signBy)).toBe(false);
        }
      }
    });
  });

  test('the text to sign leaves before anything else, unsigned and unrefused, in time to be signed; nothing is declined for want of a signature that was never asked', () => {
    always((found, { terms }) => {
      for (const { contact, terms: stated, facts, state } of found.left) {
        if (contact.what !== 'agreement') continue;
        expect(state.phase).toBe('proposed');
        expect([facts.signatures.filter(({ on }) => on <= terms.signBy), facts.refusals]).toEqual([[], []]);
        expect(stated.receivedOn <= terms.signBy).toBe(true);
      }
      for (const { before, state, events, facts } of found.moments) {
        if (before?.phase !== 'proposed' || state.phase !== 'declined') continue;
        const offered = state.past.some(({ what, end }) => what === 'agreement' && end !== 'given_up');
        const byPerson = events.some((event) => event.type === 'task_completed' && event.outcome === 'decline');
        // Where money came, or less is owed, there may be nothing left to sign for.
        const lessOwed = facts.invoices.some(
          ({ payments, creditNotes, writeOffs, decisions, corrections }) =>
            payments.length + creditNotes.length + writeOffs.length + decisions.length + corrections.length > 0,
        );
        expect(offered || byPerson || facts.refusals.length > 0 || lessOwed).toBe(true);
      }
    });
  });

  test('on a day on which the debtor was written to about something else, no breach notice leaves by mail', () => {
    always((found) => {
      for (const { at, contact, facts, state } of found.left) {
        if (contact.what !== 'breach-notice' || state.letters.some(({ id }) => id === contact.id)) continue;
        expect(facts.otherContactOn).not.toBe(localDate(at));
      }
    });
  });

  test('the term of a breach notice on paper runs from the last day on which it may be posted', () => {
    always((found) => {
      for (const { at, contact, terms: stated, state } of found.left) {
        if (contact.what !== 'breach-notice' || !state.letters.some(({ id }) => id === contact.id)) continue;
        expect(dayOf(stated.receivedOn) - dayOf(localDate(at))).toBeGreaterThanOrEqual(2);
        expect(weekdaysIn(stated.receivedOn, stated.deadline!)).toBeGreaterThanOrEqual(5);
      }
    });
  });

  test('the invoices hear of every end and every beginning, the last of it as it stands', () => {
    always((found) => {
      let last = '';
      for (const { state, commands } of found.moments) {
        for (const command of commands) if (command.type === 'tell') last = command.fact.type;
        const over = { kept: 1, declined: 1, broken: 1, replaced: 1 }[state.phase as 'kept'];
        const begun = state.phase === 'proposed' ? 'proposed' : 'agreed';
        expect(last).toBe(`arrangement_${over ? state.phase : begun}`);
      }
    });
  });

  test('something is always awaited, never an instant that has passed', () => {
    always((found) => {
      for (const { at, state } of found.moments) {
        const over = ['kept', 'declined', 'broken', 'replaced'].includes(state.phase);
        expect(arrangementAwaits(state) === 'nothing').toBe(over);
        if (state.wakeAt !== null) expect(state.wakeAt).toBeGreaterThan(at);
        if (over) expect(state.wakeAt).toBeNull();
      }
    });
  });

  test('left alone it ends, or stands before a person or a protection', () => {
    always((found) => {
      const { state } = found.moments.at(-1)!;
      expect(['nothing', 'person', 'event']).toContain(arrangementAwaits(state));
    });
  });

  test('between two wake-ups the order of facts does not matter, and a fact twice counts once', () => {
    fc.assert(
      fc.property(cases, fc.array(fc.nat(100), { minLength: 1, maxLength: 20 }), fc.nat(1000), (input, picks, pick) => {
        const found = drive(input);
        const middle = found.moments[pick % found.moments.length]!;
        fc.pre(middle.state.sending === null);
        const all = input.script.flatMap((one) =>
          'event' in one && arrangementFactOf(one.event) ? [{ ...one.event, at: Math.min(one.at, middle.at) }] : [],
        );
        const fresh = all.filter((event) => withArrangementEvents(middle.facts, [event]) !== middle.facts);
        const shuffled = shuffle([...fresh, ...fresh], picks);
        const together = apply(input.terms, middle, [fresh]);
        expect(apply(input.terms, middle, [shuffled]).state).toEqual(together.state);
        const apart = apply(
          input.terms,
          middle,
          shuffled.map((event) => [event]),
        );
        // A notice that left in between was a wake-up; so was an end, or a letter pulled, while not all was known.
        fc.pre(
          apart.intended === 0 &&
            together.intended === 0 &&
            apart.ends === together.ends &&
            apart.pulled === together.pulled,
        );
        expect(apart.state).toEqual(together.state);
      }),
      { numRuns: 4 * RUNS },
    );
  });

  test('every event twice equals once: in one turn, and in the next', () => {
    always((found, { terms }) => {
      for (const { at, before, state, facts, events } of found.moments) {
        const twice = transition(terms, before, [...events, ...events], facts, at).state;
        expect(standing(twice)).toEqual(standing(state));
        const again = transition(terms, state, events, facts, at);
        expect(standing(again.state)).toEqual(standing(state));
        expect(again.commands.filter(({ type }) => type !== 'record')).toEqual([]);
      }
    });
  });
});
