import type { Picture } from '@/lib/image/picture';
import { enlargePicture } from '@/lib/image/resize';

/**
 * Paints a picture over the whole canvas, smoothly enlarged by a whole factor up to
 * `width` pixels. The browser scales it to its place; from four times the picture's
 * own width on, it is so smooth by then that the scaling adds no pattern.
 */
export function paint(canvas: HTMLCanvasElement, picture: Picture, width: number): void {
  const factor = Math.max(1, Math.floor(width / picture.width));
  const smooth = enlargePicture(picture, picture.width * factor, picture.height * factor);
  if (canvas.width !== smooth.width || canvas.height !== smooth.height) {
    canvas.width = smooth.width;
    canvas.height = smooth.height;
  }
  const context = canvas.getContext('2d', { alpha: false });
  context?.putImageData(new ImageData(smooth.data, smooth.width, smooth.height), 0, 0);
}
