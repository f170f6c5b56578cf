import { describe, expect, test } from 'vitest';
import type { Asked, Told } from './messages.ts';
import type { Order } from './report/comparison.ts';
import { Telling } from './report/figures.ts';
import { aBook, anEntry, compared, SEVEN, withDays } from './report/fixtures.ts';
import { BookRunner, type WorkerLike } from './runner.ts';
import { bookSearch } from './search.ts';

class FakeWorker implements WorkerLike {
  asked: Asked[] = [];
  ended = false;
  onmessage: WorkerLike['onmessage'] = null;
  onerror: WorkerLike['onerror'] = null;
  postMessage = (asked: Asked) => void this.asked.push(asked);
  terminate = () => {
    this.ended = true;
  };
  tell = (told: Told) => this.onmessage!({ data: told } as MessageEvent<Told>);
}

function aRunner() {
  const workers: FakeWorker[] = [];
  const runner = new BookRunner(() => {
    workers.push(new FakeWorker());
    return workers.at(-1)!;
  });
  return { runner, workers, worker: () => workers.at(-1)! };
}

const ladder = withDays({ 'eerste-herinnering': 3 });
const order: Order = { ladder, as: 'change', choice: 'replan', perDay: null };
const comparison = compared(aBook([anEntry('F1', '2026-04-10')], [SEVEN]), { ladder });
const { figures } = new Telling(comparison, 30);
const result: Told = { is: 'result', figures, replaced: [], now: comparison.now };

describe('a run of the book', () => {
  test('tells how far it is, and then what came of it, with the state of the draft that was run', () => {
    const { runner, worker } = aRunner();
    runner.run(order, 7, 30, true);
    expect(worker().asked).toEqual([{ is: 'run', order, days: 30, reads: true }]);
    worker().tell({ is: 'reading', done: 200, total: 1000 });
    expect(runner.state()).toMatchObject({ status: { is: 'reading', done: 200 }, finished: null });
    worker().tell({ is: 'running', share: 0.5 });
    worker().tell(result);
    expect(runner.state()).toMatchObject({ status: { is: 'idle' }, finished: { state: 7, figures: { invoices: 1 } } });
  });

  test('is given up when it is cancelled: its worker ends, and what it still says is not heard', () => {
    const { runner, worker } = aRunner();
    runner.run(order, 7, 30, true);
    const first = worker();
    runner.cancel();
    expect(first.ended).toBe(true);
    expect(runner.state()).toEqual({ status: { is: 'cancelled' }, finished: null });
    runner.run(order, 7, 30, true);
    expect(worker()).not.toBe(first);
    first.tell(result);
    expect(runner.state()).toMatchObject({ status: { is: 'running' }, finished: null });
  });

  test('begun while another is under way takes its place; begun after one, it keeps what was read', () => {
    const { runner, workers, worker } = aRunner();
    runner.run(order, 7, 30, true);
    runner.run(order, 8, 30, true);
    expect(workers.map(({ ended }) => ended)).toEqual([true, false]);
    worker().tell(result);
    runner.run({ ...order, choice: 'next_step' }, 8, 30, false);
    expect(workers).toHaveLength(2);
    expect(runner.state().finished).toMatchObject({ order, state: 8 });
    worker().tell(result);
    expect(runner.state().finished).toMatchObject({ order: { choice: 'next_step' } });
  });

  test('that fails says why, and can be tried again', () => {
    const { runner, workers, worker } = aRunner();
    runner.run(order, 7, 30, true);
    worker().tell({ is: 'failed', failure: { is: 'away' } });
    expect(runner.state()).toEqual({ status: { is: 'failed', failure: { is: 'away' } }, finished: null });
    runner.run(order, 7, 30, true);
    expect(workers).toHaveLength(2);
    worker().onerror!({ message: 'out of memory' } as ErrorEvent);
    expect(runner.state().status).toEqual({ is: 'failed', failure: { is: 'broken', message: 'out of memory' } });
  });

  test('gives the invoices behind a figure, each list to who asked for it', async () => {
    const { runner, worker } = aRunner();
    runner.run(order, 7, 30, true);
    worker().tell(result);
    const [early, late] = [runner.rows({ of: 'earlier' }, 0, 25), runner.rows({ of: 'later' }, 25, 25)];
    worker().tell({ is: 'rows', id: 2, total: 40, rows: [] });
    worker().tell({ is: 'rows', id: 1, total: 3, rows: [] });
    expect([(await early).total, (await late).total]).toEqual([3, 40]);
    const lost = runner.rows({ of: 'earlier' }, 0, 25);
    runner.stop();
    await expect(lost).rejects.toThrow('run no more');
  });

  test('is told for other days without being run again', () => {
    const { runner, worker } = aRunner();
    runner.setDays(60);
    runner.run(order, 7, 30, true);
    worker().tell(result);
    runner.setDays(30);
    runner.setDays(90);
    expect(worker().asked.slice(1)).toEqual([{ is: 'tell', days: 90 }]);
  });
});

test('an address with what cannot be asked is read as if it were left out', () => {
  expect(bookSearch({ days: 60, choice: 'replan', per_day: 25, version: 3 })).toEqual({
    days: 60,
    choice: 'replan',
    per_day: 25,
    version: 3,
  });
  expect(bookSearch({ days: 61, choice: 'niets', per_day: 0, version: 'x' })).toEqual({});
  expect(bookSearch({ per_day: 10_001 })).toEqual({});
});
