/** What was done with a ladder, put together from its log and its versions. */

import type { RunningChoice } from '../../ladder/change/event.ts';
import type { LadderAct, LadderReason } from '../../ladder/change/history.ts';
import type { Localised } from '../../ladder/definition.ts';
import type { HistoryEntry, Publication } from './publish-api.ts';

export interface Act {
  at: string;
  what: LadderAct;
  by: string;
  /** The version that was published or is on trial, or from which a draft was begun. */
  version: number | null;
  /** What was changed, in sentences, each once. */
  edits: Localised[];
  running: { from: number; choice: RunningChoice }[];
  note: string | null;
  /** How many of its first contacts a person releases. */
  trial: number | null;
  /** How many contacts waited when a trial was ended or pulled back. */
  waited: number | null;
  /** The publication by which a version came, where it came by one. */
  publication: string | null;
}

interface Version {
  version: number;
  created_at: string;
  created_by: string;
}

/** The last first. A version that came with the product stands in no log: it is told as well. */
export function actsOf(
  log: readonly HistoryEntry[],
  versions: readonly Version[],
  publications: readonly Publication[],
): Act[] {
  const told = log.map((entry): Act => {
    const of = <Code extends LadderReason['code']>(code: Code) =>
      entry.why.filter((reason): reason is Extract<LadderReason, { code: Code }> => reason.code === code);
    const isVersion = entry.what === 'version_published';
    const version = (of('version')[0] ?? of('from_version')[0])?.version ?? null;
    const edits = new Map(of('edit').map(({ nl, en }) => [en, { nl, en }]));
    return {
      at: entry.at,
      what: entry.what,
      by: of('done_by')[0]?.by ?? '',
      version,
      edits: [...edits.values()],
      running: of('running'),
      note: of('said')[0]?.note ?? null,
      trial: of('trial')[0]?.contacts ?? null,
      waited: of('waited')[0]?.count ?? null,
      publication: (isVersion && publications.find((one) => one.version === version)?.id) || null,
    };
  });
  const known = new Set(told.flatMap(({ what, version }) => (what === 'version_published' ? [version] : [])));
  const shipped = versions
    .filter(({ version }) => !known.has(version))
    .map(({ version, created_at, created_by }): Act => {
      const nothing = { edits: [], running: [], note: null, trial: null, waited: null, publication: null };
      return { at: created_at, what: 'version_published', by: created_by, version, ...nothing };
    });
  // The log is in the order of what was done; what is of the same moment stays in it.
  return [...shipped, ...told]
    .map((act, place) => ({ act, place }))
    .sort(lastFirst)
    .map(({ act }) => act);
}

const lastFirst = (a: { act: Act; place: number }, b: { act: Act; place: number }) =>
  a.act.at === b.act.at ? b.place - a.place : a.act.at < b.act.at ? 1 : -1;
