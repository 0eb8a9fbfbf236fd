import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it } from 'vitest';

import { createRandom } from '@/lib/latent/random';
import { upsampleNearest2 } from '@/models/layers';
import { randomPictures } from '@/models/testing';
import { upsampleSmooth2 } from '@/models/upsample';

import { gridRatio } from './grid';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const ratioOf = (x: tf.Tensor4D) => gridRatio(x).dataSync()[0]!;

it('is 1 for pictures without a grid', () => {
  expect(ratioOf(randomPictures(createRandom(1), 8, 32, 32))).toBeCloseTo(1, 1);
});

it('is what counting pair by pair gives', () => {
  const size = 6;
  const x = randomPictures(createRandom(2), 2, size, size);
  const values = x.arraySync();
  const sums = { within: 0, across: 0 };
  for (const picture of values) {
    for (let line = 0; line < size; line++) {
      for (let i = 0; i < 4; i++) {
        for (let c = 0; c < 3; c++) {
          // Pairs that begin at 0 and 2 come from one coarser pixel, those at 1 and 3 from two.
          const kind = i % 2 === 0 ? 'within' : 'across';
          sums[kind] += Math.abs(picture[line]![i + 1]![c]! - picture[line]![i]![c]!);
          sums[kind] += Math.abs(picture[i + 1]![line]![c]! - picture[i]![line]![c]!);
        }
      }
    }
  }
  expect(ratioOf(x)).toBeCloseTo(sums.across / sums.within, 4);
});

it('shows repeated pixels; smoothed ones hide the grid of a picture that is smooth itself', () => {
  const coarse = upsampleSmooth2(upsampleSmooth2(randomPictures(createRandom(3), 4, 8, 8)));
  expect(ratioOf(upsampleNearest2(coarse))).toBeGreaterThan(100);
  expect(ratioOf(upsampleSmooth2(coarse))).toBeLessThan(1.2);
});
