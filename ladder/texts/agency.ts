/** What the collection agency is told: the case at handover, and what becomes known afterwards. */

import { askedOn } from '../balance.ts';
import { lineText } from '../claim-text.ts';
import type { DebtorKind } from '../definition.ts';
import type { Correction, CreditNote, Dispute, DisputeDecision, Payment, Reversal, WriteOff } from '../events.ts';
import { agencyFacts, type Facts, legalDay } from '../facts.ts';
import type { InvoiceState, SentNotice, Undelivered } from '../invoice/state.ts';
import { type Cents, formatAmount } from '../money.ts';
import type { NoticeValues } from '../texts.ts';
import { formatDate, ibanField } from './fields.ts';

export interface AgencyMail {
  subject: string;
  text: string;
}

/** The handover: parties, claim, and the notices that ground it. In Dutch, the language of the agencies. */
export function handoverMail(
  values: NoticeValues,
  state: InvoiceState,
  facts: Facts,
  contact: string | null,
): AgencyMail {
  const { creditor, debtor, invoice } = onSingleLines(values);
  const amount = (cents: Cents) => formatAmount(cents, invoice.currency, 'nl');
  const date = (on: string) => formatDate(on, 'nl');
  const notices = state.notices.map((notice) => `- ${noticeLine(notice, amount)}`);
  return {
    subject: `Overdracht ter incasso: factuur ${invoice.number}, ${debtor.name}`,
    text: [
      'Geachte heer of mevrouw,',
      'Hierbij dragen wij de volgende vordering aan u over.',
      [
        'Schuldeiser',
        creditor.name,
        ...creditor.addressLines,
        creditor.email,
        creditor.phone,
        labelled('KvK-nummer', creditor.kvk),
        labelled('Btw-nummer', creditor.vatNumber),
        labelled('Rekeningnummer', ibanField({ creditor })),
      ],
      ['Debiteur', debtor.name, ...debtor.addressLines, contact, `Soort debiteur: ${KIND_NAMES[debtor.kind]}`],
      [
        'Vordering',
        `Factuur ${invoice.number} van ${date(invoice.issuedOn)}, vervallen op ${date(invoice.dueOn)}`,
        `Factuurbedrag: ${amount(invoice.claimedCents)}`,
        values.paidCents > 0 ? `Betaald: ${amount(values.paidCents)}` : null,
        values.creditedCents > 0 ? `Gecrediteerd: ${amount(values.creditedCents)}` : null,
        ...claimLines(values, state, facts, amount),
        labelled('Betalingskenmerk', values.paymentReference),
        `Betalingen tot en met ${date(values.bankDate)} zijn verwerkt.`,
      ],
      ...derivation(values, state, facts),
      ...(notices.length === 0 ? [] : [['Verstuurde berichten', ...notices]]),
      'Betalingen en creditnota’s die wij na vandaag ontvangen, melden wij u direct.',
      `Met vriendelijke groet,\n${creditor.name}`,
    ]
      .map((part) => (Array.isArray(part) ? part.filter((line) => line !== null).join('\n') : part))
      .join('\n\n'),
  };
}

/** A notice as it went out: when and how, over what, with which term, and whether it came back. */
function noticeLine(notice: SentNotice, amount: Amount): string {
  const { sentOn, channel, kind, amountCents, costsCents = 0, costsVat, interestCents = 0, deadline } = notice;
  const isAnnouncement = kind === 'fourteen-day-letter';
  const costs = isAnnouncement ? 'aangekondigde incassokosten' : 'incassokosten';
  // A fourteen-day letter states its term in days, and no date.
  const term = isAnnouncement ? 'termijn tot en met' : 'uiterste betaaldatum';
  const said = [
    `${NOTICE_NAMES[kind]} over ${amount(amountCents)}`,
    ...(costsCents > 0 ? [`${costs} ${amount(costsCents)}${costsVat ? ' (inclusief btw)' : ''}`] : []),
    ...(interestCents > 0 ? [`rente ${amount(interestCents)}`] : []),
    ...(deadline === null ? [] : [`${term} ${formatDate(deadline, 'nl')}`]),
  ].join(', ');
  const cameBack = notice.undelivered ? `; niet aangekomen: ${CAME_BACK[notice.undelivered]}` : '';
  return `${formatDate(sentOn, 'nl')}, per ${channel === 'letter' ? 'brief' : 'e-mail'}: ${said}${cameBack}`;
}

