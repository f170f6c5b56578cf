/**
 * What rows of conditions leave to the rows after them. A condition tests one field: a list of values, or bounds of a whole
 * number (`atLeast` inclusive, `below` exclusive).
 */
import { DEBTOR_KINDS, NOTICE_DELIVERIES } from './definition.ts';

export type FieldTest = { field: string; in: readonly string[] } | { field: string; atLeast?: number; below?: number };

/** Fields of which every value is known. */
const VALUES: Record<string, readonly string[]> = { debtorKind: DEBTOR_KINDS, lastNotice: NOTICE_DELIVERIES };
/** The least value of a field; what is not open is not asked about. */
const LEAST: Record<string, number> = { openCents: 1, amountCents: 1, brokenPromises: 0, termDays: 0 };

/** False for conditions that contradict each other, or ask what cannot be. */
export function canHold(row: readonly FieldTest[]): boolean {
  return fieldsOf(row).every((field) => {
    const { values, from, below } = leftBy(row, field);
    return values === null ? from < below : values.length > 0;
  });
}

/**
 * True when rows before one certainly take every case for which it holds: one of them holds whenever it does, or those that
 * ask for a single field take all that it leaves of that field.
 */
export function isTaken(row: readonly FieldTest[], before: readonly (readonly FieldTest[])[]): boolean {
  if (before.some((other) => fieldsOf(other).every((field) => isCovered(row, field, [other])))) return true;
  const single = before.filter((other) => fieldsOf(other).length === 1);
  return [...new Set(single.flatMap(fieldsOf))].some((field) =>
    isCovered(
      row,
      field,
      single.filter((other) => fieldsOf(other)[0] === field),
    ),
  );
}

const fieldsOf = (row: readonly FieldTest[]) => [...new Set(row.map(({ field }) => field))];

/** What a row leaves of a field: values where those are known, else a range of whole numbers. */
function leftBy(row: readonly FieldTest[], field: string) {
  let values: readonly string[] | null = VALUES[field] ?? null;
  let from = LEAST[field] ?? Number.NEGATIVE_INFINITY;
  let below = Number.POSITIVE_INFINITY;
  for (const test of row) {
    if (test.field !== field) continue;
    if ('in' in test) values = values?.filter((value) => test.in.includes(value)) ?? test.in;
    else {
      from = Math.max(from, test.atLeast ?? from);
      below = Math.min(below, test.below ?? below);
    }
  }
  return { values, from, below };
}

/** True when, of a field, rows together take all that one leaves. */
function isCovered(row: readonly FieldTest[], field: string, by: readonly (readonly FieldTest[])[]): boolean {
  const own = leftBy(row, field);
  const others = by.map((other) => leftBy(other, field));
  if (own.values) return own.values.every((value) => others.some(({ values }) => values?.includes(value)));
  if (others.some(({ values }) => values !== null)) return false;
  // A row that says nothing of the field is not meant: it is asked only of fields that the others test.
  let reached = own.from;
  for (;;) {
    const further = others.filter(({ from, below }) => from <= reached && below > reached).map(({ below }) => below);
    if (further.length === 0) return reached >= own.below;
    reached = Math.max(...further);
    if (reached >= own.below) return true;
  }
}
