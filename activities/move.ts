/** One step of an invoice in one transaction: facts in, transition, commands and new state out. */

import type { Ladder } from '../ladder/definition.ts';
import type { InvoiceEvent } from '../ladder/events.ts';
import type { Facts } from '../ladder/facts.ts';
import type { Answer } from '../ladder/invoice/answer.ts';
import type { Command } from '../ladder/invoice/commands.ts';
import { transition } from '../ladder/invoice/transition.ts';
import { plan } from '../ladder/simulate.ts';
import type { Instant } from '../ladder/time/civil.ts';
import type { Db, Tx } from '../store/database.ts';
import { intendDispatch, setDispatch, undelivered } from '../store/dispatches.ts';
import { keepFact, loadFacts, markApplied } from '../store/facts.ts';
import { type InvoiceRecord, lockInvoice } from '../store/invoices.ts';
import { findLadder } from '../store/ladders.ts';
import { appendLog, invoiceChain, type LogEntry } from '../store/log.ts';
import { findCreditor } from '../store/parties.ts';
import { lastAnswer, saveAnswer } from '../store/states.ts';
import { endTask, openTask } from '../store/tasks.ts';

/** An invoice under lock, with all that a transition needs. */
export interface Locked {
  invoice: InvoiceRecord;
  ladder: Ladder;
  facts: Facts;
  /** Events that no transition has taken in yet. */
  fresh: InvoiceEvent[];
  answer: Answer | null;
}

/** Locks the debtor and the invoice, and reads everything known. Throws when the invoice or its ladder is missing. */
export async function lock(db: Db, tx: Tx, invoiceId: string): Promise<Locked> {
  const invoice = await lockInvoice(tx, invoiceId);
  if (!invoice) throw new Error(`There is no invoice ${invoiceId}.`);
  const ladder = await findLadder(tx, invoice.ladder, db);
  if (!ladder) throw new Error(`There is no ladder ${invoice.ladder.id} version ${invoice.ladder.version}.`);
  const { facts, fresh } = await loadFacts(tx, invoice);
  return { invoice, ladder, facts, fresh, answer: await lastAnswer(tx, invoiceId) };
}

/**
 * Takes events into a locked invoice and carries out what follows, all in the given transaction. Events that were known
 * already change nothing.
 */
export async function move(tx: Tx, locked: Locked, events: readonly InvoiceEvent[], now: Instant): Promise<Answer> {
  const { invoice, ladder } = locked;
  for (const event of events) await keepFact(tx, invoice, event);
  const { facts, fresh } = events.length > 0 ? await loadFacts(tx, invoice) : locked;
  const { state, commands } = transition(ladder, locked.answer?.state ?? null, fresh, facts, now);

  const sequence = (locked.answer?.sequence ?? 0) + 1;
  if (fresh.length > 0) await markApplied(tx, invoice.id, sequence);
  await carryOut(tx, invoice, commands, fresh, now);
  const answer: Answer = {
    sequence,
    state,
    deliveries: await undelivered(tx, invoice.id),
    plan: plan(ladder, state, facts, now),
  };
  await saveAnswer(tx, invoice.id, answer);
  return answer;
}

async function carryOut(
  tx: Tx,
  invoice: InvoiceRecord,
  commands: readonly Command[],
  events: readonly InvoiceEvent[],
  now: Instant,
): Promise<void> {
  const entries: LogEntry[] = [];
  let mailDomain: string | null = null;
  for (const command of commands) {
    switch (command.type) {
      case 'intend':
        mailDomain ??= await domainOf(tx, invoice);
        await intendDispatch(tx, invoice, command.dispatch, mailDomain, now);
        break;
      case 'settle_dispatch':
        await setDispatch(
          tx,
          command.dispatchId,
          command.sentOn === null ? { status: 'refused' } : { status: 'sent', sentOn: command.sentOn },
        );
        break;
      case 'open_task':
        await openTask(tx, invoice, command.task, now);
        break;
      case 'end_task':
        await endTask(tx, command.taskId, command.end, now);
        break;
      case 'record':
        entries.push({
          at: now,
          actor: actorOf(events, command.what),
          what: command.what,
          step: command.step,
          why: command.why,
        });
        break;
    }
  }
  await appendLog(tx, invoiceChain(invoice.id), entries);
}

/** Answers to tasks, holds and write-offs are acts of a person; all else the ladder does. */
function actorOf(events: readonly InvoiceEvent[], what: LogEntry['what']): string {
  const byPerson: readonly string[] = ['task_completed', 'hold', 'release', 'write_off', 'send_again'];
  return byPerson.includes(what) && events.length > 0 ? 'person' : 'ladder';
}

const NO_MAIL_DOMAIN = 'incassoladder.invalid';

async function domainOf(tx: Tx, invoice: InvoiceRecord): Promise<string> {
  const creditor = await findCreditor(tx, invoice.creditorId);
  return creditor?.email?.split('@')[1]?.toLowerCase() ?? NO_MAIL_DOMAIN;
}
