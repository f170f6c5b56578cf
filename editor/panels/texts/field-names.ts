/** What merge fields are called on screen, in the order of the menu. */
import type { Localised } from '../../../ladder/definition.ts';
import type { Block, MergeField } from '../../../ladder/texts.ts';

const name = (nl: string, en: string): Localised => ({ nl, en });

export const FIELD_NAMES: Record<MergeField | Block, Localised> = {
  'debtor.name': name('naam van de klant', 'customer’s name'),
  'invoice.number': name('factuurnummer', 'invoice number'),
  'invoice.issued': name('factuurdatum', 'invoice date'),
  'invoice.due': name('vervaldatum', 'due date'),
  'invoice.amount': name('factuurbedrag', 'invoice amount'),
  'invoices.count': name('aantal facturen', 'number of invoices'),
  'amount.open': name('open bedrag', 'open amount'),
  'amount.principal': name('open hoofdsom', 'open principal'),
  'amount.costs': name('open incassokosten', 'open collection costs'),
  'amount.interest': name('open rente', 'open interest'),
  'costs.announced': name('aangekondigde kosten', 'costs announced'),
  'amount.paid': name('betaald bedrag', 'amount paid'),
  'amount.credited': name('gecrediteerd bedrag', 'amount credited'),
  'amount.contested': name('betwist bedrag', 'amount disputed'),
  'notice.deadline': name('uiterste betaaldatum', 'final payment date'),
  'payment.iban': name('rekeningnummer', 'account number'),
  'payment.reference': name('betalingskenmerk', 'payment reference'),
  'bank.date': name('betalingen verwerkt tot en met', 'payments read up to'),
  'last.notice.date': name('datum vorig bericht', 'date of the last notice'),
  'law.costs': name('zin over incassokosten', 'sentence on collection costs'),
  'law.interest': name('zin over rente', 'sentence on interest'),
  'reply.how': name('hoe te reageren', 'how to reply'),
  'creditor.name': name('onze naam', 'our name'),
  'creditor.contact': name('onze telefoon of e-mail', 'our telephone or e-mail'),
  'creditor.phone': name('onze telefoon', 'our telephone'),
  'creditor.email': name('onze e-mail', 'our e-mail'),
  today: name('datum van vandaag', 'today’s date'),
  'block.addressee': name('blok: aan wie', 'block: addressee'),
  'block.previous': name('blok: vorig bericht', 'block: last notice'),
  'block.invoice': name('blok: de factuur', 'block: the invoice'),
  'block.charges': name('blok: kosten en rente', 'block: costs and interest'),
  'block.handover': name('blok: overdracht afgewogen', 'block: handover weighed'),
  'block.other': name('blok: staat ook open', 'block: also open'),
  'block.payment': name('blok: hoe te betalen', 'block: how to pay'),
  'block.signature': name('blok: ondertekening', 'block: signature'),
};

/** What a chip says; null for a field that does not exist. */
export const fieldName = (field: string): Localised | null =>
  Object.hasOwn(FIELD_NAMES, field) ? FIELD_NAMES[field as MergeField | Block] : null;
