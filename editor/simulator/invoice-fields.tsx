/** The invoice that is tried: an example to one's liking, or one that is open now. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { DEBTOR_KINDS, LANGUAGES } from '../../ladder/definition.ts';
import { kindLabel } from '../../ladder/explain/explain.ts';
import { daysBetween } from '../../ladder/time/civil.ts';
import { ask } from '../app/api.ts';
import { useErrorText } from '../app/error-text.ts';
import { useLanguage, useSaid } from '../app/said.ts';
import { useEditor } from '../draft/editor-store.ts';
import { useLanguageNames } from '../panels/language-names.ts';
import { useOpenInvoices } from '../panels/texts/open-invoices.ts';
import { shortDate } from '../time-axis/words.ts';
import { DateField } from '../ui/date-field.tsx';
import { Notice } from '../ui/notice.tsx';
import { Euros, WholeNumber } from '../ui/number-fields.tsx';
import { Select } from '../ui/select.tsx';
import { TypedField } from '../ui/typed-field.tsx';
import { type InvoiceView, invoiceOf } from './run/real-invoice.ts';
import { dueDayOf, MAX_TERM_DAYS, type Try, type TryDebtor, type TryInvoice, usualTry } from './run/try.ts';
import styles from './simulator.module.css';

const MAX_CHARS = 100;

interface Props {
  invoice: TryInvoice;
  onChange: (changed: Partial<Try>) => void;
}

export function InvoiceFields({ invoice, onChange }: Props) {
  const { t } = useLingui();
  const said = useSaid();
  const spoken = useLanguage();
  const languages = useLanguageNames();
  const { debtor } = invoice;
  const put = (changed: Partial<TryInvoice>) => onChange({ invoice: { ...invoice, ...changed } });
  const about = (changed: Partial<TryDebtor>) => put({ debtor: { ...debtor, ...changed } });
  const due = said(shortDate(dueDayOf(invoice)));
  return (
    <section aria-label={t`The invoice`} className={styles.invoice}>
      <RealInvoice invoice={invoice} onChange={onChange} />
      <DateField label={t`Date of the invoice`} value={invoice.issuedOn} onChange={(issuedOn) => put({ issuedOn })} />
      <WholeNumber
        label={t`Term in days`}
        value={invoice.termDays}
        least={0}
        most={MAX_TERM_DAYS}
        onChange={(termDays) => put({ termDays })}
        help={t`due ${due}`}
      />
      <Euros
        label={t`Amount`}
        value={invoice.amountCents}
        onChange={(amountCents) => amountCents > 0 && put({ amountCents })}
      />
      <Select
        label={t`Customer`}
        value={debtor.kind}
        options={DEBTOR_KINDS.map((kind) => ({ id: kind, name: kindLabel(kind, { language: spoken }) }))}
        onChange={(kind) => about({ kind })}
      />
      <Select
        label={t`Language`}
        value={debtor.language}
        options={LANGUAGES.map((id) => ({ id, name: languages[id] }))}
        onChange={(language) => about({ language })}
      />
      <details className={styles.more}>
        <summary>
          <Trans>More</Trans>
        </summary>
        <div className={styles.moreFields}>
          <DateField
            label={t`Registered on`}
            value={invoice.registeredOn ?? ''}
            mayBeEmpty
            help={t`empty: on the date of the invoice`}
            onChange={(on) => {
              const { registeredOn: _, ...rest } = invoice;
              onChange({ invoice: on === '' ? rest : { ...rest, registeredOn: on } });
            }}
          />
          <Word
            label={t`Country`}
            value={debtor.country}
            wrong={t`Two capitals, such as NL.`}
            fits={(text) => /^[A-Z]{2}$/.test(text)}
            onChange={(country) => about({ country })}
          />
          {(['segment', 'relation', 'terms'] as const).map((name) => (
            <Word
              key={name}
              label={{ segment: t`Segment`, relation: t`Relation`, terms: t`Payment terms` }[name]}
              value={debtor[name] ?? ''}
              wrong={t`${MAX_CHARS} characters at most.`}
              fits={(text) => text.length <= MAX_CHARS}
              onChange={(text) => {
                const { [name]: _, ...rest } = debtor;
                put({ debtor: text === '' ? rest : { ...rest, [name]: text } });
              }}
            />
          ))}
        </div>
      </details>
    </section>
  );
}

interface WordProps {
  label: string;
  value: string;
  wrong: string;
  fits: (text: string) => boolean;
  onChange: (text: string) => void;
}

function Word({ fits, ...props }: WordProps) {
  return <TypedField {...props} size="hour" read={(text) => (fits(text.trim()) ? text.trim() : null)} write={String} />;
}

/** Takes over an invoice that is open: what is still owed of it, without what happened to it so far. */
function RealInvoice({ invoice, onChange }: Props) {
  const { t } = useLingui();
  const told = useErrorText();
  const ladderId = useEditor(({ draft }) => draft.present.id);
  const invoices = useOpenInvoices(ladderId);
  const [error, setError] = useState<Error | null>(null);
  const example = useEditor((state) => state.example);
  if (invoices.length === 0) return null;
  const chosen = invoices.find(({ number }) => number === invoice.number)?.id ?? 'example';
  const take = async (id: string) => {
    setError(null);
    if (id === 'example') return onChange(usualTry(example.issuedOn, daysBetween(example.issuedOn, example.dueOn)));
    try {
      onChange({
        invoice: invoiceOf(await ask<InvoiceView>(`/invoices/${encodeURIComponent(id)}`)),
        events: [],
        day: 0,
      });
    } catch (problem) {
      setError(problem as Error);
    }
  };
  return (
    <div className={styles.real}>
      <Select
        label={t`Invoice`}
        value={chosen}
        options={[
          { id: 'example', name: t`An example` },
          ...invoices.map(({ id, number, debtor }) => ({ id, name: `${number} · ${debtor.name}` })),
        ]}
        onChange={(id) => void take(id)}
      />
      {chosen !== 'example' && (
        <span className={styles.hint}>
          <Trans>what is open now, without what happened so far</Trans>
        </span>
      )}
      {error && <Notice kind="error">{told(error)}</Notice>}
    </div>
  );
}
