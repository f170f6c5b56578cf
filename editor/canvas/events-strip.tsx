/** What happens beside the steps, whatever the day: fixed forms, each with the days that it counts from its event. */
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { getRouteApi } from '@tanstack/react-router';
import { memo } from 'react';
import { DEFAULT_EVENTS, type EventHandling } from '../../ladder/event-handling.ts';
import { useSaid } from '../app/said.ts';
import { useEditor } from '../draft/editor-store.ts';
import type { EventForm } from '../time-axis/strip.ts';
import { useEventSentence } from './event-sentences.ts';
import styles from './events-strip.module.css';

const route = getRouteApi('/ladders/$id');

export const EventsStrip = memo(function EventsStrip({ forms }: { forms: readonly EventForm[] }) {
  const { t } = useLingui();
  return (
    <section className={styles.strip} aria-label={t`What happens beside the steps`}>
      {forms.map((form) => (
        <Form key={form.id} form={form} />
      ))}
    </section>
  );
});

const Form = memo(function Form({ form }: { form: EventForm }) {
  const said = useSaid();
  const { t } = useLingui();
  const navigate = route.useNavigate();
  const events = useEditor(({ draft }) => draft.present.events);
  const target = useEditor(({ draft }) => draft.present.steps.find(({ id }) => id === form.target)?.name ?? null);
  const sentence = useEventSentence()(
    form.event,
    { ...DEFAULT_EVENTS, ...events } as EventHandling,
    target && said(target),
  );
  const { x, y, width, height, marks } = form;
  return (
    <article className={styles.form} style={{ left: x, top: y, width, height }}>
      <h2 className={styles.zero} data-leads={form.event !== 'payment' || undefined}>
        {said(form.zero)}
      </h2>
      <p className={styles.sentence} title={sentence}>
        {sentence}
      </p>
      {marks.map((mark) => (
        <p key={`${mark.unit} ${mark.what.en}`} className={styles.mark} title={said(mark.what)}>
          <b>
            {mark.unit === 'bank-days' && <Plural value={mark.days} one="+# bank day" other="+# bank days" />}
            {mark.unit === 'workdays' && <Plural value={mark.days} one="+# working day" other="+# working days" />}
            {mark.unit === 'days' && <Plural value={mark.days} one="+# day" other="+# days" />}
          </b>
          <span>{said(mark.what)}</span>
        </p>
      ))}
      {form.event !== 'payment' && (
        <button
          type="button"
          aria-label={t`Change: ${said(form.zero)}`}
          className={styles.target}
          onClick={() => void navigate({ search: (now) => ({ ...now, view: 'rules' }) })}
        >
          <Trans>Change</Trans>
        </button>
      )}
    </article>
  );
});
