import { accountOf, leftOf } from '../ladder/arrangement/account.ts';
import { instalmentOf } from '../ladder/arrangement/contacts.ts';
import { signatureInTime } from '../ladder/arrangement/facts.ts';
import { instalments } from '../ladder/arrangement/instalments.ts';
import type { ArrangementNoticeValues } from '../ladder/arrangement/notices.ts';
import type { Contact } from '../ladder/arrangement/state.ts';
import type { ArrangementTerms } from '../ladder/arrangement/terms.ts';
import type { Channel } from '../ladder/definition.ts';
import { referenceOf } from '../ladder/texts/fields.ts';
import { bankCalendar, rollToOpen } from '../ladder/time/calendar.ts';
import { type CivilDate, dateOf, dayOf, localDate } from '../ladder/time/civil.ts';
import type { ArrangementStanding } from './arrangements.ts';
import type { Db, Tx } from './database.ts';
import { invoiceRow } from './invoices.ts';
import { partyValues } from './notice-values.ts';
import { type CreditorRecord, findDebtor } from './parties.ts';

/** What the notices of an arrangement say on a day; `contact` is the one that leaves, null for the text to be signed. */
export async function arrangementValues(
  db: Db | Tx,
  { arrangement: { terms }, invoices, facts, state }: ArrangementStanding,
  creditor: CreditorRecord,
  { on, deadline, amountCents }: { on: CivilDate; deadline: CivilDate | null; amountCents: number },
  contact: Pick<Contact, 'what' | 'n' | 'turn'> | null,
  channel: Channel,
): Promise<ArrangementNoticeValues> {
  const debtor = (await findDebtor(db, facts.debtor.id))!;
  const rows = [];
  for (const { id } of invoices) rows.push((await invoiceRow(db, id))!);
  const numbers = rows.map(({ number }) => number);
  const [iban = null, ...otherIbans] = new Set(rows.map((row) => row.iban));
  const account = accountOf(terms, facts);
  return {
    language: facts.debtor.language,
    channel,
    today: on,
    ...partyValues(creditor, debtor, otherIbans.length > 0 ? null : iban),
    invoices: numbers,
    currency: terms.currency,
    leftCents: Math.max(0, account.owedCents - account.paidCents),
    instalments: leftOf(state?.instalments ?? instalments(terms.plan), account),
    charged: chargedOf(terms),
    isChanged: (state?.revision ?? 0) > 0,
    signedOn: (signatureInTime(terms, facts) ?? facts.signatures[0])?.on ?? null,
    signBy: terms.signBy,
    amountCents,
    instalment: state && contact ? instalmentOf(state, contact) : null,
    deadline,
    bankDate: dateOf(rollToOpen(bankCalendar, dayOf(on) - 1, -1)),
    reference: referenceOf(numbers, rows[0]!.payment_reference, facts.debtor.language) ?? '',
  };
}

/** The costs and interest that are part of an arrangement, over all its invoices; null where none are. */
function chargedOf({ charged = [], agreedAt }: ArrangementTerms): ArrangementNoticeValues['charged'] {
  const costsCents = charged.reduce((sum, one) => sum + one.costsCents, 0);
  const interestCents = charged.reduce((sum, one) => sum + one.interestCents, 0);
  const costsVat = charged.some((one) => one.costsVat === true);
  return costsCents + interestCents === 0 ? null : { costsCents, costsVat, interestCents, on: localDate(agreedAt) };
}
