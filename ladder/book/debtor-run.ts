/** The invoices of one debtor, run ahead together: they meet in what the debtor is written and called. */
import { changed, isAtRest } from '../change/change.ts';
import { compile } from '../compiled.ts';
import { type Intended, isNotice, stepTakenIn, takenInBy, together } from '../contact.ts';
import type { NoticeKind, SendStep } from '../definition.ts';
import type { Escalation, InvoiceEvent } from '../events.ts';
import type { Command, DispatchIntent } from '../invoice/commands.ts';
import { jointTerms, type Terms, verdict } from '../invoice/delivery.ts';
import type { InvoiceState } from '../invoice/state.ts';
import { transition } from '../invoice/transition.ts';
import { type CivilDate, type Instant, localDate } from '../time/civil.ts';
import type { BookCall, BookInvoice, BookRun } from './book.ts';
import { about, intendedOf, isDue, isOnPaper, type Leaving, type Running } from './running.ts';

/** No invoice takes as many turns; a defect that would spin is stopped here. */
const MAX_TURNS_OF_INVOICE = 2_000;

/** A notice that may leave now: one that is due, or a claim that a fourteen-day letter would take in. */
type Candidate = Intended & { one: Leaving; takenIn?: Escalation };

export class DebtorRun {
  readonly #given: readonly BookInvoice[];
  readonly #invoices: Running[];
  readonly #book: BookRun;
  readonly #callsOf = new Map<CivilDate, BookCall>();
  /** Contacts that are intended and not delivered yet. */
  #intended: { invoice: Running; intent: DispatchIntent }[] = [];

