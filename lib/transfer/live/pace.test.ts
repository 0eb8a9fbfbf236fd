import { describe, expect, it } from 'vitest';

import { createPace, createRate, liveSizes, type Pace, type Size } from './pace';

const sizes = liveSizes({ width: 1280, height: 720 }, 768 * 768);

/** A device that takes so many seconds for a million pixels. */
const device = (perMegapixel: number) => (size: Size) =>
  (perMegapixel * (size.width * size.height + 4000)) / 1e6;

/** Paints for a while; gives the sides of all pictures. */
function run(pace: Pace, takes: (size: Size) => number, seconds: number, from = 0): number[] {
  const sides: number[] = [];
  for (let now = from; now < from + seconds;) {
    const size = pace.size();
    const took = takes(size);
    now += took;
    sides.push(size.height);
    pace.took(size, took, now);
  }
  return sides;
}

const changes = (sides: readonly number[]) =>
  sides.filter((side, i) => i > 0 && side !== sides[i - 1]).length;

describe('live sizes', () => {
  it('have the camera’s shape, even sides, and no more pixels than may be', () => {
    expect(sizes[0]).toEqual({ width: 214, height: 120 });
    expect(sizes.at(-1)!.height).toBe(512);
    for (const { width, height } of liveSizes({ width: 480, height: 640 }, 768 * 768)) {
      expect([width % 2, height % 2]).toEqual([0, 0]);
      expect(height / width).toBeCloseTo(4 / 3, 1);
      expect(width).toBeLessThanOrEqual(480);
    }
  });

  it('are at least one, however small the camera', () => {
    expect(liveSizes({ width: 80, height: 60 }, 768 * 768)).toEqual([{ width: 160, height: 120 }]);
  });
});

describe('the pace', () => {
  it('settles near the target on slow and on fast devices, and then stays', () => {
    for (const perMegapixel of [3, 1.6, 0.8, 0.3, 0.05]) {
      const takes = device(perMegapixel);
      const pace = createPace(sizes, 8);
      run(pace, takes, 20);
      const settled = run(pace, takes, 20, 20);
      expect(changes(settled), `${perMegapixel}`).toBeLessThanOrEqual(1);
      const size = pace.size();
      expect(size === sizes[0] || takes(size) <= 1.15 / 8).toBe(true);
      const next = sizes[sizes.indexOf(size) + 1];
      if (next) expect(takes(next)).toBeGreaterThan(0.75 / 8);
    }
  });

  it('becomes smaller within a few pictures when the device gets busy, and larger again later', () => {
    const pace = createPace(sizes, 8);
    run(pace, device(0.5), 10);
    const before = pace.size().height;
    const busy = run(pace, device(2), 2, 10);
    expect(busy.indexOf(pace.size().height)).toBeLessThanOrEqual(6);
    expect(pace.size().height).toBeLessThan(before);
    run(pace, device(0.5), 40, 12);
    expect(pace.size().height).toBe(before);
  });

  it('does not swing where a size is just too slow', () => {
    const pace = createPace(sizes, 8);
    // Fast below 256 pixels, and suddenly slow from there, as where memory ends.
    const takes = (size: Size) => (size.height < 256 ? 0.04 : 0.2);
    run(pace, takes, 10);
    expect(changes(run(pace, takes, 120, 10))).toBeLessThanOrEqual(12);
  });

  it('ignores single slow pictures', () => {
    const pace = createPace(sizes, 8);
    run(pace, device(0.5), 10);
    const before = pace.size();
    pace.took(before, 0.2, 11);
    pace.took(before, 0.05, 11.1);
    expect(pace.size()).toBe(before);
  });

  it('turns to another target at once', () => {
    const pace = createPace(sizes, 12);
    run(pace, device(1), 10);
    const smooth = pace.size().height;
    pace.aimAt(4);
    run(pace, device(1), 5, 10);
    expect(pace.size().height).toBeGreaterThan(smooth);
  });
});

describe('the rate', () => {
  it('counts the pictures of the last seconds', () => {
    const rate = createRate();
    expect(rate.perSecond(0)).toBeUndefined();
    for (let i = 0; i <= 50; i++) rate.shown(i / 10);
    expect(rate.perSecond(5)).toBeCloseTo(10, 5);
    expect(rate.perSecond(20)).toBeUndefined();
  });
});
