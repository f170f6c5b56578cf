import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { edited, fixture, fixtureNames } from './fixtures.ts';
import { MAX_UBL_BYTES, readUbl, type UblDocument } from './ubl.ts';
import { UblError } from './ubl-error.ts';

/** A plain invoice of 1210.00 to edit. */
const INVOICE = 'invoice-nlcius.xml';

/** The message with which a file is refused. Fails the test where it is read, or where anything else is thrown. */
function refusal(bytes: Uint8Array): string {
  try {
    readUbl(bytes);
  } catch (error) {
    if (error instanceof UblError) return error.message;
    throw error;
  }
  throw new Error('this file was accepted');
}

function invoiceWith(...edits: readonly (readonly [string, string])[]): UblDocument {
  return readUbl(edited(INVOICE, ...edits));
}

describe('the invoices that others send', () => {
  test('an ordinary Dutch invoice is read in full', () => {
    const { attachments, ...invoice } = readUbl(fixture(INVOICE));
    expect(invoice).toEqual({
      kind: 'invoice',
      number: '2026-0042',
      issuedOn: '2026-03-02',
      dueOn: '2026-04-01',
      terms: 'Betaling binnen 30 dagen',
      currency: 'EUR',
      amountCents: 121_000,
      openCents: 121_000,
      precedingInvoices: [],
      paymentReference: '2026-0042',
      iban: 'NL91ABNA0417164300',
      seller: {
        name: 'Voorbeeld Groothandel B.V.',
        tradingName: 'Voorbeeld Groothandel',
        address: { lines: ['Verzonnenstraat 1'], postalCode: '1000 AA', city: 'Nergenshuizen', country: 'NL' },
        email: 'debiteuren@groothandel.example.com',
        phone: '+31 20 000 00 00',
        vatNumber: 'NL123456789B01',
        kvk: '12345678',
        oin: null,
        customerNumber: null,
      },
      buyer: {
        name: 'Bakkerij De Korenaar B.V.',
        tradingName: 'Café & Bakkerij De Korenaar',
        address: {
          lines: ['Fantasieplein 22', 't.a.v. de administratie'],
          postalCode: '9999 ZZ',
          city: 'Testdorp aan Zee',
          country: 'NL',
        },
        email: 'administratie@korenaar.example.com',
        phone: '+31 10 000 00 00',
        vatNumber: 'NL987654321B01',
        kvk: '87654321',
        oin: null,
        customerNumber: 'D-10042',
      },
      warnings: [],
    });
    expect(attachments).toMatchObject([{ fileName: 'factuur-2026-0042.pdf', mimeType: 'application/pdf' }]);
    expect(new TextDecoder().decode(attachments[0]?.content)).toMatch(
      /^%PDF-1\.4\n[\s\S]*Factuur 2026-0042[\s\S]*%%EOF\n$/,
    );
  });

  test('without a due date nothing is guessed, and the terms are kept as they read', () => {
    expect(readUbl(fixture('invoice-no-due.xml'))).toMatchObject({
      dueOn: null,
      terms: 'Betaling binnen 30 dagen na factuurdatum',
      buyer: { name: 'Eenmanszaak Verzonnen Klus', kvk: '11223344', email: 'klus@example.com' },
    });
  });

  test('a credit note has the invoice it is about and the due date of its payment means', () => {
    expect(readUbl(fixture('credit-note.xml'))).toMatchObject({
      kind: 'credit_note',
      number: 'C-2026-0007',
      precedingInvoices: ['2026-0042'],
      dueOn: '2026-03-24',
      amountCents: 12_100,
      openCents: 12_100,
      warnings: [],
    });
  });

  test('an invoice of type 381 is a credit note', () => {
    expect(readUbl(fixture('credit-as-381.xml'))).toMatchObject({
      kind: 'credit_note',
      precedingInvoices: ['2026-0042', '2026-0043'],
      amountCents: 6050,
      openCents: 6050,
    });
  });

  test('an invoice of a negative amount is a credit note of that amount', () => {
    expect(readUbl(fixture('negative-invoice.xml'))).toMatchObject({
      kind: 'credit_note',
      amountCents: 2420,
      openCents: 2420,
      precedingInvoices: ['2026-0043'],
      warnings: [],
    });
  });

  test('an invoice in dollars that was partly paid is open for the rest', () => {
    expect(readUbl(fixture('invoice-usd.xml'))).toMatchObject({
      kind: 'invoice',
      currency: 'USD',
      amountCents: 250_075,
      openCents: 200_075,
      issuedOn: '2026-03-13',
      dueOn: '2026-04-12',
      buyer: {
        email: 'ap@imports.example.com',
        kvk: null,
        customerNumber: '0000000000000',
        address: { country: 'US' },
      },
      warnings: [],
    });
  });

  test('an invoice to a public body has its OIN, whatever the prefixes are called', () => {
    expect(readUbl(fixture('invoice-government.xml'))).toMatchObject({
      number: '2026-0046',
      buyer: { name: 'Gemeente Nergenshuizen', oin: '00000001234567890000', kvk: null, customerNumber: null },
    });
  });

  test('an invoice in Latin-1 has its accents', () => {
    expect(readUbl(fixture('invoice-latin1.xml')).buyer.name).toBe('Café Zoë & Niënke');
  });

  test('an invoice in an envelope is taken out of it', () => {
    expect(readUbl(fixture('enveloped.xml'))).toMatchObject({ number: '2026-0099', amountCents: 121_000 });
  });

  test('an invoice in UTF-16 reads the same as in UTF-8', () => {
    const text = new TextDecoder().decode(fixture(INVOICE));
    expect(readUbl(Buffer.from(`\uFEFF${text}`, 'utf16le'))).toEqual(readUbl(fixture(INVOICE)));
  });
});

