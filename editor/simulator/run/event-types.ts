/** What can be said to happen in a try: each type of event with its fields. Address, forms and kept form are made from this. */
import type { Localised } from '../../../ladder/definition.ts';
import { DEBTOR_STATUSES, DISPUTE_DECISIONS } from '../../../ladder/events.ts';
import {
  amount,
  arrangement,
  booked,
  by,
  dayField,
  type EventField,
  hiddenDay,
  note,
  onDay,
  part,
  problem,
  reason,
  round,
  step,
} from './event-fields.ts';

interface EventType {
  name: Localised;
  /** The time at which it happens unless said otherwise, in minutes: after what it answers. Null for the fate of a notice. */
  minute: number | null;
  fields: readonly EventField[];
}

const NOON = 12 * 60;
/** After the hours in which notices go out. */
const EVENING = 17 * 60 + 30;

const MAX_PROMISE_DAYS = 366;
const MAX_WAIT_DAYS = 90;

export const EVENT_TYPES = {
  payment: {
    name: { nl: 'Betaling', en: 'Payment' },
    minute: NOON,
    fields: [
      { ...amount, isRequired: true },
      hiddenDay('booked_on', booked),
      hiddenDay('valued_on', { nl: 'Valutadag', en: 'Value date' }),
    ],
  },
  reversal: {
    name: { nl: 'Terugboeking', en: 'Reversal' },
    minute: NOON,
    fields: [
      {
        name: 'payment_id',
        kind: 'event',
        of: ['payment'],
        label: { nl: 'Van betaling', en: 'Of payment' },
        isRequired: true,
      },
      part({ nl: 'Bedrag (leeg: alles)', en: 'Amount (empty: all)' }),
      hiddenDay('on', booked),
    ],
  },
  credit_note: {
    name: { nl: 'Creditnota', en: 'Credit note' },
    minute: NOON,
    fields: [
      { ...amount, isRequired: true },
      { name: 'number', kind: 'text', label: { nl: 'Nummer', en: 'Number' }, usual: 'C1', isHidden: true },
      hiddenDay('issued_on', booked),
    ],
  },
  promise: {
    name: { nl: 'Toezegging', en: 'Promise' },
    minute: NOON,
    fields: [
      {
        name: 'on',
        kind: 'day',
        within: MAX_PROMISE_DAYS,
        label: { nl: 'Betaalt uiterlijk op', en: 'Pays by' },
        isRequired: true,
      },
      part({ nl: 'Bedrag (leeg: alles)', en: 'Amount (empty: all)' }),
      by,
    ],
  },
  arrangement_proposed: {
    name: { nl: 'Regeling voorgesteld', en: 'Arrangement proposed' },
    minute: NOON,
    fields: [arrangement],
  },
  arrangement_agreed: {
    name: { nl: 'Regeling afgesproken', en: 'Arrangement agreed' },
    minute: NOON,
    fields: [arrangement],
  },
  arrangement_declined: {
    name: { nl: 'Regeling afgewezen', en: 'Arrangement declined' },
    minute: NOON,
    fields: [arrangement],
  },
  arrangement_kept: {
    name: { nl: 'Regeling nagekomen', en: 'Arrangement kept' },
    minute: NOON,
    fields: [part({ nl: 'Kwijtgescholden', en: 'Waived' }), arrangement],
  },
  arrangement_broken: {
    name: { nl: 'Regeling niet nagekomen', en: 'Arrangement broken' },
    minute: NOON,
    fields: [arrangement],
  },
  arrangement_replaced: {
    name: { nl: 'Regeling vervangen', en: 'Arrangement replaced' },
    minute: NOON,
    fields: [arrangement],
  },
  dispute: {
    name: { nl: 'Betwisting', en: 'Dispute' },
    minute: NOON,
    fields: [reason('klopt niet'), part({ nl: 'Betwist deel (leeg: alles)', en: 'Contested part (empty: all)' })],
  },
  dispute_decided: {
    name: { nl: 'Beslissing op betwisting', en: 'Decision on dispute' },
    minute: NOON,
    fields: [
      {
        name: 'dispute_id',
        kind: 'event',
        of: ['dispute'],
        label: { nl: 'Over', en: 'About' },
        isRequired: true,
      },
      {
        name: 'decision',
        kind: 'choice',
        choices: DISPUTE_DECISIONS,
        label: { nl: 'Beslissing', en: 'Decision' },
        isRequired: true,
      },
      {
        ...part({ nl: 'Hoeft niet betaald te worden', en: 'Need not be paid' }),
        onlyIf: { field: 'decision', is: 'partly' },
      },
      by,
      note,
    ],
  },
  reply: {
    name: { nl: 'Reactie', en: 'Reply' },
    minute: NOON,
    fields: [
      {
        name: 'summary',
        kind: 'text',
        label: { nl: 'Wat de klant zegt', en: 'What the customer says' },
        usual: 'reactie van de klant',
      },
    ],
  },
  return_announced: {
    name: { nl: 'Retour aangekondigd', en: 'Return announced' },
    minute: NOON,
    fields: [
      {
        name: 'expected_on',
        kind: 'day',
        within: MAX_WAIT_DAYS,
        label: { nl: 'Verwacht uiterlijk', en: 'Expected by' },
        isRequired: true,
      },
      note,
    ],
  },
  task_completed: {
    name: { nl: 'Antwoord op taak', en: 'Answer to a task' },
    minute: NOON,
    fields: [
      { name: 'step', kind: 'task', label: { nl: 'Taak', en: 'Task' }, isRequired: true },
      { name: 'outcome', kind: 'outcome', label: { nl: 'Uitkomst', en: 'Outcome' }, isRequired: true },
      {
        ...dayField('on', { nl: 'Uitgegaan op', en: 'Went out on' }),
        onlyIf: { field: 'outcome', is: 'went_out' },
      },
      round,
      by,
      note,
    ],
  },
  notice_bounced: {
    name: { nl: 'Mail komt terug', en: 'Mail bounces' },
    minute: EVENING,
    fields: [step, problem('onbekend adres'), round, hiddenDay('on', onDay)],
  },
  notice_returned: {
    name: { nl: 'Brief komt terug', en: 'Letter returned' },
    minute: EVENING,
    fields: [step, problem('onbestelbaar'), round, hiddenDay('on', onDay)],
  },
  notice_refused: {
    name: { nl: 'Mail wordt geweigerd', en: 'Mail is refused' },
    minute: null,
    fields: [step, problem('the mail server refused the address'), round],
  },
  notice_in_doubt: {
    name: { nl: 'Verzending onzeker', en: 'Sending in doubt' },
    minute: null,
    fields: [step, problem('the connection was lost before the mail server answered'), round],
  },
  notice_deferred: {
    name: { nl: 'Verzending uitgesteld', en: 'Sending deferred' },
    minute: null,
    fields: [step, problem('the mail server asked to try again later'), round],
  },
  hold: {
    name: { nl: 'Aanmaanstop', en: 'Hold' },
    minute: NOON,
    fields: [
      reason('in overleg'),
      {
        name: 'until',
        kind: 'day',
        within: MAX_WAIT_DAYS,
        label: { nl: 'Tot en met (leeg: 14 dagen)', en: 'Until (empty: 14 days)' },
      },
      { name: 'owner', kind: 'text', label: { nl: 'Van', en: 'Owner' }, usual: 'team', isHidden: true },
    ],
  },
  release: {
    name: { nl: 'Aanmaanstop opgeheven', en: 'Hold released' },
    minute: NOON,
    fields: [
      { name: 'hold_id', kind: 'event', of: ['hold'], label: { nl: 'Welke', en: 'Which' }, isRequired: true },
      by,
    ],
  },
  debtor_changed: {
    name: { nl: 'Status van de klant', en: 'Status of the customer' },
    minute: NOON,
    fields: [
      {
        name: 'status',
        kind: 'choice',
        choices: DEBTOR_STATUSES,
        label: { nl: 'Status', en: 'Status' },
        isRequired: true,
      },
      by,
      note,
    ],
  },
  invoice_corrected: {
    name: { nl: 'Factuur gecorrigeerd', en: 'Invoice corrected' },
    minute: NOON,
    fields: [
      part({ nl: 'Nieuw bedrag', en: 'New amount' }),
      dayField('due_on', { nl: 'Nieuwe vervaldatum', en: 'New due date' }),
      reason('fout op de factuur'),
      by,
    ],
  },
  invoice_sent_again: {
    name: { nl: 'Factuur opnieuw verstuurd', en: 'Invoice sent again' },
    minute: NOON,
    fields: [dayField('due_on', { nl: 'Nieuwe vervaldatum', en: 'New due date' }), hiddenDay('on', onDay), by],
  },
  escalation: {
    name: { nl: 'Naar een stap halen', en: 'Bring to a step' },
    minute: NOON,
    fields: [step, reason('spoed'), by],
  },
  step_left_out: {
    name: { nl: 'Stap overslaan', en: 'Leave a step out' },
    minute: NOON,
    fields: [step, reason('niet nodig'), by],
  },
  write_off: {
    name: { nl: 'Afboeking', en: 'Write-off' },
    minute: NOON,
    fields: [reason('oninbaar'), by],
  },
} as const satisfies Record<string, EventType>;

export type TryEventType = keyof typeof EVENT_TYPES;
export const TRY_EVENT_TYPES = Object.keys(EVENT_TYPES) as TryEventType[];

export const eventType = (type: TryEventType): EventType => EVENT_TYPES[type];

export const isTryEventType = (type: string): type is TryEventType => Object.hasOwn(EVENT_TYPES, type);

/** The field of a type by its name. */
export const fieldOf = (type: TryEventType, name: string): EventField | undefined =>
  eventType(type).fields.find((field) => field.name === name);
