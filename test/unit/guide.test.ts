import { readdirSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { eventType } from '../../editor/simulator/run/event-types.ts';
import { LANGUAGES } from '../../ladder/definition.ts';
import { kindLabel } from '../../ladder/explain/explain.ts';
import { catalogue } from '../support/words.ts';

const GUIDE = new URL('../../docs/guide/', import.meta.url);
const MAX_PICTURE_BYTES = 150_000;

describe.each(LANGUAGES)('the user guide, %s', (language) => {
  const text = readFileSync(new URL(`README.${language}.md`, GUIDE), 'utf8');
  const folder = new URL(`pictures/${language}/`, GUIDE);

  test('every picture that it names is there, and every picture that is there is named', () => {
    const named = [...text.matchAll(/\]\((pictures\/[^)]+)\)/g)].map(([, path]) =>
      path!.replace(`pictures/${language}/`, ''),
    );
    expect(named.toSorted()).toEqual(readdirSync(folder).toSorted());
  });

  test('its pictures are small', () => {
    const large = readdirSync(folder).filter((name) => statSync(new URL(name, folder)).size > MAX_PICTURE_BYTES);
    expect(large).toEqual([]);
  });

  test('what it calls by name is called so on the screen', () => {
    const letter = kindLabel('fourteen-day-letter', { language });
    const said = new Set([...catalogue(language).values()].map((message) => message.replace(/\{name\}/g, letter)));
    const others = ['+', letter, eventType('payment').name[language]];
    const bold = [...text.replace(/\s+/g, ' ').matchAll(/\*\*(.+?)\*\*/g)].map(([, name]) => name!);
    expect(bold.length).toBeGreaterThan(20);
    // What is bold in its first sentences is no button, but the word that the guide explains.
    const explained = { nl: ['concept'], en: ['draft'] }[language];
    expect(bold.filter((name) => !said.has(name) && !others.includes(name) && !explained.includes(name))).toEqual([]);
  });
});
