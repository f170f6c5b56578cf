/** Arbitrary ladders, invoices and histories: all that `check` lets through, and more than a company would think of. */
import fc from 'fast-check';
import { errorsOf } from '../../../ladder/check/check.ts';
import {
  type Anchor,
  BALANCES,
  CALL_OUTCOMES,
  type Condition,
  type ContactWindow,
  DEBTOR_KINDS,
  type Ladder,
  NOTICE_DELIVERIES,
  type NoticeKind,
  type Step,
  type Timing,
} from '../../../ladder/definition.ts';
import { BOUNCES, type EventHandling } from '../../../ladder/event-handling.ts';
import { type DebtorStatus, DISPUTE_DECISIONS, type InvoiceEvent, REPAIR_OUTCOMES } from '../../../ladder/events.ts';
import { type Facts, noFacts } from '../../../ladder/facts.ts';
import { addDays, DAY_MS, dateOf, dayOf, instantOf } from '../../../ladder/time/civil.ts';

const name = (text: string) => ({ nl: text, en: text });
const TEXT = { subject: 'Onderwerp', body: 'Tekst' };

const unit = fc.constantFrom<Anchor['unit']>('days', 'workdays');
const anchor: fc.Arbitrary<Anchor> = fc.record({
  days: fc.integer({ min: -5, max: 70 }),
  unit,
  after: fc.constantFrom<Anchor['after']>('due', 'due', 'invoice', 'previous'),
});
const shortAnchor: fc.Arbitrary<Anchor> = fc.record({
  days: fc.integer({ min: 0, max: 10 }),
  unit,
  after: fc.constant('previous'),
});

const timing: fc.Arbitrary<Timing> = fc
  .record(
    {
      anchor: fc.oneof(anchor, shortAnchor),
      roll: fc.constantFrom<Timing['roll']>('next', 'previous'),
      slack: fc.integer({ min: 0, max: 20 }),
      notBefore: anchor,
      gap: fc.integer({ min: 0, max: 7 }),
      weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 5 }),
    },
    { requiredKeys: ['anchor'] },
  )
  .map(({ anchor: base, roll, slack, notBefore, gap, weekdays }) => ({
    ...base,
    ...(roll && { roll }),
    ...(slack !== undefined && base.after === 'due' && { latest: base.days + slack }),
    ...(notBefore && { notBefore }),
    ...(gap !== undefined && { gap }),
    ...(weekdays && { window: { from: '10:00', to: '16:00', weekdays } }),
  }));

type Kind = 'send' | 'letter' | 'charge' | 'call' | 'task' | 'approve' | 'deliveries' | 'decide';
const attempt = fc.constantFrom<{ window: ContactWindow }>(
  { window: { from: '09:00', to: '17:00' } },
  { window: { from: '18:00', to: '20:00' } },
  { window: { from: '10:00', to: '12:00', weekdays: [6] } },
);

const condition = fc.oneof<fc.Arbitrary<Condition>[]>(
  fc.integer({ min: 0, max: 200_000 }).map((atLeast) => ({ field: 'openCents', atLeast })),
  fc
    .subarray([...NOTICE_DELIVERIES], { minLength: 1, maxLength: NOTICE_DELIVERIES.length - 1 })
    .map((values) => ({ field: 'lastNotice', in: values })),
  fc.constant({ field: 'terms', in: ['vooruit'] }),
  fc.integer({ min: 1, max: 2 }).map((atLeast) => ({ field: 'brokenPromises', atLeast })),
);

/** What events do; where they lead, as parts of the way, or nowhere. */
const events = fc.record({
  promise: fc.option(
    fc.record({ graceDays: fc.integer({ min: 0, max: 4 }), longestDays: fc.integer({ min: 1, max: 40 }) }),
  ),
  broken: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
  reply: fc.option(fc.record({ pauseDays: fc.integer({ min: 0, max: 8 }) })),
  dispute: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
  arrangement: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
  reversal: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { freq: 3 }),
  partPayment: fc.option(
    fc.record({ restDays: fc.integer({ min: 0, max: 10 }), leastPercent: fc.integer({ min: 1, max: 100 }) }),
    { freq: 3 },
  ),
  bounce: fc.option(fc.constantFrom(...BOUNCES), { freq: 3 }),
});

