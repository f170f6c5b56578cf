/** Brings queued notices to the ERP, in order for each debtor, for as long as it takes; at least once, under one id. */

import type { Db } from '../../store/database.ts';
import { type ErpNotice, settleNotice, takeNotice } from '../../store/deliveries.ts';
import { sendWebhook, TRY_TIMEOUT_MS, type WebhookOptions } from './webhook.ts';

const POLL_MS = 5_000;
/** A worker that dies in the middle of a try leaves the notice to others after this. */
const LEASE_MS = 3 * TRY_TIMEOUT_MS;
const FIRST_RETRY_MS = 5_000;
const LONGEST_RETRY_MS = 6 * 60 * 60_000;

export interface ErpNoticesSettings {
  db: Db;
  url: string;
  secret: string;
  options: Pick<WebhookOptions, 'insideHosts'>;
  onProblem: (problem: string) => void;
}

export class ErpNotices {
  readonly #settings: ErpNoticesSettings;
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> | null = null;
  #stopped = false;

  constructor(settings: ErpNoticesSettings) {
    this.#settings = settings;
  }

  start(): void {
    this.#timer = setInterval(() => this.#look(), POLL_MS);
    this.#look();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer) clearInterval(this.#timer);
    await this.#running;
  }

  #look(): void {
    if (this.#stopped || this.#running) return;
    this.#running = this.drain()
      .catch((error: Error) => this.#settings.onProblem(`notices to the ERP cannot be read: ${error.message}`))
      .finally(() => {
        this.#running = null;
      });
  }

  /** Tries every notice whose time has come, once. */
  async drain(): Promise<void> {
    while (!this.#stopped) {
      const now = Date.now();
      const notice = await takeNotice(this.#settings.db, now, now + LEASE_MS);
      if (!notice) return;
      await this.#send(notice);
    }
  }

  async #send({ id, type, data, happenedAt, attempts }: ErpNotice): Promise<void> {
    const { db, url, secret, options, onProblem } = this.#settings;
    const outcome = await sendWebhook({ url, secret, id: `notice-${id}`, timestamp: happenedAt, type, data }, options);
    const now = Date.now();
    if (outcome.status === 'accepted') return settleNotice(db, id, { sentAt: now });
    const { problem } = outcome;
    if (outcome.status !== 'deferred') {
      onProblem(`The ERP did not take notice ${id} (${type}), and it is not tried again: ${problem}`);
      return settleNotice(db, id, { problem, nextTryAt: null });
    }
    if (attempts === 0) onProblem(`The ERP did not take notice ${id} (${type}) yet: ${problem}`);
    const waitMs = Math.min(FIRST_RETRY_MS * 2 ** Math.min(attempts, 20), LONGEST_RETRY_MS);
    return settleNotice(db, id, { problem, nextTryAt: now + Math.max(waitMs, outcome.retryAfterMs ?? 0) });
  }
}
