/** Proposes, signs, refuses and renews payment arrangements: what is accepted stands in one transaction with its signal. */
import { isDeepStrictEqual } from 'node:util';
import type { OutsideArrangementEvent } from '../ladder/arrangement/events.ts';
import { debtorChange, noArrangementFacts } from '../ladder/arrangement/facts.ts';
import { instalments, type PlanProblem, planProblem } from '../ladder/arrangement/instalments.ts';
import { type ProposalTerms, planOf, toleranceOf, usualSignBy } from '../ladder/arrangement/schema.ts';
import { type ArrangementTerms, toleranceCents } from '../ladder/arrangement/terms.ts';
import { contestedCents, decisionOf } from '../ladder/contested.ts';
import { openCents } from '../ladder/facts.ts';
import { formatAmount } from '../ladder/money.ts';
import { arrangementInForce } from '../ladder/pauses.ts';
import { addDays, type Instant, localDate } from '../ladder/time/civil.ts';
import { acceptArrangementEvent, findArrangementFact } from '../store/arrangement-facts.ts';
import {
  type ArrangementRecord,
  type ArrangementStanding,
  beginArrangement,
  findArrangement,
  hasBegun,
  lockArrangement,
  openArrangementOf,
  writeArrangement,
} from '../store/arrangements.ts';
import type { Db, Tx } from '../store/database.ts';
import { sameEvent } from '../store/facts.ts';
import { findInvoice } from '../store/invoices.ts';
import { findLadder } from '../store/ladders.ts';
import { lockDebtor } from '../store/parties.ts';
import { lockStanding, type Standing } from '../store/states.ts';
import { chargedOn, owedOn } from './arranged-charges.ts';
import { ApiError, notFound } from './errors.ts';
import type { Accepted } from './record.ts';

export type Proposal = ProposalTerms & { invoices: string[] };

/** The last instalment is paid within ten years; a later one is a typing error. */
const LONGEST_DAYS = 3_660;

/** Keeps a proposal and lets it begin. The same proposal under its id changes nothing; another one is refused. */
export async function propose(db: Db, id: string, proposal: Proposal, by: string, now: Instant): Promise<Accepted> {
  return db.transaction().execute(async (tx) => {
    const covered = await lockCovered(tx, proposal.invoices);
    const known = await findArrangement(tx, id);
    if (known) return sameOrRefused(known, proposal);
    const terms = await termsOf(db, tx, id, proposal, covered, null, now);
    await writeArrangement(tx, { id, debtorId: covered[0]!.invoice.debtor.id, terms, proposedBy: by });
    await beginArrangement(tx, id, now);
    return { id, isNew: true };
  });
}

/** The terms that a proposal would have, and the invoices under them; nothing is kept. */
export async function previewTerms(db: Db, proposal: Proposal, now: Instant) {
  return db.transaction().execute(async (tx) => {
    const covered = await lockCovered(tx, proposal.invoices);
    const terms = await termsOf(db, tx, 'preview', proposal, covered, null, now);
    const facts = noArrangementFacts(
      covered[0]!.invoice.debtor,
      covered.map(({ facts: known }) => known),
    );
    return { terms, facts };
  });
}

/** Locks the debtor and the invoices in the order of all locks; returns these in the order in which they were named. */
async function lockCovered(tx: Tx, invoices: readonly string[]): Promise<Standing[]> {
  const standings = new Map<string, Standing>();
  for (const id of invoices.toSorted()) {
    if (standings.has(id)) {
      throw new ApiError('invalid_request', 'invoice_twice', `Invoice ${id} is named twice.`, 'invoices');
    }
    const invoice = await findInvoice(tx, id);
    if (!invoice) {
      throw new ApiError('invalid_request', 'invoice_not_found', `There is no invoice "${id}".`, 'invoices');
    }
    const [first] = standings.values();
    if (first && first.invoice.debtor.id !== invoice.debtor.id) {
      const message = `Invoices ${first.invoice.facts.number} and ${invoice.facts.number} are of different debtors; make an arrangement with each.`;
      throw new ApiError('invalid_request', 'debtor_differs', message, 'invoices');
    }
    if (!first) await lockDebtor(tx, invoice.debtor.id);
    standings.set(id, (await lockStanding(tx, id))!);
  }
  return invoices.map((id) => standings.get(id)!);
}

