/** Makes what tests need in one line; what a test does not say is ordinary. */
import { createHash } from 'node:crypto';
import type { HandoverStep, Ladder, SendStep, Step } from '../../ladder/definition.ts';
import type { CreditNote, Hold, Payment, Release, Reversal, TaskCompleted, WriteOff } from '../../ladder/events.ts';
import { parseAmount } from '../../ladder/money.ts';
import { spreadMs } from '../../ladder/schedule.ts';
import { type Instant, localDate, MINUTE_MS, parseInstant } from '../../ladder/time/civil.ts';
import type { Clock } from '../../ladder/time/clock.ts';
import { creditorById, type Registration, registerInvoice } from '../../server/register.ts';
import type { Db } from '../../store/database.ts';
import { findInvoice, type InvoiceRecord } from '../../store/invoices.ts';
import { addLadder } from '../../store/ladders.ts';
import { type DebtorInput, findCreditor, saveCreditor } from '../../store/parties.ts';

/** A Dutch wall-clock time, such as `2026-03-02T10:00`. */
export function at(text: string): Instant {
  const instant = parseInstant(text);
  if (instant === null) throw new Error(`"${text}" is no time.`);
  return instant;
}

/** Cents of "1210.00". */
export function cents(amount: string): number {
  const parsed = parseAmount(amount);
  if (parsed === null) throw new Error(`"${amount}" is no amount.`);
  return parsed;
}

/** A clock that stands still: what is asked at an hour happens at that hour. */
export const STOPPED_CLOCK: Clock = { realOrigin: 0, virtualOrigin: 0, speed: 0 };

// ---- Ladders

const both = (text: string) => ({ nl: text, en: text });

export function aReminder(changes: Partial<SendStep> = {}): SendStep {
  return {
    id: 'herinnering',
    kind: 'send',
    name: both('Herinnering'),
    notice: 'reminder',
    channel: 'email',
    when: { days: 5, unit: 'days', after: 'due' },
    next: 'ingebrekestelling',
    ...changes,
  };
}

export function aNoticeOfDefault(changes: Partial<SendStep> = {}): SendStep {
  return aReminder({
    id: 'ingebrekestelling',
    name: both('Ingebrekestelling'),
    notice: 'notice-of-default',
    termDays: 14,
    when: { days: 20, unit: 'days', after: 'due' },
    next: 'overdragen',
    ...changes,
  });
}

export function aHandover(changes: Partial<HandoverStep> = {}): HandoverStep {
  return {
    id: 'overdragen',
    kind: 'handover',
    name: both('Overdragen'),
    when: { days: 40, unit: 'days', after: 'due' },
    ...changes,
  };
}

/** A reminder on day 5, a notice of default on day 20, handover on day 40; or other steps in their order. */
export function aLadder(changes: Partial<Ladder> = {}): Ladder {
  const steps: Step[] = changes.steps ?? [aReminder(), aNoticeOfDefault(), aHandover()];
  const text = (step: Step) => ({
    subject: `${step.name.nl} voor factuur {{invoice.number}}`,
    body: 'Beste {{debtor.name}},\n\n{{block.invoice}}\n\n{{block.payment}}\n\n{{block.signature}}',
  });
  const texts = Object.fromEntries(
    steps.filter((step) => ['send', 'call', 'task'].includes(step.kind)).map((step) => [step.id, text(step)]),
  );
  return {
    id: 'proefladder',
    version: 1,
    name: both('Proefladder'),
    office: { worked: [], closed: [] },
    contact: { window: { from: '09:00', to: '17:00' }, gap: 3 },
    intake: { missed: 'skip' },
    toleranceCents: 0,
    start: steps[0]!.id,
    texts: { nl: texts, en: texts },
    ...changes,
    steps,
  };
}

/** A ladder that takes several invoices of a debtor into one text. */
export function ladderForSeveral(changes: Partial<Ladder> = {}): Ladder {
  const ladder = aLadder({ id: 'samen', ...changes });
  const several = {
    subject: '{{invoices.count}} facturen: {{invoice.number}}',
    body: '{{block.invoice}}\n\n{{block.payment}}\n\n{{block.other}}\n\n{{block.signature}}',
  };
  const texts = Object.fromEntries(
    Object.entries(ladder.texts.nl).map(([id, text]) => [
      id,
      { ...text, body: `${text.body}\n\n{{block.other}}`, several },
    ]),
  );
  return { ...ladder, texts: { nl: texts, en: texts } };
}

// ---- Parties and invoices

type CreditorRow = Parameters<typeof saveCreditor>[1];

export function aCreditor(changes: Partial<CreditorRow> = {}): CreditorRow {
  return {
    id: 'eiser',
    name: 'Eiser B.V.',
    address_lines: JSON.stringify(['Eisstraat 1', '1000 AA  Eisdorp']),
    email: 'administratie@eiser.example',
    phone: '020 555 01 00',
    iban: 'NL91ABNA0417164300',
    kvk: '87654321',
    vat_number: null,
    default_term_days: 30,
    agency_name: 'Bureau Incasso',
    agency_email: 'zaken@bureau.example',
    is_example: false,
    ...changes,
  };
}

