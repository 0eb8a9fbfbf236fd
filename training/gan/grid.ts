/** A number for the grid that upsampling leaves. */
import * as tf from '@tensorflow/tfjs-core';

/**
 * Neighbouring pixels (2i, 2i + 1) come from one pixel of the next coarser map, (2i + 1,
 * 2i + 2) from two. How much the second pairs differ over how much the first do: 1 for
 * pictures without a grid, as photographs of paintings are; above 1 where repeated pixels
 * show, below 1 where a pattern alternates within them.
 *
 * @param pictures [batch, side, side, channels], side even.
 */
export function gridRatio(pictures: tf.Tensor4D): tf.Scalar {
  return tf.tidy(() => {
    const across = tf.add(difference(pictures, 1, 1), difference(pictures, 2, 1));
    const within = tf.add(difference(pictures, 1, 0), difference(pictures, 2, 0));
    return tf.div(across, tf.add(within, 1e-8)) as tf.Scalar;
  });
}

/** Mean absolute difference of pixels and the next ones along an axis, from `start` on by twos. */
function difference(pictures: tf.Tensor4D, axis: 1 | 2, start: 0 | 1): tf.Tensor {
  const [batch, side] = pictures.shape;
  // The border's pairs are left out on both sides, so that equally many are compared.
  const pairs = side / 2 - 1;
  const begin = [0, 0, 0, 0];
  begin[axis] = start;
  const size = [...pictures.shape];
  size[axis] = 2 * pairs;
  const cut = tf.slice(pictures, begin, size);
  const shape = axis === 1 ? [batch, pairs, 2, -1] : [batch * side, pairs, 2, pictures.shape[3]];
  const [first, second] = tf.split(tf.reshape(cut, shape), 2, 2);
  return tf.mean(tf.abs(tf.sub(first!, second!)));
}
