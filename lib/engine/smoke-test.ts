import * as tf from '@tensorflow/tfjs-core';

import type { Place } from './rung';

/**
 * A few operations whose results are known: a back end that cannot do these need
 * not be given a model. Throws when they are wrong.
 */
export async function smokeTest(place: Place): Promise<void> {
  if (!(await tf.setBackend(place.tfjsName))) throw new Error('it could not be started');
  const output = tf.tidy(() => {
    const ones = tf.ones<tf.Rank.R4>([1, 4, 4, 2]);
    const sums = tf.conv2d(ones, tf.ones<tf.Rank.R4>([3, 3, 2, 1]), 2, 'same');
    return tf.relu(
      tf.sub(
        tf.matMul(tf.reshape(sums, [2, 2]), [
          [1, 0.5],
          [0.5, 1],
        ]),
        15,
      ),
    );
  });
  try {
    const values = await place.await(output.data());
    // Windows of 9, 6, 6 and 4 ones in 2 channels: [[18, 12], [12, 8]] times the matrix, less 15.
    const expected = [9, 6, 1, 0];
    const right = expected.every((value, i) => Math.abs(values[i]! - value) < 0.05);
    if (!right) throw new Error(`it miscalculates (${[...values].join(', ')})`);
  } finally {
    output.dispose();
  }
}
