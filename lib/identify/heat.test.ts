import { expect, it } from 'vitest';

import type { HeatMap } from './answer';
import { heatInWords } from './heat';

const WHOLE = { left: 0, top: 0, width: 1, height: 1 };

function mapOf(
  at: (x: number, y: number) => number,
  region: HeatMap['region'] = WHOLE,
  width = 12,
  height = 12,
): HeatMap {
  const values = Float32Array.from({ length: width * height }, (_, i) =>
    at((i % width) / width, Math.floor(i / width) / height),
  );
  return { artist: 'claude-monet', width, height, values, region };
}

const told = (map: HeatMap) => heatInWords(map, 'Monet');

it('names the places that decide, and those that hardly count', () => {
  const corner = told(mapOf((x, y) => (x < 1 / 3 && y < 1 / 3 ? 1 : 0.3)));
  expect(corner).toMatch(/mostly at the upper left: about a tenth of it\.$/);
  const sky = told(mapOf((_, y) => (y < 1 / 3 ? 1 : y < 2 / 3 ? 0.4 : 0)));
  expect(sky).toContain('mostly at the upper left, in the upper middle and at the upper right');
  expect(sky).toContain(
    'Hardly any is at the lower left, in the lower middle and at the lower right.',
  );
});

it('says when it is everywhere, and when it is nowhere', () => {
  expect(told(mapOf(() => 0.9))).toMatch(/spread over the whole picture: most of it/);
  expect(told(mapOf(() => 0))).toBe('No part of this picture by itself speaks for Monet.');
});

it('places a map of a part into the whole picture, and says what was not seen', () => {
  const middle = { left: 1 / 3, top: 0, width: 1 / 3, height: 1 };
  const text = told(mapOf((_, y) => (y < 1 / 3 ? 1 : 0.3), middle));
  expect(text).toContain('mostly in the upper middle');
  expect(text).not.toContain('left:');
  expect(text).toContain('outermost left and right were not looked at');
});

it('does not depend on how fine the map is', () => {
  const at = (x: number, y: number) => (x >= 0.5 && y >= 0.5 ? 1 : 0.1);
  expect(told(mapOf(at, WHOLE, 7, 5))).toContain('the lower right');
  expect(told(mapOf(at, WHOLE, 48, 36))).toContain('the lower right');
});
