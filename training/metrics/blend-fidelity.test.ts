import { describe, expect, it } from 'vitest';

import { bestKnownPairs, blendFidelity } from './blend-fidelity';
import { rankCorrelation } from './rank-correlation';

describe('rank correlation', () => {
  it('is what scipy.stats.spearmanr gives, ties included', () => {
    expect(rankCorrelation([1, 2, 3, 4, 5, 6], [2, 1, 4, 4, 9, 8])).toBeCloseTo(
      0.8696565534786727,
      12,
    );
    expect(rankCorrelation([3, 1, 2, 2, 5], [9, 7, 1, 1, 3])).toBeCloseTo(0.15789473684210528, 12);
  });

  it('knows order only', () => {
    expect(rankCorrelation([1, 2, 3], [1, 10, 11])).toBeCloseTo(1, 12);
    expect(rankCorrelation([1, 2, 3], [5, 4, -9])).toBeCloseTo(-1, 12);
    expect(rankCorrelation([1, 2, 3], [4, 4, 4])).toBeNaN();
  });
});

describe('blend fidelity', () => {
  const weights = [0, 0.25, 0.5, 0.75, 1];

  it('is perfect for an answer that is the weight, whatever else is probable', () => {
    const walk = weights.map((w) => [0.3 * w, 0.3 * (1 - w)] as const);
    const found = blendFidelity({ weights, walks: [walk, walk] });
    expect(found.rankCorrelation).toBeCloseTo(1, 12);
    expect(found.walkRankCorrelation).toBeCloseTo(1, 12);
    expect(found.absoluteError).toBeCloseTo(0, 12);
    found.curve.forEach((share, i) => expect(share).toBeCloseTo(weights[i]!, 12));
  });

  it('tells the order from the amount', () => {
    // A switch in the middle: in order, but 0, ¼, 0, ¼, 0 off.
    const walk = [
      [0, 1],
      [0, 1],
      [1, 1],
      [1, 0],
      [1, 0],
    ] as const;
    const found = blendFidelity({ weights, walks: [walk] });
    expect(found.absoluteError).toBeCloseTo(0.1, 12);
    // scipy.stats.spearmanr([0, .25, .5, .75, 1], [0, 0, .5, 1, 1])
    expect(found.rankCorrelation).toBeCloseTo(0.9486832980505138, 12);
  });

  it('may be good on average and bad walk by walk', () => {
    const up = weights.map((w) => [w, 1 - w] as const);
    const wild = [
      [0.1, 0.9],
      [0.6, 0.4],
      [0.2, 0.8],
      [0.9, 0.1],
      [0.8, 0.2],
    ] as const;
    const found = blendFidelity({ weights, walks: [up, up, wild] });
    expect(found.rankCorrelation).toBeCloseTo(1, 12);
    expect(found.walkRankCorrelation).toBeLessThan(0.95);
  });

  it('follows nothing where the answer never changes', () => {
    const walk = weights.map(() => [0, 0] as const);
    expect(blendFidelity({ weights, walks: [walk] })).toMatchObject({
      rankCorrelation: 0,
      walkRankCorrelation: 0,
      absoluteError: 0.3,
    });
  });

  it('is measured on the pairs of which training saw the most', () => {
    const classes = [3, 9, 5, 7].map((count) => ({ count }));
    const pairs = bestKnownPairs(classes, 4).map(([a, b]) => [a.count, b.count]);
    expect(pairs).toEqual([
      [9, 7],
      [9, 5],
      [7, 5],
      [9, 3],
    ]);
  });
});
