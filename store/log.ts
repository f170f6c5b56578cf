/**
 * The log: who did what, why and what followed. Append-only, one chain of hashes per invoice (`invoice:<id>`), arrangement, debtor
 * (`debtor:<id>`), ladder (`ladder:<id>`), user (`user:<id>`) and key (`key:<id>`): an entry changed or removed later breaks the chain. Free text
 * of persons stands apart and enters the chain only as a salted hash, so that it can be erased.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { ArrangementHappening } from '../ladder/arrangement/commands.ts';
import type { LadderAct } from '../ladder/change/history.ts';
import type { Happening } from '../ladder/invoice/commands.ts';
import type { Reason } from '../ladder/reasons.ts';
import type { Instant } from '../ladder/time/civil.ts';
import type { Db, Tx } from './database.ts';

/** What a debtor's or creditor's chain tells beside the happenings of an invoice. */
export type LoggedAct =
  | Happening
  | ArrangementHappening
  | 'registered'
  | 'contact_added'
  | 'debtor_added'
  | PeopleAct
  | LadderAct;

/** What a user's or key's chain tells. */
export type PeopleAct =
  | 'user_added'
  | 'user_changed'
  | 'user_removed'
  | 'password_set'
  | 'signed_in'
  | 'sign_in_failed'
  | 'signed_out'
  | 'session_replayed'
  | 'key_added'
  | 'key_revoked';

/** What is told beside such an act. */
export type PeopleReason =
  | { code: 'named'; name: string }
  | { code: 'reached'; email: string }
  | { code: 'may'; roles?: readonly string[]; scopes?: readonly string[] }
  | { code: 'disabled' | 'enabled' | 'everywhere' }
  | { code: 'expires'; at: Instant }
  | { code: 'called_from'; address: string };

/** An entry; those of people and ladders have another kind of reasons. */
export interface LogEntry<Why extends object = Reason> {
  at: Instant;
  actor: string;
  what: LoggedAct;
  step: string | null;
  why: Why[];
}

const FIRST_HASH = '0'.repeat(64);
/** Members of a reason that hold what a person wrote, or who a person is. */
const PERSONAL: readonly string[] = ['by', 'owner', 'reason', 'note', 'problem', 'name', 'email', 'address'];

export const invoiceChain = (invoiceId: string) => `invoice:${invoiceId}`;
export const arrangementChain = (arrangementId: string) => `arrangement:${arrangementId}`;
export const debtorChain = (debtorId: string) => `debtor:${debtorId}`;
export const ladderChain = (ladderId: string) => `ladder:${ladderId}`;
export const userChain = (userId: string) => `user:${userId}`;
export const keyChain = (keyId: string) => `key:${keyId}`;
/** Who tries to sign in and is nobody; locked by `lockPeople`. */
export const UNKNOWN_CHAIN = 'user:unknown';

/** Appends entries to a chain. The caller holds the lock of the row that the chain belongs to. */
export async function appendLog(tx: Tx, chain: string, entries: readonly LogEntry<object>[]): Promise<void> {
  if (entries.length === 0) return;
  const last = await tx
    .selectFrom('log')
    .select(['seq', 'hash'])
    .where('chain', '=', chain)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  let seq = last?.seq ?? 0;
  let previous = last?.hash ?? FIRST_HASH;
  const rows = [];
  const texts = [];
  for (const entry of entries) {
    seq++;
    const { data, personal } = splitPersonal(entry.why, () => randomBytes(16).toString('hex'));
    for (const [n, text] of personal.entries()) texts.push({ chain, seq, n, salt: text.salt, text: text.text });
    const row = {
      chain,
      seq,
      at: new Date(entry.at),
      actor: entry.actor,
      what: entry.what,
      step: entry.step,
      data: JSON.stringify(data),
    };
    const hash = hashOf({ ...row, at: entry.at, data, previous_hash: previous });
    rows.push({ ...row, previous_hash: previous, hash });
    previous = hash;
  }
  await tx.insertInto('log').values(rows).execute();
  if (texts.length > 0) await tx.insertInto('log_texts').values(texts).execute();
}

