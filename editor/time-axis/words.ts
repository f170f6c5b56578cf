/** Sentences of the time axis, in both languages. */
import type { Anchor, Language, Localised, NoticeKind, StepId } from '../../ladder/definition.ts';
import { closedLabel } from '../../ladder/explain/explain.ts';
import { list, named } from '../../ladder/explain/text.ts';
import { formatDate } from '../../ladder/texts/fields.ts';
import type { ClosedBecause } from '../../ladder/time/calendar.ts';
import { dateOf, type EpochDay, weekday } from '../../ladder/time/civil.ts';
import type { Stop } from './bounds.ts';

const WEEKDAYS: Record<Language, readonly string[]> = {
  nl: ['ma', 'di', 'wo', 'do', 'vr', 'za', 'zo'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
};

const inBoth = (say: (language: Language) => string): Localised => ({ nl: say('nl'), en: say('en') });

/** "di 28 april". */
export function shortDate(day: EpochDay): Localised {
  const year = / \d+$/;
  const text = dateOf(day);
  return inBoth(
    (language) => `${WEEKDAYS[language][weekday(day) - 1]} ${formatDate(text, language).replace(year, '')}`,
  );
}

/** "het weekend en Koningsdag". */
export function closedWords(because: readonly ClosedBecause[]): Localised {
  const and = { nl: 'en', en: 'and' };
  return inBoth((language) =>
    list(
      because.map((closed) => closedLabel(closed, { language })),
      and[language],
    ),
  );
}

/** Why a step does not happen on its nominal day. */
export type MovedBecause =
  | { code: 'closed'; because: readonly ClosedBecause[] }
  | { code: 'latest'; day: number }
  | { code: 'before' };

/** "di 28 april, want Koningsdag". */
export function movedWords(to: EpochDay, moved: MovedBecause): Localised {
  const date = shortDate(to);
  switch (moved.code) {
    case 'closed': {
      const closed = closedWords(moved.because);
      return { nl: `${date.nl}, want ${closed.nl}`, en: `${date.en}, because of ${closed.en}` };
    }
    case 'latest':
      return {
        nl: `${date.nl}, want uiterlijk dag ${moved.day}`,
        en: `${date.en}, because day ${moved.day} is the last`,
      };
    case 'before':
      return { nl: `${date.nl}, want een stap ervoor schuift op`, en: `${date.en}, because a step before it moves` };
  }
}

/** Names of steps, as they stand in sentences. */
export type NameOf = (id: StepId) => Localised;

export function namesOf(steps: ReadonlyMap<StepId, { name: Localised }>): NameOf {
  return (id) => {
    const name = steps.get(id)?.name;
    return inBoth((language) => named(name?.[language] ?? id));
  };
}

/** What keeps a step from the day to which it is moved. */
export function stopWords(stop: Stop, nameOf: NameOf): Localised {
  switch (stop.kind) {
    case 'predecessor': {
      if (stop.step === null) {
        return {
          nl: `niet voor dag ${stop.day}: eerder is de factuur er niet`,
          en: `not before day ${stop.day}: there is no invoice earlier`,
        };
      }
      const step = nameOf(stop.step);
      return stop.ends
        ? {
            nl: `niet voor dag ${stop.day}: dan pas is de tijd voor ${step.nl} om`,
            en: `not before day ${stop.day}: only then the time for ${step.en} is over`,
          }
        : {
            nl: `niet voor dag ${stop.day}: ${step.nl} gaat eraan vooraf`,
            en: `not before day ${stop.day}: ${step.en} comes before it`,
          };
    }
    case 'gap': {
      const since = stop.step === null ? null : nameOf(stop.step);
      return {
        nl: `niet voor dag ${stop.day}: ${days(stop.gap).nl} na het vorige bericht${since ? `, ${since.nl}` : ''}`,
        en: `not before day ${stop.day}: ${days(stop.gap).en} after the contact before it${since ? `, ${since.en}` : ''}`,
      };
    }
    case 'due':
      return {
        nl: `niet voor dag ${stop.day}: eerder is de klant niet te laat`,
        en: `not before day ${stop.day}: the customer is not late earlier`,
      };
    case 'not-before': {
      const anchor = anchorWords(stop.anchor, nameOf);
      return {
        nl: `niet voor dag ${stop.day}: de stap begint niet eerder dan ${anchor.nl}`,
        en: `not before day ${stop.day}: the step is no earlier than ${anchor.en}`,
      };
    }
    case 'term': {
      const step = nameOf(stop.step);
      return {
        nl: `niet voor dag ${stop.day}: de termijn van ${step.nl} loopt tot en met dag ${stop.day - 1}`,
        en: `not before day ${stop.day}: the term of ${step.en} runs through day ${stop.day - 1}`,
      };
    }
    case 'latest':
      return {
        nl: `niet na dag ${stop.day}: dat is de uiterste dag`,
        en: `not after day ${stop.day}: that is the last day`,
      };
    case 'workdays':
      return {
        nl: `de stap telt werkdagen, en ${shortDate(stop.on).nl} is er geen`,
        en: `the step counts working days, and ${shortDate(stop.on).en} is none`,
      };
    case 'no-day':
      return {
        nl: 'de stap heeft geen dag: waarvan hij telt, gaat er niet aan vooraf',
        en: 'the step has no day: what it counts from does not come before it',
      };
  }
}

function days(count: number, unit: Anchor['unit'] = 'days'): Localised {
  const nl = unit === 'days' ? 'dag' : 'werkdag';
  const en = unit === 'days' ? 'day' : 'working day';
  return { nl: `${count} ${count === 1 ? nl : `${nl}en`}`, en: `${count} ${count === 1 ? en : `${en}s`}` };
}

/** "3 werkdagen na de vorige stap". */
export function anchorWords({ days: count, unit, after, ofStep }: Anchor, nameOf: NameOf): Localised {
  const notice = ofStep === undefined ? { nl: 'het bericht', en: 'the notice' } : nameOf(ofStep);
  const points: Record<Anchor['after'], Localised> = {
    invoice: { nl: 'de factuurdatum', en: 'the invoice date' },
    due: { nl: 'de vervaldatum', en: 'the due date' },
    previous: { nl: 'de vorige stap', en: 'the step before' },
    received: { nl: `ontvangst van ${notice.nl}`, en: `receipt of ${notice.en}` },
    deadline: { nl: `de uiterste betaaldatum van ${notice.nl}`, en: `the final payment date of ${notice.en}` },
  };
  const point = points[after];
  if (count === 0) return point;
  const many = days(Math.abs(count), unit);
  return {
    nl: `${many.nl} ${count < 0 ? 'voor' : 'na'} ${point.nl}`,
    en: `${many.en} ${count < 0 ? 'before' : 'after'} ${point.en}`,
  };
}

/** A step that goes along with another. */
export interface Shift {
  step: StepId;
  from: number;
  to: number;
}

/** "3 stappen mee; ‘Overdragen’ 60 → 65". Of those on the course the last is named, where there is one. */
export function followersWords(
  shifts: readonly Shift[],
  nameOf: NameOf,
  isOnCourse: (id: StepId) => boolean,
): Localised {
  const named = shifts.filter(({ step }) => isOnCourse(step));
  const last = (named.length > 0 ? named : shifts).reduce<Shift | null>((a, b) => (a && a.to > b.to ? a : b), null);
  if (!last) return { nl: 'geen andere stap schuift mee', en: 'no other step moves along' };
  const count = shifts.length;
  const name = nameOf(last.step);
  const move = `${last.from} → ${last.to}`;
  return {
    nl: `${count} ${count === 1 ? 'stap' : 'stappen'} mee; ${name.nl} ${move}`,
    en: `${count} ${count === 1 ? 'step' : 'steps'} along; ${name.en} ${move}`,
  };
}

/** "termijn van ‘Ingebrekestelling’, tot en met dag 54 (art. 6:82 BW)". */
export function zoneWords(to: number, notice: NoticeKind, name: Localised): Localised {
  const law = notice === 'fourteen-day-letter' ? 'art. 6:96 lid 6 BW' : 'art. 6:82 BW';
  const inEnglish = notice === 'fourteen-day-letter' ? 'art. 6:96(6) BW' : 'art. 6:82 BW';
  return {
    nl: `termijn van ${name.nl}, tot en met dag ${to} (${law})`,
    en: `term of ${name.en}, through day ${to} (${inEnglish})`,
  };
}

const EVENTS: Record<string, Localised> = {
  payment: { nl: 'betaling', en: 'payment' },
  promise: { nl: 'toezegging', en: 'promise' },
  reply: { nl: 'reactie', en: 'reply' },
  dispute: { nl: 'beslissing op betwisting', en: 'decision on a dispute' },
  arrangement: { nl: 'einde van een regeling', en: 'end of an arrangement' },
  partPayment: { nl: 'deelbetaling', en: 'part payment' },
  reversal: { nl: 'terugboeking', en: 'reversal' },
  bounce: { nl: 'bericht kwam niet aan', en: 'notice did not arrive' },
};

/** "dag 0 = toezegging". */
export function eventZero(event: string): Localised {
  const name = EVENTS[event] ?? { nl: event, en: event };
  return { nl: `dag 0 = ${name.nl}`, en: `day 0 = ${name.en}` };
}

const EVENT_MARKS: Record<string, Localised> = {
  graceDays: {
    nl: 'na de toegezegde dag: de bank boekt wat op tijd was',
    en: 'after the promised day: the bank books what was in time',
  },
  longestDays: { nl: 'langer wordt niet gewacht', en: 'it is not waited for longer' },
  pauseDays: { nl: 'een collega leest de reactie', en: 'a colleague reads the reply' },
  restDays: { nl: 'zo lang gaat er niets uit', en: 'nothing goes out for so long' },
};

/** What a day of an event's form says. */
export function eventMarkWords(member: string): Localised {
  return EVENT_MARKS[member] ?? { nl: member, en: member };
}
