import { describe, expect, it, test } from 'vitest';
import { type Answer, MAX_RETRY_AFTER_MS, outcomeOf } from './outcome.ts';

const SENT_AT = Date.parse('2026-04-28T10:00:00Z');
const answer = (status: number, more: Partial<Answer> = {}): Answer => ({
  status,
  retryAfter: null,
  location: null,
  body: '',
  ...more,
});

test.each([
  [200, 'accepted'],
  [202, 'accepted'],
  [204, 'accepted'],
  [299, 'accepted'],
  [301, 'refused'],
  [308, 'refused'],
  [400, 'refused'],
  [401, 'refused'],
  [404, 'refused'],
  [408, 'deferred'],
  [409, 'refused'],
  [410, 'gone'],
  [422, 'refused'],
  [425, 'deferred'],
  [429, 'deferred'],
  [500, 'deferred'],
  [502, 'deferred'],
  [503, 'deferred'],
  [504, 'deferred'],
  [600, 'deferred'],
])('an answer %i is %s', (status, expected) => {
  expect(outcomeOf(answer(status), SENT_AT).status).toBe(expected);
});

describe('a receiver that asks to wait', () => {
  it.each([
    ['120', 120_000],
    ['0', 0],
    ['Tue, 28 Apr 2026 10:05:00 GMT', 300_000],
    ['Tue, 28 Apr 2026 09:00:00 GMT', 0],
    ['999999999', MAX_RETRY_AFTER_MS],
    ['Tue, 28 Apr 2099 10:05:00 GMT', MAX_RETRY_AFTER_MS],
    ['soon', null],
    ['99999999999999999999', null],
  ])('"%s" is waited for %s ms', (retryAfter, retryAfterMs) => {
    expect(outcomeOf(answer(503, { retryAfter }), SENT_AT)).toMatchObject({ status: 'deferred', retryAfterMs });
  });
});

test('what a receiver says goes into the sentence on one line, and not all of it', () => {
  expect(outcomeOf(answer(400, { body: ' no such\r\n\u202ecustomer\0 ' }), SENT_AT)).toEqual({
    status: 'refused',
    problem: 'the receiver answered 400: no such customer',
  });
  const long = outcomeOf(answer(400, { body: 'x'.repeat(5_000) }), SENT_AT);
  expect(long).toMatchObject({ problem: `the receiver answered 400: ${'x'.repeat(200)}…` });
});

test('a redirect is named, not followed', () => {
  expect(outcomeOf(answer(302, { location: 'https://elsewhere.example/' }), SENT_AT)).toEqual({
    status: 'refused',
    problem: 'the receiver answered 302, a redirect to https://elsewhere.example/, which is not followed',
  });
});
