/** A try in the form in which checks are kept and run, and back. */
import type { Localised } from '../../../ladder/definition.ts';
import { decimalAmount, parseAmount } from '../../../ladder/money.ts';
import type { CourseEntry } from '../../../ladder/saved-check/saved-check.ts';
import {
  DAY_MS,
  dateOf,
  isCivilDate,
  localDay,
  localTimeMs,
  MINUTE_MS,
  parseInstant,
} from '../../../ladder/time/civil.ts';
import type { EventField } from './event-fields.ts';
import { eventType, isTryEventType } from './event-types.ts';
import {
  dateAt,
  dayAt,
  dueDayOf,
  eventId,
  type FieldValue,
  MAX_EVENTS,
  type Try,
  type TryEvent,
  type TryInvoice,
  USUAL_COUNTRY,
  USUAL_CURRENCY,
} from './try.ts';

/** The id of the invoice of every simulation (`exampleFacts`). */
const INVOICE_ID = 'example';

type Loose = Record<string, unknown>;

/** What `readSavedCheck` reads. */
export interface KeptForm extends Loose {
  id: string;
  name: string;
  expected: readonly CourseEntry[];
}

// ---- To the kept form

export function keptForm(given: Try, { id, name, expected }: Pick<KeptForm, 'id' | 'name' | 'expected'>): KeptForm {
  const { invoice, events } = given;
  const { number, issuedOn, amountCents, currency, registeredOn, debtor } = invoice;
  return {
    id,
    name,
    invoice: {
      number,
      issued: issuedOn,
      due: dateOf(dueDayOf(invoice)),
      amount: decimalAmount(amountCents),
      currency,
      ...(registeredOn !== undefined && { registered: `${registeredOn}T09:00` }),
      debtor: { ...debtor },
    },
    events: events.map((event) => keptEvent(invoice, event)),
    expected: [...expected],
  };
}

function keptEvent(invoice: TryInvoice, { id, type, day, minute, fields }: TryEvent): Loose {
  const kept: Loose = { id, type };
  if (day !== null) kept.at = `${dateAt(invoice, day)}T${timeText(minute)}`;
  for (const field of eventType(type).fields) {
    const value = fields[field.name] ?? ('usual' in field ? field.usual : undefined);
    if (value !== undefined) kept[field.name] = keptValue(invoice, field, value);
  }
  if (type !== 'notice_bounced' && type !== 'notice_returned') return kept;
  const { step, round = 1, ...rest } = kept;
  return { ...rest, dispatch_id: `${INVOICE_ID}:${step}:${round}` };
}

function keptValue(invoice: TryInvoice, { kind }: EventField, value: FieldValue): FieldValue {
  if (kind === 'amount') return decimalAmount(Number(value));
  return kind === 'day' ? dateAt(invoice, Number(value)) : value;
}