export function aBuyer(changes: Partial<DebtorInput> = {}): DebtorInput {
  return {
    reference: null,
    kind: 'company',
    name: 'Debiteur B.V.',
    addressLines: ['Schuldweg 2', '2000 BB  Betaalstad'],
    country: 'NL',
    language: 'nl',
    segment: null,
    relation: null,
    terms: null,
    kvk: null,
    vatNumber: null,
    oin: null,
    email: 'klant@debiteur.example',
    phone: null,
    ...changes,
  };
}

export interface InvoiceChanges extends Partial<Omit<Registration, 'debtor' | 'ladder'>> {
  amount?: string;
  debtor?: Partial<DebtorInput>;
  /** Added to the database when it is not there. */
  ladder?: Ladder;
  creditorId?: string;
  /** When it is registered. */
  at?: string;
}

let invoices = 0;

/** What is registered for an invoice: € 1,000, due on 18 March 2026, unless told otherwise. */
export function aRegistration(changes: InvoiceChanges = {}): Registration {
  const { amount = '1000.00', debtor, ladder = aLadder(), creditorId: _, at: __, ...rest } = changes;
  return {
    number: `F-${++invoices}`,
    issuedOn: '2026-02-16',
    dueOn: '2026-03-18',
    amountCents: cents(amount),
    claimedCents: cents(amount),
    currency: 'EUR',
    paymentReference: null,
    iban: null,
    documents: [],
    debtor: aBuyer(debtor),
    ladder: { id: ladder.id, version: ladder.version },
    ...rest,
  };
}

/** Registers an invoice, with its creditor and its ladder where those are missing. */
export async function anInvoice(db: Db, changes: InvoiceChanges = {}): Promise<InvoiceRecord> {
  const { ladder = aLadder(), creditorId = 'eiser', at: registeredAt = '2026-02-16T10:00' } = changes;
  const now = at(registeredAt);
  await addLadder(db, ladder, 'test', now);
  if (!(await findCreditor(db, creditorId))) await saveCreditor(db, aCreditor({ id: creditorId }));
  const registration = aRegistration(changes);
  await addEarlyDebtor(db, creditorId, registration.debtor);
  const { id } = await registerInvoice(db, (tx) => creditorById(tx, creditorId), registration, now);
  return (await findInvoice(db, id))!;
}

/**
 * Notices are spread over the hours of a day by the id of the debtor. In tests every debtor is written to at opening: the
 * registration then finds this one, which has such an id.
 */
async function addEarlyDebtor(db: Db, creditorId: string, buyer: DebtorInput): Promise<void> {
  const { addressLines, vatNumber, email: _, phone: __, ...columns } = buyer;
  const address_lines = JSON.stringify(addressLines);
  const who = [creditorId, columns.reference, columns.name, address_lines, columns.kvk, vatNumber].join('/');
  const kind = columns.kind ?? 'company';
  const row = { ...columns, kind, creditor_id: creditorId, address_lines, vat_number: vatNumber };
  await db
    .insertInto('debtors')
    .values({ id: earlyId(createHash('sha256').update(who).digest('hex').slice(0, 12)), ...row })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

function earlyId(name: string): string {
  for (let n = 0; ; n++) if (spreadMs(`${name}-${n}`, 6 * 60 * MINUTE_MS) === 0) return `${name}-${n}`;
}

// ---- What happens to an invoice

let events = 0;
type Changes<T> = Partial<Omit<T, 'type' | 'at'>> & { at?: string };
const stamp = (changes: { at?: string }, usual: string) => {
  const { at: known = usual, ...rest } = changes;
  return { id: `e-${++events}`, at: at(known), on: localDate(at(known)), rest };
};
/** When things happen that a test does not time. */
const USUAL = '2026-03-10T12:00';

export function aPayment(amount: string, changes: Changes<Payment> = {}): Payment {
  const { on, rest, ...known } = stamp(changes, USUAL);
  return { type: 'payment', ...known, amountCents: cents(amount), bookedOn: on, ...rest };
}

export function aCreditNote(amount: string, changes: Changes<CreditNote> = {}): CreditNote {
  const { on, rest, ...known } = stamp(changes, USUAL);
  return { type: 'credit_note', ...known, number: known.id, amountCents: cents(amount), issuedOn: on, ...rest };
}

export function aReversal(paymentId: string, changes: Changes<Reversal> = {}): Reversal {
  const { on, rest, ...known } = stamp(changes, USUAL);
  return { type: 'reversal', ...known, paymentId, on, ...rest };
}

export function aHold(changes: Changes<Hold> = {}): Hold {
  const { on: _, rest, ...known } = stamp(changes, USUAL);
  return { type: 'hold', ...known, owner: 'Sanne', reason: 'belofte', ...rest };
}

export function aRelease(holdId: string, changes: Changes<Release> = {}): Release {
  const { on: _, rest, ...known } = stamp(changes, USUAL);
  return { type: 'release', ...known, holdId, by: 'Sanne', ...rest };
}

export function aWriteOff(changes: Changes<WriteOff> = {}): WriteOff {
  const { on: _, rest, ...known } = stamp(changes, USUAL);
  return { type: 'write_off', ...known, by: 'Sanne', reason: 'oninbaar', ...rest };
}

export function anAnswer(taskId: string, outcome: string, changes: Changes<TaskCompleted> = {}): TaskCompleted {
  const { on: _, rest, ...known } = stamp(changes, USUAL);
  return { type: 'task_completed', ...known, taskId, outcome, by: 'Sanne', ...rest };
}
