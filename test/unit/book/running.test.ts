/** A book of invoices that run already, whatever happened to them before: run ahead under their ladder and under a draft. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BookInvoice, runBook } from '../../../ladder/book/book.ts';
import { withoutWords } from '../../../ladder/book/entry.ts';
import { compareBooks } from '../../../ladder/book/report.ts';
import { completeMapping } from '../../../ladder/change/mapping.ts';
import type { Ladder } from '../../../ladder/definition.ts';
import { DAY_MS, dayOf, type Instant, instantOf, localDate } from '../../../ladder/time/civil.ts';
import { drive } from '../invariants/drive.ts';
import { fates, histories, invoices, ladders, outages } from '../invariants/generate.ts';
import { posts } from '../invariants/paper.ts';

const RUNS = 500;
const AHEAD_MS = 400 * DAY_MS;

interface Standing {
  invoice: BookInvoice;
  now: Instant;
}

/** Invoices that climb, at any point of a generated history. */
const standings: fc.Arbitrary<Standing> = fc
  .tuple(ladders, invoices, fates, outages, posts, fc.nat(99))
  .chain(([ladder, facts, fate, outage, post, percent]) =>
    histories(facts).map((script): Standing => {
      const from = instantOf(dayOf(facts.invoice.issuedOn), 36_000_000);
      const until = from + 200 * DAY_MS;
      const { states } = drive(ladder, facts, { from, script, fates: fate, outages: outage, post, until });
      const climbing = states.filter(({ state }) => state.phase === 'climbing');
      const { at, ...standing } = (climbing.length > 0 ? climbing : states)[
        Math.floor((climbing.length * percent) / 100)
      ]!;
      return { invoice: { ladder, ...standing }, now: at };
    }),
  );

function always(property: (standing: Standing) => void): void {
  fc.assert(fc.property(standings, property), { numRuns: RUNS });
}

const ahead = (invoice: BookInvoice, now: Instant) => runBook([invoice], now, now + AHEAD_MS);

describe('a running invoice', () => {
  test('can be run ahead: no notice leaves twice on a day or before today, and the case is handed over once', () => {
    let contacts = 0;
    always(({ invoice, now }) => {
      const run = ahead(invoice, now);
      contacts += run.contacts.length;
      const notices = run.contacts.flatMap(({ on, notices: all }) => all.map(({ step }) => `${on} ${step}`));
      expect(new Set(notices).size).toBe(notices.length);
      expect(run.handovers.length).toBeLessThanOrEqual(1);
      for (const { on } of run.contacts) expect(on >= localDate(now)).toBe(true);
    });
    expect(contacts).toBeGreaterThan(RUNS / 2);
  });

  test('runs the same without the words that persons wrote', () => {
    always(({ invoice, now }) => {
      const { ladder, facts, state } = invoice;
      const ref = { id: ladder.id, version: ladder.version };
      const bare = withoutWords({ ladder: ref, facts, state, fresh: [], account: null });
      expect(ahead({ ...bare, ladder }, now)).toEqual(ahead(invoice, now));
    });
  });

  test('under a draft that differs in nothing does what it did', () => {
    always(({ invoice, now }) => {
      const from = invoice.ladder;
      const to: Ladder = { ...from, version: from.version + 1 };
      const mapping = completeMapping(from, to, {});
      const change = { from, to, mapping, choice: 'replan' as const, notBefore: null };
      const [before, after] = [ahead(invoice, now), ahead({ ...invoice, change }, now)];
      const scope = { firstDay: localDate(now), lastDay: localDate(now + AHEAD_MS) };
      const { days: _, ...differences } = compareBooks(before, after, scope);
      expect(differences).toEqual({ atOnce: [], shifted: [], dropped: [], added: [], handovers: [] });
    });
  });
});
