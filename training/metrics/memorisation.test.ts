import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { createRandom } from '@/lib/latent/random';

import { memorisation } from './memorisation';
import { meanAndError, quantile } from './statistics';
import { waves } from './testing';
import { rowOf, vectorsOf, type Vectors } from './vectors';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const training = waves(40, 4, 0, 1);
const generated = waves(20, 4, 0.2, 0.9);

describe('memorisation', () => {
  // scipy 1.17: minima of scipy.spatial.distance.cdist, numpy.median and quantile,
  // scipy.stats.mannwhitneyu over the number of pairs.
  it('compares distances to training with those of held-out pictures', async () => {
    const found = await memorisation(generated, [training], waves(25, 4, -0.3, 1.1));
    expect(found.medianRatio).toBeCloseTo(0.6971093192035829, 5);
    expect(found.suspiciousShare).toBe(0);
    expect(found.nearerShare).toBeCloseTo(0.946, 10);
    expect(found.threshold).toBeCloseTo(0.21271702763209563, 5);
    expect(found.nearest.slice(0, 6).map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 4]);
  });

  it('leaves every training picture out in turn where there are no others', async () => {
    const found = await memorisation(generated, [training]);
    expect(found.medianRatio).toBeCloseTo(0.8134843565866193, 5);
    expect(found.suspiciousShare).toBeCloseTo(0.2, 12);
    expect(found.nearerShare).toBeCloseTo(0.77, 10);
  });

  const cloud = (count: number, seed: number): Vectors => {
    const random = createRandom(seed);
    return vectorsOf(
      Array.from({ length: count }, () => [0, 1, 2, 3].map(() => random.gaussian())),
    );
  };

  it('finds copies, and those of mirrored pictures', async () => {
    const [seen, mirrored] = [cloud(300, 1), cloud(300, 2)];
    const copies = vectorsOf(
      [7, 8, 9].map((i) => [...rowOf(mirrored, i)].map((value) => value + 1e-4)),
    );
    const found = await memorisation(copies, [seen, mirrored], cloud(200, 3));
    expect(found.nearest.map(({ index }) => index)).toEqual([7, 8, 9]);
    expect(found.suspiciousShare).toBe(1);
    expect(found.nearerShare).toBe(1);
    expect(found.medianRatio).toBeLessThan(0.01);
  });

  it('finds nothing in fresh pictures of the same kind', async () => {
    const found = await memorisation(cloud(600, 4), [cloud(300, 1)], cloud(600, 5));
    expect(found.suspiciousShare).toBeLessThan(0.03);
    expect(found.nearerShare).toBeCloseTo(0.5, 1);
    expect(found.medianRatio).toBeCloseTo(1, 1);
  });
});

describe('statistics', () => {
  it('are numpy’s', () => {
    const values = [5, 1, 4, 2];
    expect([0.01, 0.5, 0.99].map((share) => quantile(values, share))).toEqual([1.03, 3, 4.97]);
    // numpy.std(values, ddof=1)/2
    expect(meanAndError(values).standardError).toBeCloseTo(0.9128709291752769, 12);
    expect(meanAndError([7])).toEqual({ mean: 7, standardError: 0 });
  });
});
