import { describe, expect, it } from 'vitest';

import { LIMITS } from './refusals';
import { LARGEST_PIXELS, shrinkFactor, shrunkSize, WORKING_PIXELS } from './shrink';

describe('the size that a large picture is reduced to', () => {
  it.each([
    [[640, 480], 1, [640, 480]],
    [[2048, 2048], 1, [2048, 2048]],
    [[2049, 2048], 2, [1024, 1024]],
    [[4000, 3000], 2, [2000, 1500]],
    [[4001, 3001], 2, [2000, 1500]],
    [[8000, 6000], 4, [2000, 1500]],
    [[12_000, 9000], 8, [1500, 1125]],
    // A panorama keeps a height to look at.
    [[20_000, 1000], 2, [10_000, 500]],
    [[1000, 20_000], 2, [500, 10_000]],
    [[60_000, 500], 2, [30_000, 250]],
  ])('%j is divided by %i', ([width, height], factor, [shrunkWidth, shrunkHeight]) => {
    expect(shrinkFactor(width!, height!)).toBe(factor);
    expect(shrunkSize(width!, height!)).toEqual({ width: shrunkWidth, height: shrunkHeight });
  });

  it('is larger for a picture that is to be painted over', () => {
    expect(shrinkFactor(4000, 3000, LARGEST_PIXELS)).toBe(1);
    expect(shrinkFactor(6000, 4000, LARGEST_PIXELS)).toBe(2);
    expect(shrunkSize(12_000, 9000, LARGEST_PIXELS)).toEqual({ width: 3000, height: 2250 });
  });

  it('is never nothing, for whatever the limits let through', () => {
    for (let height = 1; height * LIMITS.side <= LIMITS.pixels; height++) {
      const shrunk = shrunkSize(LIMITS.side, height);
      expect(shrunk.height).toBeGreaterThanOrEqual(Math.min(height, 128));
      expect(shrunk.width * shrunk.height).toBeLessThanOrEqual(4 * WORKING_PIXELS);
    }
  });
});
