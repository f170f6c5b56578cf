/** Why an edit is not made, in a sentence that says what stands in the way and how to go on. */
import type { Localised, Step, StepId } from '../../ladder/definition.ts';
import type { Port } from '../../ladder/edges.ts';
import { list, named } from '../../ladder/explain/text.ts';

/** What the user may choose from, so that the edit can be made after all. */
export type Choices =
  /** Which way stays (`stays` of `delete_step`). */
  | { of: 'ports'; ports: Port[] }
  /** Which end takes its place (`to` of `delete_step`). */
  | { of: 'steps'; steps: StepId[] }
  /** Steps that would have to go too (`orphans: 'remove'`). */
  | { of: 'orphans'; steps: StepId[] };

/** Thrown within an edit that cannot be made; `edit` catches it. */
export class EditRefused extends Error {
  override readonly name = 'EditRefused';
  readonly sentence: Localised;
  readonly choices: Choices | null;

  constructor(sentence: Localised, choices: Choices | null = null) {
    super(sentence.en);
    this.sentence = sentence;
    this.choices = choices;
  }
}

type Named = Pick<Step, 'name'>;
/** A sentence names so many steps, and counts the others. */
const MOST_NAMED = 4;

function names(steps: readonly Named[], language: keyof Localised): string {
  const told = steps.slice(0, MOST_NAMED).map(({ name }) => named(name[language]));
  const more = steps.length - told.length;
  const others = {
    nl: more === 1 ? 'nog een andere' : `${more} andere`,
    en: more === 1 ? 'one other' : `${more} others`,
  }[language];
  return list(more === 0 ? told : [...told, others], language === 'nl' ? 'en' : 'and');
}

export const REFUSALS = {
  unknownStep: (id: StepId): Localised => ({
    nl: `Er is geen stap ${named(id)} meer; misschien is hij intussen verwijderd. Kies een andere stap.`,
    en: `There is no step ${named(id)} any more; perhaps it was deleted meanwhile. Choose another step.`,
  }),
  unknownEdge: (): Localised => ({
    nl: 'De weg waar dit moest gebeuren is er niet meer; kies een andere.',
    en: 'The way on which this was to happen is no longer there; choose another.',
  }),
  otherKind: (step: Named): Localised => ({
    nl: `${named(step.name.nl)} is een ander soort stap en heeft dit niet; kies een stap die het wel heeft.`,
    en: `${named(step.name.en)} is another kind of step and does not have this; choose a step that has.`,
  }),
  needed: (step: Named): Localised => ({
    nl: `${named(step.name.nl)} kan hier niet zonder; vul iets in.`,
    en: `${named(step.name.en)} cannot do without this; fill it in.`,
  }),
  misfit: (place: Localised, problem: Localised): Localised => ({
    nl: `${place.nl}: ${problem.nl}.`,
    en: `${place.en}: ${problem.en}.`,
  }),
  tooManySteps: (most: number): Localised => ({
    nl: `Een aanmaanschema heeft ten hoogste ${most} stappen; verwijder er eerst een paar.`,
    en: `A ladder has at most ${most} steps; delete some first.`,
  }),
  cycle: (step: Named): Localised => ({
    nl: `Dan leidt een weg van ${named(step.name.nl)} weer naar zichzelf, en een aanmaanschema gaat alleen vooruit; kies een latere plaats, of leid eerst de andere wegen van die stap om.`,
    en: `Then a path leads from ${named(step.name.en)} back to itself, and a ladder only goes forward; choose a later place, or lead the other ways of that step elsewhere first.`,
  }),
  orphans: (steps: readonly Named[]): Localised => ({
    nl: `Dan leidt geen weg meer naar ${names(steps, 'nl')}; verwijder of verplaats ${steps.length === 1 ? 'die stap' : 'die stappen'} eerst, of laat ${steps.length === 1 ? 'hem' : 'ze'} mee verdwijnen.`,
    en: `Then no path leads to ${names(steps, 'en')} any more; delete or move ${steps.length === 1 ? 'that step' : 'those steps'} first, or let ${steps.length === 1 ? 'it' : 'them'} go too.`,
  }),
  lastStep: (): Localised => ({
    nl: 'Dit is de enige stap; voeg eerst een andere toe.',
    en: 'This is the only step; add another first.',
  }),
  whichWayStays: (step: Named): Localised => ({
    nl: `${named(step.name.nl)} leidt naar verschillende stappen; kies welke weg blijft.`,
    en: `${named(step.name.en)} leads to several steps; choose which way stays.`,
  }),
  whichEnd: (step: Named): Localised => ({
    nl: `Bij ${named(step.name.nl)} houdt een weg op; kies welke stap die zaken dan afsluit.`,
    en: `A way ends at ${named(step.name.en)}; choose which step closes those cases instead.`,
  }),
  noOtherEnd: (step: Named): Localised => ({
    nl: `${named(step.name.nl)} is de enige stap die het aanmaanschema afsluit; voeg eerst een ander einde toe.`,
    en: `${named(step.name.en)} is the only step that closes the ladder; add another end first.`,
  }),
  endStays: (step: Named): Localised => ({
    nl: `Na ${named(step.name.nl)} komt niets meer, dus hij kan niet tussen andere stappen staan; voeg daar een nieuwe stap toe.`,
    en: `Nothing comes after ${named(step.name.en)}, so it cannot stand between other steps; add a new step there.`,
  }),
  standsThere: (step: Named): Localised => ({
    nl: `${named(step.name.nl)} staat daar al; kies een andere plaats.`,
    en: `${named(step.name.en)} stands there already; choose another place.`,
  }),
  lastOutcome: (step: Named): Localised => ({
    nl: `${named(step.name.nl)} heeft ten minste één antwoord nodig; voeg eerst een ander toe.`,
    en: `${named(step.name.en)} needs at least one answer; add another first.`,
  }),
  lastRow: (step: Named): Localised => ({
    nl: `${named(step.name.nl)} heeft ten minste één regel nodig; verwijder de hele stap als er niets te kiezen valt.`,
    en: `${named(step.name.en)} needs at least one row; delete the whole step when there is nothing to choose.`,
  }),
  noSuchRow: (step: Named): Localised => ({
    nl: `${named(step.name.nl)} heeft die regel of dat antwoord niet meer; kies een ander.`,
    en: `${named(step.name.en)} no longer has that row or answer; choose another.`,
  }),
  nothingToPaste: (): Localised => ({
    nl: 'Er is niets om te plakken; kopieer eerst een of meer stappen.',
    en: 'There is nothing to paste; copy one or more steps first.',
  }),
  malformed: (problem: Localised): Localised => ({
    nl: `Dit aanmaanschema is niet te bewerken: ${problem.nl}`,
    en: `This ladder cannot be edited: ${problem.en}`,
  }),
  otherDocument: (): Localised => ({
    nl: 'Deze wijziging hoort bij een andere versie van het document; herlaad het concept.',
    en: 'This change belongs to another version of the document; load the draft anew.',
  }),
} as const;
