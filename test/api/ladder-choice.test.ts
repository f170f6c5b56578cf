import { describe, expect, test } from 'vitest';
import { shippedLadders } from '../../ladder/library/library.ts';
import { edited } from '../../server/ubl/fixtures.ts';
import { anInvoiceBody, useApi } from '../support/api.ts';
import { aLadder } from '../support/builders.ts';
import { aUser, signedIn } from '../support/people.ts';

const api = useApi();
const CHOICE = '/api/ladder-choice';
const CONSUMERS = { name: 'Consumenten', all: [{ field: 'debtorKind', in: ['consumer'] }], ladder: 'proefladder' };
const policy = (...rules: object[]) => ({ rules, otherwise: 'zeven-stappen' });
const publish = (changes: object = {}) => api.post('/api/ladders', aLadder(changes));
const debtor = (changes: object) => ({
  debtor: { kind: 'company', name: 'Debiteur B.V.', email: 'k@d.example', ...changes },
});

describe('the choice of a creditor', () => {
  test('is the shipped ladder for every invoice, until somebody changes it', async () => {
    expect((await api.get(CHOICE)).body).toEqual({
      creditor: 'default',
      version: 0,
      changed_at: null,
      changed_by: null,
      rules: [],
      otherwise: 'zeven-stappen',
    });
    expect((await api.get(`${CHOICE}/versions`)).body).toEqual({ data: [] });
  });

  test('is kept in versions, with who changed it and when', async () => {
    await publish();
    const designer = await signedIn(api, await aUser(api, ['designer'], 'Dewi'));
    const first = await designer.send('PUT', CHOICE, policy(CONSUMERS));
    expect(first).toMatchObject({ status: 200, body: { version: 1, changed_by: 'Dewi', rules: [CONSUMERS] } });
    await designer.send('PUT', CHOICE, { ...policy(), version: 1 });
    const { data } = (await designer.get(`${CHOICE}/versions`)).body;
    expect(data.map(({ version, rules }: { version: number; rules: [] }) => [version, rules.length])).toEqual([
      [2, 0],
      [1, 1],
    ]);
    expect((await designer.get(CHOICE)).body).toMatchObject({ version: 2, changed_at: '2026-03-02T09:00:00.000Z' });
  });

  test('that says the same again makes no version', async () => {
    await api.put(CHOICE, policy());
    expect((await api.put(CHOICE, policy())).body.version).toBe(1);
  });

  test('belongs to that creditor alone', async () => {
    await publish();
    await api.put('/api/creditors/tweede', { name: 'Tweede B.V.', email: 'a@tweede.example' });
    await api.put(`${CHOICE}?creditor=tweede`, policy(CONSUMERS));
    expect((await api.get(`${CHOICE}?creditor=tweede`)).body.version).toBe(1);
    expect((await api.get(CHOICE)).body.version).toBe(0);
  });
});

