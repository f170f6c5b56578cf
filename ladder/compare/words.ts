/**
 * What a language must be able to say of a difference. `nl.ts` and `en.ts` both have this shape, so that the compiler finds
 * what one of them lacks, and every facet and event form that is added asks for its words.
 */
import type { Anchor, Language, Localised, SendStep, Step, StepId } from '../definition.ts';
import type { EventHandling } from '../event-handling.ts';
import type { Facet } from './facets.ts';

/** The facet of a name; several names may share one shape. */
export type FacetOf<F extends Facet['facet']> = Facet extends infer One
  ? One extends Facet
    ? F extends One['facet']
      ? One
      : never
    : never
  : never;

/** A label, and a value that reads on from it; null where the value is too long to tell: "uiterlijk", "dag 45". */
export interface Phrase {
  label: string;
  value: string | null;
}

/** Looks up the name of a step of either version; it comes quoted. */
export type NameOf = (id: StepId) => string;

export interface Words {
  language: Language;
  facets: {
    [F in Exclude<Facet['facet'], 'event'>]: (facet: FacetOf<F>, name: NameOf) => Phrase;
  };
  events: {
    [E in keyof EventHandling]: {
      [M in keyof EventHandling[E]]-?: (value: NonNullable<EventHandling[E][M]>, name: NameOf) => Phrase;
    };
  };
  /** "3 werkdagen": a day of which the anchor is told already. */
  days: (count: number, unit: Anchor['unit']) => string;
  kinds: Record<Step['kind'], string>;
  channels: Record<SendStep['channel'], string>;
  /** What a difference in the ladder as a whole begins with. */
  ladder: string;
  changed: (subject: string, label: string, was: string, is: string) => string;
  begins: (subject: string, phrase: string) => string;
  ends: (subject: string, phrase: string) => string;
  /** Of what has no value to tell. */
  altered: (subject: string, label: string, how: 'added' | 'changed' | 'removed') => string;
  /** `what` tells the kind and the day of the step, `places` where it stands. */
  added: (step: string, what: readonly string[], places: string) => string;
  removed: (step: string) => string;
  replaced: (step: string, by: string) => string;
  merged: (step: string, into: string) => string;
  moved: (step: string, was: string, is: string) => string;
  /** Where a step stands: after these, or at the beginning where it comes first. */
  after: (steps: readonly string[], more: number) => string;
  first: string;
  /** More differences than the one that was told. */
  andMore: (sentence: string, more: number) => string;
}

/** Both languages of a sentence. */
export const both = (say: (language: Language) => string): Localised => ({ nl: say('nl'), en: say('en') });
