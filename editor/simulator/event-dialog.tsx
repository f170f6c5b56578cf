/** The fields of one event. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useLanguage, useSaid } from '../app/said.ts';
import { Button } from '../ui/button.tsx';
import { DateField } from '../ui/date-field.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Notice } from '../ui/notice.tsx';
import { Hour } from '../ui/number-fields.tsx';
import { Select } from '../ui/select.tsx';
import { EventFieldInput } from './event-field.tsx';
import { EVENT_TYPES, eventType, TRY_EVENT_TYPES } from './run/event-types.ts';
import { eventProblem, withEventOn } from './run/judge.ts';
import { timeText } from './run/kept.ts';
import { newEvent } from './run/new-event.ts';
import type { Played } from './run/play.ts';
import { dateAt, dayAt, type Try, type TryEvent } from './run/try.ts';
import styles from './simulator.module.css';

interface EventDialogProps {
  given: Try;
  played: Played;
  isNew: boolean;
  initial: TryEvent;
  onClose: () => void;
  onDone: (event: TryEvent) => void;
}

export function EventDialog({ given, played, isNew, initial, onClose, onDone }: EventDialogProps) {
  const { t } = useLingui();
  const said = useSaid();
  const language = useLanguage();
  const [event, setEvent] = useState(initial);
  const [isTried, setIsTried] = useState(false);
  const { type, day, minute, fields } = event;
  const problem = eventProblem(given, event);
  const name = said(eventType(type).name);
  const types = TRY_EVENT_TYPES.flatMap((one) => {
    const isPossible = one === type || newEvent(one, initial.day ?? given.day, given, played) !== null;
    return isPossible ? [{ id: one, name: EVENT_TYPES[one].name[language] }] : [];
  });
  return (
    <Dialog
      title={isNew ? t`Let something happen` : name}
      isOpen
      onClose={onClose}
      action={
        <Button
          kind="primary"
          onPress={() => {
            setIsTried(true);
            if (!problem) onDone(event);
          }}
        >
          {isNew ? <Trans>Add</Trans> : <Trans>Change</Trans>}
        </Button>
      }
    >
      {isTried && problem && <Notice kind="error">{said(problem)}</Notice>}
      {isNew && (
        <Select
          label={t`What happens`}
          value={type}
          options={types}
          onChange={(next) => {
            const made = newEvent(next, day ?? given.day, given, played);
            if (made) setEvent({ ...made, id: initial.id });
          }}
        />
      )}
      {day === null ? (
        <p className={styles.quiet}>
          <Trans>This happens when the notice is sent; it has no day of its own.</Trans>
        </p>
      ) : (
        <div className={styles.pair}>
          <DateField
            label={t`Date`}
            value={dateAt(given.invoice, day)}
            help={t`day ${day}`}
            onChange={(date) => {
              const on = dayAt(given.invoice, date);
              setEvent(withEventOn({ ...given, events: [event] }, event.id, on).events[0]!);
            }}
          />
          <Hour
            label={t`Time`}
            value={timeText(minute)}
            onChange={(time) => {
              const [hour = 0, past = 0] = time.split(':').map(Number);
              setEvent({ ...event, minute: hour * 60 + past });
            }}
          />
        </div>
      )}
      {eventType(type)
        .fields.filter(({ isHidden, onlyIf, name: called }) => {
          if (fields[called] !== undefined) return true;
          return !isHidden && (onlyIf === undefined || fields[onlyIf.field] === onlyIf.is);
        })
        .map((field) => (
          <EventFieldInput
            key={`${type} ${field.name}`}
            field={field}
            event={event}
            given={given}
            played={played}
            onChange={setEvent}
          />
        ))}
    </Dialog>
  );
}