/** Events that lead to steps before the first legal notice, or to the notice of default: so that no demand is passed by. */
function eventsOf(
  drawn: typeof events extends fc.Arbitrary<infer T> ? T : never,
  ids: string[],
): Partial<EventHandling> {
  const notice = ids.indexOf('aanzegging');
  const upToNotice = (part: number) => ids[Math.min(notice, Math.floor(part * (notice + 1)))]!;
  const reentry = (part: number | null) => (part === null ? {} : { reentry: upToNotice(part) });
  const { promise, broken, reply, dispute, arrangement, reversal, partPayment, bounce } = drawn;
  return {
    ...(promise && { promise: { ...promise, ...(broken !== null && notice > 0 && { broken: upToNotice(broken) }) } }),
    ...(reply && { reply }),
    ...(dispute !== null && { dispute: reentry(dispute) }),
    ...(arrangement !== null && { arrangement: reentry(arrangement) }),
    ...(reversal !== null && { reversal: reentry(reversal) }),
    ...(partPayment && { partPayment }),
    ...(bounce && { bounce: { byLetter: bounce } }),
  };
}

const body = fc.record({
  kind: fc.constantFrom<Kind>(
    ...(['send', 'send', 'letter', 'charge', 'charge', 'call', 'task', 'approve', 'deliveries', 'decide'] as const),
  ),
  when: timing,
  notice: fc.constantFrom<NoticeKind>('reminder', 'second-reminder', 'demand', 'own'),
  termDays: fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }),
  deadline: fc.option(fc.record({ days: fc.integer({ min: 1, max: 8 }), unit }), { nil: undefined }),
  outcome: fc.constantFrom(...CALL_OUTCOMES),
  attempts: fc.option(fc.array(attempt, { minLength: 1, maxLength: 3 }), { nil: undefined }),
  bound: fc.integer({ min: 0, max: 200_000 }),
  condition,
  /** Where side branches lead, as parts of the way that is left. */
  jump: fc.double({ min: 0, max: 1, noNaN: true }),
});

/**
 * A chain of steps with branches that only lead forward. Up to the notice of default no branch passes it by, so that
 * every handover is demanded.
 */
