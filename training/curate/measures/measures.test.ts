import { describe, expect, it } from 'vitest';

import { clouds, drawn, resized, type Paint } from '../testing';
import { colourfulness, mergePalettes, paletteOf } from './colour';
import { bareBorder, framedness } from './edges';
import { alikeHashes, perceptualHash } from './hash';
import { letterCount } from './lettering';
import { workingOf } from './working';

const working = (paint: Paint, width = 240, height = 200) =>
  workingOf(drawn(width, height, paint).picture);
const GREY: Paint = (x, y) => {
  const v = clouds(1)(x, y)[0];
  return [v, v, v];
};

/** Distance by strings of bits: slow, and surely right. */
function bitsApart(a: string, b: string): number {
  const x = BigInt(`0x${a}`) ^ BigInt(`0x${b}`);
  return x.toString(2).replaceAll('0', '').length;
}

describe('the perceptual hash', () => {
  const hashes = Array.from({ length: 12 }, (_, i) => perceptualHash(working(clouds(i + 1))));

  it('stays nearly the same in another size, and differs between pictures', () => {
    const smaller = perceptualHash(working(resized(clouds(1), 0.6), 144, 120));
    expect(bitsApart(hashes[0]!, smaller)).toBeLessThanOrEqual(4);
    for (const other of hashes.slice(1)) expect(bitsApart(hashes[0]!, other)).toBeGreaterThan(10);
  });

  it('finds the pairs that differ in few bits, and no others', () => {
    const near = hashes[3]!.replace(/^./, (digit) => (Number.parseInt(digit, 16) ^ 9).toString(16));
    const all = [...hashes, near, 'ffffffffffffffff', 'fffffffffffffff0'];
    const expected: [number, number][] = [];
    for (let i = 0; i < all.length; i++) {
      for (let j = i + 1; j < all.length; j++) {
        if (bitsApart(all[i]!, all[j]!) <= 8) expected.push([i, j]);
      }
    }
    expect([...alikeHashes(all, 8)]).toEqual(expected);
    expect(expected).toContainEqual([3, 12]);
  });
});

describe('colour', () => {
  it('is none in grey, and as published for two colours', () => {
    expect(colourfulness(working(GREY))).toBeCloseTo(0, 3);
    // Half red, half blue: rg is 255 and 0, yb 127.5 and −255; means and spreads by hand.
    const half = colourfulness({ rgb: Float32Array.from([255, 0, 0, 0, 0, 255]) });
    const expected = Math.hypot(127.5, 191.25) + 0.3 * Math.hypot(127.5, -63.75);
    expect(half).toBeCloseTo(expected, 6);
  });

  it('is summed up in the colours there are', () => {
    const stripes: Paint = (x) => (x < 180 ? [200, 30, 40] : [20, 60, 180]);
    const palette = paletteOf(working(stripes));
    expect(palette).toHaveLength(2);
    expect(palette[0]!.share).toBeCloseTo(0.75, 1);
    palette[0]!.rgb.forEach((v, c) => expect(Math.abs(v - [200, 30, 40][c]!)).toBeLessThan(4));
    expect(mergePalettes([palette, palette], 2)[0]!.share).toBeCloseTo(0.75, 1);
    expect(mergePalettes([], 3)).toEqual([]);
  });
});

describe('what is around a picture', () => {
  const bordered: Paint = (x, y) =>
    x < 20 || y < 20 || x >= 220 || y >= 180
      ? [240, 238, 230]
      : (clouds(2)(x, y).map((v) => v * 0.7) as [number, number, number]);
  const framed: Paint = (x, y) => {
    const depth = Math.min(x, y, 239 - x, 199 - y);
    if (depth >= 22) return clouds(3)(x, y);
    const gold = 150 + 30 * Math.sin(x + y * 1.3);
    return depth > 18 ? [40, 30, 20] : [gold, gold * 0.8, 60];
  };

  it('a bare border is measured by its area', () => {
    expect(bareBorder(working(bordered))).toBeCloseTo(1 - (200 * 160) / (240 * 200), 1);
    expect(bareBorder(working(clouds(2)))).toBe(0);
    // A plain ground without an end is a picture, not a border.
    expect(bareBorder(working(() => [200, 200, 200]))).toBe(0);
  });

  it('a frame has edges along its sides, as no sky has', () => {
    expect(framedness(working(framed))).toBeGreaterThan(1);
    expect(framedness(working(clouds(3)))).toBeLessThan(1);
  });
});

describe('lettering', () => {
  /** Strokes of the shape of letters in three lines. */
  const page: Paint = (x, y) => {
    const [column, row] = [x % 9, y % 20];
    const line = Math.floor(y / 20);
    const stroke = row >= 5 && row < 14 && (column < 2 || (column < 6 && (row === 5 || row === 9)));
    return line >= 2 && line < 5 && x > 20 && x < 200 && stroke ? [20, 20, 20] : [235, 230, 220];
  };

  it('is counted in lines', () => {
    expect(letterCount(working(page))).toBeGreaterThan(40);
  });

  it('is not seen in clouds, dots and plain walls', () => {
    const random = Array.from({ length: 60 }, (_, i) => [(i * 73) % 240, (i * 151) % 200]);
    const dots: Paint = (x, y) =>
      random.some(([a, b]) => Math.hypot(x - a!, y - b!) < 3) ? [10, 10, 10] : [220, 220, 220];
    for (const paint of [clouds(4), dots, (): [number, number, number] => [200, 200, 200]]) {
      expect(letterCount(working(paint))).toBeLessThan(12);
    }
  });
});
