/** Dutch first, English beside it; the choice is kept on this device. */
import { i18n } from '@lingui/core';
import type { Language } from '../../ladder/definition.ts';

const KEY = 'incassoladder.language';

const catalogues: Record<Language, () => Promise<{ messages: Record<string, string> }>> = {
  nl: () => import('../locales/nl.po'),
  en: () => import('../locales/en.po'),
};

/** How dates and numbers are written: in English as in Europe, as in every other place of the product. */
const FORMATS: Record<Language, string> = { nl: 'nl-NL', en: 'en-GB' };

/** The language chosen on this device; Dutch where none was. */
export function chosenLanguage(): Language {
  return localStorage.getItem(KEY) === 'en' ? 'en' : 'nl';
}

export async function speak(language: Language): Promise<void> {
  const { messages } = await catalogues[language]();
  i18n.loadAndActivate({ locale: language, locales: FORMATS[language], messages });
  document.documentElement.lang = language;
  localStorage.setItem(KEY, language);
}
