/** Real invoices with which a ladder can be looked at. */
import { useQuery } from '@tanstack/react-query';
import { ask } from '../../app/api.ts';

export interface OpenInvoice {
  id: string;
  number: string;
  debtor: { name: string };
}

/** Open invoices that are offered. */
const MOST_INVOICES = 25;
const NONE: readonly OpenInvoice[] = [];

/** Some invoices that climb a ladder; none until they are known. */
export function useOpenInvoices(ladderId: string): readonly OpenInvoice[] {
  const { data } = useQuery({
    queryKey: ['invoice', 'preview', ladderId],
    queryFn: ({ signal }) =>
      ask<{ data: OpenInvoice[] }>(
        `/invoices?phase=climbing&limit=${MOST_INVOICES}&ladder=${encodeURIComponent(ladderId)}`,
        { signal },
      ).then((answer) => answer.data),
  });
  return data ?? NONE;
}
