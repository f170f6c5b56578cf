/** What the notices of an arrangement say: amounts, days, account and reference; as plain text, as an HTML mail, and as parts for a letter. */
import type { Channel } from '../definition.ts';
import { type Cents, type Currency, formatAmount } from '../money.ts';
import { addressee, row, signature } from '../texts/blocks.ts';
import { contactField, dateField, ibanField, type PartyValues, present } from '../texts/fields.ts';
import { asHtml } from '../texts/html.ts';
import { clean, NO_BREAK, unbroken } from '../texts/lines.ts';
import type { Part } from '../texts/parts.ts';
import { asText } from '../texts/plain.ts';
import { WORDS } from '../texts/words.ts';
import type { Notice, NoticePart, RenderedNotice } from '../texts.ts';
import { type CivilDate, dayOf } from '../time/civil.ts';
import type { Instalment } from './instalments.ts';
import { NOTICE_WORDS } from './notice-words.ts';
import type { ArrangementNotice } from './state.ts';

export interface ArrangementNoticeValues extends PartyValues {
  channel: Channel;
  /** Numbers of the covered invoices. */
  invoices: readonly string[];
  currency: Currency;
  /** What is still to be paid on the arrangement. */
  leftCents: Cents;
  /** Those that are still to be paid, each with what is left of it. */
  instalments: readonly Instalment[];
  /** Costs and interest that are part of what was arranged, up to and including a day; null where none are. */
  charged: { costsCents: Cents; costsVat: boolean; interestCents: Cents; on: CivilDate } | null;
  /** The days of the plan were changed since it was signed. */
  isChanged: boolean;
  /** Of the countersignature; null before it. */
  signedOn: CivilDate | null;
  signBy: CivilDate;
  /** What the notice asks for. */
  amountCents: Cents;
  /** The instalment that it is about. */
  instalment: Instalment | null;
  deadline: CivilDate | null;
  /** Payments up to and including this day were taken into account. */
  bankDate: CivilDate;
  /** The reference with which to pay. */
  reference: string;
}

/** Renders a notice. Throws a NoticeTextError where what it must say is not known. */
export function renderArrangementNotice(what: ArrangementNotice, values: ArrangementNoticeValues): RenderedNotice {
  const { language, subject, parts } = composeArrangementNotice(what, values);
  const creditorName = present('creditor.name', clean(values.creditor.name));
  return { subject, text: asText(parts), html: asHtml(parts, { language, subject, creditorName }) };
}

/** The same as parts, from which a letter is made as well. Throws a NoticeTextError as `renderArrangementNotice` does. */
export function composeArrangementNotice(what: ArrangementNotice, values: ArrangementNoticeValues): Notice {
  const say = new Sayer(values);
  const title = say.title(what);
  const of = (block: NoticePart['block'], parts: Part[]) => parts.map((part) => ({ ...part, block }));
  return {
    language: values.language,
    title,
    subject: title.replaceAll(NO_BREAK, ' '),
    parts: [
      ...of('block.addressee', addressee(values, title)),
      ...say[BODIES[what]](),
      ...of('block.signature', signature(values)),
      // A mail has the letter with it, on which there is room to sign.
      ...(what === 'agreement' && values.channel === 'letter' ? of('countersign', say.countersign()) : []),
    ],
  };
}

const BODIES = {
  agreement: 'agreement',
  confirmation: 'confirmation',
  'instalment-reminder': 'reminder',
  'breach-notice': 'breach',
} as const satisfies Record<ArrangementNotice, 'agreement' | 'confirmation' | 'reminder' | 'breach'>;

class Sayer {
  readonly #v: ArrangementNoticeValues;

  constructor(values: ArrangementNoticeValues) {
    this.#v = values;
  }

  get #words() {
    return NOTICE_WORDS[this.#v.language];
  }

