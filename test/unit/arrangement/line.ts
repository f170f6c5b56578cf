/** One arrangement taken turn by turn, with a post room that prints and posts when it is told to. */
import type { ArrangementCommand } from '../../../ladder/arrangement/commands.ts';
import { arrangementVerdict } from '../../../ladder/arrangement/contacts.ts';
import type { ArrangementEvent } from '../../../ladder/arrangement/events.ts';
import { type ArrangementFacts, withArrangementEvents } from '../../../ladder/arrangement/facts.ts';
import { printedNotice } from '../../../ladder/arrangement/letters.ts';
import type { ArrangementState } from '../../../ladder/arrangement/state.ts';
import type { ArrangementTerms } from '../../../ladder/arrangement/terms.ts';
import { transition } from '../../../ladder/arrangement/transition.ts';
import type { LetterPrinted } from '../../../ladder/events.ts';
import { type Instant, localDate } from '../../../ladder/time/civil.ts';
import { at, terms } from './build.ts';

export class ArrangementLine {
  readonly terms: ArrangementTerms;
  facts: ArrangementFacts;
  readonly #commands: { now: Instant; command: ArrangementCommand }[] = [];
  readonly #pile: LetterPrinted[] = [];
  #state: ArrangementState | null = null;

  constructor(facts: ArrangementFacts, changes: Partial<ArrangementTerms> = {}) {
    this.facts = facts;
    this.terms = terms(changes);
  }

  get state(): ArrangementState {
    return this.#state!;
  }

  /** A turn at a time; what it intends goes into the queue of the printer, or leaves by mail. */
  take(time: string, ...events: ArrangementEvent[]): void {
    this.#turn(at(time), events);
  }

  /** Prints every letter that may go out. */
  print(time: string): void {
    const now = at(time);
    const waiting = this.state.letters.filter(({ printed }) => printed === null);
    if (waiting.length === 0) throw new Error('There is nothing to print.');
    const batch = waiting.map((letter): LetterPrinted => {
      const { postBy: _, ...printed } = printedNotice(this.terms, this.state, this.facts, letter, now);
      const common = { id: `printed-${time}-${letter.id}`, at: now, dispatchId: letter.id, batchId: `b-${time}` };
      return { ...common, type: 'letter_printed', ...printed };
    });
    this.#pile.push(...batch);
    this.#turn(now, batch);
  }

  /** What the letter of a dispatch states that was printed last. */
  printed(dispatchId: string): LetterPrinted {
    return this.#pile.findLast((letter) => letter.dispatchId === dispatchId)!;
  }

  postPrinted(time: string): void {
    const now = at(time);
    const posted = this.state.letters.map(({ id }): ArrangementEvent => {
      const printed = this.printed(id);
      return { ...printed, type: 'notice_posted', id: `posted-${id}`, at: now, on: localDate(now), by: 'Sanne' };
    });
    this.#turn(now, posted);
  }

  /** Prints and posts what waits. */
  post(time: string): void {
    this.print(time);
    this.postPrinted(time);
  }

  /** The answers that an open task takes. */
  asked(taskId: string): string[] {
    const opened = this.#commands.findLast(({ command }) => command.type === 'open_task' && command.task.id === taskId);
    return opened?.command.type === 'open_task' ? opened.command.task.outcomes : [];
  }

  happened(what: string): string[] {
    return this.#commands.flatMap(({ now, command }) =>
      command.type === 'record' && command.what === what ? [`${localDate(now)} ${what}`] : [],
    );
  }

  #turn(now: Instant, events: readonly ArrangementEvent[]): void {
    this.facts = withArrangementEvents(this.facts, events);
    const { state, commands } = transition(this.terms, this.#state, events, this.facts, now);
    this.#state = state;
    for (const command of commands) this.#commands.push({ now, command });
    const { sending } = state;
    if (!sending) return;
    const judged = arrangementVerdict(this.terms, state, this.facts, sending.id, now);
    const common = { id: `${sending.id}:${now}`, at: now, dispatchId: sending.id };
    if (!judged.send) throw new Error(`${sending.id} may not leave: ${judged.because}`);
    if (judged.channel === 'letter') return this.#turn(now, [{ ...common, type: 'letter_queued' }]);
    this.#turn(now, [{ ...common, type: 'notice_sent', ...judged.terms }]);
  }
}
