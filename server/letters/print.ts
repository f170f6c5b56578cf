/**
 * Prints the letters that wait, as one batch: each is judged and worded anew, dated today, and stands for all that its
 * debtor is asked in it. Pages are made first; then, under the locks, only what still stands as it was printed is written
 * down, so that the file and the store never tell different things.
 */
import { compile } from '../../ladder/compiled.ts';
import { isNotice, together } from '../../ladder/contact.ts';
import type { Ladder, SendStep, StepText } from '../../ladder/definition.ts';
import type { LetterPrinted } from '../../ladder/events.ts';
import { chargesIn, jointTerms, statedDeadline, verdict } from '../../ladder/invoice/delivery.ts';
import { type PrintedTerms, printedTerms } from '../../ladder/invoice/letters.ts';
import { tellsOthers } from '../../ladder/texts.ts';
import { type Instant, localDate } from '../../ladder/time/civil.ts';
import { acceptEvent } from '../../store/accepted.ts';
import type { Db, Tx } from '../../store/database.ts';
import { findDispatch, setDispatch, writtenToOn } from '../../store/dispatches.ts';
import { invoiceRow } from '../../store/invoices.ts';
import { findLadder } from '../../store/ladders.ts';
import { addBatch, addLetter, type QueuedLetter, queuedLetters } from '../../store/letters.ts';
import { noticeValues } from '../../store/notice-values.ts';
import { type CreditorRecord, type DebtorRecord, findDebtor } from '../../store/parties.ts';
import { lockStanding, type Standing } from '../../store/states.ts';
import type { LetterPress } from './press.ts';

/** More letters are printed as a further batch. */
export const MAX_LETTERS = 200;
/** How often a batch is made anew because something came in while its pages were made. */
const MAX_TRIES = 5;

/** A notice of one invoice, ready to stand in a letter. */
interface Line {
  queued: QueuedLetter;
  standing: Standing;
  ladder: Ladder;
  step: SendStep;
  /** The account that the invoice names, where it names one. */
  account: string | null;
  printed: PrintedTerms;
}

interface Letter {
  lines: [Line, ...Line[]];
  pdf: Buffer;
}

export interface PrintResult {
  /** Null when nothing could be printed. */
  batchId: string | null;
  letters: number;
  pages: number;
  /** What stayed in the queue, and why. */
  problems: { dispatchId: string; problem: string }[];
}

export async function printLetters(
  db: Db,
  press: LetterPress,
  creditor: CreditorRecord,
  now: Instant,
): Promise<PrintResult> {
  for (let tries = 1; ; tries++) {
    const problems: PrintResult['problems'] = [];
    const letters: Letter[] = [];
    const queue = await queuedLetters(db, creditor.id);
    for (const ofDebtor of byDebtor(queue)) {
      if (letters.length === MAX_LETTERS) break;
      const lines = await db.transaction().execute((tx) => linesOf(db, tx, ofDebtor, now));
      if (lines === null) continue;
      const made = await render(db, press, creditor, lines);
      if ('pdf' in made) letters.push({ lines, pdf: made.pdf });
      else for (const { queued } of lines) problems.push({ dispatchId: queued.dispatchId, problem: made.problem });
    }
    if (letters.length === 0) return { batchId: null, letters: 0, pages: 0, problems };
    const bound = await press.bind(letters.map(({ pdf }) => pdf));
    const written = await db.transaction().execute(async (tx) => {
      for (const { lines } of letters) if (!(await standsStill(db, tx, lines, now))) return null;
      // A batch is posted as a whole: by the first of the last days of its letters, whose terms are then none too short.
      const cutOffAt = Math.min(...letters.flatMap(({ lines }) => lines.map(({ printed }) => printed.cutOffAt)));
      const { pdf, pages } = bound;
      const batchId = await addBatch(tx, { creditorId: creditor.id, printedAt: now, cutOffAt, pages, pdf });
      for (const [index, letter] of letters.entries())
        await write(tx, { batchId, cutOffAt, now }, letter, bound.letters[index]!);
      return batchId;
    });
    if (written !== null) return { batchId: written, letters: letters.length, pages: bound.pages, problems };
    if (tries === MAX_TRIES) throw new Error('Letters changed each time that they were printed.');
  }
}

function byDebtor(queue: readonly QueuedLetter[]): QueuedLetter[][] {
  const found = new Map<string, QueuedLetter[]>();
  for (const letter of queue) found.set(letter.debtorId, [...(found.get(letter.debtorId) ?? []), letter]);
  return [...found.values()];
}

