import { describe, expect, test } from 'vitest';
import { loadFacts } from '../../store/facts.ts';
import { findInvoice } from '../../store/invoices.ts';
import { lockStanding } from '../../store/states.ts';
import { anInvoiceBody, useApi } from '../support/api.ts';

const api = useApi();
const cover = (body: object) => api.post('/api/bank-data/coverage', body);

/** Up to which day an invoice's facts say that payments are known: read with locks, and without. */
async function known(invoiceId: string): Promise<(string | null)[]> {
  const locked = await api.db.transaction().execute((tx) => lockStanding(tx, invoiceId));
  const read = await loadFacts(api.db, (await findInvoice(api.db, invoiceId))!);
  return [locked!.facts.bankCoveredUntil, read.facts.bankCoveredUntil];
}

describe('bank data', () => {
  test('cover a day once the ERP says so, for every invoice of the creditor, and never go back', async () => {
    const { body } = await api.post('/api/invoices', anInvoiceBody({}));
    expect(await known(body.id)).toEqual([null, null]);
    expect(await cover({ until: '2026-01-20' })).toMatchObject({
      status: 200,
      body: { creditor: 'default', until: '2026-01-20' },
    });
    expect((await cover({ until: '2026-01-10' })).body.until).toBe('2026-01-20');
    expect(await known(body.id)).toEqual(['2026-01-20', '2026-01-20']);
  });

  test('of a creditor that does not exist, or of a day to come, are refused with the reason', async () => {
    await api.refuses(() => cover({ until: '2026-01-20', creditor: 'niemand' }), 404, 'creditor_not_found');
    await api.refuses(() => cover({ until: '2050-01-01' }), 422, 'date_impossible', 'until');
    await api.refuses(() => cover({ until: '2026-02-30' }), 422, 'invalid_field', 'until');
    await api.refuses(() => cover({}), 422, 'invalid_field', 'until');
  });
});
