import { describe, expect, test } from 'vitest';
import { edited, fixture, fixtureNames } from '../../server/ubl/fixtures.ts';
import { invoicePdf } from '../../store/documents.ts';
import { addLadder } from '../../store/ladders.ts';
import { saveCreditor } from '../../store/parties.ts';
import { anInvoiceBody, useApi } from '../support/api.ts';
import { aCreditor, aLadder, at } from '../support/builders.ts';

const api = useApi();

describe('registering an invoice', () => {
  test('answers with the invoice as it stands, and wakes its workflow', async () => {
    const { status, body } = await api.post('/api/invoices', anInvoiceBody({ number: 'F-100' }));
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.any(String),
      number: 'F-100',
      creditor: 'default',
      debtor: { id: expect.any(String), name: 'Debiteur B.V.', kind: 'company', country: 'NL', language: 'nl' },
      issued: '2026-02-16',
      due: '2026-03-18',
      currency: 'EUR',
      amount: '1000.00',
      open: '1000.00',
      open_cents: 100_000,
      contested_cents: 0,
      legal: { on: '2026-03-02', total_cents: 100_000, costs_cents: 0, interest_cents: 0, principal_cents: 100_000 },
      ladder: { id: 'zeven-stappen', version: expect.any(Number) },
      registered_at: '2026-03-02T09:00:00.000Z',
      state: null,
    });
    expect(api.accepted).toBe(1);
    expect(await api.db.selectFrom('signal_outbox').select(['invoice_id', 'signal']).execute()).toEqual([
      { invoice_id: body.id, signal: 'start' },
    ]);
    expect((await api.get(`/api/invoices/${body.id}`)).body).toEqual(body);
  });

  test('without a due date takes the creditor’s usual term', async () => {
    const { body } = await api.post('/api/invoices', anInvoiceBody({ due: undefined }));
    expect(body.due).toBe('2026-03-18');
  });

  test('takes what is still open of it, another currency, a language by country', async () => {
    const { body } = await api.post(
      '/api/invoices',
      anInvoiceBody({ open: '12.5', currency: 'USD', debtor: { kind: 'consumer', name: 'J. Smith', country: 'GB' } }),
    );
    expect(body).toMatchObject({ amount: '1000.00', open: '12.50', currency: 'USD' });
    expect(await api.db.selectFrom('debtors').select(['language', 'kind']).execute()).toEqual([
      { language: 'en', kind: 'consumer' },
    ]);
  });

  test('the same invoice again changes nothing, and answers with the first', async () => {
    const invoice = anInvoiceBody({ number: 'F-100' });
    const first = await api.post('/api/invoices', invoice);
    const before = await api.rows();
    const second = await api.post('/api/invoices', invoice);
    expect(second).toMatchObject({ status: 200, body: first.body });
    expect(await api.rows()).toEqual(before);
  });

  test.each([
    { amount: '999.99' },
    { issued: '2026-02-17' },
    { due: '2026-03-19' },
    { currency: 'USD' },
    { open: '1.00' },
  ])('another invoice under its number is refused (%j)', async (change) => {
    await api.invoice({ number: 'F-100' });
    const call = () => api.post('/api/invoices', anInvoiceBody({ number: 'F-100', ...change }));
    expect(await api.refuses(call, 409, 'invoice_exists', 'number')).toContain('F-100');
  });

  test('two creditors may use the same number', async () => {
    await saveCreditor(api.db, aCreditor());
    const one = await api.invoice({ number: 'F-100' });
    expect(await api.invoice({ number: 'F-100', creditor: 'eiser' })).not.toBe(one);
  });

  test('an older version of a ladder may be named; the newest is the default', async () => {
    for (const version of [1, 2]) await addLadder(api.db, aLadder({ version }), 'test', at('2026-03-01'));
    const version = async (ladder: object) =>
      (await api.post('/api/invoices', anInvoiceBody({ ladder }))).body.ladder.version;
    expect(await version({ id: 'proefladder' })).toBe(2);
    expect(await version({ id: 'proefladder', version: 1 })).toBe(1);
  });

  const debtor = { kind: 'company', name: 'Debiteur B.V.' };
  test.each<[string, object, string]>([
    ['no number', { number: undefined }, 'number'],
    ['an empty number', { number: '  ' }, 'number'],
    ['a number as a number', { number: 42 }, 'number'],
    ['a number without end', { number: 'x'.repeat(101) }, 'number'],
    ['no amount', { amount: undefined }, 'amount'],
    ['an amount as a number', { amount: 1210 }, 'amount'],
    ['an amount of nothing', { amount: '0.00' }, 'amount'],
    ['an amount below zero', { amount: '-1.00' }, 'amount'],
    ['an amount in thousandths', { amount: '1.001' }, 'amount'],
    ['an amount with a comma', { amount: '1,00' }, 'amount'],
    ['an amount beyond reason', { amount: '99999999999.00' }, 'amount'],
    ['a day that does not exist', { due: '2026-02-30' }, 'due'],
    ['a day in words', { issued: 'vandaag' }, 'issued'],
    ['a currency that does not exist', { currency: 'EURO' }, 'currency'],
    ['an account that is none', { iban: 'NL91 ABNA 0417 1643 00' }, 'iban'],
    ['an account with a slip of the pen', { iban: 'NL91ABNA0417164301' }, 'iban'],
    ['no debtor', { debtor: undefined }, 'debtor'],
    ['a kind of debtor that does not exist', { debtor: { ...debtor, kind: 'friend' } }, 'debtor.kind'],
    ['a debtor without a name', { debtor: { ...debtor, name: ' ' } }, 'debtor.name'],
    ['an e-mail address that is none', { debtor: { ...debtor, email: 'klant' } }, 'debtor.email'],
    [
      'an e-mail address with a command',
      { debtor: { ...debtor, email: 'a@b.nl>\r\nRCPT TO:<c@d.nl' } },
      'debtor.email',
    ],
    ['a country in words', { debtor: { ...debtor, country: 'Nederland' } }, 'debtor.country'],
    ['a language that we do not speak', { debtor: { ...debtor, language: 'fr' } }, 'debtor.language'],
    ['an address without end', { debtor: { ...debtor, address: Array(9).fill('x') } }, 'debtor.address'],
    ['a ladder as text', { ladder: 'zeven-stappen' }, 'ladder'],
  ])('is refused with %s', async (_what, change, param) => {
    await api.refuses(() => api.post('/api/invoices', anInvoiceBody(change)), 422, 'invalid_field', param);
  });

  test('is refused with a due date before the issue', async () => {
    const call = () => api.post('/api/invoices', anInvoiceBody({ due: '2026-02-15' }));
    expect(await api.refuses(call, 422, 'due_before_issue', 'due')).toContain('2026-02-15');
  });

  test.each<[string, object, string, string]>([
    ['a creditor that is not known', { creditor: 'x' }, 'creditor_not_found', 'creditor'],
    ['a ladder that is not known', { ladder: { id: 'x' } }, 'ladder_not_found', 'ladder'],
    [
      'a version that is still to come',
      { ladder: { id: 'zeven-stappen', version: 999 } },
      'ladder_not_found',
      'ladder',
    ],
  ])('is refused with %s', async (_what, change, code, param) => {
    await api.refuses(() => api.post('/api/invoices', anInvoiceBody(change)), 422, code, param);
  });

  test('is refused with more open than it amounts to', async () => {
    const call = () => api.post('/api/invoices', anInvoiceBody({ open: '1000.01' }));
    await api.refuses(call, 422, 'open_exceeds_amount', 'open');
  });

  test('of a customer that is known as another kind is refused: the law tells them apart', async () => {
    await api.invoice();
    const consumer = { kind: 'consumer', name: 'Debiteur B.V.', address: ['Schuldweg 2', '2000 BB  Betaalstad'] };
    const call = () => api.post('/api/invoices', anInvoiceBody({ debtor: consumer }));
    expect(await api.refuses(call, 409, 'debtor_differs', 'debtor.kind')).toContain('company');
  });

  test('is refused with a character that no database keeps', async () => {
    await api.refuses(() => api.post('/api/invoices', anInvoiceBody({ number: 'a\0b' })), 422, 'text_unstorable');
    const half = anInvoiceBody({ debtor: { ...debtor, name: 'a\ud800b' } });
    await api.refuses(() => api.post('/api/invoices', half), 422, 'text_unstorable');
  });
});

