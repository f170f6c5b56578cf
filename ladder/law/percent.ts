/** A percentage in hundredths: 10_15 is 10.15%. No floats. */
export type HundredthsPercent = number;

/** So many make a whole. */
export const WHOLE: HundredthsPercent = 100_00;

/** A share of an amount, in cents, rounded half up; for amounts up to a billion euros. */
export function shareOf(cents: number, rate: HundredthsPercent): number {
  return Math.floor((cents * rate) / WHOLE + 0.5);
}

/** "10,15%" in Dutch, "10.15%" in English; "4%" where it is whole. */
export function formatPercent(rate: HundredthsPercent, language: 'nl' | 'en'): string {
  const fraction = rate % 100 === 0 ? '' : `${language === 'nl' ? ',' : '.'}${String(rate % 100).padStart(2, '0')}`;
  return `${Math.floor(rate / 100)}${fraction}%`;
}
