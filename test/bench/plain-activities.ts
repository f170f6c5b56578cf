/**
 * The activities of the plain workflow. Each makes the writes that the product makes for the same step, row for row: the
 * fact, the dispatch with its line through the same statuses, the task, the entries of the log with their hashes, the
 * state. The mail is composed by the product's own `compose`, so that both hand over the same text.
 *
 * It is as direct as such code gets: nothing is locked (one workflow writes to an invoice), no state is read back, nothing
 * is planned ahead, and the state column holds the step's name where the product keeps its whole answer.
 */
import { createHash } from 'node:crypto';
import { compose } from '../../activities/mail/compose.ts';
import type { MailTransport } from '../../activities/mail/transport.ts';
import { NOTHING_CHARGED } from '../../ladder/balance.ts';
import type { DeliveryEvent } from '../../ladder/events.ts';
import { openCents } from '../../ladder/facts.ts';
import type { Happening } from '../../ladder/invoice/commands.ts';
import { type Terms, termsOf } from '../../ladder/invoice/delivery.ts';
import type { InvoiceState, SentNotice } from '../../ladder/invoice/state.ts';
import { type CivilDate, type Instant, localDate } from '../../ladder/time/civil.ts';
import type { Db, Tx } from '../../store/database.ts';
import { type DispatchRecord, setDispatch } from '../../store/dispatches.ts';
import { keepFact, loadFacts, markApplied } from '../../store/facts.ts';
import { findInvoice, type InvoiceRecord } from '../../store/invoices.ts';
import { findLadder } from '../../store/ladders.ts';
import { appendLog, invoiceChain } from '../../store/log.ts';
import { endTask, openTask } from '../../store/tasks.ts';

export type PlainStep =
  | 'bellen-voor-vervaldatum'
  | 'eerste-herinnering'
  | 'bellen-na-vervaldatum'
  | 'tweede-herinnering'
  | 'ingebrekestelling'
  | 'overdragen';

/** A notice that went out, carried by the workflow for the handover to list. */
export type PlainNotice = SentNotice;

interface Input {
  invoiceId: string;
  now: Instant;
}

export interface PlainActivities {
  begin(input: Input): Promise<void>;
  /** Returns the task's id. */
  openCall(input: Input & { step: PlainStep; until: Instant }): Promise<string>;
  endCall(
    input: Input & { step: PlainStep; taskId: string; outcome: string | null; paid: boolean; until: Instant },
  ): Promise<void>;
  /** Returns the notice that went out; null when the invoice is paid. */
  send(input: Input & { step: PlainStep; notices: PlainNotice[] }): Promise<PlainNotice | null>;
  /** False when the invoice is paid. */
  handOver(input: Input & { step: PlainStep; notices: PlainNotice[] }): Promise<boolean>;
  /** True when nothing is left open. */
  recordPayment(input: Input & { payment: { id: string; amountCents: number; bookedOn: CivilDate } }): Promise<boolean>;
}

const NOTICE_OF: Partial<Record<PlainStep, SentNotice['kind']>> = {
  'eerste-herinnering': 'reminder',
  'tweede-herinnering': 'second-reminder',
  ingebrekestelling: 'notice-of-default',
};

