import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { precisionRecall } from './precision-recall';
import { waves } from './testing';
import { vectorsOf } from './vectors';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('precision and recall', () => {
  // scipy 1.17: balls of the sorted rows of scipy.spatial.distance.cdist.
  it.each([
    {
      generated: waves(40, 3, 0, 1),
      real: waves(40, 3, 0.3, 0.8),
      k: 3,
      precision: 0.825,
      recall: 0.95,
    },
    {
      generated: waves(40, 3, 0, 1),
      real: waves(40, 3, 0.3, 0.8),
      k: 1,
      precision: 0.2,
      recall: 0.675,
    },
    {
      generated: waves(40, 6, 0, 1),
      real: waves(30, 6, 0.8, 0.8),
      k: 3,
      precision: 0.575,
      recall: 28 / 30,
    },
  ])('are the shares of points in the balls of the others, k = $k', async (at) => {
    const found = await precisionRecall(at.generated, at.real, at.k);
    expect(found.precision).toBeCloseTo(at.precision, 10);
    expect(found.recall).toBeCloseTo(at.recall, 10);
  });

  it('tell one mode painted well from many painted badly', async () => {
    const line = (from: number, step: number) =>
      vectorsOf(Array.from({ length: 10 }, (_, i) => [from + step * i, 0]));
    // Ten real points a unit apart; the generated ones are all close to one of them.
    expect(await precisionRecall(line(4, 0.01), line(0, 1))).toEqual({ precision: 1, recall: 0.1 });
    expect(await precisionRecall(line(100, 60), line(0, 1))).toMatchObject({
      precision: 0,
      recall: 1,
    });
  });

  it('ask for more pictures than neighbours', async () => {
    await expect(precisionRecall(waves(3, 2, 0, 1), waves(9, 2, 0, 1))).rejects.toThrow(
      /at least 4/,
    );
  });
});