/** Principal, interest, costs and the VAT on them, apart; a payment goes to costs, then interest, then principal (6:44). */
function claimLines(values: NoticeValues, { charged }: InvoiceState, facts: Facts, amount: Amount): string[] {
  const { owed, totalCents } = askedOn(facts, charged, values.today);
  if (charged.costs === null && charged.interest === null) return [`Openstaand: ${amount(values.openCents)}`];
  return [
    `Hoofdsom: ${amount(owed.principalCents)}`,
    `Rente tot en met ${formatDate(values.today, 'nl')}: ${amount(owed.interestCents)}`,
    `Incassokosten: ${amount(owed.costsCents)}`,
    `Btw over de incassokosten: ${amount(owed.vatCents)}`,
    `Openstaand: ${amount(totalCents)}`,
  ];
}

/** How costs and interest came about: rate, period and ground of each. */
function derivation({ today }: NoticeValues, { charged }: InvoiceState, facts: Facts): string[][] {
  const { lines } = askedOn(facts, charged, today);
  return lines.length === 0 ? [] : [['Opbouw', ...lines.map((line) => `- ${lineText(line, 'nl')}`)]];
}

const labelled = (label: string, value: string | null) => (value ? `${label}: ${value}` : null);

/** An agency treats natural persons by other rules (Wet kwaliteit incassodienstverlening). */
const KIND_NAMES: Record<DebtorKind, string> = {
  consumer: 'consument',
  'sole-trader': 'eenmanszaak',
  company: 'bedrijf',
  government: 'overheid',
};

const CAME_BACK: Record<Undelivered, string> = {
  bounced: 'de e-mail kwam terug',
  returned: 'de brief kwam terug',
};

const NOTICE_NAMES: Record<InvoiceState['notices'][number]['kind'], string> = {
  own: 'bericht',
  reminder: 'betalingsherinnering',
  'second-reminder': 'tweede herinnering',
  'fourteen-day-letter': 'veertiendagenbrief',
  demand: 'aanmaning',
  'notice-of-default': 'ingebrekestelling',
  'final-demand': 'sommatie',
  'handover-announcement': 'aankondiging van overdracht',
};

/** News about a case that is in the agency's hands. */
export function newsMail(values: NoticeValues, state: InvoiceState, facts: Facts, factId: string): AgencyMail {
  const { invoice, debtor, creditor, openCents: asked, contestedCents } = onSingleLines(values);
  const amount = (cents: Cents) => formatAmount(cents, invoice.currency, 'nl');
  const fact = agencyFacts(facts).find((candidate) => candidate.id === factId);
  if (!fact) throw new Error(`There is no fact ${factId} to tell the agency.`);
  const [title, sentence] = NEWS[fact.type](fact as never, facts, amount);
  return {
    subject: `${title}: factuur ${invoice.number}, ${debtor.name}`,
    text: [
      'Geachte heer of mevrouw,',
      `Over de aan u overgedragen factuur ${invoice.number} van ${debtor.name} melden wij u het volgende.`,
      sentence,
      ...stillOpen(asked + contestedCents, contestedCents, facts, amount),
      ...chargesNow(values, state, facts, amount),
      `Met vriendelijke groet,\n${creditor.name}`,
    ].join('\n\n'),
  };
}

type Amount = (cents: Cents) => string;

