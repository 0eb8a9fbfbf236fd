import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { createRandom } from '@/lib/latent/random';

import { createDiscriminator, createGenerator } from './architectures';
import { dcganDiscriminator, dcganGenerator } from './dcgan';
import { parameterCount } from './network';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('the DCGAN pair', () => {
  it('has the stated number of parameters', () => {
    expect(parameterCount(dcganGenerator().spec)).toBe(1_728_387);
    expect(parameterCount(dcganDiscriminator().spec)).toBe(2_101_761);
  });

  it('has the stated number of parameters with batch normalisation', () => {
    const generator = dcganGenerator({ batchNorm: true }).spec;
    expect(parameterCount(generator)).toBe(1_730_435);
    expect(parameterCount(generator, true)).toBe(1_729_411);
    const discriminator = dcganDiscriminator({ batchNorm: true }).spec;
    expect(parameterCount(discriminator)).toBe(2_105_857);
    expect(parameterCount(discriminator, true)).toBe(2_103_809);
  });
});

const small = {
  dcgan: {
    generator: { latentDim: 6, resolution: 16, seedChannels: 8, channels: 4, batchNorm: true },
    discriminator: { resolution: 16, channels: [4, 4, 8, 8] },
  },
  'conditional-dcgan': {
    generator: { latentDim: 6, classCount: 3, embeddingDim: 4, channels: [8, 6, 4] },
    discriminator: { resolution: 16, classCount: 3, channels: [4, 8] },
  },
  fastgan: {
    generator: {
      latentDim: 6,
      classCount: 3,
      embeddingDim: 4,
      resolution: 16,
      channels: [8, 6, 4],
    },
    discriminator: { resolution: 16, classCount: 3, channels: [4, 8] },
  },
};

/** Who judges a generator that has no discriminator of its own name. */
const opponents: Record<string, string> = { fastgan: 'conditional-dcgan' };

describe.each(Object.entries(small))('%s', (architecture, options) => {
  const classes = [
    [1, 0, 0],
    [0.7, 0.3, 0],
  ];

  it('draws pictures in [-1, 1] that the discriminator judges', () => {
    const generator = createGenerator(architecture, options.generator);
    const opponent = opponents[architecture] ?? architecture;
    const discriminator = createDiscriminator(opponent, options.discriminator);
    tf.tidy(() => {
      const weights = generator.init(createRandom(1));
      const input = { z: tf.randomNormal<tf.Rank.R2>([2, 6]), classes: tf.tensor2d(classes) };
      const pictures = generator.apply(weights, input) as tf.Tensor4D;
      expect(pictures.shape).toEqual([2, 16, 16, 3]);
      expect(tf.max(tf.abs(pictures)).dataSync()[0]).toBeLessThanOrEqual(1);
      const judged = discriminator.apply(discriminator.init(createRandom(2)), {
        pictures,
        classes: input.classes,
      });
      expect(judged.shape).toEqual([2, 1]);
    });
  });

  it('starts from the same weights for the same seed, and as the spec says', () => {
    const generator = createGenerator(architecture, options.generator);
    const first = generator.init(createRandom(5));
    const second = generator.init(createRandom(5));
    expect(Object.keys(first)).toEqual(generator.spec.weights.map((w) => w.name));
    for (const { name, shape } of generator.spec.weights) {
      expect(first[name]!.shape).toEqual(shape);
      expect(first[name]!.dataSync()).toEqual(second[name]!.dataSync());
    }
  });

  it('tracks its statistics in training only', () => {
    const generator = createGenerator(architecture, options.generator);
    const weights = generator.init(createRandom(5));
    const z = tf.randomNormal<tf.Rank.R2>([2, 6]);
    const pass = { updates: {} as Record<string, tf.Tensor>, random: createRandom(0) };
    generator.apply(weights, { z, classes: tf.tensor2d(classes) }, pass);
    const tracked = generator.spec.weights
      .filter((w) => !w.trainable && !w.name.endsWith('/noise/map'))
      .map((w) => w.name);
    expect(Object.keys(pass.updates).sort()).toEqual(tracked.sort());
  });
});

describe.each(['conditional-dcgan', 'fastgan'] as const)('classes of %s', (architecture) => {
  it('takes a mix as the weighted mean of its classes, not of its pictures', () => {
    const generator = createGenerator(architecture, small[architecture].generator);
    const weights = generator.init(createRandom(1));
    const z = tf.randomNormal<tf.Rank.R2>([1, 6]);
    const draw = (row: number[]) =>
      generator.apply(weights, { z, classes: tf.tensor2d([row]) }).dataSync();
    const mixed = draw([0.5, 0.5, 0]);
    const a = draw([1, 0, 0]);
    const b = draw([0, 1, 0]);
    expect(mixed).not.toEqual(a);
    const embedding = tf.tensor2d(
      Array.from({ length: 3 }, () => {
        const rows = weights['embedding']!.arraySync() as number[][];
        return rows[0]!.map((v, k) => (v + rows[1]![k]!) / 2);
      }),
    );
    const same = generator
      .apply({ ...weights, embedding }, { z, classes: tf.tensor2d([[1, 0, 0]]) })
      .dataSync();
    mixed.forEach((v, k) => expect(v).toBeCloseTo(same[k]!, 5));
    expect(mixed.some((v, k) => Math.abs(v - (a[k]! + b[k]!) / 2) > 1e-4)).toBe(true);
  });
});

it('refuses sides that no doubling leads to', () => {
  for (const architecture of ['dcgan', 'conditional-dcgan', 'fastgan']) {
    for (const resolution of [96, 100, 4]) {
      expect(() => createGenerator(architecture, { resolution, classCount: 2 })).toThrow();
    }
  }
  expect(() => createGenerator('dcgan', { resolution: 96 })).toThrow(/8, 16, 32 and so on/);
});

it('refuses an architecture it does not have, naming those it has', () => {
  expect(() => createGenerator('toString', {})).toThrow(/dcgan, conditional-dcgan/);
});

it.each(['conditional-dcgan', 'fastgan'])(
  '%s draws in the side that is asked for',
  (architecture) => {
    const drawn = (resolution: number) => {
      const network = createGenerator(architecture, { classCount: 1, latentDim: 4, resolution });
      return tf.tidy(() => {
        const weights = network.init(createRandom(1));
        return network.apply(weights, { z: tf.zeros([1, 4]) }).shape;
      });
    };
    expect(drawn(16)).toEqual([1, 16, 16, 3]);
    expect(() => drawn(48)).toThrow(/48 px cannot be drawn/);
    expect(() => drawn(2048)).toThrow(/numbers of channels/);
  },
);
