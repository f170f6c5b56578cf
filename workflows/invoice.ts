/** The life of one invoice, in the loop that it shares with arrangements. */
import { continueAsNew, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import { SIGNAL_NAMES } from '../ladder/events.ts';
import type { Answer } from '../ladder/invoice/answer.ts';
import { onLadderChange } from './ladder-change.ts';
import { loop, PATIENT, QUICK } from './loop.ts';
import { CHANGE_LADDER, type InvoiceActivities, type InvoiceInput, PLAN_QUERY } from './messages.ts';

const quick = proxyLocalActivities<InvoiceActivities>(QUICK);
const patient = proxyActivities<InvoiceActivities>(PATIENT);

export async function invoice({ invoiceId, clock, carried }: InvoiceInput): Promise<{ phase: string }> {
  const { state } = await loop<Answer>({
    clock,
    carried,
    signals: SIGNAL_NAMES,
    queries: { [PLAN_QUERY]: (answer) => answer?.plan ?? [] },
    advance: [
      (request) => quick.advance({ invoiceId, ...request }),
      (request) => patient.advance({ invoiceId, ...request }),
    ],
    deliver: (request) => patient.deliver({ invoiceId, ...request }),
    park: (request) => patient.park({ invoiceId, ...request }),
    // A closed case may still have to tell the debtor that less was owed than a notice said.
    isOver: ({ state }) => state.phase === 'closed' && state.wakeAt === null,
    doors: (take, answer) =>
      onLadderChange(
        (order) => take(CHANGE_LADDER, order),
        () => (answer()?.state.phase ?? 'climbing') !== 'climbing',
      ),
    continueAsNew: (next) => continueAsNew<typeof invoice>({ invoiceId, clock, carried: next }),
  });
  return { phase: state.phase };
}
