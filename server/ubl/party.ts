import {
  childOf,
  childrenOf,
  elementsAt,
  optionalText,
  pathOf,
  requiredChild,
  textOf,
  textsAt,
  type UblName,
} from './elements.ts';
import { UblError, type Warn } from './ubl-error.ts';
import type { XmlElement } from './xml.ts';
import { excerpt } from './xml-error.ts';

/** The seller or the buyer of a document. */
export interface UblParty {
  /** The name in the trade register (BT-27, BT-44), else the trading name. */
  name: string;
  /** The trading name (BT-28, BT-45) where it differs from the name. */
  tradingName: string | null;
  address: UblAddress;
  email: string | null;
  phone: string | null;
  /** In capitals, without spaces and dots: NL123456789B01. */
  vatNumber: string | null;
  /** The eight digits of the Dutch trade register. */
  kvk: string | null;
  /** The twenty digits of a Dutch public body (organisatie-identificatienummer). */
  oin: string | null;
  /** The number by which the other side knows the party (BT-29, BT-46). */
  customerNumber: string | null;
}

export interface UblAddress {
  lines: string[];
  postalCode: string | null;
  city: string | null;
  /** ISO 3166-1 alpha-2. */
  country: string | null;
}

type PartyRole = 'seller' | 'buyer';

interface Identifier {
  readonly scheme: string | null;
  readonly id: string;
}

const ROLES = {
  seller: { element: 'cac:AccountingSupplierParty', group: 'BG-4', name: 'BT-27' },
  buyer: { element: 'cac:AccountingCustomerParty', group: 'BG-7', name: 'BT-44' },
} as const;

/** Identifier schemes: the ISO 6523 code of EN 16931, and the name in the Dutch SI-UBL 1 that came before. */
const KVK_SCHEMES: readonly (string | null)[] = ['0106', 'NL:KVK'];
const OIN_SCHEMES: readonly (string | null)[] = ['0190', 'NL:OIN'];
/** Marks a bank's creditor identifier (BT-90), which also stands among the seller's identifiers. */
const CREDITOR_SCHEME = 'SEPA';
const EMAIL_SCHEME = 'EM';

export function readParty(root: XmlElement, role: PartyRole, warn: Warn): UblParty {
  const { element, group } = ROLES[role];
  const party = requiredChild(requiredChild(root, element, `${role} (${group})`), 'cac:Party', `${role} (${group})`);
  const name = readName(party, role);
  const tradingName = textsAt(party, 'cac:PartyName', 'cbc:Name')[0] ?? null;
  const address = readAddress(party, role, warn);
  return {
    name,
    tradingName: tradingName === name ? null : tradingName,
    address,
    email: readEmail(party, role, warn),
    phone: readContact(party, 'cbc:Telephone'),
    vatNumber: readVatNumber(party),
    kvk: readKvk(party, role, address.country, warn),
    oin: readOin(party, role, warn),
    customerNumber: readCustomerNumber(party),
  };
}

function readName(party: XmlElement, role: PartyRole): string {
  const [name] = [
    ...textsAt(party, 'cac:PartyLegalEntity', 'cbc:RegistrationName'),
    ...textsAt(party, 'cac:PartyName', 'cbc:Name'),
  ];
  if (name !== undefined) return name;
  const path = `${pathOf(party)}/cac:PartyLegalEntity/cbc:RegistrationName`;
  throw new UblError(`The ${role} name (${ROLES[role].name}) is missing or empty: fill in ${path}.`);
}

function readAddress(party: XmlElement, role: PartyRole, warn: Warn): UblAddress {
  const address = childOf(party, 'cac:PostalAddress');
  if (!address) return { lines: [], postalCode: null, city: null, country: null };
  const street = [...textsAt(address, 'cbc:StreetName'), ...textsAt(address, 'cbc:BuildingNumber')].join(' ');
  const further = [...textsAt(address, 'cbc:AdditionalStreetName'), ...textsAt(address, 'cac:AddressLine', 'cbc:Line')];
  return {
    lines: street === '' ? further : [street, ...further],
    postalCode: optionalText(address, 'cbc:PostalZone'),
    city: optionalText(address, 'cbc:CityName'),
    country: readCountry(address, role, warn),
  };
}