  get #numbers(): string[] {
    return this.#v.invoices.map((number) => unbroken(clean(number))!);
  }

  /** As a title names them. */
  get #invoices(): string {
    return this.#words.invoices(this.#numbers);
  }

  get #theInvoices(): string {
    return this.#words.theInvoices(this.#numbers);
  }

  title(what: ArrangementNotice): string {
    const words = this.#words;
    if (what === 'agreement') return words.agreementTitle(this.#invoices);
    if (what === 'confirmation') return words[this.#v.isChanged ? 'changedTitle' : 'confirmationTitle'](this.#invoices);
    if (what === 'breach-notice') return words.breachTitle(this.#invoices);
    return words.reminderTitle(words.instalment(this.#instalment.n), this.#invoices);
  }

  agreement(): NoticePart[] {
    const words = this.#words;
    const { channel, creditor } = this.#v;
    const sign = channel === 'letter' ? words.sign.letter(clean(creditor.email)) : words.sign.email(this.#email);
    return [
      ...paragraphs(words.greeting, words.proposed(this.#theInvoices, this.#left), ...this.#included, words.plan),
      this.#plan(),
      ...paragraphs(words.breachOfPlan, words.whileKept, words.payWith),
      this.#payment(null, null),
      ...paragraphs(`${sign} ${words.signBefore(this.#date(this.#v.signBy))}`, words.free, words.regards),
    ];
  }

  /** What the debtor declares, and room for name, date and signature; who signs for others also says in what position. */
  countersign(): Part[] {
    const { agreed, signHere, position } = this.#words;
    const { creditor, debtor, today } = this.#v;
    const { kind } = debtor;
    const name = present('creditor.name', clean(creditor.name));
    const declared = agreed(this.#left, name, this.#date(today), this.#theInvoices);
    const signsForOthers = kind === 'company' || kind === 'government';
    const labels = signsForOthers ? signHere.toSpliced(1, 0, position) : signHere;
    return [
      { kind: 'paragraph', lines: [declared] },
      { kind: 'rows', title: null, rows: labels.map((label) => ({ label, lines: ['…'] })) },
    ];
  }

  confirmation(): NoticePart[] {
    const words = this.#words;
    const { isChanged, signedOn } = this.#v;
    const opening = isChanged ? words.changed : words.signedOn;
    return [
      ...paragraphs(
        words.greeting,
        opening(this.#theInvoices, this.#left, this.#date(signedOn)),
        ...this.#included,
        words.plan,
      ),
      this.#plan(),
      ...paragraphs(words.breachOfPlan, words.whileKept, words.payWith),
      this.#payment(null, null),
      ...paragraphs(words.trouble(this.#contact), words.free, words.regards),
    ];
  }

  /** What of the total is no principal. Not of a plan that was changed: by then payments went to it. */
  get #included(): string[] {
    const { charged } = this.#v;
    if (charged === null || this.#v.isChanged) return [];
    const words = this.#words;
    const vat = charged.costsVat ? ` ${WORDS[this.#v.language].withVat}` : '';
    const costs = charged.costsCents > 0 ? [words.costs(this.#amount(charged.costsCents), vat)] : [];
    const interest =
      charged.interestCents > 0 ? [words.interest(this.#amount(charged.interestCents), this.#date(charged.on))] : [];
    return [words.included([...costs, ...interest])];
  }

  reminder(): NoticePart[] {
    const words = this.#words;
    const { amountCents } = this.#v;
    const { n, on, cents } = this.#instalment;
    const due = amountCents === cents ? words.due : words.dueInPart;
    return [
      ...paragraphs(words.greeting, due(this.#amount(amountCents), words.instalment(n), this.#date(on)), words.payWith),
      this.#payment(amountCents, on),
      ...paragraphs(words.paidAlready, words.trouble(this.#contact), words.free, words.regards),
    ];
  }

  breach(): NoticePart[] {
    const words = this.#words;
    const { amountCents, deadline, leftCents, bankDate } = this.#v;
    const { n, on } = this.#instalment;
    const amount = this.#amount(amountCents);
    return [
      ...paragraphs(
        words.greeting,
        words.short(amount, words.instalment(n), this.#date(on)),
        words.untilDeadline(amount, this.#date(deadline)),
      ),
      this.#payment(amountCents, deadline),
      ...paragraphs(words.otherwise(this.#amount(leftCents)), words.trouble(this.#contact)),
      ...paragraphs(words.crossed(this.#date(bankDate)), words.free, words.regards),
    ];
  }

  #plan(): NoticePart {
    const words = this.#words;
    const byDay = this.#v.instalments.toSorted((a, b) => dayOf(a.on) - dayOf(b.on));
    const rows = byDay.flatMap(({ n, cents, on }) =>
      row(`${capital(words.instalment(n))}, ${this.#date(on)}`, this.#amount(cents)),
    );
    return {
      block: 'plan',
      kind: 'rows',
      title: words.planTitle,
      rows: [...rows, ...row(words.open, this.#left, true)],
    };
  }

  get #left(): string {
    return this.#amount(this.#v.leftCents);
  }

  #payment(amountCents: Cents | null, on: CivilDate | null): NoticePart {
    const words = WORDS[this.#v.language];
    const iban = ibanField(this.#v);
    const rows = [
      ...row(words.toPay, amountCents === null ? null : this.#amount(amountCents), true),
      ...row(words.deadline, on === null ? null : this.#date(on), true),
      ...row(words.account, iban ?? words.accountOnInvoice),
      ...row(words.holder, iban && clean(this.#v.creditor.name)),
      ...row(words.reference, present('payment.reference', clean(this.#v.reference))),
    ];
    return { block: 'block.payment', kind: 'rows', title: words.payment, rows };
  }

  get #instalment(): Instalment {
    const { instalment } = this.#v;
    if (!instalment) throw new Error('This notice is about an instalment.');
    return instalment;
  }

  get #email(): string {
    return present('creditor.email', clean(this.#v.creditor.email));
  }

  get #contact(): string {
    return present('creditor.contact', contactField(this.#v));
  }

  #amount(cents: Cents): string {
    return unbroken(formatAmount(cents, this.#v.currency, this.#v.language))!;
  }

  #date(on: CivilDate | null): string {
    return present('notice.deadline', dateField(on, this.#v));
  }
}

function paragraphs(...texts: string[]): NoticePart[] {
  return texts.map((text) => ({ block: null, kind: 'paragraph', lines: [text] }));
}

const capital = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
