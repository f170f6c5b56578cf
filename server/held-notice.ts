/** What a contact that waits for its release would say, and when it would leave, if a person released it now. */
import type { Ladder, SendStep } from '../ladder/definition.ts';
import type { InvoiceEvent } from '../ladder/events.ts';
import { explainAll } from '../ladder/explain/explain.ts';
import type { Facts } from '../ladder/facts.ts';
import { channelOf, statedDeadline, type Terms, verdict } from '../ladder/invoice/delivery.ts';
import type { InvoiceState } from '../ladder/invoice/state.ts';
import { transition } from '../ladder/invoice/transition.ts';
import { decimalAmount } from '../ladder/money.ts';
import type { Reason } from '../ladder/reasons.ts';
import { handoverMail } from '../ladder/texts/agency.ts';
import { NoticeTextError, type NoticeValues, renderNotice, tellsOthers } from '../ladder/texts.ts';
import { type Instant, localDate } from '../ladder/time/civil.ts';
import { loadFacts } from '../store/facts.ts';
import { findInvoice } from '../store/invoices.ts';
import { noticeValues } from '../store/notice-values.ts';
import { findCreditor, latestContact } from '../store/parties.ts';
import { findState } from '../store/states.ts';
import type { TaskRecord } from '../store/tasks.ts';
import type { AppSettings } from './app.ts';
import { ladderOf, requireInvoice } from './routes/shared.ts';
import { iso } from './views.ts';

export async function heldNotice(settings: AppSettings, task: TaskRecord) {
  const { db } = settings;
  const now = settings.now();
  const row = await requireInvoice(settings, task.invoice_id!);
  const ladder = await ladderOf(settings, row);
  const invoice = (await findInvoice(db, row.id))!;
  const state = (await findState(db, row.id))!;
  const { facts, fresh } = await loadFacts(db, invoice);
  const after = released(ladder, state, facts, { task, fresh }, now);
  const leaves = leavesAt(ladder, after.state, facts, task, now);
  const about = { task: task.id, invoice_id: row.id, invoice_number: row.number, step: task.step };
  if (leaves === null) {
    const told = (language: 'nl' | 'en') => explainAll(after.why, { ladder, language, step: task.step });
    return { ...about, leaves_at: null, why_not: { nl: told('nl'), en: told('en') }, notice: null };
  }
  const { at, terms } = leaves;
  const step = ladder.steps.find(({ id }) => id === task.step)!;
  const channel = step.kind === 'send' ? channelOf(step, state, facts) : 'email';
  const creditor = (await findCreditor(db, invoice.creditorId))!;
  const words = step.kind === 'send' ? (ladder.texts[invoice.debtor.language][step.id] ?? null) : null;
  const values = await noticeValues(db, { invoice, facts, state }, creditor, {
    on: localDate(at),
    deadline: statedDeadline(step.kind === 'send' ? step.notice : 'handover', terms?.deadline ?? null),
    channel,
    tellsOthers: words !== null && tellsOthers(words),
  });
  const email = (await latestContact(db, invoice.debtor.id))?.email ?? null;
  const toAgency = step.kind === 'handover';
  const to = toAgency
    ? { name: creditor.agency_name, address: creditor.agency_email }
    : { name: values.debtor.name, address: channel === 'email' ? email : values.debtor.addressLines.join(', ') };
  const made = toAgency
    ? handoverMail(values, state, facts, email)
    : rendered(ladder, step as SendStep, invoice.debtor.language, values);
  const amounts = terms && {
    amount: decimalAmount(terms.amountCents),
    costs_cents: terms.costsCents ?? 0,
    interest_cents: terms.interestCents ?? 0,
    deadline: terms.deadline,
  };
  return {
    ...about,
    leaves_at: iso(at),
    why_not: null,
    notice: { channel, to_agency: toAgency, to, currency: facts.invoice.currency, terms: amounts, ...made },
  };
}

/** Where the case would stand with the release, and what it then tells. */
function released(
  ladder: Ladder,
  state: InvoiceState,
  facts: Facts,
  { task, fresh }: { task: TaskRecord; fresh: readonly InvoiceEvent[] },
  now: Instant,
): { state: InvoiceState; why: Reason[] } {
  const release = {
    type: 'task_completed',
    id: 'looked-at',
    at: now,
    taskId: task.id,
    outcome: 'release',
    by: '',
  } as const;
  const after = transition(ladder, state, [...fresh, release], facts, now);
  const told = after.commands.filter((command) => command.type === 'record').at(-1);
  return { state: after.state, why: told?.why ?? [] };
}

/** When the contact would leave and what it would state; null where it would not, as things are. */
function leavesAt(
  ladder: Ladder,
  state: InvoiceState,
  facts: Facts,
  task: TaskRecord,
  now: Instant,
): { at: Instant; terms: Terms | null } | null {
  const { position, phase, wakeAt } = state;
  if (phase !== 'climbing' || position?.step !== task.step) return null;
  if (position.mode === 'planned') {
    // It waits for its hours, or another day; what it states is worked out then.
    return wakeAt === null || state.paused ? null : { at: wakeAt, terms: null };
  }
  if (position.mode !== 'sending') return null;
  const judged = verdict(ladder, state, facts, position.dispatchId, now);
  return judged.send ? { at: now, terms: judged.terms } : null;
}

function rendered({ texts }: Ladder, step: SendStep, language: 'nl' | 'en', values: NoticeValues) {
  const words = texts[language][step.id];
  try {
    if (words) return renderNotice(words, values);
    return { problem: `step "${step.id}" has no text in language "${language}"` };
  } catch (error) {
    if (error instanceof NoticeTextError) return { problem: error.message };
    throw error;
  }
}
