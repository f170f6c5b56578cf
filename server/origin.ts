/** Where a request comes from: which machine, and which page. */
import { BlockList, isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { isLoopback } from './config.ts';
import { ApiError } from './errors.ts';

/** True when a browser says that a page of this very origin asks; false for another; null when no browser says. */
export function isOwnPage(request: FastifyRequest): boolean | null {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const { origin } = request.headers;
  if (origin === undefined) return null;
  return URL.canParse(origin) && new URL(origin).host === request.host;
}

/** Headers by which a proxy says that it passed a request on. */
const PASSED_ON = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];

/** Only this machine is served: not through a proxy, nor by another name (DNS rebinding), nor for another site's page. */
export function refuseOthers(request: FastifyRequest, message: string): void {
  const { origin } = request.headers;
  const foreign = origin !== undefined && !(URL.canParse(origin) && isLoopback(new URL(origin).hostname));
  const passedOn = PASSED_ON.some((header) => request.headers[header] !== undefined);
  if (foreign || passedOn || !isLoopback(request.hostname) || !isLoopback(plainAddress(request.ip))) {
    throw new ApiError('forbidden', 'loopback_only', message);
  }
}

const NEAR = new BlockList();
for (const [net, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  NEAR.addSubnet(net, bits);
}
NEAR.addSubnet('::1', 128, 'ipv6');
NEAR.addSubnet('fc00::', 7, 'ipv6');

/**
 * The address of who asks, for counting tries and for the log. A proxy nearby is believed about who spoke to it: the
 * last entry of X-Forwarded-For. Nothing is allowed or refused for it.
 */
export function addressOf(request: FastifyRequest): string {
  const direct = plainAddress(request.ip);
  const family = isIP(direct);
  const last = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .at(-1)!
    .trim();
  const isNear = family !== 0 && NEAR.check(direct, family === 6 ? 'ipv6' : 'ipv4');
  return isNear && isIP(last) !== 0 ? last : direct;
}

/**
 * An IPv4 address that came over an IPv6 socket, as it is written elsewhere. Who hung up before the request was read has none
 * any more, whatever the type of the framework says.
 */
const plainAddress = (address: string | undefined) => (address ?? '').replace(/^::ffff:(?=[\d.]+$)/, '');
