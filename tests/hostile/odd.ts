/** Pictures that are unusual, and must be opened. */
import { deflateSync } from 'node:zlib';

import sharp from 'sharp';

import { bmpOf, latin, pngHeader, pngOf, tiffOf, withSegment } from './bytes';
import { file, H, JPEG, PNG, quarterJpeg, UPRIGHT, W, type HostileFile } from './file';
import { frames, largeQuarters, orientedJpeg, QUARTERS, quarters, type Colour } from './pictures';

const [RED, GREEN, BLUE] = QUARTERS;
const all = (colour: Colour): Colour[] => [colour, colour, colour, colour];

export const ODD_PICTURES: readonly HostileFile[] = [
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
