import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';

const SHARED = Symbol.for('sfumato.mend-addresses');
type Shared = typeof globalThis & { [SHARED]?: true };

/**
 * Next answers a path that cannot be decoded (`/p/%ff`, a link cut off within a `%20`)
 * with a bare error 500, before the proxy or any page can say something. So addresses
 * are mended where they enter the process. Calling it again changes nothing.
 */
export function mendAddresses(): void {
  const shared = globalThis as Shared;
  if (shared[SHARED]) return;
  shared[SHARED] = true;
  // Node publishes here before any listener of the server runs.
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage };
    if (request.url !== undefined) request.url = mendAddress(request.url);
  });
}

/** The address as it is, or, where its path cannot be decoded, with every `%` in it taken literally. */
export function mendAddress(address: string): string {
  const [path = ''] = address.split('?', 1);
  try {
    decodeURIComponent(path);
    return address;
  } catch {
    return path.replaceAll('%', '%25') + address.slice(path.length);
  }
}
