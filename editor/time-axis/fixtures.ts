/** Drafts for the tests of the time axis: small ladders in a line or two, large ones, and wrong ones. */
import fc from 'fast-check';
import {
  ANCHORS,
  type Anchor,
  CALL_OUTCOMES,
  type Ladder,
  NOTICE_KINDS,
  SEND_CHANNELS,
  type Step,
  type Timing,
} from '../../ladder/definition.ts';
import { shippedLadders } from '../../ladder/library/library.ts';
import type { ExampleInvoice } from './course.ts';
import { type Nominal, nominalDays } from './nominal.ts';

/** An invoice of Monday 2 March 2026, due on Monday 16 March; Easter is on 5 April, King's Day on Monday 27 April. */
export const EXAMPLE: ExampleInvoice = { issuedOn: '2026-03-02', dueOn: '2026-03-16' };

export const name = (text: string) => ({ nl: text, en: text });

/** A ladder of steps; each is named after its id, and the first is the start. */
export function draft(
  steps: (Step extends infer S ? (S extends Step ? Omit<S, 'name'> : never) : never)[],
  more: Partial<Ladder> = {},
): Ladder {
  return {
    id: 'draft',
    version: 1,
    name: name('Concept'),
    office: { worked: [], closed: [] },
    contact: { window: { from: '09:00', to: '17:00' }, gap: 3 },
    intake: { missed: 'respace' },
    toleranceCents: 0,
    start: steps[0]?.id ?? '',
    steps: steps.map((step) => ({ ...step, name: name(step.id) }) as Step),
    texts: { nl: {}, en: {} },
    ...more,
  };
}

export const days = (count: number, after: Anchor['after'] = 'due'): Anchor => ({ days: count, unit: 'days', after });
export const workdays = (count: number, after: Anchor['after'] = 'previous'): Anchor => ({
  days: count,
  unit: 'workdays',
  after,
});

export function shippedNominal(id: string): Nominal {
  return nominalDays(shippedLadders().find((ladder) => ladder.id === id)!, EXAMPLE);
}

export const dayOfStep = ({ days: of }: Nominal, id: string) => of.get(id)?.day;

/** A ladder of so many steps with everything in it: calls, branches, letters, costs, a handover. */
export function large(count: number): Ladder {
  const id = (index: number) => `stap-${Math.min(index, count - 1)}`;
  const steps = Array.from({ length: count }, (_, index): Parameters<typeof draft>[0][number] => {
    const own = { id: id(index) };
    const next = id(index + 1);
    if (index === count - 1)
      return { ...own, kind: 'handover', when: { ...workdays(1, 'deadline'), ofStep: id(count - 2) } };
    if (index === count - 2) {
      return {
        ...own,
        kind: 'send',
        notice: 'notice-of-default',
        channel: 'letter',
        termDays: 14,
        when: workdays(2),
        next,
      };
    }
    switch (index % 8) {
      case 0:
        return {
          ...own,
          kind: 'send',
          notice: 'reminder',
          channel: 'email',
          when: index % 16 === 0 ? days(1 + index) : workdays(2),
          next,
        };
      case 1:
        return {
          ...own,
          kind: 'call',
          when: workdays(1),
          deadline: { days: 3, unit: 'workdays' },
          outcomes: { dispute: next, cannot_pay: id(index + 2) },
          next: id(index + 3),
        };
      case 2:
        return {
          ...own,
          kind: 'task',
          when: days(0, 'previous'),
          outcomes: [{ id: 'klaar', name: name('Klaar'), next: id(index + 2) }],
        };
      case 3:
        return {
          ...own,
          kind: 'task',
          when: days(0, 'previous'),
          outcomes: [{ id: 'klaar', name: name('Klaar'), next }],
          deadline: { days: 5, unit: 'workdays', next },
        };
      case 4:
        return {
          ...own,
          kind: 'decide',
          rows: [{ all: [{ field: 'debtorKind', in: ['consumer'] }], next }],
          otherwise: id(index + 2),
        };
      case 5:
        return {
          ...own,
          kind: 'send',
          notice: 'fourteen-day-letter',
          channel: 'letter',
          termDays: 15,
          when: workdays(1),
          next,
        };
      case 6:
        return {
          ...own,
          kind: 'charge',
          charge: index % 16 === 6 ? 'collection-costs' : 'interest',
          when: workdays(1),
          next,
        };
      default:
        return {
          ...own,
          kind: 'send',
          notice: 'demand',
          channel: 'email-or-letter',
          termDays: 7,
          when: days(1, 'previous'),
          next,
        };
    }
  });
  return draft(steps);
}

