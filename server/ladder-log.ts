/** What is told of a ladder, in its chain of the log. */

import type { LadderAct, LadderReason } from '../ladder/change/history.ts';
import type { Instant } from '../ladder/time/civil.ts';
import type { Tx } from '../store/database.ts';
import { appendLog, ladderChain } from '../store/log.ts';
import type { Signer } from '../store/publications.ts';

/** Sentences that are kept of one act. */
export const MAX_TOLD = 200;

/** Writes in the chain of a ladder; the caller holds its lock. */
export async function tell(
  tx: Tx,
  ladderId: string,
  what: LadderAct,
  by: Signer,
  now: Instant,
  why: readonly LadderReason[],
): Promise<void> {
  const reasons: LadderReason[] = [{ code: 'done_by', by: by.name }, ...why];
  await appendLog(tx, ladderChain(ladderId), [{ at: now, actor: by.id, what, step: null, why: reasons }]);
}
