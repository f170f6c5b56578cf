/** Reads the file of `claim`. */
import { z } from 'zod';
import type { ClaimInput } from '../../ladder/claim.ts';
import { RATES_KNOWN_FROM } from '../../ladder/law/interest-rates.ts';
import { type HundredthsPercent, WHOLE } from '../../ladder/law/percent.ts';
import { parseAmount } from '../../ladder/money.ts';
import { civilDate, debtorKind, positiveAmount } from '../../ladder/schema.ts';
import { addDays, type CivilDate } from '../../ladder/time/civil.ts';
import { readJson } from './json-file.ts';
import { CliError } from './output.ts';
import { refusal } from './sentences.ts';

const MOST_CLAIMS = 1_000;
const MOST_PAYMENTS = 1_000;
const MOST_EARLIER_CHARGES = 100;

const number = z.string().trim().min(1).max(100);

/** "statutory", or a percentage per year as text, read as hundredths of a percent. */
const rate = z.string().transform((text, context): 'statutory' | HundredthsPercent => {
  if (text === 'statutory') return text;
  const hundredths = parseAmount(text);
  if (hundredths !== null && hundredths > 0 && hundredths <= WHOLE) return hundredths;
  const message = 'must be "statutory" or a percentage from "0.01" to "100.00" such as "8.00"';
  context.issues.push({ code: 'custom', input: text, message });
  return z.NEVER;
});

const claimFile = z.strictObject({
  debtor: debtorKind,
  claims: z
    .array(z.strictObject({ number, amount: positiveAmount, due: civilDate }))
    .min(1)
    .max(MOST_CLAIMS),
  payments: z
    .array(z.strictObject({ on: civilDate, amount: positiveAmount, for: number.optional() }))
    .max(MOST_PAYMENTS)
    .default([]),
  costs: z.boolean().default(false),
  costsFrom: civilDate.optional(),
  costsVat: z.boolean().default(false),
  earlierCharges: z.array(civilDate).max(MOST_EARLIER_CHARGES).default([]),
  rate: rate.default('statutory'),
});
type ClaimFile = z.output<typeof claimFile>;

/** Reads a claim that is to be computed on a day. Throws a CliError for the first thing that does not fit. */
export async function readClaim(file: string, on: CivilDate): Promise<ClaimInput> {
  const document = await readJson(file);
  const result = claimFile.safeParse(document);
  if (!result.success) throw new CliError(refusal(file, result.error.issues, document));
  const claim = result.data;
  const contradiction = contradictionIn(claim, on);
  if (contradiction !== null) throw new CliError(`In "${file}" ${contradiction}`);
  return {
    debtor: claim.debtor,
    claims: claim.claims.map(({ number, amount, due }) => ({ number, principalCents: amount, dueOn: due })),
    payments: claim.payments.map((payment) => ({
      on: payment.on,
      amountCents: payment.amount,
      ...(payment.for !== undefined && { for: payment.for }),
    })),
    costs: claim.costs
      ? {
          ...(claim.costsFrom !== undefined && { from: claim.costsFrom }),
          vat: claim.costsVat,
          earlierCharges: claim.earlierCharges,
        }
      : null,
    rate: claim.rate,
  };
}

/** What in a file fits by itself, but not with the rest: a sentence after "In … ", or null. */
function contradictionIn({ debtor, claims, payments, rate }: ClaimFile, on: CivilDate): string | null {
  const places = new Map<string, number>();
  for (const [index, { number }] of claims.entries()) {
    const first = places.get(number);
    if (first !== undefined) {
      return `"claims[${index}].number" is "${number}", as is "claims[${first}].number"; give each claim its own number.`;
    }
    places.set(number, index);
  }
  for (const [index, payment] of payments.entries()) {
    if (payment.for === undefined || places.has(payment.for)) continue;
    const numbers = [...places.keys()].map((known) => `"${known}"`);
    const known = numbers.length > 5 ? `${numbers.slice(0, 5).join(', ')}, …` : numbers.join(', ');
    return `"payments[${index}].for" is "${payment.for}", but the claims are ${known}; name one of them or leave "for" out.`;
  }
  if (rate !== 'statutory') {
    if (debtor !== 'consumer') return null;
    return '"rate" is a percentage, but a consumer is charged statutory interest only; write "statutory" or leave "rate" out.';
  }
  const early = claims.findIndex(({ due }) => due < on && addDays(due, 1) < RATES_KNOWN_FROM);
  if (early < 0) return null;
  return `"claims[${early}].due" is ${claims[early]!.due}, but statutory rates are known from ${RATES_KNOWN_FROM} on; leave that claim out or give a "rate".`;
}
