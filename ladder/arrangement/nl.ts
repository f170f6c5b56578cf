/** The words about arrangements in Dutch, as colleagues speak among themselves. */
import { remark } from '../explain/text.ts';
import { type Cents, type Currency, formatAmount } from '../money.ts';
import { formatDate } from '../texts/fields.ts';
import type { CivilDate } from '../time/civil.ts';
import type { ArrangementNotice } from './state.ts';
import { type ArrangementWords, byWhom, named } from './words.ts';

const date = (on: CivilDate) => formatDate(on, 'nl');
const amount = (cents: Cents, currency: Currency) => formatAmount(cents, currency, 'nl');
const by = (who: string) => byWhom(who, 'nl');
const given = (reason: string) => remark(', reden: ', reason);

/** "termijnbedrag 3", "de aanbetaling". */
const instalment = (n: number) => (n === 0 ? 'de aanbetaling' : `termijnbedrag ${n}`);
const about = (headline: string, n: number | null) => (n === null ? headline : `${headline} (${instalment(n)})`);

/** "Verzuimbericht verstuurd (termijnbedrag 3)"; of an older entry it is not known which notice it was. */
const ofNotice =
  (done: string, general = 'Bericht') =>
  (n: number | null, notice: ArrangementNotice | null) => {
    if (notice === null) return about(`${general} ${done}`, n);
    if (notice === 'instalment-reminder' && n !== null) return `Aankondiging van ${instalment(n)} ${done}`;
    return about(`${nl.notices[notice]} ${done}`, n);
  };

