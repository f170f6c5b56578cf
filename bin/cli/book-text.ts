/** A simulated book as tables for a terminal. */
import type { Language } from '../../ladder/definition.ts';
import type { BookAnswer } from './book.ts';
import { dayText } from './day-text.ts';

type Book = NonNullable<BookAnswer['book']>;
type Counts = Book['totals']['before'];

const WORDS = {
  nl: {
    head: (id: string, from: number, to: string) => `${id}: versie ${from} tegenover ${to}`,
    draft: 'het concept',
    version: 'versie',
    open: (invoices: number, concerned: number, from: number) =>
      `${invoices} openstaande facturen, waarvan ${concerned} op versie ${from}.`,
    assumed: 'Niemand betaalt of antwoordt; wat er onderweg is, gaat eerst weg.',
    columns: ['Dag', 'mail', 'brieven', 'bellen', 'overdracht', 'vragen'],
    total: 'Samen',
    steps: ['Stap', 'meteen', 'eerder', 'later', 'vervalt', 'nieuw'],
    atOnce: 'Gaat meteen weg',
    shifted: 'Schuift',
    dropped: 'Vervalt',
    added: 'Komt erbij',
    handovers: 'Overdrachten die verschuiven',
    stayed: 'Blijft op de oude versie',
    never: 'niet',
    more: (count: number) => `en nog ${count}`,
    same: 'Er verandert niets.',
  },
  en: {
    head: (id: string, from: number, to: string) => `${id}: version ${from} against ${to}`,
    draft: 'the draft',
    version: 'version',
    open: (invoices: number, concerned: number, from: number) =>
      `${invoices} open invoices, of which ${concerned} on version ${from}.`,
    assumed: 'Nobody pays or answers; what is under way leaves first.',
    columns: ['Day', 'mails', 'letters', 'calls', 'handovers', 'questions'],
    total: 'Total',
    steps: ['Step', 'at once', 'earlier', 'later', 'dropped', 'new'],
    atOnce: 'Leaves at once',
    shifted: 'Moves',
    dropped: 'No longer leaves',
    added: 'Comes new',
    handovers: 'Handovers that move',
    stayed: 'Keeps the old version',
    never: 'never',
    more: (count: number) => `and ${count} more`,
    same: 'Nothing changes.',
  },
};

const KINDS = ['mails', 'letters', 'calls', 'handovers', 'questions'] as const satisfies (keyof Counts)[];
/** So many invoices are named of each sort of change. */
const NAMED = 10;

export function bookText(id: string, { from, to }: BookAnswer, book: Book, language: Language): string {
  const words = WORDS[language];
  const day = (on: string | null) => (on === null ? words.never : dayText(on, language));
  const move = (one: { from: string | null; to: string | null }) => `${day(one.from)} → ${day(one.to)}`;
  const changed = book.steps.length + book.handovers.count > 0;
  return [
    words.head(id, from, to === null ? words.draft : `${words.version} ${to}`),
    `${words.open(book.invoices, book.concerned, from)} ${words.assumed}`,
    '',
    ...table([
      words.columns,
      ...book.days.map(({ on, before, after }) => [dayText(on, language), ...changes(before, after)]),
      [words.total, ...changes(book.totals.before, book.totals.after)],
    ]),
    '',
    ...(changed ? [] : [words.same]),
    ...(book.steps.length === 0
      ? []
      : table([
          words.steps,
          ...book.steps.map(({ step, name, at_once, earlier, later, dropped, added }) => [
            name?.[language] ?? step,
            ...[at_once, earlier, later, dropped, added].map(String),
          ]),
        ])),
    ...named(words.atOnce, book.at_once, ({ step }) => step),
    ...named(words.shifted, book.shifted, (one) => `${one.step}, ${move(one)}`),
    ...named(words.dropped, book.dropped, ({ step, on }) => `${step}, ${day(on)}`),
    ...named(words.added, book.added, ({ step, on }) => `${step}, ${day(on)}`),
    ...named(words.handovers, book.handovers, move),
    ...(book.stayed.length === 0 ? [] : ['', words.stayed]),
    ...book.stayed.map((one) => `  ${one.count}: ${one[language]}`),
  ].join('\n');

  function named<T extends { invoice_id: string; number: string | null }>(
    title: string,
    { count, examples }: { count: number; examples: readonly T[] },
    text: (one: T) => string,
  ): string[] {
    if (count === 0) return [];
    const shown = examples.slice(0, NAMED);
    const lines = shown.map((one) => `  ${one.number ?? one.invoice_id}  ${text(one)}`);
    return [
      '',
      `${title}: ${count}`,
      ...lines,
      ...(count > shown.length ? [`  ${words.more(count - shown.length)}`] : []),
    ];
  }
}

/** What stands in the way of a draft, a line each. */
export function problemsText({ problems }: BookAnswer): string {
  return problems.map(({ rule, sentence }) => `${rule}: ${sentence}`).join('\n');
}

/** `3`, or `3 → 5` where the draft changes it. */
function changes(before: Counts, after: Counts): string[] {
  return KINDS.map((kind) => (before[kind] === after[kind] ? `${before[kind]}` : `${before[kind]} → ${after[kind]}`));
}

/** Rows in columns, the first to the left and the others to the right. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  '),
  );
}
