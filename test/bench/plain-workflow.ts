/**
 * The seven-step ladder as a Temporal developer writes it by hand: the steps stand in the code, one after the other, and
 * each is one activity. What `cpu.ts` holds the product's workflow against.
 *
 * It does what the shipped ladder does for an invoice that stays unpaid, on the same days, and stops when the invoice is
 * paid. It has no other branch, no holds, no disputes, and nothing of it can be changed without a release.
 */
import { condition, defineSignal, proxyActivities, setHandler } from '@temporalio/workflow';
import { termEnd } from '../../ladder/law/terms.ts';
import { spreadMs } from '../../ladder/schedule.ts';
import { addOpenDays, officeCalendar, rollToOpen } from '../../ladder/time/calendar.ts';
import {
  type CivilDate,
  DAY_MS,
  dayOf,
  type EpochDay,
  type Instant,
  instantOf,
  MINUTE_MS,
} from '../../ladder/time/civil.ts';
import { type Clock, realDelayMs, virtualTime } from '../../ladder/time/clock.ts';
import type { PlainActivities, PlainNotice, PlainStep } from './plain-activities.ts';

export interface PlainInput {
  invoiceId: string;
  debtorId: string;
  dueOn: CivilDate;
  clock: Clock;
}

const { begin, openCall, endCall, send, handOver, recordPayment } = proxyActivities<PlainActivities>({
  startToCloseTimeout: '2 minutes',
  retry: { initialInterval: '1 second', maximumInterval: '5 minutes' },
});

interface PaymentReceived {
  id: string;
  amountCents: number;
  bookedOn: CivilDate;
}

const paymentReceived = defineSignal<[PaymentReceived]>('paymentReceived');
const taskCompleted = defineSignal<[{ taskId: string; outcome: string }]>('taskCompleted');

const office = officeCalendar({ worked: [], closed: [] });
const TERM_DAYS = 14;
/** Mails go out from nine until three, each debtor's at a time of its own. */
const OPENS_AT_MS = 9 * 60 * MINUTE_MS;
const SENDS_WITHIN_MS = 6 * 60 * MINUTE_MS;

export async function plainLadder({ invoiceId, debtorId, dueOn, clock }: PlainInput): Promise<string> {
  const payments: PaymentReceived[] = [];
  const outcomes = new Map<string, string>();
  setHandler(paymentReceived, (payment) => void payments.push(payment));
  setHandler(taskCompleted, ({ taskId, outcome }) => void outcomes.set(taskId, outcome));
  const now = () => virtualTime(clock, Date.now());
  const notices: PlainNotice[] = [];

  const due = dayOf(dueOn);
  const sendsAtMs = OPENS_AT_MS + spreadMs(debtorId, SENDS_WITHIN_MS);

  await begin({ invoiceId, now: now() });

  const firstCallOn = addOpenDays(office, due, -3);
  if (await call('bellen-voor-vervaldatum', firstCallOn, 2)) return 'paid';
  if (await notice('eerste-herinnering', rollToOpen(office, due + 5, 1))) return 'paid';
  const secondCallOn = rollToOpen(office, due + 20, 1);
  if (await call('bellen-na-vervaldatum', secondCallOn, 5)) return 'paid';
  if (await notice('tweede-herinnering', rollToOpen(office, due + 30, 1))) return 'paid';
  if (await notice('ingebrekestelling', rollToOpen(office, due + 40, -1))) return 'paid';

  const deadline = dayOf(termEnd(notices.at(-1)!.sentOn, TERM_DAYS));
  const handoverAt = instantOf(rollToOpen(office, Math.max(due + 60, deadline + 1), 1), 0);
  if (await paidBefore(handoverAt)) return 'paid';
  const handedOver = await handOver({ invoiceId, step: 'overdragen', notices, now: now() });
  return handedOver ? 'handed_over' : 'paid';

  /** Puts a call on the list and waits for its outcome or its deadline. True when the invoice was paid meanwhile. */
  async function call(step: PlainStep, day: EpochDay, deadlineDays: number): Promise<boolean> {
    if (await paidBefore(instantOf(day, 0))) return true;
    const until = instantOf(addOpenDays(office, day, deadlineDays), DAY_MS);
    const taskId = await openCall({ invoiceId, step, until, now: now() });
    const paid = await paidBefore(until, () => outcomes.has(taskId));
    await endCall({ invoiceId, step, taskId, outcome: outcomes.get(taskId) ?? null, paid, until, now: now() });
    return paid;
  }

  /** Sends a notice on its day. True when the invoice was paid instead. */
  async function notice(step: PlainStep, day: EpochDay): Promise<boolean> {
    if (await paidBefore(instantOf(day, sendsAtMs))) return true;
    const sent = await send({ invoiceId, step, notices, now: now() });
    if (!sent) return true;
    notices.push(sent);
    return false;
  }

  /** Waits for an instant, or for something else. True when the invoice is paid before. */
  async function paidBefore(at: Instant, orElse: () => boolean = () => false): Promise<boolean> {
    for (;;) {
      const delayMs = realDelayMs(clock, now(), at);
      if (!(await condition(() => payments.length > 0 || orElse(), delayMs))) return false;
      const payment = payments.shift();
      if (!payment) return false;
      if (await recordPayment({ invoiceId, payment, now: now() })) return true;
    }
  }
}
