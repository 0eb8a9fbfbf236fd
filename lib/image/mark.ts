/**
 * Marks encoded files, as browsers write them, as made by a model: the XMP packet goes where
 * each format keeps it. What is encoded stays as it is, byte for byte.
 */
import { SfumatoError } from '@/lib/errors';

import { encodeChunk, PNG_SIGNATURE, isPng } from './png-chunks';
import { internationalText, latinText, XMP_KEYWORD } from './png-text';
import { writeXmp, type PictureNote } from './xmp';

/** Length, type, 13 bytes and checksum: the header, which must come first. */
const IHDR_BYTES = 25;
/** Source: Adobe, XMP Specification Part 3, section 1.1.3: the APP1 segment of JPEG files. */
const JPEG_XMP = 'http://ns.adobe.com/xap/1.0/\0';
/** A segment states its own length, these two bytes included, in two bytes. */
const MOST_SEGMENT = 0xffff;

/**
 * A PNG with the note behind its header.
 * @throws SfumatoError `internal` for what is no PNG.
 */
export function markPng(png: Uint8Array, note: PictureNote): Uint8Array<ArrayBuffer> {
  if (!isPng(png)) throw unknown();
  const end = PNG_SIGNATURE.length + IHDR_BYTES;
  return concatenate([
    png.subarray(0, end),
    encodeChunk('iTXt', internationalText(XMP_KEYWORD, writeXmp(note))),
    encodeChunk('tEXt', latinText('Software', 'Sfumato')),
    png.subarray(end),
  ]);
}

/**
 * A JPEG with the note behind its JFIF header, or at the very beginning where it has none.
 * @throws SfumatoError `internal` for what is no JPEG.
 */
export function markJpeg(jpeg: Uint8Array, note: PictureNote): Uint8Array<ArrayBuffer> {
  if (jpeg[0] !== 0xff || jpeg[1] !== 0xd8) throw unknown();
  const packet = new TextEncoder().encode(JPEG_XMP + writeXmp(note));
  const length = packet.length + 2;
  if (length > MOST_SEGMENT) {
    throw new SfumatoError('internal', 'What is to be noted in the file is too long for a JPEG.');
  }
  const hasJfif = jpeg[2] === 0xff && jpeg[3] === 0xe0;
  const end = hasJfif ? 4 + jpeg[4]! * 256 + jpeg[5]! : 2;
  return concatenate([
    jpeg.subarray(0, end),
    Uint8Array.of(0xff, 0xe1, length >> 8, length & 0xff),
    packet,
    jpeg.subarray(end),
  ]);
}

function unknown(): SfumatoError {
  return new SfumatoError('internal', 'The browser saved something else than it was asked for.');
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
