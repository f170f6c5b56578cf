/** What the benchmarks run: the shipped ladder, a creditor with debtors, and invoices on a compressed clock. */
import type { MailOutcome, MailTransport, RawMail } from '../../activities/mail/transport.ts';
import type { Ladder, Timing } from '../../ladder/definition.ts';
import { shippedLadders } from '../../ladder/library/library.ts';
import { spreadMs } from '../../ladder/schedule.ts';
import { addDays, type CivilDate, DAY_MS, type Instant, MINUTE_MS, parseInstant } from '../../ladder/time/civil.ts';
import { type Clock, virtualTime } from '../../ladder/time/clock.ts';
import { creditorById, DEFAULT_LADDER, registerInvoice } from '../../server/register.ts';
import type { Db } from '../../store/database.ts';
import { addLadder } from '../../store/ladders.ts';
import { DEFAULT_CREDITOR_ID, DEFAULT_TERM_DAYS, saveCreditor } from '../../store/parties.ts';

/** The ladder on which an invoice is registered when nobody says otherwise. */
export function shippedLadder(): Ladder {
  return shippedLadders().find((ladder) => ladder.id === DEFAULT_LADDER)!;
}

/**
 * The shipped ladder for a clock on which a day passes in a fraction of a second: a machine that is busy for a moment must
 * not skip a step, put it before a person, or find the office closed. So the contact window is open around the clock, no
 * step has a day by which it must have happened, and steps that come late are taken all the same.
 */
function patientLadder(): Ladder {
  const ladder = shippedLadder();
  return {
    ...ladder,
    contact: { ...ladder.contact, window: { from: '00:00', to: '24:00' } },
    intake: { missed: 'respace' },
    steps: ladder.steps.map((step) => ('when' in step ? { ...step, when: withoutLatest(step.when) } : step)),
  };
}

function withoutLatest({ latest: _, ...when }: Timing): Timing {
  return when;
}

/** Real milliseconds in which a day of the compressed clock passes. */
const DAY_TAKES_MS = 300;

/**
 * Invoices are due on Thursday 24 September, after which no holiday comes for three months. So no step falls on a
 * Friday, and none within a second of the one before: the dev server fires a shorter timer up to a second late, and a
 * step that slipped into the weekend would take one turn more.
 */
const ISSUED_ON: CivilDate = '2026-09-14';
const TERM_DAYS = 10;
const BEGINNING = parseInstant(`${ISSUED_ON}T08:00`)!;

/** A clock that begins on the same morning, now. */
export function compressedClock(): Clock {
  return { realOrigin: Date.now(), virtualOrigin: BEGINNING, speed: DAY_MS / DAY_TAKES_MS };
}

/** Debtors are chosen whose sends come early on their day: a wake-up that is late need not wait for another day's hour. */
const LATEST_SEND_MS = 60 * MINUTE_MS;
const DEBTORS = 40;

const AGENCY_EMAIL = 'dossiers@incasso.example';

/** A creditor that has all it needs, the ladder, and debtors. */
export async function seedPortfolio(db: Db): Promise<void> {
  await addLadder(db, patientLadder(), 'bench', BEGINNING);
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
  const ids = debtorIds();
  await db
    .insertInto('debtors')
    .values(
      ids.map((id, index) => ({
        id,
        creditor_id: DEFAULT_CREDITOR_ID,
        reference: referenceOf(index),
        kind: 'company' as const,
        name: `Klant ${index} B.V.`,
        address_lines: JSON.stringify(['Kerkstraat 1', '1234 AB  Voorbeeldstad']),
        country: 'NL',
        language: 'nl' as const,
      })),
    )
    .execute();
  await db
    .insertInto('contacts')
    .values(
      ids.map((id, index) => ({
        id: `${id}-contact`,
        debtor_id: id,
        email: emailOf(index),
        created_at: new Date(BEGINNING),
      })),
    )
    .execute();
}

function debtorIds(): string[] {
  const ids: string[] = [];
  for (let n = 0; ids.length < DEBTORS; n++) {
    const id = `debtor-${n}`;
    if (spreadMs(id, DAY_MS) < LATEST_SEND_MS) ids.push(id);
  }
  return ids;
}

const referenceOf = (index: number) => `K-${index}`;
const emailOf = (index: number) => `crediteuren@klant-${index}.example`;

/** Registers `count` invoices as the API does. Their numbers begin with `prefix`. */
export async function registerInvoices(db: Db, count: number, prefix: string, clock: Clock): Promise<string[]> {
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
          reference: referenceOf(debtor),
          kind: 'company',
          name: `Klant ${debtor} B.V.`,
          addressLines: ['Kerkstraat 1', '1234 AB  Voorbeeldstad'],
          country: 'NL',
          language: 'nl',
          segment: null,
          relation: null,
          kvk: null,
          vatNumber: null,
          oin: null,
          email: emailOf(debtor),
          phone: null,
        },
        documents: [],
      },
      now(clock),
    );
    ids.push(id);
  }
  return ids;
}

export const now = (clock: Clock): Instant => virtualTime(clock, Date.now());

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
