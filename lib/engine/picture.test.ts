import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';

import { cellDistance, cellMeans, pictureFromTensor, picturesFromTensor } from './picture';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

describe('picturesFromTensor', () => {
  it('maps -1 to 0, 0 to 128, 1 to 255, clamps the rest and is opaque', async () => {
    const output = tf.tensor4d([-1, 0, 1, -9, 9, 0.5], [1, 1, 2, 3]);
    const picture = await pictureFromTensor(output);
    expect([...picture.data]).toEqual([0, 128, 255, 255, 0, 255, 191, 255]);
    expect(picture).toMatchObject({ width: 2, height: 1 });
    output.dispose();
  });

  it('takes a batch apart in order', async () => {
    const output = tf.tensor4d([-1, -1, -1, 1, 1, 1], [2, 1, 1, 3]);
    const [black, white] = await picturesFromTensor(output);
    expect([...black!.data]).toEqual([0, 0, 0, 255]);
    expect([...white!.data]).toEqual([255, 255, 255, 255]);
    await expect(pictureFromTensor(output)).rejects.toThrow(RangeError);
    output.dispose();
  });

  it('refuses what is no picture', async () => {
    const output = tf.zeros([1, 2, 2, 4]);
    await expect(picturesFromTensor(output)).rejects.toThrow(RangeError);
    output.dispose();
  });
});

describe('cellMeans', () => {
  it('averages each cell, row by row', () => {
    const levels = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120, 130, 140, 150, 160];
    const data = new Uint8ClampedArray(levels.flatMap((x) => [x, x + 1, x + 2, 255]));
    const means = cellMeans({ width: 4, height: 4, data }, 2);
    const cells = [
      (10 + 20 + 50 + 60) / 4,
      (30 + 40 + 70 + 80) / 4,
      (90 + 100 + 130 + 140) / 4,
      (110 + 120 + 150 + 160) / 4,
    ];
    expect(means).toEqual(cells.flatMap((x) => [x, x + 1, x + 2]));
  });

  it('covers every pixel once when the grid does not divide the side', () => {
    const data = new Uint8ClampedArray(5 * 5 * 4).fill(100);
    expect(cellMeans({ width: 5, height: 5, data }, 3)).toEqual(new Array(27).fill(100));
  });
});

describe('cellDistance', () => {
  it('is the largest difference', () => expect(cellDistance([1, 5, 9], [2, 5, 6])).toBe(3));
  it('takes nothing that is no number for a match', () => {
    expect(cellDistance([NaN, 0], [0, 0])).toBe(Infinity);
    expect(cellDistance([0, NaN, 0], [0, 0, 0])).toBe(Infinity);
    expect(cellDistance([0], [0, 0])).toBe(Infinity);
  });
});
