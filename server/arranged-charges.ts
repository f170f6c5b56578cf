/** What would be arranged of an invoice, beside what is open of it in the books. */
import type { ArrangedCharges } from '../ladder/arrangement/terms.ts';
import { askedOn } from '../ladder/balance.ts';
import { openCents } from '../ladder/facts.ts';
import type { CivilDate } from '../ladder/time/civil.ts';
import type { Db, Tx } from '../store/database.ts';
import { findLadder } from '../store/ladders.ts';
import type { Standing } from '../store/states.ts';

/**
 * The costs and interest that a ladder charged on an invoice up to a day. They are arranged where they must be paid before the
 * case closes; where the books close it, they are left out.
 */
export async function chargedOn(
  db: Db,
  tx: Tx,
  { invoice, facts, state }: Standing,
  today: CivilDate,
): Promise<ArrangedCharges[]> {
  const ladder = (await findLadder(tx, invoice.ladder, db))!;
  if (ladder.closes !== 'legal' || state === null) return [];
  const { costsCents, interestCents } = askedOn(facts, state.charged, today);
  if (costsCents + interestCents === 0) return [];
  const costsVat = costsCents > 0 && state.charged.costs?.vat === true;
  return [{ invoiceId: invoice.id, costsCents, ...(costsVat && { costsVat }), interestCents }];
}

/** What would be arranged of an invoice: what is open in the books, and those charges. */
export async function owedOn(db: Db, tx: Tx, standing: Standing, today: CivilDate): Promise<number> {
  const charged = await chargedOn(db, tx, standing, today);
  return charged.reduce((sum, one) => sum + one.costsCents + one.interestCents, openCents(standing.facts));
}
