import { describe, expect, test } from 'vitest';
import { Passwords, refuseObvious } from './passwords.ts';

const PASSWORD = 'vier woorden op een rij';
const fast = new Passwords({ ln: 4, r: 8, p: 1 });

describe('a hash', () => {
  test('matches its password and no other', async () => {
    const stored = await fast.hash(PASSWORD);
    expect(await fast.match(PASSWORD, stored)).toBe(true);
    for (const other of ['', `${PASSWORD} `, PASSWORD.toUpperCase(), PASSWORD.slice(1)]) {
      expect(await fast.match(other, stored)).toBe(false);
    }
  });

  test('is another each time, says its parameters, and does not hold the password', async () => {
    const [one, two] = [await fast.hash(PASSWORD), await fast.hash(PASSWORD)];
    expect(one).toMatch(/^\$scrypt\$ln=4,r=8,p=1\$[\w-]{22}\$[\w-]{43}$/);
    expect(one).not.toBe(two);
  });

  test('of today costs what OWASP advises, and one of another cost is matched and told to be outdated', async () => {
    const usual = new Passwords();
    const stored = await usual.hash(PASSWORD);
    expect(stored).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$/);
    expect(usual.isOutdated(stored)).toBe(false);
    const old = await fast.hash(PASSWORD);
    expect(usual.isOutdated(old)).toBe(true);
    expect(await usual.match(PASSWORD, old)).toBe(true);
  });

  test.each(['', '-', '$scrypt$', '$bcrypt$ln=4,r=8,p=1$a$b', '$scrypt$ln=4,r=8,p=1$$'])(
    'that cannot be read is a defect, not a match: "%s"',
    async (stored) => {
      await expect(fast.match(PASSWORD, stored)).rejects.toThrow('cannot be read');
    },
  );

  test('of nobody is made once, and matches nothing', async () => {
    const stored = await fast.nobodysHash();
    expect(await fast.nobodysHash()).toBe(stored);
    expect(await fast.match(PASSWORD, stored)).toBe(false);
  });

  test('is computed a few at a time, and beyond a queue refused for now', async () => {
    const slow = new Passwords({ ln: 10, r: 8, p: 1 });
    const results = await Promise.allSettled(Array.from({ length: 50 }, () => slow.hash(PASSWORD)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(42);
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'sign_in_busy', status: 503 });
    }
    expect(await slow.match(PASSWORD, await slow.hash(PASSWORD))).toBe(true);
  });
});

describe('an obvious password', () => {
  const user = { name: 'Johannes van Dijk', email: 'johannes.vandijk@voorbeeld.example' };

  test.each([
    'johannes.vandijk@voorbeeld.example',
    ' Johannes.VanDijk@Voorbeeld.example',
    'johannes.vandijk',
    'JOHANNES VAN DIJK',
    'incassoladder',
    'Incassoladder ',
    '            ',
    '000000000000',
  ])('is refused: "%s"', (password) => {
    expect(() => refuseObvious(password, user)).toThrow('the first that others would try');
  });

  test.each([PASSWORD, 'johannes van dijk fietst', '111111111112'])('is not just any: "%s"', (password) => {
    expect(() => refuseObvious(password, user)).not.toThrow();
  });
});
