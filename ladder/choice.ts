/**
 * Which ladder an invoice gets: policy as data, a document for each creditor (`design.md` §3). The first rule of which all
 * conditions hold decides; when none does, `otherwise`.
 */
import { type DebtorCondition, type DebtorTraits, isDebtor, within } from './conditions.ts';
import { canHold, isTaken } from './covering.ts';
import type { Localised } from './definition.ts';
import type { Cents } from './money.ts';
import { type CivilDate, daysBetween } from './time/civil.ts';

/** One test of debtor or invoice; bounds are inclusive below (`atLeast`) and exclusive above (`below`). */
export type ChoiceCondition =
  | DebtorCondition
  /** The whole invoice, and the days from issue to due date. */
  | { field: 'amountCents' | 'termDays'; atLeast?: number; below?: number };

export interface ChoiceRule {
  /** Shown to colleagues where it chose. */
  name: string;
  all: ChoiceCondition[];
  /** The id of a ladder; its latest version at registration is taken. */
  ladder: string;
}

export interface LadderChoice {
  rules: ChoiceRule[];
  otherwise: string;
}

/** What a choice looks at. */
export interface ChoiceCase {
  debtor: DebtorTraits;
  invoice: { amountCents: Cents; termDays: number };
}

export interface ChosenLadder {
  id: string;
  /** The name of the rule that chose it; null when none did. */
  rule: string | null;
}

/** The ladder for an invoice, and the rule that chose it. */
export function chooseLadder({ rules, otherwise }: LadderChoice, given: ChoiceCase): ChosenLadder {
  const rule = rules.find(({ all }) => all.every((condition) => meets(condition, given)));
  return rule ? { id: rule.ladder, rule: rule.name } : { id: otherwise, rule: null };
}

/** The payment term that a choice looks at. */
export const termOf = (issuedOn: CivilDate, dueOn: CivilDate) => daysBetween(issuedOn, dueOn);

function meets(condition: ChoiceCondition, { debtor, invoice }: ChoiceCase): boolean {
  switch (condition.field) {
    case 'amountCents':
      return within(invoice.amountCents, condition);
    case 'termDays':
      return within(invoice.termDays, condition);
    default:
      return isDebtor(condition, debtor);
  }
}

export interface ChoiceProblem {
  problem: 'unknown_ladder' | 'duplicate_name' | 'contradiction' | 'never_reached';
  /** The very place, as a JSON pointer (RFC 6901). */
  pointer: string;
  /** What is wrong and how to mend it. */
  sentence: Localised;
}

/** What is wrong with a choice that is well formed, in the order of its rules; `published` are the ids of ladders. */
export function choiceProblems({ rules, otherwise }: LadderChoice, published: readonly string[]): ChoiceProblem[] {
  const unknown = (ladder: string, pointer: string): ChoiceProblem[] =>
    published.includes(ladder) ? [] : [unknownLadder(ladder, pointer)];
  const found = rules.flatMap((rule, index): ChoiceProblem[] => {
    const before = rules.slice(0, index);
    return [
      ...unknown(rule.ladder, `/rules/${index}/ladder`),
      ...(before.some(({ name }) => name === rule.name) ? [duplicateName(rule, index)] : []),
      ...reach(rule, before, index),
    ];
  });
  return [...found, ...unknown(otherwise, '/otherwise')];
}

function reach({ name, all }: ChoiceRule, before: readonly ChoiceRule[], index: number): ChoiceProblem[] {
  if (!canHold(all)) {
    const nl = `Regel "${name}" spreekt zichzelf tegen en geldt nooit; verbeter de voorwaarden of haal de regel weg.`;
    const en = `Rule "${name}" contradicts itself and never holds; mend its conditions, or take it out.`;
    return [{ problem: 'contradiction', pointer: `/rules/${index}/all`, sentence: { nl, en } }];
  }
  if (
    !isTaken(
      all,
      before.map((rule) => rule.all),
    )
  )
    return [];
  const nl = `Regel "${name}" komt nooit aan de beurt: de regels erboven nemen elk geval al; zet hem hoger of haal hem weg.`;
  const en = `Rule "${name}" is never reached: the rules above it take every case; move it up, or take it out.`;
  return [{ problem: 'never_reached', pointer: `/rules/${index}`, sentence: { nl, en } }];
}

function unknownLadder(ladder: string, pointer: string): ChoiceProblem {
  const nl = `Er is geen gepubliceerd aanmaanschema "${ladder}"; publiceer het eerst, of kies een ander.`;
  const en = `There is no published ladder "${ladder}"; publish it first, or choose another.`;
  return { problem: 'unknown_ladder', pointer, sentence: { nl, en } };
}

function duplicateName({ name }: ChoiceRule, index: number): ChoiceProblem {
  const nl = `Twee regels heten "${name}"; geef er één een andere naam, anders zegt het logboek niet welke koos.`;
  const en = `Two rules are called "${name}"; give one another name, or the log does not tell which of them chose.`;
  return { problem: 'duplicate_name', pointer: `/rules/${index}/name`, sentence: { nl, en } };
}
