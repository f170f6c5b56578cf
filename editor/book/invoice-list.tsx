/** The invoices behind a figure, a page at a time: whose, which step, and from which day to which. */
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { ask } from '../app/api.ts';
import { useErrorText } from '../app/error-text.ts';
import { useSaid } from '../app/said.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Notice } from '../ui/notice.tsx';
import styles from './book.module.css';
import { useDayWords } from './day-words.ts';
import type { OpenFigure } from './figure-button.tsx';
import type { Row } from './report/figures.ts';
import type { BookRunner } from './runner.ts';

const PAGE = 25;

interface InvoiceListProps {
  opened: OpenFigure;
  runner: BookRunner;
  isAlone: boolean;
  onClose: () => void;
}

/** Who the customers of some invoices are, by the ids of the invoices. The facts of the book name nobody. */
async function readCustomers(ids: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, string>> {
  const asked = new URLSearchParams([['limit', String(PAGE)], ...ids.map((id) => ['id', id])]);
  const { data } = await ask<{ data: { id: string; debtor: { name: string } }[] }>(`/invoices?${asked}`, { signal });
  return new Map(data.map(({ id, debtor }) => [id, debtor.name]));
}

export function InvoiceList({ opened, runner, isAlone, onClose }: InvoiceListProps) {
  const { t, i18n } = useLingui();
  const told = useErrorText();
  const [page, setPage] = useState(0);
  const { figure, title } = opened;
  const rows = useQuery({
    queryKey: ['book-rows', figure, page],
    queryFn: () => runner.rows(figure, page * PAGE, PAGE),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });
  const shown = rows.data?.rows ?? [];
  const ids = [...new Set(shown.map(({ invoiceId }) => invoiceId))];
  const customers = useQuery({
    queryKey: ['invoice', 'customers', ids],
    queryFn: ({ signal }) => readCustomers(ids, signal),
    enabled: ids.length > 0,
  });
  const total = rows.data?.total ?? 0;
  const [first, last] = [i18n.number(page * PAGE + 1), i18n.number(Math.min(total, (page + 1) * PAGE))];
  const all = i18n.number(total);
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      width="l"
      buttons={
        <Button onPress={onClose}>
          <Trans>Close</Trans>
        </Button>
      }
    >
      {rows.error && <Notice kind="error">{rows.error.message}</Notice>}
      {customers.error && (
        <Notice
          kind="warning"
          action={
            <Button size="s" onPress={() => void customers.refetch()}>
              <Trans>Try again</Trans>
            </Button>
          }
        >
          {told(customers.error)}
        </Notice>
      )}
      <div className={styles.listHead}>
        <span>
          {figure.of === 'days' && total > opened.count && <Contacts what={figure.what} count={opened.count} />}
          <Plural value={total} one="# invoice" other="# invoices" />
        </span>
        {total > PAGE && (
          <span className={styles.pages}>
            <IconButton label={t`Previous page`} size="s" isDisabled={page === 0} onPress={() => setPage(page - 1)}>
              <ChevronLeft size={16} aria-hidden />
            </IconButton>
            <span role="status">
              <Trans>
                {first} – {last} of {all}
              </Trans>
            </span>
            <IconButton
              label={t`Next page`}
              size="s"
              isDisabled={(page + 1) * PAGE >= total}
              onPress={() => setPage(page + 1)}
            >
              <ChevronRight size={16} aria-hidden />
            </IconButton>
          </span>
        )}
      </div>
      <Table rows={shown} customers={customers.data} figure={figure} isAlone={isAlone} title={title} />
    </Dialog>
  );
}

/** One letter may be about several invoices. */
function Contacts({ what, count }: { what: string; count: number }) {
  if (what === 'letters') return <Plural value={count} one="# letter, about" other="# letters, about" />;
  if (what === 'calls') return <Plural value={count} one="# call, about" other="# calls, about" />;
  return <Plural value={count} one="# e-mail, about" other="# e-mails, about" />;
}

interface TableProps extends Pick<OpenFigure, 'figure' | 'title'> {
  rows: readonly Row[];
  customers: ReadonlyMap<string, string> | undefined;
  isAlone: boolean;
}

function Table({ rows, customers, figure, isAlone, title }: TableProps) {
  const said = useSaid();
  const words = useDayWords();
  const hasDays = figure.of !== 'stayed';
  const hasBoth = hasDays && !isAlone;
  const day = (on: string | null) => (on === null ? <span className={styles.none}>–</span> : words.day(on));
  return (
    <div className={styles.listTable}>
      <table className={styles.table} aria-label={title}>
        <thead>
          <tr>
            <th scope="col">
              <Trans>Invoice</Trans>
            </th>
            <th scope="col">
              <Trans>Customer</Trans>
            </th>
            <th scope="col">
              <Trans>Step</Trans>
            </th>
            {hasBoth && (
              <th scope="col">
                <Trans>As published</Trans>
              </th>
            )}
            {hasDays && <th scope="col">{isAlone ? <Trans>Day</Trans> : <Trans>Then</Trans>}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ invoiceId, number, step, name, from, to }) => (
            <tr key={`${invoiceId} ${step} ${from} ${to}`}>
              <th scope="row">{number}</th>
              <td>{customers?.get(invoiceId) ?? '…'}</td>
              <td>{name ? said(name) : figure.of === 'handovers' || step === null ? <Trans>Handover</Trans> : step}</td>
              {hasBoth && <td className={styles.day}>{day(from)}</td>}
              {hasDays && (
                <td className={styles.day}>{from === to || isAlone ? day(to) : <strong>{day(to)}</strong>}</td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
