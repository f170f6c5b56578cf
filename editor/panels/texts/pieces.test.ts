import { describe, expect, test } from 'vitest';
import { shippedLadders } from '../../../ladder/library/library.ts';
import { BLOCKS, MERGE_FIELDS } from '../../../ladder/texts.ts';
import { FIELD_NAMES } from './field-names.ts';
import { fieldText, insertion, piecesOf } from './pieces.ts';

const textOf = (text: string) =>
  piecesOf(text)
    .map((piece) => (piece.is === 'words' ? piece.text : fieldText(piece.name)))
    .join('');

describe('a text with merge fields as chips', () => {
  test('says the same text again, for every text of the shipped ladders', () => {
    const texts = shippedLadders().flatMap(({ texts: { nl, en } }) => [...Object.values(nl), ...Object.values(en)]);
    expect(texts.length).toBeGreaterThan(20);
    for (const { subject, body } of texts) {
      expect(textOf(subject)).toBe(subject);
      expect(textOf(body)).toBe(body);
    }
  });

  test('a field stands as one piece, and loose braces stay words', () => {
    expect(piecesOf('Factuur {{ invoice.number }}, {{x')).toEqual([
      { is: 'words', text: 'Factuur ' },
      { is: 'field', name: 'invoice.number' },
      { is: 'words', text: ', {{x' },
    ]);
  });

  test('a field is put among the words, a block into a paragraph of its own', () => {
    expect(insertion('invoice.number', 'Factuur ', ' staat open')).toBe('{{invoice.number}}');
    expect(insertion('block.invoice', 'Beste klant,', 'Met groet')).toBe('\n\n{{block.invoice}}\n\n');
    expect(insertion('block.invoice', 'Beste klant,\n\n', '')).toBe('{{block.invoice}}');
    expect(insertion('block.invoice', 'Beste klant,\n', '\nMet groet')).toBe('\n{{block.invoice}}\n');
  });

  test('every field that can be filled in has a name on screen', () => {
    expect(Object.keys(FIELD_NAMES).sort()).toEqual([...MERGE_FIELDS, ...BLOCKS].sort());
  });
});
