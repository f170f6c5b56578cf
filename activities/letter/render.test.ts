import { afterEach, describe, expect, it, test, vi } from 'vitest';
import { describeLooking, output, pagesOf, scanned, textOf, wordsOf } from '../../test/support/poppler.ts';
import { LetterError } from './content.ts';
import { invoices, letter, letterAbout, shippedText, values } from './fixtures.ts';
import { renderLetter } from './render.ts';

const creditor = values().creditor;
const LONG_CREDITOR = {
  ...creditor,
  name: 'Koninklijke Nederlandse Maatschappij tot Verkoop van Landbouwwerktuigen, Zaden en Kunstmeststoffen voorheen Gebroeders Van Oldenbarneveldt-Wassenaar B.V.',
  addressLines: [
    'Afdeling debiteurenbeheer en incassozaken',
    'Gebouw De Oude Zuivelfabriek, ingang C, derde verdieping',
    'Burgemeester Van Tuyll van Serooskerkenlaan 1234-A',
    '1234 AB Sint Jacobiparochie',
  ],
  email: 'debiteurenadministratie.noordwest@landbouwwerktuigen-en-zaden.voorbeeld.example',
};
const LONG_DEBTOR = {
  name: 'Stichting tot Behoud van het Cultureel Erfgoed in de Gemeente Súdwest-Fryslân en Omstreken',
  addressLines: [
    't.a.v. de financiële administratie',
    'mevrouw É. Çelik-Łukaszewicz',
    'Skoalleseize 123',
    '8701 AA Boalsert',
  ],
  kind: 'company' as const,
};

describe('the same letter is the same file', () => {
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllEnvs();
  });

  test('whenever and wherever it is rendered', async () => {
    const first = await renderLetter(letterAbout(invoices(40)));
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2031-12-24T18:00:00Z') });
    vi.stubEnv('TZ', 'Pacific/Auckland');
    const second = await renderLetter(letterAbout(invoices(40)));
    expect(first.subarray(0, 8).toString('latin1')).toBe('%PDF-1.7');
    expect(second.equals(first)).toBe(true);
  });

  test('and another day is another file', async () => {
    const [first, second] = [
      await renderLetter(letter()),
      await renderLetter(letter({ values: { today: '2026-04-29' } })),
    ];
    expect(second.equals(first)).toBe(false);
  });
});

describe('what the font lacks', () => {
  it.each([
    [
      '山田商事',
      '"山田商事" cannot be printed: the font of letters lacks 山 (U+5C71), 田 (U+7530), 商 (U+5546), 事 (U+4E8B).',
    ],
    ['Bakkerij 🥐', '"Bakkerij 🥐" cannot be printed: the font of letters lacks 🥐 (U+1F950).'],
    ['مخبز', '"مخبز" cannot be printed: the font of letters lacks م (U+0645), خ (U+062E), ب (U+0628), ز (U+0632).'],
  ])('stops the letter to %s', async (name, sentence) => {
    const debtor = { ...values().debtor, name };
    const failure = await renderLetter(letter({ values: { debtor } })).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(LetterError);
    expect((failure as Error).message).toBe(`${sentence} Write it in Latin letters.`);
  });

  it('is found in every text of the letter, and cut short in the message', async () => {
    const text = { subject: 'Factuur', body: `${'a'.repeat(100)} ${'一二三四五六'}` };
    await expect(renderLetter(letter({ text }))).rejects.toThrow(
      `"${'a'.repeat(60)}…" cannot be printed: the font of letters lacks 一 (U+4E00), 二 (U+4E8C), 三 (U+4E09), 四 (U+56DB), 五 (U+4E94) and more.`,
    );
  });
});

