/**
 * Style transfer by optimising the picture itself (Gatys et al. 2016): minutes for one
 * picture, and the bound that a network is measured against.
 */
import * as tf from '@tensorflow/tfjs-core';

import { Adam } from '../adam';
import { totalVariation } from './losses';
import type { Distances, Measure, Targets } from './measure';

/** How much each distance counts. */
interface ObjectiveWeights {
  readonly contentWeight: number;
  readonly gramWeight: number;
  readonly momentWeight: number;
  readonly variationWeight: number;
}

/** Of losses over the style's own square, unlike those that a network learns by. */
const WEIGHTS: ObjectiveWeights = {
  contentWeight: 1,
  gramWeight: 4,
  momentWeight: 4,
  variationWeight: 0.05,
};
/** Adam's, in levels of [-1, 1]; it falls to a tenth in the end. */
const STEP_SIZE = 0.03;

export interface OptimiseOptions {
  readonly steps: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((step: number, steps: number) => void) | undefined;
}

/** The weighted sum of all distances, whichever comparison they are by. */
export function objective(
  { content, gram, moments }: Distances,
  weights: Omit<ObjectiveWeights, 'variationWeight'>,
): tf.Tensor1D {
  return tf.addN([
    tf.mul<tf.Tensor1D>(content, weights.contentWeight),
    tf.mul<tf.Tensor1D>(gram, weights.gramWeight),
    tf.mul<tf.Tensor1D>(moments, weights.momentWeight),
  ]);
}

/**
 * Starts at the contents and follows the gradient of what results are judged by (`gramLoss`,
 * `contentLoss`), with the moments beside them; L-BFGS in the paper, Adam here.
 *
 * @param contents, styles [batch, height, width, 3] in [-1, 1]
 * @returns pictures like the contents, in [-1, 1]; of where it stood when it was stopped.
 */
export async function optimise(
  measure: Measure,
  contents: tf.Tensor4D,
  styles: tf.Tensor4D,
  options: OptimiseOptions,
): Promise<tf.Tensor4D> {
  const { steps, signal } = options;
  const targets = tf.tidy(
    () => measure.targets(contents, styles) as unknown as tf.TensorContainer,
  ) as unknown as Targets;
  const adam = new Adam({ learningRate: STEP_SIZE, beta1: 0.9, beta2: 0.99 });
  const gradientOf = tf.grad((pictures: tf.Tensor) => {
    const distances = measure.distances(pictures as tf.Tensor4D, targets);
    const variation = totalVariation(pictures as tf.Tensor4D);
    // A sum: what a picture becomes must not depend on how many are optimised beside it.
    return tf.add(
      tf.sum(objective(distances, WEIGHTS)),
      tf.mul(variation, WEIGHTS.variationWeight * contents.shape[0]),
    );
  });
  let pictures: tf.Tensor4D = tf.clone(contents);
  for (let step = 0; step < steps && !signal?.aborted; step++) {
    const gradient = gradientOf(pictures);
    const moved = adam.apply({ pictures }, { pictures: gradient }, 1 - (0.9 * step) / steps);
    gradient.dispose();
    pictures = tf.tidy(() => tf.clipByValue(moved.pictures as tf.Tensor4D, -1, 1));
    tf.dispose(moved);
    options.onProgress?.(step + 1, steps);
    await new Promise(setImmediate); // Lets signals through.
  }
  adam.dispose();
  tf.dispose(targets as unknown as tf.TensorContainer);
  return pictures;
}
