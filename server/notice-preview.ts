/** The words of a notice as a debtor would read them today: with a real invoice, or with an example. */
import type { Channel, DebtorKind, Language, NoticeKind, Wording } from '../ladder/definition.ts';
import { noFacts } from '../ladder/facts.ts';
import { announcedCosts, statedDeadline } from '../ladder/invoice/delivery.ts';
import { receivedBy, termEnd } from '../ladder/law/terms.ts';
import type { Currency } from '../ladder/money.ts';
import { type InvoiceLine, NoticeTextError, type NoticeValues, renderNotice, tellsOthers } from '../ladder/texts.ts';
import { bankCalendar, rollToOpen } from '../ladder/time/calendar.ts';
import { addDays, type CivilDate, dateOf, dayOf, localDate } from '../ladder/time/civil.ts';
import { loadFacts } from '../store/facts.ts';
import { findInvoice, invoiceRow } from '../store/invoices.ts';
import { noticeValues, partyValues } from '../store/notice-values.ts';
import { type CreditorRecord, DEFAULT_CREDITOR_ID, findCreditor, findDebtor } from '../store/parties.ts';
import { findState } from '../store/states.ts';
import type { AppSettings } from './app.ts';
import { ApiError, notFound } from './errors.ts';
import type { LetterAbout } from './letters/press.ts';
import { countryOf } from './letters/sheet.ts';

/** What stands open in an example that is tried, on the day on which its notice leaves. */
export interface ExampleLine extends InvoiceLine {
  on: CivilDate;
  currency: Currency;
  lastNoticeOn: CivilDate | null;
}

export interface NoticeAsked {
  words: Wording;
  notice: NoticeKind;
  /** Days that the debtor gets from receipt. */
  termDays: number | null;
  language: Language;
  channel: Channel;
  /** Null: an example. */
  invoiceId: string | null;
  /** Of the example. */
  debtorKind: DebtorKind;
  /** The example asks for two invoices. */
  several: boolean;
  /** Null: the usual example. */
  example: ExampleLine | null;
}

/** The notice as a mail. Throws where the words cannot be filled in. */
export async function previewMail(settings: AppSettings, asked: NoticeAsked) {
  const { values } = await valuesFor(settings, asked);
  try {
    return { ...renderNotice(asked.words, values), to: values.debtor.name, invoice: values.invoice.number };
  } catch (error) {
    if (error instanceof NoticeTextError) throw unfit(error.message);
    throw error;
  }
}

/** The notice as a letter on paper. Throws where it cannot be printed. */
export async function previewLetter(settings: AppSettings, asked: NoticeAsked): Promise<Buffer> {
  const { values, about } = await valuesFor(settings, { ...asked, channel: 'letter' });
  const made = await settings.press.render(asked.words, values, about);
  if ('problem' in made) throw unfit(made.problem);
  return made.pdf;
}

const unfit = (problem: string) => new ApiError('invalid_request', 'text_unfit', problem, 'words');

async function valuesFor(
  settings: AppSettings,
  asked: NoticeAsked,
): Promise<{ values: NoticeValues; about: LetterAbout }> {
  const { invoiceId, channel, notice, termDays, language } = asked;
  const today = (invoiceId === null && asked.example?.on) || localDate(settings.now());
  const end = termDays === null ? null : termEnd(receivedBy(channel, today), termDays);
  const deadline = statedDeadline(notice, end);
  if (invoiceId === null) {
    const creditor = (await findCreditor(settings.db, DEFAULT_CREDITOR_ID))!;
    return { values: exampleValues(asked, creditor, today, deadline), about: { ourReference: '10042', country: null } };
  }
  const { db } = settings;
  const invoice = await findInvoice(db, invoiceId);
  const row = await invoiceRow(db, invoiceId);
  if (!invoice || !row) throw notFound('invoice', invoiceId);
  const state = await findState(db, invoiceId);
  if (!state) {
    throw new ApiError('conflict', 'invoice_not_begun', `Invoice ${row.number} has not begun to climb its ladder yet.`);
  }
  const { facts } = await loadFacts(db, invoice);
  const creditor = (await findCreditor(db, invoice.creditorId))!;
  const debtor = (await findDebtor(db, invoice.debtor.id))!;
  const form = { on: today, deadline, channel, tellsOthers: tellsOthers(asked.words) };
  const values = await noticeValues(db, { invoice, facts, state }, creditor, form);
  return { values: { ...values, language }, about: { ourReference: debtor.reference, country: countryOf(debtor) } };
}

