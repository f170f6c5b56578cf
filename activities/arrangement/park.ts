import type { ArrangementReason } from '../../ladder/arrangement/reasons.ts';
import { lockArrangement } from '../../store/arrangements.ts';
import type { Db } from '../../store/database.ts';
import { appendLog, arrangementChain } from '../../store/log.ts';
import { endTask, openArrangementTask } from '../../store/tasks.ts';
import type { ParkArrangementInput } from '../../workflows/messages.ts';

/** Puts an arrangement that cannot go on before a person, or takes it back; answering the task makes it try again. */
export async function parkArrangement(db: Db, { arrangementId, problem, now }: ParkArrangementInput): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const standing = await lockArrangement(tx, arrangementId);
    if (!standing) return;
    const id = `arrangement:${arrangementId}:parked`;
    if (problem === null) return endTask(tx, id, 'withdrawn', now);
    const why: ArrangementReason[] = [{ code: 'problem', problem }];
    await openArrangementTask(tx, standing.arrangement, { id, kind: 'parked', outcomes: ['done'] }, now);
    const chain = arrangementChain(arrangementId);
    await appendLog(tx, chain, [{ at: now, actor: 'system', what: 'task_opened', step: null, why }]);
  });
}
