/** What a letter about a payment arrangement says, before it becomes a page: the same notice that a mail says. */
import { type ArrangementNoticeValues, composeArrangementNotice } from '../../ladder/arrangement/notices.ts';
import type { ArrangementNotice } from '../../ladder/arrangement/state.ts';
import { clean } from '../../ladder/texts/lines.ts';
import { partiesOf } from '../../ladder/texts.ts';
import { type LetterContent, type LetterDetails, requireAddress, signerOf } from './content.ts';

/**
 * The content of a letter. The payment code is on it where one amount is asked for: not on what states a whole plan. Throws a
 * NoticeTextError as mail does, and a LetterError where it is `posted` and no address is known.
 */
export function arrangementLetter(
  what: ArrangementNotice,
  values: ArrangementNoticeValues,
  { posted, ...details }: LetterDetails & { posted: boolean },
): LetterContent {
  const letter = { ...values, channel: 'letter' as const };
  const { sender, addressee } = partiesOf(letter);
  if (posted) requireAddress(addressee);
  const { iban } = sender;
  const { currency, amountCents, reference, instalment } = letter;
  const country = clean(details.country);
  const asksOne = instalment !== null && iban !== null;
  return {
    language: letter.language,
    date: letter.today,
    place: clean(details.place),
    sender,
    addressee: country === null ? addressee : [...addressee, country],
    ourReference: clean(details.ourReference),
    paymentReference: null,
    notice: composeArrangementNotice(what, letter),
    numbers: letter.invoices.map((number) => clean(number) ?? ''),
    invoices: [],
    currency,
    costsVat: false,
    payment: asksOne ? { name: sender.name, iban, bic: details.bic, amountCents, currency, reference } : null,
    signer: signerOf(details),
  };
}
