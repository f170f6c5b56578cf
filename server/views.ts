/** What the API shows: snake_case, ISO instants, amounts as decimal text beside cents, sentences in both languages. */
import { balanceOn, NOTHING_CHARGED } from '../ladder/balance.ts';
import { contestedCents } from '../ladder/contested.ts';
import type { Ladder, LadderRef, StepId, StepText } from '../ladder/definition.ts';
import { describe, explainAll, outcomeLabel, stuckQuestion } from '../ladder/explain/explain.ts';
import { type DebtorFacts, type Facts, openCents } from '../ladder/facts.ts';
import type { Happening } from '../ladder/invoice/commands.ts';
import type { InvoiceState } from '../ladder/invoice/state.ts';
import { decimalAmount } from '../ladder/money.ts';
import type { Reason } from '../ladder/reasons.ts';
import { NoticeTextError, type NoticeValues, renderNotice } from '../ladder/texts.ts';
import type { CivilDate, Instant } from '../ladder/time/civil.ts';
import type { DispatchRecord } from '../store/dispatches.ts';
import type { InvoiceRowFull } from '../store/invoices.ts';
import type { OpenCall, TaskRecord } from '../store/tasks.ts';

export const iso = (at: Instant | null) => (at === null ? null : new Date(at).toISOString());

export function invoiceView(
  invoice: InvoiceRowFull,
  debtor: Pick<DebtorFacts, 'id' | 'kind' | 'country' | 'language' | 'segment' | 'relation' | 'terms'> & {
    name: string;
  },
  state: InvoiceState | null,
  facts: Facts,
  today: CivilDate,
) {
  const { claimedCents, dueOn } = facts.invoice;
  const corrected = claimedCents !== facts.registered.claimedCents;
  const [open, contested] = [openCents(facts), contestedCents(facts)];
  const balance = balanceOn(facts, state?.charged ?? NOTHING_CHARGED, today);
  return {
    id: invoice.id,
    number: invoice.number,
    creditor: invoice.creditor_id,
    debtor,
    issued: invoice.issued_on,
    due: dueOn,
    currency: invoice.currency,
    amount: decimalAmount(corrected ? claimedCents : invoice.amount_cents),
    open: decimalAmount(open),
    open_cents: open,
    /** Of what is open: not asked for now. */
    contested_cents: contested,
    /** By law, with the costs and interest that were charged, to the end of a day. */
    legal: {
      on: today,
      principal_cents: balance.owed.principalCents,
      costs_cents: balance.owed.costsCents + balance.owed.vatCents,
      interest_cents: balance.owed.interestCents,
      total_cents: balance.totalCents,
    },
    ladder: { id: invoice.ladder_id, version: invoice.ladder_version } satisfies LadderRef,
    registered_at: iso(invoice.registered_at),
    state: state === null ? null : stateView(state),
  };
}

export function stateView(state: InvoiceState) {
  const { position } = state;
  return {
    phase: state.phase,
    step: state.phase === 'climbing' ? (position?.step ?? null) : null,
    waiting: state.phase === 'climbing' ? (position?.mode ?? null) : null,
    paused: state.paused && { cause: state.paused.cause, until: state.paused.until },
    next_at: iso(state.wakeAt),
    closed: state.closed,
    handed_over: state.handedOver && { on: state.handedOver.on, amount: decimalAmount(state.handedOver.amountCents) },
    round: state.round,
  };
}

/** A thing that happened or will, with its reasons as data and as sentences. */
export function entryView(entry: { at: Instant; what: string; step: StepId | null; why: Reason[] }, ladder: Ladder) {
  const sentence = (language: 'nl' | 'en') => {
    const context = { ladder, language, step: entry.step };
    return { title: describeOr(entry.what, entry.step, context), why: explainAll(entry.why, context) };
  };
  return {
    at: iso(entry.at),
    what: entry.what,
    step: entry.step,
    nl: sentence('nl'),
    en: sentence('en'),
    reasons: entry.why,
  };
}

const OTHER_TITLES: Record<string, { nl: string; en: string }> = {
  registered: { nl: 'Factuur ontvangen', en: 'Invoice received' },
};

function describeOr(what: string, step: StepId | null, context: { ladder: Ladder; language: 'nl' | 'en' }): string {
  return OTHER_TITLES[what]?.[context.language] ?? describe(what as Happening, step, context);
}

