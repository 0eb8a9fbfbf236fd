/** From a camera's picture to one to work with. */

/** A picture that is looked at and judged needs no more: 2048 × 2048. */
export const WORKING_PIXELS = 2048 * 2048;

/**
 * One that is to be painted over may have more, up to what every browser's canvas takes, and
 * so may a long one: 4096 × 4096.
 */
export const LARGEST_PIXELS = 4 * WORKING_PIXELS;
/** The shorter side that a panorama keeps for it, in pixels. */
const SHORT_SIDE = 384;

/**
 * By what power of two a picture is reduced: halving is what canvases do fast and alike.
 * It then has at most `most` pixels; if that made a panorama too low to look at, up to
 * `LARGEST_PIXELS`.
 */
export function shrinkFactor(width: number, height: number, most = WORKING_PIXELS): number {
  const pixels = width * height;
  let factor = 1;
  while (pixels > most * factor ** 2) {
    const tooLow = Math.min(width, height) / (2 * factor) < SHORT_SIDE;
    if (tooLow && pixels <= LARGEST_PIXELS * factor ** 2) break;
    factor *= 2;
  }
  return factor;
}

/** The size after `shrinkFactor`. What does not fill a pixel at the right and below is left out. */
export function shrunkSize(
  width: number,
  height: number,
  most = WORKING_PIXELS,
): { width: number; height: number } {
  const factor = shrinkFactor(width, height, most);
  return { width: Math.floor(width / factor), height: Math.floor(height / factor) };
}