export const ladders: fc.Arbitrary<Ladder> = fc
  .record({
    before: fc.array(body, { minLength: 0, maxLength: 5 }),
    /** A fourteen-day letter, and costs after it. */
    costs: fc.option(fc.record({ letter: fc.oneof(anchor, shortAnchor), charge: shortAnchor })),
    notice: fc.record({
      when: timing,
      termDays: fc.integer({ min: 1, max: 20 }),
      kind: fc.constantFrom<NoticeKind>('notice-of-default', 'final-demand'),
    }),
    after: fc.array(body, { minLength: 0, maxLength: 2 }),
    handover: timing,
    afterDeadline: fc.boolean(),
    missed: fc.constantFrom<Ladder['intake']['missed']>('skip', 'respace'),
    gap: fc.integer({ min: 0, max: 5 }),
    toleranceCents: fc.constantFrom(0, 0, 100, 500),
    closes: fc.constantFrom(...BALANCES),
    events,
    closed: fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 5 }),
    worked: fc.subarray(['good-friday', 'liberation-day', 'decree'] as const),
    /** Of the notices, in turn; beyond the list all go by e-mail. */
    channels: fc.array(fc.constantFrom('email', 'email', 'letter', 'email-or-letter'), { maxLength: 5 }),
  })
  .map((parts): Ladder => {
    const ids = [
      ...parts.before.map((_, index) => `voor-${index}`),
      ...(parts.costs ? ['brief', 'kosten'] : []),
      'aanzegging',
      ...parts.after.map((_, index) => `na-${index}`),
      'overdracht',
    ];
    const target = (from: number, jump: number, last: number) =>
      ids[Math.min(last, from + 1 + Math.floor(jump * (last - from)))]!;
    const notice = ids.indexOf('aanzegging');
    const steps: Step[] = [
      ...parts.before.map((part, index) =>
        stepOf(ids[index]!, part, ids[index + 1]!, target(index, part.jump, notice)),
      ),
      ...(parts.costs ? costsAfterLetter(parts.costs) : []),
      {
        id: 'aanzegging',
        name: name('Aanzegging'),
        kind: 'send',
        channel: 'email',
        notice: parts.notice.kind,
        when: parts.notice.when,
        termDays: parts.notice.termDays,
        next: ids[notice + 1]!,
      },
      ...parts.after.map((part, index) => {
        const at = notice + 1 + index;
        return stepOf(ids[at]!, part, ids[at + 1]!, target(at, part.jump, ids.length - 1));
      }),
      {
        id: 'overdracht',
        name: name('Overdracht'),
        kind: 'handover',
        when: parts.afterDeadline
          ? { ...parts.handover, notBefore: { days: 1, unit: 'days', after: 'deadline', ofStep: 'aanzegging' } }
          : parts.handover,
      },
    ];
    for (const [index, step] of steps.filter((one) => one.kind === 'send').entries()) {
      step.channel = parts.channels[index] ?? 'email';
    }
    const texts = Object.fromEntries(
      steps
        .filter(({ kind }) => !['handover', 'decide', 'deliveries', 'charge'].includes(kind))
        .map((step) => [step.id, TEXT]),
    );
    return {
      id: 'gegenereerd',
      version: 1,
      name: name('Gegenereerd'),
      office: { worked: [...parts.worked], closed: parts.closed.map((day) => dateOf(dayOf('2026-01-01') + day)) },
      contact: { window: { from: '09:00', to: '17:00' }, gap: parts.gap },
      intake: { missed: parts.missed },
      toleranceCents: parts.toleranceCents,
      closes: parts.closes,
      events: eventsOf(parts.events, ids),
      start: ids[0]!,
      steps,
      texts: { nl: texts, en: texts },
    };
  })
  .filter((ladder) => errorsOf(ladder).every(({ rule }) => rule === 'unreachable'));

function costsAfterLetter({ letter, charge }: { letter: Timing; charge: Timing }): Step[] {
  const send = { kind: 'send', channel: 'email', notice: 'fourteen-day-letter', termDays: 15 } as const;
  return [
    { ...send, id: 'brief', name: name('Brief'), when: letter, next: 'kosten' },
    {
      id: 'kosten',
      name: name('Kosten'),
      kind: 'charge',
      charge: 'collection-costs',
      when: charge,
      next: 'aanzegging',
    },
  ];
}

type Body = typeof body extends fc.Arbitrary<infer T> ? T : never;

function stepOf(id: string, part: Body, next: string, branch: string): Step {
  const common = { id, name: name(id) };
  switch (part.kind) {
    case 'send':
      return {
        ...common,
        kind: 'send',
        channel: 'email',
        notice: part.notice,
        when: part.when,
        ...(part.termDays && { termDays: part.termDays }),
        next,
      };
    case 'call':
      return {
        ...common,
        kind: 'call',
        when: part.when,
        ...(part.attempts && { attempts: part.attempts }),
        deadline: part.deadline ?? { days: 3, unit: 'days' },
        outcomes: { [part.outcome]: branch },
        next,
      };
    case 'task':
      return {
        ...common,
        kind: 'task',
        when: part.when,
        outcomes: [
          { id: 'verder', name: name('Verder'), next },
          { id: 'anders', name: name('Anders'), next: branch },
        ],
        ...(part.deadline && { deadline: { ...part.deadline, next } }),
      };
    case 'deliveries':
      return { ...common, kind: 'deliveries', when: part.when, action: part.bound % 2 === 0 ? 'hold' : 'resume', next };
    case 'letter':
      return {
        ...common,
        kind: 'send',
        channel: 'email',
        notice: 'fourteen-day-letter',
        when: part.when,
        termDays: 15,
        next,
      };
    case 'charge': {
      const what = part.bound % 3 === 0 ? 'interest' : 'collection-costs';
      const rate = part.bound % 2 === 0 && what === 'interest' ? { contractualRate: 800 } : {};
      return { ...common, kind: 'charge', when: part.when, charge: what, ...rate, next };
    }
    case 'approve':
      return { ...common, kind: 'approve', when: part.when, next, refused: branch };
    case 'decide':
      return {
        ...common,
        kind: 'decide',
        rows: [{ all: [part.condition], next: branch }],
        otherwise: next,
      };
  }
}

