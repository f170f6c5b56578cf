/** What a new step says in English, until somebody writes something better. It announces nothing that a ladder may not do. */
import type { DefaultTexts } from './texts.ts';

const OPENING = '{{block.addressee}}\n\nDear Sir or Madam,';
const CROSSED =
  'Payments up to and including {{bank.date}} have been taken into account. If you have paid the outstanding amount since then, your payment and this message have crossed and you do not need to do anything.';
const HELP = 'Are you unable to pay, or do you disagree? Please tell us the reason. {{reply.how}}';
const RESERVED = 'We expressly reserve our right to full payment.';
const FRIENDLY = 'Kind regards,\n\n{{block.signature}}';
const FORMAL = 'Yours faithfully,\n\n{{block.signature}}';

const ONE =
  'Our invoice {{invoice.number}} was due on {{invoice.due}}. An amount of {{amount.open}} is still outstanding.';
const MANY =
  'The due dates of {{invoices.count}} of our invoices have passed. A total of {{amount.open}} is still outstanding.';
const DEADLINE = 'The full amount must be in our account by {{notice.deadline}}.';
const CONSEQUENCES = `If we have not received the full amount by that date, the following applies:
- You will be in default, if you are not already.
- We may pass the claim to a collection agency.
- {{law.costs}}
- The {{law.interest}} for the time that your payment is late will also be payable by you.`;

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
          one: `${ONE} It may simply have been overlooked.`,
          several: `${MANY} They may simply have been overlooked.`,
        },
        '{{block.invoice}}',
        'Please transfer the outstanding amount as soon as you can, using these details:',
        '{{block.payment}}',
        '{{block.other}}',
        `${HELP} We will be glad to help.`,
        `${CROSSED} There is no charge to you for this reminder.`,
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
        'Please transfer the outstanding amount now:',
        '{{block.payment}}',
        '{{block.other}}',
        HELP,
        CROSSED,
        FRIENDLY,
      ],
    },
    'fourteen-day-letter': {
      subject: 'Demand for payment: pay invoice {{invoice.number}} now, without extra costs',
      several: 'Demand for payment: pay {{invoices.count}} invoices now, without extra costs',
      paragraphs: [
        OPENING,
        { one: ONE, several: MANY },
        '{{block.invoice}}',
        'We hereby demand that you pay the outstanding amount of {{amount.open}} within fifteen days after this letter has been delivered to you. If you pay within that time, you pay no extra costs.',
        '{{block.payment}}',
        'If we have not received the amount by then, you will also have to pay collection costs. Those costs are {{costs.announced}}, under article 6:96 of the Dutch Civil Code and the Dutch Decree on compensation for extrajudicial collection costs.',
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
          one: `We hereby give you formal notice of default. We demand that you pay the outstanding amount of {{amount.open}}. ${DEADLINE} ${RESERVED}`,
          several: `With this message we give you notice of default for each of these invoices. We demand that you pay the total outstanding amount of {{amount.open}}. ${DEADLINE} ${RESERVED}`,
        },
        '{{block.payment}}',
        CONSEQUENCES,
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
          one: `This is our final demand that you pay the outstanding amount of {{amount.open}}. ${DEADLINE} ${RESERVED}`,
          several: `This is our final demand that you pay for each of these invoices: {{amount.open}} in total. ${DEADLINE} ${RESERVED}`,
        },
        '{{block.payment}}',
        CONSEQUENCES,
        HELP,
        CROSSED,
        FORMAL,
      ],
    },
    'handover-announcement': {
      subject: 'Notice: invoice {{invoice.number}} is being passed to a collection agency',
      several: 'Notice: {{invoices.count}} invoices are being passed to a collection agency',
      paragraphs: [
        OPENING,
        { one: ONE, several: MANY },
        '{{block.previous}}',
        '{{block.invoice}}',
        '{{block.charges}}',
        'Payment has not been made. We are therefore passing the claim to a collection agency. If you wish to prevent this, please pay without delay:',
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
