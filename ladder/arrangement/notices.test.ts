import { describe, expect, test } from 'vitest';
import { NoticeTextError } from '../texts.ts';
import { instalments } from './instalments.ts';
import { type ArrangementNoticeValues, renderArrangementNotice } from './notices.ts';
import { ARRANGEMENT_NOTICES } from './state.ts';

const LIST = instalments({ kind: 'equal', totalCents: 60_000, count: 6, firstOn: '2026-06-01', every: 'month' });

function values(changes: Partial<ArrangementNoticeValues> = {}): ArrangementNoticeValues {
  return {
    language: 'nl',
    channel: 'email',
    today: '2026-08-06',
    creditor: {
      name: 'De Eiser B.V.',
      addressLines: ['Dorpsstraat 1', '1234 AB  Dorp'],
      email: 'administratie@eiser.example',
      phone: '020 555 01 00',
      iban: 'NL91ABNA0417164300',
      kvk: '87654321',
      vatNumber: null,
    },
    debtor: { name: 'J. Klant', addressLines: ['Kade 1'], kind: 'consumer' },
    invoices: ['F-1', 'F-2'],
    currency: 'EUR',
    leftCents: 40_000,
    instalments: LIST.slice(2),
    charged: null,
    isChanged: false,
    signedOn: '2026-05-04',
    signBy: '2026-05-07',
    amountCents: 10_000,
    instalment: LIST[2]!,
    deadline: '2026-08-13',
    bankDate: '2026-08-05',
    reference: 'F-1, F-2',
    ...changes,
  };
}

const CASES = ARRANGEMENT_NOTICES.flatMap((what) =>
  (['nl', 'en'] as const).map((language) => [what, language] as const),
);

