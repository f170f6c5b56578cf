import { describe, expect, it } from 'vitest';
import { shippedLadders } from '../../ladder/library/library.ts';
import { NoticeTextError, renderNotice } from '../../ladder/texts.ts';
import { LetterError } from './content.ts';
import { invoices, letter, letterAbout, shippedText, values } from './fixtures.ts';

describe('the content of a letter', () => {
  it('stands at the address of the debtor, in the name of the creditor', () => {
    const { addressee, sender, date, place } = letter();
    expect(addressee).toEqual(['Bakkerij De Vries & Zn.', 'Dorpsstraat 12', '3511 AB Utrecht']);
    expect(sender.name).toBe('Voorbeeld Groothandel B.V.');
    expect(sender.iban).toBe('NL91\u00a0ABNA\u00a00417\u00a01643\u00a000');
    expect([place, date]).toEqual(['Utrecht', '2026-04-28']);
  });

  it('ends the address with the country of a letter abroad', () => {
    expect(letter({ details: { country: 'DUITSLAND' } }).addressee.at(-1)).toBe('DUITSLAND');
  });

  it('says in each shipped notice what the mail says, word for word', () => {
    const [ladder] = shippedLadders();
    const notices = ladder!.steps.filter((step) => step.kind === 'send').map(({ id }) => id);
    expect(notices.length).toBeGreaterThan(2);
    for (const language of ['nl', 'en'] as const) {
      for (const step of notices) {
        const text = shippedText(step, language);
        const mail = renderNotice(text, values({ language })).text.replace(/\s+/g, ' ');
        const { notice } = letter({ text, values: { language } });
        for (const part of notice.parts) {
          const lines = part.kind === 'rows' ? part.rows.flatMap((row) => [row.label, ...row.lines]) : [];
          const said = part.kind === 'paragraph' ? part.lines : part.kind === 'list' ? part.items : lines;
          for (const line of said) expect(mail).toContain(line.replace(/\s+/g, ' '));
        }
      }
    }
  });

  it('lists the invoice of the notice, or those that are given', () => {
    expect(letter().invoices).toMatchObject([{ number: '2026-0142', openCents: 96_000, paidCents: 25_000 }]);
    expect(letterAbout(invoices(3)).invoices.map(({ number }) => number)).toEqual(['F-001', 'F-002', 'F-003']);
  });

  it('quotes the payment reference, else the invoice number', () => {
    expect(letter().payment?.reference).toBe('5000056789012345');
    expect(letter({ values: { paymentReference: null } }).payment?.reference).toBe('2026-0142');
  });

  it('asks for no payment by code where the account is not known', () => {
    expect(letter({ values: { creditor: { ...values().creditor, iban: null } } }).payment).toBeNull();
  });

  it('takes a signer only by name', () => {
    expect(letter({ details: { signer: { name: ' M.\nBos ', position: '' } } }).signer).toEqual({
      name: 'M. Bos',
      position: null,
    });
    expect(letter({ details: { signer: { name: ' ', position: 'Chef' } } }).signer).toBeNull();
  });
});

describe('no letter is made', () => {
  const refusal = (make: () => unknown) => {
    try {
      make();
    } catch (error) {
      expect(error).toBeInstanceOf(LetterError);
      return (error as Error).message;
    }
    return null;
  };

  it('to a debtor without an address', () => {
    const debtor = { ...values().debtor, addressLines: [' '] };
    expect(refusal(() => letter({ values: { debtor } }))).toBe(
      'No postal address of Bakkerij De Vries & Zn. is known.',
    );
  });

  it('without an invoice', () => {
    expect(refusal(() => letter({ values: { lines: [] } }))).toBe('A letter is about at least one invoice.');
  });

  it('with more invoices than anybody reads', () => {
    expect(refusal(() => letterAbout(invoices(501)))).toBe('A letter lists at most 500 invoices; this one has 501.');
  });

  it('when a row of its table does not add up', () => {
    const [one] = invoices(1);
    const wrong = { ...one!, openCents: one!.openCents + 1 };
    expect(refusal(() => letterAbout([wrong]))).toBe(
      'Invoice F-001: claimed and charged, less paid, credited and contested, is not the open amount.',
    );
  });

  it('when the table and the amount to pay differ', () => {
    expect(refusal(() => letter({ values: { lines: invoices(2) } }))).toBe(
      'The open amounts of the invoices are not together the amount to pay.',
    );
  });

  it('when its text needs what is not known, as with mail', () => {
    expect(() => letter({ values: { deadline: null } })).toThrow(NoticeTextError);
  });
});
