import { expect, it } from 'vitest';

import { keepColours } from './keep-colours';
import type { Picture } from './picture';

const pixel = (...rgb: number[]): Picture => ({
  width: 1,
  height: 1,
  data: Uint8ClampedArray.of(...rgb, 255),
});
const luma = ([r, g, b]: Uint8ClampedArray) => 0.299 * r! + 0.587 * g! + 0.114 * b!;

it('takes light and dark from the painting and colour from the content', () => {
  const painted = pixel(90, 120, 60);
  const content = pixel(150, 100, 110);
  const kept = keepColours(painted, content);
  expect(luma(kept.data)).toBeCloseTo(luma(painted.data), 0);
  const differences = ({ data }: Picture) => [0, 1, 2].map((c) => data[c]! - luma(data));
  differences(kept).forEach((d, c) => expect(d).toBeCloseTo(differences(content)[c]!, 0));
});

it('keeps hue and luma where the colour would be too strong for the light', () => {
  const kept = keepColours(pixel(250, 250, 250), pixel(200, 0, 0)).data;
  expect(luma(kept)).toBeCloseTo(250, 0);
  expect(kept[0]).toBe(255);
  expect(kept[1]).toBe(kept[2]);
  expect(kept[1]!).toBeLessThan(250);
});

it('asks for pictures of one size', () => {
  const wide: Picture = { width: 2, height: 1, data: new Uint8ClampedArray(8) };
  expect(() => keepColours(pixel(1, 2, 3), wide)).toThrow(/same size/);
});
