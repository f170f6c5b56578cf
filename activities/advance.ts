import { createHash } from 'node:crypto';
import { type EventType, type InvoiceEvent, SIGNAL_NAMES, SIGNALS, type SignalName } from '../ladder/events.ts';
import type { Answer } from '../ladder/invoice/answer.ts';
import { readEvent } from '../ladder/schema.ts';
import type { Instant } from '../ladder/time/civil.ts';
import { virtualTime } from '../ladder/time/clock.ts';
import type { Db, Tx } from '../store/database.ts';
import { findFact, sameEvent } from '../store/facts.ts';
import { isStorable } from '../store/storable.ts';
import {
  type AdvanceInput,
  CHANGE_LADDER,
  type ChangeOrder,
  NUDGE,
  type ReceivedSignal,
} from '../workflows/messages.ts';
import { comingChange, supersede } from './change-ladder.ts';
import { type Locked, lastAnswer, lock, move } from './move.ts';

/**
 * Takes signals and time into an invoice: one transaction under the locks of debtor and invoice.
 *
 * Asked again with a sequence that it has answered (the worker died before the answer was written into the history), it
 * answers with where the invoice stands, unless something has come in since.
 */
export async function advance(db: Db, input: AdvanceInput): Promise<Answer> {
  const { invoiceId, sequence, signals } = input;
  return db.transaction().execute(async (tx) => {
    const locked = await lock(db, tx, invoiceId);
    // After an outage the turn is taken later than it was asked for; and not before anything that was accepted by then.
    const accepted = locked.fresh.map((event) => event.at);
    const now = Math.max(input.now, virtualTime(input.clock, Date.now()), ...accepted);
    const events: InvoiceEvent[] = [];
    let told = false;
    for (const signal of signals) {
      if (signal.name === NUDGE) continue;
      if (signal.name === CHANGE_LADDER) {
        told = (await hearOfChange(db, tx, locked, signal, now)) || told;
        continue;
      }
      const event = await unlessTaken(tx, invoiceId, signal, eventOf(signal, locked.invoice.facts.currency));
      if (event) events.push(event);
    }
    const answered = sequence !== null && locked.sequence > sequence;
    const nothing = locked.fresh.length === 0 && events.length === 0 && !told;
    const before = answered && nothing ? lastAnswer(locked, now) : null;
    return before ?? move(tx, locked, events, now);
  });
}

/** Makes a change of ladder the one that the invoice is to take; false when it waits for it already, or is past it. */
async function hearOfChange(
  db: Db,
  tx: Tx,
  locked: Locked,
  { payload }: ReceivedSignal,
  now: Instant,
): Promise<boolean> {
  const { invoice, ladder, coming } = locked;
  const { change: changeId } = (payload ?? {}) as Partial<ChangeOrder>;
  if (typeof changeId !== 'string' || changeId === coming?.id) return false;
  const later = await comingChange(db, tx, { invoice, ladder, changeId });
  if (!later) return false;
  if (coming) await supersede(tx, invoice, coming, now);
  locked.coming = later;
  return true;
}

/** The event that a signal carries. One that cannot be read becomes an event of its own: a person looks at it. */
function eventOf(signal: ReceivedSignal, currency: string): InvoiceEvent {
  const { name, payload, at } = signal;
  if (!isSignalName(name)) return malformed(signal, `no signal has this name; there are ${SIGNAL_NAMES.join(', ')}`);
  const type: EventType = SIGNALS[name];
  const value = typeof payload === 'object' && payload !== null ? { ...payload, type } : payload;
  const result = readEvent(value, at, currency);
  if (!result.ok) return malformed(signal, result.problem);
  if (!isStorable(result.event)) return malformed(signal, 'value: holds a character that cannot be kept');
  return result.event;
}

function isSignalName(name: string): name is SignalName {
  return SIGNAL_NAMES.includes(name as SignalName);
}

/** The event, or null when it is known; when its id belongs to another event, a person looks at it. */
async function unlessTaken(
  tx: Tx,
  invoiceId: string,
  signal: ReceivedSignal,
  event: InvoiceEvent,
): Promise<InvoiceEvent | null> {
  const known = await findFact(tx, invoiceId, event.id);
  if (known === null) return event;
  if (event.type === 'malformed_signal' || sameEvent(known, event)) return null;
  const clash = malformed(signal, `id: another event of this invoice has the id "${event.id}"`);
  return (await findFact(tx, invoiceId, clash.id)) === null ? clash : null;
}

/** The longest name of a signal that is repeated to a person. */
const MAX_NAME_CHARS = 100;

/** The same signal is the same event, however often it comes. */
function malformed({ name, payload, at }: ReceivedSignal, problem: string): InvoiceEvent {
  const content = JSON.stringify([name, payload ?? null]);
  const id = createHash('sha256').update(content).digest('hex').slice(0, 16);
  const signal = isStorable(name) ? name.slice(0, MAX_NAME_CHARS) : '?';
  return { type: 'malformed_signal', id: `malformed-${id}`, at, signal, problem };
}
