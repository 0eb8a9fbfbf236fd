/** From a camera's picture to one to work with. */
import type { Picture } from '../picture';

/** A picture that is looked at and judged needs no more: 2048 × 2048. */
export const WORKING_PIXELS = 2048 * 2048;

/**
 * By what whole number a picture is reduced: the smallest that leaves it at most
 * `WORKING_PIXELS`. By area, not by the longer side, so that a panorama keeps its height.
 */
export function shrinkFactor(width: number, height: number): number {
  return Math.ceil(Math.sqrt((width * height) / WORKING_PIXELS));
}

/** The size after `shrinkFactor`; the last row and column may be of fewer pixels. */
export function shrunkSize(width: number, height: number): { width: number; height: number } {
  const factor = shrinkFactor(width, height);
  return { width: Math.ceil(width / factor), height: Math.ceil(height / factor) };
}

/** Gives the RGBA bytes of a part of a large, opaque picture. */
export type TileSource = (
  left: number,
  top: number,
  width: number,
  height: number,
) => ArrayLike<number>;

/** About the side of a tile: 4 MB at a time, and below every browser's largest canvas. */
const TILE = 1024;

/**
 * A large picture reduced by `shrinkFactor`, tile by tile: each pixel is the mean of the
 * pixels that it covers. The same on every machine, unlike a canvas that is drawn smaller,
 * and the large picture's bytes are never in memory at once. Leaves alone what is small.
 */
export function shrinkTiles(width: number, height: number, tile: TileSource): Picture {
  const factor = shrinkFactor(width, height);
  const shrunk = shrunkSize(width, height);
  const data = new Uint8ClampedArray(shrunk.width * shrunk.height * 4);
  const step = factor * Math.floor(TILE / factor);
  for (let top = 0; top < height; top += step) {
    for (let left = 0; left < width; left += step) {
      const tileWidth = Math.min(step, width - left);
      const tileHeight = Math.min(step, height - top);
      const bytes = tile(left, top, tileWidth, tileHeight);
      const target = { data, stride: shrunk.width, x: left / factor, y: top / factor };
      meanBlocks(bytes, tileWidth, tileHeight, factor, target);
    }
  }
  return { ...shrunk, data };
}

interface Target {
  readonly data: Uint8ClampedArray;
  /** Pixels a row. */
  readonly stride: number;
  /** Where the tile's first block goes. */
  readonly x: number;
  readonly y: number;
}

function meanBlocks(
  bytes: ArrayLike<number>,
  width: number,
  height: number,
  factor: number,
  { data, stride, x: left, y: top }: Target,
): void {
  for (let y = 0; y < height; y += factor) {
    const bottom = Math.min(height, y + factor);
    let to = ((top + y / factor) * stride + left) * 4;
    for (let x = 0; x < width; x += factor, to += 4) {
      const right = Math.min(width, x + factor);
      let [red, green, blue] = [0, 0, 0];
      for (let row = y; row < bottom; row++) {
        const end = (row * width + right) * 4;
        for (let from = (row * width + x) * 4; from < end; from += 4) {
          red += bytes[from]!;
          green += bytes[from + 1]!;
          blue += bytes[from + 2]!;
        }
      }
      const count = (right - x) * (bottom - y);
      data[to] = red / count;
      data[to + 1] = green / count;
      data[to + 2] = blue / count;
      data[to + 3] = 255;
    }
  }
}
