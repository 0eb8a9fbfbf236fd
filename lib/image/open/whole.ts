/**
 * Whether a file is there to its end. Decoders differ: some fill what is missing with
 * grey and say nothing, and a painter would be guessed from half a picture.
 */
import { pngChunks } from '../png-chunks';

/**
 * A JPEG up to its end-of-image marker; what follows (a film, a second picture, rubbish)
 * does not matter. Source: ITU-T T.81, annex B. Takes time linear in the file.
 */
export function isWholeJpeg(bytes: Uint8Array): boolean {
  let at = 2; // after the start-of-image marker
  for (;;) {
    at = bytes.indexOf(0xff, at);
    if (at < 0 || at + 1 >= bytes.length) return false;
    const marker = bytes[at + 1]!;
    if (marker === 0xd9) return true;
    if (marker === 0xff) {
      at += 1; // a fill byte
    } else if (marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += 2; // a stuffed 0xff within the data, or a marker that stands alone
    } else {
      if (at + 4 > bytes.length) return false;
      at += 2 + Math.max(2, bytes[at + 2]! * 256 + bytes[at + 3]!);
    }
  }
}

/** A PNG up to its last chunk, and whether it is animated (APNG, now part of PNG's third edition). */
export function readPngChunks(bytes: Uint8Array): { whole: boolean; animated: boolean } {
  let [whole, animated] = [false, false];
  for (const { type } of pngChunks(bytes)) {
    if (type === 'acTL') animated = true;
    if (type === 'IEND') whole = true;
  }
  return { whole, animated };
}

/** Source: RFC 9649, section 2.3. */
export function isWholeWebp(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return bytes.length >= 12 && view.getUint32(4, true) + 8 <= bytes.length;
}

/**
 * The boxes of an ISO base media file (HEIC, AVIF) that hold the picture. Some phones
 * append what is no box. Source: ISO/IEC 14496-12, section 4.2.
 */
export function hasWholeBoxes(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let described = false;
  for (let at = 0; at + 8 <= bytes.length;) {
    let length = view.getUint32(at);
    if (length === 0) return true; // up to the end, wherever that is
    if (length === 1 && at + 16 <= bytes.length) length = Number(view.getBigUint64(at + 8));
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const fits = length >= 8 && at + length <= bytes.length;
    if (type === 'meta') described = fits;
    if (!fits) return described && type !== 'mdat';
    at += length;
  }
  return described;
}