export function createPlainActivities(db: Db, transport: MailTransport): PlainActivities {
  return {
    begin({ invoiceId, now }) {
      return db.transaction().execute(async (tx) => {
        await log(tx, invoiceId, now, 'started', null);
        await saveState(tx, invoiceId, 'climbing', 'started', null);
      });
    },

    openCall({ invoiceId, step, until, now }) {
      return db.transaction().execute(async (tx) => {
        const invoice = await findInvoice(tx, invoiceId);
        const id = `${invoiceId}:${step}:1`;
        await openTask(tx, invoice!, { id, kind: 'call', step, cause: null, outcomes: [], until }, now);
        await log(tx, invoiceId, now, 'task_opened', step);
        await saveState(tx, invoiceId, 'climbing', step, until);
        return id;
      });
    },

    endCall({ invoiceId, step, taskId, outcome, paid, now }) {
      return db.transaction().execute(async (tx) => {
        const end = outcome !== null ? 'completed' : paid ? 'withdrawn' : 'expired';
        await endTask(tx, taskId, end, now);
        await log(tx, invoiceId, now, `task_${end}`, step);
        await saveState(tx, invoiceId, paid ? 'closed' : 'climbing', step, null);
      });
    },

    async send({ invoiceId, step, notices, now }) {
      const sent = await deliver({ invoiceId, step, notices, now }, NOTICE_OF[step]!, 'notice_sent');
      if (!sent) return null;
      return { step, kind: NOTICE_OF[step]!, round: 1, ...sent, sentOn: sent.on, sentAt: now, channel: 'email' };
    },

    async handOver({ invoiceId, step, notices, now }) {
      const sent = await deliver({ invoiceId, step, notices, now }, 'handover', 'handed_over');
      return sent !== null;
    },

    recordPayment({ invoiceId, payment, now }) {
      return db.transaction().execute(async (tx) => {
        const invoice = (await findInvoice(tx, invoiceId))!;
        await keepFact(tx, invoice, { type: 'payment', at: now, ...payment });
        await markApplied(tx, invoiceId, 0);
        const { facts } = await loadFacts(tx, invoice);
        const paid = openCents(facts) <= 0;
        await log(tx, invoiceId, now, 'payment', null);
        if (paid) await log(tx, invoiceId, now, 'closed', null);
        await saveState(tx, invoiceId, paid ? 'closed' : 'climbing', 'payment', null);
        return paid;
      });
    },
  };

  /** Claims the contact, mails it, writes down that it went out: the claim comes first, so that it goes out once. */
  async function deliver(
    { invoiceId, step, notices, now }: Input & { step: PlainStep; notices: PlainNotice[] },
    kind: DispatchRecord['kind'],
    done: Happening,
  ): Promise<Terms | null> {
    const dispatchId = `${invoiceId}:${step}:1`;
    const claim = await db.transaction().execute(async (tx) => {
      const invoice = (await findInvoice(tx, invoiceId))!;
      const { facts } = await loadFacts(tx, invoice);
      const open = openCents(facts);
      if (open <= 0) {
        await log(tx, invoiceId, now, 'closed', step);
        await saveState(tx, invoiceId, 'closed', step, null);
        return null;
      }
      const dispatch = await intend(tx, invoice, dispatchId, kind, step, now);
      await log(tx, invoiceId, now, 'notice_intended', step);
      const ladder = (await findLadder(tx, invoice.ladder, db))!;
      const terms = termsOf(ladder.steps.find((candidate) => candidate.id === step)!, 'email', localDate(now), open);
      const state = composedState(notices);
      const composed = await compose(tx, { invoice, ladder, state, facts, dispatch, terms, now }, { rehearsal: false });
      if ('problem' in composed) throw new Error(composed.problem);
      const { mail } = composed;
      await setDispatch(tx, dispatchId, { status: 'sending', recipient: mail.to, amountCents: open });
      await saveState(tx, invoiceId, 'climbing', step, null);
      return { terms, mail };
    });
    if (!claim) return null;

    const outcome = await transport.send(claim.mail);
    if (outcome.status !== 'accepted') throw new Error(outcome.problem);

    const { terms } = claim;
    await db.transaction().execute(async (tx) => {
      await setDispatch(tx, dispatchId, { status: 'sent', sentOn: terms.on });
      await writeSent(tx, invoiceId, { type: 'notice_sent', id: `${dispatchId}:sent`, at: now, dispatchId, ...terms });
      await log(tx, invoiceId, now, done, step);
      await saveState(tx, invoiceId, done === 'handed_over' ? 'handed_over' : 'climbing', step, null);
    });
    return terms;
  }
}

/** Of the product's state, `compose` reads the notices that went out and what was charged, which is nothing here. */
function composedState(notices: PlainNotice[]): InvoiceState {
  return { notices, lastContactOn: notices.at(-1)?.sentOn ?? null, charged: NOTHING_CHARGED } as InvoiceState;
}

async function intend(
  tx: Tx,
  invoice: InvoiceRecord,
  id: string,
  kind: DispatchRecord['kind'],
  step: PlainStep,
  now: Instant,
): Promise<DispatchRecord> {
  const dispatch = {
    id,
    debtor_id: invoice.debtor.id,
    kind,
    channel: 'email' as const,
    status: 'intended' as const,
    message_id: `<${createHash('sha256').update(id).digest('hex').slice(0, 32)}@dekorrel.example>`,
  };
  const line = { invoice_id: invoice.id, step, round: 1 };
  await tx
    .insertInto('dispatches')
    .values({ ...dispatch, intended_at: new Date(now) })
    .execute();
  await tx
    .insertInto('dispatch_lines')
    .values({ dispatch_id: id, ...line })
    .execute();
  return {
    ...dispatch,
    ...line,
    covered_by: null,
    intended_at: now,
    claimed_on: null,
    sent_on: null,
    recipient: null,
    problem: null,
    amount_cents: null,
    terms: null,
  };
}

async function writeSent(tx: Tx, invoiceId: string, event: DeliveryEvent): Promise<void> {
  const { id, type, at } = event;
  await tx
    .insertInto('facts')
    .values({ invoice_id: invoiceId, id, type, at: new Date(at), body: JSON.stringify(event), applied_in: 1 })
    .execute();
}

function log(tx: Tx, invoiceId: string, at: Instant, what: Happening, step: PlainStep | null): Promise<void> {
  return appendLog(tx, invoiceChain(invoiceId), [{ at, actor: 'ladder', what, step, why: [] }]);
}

async function saveState(
  tx: Tx,
  invoiceId: string,
  phase: InvoiceState['phase'],
  step: string,
  wakeAt: Instant | null,
): Promise<void> {
  await tx
    .insertInto('invoice_states')
    .values({
      invoice_id: invoiceId,
      sequence: 1,
      phase,
      wake_at: wakeAt === null ? null : new Date(wakeAt),
      state: JSON.stringify({ phase, step }),
      deliveries: '[]',
    })
    .onConflict((conflict) =>
      conflict.column('invoice_id').doUpdateSet((eb) => ({
        sequence: eb('invoice_states.sequence', '+', 1),
        phase: eb.ref('excluded.phase'),
        wake_at: eb.ref('excluded.wake_at'),
        state: eb.ref('excluded.state'),
      })),
    )
    .execute();
}
