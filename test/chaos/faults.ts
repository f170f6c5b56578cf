/** What breaks during a run, when, and the proof that it did. */
import { setTimeout as sleep } from 'node:timers/promises';
import { POINT_NAMES, type Point, SERVER_POINT_NAMES, type ServerPoint } from './points.ts';
import type { Rng } from './random.ts';
import type { WorkerProcess, World } from './world.ts';

export interface Kill {
  program: string;
  /** Real milliseconds. */
  at: number;
  /** The point at which it died, or null: at a random moment. */
  point: Point | null;
}

/** How many of its connections an outage broke, and when. */
export interface Outage {
  at: number;
  lastedMs: number;
  broke: number;
}

/** A worker that ended by itself, for want of a database or of Temporal, is started again after this. */
const RESTART_MS = 200;
/** A machine on which workers take long to start makes a storm longer by as much, at most. */
const MOST_TIMES_LONGER = 3;

export class Faults {
  readonly kills: Kill[] = [];
  /** Workers that gave up, as they do when they start without a database. */
  readonly endedByItself: Kill[] = [];
  readonly serverKills: number[] = [];
  readonly serverKillsAtPoints: ServerPoint[] = [];
  readonly temporalAway: (Outage & { how: 'stop' | 'kill' })[] = [];
  readonly databaseAway: Outage[] = [];
  readonly databaseCuts: Outage[] = [];
  readonly databaseSlow: Outage[] = [];
  readonly mailAway: Outage[] = [];
  readonly #world: World;
  readonly #rng: Rng;
  #over = false;
  readonly #calm: WorkerProcess[] = [];
  #closing = false;
  /** Runs while the database is away, which lasts so many milliseconds. */
  whileDatabaseIsAway: (awayMs: number) => void = () => undefined;

  constructor(world: World, rng: Rng) {
    this.#world = world;
    this.#rng = rng;
  }