/** An invoice of the first half of 2026, for up to 2,000 euro, payable within two months. */
export const invoices: fc.Arbitrary<Facts> = fc
  .record({
    issued: fc.integer({ min: 0, max: 180 }),
    term: fc.integer({ min: 0, max: 60 }),
    cents: fc.integer({ min: 1, max: 200_000 }),
    kind: fc.constantFrom(...DEBTOR_KINDS),
    debtor: fc.integer({ min: 0, max: 999 }),
    /** Days before the issue on which the debtor was charged for another invoice. */
    chargedBefore: fc.option(fc.integer({ min: 0, max: 250 }), { nil: undefined, freq: 2 }),
    terms: fc.constantFrom(undefined, 'vooruit', '8-dagen'),
    costsVat: fc.boolean(),
  })
  .map(({ issued, term, cents, kind, debtor, chargedBefore, terms, costsVat }) => {
    const issuedOn = addDays('2026-01-01', issued);
    const facts = noFacts(
      { id: 'f', number: 'F1', issuedOn, dueOn: addDays(issuedOn, term), claimedCents: cents, currency: 'EUR' },
      {
        id: `d${debtor}`,
        kind,
        country: 'NL',
        language: 'nl',
        ...(terms !== undefined && { terms }),
        ...(chargedBefore !== undefined &&
          kind === 'consumer' && {
            charges: [{ on: addDays(issuedOn, -chargedBefore), letter: null }],
          }),
      },
    );
    return { ...facts, costsVat };
  });

/** When something happens: days since the invoice's issue, and milliseconds of that day. */
const moment = fc.record({ day: fc.integer({ min: -2, max: 150 }), ms: fc.integer({ min: 0, max: DAY_MS - 1 }) });

const someStep = fc.constantFrom('voor-0', 'voor-1', 'voor-2', 'aanzegging', 'na-0', 'overdracht');

