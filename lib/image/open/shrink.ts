/** From a camera's picture to one to work with. */

/** A picture that is looked at and judged needs no more: 2048 × 2048. */
export const WORKING_PIXELS = 2048 * 2048;

/** A long picture may have more, up to what every browser's canvas takes: 4096 × 4096. */
const LONG_PIXELS = 4 * WORKING_PIXELS;
/** The shorter side that a panorama keeps for it, in pixels. */
const SHORT_SIDE = 384;

/**
 * By what power of two a picture is reduced: halving is what canvases do fast and alike.
 * It then has at most `WORKING_PIXELS`; if that made a panorama too low to look at, up to
 * four times as many.
 */
export function shrinkFactor(width: number, height: number): number {
  const pixels = width * height;
  let factor = 1;
  while (pixels > WORKING_PIXELS * factor ** 2) {
    const tooLow = Math.min(width, height) / (2 * factor) < SHORT_SIDE;
    if (tooLow && pixels <= LONG_PIXELS * factor ** 2) break;
    factor *= 2;
  }
  return factor;
}

/** The size after `shrinkFactor`. What does not fill a pixel at the right and below is left out. */
export function shrunkSize(width: number, height: number): { width: number; height: number } {
  const factor = shrinkFactor(width, height);
  return { width: Math.floor(width / factor), height: Math.floor(height / factor) };
}
