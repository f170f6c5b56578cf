/**
 * Reads XML 1.0 with namespaces, sent by strangers, into a tree.
 *
 * The parsing is done by saxes, which is strict, knows no entities beyond XML's own five and takes time linear in the
 * length of the file. Around it stand limits, the refusal of document types, and guards where saxes is laxer than XML.
 */
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { excerpt, lineAt, XmlError } from './xml-error.ts';
import { explainFault, notValid } from './xml-fault.ts';

/** How deep elements may stand in each other. A UBL invoice needs about ten levels. */
export const MAX_DEPTH = 64;
/** How many attributes one element may carry, namespace declarations included. */
export const MAX_ATTRIBUTES = 64;
/** How long one attribute's value may be, its quotes included. The longest in practice is a list of schema locations. */
export const MAX_ATTRIBUTE_CHARS = 10_000;
/** How many elements a file may hold. An invoice of ten thousand lines has about 400 000. */
export const MAX_ELEMENTS = 500_000;

/** An element with its name resolved: `namespace` is the URI that its prefix stands for, '' for none. */
export interface XmlElement {
  readonly namespace: string;
  readonly name: string;
  /** Attribute values by name; a name with a prefix stands as `{namespace}name`. Declarations are left out. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly parent: XmlElement | null;
  readonly children: readonly XmlElement[];
  /** The element's own text, its children's left out; nothing is trimmed or turned into a number. */
  readonly text: string;
}

/**
 * The root element of a decoded XML document. Throws an XmlError that names the line when the document is not
 * well-formed, is cut off, has a DOCTYPE, or passes one of the limits above.
 */
export function parseXml(source: string): XmlElement {
  // With one kind of line end, positions and lines are easily had. Split and join is the way that stays quick.
  const text = source.split('\r\n').join('\n').split('\r').join('\n');
  return new Reader(text).document();
}

/** An element that is still being read. */
interface GrowingElement extends XmlElement {
  readonly children: XmlElement[];
  text: string;
}

interface OpenElement {
  readonly element: GrowingElement;
  readonly tag: string;
  readonly position: number;
}

// Every `1.x` is read as 1.0, as XML 1.0 demands; as 1.1 a file might hold control characters.
const OPTIONS = { xmlns: true, defaultXMLVersion: '1.0', forceXMLVersion: true } as const;
const XMLNS = 'http://www.w3.org/2000/xmlns/';
const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();
/** A character that a name may hold, but not begin with, just after a colon. */
const WRONG_LOCAL_START = /:[\u{300}-\u{36F}\u{B7}\u{203F}\u{2040}.0-9-]/u;

/**
 * Builds the tree from what saxes reports, and keeps the positions that a sentence about a fault needs.
 *
 * It is a parser rather than has one for speed: handlers set from outside turn a SaxesParser into a slow hash table
 * inside V8, and reading then takes four times as long.
 */
class Reader extends SaxesParser<typeof OPTIONS> {
  readonly #text: string;
  /** Where the tag, comment or run of text begins that is being read, or white space before it. */
  #token = 0;
  /** Within a tag: the end of its name or of its last whole attribute. */
  #piece = 0;
  #tag = '';
  #attributes = 0;
  #elements = 0;
  #root: GrowingElement | null = null;
  readonly #open: OpenElement[] = [];
  /** The element that was closed last. */
  #closed: OpenElement | undefined;

