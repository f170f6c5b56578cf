/**
 * The lines and notes of a claim as sentences, for letters, files and screens. Plain data in, plain text out: no locale
 * data of the host. Dates are 15-01-2026 in Dutch and 15 Jan 2026 in English.
 */
import type { ClaimLine, ClaimNote } from './claim.ts';
import type { Language } from './definition.ts';
import { oneLine } from './explain/text.ts';
import type { Part } from './law/allocation.ts';
import { LOOK_BACK_MONTHS } from './law/collection-costs.ts';
import { RATES_KNOWN_THROUGH } from './law/interest-rates.ts';
import { formatPercent, type HundredthsPercent } from './law/percent.ts';
import { type Cents, formatAmount } from './money.ts';
import { type CivilDate, civilParts, dayOf } from './time/civil.ts';

/** One line as a sentence without full stop: "Wettelijke handelsrente 10,15% over € 1.000,00 van … t/m …: € 46,44 (…)". */
export function lineText(line: ClaimLine, language: Language): string {
  return language === 'nl' ? dutchLine(line) : englishLine(line);
}

/** One note as a sentence with full stop. */
export function noteText(note: ClaimNote, language: Language): string {
  return language === 'nl' ? dutchNote(note) : englishNote(note);
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function formatDate(on: CivilDate, language: Language): string {
  const { year, month, day } = civilParts(dayOf(on));
  if (language === 'en') return `${day} ${MONTHS[month - 1]} ${year}`;
  return `${String(day).padStart(2, '0')}-${String(month).padStart(2, '0')}-${year}`;
}

/** How a language writes figures. */
const written = (language: Language) => ({
  date: (on: CivilDate) => formatDate(on, language),
  amount: (cents: Cents) => formatAmount(cents, 'EUR', language),
  percent: (rate: HundredthsPercent | null) => formatPercent(rate ?? 0, language),
});
const NL = written('nl');
const EN = written('en');

// ---- Dutch

const RENTE = {
  consumer_interest: 'Wettelijke rente',
  commercial_interest: 'Wettelijke handelsrente',
  contractual_interest: 'Overeengekomen rente',
};

const ONDERDEEL: Record<Part, string> = {
  costs: 'de incassokosten',
  vat: 'de btw over de incassokosten',
  interest: 'de rente',
  principal: 'de hoofdsom',
};

function dutchLine(line: ClaimLine): string {
  const { date, amount, percent } = NL;
  const number = oneLine(line.claim);
  const cents = amount(line.amountCents);
  const source = line.source.replaceAll(' and ', ' en ').replace(/\((\d)\)/g, ' lid $1');
  switch (line.rule) {
    case 'principal':
      return `Hoofdsom van factuur ${number}, vervaldatum ${date(line.from)}: ${cents}`;
    case 'collection_costs': {
      const base = amount(line.baseCents ?? 0);
      if (line.demandedCents === line.baseCents)
        return `Incassokosten over ${base} per ${date(line.from)}: ${cents} (${source})`;
      const whole = `${amount(line.demandCostsCents)} over ${amount(line.demandedCents)} samen`;
      return `Incassokosten per ${date(line.from)}, het deel van factuur ${number} (${base}) in ${whole}: ${cents} (${source})`;
    }
    case 'collection_costs_vat':
      return `Btw ${percent(line.rate)} over incassokosten van ${amount(line.baseCents ?? 0)}: ${cents} (${source})`;
    case 'payment': {
      const designated = line.designated ? ', door de betaler voor deze factuur bestemd' : '';
      return `Betaling van ${date(line.from)}, op ${ONDERDEEL[line.part]} van factuur ${number}${designated}: ${cents} (${source})`;
    }
    default: {
      const earlier =
        line.compoundedCents === 0 ? '' : ` (met ${amount(line.compoundedCents)} rente van eerdere jaren)`;
      const over = `${amount(line.baseCents ?? 0)}${earlier}`;
      const period = `van ${date(line.from)} t/m ${date(line.to)}`;
      const ground = line.rule === 'contractual_interest' ? 'overeenkomst' : source;
      return `${RENTE[line.rule]} ${percent(line.rate)} over ${over} ${period}: ${cents} (${ground})`;
    }
  }
}

function dutchNote(note: ClaimNote): string {
  const { date, amount, percent } = NL;
  switch (note.code) {
    case 'rate_to_confirm':
      return `De rente van ${percent(note.rate)} van ${date(note.from)} t/m ${date(note.to)} moet nog worden bevestigd.`;
    case 'rate_assumed':
      return `De rente na ${date(RATES_KNOWN_THROUGH)} is nog niet bekend: van ${date(note.from)} t/m ${date(note.to)} is het laatst bekende percentage van ${percent(note.rate)} gebruikt.`;
    case 'consumer_costs_unproven':
      return `De incassokosten per ${date(note.on)} zijn alleen verschuldigd als een veertiendagenbrief is bezorgd en de termijn daarvan voorbij is.`;
    case 'costs_blocked':
      return `Per ${date(note.on)} zijn geen incassokosten gerekend: op ${date(note.chargedOn)} zijn deze consument al kosten gerekend, en t/m ${date(note.through)} (${LOOK_BACK_MONTHS} maanden) niet nog eens.`;
    case 'not_in_demand':
      return `Over factuur ${oneLine(note.claim)} zijn geen incassokosten gerekend: de vervaldatum ${date(note.dueOn)} was op ${date(note.on)} nog niet voorbij.`;
    case 'paid_later':
      return `Wat na deze dag is betaald, telt niet mee: ${amount(note.amountCents)} in ${note.payments} ${note.payments === 1 ? 'betaling' : 'betalingen'}.`;
    case 'overpaid':
      return `Er is ${amount(note.amountCents)} te veel betaald.`;
  }
}

// ---- English

const INTEREST = {
  consumer_interest: 'Statutory interest',
  commercial_interest: 'Statutory commercial interest',
  contractual_interest: 'Agreed interest',
};

const PART: Record<Part, string> = {
  costs: 'collection costs',
  vat: 'VAT on collection costs',
  interest: 'interest',
  principal: 'principal',
};

function englishLine(line: ClaimLine): string {
  const { date, amount, percent } = EN;
  const number = oneLine(line.claim);
  const cents = amount(line.amountCents);
  switch (line.rule) {
    case 'principal':
      return `Principal of invoice ${number}, due on ${date(line.from)}: ${cents}`;
    case 'collection_costs': {
      const base = amount(line.baseCents ?? 0);
      if (line.demandedCents === line.baseCents)
        return `Collection costs on ${base} from ${date(line.from)}: ${cents} (${line.source})`;
      const whole = `${amount(line.demandCostsCents)} on ${amount(line.demandedCents)} together`;
      return `Collection costs from ${date(line.from)}, the part of invoice ${number} (${base}) in ${whole}: ${cents} (${line.source})`;
    }
    case 'collection_costs_vat':
      return `VAT ${percent(line.rate)} on collection costs of ${amount(line.baseCents ?? 0)}: ${cents} (${line.source})`;
    case 'payment': {
      const designated = line.designated ? ', designated for this invoice by the payer' : '';
      return `Payment of ${date(line.from)}, on ${PART[line.part]} of invoice ${number}${designated}: ${cents} (${line.source})`;
    }
    default: {
      const earlier =
        line.compoundedCents === 0 ? '' : ` (with ${amount(line.compoundedCents)} interest of earlier years)`;
      const over = `${amount(line.baseCents ?? 0)}${earlier}`;
      const period = `from ${date(line.from)} to ${date(line.to)} inclusive`;
      return `${INTEREST[line.rule]} ${percent(line.rate)} on ${over} ${period}: ${cents} (${line.source})`;
    }
  }
}

function englishNote(note: ClaimNote): string {
  const { date, amount, percent } = EN;
  switch (note.code) {
    case 'rate_to_confirm':
      return `The rate of ${percent(note.rate)} from ${date(note.from)} to ${date(note.to)} is still to be confirmed.`;
    case 'rate_assumed':
      return `The rate after ${date(RATES_KNOWN_THROUGH)} is not known yet: from ${date(note.from)} to ${date(note.to)} the last known rate of ${percent(note.rate)} was used.`;
    case 'consumer_costs_unproven':
      return `The collection costs from ${date(note.on)} are owed only if a fourteen-day letter was received and its term has passed.`;
    case 'costs_blocked':
      return `No collection costs were charged on ${date(note.on)}: this consumer was charged on ${date(note.chargedOn)}, and not again up to and including ${date(note.through)} (${LOOK_BACK_MONTHS} months).`;
    case 'not_in_demand':
      return `No collection costs were charged on invoice ${oneLine(note.claim)}: its due date ${date(note.dueOn)} had not passed on ${date(note.on)}.`;
    case 'paid_later':
      return `What was paid after this day does not count: ${amount(note.amountCents)} in ${note.payments} ${note.payments === 1 ? 'payment' : 'payments'}.`;
    case 'overpaid':
      return `${amount(note.amountCents)} too much was paid.`;
  }
}
