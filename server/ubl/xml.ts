/**
 * A strict reader of XML 1.0 with namespaces, for files that strangers send.
 *
 * It is our own because the usual library, fast-xml-parser 5, is neither strict nor frugal: its validator accepts a second
 * root element, unknown entities and undeclared prefixes, and its parser takes seconds and about a gigabyte for a file of
 * 18 MB. This one hands out no tree of anything that is not well-formed, knows no document types (and so no entities
 * beyond XML's own five), never recurses, and takes time linear in the length of the file.
 */
import { excerpt, lineAt, XmlError } from './xml-error.ts';

/** How deep elements may stand in each other. A UBL invoice needs about ten levels. */
export const MAX_DEPTH = 64;
/** How many attributes one element may carry, namespace declarations included. */
export const MAX_ATTRIBUTES = 64;
/** How long one attribute's value may be. The longest in practice is a list of schema locations. */
export const MAX_ATTRIBUTE_CHARS = 10_000;
/** How many elements a file may hold. An invoice of ten thousand lines has about 400 000. */
export const MAX_ELEMENTS = 500_000;

/** The longest character reference that is looked at, leading zeros included. */
const MAX_REFERENCE_CHARS = 20;

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
  // Split and join is the way that stays quick for a file full of carriage returns.
  const text = source.split('\r\n').join('\n').split('\r').join('\n');
  return new Parser(text).document();
}

interface Scope {
  readonly namespaces: ReadonlyMap<string, string>;
  readonly outer: Scope | null;
}

interface OpenElement {
  readonly element: GrowingElement;
  readonly tag: string;
  readonly position: number;
  readonly scope: Scope;
}

/** An element that is still being read. */
interface GrowingElement extends XmlElement {
  readonly children: XmlElement[];
  text: string;
}

type Attributes = ReadonlyMap<string, string>;

const NAME_START =
  'A-Z_a-z\\u{C0}-\\u{D6}\\u{D8}-\\u{F6}\\u{F8}-\\u{2FF}\\u{370}-\\u{37D}\\u{37F}-\\u{1FFF}\\u{200C}\\u{200D}' +
  '\\u{2070}-\\u{218F}\\u{2C00}-\\u{2FEF}\\u{3001}-\\u{D7FF}\\u{F900}-\\u{FDCF}\\u{FDF0}-\\u{FFFD}\\u{10000}-\\u{EFFFF}';
const NC_NAME = `[${NAME_START}][${NAME_START}\\-.0-9\\u{B7}\\u{300}-\\u{36F}\\u{203F}\\u{2040}]*`;
const QUALIFIED_NAME = `${NC_NAME}(?::${NC_NAME})?`;

const TAG_NAME = new RegExp(`<(${QUALIFIED_NAME})`, 'uy');
const ATTRIBUTE = new RegExp(`[ \\t\\n]+(${QUALIFIED_NAME})[ \\t\\n]*=[ \\t\\n]*("[^"<]*"|'[^'<]*')`, 'uy');
const TAG_END = /[ \t\n]*(\/?)>/y;
const END_TAG = new RegExp(`</(${QUALIFIED_NAME})[ \\t\\n]*>`, 'uy');
const DECLARATION =
  /<\?xml\s+version\s*=\s*(["'])1\.[0-9]\1(?:\s+encoding\s*=\s*(["'])[\w.-]+\2)?(?:\s+standalone\s*=\s*(["'])(?:yes|no)\3)?\s*\?>/y;
const INSTRUCTION_TARGET = new RegExp(`<\\?(${NC_NAME})(?=[ \\t\\n]|\\?>)`, 'uy');
const FORBIDDEN_CHARACTER = /[^\t\n\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

const STANDARD_ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&amp;', '&'],
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&apos;', "'"],
]);
const ROOT_SCOPE: Scope = { namespaces: new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]), outer: null };