describe.each(CASES)('the %s in %s', (what, language) => {
  const { subject, text, html } = renderArrangementNotice(what, values({ language }));

  test('says amount, account and reference, in the mail’s two forms', () => {
    for (const form of [text, html.replaceAll('&#160;', ' ')]) {
      expect(form).toContain(language === 'nl' ? '€ 100,00' : '€100.00');
      expect(form).toContain('NL91 ABNA 0417 1643 00');
      expect(form).toContain('F-1, F-2');
      expect(form).toContain('De Eiser B.V.');
    }
    expect(subject).toMatch(/F-1 (en|and) F-2/);
  });

  test('asks no costs, of a consumer or of anybody', () => {
    expect(text).not.toMatch(/incassokosten|administratiekosten|rente|fee|interest|collection costs/i);
    expect(text).toMatch(/geen kosten|no charge/);
  });

  test('says nothing that is not there', () => {
    expect(`${subject}\n${text}`).not.toMatch(/undefined|null|NaN|\{\{/);
  });
});

test('the breach notice gives the last day of the term, and says what follows and what is left', () => {
  const { text } = renderArrangementNotice('breach-notice', values());
  expect(text).toMatch(/Uiterste betaaldatum\s+13 augustus 2026/);
  expect(text.replace(/\s+/g, ' ')).toContain('Het hele bedrag dat nog openstaat, nu € 400,00,');
});

test('the agreement and its confirmation state the sanction on a breach, each instalment with its day, and the total', () => {
  for (const what of ['agreement', 'confirmation'] as const) {
    const { text } = renderArrangementNotice(what, values());
    expect(text).toContain('vijf werkdagen');
    expect(text.match(/^Termijnbedrag \d, \d+ \w+ 202\d/gm)).toEqual([
      'Termijnbedrag 3, 3 augustus 2026',
      'Termijnbedrag 4, 1 september 2026',
      'Termijnbedrag 5, 1 oktober 2026',
      'Termijnbedrag 6, 2 november 2026',
    ]);
    expect(text).toMatch(/Nog te betalen\s+€ 400,00/);
  }
  expect(renderArrangementNotice('agreement', values()).text).toContain('uiterlijk op 7 mei 2026');
});

test('a reminder of an instalment of which a part is paid, or an earlier one lacks, asks for what is needed', () => {
  const { text } = renderArrangementNotice('instalment-reminder', values({ amountCents: 4_000 }));
  expect(text.replace(/\s+/g, ' ')).toContain('moet u nog € 40,00 betalen (tot en met termijnbedrag 3)');
});

test('without an account in the books it names the one on the invoice; without a way to reach the creditor it does not go out', () => {
  const { creditor } = values();
  const without = renderArrangementNotice('breach-notice', values({ creditor: { ...creditor, iban: null } })).text;
  expect(without).toContain('het rekeningnummer op de factuur');
  const mute = values({ creditor: { ...creditor, email: null, phone: null } });
  expect(() => renderArrangementNotice('breach-notice', mute)).toThrow(NoticeTextError);
});

test('a mail has the letter to sign with it; the letter has room for a signature', () => {
  const mail = renderArrangementNotice('agreement', values()).text;
  expect(mail.replace(/\s+/g, ' ')).toContain('Onderteken dan de brief die bij deze e-mail is gevoegd');
  expect(mail).not.toContain('Voor akkoord');
  const letter = renderArrangementNotice('agreement', values({ channel: 'letter' })).text;
  expect(letter.replace(/\s+/g, ' ')).toContain('stuur hem terug naar ons adres, of mail een scan');
  expect(letter).toMatch(/\n\nNaam\s+…\nDatum\s+…\nHandtekening\s+…\n$/);
  const { creditor } = values();
  const silent = values({ channel: 'letter', creditor: { ...creditor, email: null } });
  expect(renderArrangementNotice('agreement', silent).text).not.toContain('scan');
});

test('costs and interest that are part of what is arranged are named, and that keeping to it adds none', () => {
  const charged = { costsCents: 4_000, costsVat: false, interestCents: 312, on: '2026-04-29' };
  for (const what of ['agreement', 'confirmation'] as const) {
    const text = renderArrangementNotice(what, values({ charged })).text.replace(/\s+/g, ' ');
    expect(text).toContain('zijn begrepen: € 40,00 aan incassokosten en € 3,12 aan rente tot en met 29 april 2026.');
    expect(text).toContain('dan komen er geen kosten of rente bij');
  }
  const english = renderArrangementNotice(
    'agreement',
    values({ language: 'en', charged: { ...charged, interestCents: 0 } }),
  );
  expect(english.text.replace(/\s+/g, ' ')).toContain('This amount includes collection costs of €40.00.');
});

test('VAT that is in the costs is said, and why it may be', () => {
  const charged = { costsCents: 4_840, costsVat: true, interestCents: 0, on: '2026-04-29' };
  const said = (language: 'nl' | 'en') =>
    renderArrangementNotice('agreement', values({ charged, language })).text.replace(/\s+/g, ' ');
  expect(said('nl')).toContain('€ 48,40 aan incassokosten (inclusief 21% btw, die wij niet kunnen verrekenen).');
  expect(said('en')).toContain('collection costs of €48.40 (including 21% VAT, which we cannot recover).');
});

test('who signs acknowledges the debt, right above the signature; who signs for others says in what position', () => {
  const signed = (kind: 'consumer' | 'company') => {
    const debtor = { ...values().debtor, kind };
    return renderArrangementNotice('agreement', values({ channel: 'letter', debtor })).text.replace(/\s+/g, ' ');
  };
  expect(signed('consumer')).toMatch(
    /erkent dat voor de facturen F-1 en F-2 nog € 400,00 aan De Eiser B\.V\. betaald moet worden, .* 6 augustus 2026\. Naam … Datum … Handtekening …/,
  );
  expect(signed('company')).toMatch(/Naam … Functie … Datum …/);
});

test('in a mail an instalment and its day stand on one line', () => {
  const { html } = renderArrangementNotice('agreement', values());
  expect(html).toMatch(/width:60%[^>]*>Termijnbedrag 3, 3&#160;augustus&#160;2026</);
  expect(html).toMatch(/width:40%[^>]*>Rekeningnummer</);
});

test('a title names three invoices, and of more says how many', () => {
  const title = (invoices: string[]) => renderArrangementNotice('confirmation', values({ invoices })).subject;
  expect(title(['A', 'B', 'C'])).toMatch(/facturen A, B en C$/);
  expect(title(['A', 'B', 'C', 'D'])).toMatch(/: 4 facturen$/);
});

test('after a change of its days the confirmation says so', () => {
  const { subject, text } = renderArrangementNotice('confirmation', values({ isChanged: true }));
  expect(subject).toBe('Uw gewijzigde betalingsregeling: facturen F-1 en F-2');
  expect(text.replace(/\s+/g, ' ')).toContain('Die regeling is gewijzigd.');
});
