/** Payment references with check digits: the Dutch betalingskenmerk, and the creditor reference of ISO 11649. */
import { passesMod97 } from './iban.ts';

/** A reference as it is kept, or the sentence that says why it is none. */
export type ReadReference = { reference: string } | { problem: string };

/** From the rightmost digit to the left, and then again from the first (Betaalvereniging Nederland). */
const WEIGHTS = [2, 4, 8, 5, 10, 9, 7, 3, 6, 1];

/**
 * Reads a betalingskenmerk: 7 digits without any check; 9 to 14 digits, of which the first is the check digit and the
 * second tells how many follow it (10, 11 and 12 as 0, 1 and 2); or 16 digits, of which the first is the check digit.
 * Spaces between digits do not count. Source: Betaalvereniging Nederland, specificaties betalingskenmerk.
 */
export function readBetalingskenmerk(text: string): ReadReference {
  const digits = text.replace(/\s/g, '');
  if (!/^\d+$/.test(digits)) return { problem: 'A betalingskenmerk consists of digits only.' };
  const { length } = digits;
  if (length !== 7 && length !== 16 && (length < 9 || length > 14)) {
    return { problem: `A betalingskenmerk has 7, 9 to 14 or 16 digits; this one has ${length}.` };
  }
  if (length === 7) return { reference: digits };
  const check = checkDigit(digits.slice(1));
  if (check !== Number(digits[0])) {
    return {
      problem: `The first digit of the betalingskenmerk, its check digit, should be ${check}: a digit is wrong.`,
    };
  }
  const following = length - 2;
  if (length < 16 && Number(digits[1]) !== following % 10) {
    return {
      problem: `The second digit of the betalingskenmerk should be ${following % 10}, since ${following} digits follow it.`,
    };
  }
  return { reference: digits };
}

/** The weighted sum modulo 11, taken from 11; 10 becomes 1 and 11 becomes 0. */
function checkDigit(digits: string): number {
  const sum = [...digits].reverse().reduce((sum, digit, index) => sum + Number(digit) * WEIGHTS[index % 10]!, 0);
  const check = 11 - (sum % 11);
  return check === 10 ? 1 : check % 11;
}

/**
 * Reads a creditor reference (ISO 11649): `RF`, two check digits (mod 97-10) and 1 to 21 letters or digits, which are
 * kept in capitals and without spaces.
 */
export function readCreditorReference(text: string): ReadReference {
  const reference = text.replace(/\s/g, '').toUpperCase();
  if (!/^RF\d{2}/.test(reference)) {
    return { problem: 'A creditor reference (ISO 11649) begins with RF and two check digits.' };
  }
  if (!/^.{4}[A-Z0-9]{1,21}$/.test(reference)) {
    return { problem: 'After its check digits a creditor reference (ISO 11649) has 1 to 21 letters or digits.' };
  }
  if (!passesMod97(reference)) {
    return { problem: `The check digits of the creditor reference ${reference} are wrong: a character is mistyped.` };
  }
  return { reference };
}
