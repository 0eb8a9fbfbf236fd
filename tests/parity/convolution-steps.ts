/**
 * Convolutions by themselves, in widths that the small networks do not have: libraries choose
 * among kernels by the number of channels, and oneDNN's for AVX-512 are wrong for these.
 */
import * as tf from '@tensorflow/tfjs-core';

import { createRandom } from '@/lib/latent/random';

import type { Step, Tensors } from './step';

const SIDE = 4;
const OUTPUTS = 8;
/** By channels of the input. */
const CONVOLUTIONS = [
  { channels: 40, size: 1, stride: 1 },
  { channels: 48, size: 4, stride: 2 },
  { channels: 72, size: 3, stride: 2 },
  { channels: 112, size: 1, stride: 1 },
  { channels: 320, size: 1, stride: 1 },
] as const;

export const CONVOLUTION_STEPS: readonly Step[] = CONVOLUTIONS.map(
  ({ channels, size, stride }) => ({
    name: `a convolution of ${channels} channels, ${size} × ${size}, stride ${stride}`,
    weights: () =>
      numbers(21, { x: [2, SIDE, SIDE, channels], w: [size, size, channels, OUTPUTS] }),
    objective: ({ x, w }) => {
      const y = tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, stride, 'same');
      const { against } = numbers(22, { against: y.shape });
      return tf.mean(tf.mul(y, against!));
    },
  }),
);

function numbers(seed: number, shapes: Readonly<Record<string, readonly number[]>>): Tensors {
  const random = createRandom(seed);
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => {
      const size = tf.util.sizeFromShape([...shape]);
      return [
        name,
        tf.tensor(
          Float32Array.from({ length: size }, () => random.gaussian()),
          [...shape],
        ),
      ];
    }),
  );
}