describe('which way a document goes', () => {
  test.each(['81', '83', '261', '262', '296', '308', '381', '396', '420', '458', '502', '503', '532'])(
    'type %s is a credit note',
    (code) => {
      expect(invoiceWith(['>380<', `>${code}<`]).kind).toBe('credit_note');
    },
  );

  test.each(['380', '383', '384', '386', '389', '751'])('type %s is an invoice', (code) => {
    expect(invoiceWith(['>380<', `>${code}<`]).kind).toBe('invoice');
  });

  test('a credit note whose amounts are negative is still a credit, with a warning', () => {
    expect(readUbl(edited('credit-note.xml', ['>121.00<', '>-121.00<']))).toMatchObject({
      kind: 'credit_note',
      openCents: 12_100,
      warnings: ['The amounts of this credit note are negative; they were read as a credit, not as a claim.'],
    });
  });

  test('an invoice for which too much was paid in advance is a credit of what is due back', () => {
    const paid = '<cbc:PrepaidAmount currencyID="EUR">1300.00</cbc:PrepaidAmount>';
    const due = '<cbc:PayableAmount currencyID="EUR">';
    expect(invoiceWith([`${due}1210.00`, `${paid}${due}-90.00`])).toMatchObject({
      kind: 'credit_note',
      amountCents: 121_000,
      openCents: 9000,
      warnings: [
        'The amount due (BT-115) is -90.00 while the total (BT-112) is 1210.00; the amount due was taken to say who owes whom.',
      ],
    });
  });

  test('an invoice that was paid in full in advance stays an invoice, with nothing open', () => {
    const paid = '<cbc:PrepaidAmount currencyID="EUR">1210.00</cbc:PrepaidAmount>';
    const due = '<cbc:PayableAmount currencyID="EUR">';
    expect(invoiceWith([`${due}1210.00`, `${paid}${due}0.00`])).toMatchObject({
      kind: 'invoice',
      amountCents: 121_000,
      openCents: 0,
      warnings: [],
    });
  });

  test('an empty optional amount counts for nothing', () => {
    const due = '<cbc:PayableAmount';
    expect(invoiceWith([due, `<cbc:PrepaidAmount currencyID="EUR"/>${due}`])).toMatchObject({
      openCents: 121_000,
      warnings: [],
    });
  });

  test('an amount due that does not follow from the others is read with a warning', () => {
    expect(
      invoiceWith(['<cbc:PayableAmount currencyID="EUR">1210.00', '<cbc:PayableAmount currencyID="EUR">1200.00']),
    ).toMatchObject({
      openCents: 120_000,
      warnings: [
        'The amount due (BT-115) is 1200.00, but the total (BT-112) less what was paid (BT-113) plus the rounding (BT-114) is 1210.00.',
      ],
    });
  });
});

