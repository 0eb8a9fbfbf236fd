/**
 * Noise that is the same at the same place of a picture, whichever part of it is painted. A
 * convolution makes of a plain sky a plain sky: strokes there have to begin with something
 * (Ulyanov et al. 2016, section 3.1, feed noise for the same reason).
 */
import * as tf from '@tensorflow/tfjs-core';

import { createRandom } from '@/lib/latent/random';

import type { Origin } from './stylizer-geometry';

/** Side of the square that is repeated. */
const PERIOD = 128;
/** Sides of the specks, so that there is something in every layer. */
const SPECKS = [1, 2, 4, 8];
const SEED = 1;

let square: Float32Array | undefined;

/** [1, height, width, 1], over many places of mean 0 and deviation 1. */
export function grain(height: number, width: number, { left, top }: Origin): tf.Tensor4D {
  square ??= drawSquare();
  const values = new Float32Array(height * width);
  for (let y = 0, to = 0; y < height; y++) {
    const row = inPeriod(top + y) * PERIOD;
    for (let x = 0; x < width; x++) values[to++] = square[row + inPeriod(left + x)]!;
  }
  return tf.tensor4d(values, [1, height, width, 1]);
}

const inPeriod = (at: number) => ((at % PERIOD) + PERIOD) % PERIOD;

/** Specks of all sides, each as strong as the others, going on where the square ends. */
function drawSquare(): Float32Array {
  const random = createRandom(SEED);
  const sum = new Float32Array(PERIOD * PERIOD);
  for (const side of SPECKS) {
    const count = PERIOD / side;
    const specks = Float32Array.from({ length: count * count }, () => random.gaussian());
    const smooth = Float32Array.from(sum, (_, i) => {
      const [y, x] = [Math.floor(i / PERIOD), i % PERIOD].map((at) => (at + 0.5) / side - 0.5);
      return between(specks, count, y!, x!);
    });
    const deviation = deviationOf(smooth);
    smooth.forEach((value, i) => (sum[i]! += value / deviation));
  }
  const [mean, deviation] = [meanOf(sum), deviationOf(sum)];
  return sum.map((value) => (value - mean) / deviation);
}

/** Bilinear, of a square that is repeated. */
function between(values: Float32Array, count: number, y: number, x: number): number {
  const [row, column] = [Math.floor(y), Math.floor(x)];
  const at = (i: number, j: number) =>
    values[((i + count) % count) * count + ((j + count) % count)]!;
  const [down, right] = [y - row, x - column];
  const line = (i: number) => at(i, column) * (1 - right) + at(i, column + 1) * right;
  return line(row) * (1 - down) + line(row + 1) * down;
}

const meanOf = (values: Float32Array) => values.reduce((sum, v) => sum + v, 0) / values.length;

function deviationOf(values: Float32Array): number {
  const mean = meanOf(values);
  return Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length);
}
