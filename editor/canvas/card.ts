/** What a card of the canvas says of its step, in the language of the screen. */
import type { I18n } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Language, Step, StepId, Timing } from '../../ladder/definition.ts';
import { explainCondition } from '../../ladder/explain/explain.ts';
import { dayOf } from '../../ladder/time/civil.ts';
import type { Timeline } from '../edit/timeline.ts';
import { CHANNEL_NAMES } from '../steps/step-words.ts';
import type { StepDay } from '../time-axis/nominal.ts';
import { shared } from '../time-axis/share.ts';
import { anchorWords, type NameOf, namesOf, shortDate } from '../time-axis/words.ts';

export interface Card {
  id: StepId;
  step: Step;
  name: string;
  /** One sentence: how, and counted from what; of a choice its conditions. */
  sentence: string;
  /** "dag 14", "dag 31–38". */
  day: string;
  /** "wo 1 april"; where it really happens on another day, that day and why. */
  date: string;
  /** The day on which it really happens, where that is another than its nominal one. */
  realDay: number | null;
}

/** The cards of a draft; those that say what they said before are the same values. */
export function cardsOf(
  previous: ReadonlyMap<StepId, Card> | null,
  { nominal, real }: Timeline,
  i18n: I18n,
): Map<StepId, Card> {
  const language = i18n.locale as Language;
  const nameOf = namesOf(nominal.graph.steps);
  return new Map(
    nominal.graph.order.map((id) => {
      const step = nominal.graph.steps.get(id)!;
      const day = nominal.days.get(id)!;
      const happens = real.get(id);
      const moved = happens?.moved ?? null;
      const on = happens ? shortDate(dayOf(happens.on)) : null;
      const card: Card = {
        id,
        step,
        name: step.name[language] || id,
        sentence: sentenceOf(step, nameOf, language, i18n),
        day: dayWords(day, i18n),
        date: (moved ?? on)?.[language] ?? '',
        realDay: moved && happens ? happens.day : null,
      };
      const before = previous?.get(id);
      return [id, before?.step === step ? shared(before, card) : card];
    }),
  );
}

/** "dag 31–38": the days on which a case can come to a step. */
function dayWords({ day, from, to, openEnded, instant }: StepDay, i18n: I18n): string {
  if (day === null) return instant ? '' : i18n._(msg`no day`);
  if (openEnded && to !== from) return i18n._(msg`from day ${from}`);
  if (from === to) return i18n._(msg`day ${day}`);
  return from < 0 ? i18n._(msg`day ${from} to ${to}`) : i18n._(msg`day ${from}–${to}`);
}

function sentenceOf(step: Step, nameOf: NameOf, language: Language, i18n: I18n): string {
  if (step.kind === 'end') return '';
  if (step.kind === 'decide') {
    return step.rows
      .map(({ all }) => all.map((condition) => explainCondition(condition, { language })).join(', '))
      .join(' · ');
  }
  const when = whenWords(step.when, nameOf, language, i18n);
  const words = step.kind === 'send' ? `${i18n._(CHANNEL_NAMES[step.channel])}, ${when}` : when;
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

function whenWords(when: Timing, nameOf: NameOf, language: Language, i18n: I18n): string {
  const point = anchorWords(when, nameOf)[language];
  if (when.days !== 0) return point;
  return when.after === 'previous' ? i18n._(msg`right after the step before`) : i18n._(msg`on ${point}`);
}
