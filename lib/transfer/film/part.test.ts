import { describe, expect, it } from 'vitest';

import { endingAt, isTooLong, startingAt, stepOf } from './part';

describe('the part of a film', () => {
  it.each([12.3, 12.31, 12.34, 12.35, 12.38, 12.4, 0.1 + 12.2])(
    'ends with the last frame of %f seconds at the last step, and before it at all others',
    (seconds) => {
      const last = stepOf(seconds);
      const early = endingAt({ start: 0, end: seconds }, last - 0.1, seconds);
      expect(early.end).toBeLessThan(seconds);
      expect(endingAt(early, last, seconds)).toEqual({ start: 0, end: seconds });
      // Where a slider stands is one of its steps.
      expect(stepOf(early.end)).toBeCloseTo(last - 0.1, 9);
      expect(stepOf(last)).toBe(last);
    },
  );

  it('is at least half a second long, and lies within the film', () => {
    expect(startingAt({ start: 0, end: 1 }, 12.4, 12.34)).toEqual({ start: 11.84, end: 12.34 });
    expect(startingAt({ start: 5, end: 8 }, 0, 12.34)).toEqual({ start: 0, end: 8 });
    expect(startingAt({ start: 0, end: 2 }, 3, 12.34)).toEqual({ start: 3, end: 3.5 });
    expect(endingAt({ start: 5, end: 8 }, 3, 12.34)).toEqual({ start: 2.5, end: 3 });
    expect(endingAt({ start: 0, end: 8 }, 0, 12.34)).toEqual({ start: 0, end: 0.5 });
  });

  it('is at most ten minutes long', () => {
    expect(startingAt({ start: 100, end: 700 }, 0, 2000)).toEqual({ start: 0, end: 600 });
    expect(endingAt({ start: 0, end: 600 }, 2000, 2000)).toEqual({ start: 1400, end: 2000 });
    expect(isTooLong({ start: 0, end: 600.1 })).toBe(true);
  });

  it('of exactly ten minutes can be painted, wherever it begins', () => {
    for (let tenth = 0; tenth < 10_000; tenth++) {
      const part = startingAt({ start: 1400, end: 2000 }, tenth / 10, 2000);
      expect(isTooLong(part), String(part.start)).toBe(false);
    }
  });
});