/** What is left to collect; nothing is said of it once the claim was written off. */
function stillOpen(openCents: Cents, contestedCents: Cents, facts: Facts, amount: Amount): string[] {
  if (facts.writeOffs.length > 0) return [];
  if (openCents <= 0) return ['Er staat niets meer open; wij vragen u de zaak te sluiten.'];
  const open = `Openstaand is nu ${amount(openCents)}.`;
  if (contestedCents === 0) return [open];
  return [`${open} Daarvan wordt ${amount(contestedCents)} betwist; wij vragen u dat deel nu niet te innen.`];
}

/** Of what is open: what of costs and interest is owed now, which a payment known late may have made less. */
function chargesNow({ today }: NoticeValues, { charged }: InvoiceState, facts: Facts, amount: Amount): string[] {
  const charges = charged.costs !== null || charged.interest !== null;
  if (!charges || facts.writeOffs.length > 0) return [];
  const { owed } = askedOn(facts, charged, today);
  const { costsCents, vatCents, interestCents } = owed;
  if (costsCents + vatCents + interestCents === 0) return [];
  const vat = vatCents > 0 ? ` (inclusief ${amount(vatCents)} btw)` : '';
  const costs = `${amount(costsCents + vatCents)} aan incassokosten${vat}`;
  return [
    `In het openstaande bedrag zijn begrepen: ${costs} en ${amount(interestCents)} aan rente tot en met ${formatDate(today, 'nl')}.`,
  ];
}

/** What others wrote, each value on a line of its own: no name may pass for a line of this mail. */
function onSingleLines<T>(value: T): T {
  if (typeof value === 'string') return value.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim() as T;
  if (Array.isArray(value)) return value.map(onSingleLines) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, onSingleLines(member)])) as T;
}

const NEWS = {
  payment: (payment: Payment, _: Facts, amount: Amount) => [
    'Betaling ontvangen',
    `Op ${formatDate(legalDay(payment), 'nl')} is ${amount(payment.amountCents)} ontvangen.`,
  ],
  credit_note: (credit: CreditNote, _: Facts, amount: Amount) => [
    'Creditnota',
    `Op ${formatDate(credit.issuedOn, 'nl')} is creditnota ${onSingleLines(credit.number)} van ${amount(credit.amountCents)} opgemaakt.`,
  ],
  reversal: (reversal: Reversal, facts: Facts, amount: Amount) => {
    const payment = facts.payments.find((candidate) => candidate.id === reversal.paymentId);
    const cents = reversal.amountCents ?? payment?.amountCents;
    const what = cents === undefined ? 'een betaling' : `een betaling van ${amount(cents)}`;
    return ['Betaling teruggeboekt', `Op ${formatDate(reversal.on, 'nl')} is ${what} teruggeboekt.`];
  },
  invoice_corrected: ({ amountCents, dueOn }: Correction, _: Facts, amount: Amount) => {
    const what = [
      ...(amountCents === undefined ? [] : [`het bedrag is nu ${amount(amountCents)}`]),
      ...(dueOn === undefined ? [] : [`de vervaldatum is nu ${formatDate(dueOn, 'nl')}`]),
    ];
    return ['Factuur gecorrigeerd', `De factuur is gecorrigeerd: ${what.join(' en ')}.`];
  },
  dispute: ({ amountCents, reason }: Dispute, _: Facts, amount: Amount) => [
    'Factuur betwist',
    `De debiteur betwist ${amountCents === undefined ? 'de factuur' : amount(amountCents)}: ${onSingleLines(reason)}`,
  ],
  dispute_decided: ({ decision, amountCents }: DisputeDecision, _: Facts, amount: Amount) => [
    'Over betwisting beslist',
    {
      rejected: 'Wij hebben de betwisting afgewezen.',
      upheld: 'De debiteur heeft gelijk gekregen.',
      partly: `De debiteur heeft gedeeltelijk gelijk gekregen${amountCents === undefined ? '' : `: ${amount(amountCents)} hoeft niet betaald te worden`}.`,
    }[decision],
  ],
  write_off: (_write: WriteOff) => [
    'Vordering afgeboekt',
    'Wij hebben de vordering afgeboekt en vragen u de zaak te sluiten.',
  ],
} as const;
