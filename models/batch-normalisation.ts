/** Batch normalisation in training (Ioffe and Szegedy 2015): the batch's own statistics. */
import * as tf from '@tensorflow/tfjs-core';

/**
 * Kernels that a back end may bring; elsewhere the same is computed by other operations.
 * Forward: x [batch, height, width, channels], gamma and beta [channels], attribute
 * `epsilon` → y like x, mean and variance [channels], and whatever the backward kernel
 * wants back. Backward: dy, x, gamma and `reserved0`, `reserved1`, … → dx, dgamma, dbeta.
 */
export const BATCH_NORM_TRAINING = 'BatchNormTraining';
export const BATCH_NORM_TRAINING_GRAD = 'BatchNormTrainingGrad';

export interface BatchStatistics {
  readonly mean: tf.Tensor;
  /** Mean squared deviation, not corrected for the size of the batch. */
  readonly variance: tf.Tensor;
}

/**
 * y = γ · (x − μ)/√(σ² + ε) + β over all but the last axis, with the gradients in closed
 * form (section 3): dx = γ/√(σ² + ε) · (dy − mean dy − x̂ · mean(dy · x̂)). A third of
 * the passes that the gradients of its parts would take. First order only.
 *
 * @param gamma [channels], as is `beta`.
 * @param onStatistics is given tensors that live as long as the step.
 */
export function normaliseBatch<T extends tf.Tensor>(
  x: T,
  gamma: tf.Tensor,
  beta: tf.Tensor,
  epsilon: number,
  onStatistics: (statistics: BatchStatistics) => void,
): T {
  const whole = tf.getKernel(BATCH_NORM_TRAINING, tf.getBackend()) !== undefined;
  const operation = whole ? byKernel : byParts;
  return operation(x, gamma, beta, epsilon, onStatistics) as T;
}

type Normalise = typeof normaliseBatch<tf.Tensor>;
/** What `customGrad` passes on, which its type does not tell: x, gamma, beta, and how to keep tensors. */
type GivenToGradient = [tf.Tensor, tf.Tensor, tf.Tensor, tf.GradSaveFunc];

const byParts: Normalise = (x, gamma, beta, epsilon, onStatistics) => {
  const axes = Array.from({ length: x.rank - 1 }, (_, axis) => axis);
  const apply = tf.customGrad((...args) => {
    const [input, scale, offset, save] = args as unknown as GivenToGradient;
    const mean = tf.mean(input, axes);
    const centred = tf.sub(input, mean);
    const variance = tf.mean(tf.square(centred), axes);
    const inverse = tf.rsqrt(tf.add(variance, epsilon));
    const standardised = tf.mul(centred, inverse);
    onStatistics({ mean, variance });
    save([standardised, inverse, scale]);
    return {
      value: tf.add(tf.mul(standardised, scale), offset),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const [xHat, inverseDeviation, factor] = saved as [tf.Tensor, tf.Tensor, tf.Tensor];
        const share = input.shape[input.rank - 1]! / input.size;
        const dBeta = tf.sum(dy, axes);
        const dGamma = tf.sum(tf.mul(dy, xHat), axes);
        const along = tf.mul(xHat, tf.mul(dGamma, share));
        const centredGradient = tf.sub(dy, tf.mul(dBeta, share));
        const dx = tf.mul(tf.sub(centredGradient, along), tf.mul(factor, inverseDeviation));
        return [dx, dGamma, dBeta];
      },
    };
  });
  return apply(x, gamma, beta);
};

const byKernel: Normalise = (x, gamma, beta, epsilon, onStatistics) => {
  const channels = x.shape[x.rank - 1]!;
  const apply = tf.customGrad((...args) => {
    const [input, scale, offset, save] = args as unknown as GivenToGradient;
    const [y, mean, variance, ...reserved] = tf
      .engine()
      .runKernel(
        BATCH_NORM_TRAINING,
        { x: input, gamma: scale, beta: offset },
        { epsilon },
      ) as tf.Tensor[];
    onStatistics({ mean: mean!, variance: variance! });
    save([input, scale, ...reserved]);
    return {
      value: y!,
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const [before, factor, ...given] = saved as [tf.Tensor, tf.Tensor];
        const named = Object.fromEntries(given.map((tensor, i) => [`reserved${i}`, tensor]));
        const inputs = { dy, x: before, gamma: factor, ...named };
        return tf.engine().runKernel(BATCH_NORM_TRAINING_GRAD, inputs, { epsilon }) as tf.Tensor[];
      },
    };
  });
  const places = tf.reshape(x, [1, 1, x.size / channels, channels]);
  return tf.reshape(apply(places, gamma, beta), x.shape);
};
