/** The words of a difference in Dutch. */
import type { ContactWindow, Language } from '../definition.ts';
import type { EventHandling } from '../event-handling.ts';
import { nl as said } from '../explain/nl.ts';
import { list, named, quoted } from '../explain/text.ts';
import { formatPercent } from '../law/percent.ts';
import { formatAmount } from '../money.ts';
import type { WayLabel } from './facets.ts';
import type { NameOf, Phrase, Words } from './words.ts';

const IN: Record<Language, string> = { nl: 'Nederlandse', en: 'Engelse' };
const WEEKDAYS = ['ma', 'di', 'wo', 'do', 'vr', 'za', 'zo'];

const BOUNCES: Record<EventHandling['bounce']['byLetter'], string> = {
  'where-allowed': 'waar de stap een brief toestaat',
  always: 'altijd',
  never: 'nooit',
};

const phrase = (label: string, value: string | null): Phrase => ({ label, value });
const days = (count: number) => said.days(count, 'days');
const day = (number: number) => `dag ${number}`;

function hours({ from, to, weekdays }: ContactWindow): string {
  const on = weekdays?.toSorted((a, b) => a - b).map((number) => WEEKDAYS[number - 1]!);
  return `${from}–${to}${on ? ` (${on.join(', ')})` : ''}`;
}

function when(label: WayLabel): string {
  switch (label.when) {
    case 'start':
      return 'begint met';
    case 'next':
      return 'daarna';
    case 'otherwise':
      return 'anders naar';
    case 'no-answer':
      return 'zonder antwoord naar';
    case 'no-outcome':
      return 'in alle andere gevallen naar';
    case 'approved':
      return 'bij akkoord naar';
    case 'refused':
      return 'zonder akkoord naar';
    case 'called': {
      const outcomes: Record<string, string> = said.callOutcomes;
      return `bij ${named(outcomes[label.outcome] ?? label.outcome)} naar`;
    }
    case 'answered':
      return `bij ${named(label.name.nl)} naar`;
    case 'row':
      return `als ${list(label.all.map(said.condition), 'en')} naar`;
  }
}

const step = (label: string) => (id: string, name: NameOf) => phrase(label, name(id));

