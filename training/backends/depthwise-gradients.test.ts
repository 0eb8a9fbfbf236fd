import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';

import { selectBackend } from './select';

/** Gradients of a depthwise convolution with respect to picture and kernel. */
async function gradients(
  backend: string,
  [height, width]: readonly [number, number],
  size: number,
  stride: number,
  padding: 'same' | 'valid',
) {
  await selectBackend(backend);
  const wave = (shape: number[], phase: number) =>
    tf.tidy(() =>
      tf.reshape(tf.sin(tf.mul(tf.range(1, tf.util.sizeFromShape(shape) + 1), phase)), shape),
    );
  const pictures = wave([2, height, width, 3], 1.3) as tf.Tensor4D;
  const kernel = wave([size, size, 3, 1], 0.7) as tf.Tensor4D;
  const found = tf.tidy(() =>
    tf.grads((x, k) => {
      const y = tf.depthwiseConv2d(x as tf.Tensor4D, k as tf.Tensor4D, stride, padding);
      return tf.sum(tf.mul(y, wave(y.shape, 0.37)));
    })([pictures, kernel]),
  );
  return Promise.all(found.map(async (tensor) => Array.from(await tensor.data())));
}

describe('the gradients of depthwise convolutions on wasm', () => {
  it.each([
    [[8, 8], 3, 1, 'same'],
    [[8, 6], 3, 2, 'same'],
    [[7, 9], 3, 2, 'same'],
    [[8, 7], 3, 2, 'valid'],
    [[9, 10], 5, 3, 'valid'],
  ] as const)(
    'are those of cpu for %o, size %i, stride %i, %s',
    async (sides, size, stride, padding) => {
      const expected = await gradients('cpu', sides, size, stride, padding);
      const actual = await gradients('wasm', sides, size, stride, padding);
      expected.forEach((gradient, part) => {
        expect(actual[part]).toHaveLength(gradient.length);
        gradient.forEach((value, i) => expect(actual[part]![i]).toBeCloseTo(value, 4));
      });
    },
  );
});
