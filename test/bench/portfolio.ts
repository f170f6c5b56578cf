/** What the benchmarks run: the shipped ladder, a creditor with debtors, and invoices of one day. */
import type { MailOutcome, MailTransport, RawMail } from '../../activities/mail/transport.ts';
import type { Ladder } from '../../ladder/definition.ts';
import { shippedLadders } from '../../ladder/library/library.ts';
import { addDays, type CivilDate, DAY_MS, type Instant, parseInstant } from '../../ladder/time/civil.ts';
import { creditorById, DEFAULT_LADDER, registerInvoice } from '../../server/register.ts';
import type { Db } from '../../store/database.ts';
import { addLadder } from '../../store/ladders.ts';
import { DEFAULT_CREDITOR_ID, DEFAULT_TERM_DAYS, saveCreditor } from '../../store/parties.ts';

/** The ladder on which an invoice is registered when nobody says otherwise. */
export function shippedLadder(): Ladder {
  return shippedLadders().find((ladder) => ladder.id === DEFAULT_LADDER)!;
}

const ISSUED_ON: CivilDate = '2026-09-14';
const TERM_DAYS = 10;
/** When invoices are registered. */
export const BEGINNING: Instant = parseInstant(`${ISSUED_ON}T08:00`)!;
/** From registration until after handover on day 60 after due. */
export const LADDER_TAKES_MS = 75 * DAY_MS;

/** Beyond as many invoices, a debtor has a second one. */
const DEBTORS = 40;

const AGENCY_EMAIL = 'dossiers@incasso.example';

/** The ladder, and a creditor that has all it needs. */
export async function seedPortfolio(db: Db): Promise<void> {
  await addLadder(db, shippedLadder(), 'bench', BEGINNING);
  await saveCreditor(db, {
    id: DEFAULT_CREDITOR_ID,
    name: 'Bakkerij De Korrel B.V.',
    address_lines: JSON.stringify(['Molenweg 12', '3512 AB  Utrecht']),
    email: 'administratie@dekorrel.example',
    phone: '030 555 01 00',
    iban: 'NL91ABNA0417164300',
    kvk: '12345678',
    vat_number: 'NL001234567B01',
    default_term_days: DEFAULT_TERM_DAYS,
    agency_name: 'Incassobureau Voorbeeld',
    agency_email: AGENCY_EMAIL,
    is_example: false,
  });
}

/**
 * Registers `count` invoices as the API does. Their numbers begin with `prefix`, and so do the references of their debtors:
 * each round goes through the same days, on which nobody may have been written to in the round before.
 */
export async function registerInvoices(db: Db, count: number, prefix: string): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index++) {
    const debtor = index % DEBTORS;
    const { id } = await registerInvoice(
      db,
      (tx) => creditorById(tx, DEFAULT_CREDITOR_ID),
      {
        number: `${prefix}-${String(index).padStart(4, '0')}`,
        issuedOn: ISSUED_ON,
        dueOn: addDays(ISSUED_ON, TERM_DAYS),
        amountCents: 121_000 + index,
        claimedCents: 121_000 + index,
        currency: 'EUR',
        paymentReference: null,
        iban: null,
        ladder: { id: DEFAULT_LADDER, version: null },
        debtor: {
          reference: `${prefix}-${debtor}`,
          kind: 'company',
          name: `Klant ${debtor} B.V.`,
          addressLines: ['Kerkstraat 1', '1234 AB  Voorbeeldstad'],
          country: 'NL',
          language: 'nl',
          segment: null,
          relation: null,
          terms: null,
          kvk: null,
          vatNumber: null,
          oin: null,
          email: `crediteuren@klant-${debtor}.example`,
          phone: null,
        },
        documents: [],
      },
      BEGINNING,
    );
    ids.push(id);
  }
  return ids;
}

/** Takes every mail at once and keeps only how many there were, to the agency and in all, and how long they are. */
export class CountingTransport implements MailTransport {
  mails = 0;
  handovers = 0;
  bytes = 0;

  async send(mail: RawMail): Promise<MailOutcome> {
    this.mails++;
    if (mail.to === AGENCY_EMAIL) this.handovers++;
    this.bytes += mail.raw.length;
    return { status: 'accepted' };
  }

  async holds(): Promise<boolean> {
    return false;
  }
}
