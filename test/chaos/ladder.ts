import type { Ladder, Step } from '../../ladder/definition.ts';

const both = (text: string) => ({ nl: text, en: text });
const onDay = (days: number) => ({ days, unit: 'days', after: 'due' }) as const;

const STEPS: Step[] = [
  {
    id: 'herinnering',
    kind: 'send',
    name: both('Herinnering'),
    notice: 'reminder',
    channel: 'email',
    when: onDay(1),
    next: 'bellen',
  },
  {
    id: 'bellen',
    kind: 'call',
    name: both('Bellen'),
    // Nobody is called at night, also in a test.
    when: { ...onDay(3), window: { from: '07:00', to: '20:00' } },
    attempts: [{ window: { from: '07:00', to: '17:00' } }, { window: { from: '09:00', to: '20:00' } }],
    deadline: { days: 2, unit: 'workdays' },
    outcomes: { cannot_pay: 'afspraak', not_reached: 'tweede-herinnering' },
    next: 'tweede-herinnering',
  },
  {
    id: 'afspraak',
    kind: 'task',
    name: both('Afspraak vastleggen'),
    when: { days: 0, unit: 'days', after: 'previous' },
    outcomes: [{ id: 'vastgelegd', name: both('Vastgelegd'), next: 'tweede-herinnering' }],
    deadline: { days: 2, unit: 'workdays', next: 'tweede-herinnering' },
  },
  {
    id: 'tweede-herinnering',
    kind: 'send',
    name: both('Tweede herinnering'),
    notice: 'second-reminder',
    channel: 'email',
    when: onDay(6),
    next: 'leveringen-stoppen',
  },
  {
    id: 'leveringen-stoppen',
    kind: 'deliveries',
    name: both('Leveringen stoppen'),
    when: onDay(7),
    action: 'hold',
    next: 'groot-bedrag',
  },
  {
    id: 'groot-bedrag',
    kind: 'decide',
    name: both('Groot bedrag'),
    rows: [{ all: [{ field: 'openCents', atLeast: 400_000 }], next: 'vrijgave' }],
    otherwise: 'ingebrekestelling',
  },
  {
    id: 'vrijgave',
    kind: 'approve',
    name: both('Ingebrekestelling vrijgeven'),
    when: onDay(8),
    next: 'ingebrekestelling',
    refused: 'einde',
  },
  {
    id: 'ingebrekestelling',
    kind: 'send',
    name: both('Ingebrekestelling'),
    notice: 'notice-of-default',
    channel: 'email',
    when: onDay(9),
    termDays: 5,
    next: 'aankondiging',
  },
  {
    id: 'aankondiging',
    kind: 'send',
    name: both('Aankondiging van overdracht'),
    notice: 'handover-announcement',
    channel: 'email',
    when: { days: 3, unit: 'days', after: 'received', ofStep: 'ingebrekestelling' },
    next: 'overdragen',
  },
  {
    id: 'overdragen',
    kind: 'handover',
    name: both('Overdragen'),
    when: { days: 1, unit: 'days', after: 'deadline', ofStep: 'ingebrekestelling' },
  },
  { id: 'einde', kind: 'end', name: both('Einde') },
];

/**
 * A ladder with every kind of step, for a clock on which a day takes seconds: contacts may leave at any hour of a working
 * day, no step is ever too late, and none is left out because it is.
 */
export function chaosLadder(): Ladder {
  const texts = Object.fromEntries(
    STEPS.filter(({ kind }) => ['send', 'call', 'task', 'approve'].includes(kind)).map((step) => [
      step.id,
      {
        subject: `${step.name.nl} voor factuur {{invoice.number}}`,
        body: 'Beste {{debtor.name}},\n\n{{block.invoice}}\n\n{{block.payment}}\n\n{{block.signature}}',
        ...(step.kind === 'send' && {
          several: {
            subject: `${step.name.nl} voor {{invoices.count}} facturen: {{invoice.number}}`,
            body: 'Beste {{debtor.name}},\n\n{{block.invoice}}\n\n{{block.payment}}\n\n{{block.signature}}',
          },
        }),
      },
    ]),
  );
  return {
    id: 'onder-vuur',
    version: 1,
    name: both('Onder vuur'),
    office: { worked: [], closed: [] },
    contact: { window: { from: '00:00', to: '23:59' }, gap: 1 },
    intake: { missed: 'respace' },
    toleranceCents: 0,
    start: 'herinnering',
    steps: STEPS,
    texts: { nl: texts, en: texts },
  };
}
