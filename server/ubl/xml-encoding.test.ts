import { describe, expect, test } from 'vitest';
import { decodeXml } from './xml-encoding.ts';
import { XmlError } from './xml-error.ts';

const declared = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?><r>é</r>`;
const latin1 = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));
const utf16le = (text: string) => Uint8Array.from(Buffer.from(text, 'utf16le'));
const utf16be = (text: string) => Uint8Array.from(Buffer.from(text, 'utf16le').swap16());
const bytes = (...values: number[]) => Uint8Array.from(values);

describe('the encoding of a file', () => {
  test('is UTF-8 where nothing else is said', () => {
    expect(decodeXml(new TextEncoder().encode('<r>é</r>'))).toBe('<r>é</r>');
  });

  test.each(['ISO-8859-1', 'iso-8859-1', 'windows-1252', 'ISO-8859-15'])(
    'is %s where the declaration says so',
    (label) => {
      expect(decodeXml(latin1(declared(label)))).toBe(declared(label));
    },
  );

  test('ISO-8859-1 is read with the euro sign that Windows puts there', () => {
    expect(decodeXml(Buffer.concat([latin1(declared('ISO-8859-1')), bytes(0x80)]))).toMatch(/€$/);
  });

  test.each([
    ['UTF-8', Buffer.from(`\uFEFF${declared('UTF-8')}`)],
    ['UTF-16', utf16le(`\uFEFF${declared('UTF-16')}`)],
    ['UTF-16', utf16be(`\uFEFF${declared('UTF-16')}`)],
  ])('is told by a byte order mark, which is no part of the text (%s)', (label, content) => {
    expect(decodeXml(content)).toBe(declared(label));
  });

  test('is told by the byte order mark even where the declaration says otherwise', () => {
    expect(decodeXml(utf16le(`\uFEFF${declared('UTF-8')}`))).toBe(declared('UTF-8'));
  });

  test.each([utf16le, utf16be])('is UTF-16 where the first bytes can be nothing else', (encode) => {
    expect(decodeXml(encode(declared('UTF-16')))).toBe(declared('UTF-16'));
  });
});

describe('a file that cannot be decoded is refused with the way to mend it', () => {
  test.each([
    ['an empty file', bytes(), 'The file is empty: send the XML file itself.'],
    ['a PDF', latin1('%PDF-1.7'), 'The file is a PDF, not XML: send the XML file itself.'],
    ['a ZIP archive', latin1('PK\x03\x04'), 'The file is a ZIP archive, not XML: unpack it and send the XML file.'],
    ['UTF-32', bytes(0xff, 0xfe, 0, 0, 0x3c, 0, 0, 0), 'The file is encoded as UTF-32: save it as UTF-8.'],
    [
      'an encoding we do not read',
      latin1(declared('IBM037')),
      'The file\'s encoding "IBM037" (line 1) is not one we read: save it as UTF-8.',
    ],
    [
      'UTF-16 in words only',
      latin1(declared('utf-16')),
      'Line 1 says that the file is encoded as utf-16, but it is not: save it as UTF-8.',
    ],
    [
      'Latin-1 that says it is UTF-8',
      latin1(`\n\n${declared('UTF-8')}`),
      'Line 3 holds bytes that are not UTF-8, the encoding of the file: save it as UTF-8.',
    ],
    [
      'half a character at the end',
      new TextEncoder().encode('<r>é').subarray(0, 4),
      'Line 1 holds bytes that are not UTF-8, the encoding of the file: save it as UTF-8.',
    ],
    [
      'UTF-16 with half a pair',
      Buffer.concat([utf16le('\uFEFF<r>'), bytes(0x00, 0xd8), utf16le('</r>')]),
      'Line 1 holds bytes that are not UTF-16LE, the encoding of the file: save it as UTF-8.',
    ],
  ])('%s', (_, content, message) => {
    expect(() => decodeXml(content)).toThrow(new XmlError(message));
  });
});
