/** What is said of a debtor at once and holds for every invoice of theirs: a status, a hold, its release. */
import type { DebtorFact } from '../ladder/events.ts';
import type { Db, Tx } from './database.ts';

/** Keeps a fact that holds for every invoice of a debtor; false when its id was known already. */
export async function addDebtorFact(tx: Tx, debtorId: string, fact: DebtorFact): Promise<boolean> {
  const added = await tx
    .insertInto('debtor_changes')
    .values({ debtor_id: debtorId, id: fact.id, at: new Date(fact.at), body: JSON.stringify(fact) })
    .onConflict((conflict) => conflict.columns(['debtor_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return added !== undefined;
}

/** What holds for every invoice of a debtor, in the order in which it became known. */
export async function debtorFacts(db: Db | Tx, debtorId: string): Promise<DebtorFact[]> {
  const rows = await db
    .selectFrom('debtor_changes')
    .select('body')
    .where('debtor_id', '=', debtorId)
    .orderBy('at')
    .orderBy('id')
    .execute();
  return rows.map(({ body }) => body);
}
