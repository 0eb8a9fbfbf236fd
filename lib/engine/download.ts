import { SfumatoError } from '@/lib/errors';

import type { Clock } from './clock';
import { cancelled } from './source';

/** Without a byte for this long, a connection counts as dead. */
const STALL_MS = 30_000;

export interface DownloadParts {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
}

export interface DownloadOptions {
  readonly signal: AbortSignal;
  /** `reload` goes past a broken copy in the browser's cache. */
  readonly cache?: RequestCache;
  /** Stop as soon as it gets longer. */
  readonly maxBytes?: number;
  readonly onProgress?: (receivedBytes: number) => void;
}

/** What came back: the bytes, or undefined for "not found". */
export type Downloaded = Uint8Array<ArrayBuffer> | undefined;

/**
 * The body at an address, chunk by chunk.
 * @returns undefined when the server says that there is no such file
 * @throws SfumatoError `download-failed`, `cancelled`.
 */
export async function download(
  address: string,
  { signal, cache = 'default', maxBytes = Infinity, onProgress }: DownloadOptions,
  { fetch, clock }: DownloadParts,
): Promise<Downloaded> {
  const abort = new AbortController();
  const stop = () => abort.abort();
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  let callOff = clock.after(STALL_MS, stop);
  try {
    const response = await fetch(address, { signal: abort.signal, cache });
    if (response.status === 404 || response.status === 410) return undefined;
    if (!response.ok) throw failed(`the server answered with status ${response.status}`);
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    let received = 0;
    for await (const chunk of chunksOf(response)) {
      abort.signal.throwIfAborted();
      callOff();
      callOff = clock.after(STALL_MS, stop);
      chunks.push(chunk);
      received += chunk.byteLength;
      if (received > maxBytes) throw failed('the file is longer than it should be');
      onProgress?.(received);
    }
    return joined(chunks, received);
  } catch (thrown) {
    if (signal.aborted) throw cancelled();
    if (thrown instanceof SfumatoError) throw thrown;
    throw failed(
      abort.signal.aborted ? 'nothing came for a while' : 'the connection broke',
      thrown,
    );
  } finally {
    callOff();
    signal.removeEventListener('abort', stop);
    // Closes the connection when the body was not read to its end; else does nothing.
    stop();
  }
}

export function failed(what: string, cause?: unknown): SfumatoError {
  const message = `The model could not be fetched: ${what}. Check the connection and try again.`;
  return new SfumatoError('download-failed', message, { cause });
}

async function* chunksOf(response: Response): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  if (!response.body) {
    yield new Uint8Array(await response.arrayBuffer());
    return;
  }
  const reader = response.body.getReader();
  // Safari's streams cannot be iterated.
  for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}
