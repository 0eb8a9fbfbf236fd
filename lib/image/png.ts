import { zlibSync } from 'fflate';

import { SfumatoError } from '@/lib/errors';

import type { Picture } from './picture';
import { encodeChunk, isPng, PNG_SIGNATURE, pngChunks } from './png-chunks';
import { createRowFilter } from './png-filter';
import { internationalText, latinText, readText, XMP_KEYWORD } from './png-text';
import { createEnlarger } from './resize';
import { readXmpCode, writeXmp, type PictureNote } from './xmp';

/** Larger files are not looked into: what Sfumato writes stays far below. */
export const MAX_PNG_BYTES = 64 * 1024 * 1024;

const CODE_KEYWORD = 'sfumato:point';

/** The largest picture that `writeLargePng` makes, in pixels. */
export const MAX_SIDE = 4096;
/** About 20 ms of work at that size, so that a page still answers. */
const ROWS_AT_A_TIME = 16;

/**
 * A PNG (8 bits, RGB where every pixel is opaque, else RGBA; sRGB) that says of
 * itself that it is generated (XMP, IPTC digital source type) and, with `code`,
 * which point it shows, so that it can be dropped back on the page.
 * @throws SfumatoError `invalid-input` for a picture without pixels or with too few bytes.
 */
export function writePng(picture: Picture, note: PictureNote = {}): Uint8Array<ArrayBuffer> {
  const channels = channelsOf(picture);
  const { width, height, data } = picture;
  const filter = createRowFilter(width, channels);
  const scanlines = new Uint8Array((1 + width * channels) * height);
  for (let y = 0; y < height; y++) {
    scanlines.set(filter(data, y * width * 4), y * (1 + width * channels));
  }
  return assemble(width, height, channels, note, zlibSync(scanlines, { level: 6 }));
}

/**
 * `writePng` of a picture enlarged to `size` pixels in width, for a page that
 * must stay responsive and a server that has others to serve: compresses outside
 * of the main thread and lets others in after every few rows.
 * @throws SfumatoError as `writePng`; `invalid-input` for a size below the picture's own.
 */
export async function writeLargePng(
  picture: Picture,
  size: number,
  note: PictureNote = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const channels = channelsOf(picture);
  if (!Number.isInteger(size) || size < picture.width || size > MAX_SIDE) {
    throw new SfumatoError(
      'invalid-input',
      `A picture can be saved ${picture.width} to ${MAX_SIDE} pixels wide.`,
    );
  }
  if (size === picture.width) return writePng(picture, note);
  const height = Math.round((picture.height * size) / picture.width);
  const rowOf = createEnlarger(picture, size, height);
  const filter = createRowFilter(size, channels);
  const row = new Uint8ClampedArray(size * 4);
  let y = 0;
  const rows = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const band = new Uint8Array((1 + size * channels) * Math.min(ROWS_AT_A_TIME, height - y));
      for (let at = 0; at < band.length; at += 1 + size * channels, y++) {
        rowOf(y, row);
        band.set(filter(row, 0), at);
      }
      controller.enqueue(band);
      if (y >= height) controller.close();
      await new Promise((resolve) => setTimeout(resolve));
    },
  });
  const compressed = rows.pipeThrough(new CompressionStream('deflate')); // zlib format
  const data = new Uint8Array(await new Response(compressed).arrayBuffer());
  return assemble(size, height, channels, note, data);
}

/** `pixels`: the filtered scanlines in zlib format. */
function assemble(
  width: number,
  height: number,
  channels: 3 | 4,
  note: PictureNote,
  pixels: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const { code, title } = note;
  const chunks = [
    encodeChunk('IHDR', header(width, height, channels)),
    encodeChunk('sRGB', Uint8Array.of(0)), // rendering intent: perceptual
    encodeChunk('iTXt', internationalText(XMP_KEYWORD, writeXmp(note))),
    encodeChunk('tEXt', latinText('Software', 'Sfumato')),
  ];
  if (code) chunks.push(encodeChunk('tEXt', latinText(CODE_KEYWORD, code)));
  if (title) chunks.push(encodeChunk('iTXt', internationalText('Title', title)));
  chunks.push(encodeChunk('IDAT', pixels), encodeChunk('IEND', new Uint8Array(0)));
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
    const text = readText(chunk, [CODE_KEYWORD, XMP_KEYWORD]);
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

function header(width: number, height: number, channels: 3 | 4): Uint8Array {
  const data = new Uint8Array(13);
  const view = new DataView(data.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  data[8] = 8; // bits a channel
  data[9] = channels === 3 ? 2 : 6; // colour type: RGB or RGBA
  return data; // deflate, adaptive filters, not interlaced: all 0
}

function channelsOf({ width, height, data }: Picture): 3 | 4 {
  if (!(width > 0 && height > 0 && data.length === width * height * 4)) {
    throw new SfumatoError('invalid-input', 'This picture has no pixels that could be saved.');
  }
  for (let i = 3; i < data.length; i += 4) if (data[i] !== 255) return 4;
  return 3;
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