describe('a choice is refused, and nothing changes', () => {
  const refused = (body: object, code: string, param: string, status = 422) =>
    api.refuses(() => api.put(CHOICE, body), status, code, param);

  test.each<[string, object, string]>([
    ['a segment without values', { field: 'segment', in: [] }, 'rules.0.all.0.in'],
    ['an empty segment', { field: 'segment', in: [' '] }, 'rules.0.all.0.in.0'],
    ['no country', { field: 'country', in: [] }, 'rules.0.all.0.in'],
    ['a country in small letters', { field: 'country', in: ['nl'] }, 'rules.0.all.0.in.0'],
    ['an amount without bounds', { field: 'amountCents' }, 'rules.0.all.0'],
    ['a field that it does not know', { field: 'mood', in: ['good'] }, 'rules.0.all.0.field'],
  ])('with %s', async (_, condition, place) => {
    await refused(policy({ ...CONSUMERS, all: [condition] }), 'invalid_field', place);
  });

  test('with a rule that asks for nothing', async () => {
    const message = await refused(policy({ ...CONSUMERS, all: [] }), 'invalid_field', 'rules.0.all');
    expect(message).toContain('"otherwise"');
  });

  test('with a ladder that was never published', async () => {
    const message = await refused(policy(CONSUMERS), 'choice_unknown_ladder', 'rules.0.ladder');
    expect(message).toContain('"proefladder"');
  });

  test('with a rule that is never reached, told with all that is wrong', async () => {
    await publish();
    const body = { ...policy(CONSUMERS, { ...CONSUMERS, name: 'Nog eens' }), otherwise: 'weg' };
    await refused(body, 'choice_never_reached', 'rules.1');
    const { problems } = (await api.put(CHOICE, body)).body;
    expect(problems).toMatchObject([
      {
        problem: 'never_reached',
        pointer: '/rules/1',
        sentence_nl: expect.stringContaining('komt nooit aan de beurt'),
      },
      { problem: 'unknown_ladder', pointer: '/otherwise' },
    ]);
  });

  test('when somebody else changed it since it was read', async () => {
    await api.put(CHOICE, policy());
    await refused({ ...policy(), version: 0 }, 'choice_changed', 'version', 409);
  });

  test('of a creditor that there is not', async () => {
    await api.refuses(() => api.put(`${CHOICE}?creditor=nergens`, policy()), 404, 'creditor_not_found');
    await api.refuses(() => api.get(`${CHOICE}?creditor=nergens`), 404, 'creditor_not_found');
    await api.refuses(() => api.get(`${CHOICE}/versions?creditor=nergens`), 404, 'creditor_not_found');
  });
});

describe('a choice is tried', () => {
  const tried = (query: string) => api.get(`${CHOICE}/try?${query}`);

  test('on a debtor and an invoice: the ladder, its latest version, and the rule in both languages', async () => {
    await publish();
    await publish({ version: 2 });
    await api.put(CHOICE, policy(CONSUMERS));
    expect((await tried('debtor_kind=consumer&amount=89.00&term_days=14')).body).toEqual({
      ladder: { id: 'proefladder', version: 2 },
      rule: 'Consumenten',
      why: expect.stringMatching(/^Ladder .* \(version 2\) was chosen by the rule ‘Consumenten’\.$/),
      why_nl: expect.stringMatching(/^Aanmaanschema .* \(versie 2\) is gekozen door de regel ‘Consumenten’\.$/),
    });
    const other = (await tried('debtor_kind=company&amount=89.00&term_days=14')).body;
    expect(other).toMatchObject({ ladder: { id: 'zeven-stappen', version: 2 }, rule: null });
    expect(other.why).toContain('for which no rule holds');
  });

  test.each([
    ['without an amount', 'debtor_kind=consumer&term_days=14', 'amount'],
    ['with an amount of nothing', 'debtor_kind=consumer&term_days=14&amount=0', 'amount'],
    ['with a kind that there is not', 'debtor_kind=club&term_days=14&amount=1.00', 'debtor_kind'],
    ['with a term before the issue', 'debtor_kind=consumer&term_days=-1&amount=1.00', 'term_days'],
  ])('but not %s', async (_, query, param) => {
    await api.refuses(() => tried(query), 422, 'invalid_field', param);
  });
});

