import type { Language } from '../../ladder/definition.ts';
import { type CivilDate, dayOf, weekday } from '../../ladder/time/civil.ts';

const DAYS: Record<Language, readonly string[]> = {
  nl: ['ma', 'di', 'wo', 'do', 'vr', 'za', 'zo'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
};

/** `wo 04-03-2026`, always as wide. */
export function dayText(date: CivilDate, language: Language): string {
  const day = DAYS[language][weekday(dayOf(date)) - 1];
  return `${day} ${language === 'nl' ? date.split('-').reverse().join('-') : date}`;
}
