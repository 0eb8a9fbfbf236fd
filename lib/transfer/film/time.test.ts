import { describe, expect, it } from 'vitest';

import { filmSizes, paintedPixels } from './sizes';
import { clockTime, createTimeLeft, expectedSeconds, roughly } from './time';

describe('the sizes of a film', () => {
  it('keep its shape, are even, and end with its own', () => {
    expect(filmSizes({ width: 1280, height: 720 })).toEqual([
      { width: 320, height: 180 },
      { width: 426, height: 240 },
      { width: 640, height: 360 },
      { width: 854, height: 480 },
      { width: 1280, height: 720 },
    ]);
    expect(filmSizes({ width: 405, height: 720 }).at(-1)).toEqual({ width: 406, height: 720 });
  });

  it('stay below what anybody waits for, and are there for the smallest film', () => {
    expect(filmSizes({ width: 3840, height: 2160 }).at(-1)).toEqual({ width: 1920, height: 1080 });
    expect(filmSizes({ width: 64, height: 48 })).toEqual([{ width: 64, height: 48 }]);
  });

  it('cost their pixels, and where they are large the overlap of their tiles', () => {
    expect(paintedPixels({ width: 320, height: 180 })).toBe(320 * 180);
    expect(paintedPixels({ width: 1280, height: 720 })).toBe(2 * 704 * 720);
  });
});

describe('the time a film takes', () => {
  it('is a frame’s, by pixels and number of frames', () => {
    const timed = { width: 320, height: 180, seconds: 0.1 };
    const small = expectedSeconds(timed, timed, 100);
    expect(small).toBeGreaterThan(10);
    expect(small).toBeLessThan(10.5);
    const large = expectedSeconds(timed, { width: 640, height: 360 }, 100);
    expect(large / small).toBeCloseTo(4, 5);
  });

  it('is judged on the way by the last seconds, and goes down while nothing is told', () => {
    const time = createTimeLeft();
    expect(time.left(0)).toBeUndefined();
    time.done(0, 0);
    time.done(0.01, 1);
    expect(time.left(1)).toBeUndefined();
    for (let i = 2; i <= 50; i++) time.done(i / 100, i);
    expect(time.left(50)).toBeCloseTo(50, 5);
    expect(time.left(52)).toBeCloseTo(48, 5);
    // From here on it is four times as slow.
    for (let i = 51; i <= 60; i++) time.done(i / 100, 50 + 4 * (i - 50));
    expect(time.left(90)).toBeCloseTo(160, 0);
  });

  it.each([
    [1, '5 seconds'],
    [42, '40 seconds'],
    [58, '1 minute'],
    [250, '4 minutes'],
    [3599, '1 hour'],
    [4700, '1 hour 20 minutes'],
    [7150, '2 hours'],
  ])('of %d seconds is “about %s”', (seconds, words) => {
    expect(roughly(seconds)).toBe(words);
  });

  it('within a film is written as on a player', () => {
    expect([7, 750, 3725].map(clockTime)).toEqual(['0:07', '12:30', '1:02:05']);
  });
});
