/** Draws a large bitmap small, on whatever canvas there is. */
import { SfumatoError } from '@/lib/errors';

import type { Picture } from '../picture';
import { shrinkFactor, shrunkSize } from './shrink';

type Canvas = OffscreenCanvas | HTMLCanvasElement;
type Context = OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D;

/** Side of a tile after its first halving: 4 MB, and far below every browser's largest canvas. */
const TILE = 1024;

/**
 * A bitmap on white, in sRGB, reduced by `shrinkFactor` to `most` pixels: each pixel is the mean of the
 * pixels it covers. Drawn at exactly half its size, a picture is sampled in the middle of
 * four pixels, so that plain bilinear sampling is their mean; at any other size it would
 * pass over pixels, and "high quality" means something else in every browser.
 * @throws SfumatoError `internal` where there is no canvas to be had.
 */
export function drawReduced(bitmap: ImageBitmap, most?: number): Picture {
  const factor = shrinkFactor(bitmap.width, bitmap.height, most);
  const size = shrunkSize(bitmap.width, bitmap.height, most);
  const context = whiteCanvas(size.width, size.height);
  if (factor <= 2) {
    const [width, height] = [size.width * factor, size.height * factor];
    context.drawImage(bitmap, 0, 0, width, height, 0, 0, size.width, size.height);
  } else {
    drawTiles(bitmap, factor, size, context);
  }
  return { ...size, data: context.getImageData(0, 0, size.width, size.height).data };
}

/** By halves, a tile at a time, so that the halves of a large picture need not exist as a whole. */
function drawTiles(
  bitmap: ImageBitmap,
  factor: number,
  size: { readonly width: number; readonly height: number },
  target: Context,
): void {
  // All halvings but the last, which goes to its place in the whole.
  const halves: Context[] = [];
  for (let side = TILE; 2 ** (halves.length + 1) < factor; side /= 2) {
    halves.push(whiteCanvas(side, side));
  }
  const step = (2 * TILE) / factor;
  for (let top = 0; top < size.height; top += step) {
    for (let left = 0; left < size.width; left += step) {
      const width = Math.min(step, size.width - left);
      const height = Math.min(step, size.height - top);
      let source: CanvasImageSource = bitmap;
      let [x, y, scale] = [left * factor, top * factor, factor];
      for (const half of halves) {
        half.fillRect(0, 0, half.canvas.width, half.canvas.height);
        drawHalf(source, x, y, width * scale, height * scale, half, 0, 0);
        [source, x, y, scale] = [half.canvas, 0, 0, scale / 2];
      }
      drawHalf(source, x, y, width * scale, height * scale, target, left, top);
    }
  }
}

function drawHalf(
  source: CanvasImageSource,
  x: number,
  y: number,
  width: number,
  height: number,
  target: Context,
  left: number,
  top: number,
): void {
  target.drawImage(source, x, y, width, height, left, top, width / 2, height / 2);
}

/** An opaque white canvas. */
function whiteCanvas(width: number, height: number): Context {
  const canvas: Canvas =
    typeof OffscreenCanvas === 'undefined'
      ? Object.assign(document.createElement('canvas'), { width, height })
      : new OffscreenCanvas(width, height);
  // One kind of canvas or the other: the method is the same, its types are not.
  const context = (canvas as OffscreenCanvas).getContext('2d', {
    alpha: false,
    colorSpace: 'srgb',
    willReadFrequently: true,
  });
  if (!context) {
    throw new SfumatoError(
      'internal',
      'The browser has no memory left for this picture. Close other tabs and try again.',
    );
  }
  context.imageSmoothingQuality = 'low';
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  return context;
}
