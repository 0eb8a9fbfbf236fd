import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';

import { selectBackend } from './select';

describe('kernels that back ends are completed with', () => {
  it('add up the rows that gather took more than once, on wasm', async () => {
    await selectBackend('wasm');
    const table = tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2]);
    const indices = tf.tensor1d([2, 0, 2], 'int32');
    const weights = tf.tensor2d([1, 2, 10, 20, 100, 200], [3, 2]);
    const gradient = tf.grad((x) => tf.sum(tf.mul(tf.gather(x, indices), weights)))(table);
    expect(Array.from(await gradient.data())).toEqual([10, 20, 0, 0, 101, 202]);
  });

  it('give every picture of a batch its own gradient of nearest-neighbour resizing, on cpu', async () => {
    await selectBackend('cpu');
    const weights = tf.reshape(tf.range(1, 33), [2, 4, 4, 1]);
    const gradient = tf.grad((x) =>
      tf.sum(tf.mul(tf.image.resizeNearestNeighbor(x as tf.Tensor4D, [4, 4]), weights)),
    )(tf.ones([2, 2, 2, 1]));
    // Each source pixel is copied to 2 × 2: 1 + 2 + 5 + 6 = 14, and so on.
    expect(Array.from(await gradient.data())).toEqual([14, 22, 46, 54, 78, 86, 110, 118]);
  });

  it('stay in place when a back end is chosen again', async () => {
    await selectBackend('wasm');
    const before = tf.getKernel('Conv2DBackpropInput', 'wasm');
    await selectBackend('cpu');
    await selectBackend('wasm');
    expect(tf.getKernel('Conv2DBackpropInput', 'wasm')).toBe(before);
  });
});
