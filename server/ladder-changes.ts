/** Changes of the ladder under running invoices: what one would do, and its acceptance. */
import type { Change } from '../ladder/change/change.ts';
import { type ChangeProblem, changeProblems, completeMapping, type GivenMapping } from '../ladder/change/mapping.ts';
import { atOnce, EFFECTS, type Effect, type Preview, previewChange, spreadOver } from '../ladder/change/preview.ts';
import type { Ladder } from '../ladder/definition.ts';
import type { Facts } from '../ladder/facts.ts';
import type { InvoiceState } from '../ladder/invoice/state.ts';
import type { CivilDate, Instant } from '../ladder/time/civil.ts';
import { climbing } from '../store/climbing.ts';
import type { Db } from '../store/database.ts';
import type { InvoiceRecord } from '../store/invoices.ts';
import {
  addLadderChange,
  addToChange,
  findLadderChange,
  type LadderChangeRecord,
  stepsInUse,
} from '../store/ladder-changes.ts';
import type { ChangeChoice } from '../store/ladder-tables.ts';
import { Impact, type StepImpact } from './change-impact.ts';
import { ApiError } from './errors.ts';
import { sound, versionOf } from './ladder-documents.ts';

/** A change as it was asked for. */
export interface ChangeRequest {
  ladderId: string;
  from: number;
  to: number;
  mapping: GivenMapping;
  choice: ChangeChoice;
  perDay: number;
}

/** Both versions of a change, and what stands in its way. Throws for a version that is not there or that `check` refuses. */
export async function examined(
  db: Db,
  { ladderId: id, from, to, mapping, choice }: ChangeRequest,
): Promise<{ from: Ladder; to: Ladder; problems: ChangeProblem[] }> {
  const ladders = { from: await versionOf(db, id, from), to: sound(await versionOf(db, id, to)) };
  return { ...ladders, problems: await problemsOf(db, { ...ladders, mapping, choice }) };
}

/** What stands in the way of a change, of which the new version need not be there yet. */
export async function problemsOf(db: Db, { from, to, mapping, choice }: BookChange): Promise<ChangeProblem[]> {
  const used = choice === 'new_only' ? new Set<string>() : await stepsInUse(db, { id: from.id, version: from.version });
  return changeProblems(from, to, mapping, used);
}

/** A change of all that runs on a version. */
export interface BookChange {
  from: Ladder;
  to: Ladder;
  mapping: GivenMapping;
  choice: ChangeChoice;
}

/** An invoice under a change that might be made. */
export interface Previewed {
  invoice: InvoiceRecord;
  /** Null for an invoice that has not begun to climb: it begins on the new version. */
  preview: Preview | null;
  /** The first day of what would be due at once. */
  notBefore: CivilDate | null;
}

export interface BookPreview {
  counts: Record<Effect, number>;
  /** Why invoices would be refused the change, and how many. */
  refusals: { refusal: NonNullable<Preview['refusal']>; count: number }[];
  /** What becomes of those that wait at each step. */
  steps: StepImpact[];
  /** The days over which what is due at once is spread, and how many invoices come on each. */
  days: { day: CivilDate; count: number }[];
  /** Every invoice that runs on one of the old versions. */
  invoices: { id: string; version: number; notBefore: CivilDate | null }[];
  /** The first of those for which something changes. */
  examples: Previewed[];
}

/** Invoices that are read, and looked at, in one go: between two the server does other work. */
const PAGE = 200;

/**
 * What changes to one new version would do to every invoice that runs on the old ones. What all of them together make due at
 * once is spread as one.
 */
