/** The HTML of a notice. */
import type { Language } from '../definition.ts';
import type { Part, Row } from './parts.ts';

function escapeHtml(text: string): string {
  return text.replace(/[&<>"'\u00a0]/g, (char) => `&#${char.charCodeAt(0)};`);
}

const FONT = "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const BODY_TEXT = `${FONT};font-size:16px;line-height:24px;color:#1c2430`;
const CELL = `${FONT};font-size:15px;line-height:22px;vertical-align:top;text-align:left;overflow-wrap:anywhere;word-break:break-word`;
const GRID = 'width="100%" cellpadding="0" cellspacing="0" border="0"';
const TABLE = `role="presentation" ${GRID}`;

/** Mail programs that follow the system's dark theme take these; the others show the light colours inline. */
const STYLE = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (max-width: 480px) {
  .page { padding: 0 !important; }
  .sheet { padding: 24px 16px 8px !important; }
  .cell { display: block !important; width: auto !important; padding: 0 12px !important; }
  td.cell { padding-bottom: 8px !important; }
  .head { padding: 0 12px 8px !important; }
}
@media (prefers-color-scheme: dark) {
  .page { background-color: #14171c !important; }
  .sheet { background-color: #1d2229 !important; border-color: #3a424e !important; }
  .ink { color: #e8ebef !important; }
  .soft { color: #a7b0bc !important; }
  .box { background-color: #252b34 !important; border-color: #3a424e !important; }
  .line { border-color: #3a424e !important; }
}`;

export interface HtmlFrame {
  language: Language;
  /** The title of the document. */
  subject: string;
  /** Stands above the notice. */
  creditorName: string;
}

/** The parts as a whole HTML document, for mail programs: tables and inline styles. */
export function asHtml(parts: readonly Part[], { language, subject, creditorName }: HtmlFrame): string {
  const content = parts.map(htmlPart).filter((piece) => piece !== '');
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<title>${escapeHtml(subject)}</title>
<style>${STYLE}
</style>
</head>
<body class="page" style="margin:0;padding:0;background-color:#f3f4f6">
<table ${TABLE} class="page" style="background-color:#f3f4f6"><tr><td class="page" align="center" style="padding:24px 12px">
<!--[if mso]><table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->
<table ${TABLE} style="max-width:600px">
<tr><td class="sheet" align="left" style="padding:32px 36px 16px;background-color:#ffffff;border:1px solid #e2e5ea">
<p class="ink line" style="margin:0 0 24px;padding:0 0 14px;border-bottom:2px solid #1c2430;${BODY_TEXT};font-size:18px;font-weight:600;overflow-wrap:anywhere">${escapeHtml(creditorName)}</p>
${content.join('\n')}
</td></tr>
</table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr></table>
</body>
</html>
`;
}

function htmlPart(part: Part): string {
  if (part.kind === 'rows') return htmlRows(part.title, part.rows);
  const style = `${BODY_TEXT};overflow-wrap:anywhere`;
  if (part.kind === 'paragraph') {
    return `<p class="ink" style="margin:0 0 16px;${style}">${part.lines.map(escapeHtml).join('<br>\n')}</p>`;
  }
  const items = part.items.map((item) => `<li style="margin:0 0 6px">${escapeHtml(item)}</li>`);
  return `<ul class="ink" style="margin:0 0 16px;padding:0 0 0 22px;${style}">${items.join('\n')}</ul>`;
}

/** A longer label would take two lines of a column of the ordinary width. */
const MOST_NARROW_CHARS = 24;

/** A titled table stands in a box, where narrow screens put a value below its label; one without a title stands bare. */
function htmlRows(title: string | null, rows: Row[]): string {
  if (rows.length === 0) return '';
  const [cell, pad, width] =
    title === null
      ? ['', '1px 16px 1px 0', 'width:1%;white-space:nowrap']
      : [' cell', '3px 16px', rows.some(({ label }) => label.length > MOST_NARROW_CHARS) ? 'width:60%' : 'width:40%'];
  const cells = rows.map((row) => {
    const value = row.lines.map((line) => escapeHtml(line)).join('<br>');
    const weight = row.strong ? 600 : 400;
    return `<tr><th scope="row" class="soft${cell}" style="padding:${pad};${width};${CELL};font-weight:400;color:#5a6573">${escapeHtml(row.label)}</th><td class="ink${cell}" style="padding:${title === null ? '1px 0' : pad};${CELL};font-weight:${weight};color:#1c2430">${value}</td></tr>`;
  });
  if (title === null) return `<table ${GRID} style="margin:0 0 24px">\n${cells.join('\n')}\n</table>`;
  const head = `<tr><th colspan="2" scope="colgroup" class="ink head" style="padding:0 16px 6px;${CELL};font-weight:600;color:#1c2430">${escapeHtml(title)}</th></tr>`;
  return `<table ${TABLE} style="margin:0 0 20px"><tr><td class="box" style="padding:12px 0;background-color:#f7f8fa;border:1px solid #e2e5ea"><table ${GRID}>\n${head}\n${cells.join('\n')}\n</table></td></tr></table>`;
}
