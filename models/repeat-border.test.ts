import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';

import { createRandom } from '@/lib/latent/random';

import { gaussians } from './layers';
import { repeatBorder, type Around } from './repeat-border';
import { relativeError } from './testing';

beforeAll(() => tf.setBackend('cpu'));

describe.each([[[1, 1]], [[0, 1]]] as [Around][])('the border repeated %j', (around) => {
  const [before, behind] = around;
  const clamp = (at: number, length: number) => Math.min(length - 1, Math.max(0, at - before));

  it('stands around the map', () => {
    const x = gaussians(createRandom(1), [2, 3, 4, 2], 1) as tf.Tensor4D;
    const [values, found] = [x.arraySync(), repeatBorder(x, around).arraySync()];
    expect(found[0]).toHaveLength(3 + before + behind);
    const expected = found.map((map, b) =>
      map.map((row, y) => row.map((_, at) => values[b]![clamp(y, 3)]![clamp(at, 4)]!)),
    );
    expect(found).toEqual(expected);
  });

  it.each([
    [2, 2],
    [3, 5],
  ])('has the gradient of what it does, for %i × %i', (height, width) => {
    const shape: [number, number, number, number] = [2, height, width, 2];
    const x = gaussians(createRandom(2), shape, 1) as tf.Tensor4D;
    const dy = gaussians(createRandom(3), repeatBorder(x, around).shape, 1);
    const found = tf.grad((input) => repeatBorder(input as tf.Tensor4D, around))(x, dy);
    // Every number of the larger map is one of the smaller: what it was told goes there.
    const expected = tf.buffer(shape);
    (dy as tf.Tensor4D).arraySync().forEach((map, b) =>
      map.forEach((row, y) =>
        row.forEach((place, at) =>
          place.forEach((value, c) => {
            const to = [b, clamp(y, height), clamp(at, width), c] as const;
            expected.set(expected.get(...to) + value, ...to);
          }),
        ),
      ),
    );
    expect(relativeError(found.dataSync(), expected.toTensor().dataSync())).toBeLessThan(1e-5);
  });
});
