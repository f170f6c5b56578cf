/** Blocks that stand in notices of every kind: to whom, and from whom. */
import { addressOf, dateField, type PartyValues, phoneField, present } from './fields.ts';
import { clean } from './lines.ts';
import type { Part, Row } from './parts.ts';
import { WORDS } from './words.ts';

/** A row of one line, or none without a value. */
export function row(label: string, value: string | null, strong = false): Row[] {
  return value === null ? [] : [{ label, lines: [value], strong }];
}

/** To whom, when and about what. */
export function addressee(v: PartyValues, title: string): Part[] {
  const words = WORDS[v.language];
  const rows = [
    { label: words.to, lines: [present('debtor.name', clean(v.debtor.name)), ...addressOf(v.debtor)] },
    ...row(words.date, present('today', dateField(v.today, v))),
    ...row(words.about, title, true),
  ];
  return [{ kind: 'rows', title: null, rows }];
}

/** Who writes, and how to reach them. */
export function signature(v: PartyValues): Part[] {
  const words = WORDS[v.language];
  const rows = [
    ...row(words.phone, phoneField(v)),
    ...row(words.email, clean(v.creditor.email)),
    ...row(words.kvk, clean(v.creditor.kvk)),
    ...row(words.vatNumber, clean(v.creditor.vatNumber)),
  ];
  return [
    { kind: 'paragraph', lines: [present('creditor.name', clean(v.creditor.name)), ...addressOf(v.creditor)] },
    { kind: 'rows', title: null, rows },
  ];
}
