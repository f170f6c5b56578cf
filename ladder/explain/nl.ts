/** The words in Dutch, as colleagues speak among themselves: nobody is addressed. */
import type { RunningChoice } from '../change/event.ts';
import type { Anchor, Charge, Condition, NoticeDelivery } from '../definition.ts';
import type { DebtorStatus, DisputeDecision, PauseCause, WithdrawnBecause } from '../events.ts';
import { formatPercent } from '../law/percent.ts';
import { type Cents, type Currency, formatAmount } from '../money.ts';
import { formatDate } from '../texts/fields.ts';
import type { ClosedBecause } from '../time/calendar.ts';
import { type CivilDate, dayOf, type Instant, localDate, localMinute, weekday } from '../time/civil.ts';
import { isQuestion, list, named, oneLine, quoted, remark, titled } from './text.ts';
import type { Names, ReasonOf, Subject, Words } from './words.ts';

const WEEKDAYS = ['maandag', 'dinsdag', 'woensdag', 'donderdag', 'vrijdag', 'zaterdag', 'zondag'];
const date = (on: CivilDate) => formatDate(on, 'nl');

function fullDate(on: CivilDate): string {
  return `${WEEKDAYS[weekday(dayOf(on)) - 1]} ${date(on)}`;
}

function moment(at: Instant): string {
  return `${date(localDate(at))} om ${localMinute(at).slice(-5)}`;
}

function amount(cents: Cents, currency: Currency): string {
  return formatAmount(cents, currency, 'nl');
}

function count(days: number, unit: Anchor['unit']): string {
  const word = unit === 'workdays' ? 'werkdag' : 'dag';
  return `${days} ${days === 1 ? word : `${word}en`}`;
}

/** "5 dagen na de vervaldatum". */
function anchor({ days, unit, after, ofStep }: Anchor, names: Pick<Names, 'step'>): string {
  const notice = ofStep === undefined ? 'het bericht' : names.step(ofStep);
  const point = {
    invoice: 'de factuurdatum',
    due: 'de vervaldatum',
    previous: 'de vorige stap',
    received: `ontvangst van ${notice}`,
    deadline: `de uiterste betaaldatum van ${notice}`,
  }[after];
  const same = { invoice: 'op', due: 'op', previous: 'direct na', received: 'bij', deadline: 'op' }[after];
  const relation = days === 0 ? same : `${count(Math.abs(days), unit)} ${days < 0 ? 'voor' : 'na'}`;
  return `${relation} ${point}`;
}

/** "5 dagen na de vervaldatum (3 maart 2026)". */
function anchored(from: Anchor, base: CivilDate, names: Names): string {
  return `${anchor(from, names)} (${date(base)})`;
}

/** A day counted from the due date: "45 dagen na de vervaldatum". */
function fromDue(day: number): string {
  if (day === 0) return 'op de vervaldatum';
  return `${count(Math.abs(day), 'days')} ${day < 0 ? 'voor' : 'na'} de vervaldatum`;
}

const CLOSED: Record<ClosedBecause, string> = {
  'new-year': 'Nieuwjaar',
  'good-friday': 'Goede Vrijdag',
  'easter-sunday': 'eerste paasdag',
  'easter-monday': 'tweede paasdag',
  'kings-day': 'Koningsdag',
  'liberation-day': 'Bevrijdingsdag',
  'labour-day': 'Dag van de Arbeid',
  ascension: 'Hemelvaartsdag',
  'whit-sunday': 'eerste pinksterdag',
  'whit-monday': 'tweede pinksterdag',
  christmas: 'eerste kerstdag',
  'boxing-day': 'tweede kerstdag',
  decree: 'een vrije dag volgens besluit',
  closed: 'een sluitingsdag van kantoor',
  weekend: 'het weekend',
  monday: 'een maandag (geen bezorging)',
  'other-weekday': 'een dag waarop deze stap niet mag',
};

const WAIVED: Record<ReasonOf<'latest_waived'>['because'], string> = {
  registered_late: 'want de factuur is pas daarna geregistreerd',
  person: 'want een collega koos ervoor door te gaan',
  new_round: 'want dit bericht gaat opnieuw uit',
};

