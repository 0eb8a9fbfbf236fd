import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { gaussianVector } from '@/lib/latent/random';

import { selectBackend } from '../../backends/select';
import { principalDirections } from './components';

beforeAll(() => selectBackend('cpu'));

describe('principal directions', () => {
  it('are the latent directions of the features’ largest variances, in their order', async () => {
    // Features of 6 numbers, of which the latent's third, first and second count ever less.
    const count = 500;
    const latent = Array.from({ length: count }, (_, i) => Array.from(gaussianVector(i + 1, 4)));
    const features = latent.map(([a, b, c]) => [2 * a!, 0, 3 * c!, b!, 0, 0]);
    const tensors = { y: tf.tensor2d(features), z: tf.tensor2d(latent) };
    const before = tf.memory().numTensors;
    const found = await principalDirections(tensors.y, tensors.z, 3);
    expect(tf.memory().numTensors).toBe(before);
    tf.dispose(tensors);

    const axes = [2, 0, 1];
    found.forEach(({ vector }, k) => {
      // Samples are not quite uncorrelated.
      expect(vector[axes[k]!]).toBeGreaterThan(0.97);
      expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
    });
    const shares = found.map(({ variance }) => variance);
    const squares = [2, 0, 3].map((k) => features.reduce((sum, row) => sum + row[k]! ** 2, 0));
    const all = squares.reduce((a, b) => a + b);
    squares.forEach((square, k) => expect(shares[k]).toBeCloseTo(square / all, 2));
    expect(shares.reduce((a, b) => a + b)).toBeCloseTo(1, 4);
  });
});
