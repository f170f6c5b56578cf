import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RUNNING_CHOICES } from '../change/event.ts';
import {
  CALL_OUTCOMES,
  CHARGES,
  DEBTOR_KINDS,
  LANGUAGES,
  type Ladder,
  type Language,
  NOTICE_KINDS,
  type TaskStep,
} from '../definition.ts';
import { DEBTOR_STATUSES, DISPUTE_DECISIONS, type InvoiceEvent, PAUSE_CAUSES, REPAIR_OUTCOMES } from '../events.ts';
import { noFacts } from '../facts.ts';
import type { Happening } from '../invoice/commands.ts';
import type { StuckCause } from '../invoice/state.ts';
import sevenSteps from '../library/zeven-stappen.json' with { type: 'json' };
import type { Reason } from '../reasons.ts';
import { simulate } from '../simulate.ts';
import type { ClosedBecause } from '../time/calendar.ts';
import { type Instant, localMinute, parseInstant } from '../time/civil.ts';
import { describe, explain, explainAll, kindLabel, outcomeLabel, stuckQuestion } from './explain.ts';
import type { ReasonOf } from './words.ts';

const ladder = sevenSteps as unknown as Ladder;
const dutch = { ladder, language: 'nl' } as const;
const english = { ladder, language: 'en' } as const;

const CLOSED_BECAUSE = Object.keys({
  'new-year': 1,
  'good-friday': 1,
  'easter-sunday': 1,
  'easter-monday': 1,
  'kings-day': 1,
  'liberation-day': 1,
  'labour-day': 1,
  ascension: 1,
  'whit-sunday': 1,
  'whit-monday': 1,
  christmas: 1,
  'boxing-day': 1,
  decree: 1,
  closed: 1,
  weekend: 1,
  monday: 1,
  'other-weekday': 1,
} satisfies Record<ClosedBecause, 1>) as ClosedBecause[];

