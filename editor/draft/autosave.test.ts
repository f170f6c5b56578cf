import { describe, expect, test } from 'vitest';
import { ApiError, Unreachable } from '../app/api.ts';
import { Autosave, type SaveStatus } from './autosave.ts';

/** A server that answers as it is told to, and a clock that is moved by hand. */
function world() {
  const timers = new Map<number, { run: () => void; at: number }>();
  let [now, next] = [0, 1];
  const statuses: SaveStatus['is'][] = [];
  const saves: { content: string; revision: number }[] = [];
  let answer: (content: string, revision: number) => Promise<number> = async (_, revision) => revision + 1;
  const autosave = new Autosave('a', 1, {
    save: (content, revision) => {
      saves.push({ content, revision });
      return answer(content, revision);
    },
    onStatus: ({ is }) => statuses.push(is),
    setTimer: (run, ms) => {
      timers.set(next, { run, at: now + ms });
      return next++;
    },
    clearTimer: (timer: number) => timers.delete(timer),
  });
  const pass = async (ms: number) => {
    const until = now + ms;
    for (;;) {
      const due = [...timers].filter(([, { at }]) => at <= until).sort(([, a], [, b]) => a.at - b.at)[0];
      if (!due) break;
      timers.delete(due[0]);
      now = due[1].at;
      due[1].run();
      await new Promise(setImmediate);
    }
    now = until;
  };
  return { autosave, statuses, saves, pass, answers: (by: typeof answer) => (answer = by) };
}
const refusing = (status: number, code: string) => async () => {
  throw new ApiError(status, { code, message: code });
};

describe('a draft is saved by itself', () => {
  test('once, after a pause, however many changes there were', async () => {
    const { autosave, saves, statuses, pass } = world();
    autosave.changed('b');
    await pass(500);
    autosave.changed('c');
    await pass(799);
    expect(saves).toEqual([]);
    await pass(1);
    expect(saves).toEqual([{ content: 'c', revision: 1 }]);
    expect(statuses.at(-1)).toBe('saved');
    expect(autosave.revision).toBe(2);
  });

  test('a change while it is being saved is saved after that, on the new revision', async () => {
    const { autosave, saves, pass, answers } = world();
    let arrive!: (revision: number) => void;
    answers(() => new Promise((resolve) => (arrive = resolve)));
    autosave.changed('b');
    await pass(800);
    autosave.changed('c');
    await pass(5_000);
    expect(saves).toHaveLength(1);
    arrive(2);
    await pass(0);
    answers(async () => 3);
    await new Promise(setImmediate);
    expect(autosave.status.is).toBe('unsaved');
    await pass(800);
    expect(saves[1]).toEqual({ content: 'c', revision: 2 });
    expect(autosave.isBehind).toBe(false);
  });

  test('who wants all saved at once waits for the save under way, and for what it did not hold', async () => {
    const { autosave, saves, pass, answers } = world();
    let arrive!: (revision: number) => void;
    answers(() => new Promise((resolve) => (arrive = resolve)));
    autosave.changed('b');
    await pass(800);
    autosave.changed('c');
    const all = autosave.saveNow();
    answers(async () => 3);
    arrive(2);
    await all;
    expect(saves.at(-1)).toEqual({ content: 'c', revision: 2 });
    expect(autosave.isBehind).toBe(false);
  });

  test('what was taken back before it was saved needs no saving', async () => {
    const { autosave, saves, pass } = world();
    autosave.changed('b');
    autosave.changed('a');
    await pass(5_000);
    expect(saves).toEqual([]);
    expect(autosave.status.is).toBe('saved');
  });
});

describe('when it cannot be saved', () => {
  test('because the server is away, it is said, tried again at growing intervals, and nothing is lost', async () => {
    const { autosave, saves, statuses, pass, answers } = world();
    answers(async () => {
      throw new Unreachable('away');
    });
    autosave.changed('b');
    await pass(800);
    expect(autosave.status.is).toBe('failing');
    expect(autosave.isBehind).toBe(true);
    await pass(2_000 + 4_000);
    expect(saves).toHaveLength(3);
    autosave.changed('c');
    expect(autosave.status.is).toBe('failing');
    answers(async (_, revision) => revision + 1);
    await pass(30_000);
    expect(saves.at(-1)).toEqual({ content: 'c', revision: 1 });
    expect(statuses.at(-1)).toBe('saved');
  });

  test('because a colleague saved, it stands still until a person chooses, and then goes on top of theirs', async () => {
    const { autosave, saves, pass, answers } = world();
    answers(refusing(409, 'draft_changed'));
    autosave.changed('b');
    await pass(800);
    expect(autosave.status.is).toBe('conflict');
    autosave.changed('c');
    await pass(60_000);
    expect(saves).toHaveLength(1);
    answers(async (_, revision) => revision + 1);
    await autosave.saveOver(7);
    expect(saves.at(-1)).toEqual({ content: 'c', revision: 7 });
    expect(autosave.status.is).toBe('saved');
  });

  test('because the session has ended, it is saved after signing in', async () => {
    const { autosave, pass, answers } = world();
    answers(refusing(401, 'sign_in_required'));
    autosave.changed('b');
    await pass(800);
    expect(autosave.status.is).toBe('signed_out');
    answers(async (_, revision) => revision + 1);
    await autosave.saveNow();
    expect(autosave.isBehind).toBe(false);
  });

  test('because it is too large, the next change is tried', async () => {
    const { autosave, saves, pass, answers } = world();
    answers(refusing(413, 'draft_too_large'));
    autosave.changed('b');
    await pass(60_000);
    expect(saves).toHaveLength(1);
    answers(async (_, revision) => revision + 1);
    autosave.changed('c');
    await pass(800);
    expect(autosave.status.is).toBe('saved');
  });

  test.each([
    [404, 'draft_not_found', 'gone'],
    [422, 'invalid_field', 'refused'],
    [413, 'draft_too_large', 'refused'],
    [503, 'database_away', 'failing'],
    [429, 'too_many', 'failing'],
  ] as const)('on HTTP %i (%s) it is %s', async (status, code, is) => {
    const { autosave, pass, answers } = world();
    answers(refusing(status, code));
    autosave.changed('b');
    await pass(800);
    expect(autosave.status.is).toBe(is);
    expect(autosave.isBehind).toBe(true);
  });
});
