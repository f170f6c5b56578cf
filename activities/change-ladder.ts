/** Takes a change of ladder into a locked invoice: which one it is to take, and what comes of it, in the given transaction. */

import { type Change, takeChange } from '../ladder/change/change.ts';
import type { LadderChange } from '../ladder/change/event.ts';
import { completeMapping } from '../ladder/change/mapping.ts';
import type { Ladder } from '../ladder/definition.ts';

import type { Facts } from '../ladder/facts.ts';
import type { InvoiceState } from '../ladder/invoice/state.ts';
import type { Transition } from '../ladder/invoice/transition.ts';
import type { Reason } from '../ladder/reasons.ts';
import type { Instant } from '../ladder/time/civil.ts';
import type { Db, Tx } from '../store/database.ts';
import { keepFact } from '../store/facts.ts';
import { type InvoiceRecord, setLadder } from '../store/invoices.ts';
import { changeToTake, endChange } from '../store/ladder-changes.ts';
import { findLadder } from '../store/ladders.ts';

/** A change that an invoice has still to take. */
export interface ComingChange {
  id: string;
  change: Change;
  by: string;
}

/** The change of an id, with both versions; null when this invoice has not to take it, or took it before. */
export async function comingChange(
  db: Db,
  tx: Tx,
  { invoice, ladder, changeId }: { invoice: InvoiceRecord; ladder: Ladder; changeId: string },
): Promise<ComingChange | null> {
  const row = await changeToTake(tx, changeId, invoice.id);
  if (!row || row.choice === 'new_only') return null;
  const { id, choice, notBefore, by } = row;
  const to = await findLadder(tx, row.to, db);
  const from = await findLadder(tx, row.from, db);
  if (!to || !from) throw new Error(`Ladder ${row.to.id} misses version ${row.from.version} or ${row.to.version}.`);
  // An invoice that runs on another version by now is refused the change; `from` is never anything but its own.
  if (from !== ladder) return { id, by, change: { from, to, mapping: new Map(), choice, notBefore } };
  return { id, by, change: { from, to, mapping: completeMapping(from, to, row.mapping), choice, notBefore } };
}

/** What came of a change: where the invoice stands and on which version; null when nothing changed but its progress. */
export interface TakenChange extends Transition {
  ladder: Ladder;
  event: LadderChange | null;
}

/**
 * Takes a change into a state that a transition left. While a contact is on its way, or in question, the state remembers
 * that the change waits; every later transition comes back to it here.
 */
export async function takeComingChange(
  tx: Tx,
  coming: ComingChange,
  { invoice, ladder, facts, sequence }: { invoice: InvoiceRecord; ladder: Ladder; facts: Facts; sequence: number },
  state: InvoiceState,
  now: Instant,
): Promise<TakenChange> {
  const { id, change, by } = coming;
  const { from, to, choice } = change;
  const event: LadderChange = {
    type: 'ladder_changed',
    id,
    at: now,
    from: { id: from.id, version: from.version },
    to: { id: to.id, version: to.version },
    choice,
    by,
  };
  const asItWas = async (end: Parameters<typeof endChange>[3]): Promise<TakenChange> => {
    await endChange(tx, id, invoice.id, end, now);
    return { ladder, event: null, state: { ...state, awaitsChange: null }, commands: [] };
  };
  if (from !== ladder) {
    return asItWas({ status: 'refused', problem: { code: 'change_refused', because: 'other_version', step: null } });
  }
  const result = attempted(() => takeChange(change, event, state, facts, now));
  switch (result.what) {
    case 'failed':
      return asItWas({ status: 'failed', problem: { code: 'problem', problem: result.problem } });
    case 'refused': {
      const { because, step } = result;
      return asItWas({ status: 'refused', problem: { code: 'change_refused', because, step } });
    }
    case 'waits':
      return { ladder, event: null, state: { ...state, awaitsChange: id }, commands: [] };
    case 'changed':
      await keepFact(tx, invoice, event, sequence);
      await setLadder(tx, invoice.id, event.to);
      await endChange(tx, id, invoice.id, { status: 'done', problem: null }, now);
      return { ladder: to, event, state: result.state, commands: result.commands };
  }
}

/** A defect in a change leaves the invoice on its version; it does not stop the case. */
function attempted<T>(attempt: () => T): T | { what: 'failed'; problem: string } {
  try {
    return attempt();
  } catch (error) {
    return { what: 'failed', problem: error instanceof Error ? error.message : String(error) };
  }
}

/** A later change takes the place of one that still waits. */
export function supersede(tx: Tx, invoice: InvoiceRecord, earlier: ComingChange, now: Instant): Promise<void> {
  const problem: Reason = { code: 'change_refused', because: 'superseded', step: null };
  return endChange(tx, earlier.id, invoice.id, { status: 'refused', problem }, now);
}