/** Walks once through the text; `#at` is the position of what is read next. */
class Parser {
  readonly #text: string;
  #at = 0;
  #elements = 0;
  #root: GrowingElement | null = null;
  readonly #open: OpenElement[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  document(): XmlElement {
    const forbidden = this.#text.search(FORBIDDEN_CHARACTER);
    if (forbidden !== -1) this.#fail('holds a control character, which XML does not allow', forbidden);
    this.#declaration();
    while (this.#at < this.#text.length) this.#next();
    const unclosed = this.#open.at(-1);
    if (unclosed) this.#failCutOff(`<${excerpt(unclosed.tag)}>`, unclosed.position);
    if (!this.#root) throw new XmlError('The file holds no XML element: send the XML file itself.');
    return this.#root;
  }

  #declaration(): void {
    if (!/^<\?xml[ \t\n?]/.test(this.#text)) return;
    if (!this.#match(DECLARATION)) this.#fail('has a wrong XML declaration');
  }

  #next(): void {
    const text = this.#text;
    if (text[this.#at] !== '<') this.#characters();
    else if (text.startsWith('<!--', this.#at)) this.#comment();
    else if (text.startsWith('<![CDATA[', this.#at)) this.#characterData();
    else if (text.startsWith('<!', this.#at)) this.#refuseDeclaration();
    else if (text.startsWith('<?', this.#at)) this.#instruction();
    else if (text.startsWith('</', this.#at)) this.#endTag();
    else this.#startTag();
  }

  #characters(): void {
    const start = this.#at;
    const end = this.#text.indexOf('<', start);
    const raw = this.#text.slice(start, end === -1 ? undefined : end);
    const parent = this.#open.at(-1);
    if (parent) {
      if (raw.includes(']]>')) this.#fail('holds "]]>" in a text', start + raw.indexOf(']]>'));
      parent.element.text += this.#resolveReferences(raw, start);
    } else if (/[^ \t\n]/.test(raw)) {
      const outside = start + raw.search(/[^ \t\n]/);
      this.#fail(
        this.#root ? 'holds text after the end of the document' : 'does not begin with an XML element',
        outside,
      );
    }
    this.#at = start + raw.length;
  }

  #comment(): void {
    const end = this.#endOf('-->', this.#at + 4, 'a comment');
    if (this.#text.slice(this.#at + 4, end - 2).includes('--')) this.#fail('has a comment with "--" inside');
    this.#at = end;
  }

  #characterData(): void {
    const parent = this.#open.at(-1);
    if (!parent) this.#fail('holds text outside the document');
    const start = this.#at + '<![CDATA['.length;
    const end = this.#endOf(']]>', start, 'a CDATA section');
    parent.element.text += this.#text.slice(start, end - 3);
    this.#at = end;
  }

  #refuseDeclaration(): never {
    const declaration = excerpt(this.#text.slice(this.#at, this.#at + 100).split(/[>[]/, 1)[0] ?? '');
    if (/^<!doctype\s+html/i.test(declaration)) {
      throw new XmlError('The file is a web page (HTML), not XML: send the XML file itself.');
    }
    if (!/^<!doctype/i.test(declaration)) this.#fail(`holds "${declaration}", which has no meaning there`);
    throw new XmlError(
      `Line ${lineAt(this.#text, this.#at)} holds a document type (DOCTYPE), which is refused because it can make a file ` +
        'do harm: leave it out, nothing needs it.',
    );
  }

  #instruction(): void {
    const target = this.#match(INSTRUCTION_TARGET)?.[1];
    if (target === undefined) this.#fail('holds "<?" without a name');
    if (target.toLowerCase() === 'xml')
      this.#fail('holds an XML declaration that does not stand at the start of the file');
    this.#at = this.#endOf('?>', this.#at, 'a processing instruction');
  }

  #startTag(): void {
    const position = this.#at;
    const tag = this.#match(TAG_NAME)?.[1];
    if (tag === undefined) this.#failBareLessThan(position);
    if (this.#root && this.#open.length === 0) {
      const what = `begins a second document <${excerpt(tag)}> after the end of the first`;
      this.#fail(what, position, 'send each as a file of its own');
    }
    const raw = this.#attributes(tag);
    const end = this.#match(TAG_END);
    if (!end) this.#failTag(tag, position);
    this.#add(tag, raw, position, end[1] === '/');
  }

  /** The attributes as written, by their names with prefix. */
  #attributes(tag: string): Attributes {
    const attributes = new Map<string, string>();
    for (;;) {
      const start = this.#at;
      const found = this.#match(ATTRIBUTE);
      if (!found) return attributes;
      const [whole, name = '', quoted = ''] = found;
      if (attributes.has(name)) this.#fail(`gives <${excerpt(tag)}> the attribute ${excerpt(name)} twice`);
      if (attributes.size === MAX_ATTRIBUTES) {
        this.#failLimit(`gives <${excerpt(tag)}> more than ${MAX_ATTRIBUTES} attributes`, start);
      }
      if (quoted.length > MAX_ATTRIBUTE_CHARS) {
        this.#failLimit(`gives ${excerpt(name)} more than ${MAX_ATTRIBUTE_CHARS} characters`, start);
      }
      const value = quoted.slice(1, -1).replace(/[\t\n]/g, ' ');
      attributes.set(name, this.#resolveReferences(value, start + whole.length - quoted.length + 1));
    }
  }

  #add(tag: string, raw: Attributes, position: number, closed: boolean): void {
    const outer = this.#open.at(-1);
    if (this.#open.length === MAX_DEPTH) this.#failLimit(`nests elements more than ${MAX_DEPTH} deep`, position);
    this.#elements += 1;
    if (this.#elements > MAX_ELEMENTS) this.#failLimit(`is past the limit of ${MAX_ELEMENTS} elements`, position);
    const scope = this.#scope(raw, outer?.scope ?? ROOT_SCOPE, position);
    const element: GrowingElement = {
      ...this.#resolveName(tag, scope, position),
      attributes: this.#resolveAttributes(raw, scope, position),
      parent: outer?.element ?? null,
      children: [],
      text: '',
    };
    if (outer) outer.element.children.push(element);
    else this.#root = element;
    if (!closed) this.#open.push({ element, tag, position, scope });
  }

  #endTag(): void {
    const position = this.#at;
    const tag = this.#match(END_TAG)?.[1];
    if (tag === undefined) this.#failTag('/', position);
    const opened = this.#open.pop();
    if (!opened) this.#fail(`closes <${excerpt(tag)}>, which was not open`, position);
    if (opened.tag !== tag) {
      const line = lineAt(this.#text, opened.position);
      this.#fail(`closes <${excerpt(tag)}> where <${excerpt(opened.tag)}> of line ${line} is open`, position);
    }
  }

  #scope(raw: Attributes, outer: Scope, position: number): Scope {
    if (raw.size === 0) return outer;
    const namespaces = new Map<string, string>();
    for (const [name, uri] of raw) {
      if (name === 'xmlns') namespaces.set('', uri);
      else if (name.startsWith('xmlns:')) {
        if (uri === '' || name === 'xmlns:xmlns') this.#fail(`declares the prefix ${excerpt(name)} wrongly`, position);
        namespaces.set(name.slice('xmlns:'.length), uri);
      }
    }
    return namespaces.size === 0 ? outer : { namespaces, outer };
  }

  #resolveName(name: string, scope: Scope, position: number): { namespace: string; name: string } {
    const colon = name.indexOf(':');
    const prefix = name.slice(0, Math.max(colon, 0));
    const namespace = namespaceOf(prefix, scope);
    if (namespace === undefined)
      this.#fail(`uses the prefix "${excerpt(prefix)}", which is declared nowhere`, position);
    return { namespace, name: name.slice(colon + 1) };
  }

  #resolveAttributes(raw: Attributes, scope: Scope, position: number): Attributes {
    if (raw.size === 0) return raw;
    const resolved = new Map<string, string>();
    for (const [rawName, value] of raw) {
      if (rawName === 'xmlns' || rawName.startsWith('xmlns:')) continue;
      const { namespace, name } = this.#resolveName(rawName, scope, position);
      const key = rawName.includes(':') ? `{${namespace}}${name}` : name;
      if (resolved.has(key)) this.#fail(`gives an element the attribute ${excerpt(key)} twice`, position);
      resolved.set(key, value);
    }
    return resolved;
  }

  /** Replaces character references and the five standard entities; any other `&` is refused. */
  #resolveReferences(raw: string, start: number): string {
    let resolved = '';
    let done = 0;
    for (let at = raw.indexOf('&'); at !== -1; at = raw.indexOf('&', done)) {
      const end = raw.indexOf(';', at) + 1 || raw.length;
      const character = end - at <= MAX_REFERENCE_CHARS ? characterOf(raw.slice(at, end)) : undefined;
      if (character === undefined)
        this.#failReference(raw.slice(at, Math.min(end, at + MAX_REFERENCE_CHARS)), start + at);
      resolved += raw.slice(done, at) + character;
      done = end;
    }
    return done === 0 ? raw : resolved + raw.slice(done);
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found) this.#at = pattern.lastIndex;
    return found;
  }

  /** The position just after the next `mark`. */
  #endOf(mark: string, from: number, what: string): number {
    const end = this.#text.indexOf(mark, from);
    if (end === -1) this.#failCutOff(what, this.#at);
    return end + mark.length;
  }

  #failBareLessThan(position: number): never {
    if (position === this.#text.length - 1) this.#failCutOff('a tag', position);
    return this.#fail('holds a "<" that begins no element', position, 'write it as &lt;');
  }

  #failTag(tag: string, position: number): never {
    if (!this.#text.includes('>', this.#at)) this.#failCutOff(`the tag <${excerpt(tag)}`, position);
    const rest = excerpt(this.#text.slice(this.#at, this.#at + 20));
    return this.#fail(`has a tag <${excerpt(tag)} that is written wrongly at "${rest}"`);
  }

  #failReference(reference: string, position: number): never {
    const what = `holds "${excerpt(reference)}", which stands for no character`;
    return this.#fail(what, position, 'write a plain "&" as &amp;');
  }

  #failCutOff(what: string, position: number): never {
    const line = lineAt(this.#text, position);
    throw new XmlError(`The file ends before the end of ${what}, which begins on line ${line}: send the whole file.`);
  }

  #failLimit(what: string, position: number): never {
    throw new XmlError(
      `Line ${lineAt(this.#text, position)} ${what}, more than is read from one file: export the file again.`,
    );
  }

  #fail(what: string, position = this.#at, advice = 'export the file again'): never {
    throw new XmlError(`Line ${lineAt(this.#text, position)} is not valid XML, it ${what}: ${advice}.`);
  }
}

/** The namespace a prefix stands for; '' is the prefix of names without one. Undefined for an undeclared prefix. */
function namespaceOf(prefix: string, scope: Scope): string | undefined {
  for (let at: Scope | null = scope; at; at = at.outer) {
    const namespace = at.namespaces.get(prefix);
    if (namespace !== undefined) return namespace;
  }
  return prefix === '' ? '' : undefined;
}

/** The character that a reference such as `&amp;` or `&#233;` stands for, undefined where it stands for none. */
function characterOf(reference: string): string | undefined {
  const entity = STANDARD_ENTITIES.get(reference);
  if (entity !== undefined) return entity;
  const [, decimal = '', hex] = /^&#(?:([0-9]+)|x([0-9A-Fa-f]+));$/.exec(reference) ?? [];
  const codePoint = hex === undefined ? Number.parseInt(decimal, 10) : Number.parseInt(hex, 16);
  if (!(codePoint <= 0x10ffff)) return undefined;
  const character = String.fromCodePoint(codePoint);
  return character === '\r' || !FORBIDDEN_CHARACTER.test(character) ? character : undefined;
}
