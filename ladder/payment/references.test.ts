import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBetalingskenmerk, readCreditorReference } from './references.ts';

const problemOf = (read: { reference: string } | { problem: string }) => ('problem' in read ? read.problem : null);

describe('a betalingskenmerk', () => {
  it.each([
    // The examples of Betaalvereniging Nederland.
    ['16 digits', '5000056789012345', '5000056789012345'],
    ['14 digits, in groups', '12 2345 3462 2567', '12234534622567'],
    ['7 digits, which have no check', '1234567', '1234567'],
    ['9 digits', '271234567', '271234567'],
    ['12 digits, of which 10 follow the two checks', '701234567890', '701234567890'],
  ])('of %s is read', (_what, text, reference) => {
    expect(readBetalingskenmerk(text)).toEqual({ reference });
  });

  it.each([
    ['F-2026', 'A betalingskenmerk consists of digits only.'],
    ['', 'A betalingskenmerk consists of digits only.'],
    ['12345678', 'A betalingskenmerk has 7, 9 to 14 or 16 digits; this one has 8.'],
    ['500005678901234', 'A betalingskenmerk has 7, 9 to 14 or 16 digits; this one has 15.'],
    ['5000056789012354', 'The first digit of the betalingskenmerk, its check digit, should be 3: a digit is wrong.'],
    ['561234567', 'The second digit of the betalingskenmerk should be 7, since 7 digits follow it.'],
  ])('is not "%s"', (text, problem) => {
    expect(readBetalingskenmerk(text)).toEqual({ problem });
  });

  it('notices any two neighbouring digits that changed places', () => {
    const digits = fc.stringMatching(/^\d{15}$/);
    fc.assert(
      fc.property(digits, fc.integer({ min: 0, max: 13 }), (rest, at) => {
        fc.pre(rest[at] !== rest[at + 1]);
        const whole = [...'0123456789']
          .map((check) => check + rest)
          .find((text) => !problemOf(readBetalingskenmerk(text)));
        const swapped = rest.slice(0, at) + rest[at + 1] + rest[at] + rest.slice(at + 2);
        const check = whole![0]!;
        // 1 stands for two sums (10 and 1), so that a swap between those alone escapes.
        return check === '1' || problemOf(readBetalingskenmerk(check + swapped)) !== null;
      }),
    );
  });
});

describe('a creditor reference', () => {
  it.each([
    ['RF18539007547034', 'RF18539007547034'],
    ['rf18 5390 0754 7034', 'RF18539007547034'],
    ['RF712348231', 'RF712348231'],
    ['RF04RF1234567890', null],
  ])('"%s" is read', (text, reference) => {
    if (reference === null) expect(problemOf(readCreditorReference(text))).not.toBeNull();
    else expect(readCreditorReference(text)).toEqual({ reference });
  });

  it.each([
    ['5000056789012345', 'A creditor reference (ISO 11649) begins with RF and two check digits.'],
    ['RFA8539007547034', 'A creditor reference (ISO 11649) begins with RF and two check digits.'],
    ['RF18', 'After its check digits a creditor reference (ISO 11649) has 1 to 21 letters or digits.'],
    ['RF18-539', 'After its check digits a creditor reference (ISO 11649) has 1 to 21 letters or digits.'],
    [`RF18${'1'.repeat(22)}`, 'After its check digits a creditor reference (ISO 11649) has 1 to 21 letters or digits.'],
    [
      'RF18539007547043',
      'The check digits of the creditor reference RF18539007547043 are wrong: a character is mistyped.',
    ],
  ])('is not "%s"', (text, problem) => {
    expect(readCreditorReference(text)).toEqual({ problem });
  });
});
