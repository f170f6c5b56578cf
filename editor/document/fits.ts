/** Holds what an edit changed against the schema, part by part, and says in words what does not fit. */
import type { Ladder, Localised, StepId } from '../../ladder/definition.ts';
import { oneLine } from '../../ladder/explain/text.ts';
import { type LadderPart, MAX_STEPS, type PartProblem, partProblems } from '../../ladder/schema.ts';
import type { Patch } from './patch.ts';
import { EditRefused, REFUSALS } from './refusals.ts';

/** Throws an EditRefused where a changed part does not fit the schema of ladders. */
export function checkFit(before: Ladder, after: Ladder, { members, steps, texts }: Patch): void {
  // A step is told by the name that it had: the new one may be what does not fit.
  const nameOf = (id: StepId): Localised =>
    [...before.steps, ...after.steps].find((step) => step.id === id)?.name ?? { nl: id, en: id };
  if (after.steps.length > MAX_STEPS) throw new EditRefused(REFUSALS.tooManySteps(MAX_STEPS));
  for (const step of steps) refuseFirst('step', step, nameOf(step.id));
  for (const [member, value] of Object.entries(members)) {
    if (value !== null) refuseFirst(member as LadderPart, value, PLACES[member] ?? { nl: member, en: member });
  }
  for (const [id, text] of [...Object.entries(texts.nl), ...Object.entries(texts.en)]) {
    if (text !== null) refuseFirst('text', text, nameOf(id));
  }
}

function refuseFirst(part: LadderPart, value: unknown, of: Localised): void {
  const [problem] = partProblems(part, value);
  if (problem)
    throw new EditRefused(REFUSALS.misfit(placeOf(problem, of), saidOf(problem, valueAt(value, problem.path))));
}

function valueAt(value: unknown, path: PartProblem['path']): unknown {
  return path.reduce<unknown>((inner, part) => (inner as Record<string | number, unknown> | undefined)?.[part], value);
}

/** "Aanmaning, dagen". */
function placeOf({ path }: PartProblem, of: Localised): Localised {
  const member = path.findLast((part): part is string => typeof part === 'string' && Object.hasOwn(PLACES, part));
  const place = member === undefined ? null : PLACES[member]!;
  const said = (language: keyof Localised) =>
    [oneLine(of[language]), ...(place && place !== of ? [place[language]] : [])]
      .filter((text) => text !== '')
      .join(', ');
  return { nl: said('nl'), en: said('en') };
}

function saidOf({ least, most, message }: PartProblem, value: unknown): Localised {
  const isText = typeof value === 'string';
  const isList = Array.isArray(value);
  if (least !== undefined && (isText || isList)) return SAID.empty;
  if (least !== undefined) return SAID.least(least);
  if (most !== undefined && isText) return SAID.characters(most);
  if (most !== undefined && isList) return SAID.items(most);
  if (most !== undefined) return SAID.most(most);
  if (value === undefined || value === null || value === '' || Number.isNaN(value)) return SAID.empty;
  if (typeof value === 'number') return SAID.whole;
  return { nl: SAID.other.nl, en: `${SAID.other.en} (${message})` };
}

const SAID = {
  empty: { nl: 'vul iets in', en: 'fill something in' },
  whole: { nl: 'vul een heel getal in', en: 'fill in a whole number' },
  other: { nl: 'dit past hier niet; kies iets anders', en: 'this does not fit here; choose something else' },
  least: (least: number): Localised => ({ nl: `kies ${least} of meer`, en: `choose ${least} or more` }),
  most: (most: number): Localised => ({ nl: `kies ${most} of minder`, en: `choose ${most} or less` }),
  characters: (most: number): Localised => ({
    nl: `houd het bij ${most} tekens`,
    en: `keep it to ${most} characters`,
  }),
  items: (most: number): Localised => ({ nl: `houd het bij ${most}`, en: `keep it to ${most}` }),
};

/** What members are called on screen; a member that is not named here is told by the step alone. */
const PLACES: Record<string, Localised> = {
  name: { nl: 'naam', en: 'name' },
  description: { nl: 'omschrijving', en: 'description' },
  note: { nl: 'notitie', en: 'note' },
  subject: { nl: 'onderwerp', en: 'subject' },
  body: { nl: 'tekst', en: 'text' },
  days: { nl: 'dagen', en: 'days' },
  latest: { nl: 'uiterste dag', en: 'last day' },
  gap: { nl: 'tussentijd', en: 'gap' },
  window: { nl: 'uren', en: 'hours' },
  weekdays: { nl: 'weekdagen', en: 'weekdays' },
  termDays: { nl: 'betaaltermijn', en: 'payment term' },
  attempts: { nl: 'belpogingen', en: 'call attempts' },
  deadline: { nl: 'termijn voor antwoord', en: 'time to answer' },
  outcomes: { nl: 'antwoorden', en: 'answers' },
  contractualRate: { nl: 'afgesproken rente', en: 'agreed interest' },
  rows: { nl: 'regels', en: 'rows' },
  all: { nl: 'voorwaarden', en: 'conditions' },
  in: { nl: 'keuze', en: 'choice' },
  atLeast: { nl: 'vanaf', en: 'from' },
  below: { nl: 'onder', en: 'below' },
  office: { nl: 'kantoor', en: 'office' },
  closed: { nl: 'sluitingsdagen', en: 'closed days' },
  worked: { nl: 'gewerkte feestdagen', en: 'worked holidays' },
  contact: { nl: 'contactregels', en: 'contact rules' },
  toleranceCents: { nl: 'restant dat als betaald telt', en: 'remainder that counts as paid' },
  events: { nl: 'gebeurtenissen', en: 'events' },
  graceDays: { nl: 'respijt', en: 'grace' },
  longestDays: { nl: 'langste wachttijd', en: 'longest wait' },
  restDays: { nl: 'rust', en: 'rest' },
  leastPercent: { nl: 'percentage', en: 'percentage' },
  pauseDays: { nl: 'leestijd', en: 'time to read' },
};
