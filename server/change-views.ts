/** What the API shows of changes of a ladder. */
import type { Preview } from '../ladder/change/preview.ts';
import type { Ladder, StepId } from '../ladder/definition.ts';
import { explainAll } from '../ladder/explain/explain.ts';
import type { Reason } from '../ladder/reasons.ts';
import { localDate } from '../ladder/time/civil.ts';
import type { LadderChangeRecord, listProgress } from '../store/ladder-changes.ts';
import type { StepImpact } from './change-impact.ts';
import type { BookPreview, Previewed } from './ladder-changes.ts';
import { entryView, iso } from './views.ts';

interface Versions {
  from: Ladder;
  to: Ladder;
}

export function changeView({ id, from, to, mapping, choice, perDay, by, at }: LadderChangeRecord) {
  return {
    id,
    ladder: to.id,
    from: from.version,
    to: to.version,
    mapping,
    choice,
    per_day: perDay,
    by,
    at: iso(at),
  };
}

/** What a change would do to all that runs, on each of the old versions (`froms`). */
export function bookPreviewView(
  { counts, refusals, days, invoices, examples, steps }: BookPreview,
  to: Ladder,
  froms: readonly Ladder[],
) {
  const versionsOf = (version: number): Versions => ({ from: froms.find((one) => one.version === version)!, to });
  const named = (step: StepId | null) => froms.find(({ steps: of }) => of.some(({ id }) => id === step)) ?? froms[0]!;
  return {
    invoices: invoices.length,
    counts,
    refused: refusals.map(({ refusal, count }) => {
      return { count, ...refusalView(refusal, { from: named(refusal.step), to }) };
    }),
    steps: steps.map((one) => stepImpactView(one)),
    spread: days,
    examples: examples.map((one) => previewView(one, versionsOf(one.invoice.ladder.version), false)),
  };
}

function stepImpactView({ version, step, waiting, counts, moves }: StepImpact) {
  return {
    version,
    step,
    waiting,
    counts,
    moves: moves.map(({ before, after, count, atOnce, from, until }) => ({
      before,
      after,
      count,
      at_once: atOnce,
      was: from && { first: localDate(from.first), last: localDate(from.last) },
      becomes: until && { first: localDate(until.first), last: localDate(until.last) },
    })),
  };
}

/** What would become of an invoice; `whole`: with both plans, not the first difference alone. */
export function previewView({ invoice, preview, notBefore }: Previewed, versions: Versions, whole: boolean) {
  const before = (entry: Preview['before'][number] | null) => entry && entryView(entry, versions.from);
  const after = (entry: Preview['before'][number] | null) => entry && entryView(entry, versions.to);
  return {
    invoice_id: invoice.id,
    number: invoice.facts.number,
    effect: preview?.effect ?? null,
    not_before: notBefore,
    refusal: preview?.refusal ? refusalView(preview.refusal, versions) : null,
    difference: preview?.difference
      ? { before: before(preview.difference.before), after: after(preview.difference.after) }
      : null,
    ...(whole && preview && { before: preview.before.map(before), after: preview.after.map(after) }),
  };
}

export function progressView(
  { invoice_id, number, status, not_before, problem, told_at, ended_at }: ProgressRow,
  versions: Versions,
) {
  return {
    invoice_id,
    number,
    status,
    not_before,
    told: told_at !== null,
    ended_at: iso(ended_at),
    problem: problem && { ...sentences(problem, versions), reason: problem },
  };
}

type ProgressRow = Awaited<ReturnType<typeof listProgress>>[number];

/** Why an invoice would be refused a change, as data and in sentences. */
export function refusalView({ because, step }: NonNullable<Preview['refusal']>, versions: Versions) {
  return { because, step, ...sentences({ code: 'change_refused', because, step }, versions) };
}

function sentences(reason: Reason, { from, to }: Versions) {
  // A removed step has its name in the old version alone.
  const ladder = 'step' in reason && !to.steps.some(({ id }) => id === reason.step) ? from : to;
  return {
    nl: explainAll([reason], { ladder, language: 'nl' }),
    en: explainAll([reason], { ladder, language: 'en' }),
  };
}
