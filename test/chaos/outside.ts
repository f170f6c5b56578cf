/**
 * The world outside: the ERP that registers and tells, people with Temporal's own client, and those who work the task list.
 * What it was told that it is accepted, it remembers; what it was not, it tells again.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { WorkflowNotFoundError } from '@temporalio/client';
import { decimalAmount } from '../../ladder/money.ts';
import { addDays, localDate } from '../../ladder/time/civil.ts';
import { invoiceWorkflowId } from '../../workflows/messages.ts';
import type { Told } from '../support/money-model.ts';
import { FLOODED, type Scripted, type ScriptedInvoice, type Way } from './history.ts';
import { chaosLadder } from './ladder.ts';
import type { World } from './world.ts';

export const CREDITOR_EMAIL = 'administratie@eiser.example';
export const AGENCY_EMAIL = 'zaken@bureau.example';

/** An event that the product said it has. */
export interface AcceptedEvent extends Told {
  by: Way;
  /** Real milliseconds at which the answer came. */
  acceptedAt: number;
}

/** An invoice as the outside knows it. */
export interface KnownInvoice {
  id: string;
  number: string;
  amountCents: number;
  accepted: AcceptedEvent[];
  /** Names of signals that nobody can read, taken by Temporal. */
  garbled: string[];
}

/** Where the API takes an event; what is not here comes by signal only. */
const PATHS: Partial<Record<Scripted['what'], string>> = {
  paymentReceived: 'payments',
  creditNoteIssued: 'credit-notes',
  paymentReversed: 'reversals',
  held: 'holds',
  promiseMade: 'promises',
  disputeRaised: 'disputes',
  disputeDecided: 'dispute-decisions',
  returnAnnounced: 'returns',
  replyReceived: 'replies',
  arrangementProposed: 'arrangements/proposed',
  arrangementAgreed: 'arrangements/agreed',
  arrangementDeclined: 'arrangements/declined',
  arrangementKept: 'arrangements/kept',
  arrangementBroken: 'arrangements/broken',
  invoiceCorrected: 'corrections',
  invoiceSentAgain: 'sent-again',
  escalated: 'escalations',
  stepLeftOut: 'left-out',
  writtenOff: 'write-off',
};

const REQUEST_LIMIT_MS = 15_000;
const RETRY_MS = 400;
/** A mail server keeps its sender waiting no longer than this. */
const ASIDE_MS = 2_000;
/** Signals in an outage of the database, at these parts of it: the first begins a turn, the others find it under way. */
const KNOCKS = [0.05, 0.6, 0.85];
/** What no debtor reads. */
const TO_THE_AGENCY = ['handover', 'agency-update'] as const;
/** Whoever tells gives up after this: a turn may wait two minutes for the contact that a dead worker had in hand. */
const PATIENCE_MS = 300_000;

export class Outside {
  readonly invoices: KnownInvoice[] = [];
  /** What the product refused, or never took, and should have taken. */
  readonly refused: string[] = [];
  /** How often something was told, how often again, how often a try failed, by whichever way. */
  readonly counts = { told: 0, toldAgain: 0, signals: 0, failedTries: 0, tasksAnswered: 0 };
  /** Told beside the history, at a moment that the run chose. */
  readonly #asides: Promise<void>[] = [];
  #inDeliveries = 0;
  readonly world: World;

  constructor(world: World) {
    this.world = world;
  }

  async setUp(): Promise<void> {
    const creditor = {
      name: 'De Eiser B.V.',
      email: CREDITOR_EMAIL,
      iban: 'NL91ABNA0417164300',
      agency: { name: 'Het Bureau', email: AGENCY_EMAIL },
    };
    await this.request('PUT', '/creditors/default', creditor);
    await this.request('POST', '/ladders', chaosLadder());
  }

