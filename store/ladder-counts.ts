/** How many invoices stand where on a ladder. */
import { sql } from 'kysely';
import type { StepId } from '../ladder/definition.ts';
import type { Position } from '../ladder/invoice/state.ts';
import { type CivilDate, type Instant, localDate, MINUTE_MS } from '../ladder/time/civil.ts';
import type { Db } from './database.ts';

/** Invoices that wait at a step of a version, in one way. */
export interface Waiting {
  version: number;
  /** Null for invoices that were registered and have not begun yet. */
  step: StepId | null;
  /** `planned` for its time, `sending`, `asking` a person, or `stuck`. */
  mode: Position['mode'] | null;
  count: number;
  /** When the first and the last of them are looked at again; null where only an event or a person moves them on. */
  first: Instant | null;
  last: Instant | null;
}

/** Where the running invoices of a ladder stand, on each of its versions. */
export async function waitingAt(db: Db, ladderId: string): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    select i.ladder_version as version, s.state->'position'->>'step' as step, s.state->'position'->>'mode' as mode,
      count(*) as count, min(s.wake_at) as first, max(s.wake_at) as last
    from invoices i left join invoice_states s on s.invoice_id = i.id
    where i.ladder_id = ${ladderId} and (s.phase is null or s.phase = 'climbing')
    group by 1, 2, 3 order by 1, 2, 3`.execute(db);
  return rows;
}

/** The days on which what is planned at each step comes, and how many invoices on each, in their order. */
export async function waitingDays(
  db: Db,
  ladderId: string,
): Promise<{ version: number; step: StepId; on: CivilDate; count: number }[]> {
  // Days are Dutch, which is a matter of our own table: the database counts by the hour.
  const { rows } = await sql<{ version: number; step: StepId; hour: number; count: number }>`
    select i.ladder_version as version, s.state->'position'->>'step' as step,
      floor(extract(epoch from s.wake_at) / 3600)::bigint as hour, count(*) as count
    from invoices i join invoice_states s on s.invoice_id = i.id
    where i.ladder_id = ${ladderId} and s.phase = 'climbing' and s.state->'position'->>'mode' = 'planned'
      and s.wake_at is not null
    group by 1, 2, 3 order by 1, 2, 3`.execute(db);
  const days: { version: number; step: StepId; on: CivilDate; count: number }[] = [];
  for (const { version, step, hour, count } of rows) {
    const on = localDate(hour * HOUR_MS);
    const last = days.at(-1);
    if (last?.version === version && last.step === step && last.on === on) last.count += count;
    else days.push({ version, step, on, count });
  }
  return days;
}

const HOUR_MS = 60 * MINUTE_MS;
