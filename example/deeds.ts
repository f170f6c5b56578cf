/** Does what the book says that people did: by the API, as they would. */
import { parseAmount } from '../ladder/money.ts';
import { addDays, type CivilDate, localDate } from '../ladder/time/civil.ts';
import { creditorById, registerInvoice } from '../server/register.ts';
import type { Db } from '../store/database.ts';
import { DEFAULT_CREDITOR_ID, type DebtorInput } from '../store/parties.ts';
import { customerNumber } from './customers.ts';
import { drawn } from './ids.ts';
import type { MailOfThePast } from './mail.ts';
import type { Stage } from './stage.ts';
import type { Deed, Tale } from './tale.ts';

/** An invoice, as deeds need to know it. */
export interface Subject {
  tale: Tale;
  id: string;
  number: string;
  issuedOn: CivilDate;
  dueOn: CivilDate;
  debtorId: string;
  customer: Pick<DebtorInput, 'kind' | 'name' | 'addressLines'> & Partial<DebtorInput>;
  /** Ids of its arrangements. */
  arrangements: Set<string>;
}

/** Calls the API; throws what it refuses. */
export type Api = (method: 'GET' | 'POST' | 'PUT', url: string, body?: object) => Promise<Record<string, unknown>>;

export interface Occasion {
  /** Of the event: the same each time that the book is played. */
  id: string;
  /** The task or contact that it is about. */
  about: string | null;
}

const COLLECTORS = ['Sanne de Wit', 'Ravi Bakker', 'Mo el Idrissi'];
const APPROVER = 'Hanneke Vos';
const MAIL_ROOM = 'Postkamer';

export class Deeds {
  readonly #db: Db;
  readonly #stage: Stage;
  readonly #mail: MailOfThePast;
  readonly #api: Api;

  constructor(db: Db, stage: Stage, mail: MailOfThePast, api: Api) {
    this.#db = db;
    this.#stage = stage;
    this.#mail = mail;
    this.#api = api;
  }

