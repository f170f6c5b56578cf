/** One step of an invoice in one transaction: facts in, transition, commands and new state out. */

import type { Ladder } from '../ladder/definition.ts';
import type { InvoiceEvent } from '../ladder/events.ts';
import { withEvents } from '../ladder/facts.ts';
import { type Answer, deliveriesAfter } from '../ladder/invoice/answer.ts';
import type { Command } from '../ladder/invoice/commands.ts';
import { transition } from '../ladder/invoice/transition.ts';
import { plan } from '../ladder/simulate.ts';
import type { Instant } from '../ladder/time/civil.ts';
import type { Db, Tx } from '../store/database.ts';
import { holdDeliveries, resumeDeliveries } from '../store/deliveries.ts';
import { intendDispatch } from '../store/dispatches.ts';
import { keepFact, markApplied } from '../store/facts.ts';
import type { InvoiceRecord } from '../store/invoices.ts';
import { findLadder } from '../store/ladders.ts';
import { appendLog, invoiceChain, type LogEntry } from '../store/log.ts';
import { lockStanding, type Standing, saveState } from '../store/states.ts';
import { endTask, openTask } from '../store/tasks.ts';
import { noteRelease, noteWait } from '../store/trials.ts';
import { type ComingChange, comingChange, takeComingChange } from './change-ladder.ts';
import { settleDispatch, withdrawLetter } from './whole-contact.ts';

/** An invoice under lock, with all that a transition needs. */
export interface Locked extends Standing {
  ladder: Ladder;
  /** A change of ladder that it is to take as soon as it is at rest. */
  coming: ComingChange | null;
}

/** Locks the debtor and the invoice, and reads everything known. Throws when the invoice or its ladder is missing. */
export async function lock(db: Db, tx: Tx, invoiceId: string): Promise<Locked> {
  const standing = await lockStanding(tx, invoiceId);
  if (!standing) throw new Error(`There is no invoice ${invoiceId}.`);
  const { invoice } = standing;
  const ladder = await findLadder(tx, invoice.ladder, db);
  if (!ladder) throw new Error(`There is no ladder ${invoice.ladder.id} version ${invoice.ladder.version}.`);
  const changeId = standing.state?.awaitsChange;
  const coming = changeId ? await comingChange(db, tx, { invoice, ladder, changeId }) : null;
  return { ...standing, ladder, coming };
}

/**
 * Takes events into a locked invoice and carries out what follows, all in the given transaction. Events that were known
 * already change nothing.
 */
export async function move(tx: Tx, locked: Locked, events: readonly InvoiceEvent[], now: Instant): Promise<Answer> {
  const { invoice, coming } = locked;
  const sequence = locked.sequence + 1;
  const added: InvoiceEvent[] = [];
  for (const event of events) if (await keepFact(tx, invoice, event, sequence)) added.push(event);
  const facts = withEvents(locked.facts, added);
  const fresh = [...locked.fresh, ...added];
  const turn = transition(locked.ladder, locked.state, fresh, facts, now);
  const taken = coming && (await takeComingChange(tx, coming, { ...locked, facts, sequence }, turn.state, now));
  // A change that waited and is no longer there was taken back, or another one took its place.
  const { state, ladder } = taken ?? { state: { ...turn.state, awaitsChange: null }, ladder: locked.ladder };
  const commands = taken ? [...turn.commands, ...taken.commands] : turn.commands;

  if (locked.fresh.length > 0) await markApplied(tx, invoice.id, sequence);
  await carryOut(tx, invoice, commands, taken?.event ? [...fresh, taken.event] : fresh, now);
  const deliveries = deliveriesAfter(locked.deliveries, fresh, commands);
  await saveState(tx, invoice.id, { sequence, state, deliveries });
  return { sequence, state, deliveries, plan: plan(ladder, state, facts, now) };
}

/** The answer that an invoice was given before, or null when it was given none. */
export function lastAnswer({ ladder, facts, sequence, state, deliveries }: Locked, now: Instant): Answer | null {
  return state && { sequence, state, deliveries, plan: plan(ladder, state, facts, now) };
}

async function carryOut(
  tx: Tx,
  invoice: InvoiceRecord,
  commands: readonly Command[],
  events: readonly InvoiceEvent[],
  now: Instant,
): Promise<void> {
  const entries: LogEntry[] = [];
  for (const command of commands) {
    switch (command.type) {
      case 'intend':
        await intendDispatch(tx, invoice, command.dispatch, now);
        break;
      case 'settle_dispatch':
        await settleDispatch(tx, command.dispatchId, command.sentOn, events, now);
        break;
      case 'withdraw_letter':
        await withdrawLetter(tx, command, now);
        break;
      case 'open_task':
        await openTask(tx, invoice, command.task, now);
        if (command.task.cause === 'trial') await noteWait(tx, invoice.id);
        break;
      case 'release':
        await noteRelease(tx, { id: invoice.ladder.id, version: command.version }, command, now);
        break;
      case 'deliveries':
        if (command.action === 'hold') await holdDeliveries(tx, invoice, now);
        else await resumeDeliveries(tx, invoice, now);
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

const BY_PERSON: readonly string[] = [
  'task_completed',
  'hold',
  'release',
  'write_off',
  'send_again',
  'promise',
  'dispute_decided',
  'invoice_corrected',
  'invoice_sent_again',
  'debtor_changed',
  'escalated',
  'step_left_out',
  'ladder_changed',
];

/** Answers to tasks, holds and write-offs are acts of a person; all else the ladder does. */
function actorOf(events: readonly InvoiceEvent[], what: LogEntry['what']): string {
  return BY_PERSON.includes(what) && events.length > 0 ? 'person' : 'ladder';
}
