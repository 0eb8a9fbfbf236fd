import { serverSentence } from '@/components/points/server-sentence';
import { SfumatoError } from '@/lib/errors';

import { refuse } from './refusals';

/**
 * Asks the server something about signing in or the account.
 * @returns what it answered; undefined for an answer without content
 * @throws SfumatoError with the server's sentence, or one for when it cannot be reached
 */
export async function ask(method: string, path: string, json: unknown = {}): Promise<unknown> {
  const response = await reach(path, {
    method,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(json),
  });
  return response.status === 204 ? undefined : response.json();
}

/** @throws SfumatoError as `ask` */
export async function reach(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, { ...init, cache: 'no-store' });
  } catch (cause) {
    if (init.signal?.aborted) throw new SfumatoError('cancelled', 'Stopped.', { cause });
    throw new SfumatoError(
      'unavailable',
      'The server cannot be reached. Everything that needs no account goes on.',
      { cause },
    );
  }
  if (response.ok) return response;
  throw new SfumatoError(
    response.status === 403 ? 'not-allowed' : 'unavailable',
    (await serverSentence(response)) ?? 'The server did not do it. Try again in a while.',
  );
}

/**
 * Begins a sign-in.
 * @param goingTo where to go on afterwards: a path of this site
 * @returns where next-auth sends us: our own page, or the provider's
 * @throws SfumatoError as `ask` and `refuse`
 */
export async function beginSignIn(
  provider: 'email' | 'github' | 'google',
  goingTo: string,
  fields: { email?: string } = {},
): Promise<URL> {
  const token = await reach('/api/auth/csrf', { method: 'GET' });
  const { csrfToken } = (await token.json()) as { csrfToken: string };
  return askToSignIn(`/api/auth/signin/${provider}`, { csrfToken, goingTo, ...fields });
}

/**
 * Signs in by the secret of a link.
 * @returns where to go on: a page of this site
 * @throws SfumatoError as `ask` and `refuse`
 */
export function signInByLink(token: string): Promise<URL> {
  return askToSignIn('/api/auth/callback/email', { token });
}

async function askToSignIn(path: string, json: unknown): Promise<URL> {
  const answer = await ask('POST', path, json);
  const url = new URL((answer as { url: string }).url, window.location.origin);
  refuse(url);
  return url;
}
