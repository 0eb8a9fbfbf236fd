/** How large a result may be, and is unless somebody wants otherwise. Pure. */
import { LARGEST_PIXELS } from '@/lib/image/open/shrink';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Longer sides that can be asked for, in pixels, besides the picture's own. */
const SIDES = [512, 1024, 1536, 2048, 3072, 4096] as const;
export const MAX_SIDE = 4096;
/** The picture's own size is kept up to here unless somebody wants more. */
const DEFAULT_SIDE = 2048;
/** Smaller ones are painted as if they were as large, and no smaller: of 40 pixels no style can be seen. */
export const MIN_SIDE = 64;

/**
 * A generated picture that a server paints is shown as that of a model that draws so large: up
 * to four times as wide, which is how wide it is painted.
 */
export const PAINTED_RESOLUTION = 128;

/** What a browser lets know about its device. */
export interface DeviceFacts {
  /** Gigabytes of memory, as browsers tell them: rounded, 8 at most; undefined where they do not. */
  readonly memory: number | undefined;
  /** It is held in a hand: little memory for one page, and no swapping. */
  readonly handheld: boolean;
}

/**
 * The longest side that this device can be expected to paint. At 4,096 pixels a picture takes
 * 64 MB, and there are up to five at once: the content, the ground of broad strokes, the result,
 * the same in the picture's own colours, and what is shown. Decoding and saving take as much
 * again as one or two of them.
 */
export function largestSide({ memory, handheld }: DeviceFacts): number {
  if (memory !== undefined && memory <= 1) return 1024;
  if (memory !== undefined && memory <= 2) return 1536;
  if (memory !== undefined && memory <= 4) return handheld ? 2048 : 3072;
  return handheld ? 3072 : MAX_SIDE;
}

/**
 * Pixels that opening a picture must leave of it: it halves until there are no more, so four
 * times as many as are painted, or half a picture would be enlarged. What is held in a hand
 * has less memory, and canvases no larger than `LARGEST_PIXELS`.
 */
export function openedPixels(largest: number, { handheld }: DeviceFacts): number {
  const enough = 4 * largest ** 2;
  return handheld ? Math.min(enough, LARGEST_PIXELS) : enough;
}

/** The longer side that is painted unless another one is chosen: the picture's own, within reason. */
export function defaultSide(own: Size, largest: number): number {
  const side = Math.max(MIN_SIDE, Math.max(own.width, own.height));
  return Math.min(side, DEFAULT_SIDE, largest);
}

/** All longer sides that can be chosen for a picture on this device, ascending; its own among them. */
export function sidesFor(own: Size, largest: number): number[] {
  const mine = Math.max(own.width, own.height);
  const sides = [...SIDES.filter((side) => side <= largest), defaultSide(own, largest)];
  if (mine >= MIN_SIDE && mine <= largest) sides.push(mine);
  return [...new Set(sides)].sort((a, b) => a - b);
}
