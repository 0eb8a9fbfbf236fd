import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';

import { createRandom } from '@/lib/latent/random';
import { createGenerator } from '@/models/architectures';
import { gaussians } from '@/models/layers';

import type { Shard } from '../data/shard';
import {
  ClassGuard,
  compositionDistance,
  DiversityGauge,
  lesser,
  meanPairwiseDistance,
  summarise,
} from './diversity';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

it('measures the mean distance over all pairs', () => {
  const random = createRandom(1);
  // Far from the origin, where a careless formula would lose all digits.
  const rows = Array.from({ length: 5 }, () =>
    Array.from({ length: 7 }, () => 100 + random.gaussian()),
  );
  let sum = 0;
  for (const a of rows) {
    for (const b of rows) sum += Math.hypot(...a.map((v, i) => v - b[i]!));
  }
  expect(meanPairwiseDistance(tf.tensor2d(rows)).dataSync()[0]).toBeCloseTo(sum / (5 * 4), 3);
});

describe('the distance of compositions', () => {
  const side = 16;
  /** Pictures by what light they have at a place. */
  const paint = (...lights: ((x: number, y: number) => number)[]) =>
    tf.tensor4d(
      lights.flatMap((light) =>
        Array.from({ length: side * side }, (_, i) =>
          Array<number>(3).fill(light(i % side, Math.floor(i / side))),
        ).flat(),
      ),
      [lights.length, side, side, 3],
    );
  const measure = async (pictures: tf.Tensor4D) => (await compositionDistance(pictures).data())[0];

  it('is 0 for one composition in other lights', async () => {
    const pictures = paint(
      (x, y) => (x + 2 * y) / side,
      (x, y) => 0.2 * ((x + 2 * y) / side) - 0.5,
    );
    expect(await measure(pictures)).toBeCloseTo(0, 2);
  });

  it('is 1 for what has nothing in common, 2 for the reverse', async () => {
    const across = (x: number) => x / side;
    const down = (_x: number, y: number) => y / side;
    expect(await measure(paint(across, down))).toBeCloseTo(1, 2);
    expect(await measure(paint(across, (x) => -across(x)))).toBeCloseTo(2, 2);
  });

  it('knows what to say of an even picture', async () => {
    const even = () => 0.5;
    expect(await measure(paint(even, (x) => x / side))).toBeCloseTo(1, 5);
  });
});

