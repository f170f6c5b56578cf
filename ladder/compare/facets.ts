/**
 * What can be told of a ladder, apart: each facet has a key, by which two versions are laid beside each other, and its words
 * in `nl.ts` and `en.ts`. Where ways lead and in what order rows are asked stands in `ways.ts` and `rows.ts`.
 */

import {
  type Anchor,
  type BALANCES,
  type CallStep,
  type Condition,
  type ContactWindow,
  LANGUAGES,
  type Ladder,
  type Language,
  type Localised,
  type SendStep,
  type Step,
  type StepId,
  type StepText,
  type TaskDeadline,
  type Timing,
} from '../definition.ts';
import type { Port } from '../edges.ts';
import { DEFAULT_EVENTS, type EventHandling } from '../event-handling.ts';
import type { HolidayName } from '../time/calendar.ts';
import type { CivilDate } from '../time/civil.ts';

/** What a difference is about, to group and to filter by. */
export type Category =
  | 'steps'
  | 'order'
  | 'timing'
  | 'contact'
  | 'conditions'
  | 'texts'
  | 'events'
  | 'names'
  | 'ladder';

/** A member of the form of an event. */
export type EventFacet = {
  [E in keyof EventHandling]: {
    [M in keyof EventHandling[E]]-?: { facet: 'event'; event: E; member: M; value: NonNullable<EventHandling[E][M]> };
  }[keyof EventHandling[E]];
}[keyof EventHandling];

export type Facet =
  | { facet: 'name' | 'description'; language: Language; text: string }
  | { facet: 'note'; text: string }
  | { facet: 'kind'; kind: Step['kind'] }
  | { facet: 'notice'; notice: SendStep['notice'] }
  | { facet: 'channel'; channel: SendStep['channel'] }
  | { facet: 'term'; days: number }
  | { facet: 'day'; anchor: Anchor }
  | { facet: 'latest'; day: number }
  | { facet: 'notBefore'; anchor: Anchor }
  | { facet: 'gap' | 'ladderGap'; days: number }
  | { facet: 'roll'; roll: NonNullable<Timing['roll']> }
  | { facet: 'window' | 'ladderWindow'; window: ContactWindow }
  | { facet: 'attempts'; windows: ContactWindow[] }
  | { facet: 'deadline'; deadline: TaskDeadline; of: 'call' | 'task' }
  | { facet: 'outcome'; id: string; name: Localised; next: StepId }
  | { facet: 'outcomeName'; id: string; language: Language; text: string }
  | { facet: 'charge'; charge: Extract<Step, { kind: 'charge' }>['charge'] }
  | { facet: 'rate'; rate: number }
  | { facet: 'action'; action: Extract<Step, { kind: 'deliveries' }>['action'] }
  | { facet: 'row'; number: number; all: Condition[]; next: StepId | null }
  | { facet: 'rowOrder' | 'outcomeOrder'; order: string }
  | { facet: 'way'; port: Port; label: WayLabel; to: StepId }
  | { facet: 'text' | 'body' | 'several'; language: Language; text: string }
  | { facet: 'subject'; language: Language; text: string }
  | { facet: 'worked'; holiday: HolidayName }
  | { facet: 'closed'; on: CivilDate }
  | { facet: 'missed'; missed: Ladder['intake']['missed'] }
  | { facet: 'tolerance'; cents: number }
  | { facet: 'closes'; balance: (typeof BALANCES)[number] }
  | EventFacet;

/** When a way is taken. */
export type WayLabel =
  | { when: 'next' | 'start' | 'otherwise' | 'no-answer' | 'no-outcome' | 'approved' | 'refused' }
  | { when: 'called'; outcome: string }
  | { when: 'answered'; name: Localised }
  | { when: 'row'; number: number; all: Condition[] };

export type Facets = Map<string, Facet>;

/** All but texts, rows and ways. */
export function facetsOf(step: Step): Facets {
  const facets: Facets = new Map();
  const add = (key: string, facet: Facet) => facets.set(key, facet);
  for (const language of LANGUAGES) add(`name:${language}`, { facet: 'name', language, text: step.name[language] });
  if (step.note !== undefined) add('note', { facet: 'note', text: step.note });
  add('kind', { facet: 'kind', kind: step.kind });
  if ('when' in step) timingFacets(step.when, add);
  switch (step.kind) {
    case 'send':
      add('notice', { facet: 'notice', notice: step.notice });
      add('channel', { facet: 'channel', channel: step.channel });
      if (step.termDays !== undefined) add('term', { facet: 'term', days: step.termDays });
      break;
    case 'call':
      callFacets(step, add);
      break;
    case 'task':
      for (const { id, name, next } of step.outcomes) {
        add(`outcome:${id}`, { facet: 'outcome', id, name, next });
        for (const language of LANGUAGES) {
          add(`outcome:${id}:${language}`, { facet: 'outcomeName', id, language, text: name[language] });
        }
      }
      if (step.deadline) add('deadline', deadlineFacet(step.deadline, 'task'));
      break;
    case 'charge':
      add('charge', { facet: 'charge', charge: step.charge });
      if (step.contractualRate !== undefined) add('rate', { facet: 'rate', rate: step.contractualRate });
      break;
    case 'deliveries':
      add('action', { facet: 'action', action: step.action });
      break;
    default:
  }
  return facets;
}

type Add = (key: string, facet: Facet) => void;