const EXAMPLE_CENTS = 121_000;

function exampleValues(
  { language, channel, debtorKind, several, words, example }: NoticeAsked,
  creditor: CreditorRecord,
  today: CivilDate,
  deadline: CivilDate | null,
): NoticeValues {
  const usual = (number: string, daysOverdue: number): InvoiceLine => ({
    number,
    issuedOn: addDays(today, -daysOverdue - 30),
    dueOn: addDays(today, -daysOverdue),
    claimedCents: EXAMPLE_CENTS,
    paidCents: 0,
    creditedCents: 0,
    contestedCents: 0,
    costsCents: 0,
    interestCents: 0,
    openCents: EXAMPLE_CENTS,
  });
  const first = example ?? usual('2026-0042', 21);
  const lines = several ? [first, usual('2026-0057', 14)] : [first];
  const sum = (of: (line: InvoiceLine) => number) => lines.reduce((total, line) => total + of(line), 0);
  const currency = example?.currency ?? 'EUR';
  const name = language === 'nl' ? EXAMPLE_NAMES[debtorKind].nl : EXAMPLE_NAMES[debtorKind].en;
  const debtor = { name, address_lines: ['Voorbeeldlaan 12', '1234 AB  Voorbeeldstad'], kind: debtorKind };
  const costsVat = creditor.costs_vat;
  const owed = ({ claimedCents, paidCents, creditedCents, contestedCents }: InvoiceLine) =>
    Math.max(0, claimedCents - paidCents - creditedCents - contestedCents);
  const facts = lines.map((line) => ({
    ...noFacts(
      { id: 'example', ...line, claimedCents: owed(line), currency },
      { id: 'example-debtor', kind: debtorKind, country: 'NL', language },
    ),
    costsVat,
  }));
  return {
    language,
    channel,
    today,
    ...partyValues(creditor, debtor, null),
    invoice: { ...first, claimedCents: sum((line) => line.claimedCents), currency },
    lines,
    alsoOpen: tellsOthers(words) ? [{ number: '2026-0063', dueOn: addDays(today, -3), openCents: 36_300 }] : [],
    openCents: sum((line) => line.openCents),
    costsCents: sum((line) => line.costsCents),
    costsVat: false,
    interestCents: sum((line) => line.interestCents),
    announcedCostsCents: announcedCosts(facts).totalCents,
    announcedCostsVat: costsVat,
    paidCents: sum((line) => line.paidCents),
    creditedCents: sum((line) => line.creditedCents),
    contestedCents: sum((line) => line.contestedCents),
    deadline,
    bankDate: dateOf(rollToOpen(bankCalendar, dayOf(today) - 1, -1)),
    lastNoticeOn: example ? example.lastNoticeOn : addDays(today, -7),
    paymentReference: null,
  };
}

const EXAMPLE_NAMES = {
  consumer: { nl: 'Mevrouw J. Jansen', en: 'Ms J. Jansen' },
  'sole-trader': { nl: 'Schildersbedrijf Jansen', en: 'Jansen Painters' },
  company: { nl: 'Jansen Bouw B.V.', en: 'Jansen Construction B.V.' },
  government: { nl: 'Gemeente Voorbeeldstad', en: 'Municipality of Voorbeeldstad' },
} satisfies Record<DebtorKind, Record<Language, string>>;