describe('the gauge', () => {
  const size = 8;
  const random = createRandom(2);
  /** Two classes of random pictures, one picture of a third. */
  const labels = [...Array.from({ length: 8 }, (_, i) => [i % 2]), [2]];
  const shard: Shard = {
    header: {
      format: 2,
      size,
      ids: labels.map((_, i) => String(i)),
      labels,
      classes: ['a', 'b', 'c'].map((id) => ({ kind: 'artist' as const, id, count: 4 })),
      selection: 'everything',
      leftOut: {},
    },
    pixels: Uint8Array.from({ length: 9 * size * size * 3 }, () => random.integer(256)),
  };
  const network = createGenerator('fastgan', {
    latentDim: 4,
    embeddingDim: 2,
    classCount: 3,
    resolution: 8,
    channels: [6, 4],
  });

  it('is 0 where z changes nothing, higher where it does, and nothing where few are real', async () => {
    const weights = network.init(createRandom(3));
    const gauge = new DiversityGauge(shard, undefined);
    const {
      features: [a, b, c],
      compositions,
    } = await gauge.measure(network, weights, 4);
    expect(a).toBeGreaterThan(0.01);
    expect(b).toBeGreaterThan(0.01);
    expect(c).toBeNaN();
    expect(compositions[0]).toBeGreaterThan(0.01);
    expect(compositions[2]).toBeNaN();
    // Rows of z out of every kernel that reads the style, no noise, which is made of z as well,
    // and something to be seen all the same: pictures depend on the class alone.
    const deaf = Object.fromEntries(
      Object.entries(weights).map(([name, weight]) => {
        if (name.endsWith('/noise/strength')) return [name, tf.zerosLike(weight)];
        if (name === 'seed/bias') return [name, gaussians(createRandom(4), weight.shape)];
        if (!/^seed\/kernel$|style\/kernel$/.test(name)) return [name, weight];
        const z = tf.zeros([4, weight.shape[1]!]);
        return [name, tf.concat([z, tf.slice(weight, [4, 0])])];
      }),
    );
    const none = await gauge.measure(network, deaf, 4);
    expect(none.features[0]).toBeLessThan(1e-3);
    expect(none.compositions[0]).toBeLessThan(1e-3);
  });

  it('sees pictures through the frozen network where there is one', async () => {
    const weights = network.init(createRandom(3));
    const pixels = await new DiversityGauge(shard, undefined).measure(network, weights, 4);
    const shifted = (x: tf.Tensor4D) => [x, tf.mul<tf.Tensor4D>(tf.square(x), 3)];
    const features = await new DiversityGauge(shard, shifted).measure(network, weights, 4);
    expect(features.features[0]).not.toBeCloseTo(pixels.features[0]!, 3);
    expect(features.compositions).toEqual(pixels.compositions);
  });

  it('leaves no tensors behind', async () => {
    const weights = network.init(createRandom(3));
    const gauge = new DiversityGauge(shard, undefined);
    const before = tf.memory().numTensors;
    await gauge.measure(network, weights, 4);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('the guard', () => {
  const names = ['monet', 'klimt'];

  it('is quiet while classes grow and keep their variety', () => {
    const guard = ClassGuard.fresh(2);
    for (const ratio of [0.2, 0.5, 0.9, 0.8, 0.7]) {
      expect(guard.observe([ratio, ratio], names)).toBeUndefined();
    }
    expect(guard.state.hidden).toEqual([0, 0]);
  });

  it('hides more and more of a class that narrows, names it, and gives it back when it opens', () => {
    const guard = ClassGuard.fresh(2);
    guard.observe([0.9, 0.9], names);
    expect(guard.observe([0.9, 0.4], names)).toMatch(/klimt \(40 % of real ones\)/);
    expect(guard.state.hidden).toEqual([0, 0.25]);
    for (let i = 0; i < 5; i++) guard.observe([0.9, 0.3], names);
    expect(guard.state.hidden).toEqual([0, 0.75]);
    expect(guard.observe([0.9, 0.6], names)).toBeUndefined();
    expect(guard.state.hidden).toEqual([0, 0.75]);
    for (let i = 0; i < 3; i++) expect(guard.observe([0.9, 0.8], names)).toBeUndefined();
    expect(guard.state.hidden).toEqual([0, 0]);
  });

  it('does not hold a class to a variety that real pictures do not have', () => {
    const guard = ClassGuard.fresh(1);
    guard.observe([1.6], ['monet']);
    expect(guard.observe([0.7], ['monet'])).toBeUndefined();
  });

  it('leaves alone what could not be measured', () => {
    const guard = ClassGuard.fresh(1);
    expect(guard.observe([NaN], ['monet'])).toBeUndefined();
    expect(guard.state).toEqual({ hidden: [0], best: [0] });
  });
});

it('sums up with the mean and the least diverse', () => {
  const variety = { features: [0.5, NaN, 0.9], compositions: [0.2, NaN, 0.4] };
  const summary = summarise(variety, ['a', 'b', 'c'])!;
  expect(summary.diversity).toBeCloseTo(0.7);
  expect(summary.compositions).toBeCloseTo(0.3);
  expect(summary).toMatchObject({ lowestDiversity: 0.5, leastDiverse: 'a' });
  expect(summarise({ features: [NaN], compositions: [NaN] }, ['a'])).toBeUndefined();
});

it('holds a class to the measure by which it has less', () => {
  const variety = { features: [0.5, NaN, 0.9], compositions: [0.7, NaN, 0.4] };
  expect(lesser(variety)).toEqual([0.5, NaN, 0.4]);
});
