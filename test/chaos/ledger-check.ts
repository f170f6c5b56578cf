/** The database against the model of the money, and every accepted event against the facts. */
import { type Books, booksOf, type Told } from '../support/money-model.ts';
import type { StatusChange } from './audit.ts';
import type { Evidence } from './evidence.ts';
import type { KnownInvoice } from './outside.ts';

/** Statuses of a contact that asks for money. */
const NEWS = 'agency-update';

/** Every event that was accepted is kept, taken in, and was kept before its acceptance was told. */
export function checkNothingLost({ invoices, facts, commits, answers }: Evidence): string[] {
  const wrong: string[] = [];
  for (const { id: invoiceId, number, accepted, garbled } of invoices) {
    const kept = facts.get(invoiceId) ?? [];
    const find = (id: string) => kept.find((fact) => fact.id === id);
    for (const { id, by, acceptedAt, at } of accepted) {
      const fact = find(id);
      if (!fact) wrong.push(`${number}: ${id}, accepted by ${by}, is lost`);
      else if (fact.applied_in === null) wrong.push(`${number}: ${id}, accepted by ${by}, was never taken in`);
      else if (fact.at !== at) wrong.push(`${number}: ${id} is kept with another time`);
      const committed = commits.get(invoiceId)?.get(id);
      if (by === 'api' && committed && committed.at > acceptedAt)
        wrong.push(`${number}: ${id} was accepted before it was kept`);
    }
    for (const answer of answers) {
      if (answer.invoiceId === invoiceId && !find(answer.id)) wrong.push(`${number}: the answer ${answer.id} is lost`);
    }
    const unreadable = kept.filter(({ type }) => type === 'malformed_signal').length;
    if (unreadable < new Set(garbled).size) wrong.push(`${number}: an unreadable signal is lost`);
  }
  return wrong;
}

/** Payments, what was taken back of them, credit notes, and whether the case is closed. */
export function checkMoney(evidence: Evidence): string[] {
  const wrong: string[] = [];
  for (const invoice of evidence.invoices) {
    const say = (what: string) => wrong.push(`${invoice.number}: ${what}`);
    const books = booksOf(invoice.amountCents, invoice.accepted);
    const credited = sum(evidence.creditNotes.filter((note) => note.invoice_id === invoice.id));
    if (credited !== books.creditedCents) say(`${books.creditedCents} was credited, the database says ${credited}`);
    const allocations = evidence.allocations.filter((row) => row.invoice_id === invoice.id);
    for (const [id, { paidCents, reversedCents }] of books.payments) {
      const rows = allocations.filter(({ payment_id }) => payment_id.endsWith(`:${id}`));
      const kept = sum(rows);
      if (kept !== paidCents - reversedCents)
        say(`of ${id} ${paidCents - reversedCents} is left, the database says ${kept}`);
      const payment = evidence.payments.find((row) => row.id === rows[0]?.payment_id);
      if (payment?.amount_cents !== paidCents) say(`${id} is ${paidCents}, the database says ${payment?.amount_cents}`);
    }
    const known = [...books.payments.values()].reduce(
      (total, { paidCents, reversedCents }) => total + paidCents - reversedCents,
      0,
    );
    if (sum(allocations) !== known) say(`${known} was paid, the database says ${sum(allocations)}`);
    wrong.push(...checkPhase(evidence, invoice, books));
  }
  return wrong;
}

function checkPhase({ states, answers }: Evidence, invoice: KnownInvoice, books: Books): string[] {
  const phase = states.get(invoice.id)?.phase;
  const ended = answers.some(
    ({ invoiceId, outcome, taskId }) => invoiceId === invoice.id && outcome === 'done' && taskId.includes('einde'),
  );
  const settled = books.openCents <= 0 || books.writtenOff;
  if (settled && phase !== 'closed') return [`${invoice.number}: is settled, and the database says ${phase}`];
  if (!settled && phase === 'closed' && !ended)
    return [`${invoice.number}: ${books.openCents} is open, and it is closed`];
  return [];
}

/**
 * What a contact asked for, and that it might be sent at all: on what was known when it was claimed. The claim and every fact are
 * written under the locks of debtor and invoice, so the count of the second book says exactly what the claim could see.
 */
export function checkClaims(evidence: Evidence): string[] {
  const wrong: string[] = [];
  for (const dispatch of evidence.dispatches) {
    const claims = (evidence.changes.get(dispatch.id) ?? []).filter(({ status }) => status === 'sending');
    for (const line of evidence.lines.filter(({ dispatch_id }) => dispatch_id === dispatch.id)) {
      const invoice = evidence.invoices.find(({ id }) => id === line.invoice_id);
      // Told by `checkLife`: its registration was never answered.
      if (!invoice) continue;
      for (const claim of claims) {
        const { openCents, contestedCents, writtenOff } = booksAt(evidence, invoice, claim);
        const say = (what: string) => wrong.push(`${dispatch.id} was claimed ${what}`);
        if (dispatch.kind === NEWS) continue;
        if (openCents <= 0) say(`with ${openCents} open`);
        else if (openCents - contestedCents <= 0) say('while all of it was contested');
        if (writtenOff) say('after the claim was written off');
        const asks = openCents - contestedCents;
        // The line says what the last try asked for.
        if (claim === claims.at(-1) && line.amount_cents !== asks)
          say(`for ${line.amount_cents}, and ${asks} may be asked`);
      }
    }
  }
  return wrong;
}

function booksAt({ commits }: Evidence, invoice: KnownInvoice, { n }: StatusChange): Books {
  const known = invoice.accepted.filter(({ id }: Told) => {
    const commit = commits.get(invoice.id)?.get(id);
    return commit !== undefined && commit.n < n;
  });
  return booksOf(invoice.amountCents, known);
}

const sum = (rows: readonly { amount_cents: number }[]) => rows.reduce((total, row) => total + row.amount_cents, 0);