const WITHDRAWN: Record<WithdrawnBecause, string> = {
  paid: 'er is betaald',
  held: 'er geldt een aanmaanstop',
  promised: 'er is een betaling toegezegd',
  disputed: 'de factuur wordt betwist',
  return_announced: 'er is een retour aangekondigd',
  arranged: 'er loopt een betalingsregeling',
  replied: 'een reactie van de klant moet eerst gelezen worden',
  part_paid: 'er is net een deel betaald',
  debtor_protected: 'deze klant mag nu niet aangeschreven worden',
  written_off: 'de vordering is afgeboekt',
  outside_hours: 'het was buiten de contacturen',
  superseded: 'het aanmaanschema was intussen verder',
  other_contact: 'de klant krijgt die dag al bericht over een andere factuur',
  not_posted: 'de geprinte brief is niet op tijd gepost',
  voided: 'de geprinte brief is vervallen',
};

const LAPSED: Record<ReasonOf<'demand_lapsed'>['because'], string> = {
  settled_since: 'de vordering is sindsdien voldaan geweest',
  amount_rose: 'het open bedrag is sindsdien hoger geworden',
  dispute_decided: 'er is sindsdien over een betwisting beslist',
  arrangement_ended: 'een betalingsregeling is sindsdien geëindigd',
  due_moved: 'de vervaldatum is sindsdien verschoven',
  undelivered: 'het bericht is niet aangekomen',
};

const REFUSED: Record<ReasonOf<'change_refused'>['because'], (step: string) => string> = {
  closed: () => 'de zaak is gesloten',
  handed_over: () => 'de zaak is overgedragen',
  other_version: () => 'de factuur loopt niet op de versie die gewijzigd wordt',
  superseded: () => 'een latere wijziging kwam in de plaats van deze',
  unmapped: (step) => `het is niet bekend welke stap in de plaats komt van ${step}`,
  kind_differs: (step) => `de stap die in de plaats komt van ${step} is een ander soort bericht`,
  notice_passed_by: (step) => `${step} had eerder verstuurd moeten zijn en is dat niet`,
  anchor_passed_by: (step) => `een latere stap telt vanaf ${step}, en die is niet verstuurd`,
};

const CHOICES: Record<RunningChoice, string> = {
  next_step: 'vanaf de volgende stap',
  replan: 'waarbij wat gepland was opnieuw is gepland',
};

const PAUSES: Record<PauseCause, string> = {
  held: 'een aanmaanstop',
  promised: 'een toegezegde betaling',
  disputed: 'een betwisting waarover nog niet is beslist',
  return_announced: 'een aangekondigde retour',
  arranged: 'een betalingsregeling',
  replied: 'een reactie die een collega nog moet lezen',
  part_paid: 'de dagen na een deelbetaling',
  debtor_protected: 'de klant, die nu niet aangeschreven mag worden',
};

const UNGROUNDED: Record<ReasonOf<'costs_withdrawn'>['because'], string> = {
  less_unpaid: 'er stond op die dag minder open dan toen bekend was',
  settled_in_term: 'binnen de termijn van de veertiendagenbrief was alles betaald',
  due_moved: 'de veertiendagenbrief ging uit voor de vervaldatum',
  stated_less: 'de veertiendagenbrief noemde een lager bedrag',
  letter_undelivered: 'de veertiendagenbrief is niet aangekomen',
};

const NOT_CHARGED: Record<ReasonOf<'not_charged'>['because'], string> = {
  ...UNGROUNDED,
  less_unpaid: 'er stond niets open waarover dat mag',
  no_letter: 'deze consument heeft geen veertiendagenbrief gehad',
  term_too_short: 'de veertiendagenbrief gaf een te korte termijn',
  letter_lapsed: 'na de veertiendagenbrief is over een betwisting beslist of eindigde een betalingsregeling',
  charged_already: 'dat is al gebeurd',
  other_currency: 'de factuur is niet in euro’s',
  contractual_rate: 'een consument mag geen afgesproken rente gevraagd worden',
  rates_unknown: 'de wettelijke rente van die tijd is niet bekend',
};

const CHARGES: Record<Charge, string> = { 'collection-costs': 'incassokosten', interest: 'rente' };

