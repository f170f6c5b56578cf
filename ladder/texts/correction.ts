/** The text by which a debtor is told that less is owed than a notice said: the same on every ladder. */
import type { Language, StepText } from '../definition.ts';

/** Its merge fields are those of every notice; what is open now stands in the rows of the invoice. */
export const CORRECTION_TEXT: Record<Language, StepText> = {
  nl: {
    subject: 'Correctie: factuur {{invoice.number}}',
    body: [
      '{{block.addressee}}',
      'Geachte heer of mevrouw,',
      'In een eerder bericht over factuur {{invoice.number}} hebben wij u gevraagd om incassokosten of rente te betalen. Inmiddels weten wij dat dit niet klopte, of niet voor het hele bedrag. Onze excuses daarvoor.',
      'Hieronder ziet u hoe het nu staat. Wat wij te veel hebben gevraagd, hoeft u niet te betalen. Hebt u dat al betaald? Dan krijgt u het terug.',
      '{{block.invoice}}',
      'Hebt u vragen? Neem gerust contact met ons op: {{creditor.contact}}.',
      'Met vriendelijke groet,',
      '{{block.signature}}',
    ].join('\n\n'),
  },
  en: {
    subject: 'Correction: invoice {{invoice.number}}',
    body: [
      '{{block.addressee}}',
      'Dear Sir or Madam,',
      'In an earlier message about invoice {{invoice.number}} we asked you for collection costs or interest. We now know that this was not right, or not for the whole amount. We apologise.',
      'Below you see how things stand now. You do not have to pay what we asked in excess. Have you paid it already? Then you will get it back.',
      '{{block.invoice}}',
      'Any questions? Please contact us: {{creditor.contact}}.',
      'Kind regards,',
      '{{block.signature}}',
    ].join('\n\n'),
  },
};
