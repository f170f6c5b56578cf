import { useLingui } from '@lingui/react/macro';
import type { Language } from '../../ladder/definition.ts';

/** What the two languages are called on screen. */
export function useLanguageNames(): Record<Language, string> {
  const { t } = useLingui();
  return { nl: t`Dutch`, en: t`English` };
}
