/** Cases that come to a step by several ways, as one: each thing that a later day may depend on at its latest or earliest. */
import { DEFAULT_NOTICES } from '../../ladder/definition.ts';
import type { SentNotice } from '../../ladder/invoice/state.ts';
import type { CivilDate } from '../../ladder/time/civil.ts';
import type { Arrival } from './course.ts';

/** Two ways that meet. */
export function merged(a: Arrival, b: Arrival, later: boolean): Arrival {
  const chosen = later ? (b.at > a.at ? b : a) : b.at < a.at ? b : a;
  const pick = (one: CivilDate | null, two: CivilDate | null): CivilDate | null => {
    if (one === null || two === null) return later ? (one ?? two) : null;
    return one > two === later ? one : two;
  };
  return {
    at: chosen.at,
    previousOn: pick(a.previousOn, b.previousOn),
    lastContactOn: pick(a.lastContactOn, b.lastContactOn),
    notices: mergedNotices(a.notices, b.notices, later),
    charged: chosen.charged,
    from: chosen.from,
    waited: a.waited || b.waited,
  };
}

/** What went out on either way. The engine asks for the last of a kind: that is the one that binds latest (earliest). */
function mergedNotices(a: readonly SentNotice[], b: readonly SentNotice[], later: boolean): SentNotice[] {
  if (a.length === b.length && a.every((notice, index) => notice === b[index])) return a as SentNotice[];
  const binds = (one: SentNotice, two: SentNotice) =>
    (one.deadline ?? one.receivedOn) > (two.deadline ?? two.receivedOn) === later ? one : two;
  const all = new Map(a.map((notice) => [notice.step, notice]));
  for (const notice of b) {
    const other = all.get(notice.step);
    all.set(notice.step, other && other !== notice ? binds(other, notice) : notice);
  }
  const lastOf = (isKind: (notice: SentNotice) => boolean): SentNotice | undefined => {
    const last = [a.findLast(isKind), b.findLast(isKind)].flatMap((notice) => (notice ? [all.get(notice.step)!] : []));
    return last.length === 2 ? binds(last[0]!, last[1]!) : last[0];
  };
  const last = [
    lastOf(({ kind }) => kind === 'fourteen-day-letter'),
    lastOf(({ kind, deadline }) => DEFAULT_NOTICES.includes(kind) && deadline !== null),
  ].filter((notice) => notice !== undefined);
  return [...[...all.values()].filter((notice) => !last.includes(notice)), ...last];
}
