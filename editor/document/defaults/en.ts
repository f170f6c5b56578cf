/** What a new step says in English, until somebody writes something better. It announces nothing that a ladder may not do. */
import type { DefaultTexts } from './texts.ts';

const OPENING = '{{block.addressee}}\n\nDear Sir or Madam,';
const CROSSED =
  'Payments up to and including {{bank.date}} have been taken into account. If you have paid the outstanding amount since then, your payment and this message have crossed and you need do nothing.';
const HELP = 'Are you unable to pay, or do you disagree? Please tell us the reason. {{reply.how}}';
const RESERVED = 'We expressly reserve the right to payment in full.';
const FRIENDLY = 'Kind regards,\n\n{{block.signature}}';
const FORMAL = 'Yours faithfully,\n\n{{block.signature}}';

const ONE = 'Our invoice {{invoice.number}} was due on {{invoice.due}}. {{amount.open}} of it is still outstanding.';
const MANY =
  '{{invoices.count}} of our invoices are past their due dates. {{amount.open}} in total is still outstanding.';
const DEADLINE = 'The full amount must be in our account by {{notice.deadline}}.';
const CONSEQUENCES = `If we have not received the full amount by that date, the following applies:
- You are in default, if you were not already.
- We may hand the claim over to a collection agency.
- {{law.costs}}
- You also owe the {{law.interest}} over the time by which you pay late.`;

