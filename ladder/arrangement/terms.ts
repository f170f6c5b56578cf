/** What was agreed: never changed while the arrangement lives. New terms are a new arrangement. */
import type { ContactWindow } from '../definition.ts';
import type { Cents, Currency } from '../money.ts';
import {
  addOpenDays,
  bankCalendar,
  type Calendar,
  legalCalendar,
  type OfficeDays,
  officeCalendar,
} from '../time/calendar.ts';
import { type CivilDate, dateOf, dayOf, type Instant, instantOf, MINUTE_MS } from '../time/civil.ts';
import type { Instalment, Plan } from './instalments.ts';

/** What may be lacking from an instalment that still counts as paid. A percentage is of that instalment, rounded down. */
export type Tolerance = { cents: Cents } | { percent: number };

/** What a ladder had charged on a covered invoice by the day of the proposal: part of what is arranged. */
export interface ArrangedCharges {
  invoiceId: string;
  costsCents: Cents;
  /** The costs include VAT, which the creditor cannot deduct. */
  costsVat?: true;
  interestCents: Cents;
}

export interface ArrangementTerms {
  id: string;
  /** Ids of the invoices that it covers, all of one debtor and in one currency. */
  invoices: string[];
  currency: Currency;
  /** When it was agreed; what was known by then is in the balance that the plan divides. */
  agreedAt: Instant;
  /** The last day on which the debtor can sign. */
  signBy: CivilDate;
  plan: Plan;
  /** Where the ladder of an invoice closes by the legal balance; what is not named here is not asked while it is kept. */
  charged?: readonly ArrangedCharges[];
  /** Civil days before each instalment on which the debtor is reminded; 0: no reminders. */
  reminderDays: number;
  /** Bank days after the day of an instalment, or the end of a breach notice's term, in which money may still be seen to come. */
  graceDays: number;
  tolerance: Tolerance;
  /** Hours between which notices go out, on the days that the office works. */
  window: ContactWindow;
  office: OfficeDays;
}

/** Working days that a breach notice gives to make a shortfall good. */
export const BREACH_TERM_WORKDAYS = 5;

export interface Hours {
  fromMs: number;
  toMs: number;
  calendar: Calendar;
}

const hoursOfTerms = new WeakMap<ArrangementTerms, Hours>();

/** When notices of an arrangement may go out. */
export function hoursOf(terms: ArrangementTerms): Hours {
  let hours = hoursOfTerms.get(terms);
  if (!hours) {
    const { window, office } = terms;
    hours = { fromMs: timeMs(window.from), toMs: timeMs(window.to), calendar: officeCalendar(office) };
    hoursOfTerms.set(terms, hours);
  }
  return hours;
}

function timeMs(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return (hours * 60 + minutes) * MINUTE_MS;
}

export function toleranceCents({ tolerance }: ArrangementTerms, { cents }: Pick<Instalment, 'cents'>): Cents {
  if ('cents' in tolerance) return tolerance.cents;
  return Math.floor((cents * Math.round(tolerance.percent * 100)) / 10_000);
}

/** The last day on which money that was to be there on a day can be seen to have come. */
export function seenBy({ graceDays }: ArrangementTerms, on: CivilDate): CivilDate {
  return dateOf(addOpenDays(bankCalendar, dayOf(on), graceDays));
}

/** The first instant after a day. */
export function endOf(on: CivilDate): Instant {
  return instantOf(dayOf(on) + 1, 0);
}

/** The last day of a breach notice's term: working days on which banks work as well, so that money can move on each. */
export function breachDeadline(receivedOn: CivilDate): CivilDate {
  const calendar: Calendar = (day) => legalCalendar(day) ?? bankCalendar(day);
  return dateOf(addOpenDays(calendar, dayOf(receivedOn), BREACH_TERM_WORKDAYS));
}