  constructor(text: string) {
    super(OPTIONS);
    this.#text = text;
    this.on('error', ({ message }) => this.#fail(message));
    this.on('xmldecl', () => this.#moveTo(this.position));
    this.on('doctype', () => this.#fail('doctype'));
    this.on('processinginstruction', ({ target }) => this.#instruction(target));
    this.on('comment', () => this.#comment());
    this.on('text', (characters) => this.#characters(characters, this.position - 1));
    this.on('cdata', (characters) => this.#characters(characters, this.position));
    this.on('opentagstart', ({ name }) => this.#startTag(name));
    this.on('attribute', ({ name, value }) => this.#attribute(name, value));
    this.on('opentag', (tag) => this.#openElement(tag));
    this.on('closetag', () => this.#closeElement());
  }

  document(): XmlElement {
    this.#guardCharacters();
    this.write(this.#text).close();
    if (!this.#root) throw new Error('saxes accepted a document without a root');
    return this.#root;
  }

  /** saxes takes half a surrogate pair for a character, and passes over a byte order mark. */
  #guardCharacters(): void {
    if (this.#text.startsWith('\uFEFF')) this.#fail('text data outside of root node.');
    if (this.#text.isWellFormed()) return;
    throw notValid(this.#text, this.#text.search(/\p{Surrogate}/u), 'holds half a character (a lone surrogate)');
  }

  #characters(characters: string, end: number): void {
    const parent = this.#open.at(-1);
    if (parent) parent.element.text += characters;
    else if (/[^ \t\n]/.test(characters)) this.#fail('text data outside of root node.');
    this.#moveTo(end);
  }

  /** saxes reports a comment at its `--`, before it looks for the `>`. */
  #comment(): void {
    const { position } = this;
    if (this.#text[position] === '>') this.#moveTo(position + 1);
  }

  /** saxes accepts `<?target?text?>`, where XML wants white space after the target. */
  #instruction(target: string): void {
    const { position } = this;
    const name = `<?${target}`;
    const afterName = this.#text.indexOf(name, this.#token) + name.length;
    if (this.#text[afterName] === '?' && afterName + 2 !== position) this.#fail('processing instruction');
    this.#moveTo(position);
  }

  #startTag(name: string): void {
    const { position } = this;
    this.#token = position - `<${name}>`.length;
    this.#tag = name;
    this.#attributes = 0;
    this.#piece = position - 1;
    this.#guardName(name);
    if (this.#open.length === MAX_DEPTH) this.#failLimit(`nests elements more than ${MAX_DEPTH} deep`);
    this.#elements += 1;
    if (this.#elements > MAX_ELEMENTS) this.#failLimit(`is past the limit of ${MAX_ELEMENTS} elements`);
  }

  #attribute(name: string, value: string): void {
    this.#guardName(name);
    this.#guardNamespace(name, value);
    this.#attributes += 1;
    if (this.#attributes > MAX_ATTRIBUTES) {
      this.#failLimit(`gives <${excerpt(this.#tag)}> more than ${MAX_ATTRIBUTES} attributes`);
    }
    if (value.length + 2 > MAX_ATTRIBUTE_CHARS) {
      this.#failLimit(`gives ${excerpt(name)} more than ${MAX_ATTRIBUTE_CHARS} characters`);
    }
    this.#piece = this.position;
  }

  /** saxes accepts a name such as `a:1`. */
  #guardName(name: string): void {
    if (name.includes(':') && WRONG_LOCAL_START.test(name)) this.#fail(`malformed name: ${name}.`);
  }

  /** saxes trims the namespaces that a file declares, and so takes two for one. */
  #guardNamespace(name: string, uri: string): void {
    if (/^xmlns(?::|$)/.test(name) && uri !== uri.trim()) this.#fail('namespace with spaces');
  }

  #openElement(tag: SaxesTagNS): void {
    const outer = this.#open.at(-1);
    const element: GrowingElement = {
      namespace: tag.uri,
      name: tag.local,
      attributes: this.#attributes === 0 ? NO_ATTRIBUTES : attributesOf(tag),
      parent: outer?.element ?? null,
      children: [],
      text: '',
    };
    if (outer) outer.element.children.push(element);
    else this.#root = element;
    this.#open.push({ element, tag: tag.name, position: this.#token });
    this.#moveTo(this.position);
  }

  #closeElement(): void {
    this.#closed = this.#open.pop();
    this.#moveTo(this.position);
  }

  #moveTo(position: number): void {
    this.#token = position;
    this.#piece = position;
  }

  #failLimit(what: string): never {
    const line = lineAt(this.#text, this.#piece);
    throw new XmlError(`Line ${line} ${what}, more than is read from one file: export the file again.`);
  }

  #fail(message: string): never {
    throw explainFault(message.replace(/^\d+:\d+: /, ''), {
      text: this.#text,
      position: this.position,
      token: this.#token,
      piece: this.#piece,
      tag: this.#tag,
      hasRoot: this.#root !== null,
      open: this.#open.at(-1),
      closed: this.#closed,
    });
  }
}

function attributesOf(tag: SaxesTagNS): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const { prefix, local, uri, value } of Object.values(tag.attributes)) {
    if (uri !== XMLNS) attributes.set(prefix === '' ? local : `{${uri}}${local}`, value);
  }
  return attributes;
}