  /** Breaks things until the storm is over; then two workers run undisturbed, until `close`. */
  async storm(): Promise<void> {
    const { plan } = this.#world;
    const ends = this.#world.realAt(plan.stormDays);
    const spread = (name: string, count: number, once: (rng: Rng, index: number) => Promise<void> | void) =>
      this.#spread(this.#rng.branch(name), ends, count, once);
    const within = ([least, most]: [number, number], rng: Rng) => rng.between(least, most);
    const over = this.#untilOver(ends);
    await Promise.all([
      over,
      plan.workers > 1 && this.#killAtRandom(this.#rng.branch('random kills')),
      this.#killAtPoints(this.#rng.branch('points')),
      spread('server', plan.serverKills, () => this.#killServer()),
      this.#serverWhileRegistering().then(() =>
        spread('server points', plan.serverKillsAtPoints - 1, (_rng, index) =>
          this.#serverDiesAt(SERVER_POINT_NAMES[(index + 1) % SERVER_POINT_NAMES.length]!),
        ),
      ),
      this.#temporalWhileRegistering(within(plan.temporalAwayMs, this.#rng.branch('first'))).then(() =>
        spread('temporal', plan.temporalStops - 1, (rng, index) =>
          this.#temporal(index % 2 === 0 ? 'stop' : 'kill', within(plan.temporalAwayMs, rng)),
        ),
      ),
      spread('database', plan.databaseOutages, (rng) => this.#databaseGoes(within(plan.databaseAwayMs, rng))),
      spread('cuts', plan.databaseCuts, () => this.#cutsDatabase()),
      spread('slow', plan.databaseSlow, (rng) => this.#databaseSlows(rng.between(50, 150))),
      spread('mail', plan.mailOutages, () => this.#mailGoes()),
      spread('mails', plan.mailCuts, (_rng, index) =>
        this.#world.mailLine.cutNext(index % 2 === 0 ? 'before the answer' : 'in the text'),
      ),
    ]);
    for (let worker = 0; worker < 2; worker++) void this.#keepWorking();
  }

  /** A storm lasts until enough were killed, at every point somebody, but not for ever. */
  async #untilOver(ends: number): Promise<void> {
    const { plan } = this.#world;
    await sleep(Math.max(0, ends - Date.now()));
    const latest = ends + MOST_TIMES_LONGER * plan.stormDays * plan.dayMs;
    const missing = () =>
      this.kills.length < plan.kills ||
      this.databaseCuts.filter(({ broke }) => broke > 0).length < plan.databaseCuts ||
      POINT_NAMES.some((point) => !this.kills.some((kill) => kill.point === point)) ||
      SERVER_POINT_NAMES.some((point) => !this.serverKillsAtPoints.includes(point));
    while (missing() && Date.now() < latest) await sleep(RESTART_MS);
    this.#over = true;
  }

  async close(): Promise<void> {
    this.#closing = true;
    for (const { child } of this.#calm) child.kill();
    await Promise.all(this.#calm.map(({ child }) => child.exited));
  }

  /** Does something `count` times, spread over the storm; never in its last tenth, so that all of it is felt. */
  async #spread(rng: Rng, ends: number, count: number, once: (rng: Rng, index: number) => Promise<void> | void) {
    const begins = Date.now();
    const each = ((ends - begins) * 0.9) / count;
    for (let index = 0; index < count; index++) {
      const at = begins + (index + rng.between(0.1, 0.9)) * each;
      await sleep(Math.max(0, at - Date.now()));
      await once(rng, index);
    }
  }

  // ---- Workers

  async #killAtRandom(rng: Rng): Promise<void> {
    while (!this.#over) await this.#killSometime(rng);
  }

  async #killSometime(rng: Rng): Promise<void> {
    const [least, most] = this.#world.plan.workerLivesMs;
    const worker = this.#world.startWorker();
    // Some die while they start; the others have worked for a while.
    if (!rng.chance(0.2)) await worker.ready();
    await Promise.race([sleep(rng.between(least, most)), worker.child.exited]);
    await this.#kill(worker);
  }

  async #killAtPoints(rng: Rng): Promise<void> {
    const { plan } = this.#world;
    let last: Point | null = null;
    while (!this.#over) {
      const point: Point = rng.pick(this.#rarest(last));
      last = point;
      const passes = point === 'first turn' ? 0 : rng.int(0, plan.passesBefore);
      const worker = this.#world.startMortalWorker(point, passes);
      this.#mortal.set(worker, point);
      await worker.ready();
      await Promise.race([sleep(plan.pointWithinMs), worker.child.exited]);
      this.#mortal.delete(worker);
      await this.#kill(worker);
      if (plan.workers === 1 && rng.chance(0.4)) await this.#killSometime(rng);
    }
  }

  /** The points at which the fewest died, but for the one that was tried last. */
  #rarest(last: Point | null): Point[] {
    const died = (point: Point) => this.kills.filter((kill) => kill.point === point).length;
    const others = POINT_NAMES.filter((point) => point !== last);
    const fewest = Math.min(...others.map(died));
    return others.filter((point) => died(point) === fewest);
  }

  /** Workers that are to die at a point. */
  readonly #mortal = new Map<WorkerProcess, Point>();

  /** The mail server has a whole text: true when its sender dies of it now, so that no answer may be given. */
  diesOf(messageId: string): boolean {
    for (const [worker, point] of this.#mortal) {
      if (point !== 'text sent' || worker.lastWord()?.messageId !== messageId) continue;
      worker.child.kill();
      return true;
    }
    return false;
  }

  /** Kills a worker unless it is dead, and books the kill; one that ended by itself was not killed. */
  async #kill(worker: WorkerProcess): Promise<void> {
    const ended = await Promise.race([worker.child.exited.then(() => true), sleep(0).then(() => false)]);
    const word = worker.lastWord();
    if (!ended) {
      worker.child.kill();
      await worker.child.exited;
    }
    const at = Date.now();
    if (!ended || word !== null) {
      this.kills.push({ program: worker.program, at, point: ended ? word!.point : null });
      return;
    }
    this.endedByItself.push({ program: worker.program, at, point: null });
    await sleep(RESTART_MS);
  }

