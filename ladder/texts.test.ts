import { describe, expect, it } from 'vitest';
import type { Ladder, Language, SendStep, StepText } from './definition.ts';
import { LANGUAGES } from './definition.ts';
import { termEnd } from './law/terms.ts';
import zevenStappen from './library/zeven-stappen.json' with { type: 'json' };
import { formatAmount } from './money.ts';
import {
  BLOCKS,
  composeNotice,
  fieldsIn,
  formatDate,
  MERGE_FIELDS,
  type NoticeValues,
  partiesOf,
  renderNotice,
  unknownFields,
} from './texts.ts';

const ladder = zevenStappen as unknown as Ladder;
const TODAY = '2026-03-13';

function values(changes: Partial<NoticeValues> = {}): NoticeValues {
  const given = withoutLines(changes);
  const { invoice, paidCents, creditedCents, contestedCents, costsCents, interestCents, openCents } = given;
  return {
    ...given,
    lines: [{ ...invoice, paidCents, creditedCents, contestedCents, costsCents, interestCents, openCents }],
    ...changes,
  };
}

function withoutLines(changes: Partial<NoticeValues>): Omit<NoticeValues, 'lines'> {
  return {
    language: 'nl',
    channel: 'email',
    alsoOpen: [],
    today: TODAY,
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
    paidCents: 25_000,
    creditedCents: 0,
    contestedCents: 0,
    costsCents: 0,
    interestCents: 0,
    announcedCostsCents: 14_400,
    costsVat: false,
    announcedCostsVat: false,
    deadline: null,
    bankDate: '2026-03-12',
    lastNoticeOn: null,
    paymentReference: '5000056789012345',
    ...changes,
  };
}

const render = (body: string, changes: Partial<NoticeValues> = {}, subject = 'Betreft') =>
  renderNotice({ subject, body }, values(changes));

interface Shipped {
  language: Language;
  id: string;
  text: StepText;
  step: Ladder['steps'][number];
}

const shipped: Shipped[] = LANGUAGES.flatMap((language) =>
  ladder.steps
    .filter((step) => step.kind === 'send' || step.kind === 'call' || step.kind === 'task')
    .map((step) => ({ language, id: step.id, text: ladder.texts[language][step.id]!, step })),
);
const notices = shipped.filter((one): one is Shipped & { step: SendStep } => one.step.kind === 'send');

/** What a step of the ladder is rendered with on an ordinary day. */
function valuesFor({ language, step }: Shipped, changes: Partial<NoticeValues> = {}): NoticeValues {
  const termDays = step.kind === 'send' ? step.termDays : undefined;
  return values({ language, deadline: termDays === undefined ? null : termEnd(TODAY, termDays), ...changes });
}

