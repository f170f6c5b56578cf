/** Sentences of `check` as the editor shows them: steps by their names. Ids are for who reads the document. */
import type { Rule } from '../../ladder/check/findings.ts';
import type { Language, Localised, Step } from '../../ladder/definition.ts';
import { named } from '../../ladder/explain/text.ts';

/** Rules that are about ids themselves. */
const ABOUT_IDS: ReadonlySet<string> = new Set<Rule>(['duplicate-step', 'duplicate-outcome', 'unknown-step', 'schema']);

/** The sentence with the name of each step in the place of its id. */
export function byName(rule: string, sentence: Localised, steps: readonly Step[]): Localised {
  if (ABOUT_IDS.has(rule)) return sentence;
  const names = new Map(steps.map(({ id, name }) => [id, name]));
  const say = (language: Language) =>
    sentence[language].replaceAll(/"([^"]*)"/g, (quoted, id: string) => {
      const name = names.get(id)?.[language];
      return name ? named(name) : quoted;
    });
  return { nl: say('nl'), en: say('en') };
}
