/** Invoices that climb a shipped ladder, for tests: what happens on which day, by which way, and what is charged. */
import type { DebtorKind, Ladder, Language } from '../definition.ts';
import type { InvoiceEvent } from '../events.ts';
import { noFacts } from '../facts.ts';
import type { Happening } from '../invoice/commands.ts';
import { type Simulation, simulate } from '../simulate.ts';
import { type Instant, localDate, parseInstant } from '../time/civil.ts';
import { shippedLadders } from './library.ts';

export const at = (text: string): Instant => parseInstant(text)!;

export function shipped(id: string): Ladder {
  return shippedLadders().find((ladder) => ladder.id === id)!;
}

/** The debtors of the tests, with what each owes, in cents. */
export const OWED: Record<DebtorKind, number> = {
  consumer: 89_00,
  company: 12_400_00,
  'sole-trader': 640_00,
  government: 3_025_00,
};

interface Climb {
  cents?: number;
  language?: Language;
  hasEmail?: boolean;
  events?: InvoiceEvent[];
  /** The last day that is run. */
  until?: string;
}

/** An invoice of Monday 2 March 2026, due two weeks later on Monday 16 March, on a ladder from the day of issue. */
export function climb(id: string, kind: DebtorKind, given: Climb = {}): Simulation {
  const { cents = OWED[kind], language = 'nl', hasEmail = true, events = [], until = '2026-12-31' } = given;
  const facts = noFacts(
    { id: 'f', number: 'F-1', issuedOn: '2026-03-02', dueOn: '2026-03-16', claimedCents: cents, currency: 'EUR' },
    { id: 'd', kind, country: 'NL', language, hasEmail },
  );
  const ladder = shipped(id);
  return simulate({ ladder, facts, state: null, from: at('2026-03-02T09:00'), until: at(`${until}T23:00`), events });
}

/** What the tests tell of a course; the rest is the day-to-day business of notices. */
const TOLD: readonly Happening[] = [
  'notice_sent',
  'task_opened',
  'task_expired',
  'task_completed',
  'decision_asked',
  'costs_charged',
  'deliveries_held',
  'deliveries_resumed',
  'handed_over',
  'closed',
];

/** The course of a case, a line for each thing: "03-20 eerste-herinnering notice_sent email". */
export function course({ entries, state }: Simulation): string[] {
  const channels = state!.notices.map(({ step, channel }) => ({ step, channel }));
  return entries
    .filter(({ what }) => TOLD.includes(what))
    .map(({ at: when, step, what }) => {
      const index = what === 'notice_sent' ? channels.findIndex((notice) => notice.step === step) : -1;
      const channel = index < 0 ? '' : ` ${channels.splice(index, 1)[0]!.channel}`;
      return `${localDate(when).slice(5)} ${step ?? '-'} ${what}${channel}`;
    });
}

/** Dates and channels of the notices that went out: "03-20 eerste-herinnering email". */
export function notices({ state }: Simulation): string[] {
  return state!.notices.map(({ sentOn, step, channel }) => `${sentOn.slice(5)} ${step} ${channel}`);
}

/** What a person answers to the task of a step. */
export function answer(time: string, step: string, outcome: string): InvoiceEvent {
  return {
    type: 'task_completed',
    id: `${step}-${outcome}-${time}`,
    at: at(time),
    taskId: `f:${step}:1`,
    outcome,
    by: 'Ans',
  };
}

export function payment(time: string, cents: number): InvoiceEvent {
  return { type: 'payment', id: `p-${time}`, at: at(time), amountCents: cents, bookedOn: time.slice(0, 10) };
}
