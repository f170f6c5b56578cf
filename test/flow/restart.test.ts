/** Servers and workers that go away in the middle of a ladder: every invoice reaches its end, no notice goes out twice. */
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createActivities } from '../../activities/activities.ts';
import { reconcile } from '../../server/reconciler.ts';
import { type Postgres, startPostgres } from '../../servers/postgres.ts';
import { waitingSignals } from '../../store/signal-outbox.ts';
import { bundleWorkflows } from '../../worker/bundle.ts';
import { startWorker } from '../../worker/worker.ts';
import { FakeMail } from './fake-mail.ts';
import { AGENCY_EMAIL, pause, quietRuntime, until } from './harness.ts';
import { startProgram } from './program.ts';
import { NAMESPACE, Town } from './town.ts';

/** A reconciler takes a signal for under way until so long after it was sent. */
const UNDER_WAY_MS = 11 * 60_000;

let postgres: Postgres | null;
beforeAll(async () => {
  quietRuntime();
  postgres = await startPostgres(() => undefined);
});
afterAll(() => postgres?.stop());

describe('in the middle of the ladder', () => {
  test('Temporal crashes, stops, and loses all it knew; a worker is replaced', { timeout: 400_000 }, async ({
    onTestFinished,
  }) => {
    const town = await Town.open({ start: '2026-02-27', speed: '1d=500ms' });
    onTestFinished(() => town.close());
    const mail = new FakeMail();
    const bundle = await bundleWorkflows();
    const activities = createActivities(town.db, mail, { rehearsal: false });
    const newWorker = () => startWorker({ address: town.address, namespace: NAMESPACE, activities, bundle });
    let worker = await newWorker();
    onTestFinished(() => worker.stop());

    const start = town.now();
    const due = (days: number) => new Date(start + days * 86_400_000).toISOString().slice(0, 10);
    for (const days of [12, 20, 28, 36, 44]) await town.register(`F-${days}`, due(days));
    const [first, second] = town.invoices as [string, string];

    // A crash, with facts accepted while Temporal is away.
    await town.waitUntil(due(24));
    await town.killTemporal();
    await town.call('POST', `/api/invoices/${first}/payments`, { amount: '1210.00' });
    await town.call('POST', `/api/invoices/${second}/payments`, { amount: '200.00' });
    const late = await town.register('F-late', due(60));
    await until(async () => (town.problems.length > 0 ? null : 'the relay noticed nothing'));
    expect(town.problems[0]).toContain('Temporal did not take a signal yet');
    await town.startTemporal();
    await until(async () => ((await town.state(first))?.phase === 'closed' ? null : 'the payment has not arrived'));
    await until(async () => ((await town.state(late)) ? null : 'the late invoice has not started'));

    await until(async () =>
      (await waitingSignals(town.db, Date.now() + UNDER_WAY_MS, 1)).length > 0 ? 'a signal still waits' : null,
    );

    // Another worker.
    await worker.stop();
    await pause(500);
    worker = await newWorker();

    // An orderly stop.
    await town.stopTemporal();
    await pause(500);
    await town.startTemporal();

    // Everything that Temporal knew is lost: the store knows what is open.
    await town.killTemporal();
    town.loseTemporalData();
    await town.startTemporal();
    await town.db
      .updateTable('signal_outbox')
      .set((eb) => ({ sent_at: eb.val(new Date(Date.now() - UNDER_WAY_MS)) }))
      .where('sent_at', 'is not', null)
      .execute();
    expect(await reconcile(town)).toBe(5);

    await town.allEnded(240_000);
    for (const invoice of town.invoices) {
      const phase = invoice === first ? 'closed' : 'handed_over';
      expect(await town.state(invoice)).toMatchObject({ phase, round: 1 });
    }
    expect((await town.state(second))?.handedOver?.amountCents).toBe(101_000);
    const letters = mail.sent.map(({ to, subject }) => `${to}: ${subject}`);
    expect(new Set(letters).size).toBe(letters.length);
    expect(mail.sent.filter((sent) => sent.to === AGENCY_EMAIL)).toHaveLength(5);
    // Nothing is left to be looked after.
    expect(await reconcile(town)).toBe(0);
  });

  test('a worker is killed while a mail is on its way', { timeout: 400_000 }, async ({ onTestFinished, skip }) => {
    if (!postgres) return skip('PostgreSQL is not installed');
    const databaseUrl = await postgres.createDatabase('restart');
    const town = await Town.open({ databaseUrl, start: '2026-02-27', speed: '1d=500ms' });
    onTestFinished(() => town.close());
    let kills = 0;
    const smtp = await mailServer(() => {
      if (kills++ === 0) worker.signal('SIGKILL');
    });
    onTestFinished(() => smtp.close());
    const newWorker = () =>
      startProgram(
        process.execPath,
        ['bin/worker.ts'],
        { DATABASE_URL: databaseUrl, TEMPORAL_ADDRESS: town.address, SMTP_URL: smtp.url },
        onTestFinished,
      );
    let worker = newWorker();
    for (const number of ['A', 'B', 'C', 'D']) await town.register(number, '2026-03-10');
    expect(await worker.ended(120_000)).toBe(-1);
    worker = newWorker();
    // Once more, whatever it is doing.
    await town.waitUntil('2026-05-01');
    worker.signal('SIGKILL');
    await worker.ended();
    worker = newWorker();

    const questions = await answered(town, smtp.taken, () => town.allEnded(240_000));
    expect(questions).toBeGreaterThan(0);
    for (const invoice of town.invoices) expect(await town.state(invoice)).toMatchObject({ phase: 'handed_over' });
    const ids = smtp.taken.map(messageId);
    expect(new Set(ids).size).toBe(ids.length);
    // One notice of a kind for each invoice, and its case once.
    const subjects = smtp.taken.map((text) => /^Subject: (.*)$/m.exec(text)?.[1]);
    expect(new Set(subjects).size).toBe(subjects.length);
    expect(subjects.filter((subject) => subject?.startsWith('Overdracht'))).toHaveLength(town.invoices.length);
  });
});