describe('the texts of the ladder "zeven-stappen"', () => {
  it('there is a text for every notice, call and task, and for nothing else', () => {
    for (const language of LANGUAGES) {
      const ids = shipped.filter((one) => one.language === language).map(({ id }) => id);
      expect(Object.keys(ladder.texts[language]).sort()).toEqual(ids.sort());
    }
  });

  it.each(shipped)('$language: "$id" renders without a hole', (one) => {
    expect(unknownFields(one.text)).toEqual([]);
    const { subject, text, html } = renderNotice(one.text, valuesFor(one));
    for (const piece of [subject, text, html]) {
      expect(piece).not.toMatch(/\{\{|\}\}|undefined|\bnull\b|NaN|\[object/);
    }
    expect(subject).toContain('2026-0142');
    expect(text).not.toMatch(/\.\.| {2}\S+ \.|\u00a0/);
    expect(html).toContain(`<html lang="${one.language}">`);
  });

  it.each(notices)('$language: "$id" says who asks what of whom, since when, and how to pay and reply', (one) => {
    const given = valuesFor(one);
    const { subject, text, html } = renderNotice(one.text, given);
    expect(subject).toContain(given.invoice.number);
    for (const piece of [text, html.replaceAll('&#160;', ' ').replaceAll('&#38;', '&')]) {
      for (const element of [
        given.creditor.name,
        'Havenweg 10',
        given.creditor.email,
        given.creditor.phone,
        given.creditor.kvk,
        given.debtor.name,
        'Dorpsstraat 12',
        formatDate(TODAY, one.language),
        formatDate(given.invoice.issuedOn, one.language),
        formatDate(given.invoice.dueOn, one.language),
        formatDate(given.bankDate, one.language),
        formatAmount(given.openCents, 'EUR', one.language).replace('\u00a0', ' '),
        'NL91 ABNA 0417 1643 00',
        given.paymentReference,
      ]) {
        expect(piece).toContain(element);
      }
    }
    const { crossed, reply } = {
      nl: { crossed: /elkaar gekruist/, reply: /deze e-mail/ },
      en: { crossed: /have\s+crossed/, reply: /reply\s+to\s+this\s+e-mail/i },
    }[one.language];
    expect(text.replace(/\s+/g, ' ')).toMatch(crossed);
    expect(text.replace(/\s+/g, ' ')).toMatch(reply);
  });

  it.each(notices)('$language: "$id" never calls the customer a defaulter, nor names an amount of costs', (one) => {
    const { subject, text } = renderNotice(one.text, valuesFor(one));
    expect(`${subject} ${text}`).not.toMatch(/wanbetal|defaulter|sommatie|sommeren|summons|dagvaard/i);
    const amounts = new Set(text.match(/€\s?[\d.,]*\d/g)?.map((amount) => amount.replace(/\D/g, '')));
    expect([...amounts].sort()).toEqual(['121000', '25000', '96000']);
  });

  it.each(notices.filter(({ step }) => step.notice === 'reminder'))(
    '$language: S1.2 the first reminder offers help and comes without costs',
    (one) => {
      const text = renderNotice(one.text, valuesFor(one)).text.replace(/\s+/g, ' ');
      expect(text).toMatch(one.language === 'nl' ? /Is er iets mis\?/ : /Is something wrong\?/);
      expect(text).toMatch(one.language === 'nl' ? /geen kosten/ : /no charge/);
      expect(text).not.toMatch(/incasso|collection|in gebreke|default/i);
    },
  );

  it.each(notices.filter(({ step }) => step.notice === 'second-reminder'))(
    '$language: S1.3 the second reminder recalls the first, if there was one, and says what follows',
    (one) => {
      const recalled = renderNotice(one.text, valuesFor(one, { lastNoticeOn: '2026-02-09' })).text;
      expect(recalled.replace(/\s+/g, ' ')).toContain(
        one.language === 'nl'
          ? 'Op 9 februari 2026 hebben wij u hierover al een bericht gestuurd.'
          : 'We wrote to you about this on 9 February 2026.',
      );
      const alone = renderNotice(one.text, valuesFor(one, { lastNoticeOn: null })).text;
      expect(alone).not.toMatch(/al een bericht gestuurd|We wrote to you/);
      for (const what of one.language === 'nl'
        ? [/ingebrekestelling/, /incassobureau/, /incassokosten/]
        : [/notice of default/, /collection agency/, /collection costs/]) {
        expect(alone.replace(/\s+/g, ' ')).toMatch(what);
      }
    },
  );

  it.each(notices.filter(({ step }) => step.notice === 'notice-of-default'))(
    '$language: S0.6 "$id" sets a final payment date and announces handover with all costs up to the lawful maximum',
    (one) => {
      const { subject, text } = renderNotice(one.text, valuesFor(one));
      const date = one.language === 'nl' ? '27 maart 2026' : '27 March 2026';
      expect(subject).toContain(date);
      for (const what of one.language === 'nl'
        ? [
            /stellen wij u in gebreke/,
            /Uiterste betaaldatum 27 maart 2026/,
            /volledige bedrag moet uiterlijk op 27 maart 2026/,
            /dragen de vordering ter incasso over aan een incassobureau/,
            /Alle incassokosten, tot het wettelijk maximum, zijn dan voor uw rekening/,
            /wettelijke handelsrente/,
          ]
        : [
            /formal notice of default/,
            /Final payment date 27 March 2026/,
            /full amount must be in our account no later than 27 March 2026/,
            /pass the claim to a collection agency/,
            /All collection costs, up to the statutory maximum, will then be payable by you/,
            /statutory commercial interest/,
          ]) {
        expect(text.replace(/\s+/g, ' ')).toMatch(what);
      }
    },
  );

  it('S0.5 the script of an arrangement has it confirmed in writing, with the consequence of breach, and countersigned', () => {
    const dutch = ladder.texts.nl['regeling-vastleggen']!.body;
    for (const what of [/bevestiging/, /vervalt deze regeling/, /Laat altijd tekenen/]) expect(dutch).toMatch(what);
    const english = ladder.texts.en['regeling-vastleggen']!.body;
    for (const what of [/confirmation/, /this arrangement ends/, /Always have it signed/])
      expect(english).toMatch(what);
  });

  it('S0.3 the script of the second call answers four common excuses', () => {
    const { body } = ladder.texts.nl['bellen-na-vervaldatum']!;
    for (const excuse of ['niet ontvangen', 'directeur moet nog tekenen', 'wachten zelf op geld', 'Volgende week']) {
      expect(body).toContain(excuse);
    }
  });

  it.each(notices)(
    '$language: "$id" can be sent by a creditor of whom only name and e-mail address are known',
    (one) => {
      const creditor = {
        ...values().creditor,
        addressLines: [],
        phone: null,
        iban: null,
        kvk: null,
        vatNumber: null,
      };
      const { text } = renderNotice(one.text, valuesFor(one, { creditor, paymentReference: null }));
      expect(text).not.toMatch(/Telefoon|Telephone|KvK|Btw|VAT|Ten name van|Account name/);
      expect(text).toMatch(/het rekeningnummer op de factuur|the account stated on the invoice/);
      expect(text).toMatch(/(Onder vermelding van|Payment reference) +2026-0142\n/);
    },
  );
});

describe('plain text', () => {
  it.each(shipped)('$language: "$id" is wrapped at 72 columns, apart from its rows', (one) => {
    const { text } = renderNotice(one.text, valuesFor(one));
    const rows = /^(Aan|Datum|Betreft|To|Date|Subject) /;
    for (const line of text.split('\n')) if (!rows.test(line)) expect(line.length).toBeLessThanOrEqual(72);
  });

  it('the values of a block stand in one column, below its title', () => {
    const { text } = render('{{block.payment}}', { deadline: '2026-03-27' });
    expect(text).toBe(
      [
        'Betaling',
        'Te betalen            € 960,00',
        'Uiterste betaaldatum  27 maart 2026',
        'Rekeningnummer        NL91 ABNA 0417 1643 00',
        'Ten name van          Voorbeeld Groothandel B.V.',
        'Onder vermelding van  5000056789012345',
        '',
      ].join('\n'),
    );
  });

  it('an IBAN, an amount and a date are never broken, wherever they fall in a line', () => {
    for (let length = 0; length < 80; length++) {
      const { text } = render(`${'x'.repeat(length)} {{payment.iban}} y {{amount.open}} z {{bank.date}}`);
      for (const whole of ['NL91 ABNA 0417 1643 00', '€ 960,00', '12 maart 2026']) expect(text).toContain(whole);
    }
  });

  it('a list keeps its indent, and its introduction close to it', () => {
    const { text, html } = render(`Kies:\n- ${'woord '.repeat(20)}\n- kort`);
    const lines = text.trimEnd().split('\n');
    expect(lines).toHaveLength(4);
    expect(lines[1]).toMatch(/^- woord/);
    expect(lines[2]).toMatch(/^ {2}woord/);
    expect(html).toMatch(/<ul [^>]*><li [^>]*>woord/);
  });
});

describe('the sentence that recalls the last notice', () => {
  const recalled = (body: string) => render(body, { lastNoticeOn: '2026-02-09' }).text.trimEnd().split('\n\n');
  const SENTENCE = 'Op 9 februari 2026 hebben wij u hierover al een bericht gestuurd.';

  it('ends the paragraph before it', () => {
    expect(recalled('Er staat iets open.\n\n{{block.previous}}').map((one) => one.replace(/\s+/g, ' '))).toEqual([
      `Er staat iets open. ${SENTENCE}`,
    ]);
  });

  it('stands by itself below a salutation, an announcement or rows, and at the start', () => {
    expect(recalled('Geachte heer of mevrouw,\n\n{{block.previous}}')).toEqual(['Geachte heer of mevrouw,', SENTENCE]);
    expect(recalled('Het gaat hierom:\n\n{{block.previous}}').at(-1)).toBe(SENTENCE);
    expect(recalled('{{block.invoice}}\n\n{{block.previous}}').at(-1)).toBe(SENTENCE);
    expect(recalled('{{block.previous}}')).toEqual([SENTENCE]);
  });
});

describe('rows without a value', () => {
  it('nothing paid or credited: the invoice shows its amount and what is open', () => {
    const { text } = render('{{block.invoice}}', { openCents: 121_000, paidCents: 0 });
    expect(text).not.toMatch(/Al betaald|Gecrediteerd/);
    expect(text).toContain('Openstaand bedrag  € 1.210,00');
  });

  it('a credit note is shown apart from what was paid', () => {
    const { text } = render('{{block.invoice}}', { openCents: 86_000, creditedCents: 10_000 });
    expect(text).toMatch(/Al betaald +€ 250,00\nGecrediteerd +€ 100,00\nOpenstaand bedrag +€ 860,00/);
  });

  it('amounts that do not add up stop the notice', () => {
    expect(() => render('{{block.invoice}}', { openCents: 95_999 })).toThrow(/is not the open amount/);
  });

  it('another currency is named by its code', () => {
    const invoice = { ...values().invoice, currency: 'USD' };
    expect(render('{{amount.open}}', { invoice }).text).toBe('USD 960,00\n');
    expect(render('{{amount.open}}', { invoice, language: 'en' }).text).toBe('USD 960.00\n');
  });
});

describe('a letter with a hole does not go out', () => {
  it.each(notices.filter(({ step }) => step.termDays !== undefined))(
    '$language: "$id" without a final payment date is refused by name',
    (one) => {
      expect(() => renderNotice(one.text, valuesFor(one, { deadline: null }))).toThrow(
        '{{notice.deadline}} has no value: this notice states no final payment date.',
      );
    },
  );

  it('each field that lacks its value says what lacks', () => {
    const creditor = { ...values().creditor, name: ' ', email: null, phone: '', iban: '--', kvk: null };
    const lacking = MERGE_FIELDS.filter((field) => {
      try {
        render(`{{${field}}}`, { creditor, paymentReference: null, invoice: { ...values().invoice, number: '\n' } });
        return false;
      } catch (error) {
        expect((error as Error).name).toBe('NoticeTextError');
        expect((error as Error).message).toMatch(/has no value: /);
        return true;
      }
    });
    expect(lacking).toEqual(
      expect.arrayContaining(['creditor.contact', 'creditor.name', 'payment.iban', 'payment.reference']),
    );
  });

  it('a block without what it cannot do without is refused too', () => {
    const { creditor, invoice } = values();
    expect(() => render('{{block.invoice}}', { invoice: { ...invoice, number: ' ' } })).toThrow(/no number/);
    expect(() => render('{{block.invoice}}', { invoice: { ...invoice, currency: '' } })).toThrow(/no currency/);
    expect(() => render('{{block.addressee}}', { debtor: { name: '', addressLines: [], kind: 'company' } })).toThrow(
      /no name/,
    );
    expect(() => render('{{block.signature}}', { creditor: { ...creditor, name: '' } })).toThrow(/no name/);
  });

  it('an unknown field, a block inside a sentence or in a subject, and a stray brace are named', () => {
    expect(unknownFields({ subject: '{{block.invoice}}', body: 'Beste {{klant}},\n\nZie {{block.payment}}.' })).toEqual(
      ['block.invoice', 'klant', 'block.payment'],
    );
    expect(unknownFields({ subject: '', body: '{{invoice.number} of amount.open}}' })).toEqual(['{{']);
    expect(unknownFields({ subject: '', body: '{{constructor}} {{__proto__}}' })).toEqual(['constructor', '__proto__']);
    expect(() => render('Beste {{klant}},')).toThrow(/cannot be filled in: klant/);
  });

  it('every field and every block that exists can be used, with or without spaces in the braces', () => {
    const body = [...BLOCKS, ...MERGE_FIELDS].map((name) => `{{ ${name} }}`).join('\r\n\r\n');
    expect(unknownFields({ subject: '', body })).toEqual([]);
    expect(fieldsIn({ subject: '', body })).toEqual([...BLOCKS, ...MERGE_FIELDS]);
    expect(render(body, { deadline: '2026-03-27', lastNoticeOn: '2026-02-09' }).text).not.toMatch(/\{\{/);
  });
});

describe('hostile values', () => {
  const HOSTILE = [
    'A\r\nBcc: x@y.example\r\n\r\nB',
    '{{payment.iban}} {{block.signature}} {{nope}}',
    '<script>alert(1)</script>"\'&<img src=x onerror=y>',
    'x'.repeat(10_240),
    '😀'.repeat(5_000),
    '\u202Etxt.exe\u2066\u0000\u0007\u001b[31m\u2028\u2029\u0085\ud800 end',
    "$& $1 $` $' \\",
    '- item\n\n{{block.payment}}',
  ];

  it.each(HOSTILE.map((hostile) => [JSON.stringify(hostile).slice(0, 40), hostile]))(
    '%s breaks nothing',
    (_, hostile) => {
      for (const one of shipped) {
        const { subject, text, html } = renderNotice(
          one.text,
          valuesFor(one, {
            creditor: {
              name: hostile,
              addressLines: [hostile, hostile],
              email: hostile,
              phone: hostile,
              iban: hostile,
              kvk: hostile,
              vatNumber: hostile,
            },
            debtor: { name: hostile, addressLines: Array(50).fill(hostile), kind: 'company' },
            invoice: { ...values().invoice, number: hostile, currency: hostile },
            paymentReference: hostile,
          }),
        );
        expect(subject).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Cf}]/u);
        expect(Array.from(subject).length).toBeLessThanOrEqual(200);
        expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Zl}\p{Zp}\p{Cf}]/u);
        expect(html).not.toMatch(/<script|<img|(?!\n)[\p{Cc}\p{Zl}\p{Zp}\p{Cf}]/u);
        for (const piece of [subject, text, html]) expect(piece.isWellFormed()).toBe(true);
        expect(text.length).toBeLessThan(30_000);
        expect(html.length).toBeLessThan(100_000);
      }
    },
  );

  it('what looks like a field inside a value stays as it is', () => {
    const debtor = { name: '{{creditor.email}}', addressLines: [], kind: 'company' as const };
    const { subject, text, html } = render('Aan {{debtor.name}}', { debtor }, 'Voor {{debtor.name}}');
    expect([subject, text]).toEqual(['Voor {{creditor.email}}', 'Aan {{creditor.email}}\n']);
    expect(html).toContain('Aan {{creditor.email}}');
  });
});