export const en: DefaultTexts = {
  notices: {
    own: {
      subject: 'About invoice {{invoice.number}}',
      several: 'About {{invoices.count}} invoices',
      paragraphs: [
        OPENING,
        'We write to you about the following.',
        '{{block.invoice}}',
        'Do you have a question? {{reply.how}}',
        FRIENDLY,
      ],
    },
    reminder: {
      subject: 'Payment reminder: invoice {{invoice.number}}',
      several: 'Payment reminder: {{invoices.count}} invoices are still outstanding',
      paragraphs: [
        OPENING,
        {
          one: `${ONE} It may simply have escaped your attention.`,
          several: `${MANY} They may simply have escaped your attention.`,
        },
        '{{block.invoice}}',
        'Would you please transfer the outstanding amount as soon as possible? You can use these details:',
        '{{block.payment}}',
        '{{block.other}}',
        `${HELP} We are glad to think along with you.`,
        `${CROSSED} This reminder costs you nothing.`,
        FRIENDLY,
      ],
    },
    'second-reminder': {
      subject: 'Please pay or reply: invoice {{invoice.number}} is still outstanding',
      several: 'Please pay or reply: {{invoices.count}} invoices are still outstanding',
      paragraphs: [
        OPENING,
        { one: ONE, several: MANY },
        '{{block.previous}}',
        '{{block.invoice}}',
        'We ask you to transfer the outstanding amount now:',
        '{{block.payment}}',
        '{{block.other}}',
        HELP,
        CROSSED,
        FRIENDLY,
      ],
    },
    'fourteen-day-letter': {
      subject: 'Pay within fifteen days, without extra costs: invoice {{invoice.number}}',
      several: 'Pay within fifteen days, without extra costs: {{invoices.count}} invoices',
      paragraphs: [
        OPENING,
        { one: ONE, several: MANY },
        '{{block.invoice}}',
        'We ask you to pay the outstanding amount of {{amount.open}} within fifteen days after this letter is delivered to you. If you pay within that time, you pay no extra costs.',
        '{{block.payment}}',
        'If we have not received the amount by then, you must also pay collection costs: {{costs.announced}} (article 6:96 of the Dutch Civil Code and the Decree on compensation for extrajudicial collection costs).',
        HELP,
        CROSSED,
        FORMAL,
      ],
    },
    demand: {
      subject: 'Demand: invoice {{invoice.number}} has not been paid',
      several: 'Demand: {{invoices.count}} invoices have not been paid',
      paragraphs: [
        OPENING,
        { one: ONE, several: MANY },
        '{{block.previous}}',
        '{{block.invoice}}',
        'We demand that you pay the outstanding amount of {{amount.open}} now:',
        '{{block.payment}}',
        '{{block.other}}',
        HELP,
        CROSSED,
        FORMAL,
      ],
    },
    'notice-of-default': {
      subject: 'Notice of default, invoice {{invoice.number}}: pay by {{notice.deadline}}',
      several: 'Notice of default for {{invoices.count}} invoices: pay by {{notice.deadline}}',
      paragraphs: [
        OPENING,
        { one: ONE, several: MANY },
        '{{block.previous}}',
        '{{block.invoice}}',
        '{{block.charges}}',
        {
          one: `With this message we give you notice of default. We demand that you pay the outstanding amount of {{amount.open}}. ${DEADLINE}`,
          several: `With this message we give you notice of default for each of these invoices. We demand that you pay the outstanding amount of {{amount.open}} in total. ${DEADLINE}`,
        },
        '{{block.payment}}',
        CONSEQUENCES,
        RESERVED,
        HELP,
        CROSSED,
        FORMAL,
      ],
    },
    'final-demand': {
      subject: 'Final demand, invoice {{invoice.number}}: pay by {{notice.deadline}}',
      several: 'Final demand for {{invoices.count}} invoices: pay by {{notice.deadline}}',
      paragraphs: [
        OPENING,
        { one: ONE, several: MANY },
        '{{block.previous}}',
        '{{block.invoice}}',
        '{{block.charges}}',
        {
          one: `This is our final demand that you pay the outstanding amount of {{amount.open}}. ${DEADLINE}`,
          several: `This is our final demand that you pay for each of these invoices: {{amount.open}} in total. ${DEADLINE}`,
        },
        '{{block.payment}}',
        CONSEQUENCES,
        RESERVED,
        HELP,
        CROSSED,
        FORMAL,
      ],
    },
    'handover-announcement': {
      subject: 'Announcement: invoice {{invoice.number}} goes to a collection agency',
      several: 'Announcement: {{invoices.count}} invoices go to a collection agency',
      paragraphs: [
        OPENING,
        { one: ONE, several: MANY },
        '{{block.previous}}',
        '{{block.invoice}}',
        '{{block.charges}}',
        'Payment has not been made. We are therefore handing the claim over to a collection agency. If you wish to prevent this, pay by return:',
        '{{block.payment}}',
        HELP,
        CROSSED,
        FORMAL,
      ],
    },
  },
  scripts: {
    call: {
      subject: 'Call: invoice {{invoice.number}} of {{debtor.name}}',
      body: 'Purpose: hear the reason and make a clear agreement. {{amount.open}} of invoice {{invoice.number}} is still outstanding. It was due on {{invoice.due}}. Payments up to and including {{bank.date}} have been taken into account.\n\nAsk:\n- Was the invoice received, and is it right?\n- Why has it not been paid yet?\n- When will it be paid?\n\nStay calm, and note down what was agreed.',
    },
    task: {
      subject: 'Invoice {{invoice.number}} of {{debtor.name}}',
      body: '{{amount.open}} of invoice {{invoice.number}} is still outstanding. It was due on {{invoice.due}}.\n\nWrite here what a colleague has to do.',
    },
    approve: {
      subject: 'Approval asked: invoice {{invoice.number}} of {{debtor.name}}',
      body: '{{amount.open}} of invoice {{invoice.number}} is still outstanding. It was due on {{invoice.due}}.\n\nLook at the case and decide whether the next step may be taken.',
    },
  },
  names: {
    call: 'Call',
    task: 'Task',
    approve: 'Ask for approval',
    handover: 'Hand over to collection',
    end: 'End',
    hold: 'Hold deliveries',
    resume: 'Resume deliveries',
    'collection-costs': 'Charge the collection costs',
    interest: 'Charge interest',
    done: 'Dealt with',
  },
};