describe('when and how to pay', () => {
  test.each(['2026-04-01Z', '2026-04-01+01:00', ' 2026-04-01 '])('a due date %j is its day', (date) => {
    expect(invoiceWith(['>2026-04-01<', `>${date}<`]).dueOn).toBe('2026-04-01');
  });

  test.each(['2026-02-30', '2026-13-01', '01-04-2026', '2026-4-1', '2026-04-01T00:00:00', 'soon'])(
    'a due date %j is refused',
    (date) => {
      expect(refusal(edited(INVOICE, ['>2026-04-01<', `>${date}<`]))).toBe(
        `Invoice/cbc:DueDate holds "${date}", which is not a date: write it as 2026-03-31.`,
      );
    },
  );

  test('an empty due date is no due date', () => {
    expect(invoiceWith(['>2026-04-01<', '><']).dueOn).toBeNull();
  });

  test('of several due dates in the payment means the latest counts, with a warning', () => {
    const dueDate = '<cbc:PaymentDueDate>2026-03-24</cbc:PaymentDueDate>';
    const means = `<cac:PaymentMeans>${dueDate.replace('24', '31')}</cac:PaymentMeans>`;
    expect(readUbl(edited('credit-note.xml', ['<cac:PaymentMeans>', `${means}<cac:PaymentMeans>`]))).toMatchObject({
      dueOn: '2026-03-31',
      warnings: ['The document names 2 due dates, 2026-03-24 to 2026-03-31; the latest was taken.'],
    });
  });

  test('an account that fails its check digits is left out with a warning', () => {
    expect(invoiceWith(['NL91 ABNA', 'NL92 ABNA'])).toMatchObject({
      iban: null,
      warnings: ['The bank account "NL92 ABNA 0417 1643 00" (BT-84) is not a valid IBAN and was left out.'],
    });
  });
});

describe('the parties', () => {
  test('a party without a legal name goes by its trading name', () => {
    const legalName = '<cbc:RegistrationName>Bakkerij De Korenaar B.V.</cbc:RegistrationName>';
    expect(invoiceWith([legalName, '']).buyer).toMatchObject({
      name: 'Café & Bakkerij De Korenaar',
      tradingName: null,
    });
  });

  test('a Dutch legal registration of eight digits is a KvK number without a scheme, elsewhere it is not', () => {
    const dutch = edited('invoice-no-due.xml', ['>11223344<', '>11223345<']);
    expect(readUbl(dutch).buyer.kvk).toBe('11223345');
    const belgian = '<cbc:IdentificationCode>BE</cbc:IdentificationCode>';
    expect(
      readUbl(edited('invoice-no-due.xml', ['<cbc:IdentificationCode>NL</cbc:IdentificationCode>', belgian])).buyer.kvk,
    ).toBeNull();
  });

  test('the scheme names of the older SI-UBL are known too', () => {
    expect(invoiceWith(['schemeID="0106"', 'schemeID="NL:KVK"']).buyer.kvk).toBe('87654321');
    expect(readUbl(edited('invoice-government.xml', ['schemeID="0190"', 'schemeID="NL:OIN"'])).buyer.oin).toBe(
      '00000001234567890000',
    );
  });

  test('a KvK number or OIN of the wrong length is left out with a warning', () => {
    expect(invoiceWith(['>87654321<', '>8765432<'])).toMatchObject({
      buyer: { kvk: null },
      warnings: ['The KvK number of the buyer, "8765432", does not have 8 digits and was left out.'],
    });
  });

  test('a bank creditor identifier is nobody’s customer number', () => {
    expect(invoiceWith(['<cbc:ID>D-10042', '<cbc:ID schemeID="SEPA">D-10042']).buyer.customerNumber).toBeNull();
  });

  test('what is no e-mail address is left out with a warning', () => {
    expect(invoiceWith(['administratie@korenaar.example.com', 'a@example.com; b@example.com'])).toMatchObject({
      buyer: { email: null },
      warnings: ['"a@example.com; b@example.com" of the buyer is not an e-mail address and was left out.'],
    });
  });

  test('a country that is no code is left out with a warning', () => {
    const code = '<cbc:IdentificationCode>NL</cbc:IdentificationCode>';
    expect(readUbl(edited('invoice-usd.xml', ['>US<', '>America<']))).toMatchObject({
      buyer: { address: { country: null } },
      warnings: ['The country "AMERICA" of the buyer is not a two-letter code and was left out.'],
    });
    expect(invoiceWith([code, code.replace('NL', 'nl')]).buyer.address.country).toBe('NL');
  });

  test('a house number of its own and further address lines are kept', () => {
    const street = '<cbc:StreetName>Fantasieplein 22</cbc:StreetName>';
    const line = '<cac:AddressLine><cbc:Line>2e verdieping</cbc:Line></cac:AddressLine>';
    const apart = `<cbc:StreetName>Fantasieplein</cbc:StreetName><cbc:BuildingNumber>22</cbc:BuildingNumber>${line}`;
    expect(invoiceWith([street, apart]).buyer.address.lines).toEqual([
      'Fantasieplein 22',
      't.a.v. de administratie',
      '2e verdieping',
    ]);
  });

  test('a party without an address is read without one', () => {
    const text = new TextDecoder().decode(fixture('invoice-usd.xml'));
    const bytes = new TextEncoder().encode(text.replaceAll(/<cac:PostalAddress>[\s\S]*?<\/cac:PostalAddress>/g, ''));
    expect(readUbl(bytes).buyer.address).toEqual({ lines: [], postalCode: null, city: null, country: null });
  });

  test('a VAT number is kept in one way of writing', () => {
    expect(invoiceWith(['NL987654321B01', 'nl 9876.54.321.B.01']).buyer.vatNumber).toBe('NL987654321B01');
  });
});

