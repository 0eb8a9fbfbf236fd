/** Bicubic resizing as a matrix: two products resize a picture on any back end. */
import * as tf from '@tensorflow/tfjs-core';

/** Keys 1981, equation 4, with a = −½: exact for quadratics. Pillow's and OpenCV's choice of a differ. */
export function keys(distance: number): number {
  const x = Math.abs(distance);
  if (x < 1) return (1.5 * x - 2.5) * x * x + 1;
  if (x < 2) return ((-0.5 * x + 2.5) * x - 4) * x + 2;
  return 0;
}

/**
 * Weights [to, from] of one axis. Where a picture gets smaller, the filter is as much wider,
 * so that nothing aliases; at the edges it is cut off and scaled back to a sum of 1. The
 * same as Pillow's `BICUBIC`.
 */
export function bicubicWeights(from: number, to: number): Float32Array {
  const weights = new Float32Array(to * from);
  const scale = from / to;
  const width = Math.max(1, scale);
  for (let i = 0; i < to; i++) {
    const centre = (i + 0.5) * scale;
    const first = Math.max(0, Math.floor(centre - 2 * width + 0.5));
    const last = Math.min(from, Math.floor(centre + 2 * width + 0.5));
    let sum = 0;
    for (let j = first; j < last; j++) {
      weights[i * from + j] = keys((j + 0.5 - centre) / width);
      sum += weights[i * from + j]!;
    }
    for (let j = first; j < last; j++) weights[i * from + j]! /= sum;
  }
  return weights;
}

/**
 * Square pictures through several sizes at once, without rounding in between.
 * @param sizes from the pictures' own side to the last one, e.g. [64, 128, 224].
 * @returns [to, from]
 */
export function bicubicMatrix(sizes: readonly number[]): tf.Tensor2D {
  return tf.tidy(() => {
    let matrix: tf.Tensor2D | undefined;
    for (let i = 1; i < sizes.length; i++) {
      const [from, to] = [sizes[i - 1]!, sizes[i]!];
      const step = tf.tensor2d(bicubicWeights(from, to), [to, from]);
      matrix = matrix ? tf.matMul<tf.Tensor2D>(step, matrix) : step;
    }
    return matrix ?? tf.eye(sizes[0]!);
  });
}

/** x [batch, side, side, channels] → [batch, to, to, channels]. @param matrix [to, side] */
export function resizeSquares(x: tf.Tensor4D, matrix: tf.Tensor2D): tf.Tensor4D {
  const [batch, side, , channels] = x.shape;
  const to = matrix.shape[0];
  return tf.tidy(() => {
    const planes = tf.transpose(x, [0, 3, 1, 2]); // batch, channel, y, x
    const across = tf.matMul(tf.reshape(planes, [-1, side]), matrix, false, true);
    const turned = tf.transpose(tf.reshape(across, [batch * channels, side, to]), [0, 2, 1]);
    const down = tf.matMul(tf.reshape(turned, [-1, side]), matrix, false, true);
    return tf.transpose(tf.reshape(down, [batch, channels, to, to]), [0, 3, 2, 1]);
  });
}
