/** The worker of the screen's book, without a browser: holds the facts, and gives the report of an order. */
import { parentPort, workerData } from 'node:worker_threads';
import { compareBook, type LoadedBook, type Order } from '../../editor/book/report/comparison.ts';
import { Telling } from '../../editor/book/report/figures.ts';

export interface BookWork {
  order: Order;
  days: number;
}

const book = workerData as LoadedBook;
parentPort!.on('message', ({ order, days }: BookWork) => {
  const work = compareBook(book, order);
  let step = work.next();
  while (!step.done) step = work.next();
  parentPort!.postMessage(new Telling(step.value, days).figures);
});
parentPort!.postMessage('ready');
