/** The activities that a worker offers, bound to its database and its mail. */
import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { Db } from '../store/database.ts';
import { isPassing } from '../store/passing.ts';
import { type ArrangementActivities, type InvoiceActivities, POISON } from '../workflows/messages.ts';
import { advance } from './advance.ts';
import { advanceArrangement } from './arrangement/advance.ts';
import { deliverArrangement } from './arrangement/deliver.ts';
import { parkArrangement } from './arrangement/park.ts';
import { deliver, MailServerAway, UnderWay } from './deliver.ts';
import type { MailRules } from './mail/compose.ts';
import type { MailTransport } from './mail/transport.ts';
import { park } from './park.ts';

/** How often a failure that no outage explains is tried before the invoice is parked. */
const TRIES_BEFORE_PARKING = 3;

export type Activities = InvoiceActivities & ArrangementActivities;

export function createActivities(db: Db, transport: MailTransport, rules: MailRules): Activities {
  return {
    advance: (input) => orPoison(() => advance(db, input)),
    deliver: (input) => orPoison(() => deliver(db, transport, rules, input)),
    park: (input) => park(db, input),
    advanceArrangement: (input) => orPoison(() => advanceArrangement(db, input)),
    deliverArrangement: (input) => orPoison(() => deliverArrangement(db, transport, rules, input)),
    parkArrangement: (input) => parkArrangement(db, input),
  };
}

/** What is only a matter of time: something is away, or the mail of another notice is under way with this one in it. */
const passes = (error: unknown) => isPassing(error) || error instanceof MailServerAway || error instanceof UnderWay;

/** An outage is waited out; anything else is a defect, and trying it for ever would hide it. */
async function orPoison<T>(attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    if (passes(error) || Context.current().info.attempt < TRIES_BEFORE_PARKING) throw error;
    const message = error instanceof Error ? error.message : String(error);
    throw ApplicationFailure.create({ message, type: POISON, nonRetryable: true, cause: error as Error });
  }
}
