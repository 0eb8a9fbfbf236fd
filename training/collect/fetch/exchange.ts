/** One request and its answer, without anything that follows from it. */
import http, { type Agent, type IncomingMessage } from 'node:http';
import https from 'node:https';

import { SfumatoError } from '@/lib/errors';

import { publicLookup, shortAddress } from './address';
import { cancelled, failed, Passing } from './failures';

export interface ExchangeOptions {
  readonly headers: Readonly<Record<string, string>>;
  /** Private addresses may be connected to. */
  readonly trusted: boolean;
  /** Milliseconds without a byte after which it is given up. */
  readonly idle: number;
  readonly signal: AbortSignal;
  readonly agent: Agent;
}

/** The beginning of an answer; who asked reads or destroys it. */
export type Answer = IncomingMessage & { readonly statusCode: number };

/**
 * Asks, and follows nothing. The answer errors where it takes too long.
 * @throws Passing where there is no answer; SfumatoError `cancelled`, `not-allowed`.
 */
export function exchange(url: URL, options: ExchangeOptions): Promise<Answer> {
  const { trusted, idle, signal, agent } = options;
  const { request } = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const asked = request(url, {
      // A compressed picture would make its length, and so its limit, a guess.
      headers: { 'accept-encoding': 'identity', ...options.headers },
      ...{ signal, agent },
      ...(trusted ? {} : { lookup: publicLookup }),
    });
    asked.setTimeout(idle, () => {
      asked.destroy(new Passing(`${shortAddress(url)} did not answer for ${idle / 1000} s.`));
    });
    asked.on('error', (cause) => reject(asFailure(url, cause, signal)));
    asked.on('response', (answer) => resolve(answer as Answer));
    asked.end();
  });
}

/** An error of a socket in our own words. */
export function asFailure(url: URL, cause: unknown, signal: AbortSignal): Error {
  if (signal.aborted) return cancelled(cause);
  if (cause instanceof SfumatoError) return cause;
  const { code, message } = cause as NodeJS.ErrnoException;
  // Node's parser of HTTP: what it cannot read it will not be able to read the next time.
  if (code?.startsWith('HPE_') && code !== 'HPE_INVALID_EOF_STATE') {
    return failed(
      `${shortAddress(url)} does not answer as a server of the web does (${code}).`,
      'download-failed',
      cause,
    );
  }
  return new Passing(
    `${shortAddress(url)} cannot be reached (${code ?? message}). Look at the network connection.`,
    undefined,
    { cause },
  );
}
