/** Problems and fixes in words. */
import type { Language, Localised } from '../definition.ts';
import { en } from './en.ts';
import { type Finding, type Mend, type Problem, type Rule, SEVERITY, type ToldBy } from './findings.ts';
import { nl } from './nl.ts';

/** What a language says of each rule and each mend: whole sentences, and labels as on a button. */
export interface Words {
  /** `step` is quoted, ready to stand in a sentence; empty for the ladder as a whole. */
  rules: { [R in Rule]: (told: ToldBy<R>, step: string) => string };
  mends: { [Does in Mend['does']]: (mend: Extract<Mend, { does: Does }>) => string };
}

const WORDS: Record<Language, Words> = { nl, en };

/** The place of a finding, as a sentence in both languages, with its fix. */
export function problemOf(finding: Finding): Problem {
  const { rule, step, pointer, mend } = finding;
  return {
    rule,
    severity: SEVERITY[rule],
    step,
    pointer,
    sentence: inBoth((words) => sentence(words, finding)),
    ...(mend && { fix: { label: inBoth((words) => label(words, mend)), operations: mend.operations } }),
  };
}

const inBoth = (say: (words: Words) => string): Localised => ({ nl: say(WORDS.nl), en: say(WORDS.en) });

function sentence(words: Words, finding: Finding): string {
  // The rule picks the words of its own findings: `Words` says so for each, which an indexed call cannot express.
  const say = words.rules[finding.rule] as (told: Finding, step: string) => string;
  return say(finding, finding.step === null ? '' : `"${finding.step}"`);
}

function label(words: Words, mend: Mend): string {
  const say = words.mends[mend.does] as (mend: Mend) => string;
  return say(mend);
}

/** A problem as the command line and the API tell it: English under the bare names, Dutch beside it. */
export function asTold({ sentence, fix, ...problem }: Problem) {
  return {
    ...problem,
    sentence: sentence.en,
    sentence_nl: sentence.nl,
    fix: fix ? { label: fix.label.en, label_nl: fix.label.nl, operations: fix.operations } : null,
  };
}
