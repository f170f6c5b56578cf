import { contestedCents, demandableCents, type Facts, paidCents } from '../ladder/facts.ts';
import type { InvoiceState } from '../ladder/invoice/state.ts';
import type { NoticeValues } from '../ladder/texts.ts';
import { bankCalendar, rollToOpen } from '../ladder/time/calendar.ts';
import { type CivilDate, dateOf, dayOf } from '../ladder/time/civil.ts';
import type { Db, Tx } from './database.ts';
import { type InvoiceRecord, invoiceRow } from './invoices.ts';
import { type CreditorRecord, findDebtor } from './parties.ts';

/** What the merge fields of a text stand for, on a day and with the final payment date that it sets. */
export async function noticeValues(
  db: Db | Tx,
  { invoice, facts, state }: { invoice: InvoiceRecord; facts: Facts; state: InvoiceState },
  creditor: CreditorRecord,
  { on, deadline }: { on: CivilDate; deadline: CivilDate | null },
): Promise<NoticeValues> {
  const row = (await invoiceRow(db, invoice.id))!;
  const debtor = (await findDebtor(db, invoice.debtor.id))!;
  return {
    language: invoice.debtor.language,
    today: on,
    creditor: {
      name: creditor.name,
      addressLines: creditor.address_lines,
      email: creditor.email,
      phone: creditor.phone,
      iban: row.iban ?? creditor.iban,
      kvk: creditor.kvk,
      vatNumber: creditor.vat_number,
    },
    debtor: { name: debtor.name, addressLines: debtor.address_lines, kind: debtor.kind },
    invoice: facts.invoice,
    openCents: demandableCents(facts),
    paidCents: paidCents(facts),
    creditedCents: facts.creditNotes.reduce((sum, credit) => sum + credit.amountCents, 0),
    contestedCents: contestedCents(facts),
    deadline,
    bankDate: dateOf(rollToOpen(bankCalendar, dayOf(on) - 1, -1)),
    lastNoticeOn: state.lastContactOn,
    paymentReference: row.payment_reference,
  };
}
