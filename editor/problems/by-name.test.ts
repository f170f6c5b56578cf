import { expect, test } from 'vitest';
import { check } from '../../ladder/check/check.ts';
import { shippedLadders } from '../../ladder/library/library.ts';
import { byName } from './by-name.ts';

const ladder = shippedLadders().find(({ id }) => id === 'zeven-stappen')!;
const without = { ...ladder, texts: { ...ladder.texts, nl: { ...ladder.texts.nl } } };
delete without.texts.nl.ingebrekestelling;
const [problem] = check(without);

test('a problem names its step as people call it', () => {
  expect(problem!.sentence.nl).toContain('"ingebrekestelling"');
  const told = byName(problem!.rule, problem!.sentence, ladder.steps);
  expect(told.nl).toBe('‘Ingebrekestelling’ heeft geen tekst in taal "nl"; schrijf die.');
  expect(told.en).toContain('‘Notice of default’');
});

test('what is quoted and no step stays as it is, and so does a sentence about ids', () => {
  const said = { nl: '"nergens" en "einde"', en: '"nowhere" and "einde"' };
  expect(byName('cycle', said, ladder.steps).nl).toBe('"nergens" en ‘Einde’');
  expect(byName('duplicate-step', said, ladder.steps)).toBe(said);
});
