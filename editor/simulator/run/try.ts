/**
 * What is tried in the simulator: an invoice, what happens to it, and the day that is looked at. Days are counted from the
 * due date, so that all of it moves along when that does.
 */
import type { DebtorKind, Language } from '../../../ladder/definition.ts';
import { type Cents, MAX_CENTS } from '../../../ladder/money.ts';
import { type CivilDate, dateOf, dayOf, type EpochDay } from '../../../ladder/time/civil.ts';
import type { TryEventType } from './event-types.ts';

export interface TryDebtor {
  kind: DebtorKind;
  /** ISO 3166 alpha-2. */
  country: string;
  language: Language;
  segment?: string;
  relation?: string;
  terms?: string;
}

export interface TryInvoice {
  number: string;
  issuedOn: CivilDate;
  termDays: number;
  amountCents: Cents;
  /** ISO 4217 code. */
  currency: string;
  /** The day on which its ladder begins; that of its issue when left out. */
  registeredOn?: CivilDate;
  debtor: TryDebtor;
}

/** The value of a field: an amount in cents, a day counted from the due date, a number, or text. */
export type FieldValue = number | string;

export interface TryEvent {
  /** `e01` to `e99`: later events name it so. */
  id: string;
  type: TryEventType;
  /** Null for the fate of a notice, which happens when that is sent. */
  day: number | null;
  /** Of the day, Dutch time; 0 where there is no day. */
  minute: number;
  fields: Readonly<Record<string, FieldValue>>;
}

/** One try, as the address holds it. */
export interface Try {
  invoice: TryInvoice;
  /** In the order in which they were added. */
  events: readonly TryEvent[];
  /** The day that is looked at: all of it has happened. */
  day: number;
}

/** As a ladder plans ahead. */
export const MAX_DAY = 1_000;
export const MAX_TERM_DAYS = 365;
export const MAX_EVENTS = 99;
export { MAX_CENTS };

const USUAL_CENTS = 121_000;
export const USUAL_NUMBER = '2026-0042';
export const USUAL_COUNTRY = 'NL';
export const USUAL_CURRENCY = 'EUR';

/** The example with which a try begins. */
export function usualTry(issuedOn: CivilDate, termDays: number): Try {
  return {
    invoice: {
      number: USUAL_NUMBER,
      issuedOn,
      termDays,
      amountCents: USUAL_CENTS,
      currency: USUAL_CURRENCY,
      debtor: { kind: 'company', country: USUAL_COUNTRY, language: 'nl' },
    },
    events: [],
    day: 0,
  };
}

export const dueDayOf = ({ issuedOn, termDays }: TryInvoice): EpochDay => dayOf(issuedOn) + termDays;

/** The date of a day counted from the due date. */
export const dateAt = (invoice: TryInvoice, day: number): CivilDate => dateOf(dueDayOf(invoice) + day);

/** A date as a day counted from the due date. */
export const dayAt = (invoice: TryInvoice, date: CivilDate): number => dayOf(date) - dueDayOf(invoice);

/** The day on which the ladder begins. */
export const registeredDay = (invoice: TryInvoice): number => dayAt(invoice, invoice.registeredOn ?? invoice.issuedOn);

/** An id that no event has; null where there is room for no other. */
export function newEventId(events: readonly TryEvent[]): string | null {
  const last = Math.max(0, ...events.map(({ id }) => Number(id.slice(1))));
  if (last < MAX_EVENTS) return eventId(last + 1);
  const free = Array.from({ length: MAX_EVENTS }, (_, index) => eventId(index + 1));
  return free.find((id) => events.every((event) => event.id !== id)) ?? null;
}

/** Ids sort as they are counted: of what happens at one moment, the first that was added comes first. */
export const eventId = (count: number): string => `e${String(count).padStart(2, '0')}`;

/** With an event added, or exchanged for the one with its id. */
export function withEvent(given: Try, event: TryEvent): Try {
  const isThere = given.events.some(({ id }) => id === event.id);
  const events = isThere ? given.events.map((one) => (one.id === event.id ? event : one)) : [...given.events, event];
  return { ...given, events };
}