describe('an invoice that names no ladder', () => {
  const chosen = async (id: string) => {
    const { ladder } = (await api.get(`/api/invoices/${id}`)).body;
    const [entry] = (await api.get(`/api/invoices/${id}/timeline`)).body.data;
    return { ladder, why: entry.en.why, reasons: entry.reasons };
  };

  test('gets that of the first rule that holds, in its latest version, and its log says which', async () => {
    await publish();
    await publish({ version: 2 });
    await api.put(CHOICE, policy(CONSUMERS));
    const id = await api.invoice(debtor({ kind: 'consumer', name: 'Jan Jansen' }));
    expect(await chosen(id)).toMatchObject({
      ladder: { id: 'proefladder', version: 2 },
      why: expect.stringContaining('by the rule ‘Consumenten’'),
      reasons: [{ code: 'ladder_chosen', rule: 'Consumenten', ladder: { id: 'proefladder', version: 2 } }],
    });
  });

  test('gets the ladder for all others when no rule holds', async () => {
    await publish();
    await api.put(CHOICE, policy(CONSUMERS));
    expect(await chosen(await api.invoice())).toMatchObject({
      ladder: { id: 'zeven-stappen', version: shippedLadders()[0]!.version },
      reasons: [{ code: 'ladder_chosen', rule: null }],
    });
  });

  test('is judged by what is known of the customer, its whole amount and its term', async () => {
    await publish();
    const rule = {
      name: 'Vaste klanten, groot en lang',
      all: [
        { field: 'relation', in: ['vast'] },
        { field: 'terms', in: ['30-dagen'] },
        { field: 'amountCents', atLeast: 100_000 },
        { field: 'termDays', atLeast: 30, below: 31 },
      ],
      ladder: 'proefladder',
    };
    await api.put(CHOICE, policy(rule));
    const regular = debtor({ reference: 'K-1', relation: 'vast', terms: '30-dagen' });
    // Half of it was paid before it came here; its due date follows from the creditor's default term.
    const first = await api.invoice({ ...regular, open: '500.00', due: '2026-03-18' });
    expect((await chosen(first)).ladder.id).toBe('proefladder');
    // The customer is known by reference: the relation need not be told again.
    const again = await api.invoice(debtor({ reference: 'K-1' }));
    expect((await chosen(again)).ladder.id).toBe('proefladder');
    const small = await api.invoice({ ...regular, amount: '999.99' });
    expect((await chosen(small)).ladder.id).toBe('zeven-stappen');
    const prepays = await api.invoice(debtor({ reference: 'K-2', relation: 'vast', terms: 'vooruit' }));
    expect((await chosen(prepays)).ladder.id).toBe('zeven-stappen');
    const short = await api.invoice({ ...regular, due: '2026-03-17' });
    expect((await chosen(short)).ladder.id).toBe('zeven-stappen');
  });

  test('gets no other when the choice changes later, nor when it is sent again', async () => {
    await publish();
    const body = anInvoiceBody(debtor({ kind: 'consumer', name: 'Jan Jansen' }));
    const { id } = (await api.post('/api/invoices', body)).body;
    await api.put(CHOICE, policy(CONSUMERS));
    expect(await api.post('/api/invoices', body)).toMatchObject({ status: 200, body: { id } });
    expect((await chosen(id)).ladder.id).toBe('zeven-stappen');
  });

  test('may come as UBL: its seller chooses', async () => {
    await publish();
    const first = await api.ubl(edited('invoice-nlcius.xml'));
    expect((await chosen(first.body.invoice_id)).reasons).toMatchObject([{ code: 'ladder_chosen', rule: null }]);
    const { data } = (await api.get('/api/creditors')).body;
    const seller = data.find(({ id }: { id: string }) => id !== 'default').id;
    const rule = { name: 'Bedrijven', all: [{ field: 'debtorKind', in: ['company'] }], ladder: 'proefladder' };
    await api.put(`${CHOICE}?creditor=${seller}`, policy(rule));
    const second = await api.ubl(edited('invoice-nlcius.xml', ['2026-0042', '2026-0043']));
    expect(await chosen(second.body.invoice_id)).toMatchObject({
      ladder: { id: 'proefladder', version: 1 },
      reasons: [{ code: 'ladder_chosen', rule: 'Bedrijven' }],
    });
  });
});

test('an invoice that names its ladder gets that, whatever the choice', async () => {
  await publish();
  await api.put(CHOICE, { rules: [], otherwise: 'proefladder' });
  const id = await api.invoice({ ladder: { id: 'zeven-stappen' } });
  expect((await api.get(`/api/invoices/${id}`)).body.ladder).toEqual({ id: 'zeven-stappen', version: 2 });
  const [entry] = (await api.get(`/api/invoices/${id}/timeline`)).body.data;
  expect(entry.reasons).toEqual([]);
});
