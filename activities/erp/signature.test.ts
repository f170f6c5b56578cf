import { describe, expect, it, test } from 'vitest';
import { keyOfSecret, newWebhookSecret, signatureOf } from './signature.ts';

/** The example that the specification's own libraries are tested with. */
const PUBLISHED = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  timestamp: 1_614_265_330,
  payload: '{"test": 2432232314}',
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};

test('the published example has the published signature', () => {
  const { secret, id, timestamp, payload, signature } = PUBLISHED;
  expect(signatureOf(keyOfSecret(secret)!, id, timestamp, payload)).toBe(signature);
});

test('a new secret is one, and another each time', () => {
  const [first, second] = [newWebhookSecret(), newWebhookSecret()];
  expect(first).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(keyOfSecret(first)).toHaveLength(32);
  expect(second).not.toBe(first);
});

describe('a secret', () => {
  const ofBytes = (count: number) => `whsec_${Buffer.alloc(count, 7).toString('base64')}`;

  it.each([
    ['of 24 bytes', ofBytes(24), 24],
    ['of 64 bytes', ofBytes(64), 64],
    ['without padding', ofBytes(32).replace(/=+$/, ''), 32],
  ])('%s is read', (_what, secret, length) => {
    expect(keyOfSecret(secret)).toHaveLength(length);
  });

  it.each([
    ['of 23 bytes', ofBytes(23)],
    ['of 65 bytes', ofBytes(65)],
    ['without its prefix', ofBytes(32).slice('whsec_'.length)],
    ['with a character that is not base64', ofBytes(32).replace('B', '-')],
    ['with a space', `${ofBytes(32)} `],
    ['that says nothing', 'whsec_'],
    ['that is empty', ''],
  ])('%s is none', (_what, secret) => {
    expect(keyOfSecret(secret)).toBeNull();
  });
});
