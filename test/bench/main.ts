/**
 * `npm run bench`: what an invoice costs. Progress goes to standard error, one JSON document to standard output; the exit
 * code is 1 when a bar is missed. `npm run bench -- simulate` runs one part; the parts are `simulate`, `book`,
 * `events`, `cpu` and `canvas`.
 */
import { availableParallelism, cpus } from 'node:os';
import { type BookResult, benchBook } from './book.ts';
import { benchCanvas, type CanvasResult } from './canvas.ts';
import { benchCpu, type CpuResult } from './cpu.ts';
import { benchEvents, type EventsResult } from './events.ts';
import type { Bar } from './rounds.ts';
import { benchSimulate, type SimulateResult } from './simulate.ts';

interface Report {
  machine: { node: string; cpu: string; cores: number };
  simulate?: SimulateResult;
  book?: BookResult;
  events?: EventsResult;
  cpu?: CpuResult;
  canvas?: CanvasResult;
  bars: Bar[];
  seconds: number;
}

const PARTS = ['simulate', 'book', 'events', 'cpu', 'canvas'] as const;

const began = performance.now();
const progress = (line: string) => console.error(line);
const asked = process.argv.slice(2);
for (const part of asked) {
  if (!(PARTS as readonly string[]).includes(part)) {
    progress(`There is no part "${part}"; the parts are ${PARTS.join(', ')}.`);
    process.exit(2);
  }
}
const runs = (part: (typeof PARTS)[number]) => asked.length === 0 || asked.includes(part);

const report: Report = {
  machine: { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', cores: availableParallelism() },
  bars: [],
  seconds: 0,
};
if (runs('simulate')) {
  progress('simulate: running invoices from registration to handover …');
  const { result, bars } = benchSimulate();
  report.simulate = result;
  report.bars.push(...bars);
  progress(`simulate: ${result.perSecond} invoices per second`);
}
if (runs('book')) {
  progress('book: running open invoices ahead under two versions of a ladder …');
  report.book = await benchBook(progress);
  const { seconds, inWorker, served } = report.book;
  progress(
    `book: ${seconds} s by the engine alone, ${inWorker.seconds} s in a worker, ${served.seconds} s through the server`,
  );
}
if (runs('events')) {
  progress('events: running invoices through the real parts …');
  const { result, bars } = await benchEvents();
  report.events = result;
  report.bars.push(...bars);
  const { unpaidToHandover, paidBeforeFirstStep } = result;
  progress(`events: ${unpaidToHandover.events} unpaid, ${paidBeforeFirstStep.events} paid before the first step`);
}
if (runs('cpu')) {
  progress('cpu: starting both sides …');
  const { result, bars } = await benchCpu(progress);
  report.cpu = result;
  report.bars.push(...bars);
  progress(`cpu: ${result.medianRatio} times plain`);
}
if (runs('canvas')) {
  progress('canvas: dragging a step of 80 in a browser …');
  const measured = await benchCanvas();
  if (measured) {
    report.canvas = measured.result;
    report.bars.push(...measured.bars);
    progress(`canvas: a frame in ${measured.result.medianMs} ms, ${measured.result.p95Ms} ms at the 95th percentile`);
  } else progress('canvas: left out, for there is no Chromium here');
}
report.seconds = Math.round((performance.now() - began) / 1000);
console.log(JSON.stringify(report, null, 2));
const missed = report.bars.filter((bar) => !bar.met);
for (const { name, value, asked: limit } of missed) progress(`MISSED ${name}: ${value}, asked ${limit}`);
process.exit(missed.length > 0 ? 1 : 0);
