/** Waits until a book of invoices is at rest: nothing is on its way, and nothing is waited for but a person or an event. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { World } from './world.ts';

const LOOK_MS = 500;
/** At rest is what is so this often in a row. */
const LOOKS = 3;

/** Resolves with what still moves when the time is over; empty when all is quiet. */
export async function untilAtRest(world: World, invoices: number, limitMs: number): Promise<string[]> {
  const ends = Date.now() + limitMs;
  let quiet = 0;
  for (;;) {
    const moving = await whatMoves(world, invoices);
    quiet = moving.length === 0 ? quiet + 1 : 0;
    if (quiet >= LOOKS) return [];
    if (Date.now() > ends) return moving;
    await sleep(LOOK_MS);
  }
}

async function whatMoves({ db }: World, invoices: number): Promise<string[]> {
  const moving: string[] = [];
  const states = await db
    .selectFrom('invoices')
    .leftJoin('invoice_states', 'invoice_states.invoice_id', 'invoices.id')
    .select(['number', 'phase', 'wake_at', 'state', 'deliveries'])
    .execute();
  if (states.length < invoices) moving.push(`${invoices - states.length} invoices are not registered`);
  for (const { number, phase, wake_at, state, deliveries } of states) {
    const where = `${number} at ${state?.position?.step ?? '-'} (${state?.position?.mode ?? '-'})`;
    if (phase === null) moving.push(`${number} has not started`);
    else if (deliveries!.length > 0) moving.push(`${where} has contacts to be delivered: ${deliveries}`);
    else if (phase === 'climbing' && wake_at !== null)
      moving.push(`${where} waits for ${new Date(wake_at).toISOString()}`);
  }
  const outbox = await db.selectFrom('signal_outbox').selectAll().where('sent_at', 'is', null).execute();
  for (const { id, signal, last_error } of outbox) moving.push(`signal ${id} (${signal}) is unsent: ${last_error}`);
  const facts = await db.selectFrom('facts').selectAll().where('applied_in', 'is', null).execute();
  for (const { id } of facts) moving.push(`no turn has taken in ${id}`);
  const dispatches = await db
    .selectFrom('dispatches')
    .selectAll()
    .where('status', 'in', ['intended', 'sending'])
    .execute();
  for (const { id, status } of dispatches) moving.push(`dispatch ${id} is ${status}`);
  return moving;
}
