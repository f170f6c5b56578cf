import { describe, expect, test } from 'vitest';
import { DEBTOR_KINDS, type DebtorKind, LANGUAGES, LEGAL_NOTICES, type SendStep, type Wording } from '../definition.ts';
import { statedDeadline } from '../invoice/delivery.ts';
import { termEnd } from '../law/terms.ts';
import { fieldsIn, type InvoiceLine, type NoticeValues, renderNotice, tellsOthers, unknownFields } from '../texts.ts';
import { shippedLadders } from './library.ts';

const TODAY = '2026-04-28';

const NUMBERS = ['2026-0142', '2026-0143', '2026-0144'];

function lines(count: number, costsCents: number): InvoiceLine[] {
  return NUMBERS.slice(0, count).map((number) => ({
    number,
    issuedOn: '2026-03-02',
    dueOn: '2026-03-16',
    claimedCents: 121_000,
    paidCents: 0,
    creditedCents: 0,
    contestedCents: 0,
    costsCents,
    interestCents: 0,
    openCents: 121_000 + costsCents,
  }));
}

interface Wish extends Partial<NoticeValues> {
  count?: number;
  kind?: DebtorKind;
  costs?: number;
}

/** What a notice is filled in with: so many invoices of 1,210 euro each. */
function values({ count = 1, kind = 'company', costs = 0, ...changes }: Wish = {}): NoticeValues {
  const list = lines(count, costs);
  return {
    language: 'nl',
    channel: 'email',
    today: TODAY,
    creditor: {
      name: 'Voorbeeld Groothandel B.V.',
      addressLines: ['Havenweg 10', '3542 AB Utrecht'],
      email: 'debiteuren@voorbeeld.example',
      phone: '030 123 45 67',
      iban: 'NL91ABNA0417164300',
      kvk: '12345678',
      vatNumber: null,
    },
    debtor: { name: 'De Vries & Zn.', addressLines: ['Dorpsstraat 12', '3511 AB Utrecht'], kind },
    invoice: { ...list[0]!, claimedCents: count * 121_000, currency: 'EUR' },
    lines: list,
    alsoOpen: [{ number: '2026-0177', dueOn: '2026-05-04', openCents: 48_400 }],
    openCents: count * (121_000 + costs),
    costsCents: count * costs,
    interestCents: 0,
    announcedCostsCents: 18_150,
    costsVat: false,
    announcedCostsVat: false,
    paidCents: 0,
    creditedCents: 0,
    contestedCents: 0,
    deadline: null,
    bankDate: '2026-04-24',
    lastNoticeOn: '2026-04-07',
    paymentReference: null,
    ...changes,
  };
}

const texts = shippedLadders().flatMap((ladder) =>
  LANGUAGES.flatMap((language) =>
    ladder.steps
      .filter((step) => ladder.texts[language][step.id])
      .map((step) => ({ ladder: ladder.id, language, id: step.id, step, text: ladder.texts[language][step.id]! })),
  ),
);

interface Said {
  ladder: string;
  language: 'nl' | 'en';
  id: string;
  step: SendStep;
  /** How many invoices it is about. */
  count: 1 | 3;
  words: Wording;
}

/** Every wording of every notice. */
const notices = texts.flatMap(({ step, text, ...rest }): Said[] => {
  if (step.kind !== 'send') return [];
  const several = text.several ? [{ ...rest, step, count: 3 as const, words: text.several }] : [];
  return [{ ...rest, step, count: 1, words: text }, ...several];
});

function said({ step, language, count, words }: Said, wish: Wish = {}) {
  const deadline = statedDeadline(step.notice, step.termDays === undefined ? null : termEnd(TODAY, step.termDays));
  const { subject, text } = renderNotice(words, values({ language, count, deadline, ...wish }));
  return { subject, body: text.replace(/\s+/g, ' ') };
}

const NAME = '$ladder, $language: "$id" about $count';

