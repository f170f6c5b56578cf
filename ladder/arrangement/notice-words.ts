/** The sentences of an arrangement's notices, per language. Business-like and plain; they ask no costs of anybody. */
import type { Language } from '../definition.ts';

/** Values as they are shown. */
export interface NoticeWords {
  agreementTitle: (invoices: string) => string;
  confirmationTitle: (invoices: string) => string;
  changedTitle: (invoices: string) => string;
  reminderTitle: (instalment: string, invoices: string) => string;
  breachTitle: (invoices: string) => string;
  greeting: string;
  regards: string;
  /** In a title: "factuur F-1", "facturen F-1 en F-2", "12 facturen". */
  invoices: (numbers: readonly string[]) => string;
  /** In a sentence: "factuur F-1", "de facturen F-1 en F-2". */
  theInvoices: (numbers: readonly string[]) => string;
  instalment: (n: number) => string;
  open: string;
  proposed: (invoices: string, total: string) => string;
  signedOn: (invoices: string, total: string, on: string) => string;
  changed: (invoices: string, total: string, on: string) => string;
  /** Costs and interest that are part of the total, and up to which day. */
  included: (charges: readonly string[]) => string;
  /** `vat`: said behind it where VAT is in the costs. */
  costs: (amount: string, vat: string) => string;
  interest: (amount: string, until: string) => string;
  plan: string;
  /** Above the instalments. */
  planTitle: string;
  breachOfPlan: string;
  whileKept: string;
  sign: { email: (email: string) => string; letter: (email: string | null) => string };
  signBefore: (signBy: string) => string;
  /** What the debtor declares by signing: that so much is owed, and that the plan of that day is agreed to. */
  agreed: (total: string, creditor: string, today: string, invoices: string) => string;
  signHere: readonly string[];
  /** Of who signs for others, below the name. */
  position: string;
  trouble: (contact: string) => string;
  due: (amount: string, instalment: string, on: string) => string;
  dueInPart: (amount: string, instalment: string, on: string) => string;
  paidAlready: string;
  short: (amount: string, instalment: string, on: string) => string;
  untilDeadline: (amount: string, deadline: string) => string;
  otherwise: (rest: string) => string;
  crossed: (bankDate: string) => string;
  free: string;
  payWith: string;
}