describe('an address that no window shows', () => {
  it('stops the letter', async () => {
    const debtor = { ...LONG_DEBTOR, addressLines: Array.from({ length: 8 }, () => LONG_DEBTOR.name) };
    await expect(renderLetter(letter({ values: { debtor } }))).rejects.toThrow(
      'does not fit the window of an envelope: use fewer or shorter lines.',
    );
  });

  it('or a letterhead that leaves no room for the letter', async () => {
    const lines = Array.from({ length: 8 }, () => 'Een regel die niet eindigt '.repeat(7));
    await expect(renderLetter(letter({ values: { creditor: { ...creditor, addressLines: lines } } }))).rejects.toThrow(
      'The address of Voorbeeld Groothandel B.V. leaves no room for a letter: use fewer or shorter lines.',
    );
  });
});

describeLooking('a letter on paper', () => {
  it('says who writes, to whom, when and about what', async () => {
    const [page] = pagesOf(await renderLetter(letter()));
    for (const text of [
      'Voorbeeld Groothandel B.V.',
      'Havenweg 10',
      '3542 AB Utrecht',
      '030 123 45 67',
      'debiteuren@voorbeeld.example',
      'KvK 12345678',
      'Btw NL001234567B01',
      'IBAN NL91 ABNA 0417 1643 00',
      'Bakkerij De Vries & Zn.',
      'Utrecht, 28 april 2026',
      'D-10482',
      'Ingebrekestelling factuur 2026-0142: betaal uiterlijk op 13 mei 2026',
      '19 januari 2026',
      '€ 1.210,00',
      '€ 250,00',
      '€ 960,00',
      'Scan om te betalen',
      'Pagina 1 van 1',
    ]) {
      expect(page!.replaceAll('\u00a0', ' ')).toContain(text);
    }
  });

  it('says the same in English', async () => {
    const text = textOf(await renderLetter(letter({ values: { language: 'en' } })));
    for (const words of [
      'VAT NL001234567B01',
      'Utrecht, 28 April 2026',
      'Our reference',
      'Notice of default for invoice 2026-0142: pay no later than 13 May 2026',
      'Amount to pay',
      '€960.00',
      'Scan to pay',
      'Page 1 of 1',
    ]) {
      expect(text).toContain(words);
    }
  });

  it('carries every paragraph of the notice, however long the text', async () => {
    const paragraphs = [
      ...Array.from(
        { length: 12 },
        (_, index) => `Alinea ${index} ${'met veel woorden '.repeat(index * 6)}eind${index}.`,
      ),
      Array.from({ length: 90 }, (_, index) => `- punt${index} van de lijst`).join('\n'),
      `Zonder spaties: ${'x'.repeat(1_500)}y`,
      `Reeks ${Array.from({ length: 1_400 }, (_, index) => `w${index}`).join(' ')}`,
    ];
    const text = { subject: 'Veel tekst', body: `${paragraphs.join('\n\n')}\n\nGroet,\n\n{{block.signature}}` };
    const pdf = await renderLetter(letter({ text }));
    const said = textOf(pdf);
    for (let index = 0; index < 12; index++) expect(said).toContain(`eind${index}.`);
    for (let index = 0; index < 90; index++) expect(said).toContain(`punt${index} `);
    for (let index = 0; index < 1_400; index++) expect(said).toContain(` w${index} `);
    expect(said.match(/x/g)!.length).toBeGreaterThanOrEqual(1_500);
    expectWithinMargins(pdf);
  });

  it('shows the address through the window of an envelope, and nothing of the letter beside it', async () => {
    for (const changes of [{}, { debtor: LONG_DEBTOR, creditor: LONG_CREDITOR }]) {
      const content = letter({ values: changes, details: { country: 'DUITSLAND' } });
      const words = wordsOf(await renderLetter(content)).filter(({ page }) => page === 1);
      const inWindow = words.filter(
        ({ left, top, right, bottom }) => right > 20 && left < 110 && bottom > 49 && top < 90,
      );
      const shown = inWindow.map(({ text }) => text).join(' ');
      expect(shown.endsWith(content.addressee.join(' '))).toBe(true);
      expect(shown).toContain('Retouradres:');
      for (const word of inWindow) {
        expect(word.left).toBeGreaterThanOrEqual(24.5);
        expect(word.right).toBeLessThanOrEqual(105.5);
        expect(word.bottom).toBeLessThanOrEqual(86);
      }
    }
  });

  it('brings back what cannot be delivered: the whole address of the sender, and not its name where that leaves no room', async () => {
    const [short] = pagesOf(await renderLetter(letter()));
    expect(short).toContain('Retouradres: Voorbeeld Groothandel B.V., Havenweg 10, 3542 AB Utrecht');
    const text = textOf(await renderLetter(letter({ values: { creditor: LONG_CREDITOR } })));
    expect(text).toContain(`Retouradres: ${LONG_CREDITOR.addressLines.join(', ')}`);
  });

  it('lists what is open besides, for information', async () => {
    const text = { subject: 'Herinnering', body: '{{block.invoice}}\n\n{{block.other}}\n\n{{block.signature}}' };
    const alsoOpen = [{ number: 'F-77', dueOn: '2026-05-04', openCents: 48_400 }];
    const [paper] = pagesOf(await renderLetter(letter({ text, values: { alsoOpen } })));
    expect(paper).toContain('Staat ook open');
    expect(paper).toMatch(/F-77\s+vervaldatum 4 mei 2026: € 484,00/);
    expect(textOf(await renderLetter(letter({ text })))).not.toContain('Staat ook open');
  });

  it('never leaves the close and the signature alone on a page', async () => {
    const body = (count: number) => [
      '{{block.invoice}}',
      ...Array.from({ length: count }, () => 'Een regel.'),
      'Het slot.',
      'Hoogachtend,',
      '{{block.signature}}',
    ];
    let turned = 0;
    for (let count = 24; count < 40; count++) {
      const text = { subject: 'Brief', body: body(count).join('\n\n') };
      const pages = pagesOf(await renderLetter(letter({ text })));
      if (pages.length < 2) continue;
      expect(pages[1], `${count} paragraphs`).toMatch(/Het slot\.\s+Hoogachtend,\s+Voorbeeld Groothandel/);
      turned++;
    }
    expect(turned).toBeGreaterThan(1);
  });

  it('leaves out what is not known', async () => {
    const bare = {
      name: 'Klaas',
      addressLines: [],
      email: 'k@x.example',
      phone: null,
      iban: null,
      kvk: null,
      vatNumber: null,
    };
    const content = letter({
      text: shippedText('eerste-herinnering'),
      values: { creditor: bare, paymentReference: null, paidCents: 0, openCents: 121_000, lastNoticeOn: null },
      details: { place: null, ourReference: null },
    });
    const text = textOf(await renderLetter(content));
    expect(text).toContain('28 april 2026');
    expect(text).toContain('het rekeningnummer op de factuur');
    expect(text).not.toMatch(/Retouradres|KvK|Btw|IBAN|Ons kenmerk|Betalingskenmerk|Al betaald|Scan|null|undefined/);
  });

  it('composes letters and accents, and keeps Latin, Greek and Cyrillic letters', async () => {
    const debtor = { ...values().debtor, name: 'Cafe\u0301 Ëïé Łukasz Şahin Ελλάς Москва ĳ' };
    expect(textOf(await renderLetter(letter({ values: { debtor } })))).toContain(
      'Café Ëïé Łukasz Şahin Ελλάς Москва ĳ',
    );
  });

  it('holds long names, addresses, numbers and amounts within the margins', async () => {
    const pdf = await renderLetter(
      letter({
        text: shippedText('eerste-herinnering'),
        values: {
          creditor: LONG_CREDITOR,
          debtor: LONG_DEBTOR,
          invoice: {
            ...values().invoice,
            number: 'VERKOOPFACTUUR/2026/NOORDWEST/000000000142-HERZIEN',
            claimedCents: 1_000_000_000_000,
          },
          paidCents: 25_000,
          creditedCents: 999,
          openCents: 999_999_974_001,
          paymentReference: 'x'.repeat(150),
        },
        details: { ourReference: 'DEBITEUR/123456789/ABC-DEFGHIJKLMN', signer: { name: 'M. Bos', position: 'Chef' } },
      }),
    );
    expectWithinMargins(pdf);
    expect(textOf(pdf)).toContain('gecrediteerd');
    expect(textOf(pdf)).toContain('M. Bos Chef');
  });

  it('prints a table of long numbers whole, also where a sentence announces it', async () => {
    const text = {
      subject: 'Overzicht',
      body: 'Het gaat om deze facturen:\n\n{{block.invoice}}\n\n{{block.signature}}',
    };
    const list = invoices(8).map((one) => ({ ...one, number: `${one.number}-${'0'.repeat(190)}` }));
    const pdf = await renderLetter(letterAbout(list, { text }));
    const listed = pagesOf(pdf).flatMap((page) => page.match(/F-\d{3}/g) ?? []);
    expect(listed).toEqual(list.map(({ number }) => number.slice(0, 5)));
    expect(pagesOf(pdf).at(-1)).toContain('Totaal');
    expectWithinMargins(pdf);
  });

  it('keeps every column of its table, whatever was charged, paid, credited and contested', async () => {
    const list = invoices(6).map((one, index) => ({
      ...one,
      contestedCents: index === 4 ? 30_000 : 0,
      costsCents: 2_500,
      interestCents: 730,
      openCents: one.openCents + 3_230 - (index === 4 ? 30_000 : 0),
    }));
    const charged = { contestedCents: 30_000, costsCents: 15_000, interestCents: 4_380 };
    const openCents = list.reduce((sum, one) => sum + one.openCents, 0);
    const pdf = await renderLetter(letterAbout(list, { values: { ...charged, openCents } }));
    expectWithinMargins(pdf);
    expect(pagesOf(pdf)[0]).toMatch(/F-001 .*€.1\.210,00 +€.25,00 +€.7,30 +€.350,00 +– +€.892,30/);
    // The text names what was charged in all: so does the table.
    expect(pagesOf(pdf)[0]).toMatch(/Totaal +€.150,00 +€.43,80 +€/);
  });

  it('leaves the invoice date out where amounts and numbers need its room', async () => {
    const list = invoices(2).map((one) => ({
      ...one,
      number: `VERKOOP-2026-000${one.number}`,
      claimedCents: 123_456_789_012,
      costsCents: 677_500,
      interestCents: 1_234_567_890,
      contestedCents: 100_000_000,
      openCents: 123_456_789_012 + 677_500 + 1_234_567_890 - 100_000_000 - one.paidCents - one.creditedCents,
    }));
    const sums = { contestedCents: 200_000_000, costsCents: 1_355_000, interestCents: 2_469_135_780 };
    const openCents = list.reduce((sum, one) => sum + one.openCents, 0);
    const pdf = await renderLetter(letterAbout(list, { values: { ...sums, openCents } }));
    expectWithinMargins(pdf);
    expect(textOf(pdf)).not.toContain('Factuurdatum');
    expect(textOf(pdf)).toContain('Vervaldatum');
  });

  it('says in its table that VAT is in the collection costs', async () => {
    const costs = { costsCents: 121_00, openCents: 960_00 + 121_00 };
    const pages = async (costsVat: boolean) =>
      textOf(await renderLetter(letter({ values: { ...costs, costsVat }, text: shippedText('ingebrekestelling') })));
    expect(await pages(true)).toMatch(/Incassokosten,[\s\S]{0,200}inclusief btw/);
    expect(await pages(false)).not.toMatch(/btw/);
  });

  it('is set closer where that keeps it on one page, and wider where there is room', async () => {
    const say = (count: number) => ({
      subject: 'Brief',
      body: `${Array.from({ length: count }, () => 'Een regel tekst.').join('\n\n')}\n\n{{block.signature}}`,
    });
    const heights = [];
    for (const count of [5, 25, 30]) {
      const words = wordsOf(await renderLetter(letter({ text: say(count) })));
      expect(new Set(words.map(({ page }) => page)), `${count} lines`).toEqual(new Set([1]));
      const [first, second] = words.filter(({ text }) => text === 'Een').map(({ top }) => top);
      heights.push(second! - first!);
    }
    expect(heights[0]).toBeGreaterThan(heights[1]!);
    expect(heights[1]).toBeGreaterThan(heights[2]!);
  });

  it('breaks a long e-mail address where it has a hyphen', async () => {
    const email = 'debiteurenadministratie@degoudenkorenaar-groothandel.example';
    const words = wordsOf(await renderLetter(letter({ values: { creditor: { ...creditor, email } } })));
    expect(words.map(({ text }) => text)).toContain('groothandel.example');
  });

  it('says above a later page what it is about, also where the name of the sender is long', async () => {
    const [, second] = pagesOf(await renderLetter(letterAbout(invoices(40), { values: { creditor: LONG_CREDITOR } })));
    expect(second!.trimStart()).toMatch(/^Ingebrekestelling: betaal uiterlijk op 13 mei 2026/);
  });

  it('takes one page for a reminder, a notice of default or a fourteen-day letter about one invoice', async () => {
    for (const [ladder, step] of [
      ['zeven-stappen', 'eerste-herinnering'],
      ['zeven-stappen', 'ingebrekestelling'],
      ['incassotraject', 'veertiendagenbrief'],
      ['stappenplan', 'aanmaning-per-post'],
      ['onderhandelen', 'sommatie'],
    ] as const) {
      const text = shippedText(step, 'nl', ladder);
      const pdf = await renderLetter(letter({ text, values: { announcedCostsCents: 14_400 } }));
      expect(pagesOf(pdf), step).toHaveLength(1);
    }
  });

  it('makes room in its table for the largest amounts of another currency', async () => {
    const invoice = { ...values().invoice, claimedCents: 1_000_000_000_000, currency: 'CHF' };
    const pdf = await renderLetter(
      letter({ values: { invoice, paidCents: 1, creditedCents: 1, openCents: 999_999_999_998 } }),
    );
    expectWithinMargins(pdf);
    expect(textOf(pdf)).toContain('2026-0142 19-01-2026 02-02-2026');
    expect(textOf(pdf)).toContain('CHF 10.000.000.000,00 CHF 0,02 CHF 9.999.999.999,98');
  });

  it('embeds its fonts, as subsets', async () => {
    const [, , ...fonts] = output('pdffonts', await renderLetter(letter()))
      .trim()
      .split('\n');
    expect(fonts).toHaveLength(2);
    for (const font of fonts) expect(font).toMatch(/^[A-Z]{6}\+Roboto-(Regular|Medium)\s.*\byes yes yes\b/);
  });

  it('is dated as the letter says', async () => {
    const info = output('pdfinfo', await renderLetter(letter()));
    expect(info).toMatch(/Title:\s+Ingebrekestelling factuur 2026-0142: betaal uiterlijk op 13 mei 2026\n/);
    expect(info).toMatch(/CreationDate:.*Apr 28.*2026/);
    expect(info).toMatch(/Page size:.*A4/);
  });
});

