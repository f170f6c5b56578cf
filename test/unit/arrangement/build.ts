/** Arrangements, invoices and their histories in one line each. */
import type { ArrangementEvent } from '../../../ladder/arrangement/events.ts';
import { type ArrangementFacts, noArrangementFacts } from '../../../ladder/arrangement/facts.ts';
import {
  type ArrangementSimulation,
  type ScriptedNotice,
  simulateArrangement,
} from '../../../ladder/arrangement/simulate.ts';
import type { ArrangementTerms } from '../../../ladder/arrangement/terms.ts';
import { noFacts } from '../../../ladder/facts.ts';
import { type Instant, localMinute, parseInstant } from '../../../ladder/time/civil.ts';

export const at = (text: string): Instant => parseInstant(text)!;

/** Six instalments of 100 euro on the first of each month from 1 February 2027, agreed on 11 January 2027. */
export function terms(changes: Partial<ArrangementTerms> = {}): ArrangementTerms {
  return {
    id: 'r1',
    invoices: ['f1'],
    currency: 'EUR',
    agreedAt: at('2027-01-11T10:00'),
    signBy: '2027-01-18',
    plan: { kind: 'equal', totalCents: 60_000, count: 6, firstOn: '2027-02-01', every: 'month' },
    reminderDays: 3,
    graceDays: 2,
    tolerance: { cents: 0 },
    window: { from: '09:00', to: '17:00' },
    office: { worked: [], closed: [] },
    ...changes,
  };
}

export function facts(...cents: number[]): ArrangementFacts {
  const debtor = { id: 'd1', kind: 'company', country: 'NL', language: 'nl' } as const;
  const invoices = (cents.length > 0 ? cents : [60_000]).map((claimedCents, index) =>
    noFacts(
      {
        id: `f${index + 1}`,
        number: `2026-${index + 1}`,
        issuedOn: '2026-11-01',
        dueOn: '2026-12-01',
        claimedCents,
        currency: 'EUR',
      },
      debtor,
    ),
  );
  return noArrangementFacts(debtor, invoices);
}

export function signed(on: string, known = on): ArrangementEvent {
  return { type: 'signed', id: `signed-${on}`, at: at(`${known}T12:00`), on, by: 'Jan' };
}

/** Paid on a day, and known at noon of it unless said otherwise. */
export function paid(on: string, cents: number, known = on, invoiceId = 'f1'): ArrangementEvent {
  const id = `paid-${on}-${invoiceId}`;
  return { type: 'payment', id, at: at(`${known}T12:00`), invoiceId, amountCents: cents, bookedOn: on };
}

export function reversed(payment: ArrangementEvent, on: string): ArrangementEvent {
  const paymentId = payment.id;
  return { type: 'reversal', id: `back-${paymentId}`, at: at(`${on}T12:00`), invoiceId: 'f1', paymentId, on };
}

export function answered(
  taskId: string,
  outcome: string,
  day: string,
  more: { on?: string; arrangementId?: string } = {},
): ArrangementEvent {
  return {
    type: 'task_completed',
    id: `${outcome}-${day}`,
    at: at(`${day}T12:00`),
    taskId,
    outcome,
    by: 'Anna',
    ...more,
  };
}

export function run(
  events: readonly ArrangementEvent[] = [],
  {
    of = terms(),
    known = facts(),
    until = '2028-12-31',
    deliveries = [],
  }: { of?: ArrangementTerms; known?: ArrangementFacts; until?: string; deliveries?: ScriptedNotice[] } = {},
): ArrangementSimulation {
  const from = of.agreedAt;
  return simulateArrangement({ terms: of, facts: known, state: null, from, until: at(until), events, deliveries });
}

/** The notices that went out: "2027-01-28 instalment-reminder:1:1". */
export function notices({ state, entries }: ArrangementSimulation): string[] {
  const days = entries
    .filter(({ what }) => what === 'notice_sent')
    .map(({ at: when }) => localMinute(when).slice(0, 10));
  const sent = state.past.filter(({ end }) => end === 'sent');
  return sent.map(({ what, n, round }, index) => `${days[index]} ${what}:${n}:${round}`);
}

/** What the invoices heard. */
export function told({ commands }: ArrangementSimulation): string[] {
  return commands.flatMap(({ at: when, command }) =>
    command.type === 'tell' ? [`${localMinute(when).slice(0, 10)} ${command.invoiceId} ${command.fact.type}`] : [],
  );
}

/** Tasks opened (+) and ended (-). */
export function tasks({ commands }: ArrangementSimulation): string[] {
  return commands.flatMap(({ at: when, command }) => {
    const day = localMinute(when).slice(0, 10);
    if (command.type === 'open_task') return [`${day} + ${command.task.id}`];
    return command.type === 'end_task' ? [`${day} - ${command.taskId} ${command.end}`] : [];
  });
}
