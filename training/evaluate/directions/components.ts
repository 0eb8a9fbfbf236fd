/** Directions that nobody named: along which the network's own features vary most. */
import * as tf from '@tensorflow/tfjs-core';

import { createRandom } from '@/lib/latent/random';

import { unit } from './regression';

/** Rounds of the iteration; what still turns after them are components of nearly equal weight. */
const ROUNDS = 60;

export interface Component {
  /** [latentDim], of length 1. */
  readonly vector: number[];
  /** Share of the features' variance, in (0, 1). */
  readonly variance: number;
}

/**
 * Principal components of features, and the latent directions that move along them
 * (Härkönen et al. 2020, "GANSpace", section 3.1, for generators without a mapping network):
 * with the features' coordinates x = Vᵀy of n examples, the direction of component k is the
 * least-squares Σ xₖz / Σ xₖ².
 *
 * @param features [n, d], of mean 0. @param z [n, latentDim]
 * @returns the `count` largest, the largest first.
 */
export async function principalDirections(
  features: tf.Tensor2D,
  z: tf.Tensor2D,
  count: number,
): Promise<Component[]> {
  const random = createRandom(1);
  const width = features.shape[1];
  let basis = tf.tidy(() =>
    orthonormal(
      tf.tensor2d(
        Float32Array.from({ length: width * count }, () => random.gaussian()),
        [width, count],
      ),
    ),
  );
  for (let round = 0; round < ROUNDS; round++) {
    const next = tf.tidy(() =>
      orthonormal(tf.matMul(features, tf.matMul(features, basis), true) as tf.Tensor2D),
    );
    basis.dispose();
    basis = next;
  }
  const { coordinates, directions, total } = tf.tidy(() => {
    const along = tf.matMul(features, basis);
    return {
      coordinates: tf.sum(tf.square(along), 0),
      directions: tf.matMul(along, z, true),
      total: tf.sum(tf.square(features)),
    };
  });
  const [squares, rows, all] = await Promise.all([
    coordinates.data(),
    directions.array() as Promise<number[][]>,
    total.data(),
  ]);
  tf.dispose([basis, coordinates, directions, total]);
  return rows
    .map((row, k) => ({ vector: positive(unit(row)), variance: squares[k]! / all[0]! }))
    .sort((a, b) => b.variance - a.variance);
}

/** Columns made orthogonal and of length 1, one after the other. */
function orthonormal(columns: tf.Tensor2D): tf.Tensor2D {
  return tf.transpose(tf.linalg.gramSchmidt(tf.transpose(columns)) as tf.Tensor2D);
}

/** A component has no sign of its own: its largest number is made positive. */
function positive(vector: number[]): number[] {
  const largest = vector.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a));
  return largest < 0 ? vector.map((x) => -x) : vector;
}
