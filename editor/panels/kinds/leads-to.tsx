/** Where a way out of a step leads, as a choice among the steps that may come after it. */
import { useLingui } from '@lingui/react/macro';
import { useMemo } from 'react';
import { reachedFrom } from '../../../ladder/check/paths.ts';
import type { StepId } from '../../../ladder/definition.ts';
import { type Port, waysOut } from '../../../ladder/edges.ts';
import { useSaid } from '../../app/said.ts';
import { useEditor, useEditorStore } from '../../draft/editor-store.ts';
import { Select } from '../../ui/select.tsx';

export interface LeadsToProps {
  step: StepId;
  port: Port;
  /** What the way is called, for who hears it. */
  label: string;
  /** Of an outcome of a call: what is chosen when it has no way of its own. */
  none?: string;
}

const NONE = ' ';

export function LeadsTo({ step: id, port, label, none }: LeadsToProps) {
  const { t } = useLingui();
  const said = useSaid();
  const store = useEditorStore();
  const ladder = useEditor(({ draft }) => draft.present);
  const isReadOnly = useEditor((state) => state.isReadOnly);
  // A step from which a path leads back here cannot come after it.
  const possible = useMemo(
    () => ladder.steps.filter((step) => step.id !== id && !reachedFrom(ladder, [step.id]).has(id)),
    [ladder, id],
  );
  const step = ladder.steps.find((one) => one.id === id);
  const target = step && waysOut(step).find((way) => way.port === port)?.to;
  return (
    <Select
      label={t`${label}: leads to`}
      hidesLabel
      value={target ?? NONE}
      options={[
        ...(none === undefined ? [] : [{ id: NONE, name: none }]),
        ...possible.map((one) => ({ id: one.id, name: said(one.name) || one.id })),
      ]}
      isDisabled={isReadOnly}
      onChange={(to) => store.run({ type: 'lead_to', edge: { from: id, port }, to: to === NONE ? null : to })}
    />
  );
}
