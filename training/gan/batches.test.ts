import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it } from 'vitest';

import { createRandom } from '@/lib/latent/random';

import { classWeights, drawWish, hideClasses } from './batches';
import { ganOptionsSchema, PRESETS } from './options';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const count = 400;
// Classes 0 and 1 by turns, every fifth picture without one.
const labels = Array.from({ length: count }, (_, i) => (i % 5 === 0 ? [] : [i % 2]));
const perClass = (shown: readonly (readonly number[])[]) =>
  [0, 1].map((k) => shown.filter((own) => own.includes(k)).length);

it('hides the class of about the share asked for, and of no other class', () => {
  const [first, second] = perClass(labels);
  const [kept, left] = perClass(hideClasses(labels, [0, 0.75], createRandom(1)));
  expect(kept).toBe(first);
  expect(left! / second!).toBeGreaterThan(0.15);
  expect(left! / second!).toBeLessThan(0.35);
});

it('draws no random number while nothing is hidden and no picture is in two classes, so that other runs stay as they were', () => {
  const random = createRandom(1);
  const before = random.state();
  expect(hideClasses(labels, [0, 0], random)).toBe(labels);
  const weights = classWeights(labels, 2, random);
  expect([...weights.subarray(0, 8)]).toEqual([0, 0, 0, 1, 1, 0, 0, 1]);
  expect(random.state()).toEqual(before);
});

it('shows a picture of several classes as one of them, or as any mix', () => {
  const several = Array.from({ length: count }, () => [0, 2, 3]);
  const weights = classWeights(several, 4, createRandom(1));
  const rows = several.map((_, i) => [...weights.subarray(i * 4, i * 4 + 4)]);
  for (const row of rows) {
    expect(row[1]).toBe(0);
    expect(row.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 5);
  }
  const single = rows.filter((row) => Math.max(...row) === 1);
  expect(single.length / count).toBeGreaterThan(0.4);
  expect(single.length / count).toBeLessThan(0.6);
  // Neither kind prefers a class.
  for (const some of [single, rows.filter((row) => Math.max(...row) < 1)]) {
    for (const k of [0, 2, 3]) {
      const mean = some.reduce((sum, row) => sum + row[k]!, 0) / some.length;
      expect(mean).toBeGreaterThan(0.25);
      expect(mean).toBeLessThan(0.42);
    }
  }
});

it('asks for pictures to be looked at as the real ones in their places are', () => {
  const options = ganOptionsSchema.parse({ ...PRESETS.classic, batchSize: 4, fakeBatchSize: 3 });
  const sides = [256, 160, 200, 128];
  const drawn = { classes: new Float32Array(0), sides };
  const wish = drawWish(drawn, options, 2, 0, false, 1, createRandom(1));
  expect(wish.z.shape).toEqual([3, 2]);
  expect(wish.sides).toEqual([256, 160, 200]);
});
