/** Conditional instance normalisation (Dumoulin et al. 2017, section 2.2; Ulyanov et al. 2017). */
import * as tf from '@tensorflow/tfjs-core';

const EPSILON = 1e-5;

/** Mean and mean squared deviation of every channel, each [batch or 1, 1, 1, channels]. */
export interface Statistics {
  readonly mean: tf.Tensor4D;
  readonly variance: tf.Tensor4D;
}

/** What a style asks of a normalisation, each [batch or 1, 1, 1, channels]. */
export interface Modulation {
  readonly gamma: tf.Tensor4D;
  readonly beta: tf.Tensor4D;
}

/** @param axes over which places are averaged: those of a picture, or also of all pictures. */
export function measureStatistics(x: tf.Tensor4D, axes: 'picture' | 'batch'): Statistics {
  const over = axes === 'picture' ? [1, 2] : [0, 1, 2];
  const mean = tf.mean(x, over, true) as tf.Tensor4D;
  const variance = tf.mean(tf.square(tf.sub(x, mean)), over, true) as tf.Tensor4D;
  return { mean, variance };
}

/** What normalisation and modulation do with known statistics: x · scale + offset. */
export function affineOf({ mean, variance }: Statistics, { gamma, beta }: Modulation) {
  const scale = tf.mul<tf.Tensor4D>(gamma, tf.rsqrt(tf.add(variance, EPSILON)));
  return { scale, offset: tf.sub<tf.Tensor4D>(beta, tf.mul(mean, scale)) };
}

/** What `customGrad` passes on, which its type does not tell. */
type Given = [tf.Tensor4D, tf.Tensor4D, tf.Tensor4D, tf.GradSaveFunc];

/**
 * y = γ · (x − μ)/√(σ² + ε) + β with μ and σ² of every picture and channel, and with the
 * gradient in closed form: dx = γ/√(σ² + ε) · (dy − mean dy − x̂ · mean(dy · x̂)). A third
 * of the passes that the gradients of its parts would take. First order only.
 *
 * @param x [batch, height, width, channels]
 */
export function normaliseInstance(x: tf.Tensor4D, { gamma, beta }: Modulation): tf.Tensor4D {
  const apply = tf.customGrad((...args) => {
    const [input, scale, offset, save] = args as unknown as Given;
    const { mean, variance } = measureStatistics(input, 'picture');
    const inverse = tf.rsqrt(tf.add(variance, EPSILON));
    const standardised = tf.mul(tf.sub(input, mean), inverse);
    save([standardised, inverse, scale]);
    const perPicture = (sums: tf.Tensor, like: tf.Tensor4D) =>
      like.shape[0] === sums.shape[0] ? sums : tf.sum(sums, 0, true);
    return {
      value: tf.add(tf.mul(standardised, scale), offset),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const [xHat, inverseDeviation, factor] = saved as [tf.Tensor, tf.Tensor, tf.Tensor];
        const share = 1 / (input.shape[1] * input.shape[2]);
        const dBeta = tf.sum(dy, [1, 2], true);
        const dGamma = tf.sum(tf.mul(dy, xHat), [1, 2], true);
        const along = tf.mul(xHat, tf.mul(dGamma, share));
        const centred = tf.sub(dy, tf.mul(dBeta, share));
        const dx = tf.mul(tf.sub(centred, along), tf.mul(factor, inverseDeviation));
        return [dx, perPicture(dGamma, scale), perPicture(dBeta, offset)];
      },
    };
  });
  return apply(x, gamma, beta) as tf.Tensor4D;
}
