/** How far it can go: arrangements from proposal to end, deliveries held, approval, handover. */
import type { Tale } from '../tale.ts';

export const FAR: readonly Tale[] = [
  {
    key: 'eikenhart-1',
    customer: 'eikenhart',
    amount: '3146.00',
    age: 48,
    happenings: [
      { when: { task: 'bellen' }, deed: { do: 'answer', outcome: 'not_reached' } },
      { when: { task: 'bellen' }, deed: { do: 'answer', outcome: 'not_reached' } },
      { when: { task: 'bellen' }, deed: { do: 'answer', outcome: 'not_reached', note: 'Voicemail ingesproken.' } },
    ],
  },
  {
    key: 'naaldendraad-1',
    customer: 'naaldendraad',
    amount: '4719.00',
    age: 78,
    happenings: [
      { when: { task: 'administratie-controleren' }, deed: { do: 'answer', outcome: 'in-orde' } },
      {
        when: { task: 'bellen' },
        deed: { do: 'answer', outcome: 'refuses', note: 'Vindt de collectie te laat geleverd, maar betwist niets.' },
      },
      { when: { task: 'beoordelen', days: 1 }, deed: { do: 'answer', outcome: 'approved' } },
      { when: { notice: 'overdragen', days: 4 }, deed: { do: 'pay', amount: '1500.00' } },
    ],
  },
  {
    key: 'vooruit-3',
    customer: 'vooruit',
    amount: '1573.00',
    age: 14,
    happenings: [
      { when: { task: 'bellen' }, deed: { do: 'answer', outcome: 'cannot_pay', note: 'Lesauto total loss.' } },
      {
        when: { task: 'regeling-vastleggen', days: 1 },
        deed: { do: 'arrange', count: 3, firstInDays: 21 },
        name: 'regeling',
      },
    ],
  },
  {
    key: 'vanderloon-1',
    customer: 'vanderloon',
    amount: '960.00',
    age: 75,
    term: 14,
    happenings: [
      { when: { task: 'bellen' }, deed: { do: 'answer', outcome: 'arrangement' } },
      {
        when: { task: 'regeling-vastleggen', days: 1 },
        deed: { do: 'arrange', count: 4, firstInDays: 14 },
        name: 'regeling',
      },
      { when: { after: 'regeling', days: 4 }, deed: { do: 'sign', arrangement: 'regeling', by: 'R. van der Loon' } },
      { when: { task: 'regeling-vastleggen', days: 6 }, deed: { do: 'answer', outcome: 'vastgelegd' } },
      { when: { after: 'regeling', days: 13 }, deed: { do: 'pay', amount: '240.00' } },
      { when: { after: 'regeling', days: 43 }, deed: { do: 'pay', amount: '240.00' } },
    ],
  },
  {
    key: 'krentenbrood-3',
    customer: 'krentenbrood',
    amount: '450.00',
    age: 90,
    happenings: [
      {
        when: { task: 'bellen' },
        deed: { do: 'answer', outcome: 'arrangement', note: 'Een aanbetaling en dan twee keer.' },
      },
      {
        when: { task: 'regeling-vastleggen', days: 1 },
        deed: { do: 'arrange', count: 2, firstInDays: 30, deposit: { inDays: 10, amount: '50.00' } },
        name: 'regeling',
      },
      { when: { after: 'regeling', days: 3 }, deed: { do: 'sign', arrangement: 'regeling', by: 'H. Smit' } },
      { when: { after: 'regeling', days: 8 }, deed: { do: 'pay', amount: '50.00' } },
      { when: { after: 'regeling', days: 28 }, deed: { do: 'pay', amount: '200.00' } },
      { when: { after: 'regeling', days: 57 }, deed: { do: 'pay' } },
    ],
  },
  {
    key: 'zonnedauw-2',
    customer: 'zonnedauw',
    amount: '3388.00',
    age: 140,
    happenings: [
      {
        when: { task: 'bellen-na-vervaldatum' },
        deed: { do: 'answer', outcome: 'arrangement', note: 'Oogst valt tegen.' },
      },
      {
        when: { task: 'regeling-vastleggen', days: 1 },
        deed: { do: 'arrange', count: 6, firstInDays: 14 },
        name: 'regeling',
      },
      { when: { after: 'regeling', days: 5 }, deed: { do: 'sign', arrangement: 'regeling', by: 'M. Dauwe' } },
      { when: { after: 'regeling', days: 13 }, deed: { do: 'pay', amount: '564.66' } },
      { when: { after: 'regeling', days: 43 }, deed: { do: 'pay', amount: '564.66' } },
      {
        when: { task: 'breach', days: 2 },
        deed: {
          do: 'decide breach',
          arrangement: 'regeling',
          outcome: 'break',
          note: 'Derde termijn bleef uit, geen reactie.',
        },
      },
    ],
  },
];
