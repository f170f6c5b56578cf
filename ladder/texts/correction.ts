/** The text by which a debtor is told that less is owed than a notice said: the same on every ladder. */
import type { Language, StepText } from '../definition.ts';

/** Its merge fields are those of every notice; what is open now stands in the rows of the invoice. */
export const CORRECTION_TEXT: Record<Language, StepText> = {
  nl: {
    subject: 'Correctie: factuur {{invoice.number}}',
    body: [
      '{{block.addressee}}',
      'Beste {{debtor.name}},',
      'In een eerder bericht over factuur {{invoice.number}} vroegen wij u om incassokosten of rente. Inmiddels weten wij dat dat niet klopte, of niet voor het hele bedrag. Onze excuses daarvoor.',
      'Hieronder ziet u hoe het nu staat. Wat wij eerder meer vroegen, hoeft u niet te betalen. Hebt u dat al betaald? Dan krijgt u het terug.',
      '{{block.invoice}}',
      'Hebt u vragen? Neem gerust contact met ons op: {{creditor.contact}}.',
      '{{block.signature}}',
    ].join('\n\n'),
  },
  en: {
    subject: 'Correction: invoice {{invoice.number}}',
    body: [
      '{{block.addressee}}',
      'Dear {{debtor.name}},',
      'In an earlier message about invoice {{invoice.number}} we asked you for collection costs or interest. We now know that this was not right, or not for the whole amount. We apologise.',
      'Below you see how things stand now. You do not have to pay what we asked in excess. Have you paid it already? Then you will get it back.',
      '{{block.invoice}}',
      'Any questions? Please contact us: {{creditor.contact}}.',
      '{{block.signature}}',
    ].join('\n\n'),
  },
};
