/** The words of a difference in English. */
import type { ContactWindow, Language } from '../definition.ts';
import type { EventHandling } from '../event-handling.ts';
import { en as said } from '../explain/en.ts';
import { list, named, quoted } from '../explain/text.ts';
import { formatPercent } from '../law/percent.ts';
import { formatAmount } from '../money.ts';
import type { WayLabel } from './facets.ts';
import type { NameOf, Phrase, Words } from './words.ts';

const IN: Record<Language, string> = { nl: 'Dutch', en: 'English' };
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

const BOUNCES: Record<EventHandling['bounce']['byLetter'], string> = {
  'where-allowed': 'where the step allows a letter',
  always: 'always',
  never: 'never',
};

const phrase = (label: string, value: string | null): Phrase => ({ label, value });
const days = (count: number) => said.days(count, 'days');
const day = (number: number) => `day ${number}`;

function hours({ from, to, weekdays }: ContactWindow): string {
  const on = weekdays?.toSorted((a, b) => a - b).map((number) => WEEKDAYS[number - 1]!);
  return `${from}–${to}${on ? ` (${on.join(', ')})` : ''}`;
}

function when(label: WayLabel): string {
  switch (label.when) {
    case 'start':
      return 'begins with';
    case 'next':
      return 'then';
    case 'otherwise':
      return 'otherwise to';
    case 'no-answer':
      return 'without an answer to';
    case 'no-outcome':
      return 'in all other cases to';
    case 'approved':
      return 'when approved to';
    case 'refused':
      return 'when refused to';
    case 'called': {
      const outcomes: Record<string, string> = said.callOutcomes;
      return `on ${named(outcomes[label.outcome] ?? label.outcome)} to`;
    }
    case 'answered':
      return `on ${named(label.name.en)} to`;
    case 'row':
      return `if ${list(label.all.map(said.condition), 'and')} to`;
  }
}

const step = (label: string) => (id: string, name: NameOf) => phrase(label, name(id));

export const en: Words = {
  language: 'en',
  facets: {
    name: ({ language, text }) => phrase(`${IN[language]} name`, named(text)),
    description: ({ language }) => phrase(`${IN[language]} description`, null),
    note: () => phrase('note', null),
    kind: ({ kind }) => phrase('kind of step', en.kinds[kind]),
    notice: ({ notice }) => phrase('kind of notice', said.noticeKinds[notice].toLowerCase()),
    channel: ({ channel }) => phrase('by', en.channels[channel]),
    term: (facet) => phrase('payment term', days(facet.days)),
    day: ({ anchor }, name) =>
      phrase(
        '',
        anchor.after === 'due' && anchor.unit === 'days' ? day(anchor.days) : said.anchor(anchor, { step: name }),
      ),
    latest: (facet) => phrase('no later than', day(facet.day)),
    notBefore: ({ anchor }, name) => phrase('no earlier than', said.anchor(anchor, { step: name })),
    gap: (facet) => phrase('at least', `${days(facet.days)} after the previous notice`),
    ladderGap: (facet) => phrase('at least', `${days(facet.days)} between two notices`),
    roll: ({ roll }) =>
      phrase('a day off becomes', roll === 'previous' ? 'the working day before' : 'the working day after'),
    window: ({ window }) => phrase('hours of its own', hours(window)),
    ladderWindow: ({ window }) => phrase('contact hours', hours(window)),
    attempts: ({ windows }) => phrase('call attempts', windows.map(hours).join('; ')),
    deadline: ({ deadline }) => phrase('answer within', said.days(deadline.days, deadline.unit)),
    outcome: ({ name: outcome, next }, name) => phrase('answer', `${named(outcome.en)} (to ${name(next)})`),
    outcomeName: ({ language, text }) => phrase(`${IN[language]} name of an answer`, named(text)),
    charge: ({ charge }) => phrase('charges', charge === 'interest' ? 'interest' : 'collection costs'),
    rate: ({ rate }) => phrase('agreed interest', formatPercent(rate, 'en')),
    action: ({ action }) => phrase('deliveries', action === 'hold' ? 'held' : 'resumed'),
    row: ({ all, next }, name) =>
      phrase('if', `${list(all.map(said.condition), 'and')}${next === null ? '' : ` (to ${name(next)})`}`),
    rowOrder: () => phrase('order of the rows', null),
    outcomeOrder: () => phrase('order of the answers', null),
    way: ({ label, to }, name) => phrase(when(label), name(to)),
    text: ({ language }) => phrase(`${IN[language]} text`, null),
    subject: ({ language, text }) => phrase(`${IN[language]} subject line`, quoted(text)),
    body: ({ language }) => phrase(`${IN[language]} text`, null),
    several: ({ language }) => phrase(`${IN[language]} text for several invoices`, null),
    worked: ({ holiday }) => phrase('office open on', said.closed[holiday]),
    closed: ({ on }) => phrase('office closed on', said.date(on)),
    missed: ({ missed }) => phrase('missed steps', missed === 'skip' ? 'are left out' : 'still happen, spaced out'),
    tolerance: ({ cents }) => phrase('remainder that counts as paid', formatAmount(cents, 'EUR', 'en')),
    closes: ({ balance }) =>
      phrase('closes on', balance === 'legal' ? 'the balance with costs and interest' : 'the balance of the books'),
  },
  events: {
    promise: {
      graceDays: (count) => phrase('grace after a promise', `${count} bank ${count === 1 ? 'day' : 'days'}`),
      longestDays: (count) => phrase('a promise is awaited at most', days(count)),
      broken: step('a broken promise leads to'),
    },
    reply: { pauseDays: (count) => phrase('time to read a reply', said.days(count, 'workdays')) },
    dispute: { reentry: step('a decision on a dispute leads to') },
    arrangement: { reentry: step('a broken arrangement leads to') },
    partPayment: {
      restDays: (count) => phrase('rest after a part payment', said.days(count, 'workdays')),
      leastPercent: (percent) => phrase('what counts as a part payment is at least', `${percent}% of the invoice`),
    },
    reversal: { reentry: step('a payment taken back leads to') },
    bounce: { byLetter: (when) => phrase('a letter after a mail that comes back', BOUNCES[when]) },
  },
  days: said.days,
  kinds: {
    send: 'notice',
    call: 'call',
    task: 'task',
    decide: 'choice',
    deliveries: 'deliveries',
    charge: 'charge',
    approve: 'approval',
    handover: 'handover',
    end: 'end',
  },
  channels: { email: 'e-mail', letter: 'letter', 'email-or-letter': 'e-mail, or letter without an e-mail address' },
  ladder: 'Ladder',
  changed: (subject, label, was, is) => `${subject}: ${label === '' ? '' : `${label} `}${was} → ${is}`,
  begins: (subject, told) => `${subject}: from now on ${told}`,
  ends: (subject, told) => `${subject}: “${told}” no longer holds`,
  altered: (subject, label, how) => `${subject}: ${label} ${how}`,
  added: (name, what, places) => `Added: ${name} (${what.join(', ')})${places === '' ? '' : `, ${places}`}`,
  removed: (name) => `Removed: ${name}`,
  replaced: (name, by) => `${by} takes the place of ${name}`,
  merged: (name, into) => `${name} becomes part of ${into}`,
  moved: (name, was, is) => `Moved: ${name}, first ${was}, now ${is}`,
  after: (steps, more) => `after ${list(steps, 'and')}${more === 0 ? '' : ` and ${more} more`}`,
  first: 'at the beginning',
  andMore: (sentence, more) => `${sentence} (and ${more === 1 ? 'one more change' : `${more} more changes`})`,
};
