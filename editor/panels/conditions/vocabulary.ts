/** What conditions can look at: for each field what it is called, what its values are, and what a new one says. */
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { ChoiceCondition } from '../../../ladder/choice.ts';
import {
  CALL_OUTCOMES,
  type Condition,
  DEBTOR_KINDS,
  type Ladder,
  type Language,
  NOTICE_DELIVERIES,
} from '../../../ladder/definition.ts';
import { kindLabel, outcomeLabel } from '../../../ladder/explain/explain.ts';

/** A condition of a choice within a ladder, or of the choice of a ladder. */
export type AnyCondition = Condition | ChoiceCondition;
export type ConditionField = AnyCondition['field'];

type Shape =
  /** Some of a fixed list. */
  | { is: 'some'; values: readonly string[] }
  /** Words of the user's own, at least one. */
  | { is: 'words'; example: MessageDescriptor }
  /** Country codes. */
  | { is: 'countries' }
  | { is: 'bounds'; of: 'euros' | 'number' };

interface Vocable {
  name: MessageDescriptor;
  shape: Shape;
  /** What a new condition says; null where only the user knows. */
  first: AnyCondition | null;
}

export const VOCABULARY: Record<ConditionField, Vocable> = {
  debtorKind: {
    name: msg`Kind of customer`,
    shape: { is: 'some', values: DEBTOR_KINDS },
    first: { field: 'debtorKind', in: ['consumer'] },
  },
  segment: { name: msg`Segment`, shape: { is: 'words', example: msg`retail, wholesale` }, first: null },
  relation: { name: msg`Relation`, shape: { is: 'words', example: msg`regular, new` }, first: null },
  country: { name: msg`Country`, shape: { is: 'countries' }, first: { field: 'country', in: ['NL'] } },
  terms: { name: msg`Payment terms`, shape: { is: 'words', example: msg`prepayment` }, first: null },
  openCents: {
    name: msg`Open amount`,
    shape: { is: 'bounds', of: 'euros' },
    first: { field: 'openCents', atLeast: 50_000 },
  },
  daysOverdue: {
    name: msg`Days overdue`,
    shape: { is: 'bounds', of: 'number' },
    first: { field: 'daysOverdue', atLeast: 30 },
  },
  brokenPromises: {
    name: msg`Broken promises`,
    shape: { is: 'bounds', of: 'number' },
    first: { field: 'brokenPromises', atLeast: 1 },
  },
  lastCall: {
    name: msg`Outcome of the last call`,
    shape: { is: 'some', values: [...CALL_OUTCOMES, 'none'] },
    first: { field: 'lastCall', in: ['not_reached'] },
  },
  lastNotice: {
    name: msg`Delivery of the last notice`,
    shape: { is: 'some', values: NOTICE_DELIVERIES },
    first: { field: 'lastNotice', in: ['bounced', 'returned'] },
  },
  amountCents: {
    name: msg`Amount of the invoice`,
    shape: { is: 'bounds', of: 'euros' },
    first: { field: 'amountCents', atLeast: 250_000 },
  },
  termDays: {
    name: msg`Payment term in days`,
    shape: { is: 'bounds', of: 'number' },
    first: { field: 'termDays', atLeast: 30 },
  },
};

export const LADDER_FIELDS: readonly Condition['field'][] = [
  'debtorKind',
  'segment',
  'relation',
  'country',
  'terms',
  'openCents',
  'daysOverdue',
  'brokenPromises',
  'lastCall',
  'lastNotice',
];

export const CHOICE_FIELDS: readonly ChoiceCondition['field'][] = [
  'debtorKind',
  'segment',
  'relation',
  'country',
  'terms',
  'amountCents',
  'termDays',
];

export const DELIVERY_NAMES: Record<string, MessageDescriptor> = {
  none: msg`none was sent`,
  arrived: msg`did not come back`,
  bounced: msg`mail came back`,
  returned: msg`letter came back`,
};
export const NO_CALL = msg`no call yet`;

/** What a value of a fixed list is called. `say` puts a message into the language of the screen. */
export function valueName(
  field: ConditionField,
  value: string,
  { ladder, language, say }: { ladder: Ladder | null; language: Language; say: (message: MessageDescriptor) => string },
): string {
  if (field === 'debtorKind') return kindLabel(value as (typeof DEBTOR_KINDS)[number], { language });
  if (field === 'lastNotice') return say(DELIVERY_NAMES[value]!);
  if (value === 'none' || ladder === null) return say(NO_CALL);
  return outcomeLabel(value, { ladder, language });
}
