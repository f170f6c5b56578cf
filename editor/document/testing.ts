/** Arbitrary commands for any ladder: what a user could ask of it, sensible or not. For tests. */
import fc from 'fast-check';
import {
  ANCHORS,
  CALL_OUTCOMES,
  CHARGES,
  type Condition,
  type Ladder,
  NOTICE_KINDS,
  SEND_CHANNELS,
  type StepId,
  type Timing,
} from '../../ladder/definition.ts';
import { type EdgeRef, edgesOf } from '../../ladder/edges.ts';
import { shippedLadders } from '../../ladder/library/library.ts';
import type { Command, NewStep } from './command.ts';
import { copySteps } from './paste.ts';

/** Turns into a command once there is a ladder: it picks among the steps and edges that are there. */
export type Asked = (ladder: Ladder) => Command;

const pick = <T>(items: readonly T[], at: number): T => items[Math.floor(at * items.length) % items.length]!;
/** Every step and edge as likely as another: small numbers are nothing special here. */
const part = fc.noBias(fc.nat(9_999)).map((number) => number / 10_000);
const language = fc.constantFrom('nl' as const, 'en' as const);
const days = fc.integer({ min: -30, max: 90 });
const localised = fc.string({ maxLength: 12 }).map((text) => ({ nl: `N ${text}`, en: `E ${text}` }));

const newStep: fc.Arbitrary<NewStep> = fc.oneof(
  fc.constantFrom(...NOTICE_KINDS).map((notice): NewStep => ({ kind: 'send', notice })),
  fc.constantFrom(...CHARGES).map((charge): NewStep => ({ kind: 'charge', charge })),
  fc.constantFrom('hold' as const, 'resume' as const).map((action): NewStep => ({ kind: 'deliveries', action })),
  fc.constantFrom<NewStep>(
    { kind: 'call' },
    { kind: 'task' },
    { kind: 'decide' },
    { kind: 'approve' },
    { kind: 'handover' },
    { kind: 'end' },
  ),
);

const conditions: fc.Arbitrary<Condition[]> = fc.constantFrom<Condition[]>(
  [{ field: 'debtorKind', in: ['consumer'] }],
  [{ field: 'openCents', atLeast: 5_000 }],
  [
    { field: 'daysOverdue', below: 60 },
    { field: 'country', in: ['NL', 'BE'] },
  ],
);

const timing = fc
  .record({
    days,
    unit: fc.constantFrom('days' as const, 'workdays' as const),
    after: fc.constantFrom(...ANCHORS),
    at: part,
  })
  .map((parts) => (ladder: Ladder): Timing => {
    const { at, ...anchor } = parts;
    if (anchor.after !== 'received' && anchor.after !== 'deadline') return anchor;
    const sends = ladder.steps.filter(({ kind }) => kind === 'send');
    return sends.length === 0 ? { ...anchor, after: 'due' } : { ...anchor, ofStep: pick(sends, at).id };
  });

const step = (ladder: Ladder, at: number): StepId => pick(ladder.steps, at).id;

function edge(ladder: Ladder, at: number): EdgeRef {
  const { from, port } = pick(edgesOf(ladder), at);
  return { from, port };
}

/** An outcome of a task with its step, or one that there is not. */
function outcome(ladder: Ladder, at: number): { step: StepId; outcome: string } {
  const all = ladder.steps.flatMap((one) =>
    one.kind === 'task' ? one.outcomes.map(({ id }) => ({ step: one.id, outcome: id })) : [],
  );
  return all.length === 0 ? { step: step(ladder, at), outcome: 'x' } : pick(all, at);
}

function row(ladder: Ladder, at: number): { step: StepId; row: number } {
  const all = ladder.steps.flatMap((one) =>
    one.kind === 'decide' ? one.rows.map((_, index) => ({ step: one.id, row: index })) : [],
  );
  return all.length === 0 ? { step: step(ladder, at), row: 0 } : pick(all, at);
}

const orphans = fc.constantFrom({}, { orphans: 'remove' as const });

