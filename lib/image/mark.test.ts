import sharp from 'sharp';
import { describe, expect, it } from 'vitest';

import { markJpeg, markPng } from './mark';
import { pngChunks } from './png-chunks';
import { COMPOSITE_SOURCE_TYPE } from './xmp';

const pixels = Buffer.from(Array.from({ length: 12 * 8 * 3 }, (_, i) => (i * 37) % 256));
const drawn = () => sharp(pixels, { raw: { width: 12, height: 8, channels: 3 } });
const note = { composite: true, title: 'Painted in the style of A & B' };

/** What another program reads out of the file. */
async function read(bytes: Uint8Array) {
  const { xmp } = await sharp(bytes).metadata();
  return { xmp: xmp?.toString() ?? '', raw: await sharp(bytes).removeAlpha().raw().toBuffer() };
}

describe('files marked as painted by a model', () => {
  it('say so as a PNG, and show what they showed', async () => {
    const png = await drawn().png().toBuffer();
    const marked = markPng(png, note);
    const { xmp, raw } = await read(marked);
    expect(xmp).toContain(COMPOSITE_SOURCE_TYPE);
    expect(xmp).toContain('Painted in the style of A &amp; B');
    expect(raw.equals(pixels)).toBe(true);
    const chunks = [...pngChunks(marked)];
    expect(chunks[0]!.type).toBe('IHDR');
    expect(chunks.every((chunk) => chunk.intact())).toBe(true);
  });

  it.each(['with', 'without'])('say so as a JPEG %s a JFIF header', async (which) => {
    const jpeg = await drawn().jpeg().toBuffer();
    // The encoder writes none; canvases do.
    expect(jpeg[3]).not.toBe(0xe0);
    const header = Buffer.from('ffe000104a46494600010100000100010000', 'hex');
    const given =
      which === 'with' ? Buffer.concat([jpeg.subarray(0, 2), header, jpeg.subarray(2)]) : jpeg;
    const before = await read(given);
    const marked = markJpeg(given, note);
    expect(marked[3]).toBe(which === 'with' ? 0xe0 : 0xe1);
    const { xmp, raw } = await read(marked);
    expect(xmp).toContain(COMPOSITE_SOURCE_TYPE);
    expect(raw.equals(before.raw)).toBe(true);
  });

  it('are refused when they are something else', () => {
    expect(() => markPng(new Uint8Array(50), note)).toThrow('something else');
    expect(() => markJpeg(new Uint8Array(50), note)).toThrow('something else');
  });
});
