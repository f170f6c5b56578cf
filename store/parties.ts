/** Creditors, debtors and how to reach them. */
import { randomUUID } from 'node:crypto';
import { type Insertable, type Selectable, sql } from 'kysely';
import type { DebtorKind, Language } from '../ladder/definition.ts';
import type { CivilDate, Instant } from '../ladder/time/civil.ts';
import type { Db, Tx } from './database.ts';
import { appendLog, debtorChain } from './log.ts';
import type { CreditorsTable, DebtorsTable } from './tables.ts';

export type CreditorRecord = Selectable<CreditorsTable>;
export type DebtorRecord = Selectable<DebtorsTable>;

/** A creditor as it is given: by a UBL invoice's seller or by a person. */
export interface CreditorInput {
  name: string;
  addressLines: string[];
  email: string | null;
  phone: string | null;
  iban: string | null;
  kvk: string | null;
  vatNumber: string | null;
}

/** The creditor of invoices that name none. */
export const DEFAULT_CREDITOR_ID = 'default';
/** Where neither invoice nor creditor says otherwise: the usual term between companies. */
export const DEFAULT_TERM_DAYS = 30;

export async function findCreditor(db: Db | Tx, id: string): Promise<CreditorRecord | null> {
  return (await db.selectFrom('creditors').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
}

export async function listCreditors(db: Db): Promise<CreditorRecord[]> {
  return db.selectFrom('creditors').selectAll().orderBy('id').execute();
}

export async function saveCreditor(tx: Db | Tx, creditor: Insertable<CreditorsTable>): Promise<void> {
  const { id: _, ...changes } = creditor;
  await tx
    .insertInto('creditors')
    .values(creditor)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(changes))
    .execute();
}

/**
 * Keeps up to which day a creditor's bank data are known, which never goes back; the day that holds then, or null when there
 * is no such creditor.
 */
export async function coverBankData(db: Db | Tx, creditorId: string, until: CivilDate): Promise<CivilDate | null> {
  const row = await db
    .updateTable('creditors')
    .set({ bank_covered_until: sql<CivilDate>`greatest(bank_covered_until, ${until}::date)` })
    .where('id', '=', creditorId)
    .returning('bank_covered_until')
    .executeTakeFirst();
  return row?.bank_covered_until ?? null;
}

/** What tells one party from another, from strong to weak. */
interface Identity {
  name: string;
  kvk: string | null;
  oin?: string | null;
  vat_number: string | null;
}

/**
 * The known party that is the given one: by a legal number, which is a company's own, else by VAT number and name (a
 * fiscal unity shares its VAT number), else by what `alike` says. Never one whose legal number is known to differ.
 */
function sameParty<T extends Identity>(known: readonly T[], given: Identity, alike: (party: T) => boolean): T | null {
  const differs = (a: string | null | undefined, b: string | null | undefined) => !!a && !!b && a !== b;
  const candidates = known.filter((party) => !differs(party.kvk, given.kvk) && !differs(party.oin, given.oin));
  const equal = (a: string | null | undefined, b: string | null | undefined) => !!a && a === b;
  return (
    candidates.find((party) => equal(party.kvk, given.kvk) || equal(party.oin, given.oin)) ??
    candidates.find((party) => equal(party.vat_number, given.vat_number) && party.name === given.name) ??
    candidates.find(
      (party) => !differs(party.vat_number, given.vat_number) && party.name === given.name && alike(party),
    ) ??
    null
  );
}

/** The creditor that a seller is; null when it is not known. */
export async function findSeller(
  db: Db | Tx,
  { name, kvk, vatNumber }: Pick<CreditorInput, 'name' | 'vatNumber' | 'kvk'>,
): Promise<CreditorRecord | null> {
  const known = await db
    .selectFrom('creditors')
    .selectAll()
    .where('is_example', '=', false)
    .where((eb) => eb.or([eb('name', '=', name), ...(kvk ? [eb('kvk', '=', kvk)] : [])]))
    .orderBy('id')
    .execute();
  return sameParty(known, { name, kvk, vat_number: vatNumber }, () => true);
}

/** The creditor that a seller is, added when it is new. */
export async function creditorOfSeller(tx: Tx, seller: CreditorInput): Promise<CreditorRecord> {
  const known = await findSeller(tx, seller);
  if (known) return known;
  // Nobody adds a creditor beside us; somebody may have just done so.
  await sql`lock table creditors in share row exclusive mode`.execute(tx);
  return (await findSeller(tx, seller)) ?? addSeller(tx, seller);
}

async function addSeller(tx: Tx, seller: CreditorInput): Promise<CreditorRecord> {
  const id = randomUUID();
  await saveCreditor(tx, {
    id,
    name: seller.name,
    address_lines: JSON.stringify(seller.addressLines),
    email: seller.email,
    phone: seller.phone,
    iban: seller.iban,
    kvk: seller.kvk,
    vat_number: seller.vatNumber,
    default_term_days: DEFAULT_TERM_DAYS,
    agency_name: null,
    agency_email: null,
    is_example: false,
  });
  return (await findCreditor(tx, id))!;
}

/** Lets one transaction at a time register invoices of a creditor: what two see as new would be added twice. */
export async function lockCreditor(tx: Tx, creditorId: string): Promise<void> {
  await tx.selectFrom('creditors').select('id').where('id', '=', creditorId).forNoKeyUpdate().execute();
}

export interface DebtorInput {
  /** Of a debtor that is new: drawn at random, unless it has to be the same each time. */
  id?: string;
  reference: string | null;
  /** Null when nobody says. */
  kind: DebtorKind | null;
  name: string;
  addressLines: string[];
  country: string;
  language: Language;
  segment: string | null;
  relation: string | null;
  terms: string | null;
  kvk: string | null;
  vatNumber: string | null;
  oin: string | null;
  email: string | null;
  phone: string | null;
}

