/** "5 werkdagen na de vervaldatum", of which each part can be changed. */
import { useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { ANCHORS, type Anchor, type Step } from '../../../ladder/definition.ts';
import { useSaid } from '../../app/said.ts';
import { noticeBefore } from '../../document/anchors.ts';
import { useEditor } from '../../draft/editor-store.ts';
import { WholeNumber } from '../../ui/number-fields.tsx';
import { Select } from '../../ui/select.tsx';
import { noticesFor } from './notices.ts';
import { MAX_DAYS, useUnits } from './units.ts';

export interface AnchorFieldsProps {
  step: Step;
  anchor: Anchor;
  isReadOnly: boolean;
  onChange: (anchor: Anchor) => void;
  onLeave: () => void;
}

export function AnchorFields({ step, anchor, isReadOnly, onChange, onLeave }: AnchorFieldsProps) {
  const { t } = useLingui();
  const said = useSaid();
  const ladder = useEditor(({ draft }) => draft.present);
  const { days, unit, after, ofStep, ...rest } = anchor;
  const units = useUnits(days);
  const [isBefore, setIsBefore] = useState(days < 0);
  useEffect(() => {
    if (days !== 0) setIsBefore(days < 0);
  }, [days]);
  const put = (changed: Partial<Anchor>): void => {
    const next = { ...anchor, ...changed };
    onChange(next);
  };
  const notices = noticesFor(ladder, step, after);
  const points: Record<Anchor['after'], string> = {
    invoice: t`the invoice date`,
    due: t`the due date`,
    previous: t`the step before`,
    received: t`receipt of`,
    deadline: t`the final payment date of`,
  };
  // What counts from a notice can be chosen where one goes before.
  const anchors = ANCHORS.filter(
    (one) => one === after || (one !== 'received' && one !== 'deadline') || noticesFor(ladder, step, one).length > 0,
  );
  return (
    <>
      <WholeNumber
        label={t`Number of days`}
        hidesLabel
        least={0}
        most={MAX_DAYS}
        value={Math.abs(days)}
        isReadOnly={isReadOnly}
        onChange={(count) => put({ days: isBefore ? 0 - count : count })}
        onLeave={onLeave}
      />
      <Select
        label={t`Unit`}
        hidesLabel
        value={unit}
        options={units}
        isDisabled={isReadOnly}
        onChange={(chosen) => put({ unit: chosen })}
      />
      <Select
        label={t`Before or after`}
        hidesLabel
        value={isBefore ? 'before' : 'after'}
        options={[
          { id: 'after', name: t`after` },
          { id: 'before', name: t`before` },
        ]}
        isDisabled={isReadOnly}
        onChange={(side) => {
          setIsBefore(side === 'before');
          if (days !== 0) put({ days: side === 'before' ? -Math.abs(days) : Math.abs(days) });
        }}
      />
      <Select
        label={t`Counted from`}
        hidesLabel
        value={after}
        options={anchors.map((id) => ({ id, name: points[id] }))}
        isDisabled={isReadOnly}
        onChange={(chosen) => {
          if (chosen !== 'received' && chosen !== 'deadline') return onChange({ ...rest, days, unit, after: chosen });
          const fit = noticesFor(ladder, step, chosen);
          const notice = fit.find(({ id }) => id === ofStep)?.id ?? noticeBefore(ladder, step.id, chosen) ?? fit[0]?.id;
          if (notice !== undefined) put({ after: chosen, ofStep: notice });
        }}
      />
      {(after === 'received' || after === 'deadline') && (
        <Select
          label={t`Which notice`}
          hidesLabel
          value={ofStep ?? null}
          options={notices.map(({ id, name }) => ({ id, name: `‘${said(name)}’` }))}
          isDisabled={isReadOnly}
          onChange={(notice) => put({ ofStep: notice })}
        />
      )}
    </>
  );
}
