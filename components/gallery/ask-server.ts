import { serverSentence } from '@/components/points/server-sentence';
import { SfumatoError } from '@/lib/errors';

export interface Asking {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** Who asked is not signed in, or not any more. */
export class SignInNeeded extends SfumatoError {
  /** As with `SfumatoError`, whichever copy of this module made it. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof SfumatoError && 'signInNeeded' in value;
  }

  readonly signInNeeded = true;
}

/**
 * Asks this site's own server for JSON; undefined where it has nothing to say (204).
 * @throws SignInNeeded; SfumatoError with the server's own sentence, `download-failed` when it
 * cannot be reached, `not-found`, and `cancelled` by the signal.
 */
export async function askServer<T>(
  path: string,
  { method = 'GET', body, signal }: Asking = {},
): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      ...(body !== undefined && {
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      }),
      ...(signal && { signal }),
    });
  } catch (cause) {
    if (signal?.aborted) throw new SfumatoError('cancelled', 'Cancelled.', { cause });
    throw new SfumatoError(
      'download-failed',
      'The server cannot be reached. Look at your connection and try again.',
      { cause },
    );
  }
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T;
  const message =
    (await serverSentence(response)) ?? 'The server could not do this. Try again later.';
  if (response.status === 401) throw new SignInNeeded('not-allowed', message);
  throw new SfumatoError(response.status === 404 ? 'not-found' : 'invalid-input', message);
}
