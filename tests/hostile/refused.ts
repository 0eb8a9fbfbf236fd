/** Files that must be refused in a sentence. */
import { deflateSync } from 'node:zlib';

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
} from './bytes';
import { file, H, JPEG, PNG, W, type HostileFile } from './file';
import { noisy, quarters } from './pictures';

const noisyJpeg = () => noisy(200, 150).jpeg().toBuffer();
const cut = (bytes: Uint8Array, share = 0.5) => bytes.subarray(0, Math.floor(bytes.length * share));

export const REFUSED_FILES: readonly HostileFile[] = [
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
    'an AVIF that hides 400 megapixels behind a thumbnail',
    'thumbnail.avif',
    'image/avif',
    () => boxedPicture('avif', 2e4, 2e4, [64, 64]),
    { refused: /20,000 × 20,000 pixels/ },
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
