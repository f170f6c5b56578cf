/** Runs an invoice through a history the way workers do: with late wake-ups, failing mail and answers to what is asked. */

import { type Change, takeChange } from '../../../ladder/change/change.ts';
import type { LadderChange } from '../../../ladder/change/event.ts';
import { isNotice } from '../../../ladder/contact.ts';
import type { Channel, Ladder, StepId } from '../../../ladder/definition.ts';
import type { DeliveryEvent, InvoiceEvent } from '../../../ladder/events.ts';
import { type Facts, factOf, withFact } from '../../../ladder/facts.ts';
import { type Command, type DispatchIntent, SERVICE_KINDS, type TaskIntent } from '../../../ladder/invoice/commands.ts';
import { type Terms, verdict } from '../../../ladder/invoice/delivery.ts';
import type { InvoiceState } from '../../../ladder/invoice/state.ts';
import { transition } from '../../../ladder/invoice/transition.ts';
import type { Reason } from '../../../ladder/reasons.ts';
import { addDays, type CivilDate, localDate } from '../../../ladder/time/civil.ts';
import { nameAfter } from './changes.ts';
import type { Answer, Fate, Other, Scripted } from './generate.ts';
import { type Post, PostRoom } from './paper.ts';

export interface Contact {
  at: number;
  dispatch: DispatchIntent;
  /** How many changes of ladder the invoice had taken. */
  changes: number;
  terms: Terms;
  fate: Fate;
  channel: Channel;
  /** What was known when it left. */
  facts: Facts;
}

export interface Run {
  facts: Facts;
  state: InvoiceState;
  /** Every contact whose text left the house, in order: sent, or in doubt. */
  contacts: Contact[];
  commands: Command[];
  /** The same, with when, and how many changes of ladder the invoice had taken. */
  told: { at: number; changes: number; command: Command }[];
  /** The state after each transition, and when. */
  states: { at: number; state: InvoiceState; facts: Facts }[];
  /** The contacts that came back, with the state before that was heard and after. */
  backs: { dispatch: DispatchIntent; before: InvoiceState; after: InvoiceState }[];
  /** The changes of ladder that the invoice took, with the state before and after each. */
  taken: (Planned & { takenAt: number; before: InvoiceState; after: InvoiceState; facts: Facts })[];
}

/** A change of ladder that is made at a time, or at the first rest after it. */
export type Planned = Change & { at: number };

const HOUR_MS = 3_600_000;
/** What lets a contact be intended once more. */
const OPEN_AGAIN: readonly string[] = ['notice_withdrawn', 'notice_deferred'];
/** After how many hours a contact is delivered that a worker takes up late. */
const DELAYS: Partial<Record<Fate, number>> = { slow: 3, delayed: 30 };
const MAX_TURNS = 2_000;

