/** Multinomial logistic regression. */
import * as tf from '@tensorflow/tfjs-core';

import { Adam } from '../adam';
import type { Tensors } from '../tensors';

/** Steps over all rows at once; the problem is convex. */
const STEPS = 400;
const LEARNING_RATE = 0.05;
/** Added to a deviation, so that a number that never changes does no harm. */
const EVEN = 1e-6;

/**
 * The minimum of the mean cross-entropy plus
 * decay/2 · ‖W‖² over rows brought to mean 0 and deviation 1.
 * @param rows n vectors of d numbers.
 * @param labels n indices below `classCount`.
 * @returns kernel [d, classCount] and bias [classCount] for rows as they were given.
 */
export function fitLogits(
  rows: readonly Float32Array[],
  labels: readonly number[],
  classCount: number,
  decay: number,
): { kernel: tf.Tensor2D; bias: tf.Tensor1D } {
  const given = tf.tensor2d(rows.map((row) => Array.from(row)));
  const [count, dim] = given.shape;
  const { x, mean, scale } = tf.tidy(() => {
    const moments = tf.moments(given, 0, true);
    const deviation = tf.add<tf.Tensor2D>(tf.sqrt(moments.variance), EVEN);
    return {
      x: tf.div<tf.Tensor2D>(tf.sub(given, moments.mean), deviation),
      mean: moments.mean as tf.Tensor2D,
      scale: tf.reciprocal(deviation),
    };
  });
  const targets = tf.tidy(() =>
    tf.cast(tf.oneHot(tf.tensor1d([...labels], 'int32'), classCount), 'float32'),
  );
  const adam = new Adam({ learningRate: LEARNING_RATE, beta1: 0.9, beta2: 0.999 });
  let found: Tensors = {
    kernel: tf.zeros([dim, classCount]),
    bias: tf.zeros([1, classCount]),
  };
  for (let step = 0; step < STEPS; step++) {
    const gradients = tf.tidy(() => {
      const kernel = found['kernel'] as tf.Tensor2D;
      const logits = tf.add<tf.Tensor2D>(tf.matMul(x, kernel), found['bias']!);
      // Of the mean cross-entropy: (softmax − target) / n.
      const error = tf.div<tf.Tensor2D>(tf.sub(tf.softmax(logits), targets), count);
      return {
        kernel: tf.add(tf.matMul(x, error, true), tf.mul(kernel, decay)),
        bias: tf.sum(error, 0, true),
      };
    });
    found = adam.apply(found, gradients, (1 + Math.cos((Math.PI * step) / STEPS)) / 2);
    tf.dispose(gradients);
  }
  const result = tf.tidy(() => {
    const kernel = tf.mul<tf.Tensor2D>(found['kernel']!, tf.transpose(scale));
    const bias = tf.sub(found['bias']!, tf.matMul(mean, kernel));
    return { kernel, bias: tf.reshape(bias, [classCount]) as tf.Tensor1D };
  });
  adam.dispose();
  tf.dispose([given, x, mean, scale, targets, found]);
  return result;
}
