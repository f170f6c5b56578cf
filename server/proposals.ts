/** A version that might be published, judged: by the checks, by its own saved checks, and by what it does to what runs. */
import { isDeepStrictEqual } from 'node:util';
import type { ChangeProblem } from '../ladder/change/mapping.ts';
import { isLegalNotice } from '../ladder/change/mapping.ts';
import { check, type Problem } from '../ladder/check/check.ts';
import { malformed } from '../ladder/check/malformed.ts';
import { asTold } from '../ladder/check/words.ts';
import { compare, type Difference } from '../ladder/compare/compare.ts';
import type { Ladder } from '../ladder/definition.ts';
import { type CheckOutcome, runCheck } from '../ladder/saved-check/saved-check.ts';
import { readSavedCheck } from '../ladder/saved-check/schema.ts';
import { readLadder } from '../ladder/schema.ts';
import type { Db } from '../store/database.ts';
import type { RunningChange } from '../store/ladder-tables.ts';
import { findLadder, latestVersion } from '../store/ladders.ts';
import { ApiError, notFound } from './errors.ts';
import { type BookChange, problemsOf } from './ladder-changes.ts';

/** What is to become the next version of a ladder. */
export interface Proposal {
  ladderId: string;
  /** The version that it was made from; null for a new ladder. */
  baseVersion: number | null;
  document: Record<string, unknown>;
  checks: readonly unknown[];
  /** What it does to running invoices, by the version on which they run. */
  running: readonly RunningChange[];
  perDay: number;
}

/** How a saved check came out; `null` where the ladder cannot be run. */
export interface CheckResult {
  id: string;
  name: string;
  outcome: CheckOutcome | null;
}

export interface Judged {
  /** As it would be published; null where it is no ladder yet. */
  ladder: Ladder | null;
  base: Ladder | null;
  problems: Problem[];
  checks: CheckResult[];
  /** The changes of what runs; empty where the ladder is none yet. */
  changes: (BookChange & { problems: ChangeProblem[] })[];
  /** What differs from the version that it was made from; empty where there is none, or the ladder is none yet. */
  differences: Difference[];
  /** True where a second person has to approve. */
  approval: boolean;
  /** True where nothing differs from the version that it was made from. */
  unchanged: boolean;
}

export async function judge(db: Db, proposal: Proposal): Promise<Judged> {
  const { ladderId: id, baseVersion, document } = proposal;
  const base = baseVersion === null ? null : await findLadder(db, { id, version: baseVersion }, db);
  const version = (baseVersion ?? 0) + 1;
  const read = readLadder({ ...document, id, version });
  const checks = proposal.checks.map((kept) => readKept(kept));
  const approval = base !== null && needsApproval(base);
  const nothing = { base, changes: [], differences: [], approval, unchanged: false };
  if (!read.ok) {
    const results = checks.map(({ id: own, name }) => ({ id: own, name, outcome: null }));
    return { ...nothing, ladder: null, problems: malformed(document, read.problems), checks: results };
  }
  const { ladder } = read;
  const problems = check(ladder);
  const isSound = problems.every(({ severity }) => severity !== 'error');
  const results = checks.map((one): CheckResult => {
    return { id: one.id, name: one.name, outcome: isSound ? runCheck(ladder, one) : null };
  });
  const changes: Judged['changes'] = [];
  for (const { from, choice, mapping } of proposal.running) {
    const old = await findLadder(db, { id, version: from }, db);
    if (!old) throw notFound('ladder', `${id} version ${from}`);
    const change = { from: old, to: ladder, mapping, choice };
    changes.push({ ...change, problems: await problemsOf(db, change) });
  }
  return {
    ladder,
    base,
    problems,
    checks: results,
    changes,
    differences: base ? compare(base, ladder, proposal.running.find(({ from }) => from === baseVersion)?.mapping) : [],
    approval: needsApproval(ladder) || nothing.approval,
    unchanged: base !== null && isDeepStrictEqual({ ...base, version }, ladder),
  };
}

/** Checks were read when they were kept; one that is none any more is a defect. */
function readKept(kept: unknown) {
  const read = readSavedCheck(kept);
  if (!read.ok) throw new Error(`A saved check cannot be read: ${read.problem}`);
  return read.check;
}

/** A ladder that writes what the law relies on, or gives a case away, takes two persons. */
export function needsApproval({ steps }: Ladder): boolean {
  return steps.some((step) => step.kind === 'handover' || isLegalNotice(step));
}

/** Throws the first thing that keeps a version from being published. */
export function refuseUnsound({ problems, checks, changes, unchanged }: Judged, { ladderId }: Proposal): void {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const [wrong] = errors;
  if (wrong) {
    throw new ApiError('invalid_request', `ladder_${wrong.rule}`, wrong.sentence.en, wrong.step, errors.map(asTold));
  }
  if (unchanged) {
    throw new ApiError(
      'conflict',
      'nothing_changed',
      `"${ladderId}" is published as it is; there is nothing to publish.`,
    );
  }
  const failed = checks.filter(({ outcome }) => outcome && !outcome.holds);
  const first = failed[0]?.outcome;
  if (first && !first.holds) {
    throw new ApiError('invalid_request', 'check_failed', first.sentence.en, failed[0]!.id, failed.map(checkView));
  }
  for (const change of changes) {
    const [problem] = change.problems;
    if (!problem) continue;
    const told = changes.flatMap(({ from, problems: all }) => all.map((one) => ({ from: from.version, ...one })));
    throw new ApiError('invalid_request', `change_${problem.rule}`, problem.sentence, problem.step, told);
  }
}

export function checkView({ id, name, outcome }: CheckResult) {
  if (outcome === null) return { id, name, holds: null, sentence: null, course: null };
  if (outcome.holds) return { id, name, holds: true, sentence: null, course: outcome.course };
  const { sentence, expected, found, course } = outcome;
  return { id, name, holds: false, sentence, expected, found, course };
}

/** Throws unless a proposal was made from the newest version. */
export async function refuseOutdated(db: Db, { ladderId, baseVersion }: Proposal): Promise<void> {
  const latest = await latestVersion(db, ladderId);
  if (latest === baseVersion) return;
  throw new ApiError(
    'conflict',
    'base_outdated',
    `Version ${latest} of "${ladderId}" was published since; this was made from ${baseVersion === null ? 'none' : `version ${baseVersion}`}. Look at it, and save the draft on top of it.`,
    'base_version',
  );
}
