import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { bicubicMatrix, bicubicWeights, resizeSquares } from './bicubic';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** 127 + 100 sin(1 + 0.9y² + 0.31x² + 0.2xy), [1, side, side, 1]. */
const picture = (side: number) =>
  tf.tensor4d(
    Array.from({ length: side * side }, (_, at) => {
      const [y, x] = [Math.floor(at / side), at % side];
      return 127 + 100 * Math.sin(1 + 0.9 * y * y + 0.31 * x * x + 0.2 * x * y);
    }),
    [1, side, side, 1],
  );

describe('bicubic resizing', () => {
  // Pillow 12: Image.fromarray(x, mode="F").resize((b, b), Image.BICUBIC): pixels 0, 1, b + 1,
  // b²/2 and the last; and the mean.
  it.each([
    {
      from: 5,
      to: 9,
      pixels: [209.0117, 215.0208, 222.4029, 161.9291, 7.9932],
      mean: 124.66703796,
    },
    {
      from: 9,
      to: 4,
      pixels: [178.603, 116.9714, 130.1369, 110.4488, 163.0528],
      mean: 129.35183716,
    },
    {
      from: 6,
      to: 6,
      pixels: [211.1471, 223.6185, 193.8056, 158.9098, 27.7394],
      mean: 128.56193542,
    },
  ])('from $from to $to is Pillow’s', ({ from, to, pixels, mean }) => {
    const values = [...resizeSquares(picture(from), bicubicMatrix([from, to])).dataSync()];
    const places = [0, 1, to + 1, Math.floor((to * to) / 2), to * to - 1];
    places.forEach((place, i) => expect(values[place]).toBeCloseTo(pixels[i]!, 2));
    expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeCloseTo(mean, 3);
  });

  it('keeps colours apart, and pictures of a batch', () => {
    const one = tf.tensor4d(
      Array.from({ length: 2 * 16 * 3 }, (_, i) => (i * 37) % 91),
      [2, 4, 4, 3],
    );
    const matrix = bicubicMatrix([4, 7]);
    const whole = resizeSquares(one, matrix);
    expect(whole.shape).toEqual([2, 7, 7, 3]);
    for (const [b, c] of [
      [0, 0],
      [1, 2],
    ] as const) {
      const alone = resizeSquares(tf.slice(one, [b, 0, 0, c], [1, 4, 4, 1]), matrix);
      const part = tf.slice(whole, [b, 0, 0, c], [1, 7, 7, 1]);
      expect(tf.max(tf.abs(tf.sub(alone, part))).dataSync()[0]).toBeLessThan(1e-4);
    }
  });

  it('goes through sizes as one after the other would', () => {
    const steps = resizeSquares(
      resizeSquares(picture(4), bicubicMatrix([4, 8])),
      bicubicMatrix([8, 14]),
    );
    const once = resizeSquares(picture(4), bicubicMatrix([4, 8, 14]));
    expect(tf.max(tf.abs(tf.sub(steps, once))).dataSync()[0]).toBeLessThan(1e-3);
  });

  it('has weights that sum to 1', () => {
    for (const [from, to] of [
      [64, 224],
      [256, 128],
      [3, 2],
    ] as const) {
      const weights = bicubicWeights(from, to);
      for (let i = 0; i < to; i++) {
        const sum = weights.subarray(i * from, (i + 1) * from).reduce((a, b) => a + b, 0);
        expect(sum).toBeCloseTo(1, 5);
      }
    }
  });
});
