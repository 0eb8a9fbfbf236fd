/** Files that people and ill-wishers drop, and what must come of each of them. */
import { deflateSync } from 'node:zlib';

import sharp from 'sharp';

import type { PictureFormat } from '@/lib/image/open/kind';

import {
  bmpOf,
  box,
  boxedPicture,
  gifOf,
  jpegOf,
  latin,
  pngHeader,
  pngOf,
  tiffOf,
  uint32,
  webpOf,
  withSegment,
} from './bytes';
import {
  frames,
  largeQuarters,
  noisy,
  orientedJpeg,
  QUARTERS,
  quarters,
  type Colour,
} from './pictures';

/** What becomes of a file. */
export type Outcome =
  | {
      readonly opens: readonly [format: PictureFormat, width: number, height: number];
      /** The colours in the middle of its quarters: upper left, upper right, lower left, lower right. */
      readonly colours?: readonly Colour[];
      /** Something that the notes must say. */
      readonly note?: RegExp;
    }
  | { readonly refused: RegExp };

export interface HostileFile {
  readonly what: string;
  readonly name: string;
  /** The MIME type that it claims. */
  readonly type: string;
  readonly bytes: () => Uint8Array | Promise<Uint8Array>;
  readonly then: Outcome;
  /** What becomes of it in Chromium, where that differs from Node. */
  readonly inBrowser?: Outcome;
}

const [RED, GREEN, BLUE] = QUARTERS;
const JPEG = 'image/jpeg';
const PNG = 'image/png';
const [W, H] = [96, 64];
const UPRIGHT = { opens: ['jpeg', W, H], colours: QUARTERS } as const;
const all = (colour: Colour): Colour[] => [colour, colour, colour, colour];

const quarterJpeg = () => quarters(W, H).jpeg({ quality: 95 }).toBuffer();
const noisyJpeg = () => noisy(200, 150).jpeg().toBuffer();
const cut = (bytes: Uint8Array, share = 0.5) => bytes.subarray(0, Math.floor(bytes.length * share));

function file(
  what: string,
  name: string,
  type: string,
  bytes: HostileFile['bytes'],
  then: Outcome,
  inBrowser?: Outcome,
): HostileFile {
  let made: ReturnType<HostileFile['bytes']> | undefined;
  const once = () => (made ??= bytes());
  return { what, name, type, bytes: once, then, ...(inBrowser && { inBrowser }) };
}