  /** Tells a whole history, each thing at its time; resolves when the last of it was told. */
  async tell(history: readonly ScriptedInvoice[]): Promise<void> {
    await Promise.all(history.map((invoice) => this.#tellInvoice(invoice)));
  }

  async #tellInvoice(script: ScriptedInvoice): Promise<void> {
    await this.#until(script.registeredOnDay);
    const id = await this.#register(script);
    if (id === null) return;
    const invoice: KnownInvoice = {
      id,
      number: script.number,
      amountCents: script.amountCents,
      accepted: [],
      garbled: [],
    };
    this.invoices.push(invoice);
    const forms = new Map<string, Told>();
    await Promise.all([
      ...script.events.flatMap((event) => [
        this.#tellAt(invoice, event, event, forms),
        ...event.again.map((again) => this.#tellAt(invoice, event, again, forms)),
      ]),
      ...script.garbled.map(async ({ day, name, payload }) => {
        await this.#until(day);
        if (await this.#signal(invoice, name, payload)) invoice.garbled.push(name);
      }),
    ]);
  }

  /** While a notice is on its way, tells its invoice of a payment: the workflow hears it in the middle of a delivery. */
  async tellDuring(messageId: string): Promise<void> {
    if (this.#inDeliveries >= this.world.plan.signalsInDeliveries) return;
    const line = await this.world.db
      .selectFrom('dispatches')
      .innerJoin('dispatch_lines', 'dispatch_lines.dispatch_id', 'dispatches.id')
      .select('invoice_id')
      .where('message_id', '=', messageId)
      .where('kind', 'not in', TO_THE_AGENCY)
      .executeTakeFirst();
    const invoice = this.invoices.find(({ id }) => id === line?.invoice_id);
    if (!invoice || this.#inDeliveries++ >= this.world.plan.signalsInDeliveries) return;
    await Promise.race([this.#payACent(invoice), sleep(ASIDE_MS)]);
  }

  /** While the database is away, and a turn is tried again and again, tells the invoice of many payments of more. */
  async knock(awayMs: number): Promise<void> {
    const began = Date.now();
    for (const part of KNOCKS) {
      await sleep(Math.max(0, began + part * awayMs - Date.now()));
      const flooded = this.invoices.find(({ number }) => number === FLOODED);
      if (flooded) void this.#payACent(flooded);
    }
  }

  /** Tells nothing more beside the history; resolves when all of it has been taken. */
  async endAsides(): Promise<void> {
    this.#inDeliveries = this.world.plan.signalsInDeliveries;
    await Promise.all(this.#asides);
  }

  #payACent(invoice: KnownInvoice): Promise<void> {
    const at = this.world.now();
    const id = `cent-${invoice.number}-${this.#asides.length + 1}`;
    const form: Told = { id, what: 'paymentReceived', at, body: { amount: '0.01', booked_on: localDate(at) } };
    const telling = this.#signal(invoice, form.what, payloadOf(form)).then((taken) => {
      if (taken) this.#remember(invoice, form, 'signal');
    });
    this.#asides.push(telling);
    return telling;
  }

  async #until(day: number): Promise<void> {
    await sleep(Math.max(0, this.world.realAt(day) - Date.now()));
  }

  async #register({ number, debtor, amountCents, dueOnDay }: ScriptedInvoice): Promise<string | null> {
    const today = this.world.today();
    const beginning = localDate(this.world.clock.virtualOrigin);
    const name = `Klant ${debtor}`;
    const due = addDays(beginning, dueOnDay);
    const answer = await this.request('POST', '/invoices', {
      number,
      issued: today < due ? today : due,
      due,
      amount: decimalAmount(amountCents),
      ladder: { id: chaosLadder().id },
      debtor: { kind: 'company', name, reference: String(debtor), email: `klant-${debtor}@klant.example` },
    });
    if (answer?.status === 201 || answer?.status === 200) return (answer.body as { id: string }).id;
    this.refused.push(`invoice ${number} was not registered: ${JSON.stringify(answer)}`);
    return null;
  }

  /** Tells an event at a time, in the form in which it was told first. */
  async #tellAt(invoice: KnownInvoice, event: Scripted, when: { day: number; by: Way }, forms: Map<string, Told>) {
    await this.#until(when.day);
    const { id, what } = event;
    const at = this.world.now();
    const form = forms.get(id) ?? { id, what, at, body: event.body(localDate(at)) };
    forms.set(id, form);
    if (when === event) this.counts.told++;
    else this.counts.toldAgain++;
    const signalled = when.by === 'signal' && (await this.#signal(invoice, what, payloadOf(form)));
    if (signalled) return this.#remember(invoice, form, 'signal');
    // A case that is closed has no workflow for a bare signal; the API wakes it.
    if (PATHS[event.what] === undefined && event.what !== 'released') return;
    const taken = await this.#post(invoice, event, form);
    if (taken) this.#remember(invoice, form, 'api');
  }

  #remember(invoice: KnownInvoice, form: Told, by: Way): void {
    if (invoice.accepted.some(({ id }) => id === form.id)) return;
    invoice.accepted.push({ ...form, by, acceptedAt: Date.now() });
  }

  async #post(invoice: KnownInvoice, event: Scripted, form: Told): Promise<boolean> {
    const { hold_id: hold, ...rest } = payloadOf(form);
    const path = event.what === 'released' ? `holds/${hold}/release` : PATHS[event.what]!;
    const body = event.what === 'released' ? rest : payloadOf(form);
    // What it names may itself still be on its way.
    const waits = (status: number) => status === 404 && event.names !== null;
    const answer = await this.request('POST', `/invoices/${invoice.id}/${path}`, body, waits);
    if (answer?.status === 200 || answer?.status === 202) return true;
    this.refused.push(`${event.id} (${path}): ${JSON.stringify(answer)}`);
    return false;
  }

  /** Sends a bare signal; false when no workflow runs that could take it. */
  async #signal(invoice: KnownInvoice, name: string, payload: unknown): Promise<boolean> {
    const handle = this.world.client.workflow.getHandle(invoiceWorkflowId(invoice.id));
    const taken = await this.#patiently(async () => {
      try {
        await this.world.client.connection.withDeadline(Date.now() + REQUEST_LIMIT_MS, () =>
          handle.signal(name, payload),
        );
        return true;
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return false;
        throw error;
      }
    });
    if (taken) this.counts.signals++;
    if (taken === null) this.refused.push(`signal ${name} of ${invoice.number} was never taken`);
    return taken === true;
  }

  /** Asks the API until it answers with something else than that it is away; null when it never did. */
  request(
    method: 'POST' | 'PUT',
    path: string,
    body: object,
    again: (status: number) => boolean = () => false,
  ): Promise<{ status: number; body: unknown } | null> {
    return this.#patiently(async () => {
      const response = await fetch(`${this.world.api}${path}`, {
        method,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(REQUEST_LIMIT_MS),
      });
      const text = await response.text();
      if (response.status >= 500 || again(response.status)) throw new Error(`${response.status} ${text}`);
      return { status: response.status, body: text === '' ? null : JSON.parse(text) };
    });
  }

  async #patiently<T>(attempt: () => Promise<T>): Promise<T | null> {
    const gives = Date.now() + PATIENCE_MS;
    while (Date.now() < gives) {
      try {
        return await attempt();
      } catch {
        this.counts.failedTries++;
        await sleep(RETRY_MS);
      }
    }
    return null;
  }
}

/** An event as a body or a payload carries it. */
const payloadOf = ({ id, at, body }: Told): Record<string, unknown> => ({
  id,
  at: new Date(at).toISOString(),
  ...body,
});