function timingFacets({ days, unit, after, ofStep, roll, latest, notBefore, gap, window }: Timing, add: Add): void {
  add('day', { facet: 'day', anchor: { days, unit, after, ...(ofStep !== undefined && { ofStep }) } });
  add('roll', { facet: 'roll', roll: roll ?? 'next' });
  if (latest !== undefined) add('latest', { facet: 'latest', day: latest });
  if (notBefore) add('notBefore', { facet: 'notBefore', anchor: notBefore });
  if (gap !== undefined) add('gap', { facet: 'gap', days: gap });
  if (window) add('window', { facet: 'window', window });
}

function callFacets({ attempts, deadline }: CallStep, add: Add): void {
  if (attempts) add('attempts', { facet: 'attempts', windows: attempts.map(({ window }) => window) });
  add('deadline', deadlineFacet(deadline, 'call'));
}

function deadlineFacet({ days, unit }: TaskDeadline, of: 'call' | 'task'): Facet {
  return { facet: 'deadline', deadline: { days, unit }, of };
}

export function facetsOfText(text: StepText | undefined, language: Language): Facets {
  const facets: Facets = new Map();
  if (!text) return facets;
  facets.set('text', { facet: 'text', language, text: '' });
  facets.set('subject', { facet: 'subject', language, text: text.subject });
  facets.set('body', { facet: 'body', language, text: text.body });
  if (text.several) {
    facets.set('several', {
      facet: 'several',
      language,
      text: JSON.stringify([text.several.subject, text.several.body]),
    });
  }
  return facets;
}

/** The ladder as a whole: what left out is stands for its default. */
export function facetsOfLadder(ladder: Ladder): Facets {
  const facets: Facets = new Map();
  const add = (key: string, facet: Facet) => facets.set(key, facet);
  for (const language of LANGUAGES) {
    add(`name:${language}`, { facet: 'name', language, text: ladder.name[language] });
    if (ladder.description) {
      add(`description:${language}`, { facet: 'description', language, text: ladder.description[language] });
    }
  }
  add('window', { facet: 'ladderWindow', window: ladder.contact.window });
  add('gap', { facet: 'ladderGap', days: ladder.contact.gap });
  for (const holiday of ladder.office.worked) add(`worked:${holiday}`, { facet: 'worked', holiday });
  for (const on of ladder.office.closed) add(`closed:${on}`, { facet: 'closed', on });
  add('missed', { facet: 'missed', missed: ladder.intake.missed });
  add('tolerance', { facet: 'tolerance', cents: ladder.toleranceCents });
  add('closes', { facet: 'closes', balance: ladder.closes ?? 'bookkeeping' });
  for (const [event, form] of Object.entries({ ...DEFAULT_EVENTS, ...ladder.events })) {
    for (const [member, value] of Object.entries(form ?? {})) {
      // `EventFacet` says which value belongs to which member, which entries of an object cannot express.
      if (value !== undefined) add(`${event}.${member}`, { facet: 'event', event, member, value } as EventFacet);
    }
  }
  return facets;
}

/** Told only where both versions have it: else the step, outcome or text is told as a whole. */
const WITHIN: readonly Facet['facet'][] = ['outcomeName', 'subject', 'body', 'outcomeOrder', 'rowOrder'];
/** Told only where one version has it: what differs within is told by its parts. */
const AS_A_WHOLE: readonly Facet['facet'][] = ['outcome', 'text'];
/** A default that is left out again says nothing new beside the kind that brought it. */
const BY_KIND: readonly Facet['facet'][] = ['roll'];

export interface Changed {
  was: Facet | null;
  is: Facet | null;
}

/** The facets that differ between two versions, in the order of the new one, then those that are gone. */
export function differing(from: Facets, to: Facets, isSame: (a: Facet, b: Facet) => boolean): Changed[] {
  const changed: Changed[] = [];
  for (const [key, is] of to) {
    const was = from.get(key) ?? null;
    if (
      was ? isSame(was, is) || AS_A_WHOLE.includes(is.facet) : WITHIN.includes(is.facet) || BY_KIND.includes(is.facet)
    )
      continue;
    changed.push({ was, is });
  }
  for (const [key, was] of from) {
    if (!to.has(key) && !WITHIN.includes(was.facet) && !BY_KIND.includes(was.facet)) changed.push({ was, is: null });
  }
  return changed;
}

export const CATEGORY: Record<Facet['facet'], Category> = {
  name: 'names',
  description: 'names',
  note: 'names',
  kind: 'steps',
  notice: 'steps',
  channel: 'contact',
  term: 'timing',
  day: 'timing',
  latest: 'timing',
  notBefore: 'timing',
  gap: 'contact',
  ladderGap: 'contact',
  roll: 'timing',
  window: 'contact',
  ladderWindow: 'contact',
  attempts: 'contact',
  deadline: 'timing',
  outcome: 'steps',
  outcomeName: 'names',
  outcomeOrder: 'order',
  charge: 'steps',
  rate: 'steps',
  action: 'steps',
  row: 'conditions',
  rowOrder: 'conditions',
  way: 'order',
  text: 'texts',
  subject: 'texts',
  body: 'texts',
  several: 'texts',
  worked: 'ladder',
  closed: 'ladder',
  missed: 'ladder',
  tolerance: 'ladder',
  closes: 'ladder',
  event: 'events',
};
