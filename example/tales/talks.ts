/** What comes of calling people, and of what they write back: promises, disputes, replies, returns, holds. */
import type { Tale } from '../tale.ts';

export const TALKS: readonly Tale[] = [
  {
    key: 'hamer-1',
    customer: 'hamer',
    amount: '605.00',
    age: 14,
    happenings: [
      {
        when: { task: 'bellen' },
        deed: { do: 'answer', outcome: 'not_received', note: 'Nieuwe boekhouder, zoekt alles nog.' },
      },
      { when: { task: 'factuur-nogmaals-sturen', days: 1 }, deed: { do: 'send again', laterDays: 7 } },
      { when: { task: 'factuur-nogmaals-sturen', days: 1 }, deed: { do: 'answer', outcome: 'gestuurd' } },
    ],
  },
  {
    key: 'hamer-2',
    customer: 'hamer',
    amount: '847.00',
    age: 26,
    happenings: [
      {
        when: { task: 'bellen' },
        deed: { do: 'answer', outcome: 'promise', note: 'Betaalt na de klus in Zuidmeer.' },
        name: 'gebeld',
      },
      { when: { after: 'gebeld', days: 0 }, deed: { do: 'promise', inDays: 6 }, name: 'toegezegd' },
      { when: { after: 'toegezegd', days: 5 }, deed: { do: 'pay' } },
    ],
  },
  {
    key: 'lichtpunt-2',
    customer: 'lichtpunt',
    amount: '1331.00',
    age: 29,
    happenings: [
      {
        when: { task: 'bellen' },
        deed: { do: 'answer', outcome: 'promise', note: 'Wacht zelf op een opdrachtgever.' },
        name: 'gebeld',
      },
      { when: { after: 'gebeld', days: 0 }, deed: { do: 'promise', inDays: 5 } },
    ],
  },
  {
    key: 'vooruit-1',
    customer: 'vooruit',
    amount: '254.10',
    age: 24,
    happenings: [
      { when: { task: 'bellen' }, deed: { do: 'answer', outcome: 'refuses', note: 'Hing op.' } },
      { when: { task: 'wanbetaler-vaststellen' }, deed: { do: 'answer', outcome: 'aanmanen' } },
    ],
  },
  {
    key: 'rapenrecht-1',
    customer: 'rapenrecht',
    amount: '1633.50',
    age: 33,
    happenings: [
      {
        when: { task: 'bellen-na-vervaldatum' },
        deed: { do: 'answer', outcome: 'details_wrong', note: 'Twee pallets te veel gerekend.' },
      },
      {
        when: { task: 'factuur-nogmaals-sturen', days: 1 },
        deed: { do: 'correct', amount: '1452.00', reason: 'Twee pallets te veel gerekend' },
      },
      { when: { task: 'factuur-nogmaals-sturen', days: 1 }, deed: { do: 'answer', outcome: 'gestuurd' } },
    ],
  },
  {
    key: 'oudekerk-1',
    customer: 'oudekerk',
    amount: '89.00',
    age: 25,
    term: 14,
    happenings: [
      {
        when: { task: 'bellen' },
        deed: { do: 'answer', outcome: 'wrong_number', note: 'Nummer is van een kapper.' },
      },
    ],
  },
  {
    key: 'rapenrecht-2',
    customer: 'rapenrecht',
    amount: '1270.50',
    age: 28,
    happenings: [
      {
        when: { day: 6 },
        deed: { do: 'hold', reason: 'Accountmanager spreekt de klant volgende week', forDays: 20 },
        name: 'stop',
      },
      { when: { after: 'stop', days: 8 }, deed: { do: 'release', hold: 'stop' } },
    ],
  },
  {
    key: 'goudenanker-3',
    customer: 'goudenanker',
    amount: '2310.00',
    age: 38,
    happenings: [
      { when: { day: 35 }, deed: { do: 'hold', reason: 'Directies overleggen over het jaarcontract', forDays: 21 } },
    ],
  },
  {
    key: 'rapenrecht-3',
    customer: 'rapenrecht',
    amount: '3751.00',
    age: 36,
    happenings: [
      { when: { day: 9 }, deed: { do: 'dispute', reason: 'De hele zending was van een ander' } },
      {
        when: { task: 'dispute', days: 6 },
        deed: { do: 'answer', outcome: 'upheld', note: 'Vrachtbrief klopt niet.' },
        name: 'gelijk',
      },
      { when: { after: 'gelijk', days: 3 }, deed: { do: 'credit', amount: '3751.00' } },
    ],
  },
  {
    key: 'stroomop-1',
    customer: 'stroomop',
    amount: '12400.00',
    age: 74,
    happenings: [
      {
        when: { task: 'bellen-na-vervaldatum', days: 1 },
        deed: { do: 'answer', outcome: 'cannot_pay', note: 'Wacht op de bank.' },
      },
      { when: { task: 'regeling-vastleggen', days: 2 }, deed: { do: 'answer', outcome: 'niet-ondertekend' } },
      {
        when: { day: 47 },
        deed: { do: 'dispute', reason: 'Meerwerk in de meterkast was niet afgesproken', amount: '3100.00' },
      },
      {
        when: { task: 'dispute', days: 11 },
        deed: { do: 'answer', outcome: 'partly', amount: '1200.00', note: 'Meerwerk voor een deel.' },
        name: 'besloten',
      },
      { when: { after: 'besloten', days: 2 }, deed: { do: 'credit', amount: '1200.00' } },
    ],
  },
  {
    key: 'stroomop-2',
    customer: 'stroomop',
    amount: '4840.00',
    age: 27,
    happenings: [
      {
        when: { task: 'bellen-na-vervaldatum' },
        deed: { do: 'answer', outcome: 'dispute', note: 'Uren van de tweede monteur.' },
      },
    ],
  },
  {
    key: 'oosterwater-2',
    customer: 'oosterwater',
    amount: '2178.00',
    age: 15,
    happenings: [
      {
        when: { day: 10 },
        deed: {
          do: 'dispute',
          reason: 'Inkoopnummer ontbreekt en er is één pomp geleverd, geen twee',
          amount: '1089.00',
        },
      },
    ],
  },
  {
    key: 'wilgendam-3',
    customer: 'wilgendam',
    amount: '1996.50',
    age: 12,
    happenings: [
      {
        when: { notice: 'eerste-herinnering', days: 1 },
        deed: { do: 'reply', summary: 'Ligt ter goedkeuring bij de budgethouder, die is met verlof.' },
      },
    ],
  },
  {
    key: 'groenevinger-2',
    customer: 'groenevinger',
    amount: '726.00',
    age: 11,
    happenings: [
      { when: { day: 5 }, deed: { do: 'announce return', inDays: 20, note: 'Twaalf hagen in de verkeerde maat' } },
    ],
  },
  {
    key: 'wilgenhof-2',
    customer: 'wilgenhof',
    amount: '12.50',
    age: 26,
    term: 14,
    happenings: [{ when: { day: 14 }, deed: { do: 'write off', reason: 'Kost meer dan het opbrengt' } }],
  },
  {
    key: 'goudenanker-1',
    customer: 'goudenanker',
    amount: '1875.00',
    age: 7,
    happenings: [
      {
        when: { day: 2 },
        deed: { do: 'leave out', step: 'eerste-herinnering', reason: 'De klant kreeg vorige week al een overzicht' },
      },
    ],
  },
];
