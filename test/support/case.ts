/** One invoice driven by hand: the activities of its workflow, over a real store, with a mail server that obeys. */
import { expect } from 'vitest';
import { advance } from '../../activities/advance.ts';
import { deliver } from '../../activities/deliver.ts';
import type { MailOutcome, MailTransport, RawMail } from '../../activities/mail/transport.ts';
import { type InvoiceEvent, SIGNALS } from '../../ladder/events.ts';
import type { Answer } from '../../ladder/invoice/answer.ts';
import { outsideForm } from '../../ladder/outside-form.ts';
import { recordEvent } from '../../server/record.ts';
import type { Db } from '../../store/database.ts';
import { findDispatch, listDispatches } from '../../store/dispatches.ts';
import type { InvoiceRecord } from '../../store/invoices.ts';
import { invoiceChain, readLog } from '../../store/log.ts';
import { listTasks, type TaskRecord } from '../../store/tasks.ts';
import type { AnySignal, ReceivedSignal } from '../../workflows/messages.ts';
import { anInvoice, at, type InvoiceChanges, STOPPED_CLOCK } from './builders.ts';

/** What a mail server does with the next mail: an outcome, or anything else that a test thinks of. */
type Behaviour = MailOutcome | ((mail: RawMail) => Promise<MailOutcome> | MailOutcome);

/** A mail server that takes every mail, unless told otherwise. */
export class ObedientMail implements MailTransport {
  /** The mails that it took. */
  readonly sent: RawMail[] = [];
  /** How often a mail was handed to it. */
  tries = 0;
  /** Knows what it has, as an outbox folder does. */
  remembers = false;
  readonly #next: Behaviour[] = [];

  /** What happens to the next mails, in order. */
  next(...behaviours: Behaviour[]): this {
    this.#next.push(...behaviours);
    return this;
  }

  async send(mail: RawMail): Promise<MailOutcome> {
    this.tries++;
    const behaviour = this.#next.shift() ?? { status: 'accepted' };
    const outcome = typeof behaviour === 'function' ? await behaviour(mail) : behaviour;
    if (outcome.status === 'accepted') this.sent.push(mail);
    return outcome;
  }

  async holds(messageId: string): Promise<boolean> {
    return this.remembers && this.sent.some((mail) => mail.messageId === messageId);
  }
}

const signalOf = new Map(Object.entries(SIGNALS).map(([signal, type]) => [type as string, signal as AnySignal]));

/** An event as the signal that carries it. */
export function signal(event: InvoiceEvent): ReceivedSignal {
  return { name: signalOf.get(event.type)!, payload: outsideForm(event), at: event.at };
}

export class Case {
  readonly db: Db;
  readonly invoice: InvoiceRecord;
  readonly mail = new ObedientMail();
  answer: Answer | null = null;

  constructor(db: Db, invoice: InvoiceRecord) {
    this.db = db;
    this.invoice = invoice;
  }

  get id(): string {
    return this.invoice.id;
  }

  get state(): Answer['state'] {
    return this.answer!.state;
  }

  dispatchId(step: string, round = 1): string {
    return `${this.id}:${step}:${round}`;
  }

  /** The workflow's turn at a time, with the signals that came in. */
  async advance(time: string, ...signals: ReceivedSignal[]): Promise<Answer> {
    const sequence = this.answer?.sequence ?? null;
    const input = { invoiceId: this.id, sequence, signals, now: at(time), clock: STOPPED_CLOCK };
    return this.#answered(await advance(this.db, input));
  }

  /** Delivers one contact: the first that is due, unless another is named. */
  async deliver(time: string, dispatchId = this.answer!.deliveries[0]!): Promise<Answer> {
    const input = { invoiceId: this.id, dispatchId, now: at(time), clock: STOPPED_CLOCK };
    return this.#answered(await deliver(this.db, this.mail, { rehearsal: false }, input));
  }

  /** Holds what an answer says is to be delivered against what the store knows. */
  async #answered(answer: Answer): Promise<Answer> {
    expect(answer.deliveries).toEqual(await undelivered(this.db, this.id));
    this.answer = answer;
    return answer;
  }

  /** A turn, and the delivery of all that it intends. */
  async run(time: string, ...signals: ReceivedSignal[]): Promise<Answer> {
    await this.advance(time, ...signals);
    while (this.answer!.deliveries.length > 0) await this.deliver(time);
    return this.answer!;
  }

  /** What the API accepts; its signal stays in the outbox. */
  accept(event: InvoiceEvent) {
    return recordEvent(this.db, this.id, () => event);
  }

  async dispatch(step: string, round = 1) {
    return (await findDispatch(this.db, this.dispatchId(step, round)))!;
  }

  openTasks(): Promise<TaskRecord[]> {
    return listTasks(this.db, { status: 'open', invoiceId: this.id, limit: 100 });
  }

  /** What the timeline tells, as `step what`. */
  async timeline(): Promise<string[]> {
    const entries = await readLog(this.db, invoiceChain(this.id));
    return entries.map(({ step, what }) => `${step ?? '-'} ${what}`);
  }
}

/** The contacts of an invoice that are still to be delivered, oldest first. */
async function undelivered(db: Db, invoiceId: string): Promise<string[]> {
  const dispatches = await listDispatches(db, invoiceId);
  return dispatches.filter(({ status }) => status === 'intended' || status === 'sending').map(({ id }) => id);
}

/** A new invoice, due on 18 March 2026 unless told otherwise, that no turn has touched yet. */
export async function aCase(db: Db, changes: InvoiceChanges = {}): Promise<Case> {
  return new Case(db, await anInvoice(db, changes));
}