describe('a UBL document', () => {
  test('registers its invoice: creditor, customer, amounts, PDF', async () => {
    const { status, body } = await api.ubl(fixture('invoice-nlcius.xml'));
    expect(status).toBe(201);
    expect(body).toMatchObject({
      kind: 'invoice',
      number: '2026-0042',
      issued: '2026-03-02',
      due: '2026-04-01',
      currency: 'EUR',
      new: true,
      invoice_id: expect.any(String),
    });
    const shown = (await api.get(`/api/invoices/${body.invoice_id}`)).body;
    expect(shown).toMatchObject({
      number: '2026-0042',
      open_cents: body.open_cents,
      debtor: { name: body.buyer.name },
    });
    expect((await invoicePdf(api.db, body.invoice_id))!.fileName).toBe('factuur-2026-0042.pdf');
    expect(api.accepted).toBe(1);
  });

  test('again changes nothing', async () => {
    const first = await api.ubl(fixture('invoice-nlcius.xml'));
    const before = await api.rows();
    const second = await api.ubl(fixture('invoice-nlcius.xml'));
    expect(second).toMatchObject({ status: 200, body: { invoice_id: first.body.invoice_id, new: false } });
    expect(await api.rows()).toEqual(before);
  });

  test('under the number of another invoice is refused', async () => {
    await api.ubl(fixture('invoice-nlcius.xml'));
    const other = edited('invoice-nlcius.xml', ['<cbc:IssueDate>2026-03-02', '<cbc:IssueDate>2026-03-01']);
    await api.refuses(() => api.ubl(other), 409, 'invoice_exists', 'number');
  });

  test('without a due date takes the creditor’s term', async () => {
    const { body } = await api.ubl(fixture('invoice-no-due.xml'));
    const { due, issued } = (await api.get(`/api/invoices/${body.invoice_id}`)).body;
    expect((Date.parse(due) - Date.parse(issued)) / 86_400_000).toBe(30);
  });

  test('gets what it does not say from who sends it: an address, a kind of debtor, a ladder', async () => {
    await addLadder(api.db, aLadder(), 'test', at('2026-03-01'));
    const xml = edited('invoice-no-due.xml', ['IssueDate', 'IssueDate']);
    const query = '?email=inkoop@klant.example&debtor_kind=sole-trader&ladder=proefladder';
    const { body } = await api.ubl(xml, query);
    expect((await api.get(`/api/invoices/${body.invoice_id}`)).body).toMatchObject({
      ladder: { id: 'proefladder' },
      debtor: { kind: 'sole-trader' },
    });
    await api.refuses(() => api.ubl(xml, '?debtor_kind=friend'), 422, 'invalid_field', 'debtor_kind');
    await api.refuses(() => api.ubl(xml, '?email=x'), 422, 'invalid_field', 'email');
  });

  test.each(fixtureNames('broken/').filter((name) => !name.includes('due-before-issue')))(
    'that is broken is refused with the reader’s sentence: %s',
    async (name) => {
      await api.refuses(() => api.ubl(fixture(name)), 422, 'ubl_refused');
    },
  );

  test('that is due before its issue is refused', async () => {
    const before = await api.rows();
    const { status, body } = await api.ubl(fixture('broken/due-before-issue.xml'));
    expect(status).toBe(422);
    expect(body.message).toMatch(/before/);
    expect(await api.rows()).toEqual(before);
  });

  test('with a number that nobody can write down is refused', async () => {
    const long = edited('invoice-nlcius.xml', ['2026-0042', 'x'.repeat(101)]);
    await api.refuses(() => api.ubl(long), 422, 'ubl_refused');
    const credit = edited('credit-note.xml', [ownNumber(), 'x'.repeat(101)]);
    await api.refuses(() => api.ubl(credit), 422, 'ubl_refused');
    const name = edited('invoice-nlcius.xml', ['Bakkerij De Korenaar B.V.', 'x'.repeat(201)]);
    await api.refuses(() => api.ubl(name), 422, 'ubl_refused');
  });

  test.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['text', new TextEncoder().encode('Geachte heer, mevrouw,')],
    ['a PDF', new TextEncoder().encode('%PDF-1.4')],
    ['bytes', Uint8Array.from({ length: 2_000 }, (_, n) => (n * 7_919) % 256)],
  ])('that is %s is refused', async (_what, content) => {
    await api.refuses(() => api.ubl(content), 422, 'ubl_refused');
  });

  test('that is sent as JSON, or not at all, is refused', async () => {
    await api.refuses(() => api.post('/api/invoices/ubl', { a: 1 }), 422, 'not_xml');
    await api.refuses(() => api.send({ method: 'POST', url: '/api/invoices/ubl' }), 422, 'not_xml');
  });

  describe('that is a credit note', () => {
    const preceding = (number: string) => edited('credit-note.xml', [precedingNumber(), number]);

    test('is booked on the invoice that it names', async () => {
      const invoice = await api.ubl(edited('invoice-nlcius.xml', ['2026-0042', precedingNumber()]));
      const { status, body } = await api.ubl(fixture('credit-note.xml'));
      expect(status).toBe(201);
      expect(body).toMatchObject({ kind: 'credit_note', invoice_id: invoice.body.invoice_id, new: true });
      const shown = (await api.get(`/api/invoices/${invoice.body.invoice_id}`)).body;
      expect(shown.open_cents).toBe(invoice.body.open_cents - body.open_cents);
      expect(await api.ubl(fixture('credit-note.xml'))).toMatchObject({ status: 200, body: { new: false } });
    });

    test('for an invoice that is not known is refused', async () => {
      const message = await api.refuses(() => api.ubl(preceding('2020-1')), 422, 'credit_note_unmatched');
      expect(message).toContain('2020-1');
    });

    test('two whose numbers look alike are two', async () => {
      const invoice = await api.ubl(edited('invoice-nlcius.xml', ['2026-0042', precedingNumber()]));
      const numbered = (number: string) => edited('credit-note.xml', [ownNumber(), number]);
      expect(await api.ubl(numbered('CN/7'))).toMatchObject({ status: 201 });
      expect(await api.ubl(numbered('CN 7'))).toMatchObject({ status: 201 });
      expect(await api.db.selectFrom('credit_notes').select('number').orderBy('number').execute()).toEqual([
        { number: 'CN 7' },
        { number: 'CN/7' },
      ]);
      expect(invoice.status).toBe(201);
    });
  });
});

