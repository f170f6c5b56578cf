/** Signals as events: read, known ones left out, what cannot be read put before a person. */
import { createHash } from 'node:crypto';
import type { MalformedSignal } from '../ladder/events.ts';
import type { Instant } from '../ladder/time/civil.ts';
import { sameEvent } from '../store/facts.ts';
import { isStorable } from '../store/storable.ts';
import { NUDGE, type ReceivedSignal } from '../workflows/messages.ts';

export interface SignalReader<Event> {
  /** What it is that signals are about: "invoice". */
  of: string;
  /** The type of event that each signal carries, by the signal's name. */
  types: Readonly<Record<string, string>>;
  /** Reads an event in its outside form. */
  read(value: unknown, at: Instant): { ok: true; event: Event } | { ok: false; problem: string };
  /** What is kept under an id, or null. */
  known(id: string): Promise<Event | MalformedSignal | null>;
}

/** The new events that signals carry. One that cannot be read becomes an event of its own: a person looks at it. */
export async function eventsOf<Event extends { id: string; at: Instant; type: string }>(
  signals: readonly ReceivedSignal[],
  reader: SignalReader<Event>,
): Promise<(Event | MalformedSignal)[]> {
  const events = [];
  for (const signal of signals) {
    if (signal.name === NUDGE) continue;
    const event = await unlessTaken(signal, eventOf(signal, reader), reader);
    if (event) events.push(event);
  }
  return events;
}

function eventOf<Event>(signal: ReceivedSignal, reader: SignalReader<Event>): Event | MalformedSignal {
  const { name, payload, at } = signal;
  const names = Object.keys(reader.types);
  if (!names.includes(name)) return malformed(signal, `no signal has this name; there are ${names.join(', ')}`);
  const type = reader.types[name];
  const value = typeof payload === 'object' && payload !== null ? { ...payload, type } : payload;
  const result = reader.read(value, at);
  if (!result.ok) return malformed(signal, result.problem);
  if (!isStorable(result.event)) return malformed(signal, 'value: holds a character that cannot be kept');
  return result.event;
}

/** The event, or null when it is known; when its id belongs to another event, a person looks at it. */
async function unlessTaken<Event extends { id: string; at: Instant; type: string }>(
  signal: ReceivedSignal,
  event: Event | MalformedSignal,
  { of, known }: SignalReader<Event>,
): Promise<Event | MalformedSignal | null> {
  const before = await known(event.id);
  if (before === null) return event;
  if (event.type === 'malformed_signal' || sameEvent<{ at: Instant }>(before, event)) return null;
  const clash = malformed(signal, `id: another event of this ${of} has the id "${event.id}"`);
  return (await known(clash.id)) === null ? clash : null;
}

/** The longest name of a signal that is repeated to a person. */
const MAX_NAME_CHARS = 100;

/** The same signal is the same event, however often it comes. */
function malformed({ name, payload, at }: ReceivedSignal, problem: string): MalformedSignal {
  const content = JSON.stringify([name, payload ?? null]);
  const id = createHash('sha256').update(content).digest('hex').slice(0, 16);
  const signal = isStorable(name) ? name.slice(0, MAX_NAME_CHARS) : '?';
  return { type: 'malformed_signal', id: `malformed-${id}`, at, signal, problem };
}
