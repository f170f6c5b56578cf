/** Turns what saxes finds wrong with an XML file into a sentence that says what, on which line, and how to mend it. */
import { excerpt, lineAt, XmlError } from './xml-error.ts';

/** A tag that was opened, and where. */
interface Opened {
  readonly tag: string;
  readonly position: number;
}

/** How far the reading had come; `xml.ts` says more about each. */
export interface Place {
  readonly text: string;
  readonly position: number;
  readonly token: number;
  readonly piece: number;
  readonly tag: string;
  readonly hasRoot: boolean;
  readonly open: Opened | undefined;
  readonly closed: Opened | undefined;
}

/** The parts of a file that can be cut off, by how they begin. */
const PARTS: readonly (readonly [string, string])[] = [
  ['<!--', 'a comment'],
  ['<![CDATA[', 'a CDATA section'],
  ['<?', 'a processing instruction'],
];

/** What saxes says, with the words it quotes from the file, and what is said here; the others are about tags. */
const SENTENCES: readonly (readonly [RegExp, (quoted: string, place: Place) => string])[] = [
  [/^(?:an|the) XML declaration must/, () => 'holds an XML declaration that does not stand at the start of the file'],
  [/^(?:disallowed character in )?processing instruction/, () => 'holds a "<?" that no proper name follows'],
  [/^malformed comment/, () => 'has a comment with "--" inside'],
  [/^unbound namespace prefix: "(.*)"/s, (prefix) => `uses the prefix "${prefix}", which is declared nowhere`],
  [
    /^duplicate attribute: (?:\{.*\})?(.*)\./s,
    (name, { tag }) => `gives <${excerpt(tag)}> the attribute ${name} twice`,
  ],
  [/^malformed name: (.*)\./s, (name) => `holds the name "${name}", in which the colon is misplaced`],
  [/^unmatched closing tag: (.*)\./s, (tag) => `closes <${tag}>, which was not open`],
  [/prefix|namespace/, (_, { tag }) => `declares or uses a namespace wrongly in <${excerpt(tag)}>`],
];

/** The sentence for a fault that saxes reports in the words of `message`. */
export function explainFault(message: string, place: Place): XmlError {
  const { text, position } = place;
  const token = nextVisible(text, place.token);
  if (/^<!doctype/i.test(text.slice(token, token + 9))) return documentType(text, token);
  if (/^document must contain|^unclosed tag|^unexpected end/.test(message)) return endOfFile(place, token);
  if (/^text data outside/.test(message)) return outside(place, token);
  if (/^(?:undefined|malformed character|empty) entity|in entity name/.test(message)) return wrongReference(place);
  if (message === 'disallowed character.' && text[position - 1] !== '<') {
    return notValid(text, position - 1, 'holds a control character, which XML does not allow');
  }
  if (/^the string "]]>"/.test(message)) return notValid(text, position - 1, 'holds "]]>" in a text');
  if (token === 0 && /^<\?xml[ \t\n?]/.test(text)) return notValid(text, position - 1, 'has a wrong XML declaration');
  if (/^documents may contain only/.test(message)) {
    const what = `begins a second document <${excerpt(place.tag)}> after the end of the first`;
    return notValid(text, token, what, 'send each as a file of its own');
  }
  if (/^unexpected close tag/.test(message) && place.closed) return wrongClose(place, place.closed);
  for (const [pattern, sentence] of SENTENCES) {
    const found = pattern.exec(message);
    if (found) return notValid(text, token, sentence(excerpt(found[1] ?? ''), place));
  }
  return wrongTag(place, token);
}

/** The error for a fault on the line of `position`. */
export function notValid(text: string, position: number, what: string, advice = 'export the file again'): XmlError {
  return new XmlError(`Line ${lineAt(text, position)} is not valid XML, it ${what}: ${advice}.`);
}

