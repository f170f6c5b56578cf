/** What must always hold when the ladder is changed under a running invoice (`design.md` §6.8), and what holds all the same. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { takeChange } from '../../../ladder/change/change.ts';
import type { LadderChange } from '../../../ladder/change/event.ts';
import { completeMapping, sameSort } from '../../../ladder/change/mapping.ts';
import { compile, isAhead } from '../../../ladder/compiled.ts';
import { DEFAULT_NOTICES, type Ladder, type Step, type StepId } from '../../../ladder/definition.ts';

import type { Facts } from '../../../ladder/facts.ts';
import { awaited, type InvoiceState } from '../../../ladder/invoice/state.ts';
import { DAY_MS, dayOf, instantOf, localDate } from '../../../ladder/time/civil.ts';
import { changesOf, type LadderEdit } from './changes.ts';
import { drive, type Run } from './drive.ts';
import { type Fate, fates, histories, invoices, ladders, outages, type Scripted } from './generate.ts';

const RUNS = 2_000;

interface Case extends LadderEdit {
  ladder: Ladder;
  facts: Facts;
  script: Scripted[];
  fates: Fate[];
  outages: number[];
  /** Hours after its issue at which the ladder is changed. */
  changedAfter: number;
}

const cases: fc.Arbitrary<Case> = fc
  .tuple(ladders, invoices, fates, outages, fc.integer({ min: 0, max: 24 * 120 }))
  .chain(([ladder, facts, fate, outage, changedAfter]) =>
    fc
      .tuple(histories(facts), changesOf(ladder))
      .map(([script, edit]) => ({ ladder, facts, script, fates: fate, outages: outage, changedAfter, ...edit })),
  );

function sameHours(here: Step, there: Step): boolean {
  const window = (step: Step) => ('when' in step ? step.when.window : undefined);
  return JSON.stringify(window(here)) === JSON.stringify(window(there));
}

function run({ ladder, facts, script, fates: fate, outages: outage, changedAfter, to, mapping, choice }: Case): Run {
  const from = instantOf(dayOf(facts.invoice.issuedOn), 36_000_000);
  const change = { from: ladder, to, mapping, choice, notBefore: null, at: from + changedAfter * 3_600_000 };
  return drive(ladder, facts, { from, script, fates: fate, outages: outage, until: from + 1_500 * DAY_MS, change });
}

function always(property: (found: Run, input: Case) => void): void {
  fc.assert(
    fc.property(cases, (input) => property(run(input), input)),
    { numRuns: RUNS },
  );
}

/** A notice under the name that its step has in the new version: another one where it was given another name. */
function nameIn({ ladder, to, mapping }: Case, id: StepId): StepId {
  const step = ladder.steps.find((one) => one.id === id);
  const target = to.steps.find((one) => one.id === mapping.get(id));
  const isNew = !ladder.steps.some((one) => one.id === target?.id);
  return step && target && isNew && sameSort(step, target) ? target.id : id;
}

describe('whenever the ladder is changed under a running invoice', () => {
  test('nothing that went out goes out again, but for a demand made anew or a person’s word', () => {
    always((found, input) => {
      const again = found.commands.flatMap((one) => (one.type === 'record' && one.what === 'send_again' ? [one] : []));
      const demanded = again.filter(({ why }) => why.length > 0).length;
      const times = new Map<StepId, number>();
      for (const [index, { dispatch }] of found.contacts.entries()) {
        if (dispatch.kind === 'agency-update') continue;
        const name = nameIn(input, dispatch.step);
        // Two steps of the old version may have become one: before the change both went out.
        times.set(name, index < found.change.contacts ? 1 : (times.get(name) ?? 0) + 1);
      }
      for (const [name, count] of times) {
        const asked = again.filter(({ why, step }) => why.length === 0 && nameIn(input, step!) === name).length;
        expect(count, `contacts of ${name}`).toBeLessThanOrEqual(1 + demanded + asked);
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
        expect(localDate(at) > notice.deadline!).toBe(true);
        expect(terms.amountCents).toBeLessThanOrEqual(notice.amountCents);
      }
    });
  });

  test('a consumer’s case that took a new version with a fourteen-day letter is not handed over without it', () => {
    always((found, { facts, to }) => {
      const letter = to.steps.find((step) => step.kind === 'send' && step.notice === 'fourteen-day-letter');
      if (!letter || facts.debtor.kind !== 'consumer' || found.change.what !== 'changed') return;
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
    always((found, { to, ladder, mapping }) => {
      if (found.change.what !== 'changed') return;
      const known = (id: StepId) => to.steps.some((step) => step.id === id);
      const { state } = found.states.find((one) => one.at === found.change.at && one.state.changed)!;
      const { position, retry, attempt, hastened, changed } = state;
      const named = [position?.step, retry?.step, attempt?.step, hastened, changed?.keeps?.step, ...changed!.behind];
      expect(named.filter((id) => id && !known(id))).toEqual([]);
      // A notice whose step was merged into another keeps its own name; all others have that of their counterpart.
      for (const sent of state.notices) {
        const step = ladder.steps.find(({ id }) => id === sent.step);
        const target = to.steps.find(({ id }) => id === mapping.get(sent.step));
        const merged = ladder.steps.some(({ id }) => id === target?.id) && !DEFAULT_NOTICES.includes(sent.kind);
        if (!known(sent.step)) expect(merged || (target && step && !sameSort(step, target))).toBe(true);
      }
    });
  });

  test('“from the next step” leaves what is planned or asked where it is', () => {
    always((found, { ladder, to, mapping, choice }) => {
      const { what, before, at } = found.change;
      if (what !== 'changed' || choice !== 'next_step' || before.position === null) return;
      const here = ladder.steps.find(({ id }) => id === before.position!.step)!;
      const there = to.steps.find(({ id }) => id === mapping.get(here.id))!;
      const after = found.states.find((one) => one.at === at && one.state.changed)!.state.position!;
      if (
        (here.id !== there.id && ladder.steps.some(({ id }) => id === there.id)) ||
        !sameSort(here, there) ||
        // Contact hours are those of the new version at once.
        !sameHours(here, there) ||
        found.states.find((one) => one.at === at && one.state.changed)!.state.changed!.behind.includes(there.id)
      )
        return;
      if (before.position.mode === 'planned') expect(after).toMatchObject({ mode: 'planned', at: before.position.at });
      else if (here.id === there.id) expect(after).toMatchObject({ mode: before.position.mode });
    });
  });

  test('the same change twice equals once', () => {
    always((found, { facts: _, to, choice }) => {
      if (found.change.what !== 'changed') return;
      const { at } = found.change;
      const once = found.states.find((one) => one.at === at && one.state.changed)!;
      if (once.state.position?.mode === 'sending' || once.state.phase !== 'climbing') return;
      const mapping = completeMapping(to, to, {});
      const event: LadderChange = { type: 'ladder_changed', id: 'c', at, from: to, to, choice, by: 'Anna' };
      const twice = takeChange({ from: to, to, mapping, choice, notBefore: null }, event, once.state, once.facts, at);
      if (twice.what !== 'changed') throw new Error(`The second time it is ${twice.what}.`);
      expect(standing(to, twice.state)).toEqual(standing(to, once.state));
    });
  });
});

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
