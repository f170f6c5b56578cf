/** Arbitrary changes of a generated ladder: other days, steps added, taken out, renamed and moved. */

import fc from 'fast-check';
import type { RunningChoice } from '../../../ladder/change/event.ts';
import { completeMapping, type StepMapping, sameSort } from '../../../ladder/change/mapping.ts';
import { errorsOf } from '../../../ladder/check/check.ts';
import type { Ladder, SendStep, Step, StepId } from '../../../ladder/definition.ts';

type Edit = { pick: number; other: number; days: number; what: (typeof WHATS | typeof RESTORING)[number] };
const WHATS = ['days', 'days', 'term', 'add', 'letter', 'remove', 'remove', 'rename', 'swap', 'swap'] as const;
const RESTORING = ['restore', 'restore', 'restore'] as const;

export const choices = fc.constantFrom<RunningChoice>('next_step', 'replan');

export interface LadderEdit {
  to: Ladder;
  mapping: StepMapping;
  choice: RunningChoice;
}

/** A step under the name that it has after a change: another one where it was given another name. */
export function nameAfter(
  id: StepId,
  { from, to, mapping }: Pick<LadderEdit, 'to' | 'mapping'> & { from: Ladder },
): StepId {
  const step = from.steps.find((one) => one.id === id);
  const target = to.steps.find((one) => one.id === mapping.get(id));
  const isNew = !from.steps.some((one) => one.id === target?.id);
  return step && target && isNew && sameSort(step, target) ? target.id : id;
}

/** The version before comes back as a new one; what was removed from it is itself again, what was added goes where that led. */
export function backTo(before: Ladder, { to: from, mapping: there }: LadderEdit, choice: RunningChoice): LadderEdit {
  const to: Ladder = { ...before, version: from.version + 1 };
  const isBack = (id: StepId) => to.steps.some((step) => step.id === id);
  const given: Record<StepId, StepId> = {};
  for (const step of from.steps) {
    if (isBack(step.id)) continue;
    const before = [...there].find(([, target]) => target === step.id)?.[0];
    const target = before ?? ('next' in step ? step.next : undefined);
    if (target !== undefined && isBack(target)) given[step.id] = target;
  }
  return { to, mapping: completeMapping(from, to, given), choice };
}

/** A changed version of a ladder, and which step is which. Steps of the version before may come back, in any place. */
export function changesOf(from: Ladder, before: Ladder = from): fc.Arbitrary<LadderEdit> {
  const gone = before.steps.filter(({ id }) => !from.steps.some((step) => step.id === id));
  const edit = fc.record({
    pick: fc.nat(20),
    other: fc.nat(20),
    days: fc.integer({ min: -20, max: 20 }),
    what: fc.constantFrom(...WHATS, ...(gone.length > 0 ? RESTORING : [])),
  });
  return fc.tuple(fc.array(edit, { minLength: 1, maxLength: 4 }), choices).map(([edits, chosen]) => {
    let to: Ladder = { ...from, version: from.version + 1 };
    let given: Record<StepId, StepId> = {};
    for (const [index, one] of edits.entries()) {
      const edited = editedBy(to, one, `${to.version}-${index}`, gone);
      const sound = errorsOf(edited.ladder).every(({ rule }) => rule === 'unreachable');
      if (!sound) continue;
      to = edited.ladder;
      const renamed = edited.renamed;
      given = Object.fromEntries(Object.entries(given).map(([old, target]) => [old, renamed[target] ?? target]));
      for (const [old, target] of Object.entries(renamed)) {
        if (from.steps.some(({ id }) => id === old)) given[old] = target;
      }
    }
    const stays = (id: StepId) => to.steps.some((step) => step.id === id);
    given = Object.fromEntries(Object.entries(given).filter(([old]) => !stays(old)));
    return { to, mapping: completeMapping(from, to, given), choice: chosen };
  });
}

