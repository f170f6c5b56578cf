/**
 * Interest on one claim, exact (`dutch-law.md` §4): actual days over 365, both ends included, compounded every twelve
 * months from the day on which interest began. Amounts are fractions of big integers until they are rounded, half up,
 * when a payment reaches the claim and when somebody asks.
 */
import type { Cents } from '../money.ts';
import { type CivilDate, civilParts, dayOf, type EpochDay, epochDay } from '../time/civil.ts';
import { type Certainty, type RatePeriod, type StatutoryRate, statutoryRates } from './interest-rates.ts';
import { type HundredthsPercent, WHOLE } from './percent.ts';

/** A statutory rate, or a percentage per year that was agreed. */
export type InterestRate = StatutoryRate | HundredthsPercent;

const DAYS_OF_YEAR = 365;
/** A day at a rate of 0.01% earns the bearing amount over this. */
const UNITS = BigInt(DAYS_OF_YEAR * WHOLE);

/** A claim on which interest runs, at the end of the day `through`. Plain data; the functions below give the next. */
export interface RunningInterest {
  /** The first day that bears interest. Years are counted from it. */
  readonly began: EpochDay;
  /** The last day whose interest is counted. */
  readonly through: EpochDay;
  /** How often interest was compounded. */
  readonly years: number;
  readonly principalCents: Cents;
  /** What bears interest: the principal and the interest of earlier years, in cents, as a numerator over `scale`. */
  readonly bearing: bigint;
  readonly scale: bigint;
  /** Interest of the current year, in cents, as a numerator over `scale` × 3,650,000. */
  readonly accrued: bigint;
}

/** Interest of some days at one rate over one amount, both ends included. */
export interface InterestPeriod {
  from: EpochDay;
  to: EpochDay;
  rate: HundredthsPercent;
  certainty: Certainty;
  /** What bore interest, and how much of that is interest of earlier years; rounded half up. */
  baseCents: Cents;
  compoundedCents: Cents;
  /** What the rounded interest grew by. So the amounts of consecutive periods add up to the rounded whole. */
  amountCents: Cents;
}

/** A principal on which interest begins on a day. */
export function interestFrom(principalCents: Cents, began: EpochDay): RunningInterest {
  const bearing = BigInt(principalCents);
  return { began, through: began - 1, years: 0, principalCents, bearing, scale: 1n, accrued: 0n };
}

/**
 * Counts interest up to and including a day; a day that is counted already changes nothing. Throws a RangeError for
 * statutory interest over days before the first known rate, and for more cents than a number holds exactly.
 */
export function accrue(
  running: RunningInterest,
  rate: InterestRate,
  through: EpochDay,
): { running: RunningInterest; periods: InterestPeriod[] } {
  const periods: InterestPeriod[] = [];
  if (through <= running.through) return { running, periods };
  if (running.principalCents === 0) return { running: { ...running, through }, periods };
  let now = running;
  let cents = interestCents(now);
  while (now.through < through) {
    if (now.through + 1 === yearBegin(now.began, now.years + 1)) now = compounded(now);
    const yearEnd = yearBegin(now.began, now.years + 1) - 1;
    const baseCents = halfUp(now.bearing, now.scale);
    const compoundedCents = baseCents - now.principalCents;
    for (const period of ratesOf(rate, now.through + 1, Math.min(through, yearEnd))) {
      now = withDays(now, period);
      const before = cents;
      cents = interestCents(now);
      periods.push({ ...period, baseCents, compoundedCents, amountCents: cents - before });
    }
  }
  return { running: now, periods };
}

function ratesOf(rate: InterestRate, from: EpochDay, to: EpochDay): RatePeriod[] {
  return typeof rate === 'number' ? [{ from, to, rate, certainty: 'known' }] : statutoryRates(rate, from, to);
}

function withDays(running: RunningInterest, { from, to, rate }: RatePeriod): RunningInterest {
  const weight = BigInt((to - from + 1) * rate);
  return { ...running, through: to, accrued: running.accrued + running.bearing * weight };
}

/** Art. 6:119(2) and 6:119a(3) BW: after each year its interest bears interest too. */
function compounded(running: RunningInterest): RunningInterest {
  return {
    ...running,
    years: running.years + 1,
    bearing: running.bearing * UNITS + running.accrued,
    scale: running.scale * UNITS,
    accrued: 0n,
  };
}

/** The first day of a year of interest. One that began on 29 February ends with 28 February where there is no other. */
function yearBegin(began: EpochDay, years: number): EpochDay {
  const { year, month, day } = civilParts(began);
  return epochDay(year + years, month, day);
}

/** The interest that is owed, in cents, rounded half up. */
export function interestCents(running: RunningInterest): Cents {
  const { numerator, denominator } = exactInterest(running);
  return halfUp(numerator, denominator);
}

/** The interest that is owed, in cents, as a fraction that is not reduced. */
export function exactInterest(running: RunningInterest): { numerator: bigint; denominator: bigint } {
  const { bearing, scale, accrued, principalCents } = running;
  const denominator = scale * UNITS;
  return { numerator: bearing * UNITS + accrued - BigInt(principalCents) * denominator, denominator };
}

/** Neither is below zero. Throws a RangeError for more cents than a number holds exactly. */
function halfUp(numerator: bigint, denominator: bigint): Cents {
  const cents = Number((2n * numerator + denominator) / (2n * denominator));
  if (!Number.isSafeInteger(cents)) throw new RangeError('The interest is more than can be counted in cents.');
  return cents;
}

/**
 * The claim after a payment on the day `through`, which is never more than is owed. What is left of the interest stands
 * rounded. The payment takes the interest of earlier years before that of the current one.
 */
export function afterPayment(
  running: RunningInterest,
  paid: { interestCents: Cents; principalCents: Cents },
): RunningInterest {
  const { principalCents, bearing, scale } = running;
  const owedCents = interestCents(running);
  const owed = BigInt(owedCents) * scale;
  const compoundedBefore = bearing - BigInt(principalCents) * scale;
  const unpaid = (compoundedBefore < owed ? compoundedBefore : owed) - BigInt(paid.interestCents) * scale;
  const left = BigInt(owedCents - paid.interestCents);
  const principal = BigInt(principalCents - paid.principalCents);
  const rest = { ...running, principalCents: Number(principal) };
  if (unpaid <= 0n) return { ...rest, bearing: principal, scale: 1n, accrued: left * UNITS };
  return { ...rest, bearing: principal * scale + unpaid, accrued: (left * scale - unpaid) * UNITS };
}

/** The interest on a principal over the days `from` to `to`, both included, nothing paid; rounded half up. */
export function interestOver(principalCents: Cents, from: CivilDate, to: CivilDate, rate: InterestRate): Cents {
  return interestCents(accrue(interestFrom(principalCents, dayOf(from)), rate, dayOf(to)).running);
}