/** Examples of every reason: the compiler asks for one when a code is added. */
const SAMPLES: { [Code in Reason['code']]: Omit<ReasonOf<Code>, 'code'>[] } = {
  anchor: [
    ...(['invoice', 'due', 'previous'] as const).flatMap((after) =>
      [-3, -1, 0, 1, 5].map((days) => anchor({ days, unit: 'days', after })),
    ),
    ...(['received', 'deadline'] as const).flatMap((after) =>
      [0, 1, 14].map((days) => anchor({ days, unit: 'workdays', after, ofStep: 'ingebrekestelling' })),
    ),
    anchor({ days: 1, unit: 'days', after: 'deadline' }),
  ],
  other_contact: [{ days: 3, since: '2026-03-04', on: '2026-03-07' }],
  printed: [{ on: '2026-03-04', until: '2026-03-05' }],
  undelivered: [
    { how: 'bounced', on: '2026-03-04', problem: 'mailbox unknown' },
    { how: 'returned', on: '2026-03-04', problem: '' },
  ],
  bank_data: [{ through: '2026-03-20', coveredUntil: '2026-03-18' }],
  costs: [{ amountCents: 4000, currency: 'EUR', from: '2026-03-04' }],
  costs_withdrawn: (
    ['less_unpaid', 'settled_in_term', 'due_moved', 'stated_less', 'letter_undelivered'] as const
  ).flatMap((because) => [0, 4000].map((toCents) => ({ fromCents: 4500, toCents, currency: 'EUR', because }))),
  interest: [
    { rate: 'statutory', from: '2026-03-03' },
    { rate: 825, from: '2026-03-03' },
  ],
  interest_withdrawn: [{}],
  not_charged: (
    [
      'less_unpaid',
      'settled_in_term',
      'due_moved',
      'stated_less',
      'letter_undelivered',
      'no_letter',
      'term_too_short',
      'letter_lapsed',
      'charged_already',
      'other_currency',
      'contractual_rate',
      'rates_unknown',
    ] as const
  ).flatMap((because) => CHARGES.map((charge) => ({ charge, because }))),
  charged_before: [{ chargedOn: '2026-03-03', through: '2026-09-03' }],
  no_principal: [{}],
  gap: [{ days: 3, since: '2026-03-04', on: '2026-03-07' }],
  not_before: [anchor({ days: 1, unit: 'days', after: 'deadline', ofStep: 'ingebrekestelling' })],
  term_must_pass: [{ deadline: '2026-05-20', on: '2026-05-21' }],
  retry: [
    { at: at('2026-03-04T10:15'), problem: '421 try again later' },
    { at: at('2026-03-04T10:15'), problem: '' },
  ],
  rolled: [
    { from: '2026-04-25', on: '2026-04-28', because: ['weekend', 'kings-day'] },
    { from: '2026-04-25', on: '2026-04-28', because: [] },
    { from: '2026-04-25', on: '2026-04-28', because: CLOSED_BECAUSE },
    ...CLOSED_BECAUSE.map((because) => ({ from: '2026-04-27', on: '2026-04-28', because: [because] })),
  ],
  latest: [-1, 0, 1, 45].map((day) => ({ day, from: '2026-04-13', on: '2026-04-10' })),
  latest_missed: [{ day: 45, last: '2026-04-10', possible: '2026-04-13' }],
  latest_waived: (['registered_late', 'person', 'new_round'] as const).map((because) => ({ day: 45, because })),
  late: [{ planned: '2026-03-03', on: '2026-03-05' }],
  held: [
    { cause: 'held', until: '2026-03-20', reason: 'klant is verhuisd' },
    { cause: 'held', until: '2026-03-20', reason: '' },
    ...PAUSE_CAUSES.map((cause) => ({ cause, until: null, reason: '' })),
  ],
  hastened: [{ on: '2026-03-20' }],
  kept_timing: [{ version: 1 }],
  spread: [{ on: '2026-03-20' }],
  attempt: [{ number: 2, of: 3 }],
  promised: [
    { on: '2026-03-20', amountCents: 121_000, currency: 'EUR', by: 'Anna' },
    { on: '2026-03-20', amountCents: null, currency: 'EUR', by: '' },
  ],
  promise_broken: [{ on: '2026-03-20', until: '2026-03-24' }],
  disputed: [
    { amountCents: 121_000, currency: 'EUR', reason: 'verkeerd aantal' },
    { amountCents: null, currency: 'EUR', reason: '' },
  ],
  decided: [
    ...DISPUTE_DECISIONS.map((decision) => ({ decision, amountCents: null, currency: 'EUR', by: 'Anna' })),
    { decision: 'partly', amountCents: 10_000, currency: 'EUR', by: 'Anna', note: 'korting' },
  ],
  credit_due: [{ amountCents: 121_000, currency: 'EUR' }],
  return_announced: [{ expectedOn: '2026-03-20' }, { expectedOn: '2026-03-20', note: 'twee dozen' }],
  replied: [{ note: 'ik bel morgen' }, { note: '' }],
  arrangement: [{ arrangement: 'R-1' }],
  corrected: [
    { amountCents: 121_000, dueOn: null, currency: 'EUR', by: 'Anna', reason: 'verkeerd aantal' },
    { amountCents: 121_000, dueOn: '2026-03-20', currency: 'EUR', by: 'Anna', reason: '' },
    { amountCents: null, dueOn: '2026-03-20', currency: 'EUR', by: '', reason: '' },
  ],
  sent_again: [
    { on: '2026-03-20', dueOn: null, by: 'Anna' },
    { on: '2026-03-20', dueOn: '2026-04-03', by: 'Anna' },
  ],
  debtor_status: [
    ...DEBTOR_STATUSES.map((status) => ({ status, by: 'Anna' })),
    { status: 'bankruptcy', by: '', note: 'curator mr. De Wit' },
  ],
  ladder_changed: RUNNING_CHOICES.map((choice) => ({
    from: { id: 'zeven-stappen', version: 1 },
    to: { id: 'zeven-stappen', version: 2 },
    choice,
    by: 'Anna',
  })),
  behind: [{ sentOn: '2026-03-20' }, { sentOn: null }],
  change_refused: [
    ...(['closed', 'handed_over', 'other_version', 'superseded'] as const).map((because) => ({ because, step: null })),
    ...(['unmapped', 'kind_differs', 'notice_passed_by', 'anchor_passed_by'] as const).map((because) => ({
      because,
      step: 'ingebrekestelling',
    })),
  ],
  by_person: [
    { by: 'Anna', reason: 'klant reageert niet' },
    { by: 'Anna', reason: '' },
  ],
  payment_unknown: [{ reference: 'bank-1' }],
  registered: [
    ...[-26, 0, 12].map((daysOverdue) => ({ ladder: { id: 'zeven-stappen', version: 1 }, daysOverdue })),
    { ladder: { id: 'elders', version: 3 }, daysOverdue: 1 },
  ],
  ladder_chosen: ['Grote klanten', null].map((rule) => ({ ladder: { id: 'zeven-stappen', version: 1 }, rule })),
  missed: [{ next: 'tweede-herinnering', nextOn: '2026-03-05' }],
  registered_after_latest: [{ day: 15, last: '2026-03-05' }],
  may_be_barred: [{ from: '2026-03-04' }],
  conditions_met: [
    {
      conditions: [
        { field: 'debtorKind', in: [...DEBTOR_KINDS] },
        { field: 'country', in: ['NL', 'BE'] },
        { field: 'segment', in: ['vip'] },
        { field: 'relation', in: [] },
        { field: 'openCents', atLeast: 50_000 },
        { field: 'openCents', atLeast: 50_000, below: 100_000 },
        { field: 'daysOverdue', below: 60 },
        { field: 'daysOverdue' },
        { field: 'lastCall', in: [...CALL_OUTCOMES, 'none'] },
      ],
      next: 'tweede-herinnering',
    },
    { conditions: [], next: 'tweede-herinnering' },
  ],
  otherwise: [{ next: 'tweede-herinnering' }],
  task_outcome: [
    ...[...CALL_OUTCOMES, ...REPAIR_OUTCOMES, 'gegrond', 'elders-bekend'].map((outcome) => ({ outcome, by: 'Anna' })),
    { outcome: 'promise', by: '', note: 'Belt  vrijdag\nterug.' },
  ],
  task_expired: [{ until: at('2026-03-10T17:00') }],
  paid: [
    { paidCents: 121_000, currency: 'EUR', lastPaymentOn: '2026-03-03' },
    { paidCents: 121_000, currency: 'USD', lastPaymentOn: null },
  ],
  settled_by_arrangement: [{ arrangement: 'R-1', openCents: 1250, currency: 'EUR' }],
  within_tolerance: [{ openCents: 50, currency: 'EUR' }],
  credited: [{ currency: 'EUR' }],
  overpaid: [{ overCents: 1000, currency: 'EUR' }],
  written_off: [
    { by: 'Anna', reason: 'klant failliet' },
    { by: 'Anna', reason: '' },
  ],
  open_again: [{ openCents: 121_000, currency: 'EUR' }],
  hold_began: [{ owner: 'Anna', reason: 'klant is verhuisd', until: '2026-03-20' }],
  hold_ended: [{}],
  withdrawn: (['paid', 'written_off', 'outside_hours', 'superseded', ...PAUSE_CAUSES] as const).map((because) => ({
    because,
  })),
  problem: [{ problem: '550 mailbox unavailable' }],
  demanded: [
    {
      step: 'ingebrekestelling',
      sentOn: '2026-05-07',
      deadline: '2026-05-21',
      demandedCents: 121_000,
      currency: 'EUR',
    },
  ],
  no_valid_notice: [{}],
  reentered: (['arrangement_broken', 'taken_back'] as const).map((because) => ({ because })),
  demand_lapsed: (['settled_since', 'amount_rose', 'dispute_decided', 'arrangement_ended', 'due_moved'] as const).map(
    (because) => ({
      step: 'ingebrekestelling',
      because,
    }),
  ),
  amount: [
    { amountCents: 121_000, currency: 'EUR', on: '2026-03-03' },
    { amountCents: 121_000, currency: 'EUR', on: '2026-03-03', reference: 'C-1' },
  ],
  asked: [
    { amountCents: 121_000, currency: 'EUR', on: '2026-03-03', deadline: null },
    { amountCents: 121_000, currency: 'EUR', on: '2026-03-03', deadline: '2026-03-17' },
  ],
  nothing_open: [{}],
  trial: [{ version: 3 }],
  left_open: [{ openCents: 121_000, currency: 'EUR' }],
  signal_unreadable: [
    { signal: 'paymentReceived', problem: 'amountCents is missing' },
    { signal: 'paymentReceived', problem: '' },
  ],
};

