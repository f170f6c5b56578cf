/**
 * What the product's workflow costs in CPU, against a plain hand-written workflow of the same steps that makes the same
 * database writes (`plain-workflow.ts`, `plain-activities.ts`).
 *
 * Each side is a process of its own with a worker of the same tuning, its own task queue and its own store (PGlite in
 * memory); both use one time-skipping server. A round registers invoices, starts their workflows, and lets time run until
 * all are handed over: the same invoices on the same days. The two sides take turns, a warm-up and then five rounds; what
 * counts is the median of the rounds' ratios. The order stays the same, so that each has rested as long as the other when
 * its turn comes: a side that ran just before is some tenths cheaper.
 *
 * In: user and system time of the worker's process from the start of the workflows to the last handover: Temporal's
 * SDK and workflow code, activities, composing mails, the database itself (PGlite runs inside the process).
 * Out: registering the invoices, starting the workflows (the parent process does), loading code, the server, a real mail
 * server. `differs` in the report names what the sides do differently.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Client } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Clock } from '../../ladder/time/clock.ts';
import { quietRuntime, startSkippingServer } from '../flow/harness.ts';
import type { ArmName, ArmReply, ArmRequest, ArmWorkflow, Measured, Writes } from './arm.ts';
import { BEGINNING, LADDER_TAKES_MS } from './portfolio.ts';
import { atMost, type Bar, median, rounded } from './rounds.ts';

const MOST_TIMES_PLAIN = 1.25;
/** More than this apart, and the two sides did not do the same work. */
const MOST_WRITES_APART = 0.08;

const ROUNDS = 5;
const INVOICES = 40;
/** More than in a round: what is compiled while the code is new belongs to neither side. */
const WARM_UP_INVOICES = 80;

interface ArmRound {
  cpuMs: number;
  events: number;
  measured: Measured;
}

interface ArmReport {
  cpuMsPerLadder: number;
  userMsPerLadder: number;
  systemMsPerLadder: number;
  historyEventsPerLadder: number;
  sqlStatementsPerLadder: number;
  mailsPerLadder: number;
  mailBytesPerLadder: number;
  rowsPerLadder: Writes;
  rowsByTable: Record<string, Writes>;
}

export interface CpuResult {
  what: string;
  in: string[];
  out: string[];
  differs: string[];
  invoicesPerRound: number;
  /** Product's CPU by plain's, of each round. */
  ratios: number[];
  medianRatio: number;
  product: ArmReport;
  plain: ArmReport;
}

export async function benchCpu(progress: (line: string) => void): Promise<{ result: CpuResult; bars: Bar[] }> {
  quietRuntime();
  const server = await startSkippingServer();
  const product = await Arm.start('product', server);
  const plain = await Arm.start('plain', server);
  const rounds: { product: ArmRound; plain: ArmRound }[] = [];
  try {
    for (let round = 0; round <= ROUNDS; round++) {
      const count = round === 0 ? WARM_UP_INVOICES : INVOICES;
      const both = { product: await product.round(`R${round}`, count), plain: await plain.round(`R${round}`, count) };
      const ratio = both.product.cpuMs / both.plain.cpuMs;
      if (round === 0) {
        progress('cpu: both sides are warm');
        continue;
      }
      rounds.push(both);
      const each = `${perLadder(both.product.cpuMs)} and ${perLadder(both.plain.cpuMs)} ms a ladder`;
      progress(`cpu: round ${round}: ${each}, ratio ${rounded(ratio)}`);
    }
  } finally {
    await Promise.all([product.stop(), plain.stop()]);
    await server.teardown();
  }

  const ratios = rounds.map((round) => rounded(round.product.cpuMs / round.plain.cpuMs, 3));
  const reports = {
    product: report(rounds.map((round) => round.product)),
    plain: report(rounds.map((round) => round.plain)),
  };
  const rows = ({ rowsPerLadder: { inserted, updated } }: ArmReport) => inserted + updated;
  const writesApart = Math.abs(rows(reports.product) / rows(reports.plain) - 1);
  return {
    result: {
      what: 'CPU of the worker process, from registration to handover, against a plain hand-written workflow',
      in: [
        'user and system time of the worker process: Temporal SDK, workflow code, activities, composing mails, SQL',
        'the database itself: PGlite runs inside the process',
      ],
      out: [
        'registering the invoices, starting the workflows, loading code',
        'the Temporal server',
        'a mail server: both sides hand over to the same counting transport',
      ],
      differs: [
        'product: records the engine’s answer, with the plan, in the history and in the state row; plain: the step’s name',
        'product: locks debtor and invoice and reads the state back; plain: trusts its workflow',
        'product: writes the reasons of each step into the log; plain: the entry alone',
        'plain: one normal activity for each write; product: local activities, and a normal one for each mail',
        'plain: ends at handover; product: lives on to tell the agency',
      ],
      invoicesPerRound: INVOICES,
      ratios,
      medianRatio: median(ratios),
      ...reports,
    },
    bars: [
      atMost('cpu: product by plain', median(ratios), MOST_TIMES_PLAIN),
      atMost('cpu: rows written, apart', rounded(writesApart, 3), MOST_WRITES_APART),
      atMost('cpu: mails, apart', Math.abs(reports.product.mailsPerLadder - reports.plain.mailsPerLadder), 0),
    ],
  };
}

