import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEBTOR_KINDS, LANGUAGES } from '../../../ladder/definition.ts';
import { shippedLadders } from '../../../ladder/library/library.ts';
import { readSavedCheck } from '../../../ladder/saved-check/schema.ts';
import { addDays } from '../../../ladder/time/civil.ts';
import { addressOf, readAddress } from './address.ts';
import type { EventField } from './event-fields.ts';
import { EVENT_TYPES, eventType, TRY_EVENT_TYPES, type TryEventType } from './event-types.ts';
import { eventProblem, withEventOn, withoutEvent } from './judge.ts';
import { keptForm, tryOf } from './kept.ts';
import { isContact, jumps, logOf } from './log.ts';
import { newEvent, questionsOf } from './new-event.ts';
import { noticeOf } from './notice.ts';
import { endOf, expectedOf, type Played, play, standingAt } from './play.ts';
import { stripOf } from './strip.ts';
import { eventId, type FieldValue, type Try, type TryEvent, usualTry, withEvent } from './try.ts';

const LADDER = shippedLadders().find(({ id }) => id === 'zeven-stappen')!;

// ---- Tries of every kind

const text = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }).filter((one) => one.trim() !== '');
const name = fc.stringMatching(/^[a-z][a-z0-9.-]{0,20}$/);
const step = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/);
const cents = fc.integer({ min: 1, max: 1_000_000_000_000 });

function valueFor(field: EventField, day: number, earlier: readonly TryEvent[]): fc.Arbitrary<FieldValue> | null {
  switch (field.kind) {
    case 'amount':
      return cents;
    case 'count':
      return fc.integer({ min: 2, max: 99 });
    case 'day':
      if (field.within !== undefined)
        return fc.integer({ min: day, max: day + field.within }).filter((on) => on <= 1_000);
      return fc.integer({ min: -1_000, max: day });
    case 'text':
      return (field.name === 'arrangement_id' ? name : text).filter((one) => one !== field.usual);
    case 'choice':
      return fc.constantFrom(...field.choices);
    case 'event': {
      const those = earlier.filter(({ type }) => field.of.includes(type));
      return those.length === 0 ? null : fc.constantFrom(...those.map(({ id }) => id));
    }
    case 'step':
      return step;
    default:
      return name;
  }
}

function eventOf(type: TryEventType, count: number, earlier: readonly TryEvent[]): fc.Arbitrary<TryEvent> | null {
  const { minute: usual, fields } = eventType(type);
  return fc
    .tuple(fc.integer({ min: -600, max: 600 }), fc.constantFrom(0, 510, 720, 1_050, 1_439))
    .chain(([day, minute]) => {
      const values = fields.map((field): fc.Arbitrary<FieldValue | undefined> => {
        const value = valueFor(field, day, earlier);
        if (value === null) return fc.constant(undefined);
        return field.isRequired ? value : fc.option(value, { nil: undefined });
      });
      return fc.tuple(...values).map((given): TryEvent => {
        const told = fields.flatMap(({ name: called }, index) =>
          given[index] === undefined ? [] : [[called, given[index]!] as const],
        );
        const when = usual === null ? { day: null, minute: 0 } : { day, minute };
        return { id: eventId(count), type, ...when, fields: Object.fromEntries(told) };
      });
    });
}

const events: fc.Arbitrary<TryEvent[]> = fc
  .array(fc.constantFrom(...TRY_EVENT_TYPES), { maxLength: 6 })
  .chain((types) => {
    const add = (index: number, before: readonly TryEvent[]): fc.Arbitrary<TryEvent[]> => {
      const type = types[index];
      if (type === undefined) return fc.constant([...before]);
      return eventOf(type, index + 1, before)!.chain((event) =>
        add(index + 1, eventProblem({ events: before }, event) ? before : [...before, event]),
      );
    };
    return add(0, []);
  });