describe('every notice of every shipped ladder', () => {
  test('each has words for several invoices, but for the confirmation of an arrangement', () => {
    const single = texts.filter(({ step, text }) => step.kind === 'send' && !text.several);
    expect(new Set(single.map(({ id }) => id))).toEqual(new Set(['regeling-bevestigen']));
  });

  test.each(notices)(`${NAME} is whole, for every kind of debtor, by mail and on paper`, (one) => {
    expect(unknownFields(one.words)).toEqual([]);
    for (const kind of DEBTOR_KINDS) {
      for (const channel of ['email', 'letter'] as const) {
        const { subject, body } = said(one, { kind, channel });
        for (const piece of [subject, body]) expect(piece).not.toMatch(/\{\{|\}\}|undefined|\bnull\b|NaN|\.\.| ,/);
        expect(subject).toContain(one.count === 1 ? '2026-0142' : '3 ');
        // Who pays in instalments is not told the whole amount to pay.
        if (one.id !== 'regeling-bevestigen') expect(body).toContain('NL91 ABNA 0417 1643 00');
        for (const { number } of lines(one.count, 0)) expect(body).toContain(number);
      }
    }
  });

  test.each(notices)(`${NAME} tells how to reply: to the mail, and on paper not to a mail`, (one) => {
    const [mail, paper] = [said(one).body, said(one, { channel: 'letter' }).body];
    expect(mail).toMatch(
      one.language === 'nl' ? /Beantwoord deze e-mail of neem contact op via/ : /Reply to this e-mail/,
    );
    expect(paper).not.toMatch(/deze e-mail|this e-mail/);
    expect(paper).toMatch(one.language === 'nl' ? /Neem contact op via 030/ : /Contact us via 030/);
  });

  test.each(notices)(`${NAME} can be sent by a creditor of whom only name and e-mail address are known`, (one) => {
    const { creditor } = values();
    const bare = { ...creditor, addressLines: [], phone: null, iban: null, kvk: null };
    expect(said(one, { creditor: bare }).body).toMatch(/op de factuur|on the invoice/);
  });

  test.each(notices)(`${NAME} never calls the customer a defaulter, nor threatens with a summons`, (one) => {
    const { subject, body } = said(one);
    expect(`${subject} ${body}`).not.toMatch(/wanbetal|defaulter|dagvaard|summons/i);
  });

  test.each(notices)(`${NAME} asks a consumer for no costs that no letter announced, and for no fee`, (one) => {
    const { body } = said(one, { kind: 'consumer' });
    expect(body).not.toMatch(/Alle incassokosten|All collection costs|handelsrente|commercial interest/);
    expect(body).not.toMatch(
      /administratiekosten|aanmaningskosten|herinneringskosten|administration fee|reminder fee/i,
    );
  });

  test.each(notices.filter(({ step }) => /reminder$/.test(step.notice)))(
    `${NAME} names what is open besides`,
    (one) => {
      expect(tellsOthers(one.words)).toBe(true);
      expect(said(one).body).toMatch(/(Staat ook open|Also outstanding) 2026-0177/);
      expect(said(one, { alsoOpen: [] }).body).not.toMatch(/Staat ook open|Also outstanding/);
    },
  );

  test.each(notices.filter(({ count }) => count === 3))(`${NAME} speaks of invoices, not of one`, (one) => {
    const { body, subject } = said(one);
    expect(`${subject} ${body}`).not.toMatch(/\b(onze factuur|our invoice)\b/i);
    expect(fieldsIn(one.words)).not.toContain('block.previous');
  });

  test.each(notices.filter(({ step }) => LEGAL_NOTICES.includes(step.notice)))(
    `${NAME} goes by letter where no mail can arrive`,
    ({ step }) => {
      expect(step.channel).toMatch(/letter/);
    },
  );
});

describe('the fourteen-day letter (art. 6:96(6) BW)', () => {
  const letters = notices.filter(({ step }) => step.notice === 'fourteen-day-letter');

  test.each(letters)(`${NAME} gives fifteen days from delivery, on paper, and names no date`, (one) => {
    expect([one.step.channel, one.step.termDays]).toEqual(['letter', 15]);
    const { body, subject } = said(one, { kind: 'consumer', channel: 'letter' });
    expect(body).toMatch(
      one.language === 'nl'
        ? /binnen vijftien dagen nadat deze brief bij u is bezorgd/
        : /within fifteen days after this letter has been delivered to you/,
    );
    const known =
      /2 maart 2026|2 March 2026|16 maart 2026|16 March 2026|24 april 2026|24 April 2026|28 april 2026|28 April 2026/g;
    expect(`${subject} ${body}`.replace(known, '')).not.toMatch(/\d+ (april|mei|may|june|juni) 2026/i);
    expect(body).not.toMatch(/Uiterste betaaldatum|Final payment date/);
  });

  test.each(letters)(`${NAME} asks for one amount, and tells the amount of the costs`, (one) => {
    const { body } = said(one, { kind: 'consumer', channel: 'letter' });
    const amounts = new Set(body.match(/€\s?[\d.,]*\d/g)?.map((amount) => amount.replace(/\D/g, '')));
    expect(amounts.size).toBe(one.count === 1 ? 2 : 3);
    expect(amounts).toContain('18150');
    expect(amounts).toContain(String(one.count * 121_000));
  });

  test.each(letters)(`${NAME} does not go out where the costs cannot be told`, (one) => {
    expect(() => said(one, { kind: 'consumer', announcedCostsCents: 0 })).toThrow(/costs\.announced/);
  });
});

describe('the formal demand', () => {
  const demands = notices.filter(({ id }) => id.startsWith('aanmaning'));

  test.each(demands)(`${NAME}: S1.5 costs are charged now, a last term is set, further steps are announced`, (one) => {
    const { body, subject } = said(one, { kind: 'consumer', costs: 40_00 });
    const wanted =
      one.language === 'nl'
        ? [
            /moet u nu ook de incassokosten van € \d+,00 betalen/,
            /aangekondigd in een eerdere brief/,
            /laatste betalingstermijn/,
            /incassobureau/,
            /12 mei 2026/,
          ]
        : [
            /now also owe the collection costs of €\s?\d+\.00/,
            /announced the collection costs/,
            /final deadline/,
            /collection agency/,
            /12 May 2026/,
          ];
    for (const what of wanted) expect(body).toMatch(what);
    expect(subject).toMatch(/12 (mei|May) 2026/);
  });

  test.each(demands)(`${NAME} says nothing of costs where none were charged`, (one) => {
    expect(said(one, { kind: 'consumer' }).body).not.toMatch(/incassokosten|collection costs/i);
  });
});

describe('scripts', () => {
  test.each(texts.filter(({ step }) => step.kind !== 'send'))('$ladder, $language: "$id" is whole', (one) => {
    expect(unknownFields(one.text)).toEqual([]);
    const { subject, text } = renderNotice(one.text, values({ language: one.language }));
    for (const piece of [subject, text]) expect(piece).not.toMatch(/\{\{|\}\}|undefined|\bnull\b/);
  });
});
