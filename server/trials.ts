/** Ladders on trial: how far a trial is, its end before its time, and what is pulled back. */

import type { LadderRef } from '../ladder/definition.ts';
import { buildEvent } from '../ladder/schema.ts';
import { type CivilDate, type Instant, localDate } from '../ladder/time/civil.ts';
import type { Db } from '../store/database.ts';
import { lockLadder } from '../store/ladders.ts';
import type { Signer } from '../store/publications.ts';
import { endTrial, findTrial, type Trial, waitingForRelease } from '../store/trials.ts';
import { ApiError, notFound } from './errors.ts';
import { tell } from './ladder-log.ts';
import { recordEvent } from './record.ts';
import { iso } from './views.ts';

export function trialView(trial: Trial) {
  const { version, contacts, released, waiting, began_at, ended_at, ended_by } = trial;
  const running = ended_at === null;
  return {
    version,
    /** How many contacts a person releases. */
    contacts,
    released,
    left: running ? Math.max(0, contacts - released) : 0,
    waiting,
    running,
    began_at: iso(began_at),
    ended_at: iso(ended_at),
    /** Null where as many were released as it asked for. */
    ended_by,
  };
}

/** Ends a trial: all that waits goes on, each judged anew. Throws where it has ended, or never was. */
export async function endTrialNow(db: Db, of: LadderRef, by: Signer, now: Instant): Promise<Trial> {
  await required(db, of);
  await db.transaction().execute(async (tx) => {
    await lockLadder(tx, of.id);
    const { length: count } = await waitingForRelease(tx, of);
    if (!(await endTrial(tx, of, by.name, now))) throw hasEnded(of);
    const why = [
      { code: 'version', version: of.version },
      { code: 'waited', count },
    ] as const;
    await tell(tx, of.id, 'trial_ended', by, now, why);
  });
  return required(db, of);
}

export interface PullBack {
  /** The id of each hold; the same again changes nothing. */
  id: string;
  reason: string;
  until: CivilDate | undefined;
}

/** Holds every invoice of which a contact waits for its release; returns how many. The trial goes on. */
export async function pullBack(
  db: Db,
  of: LadderRef,
  { id, reason, until }: PullBack,
  by: Signer,
  now: Instant,
): Promise<number> {
  await required(db, of);
  if (until !== undefined && until < localDate(now)) {
    throw new ApiError('invalid_request', 'day_impossible', `A hold until ${until} is over already.`, 'until');
  }
  const waiting = await waitingForRelease(db, of);
  const said = { owner: by.name, reason, ...(until && { until }) };
  for (const { invoice_id } of waiting) {
    await recordEvent(db, invoice_id!, () => buildEvent('hold', { id, at: now }, said));
  }
  await db.transaction().execute(async (tx) => {
    await lockLadder(tx, of.id);
    await tell(tx, of.id, 'trial_pulled_back', by, now, [
      { code: 'version', version: of.version },
      { code: 'waited', count: waiting.length },
      ...(until === undefined ? [] : [{ code: 'held_until' as const, until }]),
      { code: 'said', note: reason },
    ]);
  });
  return waiting.length;
}

async function required(db: Db, of: LadderRef): Promise<Trial> {
  const trial = await findTrial(db, of);
  if (!trial) throw notFound('trial', `${of.id} version ${of.version}`);
  return trial;
}

const hasEnded = ({ version }: LadderRef) =>
  new ApiError('conflict', 'trial_ended', `The trial of version ${version} has ended; nothing waits for a release.`);
