import { z } from 'zod';
import { NOTICE_KINDS } from '../../ladder/definition.ts';
import { MAX_CENTS } from '../../ladder/money.ts';
import { civilDate, currency, debtorKind, language } from '../../ladder/schema.ts';
import { type ExampleLine, previewLetter, previewMail } from '../notice-preview.ts';
import { type Routes, typed } from './shared.ts';

const MAX_BODY_CHARS = 20_000;

const cents = z.int().min(0).max(MAX_CENTS);

const body = z.strictObject({
  words: z.strictObject({ subject: z.string().min(1).max(500), body: z.string().min(1).max(MAX_BODY_CHARS) }),
  notice: z.enum(NOTICE_KINDS).default('own'),
  term_days: z.number().int().min(1).max(1_000).optional(),
  language,
  invoice: z.string().min(1).max(300).optional().describe('A real invoice; an example when left out'),
  debtor_kind: debtorKind.default('company').describe('Of the example'),
  example: z
    .strictObject({
      on: civilDate.describe('The day on which the notice leaves'),
      number: z.string().trim().min(1).max(100),
      issued: civilDate,
      due: civilDate,
      currency,
      claimed_cents: cents,
      paid_cents: cents,
      credited_cents: cents,
      contested_cents: cents,
      costs_cents: cents,
      interest_cents: cents,
      open_cents: cents,
      last_notice_on: civilDate.nullable(),
    })
    .optional()
    .describe('What stands open in the example, in the place of the usual one'),
  several: z.boolean().default(false).describe('The example asks for two invoices'),
});

/** The words of a draft as a debtor would read them. Nothing is sent. */
export const noticePreviewRoutes: Routes = async (app, settings) => {
  typed(app).post(
    '/notice-previews/mail',
    { schema: { summary: 'How the words of a notice read as a mail', body } },
    async (request) => previewMail(settings, askedOf(request.body, 'email')),
  );

  typed(app).post(
    '/notice-previews/letter',
    { schema: { summary: 'How the words of a notice look as a letter, as PDF', body } },
    async (request, reply) => {
      const pdf = await previewLetter(settings, askedOf(request.body, 'letter'));
      return reply.header('content-type', 'application/pdf').send(pdf);
    },
  );
};

function askedOf(given: z.output<typeof body>, channel: 'email' | 'letter') {
  const { words, notice, language: chosen, several, example } = given;
  return {
    words,
    notice,
    termDays: given.term_days ?? null,
    language: chosen,
    channel,
    invoiceId: given.invoice ?? null,
    debtorKind: given.debtor_kind,
    several,
    example: example ? exampleOf(example) : null,
  };
}

function exampleOf(given: NonNullable<z.output<typeof body>['example']>): ExampleLine {
  return {
    on: given.on,
    currency: given.currency,
    lastNoticeOn: given.last_notice_on,
    number: given.number,
    issuedOn: given.issued,
    dueOn: given.due,
    claimedCents: given.claimed_cents,
    paidCents: given.paid_cents,
    creditedCents: given.credited_cents,
    contestedCents: given.contested_cents,
    costsCents: given.costs_cents,
    interestCents: given.interest_cents,
    openCents: given.open_cents,
  };
}
