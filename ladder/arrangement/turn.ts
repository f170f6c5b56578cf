/** One transition under way: the new state in the making and the commands so far. */
import type { Cents } from '../money.ts';
import { type CivilDate, type Instant, localDate } from '../time/civil.ts';
import { type Account, accountOf } from './account.ts';
import {
  type ArrangementCommand,
  type ArrangementHappening,
  type ArrangementTask,
  type ToldToInvoices,
  toldFact,
} from './commands.ts';
import type { ArrangementOutcome } from './events.ts';
import type { ArrangementFacts } from './facts.ts';
import type { ArrangementInput } from './pauses.ts';
import type { ArrangementReason } from './reasons.ts';
import {
  type ArrangementState,
  aboutInstalment,
  type Contact,
  type ContactQuestion,
  isOver,
  type PastContact,
  type Stated,
} from './state.ts';
import type { ArrangementTerms } from './terms.ts';

export class Turn implements ArrangementInput {
  readonly terms: ArrangementTerms;
  readonly facts: ArrangementFacts;
  readonly now: Instant;
  readonly today: CivilDate;
  readonly account: Account;
  readonly commands: ArrangementCommand[] = [];
  /** A copy of the caller's, which stays as it was; its lists are replaced, never changed in place. */
  readonly state: ArrangementState;

  constructor(terms: ArrangementTerms, state: ArrangementState, facts: ArrangementFacts, now: Instant) {
    this.terms = terms;
    this.state = { ...state };
    this.facts = facts;
    this.now = now;
    this.today = localDate(now);
    this.account = accountOf(terms, facts);
  }

  change(changes: Partial<ArrangementState>): void {
    Object.assign(this.state, changes);
  }

  record(what: ArrangementHappening, n: number | null, why: ArrangementReason[]): void {
    this.commands.push({ type: 'record', what, n, why });
  }

  /** What became of a notice: the entry says which one it is. */
  recordNotice(what: ArrangementHappening, contact: Pick<Contact, 'what' | 'n'>, why: ArrangementReason[]): void {
    this.record(what, aboutInstalment(contact), [{ code: 'notice', notice: contact.what }, ...why]);
  }

  taskId(matter: string): string {
    return `arrangement:${this.terms.id}:${matter}`;
  }

  openTask(task: ArrangementTask, n: number | null, why: ArrangementReason[]): void {
    this.commands.push({ type: 'open_task', task, why });
    this.record('task_opened', n, why);
  }

  withdrawTask(taskId: string, n: number | null, why: ArrangementReason[] = []): void {
    this.commands.push({ type: 'end_task', taskId, end: 'withdrawn' });
    this.record('task_withdrawn', n, why);
  }

  /** Opens a task beside the rest, once. */
  openSideTask(task: ArrangementTask, why: ArrangementReason[]): void {
    if (this.state.sideTasks.includes(task.id) || this.state.doneTasks.includes(task.id)) return;
    this.change({ sideTasks: [...this.state.sideTasks, task.id] });
    this.openTask(task, null, why);
  }

  /** What somebody said could not be understood, or no longer be done: a person hears of it. */
  unreadable(eventId: string, signal: string, problem: string): void {
    const task: ArrangementTask = {
      id: this.taskId(`unreadable.${eventId}`),
      kind: 'unreadable_signal',
      outcomes: ['done'],
    };
    this.openSideTask(task, [{ code: 'signal_unreadable', signal, problem }]);
  }

  /** Tells every covered invoice how the arrangement fares; `settled`: what of each, by id, is settled by that. */
  tell(type: ToldToInvoices, settled: ReadonlyMap<string, Cents> = new Map()): void {
    const told = this.state.told + 1;
    this.change({ told });
    for (const invoiceId of this.terms.invoices) {
      const amountCents = settled.get(invoiceId);
      const fact = toldFact(this.terms, invoiceId, told, type, this.now);
      this.commands.push({ type: 'tell', invoiceId, fact: { ...fact, ...(amountCents && { amountCents }) } });
    }
  }

  /** A contact has left the house. */
  wentOut(contact: Contact, stated: Stated): void {
    const { on, deadline, amountCents } = stated;
    const { currency, signBy } = this.terms;
    const why: ArrangementReason =
      contact.what === 'agreement'
        ? { code: 'offered', on, signBy }
        : { code: 'asked', amountCents, currency, on, deadline };
    this.recordNotice('notice_sent', contact, [why]);
    this.finish(contact, { end: 'sent', ...stated });
  }

  /** A contact that will not go out under its id. */
  close(contact: Contact, end: 'left_out' | 'given_up'): void {
    this.finish(contact, { end, on: this.today, deadline: null, amountCents: 0, channel: 'email' });
  }

  /** A contact that has its end. */
  finish(contact: Contact, end: Omit<PastContact, keyof Contact>): void {
    const { id, what, n, turn, round } = contact;
    this.change({ past: [...this.state.past, { id, what, n, turn, round, ...end }] });
    if (this.state.retry?.id === id) this.change({ retry: null });
    if (end.end === 'sent' && !isOver(this.state)) this.change({ brokenOn: null });
  }

  /** Asks a person what became of a contact. */
  ask(
    contact: Contact,
    cause: ContactQuestion['cause'],
    stated: ContactQuestion['stated'],
    why: ArrangementReason[],
  ): void {
    const taskId = this.taskId(`${contact.what}.${contact.n}.${contact.round}.${cause}`);
    const since = stated?.on ?? this.today;
    const asked = this.state.past.length;
    const question: ContactQuestion = { ...contact, taskId, cause, open: true, since, asked, stated };
    this.change({ questions: [...this.state.questions, question], retry: null });
    this.openTask(questionTask(question), aboutInstalment(contact), why);
  }
}

/** A breach notice cannot be left out: a person's choice to break relies on it. */
export function questionTask({ taskId, cause, what }: ContactQuestion): ArrangementTask {
  const answers: ArrangementOutcome[] = cause === 'in_doubt' ? ['went_out', 'send_again'] : ['send_again', 'went_out'];
  return { id: taskId, kind: 'contact', outcomes: what === 'breach-notice' ? answers : [...answers, 'skip'] };
}
