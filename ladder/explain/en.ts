/** The words in English. */
import type { RunningChoice } from '../change/event.ts';
import type { Anchor, Charge, Condition, NoticeDelivery } from '../definition.ts';
import type { DebtorStatus, DisputeDecision, PauseCause, WithdrawnBecause } from '../events.ts';
import { formatPercent } from '../law/percent.ts';
import { type Cents, type Currency, formatAmount } from '../money.ts';
import { formatDate } from '../texts/fields.ts';
import type { ClosedBecause } from '../time/calendar.ts';
import { type CivilDate, dayOf, type Instant, localDate, localMinute, weekday } from '../time/civil.ts';
import { isQuestion, list, named, oneLine, quoted, remark, titled } from './text.ts';
import type { Names, ReasonOf, Subject, Words } from './words.ts';

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const date = (on: CivilDate) => formatDate(on, 'en');

function fullDate(on: CivilDate): string {
  return `${WEEKDAYS[weekday(dayOf(on)) - 1]} ${date(on)}`;
}

function moment(at: Instant): string {
  return `${date(localDate(at))} at ${localMinute(at).slice(-5)}`;
}

function amount(cents: Cents, currency: Currency): string {
  return formatAmount(cents, currency, 'en');
}

function count(days: number, unit: Anchor['unit']): string {
  const word = unit === 'workdays' ? 'working day' : 'day';
  return `${days} ${days === 1 ? word : `${word}s`}`;
}

/** "5 days after the due date". */
function anchor({ days, unit, after, ofStep }: Anchor, names: Pick<Names, 'step'>): string {
  const notice = ofStep === undefined ? 'the notice' : names.step(ofStep);
  const point = {
    invoice: 'the invoice date',
    due: 'the due date',
    previous: 'the previous step',
    received: `receipt of ${notice}`,
    deadline: `the final payment date of ${notice}`,
  }[after];
  const same = { invoice: 'on', due: 'on', previous: 'right after', received: 'upon', deadline: 'on' }[after];
  const relation = days === 0 ? same : `${count(Math.abs(days), unit)} ${days < 0 ? 'before' : 'after'}`;
  return `${relation} ${point}`;
}

/** "5 days after the due date (3 March 2026)". */
function anchored(from: Anchor, base: CivilDate, names: Names): string {
  return `${anchor(from, names)} (${date(base)})`;
}

/** A day counted from the due date: "45 days after the due date". */
function fromDue(day: number): string {
  if (day === 0) return 'on the due date';
  return `${count(Math.abs(day), 'days')} ${day < 0 ? 'before' : 'after'} the due date`;
}

const CLOSED: Record<ClosedBecause, string> = {
  'new-year': "New Year's Day",
  'good-friday': 'Good Friday',
  'easter-sunday': 'Easter Sunday',
  'easter-monday': 'Easter Monday',
  'kings-day': "King's Day",
  'liberation-day': 'Liberation Day',
  'labour-day': 'Labour Day',
  ascension: 'Ascension Day',
  'whit-sunday': 'Whit Sunday',
  'whit-monday': 'Whit Monday',
  christmas: 'Christmas Day',
  'boxing-day': 'Boxing Day',
  decree: 'a day off by decree',
  closed: 'a day on which the office is closed',
  weekend: 'the weekend',
  monday: 'a Monday (no delivery)',
  'other-weekday': 'a day not allowed for this step',
};

const WAIVED: Record<ReasonOf<'latest_waived'>['because'], string> = {
  registered_late: 'because the invoice was registered only after it',
  person: 'because a colleague chose to go on',
  new_round: 'because this notice goes out again',
};

const WITHDRAWN: Record<WithdrawnBecause, string> = {
  paid: 'the claim was paid',
  held: 'there is a hold',
  promised: 'a promise to pay is awaited',
  disputed: 'the invoice is disputed',
  return_announced: 'a return of goods is awaited',
  arranged: 'there is a payment arrangement',
  replied: 'a reply of the customer has to be read first',
  part_paid: 'a part has just been paid',
  debtor_protected: 'this customer may not be written to now',
  written_off: 'the claim was written off',
  outside_hours: 'it was outside the contact hours',
  superseded: 'the ladder had moved on by then',
  other_contact: 'the customer is written to about another invoice on that day',
  not_posted: 'the printed letter was not posted in time',
  voided: 'the printed letter was set aside',
};

