/** What a change of ladder does, step by step: how many invoices wait there, and what comes next for them, before and after. */
import { atOnce, EFFECTS, type Effect, nextAction, type Preview } from '../ladder/change/preview.ts';
import type { StepId } from '../ladder/definition.ts';
import type { Happening } from '../ladder/invoice/commands.ts';
import type { InvoiceState } from '../ladder/invoice/state.ts';
import type { PlannedStep } from '../ladder/simulate.ts';
import type { Instant } from '../ladder/time/civil.ts';

/** What comes next: a contact, or a task of a person. */
export interface NextAction {
  step: StepId | null;
  what: Happening;
}

interface Span {
  first: Instant;
  last: Instant;
}

/** Invoices at one step for which the same comes next, before and after. */
export interface StepMove {
  before: NextAction | null;
  after: NextAction | null;
  count: number;
  /** Of them: those for which it is due at once. */
  atOnce: number;
  /** When it was to come, and when it will; null where nothing comes. */
  from: Span | null;
  until: Span | null;
}

export interface StepImpact {
  /** The version on which they run now. */
  version: number;
  step: StepId;
  waiting: number;
  counts: Record<Effect, number>;
  /** The largest first. */
  moves: StepMove[];
}

export class Impact {
  readonly #now: Instant;
  readonly #steps = new Map<string, StepImpact>();

  constructor(now: Instant) {
    this.#now = now;
  }

  /** An invoice, and what the change would do to it. */
  add(version: number, { position }: InvoiceState, preview: Preview): void {
    if (!position) return;
    const key = `${version}/${position.step}`;
    const impact = this.#steps.get(key) ?? emptyAt(version, position.step);
    this.#steps.set(key, impact);
    impact.waiting++;
    impact.counts[preview.effect]++;
    // What is not changed now goes on as it was.
    const taken = preview.effect !== 'waits' && preview.effect !== 'refused';
    this.#move(impact, nextAction(preview.before), nextAction(taken ? preview.after : preview.before), preview);
  }

  #move(impact: StepImpact, before: PlannedStep | null, after: PlannedStep | null, preview: Preview): void {
    const same = (a: NextAction | null, b: PlannedStep | null) => a?.step === b?.step && a?.what === b?.what;
    let move = impact.moves.find((one) => same(one.before, before) && same(one.after, after));
    if (!move) {
      move = { before: actionOf(before), after: actionOf(after), count: 0, atOnce: 0, from: null, until: null };
      impact.moves.push(move);
    }
    move.count++;
    if (atOnce(preview) !== null) move.atOnce++;
    move.from = widened(move.from, before && Math.max(before.at, this.#now));
    move.until = widened(move.until, after && Math.max(after.at, this.#now));
  }

  /** In the order in which they were met, those of a version together. */
  steps(): StepImpact[] {
    const all = [...this.#steps.values()];
    for (const { moves } of all) moves.sort((a, b) => b.count - a.count);
    return all.sort((a, b) => a.version - b.version);
  }
}

function emptyAt(version: number, step: StepId): StepImpact {
  const counts = Object.fromEntries(EFFECTS.map((effect) => [effect, 0])) as Record<Effect, number>;
  return { version, step, waiting: 0, counts, moves: [] };
}

const actionOf = (planned: PlannedStep | null): NextAction | null =>
  planned && { step: planned.step, what: planned.what };

function widened(span: Span | null, at: Instant | null): Span | null {
  if (at === null) return span;
  return span === null ? { first: at, last: at } : { first: Math.min(span.first, at), last: Math.max(span.last, at) };
}
