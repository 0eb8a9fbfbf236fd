/**
 * Where requests may go. A server's answer names addresses of its own choosing: none of them
 * may lead to another site, or into the network that this machine stands in.
 */
import { lookup as dnsLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { BlockList, isIP } from 'node:net';

import { SfumatoError } from '@/lib/errors';

/** Addresses that are not of the public internet: RFC 6890 and its updates (the IANA registries). */
const SPECIAL = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  SPECIAL.addSubnet(network, prefix, 'ipv4');
}

/** IPv6 that is routed on the internet; everything else is special, local or a tunnel. */
const GLOBAL = new BlockList();
GLOBAL.addSubnet('2000::', 3, 'ipv6');
const TUNNELS = new BlockList();
for (const [network, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  TUNNELS.addSubnet(network, prefix, 'ipv6');
}

/** Whether an IP address belongs to the public internet. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !SPECIAL.check(address, 'ipv4');
    case 6:
      return GLOBAL.check(address, 'ipv6') && !TUNNELS.check(address, 'ipv6');
    default:
      return false;
  }
}

export interface Allowed {
  /** Host names with the port where it is not the protocol's own, as in `URL.host`. */
  readonly hosts: ReadonlySet<string>;
  /**
   * The host of a base URL that the person named herself. It may be private and without
   * TLS; no other may.
   */
  readonly trusted?: string | undefined;
}

export function hostnamesOf({ hosts, trusted }: Allowed): string[] {
  const all = [...hosts, ...(trusted === undefined ? [] : [trusted])];
  return [...new Set(all.map((host) => new URL(`https://${host}`).hostname))];
}

/** @throws SfumatoError `not-allowed` for an address that must not be asked. */
export function assertAllowed(url: URL, { hosts, trusted }: Allowed): void {
  if (trusted !== undefined && url.host === trusted && /^https?:$/.test(url.protocol)) return;
  if (!hosts.has(url.host)) throw refused(url, 'is another site than the source');
  if (url.protocol !== 'https:') throw refused(url, 'is not encrypted');
  if (url.username !== '' || url.password !== '') throw refused(url, 'holds a name or password');
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(literal) && !isPublicAddress(literal)) throw refused(url, 'is a private address');
}

function refused(url: URL, why: string): SfumatoError {
  return new SfumatoError('not-allowed', `${shortAddress(url)} was not asked: it ${why}.`);
}

/** An address for sentences: without what follows the path, where keys stand. */
export function shortAddress(url: URL): string {
  return `${url.protocol}//${url.host}${url.pathname}`.slice(0, 200);
}

type Callback = (
  error: NodeJS.ErrnoException | null,
  address: string | LookupAddress[],
  family?: number,
) => void;

/**
 * A `lookup` for sockets that knows only public addresses: looking before connecting would
 * leave time for the name to point elsewhere.
 */
export function publicLookup(hostname: string, options: LookupOptions, callback: Callback): void {
  dnsLookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, []);
    const open = addresses.filter(({ address }) => isPublicAddress(address));
    const first = open[0];
    if (first === undefined) {
      return callback(new SfumatoError('not-allowed', `${hostname} has a private address.`), []);
    }
    if (options.all) callback(null, open);
    else callback(null, first.address, first.family);
  });
}
