/**
 * Lets the past happen: what Temporal does in production — wake what is due, hand on signals, deliver what is intended —
 * done in order of time on a clock that stands where the book says. The activities, and the API, are the real ones.
 */
import { advance } from '../activities/advance.ts';
import { advanceArrangement } from '../activities/arrangement/advance.ts';
import { deliverArrangement } from '../activities/arrangement/deliver.ts';
import { deliver } from '../activities/deliver.ts';
import type { MailRules } from '../activities/mail/compose.ts';
import type { Instant } from '../ladder/time/civil.ts';
import type { Clock } from '../ladder/time/clock.ts';
import { START } from '../server/relay.ts';
import type { Db } from '../store/database.ts';
import { firstToMove } from '../store/next-moves.ts';
import { type Addressee, markSent, waitingSignals } from '../store/signal-outbox.ts';
import type { ReceivedSignal } from '../workflows/messages.ts';
import type { MailOfThePast } from './mail.ts';

/** The activities never look at the time themselves: this clock is always behind what they are told. */
const STOPPED: Clock = { realOrigin: 0, virtualOrigin: 0, speed: 0 };
const SIGNALS_AT_ONCE = 1_000;
/** More turns than this in one moment are a defect: nothing would ever end. */
const MOST_TURNS = 1_000;

const RULES: MailRules = { rehearsal: true };

export interface Scene {
  at: Instant;
  play(): Promise<void>;
}

export class Stage {
  readonly #db: Db;
  readonly #mail: MailOfThePast;
  readonly #sequences = new Map<string, number>();
  #scenes: Scene[] = [];
  /** Something has moved since it was last looked at. */
  #moved = false;
  #now: Instant = 0;

  constructor(db: Db, mail: MailOfThePast) {
    this.#db = db;
    this.#mail = mail;
  }

  get now(): Instant {
    return this.#now;
  }

  /** Adds something that people do at a moment; one that has passed is now. */
  add(scene: Scene): void {
    const later = this.#scenes.findIndex(({ at }) => at > scene.at);
    this.#scenes.splice(later === -1 ? this.#scenes.length : later, 0, scene);
  }

  /** Sets the clock to where the past begins. */
  begin(at: Instant): void {
    this.#now = at;
  }

  /** Goes on until a moment; `watch` is called whenever something has moved. */
  async playUntil(end: Instant, watch: () => Promise<void>): Promise<void> {
    for (let turns = 0; ; turns++) {
      await this.#relay();
      if (this.#moved) await watch();
      this.#moved = false;
      const next = await firstToMove(this.#db);
      const wakesAt = next ? (next.at ?? this.#now) : Number.POSITIVE_INFINITY;
      const scene = this.#scenes[0];
      const sceneAt = scene?.at ?? Number.POSITIVE_INFINITY;
      const at = Math.max(this.#now, Math.min(wakesAt, sceneAt));
      if (at > end) break;
      if (at > this.#now) turns = 0;
      if (turns > MOST_TURNS) throw new Error(`The example book does not get past ${new Date(at).toISOString()}.`);
      this.#now = at;
      if (next && wakesAt <= sceneAt) await this.#turn(next.who, []);
      else await this.#scenes.shift()!.play();
    }
    this.#now = end;
  }

  /** Hands every signal that waits to whom it is for, as the relay does. */
  async #relay(): Promise<void> {
    for (;;) {
      const waiting = await waitingSignals(this.#db, Date.now(), SIGNALS_AT_ONCE);
      if (waiting.length === 0) return;
      const first = workOf(waiting[0]!.to);
      const batch = waiting.filter(({ to }) => workOf(to) === first);
      const signals = batch
        .filter(({ signal }) => signal !== START)
        .map(({ signal, payload }): ReceivedSignal => ({ name: signal, payload, at: this.#now }));
      await this.#turn(batch[0]!.to, signals);
      for (const { id } of batch) await markSent(this.#db, id, Date.now());
    }
  }

  /** The turn of a workflow: what came in, and the delivery of all that follows. */
  async #turn(who: Addressee, signals: ReceivedSignal[]): Promise<void> {
    const work = workOf(who);
    const time = { now: this.#now, clock: STOPPED };
    const request = { sequence: this.#sequences.get(work) ?? null, signals, ...time };
    const db = this.#db;
    let answer: { sequence: number; deliveries: string[] } =
      'invoiceId' in who
        ? await advance(db, { ...who, ...request })
        : await advanceArrangement(db, { ...who, ...request });
    while (answer.deliveries.length > 0) {
      const dispatchId = answer.deliveries[0]!;
      this.#mail.delivering(dispatchId);
      answer =
        'invoiceId' in who
          ? await deliver(db, this.#mail, RULES, { ...who, dispatchId, ...time })
          : await deliverArrangement(db, this.#mail, RULES, { ...who, dispatchId, ...time });
    }
    this.#sequences.set(work, answer.sequence);
    this.#moved = true;
  }
}

const workOf = (who: Addressee) => ('invoiceId' in who ? who.invoiceId : `arrangement:${who.arrangementId}`);
