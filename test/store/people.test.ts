/** What the two databases must do alike for people, sessions and keys. */
import { describe, expect, test } from 'vitest';
import { addKey, listKeys, revokeKey, useKey } from '../../store/api-keys.ts';
import type { Db, Tx } from '../../store/database.ts';
import { findReply, keepReply } from '../../store/idempotency.ts';
import { brokenAt, readLog, UNKNOWN_CHAIN, userChain } from '../../store/log.ts';
import { GRACE_MS, IDLE_MS, openSession, ROTATION_MS, renewSession, useSession } from '../../store/sessions.ts';
import { recordFailure, signIn, signOut } from '../../store/sign-ins.ts';
import {
  addUser,
  changeUser,
  findUser,
  hasUsers,
  listUsers,
  type NewUser,
  removeUser,
  setPassword,
  UserRefused,
} from '../../store/users.ts';
import { at } from '../support/builders.ts';
import { onBothDatabases } from '../support/databases.ts';

const NOW = at('2026-11-23T09:00');
const ACT = { actor: 'api', at: NOW };
const aUser = (changes: Partial<NewUser> = {}): NewUser => ({
  name: 'Ada',
  email: 'ada@voorbeeld.example',
  roles: ['operator'],
  passwordHash: 'hash',
  ...changes,
});
const other = { name: 'Bo', email: 'bo@voorbeeld.example' };