const LAPSED: Record<ReasonOf<'demand_lapsed'>['because'], string> = {
  settled_since: 'the claim has been settled since',
  amount_rose: 'the open amount has risen since',
  dispute_decided: 'a dispute has been decided since',
  arrangement_ended: 'a payment arrangement has ended since',
  due_moved: 'the due date has been moved since',
  undelivered: 'the notice did not arrive',
};

const REFUSED: Record<ReasonOf<'change_refused'>['because'], (step: string) => string> = {
  closed: () => 'the case is closed',
  handed_over: () => 'the case was handed over',
  other_version: () => 'the invoice does not run on the version that is changed',
  superseded: () => 'a later change took the place of this one',
  unmapped: (step) => `it is not known which step takes the place of ${step}`,
  kind_differs: (step) => `the step that takes the place of ${step} is another sort of notice`,
  notice_passed_by: (step) => `${step} should have gone out before and has not`,
  anchor_passed_by: (step) => `a later step counts from ${step}, which has not gone out`,
};

const CHOICES: Record<RunningChoice, string> = {
  next_step: 'from the next step',
  replan: 'with what was planned planned anew',
};

const PAUSES: Record<PauseCause, string> = {
  held: 'a hold',
  promised: 'a promised payment',
  disputed: 'the decision on a dispute',
  return_announced: 'an announced return',
  arranged: 'a payment arrangement',
  replied: 'a colleague to read a reply',
  part_paid: 'the days after a part payment',
  debtor_protected: 'the customer, who may not be written to now',
};

const UNGROUNDED: Record<ReasonOf<'costs_withdrawn'>['because'], string> = {
  less_unpaid: 'less was unpaid on that day than was known then',
  settled_in_term: 'everything was paid within the term of the fourteen-day letter',
  due_moved: 'the fourteen-day letter went out before the due date',
  stated_less: 'the fourteen-day letter stated a lower amount',
  letter_undelivered: 'the fourteen-day letter did not arrive',
};

const NOT_CHARGED: Record<ReasonOf<'not_charged'>['because'], string> = {
  ...UNGROUNDED,
  less_unpaid: 'nothing was unpaid over which that may be done',
  no_letter: 'this consumer got no fourteen-day letter',
  term_too_short: 'the fourteen-day letter gave too short a term',
  letter_lapsed: 'a dispute was decided or an arrangement ended after the fourteen-day letter',
  charged_already: 'that was done already',
  other_currency: 'the invoice is not in euros',
  contractual_rate: 'a consumer may not be asked an agreed rate',
  rates_unknown: 'the statutory rate of that time is not known',
};

const CHARGES: Record<Charge, string> = { 'collection-costs': 'collection costs are', interest: 'interest is' };

const DECISIONS: Record<DisputeDecision['decision'], string> = {
  rejected: 'the dispute was rejected',
  upheld: 'the customer was right',
  partly: 'the customer was partly right',
};

const DEBTOR_STATUS: Record<DebtorStatus, string> = {
  normal: 'nothing special any more',
  'debt-help': 'the customer is in debt help',
  guardianship: 'the customer is under guardianship',
  bankruptcy: 'the customer is bankrupt',
  deceased: 'the customer has died',
};

const DELIVERIES: Record<NoticeDelivery, string> = {
  none: 'none',
  arrived: 'arrived',
  bounced: 'the mail bounced',
  returned: 'the letter came back',
};

function condition(test: Condition): string {
  switch (test.field) {
    case 'debtorKind':
      return `debtor is ${either(test.in.map((kind) => en.debtorKinds[kind].toLowerCase()))}`;
    case 'country':
      return `country is ${either(test.in)}`;
    case 'segment':
      return `segment is ${either(test.in.map(named))}`;
    case 'relation':
      return `relation is ${either(test.in.map(named))}`;
    case 'terms':
      return `payment terms are ${either(test.in.map(named))}`;
    case 'lastCall':
      return `last call: ${either(test.in.map((call) => (call === 'none' ? 'none' : named(en.callOutcomes[call]))))}`;
    case 'lastNotice':
      return `last notice: ${either(test.in.map((delivery) => DELIVERIES[delivery]))}`;
    case 'openCents':
      return `open amount ${bounds(test, (cents) => amount(cents, 'EUR'))}`;
    case 'brokenPromises':
      return `broken promises ${bounds(test, String)}`;
    case 'daysOverdue':
      return `days overdue ${bounds(test, String)}`;
  }
}

