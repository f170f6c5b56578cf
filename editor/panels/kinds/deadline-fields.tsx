import { useLingui } from '@lingui/react/macro';
import type { TaskDeadline } from '../../../ladder/definition.ts';
import { WholeNumber } from '../../ui/number-fields.tsx';
import { Select } from '../../ui/select.tsx';
import { MAX_DAYS, useUnits } from '../timing/units.ts';

export interface DeadlineFieldsProps {
  deadline: TaskDeadline;
  isReadOnly: boolean;
  onChange: (deadline: TaskDeadline) => void;
  onLeave: () => void;
}

/** "3 werkdagen": the time that a person has. */
export function DeadlineFields({ deadline: { days, unit }, isReadOnly, onChange, onLeave }: DeadlineFieldsProps) {
  const { t } = useLingui();
  const units = useUnits(days);
  return (
    <>
      <WholeNumber
        label={t`Time to answer`}
        hidesLabel
        least={1}
        most={MAX_DAYS}
        value={days}
        isReadOnly={isReadOnly}
        onChange={(count) => onChange({ days: count, unit })}
        onLeave={onLeave}
      />
      <Select
        label={t`Unit of the time to answer`}
        hidesLabel
        value={unit}
        options={units}
        isDisabled={isReadOnly}
        onChange={(chosen) => onChange({ days, unit: chosen })}
      />
    </>
  );
}