const DECISIONS: Record<DisputeDecision['decision'], string> = {
  rejected: 'de betwisting is afgewezen',
  upheld: 'de klant krijgt gelijk',
  partly: 'de klant krijgt gedeeltelijk gelijk',
};

const DEBTOR_STATUS: Record<DebtorStatus, string> = {
  normal: 'niets bijzonders meer',
  'debt-help': 'de klant zit in de schuldhulpverlening',
  guardianship: 'de klant staat onder bewind of curatele',
  bankruptcy: 'de klant is failliet',
  deceased: 'de klant is overleden',
};

const DELIVERIES: Record<NoticeDelivery, string> = {
  none: 'geen',
  arrived: 'aangekomen',
  bounced: 'de e-mail kwam niet aan',
  returned: 'de brief kwam terug',
};

function condition(test: Condition): string {
  switch (test.field) {
    case 'debtorKind':
      return `debiteur is ${either(test.in.map((kind) => nl.debtorKinds[kind].toLowerCase()))}`;
    case 'country':
      return `land is ${either(test.in)}`;
    case 'segment':
      return `segment is ${either(test.in.map(named))}`;
    case 'relation':
      return `relatie is ${either(test.in.map(named))}`;
    case 'terms':
      return `betalingsvoorwaarden zijn ${either(test.in.map(named))}`;
    case 'lastCall':
      return `laatste gesprek: ${either(test.in.map((call) => (call === 'none' ? 'geen' : named(nl.callOutcomes[call]))))}`;
    case 'lastNotice':
      return `laatste bericht: ${either(test.in.map((delivery) => DELIVERIES[delivery]))}`;
    case 'openCents':
      return `open bedrag ${bounds(test, (cents) => amount(cents, 'EUR'))}`;
    case 'brokenPromises':
      return `niet nagekomen toezeggingen ${bounds(test, String)}`;
    case 'daysOverdue':
      return `dagen te laat ${bounds(test, String)}`;
  }
}

function either(values: readonly string[]): string {
  return values.length === 0 ? 'geen van alle' : list(values, 'of');
}

function bounds({ atLeast, below }: { atLeast?: number; below?: number }, show: (bound: number) => string): string {
  const parts = [];
  if (atLeast !== undefined) parts.push(`vanaf ${show(atLeast)}`);
  if (below !== undefined) parts.push(`onder ${show(below)}`);
  return parts.length === 0 ? 'maakt niet uit' : parts.join(' en ');
}

/** A contact by its step's name; a handover by what it is, for its step is named after the doing. */
function contact(about: Subject | null): string {
  return about?.kind === 'handover' ? 'Overdracht aan incasso' : (about?.name ?? 'Bericht');
}

