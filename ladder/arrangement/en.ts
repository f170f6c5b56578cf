/** The words about arrangements in English. */
import { remark } from '../explain/text.ts';
import { type Cents, type Currency, formatAmount } from '../money.ts';
import { formatDate } from '../texts/fields.ts';
import type { CivilDate } from '../time/civil.ts';
import type { ArrangementNotice } from './state.ts';
import { type ArrangementWords, byWhom, named } from './words.ts';

const date = (on: CivilDate) => formatDate(on, 'en');
const amount = (cents: Cents, currency: Currency) => formatAmount(cents, currency, 'en');
const by = (who: string) => byWhom(who, 'en');
const given = (reason: string) => remark(', reason: ', reason);

/** "instalment 3", "the deposit". */
const instalment = (n: number) => (n === 0 ? 'the deposit' : `instalment ${n}`);
const about = (headline: string, n: number | null) => (n === null ? headline : `${headline} (${instalment(n)})`);

/** "Breach notice sent (instalment 3)"; of an older entry it is not known which notice it was. */
const ofNotice =
  (done: string, general = 'Notice') =>
  (n: number | null, notice: ArrangementNotice | null) => {
    if (notice === null) return about(`${general} ${done}`, n);
    if (notice === 'instalment-reminder' && n !== null) return `Reminder of ${instalment(n)} ${done}`;
    return about(`${en.notices[notice]} ${done}`, n);
  };

