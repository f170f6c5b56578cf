/** A new version that changes nothing of how an invoice is followed changes nothing for those that run (`design.md` §6.8). */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { completeMapping } from '../../../ladder/change/mapping.ts';
import { DAY_MS, dayOf, instantOf } from '../../../ladder/time/civil.ts';
import { choices } from './changes.ts';
import { drive, type Run } from './drive.ts';
import { answers, bankLags, fates, histories, invoices, ladders, others, outages } from './generate.ts';
import { posts } from './paper.ts';

const cases = fc
  .record({
    ladder: ladders,
    facts: invoices,
    fates,
    outages,
    bankLag: bankLags,
    answers,
    post: posts,
    others,
    choice: choices,
    /** When the new version is taken, after the issue. */
    hours: fc.integer({ min: 0, max: 24 * 120 }),
  })
  .chain((rest) => histories(rest.facts).map((script) => ({ ...rest, script })));

/** What a debtor and the staff notice of a case. */
function course({ contacts, commands, state }: Run) {
  const opened = commands.flatMap((command) => (command.type === 'open_task' ? [command.task.id] : []));
  return {
    contacts: contacts.map(({ at, channel, dispatch: { id, step, kind }, terms }) => ({
      ...{ at, channel, id, step, kind },
      amountCents: terms.amountCents,
    })),
    tasks: new Set(opened),
    phase: state.phase,
    handedOver: state.handedOver,
  };
}

test('a version that says the same changes nothing of what an invoice’s debtor gets, or of what people are asked', () => {
  fc.assert(
    fc.property(cases, ({ ladder, facts, script, choice, hours, ...rest }) => {
      const from = instantOf(dayOf(facts.invoice.issuedOn), 36_000_000);
      const at = from + hours * 3_600_000;
      // Both runs look at the same time, so that they know the same.
      const looked = { id: 'looked', at, answer: 'nothing that is asked' };
      const common = {
        ...rest,
        from,
        script: [...script, looked].sort((a, b) => a.at - b.at),
        until: from + 1_500 * DAY_MS,
      };
      const to = { ...ladder, version: ladder.version + 1 };
      const change = { from: ladder, to, mapping: completeMapping(ladder, to, {}), choice, notBefore: null, at };
      const changed = drive(ladder, facts, { ...common, changes: [change] });
      expect(course(changed)).toEqual(course(drive(ladder, facts, common)));
    }),
    { numRuns: 3_000 },
  );
});
