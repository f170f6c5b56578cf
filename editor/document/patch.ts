/** What differs between two documents, by value: how an edit is undone exactly, whatever it did. */
import { same } from '../../ladder/compare/compare.ts';
import {
  LANGUAGES,
  type Ladder,
  type Language,
  type Step,
  type StepId,
  type StepText,
} from '../../ladder/definition.ts';
import { EditRefused, REFUSALS } from './refusals.ts';

type Member = Exclude<keyof Ladder, 'steps' | 'texts'>;

/** As JSON it is what it was. Null stands for what is not there. */
export interface Patch {
  members: Partial<Record<Member, unknown>>;
  /** Steps that changed or come. */
  steps: Step[];
  /** All steps in their order, where one comes, goes or stands elsewhere. */
  order: StepId[] | null;
  texts: Record<Language, Record<StepId, StepText | null>>;
}

/** A document with each part that is as before being the very same value; the one before where nothing differs. */
export function settled(before: Ladder, after: Ladder): Ladder {
  if (before === after) return before;
  const old = new Map(before.steps.map((step) => [step.id, step]));
  const keep = <T>(was: T | undefined, is: T): T => (was !== undefined && same(was, is) ? was : is);
  const steps = after.steps.map((step) => keep(old.get(step.id), step));
  const result = Object.fromEntries(
    Object.entries(after)
      .filter(([, value]) => value !== undefined)
      .map(([member, value]) => [member, keep(before[member as keyof Ladder], value)]),
  ) as unknown as Ladder;
  if (result.steps !== before.steps) {
    result.steps = sameItems(before.steps, steps) ? before.steps : steps;
  }
  if (result.texts !== before.texts) {
    const texts = (language: Language): Record<StepId, StepText> => {
      const [was, is] = [before.texts[language], after.texts[language]];
      if (same(was, is)) return was;
      return Object.fromEntries(Object.entries(is).map(([id, text]) => [id, keep(ownText(was, id), text)]));
    };
    result.texts = { nl: texts('nl'), en: texts('en') };
  }
  const members = new Set([...Object.keys(before), ...Object.keys(result)]) as Set<keyof Ladder>;
  return [...members].every((member) => before[member] === result[member]) ? before : result;
}

const sameItems = (a: readonly unknown[], b: readonly unknown[]) =>
  a.length === b.length && a.every((item, index) => item === b[index]);

const ownText = (texts: Record<StepId, StepText>, id: StepId): StepText | undefined =>
  Object.hasOwn(texts, id) ? texts[id] : undefined;

/** The patch that makes one document of the other. Parts that are the same value are passed by. */
export function patchBetween(from: Ladder, to: Ladder): Patch {
  const members: Patch['members'] = {};
  for (const member of new Set([...Object.keys(from), ...Object.keys(to)]) as Set<keyof Ladder>) {
    if (member !== 'steps' && member !== 'texts' && from[member] !== to[member]) members[member] = to[member] ?? null;
  }
  const old = new Map(from.steps.map((step) => [step.id, step]));
  const isInOrder = sameItems(
    from.steps.map(({ id }) => id),
    to.steps.map(({ id }) => id),
  );
  return {
    members,
    steps: from.steps === to.steps ? [] : to.steps.filter((step) => old.get(step.id) !== step),
    order: isInOrder ? null : to.steps.map(({ id }) => id),
    texts: { nl: textsBetween(from.texts.nl, to.texts.nl), en: textsBetween(from.texts.en, to.texts.en) },
  };
}

function textsBetween(from: Record<StepId, StepText>, to: Record<StepId, StepText>): Record<StepId, StepText | null> {
  if (from === to) return {};
  const ids = new Set([...Object.keys(from), ...Object.keys(to)]);
  const changed = [...ids].filter((id) => ownText(from, id) !== ownText(to, id));
  return Object.fromEntries(changed.map((id) => [id, ownText(to, id) ?? null]));
}

/** The document with a patch applied. Throws an EditRefused where the patch belongs to another document. */
export function patched(ladder: Ladder, patch: Patch): Ladder {
  const members = Object.entries({ ...ladder, ...patch.members }).filter(([, value]) => value !== null);
  return {
    ...(Object.fromEntries(members) as unknown as Ladder),
    steps: patchedSteps(ladder.steps, patch),
    texts: LANGUAGES.some((language) => Object.keys(patch.texts[language]).length > 0)
      ? { nl: patchedTexts(ladder.texts.nl, patch.texts.nl), en: patchedTexts(ladder.texts.en, patch.texts.en) }
      : ladder.texts,
  };
}

function patchedSteps(steps: Ladder['steps'], { steps: changed, order }: Patch): Step[] {
  if (changed.length === 0 && order === null) return steps;
  const known = new Map([...steps, ...changed].map((step) => [step.id, step]));
  const isElsewhere = order
    ? order.some((id) => !known.has(id)) || changed.some(({ id }) => !order.includes(id))
    : known.size !== steps.length;
  if (isElsewhere) throw new EditRefused(REFUSALS.otherDocument());
  return (order ?? steps.map(({ id }) => id)).map((id) => known.get(id)!);
}

function patchedTexts(
  texts: Record<StepId, StepText>,
  changed: Record<StepId, StepText | null>,
): Record<StepId, StepText> {
  if (Object.keys(changed).length === 0) return texts;
  const all = Object.entries({ ...texts, ...changed });
  return Object.fromEntries(all.filter((entry): entry is [StepId, StepText] => entry[1] !== null));
}
