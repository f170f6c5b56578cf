/** One run: a history is told, everything breaks meanwhile, and when all is quiet it is looked whether it came out right. */
import type { Evidence } from './evidence.ts';
import { gather } from './evidence.ts';
import { Faults } from './faults.ts';
import { historyOf } from './history.ts';
import { checkClaims, checkMoney, checkNothingLost } from './ledger-check.ts';
import { checkLife } from './life-check.ts';
import { checkDays, checkDoubt, checkMails, type DoubtCount } from './mail-check.ts';
import { Outside } from './outside.ts';
import { People } from './people.ts';
import type { Plan } from './plan.ts';
import { POINT_NAMES, type Point, SERVER_POINT_NAMES, type ServerPoint } from './points.ts';
import { Rng } from './random.ts';
import { untilAtRest } from './rest.ts';
import { checkSignals } from './signal-check.ts';
import { World } from './world.ts';

export interface Result {
  seed: number;
  /** What did not come out right; empty when all is well. */
  wrong: string[];
  /** Faults that did not fire as often as the plan has it: then the run proves little. */
  idle: string[];
  figures: Figures;
  /** Where the logs are; removed when all is well. */
  folder: string | null;
}

export interface Figures {
  invoices: number;
  phases: Record<string, number>;
  events: number;
  toldAgain: number;
  bareSignals: number;
  failedTries: number;
  tasksAnswered: number;
  kills: number;
  killsAtRandom: number;
  killsAtPoints: Record<Point, number>;
  workersThatGaveUp: number;
  /** Histories that were cut, and went on in a new run; and how often a signal overtook the end of a run. */
  cuts: { histories: number; workflows: number; overtaken: number };
  /** Signals that came in the middle of a delivery, and of a turn that was tried again. */
  signalsDuring: { deliveries: number; turns: number };
  serverKills: number;
  serverKillsAtPoints: Record<ServerPoint, number>;
  temporalKilled: number;
  temporalStopped: number;
  databaseAway: { times: number; shortestMs: number; longestMs: number; broke: number };
  databaseCuts: { times: number; broke: number };
  databaseSlow: number;
  mailAway: { times: number; broke: number };
  mailsCut: { inTheText: number; beforeTheAnswer: number };
  mails: number;
  /** Notices that left in the mail of another. */
  covered: number;
  claims: number;
  doubt: DoubtCount;
  seconds: { storm: number; rest: number; all: number };
}

export async function run(plan: Plan, seed: number, progress: (line: string) => void): Promise<Result> {
  const began = performance.now();
  const rng = new Rng(seed);
  const world = await World.open(plan, progress);
  progress(`seed ${seed}: ${plan.invoices} invoices, a day in ${seconds(world.plan.dayMs)} s`);
  const outside = new Outside(world);
  const people = new People(outside, rng.branch('people'));
  const faults = new Faults(world, rng.branch('faults'));
  world.mailbox.onText = async (messageId) => {
    if (faults.diesOf(messageId)) return 'silence';
    await outside.tellDuring(messageId);
    return 'take';
  };
  faults.whileDatabaseIsAway = (awayMs) => void outside.knock(awayMs);
  let well = false;
  try {
    await outside.setUp();
    people.start();
    const stormBegan = performance.now();
    const told = outside.tell(historyOf(rng.branch('history'), plan));
    await Promise.all([told, faults.storm()]);
    const restBegan = performance.now();
    progress(`the storm is over after ${seconds(restBegan - stormBegan)} s: ${faults.kills.length} kills`);
    await outside.endAsides();
    const moving = await untilAtRest(world, plan.invoices, world.plan.restWithinMs);
    await people.stop();
    const evidence = await gather(outside, people, faults);
    const doubt = checkDoubt(evidence);
    const wrong = [
      ...moving.map((what) => `does not come to rest: ${what}`),
      ...outside.refused.map((what) => `was refused: ${what}`),
      ...checkNothingLost(evidence),
      ...checkSignals(evidence),
      ...checkMoney(evidence),
      ...checkClaims(evidence),
      ...checkMails(evidence),
      ...checkDays(evidence),
      ...doubt.wrong,
      ...(await checkLife(world, evidence)),
    ];
    const ended = performance.now();
    const figures = {
      ...figuresOf(outside, evidence, world),
      doubt: doubt.count,
      seconds: {
        storm: seconds(restBegan - stormBegan),
        rest: seconds(ended - restBegan),
        all: seconds(ended - began),
      },
    };
    well = wrong.length === 0;
    return { seed, wrong, idle: idleFaults(plan, figures), figures, folder: well ? null : world.folder };
  } finally {
    await people.stop();
    await faults.close();
    await world.close();
    if (well) await world.removeFolder();
  }
}

