/** What happens to arrangements: events of their own, and news of the invoices that they cover. */
import {
  ARRANGEMENT_SIGNALS,
  type ArrangementEvent,
  type OutsideArrangementEvent,
} from '../ladder/arrangement/events.ts';
import { outsideForm } from '../ladder/outside-form.ts';
import type { OwnArrangementEvent } from './arrangement-tables.ts';
import type { Db, Tx } from './database.ts';
import { queueSignal } from './signal-outbox.ts';

/** Keeps an event of the arrangement itself; false when its id was known already. */
export async function keepArrangementFact(
  tx: Tx,
  id: string,
  event: OwnArrangementEvent,
  appliedIn: number | null = null,
): Promise<boolean> {
  const kept = await tx
    .insertInto('arrangement_facts')
    .values({
      arrangement_id: id,
      id: event.id,
      type: event.type,
      at: new Date(event.at),
      body: JSON.stringify(event),
      applied_in: appliedIn,
    })
    .onConflict((conflict) => conflict.columns(['arrangement_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return kept !== undefined;
}

const signalOf = new Map(Object.entries(ARRANGEMENT_SIGNALS).map(([signal, type]) => [type as string, signal]));

/** Keeps an event of an arrangement and queues the signal that carries it; false, and nothing done, when its id was known. */
export async function acceptArrangementEvent(tx: Tx, id: string, event: OutsideArrangementEvent): Promise<boolean> {
  if (!(await keepArrangementFact(tx, id, event))) return false;
  const signal = { arrangementId: id, signal: signalOf.get(event.type)!, payload: outsideForm(event) };
  await queueSignal(tx, signal, Date.now());
  return true;
}

/** What is kept of an arrangement under an id, or null. */
export async function findArrangementFact(
  db: Db | Tx,
  arrangementId: string,
  id: string,
): Promise<OwnArrangementEvent | null> {
  const row = await db
    .selectFrom('arrangement_facts')
    .select('body')
    .where('arrangement_id', '=', arrangementId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.body ?? null;
}

/** Writes that a transition took in all that was fresh. */
export async function markArrangementApplied(tx: Tx, id: string, sequence: number): Promise<void> {
  for (const table of ['arrangement_facts', 'arrangement_news'] as const) {
    await tx
      .updateTable(table)
      .set({ applied_in: sequence })
      .where('arrangement_id', '=', id)
      .where('applied_in', 'is', null)
      .execute();
  }
}

/** What happened to the invoices of an arrangement since its last transition; what holds for the debtor, once. */
export async function freshNews(db: Db | Tx, id: string): Promise<ArrangementEvent[]> {
  const rows = await db
    .selectFrom('arrangement_news')
    .innerJoin('facts', (join) =>
      join
        .onRef('facts.invoice_id', '=', 'arrangement_news.invoice_id')
        .onRef('facts.id', '=', 'arrangement_news.fact_id'),
    )
    .select(['facts.body', 'facts.invoice_id'])
    .where('arrangement_id', '=', id)
    .where('arrangement_news.applied_in', 'is', null)
    .orderBy('facts.at')
    .orderBy('facts.invoice_id')
    .orderBy('facts.id')
    .execute();
  const changes = new Set<string>();
  const news = rows.map((row) => ({ ...row.body, invoiceId: row.invoice_id }) as ArrangementEvent);
  return news.filter((event) => {
    if (event.type !== 'debtor_changed') return true;
    const isFirst = !changes.has(event.id);
    changes.add(event.id);
    return isFirst;
  });
}