/**
 * The debtor that a buyer is: by the creditor's customer number, else by a legal number, else by VAT number and name,
 * else by name and address; where no address is stated, by name and e-mail address, since a name alone may be anybody's.
 * The caller holds the creditor's lock. Added when it is new; a new e-mail address or phone number is kept as its latest
 * contact.
 */
export async function debtorOfBuyer(
  tx: Tx,
  creditorId: string,
  buyer: DebtorInput,
  now: Instant,
): Promise<DebtorRecord> {
  const known = await findBuyer(tx, creditorId, buyer);
  const debtor = known ?? (await addDebtor(tx, creditorId, buyer, now));
  await addContact(tx, debtor.id, { name: null, email: buyer.email, phone: buyer.phone }, now);
  return debtor;
}

async function findBuyer(tx: Tx, creditorId: string, buyer: DebtorInput): Promise<DebtorRecord | null> {
  const { reference, name, kvk, oin, vatNumber } = buyer;
  const debtors = tx.selectFrom('debtors').selectAll().where('creditor_id', '=', creditorId).orderBy('id');
  if (reference !== null) return (await debtors.where('reference', '=', reference).executeTakeFirst()) ?? null;
  const candidates = await debtors
    .where((eb) =>
      eb.or([eb('name', '=', name), ...(kvk ? [eb('kvk', '=', kvk)] : []), ...(oin ? [eb('oin', '=', oin)] : [])]),
    )
    .execute();
  const emails = new Map<string, string | null>();
  for (const { id } of candidates) emails.set(id, (await latestContact(tx, id))?.email ?? null);
  const address = JSON.stringify(buyer.addressLines);
  return sameParty(candidates, { name, kvk, oin, vat_number: vatNumber }, (debtor) =>
    buyer.addressLines.length > 0
      ? JSON.stringify(debtor.address_lines) === address
      : buyer.email !== null && emails.get(debtor.id) === buyer.email,
  );
}

async function addDebtor(tx: Tx, creditorId: string, buyer: DebtorInput, now: Instant): Promise<DebtorRecord> {
  const id = buyer.id ?? randomUUID();
  const debtor = await tx
    .insertInto('debtors')
    .values({
      id,
      creditor_id: creditorId,
      reference: buyer.reference,
      kind: buyer.kind ?? supposedKind(buyer),
      name: buyer.name,
      address_lines: JSON.stringify(buyer.addressLines),
      country: buyer.country,
      language: buyer.language,
      segment: buyer.segment,
      relation: buyer.relation,
      terms: buyer.terms,
      kvk: buyer.kvk,
      vat_number: buyer.vatNumber,
      oin: buyer.oin,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await appendLog(tx, debtorChain(id), [{ at: now, actor: 'system', what: 'debtor_added', step: null, why: [] }]);
  return debtor;
}

/** What a buyer is supposed to be when nobody says: without any number of a business, the law's safe side. */
export function supposedKind({ oin, kvk, vatNumber }: Pick<DebtorInput, 'oin' | 'kvk' | 'vatNumber'>): DebtorKind {
  if (oin) return 'government';
  return kvk || vatNumber ? 'company' : 'consumer';
}

export interface ContactInput {
  name: string | null;
  email: string | null;
  phone: string | null;
}

/** Keeps a way to reach a debtor, unless it is the latest already or says nothing. */
export async function addContact(tx: Tx, debtorId: string, contact: ContactInput, now: Instant): Promise<void> {
  if (contact.email === null && contact.phone === null) return;
  const latest = await latestContact(tx, debtorId);
  if (latest && latest.email === contact.email && latest.phone === contact.phone) return;
  await tx.selectFrom('debtors').select('id').where('id', '=', debtorId).forUpdate().execute();
  await tx
    .insertInto('contacts')
    .values({ id: randomUUID(), debtor_id: debtorId, ...contact, created_at: new Date(now) })
    .execute();
  await appendLog(tx, debtorChain(debtorId), [
    { at: now, actor: 'system', what: 'contact_added', step: null, why: [] },
  ]);
}

/** The newest e-mail address, of those at which mail arrives, and the newest phone number of a debtor. */
export async function latestContact(db: Db | Tx, debtorId: string): Promise<ContactInput | null> {
  const contacts = await db
    .selectFrom('contacts')
    .select(['name', 'email', 'phone', 'bounced_at'])
    .where('debtor_id', '=', debtorId)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute();
  if (contacts.length === 0) return null;
  return {
    name: contacts.find((contact) => contact.name !== null)?.name ?? null,
    email: contacts.find(({ email, bounced_at }) => email !== null && bounced_at === null)?.email ?? null,
    phone: contacts.find((contact) => contact.phone !== null)?.phone ?? null,
  };
}

/** Mail to an address came back: no more is sent there until it is given anew. */
export async function markBounced(tx: Tx, debtorId: string, email: string, now: Instant): Promise<void> {
  await tx
    .updateTable('contacts')
    .set({ bounced_at: new Date(now) })
    .where('debtor_id', '=', debtorId)
    .where('email', '=', email)
    .where('bounced_at', 'is', null)
    .execute();
}

export async function findDebtor(db: Db | Tx, id: string): Promise<DebtorRecord | null> {
  return (await db.selectFrom('debtors').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
}

/** Keeps whoever else changes a debtor, or registers an invoice of theirs, waiting until the transaction ends. */
export async function lockDebtor(tx: Tx, debtorId: string): Promise<void> {
  await tx.selectFrom('debtors').select('id').where('id', '=', debtorId).forUpdate().execute();
}
