/** Registers invoices: from JSON or UBL to rows, a log entry and the signal that starts the workflow, in one transaction. */
import { randomUUID } from 'node:crypto';
import { chooseLadder, type LadderChoice, termOf } from '../ladder/choice.ts';
import type { DebtorKind, LadderRef, Language } from '../ladder/definition.ts';
import type { Reason } from '../ladder/reasons.ts';
import { addDays, type CivilDate, type Instant } from '../ladder/time/civil.ts';
import type { Db, Tx } from '../store/database.ts';
import { debtorFacts } from '../store/debtor-facts.ts';
import { addDocument, type DocumentInput } from '../store/documents.ts';
import { keepFact } from '../store/facts.ts';
import { findInvoice, type InvoiceRowFull, insertInvoice, invoiceOfCreditor } from '../store/invoices.ts';
import { currentChoice } from '../store/ladder-choice.ts';
import { latestVersion } from '../store/ladders.ts';
import { appendLog, invoiceChain } from '../store/log.ts';
import {
  type CreditorRecord,
  creditorOfSeller,
  type DebtorInput,
  type DebtorRecord,
  debtorOfBuyer,
  findCreditor,
  lockCreditor,
  lockDebtor,
} from '../store/parties.ts';
import { queueSignal } from '../store/signal-outbox.ts';
import { ApiError } from './errors.ts';
import { factOfDebtor, stillHolding } from './record.ts';
import { START } from './relay.ts';
import type { UblParty } from './ubl/party.ts';
import type { UblDocument } from './ubl/ubl.ts';

export const DEFAULT_LADDER = 'zeven-stappen';
/** Of a creditor who never chose. */
export const DEFAULT_CHOICE: LadderChoice = { rules: [], otherwise: DEFAULT_LADDER };

export interface Registration {
  /** Drawn at random, unless it has to be the same each time. */
  id?: string;
  number: string;
  issuedOn: CivilDate;
  /** Null: the creditor's default term gives it. */
  dueOn: CivilDate | null;
  amountCents: number;
  claimedCents: number;
  currency: string;
  paymentReference: string | null;
  iban: string | null;
  /** Null: the creditor's choice of ladder decides. */
  ladder: { id: string; version: number | null } | null;
  debtor: DebtorInput;
  documents: DocumentInput[];
}

export interface Registered {
  id: string;
  /** False when this very invoice was registered before. */
  isNew: boolean;
}

/** Registers an invoice of a creditor. The same invoice again changes nothing; another under its number is refused. */
export async function registerInvoice(
  db: Db,
  chooseCreditor: (tx: Tx) => Promise<CreditorRecord>,
  registration: Registration,
  now: Instant,
): Promise<Registered> {
  return db.transaction().execute(async (tx) => {
    const creditor = await chooseCreditor(tx);
    await lockCreditor(tx, creditor.id);
    const { number, issuedOn } = registration;
    const dueOn = registration.dueOn ?? addDays(issuedOn, creditor.default_term_days);
    if (dueOn < issuedOn) {
      throw new ApiError(
        'invalid_request',
        'due_before_issue',
        `Invoice ${number} is due on ${dueOn}, before its issue on ${issuedOn}.`,
        'due',
      );
    }
    const earlier = await invoiceOfCreditor(tx, creditor.id, number);
    if (earlier) return sameOrRefused(earlier, creditor, { ...registration, dueOn });
    const debtor = await debtorOfBuyer(tx, creditor.id, registration.debtor, now);
    const { kind } = registration.debtor;
    if (kind !== null && kind !== debtor.kind) {
      const message = `${debtor.name} is known as ${debtor.kind}, not ${kind}: what may be announced to them depends on it.`;
      throw new ApiError('conflict', 'debtor_differs', message, 'debtor.kind');
    }
    await lockDebtor(tx, debtor.id);
    const { ladder, why } = await ladderFor(tx, { ...registration, dueOn }, debtor);
    const id = registration.id ?? randomUUID();
    const written = await insertInvoice(tx, {
      id,
      creditor_id: creditor.id,
      debtor_id: debtor.id,
      number,
      issued_on: issuedOn,
      due_on: dueOn,
      amount_cents: registration.amountCents,
      claimed_cents: registration.claimedCents,
      currency: registration.currency,
      payment_reference: registration.paymentReference,
      iban: registration.iban,
      ladder_id: ladder.id,
      ladder_version: ladder.version,
      registered_at: new Date(now),
    });
    // Somebody registered it at the same moment.
    if (!written)
      return sameOrRefused((await invoiceOfCreditor(tx, creditor.id, number))!, creditor, { ...registration, dueOn });
    for (const document of registration.documents) await addDocument(tx, id, document);
    // What holds for every invoice of the debtor holds for this one.
    for (const said of stillHolding(await debtorFacts(tx, debtor.id))) {
      await keepFact(tx, (await findInvoice(tx, id))!, factOfDebtor(said));
    }
    await appendLog(tx, invoiceChain(id), [{ at: now, actor: 'api', what: 'registered', step: null, why }]);
    await queueSignal(tx, { invoiceId: id, signal: START, payload: null }, Date.now());
    return { id, isNew: true };
  });
}