/** "08:30". */
export function timeText(minute: number): string {
  const two = (count: number) => String(count).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

// ---- From the kept form

/** A try, or what of a check the simulator has no place for. */
export type ReadTry = { ok: true; try: Try } | { ok: false; problem: Localised };

class Unshown extends Error {}

/** Reads a check, as the server keeps it, for the simulator. */
export function tryOf(kept: object): ReadTry {
  try {
    return { ok: true, try: read(kept as Loose) };
  } catch (error) {
    if (!(error instanceof Unshown)) throw error;
    const what = error.message;
    return {
      ok: false,
      problem: {
        nl: `Deze controle heeft iets dat de simulator niet kan laten zien (${what}). Bij publiceren wordt hij wel nagelopen.`,
        en: `This check has something that the simulator cannot show (${what}). Publishing runs it all the same.`,
      },
    };
  }
}

function read(kept: Loose): Try {
  const invoice = readInvoice(kept.invoice as Loose);
  const given = ((kept.events as Loose[] | undefined) ?? []).map((item, index): Loose => {
    return { ...item, id: item.id ?? `event-${index + 1}` };
  });
  if (given.length > MAX_EVENTS) throw new Unshown(`${given.length} events`);
  // Ids sort as before: what happens at one moment is taken in their order.
  const at = ({ at: text }: Loose) => (text === undefined ? Number.POSITIVE_INFINITY : instantIn(text));
  const sorted = given.toSorted((a, b) => {
    const [one, other] = [at(a), at(b)];
    if (one !== other) return one - other;
    return one === Number.POSITIVE_INFINITY ? 0 : String(a.id) < String(b.id) ? -1 : 1;
  });
  const ids = new Map(sorted.map(({ id }, index) => [String(id), eventId(index + 1)]));
  const events = sorted.map((item) => readEvent(invoice, item, ids));
  return { invoice, events, day: Math.min(0, ...events.flatMap(({ day }) => (day === null ? [] : [day]))) };
}

function readInvoice(given: Loose): TryInvoice {
  const { number, issued, due, amount, currency = USUAL_CURRENCY, registered, costs_vat, debtor, ...rest } = given;
  only(rest, 'invoice');
  if (costs_vat === true) throw new Unshown('invoice.costs_vat');
  const issuedOn = String(issued);
  const invoice: TryInvoice = {
    number: String(number),
    issuedOn,
    termDays: localDay(instantIn(`${due}T12:00`)) - localDay(instantIn(`${issuedOn}T12:00`)),
    amountCents: amountIn(amount),
    currency: String(currency),
    debtor: { country: USUAL_COUNTRY, language: 'nl', ...(debtor as Pick<TryInvoice['debtor'], 'kind'>) },
  };
  if (registered === undefined) return invoice;
  const at = instantIn(registered);
  if (localTimeMs(at) !== 9 * 60 * MINUTE_MS) throw new Unshown('invoice.registered');
  return { ...invoice, registeredOn: dateOf(localDay(at)) };
}

function readEvent(invoice: TryInvoice, given: Loose, ids: ReadonlyMap<string, string>): TryEvent {
  const { id, type: named, at, dispatch_id, task_id, ...rest } = given;
  const type = String(named);
  if (!isTryEventType(type)) throw new Unshown(type);
  const members = { ...rest, ...contactOf(dispatch_id ?? task_id) };
  const { fields: known, minute: usualMinute } = eventType(type);
  const fields: Record<string, FieldValue> = {};
  for (const [name, value] of Object.entries(members)) {
    const field = known.find((one) => one.name === name);
    if (!field) throw new Unshown(`${type}.${name}`);
    const found = readValue(invoice, field, value, ids);
    const isUsual = 'usual' in field ? found === field.usual : name === 'round' && found === 1;
    if (!isUsual) fields[name] = found;
  }
  const timed = usualMinute === null ? null : instantIn(at);
  if (timed !== null && localTimeMs(timed) % MINUTE_MS !== 0) throw new Unshown(`${type}.at`);
  return {
    id: ids.get(String(id))!,
    type,
    day: timed === null ? null : localDay(timed) - dueDayOf(invoice),
    minute: timed === null ? 0 : (localTimeMs(timed) % DAY_MS) / MINUTE_MS,
    fields,
  };
}

function readValue(
  invoice: TryInvoice,
  field: EventField,
  value: unknown,
  ids: ReadonlyMap<string, string>,
): FieldValue {
  switch (field.kind) {
    case 'amount':
      return amountIn(value);
    case 'day':
      if (!isCivilDate(String(value))) throw new Unshown(field.name);
      return dayAt(invoice, String(value));
    case 'count':
      return Number(value);
    case 'event': {
      const id = ids.get(String(value));
      if (id === undefined) throw new Unshown(`${field.name} ${value}`);
      return id;
    }
    default:
      return String(value);
  }
}

/** The step and round that a dispatch or task is named after. */
function contactOf(name: unknown): { step?: string; round?: number } {
  if (name === undefined) return {};
  const [, step, round] = /^example:(.+):(\d+)$/.exec(String(name)) ?? [];
  if (step === undefined) throw new Unshown(String(name));
  return { step, round: Number(round) };
}

function instantIn(value: unknown): number {
  const at = parseInstant(String(value));
  if (at === null) throw new Unshown(String(value));
  return at;
}

function amountIn(value: unknown): number {
  const cents = parseAmount(String(value));
  if (cents === null) throw new Unshown(String(value));
  return cents;
}

function only(rest: Loose, where: string): void {
  const [strange] = Object.keys(rest);
  if (strange !== undefined) throw new Unshown(`${where}.${strange}`);
}
