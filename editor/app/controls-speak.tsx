import type { ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components';
import type { Language } from '../../ladder/definition.ts';
import { useLanguage } from './said.ts';

const LOCALES: Record<Language, string> = { nl: 'nl-NL', en: 'en-GB' };

/** The controls write numbers and say their own words in the language of the screen, whatever that of the browser is. */
export function ControlsSpeak({ children }: { children: ReactNode }) {
  return <I18nProvider locale={LOCALES[useLanguage()]}>{children}</I18nProvider>;
}
