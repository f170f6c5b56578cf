import { describe, expect, test } from 'vitest';
import { shipped } from '../../ladder/library/fixtures.ts';
import { copied, readCopied } from './clipboard.ts';
import { edit } from './edit.ts';
import { asFile, readFile } from './file.ts';

const SEVEN = shipped('zeven-stappen');
const TEXT = copied(SEVEN, ['tweede-herinnering', 'bellen-na-vervaldatum']);

describe('the clipboard', () => {
  test('copied steps go as text from one ladder into another', () => {
    const content = readCopied(TEXT);
    if ('refused' in content) throw new Error(content.refused.en);
    expect(content.steps.map(({ id }) => id)).toEqual(['bellen-na-vervaldatum', 'tweede-herinnering']);
    const result = edit(shipped('stappenplan'), {
      type: 'paste_steps',
      at: { from: 'herinnering', port: 'next' },
      ...content,
    });
    if ('refused' in result) throw new Error(result.refused.en);
    expect(result.added).toHaveLength(2);
    expect(result.ladder.texts.nl[result.added[1]!]).toEqual(SEVEN.texts.nl['tweede-herinnering']);
  });

  test('something else on the clipboard is refused and says what to do', () => {
    for (const text of ['', 'Geachte heer', '[]', 'null', '{"steps":[]}', JSON.stringify(SEVEN)]) {
      expect(readCopied(text)).toEqual({
        refused: {
          nl: 'Op het klembord staan geen stappen van een aanmaanschema; kopieer eerst een of meer stappen.',
          en: 'There are no steps of a ladder on the clipboard; copy one or more steps first.',
        },
      });
    }
  });

  test('steps that were tampered with, stand twice, or come from a newer version are refused', () => {
    const content = JSON.parse(TEXT);
    const [step] = content.steps;
    for (const damaged of [
      { ...content, steps: [] },
      { ...content, steps: [{ ...step, kind: 'launch' }] },
      { ...content, steps: [step, step] },
      { ...content, steps: [{ ...step, script: 'x' }] },
      { ...content, texts: { nl: {} } },
      { ...content, texts: undefined },
    ]) {
      expect(readCopied(JSON.stringify(damaged))).toMatchObject({
        refused: { en: expect.stringContaining('damaged') },
      });
    }
    expect(readCopied(JSON.stringify({ ...content, version: 2 }))).toMatchObject({
      refused: { en: expect.stringContaining('newer version') },
    });
  });
});

describe('a ladder as a file', () => {
  test('what is written is read again, with texts in the order of the steps', () => {
    const file = asFile({ ...SEVEN, steps: SEVEN.steps.toReversed() });
    expect(readFile(file)).toEqual({ ladder: { ...SEVEN, steps: SEVEN.steps.toReversed() } });
    const ids = Object.keys(JSON.parse(file).texts.nl);
    const order = SEVEN.steps.toReversed().map(({ id }) => id);
    expect(ids).toEqual(order.filter((id) => ids.includes(id)));
  });

  test('what is no ladder is refused with its first problem, and how many more there are', () => {
    expect(readFile('hallo')).toMatchObject({ refused: { nl: expect.stringContaining('geen JSON') } });
    const { start: _, ...headless } = SEVEN;
    expect(readFile(JSON.stringify(headless))).toMatchObject({ refused: { nl: '"/start" ontbreekt; vul het in.' } });
    const none = readFile('{}');
    expect('refused' in none && none.refused.en).toMatch(/\(And \d+ more\.\)$/);
  });
});
