/** Makes the mail of a notice of an arrangement. */
import type { ArrangementNoticeTerms } from '../../ladder/arrangement/contacts.ts';
import { renderArrangementNotice } from '../../ladder/arrangement/notices.ts';
import { NoticeTextError } from '../../ladder/texts.ts';
import type { Instant } from '../../ladder/time/civil.ts';
import type { ArrangementDispatchRecord } from '../../store/arrangement-dispatches.ts';
import { arrangementValues } from '../../store/arrangement-values.ts';
import type { ArrangementStanding } from '../../store/arrangements.ts';
import type { Tx } from '../../store/database.ts';
import { latestContact } from '../../store/parties.ts';
import { type Composed, type MailRules, NO_DEBTOR_ADDRESS, placeholder, rawMail, senderOf } from './compose.ts';

export interface ArrangementMailSource {
  locked: ArrangementStanding;
  dispatch: ArrangementDispatchRecord;
  terms: ArrangementNoticeTerms;
  now: Instant;
}

/** The mail of a notice, or the sentence that says why it cannot be made. */
export async function composeArrangementNotice(
  tx: Tx,
  { locked, dispatch, terms, now }: ArrangementMailSource,
  rules: MailRules,
): Promise<Composed> {
  const creditor = await senderOf(tx, locked.invoices[0]!.creditorId, rules);
  if ('problem' in creditor) return creditor;
  const address =
    (await latestContact(tx, locked.arrangement.debtorId))?.email ?? (rules.rehearsal ? placeholder(false) : null);
  if (address === null) return { problem: NO_DEBTOR_ADDRESS };
  const values = await arrangementValues(tx, locked, creditor, terms, locked.state?.sending ?? null);
  try {
    const words = renderArrangementNotice(dispatch.notice, values);
    const to = { name: values.debtor.name, address };
    return { mail: await rawMail(words, creditor, to, dispatch.message_id, now, null) };
  } catch (error) {
    if (error instanceof NoticeTextError) return { problem: error.message };
    throw error;
  }
}
