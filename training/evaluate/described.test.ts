import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { picturesTensor, realPicture, realTensor, trainingForms } from './described';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** 2 × 2 pixels, each of one level; their red. */
const square = (levels: readonly number[]) =>
  tf.tensor4d(
    levels.flatMap((level) => [level, 0, 0]),
    [1, 2, 2, 3],
  );
const reds = (x: tf.Tensor4D) => [...tf.slice(x, [0, 0, 0, 0], [1, 2, 2, 1]).dataSync()];

describe('the forms that training saw', () => {
  it('are the pictures and their mirror images', () => {
    const forms = trainingForms({ flip: true });
    expect(forms.map(({ apply }) => reds(apply(square([1, 2, 3, 4]))))).toEqual([
      [1, 2, 3, 4],
      [2, 1, 4, 3],
    ]);
    expect(trainingForms({})).toHaveLength(1);
  });

  it('are eight with quarter turns, all different', () => {
    const forms = trainingForms({ flip: true, quarterTurns: true });
    const seen = forms.map(({ apply }) => reds(apply(square([1, 2, 3, 4]))).join());
    expect(new Set(seen).size).toBe(8);
    expect(new Set(forms.map(({ name }) => name)).size).toBe(8);
    expect(seen[1]).toBe('2,4,1,3');
  });
});

it('sees the same in a real picture as in the app’s', () => {
  const pixels = Uint8Array.from({ length: 2 * 12 }, (_, i) => (i * 11) % 256);
  const real = { size: 2, count: 2, pixels, ids: ['a', 'b'], classIds: [], name: '' };
  const direct = realTensor(real, 1, 2).dataSync();
  const through = picturesTensor([realPicture(pixels.subarray(12), 2)]).dataSync();
  expect(through).toEqual(direct);
  expect(direct[0]).toBeCloseTo(pixels[12]! / 127.5 - 1, 6);
});