function documentType(text: string, position: number): XmlError {
  if (/^<!doctype\s+html/i.test(text.slice(position, position + 100))) {
    return new XmlError('The file is a web page (HTML), not XML: send the XML file itself.');
  }
  return new XmlError(
    `Line ${lineAt(text, position)} holds a document type (DOCTYPE), which is refused because it can make a file ` +
      'do harm: leave it out, nothing needs it.',
  );
}

function endOfFile(place: Place, token: number): XmlError {
  const { text, open } = place;
  const part = PARTS.find(([begins]) => text.startsWith(begins, token));
  if (part) return cutOff(text, token, part[1]);
  const reference = findWrongReference(place, text.length);
  if (reference && reference.end < text.length) return wrongReference(place);
  const tag = tagAt(text, token);
  if (tag.length > 1) return cutOff(text, token, `the tag ${excerpt(tag)}`);
  if (tag === '<') return cutOff(text, token, 'a tag');
  if (open) return cutOff(text, open.position, `<${excerpt(open.tag)}>`);
  return new XmlError('The file holds no XML element: send the XML file itself.');
}

function cutOff(text: string, position: number, what: string): XmlError {
  const line = lineAt(text, position);
  return new XmlError(`The file ends before the end of ${what}, which begins on line ${line}: send the whole file.`);
}

function outside({ text, hasRoot }: Place, token: number): XmlError {
  if (text.startsWith('<![CDATA[', token)) return notValid(text, token, 'holds text outside the document');
  const what = hasRoot ? 'holds text after the end of the document' : 'does not begin with an XML element';
  return notValid(text, token, what);
}

function wrongReference(place: Place): XmlError {
  const { text } = place;
  const { start, end } = findWrongReference(place, place.position) ?? {
    start: text.lastIndexOf('&', place.position),
    end: place.position,
  };
  const what = `holds "${excerpt(text.slice(start, end))}", which stands for no character`;
  return notValid(text, start, what, 'write a plain "&" as &amp;');
}

/** The first `&` that is not written as a reference, in the text or attribute that is being read. */
function findWrongReference({ text, piece }: Place, before: number): { start: number; end: number } | undefined {
  const wrong = /&(?!(?:amp|lt|gt|quot|apos|#[0-9]+|#x[0-9A-Fa-f]+);)[^\s&;<>"']*;?/g;
  wrong.lastIndex = piece;
  const found = wrong.exec(text);
  return found && found.index < before ? { start: found.index, end: wrong.lastIndex } : undefined;
}

function wrongClose({ text, position }: Place, closed: Opened): XmlError {
  const start = text.lastIndexOf('</', position);
  const tag = excerpt(tagAt(text, start).slice('</'.length));
  const opened = `<${excerpt(closed.tag)}> of line ${lineAt(text, closed.position)}`;
  return notValid(text, start, `closes <${tag}> where ${opened} is open`);
}

function wrongTag({ text, position, piece }: Place, token: number): XmlError {
  const tag = tagAt(text, token);
  if (text.startsWith('<!', token)) {
    const declaration = excerpt(text.slice(token, token + 100).split(/[>[]/, 1)[0] ?? '');
    return notValid(text, token, `holds "${declaration}", which has no meaning there`);
  }
  if (tag === '<') return notValid(text, token, 'holds a "<" that begins no element', 'write it as &lt;');
  const rest = excerpt(text.slice(piece, piece + 20));
  return notValid(text, position - 1, `has a tag ${excerpt(tag)} that is written wrongly at "${rest}"`);
}

/** How the tag at a position begins: `<name`, `</name`, or only `<`; '' where none is. */
function tagAt(text: string, position: number): string {
  const tag = /<\/?[^\s<>/=&"']*/y;
  tag.lastIndex = position;
  return tag.exec(text)?.[0] ?? '';
}

/** The position of the next character that is no white space. */
function nextVisible(text: string, position: number): number {
  const visible = /[^ \t\n]/g;
  visible.lastIndex = position;
  return visible.exec(text)?.index ?? text.length;
}
