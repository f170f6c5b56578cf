/** Money is integer cents of one currency; text amounts are decimals with a point ("1210.00"). No floats anywhere. */
export type Cents = number;

/** ISO 4217 code. */
export type Currency = string;

/** The largest amount that is read: ten billion, far inside the integers that a double holds exactly. */
export const MAX_CENTS: Cents = 1_000_000_000_000;

const AMOUNT_PATTERN = /^(-?)(\d{1,11})(?:\.(\d{1,2}))?$/;

/** Reads "1210", "1210.5" or "-1210.50" as cents. Returns null for any other text. */
export function parseAmount(text: string): Cents | null {
  const match = AMOUNT_PATTERN.exec(text);
  if (!match) return null;
  const cents = Number(match[2]) * 100 + Number((match[3] ?? '').padEnd(2, '0'));
  if (cents > MAX_CENTS) return null;
  return match[1] && cents !== 0 ? -cents : cents;
}

/** "1210.00", the form in which the API and files carry an amount. */
export function decimalAmount(cents: Cents): string {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** "€ 1.210,00" in Dutch, "€1,210.00" in English; other currencies by their code. */
export function formatAmount(cents: Cents, currency: Currency, language: 'nl' | 'en'): string {
  const [whole = '0', fraction = '00'] = decimalAmount(Math.abs(cents)).split('.');
  const [group, point] = language === 'nl' ? ['.', ','] : [',', '.'];
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
  const sign = cents < 0 ? '-' : '';
  const symbol = currency === 'EUR' ? '€' : `${currency} `;
  const gap = currency === 'EUR' && language === 'nl' ? '\u00a0' : '';
  return language === 'nl'
    ? `${symbol}${gap}${sign}${grouped}${point}${fraction}`
    : `${sign}${symbol}${grouped}${point}${fraction}`;
}