function textOf(tag: RegExp): string {
  const text = new TextDecoder().decode(fixture('credit-note.xml'));
  return tag.exec(text)![1]!;
}
/** The invoice that the fixture's credit note names. */
const precedingNumber = () => textOf(/<cac:InvoiceDocumentReference>\s*<cbc:ID>([^<]+)/);
const ownNumber = () => textOf(/<cbc:ID>([^<]+)/);

describe('reading invoices', () => {
  test('a page at a time, each once, in a fixed order', async () => {
    for (let n = 0; n < 5; n++) await api.invoice();
    const ids: string[] = [];
    for (let after = ''; ; ) {
      const { status, body } = await api.get(`/api/invoices?limit=2${after && `&after=${after}`}`);
      expect(status).toBe(200);
      ids.push(...body.data.map((row: { id: string }) => row.id));
      if (body.next === null) break;
      after = body.next;
    }
    expect(new Set(ids).size).toBe(5);
    expect(ids).toEqual(ids.toSorted());
  });

  test('by number, by phase', async () => {
    const story = await api.case({ number: 'F-100' });
    await api.invoice();
    await story.run('2026-03-02T10:00');
    const found = async (query: string) => (await api.get(`/api/invoices?${query}`)).body.data;
    expect(await found('number=F-100')).toMatchObject([{ id: story.id, state: { phase: 'climbing' } }]);
    expect(await found('phase=climbing')).toHaveLength(1);
    expect(await found('phase=closed')).toEqual([]);
    expect(await found('number=F-999')).toEqual([]);
  });

  test('by their ids, one or several', async () => {
    const [one, two] = [await api.invoice(), await api.invoice()];
    await api.invoice();
    const found = async (query: string) => {
      const { data } = (await api.get(`/api/invoices?${query}`)).body;
      return data.map(({ id }: { id: string }) => id);
    };
    expect(await found(`id=${one}`)).toEqual([one]);
    expect(await found(`id=${one}&id=${two}`)).toEqual([one, two].toSorted());
    expect(await found('id=nobody')).toEqual([]);
  });

  test.each([
    [Array.from({ length: 101 }, (_, n) => `id=${n}`).join('&'), 'id'],
    ['limit=0', 'limit'],
    ['limit=201', 'limit'],
    ['limit=x', 'limit'],
    ['phase=open', 'phase'],
  ])('is refused with ?%s', async (query, param) => {
    await api.refuses(() => api.get(`/api/invoices?${query}`), 422, 'invalid_field', param);
  });

  test('shows where the case stands, what happened and what comes, with reasons in two languages', async () => {
    const story = await api.case();
    expect((await api.get(`/api/invoices/${story.id}/plan`)).body).toEqual({ data: [] });
    await story.run('2026-03-02T10:00');

    const { body } = await api.get(`/api/invoices/${story.id}`);
    expect(body.state).toMatchObject({
      phase: 'climbing',
      step: 'bellen-voor-vervaldatum',
      waiting: 'planned',
      round: 1,
    });

    const plan = (await api.get(`/api/invoices/${story.id}/plan`)).body.data;
    expect(plan.length).toBeGreaterThan(4);
    for (const entry of plan) {
      expect(entry).toMatchObject({ at: expect.stringMatching(/Z$/), step: expect.any(String) });
      expect(entry.nl.title.length).toBeGreaterThan(3);
      expect(entry.nl.why.length).toBeGreaterThan(3);
      expect(entry.en.why).not.toBe(entry.nl.why);
    }
    const timeline = (await api.get(`/api/invoices/${story.id}/timeline`)).body.data;
    expect(timeline.map(({ what, actor }: { what: string; actor: string }) => [what, actor])).toEqual([
      ['registered', 'api'],
      ['started', 'ladder'],
    ]);
    expect((await api.get(`/api/invoices/${story.id}/dispatches`)).body).toEqual({ data: [] });
  });

  test('shows the contacts and what came of them', async () => {
    await saveCreditor(api.db, aCreditor({ id: 'default' }));
    await addLadder(api.db, aLadder(), 'test', at('2026-03-01'));
    const story = await api.case({ ladder: { id: 'proefladder' } });
    await story.advance('2026-03-20T10:00');
    await story.run('2026-03-23T16:59');
    const { data } = (await api.get(`/api/invoices/${story.id}/dispatches`)).body;
    expect(data).toEqual([
      {
        id: story.dispatchId('herinnering'),
        kind: 'reminder',
        step: 'herinnering',
        round: 1,
        channel: 'email',
        status: 'sent',
        recipient: 'klant@debiteur.example',
        sent_on: '2026-03-23',
        amount: '1000.00',
        message_id: expect.stringMatching(/^<.+@eiser\.example>$/),
        problem: null,
      },
    ]);
  });

  test.each(['', '/timeline', '/plan', '/dispatches'])(
    'an invoice that does not exist is not found (%s)',
    async (part) => {
      await api.refuses(() => api.get(`/api/invoices/x${part}`), 404, 'invoice_not_found');
    },
  );
});