function editedBy(
  ladder: Ladder,
  edit: Edit,
  index: string,
  gone: readonly Step[],
): { ladder: Ladder; renamed: Record<StepId, StepId> } {
  const same = { ladder, renamed: {} };
  const step = ladder.steps[edit.pick % ladder.steps.length]!;
  switch (edit.what) {
    case 'days': {
      if (!('when' in step)) return same;
      const { latest: _, ...when } = step.when;
      return withStep(ladder, step.id, { ...step, when: { ...when, days: when.days + edit.days } });
    }
    case 'term':
      return step.kind === 'send' && step.termDays !== undefined
        ? withStep(ladder, step.id, { ...step, termDays: Math.max(1, step.termDays + edit.days) })
        : same;
    case 'add':
    case 'letter': {
      const added: SendStep = {
        id: `nieuw-${index}`,
        name: step.name,
        kind: 'send',
        channel: 'email',
        notice: edit.what === 'add' ? 'demand' : 'fourteen-day-letter',
        when: { days: edit.days, unit: 'days', after: 'due' },
        ...(edit.what === 'letter' && { termDays: 15 }),
        next: step.id,
      };
      // Whatever led to the step leads to the new one, which leads to the step.
      const led = redirected(ladder, step.id, added.id);
      return { ladder: withTexts({ ...led, steps: [...led.steps, added] }), renamed: {} };
    }
    case 'remove': {
      const next = 'next' in step ? step.next : null;
      if (next === null || step.id === 'aanzegging') return same;
      const led = redirected(ladder, step.id, next);
      const without = { ...led, steps: led.steps.filter(({ id }) => id !== step.id) };
      return { ladder: withTexts(without), renamed: { [step.id]: next } };
    }
    case 'rename': {
      const id = `anders-${index}`;
      const led = redirected(ladder, step.id, id, true);
      const steps = led.steps.map((one) => (one.id === step.id ? { ...one, id } : one));
      return { ladder: withTexts({ ...led, steps }), renamed: { [step.id]: id } };
    }
    case 'restore': {
      const back = gone[edit.other % gone.length]!;
      if (back.kind !== 'send' || ladder.steps.some(({ id }) => id === back.id)) return same;
      const led = redirected(ladder, step.id, back.id);
      return { ladder: withTexts({ ...led, steps: [...led.steps, { ...back, next: step.id }] }), renamed: {} };
    }
    case 'swap':
      return swapped(ladder, edit);
  }
}

/** Two notices change places: each goes where the other went. */
function swapped(ladder: Ladder, { pick, other }: Edit) {
  const sends = ladder.steps.filter(({ kind, id }) => kind === 'send' && id !== 'aanzegging');
  const [a, b] = [sends[pick % sends.length], sends[other % sends.length]];
  if (!a || !b || a.id === b.id) return { ladder, renamed: {} };
  const between = '(between)';
  const led = redirected(redirected(redirected(ladder, a.id, between), b.id, a.id), between, b.id);
  const [newA, newB] = [led.steps.find(({ id }) => id === a.id) as SendStep, led.steps.find(({ id }) => id === b.id)];
  const steps = led.steps.map((step) => {
    if (step.id === a.id) return { ...step, next: (newB as SendStep).next } as Step;
    return step.id === b.id ? ({ ...step, next: newA.next } as Step) : step;
  });
  return { ladder: { ...led, steps }, renamed: {} };
}

const withStep = (ladder: Ladder, id: StepId, changed: Step) => ({
  ladder: { ...ladder, steps: ladder.steps.map((step) => (step.id === id ? changed : step)) },
  renamed: {},
});

const LEADING = ['next', 'refused', 'otherwise', 'broken', 'reentry'];

/** What led to one step leads to another; `anchors`: what counts from it too. */
function redirected(ladder: Ladder, from: StepId, to: StepId, anchors = false): Ladder {
  const replace = (value: unknown, key: string): unknown => {
    const leads = LEADING.includes(key) || (anchors && key === 'ofStep');
    if (typeof value === 'string') return leads && value === from ? to : value;
    if (Array.isArray(value)) return value.map((one) => replace(one, key));
    if (typeof value !== 'object' || value === null) return value;
    const inOutcomes = key === 'outcomes' && !Array.isArray(value);
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [name, replace(member, inOutcomes ? 'next' : name)]),
    );
  };
  const steps = ladder.steps.map((step) => replace(step, 'step') as Step);
  const events = replace(ladder.events, 'events') as Ladder['events'];
  return { ...ladder, ...(events && { events }), start: ladder.start === from ? to : ladder.start, steps };
}

function withTexts(ladder: Ladder): Ladder {
  const [text] = Object.values(ladder.texts.nl);
  const told = ladder.steps.filter(({ kind }) => ['send', 'call', 'task', 'approve'].includes(kind));
  const texts = Object.fromEntries(told.map(({ id }) => [id, text!]));
  return { ...ladder, texts: { nl: texts, en: texts } };
}
