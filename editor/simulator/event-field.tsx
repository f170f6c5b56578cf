/** One field of an event. */
import { useLingui } from '@lingui/react/macro';
import type { DebtorStatus } from '../../ladder/events.ts';
import { outcomeLabel, stuckQuestion } from '../../ladder/explain/explain.ts';
import type { StuckCause } from '../../ladder/invoice/state.ts';
import { parseAmount } from '../../ladder/money.ts';
import { useLanguage, useSaid } from '../app/said.ts';
import { DateField } from '../ui/date-field.tsx';
import { TextField } from '../ui/field.tsx';
import { WholeNumber } from '../ui/number-fields.tsx';
import { Select } from '../ui/select.tsx';
import { TypedField } from '../ui/typed-field.tsx';
import type { EventField } from './run/event-fields.ts';
import { questionsOf, stepsFor } from './run/new-event.ts';
import type { Played } from './run/play.ts';
import { stepName, summaryOf } from './run/summary.ts';
import { dateAt, dayAt, type FieldValue, type Try, type TryEvent } from './run/try.ts';

interface Props {
  field: EventField;
  event: TryEvent;
  given: Try;
  played: Played;
  onChange: (event: TryEvent) => void;
}

const MAX_ROUND = 99;
const MAX_CHARS = 200;

export function EventFieldInput({ field, event, given, played, onChange }: Props) {
  const said = useSaid();
  const language = useLanguage();
  const statuses = useStatusNames();
  const { fields } = event;
  const { ladder } = played;
  const label = said(field.label);
  const value = fields[field.name];
  const put = (next: FieldValue | null, others: Record<string, FieldValue> = {}) => {
    const { [field.name]: _, ...rest } = fields;
    onChange({ ...event, fields: { ...rest, ...(next !== null && { [field.name]: next }), ...others } });
  };
  switch (field.kind) {
    case 'amount':
      return <Amount label={label} value={Number(value ?? 0)} onChange={(cents) => put(cents === 0 ? null : cents)} />;
    case 'count':
      return <WholeNumber label={label} value={Number(value ?? 1)} least={1} most={MAX_ROUND} onChange={put} />;
    case 'day':
      return (
        <DateField
          label={label}
          value={value === undefined ? '' : dateAt(given.invoice, Number(value))}
          mayBeEmpty
          onChange={(date) => put(date === '' ? null : dayAt(given.invoice, date))}
        />
      );
    case 'text':
      return (
        <TextField
          label={label}
          value={String(value ?? field.usual ?? '')}
          maxLength={MAX_CHARS}
          onChange={(text) => put(text === '' || text === field.usual ? null : text)}
        />
      );
    case 'choice':
      return (
        <Select
          label={label}
          value={value === undefined ? null : String(value)}
          options={field.choices.map((id) => ({
            id,
            name: field.name === 'status' ? statuses[id as DebtorStatus] : outcomeLabel(id, { ladder, language }),
          }))}
          onChange={put}
        />
      );
    case 'event':
      return (
        <Select
          label={label}
          value={value === undefined ? null : String(value)}
          options={given.events
            .filter(({ type }) => field.of.includes(type))
            .map((one) => ({ id: one.id, name: summaryOf(one, given, ladder, language) }))}
          onChange={put}
        />
      );
    case 'step':
      return (
        <Select
          label={label}
          value={value === undefined ? null : String(value)}
          options={stepsFor(event.type, played).map((id) => ({ id, name: stepName(id, ladder, language) }))}
          onChange={put}
        />
      );
    case 'task':
      return (
        <Select
          label={label}
          value={value === undefined ? null : String(value)}
          options={questionsOf(played).map(({ name, step }) => {
            const cause = name.split('.')[1];
            return {
              id: name,
              name: stepName(step, ladder, language),
              ...(cause !== undefined && { detail: stuckQuestion(cause as StuckCause, { language }) }),
            };
          })}
          onChange={(name) => {
            const [first] = questionsOf(played).find((one) => one.name === name)?.outcomes ?? [];
            put(name, first === undefined ? {} : { outcome: first });
          }}
        />
      );
    case 'outcome': {
      const question = questionsOf(played).find(({ name }) => name === fields.step);
      return (
        <Select
          label={label}
          value={value === undefined ? null : String(value)}
          options={(question?.outcomes ?? []).map((id) => ({
            id,
            name: outcomeLabel(id, { ladder, language, ...(question && { step: question.step }) }),
          }))}
          onChange={put}
        />
      );
    }
  }
}

/** An amount that may be left empty; that is 0 here. */
function Amount({ label, value, onChange }: { label: string; value: number; onChange: (cents: number) => void }) {
  const { t } = useLingui();
  const comma = useLanguage() === 'nl';
  return (
    <TypedField
      label={label}
      value={value}
      inputMode="decimal"
      wrong={comma ? t`Fill in an amount such as 2500,00.` : t`Fill in an amount such as 2500.00.`}
      read={(text) => {
        if (text.trim() === '') return 0;
        const cents = parseAmount(text.trim().replace(',', '.'));
        return cents !== null && cents > 0 ? cents : null;
      }}
      write={(cents) => (cents === 0 ? '' : (cents / 100).toFixed(2).replace('.', comma ? ',' : '.'))}
      onChange={onChange}
    />
  );
}

function useStatusNames(): Record<DebtorStatus, string> {
  const { t } = useLingui();
  return {
    normal: t`Normal`,
    'debt-help': t`In debt help`,
    guardianship: t`Under guardianship`,
    bankruptcy: t`Bankrupt`,
    deceased: t`Deceased`,
  };
}
