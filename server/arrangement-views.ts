/** What the API shows of arrangements: as `views.ts` does of invoices. */
import { accountOf, isPaid, leftOf } from '../ladder/arrangement/account.ts';
import type { ArrangementHappening, ArrangementTaskKind } from '../ladder/arrangement/commands.ts';
import { ARRANGEMENT_WORDS, describeArrangement, explainArrangement } from '../ladder/arrangement/explain.ts';
import { type Instalment, instalments } from '../ladder/arrangement/instalments.ts';
import type { ArrangementReason } from '../ladder/arrangement/reasons.ts';
import type { ArrangementTerms } from '../ladder/arrangement/terms.ts';
import type { Language } from '../ladder/definition.ts';
import { decimalAmount } from '../ladder/money.ts';
import type { Instant } from '../ladder/time/civil.ts';
import type { ArrangementDispatchRecord } from '../store/arrangement-dispatches.ts';
import type { ArrangementStanding } from '../store/arrangements.ts';
import type { TaskRecord } from '../store/tasks.ts';
import { iso, TASK_TITLES } from './views.ts';

export function arrangementView(standing: ArrangementStanding) {
  const { arrangement, invoices, facts, state } = standing;
  const { terms } = arrangement;
  const account = accountOf(terms, facts);
  const list = state?.instalments ?? instalments(terms.plan);
  const phase = state?.phase ?? 'proposed';
  return {
    id: arrangement.id,
    debtor: arrangement.debtorId,
    invoices: invoices.map(({ id, facts: { number } }) => ({ id, number })),
    phase,
    nl: { phase: ARRANGEMENT_WORDS.nl.phases[phase] },
    en: { phase: ARRANGEMENT_WORDS.en.phases[phase] },
    proposed_at: iso(terms.agreedAt),
    proposed_by: arrangement.proposedBy,
    ...termsView(terms),
    signed_on: facts.signatures[0]?.on ?? null,
    instalments: list.map((one) => ({
      ...instalmentView(one),
      paid: isPaid(terms, list, account, one),
    })),
    account: {
      paid: decimalAmount(account.paidCents),
      owed: decimalAmount(account.owedCents),
      left: decimalAmount(leftOf(list, account).reduce((sum, { cents }) => sum + cents, 0)),
    },
    paused: state?.paused ? { cause: state.paused.cause, until: state.paused.until } : null,
    next_at: iso(state?.wakeAt ?? null),
  };
}

export function termsView({ currency, plan, signBy, reminderDays, graceDays, tolerance }: ArrangementTerms) {
  return {
    currency,
    total: decimalAmount(plan.totalCents),
    sign_by: signBy,
    reminder_days: reminderDays,
    grace_days: graceDays,
    tolerance: 'cents' in tolerance ? { amount: decimalAmount(tolerance.cents) } : tolerance,
  };
}

export function instalmentView({ n, cents, on, planned, because }: Instalment) {
  return {
    n,
    amount: decimalAmount(cents),
    on,
    /** The day of the plan, where banks were closed on it. */
    ...(planned !== on && { planned, because }),
  };
}

/** A thing that happened or will, with its reasons as data and as sentences. */
export function arrangementEntryView(entry: {
  at: Instant;
  what: ArrangementHappening;
  n: number | null;
  why: ArrangementReason[];
}) {
  const { at, what, n, why } = entry;
  const sentence = (language: Language) => ({
    title: describeArrangement(entry, language),
    why: explainArrangement(why, language),
  });
  return { at: iso(at), what, instalment: n, nl: sentence('nl'), en: sentence('en'), reasons: why };
}

export function arrangementDispatchView(dispatch: ArrangementDispatchRecord) {
  const { id, notice, instalment, round, channel, status, recipient, sent_on, amount_cents, deadline } = dispatch;
  return {
    id,
    notice,
    instalment,
    round,
    channel,
    status,
    recipient,
    sent_on,
    amount: amount_cents === null ? null : decimalAmount(amount_cents),
    deadline,
    problem: dispatch.problem,
  };
}

/** A task of an arrangement with its words. */
export function arrangementTaskView(task: TaskRecord) {
  const texts = (language: Language) => {
    const words = ARRANGEMENT_WORDS[language];
    const labels: Record<string, string> = words.outcomes;
    return {
      title: TASK_TITLES[task.kind]?.[language] ?? words.tasks[task.kind as ArrangementTaskKind],
      script: null,
      outcomes: Object.fromEntries(task.outcomes.map((outcome) => [outcome, labels[outcome] ?? outcome])),
    };
  };
  return {
    id: task.id,
    arrangement_id: task.arrangement_id,
    kind: task.kind,
    step: null,
    cause: null,
    status: task.status,
    outcomes: task.outcomes,
    opened_at: iso(task.opened_at),
    until: iso(task.until_at),
    ended_at: iso(task.ended_at),
    nl: texts('nl'),
    en: texts('en'),
  };
}
