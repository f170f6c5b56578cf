/** The texts and names that a new step gets in both languages. */
import type {
  Charge,
  Condition,
  DeliveriesStep,
  Language,
  Localised,
  NoticeKind,
  StepText,
  Wording,
} from '../../../ladder/definition.ts';
import { explainCondition, kindLabel } from '../../../ladder/explain/explain.ts';
import { list, oneLine } from '../../../ladder/explain/text.ts';
import type { NewStep } from '../command.ts';
import { en } from './en.ts';
import { nl } from './nl.ts';

/** A paragraph for one invoice and for several, where they differ. */
type Paragraph = string | { one: string; several: string };

type Scripted = 'call' | 'task' | 'approve';

export interface DefaultTexts {
  notices: Record<NoticeKind, { subject: string; several: string; paragraphs: readonly Paragraph[] }>;
  scripts: Record<Scripted, Wording>;
  names: Record<Scripted | 'handover' | 'end' | 'done' | Charge | DeliveriesStep['action'], string>;
}

const TEXTS: Record<Language, DefaultTexts> = { nl, en };

const both = (say: (language: Language) => string): Localised => ({ nl: say('nl'), en: say('en') });

/** The text of a new step by language; null for one that says nothing. */
export function defaultText(step: NewStep): Record<Language, StepText> | null {
  switch (step.kind) {
    case 'send':
      return { nl: noticeText(nl, step.notice), en: noticeText(en, step.notice) };
    case 'call':
    case 'task':
    case 'approve':
      return { nl: nl.scripts[step.kind], en: en.scripts[step.kind] };
    default:
      return null;
  }
}

function noticeText({ notices }: DefaultTexts, kind: NoticeKind): StepText {
  const { subject, several, paragraphs } = notices[kind];
  const body = (of: 'one' | 'several') =>
    paragraphs.map((paragraph) => (typeof paragraph === 'string' ? paragraph : paragraph[of])).join('\n\n');
  return { subject, body: body('one'), several: { subject: several, body: body('several') } };
}

/** What a new step is called. */
export function defaultName(step: NewStep): Localised {
  switch (step.kind) {
    case 'send':
      return both((language) => kindLabel(step.notice, { language }));
    case 'charge':
      return both((language) => TEXTS[language].names[step.charge]);
    case 'deliveries':
      return both((language) => TEXTS[language].names[step.action]);
    case 'decide':
      return nameOfChoice([{ field: 'debtorKind', in: ['consumer'] }]);
    default:
      return both((language) => TEXTS[language].names[step.kind]);
  }
}

/** Names have 200 characters at most (`ladder/schema.ts`). */
const MAX_NAME_CHARS = 200;

/** "Debiteur is consument?" */
export function nameOfChoice(all: readonly Condition[]): Localised {
  return both((language) => {
    const and = language === 'nl' ? 'en' : 'and';
    const asked = oneLine(
      list(
        all.map((condition) => explainCondition(condition, { language })),
        and,
      ),
    );
    return `${asked.charAt(0).toUpperCase()}${asked.slice(1, MAX_NAME_CHARS - 1)}?`;
  });
}

/** The answer with which a new task ends. */
export const DONE: Localised = both((language) => TEXTS[language].names.done);