function sameOrRefused(known: ArrangementRecord, proposal: Proposal): Accepted {
  const { plan, invoices, tolerance, signBy, reminderDays, graceDays } = known.terms;
  const same =
    isDeepStrictEqual(
      [plan, invoices, tolerance, reminderDays, graceDays],
      [
        planOf(proposal, plan.totalCents),
        proposal.invoices,
        toleranceOf(proposal),
        proposal.reminder_days,
        proposal.grace_days,
      ],
    ) &&
    (proposal.sign_by === undefined || proposal.sign_by === signBy);
  if (same) return { id: known.id, isNew: false };
  throw new ApiError('conflict', 'arrangement_exists', `Another arrangement has the id "${known.id}".`, 'id');
}

/** The terms of a proposal over locked invoices. Throws an ApiError that says why they cannot be. */
async function termsOf(
  db: Db,
  tx: Tx,
  id: string,
  proposal: ProposalTerms,
  covered: readonly Standing[],
  renews: string | null,
  now: Instant,
): Promise<ArrangementTerms> {
  for (const standing of covered) await refuseUnlessArrangeable(db, tx, standing, covered[0]!, renews, now);
  const { facts: known, ladder: ref } = covered[0]!.invoice;
  const { currency } = known;
  const ladder = (await findLadder(tx, ref, db))!;
  const today = localDate(now);
  const charged = [];
  for (const standing of covered) charged.push(...(await chargedOn(db, tx, standing, today)));
  const totalCents =
    covered.reduce((sum, { facts }) => sum + openCents(facts), 0) +
    charged.reduce((sum, { costsCents, interestCents }) => sum + costsCents + interestCents, 0);
  const plan = planOf(proposal, totalCents);
  const problem = planProblem(plan);
  if (problem) throw impossible(PLAN_PROBLEMS[problem](formatAmount(totalCents, currency, 'en')), 'instalments');
  const terms: ArrangementTerms = {
    id,
    invoices: covered.map(({ invoice }) => invoice.id),
    currency,
    agreedAt: now,
    signBy: proposal.sign_by ?? usualSignBy(now, covered[0]!.invoice.debtor.hasEmail !== false),
    plan,
    ...(charged.length > 0 && { charged }),
    reminderDays: proposal.reminder_days,
    graceDays: proposal.grace_days,
    tolerance: toleranceOf(proposal),
    window: ladder.contact.window,
    office: ladder.office,
  };
  if (terms.signBy < today) throw impossible(`The last day to sign, ${terms.signBy}, has passed.`, 'sign_by');
  const list = instalments(plan);
  const [first, last] = [list[0]!, list.at(-1)!];
  if (first.on < terms.signBy) {
    const message = `The first payment, on ${first.on}, falls before the last day to sign, ${terms.signBy}; let it come later, or set sign_by earlier.`;
    throw impossible(message, 'instalments');
  }
  if (last.on > addDays(today, LONGEST_DAYS)) {
    throw impossible(`The last payment, on ${last.on}, lies more than ten years ahead.`, 'instalments');
  }
  const small = list.find((one) => toleranceCents(terms, one) >= one.cents);
  if (small) {
    const amount = formatAmount(small.cents, currency, 'en');
    const message = `The tolerance would let the payment of ${amount} on ${small.on} be left out altogether; make it smaller than every payment.`;
    throw new ApiError('invalid_request', 'tolerance_too_large', message, 'tolerance');
  }
  return terms;
}

const impossible = (message: string, param: string) =>
  new ApiError('invalid_request', 'plan_impossible', message, param);

const PLAN_PROBLEMS: Record<PlanProblem, (total: string) => string> = {
  no_amount: (total) => `${total} cannot be divided so: every payment has to be one cent or more.`,
  too_few_instalments: () => 'There has to be at least one instalment.',
  too_many_instalments: () => 'There are too many instalments; 120 is the most.',
  bad_date: () => 'A day does not exist; write it as YYYY-MM-DD.',
  not_in_order: () => 'The days have to follow each other, each later than the one before; a deposit comes first.',
  sum_differs: (total) => `The payments together have to be what is open on the invoices: ${total}.`,
};

