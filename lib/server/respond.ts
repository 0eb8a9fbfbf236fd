import { toSfumatoError, type ErrorCode } from '@/lib/errors';

import { BusyError } from './limits';
import { log } from './log/logger';

/** For what a link determines for all time: its code holds the model's version. */
const FOREVER = 'public, max-age=31536000, immutable';

/** A file that a link determines for all time. */
export function fileResponse(
  file: Uint8Array<ArrayBuffer>,
  contentType: string,
  fileName: string,
): Response {
  return new Response(file, {
    headers: {
      'Content-Type': contentType,
      'Content-Length': String(file.byteLength),
      'Content-Disposition': `inline; filename="${fileName}"`,
      'Cache-Control': FOREVER,
    },
  });
}

/** For somebody who has the file already. */
export function unchangedResponse(tag: string): Response {
  return new Response(null, { status: 304, headers: { ETag: tag, 'Cache-Control': FOREVER } });
}

/** A plain sentence for the person; details go to the log only. */
export function errorResponse(thrown: unknown): Response {
  const error = toSfumatoError(thrown);
  const headers = new Headers({
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
  });
  if (error instanceof BusyError) {
    log().info({ event: 'turned-away', status: error.status });
    headers.set('Retry-After', String(error.retryAfterSeconds));
    return new Response(`${error.message}\n`, { status: error.status, headers });
  }
  if (error.code === 'unavailable') headers.set('Retry-After', String(AWAY_SECONDS));
  const status = STATUS[error.code] ?? 500;
  if (error.code === 'not-allowed') log().info({ event: 'refused' });
  if (status < 500 || error.code === 'unavailable')
    return new Response(`${error.message}\n`, { status, headers });
  // Whoever hung up while still sending hears nothing of it, and nothing is broken.
  if (isGone(error.cause)) log().info({ event: 'gone' });
  else log().error({ event: 'failed', err: error });
  const sentence = 'The server made a mistake here. Try again later.';
  return new Response(`${sentence}\n`, { status, headers });
}

/** How Node puts it that the other side closed the connection before its request was complete. */
function isGone(cause: unknown): boolean {
  return cause instanceof Error && cause.message === 'aborted' && 'code' in cause;
}

/** What is the asker's to mend, and what passes; every other code is the server's fault. */
const STATUS: Partial<Record<ErrorCode, number>> = {
  'invalid-code': 400,
  'invalid-point': 400,
  'invalid-input': 400,
  'unknown-class': 400,
  'unknown-version': 404,
  'unknown-model': 404,
  'not-found': 404,
  'not-allowed': 403,
  'outdated-point': 410,
  unavailable: 503,
};

/** When to come back to a server that cannot reach what it keeps. */
const AWAY_SECONDS = 15;