export async function previewBook(
  db: Db,
  changes: readonly BookChange[],
  perDay: number,
  now: Instant,
  examples: number,
): Promise<BookPreview> {
  const counts = Object.fromEntries(EFFECTS.map((effect) => [effect, 0])) as Record<Effect, number>;
  const result: BookPreview = { counts, refusals: [], steps: [], days: [], invoices: [], examples: [] };
  const due: { id: string; debtorId: string; at: Instant }[] = [];
  const impact = new Impact(now);
  for (const asked of changes) {
    if (asked.choice === 'new_only') continue;
    const change = changeOf(asked, asked.choice);
    const { id, version } = asked.from;
    for (let after = ''; ; ) {
      const page = await climbing(db, { id, version }, { limit: PAGE, after });
      if (page.length === 0) break;
      after = page.at(-1)!.invoice.id;
      for (const { invoice, state, facts } of page) {
        const preview = state && previewChange(change, state, facts, now);
        counts[preview?.effect ?? 'unchanged']++;
        if (preview?.refusal) note(result.refusals, preview.refusal);
        if (preview) impact.add(version, state, preview);
        const at = preview && atOnce(preview);
        if (at !== null) due.push({ id: invoice.id, debtorId: invoice.debtor.id, at });
        result.invoices.push({ id: invoice.id, version, notBefore: null });
        if (result.examples.length < examples && preview && preview.effect !== 'unchanged') {
          result.examples.push({ invoice, preview, notBefore: null });
        }
      }
    }
  }
  result.steps = impact.steps();
  const days = changes[0] ? spreadOver(changes[0], due, perDay) : new Map<string, CivilDate>();
  for (const one of result.invoices) one.notBefore = days.get(one.id) ?? null;
  for (const one of result.examples) one.notBefore = days.get(one.invoice.id) ?? null;
  const byDay = Map.groupBy([...days.values()], (day) => day);
  result.days = [...byDay].map(([day, all]) => ({ day, count: all.length })).sort((a, b) => (a.day < b.day ? -1 : 1));
  return result;
}

const changeOf = ({ from, to, mapping }: BookChange, choice: Change['choice']): Change => ({
  from,
  to,
  mapping: completeMapping(from, to, mapping),
  choice,
  notBefore: null,
});

function note(refusals: BookPreview['refusals'], refusal: NonNullable<Preview['refusal']>): void {
  const known = refusals.find((one) => one.refusal.because === refusal.because && one.refusal.step === refusal.step);
  if (known) known.count++;
  else refusals.push({ refusal, count: 1 });
}

/** What a change would do to one invoice. */
export function previewOne(
  asked: BookChange,
  { state, facts }: { state: InvoiceState | null; facts: Facts },
  now: Instant,
): Preview | null {
  if (state === null || asked.choice === 'new_only') return null;
  return previewChange(changeOf(asked, asked.choice), state, facts, now);
}

/**
 * Accepts a change: writes it, and every invoice that has to take it. The same change again changes nothing; another one
 * under its id is refused, and so is one with problems.
 */
export async function acceptChange(
  db: Db,
  request: ChangeRequest,
  { id, by, now }: { id: string; by: string; now: Instant },
): Promise<{ change: LadderChangeRecord; isNew: boolean }> {
  const { ladderId, from, to, mapping, choice, perDay } = request;
  const change: LadderChangeRecord = {
    id,
    from: { id: ladderId, version: from },
    to: { id: ladderId, version: to },
    mapping,
    choice,
    perDay,
    by,
    at: now,
  };
  const known = await findLadderChange(db, id);
  if (known) return { change: sameOrRefused(known, change), isNew: false };
  const { problems, ...versions } = await examined(db, request);
  const [problem] = problems;
  if (problem) throw new ApiError('invalid_request', `change_${problem.rule}`, problem.sentence, problem.step);
  const { invoices } = await previewBook(db, [{ ...versions, mapping, choice }], perDay, now, 0);
  return db.transaction().execute(async (tx) => {
    if (!(await addLadderChange(tx, change))) {
      return { change: sameOrRefused((await findLadderChange(tx, id))!, change), isNew: false };
    }
    await addToChange(tx, id, invoices, Date.now());
    return { change, isNew: true };
  });
}

function sameOrRefused(known: LadderChangeRecord, change: LadderChangeRecord): LadderChangeRecord {
  const content = ({ from, to, mapping, choice, perDay }: LadderChangeRecord) =>
    JSON.stringify([from, to, Object.entries(mapping).sort(([a], [b]) => (a < b ? -1 : 1)), choice, perDay]);
  if (content(known) === content(change)) return known;
  throw new ApiError('conflict', 'change_id_taken', `Another change has the id "${change.id}".`, 'id');
}