describe('attachments', () => {
  const object = (attributes: string, content: string) =>
    `<cac:AdditionalDocumentReference><cac:Attachment><cbc:EmbeddedDocumentBinaryObject ${attributes}>${content}</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference>`;
  const invoiceHolding = (attributes: string, content: string) =>
    readUbl(
      edited('invoice-no-due.xml', [
        '<cac:AccountingSupplierParty>',
        `${object(attributes, content)}<cac:AccountingSupplierParty>`,
      ]),
    );

  test.each([
    ['invoice.csv', 'invoice.csv'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\x\\invoice.csv', 'invoice.csv'],
    ['in\u202Evoice.csv', 'invoice.csv'],
    ['..', 'attachment-1'],
    ['', 'attachment-1'],
  ])('a file name %j becomes %j', (given, expected) => {
    expect(invoiceHolding(`mimeCode="text/csv" filename="${given}"`, 'QUJD').attachments).toEqual([
      { fileName: expected, mimeType: 'text/csv', content: Uint8Array.of(65, 66, 67) },
    ]);
  });

  test('a type is kept in lower case without parameters, and is unknown where none is given', () => {
    expect(invoiceHolding('mimeCode="Text/CSV; charset=utf-8"', 'QUJD').attachments[0]?.mimeType).toBe('text/csv');
    expect(invoiceHolding('', 'QUJD').attachments[0]?.mimeType).toBe('application/octet-stream');
  });

  test.each([
    ['application/pdf', 'QUJD', 'says that it is a PDF but is not'],
    ['text/csv', '', 'is empty'],
    ['text/csv', 'QUJD!', 'is not valid base64'],
    ['text/csv', 'QUJ', 'is not valid base64'],
    ['text/csv', 'QU-D', 'is not valid base64'],
    ['text/csv', 'QUI=QUI=', 'is not valid base64'],
    ['text/csv', 'QUJ=', 'is not valid base64'],
    ['text/csv', 'QU<b/>JD', 'is not valid base64'],
  ])('one of type %s that holds %j is left out with a warning', (mimeType, content, what) => {
    expect(invoiceHolding(`mimeCode="${mimeType}" filename="x"`, content)).toMatchObject({
      attachments: [],
      warnings: [`The attachment "x" ${what} and was left out.`],
    });
  });
});

describe('what is refused', () => {
  const totals = 'Invoice/cac:LegalMonetaryTotal';
  const namespace = 'urn:oasis:names:specification:ubl:schema:xsd';
  const REFUSALS: Record<string, string> = {
    'bad-amount.xml': `${totals}/cbc:PayableAmount holds "1.210,00", which is not an amount: write it as 1234.56.`,
    'bank-statement.xml':
      'The file holds <Document> in the namespace "urn:iso:std:iso:20022:tech:xsd:camt.053.001.02" and not a UBL invoice or credit note: it is a bank statement, send it as payments.',
    'cii.xml':
      'The file holds <CrossIndustryInvoice> in the namespace "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100" and not a UBL invoice or credit note: the invoice is in the CII format (Factur-X, ZUGFeRD), export it as UBL 2.1.',
    'doctype.xml':
      'Line 2 holds a document type (DOCTYPE), which is refused because it can make a file do harm: leave it out, nothing needs it.',
    'due-before-issue.xml':
      'The due date 2026-02-01 (BT-9) in Invoice/cbc:DueDate is before the issue date 2026-03-02 (BT-2): correct one of them.',
    'latin1-as-utf8.xml': 'Line 55 holds bytes that are not UTF-8, the encoding of the file: save it as UTF-8.',
    'mismatched-tag.xml':
      'Line 80 is not valid XML, it closes <cac:TaxTotals> where <cac:TaxTotal> of line 67 is open: export the file again.',
    'no-amount-due.xml': `The amount due for payment (BT-115) is missing or empty: fill in ${totals}/cbc:PayableAmount.`,
    'no-buyer-name.xml':
      'The buyer name (BT-44) is missing or empty: fill in Invoice/cac:AccountingCustomerParty/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName.',
    'no-namespace.xml':
      'The file holds <Invoice> without a namespace and not a UBL invoice or credit note: send a UBL 2.1 Invoice or CreditNote.',
    'no-number.xml': 'The invoice number (BT-1) is missing or empty: fill in Invoice/cbc:ID.',
    'no-such-date.xml': 'Invoice/cbc:IssueDate holds "2026-02-30", which is not a date: write it as 2026-03-31.',
    'no-totals.xml': `The group of document totals (BG-22) is missing or empty: fill in ${totals}.`,
    'too-fine-amount.xml': `${totals}/cbc:PayableAmount holds "1210.005", which has too many decimals (amounts are kept in hundredths): round it.`,
    'truncated.xml': 'The file ends before the end of the tag <cac:It, which begins on line 91: send the whole file.',
    'two-currencies.xml': `${totals}/cbc:PayableAmount is in "USD" but the document is in EUR (BT-5): use one currency.`,
    'two-documents.xml':
      'Line 106 is not valid XML, it begins a second document <Invoice> after the end of the first: send each as a file of its own.',
    'unknown-currency.xml':
      'The currency "EUX" (BT-5) in Invoice/cbc:DocumentCurrencyCode does not exist: write a code such as EUR.',
    'unknown-entity.xml':
      'Line 55 is not valid XML, it holds "&eacute;", which stands for no character: write a plain "&" as &amp;.',
    'unknown-prefix.xml':
      'Line 12 is not valid XML, it uses the prefix "cac", which is declared nowhere: export the file again.',
    'web-page.xml': 'The file is a web page (HTML), not XML: send the XML file itself.',
    'zero-amount.xml': `The total amount with VAT (BT-112) in ${totals}/cbc:TaxInclusiveAmount is zero: there is nothing to register.`,
  };

  test.each(fixtureNames('broken/'))('%s is refused with what, where and how to mend it', (name) => {
    expect(refusal(fixture(name))).toBe(REFUSALS[name.slice('broken/'.length)]);
  });

  test.each([
    ['an issue date', '<cbc:IssueDate>2026-03-02</cbc:IssueDate>', 'issue date (BT-2)', 'cbc:IssueDate'],
    ['a type', '<cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>', 'invoice type (BT-3)', 'cbc:InvoiceTypeCode'],
    [
      'a currency',
      '<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>',
      'currency (BT-5)',
      'cbc:DocumentCurrencyCode',
    ],
    ['a seller', 'AccountingSupplierParty', 'seller (BG-4)', 'cac:AccountingSupplierParty'],
    ['a buyer', 'AccountingCustomerParty', 'buyer (BG-7)', 'cac:AccountingCustomerParty'],
  ])('an invoice without %s', (_, element, term, path) => {
    const without = edited(INVOICE, [element, element.startsWith('<') ? '' : 'PayeeParty']);
    expect(refusal(without)).toBe(`The ${term} is missing or empty: fill in Invoice/${path}.`);
  });

  test.each([
    ['two numbers', '<cbc:ID>1</cbc:ID><cbc:ID>2</cbc:ID>', 'Invoice/cbc:ID stands more than once: leave one.'],
    [
      'elements in its number',
      '<cbc:ID>1<x/></cbc:ID>',
      'Invoice/cbc:ID holds elements where only text may stand: take them out.',
    ],
    [
      'a number without end',
      `<cbc:ID>${'1'.repeat(10_001)}</cbc:ID>`,
      'Invoice/cbc:ID holds more than 10000 characters: shorten it.',
    ],
  ])('an invoice with %s', (_, id, message) => {
    expect(refusal(edited('invoice-usd.xml', ['<cbc:ID>2026-0045</cbc:ID>', id]))).toBe(message);
  });

  test('another UBL document, and UBL elements of another namespace', () => {
    expect(refusal(edited(INVOICE, [`${namespace}:Invoice-2`, `${namespace}:Order-2`]))).toBe(
      `The file holds <Invoice> in the namespace "${namespace}:Order-2" and not a UBL invoice or credit note: send a UBL 2.1 Invoice or CreditNote.`,
    );
    expect(refusal(edited(INVOICE, [`"${namespace}:CommonBasicComponents-2"`, '"urn:other"']))).toBe(
      'The invoice number (BT-1) is missing or empty: fill in Invoice/cbc:ID.',
    );
  });

  test('a document type in UTF-16', () => {
    const text = new TextDecoder().decode(fixture('broken/doctype.xml'));
    expect(refusal(Buffer.from(`\uFEFF${text}`, 'utf16le'))).toBe(REFUSALS['doctype.xml']);
  });

  test('an envelope must hold exactly one document', () => {
    const invoice = /<Invoice [\s\S]*<\/Invoice>/.exec(new TextDecoder().decode(fixture('enveloped.xml')))?.[0] ?? '';
    expect(refusal(edited('enveloped.xml', [invoice, '']))).toMatch(
      /^The envelope StandardBusinessDocument holds 0 documents/,
    );
    expect(refusal(edited('enveloped.xml', [invoice, invoice + invoice]))).toBe(
      'The envelope StandardBusinessDocument holds 2 documents where one invoice should stand: send each invoice as a file of its own.',
    );
  });

  test('a file of 50 MB is refused before it is read, with both sizes', () => {
    expect(refusal(new Uint8Array(50_000_000))).toBe(
      'The file is 47.7 MiB and may be 20 MiB at most: leave out attachments or make them smaller.',
    );
    expect(refusal(new Uint8Array(MAX_UBL_BYTES + 1))).toMatch(/^The file is 20\.1 MiB and may be 20 MiB at most/);
  });

  test('an invoice just under the limit is read', () => {
    const content = Buffer.from(`%PDF-${'x'.repeat(14_000_000)}`).toString('base64');
    const text = new TextDecoder().decode(fixture(INVOICE)).replace(/JVBERi0x[^<]*/, content);
    expect(readUbl(new TextEncoder().encode(text)).attachments[0]?.content.length).toBe(14_000_005);
  });
});

describe('damaged files', () => {
  test.each(fixtureNames())('%s, cut off at any byte before its end, is refused and never half read', (name) => {
    const bytes = fixture(name);
    const end = Buffer.from(bytes).lastIndexOf('>');
    for (let length = 0; length <= end; length += 1) refusal(bytes.subarray(0, length));
    expect(readUbl(bytes.subarray(0, end + 1))).toEqual(readUbl(bytes));
  });

  const files = [...fixtureNames(), ...fixtureNames('broken/')].map(fixture);
  const scrap = fc.oneof(
    fc.uint8Array({ maxLength: 8 }),
    fc
      .constantFrom(
        '<',
        '>',
        '/',
        '"',
        '&',
        '&#',
        ';',
        '<!--',
        '-->',
        ']]>',
        '<![CDATA[',
        '<?',
        '<!DOCTYPE',
        'xmlns:',
        '-',
        '.',
        '9',
        '</',
        ' ',
      )
      .map((text) => new TextEncoder().encode(text)),
  );
  const damage = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), removed: fc.nat(40), added: scrap });

  function damaged(bytes: Uint8Array, { at, removed, added }: { at: number; removed: number; added: Uint8Array }) {
    const position = Math.floor(at * bytes.length);
    return Buffer.concat([bytes.subarray(0, position), added, bytes.subarray(position + removed)]);
  }

  test('are read or refused in a sentence, however they are damaged', () => {
    fc.assert(
      fc.property(fc.constantFrom(...files), fc.array(damage, { minLength: 1, maxLength: 4 }), (file, damages) => {
        const bytes = damages.reduce<Uint8Array>(damaged, file);
        try {
          expect(readUbl(bytes).amountCents).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(UblError);
          expect((error as UblError).message).toMatch(/^[A-Z].*: .*\.$/);
        }
      }),
      { numRuns: 3000 },
    );
  });
});
