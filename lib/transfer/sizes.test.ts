import { describe, expect, it } from 'vitest';

import { defaultSide, largestSide, sidesFor, sizeWith } from './sizes';

describe('how large a result may be', () => {
  it.each([
    [{ memory: 8, handheld: false }, 4096],
    [{ memory: undefined, handheld: false }, 4096],
    [{ memory: 4, handheld: false }, 3072],
    [{ memory: 4, handheld: true }, 2048],
    [{ memory: undefined, handheld: true }, 3072],
    [{ memory: 2, handheld: true }, 1536],
    [{ memory: 0.5, handheld: false }, 1024],
  ])('follows the memory: %j', (facts, side) => {
    expect(largestSide(facts)).toBe(side);
  });

  it('is the own size up to 2,048 pixels unless somebody wants more', () => {
    expect(defaultSide({ width: 1200, height: 900 }, 4096)).toBe(1200);
    expect(defaultSide({ width: 3000, height: 4000 }, 4096)).toBe(2048);
    expect(defaultSide({ width: 3000, height: 4000 }, 1536)).toBe(1536);
    expect(defaultSide({ width: 10, height: 8 }, 4096)).toBe(64);
  });

  it('offers the own size among round ones, and none beyond the device', () => {
    expect(sidesFor({ width: 1200, height: 900 }, 2048)).toEqual([512, 1024, 1200, 1536, 2048]);
    expect(sidesFor({ width: 6000, height: 4000 }, 4096)).toEqual([
      ...[512, 1024, 1536, 2048, 3072, 4096],
    ]);
    expect(sidesFor({ width: 1600, height: 900 }, 1024)).toEqual([512, 1024]);
  });

  it('keeps the proportions, and never less than a pixel', () => {
    expect(sizeWith({ width: 4000, height: 3000 }, 2048)).toEqual({ width: 2048, height: 1536 });
    expect(sizeWith({ width: 1, height: 5000 }, 512)).toEqual({ width: 1, height: 512 });
  });
});
