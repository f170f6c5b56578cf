/** How the other files of this folder walk the tree of a UBL document. */
import { UblError } from './ubl-error.ts';
import type { XmlElement } from './xml.ts';

const NAMESPACES = {
  cac: 'urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2',
  cbc: 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2',
} as const;

/** How long a text that is read may be; embedded documents are not read as text. */
export const MAX_TEXT_CHARS = 10_000;

/** An element by UBL's usual prefix; the document itself may use any prefix for that namespace. */
export type UblName = `${keyof typeof NAMESPACES}:${string}`;

export function childrenOf(parent: XmlElement, name: UblName): XmlElement[] {
  const prefix = name.slice(0, 3) as keyof typeof NAMESPACES;
  const local = name.slice(4);
  return parent.children.filter((child) => child.name === local && child.namespace === NAMESPACES[prefix]);
}

/** The child of that name, or null. Throws a UblError where it stands more than once. */
export function childOf(parent: XmlElement, name: UblName): XmlElement | null {
  const [child, another] = childrenOf(parent, name);
  if (another) throw new UblError(`${pathOf(another)} stands more than once: leave one.`);
  return child ?? null;
}

export function requiredChild(parent: XmlElement, name: UblName, term: string): XmlElement {
  const child = childOf(parent, name);
  if (!child) throw missing(term, `${pathOf(parent)}/${name}`);
  return child;
}

/** All elements at the end of a path of names, in the document's order. */
export function elementsAt(start: XmlElement, ...path: UblName[]): XmlElement[] {
  return path.reduce<XmlElement[]>((found, name) => found.flatMap((element) => childrenOf(element, name)), [start]);
}

/** The texts at the end of a path of names, empty ones left out. */
export function textsAt(start: XmlElement, ...path: UblName[]): string[] {
  return elementsAt(start, ...path)
    .map(textOf)
    .filter((text) => text !== '');
}

/** The text of a child that may stand once, null where it is missing or empty. */
export function optionalText(parent: XmlElement, name: UblName): string | null {
  const child = childOf(parent, name);
  return (child && textOf(child)) || null;
}

/** As `optionalText`, with a UblError that names the term ("invoice number (BT-1)") where there is none. */
export function requiredText(parent: XmlElement, name: UblName, term: string): string {
  const text = optionalText(parent, name);
  if (text === null) throw missing(term, `${pathOf(parent)}/${name}`);
  return text;
}

/** The text of an element that holds nothing else, its whitespace folded. */
export function textOf(element: XmlElement): string {
  if (element.children.length > 0)
    throw new UblError(`${pathOf(element)} holds elements where only text may stand: take them out.`);
  if (element.text.length > MAX_TEXT_CHARS) {
    throw new UblError(`${pathOf(element)} holds more than ${MAX_TEXT_CHARS} characters: shorten it.`);
  }
  return element.text.replace(/\s+/g, ' ').trim();
}

/** Where an element stands, such as `Invoice/cac:LegalMonetaryTotal/cbc:PayableAmount`. */
export function pathOf(element: XmlElement): string {
  const names: string[] = [];
  for (let at: XmlElement | null = element; at; at = at.parent) names.unshift(nameOf(at));
  return names.join('/');
}

function nameOf({ namespace, name }: XmlElement): string {
  const prefix = Object.entries(NAMESPACES).find(([, uri]) => uri === namespace)?.[0];
  return prefix ? `${prefix}:${name}` : name;
}

function missing(term: string, path: string): UblError {
  return new UblError(`The ${term} is missing or empty: fill in ${path}.`);
}
