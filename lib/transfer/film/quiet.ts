/** Takes the noise out of what stands still, so that the brushwork on it stands still as well. Pure. */
import type { Picture } from '@/lib/image/picture';

/** Mean differences of a pixel's colours up to here, in levels of 0..255, are noise of a camera or of compression. */
const NOISE = 8;
/** From here on it is motion, and shown as it is. */
const MOTION = 24;
/** How much of a new value is taken over where there is only noise. */
const NEWEST = 0.25;

export interface Quieter {
  /** The frame with what hardly differs from the one before drawn towards it. */
  quiet(frame: Picture): Picture;
  /** For a new scene: nothing of the frames before remains. */
  forget(): void;
}

/**
 * A mean over time where nothing moves, nothing at all where something does: each pixel goes a
 * quarter of the way to its new value while it differs by no more than noise does, all of it
 * from where it surely moves. A network paints small differences as different strokes.
 */
export function createQuieter(): Quieter {
  let before: Float32Array | undefined;
  let beforeWidth = 0;
  return {
    quiet(frame) {
      const { width, height, data } = frame;
      if (before?.length !== data.length || beforeWidth !== width) {
        before = Float32Array.from(data);
        beforeWidth = width;
        return frame;
      }
      const out = new Uint8ClampedArray(data.length);
      for (let i = 0; i < data.length; i += 4) {
        const red = data[i]! - before[i]!;
        const green = data[i + 1]! - before[i + 1]!;
        const blue = data[i + 2]! - before[i + 2]!;
        const difference = (Math.abs(red) + Math.abs(green) + Math.abs(blue)) / 3;
        const moved = Math.min(1, Math.max(0, (difference - NOISE) / (MOTION - NOISE)));
        const share = NEWEST + (1 - NEWEST) * moved;
        out[i] = before[i]! += share * red;
        out[i + 1] = before[i + 1]! += share * green;
        out[i + 2] = before[i + 2]! += share * blue;
        out[i + 3] = 255;
      }
      return { width, height, data: out };
    },
    forget() {
      before = undefined;
    },
  };
}