const happening = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('payment' as const),
      /** Often the whole. */
      part: fc.oneof(fc.double({ min: 0.01, max: 1.2, noNaN: true }), { weight: 2, arbitrary: fc.constant(1) }),
      lag: fc.integer({ min: 0, max: 4 }),
      /** Days by which it was valued before it was booked. */
      valued: fc.constantFrom(0, 0, 1, 6),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('credit_note' as const),
      part: fc.double({ min: 0.01, max: 1.1, noNaN: true }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('reversal' as const), of: fc.integer({ min: 0, max: 12 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('hold' as const),
      days: fc.option(fc.integer({ min: 0, max: 120 }), { nil: undefined }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('release' as const), of: fc.integer({ min: 0, max: 12 }) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('write_off' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('promise' as const),
      days: fc.integer({ min: 0, max: 40 }),
      part: fc.option(fc.double({ min: 0.1, max: 1, noNaN: true }), { nil: undefined }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('dispute' as const),
      part: fc.option(fc.double({ min: 0.1, max: 1, noNaN: true }), { nil: undefined }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('dispute_decided' as const),
      of: fc.integer({ min: 0, max: 12 }),
      decision: fc.constantFrom(...DISPUTE_DECISIONS),
      part: fc.double({ min: 0.1, max: 1, noNaN: true }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('return_announced' as const), days: fc.integer({ min: 0, max: 30 }) }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('reply' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constantFrom(
        'arrangement_proposed',
        'arrangement_agreed',
        'arrangement_declined',
        'arrangement_kept',
        'arrangement_broken',
        'arrangement_replaced',
      ),
      of: fc.constantFrom('r1', 'r2'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('invoice_corrected' as const),
      part: fc.option(fc.double({ min: 0.5, max: 1.5, noNaN: true }), { nil: undefined }),
      days: fc.option(fc.integer({ min: -10, max: 40 }), { nil: undefined }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('invoice_sent_again' as const),
      days: fc.option(fc.integer({ min: 0, max: 40 }), { nil: undefined }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('debtor_changed' as const),
      status: fc.constantFrom<DebtorStatus>('normal', 'normal', 'bankruptcy', 'debt-help'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constantFrom('escalation', 'step_left_out'), step: someStep }) },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('task_completed' as const),
      /** Answers whatever is asked at that time, with this outcome if it is among those asked for. */
      outcome: fc.constantFrom<string>(
        'not_reached',
        ...CALL_OUTCOMES,
        ...REPAIR_OUTCOMES,
        'verder',
        'anders',
        'approved',
        'refused',
      ),
    }),
  },
);

export type Scripted = { id: string; at: number; answer: string } | { id: string; at: number; event: InvoiceEvent };

/** Up to a dozen things that happen to an invoice, in the order of time. Write-offs are rare: they end the story. */
export function histories(facts: Facts): fc.Arbitrary<Scripted[]> {
  const { issuedOn, claimedCents } = facts.invoice;
  return fc.array(fc.record({ moment, happening }), { maxLength: 14 }).map((list) => {
    /** The id of an earlier event of a type; some id that nothing has when there is none. */
    const earlier = (type: string, pick: number) => {
      const ids = list.flatMap(({ happening: what }, index) => (what.type === type ? [`e${index}`] : []));
      return ids[pick % Math.max(1, ids.length)] ?? 'e99';
    };
    return list
      .map(({ moment: { day, ms }, happening: what }, index): Scripted => {
        const id = `e${index}`;
        const at = instantOf(dayOf(issuedOn) + day, ms);
        const on = addDays(issuedOn, day);
        const cents = (part: number) => Math.max(1, Math.round(claimedCents * part));
        switch (what.type) {
          case 'payment':
            return {
              id,
              at,
              event: {
                type: 'payment',
                id,
                at,
                amountCents: cents(what.part),
                bookedOn: addDays(on, -what.lag),
                ...(what.valued > 0 && { valuedOn: addDays(on, -what.lag - what.valued) }),
              },
            };
          case 'credit_note':
            return {
              id,
              at,
              event: { type: 'credit_note', id, at, number: `C${index}`, amountCents: cents(what.part), issuedOn: on },
            };
          case 'reversal':
            return { id, at, event: { type: 'reversal', id, at, paymentId: earlier('payment', what.of), on } };
          case 'hold':
            return {
              id,
              at,
              event: {
                type: 'hold',
                id,
                at,
                owner: 'Anna',
                reason: 'test',
                ...(what.days !== undefined && { until: addDays(on, what.days) }),
              },
            };
          case 'release':
            return { id, at, event: { type: 'release', id, at, holdId: earlier('hold', what.of), by: 'Anna' } };
          case 'write_off':
            return { id, at, event: { type: 'write_off', id, at, by: 'Anna', reason: 'test' } };
          case 'promise': {
            const amount = what.part === undefined ? {} : { amountCents: cents(what.part) };
            return { id, at, event: { type: 'promise', id, at, on: addDays(on, what.days), by: 'Anna', ...amount } };
          }
          case 'dispute': {
            const amount = what.part === undefined ? {} : { amountCents: cents(what.part) };
            return { id, at, event: { type: 'dispute', id, at, reason: 'test', ...amount } };
          }
          case 'dispute_decided': {
            const disputeId = earlier('dispute', what.of);
            const { decision } = what;
            const amount = decision === 'partly' ? { amountCents: cents(what.part) } : {};
            return { id, at, event: { type: 'dispute_decided', id, at, disputeId, decision, by: 'Anna', ...amount } };
          }
          case 'return_announced':
            return { id, at, event: { type: 'return_announced', id, at, expectedOn: addDays(on, what.days) } };
          case 'reply':
            return { id, at, event: { type: 'reply', id, at, summary: 'test' } };
          case 'arrangement_proposed':
          case 'arrangement_agreed':
          case 'arrangement_declined':
          case 'arrangement_kept':
          case 'arrangement_broken':
          case 'arrangement_replaced':
            return { id, at, event: { type: what.type, id, at, arrangementId: what.of } };
          case 'invoice_corrected':
            return {
              id,
              at,
              event: {
                type: 'invoice_corrected',
                id,
                at,
                by: 'Anna',
                reason: 'test',
                ...(what.part !== undefined && { amountCents: cents(what.part) }),
                ...(what.days !== undefined && { dueOn: addDays(facts.invoice.dueOn, what.days) }),
              },
            };
          case 'invoice_sent_again':
            return {
              id,
              at,
              event: {
                type: 'invoice_sent_again',
                id,
                at,
                on,
                by: 'Anna',
                ...(what.days !== undefined && { dueOn: addDays(on, what.days) }),
              },
            };
          case 'debtor_changed':
            return { id, at, event: { type: 'debtor_changed', id, at, status: what.status, by: 'Anna' } };
          case 'escalation':
          case 'step_left_out':
            return { id, at, event: { type: what.type, id, at, step: what.step, by: 'Anna', reason: 'test' } };
          default:
            return { id, at, answer: what.outcome };
        }
      })
      .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  });
}

/** How each contact fares, in turn; beyond the list all are sent. */
export const fates = fc.array(
  fc.constantFrom(
    'sent',
    'sent',
    'sent',
    'sent',
    'deferred',
    'refused',
    'in_doubt',
    'overtaken',
    'overtaken',
    'slow',
    'delayed',
    'heavier',
  ) as fc.Arbitrary<Fate>,
  { maxLength: 12 },
);
/**
 * `overtaken`: the next thing that happens becomes known between the intent and the sending. `slow`, `delayed`: hours lie between
 * the two, or a night. `heavier`: something else goes to the debtor that day, which only whoever delivers finds out.
 */
export type Fate = 'sent' | 'deferred' | 'refused' | 'in_doubt' | 'overtaken' | 'slow' | 'delayed' | 'heavier';

/** How late the worker wakes, in hours, in turn; beyond the list it is on time. */
export const outages = fc.array(fc.constantFrom(0, 0, 0, 1, 20, 24 * 9), { maxLength: 12 });

/** How many days after the issue a trial of the ladder ends; null where there is none. */
export const trialDays = fc.constantFrom(null, null, null, 25, 60, 2_000);

/** After how many hours a person releases what waits, in turn. */
export const releases = fc.array(fc.constantFrom(0, 0, 2, 30, 24 * 8, null), { maxLength: 10 });

/** What a person makes of a question: the answer at a place among those that it takes, after so many hours. */
export interface Answer {
  after: number;
  pick: number;
}

/** How people answer what they are asked, in turn; null, and beyond the list: nobody does. */
export const answers: fc.Arbitrary<(Answer | null)[]> = fc.array(
  fc.option(fc.record({ after: fc.constantFrom(0, 2, 30, 24 * 8), pick: fc.nat(11) }), { nil: null, freq: 2 }),
  { maxLength: 12 },
);

/** A contact with the debtor about another invoice: hours after the start, and for how many days ahead a letter may yet be posted. */
export interface Other {
  after: number;
  ahead: number;
}

export const others: fc.Arbitrary<Other[]> = fc.array(
  fc.record({ after: fc.integer({ min: 0, max: 24 * 90 }), ahead: fc.constantFrom(0, 0, 1, 3) }),
  { maxLength: 8 },
);

/** How many days the bank data are behind; null where nobody tells. */
export const bankLags = fc.constantFrom(null, 1, 4, 12);