export function drive(
  first: Ladder,
  invoice: Facts,
  {
    from,
    script,
    fates,
    outages,
    bankLag = null,
    trialUntil = null,
    releases = [],
    answers = [],
    post = { waits: [], postings: [], backs: [] },
    others = [],
    until,
    changes = [],
  }: {
    from: number;
    script: readonly Scripted[];
    fates: readonly Fate[];
    outages: readonly number[];
    bankLag?: number | null;
    /** Every version of the ladder is on trial until then; null: none is. */
    trialUntil?: number | null;
    /** After how many hours a person releases each contact that waits, in turn; null, and beyond the list: nobody does. */
    releases?: readonly (number | null)[];
    /** How people answer everything else that they are asked, in turn. */
    answers?: readonly (Answer | null)[];
    post?: Post;
    /** What the debtor is written about its other invoices. */
    others?: readonly Other[];
    until: number;
    /** One after the other: the next one is made only to an invoice that took the one before. */
    changes?: readonly Planned[];
  },
): Run {
  let ladder = first;
  const run: Run = {
    facts: invoice,
    state: null as never,
    contacts: [],
    commands: [],
    told: [],
    states: [],
    backs: [],
    taken: [],
  };
  const coming = [...changes];
  /** Contacts that wait for a worker that is slow, or away until another day. */
  const underWay = new Map<string, { dispatch: DispatchIntent; intendedAt: number; at: number }>();
  /** The day on which something heavier goes to the debtor, as the turn is told that hears of its own withdrawal. */
  let heavierOn: CivilDate | null = null;
  /** Contacts that left, or of which it is asked whether they did: they are not intended again. */
  const spent = new Set<string>();
  const asked = new Map<string, TaskIntent>();
  const queue: (Scripted | { id: string; at: number; answer: string; taskId: string })[] = [...script];
  const postRoom = new PostRoom(post);
  let [fated, outage, looked, answered] = [0, 0, 0, 0];
  let now = from;

  const take = (events: readonly InvoiceEvent[]) => {
    for (const event of events) {
      const fact = factOf(event);
      if (fact) run.facts = withFact(run.facts, fact);
    }
    const otherOn = heavierOn ?? otherContactOn();
    heavierOn = null;
    const bankCoveredUntil = bankLag === null ? null : addDays(localDate(now), -bankLag);
    const trials =
      trialUntil !== null && now < trialUntil ? [first.version, ...changes.map(({ to }) => to.version)] : [];
    run.facts = { ...run.facts, bankCoveredUntil, trials, otherContactOn: otherOn };
    let { state, commands } = transition(ladder, run.state, events, run.facts, now);
    run.states.push({ at: now, state, facts: run.facts });
    for (const event of events) {
      if (event.type !== 'notice_bounced' && event.type !== 'notice_returned') continue;
      const { dispatch } = run.contacts.find((one) => one.dispatch.id === event.dispatchId)!;
      run.backs.push({ dispatch, before: run.state, after: state });
    }
    for (let change = coming[0]; change && now >= change.at; change = coming[0]) {
      const { from: ours, to: theirs, choice } = change;
      const id = `c${run.taken.length}`;
      const event: LadderChange = { type: 'ladder_changed', id, at: now, from: ours, to: theirs, choice, by: 'Anna' };
      const result = takeChange(change, event, state, run.facts, now);
      if (result.what === 'waits') break;
      coming.shift();
      if (result.what === 'refused') {
        coming.length = 0;
        break;
      }
      run.taken.push({ ...change, takenAt: now, before: state, after: result.state, facts: run.facts });
      ladder = change.to;
      state = result.state;
      commands = [...commands, ...result.commands];
      run.states.push({ at: now, state, facts: run.facts });
    }
    run.state = state;
    run.commands.push(...commands);
    run.told.push(...commands.map((command) => ({ at: now, changes: run.taken.length, command })));
    for (const command of commands) {
      if (command.type === 'open_task') asked.set(command.task.id, command.task);
      if (command.type === 'open_task') {
        if (command.task.cause === 'trial') look();
        else answer(command.task);
      }
      if (command.type === 'end_task') asked.delete(command.taskId);
    }
    for (const command of commands) {
      if (command.type === 'settle_dispatch') spent.add(command.dispatchId);
      if (command.type === 'withdraw_letter') spent.delete(command.dispatchId);
    }
    for (const command of commands) {
      if (command.type !== 'intend') continue;
      // The row of a contact is written once.
      if (spent.has(command.dispatch.id)) throw new Error(`Dispatch ${command.dispatch.id} was spent already.`);
      const fate = fates[fated++] ?? 'sent';
      const hours = DELAYS[fate];
      if (hours === undefined) {
        take([deliver(command.dispatch, fate, now)]);
        continue;
      }
      underWay.set(command.dispatch.id, { dispatch: command.dispatch, intendedAt: now, at: now + hours * HOUR_MS });
      postRoom.underWay(now);
    }
  };

  const otherContactOn = () =>
    others
      .map(({ after, ahead }) => ({ known: from + after * HOUR_MS, ahead }))
      .filter(({ known }) => known <= now)
      .map(({ known, ahead }) => addDays(localDate(known), ahead))
      .sort()
      .at(-1) ?? null;

  const look = () => {
    const hours = releases[looked++] ?? null;
    if (hours === null) return;
    queue.push({ id: `released-${looked}`, at: now + HOUR_MS * hours, answer: 'release' });
    queue.sort((a, b) => a.at - b.at);
  };

  const answer = ({ id: taskId, outcomes }: TaskIntent) => {
    if (outcomes.length === 0) return;
    const given = answers[answered++];
    if (!given) return;
    const at = now + HOUR_MS * given.after;
    queue.push({ id: `answered-${answered}`, at, answer: outcomes[given.pick % outcomes.length]!, taskId });
    queue.sort((a, b) => a.at - b.at);
  };

  const contact = (dispatch: DispatchIntent, terms: Terms, fate: Fate, channel: Channel) =>
    run.contacts.push({ at: now, changes: run.taken.length, dispatch, terms, fate, channel, facts: run.facts });

  const deliver = (dispatch: DispatchIntent, fate: Fate, intendedAt: number): DeliveryEvent => {
    const event = outcome(dispatch, fate, intendedAt);
    if (!OPEN_AGAIN.includes(event.type)) spent.add(event.dispatchId);
    return event;
  };

  const outcome = (dispatch: DispatchIntent, fate: Fate, intendedAt: number): DeliveryEvent => {
    const dispatchId = dispatch.id;
    if (fate === 'overtaken') overtake();
    run.facts = { ...run.facts, otherContactOn: otherContactOn() };
    const judged = verdict(ladder, run.state, run.facts, dispatchId, now);
    const common = { id: `${dispatchId}:${run.states.length}`, at: now, dispatchId };
    if (!judged.send) return { ...common, type: 'notice_withdrawn', because: judged.because };
    if (!SERVICE_KINDS.includes(dispatch.kind) && localDate(intendedAt) < localDate(now)) {
      return { ...common, type: 'notice_withdrawn', because: 'outside_hours' };
    }
    if (fate === 'heavier' && isNotice(dispatch.kind)) {
      heavierOn = localDate(now);
      return { ...common, type: 'notice_withdrawn', because: 'other_contact' };
    }
    if (fate === 'deferred') return { ...common, type: 'notice_deferred', until: now + HOUR_MS, problem: 'away' };
    if (fate === 'refused') return { ...common, type: 'notice_refused', problem: 'no' };
    if (judged.channel === 'letter') {
      postRoom.queued(dispatch, now);
      return { ...common, type: 'letter_queued' };
    }
    contact(dispatch, judged.terms, fate, judged.channel);
    if (fate !== 'in_doubt' && isNotice(dispatch.kind)) postRoom.left(dispatch, judged.channel, now);
    if (fate === 'in_doubt') {
      const { receivedOn: _, ...stated } = judged.terms;
      return { ...common, type: 'notice_in_doubt', problem: 'cut', ...stated };
    }
    return { ...common, type: 'notice_sent', ...judged.terms };
  };

  /** Facts that the store has, and so `deliver` knows, although no transition has taken them in. */
  const late: InvoiceEvent[] = [];
  const overtake = () => {
    const index = queue.findIndex((scripted) => 'event' in scripted);
    const [scripted] = index < 0 ? [] : queue.splice(index, 1);
    if (!scripted || !('event' in scripted)) return;
    const event: InvoiceEvent = { ...scripted.event, at: now };
    late.push(event);
    const fact = factOf(event);
    if (fact) run.facts = withFact(run.facts, fact);
  };

  const eventsUpTo = (): InvoiceEvent[] => {
    const events = late.splice(0);
    if (run.state) {
      const posted = (dispatch: DispatchIntent, terms: Terms) => contact(dispatch, terms, 'sent', 'letter');
      const nameNow = (step: StepId) => run.taken.reduce(nameAfter, step);
      for (const [id, { dispatch, intendedAt, at }] of underWay) {
        if (at > now) continue;
        underWay.delete(id);
        events.push(deliver(dispatch, 'sent', intendedAt));
      }
      events.push(...postRoom.events({ ladder, state: run.state, facts: run.facts, now, nameNow, posted }));
    }
    while (queue[0] && queue[0].at <= now) {
      const next = queue.shift()!;
      if ('event' in next) events.push(next.event);
      else {
        const isMeant = ({ id, outcomes }: TaskIntent) => {
          return 'taskId' in next ? id === next.taskId : outcomes.includes(next.answer);
        };
        const task = [...asked.values()].find(isMeant);
        if (task)
          events.push({
            type: 'task_completed',
            id: next.id,
            at: next.at,
            taskId: task.id,
            outcome: next.answer,
            by: 'Anna',
          });
      }
    }
    return events;
  };

  for (let turns = 0; turns < MAX_TURNS; turns++) {
    take(eventsUpTo());
    if (late.length > 0) continue;
    const wake =
      run.state.wakeAt === null ? Number.POSITIVE_INFINITY : run.state.wakeAt + HOUR_MS * (outages[outage++] ?? 0);
    // One that waits is tried at every turn.
    const next = coming.find(({ at }) => at > now)?.at ?? Number.POSITIVE_INFINITY;
    // Whoever ends a trial wakes what waits.
    const trialEnds = trialUntil !== null && trialUntil > now ? trialUntil : Number.POSITIVE_INFINITY;
    now = Math.max(
      now,
      Math.min(
        wake,
        next,
        trialEnds,
        postRoom.nextAt,
        ...[...underWay.values()].map(({ at }) => at),
        queue[0]?.at ?? Number.POSITIVE_INFINITY,
      ),
    );
    if (now > until) return run;
  }
  throw new Error('The run does not end.');
}

/** How often people gave one of these answers to what they were asked. */
export function timesAnswered({ commands }: Run, ...outcomes: string[]): number {
  const isGiven = (why: Reason[]) => why.some((one) => one.code === 'task_outcome' && outcomes.includes(one.outcome));
  return commands.filter((one) => one.type === 'record' && one.what === 'task_completed' && isGiven(one.why)).length;
}
