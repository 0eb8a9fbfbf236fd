/**
 * The border of a map once more around it, for convolutions that would see zeros there
 * otherwise, take them for an edge and paint a frame.
 */
import * as tf from '@tensorflow/tfjs-core';

/** How often the border is repeated before and behind the map: at most once. */
export type Around = readonly [before: 0 | 1, behind: 0 | 1];

/**
 * The gradient is the transposed operation: tfjs's own of `mirrorPad` leaves out what the
 * repeated border was told. First order only.
 *
 * @param x [batch, height, width, channels]
 * @param around of height and of width alike
 */
export function repeatBorder(x: tf.Tensor4D, around: Around): tf.Tensor4D {
  const [before, behind] = around;
  const apply = tf.customGrad((...args) => {
    const [input] = args as unknown as [tf.Tensor4D];
    const both: [number, number] = [before, behind];
    return {
      value: tf.mirrorPad(input, [[0, 0], both, both, [0, 0]], 'symmetric'),
      gradFunc: (dy: tf.Tensor) => foldIn(foldIn(dy as tf.Tensor4D, 1, around), 2, around),
    };
  });
  return apply(x) as tf.Tensor4D;
}

/** What lies around a map along one axis, added to its border. */
function foldIn(dy: tf.Tensor4D, axis: 1 | 2, [before, behind]: Around): tf.Tensor4D {
  const length = dy.shape[axis];
  const part = (from: number, to: number) => {
    const begin = [0, 0, 0, 0];
    const size = [...dy.shape];
    begin[axis] = from;
    size[axis] = to - from;
    return tf.slice(dy, begin, size);
  };
  const parts: tf.Tensor4D[] = [];
  if (before > 0) parts.push(tf.add(part(0, 1), part(1, 2)));
  const [from, to] = [2 * before, length - 2 * behind];
  if (to > from) parts.push(part(from, to));
  if (behind > 0) parts.push(tf.add(part(length - 2, length - 1), part(length - 1, length)));
  return tf.concat(parts, axis);
}
