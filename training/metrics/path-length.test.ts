import { describe, expect, it } from 'vitest';

import { createRandom } from '@/lib/latent/random';

import { pathLength, randomStep, STEP } from './path-length';

const squared = (a: ArrayLike<number>, b: ArrayLike<number>) => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2;
  return sum;
};

describe('a step of a path', () => {
  it('lies on the sphere that latent vectors lie near', () => {
    const { from, to } = randomStep(64, createRandom(1));
    for (const end of [from, to]) expect(squared(end, new Float32Array(64))).toBeCloseTo(64, 3);
  });

  it('is the same for the same seed, and another for the next', () => {
    const random = createRandom(5);
    expect(randomStep(8, createRandom(5))).toEqual(randomStep(8, random));
    expect(randomStep(8, random).from).not.toEqual(randomStep(8, createRandom(5)).from);
  });

  it('is as long as its share of the great circle', () => {
    // Two independent directions stand at 90° on average (their angle's density is
    // symmetric), so that steps of ε have a mean of √d · ε · π/2.
    const random = createRandom(3);
    const [dim, count, step] = [100, 2000, 1e-3];
    let sum = 0;
    for (let i = 0; i < count; i++) {
      const { from, to } = randomStep(dim, random, step);
      sum += Math.sqrt(squared(from, to));
    }
    expect(sum / count / (Math.sqrt(dim) * step * (Math.PI / 2))).toBeCloseTo(1, 2);
  });
});

describe('the path length', () => {
  it('of a linear generator is the squared length of the path through its pictures', () => {
    // Pictures 3z: d² = 9|Δz|², over ε²: 9 · d · Ω², with the mean of Ω² ≈ π²/4 + 1/d.
    const random = createRandom(4);
    const dim = 200;
    const distances = Array.from({ length: 1500 }, () => {
      const { from, to } = randomStep(dim, random);
      return 9 * squared(from, to);
    });
    const { mean, standardError } = pathLength(distances);
    const expected = 9 * dim * (Math.PI ** 2 / 4 + 1 / dim);
    expect(Math.abs(mean - expected)).toBeLessThan(4 * standardError + 0.002 * expected);
  });

  it('leaves out the smallest and the largest hundredth', () => {
    const distances = Array.from({ length: 200 }, (_, i) => STEP * STEP * (100 + (i % 2)));
    distances[0] = 0;
    distances[1] = 1e9;
    const found = pathLength(distances);
    expect(found.mean).toBeCloseTo(100.5, 6);
    expect(found.count).toBe(198);
  });
});
