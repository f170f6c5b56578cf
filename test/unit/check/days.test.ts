/** The earliest days by which `check` judges are bounds that the engine never undercuts. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { earliestDays } from '../../../ladder/check/days.ts';
import type { TimedStep } from '../../../ladder/definition.ts';
import { simulate } from '../../../ladder/simulate.ts';
import { dayOf, instantOf, localDay } from '../../../ladder/time/civil.ts';
import { invoices, ladders } from '../invariants/generate.ts';

const TAKEN: readonly string[] = ['notice_intended', 'task_opened', 'deliveries_held'];

test('no step of a generated ladder is taken before the earliest day that the check counts with', () => {
  let bounded = 0;
  fc.assert(
    fc.property(ladders, invoices, (ladder, { debtor: { charges: _, ...debtor }, ...rest }) => {
      // Who was charged before may get no letter at all: what is counted from it comes sooner then.
      const facts = { ...rest, debtor };
      const due = dayOf(facts.invoice.dueOn);
      const from = instantOf(due - 90, 0);
      const { entries } = simulate({ ladder, facts, state: null, from, until: instantOf(due + 250, 0) });
      const earliest = earliestDays(ladder);
      for (const { at, what, step: id } of entries) {
        const step = ladder.steps.find((candidate) => candidate.id === id);
        if (!step || !('when' in step) || !TAKEN.includes(what)) continue;
        const { before, anchor, floor } = earliest(step as TimedStep);
        const free = step.when.latest === undefined && step.when.roll !== 'previous';
        const bound = Math.max(before.day, floor, free ? anchor : Number.NEGATIVE_INFINITY);
        if (bound > Number.NEGATIVE_INFINITY) bounded++;
        expect(localDay(at) - due, `${id} of ${JSON.stringify(ladder.steps)}`).toBeGreaterThanOrEqual(bound);
      }
    }),
    { numRuns: 400 },
  );
  expect(bounded).toBeGreaterThan(400);
});