/** Who did something to a user or key, by the id of the caller, and when. */
export interface Act {
  actor: string;
  at: Instant;
}

/** Appends what was done to a user or key to its chain. The caller holds its lock. */
export async function logAct(tx: Tx, chain: string, act: Act, what: PeopleAct, why: PeopleReason[]): Promise<void> {
  await appendLog(tx, chain, [{ ...act, what, step: null, why }]);
}

interface Hashed {
  chain: string;
  seq: number;
  at: Instant;
  actor: string;
  what: string;
  step: string | null;
  data: unknown;
  previous_hash: string;
}

function hashOf({ chain, seq, at, actor, what, step, data, previous_hash }: Hashed): string {
  return sha256(canonical([chain, seq, at, actor, what, step, data, previous_hash]));
}

/** JSON with sorted members: a database may give an object's members back in another order. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  members.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(',')}}`;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** A place where personal text stood: which text it was, and the hash that proves it. */
interface TextPlace {
  text: number;
  sha256: string;
}

function splitPersonal(why: readonly object[], salt: () => string) {
  const personal: { salt: string; text: string }[] = [];
  const data = why.map((reason) =>
    Object.fromEntries(
      Object.entries(reason).map(([key, value]) => {
        if (!PERSONAL.includes(key) || typeof value !== 'string') return [key, value];
        const entry = { salt: salt(), text: value };
        const place: TextPlace = { text: personal.length, sha256: sha256(entry.salt + entry.text) };
        personal.push(entry);
        return [key, place];
      }),
    ),
  );
  return { data, personal };
}

/** What stands where a person's text was erased. */
const ERASED = '(gewist / erased)';

export async function readLog<Why extends object = Reason>(db: Db | Tx, chain: string): Promise<LogEntry<Why>[]> {
  const rows = await db.selectFrom('log').selectAll().where('chain', '=', chain).orderBy('seq').execute();
  const texts = await db.selectFrom('log_texts').selectAll().where('chain', '=', chain).execute();
  const textOf = new Map(texts.map((text) => [`${text.seq}/${text.n}`, text.text]));
  return rows.map((row) => ({
    at: row.at,
    actor: row.actor,
    what: row.what as LoggedAct,
    step: row.step,
    why: (row.data as Record<string, unknown>[]).map(
      (reason) =>
        Object.fromEntries(
          Object.entries(reason).map(([key, value]) => {
            if (!PERSONAL.includes(key)) return [key, value];
            return [key, textOf.get(`${row.seq}/${(value as TextPlace).text}`) ?? ERASED];
          }),
        ) as unknown as Why,
    ),
  }));
}

/** The first entry at which a chain is broken, or null when it is whole. Erased texts do not break it. */
export async function brokenAt(db: Db | Tx, chain: string): Promise<number | null> {
  const rows = await db.selectFrom('log').selectAll().where('chain', '=', chain).orderBy('seq').execute();
  const texts = await db.selectFrom('log_texts').selectAll().where('chain', '=', chain).execute();
  let previous = FIRST_HASH;
  for (const [index, row] of rows.entries()) {
    if (row.seq !== index + 1 || row.previous_hash !== previous || hashOf(row) !== row.hash) return index + 1;
    for (const place of placesOf(row.data)) {
      const text = texts.find((candidate) => candidate.seq === row.seq && candidate.n === place.text);
      if (!text || (text.text !== null && sha256(text.salt + text.text) !== place.sha256)) return row.seq;
    }
    previous = row.hash;
  }
  return null;
}

function placesOf(data: unknown): TextPlace[] {
  return (data as Record<string, unknown>[]).flatMap((reason) =>
    Object.entries(reason)
      .filter(([key]) => PERSONAL.includes(key))
      .map(([, value]) => value as TextPlace),
  );
}

/** Erases what persons wrote in a chain; the chain itself stays whole. */
export async function eraseTexts(tx: Db | Tx, chain: string): Promise<void> {
  await tx.updateTable('log_texts').set({ text: null }).where('chain', '=', chain).execute();
}
