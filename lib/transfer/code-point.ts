/** The code of a latent point inside of another code. */
import { SfumatoError } from '@/lib/errors';
import { fromBase64Url, toBase64Url } from '@/lib/latent/codec/base64url';
import { damaged, type BitReader, type BitWriter } from '@/lib/latent/codec/bits';

const LENGTH_BITS = 10;

/** The number of its bytes (10 bits), then the bytes. @throws SfumatoError `invalid-input` */
export function writePointCode(writer: BitWriter, code: string): void {
  const bytes = fromBase64Url(code);
  if (bytes.length >= 2 ** LENGTH_BITS) {
    throw new SfumatoError('invalid-input', 'This picture is too much for a link. Take it out.');
  }
  writer.write(bytes.length, LENGTH_BITS);
  for (const byte of bytes) writer.write(byte, 8);
}

/** @throws SfumatoError `invalid-code`; whether the point means anything, its own codec says. */
export function readPointCode(reader: BitReader): string {
  const length = reader.read(LENGTH_BITS);
  if (length === 0) throw damaged('a point is empty');
  return toBase64Url(Uint8Array.from({ length }, () => reader.read(8)));
}
