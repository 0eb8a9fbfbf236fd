import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { createRandom } from '@/lib/latent/random';

import { kernelDistance } from './kernel-distance';
import { waves } from './testing';
import { takeRows, vectorsOf } from './vectors';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const first = (count: number) => Array.from({ length: count }, (_, i) => i);

describe('the kernel distance', () => {
  const [a, b] = [waves(12, 6, 0, 1), waves(9, 6, 0.4, 1.2)];

  it('of one subset that holds everything is the unbiased estimate', async () => {
    // numpy 2.4: Σᵢ≠ⱼk(xᵢ, xⱼ)/m(m − 1) + the same of y − 2·mean k(x, y), in double precision.
    const options = { subsets: 3, subsetSize: 1000 };
    const found = await kernelDistance(takeRows(a, first(9)), b, createRandom(1), options);
    expect(found.mean).toBeCloseTo(-0.17492163710927588, 6);
    expect(found.standardError).toBeLessThan(1e-9);
    expect(found.subsetSize).toBe(9);
  });

  it('has the same mean over small subsets as over all, but for its error', async () => {
    const whole = await kernelDistance(a, a, createRandom(1), { subsets: 1 });
    const options = { subsets: 4000, subsetSize: 5 };
    const parts = await kernelDistance(a, a, createRandom(2), options);
    expect(parts.standardError).toBeGreaterThan(0);
    expect(Math.abs(parts.mean - whole.mean)).toBeLessThan(4 * parts.standardError);
  });

  it('leaves no tensors behind', async () => {
    const before = tf.memory().numTensors;
    await kernelDistance(a, b, createRandom(1));
    expect(tf.memory().numTensors).toBe(before);
  });

  it('asks for two pictures on each side', async () => {
    await expect(kernelDistance(a, vectorsOf([[1, 2]]), createRandom(1))).rejects.toThrow(/2 pict/);
  });
});
