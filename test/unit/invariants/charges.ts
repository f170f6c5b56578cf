/** What costs and interest should be, by arithmetic of the tests' own: the scale up to five thousand euros. */
import type { Payment } from '../../../ladder/events.ts';
import type { Facts } from '../../../ladder/facts.ts';
import { dayOf } from '../../../ladder/time/civil.ts';

/** 15% of the first 2,500, 10% of the next, at least 40; in cents, half a cent up. */
export function scale(principalCents: number): number {
  if (principalCents <= 0) return 0;
  const tenths = Math.min(principalCents, 250_000) * 150 + Math.max(0, principalCents - 250_000) * 100;
  return Math.max(4_000, Math.floor((tenths + 500) / 1_000));
}

/** With 21% VAT where it is in them; half a cent up. */
export function withVat(costsCents: number, vat = false): number {
  return vat ? costsCents + Math.floor((costsCents * 21 + 50) / 100) : costsCents;
}

/** The day on which a payment counts: the first on which the account was credited. */
export function creditedOn({ bookedOn, valuedOn }: Payment): string {
  return [bookedOn, ...(valuedOn ? [valuedOn] : [])].sort()[0]!;
}

/** What was unpaid at the end of a day, as is known now: by legal day, credit notes counted from the beginning. */
export function unpaidAfter(facts: Facts, day: string): number {
  let open = facts.registered.claimedCents;
  for (const fact of facts.corrections) if (fact.type === 'invoice_corrected') open = fact.amountCents ?? open;
  for (const credit of facts.creditNotes) open -= credit.amountCents;
  for (const payment of facts.payments) {
    if (creditedOn(payment) > day) continue;
    const back = facts.reversals.filter(({ paymentId }) => paymentId === payment.id);
    open -= Math.max(
      0,
      back.reduce((kept, one) => kept - (one.amountCents ?? payment.amountCents), payment.amountCents),
    );
  }
  return open;
}

/** The due date as it was last corrected. */
export function dueOf(facts: Facts): string {
  return facts.corrections.reduce((due, { dueOn }) => dueOn ?? due, facts.registered.dueOn);
}

/** True when less than half a year, in its shortest count, lies between a charge and a day. */
export function within180Days(chargedOn: string, day: string): boolean {
  return chargedOn <= day && dayOf(day) - dayOf(chargedOn) < 180;
}
