/**
 * The change between two versions of a ladder, in sentences: for the list of changes, the dialog before publishing and the
 * audit log. What two versions have in common is passed by at once where it is the same value.
 */

import type { GivenMapping } from '../change/mapping.ts';
import { LANGUAGES, type Ladder, type Localised, type Step, type StepId } from '../definition.ts';
import { kindLabel } from '../explain/explain.ts';
import { named, oneLine } from '../explain/text.ts';
import { en } from './en.ts';
import {
  CATEGORY,
  type Category,
  type Changed,
  differing,
  type Facet,
  facetsOf,
  facetsOfLadder,
  facetsOfText,
} from './facets.ts';
import { nl } from './nl.ts';
import { changedRows, reordered } from './rows.ts';
import { same } from './same.ts';
import { beside, type Versions } from './versions.ts';
import { changedWays, type Place, placesOf } from './ways.ts';
import { both, type NameOf, type Phrase, type Words } from './words.ts';

export type { Category } from './facets.ts';
export { same } from './same.ts';

/** One thing that differs. */
export interface Difference {
  category: Category;
  /** The steps that are meant, by their ids in the new version, else in the old; none for the ladder as a whole. */
  steps: StepId[];
  /** "Aanmaning: dag 30 → dag 25". */
  sentence: Localised;
}

const WORDS = { nl, en };

/**
 * What differs from one version to another: step by step in the order of the new one, then what was removed, then the ladder
 * as a whole. `given` says which removed step goes on as which (`change/mapping.ts`). Not told: id, version, `$schema`, and
 * the order in which the document lists its steps.
 */
export function compare(from: Ladder, to: Ladder, given: GivenMapping = {}): Difference[] {
  if (from === to) return [];
  const versions = beside(from, to, given);
  const { moved, changed: ways } = changedWays(versions);
  const tell = tellerOf(versions);
  const ofSteps = versions.to.steps.flatMap((step) => {
    const before = versions.old.get(step.id);
    if (!before) return [tell.added(step)];
    const renamed = versions.renamed.get(step.id);
    const move = moved.find((candidate) => candidate.step === step.id);
    return [
      ...(renamed === undefined ? [] : [tell.replaced(before, step)]),
      ...(move ? [tell.moved(step, move.was, move.is)] : []),
      ...[...changedFields(before, step), ...(ways.get(step.id) ?? []), ...changedTexts(versions, step.id)].map(
        (changed) => tell.changed(changed, step),
      ),
    ];
  });
  const removed = versions.from.steps.filter(({ id }) => !versions.fresh.has(id)).map(tell.removed);
  const whole = differing(facetsOfLadder(versions.from), facetsOfLadder(to), same);
  const strays = strayTexts(versions);
  return [
    ...ofSteps,
    ...removed,
    ...[...(ways.get(null) ?? []), ...whole, ...strays].map((changed) => tell.changed(changed, null)),
  ];
}

/** Several differences as one label: the first, or the first of a step, and how many more there are; null for none. */
export function labelOfAll(differences: readonly Difference[], step?: StepId): Localised | null {
  const main = differences.find(({ steps }) => step !== undefined && steps.includes(step)) ?? differences[0];
  if (!main) return null;
  const more = differences.length - 1;
  return more === 0 ? main.sentence : both((language) => WORDS[language].andMore(main.sentence[language], more));
}

function changedFields(before: Step, step: Step): Changed[] {
  if (before === step) return [];
  const fields = differing(facetsOf(before), facetsOf(step), same);
  if (before.kind === 'decide' && step.kind === 'decide') return [...fields, ...changedRows(before.rows, step.rows)];
  if (before.kind !== 'task' || step.kind !== 'task') return fields;
  const places = step.outcomes
    .map(({ id }) => before.outcomes.findIndex((outcome) => outcome.id === id) + 1)
    .filter((place) => place > 0);
  const isInOrder = places.every((place, at) => at === 0 || places[at - 1]! < place);
  return isInOrder ? fields : [...fields, reordered('outcomeOrder', places)];
}

function changedTexts({ from, to }: Versions, id: StepId): Changed[] {
  if (from.texts === to.texts) return [];
  return LANGUAGES.flatMap((language) => {
    const [was, is] = [from, to].map(({ texts }) =>
      Object.hasOwn(texts[language], id) ? texts[language][id] : undefined,
    );
    return was === is ? [] : differing(facetsOfText(was, language), facetsOfText(is, language), same);
  });
}

/** Texts that belong to no step of either version. */
function strayTexts(versions: Versions): Changed[] {
  const { from, to, old, fresh } = versions;
  if (from.texts === to.texts) return [];
  const ids = new Set(LANGUAGES.flatMap((language) => [from, to].flatMap(({ texts }) => Object.keys(texts[language]))));
  return [...ids].filter((id) => !old.has(id) && !fresh.has(id)).flatMap((id) => changedTexts(versions, id));
}

