import { createHash } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { drawTestPattern } from './test-pattern';

describe('the test pattern', () => {
  it('is this one and no other: cards hold what must come of it', () => {
    const { width, height, data } = drawTestPattern(1);
    expect([width, height]).toEqual([96, 64]);
    expect(createHash('sha256').update(data).digest('hex').slice(0, 16)).toBe('d3e4efac73fa6f2c');
  });

  it('is another one for another seed', () => {
    expect(drawTestPattern(2).data).not.toEqual(drawTestPattern(1).data);
  });

  it('is opaque, coloured, and neither flat nor pure noise', () => {
    const { width, data } = drawTestPattern(3);
    const level = (x: number, y: number, c: number) => data[(y * width + x) * 4 + c]!;
    let neighbours = 0;
    let apart = 0;
    for (let y = 0; y < 64; y++) {
      for (let x = 0; x < 48; x++) {
        expect(level(x, y, 3)).toBe(255);
        neighbours += Math.abs(level(x, y, 0) - level(x + 1, y, 0));
        apart += Math.abs(level(x, y, 0) - level(x + 48, y, 0));
      }
    }
    expect(neighbours).toBeGreaterThan(0);
    expect(apart).toBeGreaterThan(2 * neighbours);
  });
});
