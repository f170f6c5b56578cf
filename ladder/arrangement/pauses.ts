/** Why no notices go out for now: worked out from the facts, never carried along. */
import { longestHold } from '../pauses.ts';
import type { CivilDate, Instant } from '../time/civil.ts';
import type { ArrangementPauseCause } from './events.ts';
import { type ArrangementFacts, debtorChange } from './facts.ts';
import { matters } from './matters.ts';
import type { ArrangementState } from './state.ts';
import type { ArrangementTerms } from './terms.ts';

export interface ArrangementPause {
  cause: ArrangementPauseCause;
  /** The fact that it comes from. */
  factId: string;
  /** Its last day; null: until something happens or a person answers. */
  until: CivilDate | null;
  /** The first instant after it; infinite without a last day. */
  endsAt: Instant;
  reason: string;
}

/** What pauses are worked out from. */
export interface ArrangementInput {
  terms: ArrangementTerms;
  facts: ArrangementFacts;
  state: ArrangementState;
  now: Instant;
}

/** The pause in force that lasts longest, or null; protection of the debtor before all. */
export function arrangementPause(input: ArrangementInput): ArrangementPause | null {
  return protection(input) ?? review(input) ?? hold(input);
}

/** While a debtor is protected (debt help, guardianship, bankruptcy, deceased) everything waits. */
export function protection({ facts, now }: ArrangementInput): ArrangementPause | null {
  const last = debtorChange(facts);
  if (!last || last.at > now || last.status === 'normal') return null;
  return endless('debtor_protected', last.id, last.note ?? '');
}

/** While a person has to look at what changed on a covered invoice. */
function review(input: ArrangementInput): ArrangementPause | null {
  const first = matters(input).find(({ pauses }) => pauses);
  return first ? endless('under_review', first.id, '') : null;
}

function hold({ facts, now }: ArrangementInput): ArrangementPause | null {
  let longest: ArrangementPause | null = null;
  for (const held of [facts, ...facts.invoices]) {
    const found = longestHold(held, now);
    if (found && (!longest || found.endsAt > longest.endsAt)) longest = found;
  }
  return longest;
}

function endless(cause: ArrangementPauseCause, factId: string, reason: string): ArrangementPause {
  return { cause, factId, until: null, endsAt: Number.POSITIVE_INFINITY, reason };
}
