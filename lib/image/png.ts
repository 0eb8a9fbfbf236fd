import { unzlibSync, zlibSync } from 'fflate';

import { SfumatoError } from '@/lib/errors';

import type { Picture } from './picture';
import { encodeChunk, isPng, PNG_SIGNATURE, pngChunks, type PngChunk } from './png-chunks';
import { filterScanlines } from './png-filter';
import { readXmpCode, writeXmp, type PictureNote } from './xmp';

/** Larger files are not looked into: what Sfumato writes stays far below. */
export const MAX_PNG_BYTES = 64 * 1024 * 1024;

const CODE_KEYWORD = 'sfumato:point';
const XMP_KEYWORD = 'XML:com.adobe.xmp';

/** Limits on text that a file brings along, before and after decompression. */
const MAX_TEXT_BYTES = 256 * 1024;
const MAX_COMPRESSED_TEXT_BYTES = 32 * 1024;

/**
 * A PNG (8 bits, RGB where every pixel is opaque, else RGBA; sRGB) that says of
 * itself that it is generated (XMP, IPTC digital source type) and, with `code`,
 * which point it shows, so that it can be dropped back on the page.
 * @throws SfumatoError `invalid-input` for a picture without pixels or with too few bytes.
 */
export function writePng(picture: Picture, note: PictureNote = {}): Uint8Array<ArrayBuffer> {
  const { width, height, data } = picture;
  if (!(width > 0 && height > 0 && data.length === width * height * 4)) {
    throw new SfumatoError('invalid-input', 'This picture has no pixels that could be saved.');
  }
  const channels = isOpaque(picture) ? 3 : 4;
  const chunks = [
    encodeChunk('IHDR', header(width, height, channels)),
    encodeChunk('sRGB', Uint8Array.of(0)), // rendering intent: perceptual
    encodeChunk('iTXt', internationalText(XMP_KEYWORD, writeXmp(note))),
    encodeChunk('tEXt', latinText('Software', 'Sfumato')),
  ];
  if (note.code) chunks.push(encodeChunk('tEXt', latinText(CODE_KEYWORD, note.code)));
  if (note.title) chunks.push(encodeChunk('iTXt', internationalText('Title', note.title)));
  chunks.push(
    encodeChunk('IDAT', zlibSync(filterScanlines(picture, channels), { level: 6 })),
    encodeChunk('IEND', new Uint8Array(0)),
  );
  return concatenate([PNG_SIGNATURE, ...chunks]);
}

/**
 * The point's code that a picture carries; undefined for any other file. Looks
 * into the text chunk first, then into the XMP, which more programs keep. The
 * code is only known to be well-formed text (letters, digits, `_`, `-`);
 * `decodePoint` says whether it means something.
 * @throws SfumatoError `invalid-input` for a file that is too large, or whose code is damaged.
 */
export function readPointCode(bytes: Uint8Array): string | undefined {
  if (bytes.length > MAX_PNG_BYTES) throw tooLarge();
  if (!isPng(bytes)) return undefined;
  let fromXmp: string | undefined;
  for (const chunk of pngChunks(bytes)) {
    const text = textOf(chunk);
    if (!text) continue;
    if (text.keyword === CODE_KEYWORD) {
      if (!chunk.intact() || !/^[\w-]{1,1000}$/.test(text.value)) throw damaged();
      return text.value;
    }
    if (text.keyword === XMP_KEYWORD) fromXmp ??= readXmpCode(text.value);
  }
  return fromXmp;
}

/**
 * `readPointCode` of a file that a person dropped or chose.
 * @throws SfumatoError `invalid-input`, also for a file that cannot be read.
 */
export async function readPointCodeOfFile(file: Blob): Promise<string | undefined> {
  if (file.size > MAX_PNG_BYTES) throw tooLarge();
  let buffer: ArrayBuffer;
  try {
    buffer = await file.arrayBuffer();
  } catch (cause) {
    throw new SfumatoError(
      'invalid-input',
      'This file could not be read. Please choose it again.',
      {
        cause,
      },
    );
  }
  return readPointCode(new Uint8Array(buffer));
}

function tooLarge(): SfumatoError {
  return new SfumatoError(
    'invalid-input',
    'This file is too large to be a picture from Sfumato. Choose one that you downloaded here.',
  );
}

function damaged(): SfumatoError {
  return new SfumatoError(
    'invalid-input',
    'This picture came from Sfumato, but the point inside it is damaged. Open it by its link instead.',
  );
}

interface Text {
  readonly keyword: string;
  readonly value: string;
}

/** Keyword and text of a text chunk with one of the two keywords of interest. */
function textOf({ type, data }: PngChunk): Text | undefined {
  if (type !== 'tEXt' && type !== 'zTXt' && type !== 'iTXt') return undefined;
  const keywordEnd = data.subarray(0, 80).indexOf(0);
  if (keywordEnd < 1) return undefined;
  const keyword = decodeLatin(data.subarray(0, keywordEnd));
  if (keyword !== CODE_KEYWORD && keyword !== XMP_KEYWORD) return undefined;
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

function header(width: number, height: number, channels: 3 | 4): Uint8Array {
  const data = new Uint8Array(13);
  const view = new DataView(data.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  data[8] = 8; // bits a channel
  data[9] = channels === 3 ? 2 : 6; // colour type: RGB or RGBA
  return data; // deflate, adaptive filters, not interlaced: all 0
}

function isOpaque({ data }: Picture): boolean {
  for (let i = 3; i < data.length; i += 4) if (data[i] !== 255) return false;
  return true;
}

function latinText(keyword: string, value: string): Uint8Array {
  return Uint8Array.from(`${keyword}\0${value}`, (character) => character.charCodeAt(0) & 0xff);
}

function internationalText(keyword: string, value: string): Uint8Array {
  // Not compressed, no language, no translated keyword: five zero bytes.
  return new TextEncoder().encode(`${keyword}\0\0\0\0\0${value}`);
}

function decodeLatin(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