  constructor(invoices: readonly BookInvoice[], book: BookRun) {
    this.#given = invoices;
    this.#invoices = invoices.map(({ ladder, facts, state, account = null, change = null }) => ({
      ladder,
      // Whoever releases what is on trial is taken to do so at once, as with approvals.
      facts: { ...facts, bankCoveredUntil: null, trials: [] },
      state,
      account,
      coming: change,
    }));
    this.#book = book;
  }

  run(from: Instant, until: Instant): void {
    for (const [index, invoice] of this.#invoices.entries())
      this.#begin(invoice, this.#given[index]!.fresh ?? [], from);
    this.#deliver(from);
    let now = from;
    const most = MAX_TURNS_OF_INVOICE * this.#invoices.length;
    for (let turns = 0; turns < most; turns++) {
      let next = Number.POSITIVE_INFINITY;
      for (const invoice of this.#invoices) if (isDue(invoice, now)) this.#advance(invoice, [], now);
      this.#deliver(now);
      for (const { state } of this.#invoices) next = Math.min(next, state?.wakeAt ?? next);
      now = Math.max(now, next);
      if (now > until || now === Number.POSITIVE_INFINITY) return this.#end();
    }
    throw new Error(`The book of debtor ${this.#invoices[0]?.facts.debtor.id} did not end within ${most} turns.`);
  }

  /** What is under way leaves now: a mail that a worker has in hand, a letter that waits to be printed or posted. */
  #begin(invoice: Running, fresh: readonly InvoiceEvent[], now: Instant): void {
    if (fresh.length > 0) this.#advance(invoice, fresh, now);
    else this.#takeChange(invoice, now);
    const { position, round } = invoice.state ?? {};
    if (position?.mode === 'sending' && !this.#intended.some((one) => one.invoice === invoice)) {
      const step = compile(invoice.ladder).step(position.step);
      const kind = step.kind === 'send' ? step.notice : 'handover';
      this.#intended.push({ invoice, intent: { id: position.dispatchId, kind, step: step.id, round: round! } });
    } else this.#approve(invoice, now);
  }

  #end(): void {
    for (const { coming, facts } of this.#invoices) {
      if (coming) this.#book.stayed.push({ invoiceId: facts.invoice.id, because: 'waits', step: null });
    }
  }

  // ---- One invoice

  #advance(invoice: Running, events: readonly InvoiceEvent[], now: Instant): void {
    const before = invoice.state;
    const { state, commands } = transition(invoice.ladder, before, events, invoice.facts, now);
    invoice.state = state;
    if (state.charged !== before?.charged) this.#tellCharge(invoice, before);
    for (const command of commands) this.#note(invoice, command, now);
    this.#takeChange(invoice, now);
    this.#approve(invoice, now);
  }

  /** Takes a change of ladder, as soon as no contact is on its way. */
  #takeChange(invoice: Running, now: Instant): void {
    const { coming, state, facts } = invoice;
    if (!coming) return;
    if (state !== null) {
      if (!isAtRest(state)) return;
      invoice.coming = null;
      const result = changed(coming, state, facts);
      if (result.what === 'refused') {
        const { because, step } = result;
        this.#book.stayed.push({ invoiceId: facts.invoice.id, because, step });
        return;
      }
      if (result.what === 'changed') invoice.state = result.state;
    }
    invoice.coming = null;
    invoice.ladder = coming.to;
    this.#advance(invoice, [], now);
  }

  /** Approvals are taken to be given: else nothing behind one would be seen. */
  #approve(invoice: Running, now: Instant): void {
    const { position } = invoice.state ?? {};
    if (position?.mode !== 'asking' || !position.open) return;
    if (compile(invoice.ladder).step(position.step).kind !== 'approve') return;
    const { taskId } = position;
    const given = { id: `${taskId}:${now}`, at: now, taskId, outcome: 'approved', by: '' };
    this.#advance(invoice, [{ type: 'task_completed', ...given }], now);
  }

  /** Costs that a consumer is charged on one invoice bar others. */
  #tellCharge({ facts, state }: Running, before: InvoiceState | null): void {
    const { costs } = state!.charged;
    if (facts.debtor.kind !== 'consumer' || !costs?.standingCents || before?.charged.costs?.on === costs.on) return;
    const charge = { on: costs.on, letter: costs.letter };
    for (const other of this.#invoices) {
      if (other.facts.invoice.id === facts.invoice.id) continue;
      const { debtor } = other.facts;
      other.facts = { ...other.facts, debtor: { ...debtor, charges: [...(debtor.charges ?? []), charge] } };
    }
  }

  #note(invoice: Running, command: Command, now: Instant): void {
    const on = localDate(now);
    const { id: invoiceId } = invoice.facts.invoice;
    if (command.type === 'intend') {
      this.#intended.push({ invoice, intent: command.dispatch });
    } else if (command.type === 'open_task' && command.task.kind === 'call') {
      const known = this.#callsOf.get(on);
      const call = known ?? { on, debtorId: invoice.facts.debtor.id, calls: [] };
      call.calls.push({ invoiceId, step: command.task.step! });
      if (!known) this.#book.calls.push(call);
      this.#callsOf.set(on, call);
    } else if (command.type === 'open_task' && command.task.cause !== null) {
      this.#book.questions.push({ on, invoiceId, step: command.task.step!, cause: command.task.cause });
    }
  }

  // ---- What leaves

  /** Lets go what may leave, until nothing is intended any more. */
  #deliver(now: Instant): void {
    while (this.#intended.length > 0) {
      const leaving = this.#judged(now);
      const onPaper = leaving.filter(({ invoice: { state } }) => isOnPaper(state!));
      const notices = leaving.filter((one) => !onPaper.includes(one));
      // Letters in the house go into the post whatever else is due; what else is due may have to wait for them.
      for (let left = onPaper; left.length > 0; ) {
        const contact = this.#writeTogether(left, now);
        left = left.filter((one) => !contact.includes(one));
      }
      if (onPaper.length > 0) {
        this.#intended.push(...notices);
      } else if (notices.length > 0) {
        const contact = this.#writeTogether(notices, now);
        for (const one of notices) if (!contact.includes(one)) this.#withdraw(one, 'other_contact', now);
      }
    }
  }

  /** The notices among what is intended that may leave now. What is no notice leaves by itself. */
  #judged(now: Instant): Leaving[] {
    const intended = this.#intended;
    this.#intended = [];
    const notices: Leaving[] = [];
    for (const { invoice, intent } of intended) {
      const judged = verdict(invoice.ladder, invoice.state!, invoice.facts, intent.id, now);
      if (!judged.send) this.#withdraw({ invoice, intent }, judged.because, now);
      else if (isNotice(intent.kind)) notices.push({ invoice, intent, terms: judged.terms, channel: judged.channel });
      else this.#leavesAlone(invoice, intent, judged.terms, now);
    }
    return notices;
  }

  #leavesAlone(invoice: Running, intent: DispatchIntent, terms: Terms, now: Instant): void {
    const { on, amountCents } = terms;
    const { id: invoiceId } = invoice.facts.invoice;
    if (intent.kind === 'handover') this.#book.handovers.push({ on, invoiceId, amountCents });
    if (intent.kind === 'correction') {
      const notices = [{ invoiceId, step: intent.step, amountCents }];
      const debtorId = invoice.facts.debtor.id;
      this.#book.contacts.push({ on, debtorId, channel: 'email', kind: 'correction', notices });
    }
    this.#advance(invoice, [{ type: 'notice_sent', ...terms, ...about(intent, now) }], now);
  }

  #withdraw(
    { invoice, intent }: Pick<Leaving, 'invoice' | 'intent'>,
    because: Extract<InvoiceEvent, { type: 'notice_withdrawn' }>['because'],
    now: Instant,
  ): void {
    this.#advance(invoice, [{ type: 'notice_withdrawn', because, ...about(intent, now) }], now);
  }

  /** Writes the one contact that leaves of several notices, and gives those that were in it. */
  #writeTogether(notices: readonly Leaving[], now: Instant): Leaving[] {
    const due = notices.map((one): Candidate => ({ one, ...intendedOf(one) }));
    const contact = together([...due, ...this.#takenIn(due, now)]);
    for (const { one, takenIn } of contact) {
      if (!takenIn) continue;
      this.#advance(one.invoice, [takenIn], now);
      this.#intended = this.#intended.filter(({ invoice }) => invoice !== one.invoice);
    }
    const leaving = contact.map(({ one }) => one);
    this.#write(leaving, contact[0]!.step, now);
    return leaving;
  }

  /** Claims of a consumer in default whose day has not come, and that a fourteen-day letter of now would take in. */
  #takenIn(due: readonly Candidate[], now: Instant): Candidate[] {
    const [lead] = together(due);
    if (lead?.step.notice !== 'fourteen-day-letter') return [];
    const found: Candidate[] = [];
    for (const invoice of this.#invoices) {
      const { ladder, state, facts, coming } = invoice;
      if (state === null || coming || due.some(({ one }) => one.invoice === invoice)) continue;
      const step = stepTakenIn(ladder, state, facts, now);
      if (step === null) continue;
      const takenIn = takenInBy(lead.id, step, now);
      const tried = transition(ladder, state, [takenIn], facts, now).state;
      const { position } = tried;
      if (position?.mode !== 'sending' || position.step !== step) continue;
      const judged = verdict(ladder, tried, facts, position.dispatchId, now);
      if (!judged.send) continue;
      const kind = lead.step.notice;
      const intent = { id: position.dispatchId, kind, step, round: tried.round };
      const one = { invoice, intent, terms: judged.terms, channel: judged.channel };
      found.push({ one, takenIn, ...intendedOf(one) });
    }
    return found;
  }

  #write(contact: readonly Leaving[], step: SendStep, now: Instant): void {
    const on = localDate(now);
    const [first] = contact as [Leaving];
    const terms = jointTerms(
      step,
      contact.map(({ invoice: { facts }, terms }) => ({ facts, terms })),
    );
    this.#book.contacts.push({
      on,
      debtorId: first.invoice.facts.debtor.id,
      channel: first.channel,
      kind: first.intent.kind as NoticeKind,
      notices: contact.map(({ invoice, intent, terms: { amountCents } }) => ({
        invoiceId: invoice.facts.invoice.id,
        step: intent.step,
        amountCents,
      })),
    });
    const written = new Set(contact.map(({ invoice }) => invoice));
    for (const invoice of this.#invoices) {
      if (!written.has(invoice) || written.size > 1) invoice.facts = { ...invoice.facts, otherContactOn: on };
    }
    for (const [index, { invoice, intent, channel }] of contact.entries()) {
      // A letter is taken to be printed and posted at once.
      const type = channel === 'letter' ? ('notice_posted' as const) : ('notice_sent' as const);
      this.#advance(invoice, [{ type, by: '', ...terms[index]!, ...about(intent, now) }], now);
    }
  }
}
