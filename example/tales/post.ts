/** What becomes of mails and letters, of money that comes late, twice or not at all, and of costs. */
import type { Tale } from '../tale.ts';

export const POST: readonly Tale[] = [
  {
    key: 'nuleneen-2',
    customer: 'nuleneen',
    amount: '1512.50',
    age: 27,
    happenings: [
      { when: { day: 4 }, deed: { do: 'pay' }, name: 'incasso' },
      { when: { day: 11 }, deed: { do: 'reverse', payment: 'incasso' } },
    ],
  },
  {
    key: 'wilgenhof-3',
    customer: 'wilgenhof',
    amount: '219.00',
    age: 9,
    term: 14,
    happenings: [{ when: { day: 3 }, deed: { do: 'pay', amount: '291.00' } }],
  },
  {
    key: 'yildirim-1',
    customer: 'yildirim',
    amount: '187.60',
    age: 15,
    term: 14,
    happenings: [
      {
        when: { notice: 'eerste-herinnering' },
        deed: { do: 'bounce', problem: '550 5.1.1 dit adres bestaat niet (meer)' },
      },
    ],
  },
  {
    key: 'degroot-1',
    customer: 'degroot',
    amount: '276.00',
    age: 40,
    term: 14,
    happenings: [
      {
        when: { notice: 'veertiendagenbrief', days: 4 },
        deed: { do: 'come back', problem: 'Retour afzender: verhuisd' },
      },
    ],
  },
  { key: 'eikenhart-2', customer: 'eikenhart', amount: '508.20', age: 6, mail: { herinnering: 'in_doubt' } },
  { key: 'krentenbrood-2', customer: 'krentenbrood', amount: '302.50', age: 9, mail: { herinnering: 'refused' } },
  {
    key: 'rapenrecht-4',
    customer: 'rapenrecht',
    amount: '6050.00',
    age: 24,
    mail: { 'eerste-herinnering': 'deferred' },
    happenings: [
      {
        when: { day: 12 },
        deed: {
          do: 'escalate',
          step: 'ingebrekestelling',
          reason: 'De klant heeft laten weten niet te zullen betalen',
        },
      },
    ],
  },
  { key: 'goudenanker-4', customer: 'goudenanker', amount: '1452.00', age: 58, enteredAfter: 80 },
  { key: 'vanloo-4', customer: 'vanloo', amount: '1028.50', age: 1_870, enteredAfter: 1_895 },
  { key: 'nuleneen-3', customer: 'nuleneen', amount: '2541.00', age: 31, ladder: 'incassotraject' },
  {
    key: 'oudekerk-2',
    customer: 'oudekerk',
    amount: '480.00',
    age: 50,
    term: 14,
    happenings: [{ when: { task: 'bellen' }, deed: { do: 'answer', outcome: 'not_reached' } }],
  },
  {
    key: 'postma-1',
    customer: 'postma',
    amount: '318.20',
    age: 24,
    term: 14,
    happenings: [
      {
        when: { task: 'bellen' },
        deed: { do: 'answer', outcome: 'cannot_pay', note: 'Heeft zich gemeld bij de gemeente.' },
      },
      { when: { day: 18 }, deed: { do: 'status', status: 'debt-help', note: 'Brief van de kredietbank' } },
    ],
  },
  { key: 'postma-2', customer: 'postma', amount: '95.00', age: 6, term: 14 },
  {
    key: 'steenopsteen-1',
    customer: 'steenopsteen',
    amount: '8470.00',
    age: 41,
    happenings: [
      {
        when: { day: 34 },
        deed: { do: 'status', status: 'bankruptcy', note: 'Centraal Insolventieregister; curator mr. Q. Voorbeeld' },
      },
    ],
  },
  { key: 'steenopsteen-2', customer: 'steenopsteen', amount: '2662.00', age: 13 },
];