describeLooking('the payment code', () => {
  const payee = ['BCD', '002', '1', 'SCT', '', 'Voorbeeld Groothandel B.V.', 'NL91ABNA0417164300', 'EUR960.00'];

  it('is read by a camera', async () => {
    const pdf = await renderLetter(letter({ text: shippedText('eerste-herinnering') }));
    expect(scanned(pdf, 1).split('\n')).toEqual([...payee, '', '', '5000056789012345']);
  });

  it('carries a creditor reference in its own field', async () => {
    const pdf = await renderLetter(letter({ values: { paymentReference: 'RF18 5390 0754 7034' } }));
    expect(scanned(pdf, 1).split('\n')).toEqual([...payee, '', 'RF18539007547034']);
  });

  it('is read at its largest', async () => {
    const pdf = await renderLetter(
      letter({ values: { creditor: { ...creditor, name: 'é'.repeat(70) }, paymentReference: 'é'.repeat(60) } }),
    );
    expect(scanned(pdf, 1)).toContain('é'.repeat(60));
  });

  it.each([
    ['another currency', { invoice: { ...values().invoice, currency: 'USD' } }],
    ['a mistyped account', { creditor: { ...creditor, iban: 'NL91ABNA0417164301' } }],
    ['an account that is not known', { creditor: { ...creditor, iban: null } }],
  ])('is left out for %s', async (_why, changes) => {
    const pdf = await renderLetter(letter({ values: changes }));
    expect(textOf(pdf)).not.toContain('Scan om te betalen');
    expect(() => scanned(pdf, 1)).toThrow();
  });
});

