/** Makes the mail of a notice of an arrangement; the text to countersign has the letter with it that the debtor signs. */
import type { ArrangementNoticeTerms } from '../../ladder/arrangement/contacts.ts';
import { type ArrangementNoticeValues, renderArrangementNotice } from '../../ladder/arrangement/notices.ts';
import { NoticeTextError } from '../../ladder/texts.ts';
import type { Instant } from '../../ladder/time/civil.ts';
import type { ArrangementDispatchRecord } from '../../store/arrangement-dispatches.ts';
import { arrangementValues } from '../../store/arrangement-values.ts';
import type { ArrangementStanding } from '../../store/arrangements.ts';
import type { Tx } from '../../store/database.ts';
import { findDebtor, latestContact } from '../../store/parties.ts';
import { renderArrangement } from '../letter/press.ts';
import { type Composed, type MailRules, NO_DEBTOR_ADDRESS, placeholder, rawMail, senderOf } from './compose.ts';

export interface ArrangementMailSource {
  locked: ArrangementStanding;
  dispatch: ArrangementDispatchRecord;
  terms: ArrangementNoticeTerms;
  now: Instant;
}

/** The mail of a notice, or the sentence that says why it cannot be made. */
export async function composeArrangementMail(
  tx: Tx,
  { locked, dispatch, terms, now }: ArrangementMailSource,
  rules: MailRules,
): Promise<Composed> {
  const { debtorId } = locked.arrangement;
  const creditor = await senderOf(tx, locked.invoices[0]!.creditorId, rules);
  if ('problem' in creditor) return creditor;
  const address = (await latestContact(tx, debtorId))?.email ?? (rules.rehearsal ? placeholder(false) : null);
  if (address === null) return { problem: NO_DEBTOR_ADDRESS };
  const values = await arrangementValues(tx, locked, creditor, terms, locked.state?.sending ?? null, 'email');
  try {
    const words = renderArrangementNotice(dispatch.notice, values);
    const toSign = dispatch.notice === 'agreement' ? await letterToSign(tx, values, debtorId) : null;
    if (toSign && 'problem' in toSign) return toSign;
    const to = { name: values.debtor.name, address };
    return { mail: await rawMail(words, creditor, to, dispatch.message_id, now, toSign) };
  } catch (error) {
    if (error instanceof NoticeTextError) return { problem: error.message };
    throw error;
  }
}

const FILE_NAMES = { nl: 'betalingsregeling.pdf', en: 'payment-arrangement.pdf' };

async function letterToSign(tx: Tx, values: ArrangementNoticeValues, debtorId: string) {
  const { reference } = (await findDebtor(tx, debtorId))!;
  const printed = await renderArrangement('agreement', values, {
    ourReference: reference,
    country: null,
    posted: false,
  });
  return 'problem' in printed ? printed : { fileName: FILE_NAMES[values.language], content: printed.pdf };
}