const tries: fc.Arbitrary<Try> = fc
  .record({
    issued: fc.integer({ min: 0, max: 20_000 }),
    termDays: fc.integer({ min: 0, max: 365 }),
    amountCents: cents,
    currency: fc.constantFrom('EUR', 'USD'),
    late: fc.option(fc.integer({ min: 0, max: 500 }), { nil: undefined }),
    number: text.filter((one) => one === one.trim()),
    kind: fc.constantFrom(...DEBTOR_KINDS),
    country: fc.constantFrom('NL', 'BE'),
    language: fc.constantFrom(...LANGUAGES),
    segment: fc.option(text, { nil: undefined }),
    relation: fc.option(text, { nil: undefined }),
    terms: fc.option(text, { nil: undefined }),
    day: fc.integer({ min: -1_000, max: 1_000 }),
    events,
  })
  .map((given): Try => {
    const { issued, late, kind, country, language, segment, relation, terms, day, events: told, ...invoice } = given;
    const issuedOn = addDays('2001-01-01', issued);
    return {
      invoice: {
        ...invoice,
        issuedOn,
        ...(late !== undefined && { registeredOn: addDays(issuedOn, late) }),
        debtor: {
          kind,
          country,
          language,
          ...(segment !== undefined && { segment }),
          ...(relation !== undefined && { relation }),
          ...(terms !== undefined && { terms }),
        },
      },
      events: told,
      day,
    };
  });

/** An address as the browser gives it back: as text that was written and read. */
function asRead(address: Record<string, string | number>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(address).map(([key, value]) => [key, typeof value === 'number' ? JSON.parse(String(value)) : value]),
  );
}

function played(given: Try): Played {
  const result = play(LADDER, given);
  if (!result.ok) throw new Error(result.problem.en);
  return result.played;
}

const EXAMPLE = usualTry('2026-02-16', 30);
const dropped = (type: TryEventType, day: number, given: Try): Try =>
  withEvent(given, newEvent(type, day, given, played(given))!);

describe('the address of a try', () => {
  test('gives back what was written into it', () => {
    fc.assert(
      fc.property(tries, (given) => {
        expect(readAddress(asRead(addressOf(given)))).toEqual({ ok: true, try: given });
      }),
    );
  });

  test('can be read by hand', () => {
    const paid = dropped('payment', 23, EXAMPLE);
    expect(addressOf(dropped('promise', 12, paid))).toEqual({
      issued: '2026-02-16',
      term: 30,
      amount: 1210,
      debtor: 'company',
      day: 0,
      e01: '23 payment amount.1210',
      e02: '12 promise on.19',
    });
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['a date that is none', { issued: '2026-02-30' }, '“issued=2026-02-30”'],
    ['no date at all', { term: 14 }, 'factuurdatum'],
    ['a term in words', { issued: '2026-02-16', term: 'veertien' }, '“term=veertien”'],
    ['an amount below zero', { issued: '2026-02-16', amount: -5 }, '“amount=-5”'],
    ['a kind of debtor that there is not', { issued: '2026-02-16', debtor: 'vriend' }, 'consumer'],
    ['a part that nobody knows', { issued: '2026-02-16', bedrag: 12 }, '“bedrag=12”'],
    ['an event of no type', { issued: '2026-02-16', e01: '20 betaling' }, 'payment'],
    ['an event without its day', { issued: '2026-02-16', e01: 'payment amount.5' }, 'dag'],
    ['a payment of nothing', { issued: '2026-02-16', e01: '20 payment' }, 'bedrag'],
    ['a field that nobody knows', { issued: '2026-02-16', e01: '20 payment sum.5' }, '“sum.5”'],
    [
      'a decision about nothing',
      { issued: '2026-02-16', e01: '2 dispute_decided dispute_id.e09 decision.upheld' },
      'e09',
    ],
    ['a promise for the past', { issued: '2026-02-16', e01: '20 promise on.19' }, 'dag'],
  ])('with %s says so', (_, search, said) => {
    const result = readAddress(search);
    expect(result.ok ? [] : result.problems.map(({ nl }) => nl).join(' ')).toContain(said);
  });
});

/** In order of time; the first two at one moment. */
const TOLD: readonly TryEvent[] = [
  { id: 'e03', type: 'dispute', day: 3, minute: 720, fields: {} },
  { id: 'e07', type: 'payment', day: 3, minute: 720, fields: { amount: 20_000 } },
  { id: 'e01', type: 'dispute_decided', day: 9, minute: 720, fields: { dispute_id: 'e03', decision: 'rejected' } },
  { id: 'e02', type: 'reversal', day: 12, minute: 600, fields: { payment_id: 'e07' } },
];

