/** On which date a step really happens for the example invoice, and why not on its nominal day. */
import { compile } from '../../ladder/compiled.ts';
import type { Localised, StepId } from '../../ladder/definition.ts';
import type { TimingReason } from '../../ladder/reasons.ts';
import { type CivilDate, dateOf, dayOf } from '../../ladder/time/civil.ts';
import type { Nominal } from './nominal.ts';
import { decidingVisits, latestOf, runsOf } from './runs.ts';
import { type MovedBecause, movedWords } from './words.ts';

export interface RealDay {
  on: CivilDate;
  /** From the due date. */
  day: number;
  /** The engine's own reasons, for `explainAll`. */
  why: readonly TimingReason[];
  /** "di 28 april, want Koningsdag"; null where it happens on its nominal day. */
  moved: Localised | null;
}

/** The real dates of every step that has a day: the same run, with days that are not worked. */
export function realDays({ ladder, example, graph, due, days, kinds }: Nominal): Map<StepId, RealDay> {
  const compiled = compile(ladder);
  const rolled = kinds.map(({ kind }) => runsOf(graph, compiled, example, { kind, modes: ['quiet'] }));
  const found = new Map<StepId, RealDay>();
  for (const id of graph.order) {
    const nominal = days.get(id)!;
    // A step has its day from one kind of debtor: that kind's date is told.
    const kind = kinds.findIndex(
      (one) =>
        latestOf(decidingVisits([one], id).visits.map(({ visit }) => visit))?.day === (nominal.day ?? Number.NaN) + due,
    );
    const visit = rolled[kind] && latestOf(decidingVisits([rolled[kind]], id).visits.map((one) => one.visit));
    if (!visit || visit.day === null) continue;
    const day = visit.day - due;
    const moved = day === nominal.day ? null : movedWords(visit.day, movedBecause(visit.why));
    found.set(id, { on: dateOf(visit.day), day, why: visit.why, moved });
  }
  return found;
}

function movedBecause(why: readonly TimingReason[]): MovedBecause {
  for (const reason of why.toReversed()) {
    if (reason.code === 'latest') return { code: 'latest', day: reason.day };
    if (reason.code === 'rolled' && dayOf(reason.on) !== dayOf(reason.from))
      return { code: 'closed', because: reason.because };
  }
  return { code: 'before' };
}