export const nl: Words = {
  reasons: {
    anchor: (reason, names) => anchored(reason.anchor, reason.base, names),
    gap: ({ days, since, on }) =>
      `niet eerder dan ${date(on)}, ${count(days, 'days')} na het laatste bericht (${date(since)})`,
    other_contact: ({ days, since, on }) =>
      `niet eerder dan ${date(on)}, ${count(days, 'days')} na een bericht over een andere factuur (${date(since)})`,
    not_before: ({ anchor, base, on }, names) => `niet eerder dan ${date(on)}, ${anchored(anchor, base, names)}`,
    term_must_pass: ({ deadline, on }) => `niet eerder dan ${date(on)}, na de uiterste betaaldatum (${date(deadline)})`,
    retry: ({ at, problem }) => `nieuwe poging op ${moment(at)}${remark(' na de melding ', problem)}`,
    rolled: ({ on, because }) =>
      `verplaatst naar ${fullDate(on)}${because.length === 0 ? '' : ` wegens ${closedDays(because)}`}`,
    latest: ({ day, on }) => `vervroegd naar ${fullDate(on)}, want uiterlijk ${fromDue(day)}`,
    latest_missed: ({ day, last, possible }) =>
      `uiterlijk ${fromDue(day)} (${date(last)}) lukt niet meer, het kan pas op ${date(possible)}`,
    latest_waived: ({ day, because }) => `de grens van uiterlijk ${fromDue(day)} geldt niet, ${WAIVED[because]}`,
    late: ({ planned, on }) => `${date(planned)} kan niet meer, dus wordt het ${date(on)}, de eerste mogelijke dag`,
    attempt: ({ number, of }) => `poging ${number} van ${of}`,
    hastened: ({ on }) => `naar voren gehaald naar ${date(on)} door een collega`,
    kept_timing: ({ version }) => `zoals gepland volgens versie ${version} van de ladder`,
    spread: ({ on }) =>
      `verschoven naar ${fullDate(on)}, omdat er door de wijziging van de ladder veel tegelijk aan de beurt was`,
    bank_data: ({ through, coveredUntil }) =>
      `pas als betalingen tot en met ${date(through)} verwerkt zijn (nu tot en met ${date(coveredUntil)})`,
    held: ({ cause, until, reason }) =>
      `in de wacht door ${PAUSES[cause]}${until === null ? '' : ` tot en met ${date(until)}`}${given(reason)}`,
    registered: ({ ladder, daysOverdue }, names) =>
      `opgenomen in aanmaanschema ${names.ladder(ladder)} (versie ${ladder.version}), ${fromDue(daysOverdue)}`,
    ladder_chosen: ({ ladder, rule }, names) =>
      `aanmaanschema ${names.ladder(ladder)} (versie ${ladder.version}) ${rule === null ? 'is gekozen, zoals voor elke factuur waarvoor geen regel geldt' : `is gekozen door de regel ${named(rule)}`}`,
    missed: ({ next, nextOn }, names) =>
      `overgeslagen, want ${names.step(next)} is ook al aan de beurt (sinds ${date(nextOn)})`,
    registered_after_latest: ({ day, last }) =>
      `overgeslagen, want de factuur is geregistreerd na de laatste dag voor deze stap (${date(last)}, uiterlijk ${fromDue(day)})`,
    may_be_barred: ({ from }) => `de vordering kan sinds ${date(from)} verjaard zijn`,
    conditions_met: ({ conditions, next }, names) =>
      `${conditions.length === 0 ? 'er geldt geen voorwaarde' : list(conditions.map(condition), 'en')}, dus verder met ${names.step(next)}`,
    otherwise: ({ next }, names) => `aan geen van de voorwaarden is voldaan, dus verder met ${names.step(next)}`,
    task_outcome: ({ outcome, by, note }, names) =>
      `${oneLine(by) === '' ? 'gekozen is' : `${oneLine(by)} koos`} ${names.outcome(outcome)}${remark(': ', note)}`,
    task_expired: ({ until }) => `geen uitkomst gekregen voor ${moment(until)}`,
    paid: ({ paidCents, currency, lastPaymentOn }) =>
      `er is ${amount(paidCents, currency)} betaald${lastPaymentOn === null ? '' : `, het laatst op ${date(lastPaymentOn)}`}`,
    within_tolerance: ({ openCents, currency }) =>
      `het restant van ${amount(openCents, currency)} is zo klein dat het als betaald telt`,
    settled_by_arrangement: ({ arrangement, openCents, currency }) =>
      `betalingsregeling ${named(arrangement)} is nagekomen, zodat ${amount(openCents, currency)} niet meer wordt gevraagd`,
    credited: () => 'er is een creditnota geboekt',
    overpaid: ({ overCents, currency }) => `er is ${amount(overCents, currency)} te veel betaald`,
    written_off: ({ by, reason }) => `afgeboekt${person(by)}${given(reason)}`,
    open_again: ({ openCents, currency }) => `er staat weer ${amount(openCents, currency)} open`,
    hold_began: ({ owner, reason, until }) => `aanmaanstop${person(owner)} tot en met ${date(until)}${given(reason)}`,
    hold_ended: () => 'de aanmaanstop is voorbij',
    promised: ({ on, amountCents, currency, by }) =>
      `${amountCents === null ? 'betaling' : amount(amountCents, currency)} toegezegd voor uiterlijk ${date(on)}${told('gehoord', by)}`,
    promise_broken: ({ on, until }) => `wat voor ${date(on)} was toegezegd, was er op ${date(until)} nog niet`,
    disputed: ({ amountCents, currency, reason }) =>
      `${amountCents === null ? 'de hele factuur' : amount(amountCents, currency)} wordt betwist${given(reason)}`,
    decided: ({ decision, amountCents, currency, by, note }) =>
      `${DECISIONS[decision]}${amountCents === null ? '' : `, ${amount(amountCents, currency)} hoeft niet betaald te worden`}${told('beslist', by)}${remark(': ', note)}`,
    credit_due: ({ amountCents, currency }) => `er moet nog een creditnota van ${amount(amountCents, currency)} komen`,
    return_announced: ({ expectedOn, note }) =>
      `goederen worden uiterlijk ${date(expectedOn)} terugverwacht${remark(': ', note)}`,
    replied: ({ note }) => `de klant heeft gereageerd${remark(': ', note)}`,
    arrangement: ({ arrangement }) => `betalingsregeling ${named(arrangement)}`,
    corrected: ({ amountCents, dueOn, currency, by, reason }) =>
      `${list([...(amountCents === null ? [] : [`het bedrag is nu ${amount(amountCents, currency)}`]), ...(dueOn === null ? [] : [`de vervaldatum is nu ${date(dueOn)}`])], 'en')}${told('gecorrigeerd', by)}${given(reason)}`,
    sent_again: ({ on, dueOn, by }) =>
      `opnieuw verstuurd op ${date(on)}${dueOn === null ? '' : `, met vervaldatum ${date(dueOn)}`}${person(by)}`,
    debtor_status: ({ status, by, note }) => `${DEBTOR_STATUS[status]}${told('vastgelegd', by)}${remark(': ', note)}`,
    by_person: ({ by, reason }) => `besloten${person(by)}${given(reason)}`,
    ladder_changed: ({ from, to, choice, by }, names) =>
      `van versie ${from.version} naar versie ${to.version} van ${names.ladder(to)}, ${CHOICES[choice]}${person(by)}`,
    behind: ({ sentOn }) =>
      sentOn === null
        ? 'overgeslagen, want deze stap was al voorbij voordat de ladder werd gewijzigd'
        : `overgeslagen, want dit bericht is al verstuurd op ${date(sentOn)}`,
    change_refused: ({ because, step }, names) =>
      `de ladder is voor deze factuur niet gewijzigd, want ${REFUSED[because](step === null ? 'een stap' : names.step(step))}`,
    payment_unknown: ({ reference }) => `de teruggeboekte betaling ${named(reference)} is niet bekend`,
    withdrawn: ({ because }) => `niet verstuurd, want ${WITHDRAWN[because]}`,
    problem: ({ problem }) => `de melding was ${quoted(problem)}`,
    demanded: ({ step, sentOn, deadline, demandedCents, currency }, names) =>
      `${names.step(step)} van ${date(sentOn)} eiste ${amount(demandedCents, currency)} met uiterste betaaldatum ${date(deadline)}`,
    no_valid_notice: () => 'er is geen geldig bericht (zoals een ingebrekestelling) waarop deze stap kan steunen',
    demand_lapsed: ({ step, because }, names) => `${names.step(step)} geldt niet meer, want ${LAPSED[because]}`,
    reentered: ({ because }) =>
      because === 'taken_back'
        ? 'de bank heeft een betaling teruggeboekt waarmee de vordering was voldaan'
        : 'de betalingsregeling is verbroken',
    amount: ({ amountCents, currency, on, reference }) =>
      `${amount(amountCents, currency)} op ${date(on)}${reference === undefined ? '' : ` (${oneLine(reference)})`}`,
    asked: ({ amountCents, currency, on, deadline }) =>
      `${amount(amountCents, currency)}, op ${date(on)}${deadline === null ? '' : `, uiterlijk te betalen op ${date(deadline)}`}`,
    printed: ({ on, until }) => `gedateerd op ${date(on)}, uiterlijk te posten op ${date(until)}`,
    undelivered: ({ how, on, problem }) => `${DELIVERIES[how]} (${date(on)})${given(problem)}`,
    costs: ({ amountCents, currency, from, vat }) =>
      `${amount(amountCents, currency)} incassokosten${vat ? ' met btw' : ''}, verschuldigd vanaf ${date(from)}`,
    costs_withdrawn: ({ fromCents, toCents, currency, because }) =>
      `incassokosten van ${amount(fromCents, currency)} ${toCents === 0 ? 'vervallen' : `worden ${amount(toCents, currency)}`}, want ${UNGROUNDED[because]}`,
    interest: ({ rate, from }) =>
      `${rate === 'statutory' ? 'wettelijke rente' : `afgesproken rente van ${formatPercent(rate, 'nl')}`} vanaf de dag na ${date(from)}`,
    interest_withdrawn: () => 'er is geen rente verschuldigd, want er was op tijd betaald',
    not_charged: ({ charge, because }) => `er worden geen ${CHARGES[charge]} berekend, want ${NOT_CHARGED[because]}`,
    charged_before: ({ chargedOn, through }) =>
      `er worden geen incassokosten berekend, want deze consument kreeg ze al op ${date(chargedOn)} (opnieuw kan na ${date(through)})`,
    no_principal: () => 'overgeslagen, want de factuur zelf is betaald en alleen kosten en rente staan open',
    nothing_open: () => 'er staat niets open',
    trial: ({ version }) => `wacht op vrijgave: proefdraaien van versie ${version}`,
    left_open: ({ openCents, currency }) =>
      `aan het einde van het aanmaanschema staat nog ${amount(openCents, currency)} open`,
    signal_unreadable: ({ signal, problem }) =>
      `het signaal ${named(signal)} was niet te lezen${remark(': ', problem)}`,
  },
  happenings: {
    started: () => 'Aanmaanschema gestart',
    step_skipped: (about) => titled('Overgeslagen', about),
    branch_taken: (about) => titled('Keuze gemaakt', about),
    notice_intended: (about) => `${contact(about)} klaargezet`,
    notice_sent: (about) => `${contact(about)} verstuurd`,
    notice_withdrawn: (about) => `${contact(about)} ingetrokken`,
    notice_deferred: (about) => `${contact(about)} uitgesteld`,
    notice_refused: (about) => `${contact(about)} geweigerd`,
    letter_queued: (about) => `${contact(about)} wacht op printen`,
    letter_printed: (about) => `${contact(about)} geprint`,
    letter_posted_too: (about) => `${contact(about)} nog eens gepost: er gingen twee brieven uit`,
    letter_posted_stale: (about) =>
      `${contact(about)} te laat gepost: de uiterste betaaldatum was al voorbij, de brief eist niets`,
    letter_posted_overstated: (about) => `${contact(about)} toch gepost met een te hoog bedrag: de brief eist niets`,
    notice_undelivered: (about) => `${contact(about)} niet aangekomen`,
    notice_in_doubt: (about) => `Verzending onzeker: ${contact(about)}`,
    send_again: (about) => `Opnieuw te versturen: ${contact(about)}`,
    task_opened: (about) => titled('Taak geopend', about),
    decision_asked: (about) => titled('Beslissing gevraagd', about),
    attention_asked: () => 'Aandacht gevraagd',
    task_completed: (about) => titled(isQuestion(about) ? 'Beslissing genomen' : 'Taak afgerond', about),
    task_expired: (about) => titled('Taak verlopen', about),
    task_withdrawn: (about) => titled(isQuestion(about) ? 'Beslissing niet meer nodig' : 'Taak vervallen', about),
    payment: () => 'Betaling ontvangen',
    credit_note: () => 'Creditnota geboekt',
    reversal: () => 'Betaling teruggeboekt',
    hold: () => 'Aanmaanstop ingesteld',
    release: () => 'Aanmaanstop opgeheven',
    hold_ended: () => 'Aanmaanstop voorbij',
    promise: () => 'Betaling toegezegd',
    promise_broken: () => 'Toezegging niet nagekomen',
    dispute: () => 'Factuur betwist',
    dispute_decided: () => 'Over betwisting beslist',
    return_announced: () => 'Retour aangekondigd',
    reply: () => 'Reactie ontvangen',
    arrangement_proposed: () => 'Betalingsregeling voorgesteld',
    arrangement_agreed: () => 'Betalingsregeling afgesproken',
    arrangement_declined: () => 'Betalingsregeling afgewezen',
    arrangement_kept: () => 'Betalingsregeling nagekomen',
    arrangement_broken: () => 'Betalingsregeling niet nagekomen',
    arrangement_replaced: () => 'Betalingsregeling vervangen door een nieuwe',
    invoice_corrected: () => 'Factuur gecorrigeerd',
    invoice_sent_again: () => 'Factuur opnieuw verstuurd',
    debtor_changed: () => 'Status van de klant gewijzigd',
    deliveries_held: () => 'Leveringen opgeschort',
    deliveries_resumed: () => 'Leveringen hervat',
    escalated: (about) => titled('Naar voren gehaald', about),
    step_left_out: (about) => titled('Overgeslagen door een collega', about),
    ladder_changed: () => 'Ladder gewijzigd',
    write_off: () => 'Vordering afgeboekt',
    handed_over: () => 'Overgedragen aan incasso',
    agency_told: () => 'Incassobureau op de hoogte gebracht',
    costs_charged: () => 'Incassokosten berekend',
    costs_withdrawn: () => 'Incassokosten ingetrokken',
    interest_charged: () => 'Rente berekend',
    interest_withdrawn: () => 'Rente ingetrokken',
    correction_intended: () => 'Correctiebericht klaargezet',
    correction_sent: () => 'Correctiebericht verstuurd',
    closed: () => 'Factuur gesloten',
    reopened: () => 'Factuur heropend',
  },
  questions: {
    may_be_barred: 'De vordering kan verjaard zijn. Toch doorgaan?',
    latest_missed: 'De uiterste dag van deze stap is niet meer te halen. Toch doorgaan?',
    refused: 'Het bericht is niet verstuurd. Hoe verder?',
    in_doubt: 'Het is onzeker of het bericht verstuurd is. Is het uitgegaan?',
    no_valid_notice: 'Er is geen geldig bericht waarop deze stap kan steunen. Afboeken of afsluiten?',
    trial: 'Het aanmaanschema draait proef. Mag dit de deur uit?',
    left_open: 'Het aanmaanschema is ten einde en er staat nog een bedrag open. Afboeken of afsluiten?',
  },
  callOutcomes: {
    pays: 'Betaalt',
    promise: 'Zegt betaling toe',
    arrangement: 'Wil een betalingsregeling',
    dispute: 'Betwist de factuur',
    not_received: 'Factuur niet ontvangen',
    details_wrong: 'Gegevens kloppen niet',
    cannot_pay: 'Kan niet betalen',
    refuses: 'Weigert te betalen',
    not_reached: 'Niet bereikt',
    wrong_number: 'Verkeerd nummer',
  },
  repairOutcomes: {
    proceed: 'Toch doorgaan',
    skip: 'Stap overslaan',
    went_out: 'Is uitgegaan',
    send_again: 'Opnieuw versturen',
    write_off: 'Afboeken',
    done: 'Afgehandeld',
    release: 'Vrijgeven',
    hold: 'Vasthouden',
  },
  disputeDecisions: {
    rejected: 'Betwisting afwijzen',
    upheld: 'De klant heeft gelijk',
    partly: 'De klant heeft gedeeltelijk gelijk',
  },
  approvals: { approved: 'Akkoord', refused: 'Niet akkoord' },
  pauses: PAUSES,
  closed: CLOSED,
  noticeKinds: {
    own: 'Eigen tekst',
    reminder: 'Betalingsherinnering',
    'second-reminder': 'Tweede herinnering',
    'fourteen-day-letter': 'Veertiendagenbrief',
    demand: 'Aanmaning',
    'notice-of-default': 'Ingebrekestelling',
    'final-demand': 'Sommatie',
    'handover-announcement': 'Aankondiging van overdracht',
  },
  debtorKinds: {
    consumer: 'Consument',
    'sole-trader': 'Eenmanszaak',
    company: 'Bedrijf',
    government: 'Overheid',
  },
  condition,
  anchor,
  days: count,
  date,
  planned: (clause) => `gepland ${clause}`,
  and: 'en',
  but: 'maar',
};

function closedDays(because: readonly ClosedBecause[]): string {
  return list(
    because.map((closed) => CLOSED[closed]),
    'en',
  );
}

function given(reason: string): string {
  return remark(', reden: ', reason);
}

function person(by: string): string {
  return oneLine(by) === '' ? '' : ` door ${oneLine(by)}`;
}

function told(how: string, by: string): string {
  return oneLine(by) === '' ? '' : `, ${how} door ${oneLine(by)}`;
}
