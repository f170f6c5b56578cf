/** Which ladder an invoice gets, a document for each creditor; every version is kept, with who made it. */
import { isDeepStrictEqual } from 'node:util';
import type { LadderChoice } from '../ladder/choice.ts';
import type { Instant } from '../ladder/time/civil.ts';
import type { Db, Tx } from './database.ts';

export interface ChoiceVersion {
  version: number;
  choice: LadderChoice;
  changedAt: Instant;
  changedBy: string;
}

/** The choice of a creditor now, or null where none was ever made. */
export async function currentChoice(db: Db | Tx, creditorId: string): Promise<ChoiceVersion | null> {
  const [latest] = await choiceVersions(db, creditorId, 1);
  return latest ?? null;
}

/** The versions of a creditor's choice, the newest first. */
export async function choiceVersions(db: Db | Tx, creditorId: string, limit: number): Promise<ChoiceVersion[]> {
  const rows = await db
    .selectFrom('ladder_choices')
    .selectAll()
    .where('creditor_id', '=', creditorId)
    .orderBy('version', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    version: row.version,
    choice: row.document,
    changedAt: row.created_at,
    changedBy: row.created_by,
  }));
}

/** Adds a version; what says the same as the last one adds none. The caller holds the lock of the creditor. */
export async function changeChoice(
  tx: Tx,
  creditorId: string,
  choice: LadderChoice,
  by: string,
  now: Instant,
): Promise<void> {
  const current = await currentChoice(tx, creditorId);
  if (current && isDeepStrictEqual(current.choice, choice)) return;
  await tx
    .insertInto('ladder_choices')
    .values({
      creditor_id: creditorId,
      version: (current?.version ?? 0) + 1,
      document: JSON.stringify(choice),
      created_at: new Date(now),
      created_by: by,
    })
    .execute();
}
