/** Between the outbox and Temporal: a signal is called sent when Temporal has it, and not before. */
import type { Client } from '@temporalio/client';
import { expect, onTestFinished, test } from 'vitest';
import { Relay } from '../../server/relay.ts';
import { markSent, queueEvent, waitingSignals } from '../../store/signal-outbox.ts';
import { anInvoice, aPayment } from '../support/builders.ts';
import { onBothDatabases } from '../support/databases.ts';

/** Later than any try. */
const LATER_MS = 3_600_000;
const CLOCK = { realOrigin: 0, virtualOrigin: 0, speed: 1 };

onBothDatabases((store) => {
  /** Relays to a Temporal that does with each signal as it is told. */
  function relayTo(signalWithStart: () => Promise<void>): Relay {
    const client = { workflow: { signalWithStart } } as unknown as Client;
    const relay = new Relay({ db: store.db, client, taskQueue: 'q', clock: CLOCK, onProblem: () => undefined });
    onTestFinished(() => relay.stop());
    relay.start();
    return relay;
  }

  const waiting = () => waitingSignals(store.db, Date.now() + LATER_MS, 10);

  async function aQueuedPayment(): Promise<void> {
    const { id } = await anInvoice(store.db);
    for (const start of await waiting()) await markSent(store.db, start.id, 0);
    await store.db.transaction().execute((tx) => queueEvent(tx, id, aPayment('10.00')));
  }

  test('a signal still waits while Temporal has not answered: whoever dies here loses nothing', async () => {
    await aQueuedPayment();
    const seen = await new Promise<number>((resolve, reject) => {
      relayTo(() => waiting().then(({ length }) => resolve(length), reject));
    });
    expect(seen).toBe(1);
  });

  test('a signal that Temporal refused waits, and is brought again; one that it took does not', async () => {
    await aQueuedPayment();
    let tries = 0;
    const relay = relayTo(async () => {
      if (tries++ === 0) throw new Error('away');
    });
    await expect.poll(() => tries).toBe(1);
    expect(await waiting()).toMatchObject([{ signal: 'paymentReceived', attempts: 1 }]);
    await expect.poll(waiting, { timeout: 10_000 }).toEqual([]);
    expect(tries).toBe(2);
    await relay.stop();
  });
});
