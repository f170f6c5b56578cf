import { simpleParser } from 'mailparser';
import { describe, expect, test } from 'vitest';
import type { Ladder } from '../../ladder/definition.ts';
import type { FactEvent } from '../../ladder/events.ts';
import { type Facts, noFacts, openCents, withFact } from '../../ladder/facts.ts';
import type { DispatchKind } from '../../ladder/invoice/commands.ts';
import type { InvoiceState } from '../../ladder/invoice/state.ts';
import { transition } from '../../ladder/invoice/transition.ts';
import { findDispatch, intendDispatch } from '../../store/dispatches.ts';
import { addDocument } from '../../store/documents.ts';
import { addContact, saveCreditor } from '../../store/parties.ts';
import {
  aCreditNote,
  aCreditor,
  aLadder,
  anInvoice,
  aPayment,
  aReminder,
  aReversal,
  at,
  aWriteOff,
  cents,
  type InvoiceChanges,
} from '../../test/support/builders.ts';
import { emptyStore } from '../../test/support/databases.ts';
import { type Composed, compose } from './compose.ts';

const store = emptyStore();
const NOW = '2026-03-23T10:00';

interface Wish extends InvoiceChanges {
  creditor?: Parameters<typeof aCreditor>[0];
  kind?: DispatchKind;
  step?: string;
  known?: FactEvent[];
  state?: Partial<InvoiceState>;
  pdf?: { fileName: string; content: Buffer };
  contact?: string;
  deadline?: string;
  rehearsal?: boolean;
  now?: string;
}

/** Composes a reminder, or another mail, on 23 March 2026. */
async function composed(wish: Wish = {}): Promise<Composed> {
  const { creditor, kind = 'reminder', step = 'herinnering', known = [], state, pdf, contact, ...rest } = wish;
  const { deadline = null, rehearsal = false, now: time = NOW, ...changes } = rest;
  const ladder: Ladder = changes.ladder ?? aLadder();
  const now = at(time);
  await saveCreditor(store.db, aCreditor(creditor));
  const invoice = await anInvoice(store.db, { number: 'F-100', ...changes });
  const facts: Facts = known.reduce(withFact, noFacts(invoice.facts, invoice.debtor));
  return store.db.transaction().execute(async (tx) => {
    if (pdf) await addDocument(tx, invoice.id, { kind: 'pdf', mimeType: 'application/pdf', ...pdf });
    if (contact) await addContact(tx, invoice.debtor.id, { name: null, email: contact, phone: null }, now);
    const id = `${invoice.id}:${step}:1`;
    await intendDispatch(tx, invoice, { id, kind, step, round: 1 }, now);
    const begun = transition(ladder, null, [], facts, now).state;
    const on = time.slice(0, 10);
    const terms = { on, receivedOn: on, deadline, amountCents: openCents(facts) };
    const dispatch = (await findDispatch(tx, id))!;
    return compose(tx, { invoice, ladder, state: { ...begun, ...state }, facts, dispatch, terms, now }, { rehearsal });
  });
}

/** The mail as its reader's program takes it apart. */
async function read(wish: Wish = {}) {
  const result = await composed(wish);
  if (!('mail' in result)) throw new Error(result.problem);
  const { mail } = result;
  const parsed = await simpleParser(mail.raw);
  const headers = mail.raw.toString('latin1').split('\r\n\r\n')[0]!;
  const names = headers.split(/\r\n(?![ \t])/).map((line) => line.split(':')[0]!.toLowerCase());
  return { mail, parsed, headers, names, text: parsed.text!, html: parsed.html || null };
}

const problemOf = async (wish: Wish) => {
  const result = await composed(wish);
  return 'mail' in result ? null : result.problem;
};

/** What a mail may carry at its head, and nothing besides. */
const HEADERS = ['from', 'to', 'subject', 'message-id', 'date', 'auto-submitted', 'mime-version', 'content-type'];
const OPTIONAL = ['content-transfer-encoding'];

test('a notice is one mail in text and HTML, from the creditor to the debtor, on the day that it leaves', async () => {
  const { mail, parsed, html, text } = await read();
  expect(mail).toMatchObject({ from: 'administratie@eiser.example', to: 'klant@debiteur.example' });
  expect(parsed.from?.value).toEqual([{ name: 'Eiser B.V.', address: 'administratie@eiser.example' }]);
  expect(parsed.to).toMatchObject({ value: [{ name: 'Debiteur B.V.', address: 'klant@debiteur.example' }] });
  expect(parsed.subject).toBe('Herinnering voor factuur F-100');
  expect(parsed.date?.getTime()).toBe(at(NOW));
  expect(text).toContain('Beste Debiteur B.V.');
  expect(text).toMatch(/€ 1\.000,00/);
  expect(html).toContain('<html lang="nl">');
  expect(html).toContain('Beste Debiteur B.V.');
  expect(parsed.attachments).toEqual([]);
});

