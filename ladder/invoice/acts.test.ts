import { expect, test } from 'vitest';
import type { Ladder } from '../definition.ts';
import type { InvoiceEvent } from '../events.ts';
import { noFacts } from '../facts.ts';
import sevenSteps from '../library/zeven-stappen.json' with { type: 'json' };
import { simulate } from '../simulate.ts';
import { localDate, parseInstant } from '../time/civil.ts';

const ladder = sevenSteps as unknown as Ladder;
const at = (text: string) => parseInstant(text)!;

/** What a person's act on 1 April 2026 leads to, on an invoice that was due on 18 March. */
function after(type: 'escalation' | 'step_left_out', step: string, until = '2026-04-06T10:00') {
  const facts = noFacts(
    { id: 'f', number: 'F1', issuedOn: '2026-03-04', dueOn: '2026-03-18', claimedCents: 121_000, currency: 'EUR' },
    { id: 'd', kind: 'company', country: 'NL', language: 'nl' },
  );
  const act: InvoiceEvent = { type, id: 'e1', at: at('2026-04-01T08:00'), step, by: 'Anna', reason: 'weigert' };
  const { state, entries } = simulate({
    ladder,
    facts,
    state: null,
    from: at('2026-03-04T09:00'),
    until: at(until),
    events: [act],
  });
  const told = entries
    .filter((entry) => entry.at >= act.at)
    .map((entry) => `${localDate(entry.at)} ${entry.step ?? '-'} ${entry.what}`);
  return { state: state!, told };
}

test('a case that is brought forward gets its notice on the next possible day', () => {
  expect(after('escalation', 'ingebrekestelling').told).toEqual([
    '2026-04-01 ingebrekestelling escalated',
    '2026-04-01 ingebrekestelling notice_intended',
    '2026-04-01 ingebrekestelling notice_sent',
  ]);
});

test.each([
  ['the handover before the notice of default went out', 'overdragen'],
  ['a step that lies behind', 'eerste-herinnering'],
])('a case is not brought to %s: a person hears why', (_, step) => {
  const { state, told } = after('escalation', step);
  expect(told).toEqual(['2026-04-01 - attention_asked']);
  expect(state.position).toMatchObject({ mode: 'planned', step: 'bellen-na-vervaldatum' });
  expect(state.sideTasks).toHaveLength(1);
});

test('a call that is left out makes way for the step after it', () => {
  const { state, told } = after('step_left_out', 'bellen-na-vervaldatum');
  expect(told).toEqual(['2026-04-01 bellen-na-vervaldatum step_left_out']);
  expect(state.position).toMatchObject({ step: 'tweede-herinnering' });
});

test('a step at which the case does not stand is not left out', () => {
  expect(after('step_left_out', 'ingebrekestelling').told).toEqual(['2026-04-01 - attention_asked']);
});
