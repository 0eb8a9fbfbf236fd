import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { parzenLikelihood } from './parzen';
import { waves } from './testing';
import { vectorsOf } from './vectors';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('the Parzen-window log-likelihood', () => {
  it('is what scipy’s logsumexp gives, at the bandwidth that suits the validation part', async () => {
    // scipy 1.17: the best of 0.02·50**(arange(20)/19) for the mean of
    // logsumexp(−d²/2σ²) − log n − D/2·log(2πσ²) on the validation part; mean and
    // standard error of the same on the test part.
    const found = await parzenLikelihood(
      waves(30, 5, 0, 0.5),
      waves(20, 5, 0.1, 0.4),
      waves(25, 5, 0.1, 0.45),
    );
    expect(found.bandwidth).toBeCloseTo(0.10384504693678714, 12);
    expect(found.mean).toBeCloseTo(1.9404198979391527, 4);
    expect(found.standardError).toBeCloseTo(0.07756927747302278, 5);
  });

  it('is the density of one Gaussian for one generated picture', async () => {
    const points = vectorsOf([
      [3, 4],
      [0, 0],
    ]);
    const found = await parzenLikelihood(vectorsOf([[0, 0]]), points, points, [2]);
    const at = (squares: number) => -squares / 8 - Math.log(2 * Math.PI * 4);
    expect(found.mean).toBeCloseTo((at(25) + at(0)) / 2, 5);
  });

  it('stays finite where every picture is far away', async () => {
    const far = vectorsOf([[1000], [1001]]);
    const found = await parzenLikelihood(vectorsOf([[0], [1]]), far, far, [0.02]);
    expect(Number.isFinite(found.mean)).toBe(true);
  });
});
