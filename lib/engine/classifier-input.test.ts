import { describe, expect, it } from 'vitest';

import { noisePicture } from '@/tests/engine/classifier-fixture';

import { classifierInput } from './classifier-input';

const input = { shortSide: 32, maxAspect: 2 };

describe('classifierInput', () => {
  it.each([
    [640, 480, 32, 32],
    [480, 700, 32, 32],
    [480, 800, 32, 64],
    [3000, 100, 64, 32],
    [1, 1, 32, 32],
    [1, 900, 32, 64],
    [32, 32, 32, 32],
  ])('puts %i × %i pixels before the network as %i × %i', (width, height, newWidth, newHeight) => {
    const { data, ...rest } = classifierInput(noisePicture(width, height), input);
    expect(rest).toMatchObject({ width: newWidth, height: newHeight });
    expect(data).toHaveLength(newWidth * newHeight * 3);
  });

  it('takes black to -1 and white to 1', () => {
    const data = new Uint8ClampedArray(32 * 32 * 4).fill(255);
    data.set([0, 0, 0], 0);
    const seen = classifierInput({ width: 32, height: 32, data }, input);
    expect([...seen.data.slice(0, 4)]).toEqual([-1, -1, -1, 1]);
  });

  it('says which part it looks at', () => {
    expect(classifierInput(noisePicture(100, 20), input).cut).toEqual({
      left: 30,
      top: 0,
      width: 40,
      height: 20,
    });
  });

  it.each([
    ['without pixels', { width: 0, height: 5, data: new Uint8ClampedArray(0) }],
    ['with too few of them', { width: 2, height: 2, data: new Uint8ClampedArray(15) }],
    ['of no number of pixels', { width: NaN, height: 1, data: new Uint8ClampedArray(4) }],
  ])('refuses a picture %s', (_, picture) => {
    expect(() => classifierInput(picture, input)).toThrow(/no pixels/);
  });
});
