/** What happens to the invoice in this try, as a list; and the way to keep it as a check. */
import { Trans, useLingui } from '@lingui/react/macro';
import { Pencil, X } from 'lucide-react';
import { useLanguage, useSaid } from '../app/said.ts';
import { useEditor } from '../draft/editor-store.ts';
import { useProblems } from '../problems/watch.ts';
import { shortDate } from '../time-axis/words.ts';
import { Button, IconButton } from '../ui/button.tsx';
import type { Played } from './run/play.ts';
import { summaryOf } from './run/summary.ts';
import { dueDayOf, type Try, type TryEvent } from './run/try.ts';
import { eventSign } from './signs.ts';
import styles from './simulator.module.css';

interface EventListProps {
  given: Try;
  played: Played;
  onEdit: (event: TryEvent) => void;
  onRemove: (id: string) => void;
  onKeep: () => void;
}

export function EventList({ given, played, onEdit, onRemove, onKeep }: EventListProps) {
  const { t } = useLingui();
  const said = useSaid();
  const language = useLanguage();
  const isReadOnly = useEditor((state) => state.isReadOnly);
  const hasErrors = useProblems().some(({ severity }) => severity === 'error');
  const ordered = given.events.toSorted((a, b) => order(a) - order(b));
  const unused = new Set(played.unused.map(({ id }) => id));
  return (
    <section aria-labelledby="try-events" className={styles.card}>
      <h2 id="try-events">
        <Trans>What happens</Trans>
      </h2>
      {ordered.length === 0 ? (
        <p className={styles.quiet}>
          <Trans>Nothing: nobody pays or answers. Drop something on the time line.</Trans>
        </p>
      ) : (
        <ul className={styles.events}>
          {ordered.map((event) => {
            const Sign = eventSign(event.type);
            const summary = summaryOf(event, given, played.ladder, language);
            const date = event.day === null ? null : said(shortDate(dueDayOf(given.invoice) + event.day));
            return (
              <li key={event.id}>
                <Sign size={16} aria-hidden />
                <span className={styles.event}>
                  {summary}
                  <small>
                    {date === null ? (
                      <Trans>when it is sent</Trans>
                    ) : (
                      <Trans>
                        day {event.day} · {date}
                      </Trans>
                    )}
                    {unused.has(event.id) && (
                      <strong>
                        {' '}
                        <Trans>(the notice is never sent)</Trans>
                      </strong>
                    )}
                  </small>
                </span>
                <IconButton size="s" label={t`Change ‘${summary}’`} onPress={() => onEdit(event)}>
                  <Pencil size={14} aria-hidden />
                </IconButton>
                <IconButton size="s" label={t`Remove ‘${summary}’`} onPress={() => onRemove(event.id)}>
                  <X size={14} aria-hidden />
                </IconButton>
              </li>
            );
          })}
        </ul>
      )}
      {!isReadOnly && (
        <div className={styles.keep}>
          <Button isDisabled={hasErrors} onPress={onKeep}>
            <Trans>Keep as check …</Trans>
          </Button>
          <small className={styles.quiet}>
            {hasErrors ? (
              <Trans>The draft has errors; a course is kept once they are mended.</Trans>
            ) : (
              <Trans>Publishing then sees to it that this still goes the same way.</Trans>
            )}
          </small>
        </div>
      )}
    </section>
  );
}

const order = ({ day, minute }: TryEvent): number => (day === null ? Number.POSITIVE_INFINITY : day * 1_440 + minute);
