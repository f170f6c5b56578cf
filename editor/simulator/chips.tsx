/** What can happen, to be dropped on the time line by mouse, or pressed to be added at a date. */
import { Trans, useLingui } from '@lingui/react/macro';
import { Plus } from 'lucide-react';
import type { PointerEvent } from 'react';
import { useSaid } from '../app/said.ts';
import { Button } from '../ui/button.tsx';
import type { DayDrag } from './day-drag.ts';
import { eventType, type TryEventType } from './run/event-types.ts';
import type { Try, TryEvent } from './run/try.ts';
import { eventSign } from './signs.ts';
import styles from './time-line.module.css';

interface ChipsProps {
  given: Try;
  drag: DayDrag;
  onAdd: (event: TryEvent) => void;
  onAsk: (event: TryEvent) => void;
  newEvent: (type: TryEventType, day: number) => TryEvent | null;
}

/** The usual ones; the form knows all. */
const QUICK = [
  'payment',
  'part_payment',
  'promise',
  'task_completed',
  'reply',
  'dispute',
  'dispute_decided',
  'arrangement_agreed',
  'notice_bounced',
  'hold',
] as const;

export function Chips({ given, drag, onAdd, onAsk, newEvent }: ChipsProps) {
  const { t } = useLingui();
  const said = useSaid();
  const made = (chip: (typeof QUICK)[number], day: number): TryEvent | null => {
    if (chip !== 'part_payment') return newEvent(chip, day);
    const whole = newEvent('payment', day);
    return whole && { ...whole, fields: { amount: Math.ceil(Number(whole.fields.amount) / 2) } };
  };
  return (
    <div className={styles.chips}>
      <span className={styles.hint}>
        <Trans>Drag onto the time line, or press to fill in:</Trans>
      </span>
      <ul aria-label={t`What can happen`}>
        {QUICK.map((chip) => {
          const type = chip === 'part_payment' ? 'payment' : chip;
          const Sign = eventSign(type);
          const isPossible = made(chip, given.day) !== null;
          return (
            <li key={chip}>
              <button
                type="button"
                disabled={!isPossible}
                className={styles.chip}
                data-dragged={drag.dragged?.id === chip || undefined}
                onPointerDown={(pressed: PointerEvent) =>
                  drag.grab(pressed, chip, (day) => {
                    const event = made(chip, day);
                    if (event) onAdd(event);
                  })
                }
                onClick={() => {
                  const event = made(chip, given.day);
                  if (!drag.wasDragged() && event) onAsk(event);
                }}
              >
                <Sign size={14} aria-hidden />
                {chip === 'part_payment' ? t`Part payment` : said(eventType(chip).name)}
              </button>
            </li>
          );
        })}
        <li>
          <Button
            size="s"
            kind="quiet"
            onPress={() => {
              const event = newEvent('credit_note', given.day);
              if (event) onAsk(event);
            }}
          >
            <Plus aria-hidden />
            <Trans>Something else …</Trans>
          </Button>
        </li>
      </ul>
    </div>
  );
}