export const nl: ArrangementWords = {
  reasons: {
    agreed: ({ invoices, instalments, totalCents, currency, signBy }) =>
      `${amount(totalCents, currency)} over ${invoices === 1 ? 'één factuur' : `${invoices} facturen`} in ${instalments === 1 ? 'één termijnbedrag' : `${instalments} termijnbedragen`}, te ondertekenen voor of op ${date(signBy)}`,
    offered: ({ on, signBy }) =>
      `de tekst om te ondertekenen is op ${date(on)} verstuurd, te ondertekenen voor of op ${date(signBy)}`,
    to_sign: ({ signBy }) => `de klant moet het voorstel voor of op ${date(signBy)} ondertekenen`,
    not_offered: ({ signBy }) =>
      `de tekst om te ondertekenen is niet verstuurd en kan er niet meer op tijd zijn om voor of op ${date(signBy)} te worden ondertekend`,
    signature: ({ on, by: who }) => `ondertekend op ${date(on)}${by(who)}`,
    refusal: ({ by: who, reason }) => `het voorstel is afgewezen${by(who)}${given(reason)}`,
    not_signed: ({ signBy }) => `niet ondertekend voor of op ${date(signBy)}`,
    signed_late: ({ on, signBy, by: who }) => `pas ondertekend op ${date(on)}${by(who)}, na ${date(signBy)}`,
    instalment: ({ n, amountCents, currency, on }) =>
      `${instalment(n)} van ${amount(amountCents, currency)} moet er op ${date(on)} zijn`,
    short: ({ n, shortCents, currency, on, seenBy }) =>
      `op ${date(seenBy)} ontbrak ${amount(shortCents, currency)} tot en met ${instalment(n)} van ${date(on)}`,
    term_passed: ({ deadline, seenBy }) =>
      `de termijn van het verzuimbericht liep tot en met ${date(deadline)}, en op ${date(seenBy)} was het tekort niet aangevuld`,
    not_made_good: ({ n, deadline }) =>
      `het tekort bij ${instalment(n)} is toch niet voor of op ${date(deadline)} aangevuld`,
    made_good: ({ n }) => `het tekort bij ${instalment(n)} is op tijd aangevuld`,
    breach_not_arrived: ({ n }) =>
      `de regeling is verbroken, maar het verzuimbericht over ${instalment(n)} is niet aangekomen`,
    plan_changed: () => 'de dagen van de regeling zijn gewijzigd',
    paid_in_full: ({ paidCents, currency }) => `er is ${amount(paidCents, currency)} betaald`,
    nothing_owed: () => 'er hoeft niets meer betaald te worden',
    disputed: ({ invoice, reason }) => `factuur ${named(invoice)} wordt betwist${given(reason)}`,
    corrected: ({ invoice, by: who, reason }) => `factuur ${named(invoice)} is gecorrigeerd${by(who)}${given(reason)}`,
    balance_rose: ({ invoice, amountCents, currency, on }) =>
      `een betaling van voor de regeling op factuur ${named(invoice)} is op ${date(on)} teruggeboekt, zodat ${amount(amountCents, currency)} meer openstaat dan is afgesproken`,
    withdrawn: ({ because }) => `niet verstuurd, want ${nl.withdrawn[because]}`,
    chosen: ({ outcome, by: who, note }) =>
      `gekozen${by(who)}: ${named(nl.outcomes[outcome as keyof typeof nl.outcomes] ?? outcome)}${remark(': ', note)}`,
    new_day: ({ n, amountCents, currency, on }) =>
      `wat bij ${instalment(n)} ontbrak, ${amount(amountCents, currency)}, moet er nu op ${date(on)} zijn`,
    replaced_by: ({ arrangement }) => `vervangen door betalingsregeling ${named(arrangement)}`,
  },
  happenings: {
    proposed: () => 'Betalingsregeling voorgesteld',
    signed: () => 'Betalingsregeling ondertekend',
    refused: () => 'Voorstel afgewezen door de klant',
    declined: () => 'Betalingsregeling niet tot stand gekomen',
    kept: () => 'Betalingsregeling nagekomen',
    broken: () => 'Betalingsregeling verbroken',
    revived: (n) => about('Nieuwe dag voor het tekort', n),
    replaced: () => 'Betalingsregeling vervangen door een nieuwe',
    restored: () => 'Betalingsregeling hersteld',
    notice_intended: ofNotice('klaargezet'),
    notice_sent: ofNotice('verstuurd'),
    notice_withdrawn: ofNotice('ingetrokken'),
    notice_deferred: ofNotice('uitgesteld'),
    notice_refused: ofNotice('geweigerd'),
    notice_in_doubt: ofNotice('mogelijk verstuurd'),
    notice_undelivered: ofNotice('niet aangekomen'),
    letter_queued: ofNotice('klaar om te printen', 'Brief'),
    letter_printed: ofNotice('geprint', 'Brief'),
    notice_left_out: ofNotice('overgeslagen door een collega'),
    send_again: ofNotice('opnieuw te versturen'),
    task_opened: (n) => about('Aandacht gevraagd', n),
    task_completed: (n) => about('Beslissing genomen', n),
    task_withdrawn: (n) => about('Beslissing niet meer nodig', n),
    payment: () => 'Betaling ontvangen',
    credit_note: () => 'Creditnota geboekt',
    reversal: () => 'Betaling teruggeboekt',
    write_off: () => 'Vordering afgeboekt',
    dispute: () => 'Factuur betwist',
    invoice_corrected: () => 'Factuur gecorrigeerd',
    hold: () => 'Aanmaanstop ingesteld',
    release: () => 'Aanmaanstop opgeheven',
    debtor_changed: () => 'Status van de klant gewijzigd',
  },
  phases: {
    proposed: 'wacht op ondertekening',
    signed: 'ondertekend, wordt bevestigd',
    running: 'loopt',
    kept: 'nagekomen',
    declined: 'niet tot stand gekomen',
    broken: 'verbroken',
    replaced: 'vervangen',
  },
  notices: {
    agreement: 'Voorstel om te ondertekenen',
    confirmation: 'Bevestiging van de betalingsregeling',
    'instalment-reminder': 'Aankondiging van een termijnbedrag',
    'breach-notice': 'Verzuimbericht',
  },
  tasks: {
    breach: 'De betalingsregeling is niet nagekomen. Hoe verder?',
    contact: 'Het is onzeker of het bericht verstuurd is, of het is geweigerd of teruggekomen. Hoe verder?',
    disputed: 'Een factuur in de betalingsregeling wordt betwist. Hoe verder met de regeling?',
    corrected: 'Een factuur in de betalingsregeling is gecorrigeerd. Hoe verder met de regeling?',
    balance_rose: 'Er staat meer open dan is afgesproken. Hoe verder met de regeling?',
    not_offered: 'De klant heeft het voorstel niet op tijd kunnen krijgen. Hoe verder?',
    breach_not_arrived: 'De betalingsregeling is verbroken op een bericht dat niet is aangekomen: nagaan hoe verder',
    pull_letter: 'Een geprinte brief moet uit de post worden gehaald',
    signed_late: 'De betalingsregeling is te laat ondertekend. Toch laten gelden?',
    unreadable_signal: 'Een signaal was niet te lezen.',
  },
  outcomes: {
    revive: 'Nieuwe dag voor het tekort',
    renew: 'Nieuwe betalingsregeling',
    break: 'Betalingsregeling verbreken',
    decline: 'Het voorstel laten vervallen',
    go_on: 'Betalingsregeling laten doorlopen',
    accept: 'Toch laten gelden',
    went_out: 'Is uitgegaan',
    send_again: 'Opnieuw versturen',
    skip: 'Niet versturen',
    done: 'Afgehandeld',
  },
  pauses: {
    held: 'een aanmaanstop',
    under_review: 'een wijziging waar een collega nog naar moet kijken',
    debtor_protected: 'de klant, die nu niet aangeschreven mag worden',
  },
  withdrawn: {
    paid: 'er is betaald',
    outside_hours: 'het was buiten de contacturen',
    other_contact: 'de klant krijgt die dag al een ander bericht',
    not_posted: 'de geprinte brief is niet op tijd gepost',
    voided: 'de geprinte brief is vervallen',
    superseded: 'het was niet meer aan de orde',
    held: 'er geldt een aanmaanstop',
    under_review: 'een collega moet eerst naar een wijziging kijken',
    debtor_protected: 'deze klant mag nu niet aangeschreven worden',
  },
};
