import { describe, expect, test } from 'vitest';
import { values } from '../../activities/letter/fixtures.ts';
import type { NoticeValues } from '../texts.ts';
import { chargedSentence, handoverWeighed } from './charges.ts';

const sentence = (changes: Partial<NoticeValues>) =>
  chargedSentence(values(changes)).flatMap((part) => (part.kind === 'paragraph' ? part.lines : []));
const debtor = (kind: NoticeValues['debtor']['kind']) => ({ name: 'J. Jansen', addressLines: [], kind });

describe('what was charged', () => {
  test('nothing is said where nothing was', () => {
    expect(sentence({})).toEqual([]);
  });

  test('costs alone, interest alone, and both', () => {
    expect(sentence({ costsCents: 40_00 })).toEqual([
      'Omdat u niet op tijd hebt betaald, moet u nu ook de incassokosten van €\u00a040,00 betalen. Dit is al meegerekend in het openstaande bedrag.',
    ]);
    expect(sentence({ interestCents: 1_23 })[0]).toContain(
      'ook de rente van €\u00a01,23 tot en met 28\u00a0april\u00a02026 betalen',
    );
    expect(sentence({ costsCents: 40_00, interestCents: 1_23, language: 'en' })).toEqual([
      'Because you did not pay on time, you now also owe the collection costs of €40.00 and the interest of €1.23 up to and including 28\u00a0April\u00a02026. This is already included in the outstanding amount.',
    ]);
  });

  test('costs with VAT say that it is in them, and why it may be', () => {
    expect(sentence({ costsCents: 48_40, costsVat: true })[0]).toContain(
      'de incassokosten van €\u00a048,40 (inclusief 21% btw, die wij niet kunnen verrekenen) betalen',
    );
    expect(sentence({ costsCents: 48_40, costsVat: true, language: 'en' })[0]).toContain(
      '€48.40 (including 21% VAT, which we cannot recover)',
    );
    expect(sentence({ interestCents: 40, costsVat: true })[0]).not.toMatch(/btw/);
  });

  test('a consumer is reminded of the letter that announced the costs', () => {
    expect(sentence({ costsCents: 40_00, debtor: debtor('consumer') })[0]).toMatch(
      /aangekondigd in een eerdere brief\.$/,
    );
    expect(sentence({ interestCents: 40, debtor: debtor('consumer') })[0]).not.toMatch(/eerdere brief/);
  });
});

describe('S2.6 the claim against the costs', () => {
  test('shows what is open and the lawful costs; in another currency only what is open', () => {
    const rows = (changes: Partial<NoticeValues>) =>
      handoverWeighed(values(changes)).flatMap((part) =>
        part.kind === 'rows' ? part.rows.map(({ label }) => label) : [],
      );
    expect(rows({ announcedCostsCents: 144_00 })).toEqual(['Openstaand bedrag', 'Incassokosten volgens de wet']);
    expect(rows({ announcedCostsCents: 0 })).toEqual(['Openstaand bedrag']);
  });
});