function figuresOf(outside: Outside, evidence: Evidence, { mailLine }: World): Omit<Figures, 'doubt' | 'seconds'> {
  const { faults } = evidence;
  const phases: Record<string, number> = {};
  for (const { phase } of evidence.states.values()) phases[phase] = (phases[phase] ?? 0) + 1;
  const lasted = faults.databaseAway.map(({ lastedMs }) => lastedMs);
  const broke = (outages: readonly { broke: number }[]) => outages.reduce((sum, outage) => sum + outage.broke, 0);
  const at = (point: Point | null) => faults.kills.filter((kill) => kill.point === point).length;
  return {
    invoices: evidence.invoices.length,
    phases,
    events: evidence.invoices.reduce((sum, { accepted }) => sum + accepted.length, 0),
    toldAgain: outside.counts.toldAgain,
    bareSignals: outside.counts.signals,
    failedTries: outside.counts.failedTries,
    tasksAnswered: outside.counts.tasksAnswered,
    kills: faults.kills.length,
    killsAtRandom: at(null),
    killsAtPoints: Object.fromEntries(POINT_NAMES.map((point) => [point, at(point)])) as Record<Point, number>,
    workersThatGaveUp: faults.endedByItself.length,
    ...signalFigures(evidence),
    serverKills: faults.serverKills.length,
    serverKillsAtPoints: Object.fromEntries(
      SERVER_POINT_NAMES.map((point) => [point, faults.serverKillsAtPoints.filter((at) => at === point).length]),
    ) as Record<ServerPoint, number>,
    temporalKilled: faults.temporalAway.filter(({ how }) => how === 'kill').length,
    temporalStopped: faults.temporalAway.filter(({ how }) => how === 'stop').length,
    databaseAway: {
      times: lasted.length,
      shortestMs: Math.min(...lasted),
      longestMs: Math.max(...lasted),
      broke: broke(faults.databaseAway),
    },
    databaseCuts: { times: faults.databaseCuts.length, broke: broke(faults.databaseCuts) },
    databaseSlow: faults.databaseSlow.length,
    mailAway: { times: faults.mailAway.length, broke: broke(faults.mailAway) },
    mailsCut: { inTheText: mailLine.cutAt['in the text'], beforeTheAnswer: mailLine.cutAt['before the answer'] },
    mails: evidence.mails.length,
    covered: evidence.dispatches.filter(({ covered_by }) => covered_by !== null).length,
    claims: [...evidence.changes.values()].flat().filter(({ status }) => status === 'sending').length,
  };
}

function signalFigures({ heard }: Evidence): Pick<Figures, 'cuts' | 'signalsDuring'> {
  const all = [...heard.values()];
  const sum = (of: 'cuts' | 'overtakenCuts' | 'duringDelivery' | 'duringTurn') =>
    all.reduce((total, one) => total + one[of], 0);
  return {
    cuts: {
      histories: sum('cuts'),
      workflows: all.filter(({ cuts }) => cuts > 0).length,
      overtaken: sum('overtakenCuts'),
    },
    signalsDuring: { deliveries: sum('duringDelivery'), turns: sum('duringTurn') },
  };
}

/** The proof that each fault fired. */
function idleFaults(plan: Plan, figures: Figures): string[] {
  const { mailsCut, databaseAway, databaseCuts, mailAway, killsAtPoints } = figures;
  const least: [string, number, number][] = [
    ['kills of workers', figures.kills, plan.kills],
    ['kills at random', figures.killsAtRandom, 1],
    ...POINT_NAMES.map((point): [string, number, number] => [`kills at "${point}"`, killsAtPoints[point], 1]),
    ['kills of the server', figures.serverKills, plan.serverKills],
    ...SERVER_POINT_NAMES.map((point): [string, number, number] => [
      `kills of the server at "${point}"`,
      figures.serverKillsAtPoints[point],
      1,
    ]),
    ['restarts of Temporal', figures.temporalKilled + figures.temporalStopped, plan.temporalStops],
    ['outages of the database', databaseAway.times, plan.databaseOutages],
    ['connections broken by outages of the database', databaseAway.broke, plan.databaseOutages],
    ['connections broken by cuts', databaseCuts.broke, plan.databaseCuts],
    ['times that the database was slow', figures.databaseSlow, plan.databaseSlow],
    ['outages of the mail server', mailAway.times, plan.mailOutages],
    ['mails broken or refused by outages', mailAway.broke, 1],
    ['mails cut', mailsCut.inTheText + mailsCut.beforeTheAnswer, plan.mailCuts],
    ['events told again', figures.toldAgain, 1],
    ['bare signals', figures.bareSignals, 1],
    ['contacts in doubt', figures.doubt.inDoubt, 1],
    ['histories that were cut', figures.cuts.histories, 2],
    ['signals in the middle of a delivery', figures.signalsDuring.deliveries, 1],
    // A single worker may be dead in every outage.
    ['signals in the middle of a turn', figures.signalsDuring.turns, plan.workers > 1 ? 1 : 0],
  ];
  return least
    .filter(([, times, wanted]) => times < wanted)
    .map(([what, times, wanted]) => `${what}: ${times} of ${wanted}`);
}

const seconds = (ms: number) => Math.round(ms / 100) / 10;
