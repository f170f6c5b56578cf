/** Prints the notices of arrangements that wait: judged and worded anew, dated today, with terms that run from posting. */
import { arrangementVerdict } from '../../ladder/arrangement/contacts.ts';
import { printedNotice } from '../../ladder/arrangement/letters.ts';
import { aboutInstalment, type HouseLetter, inHouse } from '../../ladder/arrangement/state.ts';
import type { PrintedTerms } from '../../ladder/invoice/letters.ts';
import { type Instant, localDate } from '../../ladder/time/civil.ts';
import { findArrangementDispatch, setArrangementDispatchTerms } from '../../store/arrangement-dispatches.ts';
import { acceptArrangementEvent } from '../../store/arrangement-facts.ts';
import { arrangementValues } from '../../store/arrangement-values.ts';
import { type ArrangementStanding, lockArrangement } from '../../store/arrangements.ts';
import type { Db, Tx } from '../../store/database.ts';
import { setDispatch, writtenToOn } from '../../store/dispatches.ts';
import { addLetter, type QueuedNotice } from '../../store/letters.ts';
import { type CreditorRecord, findDebtor } from '../../store/parties.ts';
import type { LetterPress } from './press.ts';
import { countryOf, type Place, type Sheet } from './sheet.ts';

interface Ready {
  queued: QueuedNotice;
  standing: ArrangementStanding;
  letter: HouseLetter;
  printed: PrintedTerms;
}

/** The letters about arrangements that one debtor gets today, and why others cannot be printed. */
export async function arrangementSheets(
  db: Db,
  press: LetterPress,
  creditor: CreditorRecord,
  queue: readonly QueuedNotice[],
  now: Instant,
): Promise<{ sheets: Sheet[]; problems: { dispatchId: string; problem: string }[] }> {
  const sheets: Sheet[] = [];
  const problems = [];
  for (const queued of queue) {
    const ready = await db.transaction().execute((tx) => readyNow(tx, queued, now));
    if (!ready || (waits(ready.letter) && sheets.length > 0)) continue;
    const made = await render(db, press, creditor, ready);
    if ('problem' in made) problems.push({ dispatchId: queued.dispatchId, problem: made.problem });
    else sheets.push(sheetOf(ready, made.pdf, now));
  }
  return { sheets, problems };
}

/** A debtor is written to once a day: reminders and breach notices wait for another. What answers the debtor does not. */
const waits = (letter: HouseLetter) => aboutInstalment(letter) !== null;

async function readyNow(tx: Tx, queued: QueuedNotice, now: Instant): Promise<Ready | null> {
  const { dispatchId, arrangementId, debtorId } = queued;
  const standing = await lockArrangement(tx, arrangementId);
  const letter = standing?.state && inHouse(standing.state, dispatchId);
  if (!standing?.state || !letter || letter.printed !== null) return null;
  // What another batch has taken meanwhile no longer waits.
  if ((await findArrangementDispatch(tx, dispatchId))?.status !== 'queued') return null;
  if (waits(letter) && (await writtenToOn(tx, debtorId, localDate(now)))) return null;
  const { arrangement, state, facts } = standing;
  if (!arrangementVerdict(arrangement.terms, state, facts, dispatchId, now).send) return null;
  return { queued, standing, letter, printed: printedNotice(arrangement.terms, state, facts, letter, now) };
}

async function render(db: Db, press: LetterPress, creditor: CreditorRecord, { standing, letter, printed }: Ready) {
  const debtor = (await findDebtor(db, standing.arrangement.debtorId))!;
  const values = await arrangementValues(db, standing, creditor, printed, letter, 'letter');
  const about = { ourReference: debtor.reference, country: countryOf(debtor), posted: true };
  return press.renderArrangement(letter.what, values, about);
}

function sheetOf({ queued, printed }: Ready, pdf: Buffer, now: Instant): Sheet {
  return {
    pdf,
    cutOffAt: printed.cutOffAt,
    standsStill: async (tx) => (await readyNow(tx, queued, now))?.printed.amountCents === printed.amountCents,
    write: (tx, place) => write(tx, place, queued, printed),
  };
}

async function write(
  tx: Tx,
  { batchId, cutOffAt, now, firstPage, pages }: Place,
  { dispatchId, arrangementId }: QueuedNotice,
  printed: PrintedTerms,
): Promise<void> {
  const { on, receivedOn, deadline, amountCents } = printed;
  await setDispatch(tx, dispatchId, { status: 'printed', claimedOn: on });
  await setArrangementDispatchTerms(tx, dispatchId, printed);
  await addLetter(tx, {
    batch_id: batchId,
    dispatch_id: dispatchId,
    invoice_id: null,
    arrangement_id: arrangementId,
    first_page: firstPage,
    pages,
    dated_on: on,
    received_on: receivedOn,
    deadline,
    post_by: localDate(cutOffAt - 1),
    amount_cents: amountCents,
    costs_cents: null,
    costs_vat: false,
    interest_cents: null,
    jointly: null,
  });
  await acceptArrangementEvent(tx, arrangementId, {
    type: 'letter_printed',
    id: `printed:${batchId}:${dispatchId}`,
    at: now,
    dispatchId,
    batchId,
    on,
    receivedOn,
    deadline,
    amountCents,
    cutOffAt,
  });
}
