/** Creditors, debtors and how to reach them. */
import { randomUUID } from 'node:crypto';
import { type Insertable, type Selectable, sql } from 'kysely';
import type { DebtorKind, Language } from '../ladder/definition.ts';
import type { Instant } from '../ladder/time/civil.ts';
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

/** The creditor that a seller is, by VAT or KvK number or else by name; null when it is not known. */
export async function findSeller(
  db: Db | Tx,
  seller: Pick<CreditorInput, 'name' | 'vatNumber' | 'kvk'>,
): Promise<CreditorRecord | null> {
  const known = await db
    .selectFrom('creditors')
    .selectAll()
    .where((eb) =>
      eb.or([
        ...(seller.vatNumber ? [eb('vat_number', '=', seller.vatNumber)] : []),
        ...(seller.kvk ? [eb('kvk', '=', seller.kvk)] : []),
        eb('name', '=', seller.name),
      ]),
    )
    .orderBy('id')
    .executeTakeFirst();
  return known ?? null;
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
  reference: string | null;
  kind: DebtorKind;
  name: string;
  addressLines: string[];
  country: string;
  language: Language;
  segment: string | null;
  relation: string | null;
  kvk: string | null;
  vatNumber: string | null;
  oin: string | null;
  email: string | null;
  phone: string | null;
}

/**
 * The debtor that a buyer is: by the creditor's customer number, else by a legal number, else by name and address; where
 * no address is stated, by name and e-mail address, since a name alone may be anybody's. The caller holds the creditor's
 * lock. Added when it is new; a new e-mail address or phone number is kept as its latest contact.
 */
export async function debtorOfBuyer(tx: Tx, creditorId: string, buyer: DebtorInput, now: Instant): Promise<string> {
  const address = JSON.stringify(buyer.addressLines);
  const known = await tx
    .selectFrom('debtors')
    .select('id')
    .where('creditor_id', '=', creditorId)
    .where((eb) =>
      buyer.reference !== null
        ? eb('reference', '=', buyer.reference)
        : eb.or([
            ...(buyer.kvk ? [eb('kvk', '=', buyer.kvk)] : []),
            ...(buyer.oin ? [eb('oin', '=', buyer.oin)] : []),
            ...(buyer.vatNumber ? [eb('vat_number', '=', buyer.vatNumber)] : []),
            eb.and([
              eb('name', '=', buyer.name),
              buyer.addressLines.length > 0
                ? eb(eb.cast('address_lines', 'text'), '=', eb.cast(eb.cast(eb.val(address), 'jsonb'), 'text'))
                : eb.exists(
                    eb
                      .selectFrom('contacts')
                      .select('contacts.id')
                      .whereRef('contacts.debtor_id', '=', 'debtors.id')
                      .where('contacts.email', '=', buyer.email),
                  ),
            ]),
          ]),
    )
    .orderBy('id')
    .executeTakeFirst();
  const id = known?.id ?? randomUUID();
  if (!known) {
    await tx
      .insertInto('debtors')
      .values({
        id,
        creditor_id: creditorId,
        reference: buyer.reference,
        kind: buyer.kind,
        name: buyer.name,
        address_lines: address,
        country: buyer.country,
        language: buyer.language,
        segment: buyer.segment,
        relation: buyer.relation,
        kvk: buyer.kvk,
        vat_number: buyer.vatNumber,
        oin: buyer.oin,
      })
      .execute();
    await appendLog(tx, debtorChain(id), [{ at: now, actor: 'system', what: 'debtor_added', step: null, why: [] }]);
  }
  await addContact(tx, id, { name: null, email: buyer.email, phone: buyer.phone }, now);
  return id;
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

/** The newest e-mail address and the newest phone number of a debtor. */
export async function latestContact(db: Db | Tx, debtorId: string): Promise<ContactInput | null> {
  const contacts = await db
    .selectFrom('contacts')
    .select(['name', 'email', 'phone'])
    .where('debtor_id', '=', debtorId)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute();
  if (contacts.length === 0) return null;
  return {
    name: contacts.find((contact) => contact.name !== null)?.name ?? null,
    email: contacts.find((contact) => contact.email !== null)?.email ?? null,
    phone: contacts.find((contact) => contact.phone !== null)?.phone ?? null,
  };
}

export async function findDebtor(db: Db | Tx, id: string): Promise<DebtorRecord | null> {
  return (await db.selectFrom('debtors').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
}
