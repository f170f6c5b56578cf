/** An invoice's state, plan and timeline as text for a terminal. */
import type { Ladder, Language } from '../../ladder/definition.ts';
import type { PauseCause } from '../../ladder/events.ts';
import { kindLabel, pauseLabel } from '../../ladder/explain/explain.ts';
import { formatAmount, parseAmount } from '../../ladder/money.ts';
import { formatDate } from '../../ladder/texts.ts';
import { localMinute } from '../../ladder/time/civil.ts';
import { dayText } from './day-text.ts';
import { closedBecause, stepName } from './ending.ts';
import type { InvoiceStatus } from './status.ts';

export interface TextContext {
  ladder: Ladder;
  /** The creditor's name. */
  creditor: string;
  language: Language;
  /** Columns of the terminal; undefined when the output goes elsewhere. */
  width: number | undefined;
}

const WORDS = {
  nl: {
    invoice: 'Factuur',
    debtor: 'Klant',
    creditor: 'Van',
    issued: 'Factuurdatum',
    due: 'Vervaldatum',
    amount: 'Bedrag',
    open: 'Openstaand',
    contested: 'waarvan betwist',
    legal: 'Met kosten en rente',
    parts: (principal: string, costs: string, interest: string) =>
      `hoofdsom ${principal}, incassokosten ${costs}, rente ${interest}`,
    ladder: 'Aanmaanschema',
    version: 'versie',
    state: 'Stand',
    paused: 'In de wacht door',
    until: 'tot en met',
    tasks: 'Open taken',
    by: 'uiterlijk',
    answers: 'Uitkomsten',
    plan: 'Wat er komt',
    timeline: 'Wat er gebeurde',
    nothing: 'niets vanzelf',
    received: 'zojuist ontvangen; het aanmaanschema begint zo',
    planned: (step: string, at: string) => `wacht op ‘${step}’, ${at}`,
    sending: (step: string) => `‘${step}’ wordt verstuurd`,
    asking: (step: string) => `een collega is aan zet: ‘${step}’`,
    stuck: (step: string) => `een collega moet beslissen bij ‘${step}’`,
    handedOver: (on: string, amount: string) => `overgedragen aan incasso op ${on}: ${amount}`,
    closed: (on: string, how: string) => `afgesloten op ${on}: ${how}`,
  },
  en: {
    invoice: 'Invoice',
    debtor: 'Customer',
    creditor: 'From',
    issued: 'Invoice date',
    due: 'Due date',
    amount: 'Amount',
    open: 'Outstanding',
    contested: 'of which disputed',
    legal: 'With costs and interest',
    parts: (principal: string, costs: string, interest: string) =>
      `principal ${principal}, collection costs ${costs}, interest ${interest}`,
    ladder: 'Ladder',
    version: 'version',
    state: 'State',
    paused: 'Waiting for',
    until: 'until and including',
    tasks: 'Open tasks',
    by: 'by',
    answers: 'Outcomes',
    plan: 'What comes',
    timeline: 'What happened',
    nothing: 'nothing by itself',
    received: 'just received; the ladder is about to begin',
    planned: (step: string, at: string) => `waiting for ‘${step}’, ${at}`,
    sending: (step: string) => `‘${step}’ is being sent`,
    asking: (step: string) => `a colleague is to act: ‘${step}’`,
    stuck: (step: string) => `a colleague must decide at ‘${step}’`,
    handedOver: (on: string, amount: string) => `handed over to collection on ${on}: ${amount}`,
    closed: (on: string, how: string) => `closed on ${on}: ${how}`,
  },
};

/** Narrower than this, wrapping helps nobody; wider than this, lines are hard to read. */
const [NARROWEST, WIDEST] = [60, 110];

/** What is owed by law, where costs or interest were charged. */
function chargedRows(
  { principal_cents, costs_cents, interest_cents, total_cents }: InvoiceStatus['invoice']['legal'],
  words: (typeof WORDS)[Language],
  money: (cents: number) => string,
): [string, string][] {
  if (costs_cents + interest_cents === 0) return [];
  const parts = words.parts(money(principal_cents), money(costs_cents), money(interest_cents));
  return [[words.legal, `${money(total_cents)} (${parts})`]];
}

