/**
 * How many invoices the simulator runs in a second on one core: the shipped ladder, unpaid, registered at issue, run to
 * handover on day 60. Due dates run over a year and every invoice has a debtor of its own.
 */
import type { Facts } from '../../ladder/facts.ts';
import { noFacts } from '../../ladder/facts.ts';
import { simulate } from '../../ladder/simulate.ts';
import { DAY_MS, dateOf, epochDay, type Instant, instantOf, MINUTE_MS } from '../../ladder/time/civil.ts';
import { shippedLadder } from './portfolio.ts';
import { atLeast, type Bar, median, rounded } from './rounds.ts';

const GOAL_PER_SECOND = 100_000;
const LEAST_PER_SECOND = 20_000;

const INVOICES = 5_000;
const TERM_DAYS = 30;
const DAYS_OF_ISSUE = 365;
const HORIZON_MS = 200 * DAY_MS;
const REGISTERED_AT_MS = 10 * 60 * MINUTE_MS;

const WARM_UP_MS = 1_500;
const SLICES = 5;
const SLICE_MS = 1_000;
/** Invoices between two looks at the clock. */
const BATCH = 500;

export interface SimulateResult {
  what: string;
  perSecond: number;
  slices: number[];
  goal: number;
  goalMet: boolean;
}

export function benchSimulate(): { result: SimulateResult; bars: Bar[] } {
  const ladder = shippedLadder();
  const invoices = Array.from({ length: INVOICES }, (_, index) => invoice(index));
  let next = 0;
  const runFor = (ms: number): number => {
    const began = performance.now();
    const first = next;
    while (performance.now() - began < ms) {
      for (let count = 0; count < BATCH; count++) {
        const { facts, registeredAt } = invoices[next++ % INVOICES]!;
        const until = registeredAt + HORIZON_MS;
        const { state } = simulate({ ladder, facts, state: null, from: registeredAt, until });
        if (state?.phase !== 'handed_over') throw new Error(`Invoice ${facts.invoice.number} was not handed over.`);
      }
    }
    return ((next - first) * 1000) / (performance.now() - began);
  };
  runFor(WARM_UP_MS);
  const slices = Array.from({ length: SLICES }, () => Math.round(runFor(SLICE_MS)));
  const perSecond = median(slices);
  return {
    result: {
      what: 'invoices per second on one core, shipped ladder, from registration at issue to handover on day 60',
      perSecond: rounded(perSecond, 0),
      slices,
      goal: GOAL_PER_SECOND,
      goalMet: perSecond >= GOAL_PER_SECOND,
    },
    bars: [atLeast('simulate: invoices per second', perSecond, LEAST_PER_SECOND)],
  };
}

function invoice(index: number): { facts: Facts; registeredAt: Instant } {
  const issued = epochDay(2026, 1, 1) + ((index * 7) % DAYS_OF_ISSUE);
  return {
    facts: noFacts(
      {
        id: `invoice-${index}`,
        number: `F-${index}`,
        issuedOn: dateOf(issued),
        dueOn: dateOf(issued + TERM_DAYS),
        claimedCents: 100_000 + index,
        currency: 'EUR',
      },
      { id: `debtor-${index}`, kind: 'company', country: 'NL', language: 'nl' },
    ),
    registeredAt: instantOf(issued, REGISTERED_AT_MS),
  };
}
