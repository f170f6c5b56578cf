/** An event of a try in a few words: "Betaling € 500,00". */
import type { Ladder, Language } from '../../../ladder/definition.ts';
import { outcomeLabel } from '../../../ladder/explain/explain.ts';
import { named, oneLine } from '../../../ladder/explain/text.ts';
import { formatAmount } from '../../../ladder/money.ts';
import { formatDate } from '../../../ladder/texts/fields.ts';
import { eventType } from './event-types.ts';
import { dateAt, type Try, type TryEvent } from './try.ts';

export function summaryOf(event: TryEvent, given: Try, ladder: Ladder, language: Language): string {
  const { type, fields } = event;
  const told: string[] = [];
  if (fields.amount !== undefined) told.push(formatAmount(Number(fields.amount), given.invoice.currency, language));
  if (fields.step !== undefined) told.push(named(stepName(String(fields.step), ladder, language)));
  const chosen = fields.outcome ?? fields.decision;
  if (chosen !== undefined) {
    const [step] = String(fields.step ?? '').split('.');
    told.push(outcomeLabel(String(chosen), { ladder, language, step: step! }));
  }
  const until = fields.until ?? fields.expected_on ?? fields.due_on ?? (type === 'promise' ? fields.on : undefined);
  if (until !== undefined)
    told.push(`${UNTIL[language]} ${formatDate(dateAt(given.invoice, Number(until)), language)}`);
  const [first, ...rest] = told;
  const name = eventType(type).name[language];
  return first === undefined ? name : `${name}: ${[first, ...rest].join(', ')}`;
}

const UNTIL: Record<Language, string> = { nl: 'tot', en: 'to' };

/** The name of a step, or of what the engine asks at one; the id where the ladder has none. */
export function stepName(name: string, ladder: Ladder, language: Language): string {
  const [id] = name.split('.');
  const step = ladder.steps.find((one) => one.id === id);
  return step ? oneLine(step.name[language]) : name;
}
