/** Every mail against its dispatch: claimed before it left, once, and in doubt exactly where it was cut. */
import { invoiceWorkflowId } from '../../workflows/messages.ts';
import type { StatusChange } from './audit.ts';
import type { Evidence } from './evidence.ts';
import type { MailTrip } from './mail-line.ts';

/** News to the agency is no notice: it may be repeated under its Message-ID. */
const REPEATABLE = 'agency-update';
/** An update is written, and its commit is answered or lost, within this. */
const COMMIT_MS = 1_000;

/** Why a claim has no outcome of its own. */
export type Cut = 'killed' | 'line cut' | 'database cut' | 'worker ended' | 'timed out';

export interface DoubtCount {
  inDoubt: number;
  because: Record<Cut, number>;
}

/** What is in doubt is exactly what was cut between its claim and its outcome. */
export function checkDoubt(evidence: Evidence): { wrong: string[]; count: DoubtCount } {
  const wrong: string[] = [];
  const because: Record<Cut, number> = {
    killed: 0,
    'line cut': 0,
    'database cut': 0,
    'worker ended': 0,
    'timed out': 0,
  };
  let inDoubt = 0;
  const messageOf = new Map(evidence.dispatches.map(({ id, message_id }) => [id, message_id]));
  for (const { id, kind, problem } of evidence.dispatches) {
    if (kind === REPEATABLE) continue;
    const changes = evidence.changes.get(id) ?? [];
    for (const [index, claim] of changes.entries()) {
      if (claim.status !== 'sending') continue;
      const outcome = changes[index + 1];
      if (!outcome) {
        wrong.push(`${id} has a claim and no outcome`);
        continue;
      }
      const lead = claim.covered_by ?? id;
      const cut =
        cutBetween(evidence, messageOf.get(lead)!, claim, outcome) ?? timedOut(evidence, lead, claim, outcome);
      if (outcome.status === 'in_doubt') {
        inDoubt++;
        if (cut) because[cut]++;
        else wrong.push(`${id} is in doubt, and nothing cut it: ${told(claim)}, ${told(outcome)} (${problem})`);
      } else if (cut === 'killed' || cut === 'line cut') {
        wrong.push(`${id} was cut (${cut}), and is called ${outcome.status}`);
      }
    }
    for (const [index, change] of changes.entries()) {
      if (change.status !== 'in_doubt' && change.status !== 'sent') continue;
      const before = changes[index - 1]?.status;
      if (before !== 'sending' && before !== 'in_doubt' && before !== 'sent' && before !== 'refused')
        wrong.push(`${id} is ${change.status} without a claim, after ${before}`);
    }
  }
  return { wrong, count: { inDoubt, because } };
}

const told = ({ status, program, at }: StatusChange) => `${status} by ${program} at ${new Date(at).toISOString()}`;

function cutBetween(evidence: Evidence, messageId: string, claim: StatusChange, outcome: StatusChange): Cut | null {
  const { kills, endedByItself, databaseAway, databaseCuts } = evidence.faults;
  const between = (at: number) => at >= claim.at && at <= outcome.at;
  // A program dies once, and what it wrote last may come by a slow line after its death.
  const died = ({ program, at }: { program: string; at: number }) => program === claim.program && at <= outcome.at;
  // Whoever records an outcome has outlived the claim.
  const other = outcome.program !== claim.program;
  if (other && kills.some(died)) return 'killed';
  if (other && endedByItself.some(died)) return 'worker ended';
  const trips = evidence.trips.filter(({ link }) => link.cut && between(link.openedAt));
  if (trips.some((trip) => trip.messageId === messageId && trip.answer === null)) return 'line cut';
  // The sender may have begun, or not heard, what was on the line when it was cut: then either word is right.
  const nearly = ({ messageId: id, textAsked, answeredAt, link }: MailTrip) =>
    (id === null && textAsked) || (id === messageId && answeredAt !== null && link.closedAt! - answeredAt < COMMIT_MS);
  if (outcome.status === 'in_doubt' && trips.some(nearly)) return 'line cut';
  const broken = [...databaseAway, ...databaseCuts];
  const lost = ({ at, lastedMs }: { at: number; lastedMs: number }) =>
    at + lastedMs >= claim.at - COMMIT_MS && at <= outcome.at;
  return broken.some(lost) && outcome.status === 'in_doubt' ? 'database cut' : null;
}

