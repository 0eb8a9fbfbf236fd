/**
 * How large a preview may be so that it keeps up with a hand: measured, not guessed, because
 * a phone and a graphics card are a hundredfold apart.
 */

/** Longer sides of previews, in pixels. Few, because back ends prepare themselves anew for every shape. */
export const PREVIEW_SIDES = [96, 128, 160, 192, 256, 320, 384, 448, 512, 640] as const;

/** Four frames a second must be kept: a frame may take no longer, in milliseconds. */
export const FRAME_LIMIT_MS = 250;
/** What is aimed at, so that there is room for the unforeseen. */
const AIM_MS = 150;
/** Where it begins before anything was measured: right for a processor alone. */
const FIRST_SIDE = 192;
/** Weight of a new measurement in the running mean. */
const FRESH = 0.4;

export interface PreviewSizes {
  /** Longer side of the next preview, in pixels; one of `PREVIEW_SIDES`. */
  side(): number;
  /**
   * Reports what a preview took. The first of a shape counts only as far as it says that it
   * was quick enough: shaders are compiled then, and memory is taken.
   */
  took(side: number, milliseconds: number): void;
  /** What a picture of so many pixels is going to take; undefined before anything is known. */
  estimate(pixels: number): number | undefined;
}

export function createPreviewSizes(): PreviewSizes {
  let at: number = PREVIEW_SIDES.indexOf(FIRST_SIDE);
  /** Milliseconds a square pixel of the longer side, a running mean. */
  let cost: number | undefined;
  const seen = new Set<number>();

  /** The largest side that keeps within the aim; at most two steps up at once. */
  function chosen(perPixel: number): number {
    const fits = PREVIEW_SIDES.findLastIndex((side) => side * side * perPixel <= AIM_MS);
    return Math.min(Math.max(0, fits), at + 2);
  }

  return {
    side: () => PREVIEW_SIDES[at]!,
    took(side, milliseconds) {
      const measured = milliseconds / (side * side);
      const first = !seen.has(side);
      seen.add(side);
      // A slow first time says nothing of the second.
      if (first && milliseconds > AIM_MS) return;
      cost = cost === undefined ? measured : cost + FRESH * (measured - cost);
      // Too slow is mended at once, not after the mean has come round.
      if (milliseconds > FRAME_LIMIT_MS) cost = Math.max(cost, measured);
      at = chosen(cost);
    },
    estimate: (pixels) => (cost === undefined ? undefined : cost * pixels),
  };
}