/** A mail server that keeps what it took, and says when the first of a text comes in. */
async function mailServer(onText: () => void) {
  const taken: string[] = [];
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.once('data', onText);
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        taken.push(Buffer.concat(chunks).toString('latin1'));
        done();
      });
    },
  });
  // A worker that is killed breaks its line.
  smtp.on('error', () => undefined);
  await new Promise<void>((listening) => smtp.listen(0, '127.0.0.1', listening));
  const { port } = smtp.server.address() as AddressInfo;
  return { taken, url: `smtp://127.0.0.1:${port}`, close: () => smtp.close() };
}

const messageId = (text: string) => /^Message-ID: (\S+)/im.exec(text)?.[1];

/** Answers what is asked about contacts in doubt, from the mail server's own log, until `work` is done. */
async function answered(town: Town, taken: string[], work: () => Promise<void>): Promise<number> {
  let answers = 0;
  let done = false;
  const working = work().finally(() => {
    done = true;
  });
  while (!done) {
    await pause(200);
    const questions = await town.db
      .selectFrom('tasks')
      .innerJoin('dispatch_lines', (join) =>
        join
          .onRef('dispatch_lines.invoice_id', '=', 'tasks.invoice_id')
          .onRef('dispatch_lines.step', '=', 'tasks.step'),
      )
      .innerJoin('dispatches', 'dispatches.id', 'dispatch_lines.dispatch_id')
      .select(['tasks.id', 'message_id'])
      .where('tasks.status', '=', 'open')
      .where('cause', '=', 'in_doubt')
      .where('dispatches.status', '=', 'in_doubt')
      .execute();
    for (const { id, message_id } of questions) {
      const outcome = taken.some((text) => messageId(text) === message_id) ? 'went_out' : 'send_again';
      await town.call('POST', `/api/tasks/${encodeURIComponent(id)}/complete`, { outcome, by: 'Anna' }).then(
        () => answers++,
        // The answer given a moment ago is still under way.
        () => undefined,
      );
    }
  }
  await working;
  return answers;
}
