import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';

import { createRandom } from '@/lib/latent/random';

import { gaussians } from './layers';
import { createStylizer } from './architectures';
import { parameterCount, type Weights } from './network';
import { stylizer } from './stylizer';
import { normaliseInstance } from './stylizer-norm';
import { PAINTER_REACH, PAINTER_STEP } from './stylizer-geometry';
import {
  disturbed,
  mapPlane,
  plainConv,
  planeOf,
  randomPictures,
  relativeError,
  same,
  type Plane,
} from './testing';

const SMALL = { styleDim: 5, encoderChannels: [3, 4, 4, 5], widths: [2, 3, 3, 4] as const };
const network = stylizer({ ...SMALL, widths: [...SMALL.widths] });

let weights: Weights;
beforeAll(async () => {
  await tf.setBackend('cpu');
  weights = disturbed(network.init(createRandom(1)), createRandom(2));
});

const vectors = (count: number, seed = 3) =>
  gaussians(createRandom(seed), [count, SMALL.styleDim], 1) as tf.Tensor2D;

it('is small enough to be served, and known by its name', () => {
  const served = createStylizer('stylizer', {});
  expect(parameterCount(served.spec)).toBe(988_871);
  expect(served.spec.options).toMatchObject({ styleDim: 100, blocks: 2, fineBlocks: 1 });
  expect(() => createStylizer('painter', {})).toThrow(/no stylizer/);
});

describe('conditional instance normalisation', () => {
  it('has the gradients of its parts', () => {
    const random = createRandom(4);
    const x = gaussians(random, [2, 3, 4, 3], 1.5) as tf.Tensor4D;
    const asked = [2, 1].map((batch) => gaussians(random, [batch, 1, 1, 3], 1) as tf.Tensor4D);
    const dy = gaussians(random, [2, 3, 4, 3], 1);
    const byParts = (input: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor) => {
      const { mean, variance } = tf.moments(input, [1, 2], true);
      const xHat = tf.div(tf.sub(input, mean), tf.sqrt(tf.add(variance, 1e-5)));
      return tf.add(tf.mul(xHat, gamma), beta);
    };
    const inputs = [x, ...asked] as tf.Tensor[];
    const whole = tf.grads((a, gamma, beta) =>
      normaliseInstance(a as tf.Tensor4D, {
        gamma: gamma as tf.Tensor4D,
        beta: beta as tf.Tensor4D,
      }),
    )(inputs, dy);
    const parts = tf.grads(byParts)(inputs, dy);
    whole.forEach((gradient, i) => {
      expect(gradient.shape).toEqual(inputs[i]!.shape);
      expect(relativeError(gradient.dataSync(), parts[i]!.dataSync())).toBeLessThan(1e-4);
    });
  });
});

describe('the style encoder', () => {
  it('projects means and deviations of the first features of every stage', () => {
    const picture = randomPictures(createRandom(5), 1, 16, 24);
    const features: number[] = [];
    const layer = (x: Plane, name: string) =>
      mapPlane(
        plainConv(x, weights[`${name}/kernel`]!, weights[`${name}/bias`]!, 1, same),
        (value) => Math.max(0, value),
      );
    let x = planeOf(picture);
    for (const [stage, convolutions] of [2, 2, 4, 1].entries()) {
      if (stage > 0) x = halved(x);
      for (let i = 1; i <= convolutions; i++) {
        x = layer(x, `encoder/conv${stage + 1}${i}`);
        if (i === 1) features.push(...meansAndDeviations(x));
      }
    }
    const measured = network.features(weights, picture);
    expect(relativeError(measured.dataSync(), features)).toBeLessThan(1e-4);

    const [centre, spread, kernel, bias] = ['centre', 'spread', 'style/kernel', 'style/bias'].map(
      (name) => weights[`encoder/${name}`]!.dataSync(),
    );
    const expected = Array.from({ length: SMALL.styleDim }, (_, k) =>
      features.reduce(
        (sum, value, j) =>
          sum + ((value - centre![j]!) / spread![j]!) * kernel![j * SMALL.styleDim + k]!,
        bias![k]!,
      ),
    );
    const vector = network.encode(weights, picture).dataSync();
    expect(relativeError(vector, expected)).toBeLessThan(1e-3);
  });
});

/** Of the painter as it is, and of one without what may be left out. */
const PAINTERS = [
  ['the painter', {}],
  ['the painter without fine blocks and grain', { fineBlocks: 0, grain: 0 }],
] as const;

