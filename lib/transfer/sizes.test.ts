import { describe, expect, it } from 'vitest';

import { shrunkSize } from '@/lib/image/open/shrink';

import { defaultSide, largestSide, openedPixels, sidesFor } from './sizes';

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

  it('is left of a picture that is opened, wherever the device has the room', () => {
    const opened = (width: number, height: number, handheld: boolean) => {
      const facts = { memory: undefined, handheld };
      return shrunkSize(width, height, openedPixels(largestSide(facts), facts));
    };
    expect(opened(6000, 4000, false)).toEqual({ width: 6000, height: 4000 });
    expect(opened(12000, 9000, false)).toEqual({ width: 6000, height: 4500 });
    expect(opened(4032, 3024, true)).toEqual({ width: 4032, height: 3024 });
    expect(opened(8064, 6048, true)).toEqual({ width: 4032, height: 3024 });
  });

  it('offers the own size among round ones, and none beyond the device', () => {
    expect(sidesFor({ width: 1200, height: 900 }, 2048)).toEqual([512, 1024, 1200, 1536, 2048]);
    expect(sidesFor({ width: 6000, height: 4000 }, 4096)).toEqual([
      ...[512, 1024, 1536, 2048, 3072, 4096],
    ]);
    expect(sidesFor({ width: 1600, height: 900 }, 1024)).toEqual([512, 1024]);
  });
});
