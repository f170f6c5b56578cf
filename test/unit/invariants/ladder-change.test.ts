/** What must always hold when the ladder is changed under a running invoice (`design.md` §6.8), and what holds all the same. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { takeChange } from '../../../ladder/change/change.ts';
import type { LadderChange } from '../../../ladder/change/event.ts';
import { completeMapping, isLegalNotice, sameSort } from '../../../ladder/change/mapping.ts';
import { compile, isAhead } from '../../../ladder/compiled.ts';
import { DEFAULT_NOTICES, type Ladder, type Step, type StepId } from '../../../ladder/definition.ts';

import type { Facts } from '../../../ladder/facts.ts';
import { type Command, SERVICE_KINDS } from '../../../ladder/invoice/commands.ts';
import { awaited, type InvoiceState } from '../../../ladder/invoice/state.ts';
import { DAY_MS, dayOf, instantOf, localDate } from '../../../ladder/time/civil.ts';
import { backTo, changesOf, choices, type LadderEdit, nameAfter } from './changes.ts';
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
  /** Each `hours` after the one before; the first after the issue. */
  changes: (LadderEdit & { from: Ladder; hours: number })[];
}

const hours = fc.integer({ min: 0, max: 24 * 120 });

/** A change, often followed by another: a further version, or the version of before, come back. */
function changesFrom(ladder: Ladder): fc.Arbitrary<Case['changes']> {
  return fc.tuple(changesOf(ladder), hours).chain(([edit, after]) => {
    const first = { ...edit, from: ladder, hours: after };
    const another = fc.tuple(changesOf(edit.to, ladder), hours).map(([next, later]) => ({ ...next, hours: later }));
    const back = fc.tuple(hours, choices).map(([later, choice]) => ({ ...backTo(ladder, edit, choice), hours: later }));
    return fc
      .oneof(fc.constant(null), another, back)
      .map((second) => (second === null ? [first] : [first, { ...second, from: edit.to }]));
  });
}

const cases: fc.Arbitrary<Case> = fc
  .record({
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
  })
  .chain((rest) =>
    fc
      .record({ script: histories(rest.facts), changes: changesFrom(rest.ladder) })
      .map((then) => ({ ...rest, ...then })),
  );

function sameHours(here: Step, there: Step): boolean {
  const window = (step: Step) => ('when' in step ? step.when.window : undefined);
  return JSON.stringify(window(here)) === JSON.stringify(window(there));
}

function run({ ladder, facts, changes, trialDays: days, ...rest }: Case): Run {
  const issued = dayOf(facts.invoice.issuedOn);
  const from = instantOf(issued, 36_000_000);
  let at = from;
  const planned = changes.map(({ hours: later, ...change }) => {
    at += later * 3_600_000;
    return { ...change, notBefore: null, at };
  });
  const trialUntil = days === null ? null : instantOf(issued + days, 40_000_000);
  return drive(ladder, facts, { ...rest, from, trialUntil, until: from + 1_500 * DAY_MS, changes: planned });
}

function always(property: (found: Run, input: Case) => void): void {
  fc.assert(
    fc.property(cases, (input) => property(run(input), input)),
    { numRuns: RUNS },
  );
}

/** The name that a step has at the end, of the one that it had when so many changes had been taken. */
const lastName = ({ taken }: Run, id: StepId, changes: number) => taken.slice(changes).reduce(nameAfter, id);