/** An invoice that was registered before is answered with its id; another one under its number is refused. */
function sameOrRefused(known: InvoiceRowFull, creditor: CreditorRecord, registration: Registration): Registered {
  const same =
    known.issued_on === registration.issuedOn &&
    known.due_on === registration.dueOn &&
    known.amount_cents === registration.amountCents &&
    known.claimed_cents === registration.claimedCents &&
    known.currency === registration.currency;
  if (same) return { id: known.id, isNew: false };
  const message = `${creditor.name} has another invoice ${known.number} already; numbers are unique per creditor.`;
  throw new ApiError('conflict', 'invoice_exists', message, 'number');
}

/** The ladder that a registration names, or that the creditor's choice gives it, with the reason for the log. */
async function ladderFor(
  tx: Tx,
  { ladder: named, amountCents, issuedOn, dueOn }: Registration & { dueOn: CivilDate },
  debtor: DebtorRecord,
): Promise<{ ladder: LadderRef; why: Reason[] }> {
  if (named) return { ladder: await existingLadder(tx, named), why: [] };
  const { choice } = (await currentChoice(tx, debtor.creditor_id)) ?? { choice: DEFAULT_CHOICE };
  const { kind, country, segment, relation, terms } = debtor;
  const { id, rule } = chooseLadder(choice, {
    debtor: {
      kind,
      country,
      ...(segment !== null && { segment }),
      ...(relation !== null && { relation }),
      ...(terms !== null && { terms }),
    },
    invoice: { amountCents, termDays: termOf(issuedOn, dueOn) },
  });
  const ladder = await existingLadder(tx, { id, version: null });
  return { ladder, why: [{ code: 'ladder_chosen', ladder, rule }] };
}

async function existingLadder(tx: Tx, { id, version }: NonNullable<Registration['ladder']>): Promise<LadderRef> {
  const latest = await latestVersion(tx, id);
  if (latest === null)
    throw new ApiError('invalid_request', 'ladder_not_found', `There is no ladder "${id}".`, 'ladder');
  if (version !== null && version > latest) {
    throw new ApiError(
      'invalid_request',
      'ladder_not_found',
      `Ladder "${id}" has no version ${version}; the latest is ${latest}.`,
      'ladder',
    );
  }
  return { id, version: version ?? latest };
}

/** The creditor with an id, or a refusal that says how to set one up. */
export async function creditorById(tx: Tx, id: string): Promise<CreditorRecord> {
  const creditor = await findCreditor(tx, id);
  if (!creditor) {
    throw new ApiError(
      'invalid_request',
      'creditor_not_found',
      `There is no creditor "${id}"; add it with PUT /api/creditors/${id}.`,
      'creditor',
    );
  }
  return creditor;
}

/** The creditor that a UBL seller is. */
export function creditorOfUbl(tx: Tx, document: UblDocument): Promise<CreditorRecord> {
  const { seller } = document;
  return creditorOfSeller(tx, {
    name: seller.name,
    addressLines: addressLines(seller),
    email: seller.email,
    phone: seller.phone,
    iban: document.iban,
    kvk: seller.kvk,
    vatNumber: seller.vatNumber,
  });
}

/** What the importer adds to a UBL document, where that does not say. */
export interface UblOptions {
  /** Null: the creditor's choice of ladder decides. */
  ladder: string | null;
  /** For buyers whose document states no e-mail address. */
  email: string | null;
  debtorKind: DebtorKind | null;
}

export function registrationOfUbl(document: UblDocument, xml: Uint8Array, options: UblOptions): Registration {
  const { buyer } = document;
  const country = buyer.address.country ?? 'NL';
  return {
    number: document.number,
    issuedOn: document.issuedOn,
    dueOn: document.dueOn,
    amountCents: document.amountCents,
    claimedCents: document.openCents,
    currency: document.currency,
    paymentReference: document.paymentReference,
    iban: document.iban,
    ladder: options.ladder === null ? null : { id: options.ladder, version: null },
    debtor: {
      reference: buyer.customerNumber,
      kind: options.debtorKind,
      name: buyer.name,
      addressLines: addressLines(buyer),
      country,
      language: languageOf(country),
      segment: null,
      relation: null,
      terms: null,
      kvk: buyer.kvk,
      vatNumber: buyer.vatNumber,
      oin: buyer.oin,
      email: buyer.email ?? options.email,
      phone: buyer.phone,
    },
    documents: [
      { kind: 'ubl', fileName: 'invoice.xml', mimeType: 'application/xml', content: xml },
      ...document.attachments
        .filter((attachment) => attachment.mimeType === 'application/pdf')
        .map((attachment) => ({
          kind: 'pdf' as const,
          fileName: attachment.fileName,
          mimeType: attachment.mimeType,
          content: attachment.content,
        })),
    ],
  };
}

const DUTCH_SPEAKING: readonly string[] = ['NL', 'BE', 'SR', 'AW', 'CW', 'SX'];

/** The language in which a debtor of a country is written to, until a person says otherwise. */
export function languageOf(country: string): Language {
  return DUTCH_SPEAKING.includes(country) ? 'nl' : 'en';
}

function addressLines(party: UblParty): string[] {
  const { lines, postalCode, city, country } = party.address;
  const place = [postalCode, city].filter((part) => part !== null).join('  ');
  return [...lines, ...(place ? [place] : []), ...(country && country !== 'NL' ? [country] : [])];
}