onBothDatabases((store) => {
  const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => store.db.transaction().execute(work);
  const add = (changes: Partial<NewUser> = {}, options = { first: false }) =>
    inTx((tx) => addUser(tx, aUser(changes), ACT, options));
  const refused = (because: UserRefused['because']) => expect.objectContaining({ because });

  describe('users', () => {
    test('are read back as they were added', async () => {
      expect(await hasUsers(store.db)).toBe(false);
      const added = await add();
      expect(added).toEqual({
        id: expect.any(String),
        name: 'Ada',
        email: 'ada@voorbeeld.example',
        roles: ['operator'],
        disabled: false,
        created_at: NOW,
        signed_in_at: null,
      });
      expect(await findUser(store.db, added.id)).toEqual(added);
      expect(await listUsers(store.db, { limit: 10 })).toEqual([added]);
      expect(await hasUsers(store.db)).toBe(true);
    });

    test('of several first ones at once, one is', async () => {
      // Connections that are open already make them come at once.
      await Promise.all(Array.from({ length: 8 }, () => hasUsers(store.db)));
      const all = [1, 2, 3, 4].map((n) => add({ email: `u${n}@voorbeeld.example` }, { first: true }));
      const results = await Promise.allSettled(all);
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const result of results) {
        if (result.status === 'rejected') expect(result.reason).toEqual(refused('already_set_up'));
      }
    });

    test('that cannot be leave nothing behind', async () => {
      await expect(add({ roles: ['erp'] })).rejects.toEqual(refused('operator_needed'));
      const ada = await add();
      await expect(add()).rejects.toEqual(refused('email_taken'));
      const bo = await add(other);
      const taking = inTx((tx) => changeUser(tx, bo.id, { email: ada.email, roles: ['erp'] }, ACT));
      await expect(taking).rejects.toThrow(UserRefused);
      expect(await findUser(store.db, bo.id)).toEqual(bo);
      expect(await listUsers(store.db, { limit: 10 })).toHaveLength(2);
      expect(await readLog(store.db, userChain(bo.id))).toHaveLength(1);
    });

    test('who disable, demote and remove each other at once leave an operator', async () => {
      const ids: string[] = [];
      for (let n = 0; n < 4; n++) ids.push((await add({ email: `u${n}@voorbeeld.example` })).id);
      const [a, b, c, d] = ids as [string, string, string, string];
      const results = await Promise.allSettled([
        inTx((tx) => changeUser(tx, a, { disabled: true }, ACT)),
        inTx((tx) => changeUser(tx, b, { roles: ['erp'] }, ACT)),
        inTx((tx) => removeUser(tx, c, ACT)),
        inTx((tx) => changeUser(tx, d, { disabled: true, roles: ['erp'] }, ACT)),
      ]);
      expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(1);
      const left = await listUsers(store.db, { limit: 10 });
      expect(left.filter(({ disabled, roles }) => !disabled && roles.includes('operator'))).toHaveLength(1);
    });

    test('who are removed take their sessions along, and leave a chain that is whole', async () => {
      const { id } = await add();
      await add(other);
      const token = await inTx((tx) => openSession(tx, id, NOW));
      expect(await inTx((tx) => removeUser(tx, id, ACT))).toBe(true);
      expect(await inTx((tx) => removeUser(tx, id, ACT))).toBe(false);
      expect(await useSession(store.db, token, NOW)).toBeNull();
      expect(await brokenAt(store.db, userChain(id))).toBeNull();
      expect((await readLog(store.db, userChain(id))).map(({ what }) => what)).toEqual(['user_added', 'user_removed']);
    });

    test('that do not exist are not changed', async () => {
      await add();
      expect(await inTx((tx) => changeUser(tx, 'x', { name: 'y' }, ACT))).toBeNull();
      expect(await inTx((tx) => setPassword(tx, 'x', 'y', ACT))).toBe(false);
    });
  });

  describe('signing in', () => {
    const signInAs = (userId: string, checkedHash = 'hash', newHash: string | null = null) =>
      signIn(store.db, { userId, checkedHash, newHash, address: '203.0.113.7', replacedToken: null }, NOW);

    test('many times at once, good and bad, makes one whole chain', async () => {
      const { id } = await add();
      const tries = Array.from({ length: 6 }, () => [
        signInAs(id),
        recordFailure(store.db, id, '203.0.113.7', NOW),
        recordFailure(store.db, null, '203.0.113.7', NOW),
      ]);
      await Promise.all(tries.flat());
      expect(await brokenAt(store.db, userChain(id))).toBeNull();
      expect(await readLog(store.db, userChain(id))).toHaveLength(13);
      expect(await brokenAt(store.db, UNKNOWN_CHAIN)).toBeNull();
      expect(await readLog(store.db, UNKNOWN_CHAIN)).toHaveLength(6);
    });

    test('with a password that was changed since it was checked, or into an account disabled since, fails', async () => {
      const [{ id }, bo] = [await add(), await add(other)];
      expect(await signInAs(id, 'another hash')).toBeNull();
      await inTx((tx) => changeUser(tx, bo.id, { disabled: true }, ACT));
      expect(await signInAs(bo.id)).toBeNull();
      expect(await signInAs('x')).toBeNull();
      expect(await store.db.selectFrom('sessions').select('id').execute()).toEqual([]);
    });

    test('keeps a new hash where one is given', async () => {
      const { id } = await add();
      expect(await signInAs(id, 'hash', 'new hash')).not.toBeNull();
      expect(await signInAs(id)).toBeNull();
      expect(await signInAs(id, 'new hash')).not.toBeNull();
      expect((await findUser(store.db, id))!.signed_in_at).toBe(NOW);
    });

    test('out twice is told once', async () => {
      const { id } = await add();
      const token = (await signInAs(id))!;
      const session = (await useSession(store.db, token, NOW))!;
      const out = () => signOut(store.db, { userId: id, sessionId: session.id }, ACT);
      await Promise.all([out(), out()]);
      const log = await readLog(store.db, userChain(id));
      expect(log.map(({ what }) => what)).toEqual(['user_added', 'signed_in', 'signed_out']);
    });
  });

  describe('a session', () => {
    async function aSession(): Promise<{ id: string; token: string }> {
      const { id } = await add();
      return { id, token: await inTx((tx) => openSession(tx, id, NOW)) };
    }
    const use = (db: Db, token: string, after: number) => useSession(db, token, NOW + after);

    test('tells whose it is, and until when', async () => {
      const { id, token } = await aSession();
      const used = await use(store.db, token, 0);
      expect(used).toMatchObject({ user: { id, roles: ['operator'] }, newToken: null });
      expect(used!.endsAt).toBe(at('2026-11-23T21:00'));
      expect(await use(store.db, `${token}x`, 0)).toBeNull();
      expect(await use(store.db, token, IDLE_MS)).toBeNull();
    });

    test('used many times at once gets one new token, and nobody is turned away', async () => {
      const { token } = await aSession();
      const used = await Promise.all(Array.from({ length: 8 }, () => use(store.db, token, ROTATION_MS)));
      expect(used.every((session) => session !== null)).toBe(true);
      expect(used.filter((session) => session!.newToken !== null)).toHaveLength(1);
    });

    test('that is replayed many times at once is ended once', async () => {
      const { id, token } = await aSession();
      const { newToken } = (await use(store.db, token, ROTATION_MS))!;
      await use(store.db, newToken!, ROTATION_MS);
      const late = ROTATION_MS + GRACE_MS;
      const used = await Promise.all(Array.from({ length: 4 }, () => use(store.db, token, late)));
      expect(used).toEqual([null, null, null, null]);
      expect(await use(store.db, newToken!, late)).toBeNull();
      const log = await readLog(store.db, userChain(id));
      expect(log.filter(({ what }) => what === 'session_replayed')).toHaveLength(1);
    });

    test('that is renewed leaves the token before worthless at once', async () => {
      const { token } = await aSession();
      const { id } = (await use(store.db, token, 0))!;
      const renewed = await inTx((tx) => renewSession(tx, id, NOW));
      expect(await use(store.db, token, 0)).toBeNull();
      expect(await use(store.db, renewed, 0)).not.toBeNull();
    });
  });

  describe('a key', () => {
    const aKey = () => inTx((tx) => addKey(tx, { name: 'Exact', scopes: ['read'], expiresAt: NOW + 1_000 }, ACT));

    test('opens until it expires or is revoked', async () => {
      const { record, text } = await aKey();
      expect(record).toMatchObject({ name: 'Exact', scopes: ['read'], expires_at: NOW + 1_000, last_used_at: null });
      expect(await useKey(store.db, text, NOW)).toEqual(record);
      expect(await useKey(store.db, text, NOW + 1_000)).toBeNull();
      expect(await listKeys(store.db, { limit: 10 })).toEqual([{ ...record, last_used_at: NOW }]);
      expect(await inTx((tx) => revokeKey(tx, record.id, ACT))).toBe(true);
      expect(await useKey(store.db, text, NOW)).toBeNull();
      expect(await inTx((tx) => revokeKey(tx, 'x', ACT))).toBe(false);
    });

    test('whose secret belongs to another opens nothing', async () => {
      const [one, two] = [await aKey(), await aKey()];
      const mixed = `${one.text.split('.')[0]}.${two.text.split('.')[1]}`;
      expect(await useKey(store.db, mixed, NOW)).toBeNull();
    });
  });

  test('a reply is kept for the caller who got it', async () => {
    const reply = { key: 'k', request: 'r', status: 201 };
    await keepReply(store.db, { ...reply, caller: 'key:a', body: '{"of":"a"}' });
    await keepReply(store.db, { ...reply, caller: 'key:b', body: '{"of":"b"}' });
    await keepReply(store.db, { ...reply, caller: 'key:b', body: '{"of":"c"}' });
    expect(await findReply(store.db, 'key:a', 'k')).toMatchObject({ body: { of: 'a' } });
    expect(await findReply(store.db, 'key:b', 'k')).toMatchObject({ body: { of: 'b' } });
    expect(await findReply(store.db, 'api', 'k')).toBeNull();
  });
});