describe('the PDF of an invoice', () => {
  const pdf = (content: string) => Buffer.from(`%PDF-1.4 ${content}`);
  const upload = (id: string, content: Buffer, type = 'application/pdf') =>
    api.file('PUT', `/api/invoices/${id}/pdf`, content, type);

  test('is kept, and replaced by a newer one', async () => {
    const id = await api.invoice({ number: 'F 1/é' });
    expect(await upload(id, pdf('een'))).toMatchObject({ status: 204, body: '' });
    expect(await upload(id, pdf('twee'))).toMatchObject({ status: 204 });
    const kept = (await invoicePdf(api.db, id))!;
    expect(kept.content.toString()).toBe('%PDF-1.4 twee');
    expect(kept.fileName).toMatch(/^factuur-[A-Za-z0-9._-]+\.pdf$/);
    expect((await api.rows()).invoice_documents).toBe(1);
  });

  test('is refused when it is none, is sent as something else, or belongs to no invoice', async () => {
    const id = await api.invoice();
    await api.refuses(() => upload(id, Buffer.from('<html>')), 422, 'not_a_pdf');
    await api.refuses(() => upload(id, Buffer.alloc(0)), 422, 'not_a_pdf');
    await api.refuses(() => upload(id, pdf('x'), 'image/png'), 415, 'media_type_unknown');
    await api.refuses(() => api.put(`/api/invoices/${id}/pdf`, { a: 1 }), 422, 'not_a_pdf');
    await api.refuses(() => upload('x', pdf('x')), 404, 'invoice_not_found');
  });
});
