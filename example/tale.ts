/**
 * How the past of the example book is written down: what people outside did, and when. What the product does about it is
 * written nowhere: the engine does that, on a clock of the past.
 */
import type { DebtorStatus } from '../ladder/events.ts';
import type { CustomerKey } from './customers.ts';

/** The past of one invoice. */
export interface Tale {
  key: string;
  customer: CustomerKey;
  /** "1210.00" */
  amount: string;
  /** Days from its due date to today: negative while it is not due. Or on which working day before today it was issued. */
  age: number | { issuedWorkdaysAgo: number };
  /** Days from issue to due; 30 unless told otherwise. */
  term?: number;
  /** The creditor's choice decides unless one is named. */
  ladder?: string;
  /** Days after its issue on which it is registered; the same day unless told otherwise. */
  enteredAfter?: number;
  /** What the mail server says to the first mail of a step. */
  mail?: Record<string, 'refused' | 'in_doubt' | 'deferred'>;
  happenings?: Happening[];
}

export interface Happening {
  when: When;
  deed: Deed;
  /** For what happens after it. */
  name?: string;
}

/** Deeds that answer to something happen so many days after it, in the same hour when 0. */
export type When =
  /** Days after the due date. */
  | { day: number }
  /** Once a task of this step, or of this kind, is on the list. */
  | { task: string; days?: number }
  /** Once a notice of this step went out, or lies ready on paper (`printed`). */
  | { notice: string; days?: number }
  | { after: string; days: number };

export type Deed =
  /** All that is open, unless told otherwise; `bookedBefore` days after which the bank tells it. */
  | { do: 'pay'; amount?: string; bookedBefore?: number }
  | { do: 'answer'; outcome: string; amount?: string; note?: string }
  | { do: 'promise'; inDays: number; amount?: string }
  | { do: 'dispute'; reason: string; amount?: string }
  | { do: 'credit'; amount: string }
  | { do: 'reverse'; payment: string }
  | { do: 'hold'; reason: string; forDays: number }
  | { do: 'release'; hold: string }
  | { do: 'reply'; summary: string }
  | { do: 'announce return'; inDays: number; note: string }
  | { do: 'correct'; reason: string; amount?: string; laterDays?: number }
  | { do: 'send again'; laterDays?: number }
  | { do: 'status'; status: DebtorStatus; note: string }
  | { do: 'escalate'; step: string; reason: string }
  | { do: 'leave out'; step: string; reason: string }
  | { do: 'write off'; reason: string }
  | { do: 'bounce'; problem: string }
  | { do: 'come back'; problem: string }
  | { do: 'new address'; email: string }
  | { do: 'arrange'; over?: string[]; count: number; firstInDays: number; deposit?: { inDays: number; amount: string } }
  | { do: 'sign'; arrangement: string; by: string }
  | { do: 'decide breach'; arrangement: string; outcome: 'revive' | 'break'; note: string };

/** Deeds of the bank, of a machine or of the debtor come on any day; people of the office work on working days. */
export const OF_THE_BANK: readonly Deed['do'][] = ['pay', 'reverse'];
export const AT_ANY_TIME: readonly Deed['do'][] = ['bounce'];
