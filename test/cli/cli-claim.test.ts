import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { run } from '../../bin/cli/claim.ts';
import { file, ladder, lines, projectFile, refusal, wholeFile } from '../fixtures/cli/cli.ts';

const f1 = { number: 'F1', amount: '1000.00', due: '2026-01-14' };
const company = { debtor: 'company', claims: [f1] };

/** Computes a file as a process does, and gives the one object that was printed. */
async function owed(document: object, on: string): Promise<Record<string, unknown>> {
  const { code, out, err } = await ladder(['claim', '--file', file('claim.json', document), '--on', on]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const printed = lines(out);
  expect(printed).toHaveLength(1);
  return printed[0]!;
}

const cents = (answer: Record<string, unknown>) =>
  ['principal', 'costs', 'vat', 'interest', 'total'].map((part) => answer[`${part}_cents`]);

describe('ladder claim', () => {
  test('says what is owed at the end of a day, in cents', async () => {
    expect(cents(await owed(company, '2026-11-22'))).toEqual([100_000, 0, 0, 8_775, 108_775]);
  });

  test('takes all members of the file', async () => {
    const whole = {
      debtor: 'consumer',
      claims: [f1, { number: 'F2', amount: '50.00', due: '2026-01-20' }],
      payments: [{ on: '2026-03-01', amount: '100.00', for: 'F2' }],
      costs: true,
      costsFrom: '2026-02-20',
      costsVat: true,
      earlierCharges: ['2025-08-19'],
      rate: 'statutory',
    };
    const answer = await owed(whole, '2026-03-01');
    // 15% of 1,050.00 is 157.50, of which F2 bears 7.50, with 1.58 of 33.08 VAT; its interest is 40 days at 4%, 0.22. The
    // other 40.70 pay costs of F1.
    expect(answer).toMatchObject({
      on: '2026-03-01',
      claims: [
        { number: 'F1', principal_cents: 100_000, costs_cents: 10_930, vat_cents: 3_150, interest_cents: 504 },
        { number: 'F2', principal_cents: 0, costs_cents: 0, vat_cents: 0, interest_cents: 0, total_cents: 0 },
      ],
      bookkeeping_cents: 95_000,
      credit_cents: 0,
    });
    expect(cents(answer)).toEqual([100_000, 10_930, 3_150, 504, 114_584]);
  });

  test('derives it line by line, as data and as sentences in two languages', async () => {
    const answer = await owed({ ...company, payments: [{ on: '2026-03-01', amount: '100.00' }] }, '2026-11-22');
    const told = answer.lines as Record<string, unknown>[];
    expect(told.map(({ rule, amount_cents }) => [rule, amount_cents])).toEqual([
      ['principal', 100_000],
      ['commercial_interest', 1_279],
      ['payment', -1_279],
      ['payment', -8_721],
      ['commercial_interest', 3_071],
      ['commercial_interest', 3_772],
    ]);
    expect(told[1]).toEqual({
      rule: 'commercial_interest',
      claim: 'F1',
      from: '2026-01-15',
      to: '2026-03-01',
      rate: '10.15',
      base_cents: 100_000,
      amount_cents: 1_279,
      certainty: 'known',
      compounded_cents: 0,
      source: 'art. 6:119a BW',
      text: 'Statutory commercial interest 10.15% on €1,000.00 from 15 Jan 2026 to 1 Mar 2026 inclusive: €12.79 (art. 6:119a BW)',
      text_nl:
        'Wettelijke handelsrente 10,15% over €\u00a01.000,00 van 15-01-2026 t/m 01-03-2026: €\u00a012,79 (art. 6:119a BW)',
    });
    expect(told[2]).toMatchObject({ part: 'interest', designated: false });
    expect(told.reduce((sum, line) => sum + (line.amount_cents as number), 0)).toBe(answer.total_cents);
  });

  test('before the due date gives the principal and nothing else', async () => {
    const answer = await owed({ ...company, costs: true }, '2026-01-14');
    expect(cents(answer)).toEqual([100_000, 0, 0, 0, 100_000]);
    expect(answer.lines).toHaveLength(1);
  });

  test('charges costs from the day after the due date when no day is given', async () => {
    const answer = await owed({ ...company, costs: true }, '2026-01-15');
    expect(cents(answer)).toEqual([100_000, 15_000, 0, 28, 115_028]);
  });

  test('takes an agreed percentage for a business', async () => {
    expect((await owed({ ...company, rate: '8.00' }, '2027-01-14')).interest_cents).toBe(8_000);
  });

  test('leaves out a payment after the day, and notes what it took for granted', async () => {
    const later = { debtor: 'consumer', claims: [f1], payments: [{ on: '2026-02-02', amount: '1.00' }] };
    expect((await owed(later, '2026-02-01')).notes).toEqual([
      {
        code: 'rate_to_confirm',
        text: 'The rate of 4% from 15 Jan 2026 to 1 Feb 2026 is still to be confirmed.',
        text_nl: 'De rente van 4% van 15-01-2026 t/m 01-02-2026 moet nog worden bevestigd.',
      },
      {
        code: 'paid_later',
        text: 'What was paid after this day does not count: €1.00 in 1 payment.',
        text_nl: 'Wat na deze dag is betaald, telt niet mee: €\u00a01,00 in 1 betaling.',
      },
    ]);
  });
});

describe('a claim that cannot be computed is refused in a sentence', () => {
  const args = (document: unknown, on = '2026-11-22') => ['--file', wholeFile('claim.json', document), '--on', on];
  const two = (...changes: object[]) => ({ ...company, claims: changes.map((change) => ({ ...f1, ...change })) });
  const payment = (change: object) => ({ ...company, payments: [{ on: '2026-03-01', amount: '1.00', ...change }] });

  test.each<[string, () => string[], string]>([
    [
      'no file',
      () => ['--on', '2026-11-22'],
      'The option "--file" is missing; write: npm run -s ladder -- claim --file',
    ],
    ['no day', () => ['--file', 'x'], 'The option "--on" is missing; write:'],
    [
      'a day that does not exist',
      () => args(company, '2026-02-30'),
      '"--on" must be a date that exists, as YYYY-MM-DD, but is "2026-02-30"; write:',
    ],
    ['a word too many', () => [...args(company), 'x'], '"claim" takes options only, not "x"'],
    ['an unknown option', () => [...args(company), '--json'], 'There is no option "--json"'],
    ['a file that is not there', () => ['--file', 'no.json', '--on', '2026-11-22'], 'There is no file "no.json"'],
    ['a list', () => args([]), 'In "claim.json" the document must be an object, but is [].'],
    ['nothing', () => args({}), '"debtor" is missing (and 1 more problem).'],
    [
      'an unknown member',
      () => args({ ...company, interest: true }),
      'the document has a member "interest" that nothing reads; take it out or mend its name.',
    ],
    [
      'an unknown member of a claim',
      () => args(two({ paid: '1.00' })),
      '"claims[0]" has a member "paid" that nothing reads',
    ],
    [
      'an unknown kind of debtor',
      () => args({ ...company, debtor: 'bv' }),
      '"debtor" must be one of "consumer", "sole-trader", "company", "government", but is "bv".',
    ],
    ['no claims', () => args(two()), '"claims" must be a list of at least 1, but is [].'],
    [
      'no number',
      () => args(two({ number: ' ' })),
      '"claims[0].number" must be at least 1 character long, but is " ".',
    ],
    [
      '30 February',
      () => args(two({ due: '2026-02-30' })),
      '"claims[0].due" must be a date that exists, as YYYY-MM-DD, but is "2026-02-30".',
    ],
    [
      'an amount below zero',
      () => args(two({ amount: '-1.00' })),
      '"claims[0].amount" must be an amount above zero such as "1210.00", but is "-1.00".',
    ],
    ['an amount of nothing', () => args(two({ amount: '0.00' })), '"claims[0].amount" must be an amount above zero'],
    ['a third decimal', () => args(two({ amount: '1.005' })), '"claims[0].amount" must be an amount above zero'],
    ['an amount as a number', () => args(two({ amount: 1000 })), '"claims[0].amount" must be a text, but is 1000.'],
    [
      'two claims with one number',
      () => args(two({}, {})),
      '"claims[1].number" is "F1", as is "claims[0].number"; give each claim its own number.',
    ],
    [
      'a payment for an unknown claim',
      () => args(payment({ for: 'F9' })),
      '"payments[0].for" is "F9", but the claims are "F1"; name one of them or leave "for" out.',
    ],
    ['a payment of nothing', () => args(payment({ amount: '0' })), '"payments[0].amount" must be an amount above zero'],
    ['a payment without a day', () => args(payment({ on: undefined })), '"payments[0].on" is missing.'],
    [
      'costs that are no yes or no',
      () => args({ ...company, costs: 'yes' }),
      '"costs" must be true or false, but is "yes".',
    ],
    [
      'a day of costs that does not exist',
      () => args({ ...company, costsFrom: '2026-13-01' }),
      '"costsFrom" must be a date that exists',
    ],
    [
      'an agreed rate for a consumer',
      () => args({ ...company, debtor: 'consumer', rate: '8.00' }),
      'In "claim.json" "rate" is a percentage, but a consumer is charged statutory interest only; write "statutory" or leave "rate" out.',
    ],
    [
      'a rate in words',
      () => args({ ...company, rate: 'high' }),
      '"rate" must be "statutory" or a percentage from "0.01" to "100.00" such as "8.00", but is "high".',
    ],
    ['a rate of nothing', () => args({ ...company, rate: '0.00' }), '"rate" must be "statutory" or a percentage'],
    ['a rate above all', () => args({ ...company, rate: '100.01' }), '"rate" must be "statutory" or a percentage'],
    [
      'a claim from before the table',
      () => args(two({ due: '2011-12-30' })),
      '"claims[0].due" is 2011-12-30, but statutory rates are known from 2012-01-01 on; leave that claim out or give a "rate".',
    ],
    [
      'more than can be counted',
      () => args({ ...two({ amount: '9999999999.99' }), rate: '100' }, '2199-12-31'),
      'In "claim.json" amounts, dates and rate do not go together: The interest is more than can be counted in cents. Mend one of them.',
    ],
  ])('%s', async (_, given, sentence) => {
    expect(await refusal(run(given()))).toContain(sentence);
  });

  test('with exit code 2, the sentence on standard error, and nothing on standard output', async () => {
    const bad = file('bad.json', { ...company, debtor: 'consumer', rate: '8.00' });
    const { code, out, err } = await ladder(['claim', '--file', bad, '--on', '2026-11-22']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^In "bad\.json" "rate" is a percentage.*\.\n$/);
  });

  test('a claim from before the table is computed where no statutory interest is needed', async () => {
    const old = two({ due: '2010-01-01' });
    expect((await owed(old, '2010-01-01')).total_cents).toBe(100_000);
    expect((await owed({ ...old, rate: '10' }, '2011-01-01')).interest_cents).toBe(10_000);
    expect((await owed(two({ due: '2011-12-31' }), '2012-01-01')).interest_cents).toBe(22);
  });
});

describe('docs/claim.md', () => {
  const page = readFileSync(projectFile('docs/claim.md'), 'utf8');
  const [example, answer] = [...page.matchAll(/^```json\n(.*?)^```$/gms)].map(([, text]) => JSON.parse(text!));

  test('its example gives what it says', async () => {
    const { lines: told, ...rest } = await owed(example, '2026-11-22');
    const { lines: shown, ...figures } = answer;
    expect(rest).toEqual(figures);
    expect(told).toMatchObject(shown);
  });

  test('it names every member of the file and of the answer, every rule and every note', () => {
    const words = [
      ...[
        'debtor',
        'claims',
        'number',
        'amount',
        'due',
        'payments',
        'on',
        'for',
        'costs',
        'costsFrom',
        'costsVat',
        'earlierCharges',
        'rate',
      ],
      ...Object.keys(answer),
      ...Object.keys(answer.lines[0]),
      ...['compounded_cents', 'certainty', 'demanded_cents', 'demand_costs_cents', 'part', 'designated', 'text_nl'],
      ...[
        'principal',
        'collection_costs',
        'collection_costs_vat',
        'consumer_interest',
        'commercial_interest',
        'contractual_interest',
        'payment',
      ],
      ...[
        'rate_to_confirm',
        'rate_assumed',
        'consumer_costs_unproven',
        'costs_blocked',
        'not_in_demand',
        'paid_later',
        'overpaid',
      ],
    ];
    for (const word of words) expect(page, word).toContain(`\`${word}\``);
  });
});
