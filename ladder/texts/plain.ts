/** The plain text of a notice. */
import { NO_BREAK } from './lines.ts';
import type { Part, Row } from './parts.ts';

const TEXT_COLUMNS = 72;

/** The parts as plain text, wrapped at 72 columns; ends with a line break. */
export function asText(parts: readonly Part[]): string {
  let text = '';
  parts.forEach((part, index) => {
    if (part.kind === 'rows' && part.rows.length === 0) return;
    const belongs = part.kind === 'list' && parts[index - 1]?.kind === 'paragraph';
    text += `${text === '' ? '' : belongs ? '\n' : '\n\n'}${textPart(part)}`;
  });
  return `${text.replaceAll(NO_BREAK, ' ')}\n`;
}

function textPart(part: Part): string {
  if (part.kind === 'rows') return `${part.title === null ? '' : `${part.title}\n`}${textRows(part.rows)}`;
  if (part.kind === 'paragraph') return part.lines.map((line) => wrap(line, '')).join('\n');
  return part.items.map((item) => `- ${wrap(item, '  ')}`).join('\n');
}

/** Rows are never wrapped: a value that is copied must stay whole. */
function textRows(rows: Row[]): string {
  const width = Math.max(...rows.map((row) => row.label.length)) + 2;
  return rows
    .flatMap((row) => row.lines.map((line, index) => `${(index === 0 ? row.label : '').padEnd(width)}${line}`))
    .join('\n');
}

/** Breaks a line at spaces; the lines after the first begin with `indent`. */
function wrap(line: string, indent: string): string {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    const longer = current === '' ? word : `${current} ${word}`;
    if (current !== '' && Array.from(longer).length + indent.length > TEXT_COLUMNS) {
      lines.push(current);
      current = word;
    } else {
      current = longer;
    }
  }
  return [...lines, current].join(`\n${indent}`);
}