test('a machine that is away is not asked to answer', async () => {
  const { parsed } = await read();
  expect(parsed.headers.get('auto-submitted')).toBe('auto-generated');
});

test('names with quotes, commas and accents reach the reader as they are', async () => {
  const { parsed, html, text } = await read({
    creditor: { name: 'Café "De Eiser", B.V.' },
    debtor: { name: 'Müller & Söhne <Zürich>, "Ōsaka" 株式会社' },
  });
  expect(parsed.from?.value[0]).toEqual({ name: 'Café "De Eiser", B.V.', address: 'administratie@eiser.example' });
  expect(parsed.to).toMatchObject({ value: [{ name: 'Müller & Söhne <Zürich>, "Ōsaka" 株式会社' }] });
  expect(text).toContain('Müller & Söhne <Zürich>, "Ōsaka" 株式会社');
  expect(html).not.toContain('<Zürich>');
  expect(html).toContain('Müller &#38; Söhne &#60;Zürich&#62;');
});

test('the same dispatch always has the same Message-ID, at the creditor’s domain', async () => {
  const first = await read();
  expect(first.mail.messageId).toMatch(/^<[0-9a-f]{32}@eiser\.example>$/);
  expect(first.parsed.messageId).toBe(first.mail.messageId);
});

test('the debtor is written to at the newest address', async () => {
  const { mail } = await read({ contact: 'crediteuren@debiteur.example' });
  expect(mail.to).toBe('crediteuren@debiteur.example');
});

test('the invoice’s own PDF goes along, under its name', async () => {
  const pdf = { fileName: 'factuur "é" 2026\\42.pdf', content: Buffer.from('%PDF-1.4 proef') };
  const { parsed } = await read({ pdf });
  expect(parsed.attachments).toHaveLength(1);
  expect(parsed.attachments[0]).toMatchObject({ filename: pdf.fileName, contentType: 'application/pdf' });
  expect(parsed.attachments[0]!.content.equals(pdf.content)).toBe(true);
});

describe('what debtors and invoices are called cannot add to the head of a mail', () => {
  const evil = 'X\r\nBcc: ander@elders.example\r\n\r\nNieuwe tekst';
  test.each<[string, Wish]>([
    ['the name of the debtor', { debtor: { name: evil } }],
    ['the address of the debtor', { debtor: { addressLines: [evil] } }],
    ['the number of the invoice', { number: evil }],
    ['the name of the creditor', { creditor: { name: evil } }],
    ['the payment reference', { paymentReference: evil }],
    ['the name of the PDF', { pdf: { fileName: `${evil}.pdf`, content: Buffer.from('%PDF-') } }],
  ])('%s', async (_what, wish) => {
    const { parsed, names, mail } = await read(wish);
    expect(names.filter((name) => !OPTIONAL.includes(name)).toSorted()).toEqual(HEADERS.toSorted());
    expect(parsed.bcc).toBeUndefined();
    expect(parsed.to).toMatchObject({ value: [{ address: 'klant@debiteur.example' }] });
    expect(mail.to).toBe('klant@debiteur.example');
  });

  test.each<[string, Wish]>([
    ['the name of the debtor', { debtor: { name: evil } }],
    ['the number of the invoice', { number: evil }],
    ['the name of the agency', { creditor: { agency_name: evil } }],
  ])('%s, in the handover to the agency', async (_what, wish) => {
    const { parsed, names } = await read({ ...wish, kind: 'handover', step: 'overdragen' });
    expect(names.filter((name) => !OPTIONAL.includes(name)).toSorted()).toEqual(HEADERS.toSorted());
    expect(parsed.to).toMatchObject({ value: [{ address: 'zaken@bureau.example' }] });
    expect(parsed.text).not.toMatch(/^Bcc:/m);
    expect(parsed.text).not.toMatch(/^Nieuwe tekst/m);
  });
});

describe('what cannot be sent is said in a sentence', () => {
  test('no address of the debtor', async () => {
    expect(await problemOf({ debtor: { email: null } })).toBe(
      'no e-mail address of the debtor is known; add a contact and send again',
    );
  });

  test('no address of a collection agency', async () => {
    const wish: Wish = { kind: 'handover', step: 'overdragen', creditor: { agency_email: null } };
    expect(await problemOf(wish)).toMatch(/^no e-mail address of a collection agency is known/);
  });

  test('a creditor without an address', async () => {
    expect(await problemOf({ creditor: { email: null } })).toMatch(/^the creditor has no e-mail address/);
  });

  test('a creditor that is still the example', async () => {
    expect(await problemOf({ creditor: { is_example: true } })).toMatch(/^the creditor is still the example/);
    expect(await problemOf({ creditor: { is_example: true }, number: 'F-101', rehearsal: true })).toBeNull();
  });

  test('a text with a field that has no value', async () => {
    const ladder = aLadder({
      id: 'gat',
      steps: [aReminder()],
      texts: { nl: { herinnering: { subject: 'Betaal', body: 'Uiterlijk {{notice.deadline}}.' } }, en: {} },
    });
    expect(await problemOf({ ladder })).toMatch(/\{\{notice\.deadline\}\} has no value/);
  });

  test('a step without a text in the debtor’s language', async () => {
    const ladder = aLadder({ id: 'stil', texts: { nl: aLadder().texts.nl, en: {} } });
    expect(await problemOf({ ladder, debtor: { language: 'en' } })).toBe(
      'step "herinnering" has no text in language "en"',
    );
  });
});