describe('a try that is kept', () => {
  test('comes back from the form in which checks are kept', () => {
    fc.assert(
      fc.property(tries, (given) => {
        const kept = JSON.parse(JSON.stringify(keptForm(given, { id: 'c', name: 'Een', expected: [] })));
        const back = tryOf(kept);
        if (!back.ok) throw new Error(back.problem.en);
        const again = keptForm(back.try, { id: 'c', name: 'Een', expected: [] });
        const bare = (form: object) => (form as { events: object[] }).events.map((event) => ({ ...event, id: '' }));
        expect({ ...back.try.invoice }).toEqual(given.invoice);
        expect(bare(again)).toHaveLength(given.events.length);
        const sorted = (form: object) =>
          bare(form)
            .map((one) => JSON.stringify(one).replace(/e\d\d/g, ''))
            .toSorted();
        expect(sorted(again)).toEqual(sorted(kept));
      }),
    );
  });

  test('goes the same way when it is opened, in whatever order its events were added', () => {
    const course = (given: Try) => played(given).entries.map(({ at, what, step: of }) => [at, what, of]);
    const backwards: Try = { ...EXAMPLE, events: [...TOLD].reverse() };
    for (const given of [backwards, { ...EXAMPLE, events: TOLD }]) {
      const back = tryOf(keptForm(given, { id: 'c', name: 'Een', expected: [] }));
      if (!back.ok) throw new Error(back.problem.en);
      expect(course(back.try)).toEqual(course(given));
      expect(back.try.events.map(({ type }) => type)).toEqual(TOLD.map(({ type }) => type));
    }
  });

  test('is one that the server reads', () => {
    fc.assert(
      fc.property(tries, (given) => {
        const result = readSavedCheck(keptForm(given, { id: 'c', name: 'Een', expected: [] }));
        expect(result.ok ? '' : result.problem).toBe('');
      }),
    );
  });

  test('has something that the simulator does not know: it is said what', () => {
    const kept = keptForm(EXAMPLE, { id: 'c', name: 'Een', expected: [] });
    const printed = { ...kept, events: [{ type: 'letter_printed', at: '2026-03-30T10:00' }] };
    expect(tryOf(printed)).toMatchObject({ ok: false, problem: { nl: expect.stringContaining('letter_printed') } });
  });
});

describe('a run', () => {
  test('reads as what the debtor gets, the reason of a notice with the notice', () => {
    const lines = logOf(played(EXAMPLE), EXAMPLE.invoice);
    const first = lines.find(({ what }) => what === 'notice_sent')!;
    expect(first).toMatchObject({ day: 5, step: 'eerste-herinnering' });
    expect(first.why.map(({ code }) => code)).toEqual(['anchor', 'asked']);
    expect(lines.map(({ what }) => what)).not.toContain('notice_intended');
  });

  test('that is paid on day 12 is closed then, and later steps are left out', () => {
    const paid = dropped('payment', 12, EXAMPLE);
    const [before, after] = [played(EXAMPLE), played(paid)];
    const statuses = (run: Played, given: Try, day: number) =>
      Object.fromEntries(
        stripOf(run, given.invoice, endOf(given.invoice, day)).map(({ step, status }) => [step.id, status]),
      );
    expect(statuses(before, EXAMPLE, 12)).toMatchObject({
      'eerste-herinnering': 'done',
      'bellen-na-vervaldatum': 'here',
      ingebrekestelling: 'coming',
    });
    expect(statuses(after, paid, 12)).toMatchObject({
      'eerste-herinnering': 'done',
      'bellen-na-vervaldatum': 'left_out',
      ingebrekestelling: 'left_out',
    });
    expect(standingAt(after, endOf(paid.invoice, 11))?.state.phase).toBe('climbing');
    expect(standingAt(after, endOf(paid.invoice, 12))?.state.phase).toBe('closed');
    expect(expectedOf(after).at(-1)).toMatchObject({ what: 'closed', on: '2026-03-30' });
  });

  test('leaves out of the ladder what was passed over', () => {
    const promised = dropped('promise', 12, EXAMPLE);
    const given = withEvent(promised, { ...promised.events[0]!, fields: { on: 30 } });
    const steps = stripOf(played(given), given.invoice, endOf(given.invoice, 60));
    expect(steps.find(({ step: { id } }) => id === 'bellen-na-vervaldatum')).toMatchObject({
      status: 'left_out',
      day: null,
    });
  });

  test('asks in each notice what is open on its day', () => {
    const half = withEvent(EXAMPLE, { id: 'e01', type: 'payment', day: 12, minute: 720, fields: { amount: 21_000 } });
    const run = played(half);
    const sent = logOf(run, half.invoice).filter(({ what }) => what === 'notice_sent');
    expect(sent.map((line) => noticeOf(run, line))).toMatchObject([
      { on: '2026-03-23', open_cents: 121_000, paid_cents: 0, last_notice_on: null },
      { on: '2026-04-17', open_cents: 100_000, paid_cents: 21_000, last_notice_on: '2026-03-23' },
      { on: '2026-04-24', open_cents: 100_000, due: '2026-03-18' },
    ]);
  });

  test('is jumped through by the days on which something happens', () => {
    const lines = logOf(played(EXAMPLE), EXAMPLE.invoice);
    expect(jumps(lines, 0)).toEqual({ back: -1, next: 5 });
    expect(jumps(lines, 5).next).toBe(20);
    expect(jumps(lines, 900).next).toBeNull();
    expect(lines.filter(isContact).map(({ day }) => day)).toEqual([-5, 5, 20, 30, 37, 61]);
  });

  test('of a draft that leads to nowhere says that it cannot be tried', () => {
    const broken = { ...LADDER, start: 'nergens' };
    expect(play(broken, EXAMPLE)).toMatchObject({ ok: false, problem: { nl: expect.stringContaining('fouten') } });
  });
});