const ODD: readonly HostileFile[] = [
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((orientation) =>
    file(
      `a photograph held by EXIF orientation ${orientation}`,
      `held-${orientation}.jpg`,
      JPEG,
      () => orientedJpeg(orientation, W, H),
      UPRIGHT,
    ),
  ),
  file(
    '16 bits a channel',
    'deep.png',
    PNG,
    () => quarters(W, H).toColourspace('rgb16').png().toBuffer(),
    { opens: ['png', W, H], colours: QUARTERS },
  ),
  file(
    '16 bits a channel in another colour space',
    'deep-p3.png',
    PNG,
    () => quarters(W, H).toColourspace('rgb16').withIccProfile('p3').png().toBuffer(),
    { opens: ['png', W, H], colours: QUARTERS },
  ),
  file(
    'another colour space',
    'p3.jpg',
    JPEG,
    () => quarters(W, H).withIccProfile('p3').jpeg({ quality: 95 }).toBuffer(),
    UPRIGHT,
  ),
  file(
    'CMYK',
    'print.jpg',
    JPEG,
    () => quarters(W, H).toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer(),
    { opens: ['jpeg', W, H] },
  ),
  file(
    'grey with transparency',
    'grey.png',
    PNG,
    () =>
      sharp({
        create: { width: W, height: H, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
      })
        .toColourspace('b-w')
        .png()
        .toBuffer(),
    { opens: ['png', W, H], colours: all([255, 255, 255]) },
  ),
  file(
    'half-transparent colour',
    'veil.webp',
    'image/webp',
    () =>
      sharp({
        create: {
          width: W,
          height: H,
          channels: 4,
          background: { r: 0, g: 100, b: 200, alpha: 0.5 },
        },
      })
        .webp({ lossless: true })
        .toBuffer(),
    { opens: ['webp', W, H], colours: all([127, 177, 227]) },
  ),
  file('AVIF', 'modern.avif', 'image/avif', () => quarters(W, H).avif({ quality: 80 }).toBuffer(), {
    opens: ['avif', W, H],
    colours: QUARTERS,
  }),
  file(
    'an animated GIF',
    'dance.gif',
    'image/gif',
    () => frames(70, [RED, GREEN, BLUE]).gif().toBuffer(),
    { opens: ['gif', 70, 70], colours: all(RED), note: /first frame/ },
  ),
  file(
    'an animated WebP',
    'dance.webp',
    'image/webp',
    () => frames(70, [BLUE, GREEN]).webp({ lossless: true }).toBuffer(),
    { opens: ['webp', 70, 70], colours: all(BLUE), note: /first frame/ },
  ),
  file(
    'AVIF with a phone’s notes after the end',
    'noted.avif',
    'image/avif',
    async () =>
      Buffer.concat([
        await quarters(W, H).avif({ quality: 80 }).toBuffer(),
        latin('SEFH\x6b\0\0\0SEFT'),
      ]),
    { opens: ['avif', W, H], colours: QUARTERS },
  ),
  file('one pixel', 'dot.png', PNG, () => quarters(1, 1).png().toBuffer(), {
    opens: ['png', 1, 1],
    note: /only 1 × 1 pixels/,
  }),
  file('a line', 'line.png', PNG, () => quarters(1, 5000).png().toBuffer(), {
    opens: ['png', 1, 5000],
    note: /only 1 × 5000 pixels/,
  }),
  file('a strip', 'strip.jpg', JPEG, () => quarters(20_000, 10).jpeg().toBuffer(), {
    opens: ['jpeg', 20_000, 10],
    note: /only 20000 × 10 pixels/,
  }),
  file(
    'a panorama',
    'panorama.jpg',
    JPEG,
    async () => (await largeQuarters(20_000, 1000)).jpeg().toBuffer(),
    { opens: ['jpeg', 20_000, 1000], colours: QUARTERS },
  ),
  file(
    'EXIF that is rubbish',
    'exif.jpg',
    JPEG,
    async () =>
      withSegment(await quarterJpeg(), 0xe1, latin(`Exif\0\0MM\0*${'\xff\xfe'.repeat(300)}`)),
    UPRIGHT,
  ),
  file(
    'EXIF whose directory leads in a circle',
    'circle.jpg',
    JPEG,
    async () =>
      withSegment(
        await quarterJpeg(),
        0xe1,
        Buffer.concat([latin('Exif\0\0'), tiffOf([0x0112, 3, 99], [0x8769, 4, 8])]),
      ),
    UPRIGHT,
  ),
  file(
    'rubbish after the end',
    'tail.jpg',
    JPEG,
    async () => Buffer.concat([await quarterJpeg(), Buffer.alloc(70_000, '\xff\xda\x00\xff')]),
    UPRIGHT,
  ),
  file(
    'a picture that is a PDF, a page and a program, too',
    'chimera.pdf',
    'application/pdf',
    async () =>
      Buffer.concat([
        withSegment(await quarterJpeg(), 0xfe, latin('%PDF-1.7 <script>alert(1)</script>')),
        latin('PK\x03\x04<html><svg onload=alert(1)>'),
      ]),
    UPRIGHT,
  ),
  file('a PNG that calls itself a JPEG', 'wrong.jpg', JPEG, () => quarters(W, H).png().toBuffer(), {
    opens: ['png', W, H],
    colours: QUARTERS,
  }),
  file('a picture that calls itself a page', 'page.html', 'text/html', quarterJpeg, UPRIGHT),
  file(
    'a name in many scripts',
    'été — 絵画 🎨 ‮gpj.\u0007exe\u202e <img src=x onerror=alert(1)>',
    '',
    quarterJpeg,
    UPRIGHT,
  ),
  file('a very long name', `${'long '.repeat(45)}.jpg`, JPEG, quarterJpeg, UPRIGHT),
  file(
    'a profile that unpacks to 200 MB',
    'profile.png',
    PNG,
    () =>
      pngOf(
        ['IHDR', pngHeader(1, 1)],
        ['iCCP', Buffer.concat([latin('x\0\0'), deflateSync(Buffer.alloc(200_000_000))])],
        ['IDAT', deflateSync(new Uint8Array(4))],
      ),
    { opens: ['png', 1, 1] },
  ),
  file(
    'more pixels than it says',
    'overfull.png',
    PNG,
    () => pngOf(['IHDR', pngHeader(80, 80)], ['IDAT', deflateSync(Buffer.alloc(100_000_000))]),
    { opens: ['png', 80, 80] },
  ),
  file(
    'BMP',
    'old.bmp',
    'image/bmp',
    async () => bmpOf(W, H, await quarters(W, H).raw().toBuffer()),
    { refused: /BMP picture, which cannot be opened here/ },
    { opens: ['bmp', W, H], colours: QUARTERS },
  ),
  file(
    'TIFF',
    'scan.tiff',
    'image/tiff',
    () => quarters(W, H).tiff().toBuffer(),
    {
      opens: ['tiff', W, H],
      colours: QUARTERS,
    },
    { refused: /TIFF picture, which this browser cannot open/ },
  ),
];

const REFUSED: readonly HostileFile[] = [
  file('nothing', 'empty.jpg', JPEG, () => new Uint8Array(0), { refused: /is empty/ }),
  file('text', 'note.png', PNG, () => latin('Just a text.'), { refused: /not a picture/ }),
  file(
    'a page',
    'page.jpg',
    JPEG,
    () => latin('<!DOCTYPE html><title>x</title><script>alert(1)</script><svg></svg>'),
    { refused: /not a picture/ },
  ),
  file(
    'SVG with a script',
    'drawing.svg',
    'image/svg+xml',
    () =>
      latin(
        '<?xml version="1.0"?><!-- a comment --><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script><image href="http://127.0.0.1:9/x"/></svg>',
      ),
    { refused: /is an SVG/ },
  ),
  file(
    'SVG that calls itself a PNG',
    'drawing.png',
    PNG,
    () => latin('\xef\xbb\xbf\n<svg onload="alert(1)" width="9" height="9"/>'),
    { refused: /is an SVG/ },
  ),
  file('PDF', 'catalogue.jpg', JPEG, () => latin('%PDF-1.7\n%âãÏÓ\n1 0 obj'), {
    refused: /is a PDF/,
  }),
  file(
    'a film',
    'film.jpg',
    JPEG,
    () => Buffer.concat([box('ftyp', latin('isom'), uint32(512), latin('mp42')), box('mdat')]),
    { refused: /is a video/ },
  ),
  file('a JPEG XL', 'next.jxl', 'image/jxl', () => latin('\xff\x0a\xfa\x1f\x41\x91\x08\x06'), {
    refused: /JPEG XL file, which cannot be opened/,
  }),
  file('a Photoshop file', 'layers.psd', '', () => latin('8BPS\0\x01\0\0\0\0\0\0\0\x03'), {
    refused: /Photoshop file, which cannot be opened/,
  }),
  file(
    'a digital negative',
    'negative.dng',
    '',
    () => tiffOf([256, 4, 200], [257, 4, 100], [50706, 1, 0x0401]),
    { refused: /camera raw/ },
  ),
  file('HEIC without a decoder', 'phone.heic', 'image/heic', () => boxedPicture('heic', 64, 64), {
    refused: /HEIC picture, which (this browser )?cannot/,
  }),
  file('a zip', 'pictures.zip', 'application/zip', () => latin('PK\x03\x04\x14\0\0\0\x08\0'), {
    refused: /not a picture/,
  }),
  file('half a JPEG', 'half.jpg', JPEG, async () => cut(await noisyJpeg()), {
    refused: /breaks off/,
  }),
  file('the first bytes of a JPEG', 'start.jpg', JPEG, async () => cut(await noisyJpeg(), 0.002), {
    refused: /breaks off/,
  }),
  file('half a PNG', 'half.png', PNG, async () => cut(await noisy(90, 60).png().toBuffer()), {
    refused: /breaks off/,
  }),
  file(
    'half a WebP',
    'half.webp',
    'image/webp',
    async () => cut(await noisy(90, 60).webp().toBuffer()),
    { refused: /breaks off/ },
  ),
  file(
    'half an AVIF',
    'half.avif',
    'image/avif',
    async () => cut(await noisy(90, 60).avif().toBuffer()),
    { refused: /breaks off/ },
  ),
  file(
    'half a BMP',
    'half.bmp',
    'image/bmp',
    async () => cut(bmpOf(W, H, await quarters(W, H).raw().toBuffer())),
    { refused: /breaks off/ },
  ),
  file(
    'half a GIF',
    'half.gif',
    'image/gif',
    async () => cut(await noisy(90, 60).gif().toBuffer()),
    { refused: /breaks off/ },
  ),
  file(
    'rubbish in place of a PNG’s pixels',
    'rubbish.png',
    PNG,
    () => pngOf(['IHDR', pngHeader(50, 50)], ['IDAT', Buffer.alloc(400, 0xa7)]),
    { refused: /damaged/ },
  ),
  file(
    'an AVIF without a picture',
    'hollow.avif',
    'image/avif',
    () => boxedPicture('avif', 64, 64),
    {
      refused: /damaged|AVIF picture, which this browser cannot/,
    },
  ),
  file(
    'a PNG of 3,600 megapixels in 100 bytes',
    'huge.png',
    PNG,
    () => pngOf(['IHDR', pngHeader(60_000, 60_000)], ['IDAT', deflateSync(new Uint8Array(60_000))]),
    { refused: /60,000 × 60,000 pixels; up to 120 megapixels/ },
  ),
  file('a JPEG that claims 4,295 megapixels', 'huge.jpg', JPEG, () => jpegOf(65_535, 65_535), {
    refused: /65,535 × 65,535 pixels/,
  }),
  file('a WebP that claims 268 megapixels', 'huge.webp', '', () => webpOf(16_384, 16_384), {
    refused: /16,384 × 16,384 pixels/,
  }),
  file(
    'an AVIF that claims 400 megapixels',
    'huge.avif',
    '',
    () => boxedPicture('avif', 2e4, 2e4),
    {
      refused: /20,000 × 20,000 pixels/,
    },
  ),
  file(
    'a TIFF that claims 10,000 megapixels',
    'huge.tif',
    '',
    () => tiffOf([256, 4, 1e5], [257, 4, 1e5]),
    {
      refused: /100,000 × 100,000 pixels/,
    },
  ),
  file(
    'a GIF whose frame is larger than its screen',
    'frame.gif',
    'image/gif',
    () => gifOf([8, 8], [65_535, 65_535]),
    { refused: /65,535 × 65,535 pixels/ },
  ),
  file(
    'a PNG of endless width',
    'endless.png',
    PNG,
    () => pngOf(['IHDR', pngHeader(1_000_000, 20)]),
    {
      refused: /1,000,000 × 20 pixels; no side/,
    },
  ),
  file('a GIF of nothing', 'zero.gif', 'image/gif', () => gifOf([0, 0], [0, 0]), {
    refused: /without any pixels/,
  }),
  file('a JPEG without height', 'flat.jpg', JPEG, () => jpegOf(40, 0), {
    refused: /without any pixels/,
  }),
  file(
    'boxes in an endless row',
    'boxes.heic',
    'image/heic',
    () =>
      Buffer.concat([
        box('ftyp', latin('heic'), uint32(0)),
        box('meta', uint32(0), latin('\0\0\0\0ispe'.repeat(50))),
        latin('\0\0\0\x01free\0\0\0\0\0\0\0\0'),
      ]),
    { refused: /breaks off|damaged/ },
  ),
];

/** All of them, each with a name of its own. */
export const HOSTILE_FILES: readonly HostileFile[] = [...ODD, ...REFUSED];

/** A file as Playwright's `setInputFiles` and the drop helper of the end-to-end tests take it. */
export async function payloadOf({ name, type, bytes }: HostileFile): Promise<{
  name: string;
  mimeType: string;
  buffer: Buffer;
}> {
  return { name, mimeType: type, buffer: Buffer.from(await bytes()) };
}

/** What becomes of a file in Chromium. */
export function outcomeInBrowser({ then, inBrowser }: HostileFile): Outcome {
  return inBrowser ?? then;
}
