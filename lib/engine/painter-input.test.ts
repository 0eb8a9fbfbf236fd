import { expect, it } from 'vitest';

import { noisePicture } from '@/tests/engine/classifier-fixture';

import { inSizeOf, painterInput, styleInput } from './painter-input';

it('continues a picture by its mirror image to sides that can be halved three times', () => {
  const picture = noisePicture(5, 21);
  const input = painterInput(picture);
  expect([input.width, input.height]).toEqual([8, 24]);
  const red = (x: number, y: number) => input.data[(y * input.width + x) * 3]!;
  const own = (x: number, y: number) => picture.data[(y * 5 + x) * 4]! / 127.5 - 1;
  expect(red(0, 0)).toBeCloseTo(own(0, 0), 6);
  expect(red(4, 20)).toBeCloseTo(own(4, 20), 6);
  // Beyond the last column: itself again, then the one before it.
  expect([5, 6, 7].map((x) => red(x, 23))).toEqual(
    [4, 3, 2].map((x) => expect.closeTo(own(x, 18), 6)),
  );
  // One column goes on for ever.
  const thin = painterInput(noisePicture(1, 3));
  expect([thin.width, thin.height]).toEqual([8, 8]);
  expect(thin.data[7 * 3]).toBe(thin.data[0]);
});

it('gives back what was painted in its own size', () => {
  const picture = noisePicture(5, 21);
  const { width, height, data } = painterInput(picture);
  const levels = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) levels[i * 4 + c] = (data[i * 3 + c]! + 1) * 127.5;
  }
  expect(inSizeOf(picture, { width, height, data: levels })).toEqual(picture);
});

it('looks at a style with the shorter side that is asked for, and at the middle of a long one', () => {
  const { width, height, data } = styleInput(noisePicture(900, 100), 64);
  expect([width, height]).toEqual([128, 64]);
  expect(data.every((value) => value >= -1 && value <= 1)).toBe(true);
  expect(() => styleInput(noisePicture(8, 8), 2000)).toThrow(/32 to 1024/);
  expect(() => painterInput({ ...noisePicture(4, 4), width: 5 })).toThrow(/no pixels/);
});
