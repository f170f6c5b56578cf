/** The life of one payment arrangement, in the loop that it shares with invoices. */
import { continueAsNew, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { ArrangementAnswer } from '../ladder/arrangement/answer.ts';
import { ARRANGEMENT_SIGNAL_NAMES } from '../ladder/arrangement/events.ts';
import { isOver } from '../ladder/arrangement/state.ts';
import { loop, PATIENT, QUICK } from './loop.ts';
import { type ArrangementActivities, type ArrangementInput, PLAN_QUERY } from './messages.ts';

const quick = proxyLocalActivities<ArrangementActivities>(QUICK);
const patient = proxyActivities<ArrangementActivities>(PATIENT);

export async function arrangement({ arrangementId, clock, carried }: ArrangementInput): Promise<{ phase: string }> {
  const { state } = await loop<ArrangementAnswer>({
    clock,
    carried,
    signals: ARRANGEMENT_SIGNAL_NAMES,
    queries: { [PLAN_QUERY]: (answer) => answer?.plan ?? [] },
    advance: [
      (request) => quick.advanceArrangement({ arrangementId, ...request }),
      (request) => patient.advanceArrangement({ arrangementId, ...request }),
    ],
    deliver: (request) => patient.deliverArrangement({ arrangementId, ...request }),
    park: (request) => patient.parkArrangement({ arrangementId, ...request }),
    isOver: (answer) => isOver(answer.state),
    continueAsNew: (next) => continueAsNew<typeof arrangement>({ arrangementId, clock, carried: next }),
  });
  return { phase: state.phase };
}
