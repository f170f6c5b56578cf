/** The proposal in writing: by which channel notices go, and whether the text to countersign can still be there in time. */
import type { Channel } from '../definition.ts';
import { receivedByEmail, receivedByLetter } from '../law/terms.ts';
import { rollToOpen } from '../time/calendar.ts';
import { addDays, type CivilDate, dateOf, dayOf, localDate } from '../time/civil.ts';
import { accountOf, isPaidUp } from './account.ts';
import { type ArrangementFacts, signatureInTime } from './facts.ts';
import type { ArrangementInput } from './pauses.ts';
import { type ArrangementState, type Contact, inHouse, wasSent } from './state.ts';
import { type ArrangementTerms, hoursOf } from './terms.ts';

/** By e-mail; by letter where no address is known at which mail arrives, or this notice bounced. */
export function channelOf(
  { state, facts }: { state: ArrangementState; facts: ArrangementFacts },
  { what, n, turn }: Pick<Contact, 'what' | 'n' | 'turn'>,
): Channel {
  const bounced = state.past.some(
    (one) => one.end === 'bounced' && one.what === what && one.n === n && one.turn === turn,
  );
  return bounced || facts.debtor.hasEmail === false ? 'letter' : 'email';
}

/** The last day on which a letter that is printed on a day may be posted. */
export function postBy(terms: ArrangementTerms, printedOn: CivilDate): CivilDate {
  return dateOf(rollToOpen(hoursOf(terms).calendar, dayOf(printedOn) + 1, 1));
}

/** When a notice that leaves on a day counts as received; a letter as if it were posted on the last day for that. */
function receivedAtLast(terms: ArrangementTerms, channel: Channel, on: CivilDate): CivilDate {
  return channel === 'letter' ? receivedByLetter(postBy(terms, on)) : receivedByEmail(on);
}

/** The last day on which a notice can leave and be there by another. */
export function lastDayToLeave(terms: ArrangementTerms, channel: Channel, by: CivilDate): CivilDate {
  let day = by;
  while (receivedAtLast(terms, channel, day) > by) day = addDays(day, -1);
  return day;
}

/** True when a notice that leaves now, or was printed, is there by a day. */
export function arrivesBy(
  { terms, state, now }: Pick<ArrangementInput, 'terms' | 'state' | 'now'>,
  { id }: Pick<Contact, 'id'>,
  channel: Channel,
  by: CivilDate,
): boolean {
  const on = inHouse(state, id)?.printed?.on ?? localDate(now);
  return on <= lastDayToLeave(terms, channel, by);
}

const AGREEMENT = { what: 'agreement', n: 0, turn: 0 } as const;

/** The last day on which the text to countersign can leave. */
export function offerBy({ terms, state, facts }: ArrangementInput): CivilDate {
  return lastDayToLeave(terms, channelOf({ state, facts }, AGREEMENT), terms.signBy);
}

/** True while the debtor has to get the text to countersign: nothing was signed, refused or paid instead. */
export function isToBeOffered({ terms, state, facts, now }: ArrangementInput): boolean {
  if (state.phase !== 'proposed' || state.acceptedLate || wasSent(state, 'agreement')) return false;
  if (signatureInTime(terms, facts) !== null || facts.refusals.length > 0) return false;
  return !isPaidUp(terms, state.instalments, accountOf(terms, facts), now);
}

/** True when the text to countersign did not go out and cannot be there in time any more: a debtor cannot have signed it. */
export function missedOffer(input: ArrangementInput): boolean {
  if (!isToBeOffered(input)) return false;
  const printed = input.state.letters.some(({ what, printed: batch }) => what === 'agreement' && batch !== null);
  const last = printed ? input.terms.signBy : offerBy(input);
  return localDate(input.now) > last;
}