function readCountry(address: XmlElement, role: PartyRole, warn: Warn): string | null {
  const [text] = textsAt(address, 'cac:Country', 'cbc:IdentificationCode');
  const country = text?.toUpperCase() ?? null;
  if (country === null || /^[A-Z]{2}$/.test(country)) return country;
  warn(`The country "${excerpt(country)}" of the ${role} is not a two-letter code and was left out.`);
  return null;
}

function readContact(party: XmlElement, name: 'cbc:Telephone' | 'cbc:ElectronicMail'): string | null {
  const contact = childOf(party, 'cac:Contact');
  return contact && optionalText(contact, name);
}

/** The contact's e-mail address (BT-43, BT-58), else an electronic address (BT-34, BT-49) that is one. */
function readEmail(party: XmlElement, role: PartyRole, warn: Warn): string | null {
  const endpoint = identifiersAt(party, 'cbc:EndpointID').find(({ scheme }) => scheme === EMAIL_SCHEME);
  const email = readContact(party, 'cbc:ElectronicMail') ?? endpoint?.id ?? null;
  if (email === null || isEmail(email)) return email;
  warn(`"${excerpt(email)}" of the ${role} is not an e-mail address and was left out.`);
  return null;
}

/** One plain address, roughly; RFC 5321 allows 254 characters. */
function isEmail(text: string): boolean {
  return text.length <= 254 && /^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+$/.test(text);
}

function readVatNumber(party: XmlElement): string | null {
  const scheme = childrenOf(party, 'cac:PartyTaxScheme').find((candidate) =>
    textsAt(candidate, 'cac:TaxScheme', 'cbc:ID').some((id) => id.toUpperCase() === 'VAT'),
  );
  const number = scheme && optionalText(scheme, 'cbc:CompanyID');
  return number ? number.replace(/[\s.]/g, '').toUpperCase() : null;
}

/** By its scheme, wherever the party's identifiers stand; a Dutch legal registration needs no scheme. */
function readKvk(party: XmlElement, role: PartyRole, country: string | null, warn: Warn): string | null {
  const marked = identifiersOf(party).find(({ scheme }) => KVK_SCHEMES.includes(scheme));
  if (marked) return checkedDigits(marked.id, 8, `KvK number of the ${role}`, warn);
  if (country !== 'NL') return null;
  const legal = identifiersAt(party, 'cac:PartyLegalEntity', 'cbc:CompanyID');
  return legal.find(({ scheme, id }) => scheme === null && /^\d{8}$/.test(id))?.id ?? null;
}

function readOin(party: XmlElement, role: PartyRole, warn: Warn): string | null {
  const marked = identifiersOf(party).find(({ scheme }) => OIN_SCHEMES.includes(scheme));
  return marked ? checkedDigits(marked.id, 20, `OIN of the ${role}`, warn) : null;
}

function checkedDigits(id: string, count: number, what: string, warn: Warn): string | null {
  const digits = id.replace(/\s/g, '');
  if (digits.length === count && /^\d+$/.test(digits)) return digits;
  warn(`The ${what}, "${excerpt(id)}", does not have ${count} digits and was left out.`);
  return null;
}

/** An identifier without a scheme, else one of another scheme (such as a GLN). */
function readCustomerNumber(party: XmlElement): string | null {
  const others = identifiersAt(party, 'cac:PartyIdentification', 'cbc:ID').filter(
    ({ scheme }) => ![...KVK_SCHEMES, ...OIN_SCHEMES, CREDITOR_SCHEME].includes(scheme),
  );
  return (others.find(({ scheme }) => scheme === null) ?? others[0])?.id ?? null;
}

function identifiersOf(party: XmlElement): Identifier[] {
  return [
    ...identifiersAt(party, 'cac:PartyLegalEntity', 'cbc:CompanyID'),
    ...identifiersAt(party, 'cac:PartyIdentification', 'cbc:ID'),
    ...identifiersAt(party, 'cbc:EndpointID'),
  ];
}

function identifiersAt(party: XmlElement, ...path: UblName[]): Identifier[] {
  return elementsAt(party, ...path)
    .map((element) => ({
      scheme: element.attributes.get('schemeID')?.trim().toUpperCase() || null,
      id: textOf(element),
    }))
    .filter(({ id }) => id !== '');
}
