/**
 * Records the histories in `test/histories/` anew, each with the commands that its replay gives:
 *
 *     node test/flow/record-histories.ts
 *
 * Histories that running workflows may have are kept, not replaced: when workflow code changes under `patched()`, add a
 * history by another name, so that the old ones go on being replayed.
 */
import { writeFile } from 'node:fs/promises';
import { World } from './harness.ts';
import { bundleWithTrace, type HistoryName, historyFile, replay, traceFile } from './replaying.ts';

const world = new World();
await world.open();

await world.begin('2026-03-04T10:00');
const unpaid = await world.register({ number: 'F-1', issued: '2026-03-04', due: '2026-03-18' });
await world.sleepUntil('2026-05-19T12:00');
await save('unpaid-to-handover', unpaid);
await world.end();

await world.begin('2026-03-04T10:00');
const early = await world.register({ number: 'F-2', issued: '2026-03-04', due: '2026-03-18' });
await world.sleepUntil('2026-03-10T12:00');
await world.pay(early, '1210.00');
await save('paid-early', early);
await world.end();

await world.begin('2026-03-04T10:00');
const reversed = await world.register({ number: 'F-3', issued: '2026-03-04', due: '2026-03-18' });
await world.sleepUntil('2026-05-04T12:00');
await world.pay(reversed, '1210.00', { id: 'bank-1' });
await save('paid-before-handover', reversed);
await world.sleepUntil('2026-05-20T10:00');
await world.tell(reversed, 'reversals', { payment_id: 'bank-1' });
await world.sleepUntil('2026-06-05T12:00');
await save('reversal-after-closing', reversed);
await world.end();
await world.close();

for (const { name, error, commands } of await replay(await bundleWithTrace())) {
  if (error) throw error;
  await writeFile(traceFile(name), `${JSON.stringify(commands, null, 1)}\n`);
}
process.exit(0);

/** Writes the latest run of an invoice, without the name of the machine it ran on. */
async function save(name: HistoryName, invoice: string): Promise<void> {
  const { runId, events } = await world.run(invoice);
  const { workflowId } = world.handle(invoice);
  const history = await world.client.workflow.getHandle(workflowId, runId).fetchHistory();
  await writeFile(historyFile(name), `${JSON.stringify(plain(history), null, 1)}\n`);
  console.log(`${name}: ${events} events`);
}

/** A history as plain data that a replay takes as it is: 64-bit numbers as numbers, bytes as base64. */
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  if ('toNumber' in value) return Number(value);
  const members = Object.entries(value).filter(([, member]) => member !== null && !isEmptyList(member));
  return Object.fromEntries(members.map(([name, member]) => [name, name === 'identity' ? 'test' : plain(member)]));
}

function isEmptyList(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.length === 0);
}
