/** The text by which a debtor is told that less is owed than a notice said: the same on every ladder. */
import type { Language, StepText } from '../definition.ts';

/** Its merge fields are those of every notice; what is open now stands in the rows of the invoice. */
export const CORRECTION_TEXT: Record<Language, StepText> = {
  nl: {
    subject: 'Correctie: factuur {{invoice.number}}',
    body: [
      '{{block.addressee}}',
      'Geachte heer of mevrouw,',
      'In een eerder bericht over factuur {{invoice.number}} hebben wij u gevraagd om incassokosten of rente te betalen. Dat klopte niet, of niet voor het hele bedrag. Onze excuses daarvoor.',
      'Hieronder ziet u wat er nu openstaat. Wat wij te veel hebben gevraagd, hoeft u niet te betalen. Hebt u dat al betaald? Dan krijgt u het terug.',
      '{{block.invoice}}',
      'Hebt u vragen? {{reply.how}}',
      'Met vriendelijke groet,',
      '{{block.signature}}',
    ].join('\n\n'),
  },
  en: {
    subject: 'Correction: invoice {{invoice.number}}',
    body: [
      '{{block.addressee}}',
      'Dear Sir or Madam,',
      'In an earlier message about invoice {{invoice.number}} we asked you to pay collection costs or interest. That was not correct, or not for the whole amount. We apologise for this.',
      'Below you see what is outstanding now. You do not have to pay what we asked for in excess. If you have already paid it, we will refund it to you.',
      '{{block.invoice}}',
      'Do you have any questions? {{reply.how}}',
      'Kind regards,',
      '{{block.signature}}',
    ].join('\n\n'),
  },
};
