/** What holds in every story, whatever it tells: nothing went out twice, and every open invoice awaits something. */
import { expect } from 'vitest';
import { awaited, type InvoiceState } from '../../ladder/invoice/state.ts';
import type { World } from './harness.ts';

/** News to the agency is no notice: several on one day are in order. */
const NO_NOTICE = ['handover', 'agency-update', 'correction'];

export async function nothingTwiceNothingForgotten(world: World): Promise<void> {
  const wrong = [...(await twice(world)), ...(await forgotten(world))];
  expect(wrong).toEqual([]);
}

async function twice(world: World): Promise<string[]> {
  const wrong: string[] = [];
  const { sent } = world.mail;
  for (const [id, same] of Map.groupBy(sent, ({ messageId }) => messageId)) {
    if (same.length > 1) wrong.push(`${id} came ${same.length} times`);
  }
  for (const same of Map.groupBy(sent, ({ to, subject, text }) => `${to}\n${subject}\n${text}`).values()) {
    if (same.length > 1) wrong.push(`"${same[0]!.subject}" came ${same.length} times, word for word`);
  }
  const contacts = await contactsOf(world);
  for (const { messageId, subject } of sent) {
    if (!contacts.some((contact) => contact.message_id === messageId)) wrong.push(`"${subject}" is no dispatch`);
  }
  for (const { id, message_id, status, channel, covered_by, letters } of contacts) {
    const came = sent.some(({ messageId }) => messageId === message_id);
    const posted = letters.filter(({ posted_on }) => posted_on !== null).length;
    if (came && posted > 0) wrong.push(`${id} went out by mail and by post`);
    if (posted > 1) wrong.push(`${id} was posted ${posted} times`);
    const left = came || posted > 0;
    const leader = contacts.find((contact) => contact.id === covered_by) ?? null;
    if (status === 'sent' && !left && leader === null) wrong.push(`${id} is called sent by ${channel}, and never left`);
    if (left && covered_by !== null && channel === 'email') wrong.push(`${id} left besides ${covered_by}`);
  }
  // One contact a day with a debtor, by whatever way it went.
  const notices = contacts.filter(
    ({ kind, status, covered_by }) =>
      !NO_NOTICE.includes(kind) && covered_by === null && ['sent', 'bounced', 'returned'].includes(status),
  );
  for (const [day, same] of Map.groupBy(notices, ({ debtor_id, sent_on }) => `${debtor_id} on ${sent_on}`)) {
    const onLadders = same.filter(({ onLadder }) => onLadder);
    const breaches = same.filter(({ kind }) => kind === 'breach-notice');
    if (onLadders.length > 0 && breaches.length > 0)
      wrong.push(`a breach notice and ${onLadders[0]!.id} both went to ${day}`);
    if (onLadders.length > 1) wrong.push(`${onLadders.map(({ id }) => id).join(' and ')} both went to ${day}`);
  }
  return wrong;
}

/** Every contact with the debtors of a story, on a ladder or of an arrangement. */
async function contactsOf({ db, invoices }: World) {
  const debtors = db.selectFrom('invoices').select('debtor_id').where('id', 'in', invoices);
  const contacts = await db.selectFrom('dispatches').selectAll().where('debtor_id', 'in', debtors).execute();
  const ids = contacts.map(({ id }) => id);
  const letters = await db
    .selectFrom('letters')
    .selectAll()
    .where('dispatch_id', 'in', ids.length > 0 ? ids : [''])
    .execute();
  const lines = await db.selectFrom('dispatch_lines').selectAll().where('invoice_id', 'in', invoices).execute();
  return contacts.map((contact) => ({
    ...contact,
    letters: letters.filter(({ dispatch_id }) => dispatch_id === contact.id),
    onLadder: lines.some(({ dispatch_id }) => dispatch_id === contact.id),
  }));
}

async function forgotten(world: World): Promise<string[]> {
  const wrong: string[] = [];
  for (const invoice of world.invoices) {
    for (const { id, kind } of await world.openTasks(invoice)) {
      if (kind === 'unreadable_signal' || kind === 'parked')
        wrong.push(`${id} is open: a story without mishaps has none`);
    }
    const state = await world.state(invoice);
    const { status } = await world.run(invoice);
    const awaits = awaited(state);
    if (awaits === 'nothing') {
      if (status !== 'COMPLETED') wrong.push(`${invoice} awaits nothing, and its workflow is ${status}`);
      continue;
    }
    if (status !== 'RUNNING') wrong.push(`${invoice} awaits ${awaits}, and its workflow is ${status}`);
    if (awaits === 'delivery') wrong.push(`${invoice} awaits a delivery in the quiet`);
    if (awaits === 'person' && !(await someoneKnows(world, invoice, state)))
      wrong.push(`${invoice} awaits a person, and nobody is asked`);
    if (awaits === 'event' && state.phase === 'climbing' && state.paused === null)
      wrong.push(`${invoice} awaits an event that nothing announces`);
  }
  return wrong;
}

/** A task is open, or paper lies with whoever prints and posts. */
async function someoneKnows(world: World, invoice: string, { position, paused }: InvoiceState): Promise<boolean> {
  if ((await world.openTasks(invoice)).length > 0 || paused !== null) return true;
  if (position?.mode !== 'sending' || !position.letter) return false;
  const { printed } = position.letter;
  if (printed !== null) return printed.cutOffAt > world.now();
  const { data } = await world.call<{ data: { dispatch_id: string }[] }>('GET', '/api/letters');
  return data.some(({ dispatch_id }) => dispatch_id === position.dispatchId);
}
