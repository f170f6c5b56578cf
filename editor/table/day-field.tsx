/** The day of a step, typed in place. What is typed is the day of the example; the step's own days are worked out from it. */
import { useLingui } from '@lingui/react/macro';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import type { Localised, Step } from '../../ladder/definition.ts';
import { useSaid } from '../app/said.ts';
import { useEditor, useEditorStore } from '../draft/editor-store.ts';
import { useTimeline } from '../edit/timeline.ts';
import { drag } from '../time-axis/drag.ts';
import type { StepDay } from '../time-axis/nominal.ts';
import styles from './day-field.module.css';

/** A whole number, with or without a sign; null for what is none. */
function wholeNumber(text: string): number | null {
  return /^\s*[-+−]?\d{1,4}\s*$/.test(text) ? Number(text.replace('−', '-')) : null;
}

export function DayField({ step, day }: { step: Step; day: StepDay }) {
  const { t } = useLingui();
  const said = useSaid();
  const store = useEditorStore();
  const isReadOnly = useEditor((state) => state.isReadOnly);
  const { nominal } = useTimeline();
  const shown = day.day === null ? '' : String(day.day);
  const [text, setText] = useState(shown);
  const [problem, setProblem] = useState<string | null>(null);
  const problemId = useId();
  useEffect(() => setText(shown), [shown]);

  if (!('when' in step)) return <span className={styles.instant}>{shown}</span>;

  const give = (): void => {
    if (text === shown) return setProblem(null);
    const asked = wholeNumber(text);
    if (asked === null) return setProblem(t`Type a day as a whole number, such as 30.`);
    const moved = drag(nominal, step.id, asked);
    if (!moved) return setProblem(t`This step has no day that can be set here.`);
    const { stop, timings } = moved;
    setProblem(stop ? said(stop.sentence as Localised) : null);
    if (timings.size > 0) {
      store.run({
        type: 'set_timings',
        step: step.id,
        timings: [...timings].map(([id, when]) => ({ step: id, when })),
      });
    }
    setText(String(moved.day));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Enter') give();
    else if (event.key === 'Escape') {
      setText(shown);
      setProblem(null);
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      neighbour(event.currentTarget, event.key === 'ArrowDown' ? 1 : -1)?.focus();
    }
  };
  const name = said(step.name);
  return (
    <>
      <input
        type="text"
        inputMode="numeric"
        data-day-field
        aria-label={t`Day of ${name}`}
        aria-invalid={problem !== null}
        aria-describedby={problem ? problemId : undefined}
        readOnly={isReadOnly}
        value={text}
        className={styles.input}
        onChange={(event) => setText(event.target.value)}
        onFocus={(event) => event.target.select()}
        onBlur={give}
        onKeyDown={onKeyDown}
      />
      {problem && (
        <div id={problemId} role="alert" className={styles.problem}>
          {problem}
        </div>
      )}
    </>
  );
}

/** The field of the row below or above. */
function neighbour(field: HTMLElement, by: 1 | -1): HTMLElement | undefined {
  const fields = [...document.querySelectorAll<HTMLElement>('[data-day-field]')];
  return fields[fields.indexOf(field) + by];
}
