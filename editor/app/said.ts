/** What the product says in both languages, in that of the screen. */
import { useLingui } from '@lingui/react';
import type { Language, Localised } from '../../ladder/definition.ts';

export function useLanguage(): Language {
  return useLingui().i18n.locale as Language;
}

export function useSaid(): (text: Localised) => string {
  const language = useLanguage();
  return (text) => text[language];
}
