/** `claim`: what a debtor owes on a day, with its derivation. */
import {
  type ClaimBalance,
  type ClaimInput,
  type ClaimLine,
  type ClaimNote,
  claimOn,
  type OwedCents,
} from '../../ladder/claim.ts';
import { lineText, noteText } from '../../ladder/claim-text.ts';
import { decimalAmount } from '../../ladder/money.ts';
import { type CivilDate, isCivilDate } from '../../ladder/time/civil.ts';
import { readClaim } from './claim-file.ts';
import { misused, readArguments } from './options.ts';
import { CliError, print, printJson } from './output.ts';

const USAGE = 'npm run -s ladder -- claim --file FILE --on DATE';

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(USAGE, args, { file: { type: 'string' }, on: { type: 'string' } });
  if (values.help) {
    await print(USAGE);
    return 0;
  }
  if (positionals.length > 0) throw misused(`"claim" takes options only, not "${positionals[0]}"`, USAGE);
  if (values.file === undefined) throw misused('The option "--file" is missing', USAGE);
  if (values.on === undefined) throw misused('The option "--on" is missing', USAGE);
  if (!isCivilDate(values.on)) {
    throw misused(`The option "--on" must be a date that exists, as YYYY-MM-DD, but is "${values.on}"`, USAGE);
  }
  const input = await readClaim(values.file, values.on);
  await printJson(outside(computed(values.file, input, values.on)));
  return 0;
}

/** The file fits; the only thing that can still be wrong is that it leads to more than can be counted. */
function computed(file: string, input: ClaimInput, on: CivilDate): ClaimBalance {
  try {
    return claimOn(input, on);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new CliError(`In "${file}" amounts, dates and rate do not go together: ${error.message} Mend one of them.`);
  }
}

/** The balance as it is printed. */
function outside(balance: ClaimBalance): object {
  return {
    on: balance.on,
    ...owed(balance),
    bookkeeping_cents: balance.bookkeepingCents,
    credit_cents: balance.creditCents,
    claims: balance.claims.map((claim) => ({ number: claim.number, ...owed(claim) })),
    lines: balance.lines.map(outsideLine),
    notes: balance.notes.map(outsideNote),
  };
}

function owed(cents: OwedCents): object {
  return {
    principal_cents: cents.principalCents,
    costs_cents: cents.costsCents,
    vat_cents: cents.vatCents,
    interest_cents: cents.interestCents,
    total_cents: cents.totalCents,
  };
}

function outsideLine(line: ClaimLine): object {
  return {
    rule: line.rule,
    claim: line.claim,
    from: line.from,
    to: line.to,
    rate: percentage(line.rate),
    base_cents: line.baseCents,
    amount_cents: line.amountCents,
    ...('certainty' in line && { certainty: line.certainty, compounded_cents: line.compoundedCents }),
    ...('demandedCents' in line && { demanded_cents: line.demandedCents, demand_costs_cents: line.demandCostsCents }),
    ...('part' in line && { part: line.part, designated: line.designated }),
    source: line.source,
    text: lineText(line, 'en'),
    text_nl: lineText(line, 'nl'),
  };
}

function outsideNote(note: ClaimNote): object {
  return { code: note.code, text: noteText(note, 'en'), text_nl: noteText(note, 'nl') };
}

function percentage(rate: number | null): string | null {
  return rate === null ? null : decimalAmount(rate);
}
