import { UblError } from './ubl-error.ts';
import type { XmlElement } from './xml.ts';
import { excerpt } from './xml-error.ts';

const UBL = 'urn:oasis:names:specification:ubl:schema:xsd:';
const ENVELOPE = 'http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader';

/** Documents that are sent in a UBL invoice's place, by how their namespace begins, and what to do about each. */
const STRANGERS: readonly { readonly namespace: string; readonly advice: string }[] = [
  {
    namespace: 'urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:',
    advice: 'the invoice is in the CII format (Factur-X, ZUGFeRD), export it as UBL 2.1',
  },
  { namespace: 'urn:iso:std:iso:20022:tech:xsd:camt.', advice: 'it is a bank statement, send it as payments' },
  { namespace: 'http://www.w3.org/1999/xhtml', advice: 'it is a web page' },
];

/**
 * The UBL Invoice or CreditNote in a file: the root, or what a Standard Business Document envelope holds. Throws a
 * UblError that says what was found instead.
 */
export function findDocument(root: XmlElement): XmlElement {
  const inEnvelope = root.namespace === ENVELOPE && root.name === 'StandardBusinessDocument';
  const document = inEnvelope ? unwrap(root) : root;
  if (!isDocument(document)) throw stranger(document);
  return document;
}

function unwrap(envelope: XmlElement): XmlElement {
  const contents = envelope.children.filter((child) => child.namespace !== ENVELOPE);
  const [only] = contents;
  if (only && contents.length === 1) return only;
  throw new UblError(
    `The envelope StandardBusinessDocument holds ${contents.length} documents where one invoice should stand: send ` +
      'each invoice as a file of its own.',
  );
}

function isDocument({ namespace, name }: XmlElement): boolean {
  return (name === 'Invoice' || name === 'CreditNote') && namespace === `${UBL}${name}-2`;
}

function stranger(root: XmlElement): UblError {
  const { namespace } = root;
  const found = `<${excerpt(root.name)}>${namespace ? ` in the namespace "${excerpt(namespace)}"` : ' without a namespace'}`;
  const advice =
    STRANGERS.find((known) => namespace.startsWith(known.namespace))?.advice ?? 'send a UBL 2.1 Invoice or CreditNote';
  return new UblError(`The file holds ${found} and not a UBL invoice or credit note: ${advice}.`);
}