/** A task with its words; `values` fill in the script of a call or task, which may lack when they cannot. */
export function taskView(task: TaskRecord, ladder: Ladder, invoiceNumber: string, values: NoticeValues | null = null) {
  const texts = (language: 'nl' | 'en') => {
    const context = { ladder, language };
    const text = task.cause === null && task.step !== null ? ladder.texts[language][task.step] : undefined;
    const script = text && values ? rendered(text, { ...values, language }) : null;
    const title =
      task.cause !== null
        ? stuckQuestion(task.cause, context)
        : (script?.subject ?? TASK_TITLES[task.kind]?.[language] ?? task.kind);
    return {
      title,
      script: script?.text ?? null,
      outcomes: Object.fromEntries(
        task.outcomes.map((outcome) => [outcome, outcomeLabel(outcome, { ...context, step: task.step })]),
      ),
    };
  };
  return {
    id: task.id,
    invoice_id: task.invoice_id,
    invoice_number: invoiceNumber,
    kind: task.kind,
    step: task.step,
    cause: task.cause,
    status: task.status,
    outcomes: task.outcomes,
    opened_at: iso(task.opened_at),
    until: iso(task.until_at),
    ended_at: iso(task.ended_at),
    nl: texts('nl'),
    en: texts('en'),
  };
}

/** A debtor who is to be called, with every call that is open. */
export function calledView(calls: readonly OpenCall[]) {
  const { debtor_id, debtor_name } = calls[0]!;
  return {
    id: debtor_id,
    name: debtor_name,
    calls: calls.map(({ id, invoice_id, number, due_on, until_at }) => ({
      task: id,
      invoice_id,
      invoice_number: number,
      due: due_on,
      until: iso(until_at),
    })),
  };
}

/** A script with its fields filled in; without them where a value lacks, for a person can do without. */
function rendered(text: StepText, values: NoticeValues): { subject: string; text: string } {
  try {
    return renderNotice(text, values);
  } catch (error) {
    if (error instanceof NoticeTextError) return { subject: text.subject, text: text.body };
    throw error;
  }
}

export const TASK_TITLES: Partial<Record<TaskRecord['kind'], { nl: string; en: string }>> = {
  overpaid: { nl: 'Er is te veel betaald: terugbetalen of verrekenen', en: 'Too much was paid: refund or set off' },
  dispute: { nl: 'De klant betwist de factuur: beslissen', en: 'The customer disputes the invoice: decide' },
  credit_due: { nl: 'Er moet nog een creditnota komen', en: 'A credit note has to follow' },
  return: { nl: 'Er is een retour aangekondigd: nagaan', en: 'A return was announced: check' },
  reply: { nl: 'De klant heeft gereageerd: lezen', en: 'The customer replied: read' },
  debtor_protected: {
    nl: 'Deze klant mag nu niet aangeschreven worden: nagaan hoe verder',
    en: 'This customer may not be written to now: find out how to go on',
  },
  payment_unknown: { nl: 'Een teruggeboekte betaling is niet bekend', en: 'A reversed payment is not known' },
  unreadable_signal: { nl: 'Een signaal kon niet worden gelezen', en: 'A signal could not be read' },
  pull_letter: {
    nl: 'Een geprinte brief moet uit de post worden gehaald',
    en: 'A printed letter has to be taken from the post',
  },
  not_arrived: { nl: 'Een bericht is niet aangekomen', en: 'A notice did not arrive' },
  correction_not_told: { nl: 'De klant kreeg een correctie niet', en: 'The customer did not get a correction' },
  agency_not_told: { nl: 'Het incassobureau kreeg een bericht niet', en: 'The agency did not get a message' },
  parked: { nl: 'Deze factuur loopt vast op een fout', en: 'This invoice is stopped by a defect' },
};

export function dispatchView(dispatch: DispatchRecord) {
  return {
    id: dispatch.id,
    kind: dispatch.kind,
    step: dispatch.step,
    round: dispatch.round,
    channel: dispatch.channel,
    status: dispatch.status,
    recipient: dispatch.recipient,
    sent_on: dispatch.sent_on,
    amount: dispatch.amount_cents === null ? null : decimalAmount(dispatch.amount_cents),
    message_id: dispatch.message_id,
    problem: dispatch.problem,
  };
}
