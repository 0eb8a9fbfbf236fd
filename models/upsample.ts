/** Twice the height and width without a trace of the grid that repeated pixels leave. */
import * as tf from '@tensorflow/tfjs-core';

/** Shares of four neighbouring large pixels in a small one's gradient, along one axis. */
const TRANSPOSED = [0.25, 0.75, 0.75, 0.25];

/**
 * Every pixel repeated 2 × 2, then smoothed by [1 2 1]/4 along both axes, the border
 * continued outwards: in one operation, as bilinear resizing with half-pixel centres.
 *
 * Repetition alone lets a 3 × 3 convolution tell the two copies of a pixel apart, and
 * what it makes of that has a period of two pixels: the faint grid that resizing and
 * convolution leave behind. The filter takes that frequency out before the convolution
 * sees it (Zhang 2019, section 3; Karras et al. 2019, section 2). It costs nothing:
 * the bilinear kernels of wasm and of native TensorFlow are faster than those that
 * repeat.
 *
 * The gradient is the transposed operation, a strided filter: tfjs's own forgets the
 * half-pixel centres. First order only.
 *
 * @param x [batch, height, width, channels]
 */
export function upsampleSmooth2(x: tf.Tensor4D): tf.Tensor4D {
  const [, height, width, channels] = x.shape;
  const apply = tf.customGrad((...args) => {
    const [input] = args as unknown as [tf.Tensor4D];
    return {
      value: tf.image.resizeBilinear(input, [height * 2, width * 2], false, true),
      gradFunc: (dy: tf.Tensor) => {
        const bordered = tf.mirrorPad(
          dy,
          [
            [0, 0],
            [1, 1],
            [1, 1],
            [0, 0],
          ],
          'symmetric',
        ) as tf.Tensor4D;
        const column = tf.tensor2d(TRANSPOSED, [4, 1]);
        const taps = tf.matMul(column, column, false, true);
        const kernel = tf.mul<tf.Tensor4D>(
          tf.reshape(taps, [4, 4, 1, 1]),
          tf.ones([1, 1, channels, 1]),
        );
        return tf.depthwiseConv2d(bordered, kernel, 2, 'valid');
      },
    };
  });
  return apply(x) as tf.Tensor4D;
}
