import { describe, expect, it } from 'vitest';

import { shrinkFactor, shrinkTiles, shrunkSize, WORKING_PIXELS } from './shrink';

describe('reducing a large picture', () => {
  it('leaves small ones alone, and brings every other to the working size', () => {
    expect(shrinkFactor(2048, 2048)).toBe(1);
    expect(shrinkFactor(2049, 2048)).toBe(2);
    expect(shrunkSize(4000, 3000)).toEqual({ width: 2000, height: 1500 });
    // A panorama keeps a height to look at.
    expect(shrunkSize(20_000, 1000)).toEqual({ width: 6667, height: 334 });
    for (const [width, height] of [
      [12_000, 9000],
      [1, 5_000_000],
      [4097, 1025],
    ] as const) {
      const factor = shrinkFactor(width, height);
      expect((width * height) / factor ** 2).toBeLessThanOrEqual(WORKING_PIXELS);
      expect((width * height) / (factor - 1) ** 2).toBeGreaterThan(WORKING_PIXELS);
    }
  });

  it('gives the mean of the pixels that each pixel covers, over the borders of tiles', () => {
    const [width, height] = [3001, 2999]; // a factor of 2, and a last column and row of their own
    const level = (x: number, y: number, c: number) =>
      (x * 7 + y * 13 + ((x * y) % 91) + c * 50) % 256;
    const { data, ...size } = shrinkTiles(width, height, (left, top, tileWidth, tileHeight) => {
      const tile = new Uint8Array(tileWidth * tileHeight * 4).fill(255);
      for (let i = 0; i < tileWidth * tileHeight; i++) {
        const [x, y] = [left + (i % tileWidth), top + Math.floor(i / tileWidth)];
        for (let c = 0; c < 3; c++) tile[i * 4 + c] = level(x, y, c);
      }
      return tile;
    });
    expect(size).toEqual({ width: 1501, height: 1500 });
    for (let i = 0; i < 1501 * 1500; i += 97) {
      const [x, y] = [(i % 1501) * 2, Math.floor(i / 1501) * 2];
      const covered = [
        [x, y],
        [x + 1, y],
        [x, y + 1],
        [x + 1, y + 1],
      ].filter(([column, row]) => column! < width && row! < height);
      for (let c = 0; c < 3; c++) {
        const sum = covered.reduce((all, [column, row]) => all + level(column!, row!, c), 0);
        expect(Math.abs(data[i * 4 + c]! - sum / covered.length)).toBeLessThanOrEqual(0.5);
      }
      expect(data[i * 4 + 3]).toBe(255);
    }
  });

  it('passes small pictures on byte by byte', () => {
    const bytes = Uint8Array.from({ length: 5 * 3 * 4 }, (_, i) => (i % 4 === 3 ? 255 : i * 3));
    expect([...shrinkTiles(5, 3, () => bytes).data]).toEqual([...bytes]);
  });
});
