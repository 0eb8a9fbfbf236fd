import { randomUUID } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';

import { clientAddress, limitKey, parseTrustedProxies } from './client-address';

/**
 * Route handlers see headers but not the socket, and the headers that arrive are
 * the client's own words (Next.js keeps an `X-Forwarded-For` that came along). So
 * the address is taken where the request enters the process and handed on in a
 * header whose name nobody outside can know.
 */
const SHARED = Symbol.for('sfumato.address-header');
type Shared = typeof globalThis & { [SHARED]?: string };

/**
 * Starts marking every request that this process receives. Called once, when the
 * server starts; calling it again changes nothing.
 * @throws SfumatoError `invalid-input` for a broken `SFUMATO_TRUSTED_PROXY`.
 */
export function markRequestsWithAddress(trustedProxies: string | undefined): void {
  const shared = globalThis as Shared;
  if (shared[SHARED]) return;
  const trusted = parseTrustedProxies(trustedProxies);
  const header = `x-sfumato-${randomUUID()}`;
  // Node publishes here before any listener of the server runs.
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage };
    const forwarded = request.headers['x-forwarded-for'];
    const address = clientAddress(
      request.socket.remoteAddress,
      Array.isArray(forwarded) ? forwarded.join(',') : forwarded,
      trusted,
    );
    request.headers[header] = limitKey(address);
  });
  shared[SHARED] = header;
}

/** What to count a request by. All requests count as one client when nothing marks them. */
export function addressKey(headers: Headers): string {
  const header = (globalThis as Shared)[SHARED];
  return (header && headers.get(header)) ?? 'unknown';
}
