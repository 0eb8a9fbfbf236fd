import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';

import { createRandom } from '@/lib/latent/random';

import { innerProducts, squaredDistances } from './products';
import { rowOf, vectorsOf, type Vectors } from './vectors';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** Far from 0, and more than are computed at once. */
function cloud(count: number, seed: number): Vectors {
  const random = createRandom(seed);
  return vectorsOf(
    Array.from({ length: count }, () => [0, 1, 2].map((k) => 100 * k + random.gaussian())),
  );
}
const [a, b] = [cloud(700, 1), cloud(30, 2)];
const plain = (of: (x: number, y: number) => number) => (i: number, j: number) =>
  rowOf(a, i).reduce((sum, x, k) => sum + of(x, rowOf(b, j)[k]!), 0);

it('multiplies every vector with every other', async () => {
  const products = await innerProducts(a, b);
  const product = plain((x, y) => x * y);
  for (const [i, j] of [
    [0, 0],
    [511, 3],
    [512, 29],
    [699, 1],
  ] as const) {
    expect(products[i * 30 + j]! / product(i, j)).toBeCloseTo(1, 5);
  }
});

it('measures distances that are small beside the vectors', async () => {
  const distances = await squaredDistances(a, b);
  const distance = plain((x, y) => (x - y) ** 2);
  for (let i = 0; i < a.count; i += 7) {
    for (let j = 0; j < b.count; j++) {
      expect(Math.abs(distances[i * 30 + j]! - distance(i, j))).toBeLessThan(1e-4);
    }
  }
  const own = await squaredDistances(b, b);
  for (let i = 0; i < b.count; i++) expect(own[i * b.count + i]).toBe(0);
});
