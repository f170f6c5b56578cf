/** Account numbers: ISO 13616, and which of them a SEPA credit transfer reaches. */

/** An account number as an IBAN is kept: without spaces, in capitals. */
export function compactIban(text: string): string {
  return text.replace(/\s/g, '').toUpperCase();
}

/** Whether a compact account number has the form of an IBAN and passes its check digits. */
export function isIban(iban: string): boolean {
  return /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban) && passesMod97(iban);
}

/**
 * ISO 7064, mod 97-10, over capitals and digits: the first four go to the end, letters count from 10 for A, and the
 * number that results leaves 1 when divided by 97. IBAN and the creditor reference (ISO 11649) share it.
 */
export function passesMod97(text: string): boolean {
  let rest = 0;
  for (const char of text.slice(4) + text.slice(0, 4)) {
    const value = Number.parseInt(char, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

/** How long the IBAN of a country is, in the European Economic Area. */
const EEA_LENGTHS = lengths(
  'AT20 BE16 BG22 CY28 CZ24 DE22 DK18 EE20 ES24 FI18 FR27 GR27 HR21 HU28 IE22 IS26 IT27 LI21 LT20 LU20 LV21 MT31 NL18',
  'NO15 PL28 PT25 RO24 SE24 SI19 SK24',
);
/** The same outside it, where SEPA reaches (European Payments Council, EPC409-09). */
const OTHER_SEPA_LENGTHS = lengths('AD24 AL28 CH21 GB22 GI23 MC27 MD24 ME22 MK19 RS22 SM27 VA22');

function lengths(...texts: string[]): ReadonlyMap<string, number> {
  const codes = texts.join(' ').split(' ');
  return new Map(codes.map((code) => [code.slice(0, 2), Number(code.slice(2))]));
}

/** Where a compact IBAN stands, as SEPA sees it: null outside SEPA, and when its length is not that of its country. */
export function sepaZone(iban: string): 'eea' | 'other' | null {
  const country = iban.slice(0, 2);
  if (EEA_LENGTHS.get(country) === iban.length) return 'eea';
  return OTHER_SEPA_LENGTHS.get(country) === iban.length ? 'other' : null;
}
