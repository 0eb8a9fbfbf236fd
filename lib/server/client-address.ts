import { BlockList, isIP, isIPv6 } from 'node:net';

import { SfumatoError } from '@/lib/errors';

/** Proxies whose word about the client's address is believed. */
export type TrustedProxies = BlockList;

/**
 * Reads `SFUMATO_TRUSTED_PROXY`: addresses and networks (`10.0.0.0/8`), separated
 * by commas; `loopback` stands for this machine. Empty or missing trusts nobody.
 * @throws SfumatoError `invalid-input` for anything else: a typo must not pass unseen.
 */
export function parseTrustedProxies(setting: string | undefined): TrustedProxies {
  const list = new BlockList();
  for (const entry of (setting ?? '').split(',').map((part) => part.trim())) {
    if (entry === '') continue;
    if (entry === 'loopback') {
      list.addSubnet('127.0.0.0', 8, 'ipv4');
      list.addAddress('::1', 'ipv6');
      continue;
    }
    const [address = '', prefix] = entry.split('/');
    const family = familyOf(address);
    const bits = prefix === undefined ? undefined : Number(prefix);
    const most = family === 'ipv6' ? 128 : 32;
    if (
      family === undefined ||
      (bits !== undefined && !(Number.isInteger(bits) && bits >= 0 && bits <= most))
    ) {
      throw new SfumatoError(
        'invalid-input',
        `SFUMATO_TRUSTED_PROXY: "${entry}" is neither an address, nor a network such as 10.0.0.0/8, nor "loopback".`,
      );
    }
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, bits, family);
  }
  return list;
}

/**
 * The address that made a request. It is the socket's, unless that is a trusted
 * proxy: then the last address in `X-Forwarded-For` that is not one as well.
 * Whatever stands further left was written by the client and proves nothing.
 */
export function clientAddress(
  socketAddress: string | undefined,
  forwardedFor: string | undefined,
  trusted: TrustedProxies,
): string {
  let address = plainAddress(socketAddress ?? '');
  const hops = (forwardedFor ?? '').split(',').map((hop) => plainAddress(hop.trim()));
  while (isTrusted(address, trusted)) {
    const before = hops.pop();
    if (before === undefined || familyOf(before) === undefined) break;
    address = before;
  }
  return address === '' ? 'unknown' : address;
}

/**
 * What limits are counted by: an IPv4 address, or the /64 network of an IPv6 one,
 * because a single customer commonly owns all of it.
 */
export function limitKey(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('%')[0]!.toLowerCase().split('::');
  const groups = head === '' ? [] : head.split(':');
  if (tail !== undefined) {
    const after = tail === '' ? [] : tail.split(':');
    while (groups.length + after.length < 8) groups.push('0');
    groups.push(...after);
  }
  const network = groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${network.join(':')}::/64`;
}

function isTrusted(address: string, trusted: TrustedProxies): boolean {
  const family = familyOf(address);
  return family !== undefined && trusted.check(address, family);
}

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  const version = isIP(address);
  return version === 4 ? 'ipv4' : version === 6 ? 'ipv6' : undefined;
}

/** `::ffff:192.0.2.1`, as sockets that speak both protocols report it, is `192.0.2.1`. */
function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
}
