/** Makes the mail of a dispatch: text and HTML from the ladder's words, the invoice's own PDF, a stable Message-ID. */
import MailComposer from 'nodemailer/lib/mail-composer';
import type { Ladder, Wording } from '../../ladder/definition.ts';
import type { Facts } from '../../ladder/facts.ts';
import { factOfNews, SERVICE_KINDS } from '../../ladder/invoice/commands.ts';
import { statedDeadline, type Terms } from '../../ladder/invoice/delivery.ts';
import type { InvoiceState } from '../../ladder/invoice/state.ts';
import { handoverMail, newsMail } from '../../ladder/texts/agency.ts';
import { CORRECTION_TEXT } from '../../ladder/texts/correction.ts';
import { NoticeTextError, type NoticeValues, renderNotice, tellsOthers } from '../../ladder/texts.ts';
import { type Instant, localDate } from '../../ladder/time/civil.ts';
import type { Tx } from '../../store/database.ts';
import type { DispatchRecord } from '../../store/dispatches.ts';
import { invoicePdf } from '../../store/documents.ts';
import type { InvoiceRecord } from '../../store/invoices.ts';
import { noticeValues } from '../../store/notice-values.ts';
import { type CreditorRecord, findCreditor, findDebtor, latestContact } from '../../store/parties.ts';
import type { RawMail } from './transport.ts';

/** Whether mail is real or a rehearsal: on a clock that is not the real one, nobody is written to. */
export interface MailRules {
  /** Gives a made-up address to whoever has none, so that a demonstration shows every mail. */
  rehearsal: boolean;
}

export interface MailSource {
  invoice: InvoiceRecord;
  ladder: Ladder;
  state: InvoiceState;
  facts: Facts;
  dispatch: DispatchRecord;
  terms: Terms;
  now: Instant;
  /** Invoices of the debtor that the same text asks for. */
  others?: readonly { facts: Facts; state: InvoiceState | null }[];
}

export type Composed = { mail: RawMail } | { problem: string };

/** Why no letter can be sent about an invoice, or null. */
export async function postalProblem(
  tx: Tx,
  invoice: Pick<InvoiceRecord, 'creditorId' | 'debtor'>,
  rules: MailRules,
): Promise<string | null> {
  const creditor = await findCreditor(tx, invoice.creditorId);
  if (!creditor || (creditor.is_example && !rules.rehearsal)) return STILL_EXAMPLE;
  const debtor = await findDebtor(tx, invoice.debtor.id);
  const known = debtor?.address_lines.some((line) => line.trim() !== '');
  return known ? null : 'no postal address of the debtor is known; register one with the invoice and send again';
}

const STILL_EXAMPLE = 'the creditor is still the example; set your own with PUT /api/creditors/default';

/** The mail of a dispatch, or the sentence that says why it cannot be made. */
export async function compose(tx: Tx, source: MailSource, rules: MailRules): Promise<Composed> {
  const { invoice, dispatch, facts, state } = source;
  const creditor = await senderOf(tx, invoice.creditorId, rules);
  if ('problem' in creditor) return creditor;
  const words = wordsOf(source);
  const values = await noticeValues(tx, source, creditor, {
    ...source.terms,
    deadline: statedDeadline(dispatch.kind, source.terms.deadline),
    channel: 'email',
    others: source.others,
    tellsOthers: words !== null && tellsOthers(words),
  });
  const debtorEmail = (await latestContact(tx, invoice.debtor.id))?.email ?? null;
  const toAgency = dispatch.kind === 'handover' || dispatch.kind === 'agency-update';
  const to = (toAgency ? creditor.agency_email : debtorEmail) ?? (rules.rehearsal ? placeholder(toAgency) : null);
  if (to === null) return { problem: toAgency ? NO_AGENCY_ADDRESS : NO_DEBTOR_ADDRESS };
  try {
    const rendered = toAgency
      ? dispatch.kind === 'handover'
        ? handoverMail(values, state, facts, debtorEmail)
        : newsMail(values, state, facts, factOfNews(dispatch.step))
      : notice(source, words, values);
    const toName = toAgency ? (creditor.agency_name ?? '') : values.debtor.name;
    const pdf = SERVICE_KINDS.includes(dispatch.kind) ? null : await invoicePdf(tx, invoice.id);
    return {
      mail: await rawMail(rendered, creditor, { name: toName, address: to }, dispatch.message_id, source.now, pdf),
    };
  } catch (error) {
    if (error instanceof NoticeTextError) return { problem: error.message };
    throw error;
  }
}

const NO_AGENCY_ADDRESS = 'no e-mail address of a collection agency is known; set it with PUT /api/creditors';
export const NO_DEBTOR_ADDRESS = 'no e-mail address of the debtor is known; add a contact and send again';

/** The creditor in whose name a mail leaves, or why none can. */
export async function senderOf(
  tx: Tx,
  creditorId: string,
  rules: MailRules,
): Promise<CreditorRecord | { problem: string }> {
  const creditor = await findCreditor(tx, creditorId);
  if (!creditor?.email) return { problem: 'the creditor has no e-mail address; set it with PUT /api/creditors' };
  if (creditor.is_example && !rules.rehearsal) {
    return { problem: STILL_EXAMPLE };
  }
  return creditor;
}

/** Addresses under `.invalid` reach nobody (RFC 2606). */
export function placeholder(toAgency: boolean): string {
  return toAgency ? 'incassobureau@rehearsal.invalid' : 'klant@rehearsal.invalid';
}

/** The words of a notice: those for several invoices when it asks for several. */
function wordsOf({ ladder, invoice, dispatch, others = [] }: MailSource): Wording | null {
  if (dispatch.kind === 'correction') return CORRECTION_TEXT[invoice.debtor.language];
  const text = ladder.texts[invoice.debtor.language][dispatch.step] ?? null;
  return others.length > 0 ? (text?.several ?? null) : text;
}

function notice({ invoice, dispatch }: MailSource, words: Wording | null, values: NoticeValues) {
  if (words) return renderNotice(words, values);
  throw new NoticeTextError(`step "${dispatch.step}" has no text in language "${invoice.debtor.language}"`);
}

export async function rawMail(
  words: { subject: string; text: string; html?: string },
  creditor: CreditorRecord,
  to: { name: string; address: string },
  messageId: string,
  now: Instant,
  pdf: { fileName: string; content: Buffer } | null,
): Promise<RawMail> {
  const from = creditor.email!;
  const raw = await new MailComposer({
    from: { name: creditor.name, address: from },
    to: [to],
    messageId,
    date: new Date(now),
    subject: words.subject,
    text: words.text,
    ...(words.html !== undefined && { html: words.html }),
    attachments: pdf ? [{ filename: pdf.fileName, content: pdf.content, contentType: 'application/pdf' }] : [],
    // A person who is away need not answer a machine (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
  return { messageId, title: `${localDate(now)} ${words.subject}`, from, to: to.address, raw };
}
