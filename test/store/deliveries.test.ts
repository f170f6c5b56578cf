import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { ErpNotices } from '../../activities/erp/notices.ts';
import { holdDeliveries, isHeld, listNotices, resumeDeliveries } from '../../store/deliveries.ts';
import type { InvoiceRecord } from '../../store/invoices.ts';
import { aHandover, aLadder, aNoticeOfDefault, anInvoice, aPayment, aReminder, at } from '../support/builders.ts';
import { aCase, signal } from '../support/case.ts';
import { onBothDatabases } from '../support/databases.ts';

const SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
const servers: Server[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve)))));

/** An ERP that answers as told, and keeps what it took. */
async function anErp(...answers: number[]) {
  const taken: { id: string; type: string; data: unknown }[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    let text = '';
    request.on('data', (part) => {
      text += part;
    });
    request.on('end', () => {
      const status = answers.shift() ?? 204;
      if (status < 300) taken.push({ id: String(request.headers['webhook-id']), ...JSON.parse(text) });
      response.writeHead(status).end();
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { taken, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/erp` };
}

onBothDatabases((store) => {
  const change = (act: typeof holdDeliveries, invoice: InvoiceRecord, time = '2026-04-01T10:00') =>
    store.db.transaction().execute((tx) => act(tx, invoice, at(time)));
  const told = async () => (await listNotices(store.db, 50)).map(({ type }) => type).reverse();
  const problems: string[] = [];
  const notices = (url: string) =>
    new ErpNotices({
      db: store.db,
      url,
      secret: SECRET,
      options: { insideHosts: ['127.0.0.1'] },
      onProblem: (problem) => problems.push(problem),
    });

  test('the ERP hears of the first invoice of a debtor and of the end of the last, and of nothing twice', async () => {
    const [one, other] = [await anInvoice(store.db), await anInvoice(store.db)];
    expect(other.debtor.id).toBe(one.debtor.id);
    for (const invoice of [one, one, other]) await change(holdDeliveries, invoice);
    expect(await isHeld(store.db, one.debtor.id)).toBe(true);
    await change(resumeDeliveries, one);
    expect(await told()).toEqual(['deliveries.held']);
    await change(resumeDeliveries, other);
    await change(resumeDeliveries, other);
    expect(await told()).toEqual(['deliveries.held', 'deliveries.resumed']);
    expect(await isHeld(store.db, one.debtor.id)).toBe(false);
  });

  test('a notice that the ERP does not take now is tried again under its id, and later ones wait for it', async () => {
    const invoice = await anInvoice(store.db);
    await change(holdDeliveries, invoice);
    await change(resumeDeliveries, invoice);
    const erp = await anErp(503);
    await notices(erp.url).drain();
    expect(erp.taken).toEqual([]);
    const [, first] = await listNotices(store.db, 2);
    expect(first).toMatchObject({ attempts: 1, problem: expect.stringContaining('503') });
    await store.db
      .updateTable('erp_notices')
      .set({ next_try_at: new Date(0) })
      .where('id', '=', first!.id)
      .execute();
    await notices(erp.url).drain();
    expect(erp.taken.map(({ id, type }) => [id, type])).toEqual([
      [`notice-${first!.id}`, 'deliveries.held'],
      [`notice-${first!.id + 1}`, 'deliveries.resumed'],
    ]);
    expect(erp.taken[0]!.data).toMatchObject({ debtor_id: invoice.debtor.id, invoice: invoice.facts.number });
  });

  test('a notice that the ERP refuses for good is given up, and said', async () => {
    await change(holdDeliveries, await anInvoice(store.db));
    const erp = await anErp(400);
    problems.length = 0;
    await notices(erp.url).drain();
    expect(await listNotices(store.db, 1)).toMatchObject([{ sent_at: null, next_try_at: null }]);
    expect(problems).toEqual([expect.stringContaining('not tried again')]);
  });

  test('a ladder holds deliveries; a payment frees them, and its reversal holds them again', async () => {
    const name = { nl: 'Leveringen', en: 'Deliveries' };
    const when = { days: 5, unit: 'days', after: 'due' } as const;
    const steps = [
      { id: 'stop', kind: 'deliveries' as const, name, when, action: 'hold' as const, next: 'herinnering' },
      aReminder({ when: { ...when, days: 30 } }),
      aNoticeOfDefault({ when: { ...when, days: 45 } }),
      aHandover({ when: { ...when, days: 70 } }),
    ];
    const story = await aCase(store.db, { ladder: aLadder({ id: 'met-stop', steps }) });
    await story.run('2026-03-20T10:00');
    await story.run('2026-03-23T09:00');
    expect(await isHeld(store.db, story.invoice.debtor.id)).toBe(true);
    await story.run('2026-03-24T09:00', signal(aPayment('1000.00', { id: 'bank-1', at: '2026-03-24T08:00' })));
    expect(story.state.phase).toBe('closed');
    expect(await isHeld(store.db, story.invoice.debtor.id)).toBe(false);
    const reversal = {
      type: 'reversal',
      id: 's1',
      at: at('2026-03-25T08:00'),
      paymentId: 'bank-1',
      on: '2026-03-25',
    } as const;
    await story.run('2026-03-25T09:00', signal(reversal));
    expect(await isHeld(store.db, story.invoice.debtor.id)).toBe(true);
    expect(await told()).toEqual(['deliveries.held', 'deliveries.resumed', 'deliveries.held']);
  });
});