  async #keepWorking(): Promise<void> {
    while (!this.#closing) {
      const worker = this.#world.startWorker();
      this.#calm.push(worker);
      await worker.child.exited;
      this.#calm.splice(this.#calm.indexOf(worker), 1);
      await sleep(RESTART_MS);
    }
  }

  // ---- Servers

  /**
   * Temporal goes while invoices are being registered, and the server is killed with the signals that it could not bring: a
   * start that is lost is not made good by anything that happens later.
   */
  async #temporalWhileRegistering(awayMs: number): Promise<void> {
    const day = this.#rng.branch('while registering').between(0.5, 2);
    await sleep(Math.max(0, this.#world.realAt(day) - Date.now()));
    await Promise.all([this.#temporal('kill', awayMs), sleep(awayMs * 0.8).then(() => this.#killServer())]);
  }

  /** What is lost between the outbox and Temporal then is the start of an invoice. */
  async #serverWhileRegistering(): Promise<void> {
    await sleep(
      Math.max(0, this.#world.realAt(this.#rng.branch('server while registering').between(2, 3)) - Date.now()),
    );
    await this.#serverDiesAt('signalling');
  }

  async #serverDiesAt(point: ServerPoint): Promise<void> {
    // No signal may be on its way for a while.
    while (!this.#over) {
      if (!(await this.#world.serverDiesAt(point, this.#world.plan.pointWithinMs))) continue;
      this.serverKillsAtPoints.push(point);
      return;
    }
  }

  /** Breaks what is connected to the database; while nothing is, it waits until something is. */
  async #cutsDatabase(): Promise<void> {
    while (!this.#over) {
      const broke = this.#world.databaseLine.cut();
      this.databaseCuts.push({ at: Date.now(), lastedMs: 0, broke });
      if (broke > 0) return;
      await sleep(RESTART_MS);
    }
  }

  #killServer(): void {
    this.serverKills.push(Date.now());
    this.#world.killServer();
  }

  async #temporal(how: 'stop' | 'kill', awayMs: number): Promise<void> {
    const at = Date.now();
    await this.#world.stopTemporal(how);
    await sleep(awayMs);
    await this.#world.startTemporal();
    this.temporalAway.push({ at, lastedMs: Date.now() - at, broke: 1, how });
  }

  /** An outage that nobody feels is none: all programs may be dead, or starting. */
  async #databaseIsUsed(): Promise<void> {
    while (!this.#world.databaseLine.isUsed && !this.#over) await sleep(RESTART_MS / 10);
  }

  async #databaseGoes(awayMs: number): Promise<void> {
    await this.#databaseIsUsed();
    const at = Date.now();
    const broke = this.#world.databaseLine.goAway();
    this.whileDatabaseIsAway(awayMs);
    await sleep(awayMs);
    this.#world.databaseLine.comeBack();
    this.databaseAway.push({ at, lastedMs: Date.now() - at, broke });
  }

  async #databaseSlows(delayMs: number): Promise<void> {
    const at = Date.now();
    this.#world.databaseLine.delayMs = delayMs;
    await sleep(this.#world.plan.dayMs);
    this.#world.databaseLine.delayMs = 0;
    this.databaseSlow.push({ at, lastedMs: Date.now() - at, broke: 0 });
  }

  async #mailGoes(): Promise<void> {
    const at = Date.now();
    const before = this.#world.mailLine.line.broken;
    const { line } = this.#world.mailLine;
    line.goAway();
    await sleep(this.#world.plan.dayMs);
    // Nobody may have tried, at a weekend, or because no worker lived.
    while (line.broken === before && !this.#over) await sleep(RESTART_MS);
    line.comeBack();
    this.mailAway.push({ at, lastedMs: Date.now() - at, broke: line.broken - before });
  }
}
