/** What a notice consists of, before it becomes plain text, HTML or a page. */

export interface Row {
  label: string;
  lines: string[];
  strong?: boolean;
}

export type Part =
  | { kind: 'paragraph'; lines: string[] }
  | { kind: 'list'; items: string[] }
  | { kind: 'rows'; title: string | null; rows: Row[] };
