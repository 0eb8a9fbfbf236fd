import { randomUUID } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * A page of Next can be found or not found; it has no way to say "come back later". So every
 * request is given a name where it enters the process, in a header that nobody outside can
 * know, and a page that cannot show what it should finds the response by that name.
 */
const SHARED = Symbol.for('sfumato.answer-status');
type Shared = typeof globalThis & {
  [SHARED]?: { header: string; open: Map<string, ServerResponse> };
};

/** Starts naming requests. Called once, when the server starts; calling it again changes nothing. */
export function nameRequests(): void {
  const shared = globalThis as Shared;
  if (shared[SHARED]) return;
  const header = `x-sfumato-${randomUUID()}`;
  const open = new Map<string, ServerResponse>();
  shared[SHARED] = { header, open };
  // Node publishes here before any listener of the server runs.
  subscribe('http.server.request.start', (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    const name = randomUUID();
    request.headers[header] = name;
    open.set(name, response);
    response.once('close', () => open.delete(name));
  });
}

/**
 * Gives the page that is being made another status. Has no effect once it is on its way.
 * @param headers of the request
 * @param retryAfterSeconds when to come back
 */
export function answerWith(headers: Headers, status: 429 | 503, retryAfterSeconds: number): void {
  const shared = (globalThis as Shared)[SHARED];
  const response = shared?.open.get(headers.get(shared.header) ?? '');
  if (!response || response.headersSent) return;
  response.statusCode = status;
  response.setHeader('Retry-After', String(retryAfterSeconds));
}
