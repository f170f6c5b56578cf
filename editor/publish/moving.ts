/** What running invoices do, as it is chosen on the screen: one choice for the versions that go along. */
import { useQueries, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { RunningChoice } from '../../ladder/change/event.ts';
import type { GivenMapping } from '../../ladder/change/mapping.ts';
import type { Ladder, StepId } from '../../ladder/definition.ts';
import { ladderQuery } from '../ladders/ladders-api.ts';
import { type Moving, type WaitingAt, waitingQuery } from './publish-api.ts';
import { proposedMapping, removedSteps } from './removed.ts';

/** As many as the server spreads where nothing is said (`ladder/change/preview.ts`). */
const USUAL_PER_DAY = 50;

export type Choice = 'new_only' | RunningChoice;

/** A version on which invoices run. */
export interface RunningVersion {
  version: number;
  invoices: number;
  ladder: Ladder;
  /** How many wait at each step. */
  at: ReadonlyMap<StepId, number>;
}

export interface MovingState {
  /** Null until it is known. */
  versions: readonly RunningVersion[] | null;
  choice: Choice | null;
  choose: (choice: Choice) => void;
  /** Versions whose invoices stay where they are. */
  left: ReadonlySet<number>;
  leave: (version: number, stays: boolean) => void;
  mappingOf: (version: RunningVersion) => GivenMapping;
  map: (version: number, removed: StepId, target: StepId) => void;
  perDay: number;
  setPerDay: (perDay: number) => void;
  /** As the server is told; null while it is not known or not chosen. */
  moving: Moving | null;
}

export function useMoving(ladderId: string, to: Ladder): MovingState {
  const { data: waiting } = useQuery(waitingQuery(ladderId));
  const counted = useMemo(() => byVersion(waiting ?? []), [waiting]);
  const documents = useQueries({
    queries: [...counted.keys()].map((version) => ladderQuery(ladderId, version)),
    combine: (results) => results.map(({ data }) => data),
  });
  const [choice, choose] = useState<Choice | null>(null);
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set());
  const [given, setGiven] = useState<Readonly<Record<number, GivenMapping>>>({});
  const [perDay, setPerDay] = useState(USUAL_PER_DAY);

  const versions = useMemo(() => {
    if (!waiting || documents.some((one) => one === undefined)) return null;
    return [...counted].map(([version, at], index): RunningVersion => {
      const invoices = [...at.values()].reduce((sum, count) => sum + count, 0);
      return { version, invoices, ladder: documents[index]!, at };
    });
  }, [waiting, counted, documents]);
  const mappings = useMemo(
    () => new Map(versions?.map(({ version, ladder }) => [version, mappingFor(ladder, to, given[version] ?? {})])),
    [versions, to, given],
  );
  const moving = useMemo((): Moving | null => {
    if (versions === null) return null;
    if (versions.length === 0 || choice === 'new_only') return { running: [], per_day: perDay };
    if (choice === null) return null;
    const running = versions
      .filter(({ version }) => !left.has(version))
      .map(({ version }) => ({ from: version, choice, mapping: mappings.get(version)! }));
    return { running, per_day: perDay };
  }, [versions, choice, left, mappings, perDay]);
  return {
    versions,
    choice,
    choose,
    left,
    leave: (version, stays) => {
      const next = new Set(left);
      if (stays) next.add(version);
      else next.delete(version);
      setLeft(next);
    },
    mappingOf: ({ version }) => mappings.get(version) ?? {},
    map: (version, removed, target) => setGiven({ ...given, [version]: { ...given[version], [removed]: target } }),
    perDay,
    setPerDay,
    moving,
  };
}

/** What was proposed, with what a person chose in its place; of steps that are still removed. */
function mappingFor(from: Ladder, to: Ladder, given: GivenMapping): GivenMapping {
  const proposed = proposedMapping(from, to);
  const has = (id: StepId) => to.steps.some((step) => step.id === id);
  const pairs = removedSteps(from, to).flatMap(({ id }) => {
    const target = given[id] !== undefined && has(given[id]) ? given[id] : proposed[id];
    return target === undefined ? [] : [[id, target] as const];
  });
  return Object.fromEntries(pairs);
}

/** How many wait at each step, by version; the newest version first. */
function byVersion(waiting: readonly WaitingAt[]): Map<number, Map<StepId, number>> {
  const found = new Map<number, Map<StepId, number>>();
  for (const { version, step, count } of waiting.toSorted((a, b) => b.version - a.version)) {
    const at = found.get(version) ?? new Map<StepId, number>();
    found.set(version, at.set(step ?? '', count));
  }
  return found;
}
