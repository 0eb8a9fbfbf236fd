import type { Picture } from '@/lib/image/picture';
import { enlargePicture } from '@/lib/image/resize';

/**
 * Width up to which a picture is enlarged before the browser scales it to its
 * place. By then it is so smooth that the browser's own scaling adds no pattern.
 */
const SMOOTH_WIDTH = 384;

/** Paints a picture over the whole canvas, smoothly enlarged by a whole factor up to `width`. */
export function paint(canvas: HTMLCanvasElement, picture: Picture, width = SMOOTH_WIDTH): void {
  const factor = Math.max(1, Math.floor(width / picture.width));
  const smooth = enlargePicture(picture, picture.width * factor, picture.height * factor);
  if (canvas.width !== smooth.width || canvas.height !== smooth.height) {
    canvas.width = smooth.width;
    canvas.height = smooth.height;
  }
  const context = canvas.getContext('2d', { alpha: false });
  context?.putImageData(new ImageData(smooth.data, smooth.width, smooth.height), 0, 0);
}
