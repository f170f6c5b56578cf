import type { FastifyRequest } from 'fastify';
import { describe, expect, test } from 'vitest';
import { addressOf, refuseOthers } from './origin.ts';

/** A request as far as its origin goes; without an address, its socket is gone. */
function asked(ip: string | undefined, headers: Record<string, string> = {}): FastifyRequest {
  return { ip, headers, host: '127.0.0.1:3000', hostname: '127.0.0.1' } as unknown as FastifyRequest;
}

describe('who hung up before the request was read', () => {
  test('has no address, and is no error of ours', () => {
    expect(addressOf(asked(undefined))).toBe('');
    expect(addressOf(asked(undefined, { 'x-forwarded-for': '203.0.113.9' }))).toBe('');
  });

  test('is not taken for this machine', () => {
    expect(() => refuseOthers(asked(undefined), 'only here')).toThrow('only here');
    expect(() => refuseOthers(asked('127.0.0.1'), 'only here')).not.toThrow();
  });
});

test('a proxy nearby is believed about who spoke to it, another is not', () => {
  const passedOn = { 'x-forwarded-for': '198.51.100.7, 203.0.113.9' };
  expect(addressOf(asked('::ffff:10.0.0.2', passedOn))).toBe('203.0.113.9');
  expect(addressOf(asked('192.0.2.1', passedOn))).toBe('192.0.2.1');
});
