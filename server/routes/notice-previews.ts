import { z } from 'zod';
import { NOTICE_KINDS } from '../../ladder/definition.ts';
import { debtorKind, language } from '../../ladder/schema.ts';
import { previewLetter, previewMail } from '../notice-preview.ts';
import { type Routes, typed } from './shared.ts';

const MAX_BODY_CHARS = 20_000;

const body = z.strictObject({
  words: z.strictObject({ subject: z.string().min(1).max(500), body: z.string().min(1).max(MAX_BODY_CHARS) }),
  notice: z.enum(NOTICE_KINDS).default('own'),
  term_days: z.number().int().min(1).max(1_000).optional(),
  language,
  invoice: z.string().min(1).max(300).optional().describe('A real invoice; an example when left out'),
  debtor_kind: debtorKind.default('company').describe('Of the example'),
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
  const { words, notice, language: chosen, several } = given;
  return {
    words,
    notice,
    termDays: given.term_days ?? null,
    language: chosen,
    channel,
    invoiceId: given.invoice ?? null,
    debtorKind: given.debtor_kind,
    several,
  };
}
