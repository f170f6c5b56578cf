/**
 * A try in the address of the screen, to be sent to a colleague and read by hand:
 * `?issued=2026-03-02&term=14&amount=1210&debtor=consumer&day=23&e01=20+payment+amount.500&e02=22+promise+on.30`.
 * An event is its day (perhaps with a time, `20T08.30`), its type, and its fields.
 */
import { DEBTOR_KINDS, LANGUAGES, type Localised } from '../../../ladder/definition.ts';
import { decimalAmount, MAX_CENTS, parseAmount } from '../../../ladder/money.ts';
import { dayOf, isCivilDate } from '../../../ladder/time/civil.ts';
import { eventType, fieldOf, isTryEventType, TRY_EVENT_TYPES } from './event-types.ts';
import { eventProblem } from './judge.ts';
import { timeText } from './kept.ts';
import {
  type FieldValue,
  MAX_DAY,
  MAX_TERM_DAYS,
  type Try,
  type TryEvent,
  type TryInvoice,
  USUAL_COUNTRY,
  USUAL_CURRENCY,
  USUAL_NUMBER,
} from './try.ts';

/** The parameters of an address. */
export type Search = Record<string, string | number>;

// ---- To the address

export function addressOf({ invoice, events, day }: Try): Search {
  const { number, issuedOn, termDays, amountCents, currency, registeredOn, debtor } = invoice;
  const { kind, country, language, segment, relation, terms } = debtor;
  return {
    ...(number !== USUAL_NUMBER && { number }),
    issued: issuedOn,
    term: termDays,
    amount: Number(decimalAmount(amountCents)),
    ...(currency !== USUAL_CURRENCY && { currency }),
    ...(registeredOn !== undefined && { registered: registeredOn }),
    debtor: kind,
    ...(country !== USUAL_COUNTRY && { country }),
    ...(language !== 'nl' && { language }),
    ...(segment !== undefined && { segment }),
    ...(relation !== undefined && { relation }),
    ...(terms !== undefined && { terms }),
    day,
    ...Object.fromEntries(events.map((event) => [event.id, eventText(event)])),
  };
}

function eventText({ type, day, minute, fields }: TryEvent): string {
  const { minute: usual, fields: known } = eventType(type);
  const time = minute === usual ? '' : `T${timeText(minute).replace(':', '.')}`;
  const told = known.flatMap(({ name, kind }) => {
    const value = fields[name];
    if (value === undefined) return [];
    return [`${name}.${kind === 'amount' ? shortAmount(Number(value)) : escaped(String(value))}`];
  });
  return [...(day === null ? [] : [`${day}${time}`]), type, ...told].join(' ');
}

const shortAmount = (cents: number): string => String(Number(decimalAmount(cents)));

