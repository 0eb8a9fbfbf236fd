import '@tensorflow/tfjs';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';

import { createRandom } from '@/lib/latent/random';

import { gaussians } from './layers';
import { upsampleSmooth2 } from './upsample';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** Repeats every value of a line, continues it by one at both ends, and filters by [1 2 1]/4. */
function upsampleLine(line: readonly number[]): number[] {
  const repeated = line.flatMap((v) => [v, v]);
  const continued = [repeated[0]!, ...repeated, repeated[repeated.length - 1]!];
  return repeated.map((_, i) => (continued[i]! + 2 * continued[i + 1]! + continued[i + 2]!) / 4);
}

const transposed = (rows: number[][]) => rows[0]!.map((_, i) => rows.map((row) => row[i]!));

it('repeats pixels and smooths them, rows and columns alike', () => {
  const x = gaussians(createRandom(1), [2, 3, 5, 2], 1) as tf.Tensor4D;
  const y = upsampleSmooth2(x);
  expect(y.shape).toEqual([2, 6, 10, 2]);
  const [before, after] = [x.arraySync(), y.arraySync()];
  for (const picture of [0, 1]) {
    for (const channel of [0, 1]) {
      const plane = before[picture]!.map((row) => row.map((pixel) => pixel[channel]!));
      const wide = plane.map(upsampleLine);
      const expected = transposed(transposed(wide).map(upsampleLine));
      expected.forEach((row, i) =>
        row.forEach((v, j) => expect(after[picture]![i]![j]![channel]).toBeCloseTo(v, 5)),
      );
    }
  }
});

it('has the transposed operation as its gradient: ⟨Ux, y⟩ = ⟨x, Uᵀy⟩', () => {
  const random = createRandom(2);
  const x = gaussians(random, [2, 3, 4, 3], 1) as tf.Tensor4D;
  const y = gaussians(random, [2, 6, 8, 3], 1);
  const gradient = tf.grad((input: tf.Tensor) => upsampleSmooth2(input as tf.Tensor4D))(x, y);
  // One number at a time, so that no entry can hide behind another.
  const values = gradient.dataSync();
  for (let i = 0; i < x.size; i++) {
    const unit = tf.tensor(
      Float32Array.from({ length: x.size }, (_, k) => (k === i ? 1 : 0)),
      x.shape,
    ) as tf.Tensor4D;
    expect(values[i]).toBeCloseTo(tf.sum(tf.mul(upsampleSmooth2(unit), y)).dataSync()[0]!, 4);
  }
});

it('climbs evenly along a ramp, where repeated pixels would step up and stand still by turns', () => {
  const ramp = tf.tensor4d(
    Float32Array.from({ length: 64 }, (_, i) => i % 8),
    [1, 8, 8, 1],
  );
  const row = upsampleSmooth2(ramp)
    .arraySync()[0]![4]!
    .map((pixel) => pixel[0]!);
  for (let i = 2; i < 15; i++) expect(row[i]! - row[i - 1]!).toBeCloseTo(0.5, 5);
});
