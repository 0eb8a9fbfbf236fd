/** The one small form in which a picture is measured. */
import type { Picture } from '@/lib/image/picture';
import { resizeCut } from '@/lib/image/reduce';

/** Longer side, in pixels: what can be measured should not depend on how large a file is. */
export const LONG_SIDE = 256;

export interface Working {
  readonly width: number;
  readonly height: number;
  /** [height, width, 3] in 0..255. */
  readonly rgb: Float32Array;
  /** [height, width] in 0..255: luma of ITU-R BT.601. */
  readonly luma: Float32Array;
}

/** A smaller picture is left as it is: what was enlarged shows edges that nobody painted. */
export function workingOf(picture: Picture): Working {
  const scale = Math.min(1, LONG_SIDE / Math.max(picture.width, picture.height));
  const side = (old: number) => Math.max(1, Math.round(old * scale));
  return fromLevels(picture, side(picture.width), side(picture.height));
}

export function fromLevels(picture: Picture, width: number, height: number): Working {
  const whole = { left: 0, top: 0, width: picture.width, height: picture.height };
  const { data: rgb } = resizeCut(picture, whole, width, height);
  const luma = new Float32Array(width * height);
  for (let i = 0, at = 0; i < luma.length; i++, at += 3) {
    luma[i] = 0.299 * rgb[at]! + 0.587 * rgb[at + 1]! + 0.114 * rgb[at + 2]!;
  }
  return { width, height, rgb, luma };
}