/** What one debtor is written on paper today, judged anew; null when nothing of it may go out now. */
async function linesOf(
  db: Db,
  tx: Tx,
  queue: readonly QueuedLetter[],
  now: Instant,
): Promise<[Line, ...Line[]] | null> {
  const lines: Line[] = [];
  for (const queued of queue) {
    const standing = await lockStanding(tx, queued.invoiceId);
    const line = standing && (await lineOf(db, tx, queued, standing, now));
    if (line) lines.push(line);
  }
  const intended = lines.map((line) => ({
    line,
    id: line.queued.dispatchId,
    dueOn: line.standing.facts.invoice.dueOn,
    step: line.step,
    channel: 'letter' as const,
    currency: line.standing.invoice.facts.currency,
    account: line.account,
    takesInOthers: wordsOf(line)?.several !== undefined,
  }));
  const leaving = together(intended).map(({ line }) => line);
  const [first] = leaving;
  if (!first) return null;
  const notices = leaving.map(({ standing, printed }) => ({ facts: standing.facts, terms: printed }));
  const terms = jointTerms(first.step, notices);
  const [lead, ...others] = leaving.map((line, index) => ({ ...line, printed: terms[index]! }));
  return [lead!, ...others];
}

async function lineOf(db: Db, tx: Tx, queued: QueuedLetter, standing: Standing, now: Instant): Promise<Line | null> {
  const { invoice, state, facts } = standing;
  const ladder = await findLadder(tx, invoice.ladder, db);
  if (!ladder || !state || !isNotice(queued.kind)) return null;
  // What another batch has taken meanwhile no longer waits.
  if ((await findDispatch(tx, queued.dispatchId))?.status !== 'queued') return null;
  // A debtor is written to once a day: what does not join that waits for another print.
  if (await writtenToOn(tx, queued.debtorId, localDate(now))) return null;
  const judged = verdict(ladder, state, facts, queued.dispatchId, now);
  const { position } = state;
  if (!judged.send || position?.mode !== 'sending' || position.letter?.printed !== null) return null;
  const compiled = compile(ladder);
  const step = compiled.step(queued.step);
  if (step.kind !== 'send') return null;
  const printed = printedTerms(step, compiled.office, now, judged.terms);
  const account = (await invoiceRow(tx, invoice.id))?.iban ?? null;
  return { queued, standing, ladder, step, account, printed };
}

function wordsOf({ standing, ladder, queued }: Line): StepText | undefined {
  return ladder.texts[standing.invoice.debtor.language][queued.step];
}

async function render(db: Db, press: LetterPress, creditor: CreditorRecord, lines: Letter['lines']) {
  const [first, ...others] = lines;
  const { invoice, facts, state } = first.standing;
  const text = others.length > 0 ? wordsOf(first)?.several : wordsOf(first);
  if (!text) return { problem: `Step "${first.queued.step}" has no text in language "${invoice.debtor.language}".` };
  const debtor = (await findDebtor(db, invoice.debtor.id))!;
  const values = await noticeValues(db, { invoice, facts, state: state! }, creditor, {
    ...first.printed,
    deadline: statedDeadline(first.step.notice, first.printed.deadline),
    channel: 'letter',
    others: others.map(({ standing }) => standing),
    tellsOthers: tellsOthers(text),
  });
  return press.render(text, values, { ourReference: debtor.reference, country: countryOf(debtor) });
}

function countryOf({ country, language }: DebtorRecord): string | null {
  if (country === 'NL') return null;
  return new Intl.DisplayNames(language, { type: 'region' }).of(country)?.toUpperCase() ?? country;
}

/** True when each line of a letter may still go out, and asks what was printed. */
async function standsStill(db: Db, tx: Tx, lines: Letter['lines'], now: Instant): Promise<boolean> {
  for (const { queued, printed } of lines) {
    const standing = await lockStanding(tx, queued.invoiceId);
    const again = standing && (await lineOf(db, tx, queued, standing, now));
    if (again?.printed.amountCents !== printed.amountCents) return false;
    if (!printed.jointly && again.printed.costsCents !== printed.costsCents) return false;
  }
  return true;
}

async function write(
  tx: Tx,
  { batchId, cutOffAt, now }: { batchId: string; cutOffAt: Instant; now: Instant },
  { lines }: Letter,
  place: { firstPage: number; pages: number },
): Promise<void> {
  const lead = lines[0].queued.dispatchId;
  for (const { queued, standing, printed } of lines) {
    const { dispatchId, invoiceId } = queued;
    const { on, receivedOn, deadline, amountCents } = printed;
    const coveredBy = dispatchId === lead ? null : lead;
    await setDispatch(tx, dispatchId, { status: 'printed', claimedOn: on, amountCents, coveredBy });
    await addLetter(tx, {
      batch_id: batchId,
      dispatch_id: dispatchId,
      invoice_id: invoiceId,
      first_page: place.firstPage,
      pages: place.pages,
      dated_on: on,
      received_on: receivedOn,
      deadline,
      amount_cents: amountCents,
      costs_cents: printed.costsCents ?? null,
      costs_vat: printed.costsVat ?? false,
      interest_cents: printed.interestCents ?? null,
      jointly: printed.jointly ?? null,
    });
    const event: LetterPrinted = {
      type: 'letter_printed',
      id: `printed:${batchId}:${dispatchId}`,
      at: now,
      dispatchId,
      batchId,
      on,
      receivedOn,
      deadline,
      amountCents,
      ...chargesIn(printed),
      cutOffAt,
    };
    await acceptEvent(tx, standing.invoice, event);
  }
}
