/** Convolutions as plain loops over plain numbers, for tests that need an independent computation. */
import * as tf from '@tensorflow/tfjs-core';

import type { Random } from '@/lib/latent/random';

import { gaussians } from './layers';

/** One picture or its features, [height, width, channels]. */
export interface Plane {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly values: Float64Array;
}

/** Padding before the first row and column, and the number of rows and columns that come out. */
interface Geometry {
  readonly before: number;
  readonly out: number;
}

export const symmetric = (size: number, kernel: number, stride: number): Geometry => {
  const before = (kernel - 1) / 2;
  return { before, out: Math.floor((size + 2 * before - kernel) / stride) + 1 };
};

export const same = (size: number, kernel: number, stride: number): Geometry => {
  const out = Math.ceil(size / stride);
  return { before: Math.floor(Math.max((out - 1) * stride + kernel - size, 0) / 2), out };
};

export function planeOf(tensor: tf.Tensor4D): Plane {
  const [, height, width, channels] = tensor.shape;
  return { height, width, channels, values: Float64Array.from(tensor.dataSync()) };
}

/** Visits every product of a window: output place, input place, place in the kernel. */
function windows(
  { height, width }: Plane,
  [kernelHeight, kernelWidth]: readonly number[],
  stride: number,
  pad: typeof same,
  visit: (output: number, input: number, tap: number) => void,
) {
  const rows = pad(height, kernelHeight!, stride);
  const columns = pad(width, kernelWidth!, stride);
  for (let row = 0; row < rows.out; row++) {
    for (let column = 0; column < columns.out; column++) {
      for (let i = 0; i < kernelHeight!; i++) {
        for (let j = 0; j < kernelWidth!; j++) {
          const y = row * stride + i - rows.before;
          const x = column * stride + j - columns.before;
          if (y < 0 || x < 0 || y >= height || x >= width) continue;
          visit(row * columns.out + column, y * width + x, i * kernelWidth! + j);
        }
      }
    }
  }
  return { height: rows.out, width: columns.out };
}

/** @param kernel [height, width, inputs, outputs] */
export function plainConv(
  x: Plane,
  kernel: tf.Tensor,
  bias: tf.Tensor,
  stride: number,
  pad: typeof same,
): Plane {
  const [, , inputs, outputs] = kernel.shape as [number, number, number, number];
  const weights = kernel.dataSync();
  const sums: number[] = [];
  const size = windows(x, kernel.shape, stride, pad, (output, input, tap) => {
    for (let c = 0; c < inputs; c++) {
      const value = x.values[input * inputs + c]!;
      for (let o = 0; o < outputs; o++) {
        const at = output * outputs + o;
        sums[at] = (sums[at] ?? 0) + value * weights[(tap * inputs + c) * outputs + o]!;
      }
    }
  });
  return withBias(size, outputs, sums, bias);
}

/** @param kernel [height, width, channels, 1] */
export function plainDepthwise(
  x: Plane,
  kernel: tf.Tensor,
  bias: tf.Tensor,
  stride: number,
  pad: typeof same,
): Plane {
  const weights = kernel.dataSync();
  const { channels } = x;
  const sums: number[] = [];
  const size = windows(x, kernel.shape, stride, pad, (output, input, tap) => {
    for (let c = 0; c < channels; c++) {
      const at = output * channels + c;
      sums[at] = (sums[at] ?? 0) + x.values[input * channels + c]! * weights[tap * channels + c]!;
    }
  });
  return withBias(size, channels, sums, bias);
}

function withBias(
  size: { height: number; width: number },
  channels: number,
  sums: readonly number[],
  bias: tf.Tensor,
): Plane {
  const offsets = bias.dataSync();
  return {
    ...size,
    channels,
    values: Float64Array.from(sums, (s, i) => s + offsets[i % channels]!),
  };
}

/** 3 × 3 maximum with stride 2, symmetrically padded with −∞. */
export function plainMaxPool(x: Plane): Plane {
  const { channels } = x;
  const maxima: number[] = [];
  const size = windows(x, [3, 3], 2, symmetric, (output, input) => {
    for (let c = 0; c < channels; c++) {
      const at = output * channels + c;
      maxima[at] = Math.max(maxima[at] ?? -Infinity, x.values[input * channels + c]!);
    }
  });
  return { ...size, channels, values: Float64Array.from(maxima) };
}

export const mapPlane = (x: Plane, change: (value: number, index: number) => number): Plane => ({
  ...x,
  values: x.values.map(change),
});

export const addPlanes = (a: Plane, b: Plane) => mapPlane(a, (value, i) => value + b.values[i]!);

/** [batch, height, width, 3] in (-1, 1). */
export function randomPictures(random: Random, batch: number, height: number, width: number) {
  return tf.tanh(gaussians(random, [batch, height, width, 3], 1)) as tf.Tensor4D;
}

/** The largest difference between the two, over the largest magnitude of the second. */
export function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Infinity;
  let difference = 0;
  let magnitude = 0;
  for (let i = 0; i < expected.length; i++) {
    difference = Math.max(difference, Math.abs(actual[i]! - expected[i]!));
    magnitude = Math.max(magnitude, Math.abs(expected[i]!));
  }
  return difference / magnitude;
}

/** Every weight moved a little, so that no scale is 0, no statistic trivial, no variance negative. */
export function disturbed(
  weights: Readonly<Record<string, tf.Tensor>>,
  random: Random,
): Record<string, tf.Tensor> {
  return Object.fromEntries(
    Object.entries(weights).map(([name, weight]) => {
      const change = gaussians(random, weight.shape, 0.1);
      return [name, tf.add(weight, name.endsWith('Variance') ? tf.abs(change) : change)];
    }),
  );
}
