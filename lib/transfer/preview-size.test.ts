import { describe, expect, it } from 'vitest';

import { createPreviewSizes, FRAME_LIMIT_MS, PREVIEW_SIDES } from './preview-size';

/** Draws `frames` previews on a device of this speed. @returns the sides and times of all. */
function draw(sizes = createPreviewSizes(), msPerPixel: number, frames = 30, start = 5) {
  return Array.from({ length: frames }, () => {
    const side = sizes.side();
    const ms = start + side * side * msPerPixel;
    sizes.took(side, ms);
    return { side, ms };
  });
}

describe('the size of previews', () => {
  it.each([
    // A processor alone: 350 ms for 256 × 256.
    ['slow', 350 / 256 ** 2, 160],
    ['middling', 60 / 256 ** 2, 384],
    ['fast', 2 / 256 ** 2, 640],
  ])('settles on a %s device and keeps four frames a second', (_what, msPerPixel, side) => {
    const last = draw(undefined, msPerPixel).slice(-10);
    expect(new Set(last.map((frame) => frame.side))).toEqual(new Set([side]));
    for (const { ms } of last) expect(ms).toBeLessThanOrEqual(FRAME_LIMIT_MS);
  });

  it('gives way at once when the device becomes slower', () => {
    const sizes = createPreviewSizes();
    draw(sizes, 2 / 256 ** 2);
    const [first, second] = draw(sizes, 200 / 256 ** 2, 2);
    expect(first!.ms).toBeGreaterThan(FRAME_LIMIT_MS);
    expect(second!.side).toBeLessThan(first!.side);
    const last = draw(sizes, 200 / 256 ** 2, 10).at(-1)!;
    expect(last.ms).toBeLessThanOrEqual(FRAME_LIMIT_MS);
  });

  it('does not take the first frame of a shape for what is to come', () => {
    const sizes = createPreviewSizes();
    const side = sizes.side();
    sizes.took(side, 4000);
    expect(sizes.side()).toBe(side);
    expect(sizes.estimate(1000)).toBeUndefined();
    sizes.took(side, 4000);
    expect(sizes.side()).toBe(PREVIEW_SIDES[0]);
  });

  it('estimates what larger pictures take', () => {
    const sizes = createPreviewSizes();
    draw(sizes, 0.001, 30, 0);
    expect(sizes.estimate(2_000_000)).toBeCloseTo(2000, 6);
  });
});
