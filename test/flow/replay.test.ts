/** Histories of yesterday against the code of today. `record-histories.ts` says how they are made. */
import { readFile } from 'node:fs/promises';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Ladder } from '../../ladder/definition.ts';
import { type InvoiceFacts, noFacts } from '../../ladder/facts.ts';
import { shippedLadders } from '../../ladder/library/library.ts';
import type * as Calendar from '../../ladder/time/calendar.ts';
import { HOLIDAY, withHoliday } from './fuller-calendar.ts';
import { instant, quietRuntime } from './harness.ts';
import { bundleWithTrace, HISTORIES, historyFile, type Replayed, replay, traceFile } from './replaying.ts';

let replayed: Replayed[];
beforeAll(async () => {
  quietRuntime();
  replayed = await replay(await bundleWithTrace());
});

const of = (name: string) => replayed.find((result) => result.name === name)!;
const golden = async (name: (typeof HISTORIES)[number]) => JSON.parse(await readFile(traceFile(name), 'utf8'));

describe.each(HISTORIES)('the history %s', (name) => {
  test('replays against today’s workflow code', () => {
    expect(of(name).error).toBeUndefined();
  });

  test('gives the very commands that it gave when it was recorded: durations, arguments, limits', async () => {
    expect(of(name).commands).toEqual(await golden(name));
  });

  test('tells nothing about the machine it was recorded on', async () => {
    const json = await readFile(historyFile(name), 'utf8');
    const payloads = [...json.matchAll(/"data": "([^"]+)"/g)].map(([, data]) =>
      Buffer.from(data!, 'base64').toString(),
    );
    for (const text of [json, ...payloads])
      expect(text).not.toMatch(/\/(home|root|work|tmp|usr|Users|opt|var)\/|file:|@vm/);
    expect(payloads.length).toBeGreaterThan(1);
  });
});

test('a wait that became longer passes a replay unseen; the comparison of commands sees it', async () => {
  const changed = await replay(await bundleWithTrace({ module: /\/clock\.ts$/, by: './slower-clock.ts' }));
  expect(changed.map((result) => result.error)).toEqual(HISTORIES.map(() => undefined));
  for (const name of HISTORIES) {
    const { commands } = changed.find((result) => result.name === name)!;
    expect(commands, name).not.toEqual(await golden(name));
    expect(commands).toHaveLength((await golden(name)).length);
  }
});

describe('another holiday in the calendar', () => {
  afterEach(() => {
    vi.doUnmock('../../ladder/time/calendar.ts');
    vi.resetModules();
  });

  const noticeDay = async () => {
    const { simulate } = await import('../../ladder/simulate.ts');
    const invoice: InvoiceFacts = {
      id: 'i',
      number: 'F-1',
      issuedOn: '2026-03-04',
      dueOn: '2026-03-18',
      claimedCents: 121_000,
      currency: 'EUR',
    };
    const facts = noFacts(invoice, { id: 'd', kind: 'company', country: 'NL', language: 'nl' });
    const ladder: Ladder = shippedLadders().find(({ id }) => id === 'zeven-stappen')!;
    const [from, until] = [instant('2026-03-04T10:00'), instant('2026-05-19T12:00')];
    const { state } = simulate({ ladder, facts, state: null, from, until });
    return state?.notices.find((notice) => notice.kind === 'notice-of-default')?.sentOn;
  };

  test('moves what the engine decides, and leaves running workflows as they are', async () => {
    expect(await noticeDay()).toBe(HOLIDAY);
    vi.resetModules();
    vi.doMock('../../ladder/time/calendar.ts', async (original) => {
      const real = await original<typeof Calendar>();
      const officeCalendar: typeof Calendar.officeCalendar = (days) => real.officeCalendar(withHoliday(days));
      return { ...real, officeCalendar };
    });
    expect(await noticeDay()).toBe('2026-04-23');

    const bundle = await bundleWithTrace({ module: /\/calendar\.ts$/, by: './fuller-calendar.ts' });
    for (const { name, error, commands } of await replay(bundle)) {
      expect(error).toBeUndefined();
      expect(commands, name).toEqual(await golden(name));
    }
  });
});
