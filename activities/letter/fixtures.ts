/** Letters for tests, in one line; what a test does not say is ordinary. */
import type { Wording } from '../../ladder/definition.ts';
import { shippedLadders } from '../../ladder/library/library.ts';
import type { InvoiceLine, NoticeValues } from '../../ladder/texts.ts';
import { type LetterContent, type LetterDetails, letterContent } from './content.ts';

export function values(changes: Partial<NoticeValues> = {}): NoticeValues {
  const given = withoutLines(changes);
  const { invoice, paidCents, creditedCents, contestedCents, costsCents, interestCents, openCents } = given;
  const amounts = { paidCents, creditedCents, contestedCents, costsCents, interestCents, openCents };
  return { ...given, lines: [{ ...invoice, ...amounts }], ...changes };
}

function withoutLines(changes: Partial<NoticeValues>): Omit<NoticeValues, 'lines'> {
  return {
    language: 'nl',
    channel: 'letter',
    alsoOpen: [],
    today: '2026-04-28',
    creditor: {
      name: 'Voorbeeld Groothandel B.V.',
      addressLines: ['Havenweg 10', '3542 AB Utrecht'],
      email: 'debiteuren@voorbeeld.example',
      phone: '030 123 45 67',
      iban: 'NL91ABNA0417164300',
      kvk: '12345678',
      vatNumber: 'NL001234567B01',
    },
    debtor: { name: 'Bakkerij De Vries & Zn.', addressLines: ['Dorpsstraat 12', '3511 AB Utrecht'], kind: 'company' },
    invoice: {
      number: '2026-0142',
      issuedOn: '2026-01-19',
      dueOn: '2026-02-02',
      claimedCents: 121_000,
      currency: 'EUR',
    },
    openCents: 96_000,
    costsCents: 0,
    interestCents: 0,
    announcedCostsCents: 0,
    costsVat: false,
    announcedCostsVat: false,
    paidCents: 25_000,
    creditedCents: 0,
    contestedCents: 0,
    deadline: '2026-05-13',
    bankDate: '2026-04-24',
    lastNoticeOn: '2026-03-30',
    paymentReference: '5000056789012345',
    ...changes,
  };
}

export function details(changes: Partial<LetterDetails> = {}): LetterDetails {
  return { place: 'Utrecht', ourReference: 'D-10482', country: null, bic: null, signer: null, ...changes };
}

/** The text of a step of the shipped ladder. */
export function shippedText(step: string, language: 'nl' | 'en' = 'nl'): Wording {
  return shippedLadders()[0]!.texts[language][step]!;
}

interface Wish {
  text?: Wording;
  values?: Partial<NoticeValues>;
  details?: Partial<LetterDetails>;
}

/** A notice of default, or another letter. */
export function letter({ text, values: changes, details: more }: Wish = {}): LetterContent {
  const language = changes?.language ?? 'nl';
  return letterContent(text ?? shippedText('ingebrekestelling', language), values(changes), details(more));
}

/** So many different invoices, some partly paid or credited. */
export function invoices(count: number): InvoiceLine[] {
  return Array.from({ length: count }, (_, index) => {
    const claimedCents = 121_000 + index * 1_357;
    const paidCents = index % 5 === 0 ? 25_000 : 0;
    const creditedCents = index % 7 === 0 ? 10_000 : 0;
    return {
      number: `F-${String(index + 1).padStart(3, '0')}`,
      issuedOn: '2026-01-19',
      dueOn: '2026-02-02',
      claimedCents,
      paidCents,
      creditedCents,
      contestedCents: 0,
      costsCents: 0,
      interestCents: 0,
      openCents: claimedCents - paidCents - creditedCents,
    };
  });
}

const ABOUT_SEVERAL: Wording = {
  subject: 'Ingebrekestelling: betaal uiterlijk op {{notice.deadline}}',
  body: `Geachte heer of mevrouw,

Van {{invoices.count}} facturen is samen {{amount.open}} nog niet betaald.

{{block.invoice}}

Met dit bericht stellen wij u in gebreke. Het volledige bedrag moet uiterlijk op {{notice.deadline}} op onze rekening staan.

{{block.payment}}

Bent u het niet eens met een factuur? {{reply.how}}

Hoogachtend,

{{block.signature}}`,
};

/** A letter about several invoices: values whose sums are theirs. */
export function letterAbout(list: readonly InvoiceLine[], wish: Wish = {}): LetterContent {
  const sum = (key: 'claimedCents' | 'paidCents' | 'creditedCents' | 'openCents') =>
    list.reduce((total, one) => total + one[key], 0);
  return letter({
    ...wish,
    text: wish.text ?? (list.length > 1 ? ABOUT_SEVERAL : undefined),
    values: {
      ...values(),
      invoice: { ...values().invoice, claimedCents: sum('claimedCents') },
      paidCents: sum('paidCents'),
      creditedCents: sum('creditedCents'),
      openCents: sum('openCents'),
      lines: list,
      ...wish.values,
    },
  });
}