const listed = (items: readonly string[], and: string) =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} ${and} ${items.at(-1)}`;

/** So many numbers fit a title; of more it says how many. */
const MOST_IN_TITLE = 3;

function inTitle(numbers: readonly string[], one: string, several: string, and: string): string {
  if (numbers.length > MOST_IN_TITLE) return `${numbers.length}\u00a0${several}`;
  return `${numbers.length === 1 ? one : several} ${listed(numbers, and)}`;
}

export const NOTICE_WORDS: Record<Language, NoticeWords> = {
  nl: {
    agreementTitle: (invoices) => `Voorstel voor een betalingsregeling: ${invoices}`,
    confirmationTitle: (invoices) => `Bevestiging van uw betalingsregeling: ${invoices}`,
    changedTitle: (invoices) => `Uw gewijzigde betalingsregeling: ${invoices}`,
    reminderTitle: (instalment, invoices) => `Betalingsregeling voor ${invoices}: ${instalment}`,
    breachTitle: (invoices) => `Uw betalingsregeling is niet nagekomen: ${invoices}`,
    greeting: 'Geachte heer of mevrouw,',
    regards: 'Met vriendelijke groet,',
    invoices: (numbers) => inTitle(numbers, 'factuur', 'facturen', 'en'),
    theInvoices: (numbers) => `${numbers.length === 1 ? 'factuur' : 'de facturen'} ${listed(numbers, 'en')}`,
    instalment: (n) => (n === 0 ? 'aanbetaling' : `termijnbedrag ${n}`),
    open: 'Nog te betalen',
    proposed: (invoices, total) =>
      `Wij spraken met u over een betalingsregeling voor ${invoices}. Het gaat in totaal om ${total}. In dit bericht staat ons voorstel.`,
    signedOn: (invoices, total, on) =>
      `Op ${on} hebt u getekend voor een betalingsregeling voor ${invoices}. Hierbij bevestigen wij deze regeling. Er is nog ${total} te betalen.`,
    changed: (invoices, total, on) =>
      `Op ${on} hebt u getekend voor een betalingsregeling voor ${invoices}. Die regeling is gewijzigd. In dit bericht staat wat u nu betaalt en wanneer. Er is nog ${total} te betalen.`,
    included: (charges) =>
      `In dit bedrag ${charges.length === 1 ? 'is' : 'zijn'} begrepen: ${listed(charges, 'en')}. Houdt u zich aan de regeling, dan komen er geen kosten of rente bij.`,
    costs: (amount, vat) => `${amount} aan incassokosten${vat}`,
    interest: (amount, until) => `${amount} aan rente tot en met ${until}`,
    plan: 'U betaalt dit bedrag in delen. Elk deel moet uiterlijk op de genoemde dag op onze rekening staan.',
    planTitle: 'Termijnbedragen',
    breachOfPlan:
      'Betaalt u een termijnbedrag niet of niet op tijd? Dan krijgt u van ons een bericht. U hebt daarna nog vijf werkdagen om te betalen. Betaalt u ook dan niet, dan kunnen wij de regeling beëindigen. Het hele bedrag dat dan nog openstaat, moet u in dat geval in één keer betalen. Wij gaan dan verder met het innen van dat bedrag.',
    whileKept: 'Zolang u zich aan de regeling houdt, sturen wij u voor dit bedrag geen aanmaningen.',
    sign: {
      email: (email) =>
        `Gaat u akkoord? Onderteken dan de brief die bij deze e-mail is gevoegd, en stuur een scan of foto daarvan naar ${email}.`,
      letter: (email) =>
        email === null
          ? 'Gaat u akkoord? Onderteken dan deze brief en stuur hem terug naar ons adres.'
          : `Gaat u akkoord? Onderteken dan deze brief en stuur hem terug naar ons adres, of mail een scan of foto naar ${email}.`,
    },
    signBefore: (signBy) =>
      `Wij moeten uw handtekening uiterlijk op ${signBy} hebben. Zonder uw handtekening geldt de regeling niet.`,
    agreed: (total, creditor, today, invoices) =>
      `Voor akkoord. Ondergetekende erkent dat voor ${invoices} nog ${total} aan ${creditor} betaald moet worden, en gaat akkoord met de betalingsregeling in deze brief van ${today}.`,
    signHere: ['Naam', 'Datum', 'Handtekening'],
    position: 'Functie',
    trouble: (contact) => `Lukt het niet om op tijd te betalen? Neem dan meteen contact met ons op via ${contact}.`,
    due: (amount, instalment, on) =>
      `Volgens onze betalingsregeling betaalt u ${amount} (${instalment}). Dit bedrag moet uiterlijk op ${on} op onze rekening staan.`,
    dueInPart: (amount, instalment, on) =>
      `Volgens onze betalingsregeling moet u nog ${amount} betalen (tot en met ${instalment}). Dit bedrag moet uiterlijk op ${on} op onze rekening staan.`,
    paidAlready: 'Hebt u al betaald? Dan hoeft u niets te doen.',
    short: (amount, instalment, on) =>
      `U hebt een betalingsregeling met ons. Van wat u uiterlijk op ${on} had moeten betalen (tot en met ${instalment}), hebben wij ${amount} niet ontvangen. U bent de regeling dus niet nagekomen.`,
    untilDeadline: (amount, deadline) =>
      `U kunt dit nog herstellen. Zorg dat ${amount} uiterlijk op ${deadline} op onze rekening staat. Dan loopt de regeling gewoon door.`,
    otherwise: (rest) =>
      `Staat het bedrag er dan niet? Dan kunnen wij de regeling beëindigen. Het hele bedrag dat nog openstaat, nu ${rest}, moet u in dat geval in één keer betalen. Wij gaan dan verder met het innen van dat bedrag.`,
    crossed: (bankDate) =>
      `Betalingen tot en met ${bankDate} zijn in dit bericht verwerkt. Hebt u daarna betaald, dan hebben uw betaling en dit bericht elkaar gekruist.`,
    free: 'Aan dit bericht zijn voor u geen kosten verbonden.',
    payWith: 'Betalen kan met deze gegevens:',
  },
  en: {
    agreementTitle: (invoices) => `Proposal for a payment arrangement: ${invoices}`,
    confirmationTitle: (invoices) => `Confirmation of your payment arrangement: ${invoices}`,
    changedTitle: (invoices) => `Your changed payment arrangement: ${invoices}`,
    reminderTitle: (instalment, invoices) => `Payment arrangement for ${invoices}: ${instalment}`,
    breachTitle: (invoices) => `Your payment arrangement has not been kept: ${invoices}`,
    greeting: 'Dear Sir or Madam,',
    regards: 'Kind regards,',
    invoices: (numbers) => inTitle(numbers, 'invoice', 'invoices', 'and'),
    theInvoices: (numbers) => `${numbers.length === 1 ? 'invoice' : 'invoices'} ${listed(numbers, 'and')}`,
    instalment: (n) => (n === 0 ? 'deposit' : `instalment ${n}`),
    open: 'Still to pay',
    proposed: (invoices, total) =>
      `We spoke with you about a payment arrangement for ${invoices}. The total is ${total}. This message sets out our proposal.`,
    signedOn: (invoices, total, on) =>
      `On ${on} you signed a payment arrangement for ${invoices}. We hereby confirm it. ${total} is still to be paid.`,
    changed: (invoices, total, on) =>
      `On ${on} you signed a payment arrangement for ${invoices}. That arrangement has been changed. This message states what you pay now, and when. ${total} is still to be paid.`,
    included: (charges) =>
      `This amount includes ${listed(charges, 'and')}. As long as you keep to the arrangement, no costs or interest are added.`,
    costs: (amount, vat) => `collection costs of ${amount}${vat}`,
    interest: (amount, until) => `interest of ${amount} up to and including ${until}`,
    plan: 'You pay this amount in instalments. Each instalment must be in our account no later than the day stated.',
    planTitle: 'Instalments',
    breachOfPlan:
      'If you do not pay an instalment on time, you will receive a message from us. You then have five more working days to pay. If you still do not pay, we may end the arrangement. In that case the whole amount that is then outstanding falls due at once, and we will proceed to collect it.',
    whileKept: 'As long as you keep to the arrangement, we will not send you any demands for this amount.',
    sign: {
      email: (email) =>
        `Do you agree? Then sign the letter that is attached to this e-mail, and send a scan or photo of it to ${email}.`,
      letter: (email) =>
        email === null
          ? 'Do you agree? Then sign this letter and return it to our address.'
          : `Do you agree? Then sign this letter and return it to our address, or e-mail a scan or photo to ${email}.`,
    },
    signBefore: (signBy) =>
      `We must have your signature by ${signBy}. Without your signature the arrangement does not apply.`,
    agreed: (total, creditor, today, invoices) =>
      `Agreed. The undersigned acknowledges that ${total} is still owed to ${creditor} for ${invoices}, and agrees to the payment arrangement in this letter of ${today}.`,
    signHere: ['Name', 'Date', 'Signature'],
    position: 'Position',
    trouble: (contact) => `If you are unable to pay on time, please contact us at once via ${contact}.`,
    due: (amount, instalment, on) =>
      `Under our payment arrangement, your next payment is ${amount} (${instalment}). This amount must be in our account by ${on}.`,
    dueInPart: (amount, instalment, on) =>
      `Under our payment arrangement you still have to pay ${amount} (up to and including ${instalment}). This amount must be in our account by ${on}.`,
    paidAlready: 'If you have already paid, you do not need to do anything.',
    short: (amount, instalment, on) =>
      `You have a payment arrangement with us. Of what you should have paid by ${on} (up to and including ${instalment}), we have not received ${amount}. You have therefore not kept to the arrangement.`,
    untilDeadline: (amount, deadline) =>
      `You can still put this right. Make sure that ${amount} is in our account by ${deadline}. The arrangement then simply continues.`,
    otherwise: (rest) =>
      `If the amount is not there by then, we may end the arrangement. In that case the whole amount still outstanding, now ${rest}, falls due at once, and we will proceed to collect it.`,
    crossed: (bankDate) =>
      `Payments up to and including ${bankDate} have been taken into account. If you have paid since then, your payment and this message have crossed.`,
    free: 'There is no charge to you for this message.',
    payWith: 'You can pay with these details:',
  },
};