describeLooking('a table of many invoices', () => {
  it('takes several pages, each with its head', async () => {
    const content = letterAbout(invoices(100));
    const pdf = await renderLetter(content);
    const pages = pagesOf(pdf);
    expect(pages).toHaveLength(4);
    pages.forEach((page, index) => {
      expect(page).toContain(`Pagina ${index + 1} van 4`);
      expect(page).toMatch(/Factuurnummer\s+Factuurdatum\s+Vervaldatum\s+Bedrag\s+gecrediteerd\s+Openstaand/);
      if (index > 0) expect(page).toContain('Voorbeeld Groothandel B.V. – Ingebrekestelling: betaal');
    });
    // The payment reference names the first as well.
    const listed = [...new Set(pages.flatMap((page) => page.match(/F-\d{3}/g) ?? []))];
    expect(listed).toEqual(content.invoices.map(({ number }) => number));
    expectWithinMargins(pdf);
  });

  it('has its amounts in line', async () => {
    const words = wordsOf(await renderLetter(letterAbout(invoices(30))));
    const edges = (pattern: RegExp, right: (edge: number) => boolean) =>
      new Set(
        words.filter(({ text, right: edge }) => pattern.test(text) && right(edge)).map(({ right }) => right.toFixed(1)),
      );
    const lastColumn = edges(/^(€|\u00a0|[\d.,])+$/, (edge) => edge > 187);
    expect(lastColumn.size).toBe(1);
  });

  it('never leaves a total alone at the top of a page', async () => {
    // Around a full first and a full second page.
    for (const count of [19, 20, 21, 22, 23, 24, 58, 59, 60, 61, 62]) {
      const text = { subject: 'Overzicht', body: '{{block.invoice}}' };
      const pages = pagesOf(await renderLetter(letterAbout(invoices(count), { text })));
      const withTotal = pages.find((page) => page.includes('Totaal'))!;
      expect(withTotal.match(/F-\d{3}/g)!.length, `${count} invoices`).toBeGreaterThanOrEqual(2);
    }
  });

  it('keeps the payment box whole', async () => {
    for (let count = 4; count <= 16; count++) {
      const pages = pagesOf(await renderLetter(letterAbout(invoices(count))));
      const box = pages.find((page) => page.includes('Scan om te betalen'))!;
      for (const label of [
        'Te betalen',
        'Uiterste betaaldatum',
        'Rekeningnummer',
        'Ten name van',
        'Onder vermelding van',
      ]) {
        expect(box, `${count} invoices`).toContain(label);
      }
    }
  });

  it('has no total below a single invoice', async () => {
    expect(textOf(await renderLetter(letter()))).not.toContain('Totaal');
  });
});

/** Text keeps 24 mm from the left, 19 mm from the right, and stays on the paper. */
function expectWithinMargins(pdf: Buffer): void {
  for (const word of wordsOf(pdf)) {
    expect(word.left, word.text).toBeGreaterThanOrEqual(24);
    expect(word.right, word.text).toBeLessThanOrEqual(191);
    expect(word.top, word.text).toBeGreaterThanOrEqual(10);
    expect(word.bottom, word.text).toBeLessThanOrEqual(287);
  }
}