export function statusText(status: InvoiceStatus, context: TextContext): string {
  const words = WORDS[context.language];
  const { invoice } = status;
  const money = (cents: number) => formatAmount(cents, invoice.currency, context.language);
  const kind = kindLabel(invoice.debtor.kind as Parameters<typeof kindLabel>[0], context).toLowerCase();
  const paused = invoice.state?.paused;
  const rows: [string, string][] = [
    [words.debtor, `${invoice.debtor.name} (${kind}, ${invoice.debtor.country})`],
    [words.creditor, context.creditor],
    [words.issued, formatDate(invoice.issued, context.language)],
    [words.due, formatDate(invoice.due, context.language)],
    [words.amount, money(cents(invoice.amount))],
    [words.open, money(invoice.open_cents)],
    ...(invoice.contested_cents > 0 ? [[words.contested, money(invoice.contested_cents)] as [string, string]] : []),
    ...chargedRows(invoice.legal, words, money),
    [words.ladder, `${context.ladder.name[context.language]}, ${words.version} ${invoice.ladder.version}`],
    [words.state, stateLine(status, context)],
    ...(paused ? [[words.paused, pauseText(paused, context)] as [string, string]] : []),
  ];
  const label = Math.max(...rows.map(([name]) => name.length));
  return [
    `${words.invoice} ${invoice.number}`,
    ...rows.flatMap(([name, value]) => hanging(`  ${name.padEnd(label)}  `, value, context)),
    ...(status.tasks.length === 0
      ? []
      : ['', words.tasks, ...status.tasks.flatMap((task) => taskLines(task, context))]),
    '',
    words.plan,
    ...(status.plan.length === 0 ? [`  ${words.nothing}`] : status.plan.flatMap((entry) => entryLines(entry, context))),
    '',
    words.timeline,
    ...status.timeline.flatMap((entry) => entryLines(entry, context)),
  ].join('\n');
}

function pauseText({ cause, until }: { cause: PauseCause; until: string | null }, context: TextContext): string {
  const waits = pauseLabel(cause, context);
  return until === null ? waits : `${waits}, ${WORDS[context.language].until} ${formatDate(until, context.language)}`;
}

/** The API shows amounts as decimal text. */
function cents(amount: string): number {
  return parseAmount(amount) ?? 0;
}

function stateLine({ invoice }: InvoiceStatus, context: TextContext): string {
  const words = WORDS[context.language];
  const { state } = invoice;
  if (state === null) return words.received;
  if (state.closed !== null) {
    const how = closedBecause(state.closed.because, context.language);
    return words.closed(formatDate(state.closed.on, context.language), how);
  }
  if (state.handed_over !== null) {
    const amount = formatAmount(cents(state.handed_over.amount), invoice.currency, context.language);
    return words.handedOver(formatDate(state.handed_over.on, context.language), amount);
  }
  const step = stepName(context.ladder, state.step ?? '', context.language);
  const next = state.next_at === null ? '' : moment(state.next_at, context.language);
  switch (state.waiting) {
    case 'planned':
      return words.planned(step, next);
    case 'asking':
      return `${words.asking(step)}${next === '' ? '' : `, ${words.by} ${next}`}`;
    case 'stuck':
      return words.stuck(step);
    default:
      return words.sending(step);
  }
}

function taskLines(task: InvoiceStatus['tasks'][number], context: TextContext): string[] {
  const words = WORDS[context.language];
  const texts = task[context.language];
  const title =
    task.cause === null && task.step !== null ? stepName(context.ladder, task.step, context.language) : texts.title;
  const until = task.until === null ? '' : `, ${words.by} ${moment(task.until, context.language)}`;
  const outcomes = Object.entries(texts.outcomes).map(([id, name]) => `${id} (${name})`);
  return [
    ...hanging('  ', `${title}${until}`, context),
    ...hanging('    ', `${words.answers}: ${outcomes.join(', ')}`, context),
    `    ${task.id}`,
  ];
}

/** When and what on one line, why below it. */
function entryLines(entry: InvoiceStatus['plan'][number], context: TextContext): string[] {
  const { title, why } = entry[context.language];
  const when = `  ${moment(entry.at ?? '', context.language)}  `;
  return [...hanging(when, title, context), ...(why === '' ? [] : hanging(' '.repeat(when.length), why, context))];
}

/** `wo 04-03-2026 16:28`, always as wide. */
function moment(iso: string, language: Language): string {
  const at = Date.parse(iso);
  const [date = '', time] = localMinute(at).split('T');
  return `${dayText(date, language)} ${time}`;
}

/** Text behind a first column, wrapped so that it stays behind it. */
function hanging(first: string, text: string, { width = 100 }: TextContext): string[] {
  const room = Math.max(20, Math.min(WIDEST, Math.max(NARROWEST, width)) - first.length);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  lines.push(line);
  return lines.map((part, index) => `${index === 0 ? first : ' '.repeat(first.length)}${part}`);
}