export const en: ArrangementWords = {
  reasons: {
    agreed: ({ invoices, instalments, totalCents, currency, signBy }) =>
      `${amount(totalCents, currency)} over ${invoices === 1 ? 'one invoice' : `${invoices} invoices`} in ${instalments === 1 ? 'one instalment' : `${instalments} instalments`}, to be signed on or before ${date(signBy)}`,
    offered: ({ on, signBy }) => `the text to sign was sent on ${date(on)}, to be signed on or before ${date(signBy)}`,
    to_sign: ({ signBy }) => `the customer has to sign the proposal on or before ${date(signBy)}`,
    not_offered: ({ signBy }) =>
      `the text to sign was not sent and can no longer be there in time to be signed on or before ${date(signBy)}`,
    signature: ({ on, by: who }) => `signed on ${date(on)}${by(who)}`,
    refusal: ({ by: who, reason }) => `the proposal was refused${by(who)}${given(reason)}`,
    not_signed: ({ signBy }) => `not signed on or before ${date(signBy)}`,
    signed_late: ({ on, signBy, by: who }) => `signed only on ${date(on)}${by(who)}, after ${date(signBy)}`,
    instalment: ({ n, amountCents, currency, on }) =>
      `${instalment(n)} of ${amount(amountCents, currency)} is due on ${date(on)}`,
    short: ({ n, shortCents, currency, on, seenBy }) =>
      `on ${date(seenBy)} ${amount(shortCents, currency)} was lacking up to ${instalment(n)} of ${date(on)}`,
    term_passed: ({ deadline, seenBy }) =>
      `the term of the breach notice ran until ${date(deadline)}, and on ${date(seenBy)} the shortfall had not been made good`,
    not_made_good: ({ n, deadline }) =>
      `the shortfall at ${instalment(n)} was not made good on or before ${date(deadline)} after all`,
    made_good: ({ n }) => `the shortfall at ${instalment(n)} was made good in time`,
    breach_not_arrived: ({ n }) =>
      `the arrangement was broken, but the breach notice about ${instalment(n)} did not arrive`,
    plan_changed: () => 'the days of the arrangement were changed',
    paid_in_full: ({ paidCents, currency }) => `${amount(paidCents, currency)} was paid`,
    nothing_owed: () => 'nothing has to be paid any more',
    disputed: ({ invoice, reason }) => `invoice ${named(invoice)} is disputed${given(reason)}`,
    corrected: ({ invoice, by: who, reason }) => `invoice ${named(invoice)} was corrected${by(who)}${given(reason)}`,
    balance_rose: ({ invoice, amountCents, currency, on }) =>
      `a payment from before the arrangement on invoice ${named(invoice)} was taken back on ${date(on)}, so that ${amount(amountCents, currency)} more is open than was arranged`,
    withdrawn: ({ because }) => `not sent, because ${en.withdrawn[because]}`,
    chosen: ({ outcome, by: who, note }) =>
      `chosen${by(who)}: ${named(en.outcomes[outcome as keyof typeof en.outcomes] ?? outcome)}${remark(': ', note)}`,
    new_day: ({ n, amountCents, currency, on }) =>
      `what was lacking at ${instalment(n)}, ${amount(amountCents, currency)}, is now due on ${date(on)}`,
    replaced_by: ({ arrangement }) => `replaced by payment arrangement ${named(arrangement)}`,
  },
  happenings: {
    proposed: () => 'Payment arrangement proposed',
    signed: () => 'Payment arrangement signed',
    refused: () => 'Proposal refused by the customer',
    declined: () => 'Payment arrangement not concluded',
    kept: () => 'Payment arrangement kept',
    broken: () => 'Payment arrangement broken',
    revived: (n) => about('New day for the shortfall', n),
    replaced: () => 'Payment arrangement replaced by a new one',
    restored: () => 'Payment arrangement restored',
    notice_intended: ofNotice('prepared'),
    notice_sent: ofNotice('sent'),
    notice_withdrawn: ofNotice('withdrawn'),
    notice_deferred: ofNotice('deferred'),
    notice_refused: ofNotice('refused'),
    notice_in_doubt: ofNotice('possibly sent'),
    notice_undelivered: ofNotice('not delivered'),
    letter_queued: ofNotice('ready to be printed', 'Letter'),
    letter_printed: ofNotice('printed', 'Letter'),
    notice_left_out: ofNotice('left out by a colleague'),
    send_again: ofNotice('to be sent again'),
    task_opened: (n) => about('Attention asked', n),
    task_completed: (n) => about('Decision taken', n),
    task_withdrawn: (n) => about('Decision no longer needed', n),
    payment: () => 'Payment received',
    credit_note: () => 'Credit note booked',
    reversal: () => 'Payment reversed',
    write_off: () => 'Claim written off',
    dispute: () => 'Invoice disputed',
    invoice_corrected: () => 'Invoice corrected',
    hold: () => 'Hold set',
    release: () => 'Hold released',
    debtor_changed: () => 'Status of the customer changed',
  },
  phases: {
    proposed: 'waiting for the signature',
    signed: 'signed, being confirmed',
    running: 'running',
    kept: 'kept',
    declined: 'not concluded',
    broken: 'broken',
    replaced: 'replaced',
  },
  notices: {
    agreement: 'Proposal to sign',
    confirmation: 'Confirmation of the payment arrangement',
    'instalment-reminder': 'Instalment reminder',
    'breach-notice': 'Breach notice',
  },
  tasks: {
    breach: 'The payment arrangement was not kept. How to go on?',
    contact: 'It is uncertain whether the notice was sent, or it was refused or came back. How to go on?',
    disputed: 'An invoice in the payment arrangement is disputed. How to go on with the arrangement?',
    corrected: 'An invoice in the payment arrangement was corrected. How to go on with the arrangement?',
    balance_rose: 'More is open than was arranged. How to go on with the arrangement?',
    not_offered: 'The customer could not get the proposal in time. How to go on?',
    breach_not_arrived: 'The payment arrangement was broken on a notice that did not arrive: find out how to go on',
    pull_letter: 'A printed letter has to be taken from the post',
    signed_late: 'The payment arrangement was signed too late. Let it count all the same?',
    unreadable_signal: 'A signal could not be read.',
  },
  outcomes: {
    revive: 'New day for the shortfall',
    renew: 'New payment arrangement',
    break: 'Break the payment arrangement',
    decline: 'Let the proposal lapse',
    go_on: 'Let the payment arrangement go on',
    accept: 'Let it count all the same',
    went_out: 'It went out',
    send_again: 'Send again',
    skip: 'Do not send',
    done: 'Done',
  },
  pauses: {
    held: 'a hold',
    under_review: 'a change that a colleague has yet to look at',
    debtor_protected: 'the customer, who may not be written to now',
  },
  withdrawn: {
    paid: 'it was paid',
    outside_hours: 'it was outside contact hours',
    other_contact: 'the customer is written to about something else on that day',
    not_posted: 'the printed letter was not posted in time',
    voided: 'the printed letter was set aside',
    superseded: 'it was no longer needed',
    held: 'there is a hold',
    under_review: 'a colleague has to look at a change first',
    debtor_protected: 'this customer may not be written to now',
  },
};
