import { describe, expect, it } from 'vitest';

import type { Picture } from './picture';
import { enlargePicture } from './resize';

function gray(width: number, height: number, value: (x: number, y: number) => number): Picture {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < width * height; i++) {
    const v = value(i % width, Math.floor(i / width));
    data.set([v, v, v, 255], i * 4);
  }
  return { width, height, data };
}

/** The filter of the paper, its formula with B and C as printed, in two dimensions at once. */
function reference(source: Picture, width: number, height: number, x: number, y: number): number {
  const [b, c] = [1 / 3, 1 / 3];
  const kernel = (t: number) => {
    const d = Math.abs(t);
    if (d < 1)
      return ((12 - 9 * b - 6 * c) * d ** 3 + (-18 + 12 * b + 6 * c) * d ** 2 + 6 - 2 * b) / 6;
    if (d >= 2) return 0;
    return (
      ((-b - 6 * c) * d ** 3 +
        (6 * b + 30 * c) * d ** 2 +
        (-12 * b - 48 * c) * d +
        8 * b +
        24 * c) /
      6
    );
  };
  const u = ((x + 0.5) * source.width) / width - 0.5;
  const v = ((y + 0.5) * source.height) / height - 0.5;
  let sum = 0;
  for (let j = Math.floor(v) - 3; j < v + 3; j++) {
    for (let i = Math.floor(u) - 3; i < u + 3; i++) {
      const at = (n: number, size: number) => Math.min(size - 1, Math.max(0, n));
      const pixel = source.data[(at(j, source.height) * source.width + at(i, source.width)) * 4]!;
      sum += kernel(u - i) * kernel(v - j) * pixel;
    }
  }
  return Math.min(255, Math.max(0, sum));
}

describe('enlarging a picture', () => {
  const source = gray(6, 5, (x, y) => (x * 97 + y * 59 + x * y * 31) % 256);

  it('agrees with the filter of Mitchell and Netravali', () => {
    const large = enlargePicture(source, 20, 33);
    for (let y = 0; y < 33; y++) {
      for (let x = 0; x < 20; x++) {
        const got = large.data[(y * 20 + x) * 4]!;
        expect(Math.abs(got - reference(source, 20, 33, x, y))).toBeLessThan(0.51);
      }
    }
  });

  it('keeps flat colour flat, is opaque, and leaves its own size alone', () => {
    const flat = enlargePicture(
      gray(4, 4, () => 173),
      31,
      9,
    );
    expect(flat.data.length).toBe(31 * 9 * 4);
    expect(flat.data.every((byte, i) => byte === (i % 4 === 3 ? 255 : 173))).toBe(true);
    expect(enlargePicture(source, 6, 5)).toBe(source);
  });
});
