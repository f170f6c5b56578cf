/** What happens to most invoices: they are paid in time, or after a reminder, or are still on their way up. */
import type { Tale } from '../tale.ts';

export const ORDINARY: readonly Tale[] = [
  { key: 'vanloo-1', customer: 'vanloo', amount: '1210.00', age: -21 },
  {
    key: 'vanloo-3',
    customer: 'vanloo',
    amount: '2420.00',
    age: 34,
    happenings: [
      {
        when: { task: 'bellen-na-vervaldatum' },
        deed: { do: 'answer', outcome: 'pays', note: 'Staat klaar voor vrijdag.' },
      },
      { when: { task: 'bellen-na-vervaldatum', days: 3 }, deed: { do: 'pay' } },
    ],
  },
  {
    key: 'nuleneen-1',
    customer: 'nuleneen',
    amount: '5445.00',
    age: 12,
    happenings: [
      { when: { task: 'bellen-voor-vervaldatum' }, deed: { do: 'answer', outcome: 'pays' } },
      { when: { day: -1 }, deed: { do: 'pay' } },
    ],
  },
  { key: 'goudenanker-2', customer: 'goudenanker', amount: '980.10', age: 23 },
  { key: 'wilgendam-1', customer: 'wilgendam', amount: '15125.00', age: -5 },
  {
    key: 'wilgendam-2',
    customer: 'wilgendam',
    amount: '4235.00',
    age: 19,
    happenings: [{ when: { day: 8 }, deed: { do: 'pay' } }],
  },
  { key: 'oosterwater-1', customer: 'oosterwater', amount: '7260.00', age: 3 },
  { key: 'wilgenhof-1', customer: 'wilgenhof', amount: '149.95', age: -8, term: 14 },
  // Neither has an e-mail address: a letter that was printed and not yet posted, and one that waits to be printed.
  { key: 'degroot-2', customer: 'degroot', amount: '64.90', age: { issuedWorkdaysAgo: 3 }, term: 14 },
  { key: 'ramdin-2', customer: 'ramdin', amount: '38.75', age: { issuedWorkdaysAgo: 2 }, term: 14 },
  { key: 'ramdin-1', customer: 'ramdin', amount: '132.40', age: -1, term: 14 },
  { key: 'krentenbrood-1', customer: 'krentenbrood', amount: '412.00', age: -2 },
  { key: 'lichtpunt-1', customer: 'lichtpunt', amount: '363.00', age: 10 },
  { key: 'harbourfinch-1', customer: 'harbourfinch', amount: '2890.00', age: 8 },
  { key: 'harbourfinch-2', customer: 'harbourfinch', amount: '1150.00', age: 46 },
  { key: 'groenevinger-1', customer: 'groenevinger', amount: '968.00', age: -14 },

  // One debtor, seven invoices, of which three are due on one day.
  { key: 'dehaven-1', customer: 'dehaven', amount: '540.00', age: -12 },
  { key: 'dehaven-2', customer: 'dehaven', amount: '612.30', age: 4 },
  { key: 'dehaven-3', customer: 'dehaven', amount: '488.00', age: 17 },
  { key: 'dehaven-4', customer: 'dehaven', amount: '731.25', age: 17 },
  { key: 'dehaven-5', customer: 'dehaven', amount: '295.40', age: 17 },
  {
    key: 'dehaven-6',
    customer: 'dehaven',
    amount: '1204.00',
    age: 33,
    happenings: [{ when: { day: 12 }, deed: { do: 'pay', amount: '500.00' } }],
  },
  { key: 'dehaven-7', customer: 'dehaven', amount: '890.00', age: 52 },
];