describe('whenever the ladder is changed under a running invoice', () => {
  test('nothing that went out goes out again, but for a demand made anew or a person’s word', () => {
    always((found, { ladder }) => {
      let times = new Map<StepId, number>();
      let changes = 0;
      const count = (name: StepId) => times.set(name, (times.get(name) ?? 0) + 1);
      for (const { dispatch, changes: taken } of found.contacts) {
        for (; changes < taken; changes++) {
          // Two steps may have become one: both went out before.
          const merged = new Map<StepId, number>();
          for (const [old, sent] of times) {
            const name = nameAfter(old, found.taken[changes]!);
            merged.set(name, Math.max(sent, merged.get(name) ?? 0));
          }
          times = merged;
        }
        if (!SERVICE_KINDS.includes(dispatch.kind)) count(dispatch.step);
      }
      const again = found.told.flatMap(({ command, changes: taken }) =>
        command.type === 'record' && command.what === 'send_again' ? [{ ...command, taken }] : [],
      );
      const versions = [ladder, ...found.taken.map(({ to }) => to)];
      const isDemand = (id: StepId) =>
        versions.some(({ steps }) => steps.some((step) => step.id === id && isLegalNotice(step)));
      // What followed a notice that came back, and that a person saw to, follows it again.
      const seenTo = found.backs.length > 0 ? timesAnswered(found, 'went_out', 'skip') : 0;
      const demanded = again.filter(({ why, step }) => why.length > 0 || isDemand(step!)).length + seenTo;
      for (const [name, sent] of times) {
        const last = lastName(found, name, changes);
        const asked = again.filter(
          ({ why, step, taken }) => why.length === 0 && !isDemand(step!) && lastName(found, step!, taken) === last,
        );
        expect(sent, `contacts of ${last}`).toBeLessThanOrEqual(1 + demanded + asked.length);
      }
    });
  });

  test('what came back is the notice that left with that contact, by whatever name, and none is overlooked', () => {
    always((found) => {
      for (const { dispatch, before, after } of found.backs) {
        const contact = found.contacts.findLast((one) => one.dispatch.id === dispatch.id)!;
        const fresh = after.notices.filter((sent, place) => sent.undelivered && !before.notices[place]!.undelivered);
        expect(fresh.map(({ sentOn, amountCents }) => ({ sentOn, amountCents }))).toEqual([
          { sentOn: contact.terms.on, amountCents: contact.terms.amountCents },
        ]);
      }
    });
  });

  test('nobody is mailed on a day on which something left already, under whatever name', () => {
    always((found) => {
      const days = new Set<string>();
      for (const { at, channel, dispatch, fate } of found.contacts) {
        if (dispatch.kind === 'handover' || SERVICE_KINDS.includes(dispatch.kind)) continue;
        // Of one that is in doubt, a person may say that it did not leave.
        if (fate === 'in_doubt' && found.commands.some((one) => isSentAgain(one, dispatch.id))) continue;
        if (channel === 'email') expect(days).not.toContain(localDate(at));
        days.add(localDate(at));
      }
    });
  });

  test('nothing is handed over without a valid notice of default whose term has passed', () => {
    always((found) => {
      for (const { at, dispatch, terms } of found.contacts) {
        if (dispatch.kind !== 'handover') continue;
        const before = found.states.findLast((one) => one.at <= at && one.state.position?.mode === 'sending')!.state;
        const notice = before.notices.findLast((sent) => DEFAULT_NOTICES.includes(sent.kind))!;
        expect(notice).toBeDefined();
        expect(notice.undelivered).toBeUndefined();
        expect(localDate(at) > notice.deadline!).toBe(true);
        expect(terms.amountCents).toBeLessThanOrEqual(notice.amountCents);
      }
    });
  });

  test('a consumer’s case that took a new version with a fourteen-day letter is not handed over without it', () => {
    always((found, { facts }) => {
      const last = found.taken.at(-1);
      if (!last) return;
      const { to } = last;
      const letter = to.steps.find((step) => step.kind === 'send' && step.notice === 'fourteen-day-letter');
      if (!letter || facts.debtor.kind !== 'consumer') return;
      // Who was charged for another invoice gets no letter, and is charged no costs.
      if ((facts.debtor.charges ?? []).length > 0) return;
      const reachable = found.state.handedOver !== null && onEveryWay(to, letter.id);
      if (reachable) expect(found.state.notices.map(({ step }) => step)).toContain(letter.id);
    });
  });

  test('something is always awaited, and a wake-up always lies ahead', () => {
    always((found) => {
      for (const { at, state } of found.states) {
        if (state.position?.mode === 'sending') continue;
        expect(['instant', 'person', 'event', 'nothing']).toContain(awaited(state));
        if (state.wakeAt !== null) expect(state.wakeAt).toBeGreaterThan(at);
      }
    });
  });

  test('every task that is awaited was put on the list, and none is left there', () => {
    always((found) => {
      const open = new Set<string>();
      for (const command of found.commands) {
        if (command.type === 'open_task') open.add(command.task.id);
        if (command.type === 'end_task') open.delete(command.taskId);
      }
      const { position, sideTasks, phase } = found.state;
      const asked = [...sideTasks];
      const standing = position?.mode === 'asking' || position?.mode === 'stuck' ? position : null;
      if (phase !== 'closed' && standing?.open) asked.push(standing.taskId);
      expect([...open].sort()).toEqual(asked.sort());
    });
  });

  test('every step that the state names is a step of the new version', () => {
    always((found) => {
      for (const { to, from, mapping, after } of found.taken) {
        const known = (id: StepId) => to.steps.some((step) => step.id === id);
        const { position, retry, attempt, hastened, changed } = after;
        const named = [position?.step, retry?.step, attempt?.step, hastened, changed?.keeps?.step, ...changed!.behind];
        expect(named.filter((id) => id && !known(id))).toEqual([]);
        // A notice whose step was merged into another keeps its own name; all others have that of their counterpart.
        for (const sent of after.notices) {
          const step = from.steps.find(({ id }) => id === sent.step);
          const target = to.steps.find(({ id }) => id === mapping.get(sent.step));
          const merged = from.steps.some(({ id }) => id === target?.id) && !DEFAULT_NOTICES.includes(sent.kind);
          if (!known(sent.step) && step) expect(merged || (target && !sameSort(step, target))).toBe(true);
        }
      }
    });
  });

  test('“from the next step” leaves what is planned or asked where it is', () => {
    always((found) => {
      for (const {
        from,
        to,
        mapping,
        choice,
        before,
        after: { position: after, changed },
      } of found.taken) {
        if (choice !== 'next_step' || before.position === null) continue;
        const here = from.steps.find(({ id }) => id === before.position!.step)!;
        const there = to.steps.find(({ id }) => id === mapping.get(here.id))!;
        if (
          (here.id !== there.id && from.steps.some(({ id }) => id === there.id)) ||
          !sameSort(here, there) ||
          // Contact hours are those of the new version at once.
          !sameHours(here, there) ||
          changed!.behind.includes(there.id)
        )
          continue;
        if (before.position.mode === 'planned')
          expect(after).toMatchObject({ mode: 'planned', at: before.position.at });
        else if (here.id === there.id) expect(after).toMatchObject({ mode: before.position.mode });
      }
    });
  });

  test('the same change twice equals once', () => {
    always((found) => {
      for (const { to, choice, takenAt: at, after: once, facts } of found.taken) {
        if (once.position?.mode === 'sending' || once.phase !== 'climbing') continue;
        const mapping = completeMapping(to, to, {});
        const event: LadderChange = { type: 'ladder_changed', id: 'c', at, from: to, to, choice, by: 'Anna' };
        const twice = takeChange({ from: to, to, mapping, choice, notBefore: null }, event, once, facts, at);
        if (twice.what !== 'changed') throw new Error(`The second time it is ${twice.what}.`);
        expect(standing(to, twice.state)).toEqual(standing(to, once));
      }
    });
  });
});

