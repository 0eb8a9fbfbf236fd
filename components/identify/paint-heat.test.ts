import { expect, it } from 'vitest';

import type { HeatMap } from '@/lib/identify/answer';

import { heatAt } from './paint-heat';

const mapOf = (values: readonly number[], region: HeatMap['region']): HeatMap => ({
  artist: 'titian',
  width: 2,
  height: 2,
  values: Float32Array.from(values),
  region,
});

it('lies over the part of the picture that was judged, and nowhere else', () => {
  const region = { left: 0.25, top: 0, width: 0.5, height: 1 };
  const values = heatAt(mapOf([1, 1, 1, 1], region), 40, 20);
  for (let y = 0; y < 20; y++) {
    for (let x = 0; x < 40; x++) {
      expect(values[y * 40 + x], `${x}, ${y}`).toBeCloseTo(x >= 10 && x < 30 ? 1 : 0, 2);
    }
  }
});

it('is smooth, and strongest where the map is', () => {
  const region = { left: 0, top: 0, width: 1, height: 1 };
  const values = heatAt(mapOf([1, 0, 0, 0], region), 32, 32);
  const at = (x: number, y: number) => values[y * 32 + x]!;
  expect(at(2, 2)).toBeGreaterThan(0.9);
  expect(at(29, 29)).toBeLessThan(0.1);
  for (let x = 1; x < 32; x++) expect(Math.abs(at(x, 4) - at(x - 1, 4))).toBeLessThan(0.12);
});
