import { SfumatoError } from '@/lib/errors';

/**
 * Refuses what a page of another site asks for: a browser says where a request comes from.
 * @throws SfumatoError `not-allowed`
 */
export function assertOwnSite(request: Request): void {
  const site = request.headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin') {
    throw new SfumatoError('not-allowed', 'This can only be asked from a page of this site.');
  }
}

/**
 * The JSON that a page of this site sent. Other sites are refused; JSON cannot be sent across
 * without asking first, either.
 * @param maxBytes read at most
 * @throws SfumatoError `not-allowed` for other sites; `invalid-input` for anything that is not
 * JSON or too large.
 */
export async function readOwnJson(request: Request, maxBytes: number): Promise<unknown> {
  assertOwnSite(request);
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') {
    throw new SfumatoError('invalid-input', 'Send JSON, with the content type application/json.');
  }
  const text = await readText(request, maxBytes);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new SfumatoError('invalid-input', 'What was sent is not JSON.', { cause });
  }
}

/** Stops reading where it becomes too much, whatever the request says of its length. */
async function readText(request: Request, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = request.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    length += part.value.byteLength;
    if (length > maxBytes) {
      await reader?.cancel();
      throw new SfumatoError('invalid-input', 'This is too much at once.');
    }
    chunks.push(part.value);
  }
  return Buffer.concat(chunks).toString('utf8');
}
