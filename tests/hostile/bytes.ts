/** Files by hand, for what no encoder would write. */
import { encodeChunk, PNG_SIGNATURE } from '@/lib/image/png-chunks';

export const latin = (text: string): Buffer => Buffer.from(text, 'latin1');

/** The data of a PNG's `IHDR`; colour type 0 is grey, 2 RGB, 6 RGBA. */
export function pngHeader(width: number, height: number, colourType = 2): Buffer {
  return Buffer.concat([uint32(width), uint32(height), Buffer.from([8, colourType, 0, 0, 0])]);
}

/** A PNG of these chunks, with right checksums and an end. */
export function pngOf(...chunks: readonly (readonly [type: string, data: Uint8Array])[]): Buffer {
  return Buffer.concat([
    PNG_SIGNATURE,
    ...chunks.map(([type, data]) => encodeChunk(type, data)),
    encodeChunk('IEND', new Uint8Array(0)),
  ]);
}

/** A box of an ISO base media file. */
export function box(type: string, ...content: readonly Uint8Array[]): Buffer {
  const data = Buffer.concat(content);
  return Buffer.concat([uint32(data.length + 8), latin(type), data]);
}

/**
 * A HEIC or AVIF file that has everything but a picture: brands, size, and noise for data.
 * The size of a thumbnail stands before that of the picture.
 */
export function boxedPicture(
  brand: string,
  width: number,
  height: number,
  thumbnail: readonly [width: number, height: number] = [9, 9],
): Buffer {
  const sizes = [thumbnail, [width, height] as const].map(([w, h]) =>
    box('ispe', uint32(0), uint32(w), uint32(h)),
  );
  // Two items with a property each: item 2, the thumbnail, has the first, item 1 the second.
  const association = box('ipma', uint32(0), uint32(2), Buffer.from([0, 2, 1, 1, 0, 1, 1, 2]));
  return Buffer.concat([
    box('ftyp', latin(brand), uint32(0), latin('mif1')),
    box(
      'meta',
      uint32(0),
      box('pitm', uint32(0), Buffer.from([0, 1])),
      box('iprp', box('ipco', ...sizes), association),
    ),
    box('mdat', Buffer.alloc(500, 0x5a)),
  ]);
}

/** A GIF with one frame of one colour, larger or smaller than its screen as you like. */
export function gifOf(screen: readonly [number, number], frame: readonly [number, number]): Buffer {
  return Buffer.concat([
    latin('GIF89a'),
    uint16le(screen[0]),
    uint16le(screen[1]),
    Buffer.from([0x80, 0, 0, 255, 0, 0, 0, 0, 255]), // two colours
    Buffer.from([0x2c, 0, 0, 0, 0]),
    uint16le(frame[0]),
    uint16le(frame[1]),
    Buffer.from([0, 2, 2, 0x44, 0x01, 0, 0x3b]),
  ]);
}

/** The beginning of a WebP that claims a size; there are no pixels. */
export function webpOf(width: number, height: number): Buffer {
  const extended = Buffer.concat([
    Buffer.from([0, 0, 0, 0]),
    uint32le(width - 1).subarray(0, 3),
    uint32le(height - 1).subarray(0, 3),
  ]);
  const chunk = Buffer.concat([latin('WEBPVP8X'), uint32le(extended.length), extended]);
  return Buffer.concat([latin('RIFF'), uint32le(chunk.length), chunk]);
}

/** The header of a JPEG, and its end. */
export function jpegOf(width: number, height: number): Buffer {
  return Buffer.concat([
    Buffer.from([0xff, 0xd8, 0xff, 0xc0, 0, 11, 8]),
    Buffer.from([height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0]),
    Buffer.from([0xff, 0xd9]),
  ]);
}

/** Puts a segment into a JPEG, right behind its beginning. */
export function withSegment(jpeg: Uint8Array, marker: number, data: Uint8Array): Buffer {
  const length = data.length + 2;
  const head = Buffer.from([0xff, marker, length >> 8, length & 255]);
  return Buffer.concat([jpeg.subarray(0, 2), head, data, jpeg.subarray(2)]);
}

/** A BMP of 24 bits a pixel; `rgb` from the top, in a width that is a multiple of 4. */
export function bmpOf(width: number, height: number, rgb: Uint8Array): Buffer {
  const pixels = Buffer.alloc(rgb.length);
  for (let i = 0; i < rgb.length; i += 3) {
    pixels.set([rgb[i + 2]!, rgb[i + 1]!, rgb[i]!], i);
  }
  const info = [40, width, -height >>> 0, 1 + 24 * 65536, 0, pixels.length, 2835, 2835, 0, 0];
  const head = [54 + pixels.length, 0, 54, ...info];
  return Buffer.concat([latin('BM'), ...head.map(uint32le), pixels]);
}

/** A TIFF whose directory is these entries (tag, type, value). */
export function tiffOf(...entries: readonly (readonly [number, number, number])[]): Buffer {
  const directory = entries.map(([tag, type, value]) =>
    Buffer.concat([uint16le(tag), uint16le(type), uint32le(1), uint32le(value)]),
  );
  return Buffer.concat([
    latin('II*\0'),
    uint32le(8),
    uint16le(entries.length),
    ...directory,
    uint32le(8), // the next directory is this one again
  ]);
}

export function uint32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32BE(value);
  return buffer;
}

function uint32le(value: number): Buffer {
  return uint32(value).reverse();
}

function uint16le(value: number): Buffer {
  return uint32le(value).subarray(0, 2);
}
