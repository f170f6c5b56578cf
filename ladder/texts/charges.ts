/** What a text says of collection costs and interest: of those that were charged, and of those that would be. */
import { amountField, costsField, dateField, type NoticeValues, need } from './fields.ts';
import type { Part, Row } from './parts.ts';
import { WORDS } from './words.ts';

/** The sentence that tells what was charged beside the invoices; nothing when nothing was. */
export function chargedSentence(v: NoticeValues): Part[] {
  const words = WORDS[v.language].charged;
  const costs = v.costsCents === 0 ? null : costsField(v.costsCents, v.costsVat, v);
  const interest =
    v.interestCents === 0 ? null : words.interest(amountField(v.interestCents, v)!, dateField(v.today, v)!);
  const parts = [costs && words.costs(costs), interest].filter((part) => part !== null);
  if (parts.length === 0) return [];
  // A consumer owes costs only where a letter announced them (art. 6:96(6) BW).
  const announced = costs !== null && v.debtor.kind === 'consumer' ? [words.announced] : [];
  return [{ kind: 'paragraph', lines: [[words.owed(parts), ...announced].join(' ')] }];
}

/** For who decides on a handover: what is asked, and the collection costs that the law lets ask beside it. */
export function handoverWeighed(v: NoticeValues): Part[] {
  const words = WORDS[v.language];
  const costs = v.announcedCostsCents === 0 ? null : costsField(v.announcedCostsCents, v.announcedCostsVat, v);
  const rows: Row[] = [
    { label: words.open, lines: [need('amount.open', v)], strong: true },
    ...(costs === null ? [] : [{ label: words.costsByScale, lines: [costs] }]),
  ];
  return [{ kind: 'rows', title: words.weighed, rows }];
}
