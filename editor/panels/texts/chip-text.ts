/** The text of an editable element: words as they are, chips as `{{…}}`. What React cannot do, for the browser edits it too. */
import { fieldText, type Piece, piecesOf } from './pieces.ts';

const FIELD = 'field';
/** Stands at the end, so that an empty last line is seen. */
const END = 'end';

const isEnd = (node: Node): boolean => node instanceof HTMLElement && END in node.dataset;

/** What the element says. */
export function readText(root: Node): string {
  let text = '';
  for (const node of root.childNodes) {
    if (node instanceof Text) text += node.data;
    else if (!(node instanceof HTMLElement) || isEnd(node)) continue;
    else if (node.dataset[FIELD] !== undefined) text += fieldText(node.dataset[FIELD]);
    else if (node.tagName === 'BR') text += '\n';
    else text += `${text === '' || text.endsWith('\n') ? '' : '\n'}${readText(node)}`;
  }
  return text;
}

export interface Drawn {
  /** What a chip says, and whether it is a field that exists. */
  nameOf: (field: string) => { name: string; isKnown: boolean };
  classOf: (isKnown: boolean) => string;
}

/** Draws a text anew. */
export function drawText(root: HTMLElement, text: string, drawn: Drawn): void {
  const end = document.createElement('br');
  end.dataset[END] = '';
  root.replaceChildren(...piecesOf(text).map((piece) => nodeOf(piece, drawn)), end);
}

function nodeOf(piece: Piece, { nameOf, classOf }: Drawn): Node {
  if (piece.is === 'words') return document.createTextNode(piece.text);
  const { name, isKnown } = nameOf(piece.name);
  const chip = document.createElement('span');
  chip.dataset[FIELD] = piece.name;
  chip.contentEditable = 'false';
  chip.className = classOf(isKnown);
  chip.textContent = name;
  return chip;
}

/** How many characters of the text stand before the caret, and before the end of what is selected; null where neither is here. */
export function selectionIn(root: HTMLElement): { from: number; to: number } | null {
  const selection = document.getSelection();
  if (!selection || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!root.contains(range.startContainer) || !root.contains(range.endContainer)) return null;
  const upTo = (node: Node, offset: number): number => {
    const before = document.createRange();
    before.selectNodeContents(root);
    before.setEnd(node, offset);
    return readText(before.cloneContents()).length;
  };
  return {
    from: upTo(range.startContainer, range.startOffset),
    to: upTo(range.endContainer, range.endOffset),
  };
}

/** Puts the caret behind so many characters of the text. */
export function putCaret(root: HTMLElement, at: number): void {
  let left = at;
  const nodes = [...root.childNodes];
  const selection = document.getSelection();
  for (const [index, node] of nodes.entries()) {
    const length = node instanceof Text ? node.data.length : isEnd(node) ? 0 : textLength(node);
    if (node instanceof Text && left <= length) return void selection?.collapse(node, left);
    if (left <= 0) return void selection?.collapse(root, index);
    left -= length;
  }
  selection?.collapse(root, nodes.length - 1);
}

function textLength(node: Node): number {
  const whole = document.createElement('div');
  whole.append(node.cloneNode(true));
  return readText(whole).length;
}
