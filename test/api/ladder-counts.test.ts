/** What stands on the ladders now: counts for the canvas, matches for conditions, and finding an invoice. */
import { describe, expect, test } from 'vitest';
import { useApi } from '../support/api.ts';
import { aLadder, aPayment, at } from '../support/builders.ts';
import { aCase, signal } from '../support/case.ts';

const api = useApi();

async function climbing(name: string, until: string, changes: object = {}) {
  const story = await aCase(api.db, { at: '2026-03-02T10:00', debtor: { name, ...changes } });
  await story.run('2026-03-02T10:00');
  if (until !== '2026-03-02T10:00') await story.run(until);
  return story;
}

describe('the counts of a ladder', () => {
  test('say how many wait at each step of each version, and when they go on', async () => {
    await climbing('Een', '2026-03-02T10:00');
    await climbing('Twee', '2026-03-02T10:00');
    await climbing('Drie', '2026-03-23T16:00');
    const paid = await climbing('Vier', '2026-03-02T10:00');
    await paid.run('2026-03-10T12:00', signal(aPayment('1000.00')));
    await aCase(api.db, { debtor: { name: 'Vijf' } });
    const other = aLadder({ version: 2 });
    const newer = await aCase(api.db, { ladder: other, debtor: { name: 'Zes' } });
    await newer.run('2026-03-02T10:00');
    const { status, body } = await api.get('/api/ladders/proefladder/waiting');
    expect(status).toBe(200);
    const told = body.data.map(({ version, step, count, modes }: Record<string, unknown>) => [
      version,
      step,
      count,
      modes,
    ]);
    expect(told).toEqual([
      [1, 'herinnering', 2, { planned: 2 }],
      [1, 'ingebrekestelling', 1, { planned: 1 }],
      [1, null, 1, {}],
      [2, 'herinnering', 1, { planned: 1 }],
    ]);
    expect(body.data[0]).toMatchObject({ days: [{ on: '2026-03-23', count: 2 }] });
    expect(body.data[0].first_at.slice(0, 10)).toBe('2026-03-23');
    expect(body.data[2]).toMatchObject({ first_at: null, days: [] });
    expect((await api.get('/api/ladders/niets/waiting')).body.data).toEqual([]);
  });
});

describe('conditions', () => {
  const ask = (rows: object[], more: object = {}) => api.post('/api/conditions/matches', { rows, ...more });

  test('are counted as a decision would take them: the first row that holds, or none', async () => {
    await climbing('Bedrijf', '2026-03-02T10:00');
    await climbing('Piet', '2026-03-02T10:00', { kind: 'consumer' });
    const partly = await climbing('Deels', '2026-03-02T10:00');
    await partly.run('2026-03-10T12:00', signal(aPayment('900.00')));
    api.now = at('2026-03-30T10:00');
    const small = { all: [{ field: 'openCents', below: 20_000 }] };
    const company = { all: [{ field: 'debtorKind', in: ['company'] }] };
    const late = { all: [{ field: 'daysOverdue', atLeast: 100 }] };
    expect((await ask([small, company, late])).body).toEqual({
      looked_at: 3,
      more: false,
      rows: [1, 1, 0],
      otherwise: 1,
    });
    expect((await ask([company, small])).body).toMatchObject({ rows: [2, 0], otherwise: 1 });
    expect((await ask([{ all: [] }])).body).toMatchObject({ rows: [3], otherwise: 0 });
    expect((await ask([company], { ladder: 'zeven-stappen' })).body).toMatchObject({ looked_at: 0 });
  });

  test('outside the vocabulary are refused', async () => {
    await api.refuses(
      () => ask([{ all: [{ field: 'mood', in: ['bad'] }] }]),
      422,
      'invalid_field',
      'rows.0.all.0.field',
    );
  });
});

describe('an invoice', () => {
  test('is found by a part of its number, or of the customer’s name or number', async () => {
    const one = await aCase(api.db, { number: 'A-100%', debtor: { name: 'De Vries', reference: 'K77' } });
    const two = await aCase(api.db, { number: 'B-1000', debtor: { name: 'Jansen' } });
    const found = async (query: string) => {
      const { data } = (await api.get(`/api/invoices?${new URLSearchParams(query)}`)).body;
      return data.map(({ id }: { id: string }) => id).toSorted();
    };
    expect(await found('search=vries')).toEqual([one.id]);
    expect(await found('search=k77')).toEqual([one.id]);
    expect(await found('search=100')).toEqual([one.id, two.id].toSorted());
    expect(await found('search=100%25')).toEqual([one.id]);
    expect(await found('search=_')).toEqual([]);
    expect(await found('search=-1&ladder=niets')).toEqual([]);
    const { data } = (await api.get('/api/invoices?search=Jansen')).body;
    expect(data).toMatchObject([{ debtor: { name: 'Jansen' }, ladder: { id: 'proefladder', version: 1 } }]);
  });
});
