/** The words of a notice as a customer would get them: as a mail or as a letter, with an example or a real invoice. */
import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { DEBTOR_KINDS, type DebtorKind, type Language, type SendStep } from '../../../ladder/definition.ts';
import { kindLabel } from '../../../ladder/explain/explain.ts';
import { ask, askFile } from '../../app/api.ts';
import { useErrorText } from '../../app/error-text.ts';
import { useLanguage } from '../../app/said.ts';
import { useEditor } from '../../draft/editor-store.ts';
import { Notice } from '../../ui/notice.tsx';
import { Select } from '../../ui/select.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { useOpenInvoices } from './open-invoices.ts';
import styles from './preview.module.css';
import { useStepText } from './wording-fields.tsx';

/** Typing is let finish before it is shown. */
const PAUSE_MS = 500;
interface MailPreview {
  subject: string;
  html: string;
  to: string;
}

type Form = 'mail' | 'letter';
/** "tried", "example:consumer", "several:company" or "invoice:…". */
type With = 'tried' | `example:${DebtorKind}` | `several:${DebtorKind}` | `invoice:${string}`;

export interface PreviewProps {
  step: SendStep;
  language: Language;
  /** A notice that is tried, which is shown first. */
  tried?: { kind: DebtorKind; example: object };
}

export function Preview({ step, language, tried }: PreviewProps) {
  const { t } = useLingui();
  const ladderId = useEditor(({ draft }) => draft.present.id);
  const spoken = useLanguage();
  const [form, setForm] = useState<Form>(step.channel === 'letter' ? 'letter' : 'mail');
  const [chosen, setChosen] = useState<With>(tried ? 'tried' : 'example:company');
  const text = useStepText(step, language);
  const several = text?.several;
  const invoices = useOpenInvoices(ladderId);
  const isSeveral = chosen.startsWith('several:') && several !== undefined;
  const [, who = ''] = /^[a-z]+:(.*)$/.exec(chosen) ?? [];
  const words = isSeveral ? several : { subject: text?.subject ?? '', body: text?.body ?? '' };
  const asked = JSON.stringify({
    words,
    notice: step.notice,
    language,
    several: isSeveral,
    ...(step.termDays !== undefined && { term_days: step.termDays }),
    ...(chosen === 'tried'
      ? { debtor_kind: tried?.kind, example: tried?.example }
      : chosen.startsWith('invoice:')
        ? { invoice: who }
        : { debtor_kind: who }),
  });
  const settled = useSettled(asked);
  const options = [
    ...(tried ? [{ id: 'tried' as With, name: t`As it is tried` }] : []),
    ...DEBTOR_KINDS.map((kind) => ({
      id: `example:${kind}` as With,
      name: t`Example: ${kindLabel(kind, { language: spoken }).toLowerCase()}`,
    })),
    ...(several
      ? [
          { id: 'several:company' as With, name: t`Example: several invoices of a company` },
          { id: 'several:consumer' as With, name: t`Example: several invoices of a consumer` },
        ]
      : []),
    ...invoices.map(({ id, number, debtor }) => ({
      id: `invoice:${id}` as With,
      name: `${number} · ${debtor.name}`,
    })),
  ];
  return (
    <div className={styles.preview}>
      <Select label={t`Shown for`} value={chosen} options={options} onChange={setChosen} />
      <Tabs<Form>
        label={t`How it is sent`}
        selected={form}
        onSelect={setForm}
        tabs={[
          { id: 'mail', name: t`As a mail`, children: <Mail asked={settled} /> },
          { id: 'letter', name: t`As a letter`, children: <Letter asked={settled} /> },
        ]}
      />
    </div>
  );
}

/** A value that no longer changes. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

function Mail({ asked }: { asked: string }) {
  const { t } = useLingui();
  const { data, error } = useQuery({
    queryKey: ['notice-preview', 'mail', asked],
    placeholderData: keepPreviousData,
    retry: false,
    queryFn: ({ signal }) =>
      ask<MailPreview>('/notice-previews/mail', { method: 'POST', body: JSON.parse(asked), signal }),
  });
  if (error) return <Unfit error={error} />;
  if (!data) return <Making />;
  return (
    <div className={styles.sheet}>
      <dl className={styles.head}>
        <dt>
          <Trans>To</Trans>
        </dt>
        <dd>{data.to}</dd>
        <dt>
          <Trans>Subject</Trans>
        </dt>
        <dd>{data.subject}</dd>
      </dl>
      <iframe title={t`The mail`} sandbox="" srcDoc={data.html} className={styles.frame} />
    </div>
  );
}

function Letter({ asked }: { asked: string }) {
  const { t } = useLingui();
  const { data, error } = useQuery({
    queryKey: ['notice-preview', 'letter', asked],
    placeholderData: keepPreviousData,
    retry: false,
    queryFn: ({ signal }) => askFile('/notice-previews/letter', { method: 'POST', body: JSON.parse(asked), signal }),
  });
  const url = useMemo(() => (data ? URL.createObjectURL(data) : null), [data]);
  useEffect(() => () => void (url && URL.revokeObjectURL(url)), [url]);
  if (error) return <Unfit error={error} />;
  if (!url) return <Making />;
  return (
    <div className={styles.sheet}>
      <iframe title={t`The letter`} src={url} className={styles.frame} />
      <a href={url} target="_blank" rel="noreferrer" className={styles.open}>
        <Trans>Open the letter in a tab of its own</Trans>
      </a>
    </div>
  );
}

function Making() {
  return (
    <p role="status" className={styles.making}>
      <Trans>Making the preview …</Trans>
    </p>
  );
}

function Unfit({ error }: { error: Error }) {
  const errorText = useErrorText();
  return <Notice kind="error">{errorText(error)}</Notice>;
}
