import { deflateSync, zlibSync } from 'fflate';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';

import { SfumatoError } from '@/lib/errors';

import { MAX_PNG_BYTES, readPointCode, readPointCodeOfFile, writeLargePng, writePng } from './png';
import { crc32, encodeChunk, PNG_SIGNATURE, pngChunks } from './png-chunks';
import type { Picture } from './picture';
import { enlargePicture } from './resize';
import { readXmpCode, writeXmp } from './xmp';

const CODE = 'Aa0_-landscapes9';

function picture(width: number, height: number, alpha = 255): Picture {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < width * height; i++) {
    const [x, y] = [i % width, Math.floor(i / width)];
    data.set([(x * 37 + y * 5) % 256, (x * x + y) % 256, (y * 91) ^ x, alpha], i * 4);
  }
  return { width, height, data };
}

function png(...chunks: Uint8Array[]): Uint8Array {
  return Uint8Array.from([PNG_SIGNATURE, ...chunks].flatMap((part) => [...part]));
}

const bytesOf = (text: string) => new TextEncoder().encode(text);
const codeChunk = (code: string) => encodeChunk('tEXt', bytesOf(`sfumato:point\0${code}`));
const end = encodeChunk('IEND', new Uint8Array(0));

/** The value, or the code of the family's error; anything else fails the test. */
function outcome(bytes: Uint8Array): string | undefined {
  try {
    return readPointCode(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(SfumatoError);
    return `error ${(error as SfumatoError).code}`;
  }
}

describe('writing a PNG', () => {
  it('gives every pixel back to an independent reader', async () => {
    for (const [width, height] of [
      [1, 1],
      [64, 64],
      [17, 5],
    ] as const) {
      const source = picture(width, height);
      const read = await sharp(writePng(source)).raw().toBuffer({ resolveWithObject: true });
      expect(read.info).toMatchObject({ width, height, channels: 3 });
      const opaque = source.data.filter((_, i) => i % 4 !== 3);
      expect(new Uint8Array(read.data)).toEqual(new Uint8Array(opaque));
    }
  });

  it('keeps transparency where there is some', async () => {
    const source = picture(9, 7, 120);
    const read = await sharp(writePng(source)).raw().toBuffer({ resolveWithObject: true });
    expect(read.info.channels).toBe(4);
    expect(new Uint8Array(read.data)).toEqual(new Uint8Array(source.data));
  });

  it('says in its XMP that it is generated, and by what, and from which point', async () => {
    const title = '70 % Paul Cézanne & <friends>';
    const { xmp } = await sharp(writePng(picture(8, 8), { code: CODE, title })).metadata();
    const packet = xmp!.toString('utf8');
    expect(packet).toContain(
      '<Iptc4xmpExt:DigitalSourceType>http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia<',
    );
    expect(packet).toContain('<xmp:CreatorTool>Sfumato</xmp:CreatorTool>');
    expect(packet).toContain('70 % Paul Cézanne &amp; &lt;friends&gt;');
    expect(packet).toContain(`>${CODE}<`);
  });

  it('compresses smooth pictures', () => {
    const data = new Uint8ClampedArray(256 * 256 * 4);
    for (let i = 0; i < 256 * 256; i++) data.set([i >> 8, i & 255, (i >> 9) + 40, 255], i * 4);
    expect(writePng({ width: 256, height: 256, data }).length).toBeLessThan(10_000);
  });

  it('enlarges without holding up others, to the same pixels', async () => {
    const source = picture(16, 12);
    let turns = 0;
    const timer = setInterval(() => turns++);
    const file = await writeLargePng(source, 640, { code: CODE });
    clearInterval(timer);
    expect(turns).toBeGreaterThan(3);
    expect(readPointCode(file)).toBe(CODE);
    const read = await sharp(file).raw().toBuffer({ resolveWithObject: true });
    expect(read.info).toMatchObject({ width: 640, height: 480, channels: 3 });
    const expected = enlargePicture(source, 640, 480).data.filter((_, i) => i % 4 !== 3);
    expect(Buffer.compare(read.data, Buffer.from(expected))).toBe(0);
    await expect(writeLargePng(source, 8)).rejects.toThrow(SfumatoError);
    await expect(writeLargePng(source, 1e9)).rejects.toThrow(SfumatoError);
  });

  it('refuses a picture whose bytes do not fit its size', () => {
    const broken = { width: 3, height: 3, data: new Uint8ClampedArray(5) };
    expect(() => writePng(broken)).toThrow(SfumatoError);
  });

  it('uses the checksum of the specification', () => {
    expect(crc32(bytesOf('123456789'))).toBe(0xcbf43926); // the published check value
    expect(crc32(bytesOf('IEND'))).toBe(0xae426082);
  });
});

describe('reading the point of a PNG', () => {
  it('finds what was written', () => {
    expect(readPointCode(writePng(picture(8, 8), { code: CODE }))).toBe(CODE);
    expect(readPointCode(writePng(picture(8, 8)))).toBeUndefined();
  });

  it('finds it after another program kept only the XMP', async () => {
    const ours = writePng(picture(8, 8), { code: CODE });
    const theirs = await sharp(ours).keepXmp().png().toBuffer();
    expect(readPointCode(theirs)).toBe(CODE);
  });

  it('reads compressed text and renamed prefixes', () => {
    const packet = writeXmp({ code: CODE })
      .replaceAll('sfumato:', 'ns7:')
      .replaceAll(':sfumato=', ':ns7=')
      .replaceAll('urn:ns7:', 'urn:sfumato:');
    const compressed = [
      ...bytesOf('XML:com.adobe.xmp'),
      0,
      1,
      0,
      0,
      0,
      ...zlibSync(bytesOf(packet)),
    ];
    expect(readPointCode(png(encodeChunk('iTXt', Uint8Array.from(compressed)), end))).toBe(CODE);
    expect(
      readXmpCode(`<rdf:Description xmlns:a='urn:sfumato:xmp:1.0/'\n a:point="${CODE}"/>`),
    ).toBe(CODE);
  });

  it('takes files that are not PNG, or not ours, as carrying nothing', async () => {
    const jpeg = await sharp({ create: { width: 4, height: 4, channels: 3, background: 'red' } })
      .jpeg()
      .toBuffer();
    for (const bytes of [new Uint8Array(0), bytesOf('hello'), jpeg, PNG_SIGNATURE, png(end)]) {
      expect(readPointCode(bytes)).toBeUndefined();
    }
  });

  it('says when the code itself is damaged', () => {
    const file = png(codeChunk(CODE), end);
    file[PNG_SIGNATURE.length + 8 + 15]! ^= 1;
    expect(outcome(file)).toBe('error invalid-input');
    expect(outcome(png(codeChunk('<script>'), end))).toBe('error invalid-input');
  });

  it('stops at lengths that lead out of the file', () => {
    for (const length of [0x7fffffff, 0xffffffff, 100]) {
      const chunk = codeChunk(CODE);
      new DataView(chunk.buffer).setUint32(0, length);
      expect(readPointCode(png(chunk))).toBeUndefined();
    }
    expect([...pngChunks(png(end, codeChunk(CODE)))]).toHaveLength(1);
  });

  it('does not unpack a bomb', () => {
    // 16 MB of spaces in about 16 KB, once with the text at the end.
    const bomb = zlibSync(bytesOf(' '.repeat(16_000_000) + writeXmp({ code: CODE })), { level: 9 });
    const chunk = encodeChunk(
      'zTXt',
      Uint8Array.of(...bytesOf('XML:com.adobe.xmp'), 0, 0, ...bomb),
    );
    expect(readPointCode(png(chunk, end))).toBeUndefined();
    const noise = deflateSync(bytesOf('not zlib'));
    const broken = encodeChunk('zTXt', Uint8Array.of(...bytesOf('sfumato:point'), 0, 0, ...noise));
    expect(outcome(png(broken, end))).toBe('error invalid-input');
  });

  it('refuses files beyond the limit without reading them', async () => {
    const huge = { size: MAX_PNG_BYTES + 1, arrayBuffer: () => Promise.reject(new Error('read')) };
    await expect(readPointCodeOfFile(huge as unknown as Blob)).rejects.toThrow(/too large/);
    const gone = { size: 10, arrayBuffer: () => Promise.reject(new Error('gone')) };
    await expect(readPointCodeOfFile(gone as unknown as Blob)).rejects.toThrow(SfumatoError);
    const ours = new Blob([writePng(picture(4, 4), { code: CODE })]);
    await expect(readPointCodeOfFile(ours)).resolves.toBe(CODE);
  });

  it('stays within the family for mutilated files', () => {
    const whole = writePng(picture(8, 8), { code: CODE, title: 'A picture' });
    fc.assert(
      fc.property(
        fc.nat(whole.length),
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 8 }),
        (length, changes) => {
          const file = whole.slice(0, length);
          for (const [at, value] of changes) if (at < length) file[at] = value;
          const found = outcome(file);
          if (found !== undefined) expect(found).toMatch(/^(error invalid-input|[\w-]+)$/);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
