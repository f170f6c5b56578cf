/** The fields of events in a try, and those that several types share. */
import type { Localised } from '../../../ladder/definition.ts';

interface FieldCommon {
  /** As the kept form of an event calls it. */
  name: string;
  label: Localised;
  isRequired?: true;
  /** Kept and read, and not asked for. */
  isHidden?: true;
  /** It matters only where another field has this value. */
  onlyIf?: { field: string; is: string };
}

export type EventField = FieldCommon &
  (
    | { kind: 'amount' | 'count' | 'step' | 'task' | 'outcome' }
    /** A day counted from the due date; between the event's own and so many days after it where that is given. */
    | { kind: 'day'; within?: number }
    /** `usual` stands for what is left out. */
    | { kind: 'text'; usual?: string }
    | { kind: 'choice'; choices: readonly string[] }
    /** An event of one of these types that came before. */
    | { kind: 'event'; of: readonly string[] }
  );

export const by: EventField = {
  name: 'by',
  kind: 'text',
  label: { nl: 'Wie', en: 'Who' },
  usual: 'team',
  isHidden: true,
};
export const note: EventField = { name: 'note', kind: 'text', label: { nl: 'Opmerking', en: 'Note' }, isHidden: true };
export const reason = (usual: string): EventField => ({
  name: 'reason',
  kind: 'text',
  label: { nl: 'Reden', en: 'Reason' },
  usual,
});
export const amount: EventField = { name: 'amount', kind: 'amount', label: { nl: 'Bedrag', en: 'Amount' } };
export const part = (label: Localised): EventField => ({ name: 'amount', kind: 'amount', label });
export const dayField = (name: string, label: Localised): EventField => ({ name, kind: 'day', label });
export const hiddenDay = (name: string, label: Localised): EventField => ({ ...dayField(name, label), isHidden: true });
export const step: EventField = { name: 'step', kind: 'step', label: { nl: 'Stap', en: 'Step' }, isRequired: true };
export const round: EventField = { name: 'round', kind: 'count', label: { nl: 'Ronde', en: 'Round' }, isHidden: true };
export const problem = (usual: string): EventField => ({
  name: 'problem',
  kind: 'text',
  label: { nl: 'Melding', en: 'Message' },
  usual,
});
export const arrangement: EventField = {
  name: 'arrangement_id',
  kind: 'text',
  label: { nl: 'Regeling', en: 'Arrangement' },
  usual: 'regeling',
  isHidden: true,
};

export const booked = { nl: 'Geboekt op', en: 'Booked on' };
export const onDay = { nl: 'Op dag', en: 'On day' };
