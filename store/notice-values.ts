import { demandableCents } from '../ladder/contested.ts';
import type { Channel } from '../ladder/definition.ts';
import type { Facts } from '../ladder/facts.ts';
import { announcedCosts } from '../ladder/invoice/delivery.ts';
import { lineOf } from '../ladder/invoice/line.ts';
import type { InvoiceState } from '../ladder/invoice/state.ts';
import type { AlsoOpen, InvoiceLine, NoticeValues } from '../ladder/texts.ts';
import { bankCalendar, rollToOpen } from '../ladder/time/calendar.ts';
import { type CivilDate, dateOf, dayOf } from '../ladder/time/civil.ts';
import type { Db, Tx } from './database.ts';
import { loadFacts } from './facts.ts';
import { findInvoice, type InvoiceRecord, invoiceRow, openBesides } from './invoices.ts';
import { type CreditorRecord, type DebtorRecord, findDebtor } from './parties.ts';

/** An invoice that a notice is about. */
export interface NoticeSource {
  invoice: InvoiceRecord;
  facts: Facts;
  state: InvoiceState;
}

export interface NoticeForm {
  on: CivilDate;
  /** The final payment date that it sets. */
  deadline: CivilDate | null;
  channel: Channel;
  /** Invoices that the notice asks for besides. */
  others?: readonly { facts: Facts; state: InvoiceState | null }[];
  /** Its text lists what else is open. */
  tellsOthers?: boolean;
}

/** What the merge fields of a text stand for. */
export async function noticeValues(
  db: Db | Tx,
  { invoice, facts, state }: NoticeSource,
  creditor: CreditorRecord,
  { on, deadline, channel, others = [], tellsOthers = false }: NoticeForm,
): Promise<NoticeValues> {
  const row = (await invoiceRow(db, invoice.id))!;
  const debtor = (await findDebtor(db, invoice.debtor.id))!;
  const lines = [{ facts, state }, ...others].map((line) => lineOf(line, on)).toSorted(byAge);
  const sum = (of: (line: InvoiceLine) => number) => lines.reduce((total, line) => total + of(line), 0);
  return {
    language: invoice.debtor.language,
    channel,
    today: on,
    ...partyValues(creditor, debtor, row.iban),
    invoice: { ...facts.invoice, claimedCents: sum((line) => line.claimedCents) },
    lines,
    alsoOpen: tellsOthers ? await alsoOpen(db, invoice, [facts, ...others.map((other) => other.facts)]) : [],
    openCents: sum((line) => line.openCents),
    costsCents: sum((line) => line.costsCents),
    interestCents: sum((line) => line.interestCents),
    costsVat: [state, ...others.map((other) => other.state)].some((one) => one?.charged.costs?.vat === true),
    announcedCostsCents: announcedCosts([facts, ...others.map((other) => other.facts)]).totalCents,
    announcedCostsVat: facts.costsVat,
    paidCents: sum((line) => line.paidCents),
    creditedCents: sum((line) => line.creditedCents),
    contestedCents: sum((line) => line.contestedCents),
    deadline,
    bankDate: dateOf(rollToOpen(bankCalendar, dayOf(on) - 1, -1)),
    lastNoticeOn: state.lastContactOn,
    paymentReference: row.payment_reference,
  };
}

/** The oldest claim first, as a debtor looks for them; of one day by number. */
function byAge(a: InvoiceLine, b: InvoiceLine): number {
  if (a.dueOn !== b.dueOn) return a.dueOn < b.dueOn ? -1 : 1;
  return a.number.localeCompare(b.number, 'en', { numeric: true });
}

/** No notice lists more other invoices for information. */
const MAX_ALSO_OPEN = 20;

/** Other invoices of the debtor of which something is asked, for information. */
async function alsoOpen(db: Db | Tx, invoice: InvoiceRecord, asked: readonly Facts[]): Promise<AlsoOpen[]> {
  const found: AlsoOpen[] = [];
  for (const id of await openBesides(db, invoice, { dueBy: null, limit: MAX_ALSO_OPEN + asked.length })) {
    if (asked.some((facts) => facts.invoice.id === id)) continue;
    const { facts } = await loadFacts(db, (await findInvoice(db, id))!);
    const openCents = demandableCents(facts);
    const { number, dueOn, currency } = facts.invoice;
    if (openCents > 0 && currency === invoice.facts.currency) found.push({ number, dueOn, openCents });
  }
  return found.slice(0, MAX_ALSO_OPEN);
}

/** Creditor and debtor as notices name them; `iban` is the account of the invoices, where they have one of their own. */
export function partyValues(
  creditor: CreditorRecord,
  debtor: Pick<DebtorRecord, 'name' | 'address_lines' | 'kind'>,
  iban: string | null,
): Pick<NoticeValues, 'creditor' | 'debtor'> {
  return {
    creditor: {
      name: creditor.name,
      addressLines: creditor.address_lines,
      email: creditor.email,
      phone: creditor.phone,
      iban: iban ?? creditor.iban,
      kvk: creditor.kvk,
      vatNumber: creditor.vat_number,
    },
    debtor: { name: debtor.name, addressLines: debtor.address_lines, kind: debtor.kind },
  };
}
