import { SfumatoError } from '@/lib/errors';

import { fromBase64Url, toBase64Url } from './base64url';
import { damaged } from './bits';
import { crc16 } from './hash';

/** Longest code, in characters: a film of 64 free vectors fits; more is not read at all. */
export const MAX_CODE_LENGTH = 16_000;

/** A code opened, its checksum found right. */
export interface Envelope {
  /** Which format the body is in. */
  readonly version: number;
  readonly body: Uint8Array;
}

/**
 * The part of a code that never changes: base64url of one byte of version, the body,
 * and two bytes of checksum over both. Because it holds for all versions, a typing
 * error is told from a link that a newer Sfumato made.
 * @throws SfumatoError `invalid-input` when the code would be too long.
 */
export function sealEnvelope({ version, body }: Envelope): string {
  const bytes = new Uint8Array(body.length + 3);
  bytes[0] = version;
  bytes.set(body, 1);
  const checksum = crc16(bytes.subarray(0, -2));
  bytes[bytes.length - 2] = checksum >> 8;
  bytes[bytes.length - 1] = checksum & 0xff;
  const code = toBase64Url(bytes);
  if (code.length > MAX_CODE_LENGTH) {
    throw new SfumatoError(
      'invalid-input',
      'This is too much for one link: take out some pictures and try again.',
    );
  }
  return code;
}

/** @throws SfumatoError `invalid-code` for everything that `sealEnvelope` did not write. */
export function openEnvelope(code: string): Envelope {
  if (code.length > MAX_CODE_LENGTH) throw damaged('it is too long');
  const bytes = fromBase64Url(code);
  if (bytes.length < 3) throw damaged('it is too short');
  const checksum = bytes[bytes.length - 2]! * 256 + bytes[bytes.length - 1]!;
  if (crc16(bytes.subarray(0, -2)) !== checksum) throw damaged('its checksum is wrong');
  return { version: bytes[0]!, body: bytes.subarray(1, -2) };
}
