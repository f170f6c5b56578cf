/** What a language must be able to say about an arrangement: both have this shape, so the compiler finds what one lacks. */
import type { Language } from '../definition.ts';
import { named, oneLine } from '../explain/text.ts';
import type { ArrangementHappening, ArrangementTaskKind } from './commands.ts';
import type { ArrangementOutcome, ArrangementPauseCause, ArrangementWithdrawn } from './events.ts';
import type { OwnReason } from './reasons.ts';
import type { ArrangementNotice, ArrangementPhase } from './state.ts';

export interface ArrangementWords {
  /** A clause each: small first letter, no full stop, so that clauses join into one sentence. */
  reasons: { [Code in OwnReason['code']]: (reason: Extract<OwnReason, { code: Code }>) => string };
  /** Headlines of the timeline; `n` is the instalment that it is about, 0 the deposit. Of a notice they say which it is. */
  happenings: { [What in ArrangementHappening]: (n: number | null, notice: ArrangementNotice | null) => string };
  phases: Record<ArrangementPhase, string>;
  notices: Record<ArrangementNotice, string>;
  /** Titles of tasks, as questions. */
  tasks: Record<ArrangementTaskKind, string>;
  outcomes: Record<ArrangementOutcome, string>;
  pauses: Record<ArrangementPauseCause, string>;
  withdrawn: Record<ArrangementWithdrawn, string>;
}

/** " door Anna", " by Anna", or nothing where nobody is named. */
export function byWhom(by: string, language: Language): string {
  return oneLine(by) === '' ? '' : ` ${language === 'nl' ? 'door' : 'by'} ${oneLine(by)}`;
}

export { named };
