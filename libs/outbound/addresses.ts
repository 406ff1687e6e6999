import ipaddr from 'ipaddr.js';

/** Global unicast space of IPv6 (RFC 4291); all else is special, IPv4-compatible `::a.b.c.d` included. */
const GLOBAL_UNICAST: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('2000::'), 3];

/**
 * True when a resolved address is public unicast: not loopback, private, link-local (cloud metadata), shared, multicast,
 * documentation, tunnel (6to4, Teredo) or translation (NAT64, IPv4-mapped) space. Anything that is no address gives false.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text) || text.includes('%')) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== 'unicast') return false;
  return address.kind() === 'ipv4' || (address as ipaddr.IPv6).match(GLOBAL_UNICAST);
}
