import { expect, test } from 'vitest';
import type { Ladder } from './definition.ts';
import { noFacts } from './facts.ts';
import { shippedLadders } from './library/library.ts';
import { simulate } from './simulate.ts';
import { DAY_MS, dateOf, dayOf, instantOf, localDate } from './time/civil.ts';

const DUE = '2026-03-02';
const FACTS = noFacts(
  { id: 'f', number: 'F1', issuedOn: '2026-02-16', dueOn: DUE, claimedCents: 100_000, currency: 'EUR' },
  { id: 'd', kind: 'company', country: 'NL', language: 'nl' },
);
/** Each notice as soon as the one before it has left, and no days asked between them. */
const eager = (ladder: Ladder): Ladder => ({
  ...ladder,
  contact: { ...ladder.contact, gap: 0 },
  steps: ladder.steps.map((step) =>
    step.kind === 'send' ? { ...step, when: { days: 0, unit: 'days', after: 'previous', gap: 0 } } : step,
  ),
});

test('what has to go on a day until which a letter about another invoice may yet be posted is put before a person', () => {
  const ladder = shippedLadders().find(({ id }) => id === 'zeven-stappen')!;
  const step = ladder.steps.find((one) => one.kind === 'send')!;
  const limited = { ...step, when: { ...step.when, latest: step.when.days } };
  const now = instantOf(dayOf(DUE) + step.when.days, 10 * 3_600_000);
  const otherContactOn = dateOf(dayOf(localDate(now)) + 1);
  const found = simulate({
    ladder: { ...ladder, start: step.id, steps: ladder.steps.map((one) => (one.id === step.id ? limited : one)) },
    facts: { ...FACTS, otherContactOn },
    state: null,
    from: instantOf(dayOf(DUE), 0),
    until: now,
  });
  expect(found.state!.position).toMatchObject({ mode: 'stuck', step: step.id, cause: 'latest_missed' });
});

test('no two notices leave on one day, though the ladder asks for no days between them', () => {
  for (const shipped of shippedLadders()) {
    const from = instantOf(dayOf(DUE), 0);
    const until = from + 120 * DAY_MS;
    const { entries } = simulate({ ladder: eager(shipped), facts: FACTS, state: null, from, until, events: [] });
    const days = entries.filter(({ what }) => what === 'notice_sent').map(({ at }) => localDate(at));
    expect(days.length, shipped.id).toBeGreaterThan(1);
    expect(new Set(days).size, shipped.id).toBe(days.length);
  }
});