describe('the HTML mail', () => {
  it.each(notices)('$language: "$id" is whole, has no image or outside reference, and closes what it opens', (one) => {
    const { html } = renderNotice(one.text, valuesFor(one));
    expect(html).toMatch(/^<!DOCTYPE html>\n<html lang="(nl|en)">[\s\S]*<\/html>\n$/);
    expect(html).not.toMatch(/<img|https?:|url\(|src=|href=|<script/i);
    expect(html).toContain('max-width:600px');
    const open: string[] = [];
    for (const [, close, tag] of html.replace(/<!--.*?-->/gs, '').matchAll(/<(\/?)([a-z][a-z0-9]*)[^>]*>/g)) {
      if (tag === 'meta' || tag === 'br') continue;
      if (close) expect(open.pop()).toBe(tag);
      else open.push(tag!);
    }
    expect(open).toEqual([]);
  });
});

describe('dates', () => {
  it('are written out in the language of the notice', () => {
    expect(formatDate('2026-03-03', 'nl')).toBe('3 maart 2026');
    expect(formatDate('2026-03-03', 'en')).toBe('3 March 2026');
    expect(formatDate('2028-02-29', 'nl')).toBe('29 februari 2028');
    expect(() => formatDate('2026-02-30', 'nl')).toThrow(RangeError);
  });
});

describe('what a notice announces', () => {
  it('costs and commercial interest to a business', () => {
    const { text } = render('{{law.costs}} Ook de {{law.interest}}.', {});
    expect(text).toContain('Alle incassokosten');
    expect(text).toContain('wettelijke handelsrente');
  });

  it('to a consumer no costs without a fourteen-day letter, in any shipped notice', () => {
    const debtor = { name: 'J. Jansen', addressLines: [], kind: 'consumer' as const };
    for (const one of notices) {
      expect(renderNotice(one.text, valuesFor(one, { debtor })).text).not.toMatch(
        /Alle incassokosten|All collection costs|handelsrente|commercial interest/,
      );
    }
  });
});

describe('a notice in parts', () => {
  it('tells of each part which block it is of, and keeps together what belongs together', () => {
    const body = '{{block.addressee}}\n\nBeste klant,\n- {{amount.open}}\n\n{{block.payment}}\n\n{{block.signature}}';
    const { parts, title, subject } = composeNotice({ subject: 'Voor {{today}}', body }, values());
    expect(parts.map(({ kind, block }) => [kind, block])).toEqual([
      ['rows', 'block.addressee'],
      ['paragraph', null],
      ['list', null],
      ['rows', 'block.payment'],
      ['paragraph', 'block.signature'],
      ['rows', 'block.signature'],
    ]);
    expect(parts[2]).toMatchObject({ items: ['€\u00a0960,00'] });
    expect([title, subject]).toEqual(['Voor 13\u00a0maart\u00a02026', 'Voor 13 maart 2026']);
  });

  it('knows the parties as it shows them', () => {
    const creditor = { ...values().creditor, addressLines: ['Havenweg\n10', ' '], phone: null };
    const { sender, addressee } = partiesOf(values({ creditor }));
    expect(sender).toMatchObject({
      addressLines: ['Havenweg 10'],
      phone: null,
      iban: 'NL91\u00a0ABNA\u00a00417\u00a01643\u00a000',
    });
    expect(addressee).toEqual(['Bakkerij De Vries & Zn.', 'Dorpsstraat 12', '3511 AB Utrecht']);
  });
});