async function refuseUnlessArrangeable(
  db: Db,
  tx: Tx,
  standing: Standing,
  first: Standing,
  renews: string | null,
  now: Instant,
): Promise<void> {
  const { invoice, facts, state } = standing;
  const { number, currency } = facts.invoice;
  const refuse = (code: string, message: string): never => {
    throw new ApiError('conflict', code, message, 'invoices');
  };
  if (currency !== first.invoice.facts.currency) {
    const other = `${first.invoice.facts.number} is in ${first.invoice.facts.currency}`;
    refuse(
      'currency_differs',
      `Invoice ${number} is in ${currency}, and invoice ${other}; make an arrangement for each.`,
    );
  }
  const owed = await owedOn(db, tx, standing, localDate(now));
  if (state?.phase === 'closed' || facts.writeOffs.length > 0 || owed <= 0) {
    refuse('invoice_closed', `Of invoice ${number} nothing is open any more; leave it out.`);
  }
  if (state?.phase === 'handed_over') {
    refuse('invoice_handed_over', `Invoice ${number} is with the collection agency; arrange it there.`);
  }
  if (contestedCents(facts) > 0 || facts.disputes.some(({ id }) => decisionOf(facts, id) === null)) {
    refuse('invoice_disputed', `Invoice ${number} is disputed; decide on the dispute, or book its credit note, first.`);
  }
  const other = [await openArrangementOf(tx, invoice.id), arrangementInForce(facts, now)].find(
    (id) => id !== null && id !== renews,
  );
  if (other)
    refuse('invoice_arranged', `Invoice ${number} is under arrangement "${other}" already; renew or end that one.`);
  const status = debtorChange(noArrangementFacts(invoice.debtor, [facts]))?.status ?? 'normal';
  if (status !== 'normal') {
    refuse('debtor_protected', `This debtor may not be written to now (${status}); no arrangement can be made.`);
  }
}

// ---- What happens to an arrangement

/** Keeps an event of an arrangement and queues its signal. The same event again changes nothing; another under its id is refused. */
export async function recordArrangementEvent(
  db: Db,
  id: string,
  make: (tx: Tx, standing: ArrangementStanding) => Promise<OutsideArrangementEvent> | OutsideArrangementEvent,
): Promise<Accepted> {
  return db.transaction().execute(async (tx) => accept(tx, await lockBegun(tx, id), make));
}

async function lockBegun(tx: Tx, id: string): Promise<ArrangementStanding> {
  const standing = await lockArrangement(tx, id);
  if (!standing) throw notFound('arrangement', id);
  if (standing.state === null && !(await hasBegun(tx, id))) {
    const message = 'This arrangement is about to take the place of another; try again in a moment.';
    throw new ApiError('conflict', 'arrangement_not_begun', message);
  }
  return standing;
}

async function accept(
  tx: Tx,
  standing: ArrangementStanding,
  make: (tx: Tx, standing: ArrangementStanding) => Promise<OutsideArrangementEvent> | OutsideArrangementEvent,
): Promise<Accepted> {
  const { id } = standing.arrangement;
  const event = await make(tx, standing);
  if (await acceptArrangementEvent(tx, id, event)) return { id: event.id, isNew: true };
  const known = await findArrangementFact(tx, id, event.id);
  if (known !== null && sameEvent<{ at: Instant }>(known, event)) return { id: event.id, isNew: false };
  throw new ApiError('conflict', 'event_id_taken', `Another event of this arrangement has the id "${event.id}".`, 'id');
}

/**
 * Answers a task of an arrangement with a new one, over what is still open of the same invoices. It begins in the transaction
 * in which the old one makes way.
 */
export async function renew(
  db: Db,
  oldId: string,
  newId: string,
  proposal: ProposalTerms,
  answerOf: (tx: Tx, standing: ArrangementStanding) => Promise<OutsideArrangementEvent>,
  by: string,
  now: Instant,
): Promise<Accepted> {
  return db.transaction().execute(async (tx) => {
    const standing = await lockBegun(tx, oldId);
    const known = await findArrangement(tx, newId);
    if (known) return sameOrRefused(known, { ...proposal, invoices: known.terms.invoices });
    const answer = await answerOf(tx, standing);
    const open = [];
    for (const { id } of standing.invoices) {
      const covered = (await lockStanding(tx, id))!;
      if ((await owedOn(db, tx, covered, localDate(now))) > 0) open.push(covered);
    }
    if (open.length === 0) {
      throw new ApiError('conflict', 'invoice_closed', 'Nothing is open any more; there is nothing to arrange anew.');
    }
    const terms = await termsOf(db, tx, newId, proposal, open, oldId, now);
    await writeArrangement(tx, { id: newId, debtorId: standing.arrangement.debtorId, terms, proposedBy: by });
    await accept(tx, standing, () => answer);
    return { id: newId, isNew: true };
  });
}
