/** The life of one invoice, in the loop that it shares with arrangements. */
import { continueAsNew, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import { SIGNAL_NAMES } from '../ladder/events.ts';
import type { Answer } from '../ladder/invoice/answer.ts';
import { loop, PATIENT, QUICK } from './loop.ts';
import { type InvoiceActivities, type InvoiceInput, PLAN_QUERY } from './messages.ts';

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
    isOver: (answer) => answer.state.phase === 'closed',
    continueAsNew: (next) => continueAsNew<typeof invoice>({ invoiceId, clock, carried: next }),
  });
  return { phase: state.phase };
}