const HAPPENINGS = Object.keys({
  started: 1,
  step_skipped: 1,
  branch_taken: 1,
  notice_intended: 1,
  notice_sent: 1,
  notice_withdrawn: 1,
  notice_deferred: 1,
  notice_refused: 1,
  notice_in_doubt: 1,
  letter_queued: 1,
  letter_printed: 1,
  letter_posted_too: 1,
  letter_posted_stale: 1,
  letter_posted_overstated: 1,
  notice_undelivered: 1,
  send_again: 1,
  task_opened: 1,
  task_completed: 1,
  task_expired: 1,
  task_withdrawn: 1,
  payment: 1,
  credit_note: 1,
  reversal: 1,
  hold: 1,
  release: 1,
  hold_ended: 1,
  promise: 1,
  promise_broken: 1,
  dispute: 1,
  dispute_decided: 1,
  return_announced: 1,
  reply: 1,
  arrangement_proposed: 1,
  arrangement_agreed: 1,
  arrangement_declined: 1,
  arrangement_kept: 1,
  arrangement_broken: 1,
  arrangement_replaced: 1,
  invoice_corrected: 1,
  invoice_sent_again: 1,
  debtor_changed: 1,
  escalated: 1,
  deliveries_held: 1,
  deliveries_resumed: 1,
  step_left_out: 1,
  ladder_changed: 1,
  write_off: 1,
  handed_over: 1,
  agency_told: 1,
  costs_charged: 1,
  costs_withdrawn: 1,
  interest_charged: 1,
  interest_withdrawn: 1,
  correction_intended: 1,
  correction_sent: 1,
  decision_asked: 1,
  attention_asked: 1,
  closed: 1,
  reopened: 1,
} satisfies Record<Happening, 1>) as Happening[];