describe('an event that is dropped', () => {
  test.each(TRY_EVENT_TYPES)('as %s is filled in so that it can happen', (type) => {
    const given = dropped('hold', 2, dropped('dispute', 3, dropped('payment', 4, EXAMPLE)));
    const event = newEvent(type, 12, given, played(given))!;
    expect(eventProblem(given, event)).toBeNull();
    const run = played(withEvent(given, event));
    expect(run.unused.length + run.entries.length).toBeGreaterThan(0);
  });

  test('is not there where it has nothing to be about', () => {
    expect(newEvent('dispute_decided', 12, EXAMPLE, played(EXAMPLE))).toBeNull();
    expect(newEvent('reversal', 12, EXAMPLE, played(EXAMPLE))).toBeNull();
  });

  test('as a payment is of what is open then', () => {
    const half = withEvent(EXAMPLE, { id: 'e01', type: 'payment', day: 3, minute: 720, fields: { amount: 21_000 } });
    expect(newEvent('payment', 12, half, played(half))?.fields.amount).toBe(100_000);
  });

  test('as an answer is one to the call that is open', () => {
    expect(newEvent('task_completed', 21, EXAMPLE, played(EXAMPLE))?.fields).toMatchObject({
      step: 'bellen-na-vervaldatum',
    });
  });

  test('takes with it what refers to it', () => {
    const given = dropped('dispute_decided', 9, dropped('dispute', 3, EXAMPLE));
    expect(withoutEvent(given, 'e01').events).toEqual([]);
    expect(withoutEvent(given, 'e02').events.map(({ type }) => type)).toEqual(['dispute']);
  });

  test('moves with the days that it expects', () => {
    const given = dropped('promise', 12, EXAMPLE);
    expect(withEventOn(given, 'e01', 15).events[0]).toMatchObject({ day: 15, fields: { on: 22 } });
  });
});

test('what the engine asks when it cannot go on can be answered', () => {
  const given = withEvent(EXAMPLE, {
    id: 'e01',
    type: 'notice_refused',
    day: null,
    minute: 0,
    fields: { step: 'eerste-herinnering' },
  });
  const question = questionsOf(played(given)).find(({ name: called }) => called === 'eerste-herinnering.refused')!;
  expect(question.outcomes).toContain('send_again');
  const answered = withEvent(given, {
    id: 'e02',
    type: 'task_completed',
    day: 8,
    minute: 720,
    fields: { step: question.name, outcome: 'send_again' },
  });
  const sent = played(answered).entries.find(({ what }) => what === 'notice_sent');
  expect(sent).toMatchObject({ step: 'eerste-herinnering' });
});

test('every type of event has words in both languages', () => {
  for (const { name: called, fields } of Object.values(EVENT_TYPES)) {
    for (const { nl, en } of [called, ...fields.map(({ label }) => label)]) expect(nl && en).toBeTruthy();
  }
});
