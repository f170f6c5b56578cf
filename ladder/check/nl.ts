/** The words of `check` in Dutch. */
import type { DebtorKind } from '../definition.ts';
import type { LeadingEvent } from './findings.ts';
import type { Words } from './words.ts';

const KINDS: Record<DebtorKind, string> = {
  consumer: 'Een consument',
  'sole-trader': 'Een eenmanszaak',
  company: 'Een bedrijf',
  government: 'Een overheidsinstelling',
};

const EVENTS: Record<LeadingEvent, string> = {
  promise: 'Een verbroken betalingstoezegging',
  dispute: 'Een besluit over een betwisting',
  arrangement: 'Een verbroken betalingsregeling',
  reversal: 'Een betaling die de bank terugboekte',
};

const days = (count: number) => `${count} ${Math.abs(count) === 1 ? 'dag' : 'dagen'}`;
const attemptOf = (attempt: number | null, step: string) => (attempt === null ? step : `Poging ${attempt} van ${step}`);

export const nl: Words = {
  rules: {
    schema: ({ place, problem }) =>
      problem === null ? `"${place}" ontbreekt; vul het in.` : `"${place}" past niet: ${problem}.`,
    'missing-otherwise': (_, step) =>
      `${step} zegt niet waar een zaak heen gaat waarvoor geen regel geldt; vul "anders" in.`,
    'dead-end': (_, step) => `Een weg uit ${step} loopt dood; kies de stap die erop volgt.`,
    'duplicate-step': (_, step) => `Twee stappen hebben de naam ${step} als id; geef er één een andere id.`,
    'duplicate-outcome': ({ outcome }, step) =>
      `Twee uitkomsten van ${step} hebben de id "${outcome}"; geef er één een andere id.`,
    'unknown-step': ({ target }, step) =>
      `${step === '' ? 'Het begin, of een gebeurtenis,' : step} verwijst naar "${target}", en die stap is er niet; kies een stap die er is.`,
    cycle: (_, step) =>
      `Een weg loopt van ${step} terug naar zichzelf; een aanmaanschema gaat alleen vooruit, dus leid hem naar een latere stap.`,
    unreachable: (_, step) => `Geen weg leidt naar ${step}; verbind de stap of verwijder hem.`,
    'missing-text': ({ language }, step) => `${step} heeft geen tekst in taal "${language}"; schrijf die.`,
    'unknown-text': ({ language }, step) =>
      `Er is een tekst in taal "${language}" voor ${step}, en geen stap met teksten heet zo; haal de tekst weg.`,
    'unknown-merge-field': ({ language, field }, step) =>
      `De tekst van ${step} in taal "${language}" gebruikt "${field}", en dat is geen invulveld of staat niet alleen; kies er een uit de lijst.`,
    'unanswered-merge-field': ({ language }, step) =>
      `De tekst van ${step} in taal "${language}" noemt een uiterste betaaldatum, maar de stap stelt geen termijn; stel die, of haal de datum weg.`,
    'letter-states-date': ({ language }, step) =>
      `De tekst van ${step} in taal "${language}" noemt een uiterste betaaldatum, maar de termijn van een veertiendagenbrief loopt vanaf de dag van bezorging (art. 6:96 lid 6 BW); schrijf "binnen vijftien dagen nadat deze brief bij u is bezorgd" in plaats van de datum.`,
    'anchor-without-notice': ({ notice }, step) =>
      notice === null
        ? `${step} telt vanaf een aanmaning; kies de verzending waarvan.`
        : `${step} telt vanaf de uiterste betaaldatum van "${notice}", die er geen stelt; geef die stap een termijn.`,
    'anchor-not-before': ({ notice }, step) =>
      `${step} telt vanaf "${notice}", maar er leidt een weg heen die daar niet langs komt; tel vanaf een aanmaning die altijd is verstuurd.`,
    'timing-impossible': ({ earliest, latest }, step) =>
      `${step} kan op zijn vroegst op dag ${earliest} worden gepland, maar mag niet later zijn dan dag ${latest}; verzet een van de twee.`,
    'gap-shifts': ({ gap, days: count }, step) =>
      `${step} verschuift altijd: tussen twee schriftelijke contacten zit ten minste ${days(gap)}, en daarvoor staat deze stap te vroeg; kies ${days(count)}.`,
    'term-shifts': ({ days: planned, earliest }, step) =>
      `${step} verschuift altijd: gepland op dag ${planned}, maar de termijn van de aanmaning ervoor loopt tot ten minste dag ${earliest - 1}; plan hem op dag ${earliest} of later.`,
    'window-empty': ({ from, to, attempt }, step) =>
      `De uren van ${attempt === null ? step || 'het aanmaanschema' : `poging ${attempt} van ${step}`} eindigen om ${to}, niet na het begin om ${from}; laat ze later eindigen.`,
    'window-shut': ({ attempt }, step) =>
      `${attemptOf(attempt, step)} mag alleen op weekdagen waarop het kantoor dicht is; voeg een weekdag toe.`,
    'call-hours': ({ attempt }, step) =>
      `${attemptOf(attempt, step)} belt 's nachts of op zondag; houd 07:00 tot 20:00 aan, maandag tot en met zaterdag.`,
    'notice-hours': (_, step) =>
      `${step} kan een consument 's nachts of op zondag bereiken; houd 07:00 tot 20:00 aan, maandag tot en met zaterdag.`,
    'office-closed': () => 'Het kantoor is maandenlang dicht; haal sluitingsdagen weg.',
    'handover-without-notice': (_, step) =>
      `Er leidt een weg naar ${step} zonder ingebrekestelling of sommatie; een vordering die niet is opgeëist mag niet worden overgedragen.`,
    'notice-without-term': (_, step) => `${step} stelt de klant in gebreke en moet een termijn geven: vul die in.`,
    'term-too-short': ({ least }, step) =>
      `${step} moet ${least} dagen geven vanaf ontvangst (art. 6:96 lid 6 BW): verleng de termijn.`,
    'costs-without-letter': (_, step) =>
      `Een consument kan bij ${step} komen zonder veertiendagenbrief ervoor, en is dan geen kosten verschuldigd (art. 6:96 lid 6 BW): ze blijven achterwege; verstuur die brief eerst op elke weg erheen, of leid consumenten eromheen.`,
    'notice-before-due': ({ latest }, step) =>
      `${step} moet uiterlijk op dag ${latest} gebeuren, voordat de klant te laat is; dan valt er niets te eisen: kies een latere dag.`,
    'event-passes-notice': ({ event, target, notice }) =>
      `${EVENTS[event]} leidt naar "${target}", voorbij "${notice}" waarop latere stappen in rechte steunen; leid naar die aanmaning, of naar een stap ervoor.`,
    'event-leads-nowhere': ({ target }) =>
      `Een verbroken betalingstoezegging leidt naar "${target}", en die stap heeft geen enkele zaak voor zich; kies een latere stap, of geen.`,
    'dispute-goes-on': ({ outcome, then }, step) =>
      `Na de uitkomst "${outcome}" van ${step} gaat het aanmaanschema door naar "${then}" zonder dat iemand over de betwisting besluit; leid naar een taak.`,
    'row-never-holds': ({ row }, step) =>
      `Regel ${row} van ${step} beslist nooit: hij spreekt zichzelf tegen, of de regels ervoor nemen elke zaak al; verbeter hem of haal hem weg.`,
    'kind-without-step': ({ kind }) =>
      `${KINDS[kind]} komt aan het einde zonder één stap; geef dit soort debiteur er een.`,
    'approval-without-effect': (_, step) =>
      `${step} leidt naar dezelfde stap, of er nu wordt goedgekeurd of geweigerd; leid de weigering ergens anders heen.`,
    'resume-without-hold': (_, step) =>
      `${step} hervat leveringen die geen stap ervoor heeft gestopt; voeg de leveringsstop toe, of haal deze stap weg.`,
  },
  mends: {
    remove: () => 'Haal het weg',
    rename: ({ to }) => `Noem het "${to}"`,
    'count-from': ({ step }) => `Tel vanaf "${step}"`,
    'lead-to': ({ step }) => `Leid naar "${step}"`,
    'set-days': ({ days: count }) => `Kies ${days(count)}`,
    'set-term': ({ days: count }) => `Geef een termijn van ${days(count)}`,
    'set-hours': ({ from, to }) => `Kies ${from} tot ${to}, maandag tot en met zaterdag`,
  },
};