const CAUSES = Object.keys({
  may_be_barred: 1,
  latest_missed: 1,
  refused: 1,
  in_doubt: 1,
  no_valid_notice: 1,
  left_open: 1,
  trial: 1,
} satisfies Record<StuckCause, 1>) as StuckCause[];

const EVERY_REASON = Object.entries(SAMPLES).flatMap(([code, samples]) =>
  samples.map((sample) => ({ code, ...sample }) as Reason),
);

function at(text: string): Instant {
  return parseInstant(text)!;
}

function anchor(value: ReasonOf<'anchor'>['anchor']) {
  return { anchor: value, base: '2026-03-03', on: '2026-03-08' };
}

/** Amounts carry a non-breaking space; tests are easier to read without. */
function plain(text: string): string {
  return text.replaceAll('\u00a0', ' ');
}

function expectReadable(text: string): void {
  expect(text).not.toBe('');
  expect(text).toBe(text.trim());
  expect(text).not.toMatch(/undefined|NaN|null|\[object|\s\s|\n|\(\)|‘’|“”|,,|;;|\.\./);
}

for (const language of LANGUAGES) {
  const context = { ladder, language };

  test.each(EVERY_REASON)(`the reason $code reads as a clause (${language})`, (reason) => {
    const clause = explain(reason, context);
    expectReadable(clause);
    expect(clause).not.toMatch(/\.$/);
    const sentence = explainAll([reason], context);
    expectReadable(sentence);
    expect(sentence).toMatch(/^[\p{Lu}€‘\d].*\.$/u);
  });

  test.each(HAPPENINGS)(`%s has a headline for every kind of step (${language})`, (what) => {
    for (const step of [null, ...ladder.steps.map(({ id }) => id), 'no-longer-there']) {
      const headline = describe(what, step, context);
      expectReadable(headline);
      expect(headline).toMatch(/^\p{Lu}|^no-longer-there/u);
    }
  });

  test(`every choice and every kind has a label (${language})`, () => {
    for (const cause of CAUSES) expect(stuckQuestion(cause, context)).toMatch(/^\p{Lu}.+\?$/u);
    for (const outcome of [...CALL_OUTCOMES, ...REPAIR_OUTCOMES]) {
      expect(outcomeLabel(outcome, context)).toMatch(/^\p{Lu}[^_]+$/u);
    }
    for (const kind of [...NOTICE_KINDS, ...DEBTOR_KINDS]) {
      expect(kindLabel(kind, context)).toMatch(/^\p{Lu}[^_]+$/u);
    }
  });
}

test('the two languages never share a sentence', () => {
  const shared = EVERY_REASON.filter((reason) => explain(reason, dutch) === explain(reason, english));
  expect(shared).toEqual([]);
});

const CLAUSES: [Reason, string, string][] = [
  [
    { code: 'anchor', ...anchor({ days: 5, unit: 'days', after: 'due' }) },
    '5 dagen na de vervaldatum (3 maart 2026)',
    '5 days after the due date (3 March 2026)',
  ],
  [
    { code: 'anchor', ...anchor({ days: -1, unit: 'workdays', after: 'due' }) },
    '1 werkdag voor de vervaldatum (3 maart 2026)',
    '1 working day before the due date (3 March 2026)',
  ],
  [
    { code: 'anchor', ...anchor({ days: 0, unit: 'days', after: 'previous' }) },
    'direct na de vorige stap (3 maart 2026)',
    'right after the previous step (3 March 2026)',
  ],
  [
    { code: 'not_before', ...anchor({ days: 1, unit: 'days', after: 'deadline', ofStep: 'ingebrekestelling' }) },
    'niet eerder dan 8 maart 2026, 1 dag na de uiterste betaaldatum van ‘Ingebrekestelling’ (3 maart 2026)',
    'no earlier than 8 March 2026, 1 day after the final payment date of ‘Notice of default’ (3 March 2026)',
  ],
  [
    { code: 'rolled', from: '2026-04-27', on: '2026-04-28', because: ['kings-day'] },
    'verplaatst naar dinsdag 28 april 2026 wegens Koningsdag',
    "moved to Tuesday 28 April 2026 because of King's Day",
  ],
  [
    { code: 'rolled', from: '2026-04-03', on: '2026-04-07', because: ['good-friday', 'weekend', 'easter-monday'] },
    'verplaatst naar dinsdag 7 april 2026 wegens Goede Vrijdag, het weekend en tweede paasdag',
    'moved to Tuesday 7 April 2026 because of Good Friday, the weekend and Easter Monday',
  ],
  [
    { code: 'rolled', from: '2026-03-02', on: '2026-03-03', because: ['monday'] },
    'verplaatst naar dinsdag 3 maart 2026 wegens een maandag (geen bezorging)',
    'moved to Tuesday 3 March 2026 because of a Monday (no delivery)',
  ],
  [
    { code: 'latest', day: 45, from: '2026-04-13', on: '2026-04-10' },
    'vervroegd naar vrijdag 10 april 2026, want uiterlijk 45 dagen na de vervaldatum',
    'brought forward to Friday 10 April 2026, at the latest 45 days after the due date',
  ],
  [
    { code: 'task_expired', until: at('2026-03-10T17:00') },
    'geen uitkomst gekregen voor 10 maart 2026 om 17:00',
    'no outcome was given before 10 March 2026 at 17:00',
  ],
  [
    {
      code: 'conditions_met',
      conditions: [
        { field: 'debtorKind', in: ['consumer'] },
        { field: 'openCents', atLeast: 50_000 },
        { field: 'daysOverdue', atLeast: 30 },
      ],
      next: 'tweede-herinnering',
    },
    'debiteur is consument, open bedrag vanaf € 500,00 en dagen te laat vanaf 30, dus verder met ‘Tweede herinnering’',
    'debtor is consumer, open amount from €500.00 and days overdue from 30, so on to ‘Second reminder’',
  ],
  [
    { code: 'problem', problem: '550  mailbox\r\nunavailable.' },
    'de melding was “550 mailbox unavailable”',
    'the message was “550 mailbox unavailable”',
  ],
  [
    { code: 'task_outcome', outcome: 'promise', by: 'Anna', note: 'belt vrijdag terug' },
    'Anna koos ‘Zegt betaling toe’: “belt vrijdag terug”',
    'Anna chose ‘Promises to pay’: “belt vrijdag terug”',
  ],
  [{ code: 'task_outcome', outcome: 'ongegrond', by: 'Anna' }, 'Anna koos ‘Ongegrond’', 'Anna chose ‘Not justified’'],
  [
    SAMPLES.demanded.map((sample): Reason => ({ code: 'demanded', ...sample }))[0]!,
    '‘Ingebrekestelling’ van 7 mei 2026 eiste € 1.210,00 met uiterste betaaldatum 21 mei 2026',
    '‘Notice of default’ of 7 May 2026 demanded €1,210.00 with final payment date 21 May 2026',
  ],
];

test.each(CLAUSES)('%o reads as it should', (reason, inDutch, inEnglish) => {
  expect(plain(explain(reason, dutch))).toBe(inDutch);
  expect(explain(reason, english)).toBe(inEnglish);
});

test('no reasons give no sentence', () => {
  expect(explainAll([], dutch)).toBe('');
});

test('reasons join into one sentence', () => {
  const why: Reason[] = [
    { code: 'anchor', ...anchor({ days: 5, unit: 'days', after: 'due' }) },
    { code: 'gap', days: 3, since: '2026-03-06', on: '2026-03-09' },
    { code: 'not_before', ...anchor({ days: 6, unit: 'days', after: 'invoice' }) },
    { code: 'rolled', from: '2026-03-14', on: '2026-03-16', because: ['weekend'] },
  ];
  expect(explainAll(why, dutch)).toBe(
    'Gepland 5 dagen na de vervaldatum (3 maart 2026), maar niet eerder dan 9 maart 2026, 3 dagen na het laatste ' +
      'bericht (6 maart 2026), en niet eerder dan 8 maart 2026, 6 dagen na de factuurdatum (3 maart 2026), verplaatst ' +
      'naar maandag 16 maart 2026 wegens het weekend.',
  );
});

test('what closed an invoice reads as a list', () => {
  const why: Reason[] = [
    { code: 'paid', paidCents: 100_000, currency: 'EUR', lastPaymentOn: '2026-03-03' },
    { code: 'credited', currency: 'EUR' },
    { code: 'overpaid', overCents: 1000, currency: 'EUR' },
  ];
  expect(plain(explainAll(why, dutch))).toBe(
    'Er is € 1.000,00 betaald, het laatst op 3 maart 2026, er is een creditnota geboekt, en er is € 10,00 te veel betaald.',
  );
  expect(explainAll(why.slice(0, 2), english)).toBe(
    '€1,000.00 was paid, last on 3 March 2026, and a credit note was booked.',
  );
});

test('a step that is left out does not tell how its day came about', () => {
  const why: Reason[] = [
    { code: 'anchor', ...anchor({ days: 5, unit: 'days', after: 'due' }) },
    { code: 'late', planned: '2026-03-09', on: '2026-05-04' },
    { code: 'latest_waived', day: 15, because: 'registered_late' },
    { code: 'registered_after_latest', day: 15, last: '2026-03-18' },
  ];
  expect(explainAll(why, english)).toBe(
    'Planned 5 days after the due date (3 March 2026), but left out, because the invoice was registered after the ' +
      'last day for this step (18 March 2026, at the latest 15 days after the due date).',
  );
});

test('a long message from outside is cut off', () => {
  const clause = explain({ code: 'problem', problem: '\u{1f4e7}'.repeat(1000) }, english);
  expect([...clause].length).toBeLessThan(330);
  expect(clause).toMatch(/\u{1f4e7}…”$/u);
});

test('the same outcome id is named by the step that it was chosen at', () => {
  const task = (id: string, name: string): TaskStep => ({
    id,
    kind: 'task',
    name: { nl: id, en: id },
    when: { days: 0, unit: 'days', after: 'previous' },
    outcomes: [{ id: 'done', name: { nl: name, en: name }, next: 'einde' }],
  });
  const twice: Ladder = { ...ladder, steps: [task('one', 'First done'), task('two', 'Second done'), ...ladder.steps] };
  const context = { ladder: twice, language: 'en' } as const;
  expect(outcomeLabel('done', { ...context, step: 'two' })).toBe('Second done');
  expect(outcomeLabel('done', { ...context, step: 'ingebrekestelling' })).toBe('Done');
  expect(outcomeLabel('done', context)).toBe('Done');
  expect(outcomeLabel('toString', context)).toBe('toString');
});

test('a step that the ladder no longer has is named by its id', () => {
  expect(describe('notice_sent', 'oude-stap', dutch)).toBe('oude-stap verstuurd');
  expect(explain({ code: 'otherwise', next: 'oude-stap' }, dutch)).toContain('‘oude-stap’');
});

// ---- The shipped ladder, told

function timeline(language: Language, dueOn: string, from: string, events: readonly InvoiceEvent[] = []): string[] {
  const facts = noFacts(
    { id: 'invoice-1', number: 'F2026-1', issuedOn: '2026-02-26', dueOn, claimedCents: 121_000, currency: 'EUR' },
    { id: 'debtor-1', kind: 'company', country: 'NL', language: 'nl' },
  );
  const { entries } = simulate({ ladder, facts, state: null, from: at(from), until: at('2029-01-01'), events });
  return entries.map((entry) => {
    const context = { ladder, language, step: entry.step };
    const headline = describe(entry.what, entry.step, context);
    const why = explainAll(entry.why, context);
    expectReadable(headline);
    if (entry.why.length > 0) expectReadable(why);
    return plain(`${localMinute(entry.at).slice(0, 10)} ${headline}. ${why}`.trim());
  });
}

test('the seven steps of 2026, told in Dutch', () => {
  const told = timeline('nl', '2026-03-28', '2026-03-02T10:00');
  expect(told).toContain(
    '2026-03-02 Aanmaanschema gestart. Opgenomen in aanmaanschema ‘Zeven stappen’ (versie 2), 26 dagen voor de vervaldatum.',
  );
  expect(told).toContain(
    '2026-03-25 Taak geopend: Bellen voor de vervaldatum. Gepland 3 werkdagen voor de vervaldatum (28 maart 2026).',
  );
  expect(told).toContain('2026-04-02 Betalingsherinnering verstuurd. € 1.210,00, op 2 april 2026.');
  expect(told).toContain(
    '2026-04-28 Tweede herinnering klaargezet. Gepland 30 dagen na de vervaldatum (28 maart 2026), verplaatst naar dinsdag 28 april 2026 wegens Koningsdag.',
  );
  expect(told).toContain(
    '2026-05-27 Overdracht aan incasso klaargezet. Gepland 60 dagen na de vervaldatum (28 maart 2026); ‘Ingebrekestelling’ van 7 mei 2026 eiste € 1.210,00 met uiterste betaaldatum 21 mei 2026.',
  );
  expect(told.at(-1)).toBe('2026-05-27 Overgedragen aan incasso. € 1.210,00, op 27 mei 2026.');
});

test("King's Day 2027 moves a reminder to Wednesday, told in English", () => {
  const told = timeline('en', '2027-03-28', '2027-03-01T10:00');
  expect(told).toContain(
    "2027-04-28 Second reminder prepared. Planned 30 days after the due date (28 March 2027), moved to Wednesday 28 April 2027 because of King's Day.",
  );
  // 7 May 2027 is a decree day, 6 May Ascension Day, 5 May Liberation Day: the notice of default rolls back past them.
  expect(told).toContain(
    '2027-05-04 Notice of default prepared. Planned 40 days after the due date (28 March 2027), moved to Tuesday 4 May 2027 because of a day off by decree, Ascension Day and Liberation Day.',
  );
});

test('a payment taken back is told as it went', () => {
  const told = timeline('nl', '2026-03-28', '2026-03-02T10:00', [
    { type: 'payment', id: 'p', at: at('2026-04-20T10:00'), amountCents: 121_000, bookedOn: '2026-04-20' },
    { type: 'reversal', id: 'r', at: at('2026-04-28T11:00'), paymentId: 'p', on: '2026-04-28' },
  ]);
  expect(told).toContain('2026-04-20 Taak vervallen: Bellen: wat is het probleem?.');
  expect(told).toContain('2026-04-20 Factuur gesloten. Er is € 1.210,00 betaald, het laatst op 20 april 2026.');
  expect(told).toContain('2026-04-28 Factuur heropend. Er staat weer € 1.210,00 open.');
});

test('whatever happens to an invoice, both languages can tell it', () => {
  const day = fc.integer({ min: 1, max: 80 });
  const event = fc.oneof(
    fc.record({ type: fc.constant('payment' as const), day, amountCents: fc.integer({ min: 1, max: 150_000 }) }),
    fc.record({ type: fc.constant('credit_note' as const), day, amountCents: fc.integer({ min: 1, max: 50_000 }) }),
    fc.record({ type: fc.constant('reversal' as const), day }),
    fc.record({ type: fc.constant('hold' as const), day }),
    fc.record({ type: fc.constant('write_off' as const), day }),
    fc.record({ type: fc.constant('malformed_signal' as const), day }),
    fc.record({
      type: fc.constant('task_completed' as const),
      day,
      step: fc.constantFrom(...ladder.steps.map(({ id }) => id)),
      outcome: fc.constantFrom(...CALL_OUTCOMES, 'gegrond', 'ongegrond', 'gestuurd', 'niet-ondertekend', 'proceed'),
    }),
  );
  const words = {
    number: 'C-1',
    owner: 'Anna',
    by: 'Anna',
    reason: 'op vakantie',
    signal: 'held',
    problem: 'no owner',
  };
  fc.assert(
    fc.property(fc.array(event, { maxLength: 6 }), (drawn) => {
      const events = drawn.map((one, index) => {
        const on = localMinute(at('2026-03-02') + one.day * 86_400_000).slice(0, 10);
        const dates = { bookedOn: on, issuedOn: on, on, paymentId: 'event-0' };
        const taskId = 'step' in one ? `invoice-1:${one.step}:1` : '';
        return { ...words, ...dates, taskId, ...one, id: `event-${index}`, at: at(`${on}T10:00`) } as InvoiceEvent;
      });
      for (const language of LANGUAGES) timeline(language, '2026-03-28', '2026-03-02T10:00', events);
    }),
    { numRuns: 200 },
  );
});
