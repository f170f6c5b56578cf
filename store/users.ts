/** People who sign in, and what is told of them. Whoever calls hashes passwords: `server/passwords.ts`. */
import { randomUUID } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import type { Db, Tx } from './database.ts';
import { type Act, eraseTexts, logAct, type PeopleReason, userChain } from './log.ts';
import type { Role, UsersTable } from './people-tables.ts';
import { endSessions, renewSessions } from './sessions.ts';

export type UserRow = Selectable<UsersTable>;
export type UserRecord = Omit<UserRow, 'password_hash'>;

/** Thrown when a change to users cannot be: the e-mail address is another's, or nobody would be left to administer. */
export class UserRefused extends Error {
  override readonly name = 'UserRefused';
  readonly because: 'email_taken' | 'operator_needed' | 'already_set_up';

  constructor(because: UserRefused['because']) {
    super(`The change to users was refused: ${because}.`);
    this.because = because;
  }
}

const RECORD = ['id', 'name', 'email', 'roles', 'disabled', 'created_at', 'signed_in_at'] as const;

export async function hasUsers(db: Db | Tx): Promise<boolean> {
  return (await db.selectFrom('users').select('id').limit(1).executeTakeFirst()) !== undefined;
}

export async function findUser(db: Db | Tx, id: string): Promise<UserRecord | null> {
  return (await db.selectFrom('users').select(RECORD).where('id', '=', id).executeTakeFirst()) ?? null;
}

/** The user with this e-mail address in lower case, with the password's hash. */
export async function findUserToSignIn(db: Db, email: string): Promise<UserRow | null> {
  return (await db.selectFrom('users').selectAll().where('email', '=', email).executeTakeFirst()) ?? null;
}

export async function passwordHashOf(db: Db, id: string): Promise<string | null> {
  const row = await db.selectFrom('users').select('password_hash').where('id', '=', id).executeTakeFirst();
  return row?.password_hash ?? null;
}

export async function listUsers(db: Db, { limit, after }: { limit: number; after?: string }): Promise<UserRecord[]> {
  let query = db.selectFrom('users').select(RECORD);
  if (after !== undefined) query = query.where('id', '>', after);
  return query.orderBy('id').limit(limit).execute();
}

/** Any number: all that take the same lock wait for each other. */
const PEOPLE_LOCK = 1_718_186_100;

/** Held to the end of the transaction, so that nobody else changes who there is. */
export async function lockPeople(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${PEOPLE_LOCK})`.execute(tx);
}

/** A user's row under its lock, which is that of its chain in the log as well. */
export async function lockUser(tx: Tx, id: string): Promise<UserRow | null> {
  return (await tx.selectFrom('users').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()) ?? null;
}

export interface NewUser {
  name: string;
  email: string;
  roles: readonly Role[];
  passwordHash: string;
}

/** Adds a user; `first` refuses unless there is none yet. Throws a UserRefused. */
export async function addUser(tx: Tx, user: NewUser, act: Act, options = { first: false }): Promise<UserRecord> {
  await lockPeople(tx);
  if (options.first && (await hasUsers(tx))) throw new UserRefused('already_set_up');
  const { name, email, roles, passwordHash } = user;
  await refuseTaken(tx, email, null);
  if (!roles.includes('operator')) await requireOperatorBeside(tx, null);
  const id = randomUUID();
  await tx
    .insertInto('users')
    .values({
      id,
      name,
      email,
      roles: JSON.stringify(roles),
      password_hash: passwordHash,
      disabled: false,
      created_at: new Date(act.at),
    })
    .execute();
  await logAct(tx, userChain(id), act, 'user_added', [
    { code: 'named', name },
    { code: 'reached', email },
    { code: 'may', roles },
  ]);
  return (await findUser(tx, id))!;
}

export interface UserChanges {
  name?: string | undefined;
  email?: string | undefined;
  roles?: readonly Role[] | undefined;
  disabled?: boolean | undefined;
}

/** Changes a user, or gives null where there is none. Who may do something else from now on gets a new token. */
export async function changeUser(tx: Tx, id: string, changes: UserChanges, act: Act): Promise<UserRecord | null> {
  await lockPeople(tx);
  const user = await lockUser(tx, id);
  if (!user) return null;
  const name = changes.name ?? user.name;
  const email = changes.email ?? user.email;
  const roles = changes.roles ?? user.roles;
  const disabled = changes.disabled ?? user.disabled;
  const why: PeopleReason[] = [];
  if (name !== user.name) why.push({ code: 'named', name });
  if (email !== user.email) {
    await refuseTaken(tx, email, id);
    why.push({ code: 'reached', email });
  }
  const rolesDiffer = roles.length !== user.roles.length || roles.some((role) => !user.roles.includes(role));
  if (rolesDiffer) why.push({ code: 'may', roles });
  if (disabled !== user.disabled) why.push({ code: disabled ? 'disabled' : 'enabled' });
  if (why.length === 0) return findUser(tx, id);
  if (disabled || !roles.includes('operator')) await requireOperatorBeside(tx, id);
  await tx
    .updateTable('users')
    .set({ name, email, roles: JSON.stringify(roles), disabled })
    .where('id', '=', id)
    .execute();
  if (disabled) await endSessions(tx, id);
  else if (rolesDiffer) await renewSessions(tx, id);
  await logAct(tx, userChain(id), act, 'user_changed', why);
  return findUser(tx, id);
}

/** Sets a password; the user's sessions end, but for the one that is kept. False where there is no such user. */
export async function setPassword(
  tx: Tx,
  id: string,
  passwordHash: string,
  act: Act,
  keptSession?: string,
): Promise<boolean> {
  if (!(await lockUser(tx, id))) return false;
  await tx.updateTable('users').set({ password_hash: passwordHash }).where('id', '=', id).execute();
  await endSessions(tx, id, keptSession);
  await logAct(tx, userChain(id), act, 'password_set', []);
  return true;
}

/** Removes a user with all that is personal; the chain stays, without its texts. False where there is no such user. */
export async function removeUser(tx: Tx, id: string, act: Act): Promise<boolean> {
  await lockPeople(tx);
  if (!(await lockUser(tx, id))) return false;
  await requireOperatorBeside(tx, id);
  await logAct(tx, userChain(id), act, 'user_removed', []);
  await eraseTexts(tx, userChain(id));
  await tx.deleteFrom('users').where('id', '=', id).execute();
  return true;
}

async function refuseTaken(tx: Tx, email: string, exceptId: string | null): Promise<void> {
  const holder = await tx.selectFrom('users').select('id').where('email', '=', email).executeTakeFirst();
  if (holder && holder.id !== exceptId) throw new UserRefused('email_taken');
}

/** There is always somebody who may administer: without one, nobody could let anybody in again. */
async function requireOperatorBeside(tx: Tx, id: string | null): Promise<void> {
  let query = tx
    .selectFrom('users')
    .select('id')
    .where('disabled', '=', false)
    .where(sql<boolean>`roles @> '["operator"]'`);
  if (id !== null) query = query.where('id', '<>', id);
  if (!(await query.limit(1).executeTakeFirst())) throw new UserRefused('operator_needed');
}