const isSentAgain = (command: Command, dispatchId: string) =>
  command.type === 'settle_dispatch' && command.dispatchId === dispatchId && command.sentOn === null;

/**
 * Where an invoice stands, without the words for it: what is kept is told as kept from the version of the second change. What
 * lay behind it counts while it is still to come; whoever goes back to a demand goes through all that follows it.
 */
function standing(ladder: Ladder, { changed, position, ...rest }: InvoiceState) {
  const { why: _, ...place } = { why: null, ...position };
  const isToCome = (id: StepId) => id === position?.step || isAhead(compile(ladder), position!.step, id);
  return { ...rest, place, behind: changed?.behind.filter(isToCome) };
}

/** True when no way leads from the start to the handover that does not pass a step. */
function onEveryWay(ladder: Ladder, id: StepId): boolean {
  const without = new Map(ladder.steps.map((step) => [step.id, step]));
  const seen = new Set<StepId>();
  const visit = (at: StepId): boolean => {
    if (at === id || seen.has(at)) return true;
    seen.add(at);
    const step = without.get(at)!;
    if (step.kind === 'handover') return false;
    const text = JSON.stringify(step);
    const next = ladder.steps.filter((one) => one.id !== at && text.includes(`"${one.id}"`)).map((one) => one.id);
    return next.every(visit);
  };
  return visit(ladder.start);
}
