/** Which addresses belong to the public internet: a notice goes nowhere else unless the operator says so. */
import { BlockList, isIP } from 'node:net';

/** Ranges and what they are for: IANA's registries of special-purpose addresses (RFC 6890), narrow before wide. */
const SPECIAL: readonly (readonly [family: 'ipv4' | 'ipv6', range: string, purpose: string])[] = [
  ['ipv4', '0.0.0.0/8', 'this network'],
  ['ipv4', '10.0.0.0/8', 'private network'],
  ['ipv4', '100.64.0.0/10', "a provider's shared network"],
  ['ipv4', '127.0.0.0/8', 'loopback'],
  ['ipv4', '169.254.0.0/16', 'link-local'],
  ['ipv4', '172.16.0.0/12', 'private network'],
  ['ipv4', '192.0.0.0/24', 'protocol assignments'],
  ['ipv4', '192.0.2.0/24', 'documentation'],
  ['ipv4', '192.88.99.0/24', '6to4 relay'],
  ['ipv4', '192.168.0.0/16', 'private network'],
  ['ipv4', '198.18.0.0/15', 'benchmarking'],
  ['ipv4', '198.51.100.0/24', 'documentation'],
  ['ipv4', '203.0.113.0/24', 'documentation'],
  ['ipv4', '224.0.0.0/4', 'multicast'],
  ['ipv4', '240.0.0.0/4', 'reserved'],
  ['ipv6', '::/128', 'unspecified'],
  ['ipv6', '::1/128', 'loopback'],
  ['ipv6', '::ffff:0:0/96', 'IPv4 within IPv6'],
  ['ipv6', '::/96', 'IPv4 within IPv6'],
  ['ipv6', '64:ff9b::/96', 'IPv4 within IPv6'],
  ['ipv6', '64:ff9b:1::/48', 'IPv4 within IPv6'],
  ['ipv6', '2001::/23', 'protocol assignments'],
  ['ipv6', '2001:db8::/32', 'documentation'],
  ['ipv6', '2002::/16', 'IPv4 within IPv6'],
  ['ipv6', '3fff::/20', 'documentation'],
  ['ipv6', 'fc00::/7', 'unique-local network'],
  ['ipv6', 'fe80::/10', 'link-local'],
  ['ipv6', 'fec0::/10', 'site-local'],
  ['ipv6', 'ff00::/8', 'multicast'],
];

const RULES = SPECIAL.map(([family, range, purpose]) => ({ family, list: listOf(family, range), purpose }));
/** All that is handed out to the public so far; the rest of IPv6 is reserved. */
const GLOBAL_IPV6 = listOf('ipv6', '2000::/3');

function listOf(family: 'ipv4' | 'ipv6', range: string): BlockList {
  const [network, prefix] = range.split('/');
  const list = new BlockList();
  list.addSubnet(network!, Number(prefix), family);
  return list;
}

/** What an IP address is for when it is not of the public internet; null when it is. Never throws. */
export function specialPurpose(address: string): string | null {
  const version = address.includes('%') ? 0 : isIP(address);
  // With a zone (fe80::1%eth0) an address is of this machine's own links, and no other text is an address.
  if (version === 0) return address.includes('%') ? 'link-local' : 'not an address';
  const family = version === 4 ? 'ipv4' : 'ipv6';
  const rule = RULES.find((rule) => rule.family === family && rule.list.check(address, family));
  if (rule) return rule.purpose;
  return family === 'ipv4' || GLOBAL_IPV6.check(address, 'ipv6') ? null : 'reserved';
}
