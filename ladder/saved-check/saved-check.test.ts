import { describe, expect, test } from 'vitest';
import type { Ladder } from '../definition.ts';
import { shippedLadders } from '../library/library.ts';
import { courseOf, runCheck, type SavedCheck } from './saved-check.ts';
import { readSavedCheck } from './schema.ts';

const LADDER = shippedLadders()[0]!;
const INVOICE = {
  number: 'V1',
  issued: '2026-02-16',
  due: '2026-03-18',
  amount: '1000.00',
  debtor: { kind: 'company' },
};

function read(changes: object = {}): SavedCheck {
  const result = readSavedCheck({ id: 'c1', name: 'Een controle', invoice: INVOICE, expected: [], ...changes });
  if (!result.ok) throw new Error(result.problem);
  return result.check;
}
const PAID = [{ type: 'payment', at: '2026-03-30T10:00', amount: '1000.00' }];

/** A check whose expectation is the course as it is now. */
function kept(changes: object = {}, ladder: Ladder = LADDER): SavedCheck {
  const check = read(changes);
  return { ...check, expected: courseOf(ladder, check.run) };
}

/** The same ladder, in which a step comes on another day. */
const withDay = (id: string, days: number): Ladder => ({
  ...LADDER,
  steps: LADDER.steps.map((step) =>
    step.id === id && 'when' in step ? { ...step, when: { ...step.when, days } } : step,
  ),
});

describe('a saved check', () => {
  test('holds on the ladder on which it was kept', () => {
    for (const ladder of shippedLadders()) {
      for (const events of [[], PAID]) expect(runCheck(ladder, kept({ events }, ladder)).holds).toBe(true);
    }
  });

  test('tells what leaves the house, what people are asked and how it ends, and nothing between', () => {
    expect(courseOf(LADDER, read({ events: PAID }).run)).toEqual([
      { on: '2026-03-13', what: 'task_opened', step: 'bellen-voor-vervaldatum' },
      { on: '2026-03-23', what: 'notice_sent', step: 'eerste-herinnering' },
      { on: '2026-03-30', what: 'closed', step: 'bellen-na-vervaldatum' },
    ]);
  });

  test('fails where a day moved, and says the first difference in both languages', () => {
    const outcome = runCheck(withDay('eerste-herinnering', 6), kept({ events: PAID }));
    if (outcome.holds) throw new Error('It holds.');
    expect(outcome.expected).toMatchObject({ on: '2026-03-23', step: 'eerste-herinnering' });
    expect(outcome.found).toMatchObject({ on: '2026-03-24', step: 'eerste-herinnering' });
    expect(outcome.sentence.nl).toContain('Controle "Een controle": verwacht was 2026-03-23');
    expect(outcome.sentence.en).toContain('but there comes 2026-03-24');
  });

  test('fails where the course ends too soon, or goes on', () => {
    const whole = kept();
    const short = { ...whole, expected: whole.expected.slice(0, -1) };
    expect(runCheck(LADDER, short)).toMatchObject({ holds: false, expected: null, found: whole.expected.at(-1) });
    const paid = { ...whole, run: read({ events: PAID }).run };
    const long = { ...paid, expected: [...courseOf(LADDER, paid.run), whole.expected.at(-1)!] };
    const outcome = runCheck(LADDER, long);
    expect(outcome).toMatchObject({ holds: false, found: null });
    expect(outcome.holds ? null : outcome.sentence.nl).toContain('niets meer');
  });

  test('may script an outcome of a delivery, and the answer to a task by its step', () => {
    const check = read({
      events: [
        { type: 'task_completed', at: '2026-03-16T10:00', step: 'bellen-voor-vervaldatum', outcome: 'pays', by: 'S' },
        { type: 'notice_refused', step: 'eerste-herinnering' },
      ],
    });
    expect(courseOf(LADDER, check.run).slice(0, 3)).toMatchObject([
      { what: 'task_opened', step: 'bellen-voor-vervaldatum' },
      { what: 'notice_refused', step: 'eerste-herinnering' },
      { what: 'decision_asked', step: 'eerste-herinnering' },
    ]);
  });

  test('may bring the case to a later step', () => {
    const events = [
      { type: 'escalation', at: '2026-03-24T10:00', step: 'ingebrekestelling', by: 'S', reason: 'haast' },
    ];
    expect(courseOf(LADDER, read({ events }).run)[2]).toMatchObject({ what: 'notice_sent', step: 'ingebrekestelling' });
  });

  test.each<[object, string]>([
    [{ invoice: { ...INVOICE, debtor: { kind: 'company', name: 'Jansen' } } }, 'invoice.debtor'],
    [{ invoice: { ...INVOICE, due: '2026-01-01' } }, 'invoice.due'],
    [{ events: [{ type: 'payment', at: '2026-03-30T10:00' }] }, 'events.0.amount'],
    [{ events: [{ type: 'zomaar', at: '2026-03-30T10:00' }] }, 'events.0.type'],
    [{ events: [{ ...PAID[0], booked_on: '2026-04-30' }] }, 'events.0.booked_on'],
    [
      {
        events: [
          { ...PAID[0], id: 'p' },
          { ...PAID[0], id: 'p' },
        ],
      },
      '"p"',
    ],
    [{ events: [{ type: 'notice_refused' }] }, 'events.0.step'],
    [{ expected: [{ on: '2026-03-30', what: 'gedoe', step: null }] }, 'expected.0.what'],
  ])('of which a part is wrong is refused, with the place: %j', (changes, place) => {
    const result = readSavedCheck({ id: 'c1', name: 'Een', invoice: INVOICE, expected: [], ...changes });
    expect(result).toMatchObject({ ok: false, problem: expect.stringContaining(place) });
  });
});
