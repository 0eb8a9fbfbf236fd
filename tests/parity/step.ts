import * as tf from '@tensorflow/tfjs-core';

import { createRandom } from '@/lib/latent/random';
import type { Network } from '@/models/network';

export type Tensors = Record<string, tf.Tensor>;

/** An objective, ready to be evaluated and differentiated on the current back end. */
export interface Step {
  readonly name: string;
  /** Weights that are trained, freshly made; the caller disposes them. */
  weights(): Tensors;
  /** The loss for these weights, deterministic. */
  objective(weights: Tensors): tf.Scalar;
}

/**
 * The weights that train, each moved a little: fresh biases are exactly 0 and meet
 * areas of exactly 0 that cutout leaves, where a rectifier has two slopes.
 */
export function trainable(network: Network<never, unknown>, weights: Tensors): Tensors {
  const random = createRandom(4);
  const names = network.spec.weights.filter((w) => w.trainable).map((w) => w.name);
  return Object.fromEntries(
    names.map((name) => {
      const weight = weights[name]!;
      const change = Float32Array.from({ length: weight.size }, () => 0.05 * random.gaussian());
      return [name, tf.add(weight, tf.tensor(change, weight.shape))];
    }),
  );
}
