import { expect, it } from 'vitest';

import { createRandom } from '@/lib/latent/random';

import { frechetDistance, momentsOf, type Moments } from './frechet';
import { distanceAtInfinity } from './frechet-infinity';
import { vectorsOf } from './vectors';

const DIM = 8;
/** N(0, 1) in every dimension, exactly. */
const standard: Moments = {
  mean: new Float64Array(DIM),
  covariance: Float64Array.from({ length: DIM * DIM }, (_, at) => (at % (DIM + 1) === 0 ? 1 : 0)),
};

it('comes nearer to the distance of the distributions than the pictures at hand do', async () => {
  // |Δμ|² + Σ(σ − 1)² of N(0.3, 0.8²) and N(0, 1).
  const truth = DIM * (0.3 ** 2 + 0.2 ** 2);
  const [direct, atInfinity] = [[], []] as [number[], number[]];
  for (let seed = 1; seed <= 60; seed++) {
    const random = createRandom(seed);
    const drawn = vectorsOf(
      Array.from({ length: 60 }, () =>
        Array.from({ length: DIM }, () => 0.3 + 0.8 * random.gaussian()),
      ),
    );
    direct.push(frechetDistance(momentsOf(drawn), standard) - truth);
    atInfinity.push((await distanceAtInfinity(drawn, standard, random)) - truth);
  }
  const mean = (values: number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
  expect(mean(direct)).toBeGreaterThan(0.1);
  expect(Math.abs(mean(atInfinity))).toBeLessThan(mean(direct) / 3);
});

it('is the same for the same seed, can be stopped, and asks for enough pictures', async () => {
  const few = vectorsOf(Array.from({ length: 4 }, (_, i) => Array(DIM).fill(i)));
  const of = (seed: number) => distanceAtInfinity(few, standard, createRandom(seed));
  expect(await of(3)).toBe(await of(3));
  const stop = () => {
    throw new Error('stopped');
  };
  await expect(distanceAtInfinity(few, standard, createRandom(3), stop)).rejects.toThrow('stopped');
  const one = vectorsOf([Array(DIM).fill(0)]);
  await expect(distanceAtInfinity(one, standard, createRandom(1))).rejects.toThrow(/at least 4/);
});