const IDS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'nergens'];
const target = fc.constantFrom(...IDS);
const anchor: fc.Arbitrary<Anchor> = fc.record(
  {
    days: fc.oneof(fc.integer({ min: -20, max: 90 }), fc.integer({ min: -1_000, max: 1_000 })),
    unit: fc.constantFrom<Anchor['unit']>('days', 'workdays'),
    after: fc.constantFrom(...ANCHORS),
    ofStep: target,
  },
  { requiredKeys: ['days', 'unit', 'after'] },
);
const timing: fc.Arbitrary<Timing> = fc
  .record(
    {
      anchor,
      roll: fc.constantFrom<Timing['roll']>('next', 'previous'),
      latest: fc.integer({ min: -20, max: 120 }),
      notBefore: anchor,
      gap: fc.integer({ min: 0, max: 30 }),
    },
    { requiredKeys: ['anchor'] },
  )
  .map(({ anchor: own, ...rest }) => ({ ...own, ...rest }));

const body = fc.record({
  kind: fc.constantFrom<Step['kind']>(
    'send',
    'send',
    'call',
    'task',
    'decide',
    'approve',
    'charge',
    'deliveries',
    'handover',
    'end',
  ),
  when: timing,
  next: target,
  other: target,
  third: target,
  outcome: fc.constantFrom(...CALL_OUTCOMES),
  term: fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined }),
  notice: fc.constantFrom(...NOTICE_KINDS),
  channel: fc.constantFrom(...SEND_CHANNELS),
  attempts: fc.integer({ min: 0, max: 3 }),
});

/** Drafts that an editor may pass through: well formed, and as wrong as can be in every other way. */
export const wrongDrafts: fc.Arbitrary<Ladder> = fc
  .record({
    bodies: fc.array(body, { minLength: 1, maxLength: IDS.length - 1 }),
    start: target,
    events: fc.option(
      fc.record({ dispute: fc.record({ reentry: target }), arrangement: fc.record({ reentry: target }) }),
      { nil: undefined },
    ),
    gap: fc.integer({ min: 0, max: 14 }),
  })
  .map(({ bodies, start, events, gap }) => ({
    ...draft(bodies.map((one, index) => stepOf(IDS[index]!, one))),
    start,
    contact: { window: { from: '09:00', to: '17:00' }, gap },
    ...(events && { events }),
  }));

type Body = typeof body extends fc.Arbitrary<infer T> ? T : never;

function stepOf(id: string, one: Body): Parameters<typeof draft>[0][number] {
  const { kind, when, next, other, third, term } = one;
  const deadline = { days: term ?? 2, unit: when.unit };
  switch (kind) {
    case 'send':
      return { id, kind, when, notice: one.notice, channel: one.channel, next, ...(term && { termDays: term }) };
    case 'call': {
      const attempts = Array.from({ length: one.attempts }, () => ({
        window: { from: '18:00', to: '20:00', weekdays: [6] },
      }));
      return {
        id,
        kind,
        when,
        deadline,
        outcomes: { [one.outcome]: other },
        next,
        ...(attempts.length > 0 && { attempts }),
      };
    }
    case 'task': {
      const outcomes = [other, third].map((to, index) => ({
        id: `uitkomst-${index}`,
        name: name('Uitkomst'),
        next: to,
      }));
      return { id, kind, when, outcomes, ...(term && { deadline: { ...deadline, next } }) };
    }
    case 'decide':
      return {
        id,
        kind,
        rows: [
          { all: [{ field: 'debtorKind', in: ['consumer'] }], next },
          { all: [], next: third },
        ],
        otherwise: other,
      };
    case 'approve':
      return { id, kind, when, next, refused: other };
    case 'charge':
      return { id, kind, when, charge: 'collection-costs', next };
    case 'deliveries':
      return { id, kind, when, action: 'hold', next };
    case 'handover':
      return { id, kind, when };
    case 'end':
      return { id, kind };
  }
}
