import { describe, expect, test } from 'vitest';
import { type ClaimInput, claimOn } from './claim.ts';
import { lineText, noteText } from './claim-text.ts';
import { LANGUAGES } from './definition.ts';
import { formatPercent } from './law/percent.ts';

const f1 = { number: 'F1', principalCents: 1_000_00, dueOn: '2026-01-14' };
const base: ClaimInput = { debtor: 'company', claims: [f1], payments: [], costs: null, rate: 'statutory' };

/** The lines of a claim in one language, with plain spaces. */
function lines(change: Partial<ClaimInput>, on: string, language: 'nl' | 'en'): string[] {
  return claimOn({ ...base, ...change }, on).lines.map((line) => plain(lineText(line, language)));
}
function notes(change: Partial<ClaimInput>, on: string, language: 'nl' | 'en'): string[] {
  return claimOn({ ...base, ...change }, on).notes.map((note) => plain(noteText(note, language)));
}
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('a line says what, over what, from when to when, how much and by which rule', () => {
  const paid: Partial<ClaimInput> = {
    payments: [{ on: '2026-03-01', amountCents: 200_00, for: 'F1' }],
    costs: { from: '2026-02-20', vat: true },
  };

  test('in Dutch', () => {
    expect(lines(paid, '2026-06-30', 'nl')).toEqual([
      'Hoofdsom van factuur F1, vervaldatum 14-01-2026: € 1.000,00',
      'Incassokosten over € 1.000,00 per 20-02-2026: € 150,00 (art. 6:96 BW, art. 2 Besluit BIK (Stb. 2012, 141))',
      'Btw 21% over incassokosten van € 150,00: € 31,50 (art. 2 lid 3 Besluit BIK (Stb. 2012, 141))',
      'Wettelijke handelsrente 10,15% over € 1.000,00 van 15-01-2026 t/m 01-03-2026: € 12,79 (art. 6:119a BW)',
      'Betaling van 01-03-2026, op de incassokosten van factuur F1, door de betaler voor deze factuur bestemd: € -150,00 (art. 6:43 en 6:44 BW)',
      'Betaling van 01-03-2026, op de btw over de incassokosten van factuur F1, door de betaler voor deze factuur bestemd: € -31,50 (art. 6:43 en 6:44 BW)',
      'Betaling van 01-03-2026, op de rente van factuur F1, door de betaler voor deze factuur bestemd: € -12,79 (art. 6:43 en 6:44 BW)',
      'Betaling van 01-03-2026, op de hoofdsom van factuur F1, door de betaler voor deze factuur bestemd: € -5,71 (art. 6:43 en 6:44 BW)',
      'Wettelijke handelsrente 10,15% over € 994,29 van 02-03-2026 t/m 30-06-2026: € 33,46 (art. 6:119a BW)',
    ]);
  });

  test('in English', () => {
    expect(lines(paid, '2026-06-30', 'en')).toEqual([
      'Principal of invoice F1, due on 14 Jan 2026: €1,000.00',
      'Collection costs on €1,000.00 from 20 Feb 2026: €150.00 (art. 6:96 BW, art. 2 Besluit BIK (Stb. 2012, 141))',
      'VAT 21% on collection costs of €150.00: €31.50 (art. 2(3) Besluit BIK (Stb. 2012, 141))',
      'Statutory commercial interest 10.15% on €1,000.00 from 15 Jan 2026 to 1 Mar 2026 inclusive: €12.79 (art. 6:119a BW)',
      'Payment of 1 Mar 2026, on collection costs of invoice F1, designated for this invoice by the payer: -€150.00 (art. 6:43 and 6:44 BW)',
      'Payment of 1 Mar 2026, on VAT on collection costs of invoice F1, designated for this invoice by the payer: -€31.50 (art. 6:43 and 6:44 BW)',
      'Payment of 1 Mar 2026, on interest of invoice F1, designated for this invoice by the payer: -€12.79 (art. 6:43 and 6:44 BW)',
      'Payment of 1 Mar 2026, on principal of invoice F1, designated for this invoice by the payer: -€5.71 (art. 6:43 and 6:44 BW)',
      'Statutory commercial interest 10.15% on €994.29 from 2 Mar 2026 to 30 Jun 2026 inclusive: €33.46 (art. 6:119a BW)',
    ]);
  });

  test('of the part of a claim in one computation over several', () => {
    const two: Partial<ClaimInput> = {
      debtor: 'consumer',
      claims: [
        { ...f1, principalCents: 333_33 },
        { ...f1, number: 'F2', principalCents: 100_00 },
      ],
      costs: { from: '2026-02-20', vat: false },
    };
    expect(lines(two, '2026-02-20', 'nl')[1]).toBe(
      'Incassokosten per 20-02-2026, het deel van factuur F1 (€ 333,33) in € 65,00 over € 433,33 samen: € 50,00 (art. 6:96 lid 7 BW, art. 2 Besluit BIK (Stb. 2012, 141))',
    );
    expect(lines(two, '2026-02-20', 'en')[1]).toBe(
      'Collection costs from 20 Feb 2026, the part of invoice F1 (€333.33) in €65.00 on €433.33 together: €50.00 (art. 6:96(7) BW, art. 2 Besluit BIK (Stb. 2012, 141))',
    );
  });

  test('of interest on interest, of a consumer, and at an agreed rate', () => {
    const consumer = lines({ debtor: 'consumer' }, '2027-01-31', 'nl');
    expect(consumer[1]).toBe(
      'Wettelijke rente 4% over € 1.000,00 van 15-01-2026 t/m 31-12-2026: € 38,47 (art. 6:119 BW)',
    );
    expect(consumer.at(-1)).toBe(
      'Wettelijke rente 4% over € 1.040,00 (met € 40,00 rente van eerdere jaren) van 15-01-2027 t/m 31-01-2027: € 1,94 (art. 6:119 BW)',
    );
    expect(lines({ debtor: 'consumer' }, '2027-01-31', 'en').at(-1)).toBe(
      'Statutory interest 4% on €1,040.00 (with €40.00 interest of earlier years) from 15 Jan 2027 to 31 Jan 2027 inclusive: €1.94 (art. 6:119 BW)',
    );
    expect(lines({ rate: 8_50 }, '2026-01-24', 'nl')[1]).toBe(
      'Overeengekomen rente 8,50% over € 1.000,00 van 15-01-2026 t/m 24-01-2026: € 2,33 (overeenkomst)',
    );
    expect(lines({ rate: 8_50 }, '2026-01-24', 'en')[1]).toBe(
      'Agreed interest 8.50% on €1,000.00 from 15 Jan 2026 to 24 Jan 2026 inclusive: €2.33 (contract)',
    );
  });
});

