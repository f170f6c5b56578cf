import { elementsAt } from './elements.ts';
import type { Warn } from './ubl-error.ts';
import type { XmlElement } from './xml.ts';
import { excerpt } from './xml-error.ts';

/** A document inside the invoice. Its name, type and content are the sender's word and not to be trusted. */
export interface UblAttachment {
  /** A bare file name, without folders or control characters. */
  fileName: string;
  /** In lower case, without parameters; `application/octet-stream` where the invoice names none. */
  mimeType: string;
  content: Uint8Array;
}

const MAX_FILE_NAME_CHARS = 120;
const PDF = 'application/pdf';
const PDF_BEGINS = '%PDF-';

/** Reads the embedded documents (BT-125). One that cannot be right is left out with a warning. */
export function readAttachments(root: XmlElement, warn: Warn): UblAttachment[] {
  return elementsAt(root, 'cac:AdditionalDocumentReference', 'cac:Attachment', 'cbc:EmbeddedDocumentBinaryObject')
    .map((element, index) => readAttachment(element, `attachment-${index + 1}`, warn))
    .filter((attachment) => attachment !== null);
}

function readAttachment(element: XmlElement, ownName: string, warn: Warn): UblAttachment | null {
  const mimeType = readMimeType(element);
  const fileName = bareFileName(element.attributes.get('filename') ?? '') || ownName;
  const fault = (what: string): null => {
    warn(`The attachment "${excerpt(fileName)}" ${what} and was left out.`);
    return null;
  };
  const content = decodeBase64(element);
  if (!content) return fault('is not valid base64');
  if (content.length === 0) return fault('is empty');
  if (mimeType === PDF && !startsAsPdf(content)) return fault('says that it is a PDF but is not');
  return { fileName, mimeType, content };
}

function readMimeType(element: XmlElement): string {
  const [mimeType = ''] = (element.attributes.get('mimeCode') ?? '').split(';');
  return mimeType.trim().toLowerCase() || 'application/octet-stream';
}

/** The last part of what may be a path, so that no name can lead out of a folder. */
function bareFileName(text: string): string {
  const last = text.split(/[/\\]/).at(-1) ?? '';
  const name = last.replace(/[\p{Cc}\p{Cf}]/gu, '').trim();
  return /^\.*$/.test(name) ? '' : name.slice(-MAX_FILE_NAME_CHARS);
}

/** Strictly: what Buffer would skip or mend does not encode back to the same text. */
function decodeBase64(element: XmlElement): Uint8Array | null {
  const text = element.text.replace(/\s/g, '');
  const buffer = Buffer.from(text, 'base64');
  return element.children.length === 0 && buffer.toString('base64') === text ? new Uint8Array(buffer) : null;
}

function startsAsPdf(content: Uint8Array): boolean {
  return Buffer.from(content.subarray(0, PDF_BEGINS.length)).toString('latin1') === PDF_BEGINS;
}
