import type { Reason } from '../ladder/reasons.ts';
import type { Db } from '../store/database.ts';
import { appendLog, invoiceChain } from '../store/log.ts';
import { lockStanding } from '../store/states.ts';
import { endTask, openTask } from '../store/tasks.ts';
import type { ParkInput } from '../workflows/messages.ts';

/** The task of an invoice that cannot go on for a defect; answering it makes the workflow try again. */
export const parkedTaskId = (invoiceId: string) => `${invoiceId}:parked`;

/** Puts an invoice that cannot go on before a person, or takes it back; its workflow waits and holds nobody up. */
export async function park(db: Db, { invoiceId, problem, now }: ParkInput): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const standing = await lockStanding(tx, invoiceId);
    if (!standing) return;
    const id = parkedTaskId(invoiceId);
    if (problem === null) return endTask(tx, id, 'withdrawn', now);
    const why: Reason[] = [{ code: 'problem', problem }];
    await openTask(
      tx,
      standing.invoice,
      { id, kind: 'parked', step: null, cause: null, outcomes: ['done'], until: null },
      now,
    );
    await appendLog(tx, invoiceChain(invoiceId), [{ at: now, actor: 'system', what: 'task_opened', step: null, why }]);
  });
}
