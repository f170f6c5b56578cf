import { excerpt, lineAt, XmlError } from './xml-error.ts';

/** How far into a file its XML declaration is looked for. */
const DECLARATION_BYTES = 256;

/** How a file begins that this product cannot read, and what to tell who sent it. */
const NOT_XML: readonly { readonly begins: readonly number[]; readonly message: string }[] = [
  { begins: [0x25, 0x50, 0x44, 0x46], message: 'The file is a PDF, not XML: send the XML file itself.' },
  { begins: [0x50, 0x4b, 0x03, 0x04], message: 'The file is a ZIP archive, not XML: unpack it and send the XML file.' },
  { begins: [0xff, 0xfe, 0x00, 0x00], message: 'The file is encoded as UTF-32: save it as UTF-8.' },
  { begins: [0x00, 0x00, 0xfe, 0xff], message: 'The file is encoded as UTF-32: save it as UTF-8.' },
];

/** Beginnings that settle the encoding whatever the declaration says (XML 1.0 appendix F; RFC 7303 section 3.3). */
const ENCODING_SIGNS: readonly { readonly begins: readonly number[]; readonly encoding: string }[] = [
  { begins: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { begins: [0xfe, 0xff], encoding: 'utf-16be' },
  { begins: [0xff, 0xfe], encoding: 'utf-16le' },
  { begins: [0x00, 0x3c, 0x00], encoding: 'utf-16be' },
  { begins: [0x3c, 0x00], encoding: 'utf-16le' },
];

/**
 * The encodings a declaration may name, and the decoder for each. ISO-8859-1 is read as its superset windows-1252, as
 * browsers do: files that say the one and hold the other's € are common. US-ASCII is a part of UTF-8.
 */
const DECLARED_ENCODINGS: ReadonlyMap<string, string> = new Map([
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['us-ascii', 'utf-8'],
  ['ascii', 'utf-8'],
  ['iso-8859-1', 'windows-1252'],
  ['latin1', 'windows-1252'],
  ['windows-1252', 'windows-1252'],
  ['iso-8859-15', 'iso-8859-15'],
]);

/**
 * The text of an XML file, without its byte order mark. The byte order mark decides the encoding, else the XML
 * declaration, else it is UTF-8. Throws an XmlError on an encoding we do not read and on bytes that are not in it.
 */
export function decodeXml(bytes: Uint8Array): string {
  if (bytes.length === 0) throw new XmlError('The file is empty: send the XML file itself.');
  const stranger = NOT_XML.find(({ begins }) => startsWith(bytes, begins));
  if (stranger) throw new XmlError(stranger.message);
  const encoding = ENCODING_SIGNS.find(({ begins }) => startsWith(bytes, begins))?.encoding ?? declaredEncoding(bytes);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new XmlError(invalidBytesMessage(bytes, encoding));
  }
}

function startsWith(bytes: Uint8Array, begins: readonly number[]): boolean {
  return begins.every((byte, index) => bytes[index] === byte);
}

function declaredEncoding(bytes: Uint8Array): string {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, DECLARATION_BYTES));
  const label = /^<\?xml\s[^>]*?\sencoding\s*=\s*["']([^"']*)["']/.exec(head)?.[1];
  if (label === undefined) return 'utf-8';
  const encoding = DECLARED_ENCODINGS.get(label.toLowerCase());
  if (encoding) return encoding;
  if (/^utf-?16/i.test(label)) {
    throw new XmlError(`Line 1 says that the file is encoded as ${excerpt(label)}, but it is not: save it as UTF-8.`);
  }
  throw new XmlError(`The file's encoding "${excerpt(label)}" (line 1) is not one we read: save it as UTF-8.`);
}

/** Finds the first bad bytes by decoding once more with a replacement character where they stand. */
function invalidBytesMessage(bytes: Uint8Array, encoding: string): string {
  const lossy = new TextDecoder(encoding).decode(bytes);
  const line = lineAt(lossy, lossy.indexOf('\uFFFD'));
  return `Line ${line} holds bytes that are not ${encoding.toUpperCase()}, the encoding of the file: save it as UTF-8.`;
}
