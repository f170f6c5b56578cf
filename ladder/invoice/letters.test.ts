import { describe, expect, test } from 'vitest';
import { compile } from '../compiled.ts';
import type { Ladder, SendStep, Step } from '../definition.ts';
import type { InvoiceEvent } from '../events.ts';
import { type Facts, noFacts, withEvents } from '../facts.ts';
import { type Instant, parseInstant } from '../time/civil.ts';
import { verdict } from './delivery.ts';
import { printedTerms } from './letters.ts';
import type { InvoiceState } from './state.ts';
import { transition } from './transition.ts';

const both = (text: string) => ({ nl: text, en: text });
const day = (days: number) => ({ days, unit: 'days', after: 'due' }) as const;
const letter = (id: string, notice: SendStep['notice'], days: number, next: string): SendStep => ({
  id,
  kind: 'send',
  channel: 'letter',
  name: both(id),
  notice,
  when: day(days),
  termDays: 15,
  next,
});

function ladder(...steps: Step[]): Ladder {
  return {
    id: 'l',
    version: 1,
    name: both('l'),
    office: { worked: [], closed: [] },
    contact: { window: { from: '09:00', to: '17:00' }, gap: 3 },
    intake: { missed: 'respace' },
    toleranceCents: 0,
    start: steps[0]!.id,
    steps: [...steps, { id: 'h', kind: 'handover', name: both('h'), when: day(60) }],
    texts: { nl: {}, en: {} },
  };
}

const FACTS: Facts = noFacts(
  { id: 'f', number: 'F1', issuedOn: '2026-03-04', dueOn: '2026-03-18', claimedCents: 121_000, currency: 'EUR' },
  { id: 'd', kind: 'consumer', country: 'NL', language: 'nl' },
);

interface InHouse {
  state: InvoiceState;
  dispatchId: string;
  now: Instant;
}

/** The first letter of a ladder, on the day on which it comes into the house: in the queue of the printer, or printed. */
function inHouse(used: Ladder, printed: boolean): InHouse {
  let now = parseInstant('2026-03-04T09:00')!;
  let turn = transition(used, null, [], FACTS, now);
  for (;;) {
    const intent = turn.commands.find((command) => command.type === 'intend');
    if (!intent) {
      now = turn.state.wakeAt!;
      turn = transition(used, turn.state, [], FACTS, now);
      continue;
    }
    const { id: dispatchId, step } = intent.dispatch;
    const judged = verdict(used, turn.state, FACTS, dispatchId, now);
    if (!judged.send) throw new Error(judged.because);
    const about = { at: now, dispatchId };
    const events: InvoiceEvent[] = [{ ...about, type: 'letter_queued', id: 'q' }];
    if (printed) {
      const compiled = compile(used);
      const terms = printedTerms(compiled.step(step) as SendStep, compiled.office, now, judged.terms);
      events.push({ ...about, type: 'letter_printed', id: 'x', batchId: 'b', ...terms });
    }
    return { state: transition(used, turn.state, events, FACTS, now).state, dispatchId, now };
  }
}

/** What becomes of a letter in the house when something happens a moment later. */
function hearing(used: Ladder, { state, now }: InHouse, happening: (at: Instant) => InvoiceEvent) {
  const event = happening(now + 60_000);
  return transition(used, state, [event], withEvents(FACTS, [event]), event.at);
}

describe.each([
  ['in the queue of the printer', false],
  ['printed', true],
] as const)('a letter that is %s', (_, printed) => {
  test('is pulled when the claim turns out not to be due yet, and comes after the new due date', () => {
    const used = ladder(letter('r', 'reminder', 5, 'n'), letter('n', 'notice-of-default', 20, 'h'));
    const house = inHouse(used, printed);
    const { state, commands } = hearing(used, house, (at) => ({
      type: 'invoice_corrected',
      id: 'k',
      at,
      by: 'Anna',
      reason: 'other terms',
      dueOn: '2026-04-30',
    }));
    expect(commands).toContainEqual({
      type: 'withdraw_letter',
      dispatchId: house.dispatchId,
      batchId: printed ? 'b' : null,
    });
    expect(state.position).toMatchObject({ mode: 'planned', step: 'r' });
    expect(state.wakeAt).toBeGreaterThan(parseInstant('2026-05-01T00:00')!);
  });

  test('and would demand no principal any more, is left out: the case does not wait for it', () => {
    const interest: Step = { id: 'i', kind: 'charge', charge: 'interest', name: both('i'), when: day(3), next: 'w' };
    const steps = [interest, letter('w', 'fourteen-day-letter', 20, 'n'), letter('n', 'notice-of-default', 40, 'h')];
    const used: Ladder = { ...ladder(...steps), closes: 'legal' };
    const { state } = hearing(used, inHouse(used, printed), (at) => ({
      type: 'payment',
      id: 'p',
      at,
      amountCents: 121_000,
      bookedOn: '2026-04-07',
    }));
    expect(state).toMatchObject({ phase: 'climbing', position: { mode: 'planned', step: 'n' } });
  });
});

test('a printed letter that tells a due date which was corrected since is pulled, and made anew', () => {
  const used = ladder(letter('r', 'reminder', 10, 'n'), letter('n', 'notice-of-default', 20, 'h'));
  const house = inHouse(used, true);
  const corrected = (dueOn: string) => (at: Instant) =>
    ({ type: 'invoice_corrected', id: 'k', at, by: 'Anna', reason: 'wrong date', dueOn }) as const;
  const { state, commands } = hearing(used, house, corrected('2026-03-16'));
  expect(commands).toContainEqual({ type: 'withdraw_letter', dispatchId: house.dispatchId, batchId: 'b' });
  expect(commands).toContainEqual(expect.objectContaining({ type: 'intend' }));
  expect(state.position).toMatchObject({ mode: 'sending', step: 'r' });
  expect(state.position).not.toHaveProperty('letter');
  const same = hearing(used, house, corrected('2026-03-18'));
  expect(same.state.position).toMatchObject({ letter: { printed: { batchId: 'b' } } });
});