describe('a note is a sentence', () => {
  const claims = [f1, { ...f1, number: 'F2', dueOn: '2026-03-31' }];
  const consumer: Partial<ClaimInput> = { debtor: 'consumer', claims };
  const from = '2026-02-20';
  const cases: [string, Partial<ClaimInput>, string, string, string][] = [
    [
      'about a rate to confirm',
      { debtor: 'consumer' },
      '2026-02-01',
      'De rente van 4% van 15-01-2026 t/m 01-02-2026 moet nog worden bevestigd.',
      'The rate of 4% from 15 Jan 2026 to 1 Feb 2026 is still to be confirmed.',
    ],
    [
      'about a rate that is not known yet',
      {},
      '2027-02-01',
      'De rente na 31-12-2026 is nog niet bekend: van 01-01-2027 t/m 01-02-2027 is het laatst bekende percentage van 10,40% gebruikt.',
      'The rate after 31 Dec 2026 is not known yet: from 1 Jan 2027 to 1 Feb 2027 the last known rate of 10.40% was used.',
    ],
    [
      'about costs of a consumer that nobody dated',
      { debtor: 'consumer', costs: { vat: false } },
      '2026-02-01',
      'De incassokosten per 15-01-2026 zijn alleen verschuldigd als een veertiendagenbrief is bezorgd en de termijn daarvan voorbij is.',
      'The collection costs from 15 Jan 2026 are owed only if a fourteen-day letter was received and its term has passed.',
    ],
    [
      'about costs that an earlier charge forbids',
      { ...consumer, claims: [f1], costs: { from, vat: false, earlierCharges: ['2025-12-01'] } },
      '2026-02-20',
      'Per 20-02-2026 zijn geen incassokosten gerekend: op 01-12-2025 zijn deze consument al kosten gerekend, en t/m 01-06-2026 (6 maanden) niet nog eens.',
      'No collection costs were charged on 20 Feb 2026: this consumer was charged on 1 Dec 2025, and not again up to and including 1 Jun 2026 (6 months).',
    ],
    [
      'about a claim that came too late for the demand',
      { ...consumer, costs: { from, vat: false } },
      '2026-02-20',
      'Over factuur F2 zijn geen incassokosten gerekend: de vervaldatum 31-03-2026 was op 20-02-2026 nog niet voorbij.',
      'No collection costs were charged on invoice F2: its due date 31 Mar 2026 had not passed on 20 Feb 2026.',
    ],
    [
      'about a payment that came later',
      { payments: [{ on: '2026-02-02', amountCents: 1_234_56 }] },
      '2026-02-01',
      'Wat na deze dag is betaald, telt niet mee: € 1.234,56 in 1 betaling.',
      'What was paid after this day does not count: €1,234.56 in 1 payment.',
    ],
    [
      'about payments that came later',
      { payments: [1, 2].map((cents) => ({ on: '2026-02-02', amountCents: cents })) },
      '2026-02-01',
      'Wat na deze dag is betaald, telt niet mee: € 0,03 in 2 betalingen.',
      'What was paid after this day does not count: €0.03 in 2 payments.',
    ],
    [
      'about too much',
      { payments: [{ on: '2026-01-14', amountCents: 1_010_00 }] },
      '2026-02-01',
      'Er is € 10,00 te veel betaald.',
      '€10.00 too much was paid.',
    ],
  ];
  test.each(cases)('%s', (_, change, on, dutch, english) => {
    expect(notes(change, on, 'nl')).toContain(dutch);
    expect(notes(change, on, 'en')).toContain(english);
  });
});

test('a number that runs over lines stands on one', () => {
  for (const language of LANGUAGES)
    expect(lines({ claims: [{ ...f1, number: 'F\n1' }] }, '2026-01-14', language)[0]).toContain(' F 1,');
});

test.each([
  [10_15, '10,15%', '10.15%'],
  [4_00, '4%', '4%'],
  [8_50, '8,50%', '8.50%'],
  [5, '0,05%', '0.05%'],
  [100_00, '100%', '100%'],
])('a percentage is written out: %d', (rate, dutch, english) => {
  expect(formatPercent(rate, 'nl')).toBe(dutch);
  expect(formatPercent(rate, 'en')).toBe(english);
});
