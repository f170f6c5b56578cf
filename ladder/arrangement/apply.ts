/** Takes one event into the state. Facts are known already; they are only written into the timeline. */
import { MAX_TRIES } from '../invoice/apply.ts';
import { receivedBy } from '../law/terms.ts';
import { daysBetween, localDate } from '../time/civil.ts';
import { inDueOrder, lastSeen } from './account.ts';
import { askedCents, breachedInstalment, instalmentOf } from './contacts.ts';
import type { ArrangementDelivery, ArrangementEvent, ArrangementTaskCompleted } from './events.ts';
import { arrangementFactOf, notAfter } from './facts.ts';
import { instalment } from './instalments.ts';
import { cameBack, letterPrinted, letterQueued, letterVoided, noticePosted } from './letters.ts';
import { matters } from './matters.ts';
import type { ArrangementReason } from './reasons.ts';
import { type Contact, type ContactQuestion, isOver, type Stated } from './state.ts';
import { tell } from './tell.ts';
import { breachDeadline } from './terms.ts';
import { questionTask, type Turn } from './turn.ts';

export function apply(turn: Turn, event: ArrangementEvent): void {
  const fact = arrangementFactOf(event);
  if (fact) return tell(turn, fact);
  switch (event.type) {
    case 'malformed_signal':
      return turn.unreadable(event.id, event.signal, event.problem);
    case 'task_completed':
      return applyTask(turn, event);
    case 'letter_printed':
      return letterPrinted(turn, event);
    case 'letter_voided':
      return letterVoided(turn, event);
    case 'notice_posted':
      return noticePosted(turn, event);
    case 'notice_bounced':
    case 'notice_returned':
      return cameBack(turn, event);
    default:
      return applyDelivery(turn, event as ArrangementDelivery);
  }
}

// ---- A person's answers

/** Answers to tasks that are no longer open change nothing: the question has gone. */
function applyTask(turn: Turn, event: ArrangementTaskCompleted): void {
  const { state } = turn;
  if (state.choice?.taskId === event.taskId) return applyChoice(turn, event, state.choice.noticeId);
  const question = state.questions.find(({ taskId, open }) => open && taskId === event.taskId);
  if (question) return applyAnswer(turn, event, question);
  if (state.sideTasks.includes(event.taskId)) applyMatter(turn, event);
}

function applyChoice(turn: Turn, event: ArrangementTaskCompleted, noticeId: string): void {
  const decided = () => {
    complete(turn, event);
    turn.change({ choice: null, decided: [...turn.state.decided, noticeId] });
  };
  switch (event.outcome) {
    case 'revive':
      return revive(turn, event, noticeId, decided);
    case 'renew':
      return renew(turn, event, decided);
    case 'break':
      decided();
      return breakUp(turn, event, noticeId);
    default:
      return unknownOutcome(turn, event, `"${event.outcome}" is no outcome of task ${event.taskId}`);
  }
}

/** Further than this a new day is a new arrangement. */
export const MAX_REVIVE_DAYS = 366;

/** Gives what is lacking now a new day; the instalments together stay the total. */
function revive(turn: Turn, event: ArrangementTaskCompleted, noticeId: string, decided: () => void): void {
  const { terms, state, account, now, today } = turn;
  const notice = state.past.find(({ id }) => id === noticeId);
  const breached = breachedInstalment(turn);
  if (!notice || !breached) {
    // What was lacking came after all, if too late: there is nothing left to give a day to.
    decided();
    return turn.record('revived', notice?.n ?? null, []);
  }
  const { on } = event;
  if (on === undefined || on <= today || daysBetween(today, on) > MAX_REVIVE_DAYS) {
    return unknownOutcome(turn, event, 'the new day of the shortfall is not one of the coming year');
  }
  decided();
  const seen = lastSeen(terms, state.instalments, now)!;
  const passed = state.instalments.filter((one) => one.on <= seen.on);
  let left = passed.reduce((sum, one) => sum + one.cents, 0) - account.paidCents;
  const moved = left;
  const changed = new Map<object, number>();
  for (const one of inDueOrder(passed).reverse()) {
    const taken = Math.min(one.cents, left);
    changed.set(one, one.cents - taken);
    left -= taken;
  }
  const turns = state.instalments.filter(({ n }) => n === breached.n).map((one) => one.turn);
  const renewed = instalment(breached.n, { on, cents: moved }, Math.max(...turns) + 1);
  const kept = state.instalments.map((one) => ({ ...one, cents: changed.get(one) ?? one.cents }));
  const instalments = inDueOrder([...kept.filter(({ cents }) => cents > 0), renewed]);
  turn.change({ instalments, revision: state.revision + 1 });
  const { currency } = terms;
  turn.record('revived', breached.n, [
    { code: 'new_day', n: breached.n, amountCents: moved, currency, on: renewed.on },
    ...(renewed.because.length > 0
      ? [{ code: 'rolled' as const, from: on, on: renewed.on, because: renewed.because }]
      : []),
  ]);
}

function renew(turn: Turn, event: ArrangementTaskCompleted, decided: () => void): void {
  const { arrangementId } = event;
  if (!arrangementId || arrangementId === turn.terms.id) {
    return unknownOutcome(turn, event, 'the arrangement that takes its place is not named');
  }
  decided();
  turn.change({ phase: 'replaced' });
  turn.record('replaced', null, [{ code: 'replaced_by', arrangement: arrangementId }]);
  turn.tell('arrangement_replaced');
}

function breakUp(turn: Turn, event: ArrangementTaskCompleted, noticeId: string | null): void {
  turn.change({ phase: 'broken', brokenOn: noticeId });
  turn.record('broken', null, [chosen(event)]);
  turn.tell('arrangement_broken');
}