const perLadder = (total: number) => rounded(total / INVOICES, 1);

function report(rounds: ArmRound[]): ArmReport {
  const middle = (figure: (round: ArmRound) => number) => perLadder(median(rounds.map(figure)));
  const last = rounds.at(-1)!.measured;
  return {
    cpuMsPerLadder: middle((round) => round.cpuMs),
    userMsPerLadder: middle((round) => round.measured.userMs),
    systemMsPerLadder: middle((round) => round.measured.systemMs),
    historyEventsPerLadder: median(rounds.map((round) => round.events)),
    sqlStatementsPerLadder: middle((round) => round.measured.statements),
    mailsPerLadder: middle((round) => round.measured.mails),
    mailBytesPerLadder: middle((round) => round.measured.mailBytes),
    rowsPerLadder: rowsPerLadder(last.writes),
    rowsByTable: Object.fromEntries(
      Object.entries(last.writesByTable).map(([table, writes]) => [table, rowsPerLadder(writes)]),
    ),
  };
}

function rowsPerLadder({ inserted, updated }: Writes): Writes {
  return { inserted: perLadder(inserted), updated: perLadder(updated) };
}

/** One side: its process, and what is asked of it. */
class Arm {
  readonly #process: ChildProcess;
  readonly #server: TestWorkflowEnvironment;
  /** Unlike the environment's own client, it never lets time run while it waits. */
  readonly #client: Client;
  readonly #exited: Promise<unknown>;

  private constructor(process: ChildProcess, server: TestWorkflowEnvironment) {
    this.#process = process;
    this.#server = server;
    this.#client = new Client({ connection: server.connection });
    this.#exited = once(process, 'exit');
  }

  static async start(name: ArmName, server: TestWorkflowEnvironment): Promise<Arm> {
    const program = fileURLToPath(new URL('arm.ts', import.meta.url));
    const child = fork(program, [name, server.address, server.namespace ?? 'default'], {
      stdio: ['ignore', 2, 2, 'ipc'],
    });
    const arm = new Arm(child, server);
    await arm.#reply('ready');
    return arm;
  }

  async round(prefix: string, invoices: number): Promise<ArmRound> {
    const clock: Clock = { realOrigin: await this.#server.currentTimeMs(), virtualOrigin: BEGINNING, speed: 1 };
    const { workflows } = await this.#ask({ do: 'register', invoices, prefix, clock }, 'registered');
    await this.#ask({ do: 'measure' }, 'measuring');
    const reply = this.#reply('measured');
    await Promise.all(workflows.map((workflow) => this.#start(workflow)));
    await this.#server.sleep(LADDER_TAKES_MS);
    const { measured } = await reply;
    return { cpuMs: measured.userMs + measured.systemMs, events: await this.#events(workflows), measured };
  }

  async #start({ type, workflowId, taskQueue, invoice }: ArmWorkflow): Promise<void> {
    await this.#client.workflow.start(type, { workflowId, taskQueue, args: [invoice] });
  }

  /** Median length of the round's histories. */
  async #events(workflows: ArmWorkflow[]): Promise<number> {
    const { workflow } = this.#client;
    const described = await Promise.all(workflows.map(({ workflowId }) => workflow.getHandle(workflowId).describe()));
    return median(described.map(({ historyLength }) => historyLength));
  }

  async #ask<Kind extends ArmReply['is']>(request: ArmRequest, kind: Kind): Promise<Extract<ArmReply, { is: Kind }>> {
    const reply = this.#reply(kind);
    this.#process.send(request);
    return reply;
  }

  async #reply<Kind extends ArmReply['is']>(kind: Kind): Promise<Extract<ArmReply, { is: Kind }>> {
    const [message] = (await Promise.race([once(this.#process, 'message'), this.#exited])) as [ArmReply | number];
    if (typeof message !== 'object' || message === null) {
      throw new Error('A side of the comparison ended before its time; see its message above.');
    }
    if (message.is !== kind) throw new Error(`Expected "${kind}", got "${message.is}".`);
    return message as Extract<ArmReply, { is: Kind }>;
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null) return;
    if (this.#process.connected) this.#process.disconnect();
    await this.#exited;
  }
}