function either(values: readonly string[]): string {
  return values.length === 0 ? 'none of all' : list(values, 'or');
}

function bounds({ atLeast, below }: { atLeast?: number; below?: number }, show: (bound: number) => string): string {
  const parts = [];
  if (atLeast !== undefined) parts.push(`from ${show(atLeast)}`);
  if (below !== undefined) parts.push(`below ${show(below)}`);
  return parts.length === 0 ? 'does not matter' : parts.join(' and ');
}

/** A contact by its step's name; a handover by what it is, for its step is named after the doing. */
function contact(about: Subject | null): string {
  return about?.kind === 'handover' ? 'Handover to collection' : (about?.name ?? 'Notice');
}

export const en: Words = {
  reasons: {
    anchor: (reason, names) => anchored(reason.anchor, reason.base, names),
    gap: ({ days, since, on }) =>
      `no earlier than ${date(on)}, ${count(days, 'days')} after the last notice (${date(since)})`,
    other_contact: ({ days, since, on }) =>
      `not before ${date(on)}, ${count(days, 'days')} after a notice about another invoice (${date(since)})`,
    not_before: ({ anchor, base, on }, names) => `no earlier than ${date(on)}, ${anchored(anchor, base, names)}`,
    term_must_pass: ({ deadline, on }) =>
      `no earlier than ${date(on)}, after the final payment date (${date(deadline)})`,
    retry: ({ at, problem }) => `tried again on ${moment(at)}${remark(' after the message ', problem)}`,
    rolled: ({ on, because }) =>
      `moved to ${fullDate(on)}${because.length === 0 ? '' : ` because of ${closedDays(because)}`}`,
    latest: ({ day, on }) => `brought forward to ${fullDate(on)}, at the latest ${fromDue(day)}`,
    latest_missed: ({ day, last, possible }) =>
      `at the latest ${fromDue(day)} (${date(last)}) can no longer be met, it is possible only on ${date(possible)}`,
    latest_waived: ({ day, because }) =>
      `the limit of at the latest ${fromDue(day)} does not apply, ${WAIVED[because]}`,
    late: ({ planned, on }) =>
      `${date(planned)} is no longer possible, so it becomes ${date(on)}, the first possible day`,
    attempt: ({ number, of }) => `attempt ${number} of ${of}`,
    hastened: ({ on }) => `brought forward to ${date(on)} by a colleague`,
    kept_timing: ({ version }) => `as planned under version ${version} of the ladder`,
    spread: ({ on }) => `put off to ${fullDate(on)}, because the change of ladder made much due at once`,
    bank_data: ({ through, coveredUntil }) =>
      `not before payments up to and including ${date(through)} are known (now up to ${date(coveredUntil)})`,
    held: ({ cause, until, reason }) =>
      `waiting for ${PAUSES[cause]}${until === null ? '' : ` until and including ${date(until)}`}${given(reason)}`,
    registered: ({ ladder, daysOverdue }, names) =>
      `taken on by ladder ${names.ladder(ladder)} (version ${ladder.version}), ${fromDue(daysOverdue)}`,
    ladder_chosen: ({ ladder, rule }, names) =>
      `ladder ${names.ladder(ladder)} (version ${ladder.version}) ${rule === null ? 'was chosen, as for every invoice for which no rule holds' : `was chosen by the rule ${named(rule)}`}`,
    missed: ({ next, nextOn }, names) => `left out, because ${names.step(next)} is due as well (since ${date(nextOn)})`,
    registered_after_latest: ({ day, last }) =>
      `left out, because the invoice was registered after the last day for this step (${date(last)}, at the latest ${fromDue(day)})`,
    may_be_barred: ({ from }) => `the claim may have been barred by limitation since ${date(from)}`,
    conditions_met: ({ conditions, next }, names) =>
      `${conditions.length === 0 ? 'there is no condition' : list(conditions.map(condition), 'and')}, so on to ${names.step(next)}`,
    otherwise: ({ next }, names) => `none of the conditions was met, so on to ${names.step(next)}`,
    task_outcome: ({ outcome, by, note }, names) =>
      `${oneLine(by) === '' ? 'the choice was' : `${oneLine(by)} chose`} ${names.outcome(outcome)}${remark(': ', note)}`,
    task_expired: ({ until }) => `no outcome was given before ${moment(until)}`,
    paid: ({ paidCents, currency, lastPaymentOn }) =>
      `${amount(paidCents, currency)} was paid${lastPaymentOn === null ? '' : `, last on ${date(lastPaymentOn)}`}`,
    within_tolerance: ({ openCents, currency }) =>
      `the remainder of ${amount(openCents, currency)} is so small that it counts as paid`,
    settled_by_arrangement: ({ arrangement, openCents, currency }) =>
      `payment arrangement ${named(arrangement)} was kept, so that ${amount(openCents, currency)} is not asked any more`,
    credited: () => 'a credit note was booked',
    overpaid: ({ overCents, currency }) => `${amount(overCents, currency)} too much was paid`,
    written_off: ({ by, reason }) => `written off${person(by)}${given(reason)}`,
    open_again: ({ openCents, currency }) => `${amount(openCents, currency)} is open again`,
    hold_began: ({ owner, reason, until }) => `hold${person(owner)} until and including ${date(until)}${given(reason)}`,
    hold_ended: () => 'the hold is over',
    promised: ({ on, amountCents, currency, by }) =>
      `${amountCents === null ? 'payment' : amount(amountCents, currency)} promised by ${date(on)}${told('heard', by)}`,
    promise_broken: ({ on, until }) => `what was promised for ${date(on)} had not come by ${date(until)}`,
    disputed: ({ amountCents, currency, reason }) =>
      `${amountCents === null ? 'the whole invoice' : amount(amountCents, currency)} is disputed${given(reason)}`,
    decided: ({ decision, amountCents, currency, by, note }) =>
      `${DECISIONS[decision]}${amountCents === null ? '' : `, ${amount(amountCents, currency)} need not be paid`}${told('decided', by)}${remark(': ', note)}`,
    credit_due: ({ amountCents, currency }) => `a credit note of ${amount(amountCents, currency)} has to follow`,
    return_announced: ({ expectedOn, note }) => `goods are expected back by ${date(expectedOn)}${remark(': ', note)}`,
    replied: ({ note }) => `the customer replied${remark(': ', note)}`,
    arrangement: ({ arrangement }) => `payment arrangement ${named(arrangement)}`,
    corrected: ({ amountCents, dueOn, currency, by, reason }) =>
      `${list([...(amountCents === null ? [] : [`the amount is now ${amount(amountCents, currency)}`]), ...(dueOn === null ? [] : [`the due date is now ${date(dueOn)}`])], 'and')}${told('corrected', by)}${given(reason)}`,
    sent_again: ({ on, dueOn, by }) =>
      `sent again on ${date(on)}${dueOn === null ? '' : `, due date ${date(dueOn)}`}${person(by)}`,
    debtor_status: ({ status, by, note }) => `${DEBTOR_STATUS[status]}${told('recorded', by)}${remark(': ', note)}`,
    by_person: ({ by, reason }) => `decided${person(by)}${given(reason)}`,
    ladder_changed: ({ from, to, choice, by }, names) =>
      `from version ${from.version} to version ${to.version} of ${names.ladder(to)}, ${CHOICES[choice]}${person(by)}`,
    behind: ({ sentOn }) =>
      sentOn === null
        ? 'left out, because the case had this step behind it before the ladder was changed'
        : `left out, because this notice went out on ${date(sentOn)} already`,
    change_refused: ({ because, step }, names) =>
      `the ladder was not changed for this invoice, because ${REFUSED[because](step === null ? 'a step' : names.step(step))}`,
    payment_unknown: ({ reference }) => `payment ${named(reference)} that was taken back is not known`,
    withdrawn: ({ because }) => `not sent, because ${WITHDRAWN[because]}`,
    problem: ({ problem }) => `the message was ${quoted(problem)}`,
    demanded: ({ step, sentOn, deadline, demandedCents, currency }, names) =>
      `${names.step(step)} of ${date(sentOn)} demanded ${amount(demandedCents, currency)} with final payment date ${date(deadline)}`,
    no_valid_notice: () => 'there is no valid notice (such as a notice of default) on which this step can rest',
    demand_lapsed: ({ step, because }, names) => `${names.step(step)} no longer stands, because ${LAPSED[because]}`,
    reentered: ({ because }) =>
      because === 'taken_back'
        ? 'the bank took back a payment with which the claim had been settled'
        : 'the payment arrangement was broken',
    amount: ({ amountCents, currency, on, reference }) =>
      `${amount(amountCents, currency)} on ${date(on)}${reference === undefined ? '' : ` (${oneLine(reference)})`}`,
    asked: ({ amountCents, currency, on, deadline }) =>
      `${amount(amountCents, currency)}, on ${date(on)}${deadline === null ? '' : `, to be paid by ${date(deadline)}`}`,
    printed: ({ on, until }) => `dated ${date(on)}, to be posted by ${date(until)}`,
    undelivered: ({ how, on, problem }) => `${DELIVERIES[how]} (${date(on)})${given(problem)}`,
    costs: ({ amountCents, currency, from, vat }) =>
      `collection costs of ${amount(amountCents, currency)}${vat ? ' with VAT' : ''}, owed from ${date(from)}`,
    costs_withdrawn: ({ fromCents, toCents, currency, because }) =>
      `collection costs of ${amount(fromCents, currency)} ${toCents === 0 ? 'lapse' : `become ${amount(toCents, currency)}`}, because ${UNGROUNDED[because]}`,
    interest: ({ rate, from }) =>
      `${rate === 'statutory' ? 'statutory interest' : `agreed interest of ${formatPercent(rate, 'en')}`} from the day after ${date(from)}`,
    interest_withdrawn: () => 'no interest is owed, because payment was in time',
    not_charged: ({ charge, because }) => `no ${CHARGES[charge]} charged, because ${NOT_CHARGED[because]}`,
    charged_before: ({ chargedOn, through }) =>
      `no collection costs are charged, because this consumer was charged on ${date(chargedOn)} (again possible after ${date(through)})`,
    no_principal: () => 'left out, because the invoice itself is paid and only costs and interest are open',
    nothing_open: () => 'nothing is open',
    trial: ({ version }) => `waits for release: trial run of version ${version}`,
    left_open: ({ openCents, currency }) => `at the end of the ladder ${amount(openCents, currency)} is still open`,
    signal_unreadable: ({ signal, problem }) => `the signal ${named(signal)} could not be read${remark(': ', problem)}`,
  },
  happenings: {
    started: () => 'Ladder started',
    step_skipped: (about) => titled('Left out', about),
    branch_taken: (about) => titled('Branch chosen', about),
    notice_intended: (about) => `${contact(about)} prepared`,
    notice_sent: (about) => `${contact(about)} sent`,
    notice_withdrawn: (about) => `${contact(about)} withdrawn`,
    notice_deferred: (about) => `${contact(about)} deferred`,
    notice_refused: (about) => `${contact(about)} refused`,
    letter_queued: (about) => `${contact(about)} waits to be printed`,
    letter_printed: (about) => `${contact(about)} printed`,
    letter_posted_too: (about) => `${contact(about)} posted once more: two letters went out`,
    letter_posted_stale: (about) =>
      `${contact(about)} posted too late: its final payment date had passed, it demands nothing`,
    letter_posted_overstated: (about) =>
      `${contact(about)} posted all the same with too high an amount: it demands nothing`,
    notice_undelivered: (about) => `${contact(about)} did not arrive`,
    notice_in_doubt: (about) => `Sending in doubt: ${contact(about)}`,
    send_again: (about) => `To be sent again: ${contact(about)}`,
    task_opened: (about) => titled('Task opened', about),
    decision_asked: (about) => titled('Decision asked', about),
    attention_asked: () => 'Attention asked',
    task_completed: (about) => titled(isQuestion(about) ? 'Decision taken' : 'Task completed', about),
    task_expired: (about) => titled('Task expired', about),
    task_withdrawn: (about) => titled(isQuestion(about) ? 'Decision no longer needed' : 'Task withdrawn', about),
    payment: () => 'Payment received',
    credit_note: () => 'Credit note booked',
    reversal: () => 'Payment reversed',
    hold: () => 'Hold placed',
    release: () => 'Hold released',
    hold_ended: () => 'Hold over',
    promise: () => 'Payment promised',
    promise_broken: () => 'Promise broken',
    dispute: () => 'Invoice disputed',
    dispute_decided: () => 'Dispute decided',
    return_announced: () => 'Return announced',
    reply: () => 'Reply received',
    arrangement_proposed: () => 'Payment arrangement proposed',
    arrangement_agreed: () => 'Payment arrangement agreed',
    arrangement_declined: () => 'Payment arrangement declined',
    arrangement_kept: () => 'Payment arrangement kept',
    arrangement_broken: () => 'Payment arrangement broken',
    arrangement_replaced: () => 'Payment arrangement replaced by a new one',
    invoice_corrected: () => 'Invoice corrected',
    invoice_sent_again: () => 'Invoice sent again',
    debtor_changed: () => 'Customer status changed',
    deliveries_held: () => 'Deliveries held',
    deliveries_resumed: () => 'Deliveries resumed',
    escalated: (about) => titled('Brought forward', about),
    step_left_out: (about) => titled('Left out by a colleague', about),
    ladder_changed: () => 'Ladder changed',
    write_off: () => 'Claim written off',
    handed_over: () => 'Handed over to collection',
    agency_told: () => 'Collection agency told',
    costs_charged: () => 'Collection costs charged',
    costs_withdrawn: () => 'Collection costs withdrawn',
    interest_charged: () => 'Interest charged',
    interest_withdrawn: () => 'Interest withdrawn',
    correction_intended: () => 'Correction message ready',
    correction_sent: () => 'Correction message sent',
    closed: () => 'Invoice closed',
    reopened: () => 'Invoice reopened',
  },
  questions: {
    may_be_barred: 'The claim may be barred by limitation. Go on all the same?',
    latest_missed: 'The last day of this step can no longer be met. Go on all the same?',
    refused: 'The notice was not sent. How to go on?',
    in_doubt: 'It is in doubt whether the notice was sent. Did it go out?',
    no_valid_notice: 'There is no valid notice on which this step can rest. Write off or close?',
    trial: 'The ladder is on trial. May this go out?',
    left_open: 'The ladder has ended and an amount is still open. Write off or close?',
  },
  callOutcomes: {
    pays: 'Pays',
    promise: 'Promises to pay',
    arrangement: 'Wants a payment arrangement',
    dispute: 'Disputes the invoice',
    not_received: 'Invoice not received',
    details_wrong: 'Details are wrong',
    cannot_pay: 'Cannot pay',
    refuses: 'Refuses to pay',
    not_reached: 'Not reached',
    wrong_number: 'Wrong number',
  },
  repairOutcomes: {
    proceed: 'Go on all the same',
    skip: 'Leave out the step',
    went_out: 'It went out',
    send_again: 'Send again',
    write_off: 'Write off',
    done: 'Done',
    release: 'Release',
    hold: 'Hold back',
  },
  disputeDecisions: {
    rejected: 'Reject the dispute',
    upheld: 'The customer is right',
    partly: 'The customer is partly right',
  },
  approvals: { approved: 'Approve', refused: 'Do not approve' },
  pauses: PAUSES,
  closed: CLOSED,
  noticeKinds: {
    own: 'Own text',
    reminder: 'Reminder',
    'second-reminder': 'Second reminder',
    'fourteen-day-letter': 'Fourteen-day letter',
    demand: 'Demand',
    'notice-of-default': 'Notice of default',
    'final-demand': 'Final demand',
    'handover-announcement': 'Announcement of handover',
  },
  debtorKinds: {
    consumer: 'Consumer',
    'sole-trader': 'Sole trader',
    company: 'Company',
    government: 'Government',
  },
  condition,
  anchor,
  days: count,
  date,
  planned: (clause) => `planned ${clause}`,
  and: 'and',
  but: 'but',
};

function closedDays(because: readonly ClosedBecause[]): string {
  return list(
    because.map((closed) => CLOSED[closed]),
    'and',
  );
}

function given(reason: string): string {
  return remark(', reason: ', reason);
}

function person(by: string): string {
  return oneLine(by) === '' ? '' : ` by ${oneLine(by)}`;
}

function told(how: string, by: string): string {
  return oneLine(by) === '' ? '' : `, ${how} by ${oneLine(by)}`;
}
