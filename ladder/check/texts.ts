/** Rules of texts: each step that speaks has one in each language, and all that it leaves open can be filled in. */
import { LANGUAGES, type Ladder, type Language, type Step, type StepText, type Wording } from '../definition.ts';
import { fieldsIn, unknownFields } from '../texts.ts';
import type { Finding } from './findings.ts';
import { stepsById } from './paths.ts';
import { type Pointer, pointerTo } from './places.ts';

const HAS_TEXT: readonly Step['kind'][] = ['send', 'call', 'task', 'approve'];
/** True for steps that speak, to the debtor or to a colleague. */
export const hasText = ({ kind }: Pick<Step, 'kind'>): boolean => HAS_TEXT.includes(kind);

export function texts(ladder: Ladder, step: Step): Finding[] {
  if (!hasText(step)) return [];
  return LANGUAGES.flatMap((language): Finding[] => {
    const text = ladder.texts[language][step.id];
    const pointer = pointerTo('texts', language, step.id);
    if (!text) return [{ rule: 'missing-text', step: step.id, pointer, language }];
    return [
      ...parts(text).flatMap((part) => wrongFields(step, language, part, pointer)),
      ...deadline(step, language, text),
    ];
  });
}

interface Part {
  /** Where it stands in the text, as the end of a pointer. */
  place: Pointer;
  wording: Wording;
}

/** Subject and body apart, those for several invoices too, so that each problem is told where it stands. */
function parts({ several, ...single }: StepText): Part[] {
  const halves = (place: Pointer, { subject, body }: Wording): Part[] => [
    { place: `${place}/subject`, wording: { subject, body: '' } },
    { place: `${place}/body`, wording: { subject: '', body } },
  ];
  return [...halves('', single), ...(several ? halves('/several', several) : [])];
}

function wrongFields(step: Step, language: Language, { place, wording }: Part, at: Pointer): Finding[] {
  const pointer = `${at}${place}`;
  return unknownFields(wording).map((field) => ({
    rule: 'unknown-merge-field',
    step: step.id,
    pointer,
    language,
    field,
  }));
}

/**
 * A final payment date that the step does not set; or one in a fourteen-day letter, whose term runs from receipt: a date that
 * falls within it costs the creditor all collection costs (NL:HR:2016:2704), so it has no value there.
 */
function deadline(step: Step, language: Language, text: StepText): Finding[] {
  if (step.kind !== 'send') return [];
  const isLetter = step.notice === 'fourteen-day-letter';
  if (step.termDays !== undefined && !isLetter) return [];
  const part = parts(text).find((candidate) => fieldsIn(candidate.wording).includes('notice.deadline'));
  if (!part) return [];
  const pointer = `${pointerTo('texts', language, step.id)}${part.place}`;
  const rule = isLetter ? 'letter-states-date' : 'unanswered-merge-field';
  return [{ rule, step: step.id, pointer, language }];
}

/** Texts of no step: a typing error in an id, or what is left of a step that went. */
export function strayTexts(ladder: Ladder): Finding[] {
  const steps = stepsById(ladder);
  return LANGUAGES.flatMap((language) =>
    Object.keys(ladder.texts[language])
      .filter((id) => !steps.has(id))
      .map((id): Finding => {
        const pointer = pointerTo('texts', language, id);
        const mend = { does: 'remove' as const, operations: [{ op: 'remove' as const, path: pointer }] };
        return { rule: 'unknown-text', step: id, pointer, language, mend };
      }),
  );
}