export const nl: Words = {
  language: 'nl',
  facets: {
    name: ({ language, text }) => phrase(`${IN[language]} naam`, named(text)),
    description: ({ language }) => phrase(`${IN[language]} omschrijving`, null),
    note: () => phrase('notitie', null),
    kind: ({ kind }) => phrase('soort stap', nl.kinds[kind]),
    notice: ({ notice }) => phrase('soort bericht', said.noticeKinds[notice].toLowerCase()),
    channel: ({ channel }) => phrase('per', nl.channels[channel]),
    term: (facet) => phrase('betaaltermijn', days(facet.days)),
    day: ({ anchor }, name) =>
      phrase(
        '',
        anchor.after === 'due' && anchor.unit === 'days' ? day(anchor.days) : said.anchor(anchor, { step: name }),
      ),
    latest: (facet) => phrase('uiterlijk', day(facet.day)),
    notBefore: ({ anchor }, name) => phrase('niet eerder dan', said.anchor(anchor, { step: name })),
    gap: (facet) => phrase('ten minste', `${days(facet.days)} na het vorige bericht`),
    ladderGap: (facet) => phrase('ten minste', `${days(facet.days)} tussen twee berichten`),
    roll: ({ roll }) =>
      phrase('op een vrije dag wordt het', roll === 'previous' ? 'de werkdag ervoor' : 'de werkdag erna'),
    window: ({ window }) => phrase('eigen uren', hours(window)),
    ladderWindow: ({ window }) => phrase('contacturen', hours(window)),
    attempts: ({ windows }) => phrase('belpogingen', windows.map(hours).join('; ')),
    deadline: ({ deadline }) => phrase('antwoord binnen', said.days(deadline.days, deadline.unit)),
    outcome: ({ name: outcome, next }, name) => phrase('antwoord', `${named(outcome.nl)} (naar ${name(next)})`),
    outcomeName: ({ language, text }) => phrase(`${IN[language]} naam van een antwoord`, named(text)),
    charge: ({ charge }) => phrase('brengt in rekening', charge === 'interest' ? 'rente' : 'incassokosten'),
    rate: ({ rate }) => phrase('afgesproken rente', formatPercent(rate, 'nl')),
    action: ({ action }) => phrase('leveringen', action === 'hold' ? 'opschorten' : 'hervatten'),
    row: ({ all, next }, name) =>
      phrase('als', `${list(all.map(said.condition), 'en')}${next === null ? '' : ` (naar ${name(next)})`}`),
    rowOrder: () => phrase('volgorde van de regels', null),
    outcomeOrder: () => phrase('volgorde van de antwoorden', null),
    way: ({ label, to }, name) => phrase(when(label), name(to)),
    text: ({ language }) => phrase(`${IN[language]} tekst`, null),
    subject: ({ language, text }) => phrase(`${IN[language]} onderwerpregel`, quoted(text)),
    body: ({ language }) => phrase(`${IN[language]} tekst`, null),
    several: ({ language }) => phrase(`${IN[language]} tekst voor meer facturen`, null),
    worked: ({ holiday }) => phrase('kantoor open op', said.closed[holiday]),
    closed: ({ on }) => phrase('kantoor dicht op', said.date(on)),
    missed: ({ missed }) =>
      phrase('gemiste stappen', missed === 'skip' ? 'worden overgeslagen' : 'gebeuren alsnog, met tussenpozen'),
    tolerance: ({ cents }) => phrase('restant dat als betaald telt', formatAmount(cents, 'EUR', 'nl')),
    closes: ({ balance }) =>
      phrase('sluit op', balance === 'legal' ? 'het saldo met kosten en rente' : 'het saldo van de boekhouding'),
  },
  events: {
    promise: {
      graceDays: (count) => phrase('respijt na een toezegging', `${count} bankdag${count === 1 ? '' : 'en'}`),
      longestDays: (count) => phrase('wachten op een toezegging ten hoogste', days(count)),
      broken: step('niet nagekomen toezegging leidt naar'),
    },
    reply: { pauseDays: (count) => phrase('leestijd voor een reactie', said.days(count, 'workdays')) },
    dispute: { reentry: step('besluit over een betwisting leidt naar') },
    arrangement: { reentry: step('verbroken regeling leidt naar') },
    partPayment: {
      restDays: (count) => phrase('rust na een deelbetaling', said.days(count, 'workdays')),
      leastPercent: (percent) => phrase('als deelbetaling telt ten minste', `${percent}% van de factuur`),
    },
    reversal: { reentry: step('teruggeboekte betaling leidt naar') },
    bounce: { byLetter: (when) => phrase('brief na een e-mail die terugkomt', BOUNCES[when]) },
  },
  days: said.days,
  kinds: {
    send: 'bericht',
    call: 'bellen',
    task: 'taak',
    decide: 'keuze',
    deliveries: 'leveringen',
    charge: 'in rekening brengen',
    approve: 'akkoord',
    handover: 'overdracht',
    end: 'einde',
  },
  channels: { email: 'e-mail', letter: 'brief', 'email-or-letter': 'e-mail, of brief zonder e-mailadres' },
  ladder: 'Aanmaanschema',
  changed: (subject, label, was, is) => `${subject}: ${label === '' ? '' : `${label} `}${was} → ${is}`,
  begins: (subject, told) => `${subject}: voortaan ${told}`,
  ends: (subject, told) => `${subject}: “${told}” geldt niet meer`,
  altered: (subject, label, how) =>
    `${subject}: ${label} ${{ added: 'toegevoegd', changed: 'gewijzigd', removed: 'weggehaald' }[how]}`,
  added: (name, what, places) => `Toegevoegd: ${name} (${what.join(', ')})${places === '' ? '' : `, ${places}`}`,
  removed: (name) => `Verwijderd: ${name}`,
  replaced: (name, by) => `${by} komt in de plaats van ${name}`,
  merged: (name, into) => `${name} gaat op in ${into}`,
  moved: (name, was, is) => `Verplaatst: ${name}, eerst ${was}, nu ${is}`,
  after: (steps, more) => `na ${list(steps, 'en')}${more === 0 ? '' : ` en nog ${more}`}`,
  first: 'aan het begin',
  andMore: (sentence, more) => `${sentence} (en ${more === 1 ? 'nog één wijziging' : `nog ${more} wijzigingen`})`,
};