/** Each kind of command at least once; the compiler asks for one when a kind is added. */
const COMMANDS: { [T in Exclude<Command['type'], 'together' | 'restore' | 'apply_fix'>]: fc.Arbitrary<Asked> } = {
  set_field: fc
    .tuple(
      part,
      fc.oneof(
        localised.map((value) => ({ field: 'name' as const, value })),
        fc.option(fc.string({ maxLength: 9 })).map((value) => ({ field: 'note' as const, value })),
        fc.constantFrom(...NOTICE_KINDS).map((value) => ({ field: 'notice' as const, value })),
        fc.constantFrom(...SEND_CHANNELS).map((value) => ({ field: 'channel' as const, value })),
        fc.option(fc.integer({ min: 0, max: 30 })).map((value) => ({ field: 'termDays' as const, value })),
        fc.option(fc.integer({ min: 0, max: 9 })).map((count) => ({
          field: 'deadline' as const,
          value: count === null ? null : { days: count, unit: 'days' as const },
        })),
        fc.constantFrom(...CHARGES).map((value) => ({ field: 'charge' as const, value })),
        fc.constantFrom('hold' as const, 'resume' as const).map((value) => ({ field: 'action' as const, value })),
        fc.constant({ field: 'attempts' as const, value: [{ window: { from: '18:00', to: '20:00' } }] }),
        fc.constantFrom(null, 800).map((value) => ({ field: 'contractualRate' as const, value })),
      ),
      timing,
    )
    .map(
      ([at, field, when]) =>
        (ladder) =>
          at > 0.8
            ? { type: 'set_field', step: step(ladder, (at - 0.8) * 5), field: 'when', value: when(ladder) }
            : ({ type: 'set_field', step: step(ladder, at / 0.8), ...field } as Command),
    ),
  set_days: fc.tuple(part, days).map(([at, count]) => (ladder) => ({
    type: 'set_days',
    step: step(ladder, at),
    days: count,
  })),
  set_timings: fc.tuple(part, part, timing, timing).map(([a, b, first, second]) => (ladder) => ({
    type: 'set_timings',
    step: step(ladder, a),
    timings: [
      { step: step(ladder, a), when: first(ladder) },
      { step: step(ladder, b), when: second(ladder) },
    ],
  })),
  rename_step: fc.tuple(part, language, fc.string({ maxLength: 9 })).map(([at, tongue, name]) => (ladder) => ({
    type: 'rename_step',
    step: step(ladder, at),
    language: tongue,
    name,
  })),
  set_text: fc.tuple(part, language, fc.string({ maxLength: 9 })).map(([at, tongue, body]) => (ladder) => ({
    type: 'set_text',
    step: step(ladder, at),
    language: tongue,
    text: { subject: 'Onderwerp', body },
  })),
  set_ladder_field: fc
    .oneof(
      localised.map((value): Command => ({ type: 'set_ladder_field', field: 'name', value })),
      fc.option(localised).map((value): Command => ({ type: 'set_ladder_field', field: 'description', value })),
      fc.integer({ min: -1, max: 9 }).map(
        (gap): Command => ({
          type: 'set_ladder_field',
          field: 'contact',
          value: { window: { from: '08:00', to: '18:00' }, gap },
        }),
      ),
      fc
        .constantFrom('skip' as const, 'respace' as const)
        .map((missed): Command => ({ type: 'set_ladder_field', field: 'intake', value: { missed } })),
      fc
        .constantFrom(null, 'legal' as const)
        .map((value): Command => ({ type: 'set_ladder_field', field: 'closes', value })),
      fc.nat(900).map((value): Command => ({ type: 'set_ladder_field', field: 'toleranceCents', value })),
      fc.constant<Command>({
        type: 'set_ladder_field',
        field: 'office',
        value: { worked: ['good-friday'], closed: ['2026-12-24'] },
      }),
    )
    .map((command) => () => command),
  set_event: fc.tuple(part, fc.nat(40)).map(([at, count]) => (ladder): Command => {
    if (count > 30) return { type: 'set_event', event: 'promise', form: null };
    if (count > 20) return { type: 'set_event', event: 'dispute', form: { reentry: step(ladder, at) } };
    if (count > 15) return { type: 'set_event', event: 'dispute', form: null };
    if (count > 8) return { type: 'set_event', event: 'reply', form: { pauseDays: count } };
    return {
      type: 'set_event',
      event: 'promise',
      form: { graceDays: count, longestDays: 30, broken: step(ladder, at) },
    };
  }),
  insert_step: fc.tuple(part, newStep).map(([at, kind]) => (ladder) => ({
    type: 'insert_step',
    at: edge(ladder, at),
    step: kind,
  })),
  add_branch: fc.tuple(part, conditions, fc.option(newStep)).map(([at, all, first]) => (ladder) => ({
    type: 'add_branch',
    at: edge(ladder, at),
    all,
    ...(first && { first }),
  })),
  move_step: fc.tuple(part, part).map(([at, to]) => (ladder) => ({
    type: 'move_step',
    step: step(ladder, at),
    to: edge(ladder, to),
  })),
  delete_step: fc.tuple(part, part, part).map(([at, port, to]) => (ladder) => {
    const id = step(ladder, at);
    const out = edgesOf(ladder).filter(({ from }) => from === id);
    const stays = out.length > 0 ? { stays: pick(out, port).port } : {};
    return { type: 'delete_step', step: id, ...stays, to: step(ladder, to) };
  }),
  lead_to: fc
    .tuple(part, part, fc.constantFrom(...CALL_OUTCOMES), orphans)
    .map(([at, to, called, also]) => (ladder) => {
      const calls = ladder.steps.filter(({ kind }) => kind === 'call');
      if (at < 0.3 && calls.length > 0) {
        const from = pick(calls, at / 0.3).id;
        return {
          type: 'lead_to',
          edge: { from, port: `outcome:${called}` },
          to: to < 0.3 ? null : step(ladder, to),
          ...also,
        };
      }
      return { type: 'lead_to', edge: edge(ladder, at), to: step(ladder, to), ...also };
    }),
  add_outcome: fc.tuple(part, localised).map(([at, name]) => (ladder) => ({
    type: 'add_outcome',
    step: outcome(ladder, at).step,
    name,
  })),
  rename_outcome: fc.tuple(part, language, fc.string({ maxLength: 9 })).map(([at, tongue, name]) => (ladder) => ({
    type: 'rename_outcome',
    ...outcome(ladder, at),
    language: tongue,
    name,
  })),
  remove_outcome: fc.tuple(part, orphans).map(([at, also]) => (ladder) => ({
    type: 'remove_outcome',
    ...outcome(ladder, at),
    ...also,
  })),
  reorder_outcome: fc.tuple(part, fc.nat(4)).map(([at, place]) => (ladder) => ({
    type: 'reorder_outcome',
    ...outcome(ladder, at),
    place,
  })),
  add_row: fc.tuple(part, conditions).map(([at, all]) => (ladder) => ({
    type: 'add_row',
    step: row(ladder, at).step,
    all,
  })),
  set_conditions: fc.tuple(part, conditions).map(([at, all]) => (ladder) => ({
    type: 'set_conditions',
    ...row(ladder, at),
    all,
  })),
  remove_row: fc.tuple(part, orphans).map(([at, also]) => (ladder) => ({
    type: 'remove_row',
    ...row(ladder, at),
    ...also,
  })),
  reorder_row: fc.tuple(part, fc.nat(4)).map(([at, place]) => (ladder) => ({
    type: 'reorder_row',
    ...row(ladder, at),
    place,
  })),
  paste_steps: fc
    .tuple(part, fc.array(part, { minLength: 1, maxLength: 4 }), fc.option(fc.nat(3)))
    .map(([at, which, other]) => (ladder) => {
      const source = other === null ? ladder : shippedLadders()[other]!;
      const ids = which.map((one) => step(source, one));
      return { type: 'paste_steps', at: edge(ladder, at), ...copySteps(source, ids) };
    }),
  replace: fc.nat(3).map((which) => () => ({ type: 'replace', ladder: shippedLadders()[which]!, because: 'template' })),
};

const rare = ['replace'];
export const asked: fc.Arbitrary<Asked> = fc.oneof(
  ...Object.entries(COMMANDS).map(([type, arbitrary]) => ({ weight: rare.includes(type) ? 1 : 6, arbitrary })),
  {
    weight: 3,
    arbitrary: fc.tuple(COMMANDS.insert_step, COMMANDS.set_days).map(
      (both): Asked =>
        (ladder) => ({ type: 'together', commands: both.map((one) => one(ladder)) }),
    ),
  },
);