function decline(turn: Turn, event: ArrangementTaskCompleted): void {
  turn.change({ phase: 'declined' });
  turn.record('declined', null, [chosen(event)]);
  turn.tell('arrangement_declined');
}

function applyMatter(turn: Turn, event: ArrangementTaskCompleted): void {
  const matter = matters(turn).find(({ id }) => id === event.taskId);
  const outcomes: readonly string[] = matter?.outcomes ?? ['done'];
  if (!outcomes.includes(event.outcome)) {
    return unknownOutcome(turn, event, `"${event.outcome}" is no outcome of task ${event.taskId}`);
  }
  const done = () => {
    complete(turn, event);
    const { sideTasks, doneTasks } = turn.state;
    turn.change({
      sideTasks: sideTasks.filter((id) => id !== event.taskId),
      doneTasks: [...doneTasks, event.taskId],
    });
  };
  if (event.outcome === 'renew') return renew(turn, event, done);
  done();
  if (event.outcome === 'break') breakUp(turn, event, null);
  if (event.outcome === 'decline') decline(turn, event);
  if (event.outcome === 'accept') turn.change({ acceptedLate: true });
}

function applyAnswer(turn: Turn, event: ArrangementTaskCompleted, question: ContactQuestion): void {
  if (!questionTask(question).outcomes.some((outcome) => outcome === event.outcome)) {
    return unknownOutcome(turn, event, `"${event.outcome}" is no outcome of task ${event.taskId}`);
  }
  const on = notAfter(event.on ?? localDate(event.at), turn.today);
  if (event.outcome === 'went_out' && on < question.since) {
    return unknownOutcome(turn, event, `it cannot have gone out on ${on}`);
  }
  complete(turn, event);
  turn.change({ questions: turn.state.questions.filter(({ id }) => id !== question.id) });
  switch (event.outcome) {
    case 'went_out': {
      turn.commands.push({ type: 'settle_dispatch', dispatchId: question.id, sentOn: on });
      const one = instalmentOf(turn.state, question);
      const stated = question.stated?.deadline ?? null;
      const channel = question.stated?.channel ?? 'email';
      const ends = question.what === 'breach-notice' ? breachDeadline(receivedBy(channel, on)) : (one?.on ?? null);
      return turn.wentOut(question, {
        on,
        deadline: ends !== null && stated !== null && stated > ends ? stated : ends,
        amountCents: question.stated?.amountCents ?? askedCents(turn.state, turn.account, one),
        channel,
      });
    }
    case 'send_again':
      turn.commands.push({ type: 'settle_dispatch', dispatchId: question.id, sentOn: null });
      turn.close(question, 'given_up');
      return turn.recordNotice('send_again', question, []);
    default:
      turn.close(question, 'left_out');
      return turn.recordNotice('notice_left_out', question, []);
  }
}

function complete(turn: Turn, event: ArrangementTaskCompleted): void {
  turn.commands.push({ type: 'end_task', taskId: event.taskId, end: 'completed' });
  turn.record('task_completed', null, [chosen(event)]);
}

function chosen({ outcome, by, note }: ArrangementTaskCompleted): ArrangementReason {
  return { code: 'chosen', outcome, by, ...(note && { note }) };
}

/** An answer that its task does not know, or that lacks what it needs: a person looks at it, and the task stays. */
function unknownOutcome(turn: Turn, event: ArrangementTaskCompleted, problem: string): void {
  turn.unreadable(event.id, 'taskCompleted', problem);
}

// ---- What became of a contact

function applyDelivery(turn: Turn, event: ArrangementDelivery): void {
  const { sending, retry } = turn.state;
  if (sending?.id !== event.dispatchId) {
    // A try that was given up because nothing was heard of it has sent it after all.
    const triedAgain = retry?.id === event.dispatchId && event.type === 'notice_sent';
    return triedAgain ? turn.wentOut(retry, statedBy(event)) : undefined;
  }
  turn.change({ sending: null });
  switch (event.type) {
    case 'notice_sent':
      return turn.wentOut(sending, statedBy(event));
    case 'letter_queued':
      return letterQueued(turn, sending);
    case 'notice_withdrawn':
      return turn.recordNotice('notice_withdrawn', sending, [{ code: 'withdrawn', because: event.because }]);
    case 'notice_deferred': {
      const tries = (turn.state.retry?.id === sending.id ? turn.state.retry.tries : 0) + 1;
      const why: ArrangementReason[] = [{ code: 'problem', problem: event.problem }];
      turn.recordNotice('notice_deferred', sending, why);
      if (tries >= MAX_TRIES) return askIfAlive(turn, sending, 'refused', null, why);
      return turn.change({ retry: { ...sending, at: event.until, tries, problem: event.problem } });
    }
    case 'notice_refused': {
      const why: ArrangementReason[] = [{ code: 'problem', problem: event.problem }];
      turn.recordNotice('notice_refused', sending, why);
      return askIfAlive(turn, sending, 'refused', null, why);
    }
    case 'notice_in_doubt': {
      const why: ArrangementReason[] = [{ code: 'problem', problem: event.problem }];
      turn.recordNotice('notice_in_doubt', sending, why);
      return askIfAlive(turn, sending, 'in_doubt', statedBy(event), why);
    }
  }
}

function askIfAlive(
  turn: Turn,
  contact: Contact,
  cause: ContactQuestion['cause'],
  stated: ContactQuestion['stated'],
  why: ArrangementReason[],
): void {
  if (!isOver(turn.state)) return turn.ask(contact, cause, stated, why);
  turn.close(contact, 'given_up');
}

function statedBy({ on, deadline, amountCents }: Omit<Stated, 'channel'>): Stated {
  return { on, deadline, amountCents, channel: 'email' };
}
