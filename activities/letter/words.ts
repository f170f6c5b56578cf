/** The words of a letter that a mail does not have; those of the notice itself come from `ladder/texts/words.ts`. */
import { WORDS } from '../../ladder/texts/words.ts';

export const LETTER_WORDS = {
  nl: {
    ...WORDS.nl,
    returnAddress: 'Retouradres',
    ourReference: 'Ons kenmerk',
    paymentReference: 'Betalingskenmerk',
    invoices: 'Facturen',
    invoiceCount: (count: number) => `${count} facturen`,
    settled: 'Betaald of gecrediteerd',
    interestColumn: 'Rente',
    stillOpen: 'Openstaand',
    total: 'Totaal',
    scan: 'Scan om te betalen',
    page: (page: number, of: number) => `Pagina ${page} van ${of}`,
    btw: 'Btw',
    kvkShort: 'KvK',
  },
  en: {
    ...WORDS.en,
    returnAddress: 'Return address',
    ourReference: 'Our reference',
    paymentReference: 'Payment reference',
    invoices: 'Invoices',
    invoiceCount: (count: number) => `${count} invoices`,
    settled: 'Paid or credited',
    interestColumn: 'Interest',
    stillOpen: 'Outstanding',
    total: 'Total',
    scan: 'Scan to pay',
    page: (page: number, of: number) => `Page ${page} of ${of}`,
    btw: 'VAT',
    kvkShort: 'KvK',
  },
};

export type LetterWords = (typeof LETTER_WORDS)['nl' | 'en'];
