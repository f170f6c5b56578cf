/** One arrangement driven by hand: the activities of its workflow, over a real store, with a mail server that obeys. */
import { advanceArrangement } from '../../activities/arrangement/advance.ts';
import { deliverArrangement } from '../../activities/arrangement/deliver.ts';
import type { ArrangementAnswer } from '../../ladder/arrangement/answer.ts';
import type { ArrangementReason } from '../../ladder/arrangement/reasons.ts';
import { proposalTerms } from '../../ladder/arrangement/schema.ts';
import { type Proposal, propose } from '../../server/arrangements.ts';
import { recordEvent } from '../../server/record.ts';
import { findArrangementDispatch, listArrangementDispatches } from '../../store/arrangement-dispatches.ts';
import type { Db } from '../../store/database.ts';
import type { InvoiceRecord } from '../../store/invoices.ts';
import { arrangementChain, readLog } from '../../store/log.ts';
import { listTasks } from '../../store/tasks.ts';
import type { ReceivedSignal } from '../../workflows/messages.ts';
import { at, STOPPED_CLOCK } from './builders.ts';
import { ObedientMail } from './case.ts';

export class ArrangedCase {
  readonly db: Db;
  readonly id: string;
  readonly mail = new ObedientMail();
  answer: ArrangementAnswer | null = null;

  constructor(db: Db, id: string) {
    this.db = db;
    this.id = id;
  }

  get state(): ArrangementAnswer['state'] {
    return this.answer!.state;
  }

  /** The workflow's turn at a time, with the signals that came in. */
  async advance(time: string, ...signals: ReceivedSignal[]): Promise<ArrangementAnswer> {
    const sequence = this.answer?.sequence ?? null;
    const input = { arrangementId: this.id, sequence, signals, now: at(time), clock: STOPPED_CLOCK };
    this.answer = await advanceArrangement(this.db, input);
    return this.answer;
  }

  /** Delivers one notice: the first that is due, unless another is named. */
  async deliver(time: string, dispatchId = this.answer!.deliveries[0]!): Promise<ArrangementAnswer> {
    const input = { arrangementId: this.id, dispatchId, now: at(time), clock: STOPPED_CLOCK };
    this.answer = await deliverArrangement(this.db, this.mail, { rehearsal: false }, input);
    return this.answer;
  }

  /** A turn, and the delivery of all that it intends. */
  async run(time: string, ...signals: ReceivedSignal[]): Promise<ArrangementAnswer> {
    await this.advance(time, ...signals);
    while (this.answer!.deliveries.length > 0) await this.deliver(time);
    return this.answer!;
  }

  /** The countersignature as a signal. */
  signed(time: string, id = 'akkoord'): ReceivedSignal {
    return { name: 'arrangementSigned', payload: { id, by: 'Jan' }, at: at(time) };
  }

  /** What the API accepts of an invoice; the signals stay in the outbox. */
  pay(invoice: InvoiceRecord, amountCents: number, time: string, id = `p-${time}`) {
    const now = at(time);
    return recordEvent(this.db, invoice.id, () => ({
      type: 'payment',
      id,
      at: now,
      amountCents,
      bookedOn: time.slice(0, 10),
    }));
  }

  openTasks() {
    return listTasks(this.db, { status: 'open', arrangementId: this.id, limit: 100 });
  }

  dispatch(what: string, n: number, round = 1) {
    return findArrangementDispatch(this.db, `arrangement:${this.id}:${what}:${n}:${round}`);
  }

  async notices(): Promise<string[]> {
    const rows = await listArrangementDispatches(this.db, this.id);
    return rows.map(({ notice, instalment, status }) => `${notice} ${instalment} ${status}`);
  }

  async timeline(): Promise<string[]> {
    const entries = await readLog<ArrangementReason>(this.db, arrangementChain(this.id));
    return entries.map(({ what, step }) => (step === null ? what : `${what} ${step}`));
  }
}

/** Proposes ten instalments of a tenth each, the first on 1 April 2026, agreed on Monday 2 March; no turn is taken yet. */
export async function anArrangement(
  db: Db,
  invoices: readonly InvoiceRecord[],
  changes: object = {},
  { id = 'r1', time = '2026-03-02T10:00' } = {},
): Promise<ArrangedCase> {
  const terms = proposalTerms.parse({ instalments: { count: 10, first_on: '2026-04-01' }, ...changes });
  const proposal: Proposal = { ...terms, invoices: invoices.map((invoice) => invoice.id) };
  await propose(db, id, proposal, 'Anna', at(time));
  return new ArrangedCase(db, id);
}