  async register({ tale, id, number, issuedOn, dueOn, debtorId, customer }: Subject): Promise<void> {
    const amountCents = parseAmount(tale.amount)!;
    const registration = {
      id,
      number,
      issuedOn,
      dueOn,
      amountCents,
      claimedCents: amountCents,
      currency: 'EUR',
      paymentReference: null,
      iban: null,
      ladder: tale.ladder === undefined ? null : { id: tale.ladder, version: null },
      debtor: { ...UNKNOWN, ...customer, id: debtorId, reference: customerNumber(tale.customer) },
      documents: [],
    };
    await registerInvoice(this.#db, (tx) => creditorById(tx, DEFAULT_CREDITOR_ID), registration, this.#stage.now);
    for (const [step, misfortune] of Object.entries(tale.mail ?? {})) {
      this.#mail.foresee(`${id}:${step}:1`, misfortune);
    }
  }

  async play(subject: Subject, deed: Deed, { id: eventId, about }: Occasion): Promise<void> {
    const { id, tale } = subject;
    const today = localDate(this.#stage.now);
    const by = COLLECTORS[drawn(COLLECTORS.length, tale.customer)]!;
    const event = (path: string, body: object) =>
      this.#api('POST', `/api/invoices/${id}/${path}`, { id: eventId, ...body });
    switch (deed.do) {
      case 'pay':
        await event('payments', { amount: deed.amount ?? (await this.#open(id)) });
        return;
      case 'answer': {
        const { outcome, amount, note } = deed;
        const body = { id: eventId, outcome, by, ...(amount && { amount }), ...(note && { note }) };
        const approves = outcome === 'approved' || outcome === 'refused';
        if (approves) await this.#api('POST', `/api/tasks/${about}/approval`, { outcome, by: APPROVER });
        else await this.#api('POST', `/api/tasks/${about}/complete`, body);
        return;
      }
      case 'promise':
        await event('promises', { on: addDays(today, deed.inDays), by, ...(deed.amount && { amount: deed.amount }) });
        return;
      case 'dispute':
        await event('disputes', { reason: deed.reason, ...(deed.amount && { amount: deed.amount }) });
        return;
      case 'credit':
        await event('credit-notes', { number: `C${subject.number}`, amount: deed.amount });
        return;
      case 'reverse':
        await event('reversals', { payment_id: eventIdOf(tale, deed.payment) });
        return;
      case 'hold':
        await event('holds', { owner: by, reason: deed.reason, until: addDays(today, deed.forDays) });
        return;
      case 'release':
        await this.#api('POST', `/api/invoices/${id}/holds/${eventIdOf(tale, deed.hold)}/release`, {
          id: eventId,
          by,
        });
        return;
      case 'reply':
        await event('replies', { summary: deed.summary });
        return;
      case 'announce return':
        await event('returns', { expected_on: addDays(today, deed.inDays), note: deed.note });
        return;
      case 'correct':
        await event('corrections', { reason: deed.reason, by, ...(deed.amount && { amount: deed.amount }) });
        return;
      case 'send again':
        await event('sent-again', { by, ...(deed.laterDays && { due_on: addDays(today, deed.laterDays) }) });
        return;
      case 'status':
        await this.#api('POST', `/api/debtors/${subject.debtorId}/status`, {
          id: eventId,
          status: deed.status,
          note: deed.note,
          by,
        });
        return;
      case 'escalate':
        await event('escalations', { step: deed.step, reason: deed.reason, by });
        return;
      case 'leave out':
        await event('left-out', { step: deed.step, reason: deed.reason, by });
        return;
      case 'write off':
        await event('write-off', { reason: deed.reason, by: APPROVER });
        return;
      case 'bounce':
        await this.#api('POST', `/api/dispatches/${about}/bounced`, { problem: deed.problem });
        return;
      case 'come back':
        await this.#api('POST', `/api/dispatches/${about}/returned`, { problem: deed.problem });
        return;
      case 'arrange': {
        const { count, firstInDays, deposit } = deed;
        await this.#api('POST', '/api/arrangements', {
          id: eventId,
          by,
          invoices: [id],
          instalments: { count, first_on: addDays(today, firstInDays) },
          ...(deposit && { deposit: { on: addDays(today, deposit.inDays), amount: deposit.amount } }),
        });
        subject.arrangements.add(eventId);
        return;
      }
      case 'sign': {
        const arrangement = eventIdOf(tale, deed.arrangement);
        await this.#api('POST', `/api/arrangements/${arrangement}/signed`, { id: eventId, by: deed.by });
        return;
      }
      case 'decide breach': {
        const { outcome, note } = deed;
        await this.#api('POST', `/api/tasks/${about}/complete`, { id: eventId, outcome, by, note });
      }
    }
  }

  /** Prints the letters that wait as a batch; its id, or null when none waits. */
  async print(): Promise<string | null> {
    const { data } = (await this.#api('GET', `/api/letters?creditor=${DEFAULT_CREDITOR_ID}`)) as { data: unknown[] };
    return data.length === 0 ? null : ((await this.#api('POST', '/api/letters/batches', {})).id as string);
  }

  /** What was printed goes to the post. */
  async post(batchId: string): Promise<void> {
    await this.#api('POST', `/api/letters/batches/${batchId}/posted`, { by: MAIL_ROOM });
  }

  async #open(invoiceId: string): Promise<string> {
    return (await this.#api('GET', `/api/invoices/${invoiceId}`)).open as string;
  }
}

/** Of what happened to an invoice under a name, or as the nth thing. */
export function eventIdOf({ key }: Tale, name: string): string {
  return `${name}-${key}`;
}

const UNKNOWN: DebtorInput = {
  reference: null,
  kind: null,
  name: '',
  addressLines: [],
  country: 'NL',
  language: 'nl',
  segment: null,
  relation: null,
  terms: null,
  kvk: null,
  vatNumber: null,
  oin: null,
  email: null,
  phone: null,
};