/** At most so many steps are named where one stands after several. */
const MOST_PLACES = 2;

function tellerOf(versions: Versions) {
  const nameIn = (language: 'nl' | 'en', ladder: Versions): NameOf => {
    return (id) => named((ladder.fresh.get(id) ?? ladder.old.get(id))?.name[language] ?? id);
  };
  const say = (sentence: (words: Words, name: NameOf) => string): Localised =>
    both((language) => sentence(WORDS[language], nameIn(language, versions)));
  const of = (category: Category, steps: StepId[], sentence: (words: Words, name: NameOf) => string): Difference => ({
    category,
    steps,
    sentence: say(sentence),
  });
  return {
    added: (step: Step) =>
      of('steps', [step.id], (words, name) => {
        const places = placesIn(words, placesOf(versions.to, step.id));
        return words.added(name(step.id), [kindOf(words, step), ...dayOf(words, step, name)], places);
      }),
    removed: (step: Step) => {
      const into = versions.merged.get(step.id);
      return of('steps', [step.id, ...(into === undefined ? [] : [into])], (words, name) =>
        into === undefined ? words.removed(name(step.id)) : words.merged(name(step.id), name(into)),
      );
    },
    replaced: (before: Step, step: Step) =>
      of('steps', [step.id], (words) =>
        words.replaced(named(before.name[words.language]), named(step.name[words.language])),
      ),
    moved: (step: Step, was: readonly Place[], is: readonly Place[]) =>
      of('order', [step.id], (words, name) => words.moved(name(step.id), placesIn(words, was), placesIn(words, is))),
    changed: (changed: Changed, step: Step | null) =>
      of(CATEGORY[(changed.is ?? changed.was)!.facet], step ? [step.id] : [], (words, name) => {
        // A step that gets another name is told by the one by which it was known.
        const isName = changed.is?.facet === 'name';
        const about = step && isName ? (versions.old.get(step.id) ?? step) : step;
        return sentenceOf(words, about ? oneLine(about.name[words.language]) : words.ladder, changed, name);
      }),
  };
}

function sentenceOf(words: Words, subject: string, { was, is }: Changed, name: NameOf): string {
  const [before, now] = [was && phraseOf(words, was, name), is && phraseOf(words, is, name)];
  const { label, value } = (now ?? before)!;
  if (value === null) return words.altered(subject, label, !before ? 'added' : now ? 'changed' : 'removed');
  const alone = was && is && daysAlone(words, was, is);
  if (before && now) return words.changed(subject, label, alone ?? before.value!, value);
  const whole = label === '' ? value : `${label} ${value}`;
  return now ? words.begins(subject, whole) : words.ends(subject, whole);
}

/** The former days without their anchor, where the new ones count from the same; null where they do not. */
function daysAlone(words: Words, was: Facet, is: Facet): string | null {
  if (was.facet !== 'day' || is.facet !== 'day') return null;
  const { days, unit, ...from } = was.anchor;
  const { days: now, ...rest } = is.anchor;
  const isDayOfLadder = unit === 'days' && from.after === 'due';
  if (isDayOfLadder || days * now <= 0 || !same({ unit, ...from }, rest)) return null;
  return words.days(Math.abs(days), unit);
}

function phraseOf(words: Words, facet: Facet, name: NameOf): Phrase {
  if (facet.facet === 'event') {
    // The form and member pick the words of their own value: `Words` says so for each, which an indexed call cannot express.
    const form = words.events[facet.event] as Record<string, (value: unknown, name: NameOf) => Phrase>;
    return form[facet.member]!(facet.value, name);
  }
  const say = words.facets[facet.facet] as (facet: Facet, name: NameOf) => Phrase;
  return say(facet, name);
}

function kindOf(words: Words, step: Step): string {
  const { language } = words;
  return step.kind === 'send' ? kindLabel(step.notice, { language }).toLowerCase() : words.kinds[step.kind];
}

function dayOf(words: Words, step: Step, name: NameOf): string[] {
  const day = facetsOf(step).get('day');
  return day ? [phraseOf(words, day, name).value!] : [];
}

/** "na ‘Bellen’ en ‘Herinnering’". */
function placesIn(words: Words, places: readonly Place[]): string {
  const steps = [...new Set(places.filter(({ from }) => from !== null).map(({ from }) => from!))];
  if (places.length === 0) return '';
  if (steps.length === 0) return words.first;
  const names = steps.slice(0, MOST_PLACES).map(({ name }) => named(name[words.language]));
  return words.after(names, steps.length - names.length);
}
