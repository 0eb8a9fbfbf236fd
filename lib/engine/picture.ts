import type * as tf from '@tensorflow/tfjs-core';

import type { Picture } from '@/lib/image/picture';

/**
 * How far a cell's mean may lie from the card's, in levels of 0..255. Back ends
 * that round to float16 stay within 1 or 2; a broken one is off by dozens.
 */
export const SELF_CHECK_TOLERANCE = 4;

/**
 * The pictures of one generator output. The caller keeps the tensor.
 * @param output [batch, height, width, 3] in [-1, 1]; values outside are clamped.
 */
export async function picturesFromTensor(output: tf.Tensor): Promise<Picture[]> {
  const [batch, height, width, channels] = output.shape;
  if (output.rank !== 4 || channels !== 3) {
    throw new RangeError(`Pictures need shape [batch, height, width, 3], not [${output.shape}].`);
  }
  const values = await output.data<'float32'>();
  const pixels = height! * width!;
  return Array.from({ length: batch! }, (_, index) => {
    const data = new Uint8ClampedArray(pixels * 4);
    let from = index * pixels * 3;
    for (let to = 0; to < data.length; to += 4) {
      // Assignment rounds to the nearest level and clamps.
      data[to] = (values[from++]! + 1) * 127.5;
      data[to + 1] = (values[from++]! + 1) * 127.5;
      data[to + 2] = (values[from++]! + 1) * 127.5;
      data[to + 3] = 255;
    }
    return { width: width!, height: height!, data };
  });
}

/** The picture of an output with a batch of one. @see picturesFromTensor */
export async function pictureFromTensor(output: tf.Tensor): Promise<Picture> {
  const [picture, ...others] = await picturesFromTensor(output);
  if (!picture || others.length > 0) throw new RangeError('Expected a batch of one picture.');
  return picture;
}

/**
 * Mean colour of each cell of a `grid` × `grid` raster, row by row, R G B in
 * 0..255: what a card's self-check holds. Cells differ by a pixel in size where
 * the grid does not divide the side.
 */
export function cellMeans({ width, height, data }: Picture, grid: number): number[] {
  const means: number[] = [];
  for (let row = 0; row < grid; row++) {
    const top = Math.floor((row * height) / grid);
    const bottom = Math.max(top + 1, Math.floor(((row + 1) * height) / grid));
    for (let column = 0; column < grid; column++) {
      const left = Math.floor((column * width) / grid);
      const right = Math.max(left + 1, Math.floor(((column + 1) * width) / grid));
      const sums = [0, 0, 0];
      for (let y = top; y < bottom; y++) {
        for (let x = left; x < right; x++) {
          const at = (y * width + x) * 4;
          for (let c = 0; c < 3; c++) sums[c]! += data[at + c]!;
        }
      }
      const pixels = (bottom - top) * (right - left);
      means.push(...sums.map((sum) => sum / pixels));
    }
  }
  return means;
}

/** Largest distance between two lists of cell means; infinite when they cannot be compared. */
export function cellDistance(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length) return Infinity;
  let largest = 0;
  for (let i = 0; i < a.length; i++) {
    const distance = Math.abs(a[i]! - b[i]!);
    // NaN compares false with everything and must not pass for a match.
    if (!(distance <= largest)) largest = Number.isNaN(distance) ? Infinity : distance;
  }
  return largest;
}
