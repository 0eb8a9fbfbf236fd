import { unzlibSync } from 'fflate';

import type { PngChunk } from './png-chunks';

/**
 * Text inside PNG files: `tEXt` (Latin-1), `zTXt` (the same, compressed) and
 * `iTXt` (UTF-8, compressed or not). Source: PNG Specification, section 11.3.3.
 */

/** Limits on text that a file brings along, before and after decompression. */
const MAX_TEXT_BYTES = 256 * 1024;
const MAX_COMPRESSED_TEXT_BYTES = 32 * 1024;

/** Under which XMP stands in an `iTXt` chunk. Source: XMP Specification Part 3, section 1.1.5. */
export const XMP_KEYWORD = 'XML:com.adobe.xmp';

export interface PngText {
  readonly keyword: string;
  readonly value: string;
}

/** Keyword and text of a text chunk that has one of the `wanted` keywords. */
export function readText({ type, data }: PngChunk, wanted: readonly string[]): PngText | undefined {
  if (type !== 'tEXt' && type !== 'zTXt' && type !== 'iTXt') return undefined;
  const keywordEnd = data.subarray(0, 80).indexOf(0);
  if (keywordEnd < 1) return undefined;
  const keyword = decodeLatin(data.subarray(0, keywordEnd));
  if (!wanted.includes(keyword)) return undefined;
  const body = data.subarray(keywordEnd + 1);

  if (type === 'tEXt') return { keyword, value: decodeLatin(body.subarray(0, MAX_TEXT_BYTES)) };
  if (type === 'zTXt') {
    // Compression method 0, then the compressed text.
    return { keyword, value: decodeLatin(inflate(body.subarray(1))) };
  }
  // Compression flag, method, language tag and 0, translated keyword and 0, text.
  const languageEnd = body.subarray(0, 1024).indexOf(0, 2);
  if (languageEnd < 0) return undefined;
  const translatedEnd = body.subarray(0, languageEnd + 1024).indexOf(0, languageEnd + 1);
  if (translatedEnd < 0) return undefined;
  const text = body.subarray(translatedEnd + 1);
  const plain = body[0] === 1 ? inflate(text) : text.subarray(0, MAX_TEXT_BYTES);
  return { keyword, value: new TextDecoder().decode(plain) };
}

/** Decompresses into a fixed buffer; what does not fit, or is broken, is dropped. */
function inflate(compressed: Uint8Array): Uint8Array {
  if (compressed.length > MAX_COMPRESSED_TEXT_BYTES) return new Uint8Array(0);
  try {
    return unzlibSync(compressed, { out: new Uint8Array(MAX_TEXT_BYTES) });
  } catch {
    return new Uint8Array(0); // A broken foreign text is no reason to refuse the file.
  }
}

/** Data of a `tEXt` chunk. */
export function latinText(keyword: string, value: string): Uint8Array {
  return Uint8Array.from(`${keyword}\0${value}`, (character) => character.charCodeAt(0) & 0xff);
}

/** Data of an `iTXt` chunk. */
export function internationalText(keyword: string, value: string): Uint8Array {
  // Not compressed, no language, no translated keyword: five zero bytes.
  return new TextEncoder().encode(`${keyword}\0\0\0\0\0${value}`);
}

function decodeLatin(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