/** Words with low dashes between them, so that a text is one word. */
function escaped(text: string): string {
  return text.replace(/[~_]/g, (one) => `~${one.charCodeAt(0).toString(16).padStart(2, '0')}`).replaceAll(' ', '_');
}
const unescaped = (text: string): string =>
  text
    .replaceAll('_', ' ')
    .replace(/~([0-9a-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

// ---- From the address

export type ReadAddress = { ok: true; try: Try } | { ok: false; problems: Localised[] };

const MAX_CHARS = 100;
const KNOWN = [
  'number',
  'issued',
  'term',
  'amount',
  'currency',
  'registered',
  'debtor',
  'country',
  'language',
  'segment',
  'relation',
  'terms',
  'day',
];
const EVENT = /^e\d{2}$/;

/** Reads an address; every part that does not fit is told. */
export function readAddress(search: Readonly<Record<string, unknown>>): ReadAddress {
  const problems: Localised[] = [];
  const refuse = (name: string, { nl, en }: Localised): void => {
    const shown = `“${name}=${search[name] ?? ''}”`;
    problems.push({ nl: `In het adres staat ${shown}: ${nl}`, en: `The address says ${shown}: ${en}` });
  };
  const text = (name: string): string | undefined => {
    const value = search[name];
    return value === undefined || value === '' ? undefined : String(value);
  };
  /** The value of a part; the usual one where it is not there, or does not fit. */
  const part = <Value>(name: string, usual: Value, read: (text: string) => Value | null, wrong: Localised): Value => {
    const given = text(name);
    const value = given === undefined ? usual : read(given);
    if (value === null) refuse(name, wrong);
    return value ?? usual;
  };
  const whole = (least: number, most: number) => (given: string) =>
    /^-?\d{1,4}$/.test(given) && least <= Number(given) && Number(given) <= most ? Number(given) : null;
  const short = (name: string) =>
    part<string | undefined>(name, undefined, (given) => (given.length <= MAX_CHARS ? given : null), {
      nl: `hooguit ${MAX_CHARS} tekens.`,
      en: `${MAX_CHARS} characters at most.`,
    });
  const date = (name: string) =>
    part<string | undefined>(name, undefined, (given) => (isYearKnown(given) ? given : null), {
      nl: 'geef een datum die bestaat, zoals 2026-03-02.',
      en: 'give a date that exists, such as 2026-03-02.',
    });

  const issuedOn = date('issued');
  if (issuedOn === undefined && text('issued') === undefined) {
    problems.push({
      nl: 'In het adres ontbreekt de factuurdatum, zoals “issued=2026-03-02”.',
      en: 'The address lacks the date of the invoice, such as “issued=2026-03-02”.',
    });
  }
  const registeredOn = date('registered');
  const [segment, relation, terms] = [short('segment'), short('relation'), short('terms')];
  const invoice: TryInvoice = {
    number: short('number') ?? USUAL_NUMBER,
    issuedOn: issuedOn ?? '2026-01-01',
    termDays: part('term', 14, whole(0, MAX_TERM_DAYS), {
      nl: `de termijn is een heel aantal dagen van 0 tot ${MAX_TERM_DAYS}.`,
      en: `the term is a whole number of days from 0 to ${MAX_TERM_DAYS}.`,
    }),
    amountCents: part('amount', 121_000, amountIn, AMOUNT),
    currency: part('currency', USUAL_CURRENCY, (given) => (/^[A-Z]{3}$/.test(given) ? given : null), {
      nl: 'geef een munt van drie hoofdletters, zoals EUR.',
      en: 'give a currency of three capitals, such as EUR.',
    }),
    ...(registeredOn !== undefined && { registeredOn }),
    debtor: {
      kind: part('debtor', 'company', among(DEBTOR_KINDS), oneOf(DEBTOR_KINDS)),
      country: part('country', USUAL_COUNTRY, (given) => (/^[A-Z]{2}$/.test(given) ? given : null), {
        nl: 'geef een land van twee hoofdletters, zoals NL.',
        en: 'give a country of two capitals, such as NL.',
      }),
      language: part('language', 'nl', among(LANGUAGES), oneOf(LANGUAGES)),
      ...(segment !== undefined && { segment }),
      ...(relation !== undefined && { relation }),
      ...(terms !== undefined && { terms }),
    },
  };
  const day = part('day', 0, whole(-MAX_DAY, MAX_DAY), {
    nl: `de dag is een heel getal van −${MAX_DAY} tot ${MAX_DAY}, geteld vanaf de vervaldatum.`,
    en: `the day is a whole number from −${MAX_DAY} to ${MAX_DAY}, counted from the due date.`,
  });

  const events: TryEvent[] = [];
  for (const name of Object.keys(search)) {
    if (KNOWN.includes(name)) continue;
    if (!EVENT.test(name)) {
      refuse(name, { nl: 'dat is hier niet bekend; haal het weg.', en: 'that is not known here; take it away.' });
      continue;
    }
    const event = readEvent(name, text(name) ?? '');
    if ('nl' in event) refuse(name, event);
    else events.push(event);
  }
  for (const event of events) {
    const wrong = eventProblem({ events }, event);
    if (wrong) refuse(event.id, { nl: lower(wrong.nl), en: lower(wrong.en) });
  }
  return problems.length === 0 ? { ok: true, try: { invoice, events, day } } : { ok: false, problems };
}

const AMOUNT: Localised = {
  nl: 'geef een bedrag boven nul, zoals 1210.50.',
  en: 'give an amount above zero, such as 1210.50.',
};

const lower = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;

/** Calendars know the years from 2000 on; terms of law reach some years ahead. */
const isYearKnown = (text: string): boolean =>
  isCivilDate(text) && dayOf('2000-01-01') <= dayOf(text) && dayOf(text) <= dayOf('2090-12-31');

const among =
  <Key extends string>(keys: readonly Key[]) =>
  (given: string): Key | null =>
    keys.find((key) => key === given) ?? null;

const oneOf = (keys: readonly string[]): Localised => ({
  nl: `dat is een van ${keys.join(', ')}.`,
  en: `it is one of ${keys.join(', ')}.`,
});

function amountIn(text: string): number | null {
  const cents = parseAmount(text);
  return cents !== null && cents > 0 && cents <= MAX_CENTS ? cents : null;
}

function readEvent(id: string, text: string): TryEvent | Localised {
  const words = text.split(' ').filter((word) => word !== '');
  const when = /^(-?\d{1,4})(?:T([01]\d|2[0-3])\.([0-5]\d))?$/.exec(words[0] ?? '');
  const [type = '', ...told] = when ? words.slice(1) : words;
  if (!isTryEventType(type)) {
    const known = TRY_EVENT_TYPES.join(', ');
    return {
      nl: `een gebeurtenis is een dag en een soort, zoals “20 payment amount.500”; soorten zijn ${known}.`,
      en: `an event is a day and a type, such as “20 payment amount.500”; types are ${known}.`,
    };
  }
  const { minute: usual } = eventType(type);
  const fields: Record<string, FieldValue> = {};
  for (const word of told) {
    const [, name = word, value = ''] = /^([a-z_]+)\.(.*)$/s.exec(word) ?? [];
    const field = fieldOf(type, name);
    if (!field) {
      const known = eventType(type).fields.map((one) => one.name);
      return {
        nl: `“${word}” is niet bekend; hier kan ${known.join(', ')}, met een punt en wat het is.`,
        en: `“${word}” is not known; here can be ${known.join(', ')}, with a dot and what it is.`,
      };
    }
    const read = readValue(field.kind, value);
    if (read === null) {
      return {
        nl: `“${word}” is geen ${field.kind === 'amount' ? 'bedrag' : 'heel getal'}.`,
        en: `“${word}” is no ${field.kind === 'amount' ? 'amount' : 'whole number'}.`,
      };
    }
    if (read !== '') fields[name] = read;
  }
  const minute = when?.[2] === undefined ? (usual ?? 0) : Number(when[2]) * 60 + Number(when[3]);
  return { id, type, day: when ? Number(when[1]) : null, minute, fields };
}

function readValue(kind: string, value: string): FieldValue | null {
  if (kind === 'amount') return parseAmount(value);
  if (kind === 'day' || kind === 'count') return /^-?\d{1,4}$/.test(value) ? Number(value) : null;
  return unescaped(value);
}
