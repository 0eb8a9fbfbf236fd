import { damaged } from './bits';

/** RFC 4648, §5: safe in a path, a query and a file name. No padding. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const VALUES = new Map([...ALPHABET].map((character, value) => [character, value]));

export function toBase64Url(bytes: Uint8Array): string {
  let text = '';
  let buffer = 0;
  let bits = 0;
  for (const byte of bytes) {
    buffer = (buffer << 8) | byte;
    bits += 8;
    while (bits >= 6) {
      bits -= 6;
      text += ALPHABET[buffer >> bits]!;
      buffer &= (1 << bits) - 1;
    }
  }
  return bits > 0 ? text + ALPHABET[buffer << (6 - bits)]! : text;
}

/**
 * Reads only what `toBase64Url` writes: no padding, no white space, no stray bits.
 * @throws SfumatoError `invalid-code`
 */
export function fromBase64Url(text: string): Uint8Array {
  const bytes = new Uint8Array(Math.floor((text.length * 6) / 8));
  let length = 0;
  let buffer = 0;
  let bits = 0;
  for (const character of text) {
    const value = VALUES.get(character);
    if (value === undefined) throw damaged(`"${character}" is no character of a code`);
    buffer = (buffer << 6) | value;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[length++] = buffer >> bits;
      buffer &= (1 << bits) - 1;
    }
  }
  if (bits === 6 || buffer !== 0) throw damaged('its last character is not one we write');
  return bytes;
}