describe.each(PAINTERS)('%s', (_, options) => {
  const network = stylizer({ ...SMALL, widths: [...SMALL.widths], ...options });
  let weights: Weights;
  beforeAll(() => {
    weights = disturbed(network.init(createRandom(1)), createRandom(2));
  });

  it('paints pictures of any shape, each by its own vector or all by one', () => {
    const pictures = randomPictures(createRandom(6), 2, 16, 24);
    const [first, second] = [vectors(1, 7), vectors(1, 8)];
    const both = network.apply(weights, { pictures, vectors: tf.concat([first, second]) });
    expect(both.shape).toEqual([2, 16, 24, 3]);
    const alone = network.apply(weights, {
      pictures: pictures.slice([1], [1]),
      vectors: second,
    });
    expect(relativeError(both.slice([1], [1]).dataSync(), alone.dataSync())).toBeLessThan(1e-4);
    const one = network.apply(weights, { pictures, vectors: first });
    expect(relativeError(one.slice([0], [1]).dataSync(), both.slice([0], [1]).dataSync())).toBe(0);
    expect(relativeError(one.slice([1], [1]).dataSync(), alone.dataSync())).toBeGreaterThan(1e-3);
  });

  it('paints with measured statistics what it paints with its own', () => {
    const pictures = randomPictures(createRandom(9), 1, 24, 16);
    const vector = vectors(1);
    const statistics = network.measure(weights, pictures, vector);
    const own = network.apply(weights, { pictures, vectors: vector });
    const known = network.apply(weights, { pictures, vectors: vector, statistics });
    expect(relativeError(known.dataSync(), own.dataSync())).toBeLessThan(1e-4);
  });

  it('paints a part as it looks in the whole, if the part is wide enough', () => {
    const height = PAINTER_STEP * 2;
    const width = PAINTER_REACH * 3;
    const whole = randomPictures(createRandom(10), 1, height, width);
    const vector = vectors(1);
    const statistics = network.measure(weights, whole, vector);
    const paint = (pictures: tf.Tensor4D, left = 0) =>
      network.apply(weights, {
        ...{ pictures, vectors: vector, statistics },
        origin: { left, top: 0 },
      });
    const expected = paint(whole).slice([0, 0, PAINTER_REACH], [1, height, PAINTER_REACH]);
    const from = (reach: number) =>
      paint(
        whole.slice([0, 0, PAINTER_REACH - reach], [1, height, PAINTER_REACH + 2 * reach]),
        PAINTER_REACH - reach,
      ).slice([0, 0, reach], [1, height, PAINTER_REACH]);
    expect(relativeError(from(PAINTER_REACH).dataSync(), expected.dataSync())).toBeLessThan(1e-6);
    // A narrower border would show.
    expect(relativeError(from(16).dataSync(), expected.dataSync())).toBeGreaterThan(1e-4);
    if ('fineBlocks' in options) return;
    const narrower = from(PAINTER_REACH - PAINTER_STEP);
    expect(relativeError(narrower.dataSync(), expected.dataSync())).toBeGreaterThan(1e-9);
  });

  it('leaves no tensors behind', () => {
    const pictures = randomPictures(createRandom(11), 1, 16, 16);
    const vector = vectors(1);
    const before = tf.memory().numTensors;
    tf.dispose(tf.tidy(() => network.apply(weights, { pictures, vectors: vector })));
    expect(tf.memory().numTensors).toBe(before);
  });
});

/** 2 × 2 maximum with stride 2. */
function halved({ height, width, channels, values }: Plane): Plane {
  const half = { height: height / 2, width: width / 2, channels };
  const at = (y: number, x: number, c: number) => values[(y * width + x) * channels + c]!;
  const maxima = Float64Array.from({ length: half.height * half.width * channels }, (_, i) => {
    const c = i % channels;
    const x = 2 * (Math.floor(i / channels) % half.width);
    const y = 2 * Math.floor(i / channels / half.width);
    return Math.max(at(y, x, c), at(y, x + 1, c), at(y + 1, x, c), at(y + 1, x + 1, c));
  });
  return { ...half, values: maxima };
}

function meansAndDeviations({ height, width, channels, values }: Plane): number[] {
  const places = height * width;
  const column = (c: number) => Array.from({ length: places }, (_, i) => values[i * channels + c]!);
  const means = Array.from(
    { length: channels },
    (_, c) => column(c).reduce((sum, v) => sum + v, 0) / places,
  );
  const deviations = means.map((mean, c) =>
    Math.sqrt(column(c).reduce((sum, v) => sum + (v - mean) ** 2, 0) / places + 1e-5),
  );
  return [...means, ...deviations];
}
