/** The days on which the steps of the draft stand, for the example invoice; worked out once for each document. */
import { useMemo } from 'react';
import type { Ladder } from '../../ladder/definition.ts';
import { dateOf, dayOf } from '../../ladder/time/civil.ts';
import { useEditor } from '../draft/editor-store.ts';
import type { ExampleInvoice } from '../time-axis/course.ts';
import { type Nominal, nominalDays } from '../time-axis/nominal.ts';
import { type RealDay, realDays } from '../time-axis/real.ts';

export interface Timeline {
  nominal: Nominal;
  real: ReadonlyMap<string, RealDay>;
}

let last: { ladder: Ladder; example: ExampleInvoice; timeline: Timeline } | null = null;

/** The timeline of a document; that of the last one asked is kept, for table and canvas ask for the same. */
export function timelineOf(ladder: Ladder, example: ExampleInvoice): Timeline {
  if (last?.ladder === ladder && last.example === example) return last.timeline;
  const nominal = nominalDays(ladder, example);
  const timeline = { nominal, real: realDays(nominal) };
  last = { ladder, example, timeline };
  return timeline;
}

/** An invoice issued on a day with a term in days. */
export function exampleOf(issuedOn: string, termDays: number): ExampleInvoice {
  return { issuedOn, dueOn: dateOf(dayOf(issuedOn) + termDays) };
}

export function useTimeline(): Timeline {
  const ladder = useEditor(({ draft }) => draft.present);
  const example = useEditor((state) => state.example);
  return useMemo(() => timelineOf(ladder, example), [ladder, example]);
}