/** Temporal gave up on the try of a machine that was too slow for it, and the next one found its claim. */
function timedOut({ lines, heard }: Evidence, lead: string, claim: StatusChange, outcome: StatusChange): Cut | null {
  const invoiceId = lines.find(({ dispatch_id }) => dispatch_id === lead)?.invoice_id;
  const retries = (invoiceId && heard.get(invoiceWorkflowId(invoiceId))?.retriedAfterTimeOut) || [];
  return retries.some((at) => at >= claim.at && at <= outcome.at) ? 'timed out' : null;
}

/** No notice twice, none without its claim, and what is called sent was taken. */
export function checkMails(evidence: Evidence): string[] {
  const { mails, dispatches, lines, changes, invoices, answers, trips } = evidence;
  const wrong: string[] = [];
  const byMessage = Map.groupBy(mails, ({ messageId }) => messageId);
  const known = new Map(dispatches.map((dispatch) => [dispatch.message_id, dispatch]));
  for (const [messageId, copies] of byMessage) {
    const dispatch = known.get(messageId);
    if (!dispatch) {
      wrong.push(`a mail came that is no dispatch: ${copies[0]!.subject}`);
      continue;
    }
    if (copies.length > 1 && dispatch.kind !== REPEATABLE) wrong.push(`${dispatch.id} came ${copies.length} times`);
    const claim = (changes.get(dispatch.id) ?? []).find(({ status }) => status === 'sending');
    if (!claim || claim.at > copies[0]!.at) wrong.push(`${dispatch.id} left before it was claimed`);
    // A case that closes takes its questions along: what was in doubt stays so.
    const { status } = dispatch;
    if (status !== 'sent' && status !== 'in_doubt') wrong.push(`${dispatch.id} came, and is called ${status}`);
  }
  for (const { id, status, mail } of dispatches) {
    if (status === 'sent' && !byMessage.has(mail)) wrong.push(`${id} is called sent, and never came`);
  }
  for (const { messageId, answer } of trips) {
    if (answer === 250 && !byMessage.has(messageId!))
      wrong.push(`the mail server answered for ${messageId}, and has it not`);
  }
  // A step speaks again only in a new round, and a round has a reason.
  const came = lines.filter(({ dispatch_id }) => {
    const dispatch = dispatches.find(({ id }) => id === dispatch_id)!;
    return byMessage.has(dispatch.mail);
  });
  for (const [key, rounds] of Map.groupBy(came, ({ invoice_id, step }) => `${invoice_id} ${step}`)) {
    const invoice = invoices.find(({ id }) => id === rounds[0]!.invoice_id);
    if (!invoice) continue;
    const asked = answers.filter(({ invoiceId, outcome }) => invoiceId === invoice.id && outcome === 'send_again');
    const turns = invoice.accepted.filter(({ what }) => ANEW.includes(what));
    if (rounds.length > 1 + asked.length + turns.length)
      wrong.push(`${key} came in ${rounds.length} rounds without a reason`);
  }
  // And by what a reader sees, whatever the database calls it; mails about several invoices may look alike.
  const several = new Set(dispatches.map(({ covered_by }) => covered_by));
  for (const [what, same] of Map.groupBy(mails, ({ to, subject }) => `${to}: ${subject}`)) {
    const ids = new Set(same.map(({ messageId }) => messageId));
    const told = [...ids].filter((id) => known.get(id)?.kind !== REPEATABLE && !several.has(known.get(id)?.id ?? null));
    const rounds = new Set(
      lines.filter(({ dispatch_id }) => told.some((id) => known.get(id)!.id === dispatch_id)).map(({ round }) => round),
    );
    if (told.length > rounds.size) wrong.push(`"${what}" came ${told.length} times in ${rounds.size} rounds`);
  }
  return wrong;
}

/** A debtor is written to once a day, about however many invoices. */
export function checkDays({ dispatches, mails }: Evidence): string[] {
  const wrong: string[] = [];
  const notices = dispatches.filter(
    ({ kind, covered_by, mail }) =>
      kind !== REPEATABLE &&
      kind !== 'handover' &&
      covered_by === null &&
      mails.some(({ messageId }) => messageId === mail),
  );
  for (const [day, same] of Map.groupBy(notices, ({ debtor_id, claimed_on }) => `${debtor_id} on ${claimed_on}`)) {
    if (same.length > 1) wrong.push(`${same.length} contacts with ${day}: ${same.map(({ id }) => id).join(', ')}`);
  }
  return wrong;
}

/** What makes an earlier demand count for nothing, so that it is made again. */
const ANEW = [
  'paymentReceived',
  'paymentReversed',
  'creditNoteIssued',
  'disputeRaised',
  'disputeDecided',
  'invoiceCorrected',
  'invoiceSentAgain',
  'arrangementProposed',
  'arrangementAgreed',
  'arrangementDeclined',
  'arrangementBroken',
  'arrangementKept',
];
