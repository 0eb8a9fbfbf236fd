/** From decoded frames to pictures. Client side only. */
import type { VideoSample } from 'mediabunny';

import { SfumatoError } from '@/lib/errors';
import type { Picture } from '@/lib/image/picture';

import type { FilmSize } from './sizes';

export type ReadFrame = (sample: VideoSample, size: FilmSize) => Picture;

/** Reads frames through one canvas of its own: upright, on black, in sRGB. */
export function createReader(): ReadFrame {
  const canvas = new OffscreenCanvas(2, 2);
  const context = contextOf(canvas);
  return (sample, { width, height }) => {
    if (canvas.width !== width || canvas.height !== height)
      Object.assign(canvas, { width, height });
    context.imageSmoothingQuality = 'medium';
    sample.draw(context, 0, 0, width, height);
    return { width, height, data: context.getImageData(0, 0, width, height).data };
  };
}

export function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  if (context) return context;
  throw new SfumatoError(
    'internal',
    'The browser has no memory left for this film. Close other tabs and try again.',
  );
}