describe('a rehearsal', () => {
  test('makes up an address that reaches nobody, for whoever has none', async () => {
    expect((await read({ debtor: { email: null }, rehearsal: true })).mail.to).toBe('klant@rehearsal.invalid');
    const agency = await read({
      number: 'F-101',
      kind: 'handover',
      step: 'overdragen',
      creditor: { agency_email: null },
      rehearsal: true,
    });
    expect(agency.mail.to).toBe('incassobureau@rehearsal.invalid');
  });

  test('keeps the addresses that are known', async () => {
    expect((await read({ rehearsal: true })).mail.to).toBe('klant@debiteur.example');
  });
});

describe('the agency', () => {
  const sent = (
    step: string,
    kind: InvoiceState['notices'][number]['kind'],
    sentOn: string,
    deadline: string | null,
  ) => ({
    step,
    kind,
    sentOn,
    sentAt: at(`${sentOn}T10:00`),
    deadline,
    round: 1,
    receivedOn: sentOn,
    amountCents: cents('1000.00'),
    channel: 'email' as const,
  });
  const CASE: Wish = {
    now: '2026-04-27T10:00',
    kind: 'handover',
    step: 'overdragen',
    known: [aPayment('150.00', { id: 'p1' }), aCreditNote('50.00', { id: 'c1', number: 'CN-7' })],
    state: {
      notices: [
        sent('herinnering', 'reminder', '2026-03-23', null),
        sent('ingebrekestelling', 'notice-of-default', '2026-04-07', '2026-04-21'),
      ],
    },
  };

  test('gets the case at handover: parties, claim, what was paid, and every notice', async () => {
    const { mail, text, parsed } = await read({ ...CASE, pdf: { fileName: 'f.pdf', content: Buffer.from('%PDF-') } });
    expect(mail.to).toBe('zaken@bureau.example');
    expect(parsed.to).toMatchObject({ value: [{ name: 'Bureau Incasso' }] });
    expect(parsed.subject).toBe('Overdracht ter incasso: factuur F-100, Debiteur B.V.');
    expect(parsed.attachments).toHaveLength(1);
    expect(plain(text)).toBe(`Geachte heer of mevrouw,

Hierbij dragen wij de volgende vordering aan u over.

Schuldeiser
Eiser B.V.
Eisstraat 1
1000 AA  Eisdorp
administratie@eiser.example
020 555 01 00
KvK-nummer: 87654321
Rekeningnummer: NL91 ABNA 0417 1643 00

Debiteur
Debiteur B.V.
Schuldweg 2
2000 BB  Betaalstad
klant@debiteur.example
Soort debiteur: bedrijf

Vordering
Factuur F-100 van 16 februari 2026, vervallen op 18 maart 2026
Factuurbedrag: € 1.000,00
Betaald: € 150,00
Gecrediteerd: € 50,00
Openstaand: € 800,00
Betalingen tot en met 24 april 2026 zijn verwerkt.

Verstuurde berichten
- 23 maart 2026, per e-mail: betalingsherinnering over € 1.000,00
- 7 april 2026, per e-mail: ingebrekestelling over € 1.000,00, uiterste betaaldatum 21 april 2026

Betalingen en creditnota’s die wij na vandaag ontvangen, melden wij u direct.

Met vriendelijke groet,
Eiser B.V.`);
  });

  test('is told which notices came back, so that it does not rely on them', async () => {
    const notices = [
      {
        ...sent('ingebrekestelling', 'notice-of-default', '2026-04-07', '2026-04-21'),
        undelivered: 'bounced' as const,
      },
      {
        ...sent('ingebrekestelling', 'notice-of-default', '2026-04-09', '2026-04-28'),
        channel: 'letter' as const,
        undelivered: 'returned' as const,
      },
      sent('ingebrekestelling', 'notice-of-default', '2026-04-30', '2026-05-18'),
    ];
    const { text } = await read({ ...CASE, state: { notices } });
    expect(plain(text).match(/^- .*$/gm)).toEqual([
      '- 7 april 2026, per e-mail: ingebrekestelling over € 1.000,00, uiterste betaaldatum 21 april 2026; niet aangekomen: de e-mail kwam terug',
      '- 9 april 2026, per brief: ingebrekestelling over € 1.000,00, uiterste betaaldatum 28 april 2026; niet aangekomen: de brief kwam terug',
      '- 30 april 2026, per e-mail: ingebrekestelling over € 1.000,00, uiterste betaaldatum 18 mei 2026',
    ]);
  });

  test('reads of a fourteen-day letter what costs it announced, and of a demand what it asked beside the principal', async () => {
    const letter = {
      ...sent('veertiendagenbrief', 'fourteen-day-letter', '2026-03-30', '2026-04-20'),
      channel: 'letter' as const,
      costsCents: 181_50,
      costsVat: true as const,
    };
    const demand = {
      ...sent('aanmaning', 'notice-of-default', '2026-04-21', '2026-05-06'),
      costsCents: 181_50,
      costsVat: true as const,
      interestCents: 3_12,
    };
    const { text } = await read({ ...CASE, state: { notices: [letter, demand] } });
    expect(plain(text).match(/^- .*$/gm)).toEqual([
      '- 30 maart 2026, per brief: veertiendagenbrief over € 1.000,00, aangekondigde incassokosten € 181,50 (inclusief btw), termijn tot en met 20 april 2026',
      '- 21 april 2026, per e-mail: ingebrekestelling over € 1.000,00, incassokosten € 181,50 (inclusief btw), rente € 3,12, uiterste betaaldatum 6 mei 2026',
    ]);
  });

  test.each<[string, FactEvent[], RegExp, RegExp]>([
    [
      'a payment',
      [aPayment('400.00', { id: 'n' })],
      /^Betaling ontvangen/,
      /Op 10 maart 2026 is € 400,00 ontvangen\.[\s\S]*Openstaand is nu € 600,00\./,
    ],
    [
      'a payment of all',
      [aPayment('1000.00', { id: 'n' })],
      /^Betaling ontvangen/,
      /Er staat niets meer open; wij vragen u de zaak te sluiten\./,
    ],
    [
      'a credit note',
      [aCreditNote('100.00', { id: 'n', number: 'CN-7' })],
      /^Creditnota/,
      /Op 10 maart 2026 is creditnota CN-7 van € 100,00 opgemaakt\./,
    ],
    [
      'a reversal',
      [aPayment('400.00', { id: 'p' }), aReversal('p', { id: 'n' })],
      /^Betaling teruggeboekt/,
      /Op 10 maart 2026 is een betaling van € 400,00 teruggeboekt\.[\s\S]*Openstaand is nu € 1\.000,00\./,
    ],
    [
      'a write-off',
      [aWriteOff({ id: 'n' })],
      /^Vordering afgeboekt/,
      /Wij hebben de vordering afgeboekt en vragen u de zaak te sluiten\./,
    ],
    [
      'a dispute of the whole, of which a part was paid',
      [{ type: 'dispute', id: 'n', at: at('2026-03-10T10:00'), reason: 'kapot' }, aPayment('100.00', { id: 'p' })],
      /^Factuur betwist/,
      /De debiteur betwist de factuur: kapot[\s\S]*Openstaand is nu € 900,00\. Daarvan wordt € 900,00 betwist; wij vragen u dat deel nu niet te innen\./,
    ],
    [
      'a correction',
      [
        {
          type: 'invoice_corrected',
          id: 'n',
          at: at('2026-03-10T10:00'),
          amountCents: 40_000,
          by: 'Anna',
          reason: 'verkeerd aantal',
        },
      ],
      /^Factuur gecorrigeerd/,
      /De factuur is gecorrigeerd: het bedrag is nu € 400,00\.[\s\S]*Openstaand is nu € 400,00\./,
    ],
  ])('hears afterwards of %s', async (_what, known, subject, text) => {
    const { parsed, mail } = await read({ kind: 'agency-update', step: 'agency.n', known });
    expect(mail.to).toBe('zaken@bureau.example');
    expect(parsed.subject).toMatch(subject);
    expect(parsed.subject).toMatch(/: factuur F-100, Debiteur B\.V\.$/);
    expect(plain(parsed.text!)).toMatch(text);
    expect(parsed.attachments).toEqual([]);
  });

  test('is not asked to collect on a claim that was written off', async () => {
    const { parsed } = await read({ kind: 'agency-update', step: 'agency.n', known: [aWriteOff({ id: 'n' })] });
    expect(plain(parsed.text!)).not.toMatch(/Openstaand is nu/);
  });
});

/** With ordinary spaces, and no white space at the end. */
const plain = (text: string) => text.replaceAll('\u00a0', ' ').trim();
