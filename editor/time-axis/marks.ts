/** What is drawn behind the nodes: terms of law, and last days. */
import { LEGAL_NOTICES, type Localised, type StepId } from '../../ladder/definition.ts';
import { dayOf } from '../../ladder/time/civil.ts';
import { sent } from './course.ts';
import { isTimed } from './graph.ts';
import type { Nominal } from './nominal.ts';
import { decidingVisits } from './runs.ts';
import { namesOf, zoneWords } from './words.ts';

/** The term that a legal notice gives, hatched under it: what rests on it comes after. */
export interface Zone {
  id: string;
  step: StepId;
  /** The first and the last day of the term. */
  from: number;
  to: number;
  /** "termijn van ‘Ingebrekestelling’, tot en met dag 54". */
  reason: Localised;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The last day on which a step may happen. */
export interface LatestMark {
  id: string;
  step: StepId;
  day: number;
  x: number;
  y: number;
  width: number;
}

/** The terms of a ladder, without their places. */
export function zonesOf({ graph, kinds, due, days }: Nominal): Omit<Zone, 'x' | 'y' | 'width' | 'height'>[] {
  const nameOf = namesOf(graph.steps);
  return graph.order.flatMap((id) => {
    const step = graph.steps.get(id)!;
    const day = days.get(id)!.day;
    if (step.kind !== 'send' || !LEGAL_NOTICES.includes(step.notice) || step.termDays === undefined || day === null)
      return [];
    const deciding = decidingVisits(kinds, id).visits.find(({ visit }) => visit.day === due + day);
    const notice = deciding && sent(deciding.run, step, deciding.visit, due + day).notices.at(-1);
    if (!notice || notice.deadline === null) return [];
    const from = dayOf(notice.receivedOn) + 1 - due;
    const to = dayOf(notice.deadline) - due;
    return [{ id: `term:${id}`, step: id, from, to, reason: zoneWords(to, step.notice, nameOf(id)) }];
  });
}

/** The last days of a ladder, without their places. */
export function latestMarks({ graph }: Nominal): Omit<LatestMark, 'x' | 'y' | 'width'>[] {
  return graph.order.flatMap((id) => {
    const step = graph.steps.get(id)!;
    const day = isTimed(step) ? step.when.latest : undefined;
    return day === undefined ? [] : [{ id: `latest:${id}`, step: id, day }];
  });
}
