// The union registers the gradients and the back end.
import '@tensorflow/tfjs';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { createRandom } from '@/lib/latent/random';

import { createClassifier } from './architectures';
import { stageOfWeight } from './classifier';
import { foldNormalisation } from './fold-normalisation';
import type { NetworkSpec } from './network';
import { disturbed, randomPictures, relativeError } from './testing';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const counts = { artistCount: 5, styleCount: 4, genreCount: 3 };
const tiny = { ...counts, embeddingDim: 6, width: 1 / 16 };

function trunkParameters(spec: NetworkSpec): number {
  const trunk = spec.weights.filter((w) => w.trainable && Number.isFinite(stageOfWeight(w.name)));
  return trunk.reduce((sum, { shape }) => sum + tf.util.sizeFromShape([...shape]), 0);
}

describe('a trunk', () => {
  // As torchvision counts them, without the layer of the 1,000 classes.
  it.each([
    ['resnet', { depth: 18 }, 11_689_512 - 513_000],
    ['resnet', { depth: 34 }, 21_797_672 - 513_000],
    ['mobilenet-v2', {}, 3_504_872 - 1_281_000],
  ])('%s %o has as many weights as in the literature', (architecture, options, expected) => {
    const { spec } = createClassifier(architecture, { ...counts, ...options });
    expect(trunkParameters(spec)).toBe(expected);
  });
});

describe.each([
  ['resnet', { depth: 18 }],
  ['resnet', { depth: 34 }],
  ['mobilenet-v2', {}],
])('%s %o', (architecture, extra) => {
  const network = createClassifier(architecture, { ...tiny, ...extra });

  it('judges pictures of any size from 32 px', () => {
    tf.tidy(() => {
      const weights = network.init(createRandom(1));
      for (const [height, width] of [
        [32, 32],
        [33, 47],
        [61, 32],
      ] as const) {
        const pictures = randomPictures(createRandom(2), 2, height, width);
        const maps = network.trunk(weights, pictures);
        const place = (stride: number) => [Math.ceil(height / stride), Math.ceil(width / stride)];
        expect(maps.map((map) => map.shape.slice(0, 3))).toEqual([
          [2, ...place(16)],
          [2, ...place(32)],
        ]);
        const output = network.apply(weights, pictures);
        expect(output.embedding.shape).toEqual([2, 6]);
        expect(output.artists.shape).toEqual([2, 5]);
        expect(output.styles.shape).toEqual([2, 4]);
        expect(output.genres.shape).toEqual([2, 3]);
        expect(output.known.shape).toEqual([2, 1]);
      }
    });
  });

  it('starts blocks as their shortcuts', () => {
    tf.tidy(() => {
      const weights = network.init(createRandom(1));
      const closing = network.units.filter((unit) => unit.closesBlock);
      expect(closing.length).toBeGreaterThan(0);
      for (const { name } of closing) {
        const gamma = weights[`${name.replace(/conv(\d?)$/, 'norm$1')}/gamma`]!;
        expect(Math.max(...gamma.dataSync())).toBe(0);
      }
    });
  });

  it('leaves frozen stages as they are in inference', () => {
    tf.tidy(() => {
      const weights = disturbed(network.init(createRandom(1)), createRandom(2));
      const pictures = randomPictures(createRandom(3), 2, 40, 36);
      const frozenStages = 3;
      const pass = { updates: {} as Record<string, tf.Tensor>, random: createRandom(0) };
      network.apply(weights, pictures, { ...pass, frozenStages });
      const expected = network.spec.weights
        .filter((w) => !w.trainable && stageOfWeight(w.name) > frozenStages)
        .map((w) => w.name);
      expect(Object.keys(pass.updates).sort()).toEqual(expected.sort());

      const everything = { ...pass, updates: {}, frozenStages: 100 };
      const trained = network.trunk(weights, pictures, everything);
      const inferred = network.trunk(weights, pictures);
      trained.forEach((map, i) => expect(map.dataSync()).toEqual(inferred[i]!.dataSync()));
    });
  });

  it('tracks all statistics when nothing is frozen', () => {
    tf.tidy(() => {
      const pass = { updates: {} as Record<string, tf.Tensor>, random: createRandom(0) };
      const pictures = randomPictures(createRandom(3), 2, 32, 32);
      network.apply(network.init(createRandom(1)), pictures, pass);
      const tracked = network.spec.weights.filter((w) => !w.trainable).map((w) => w.name);
      expect(Object.keys(pass.updates).sort()).toEqual(tracked.sort());
    });
  });

  it('computes the same with its normalisation folded', () => {
    tf.tidy(() => {
      const weights = disturbed(network.init(createRandom(1)), createRandom(2));
      const folded = foldNormalisation(network, weights);
      expect(folded.network.spec.options).toEqual({
        ...network.spec.options,
        normalisation: 'folded',
      });
      expect(Object.keys(folded.weights)).toEqual(folded.network.spec.weights.map((w) => w.name));
      for (const { name, shape } of folded.network.spec.weights) {
        expect(folded.weights[name]!.shape, name).toEqual(shape);
      }
      const pictures = randomPictures(createRandom(3), 2, 45, 38);
      const before = network.apply(weights, pictures);
      const after = folded.network.apply(folded.weights, pictures);
      for (const part of ['embedding', 'artists', 'styles', 'genres', 'known'] as const) {
        expect(relativeError(after[part].dataSync(), before[part].dataSync())).toBeLessThan(1e-5);
      }
    });
  });

  it('refuses to train without its normalisation', () => {
    tf.tidy(() => {
      const folded = foldNormalisation(network, network.init(createRandom(1)));
      const pass = { updates: {}, random: createRandom(0) };
      const train = () =>
        folded.network.apply(folded.weights, randomPictures(createRandom(1), 1, 32, 32), pass);
      expect(train).toThrow(/cannot be trained/);
    });
  });
});

describe.each(['batch', 'folded'])('evidence (%s)', (normalisation) => {
  const trained = createClassifier('resnet', { ...tiny, depth: 18 });
  const network = createClassifier('resnet', { ...tiny, depth: 18, normalisation });

  it('is activation times gradient of the logit over the others’ mean', () => {
    tf.tidy(() => {
      const whole = disturbed(trained.init(createRandom(1)), createRandom(2));
      const weights = normalisation === 'batch' ? whole : foldNormalisation(trained, whole).weights;
      const maps = network.trunk(weights, randomPictures(createRandom(3), 2, 50, 80));
      const gradients = tf.grads((...given) => {
        const { artists } = network.head(weights, given as tf.Tensor4D[]);
        const [own, ...others] = [2, 0, 1, 3, 4].map((i) => tf.slice(artists, [0, i], [2, 1]));
        return tf.sum(tf.sub(own!, tf.div(tf.addN(others), 4)));
      })(maps);
      const evidence = network.evidence(weights, maps, 2);
      maps.forEach((map, i) => {
        const [, height, width] = map.shape;
        const expected = tf.mul(tf.sum(tf.mul(map, gradients[i]!), 3), height * width);
        expect(evidence[i]!.shape).toEqual([2, height, width]);
        expect(relativeError(evidence[i]!.dataSync(), expected.dataSync())).toBeLessThan(1e-4);
      });
    });
  });
});

describe('the head', () => {
  it('pools each map to means and deviations', () => {
    tf.tidy(() => {
      const channels = [16, 32];
      const embeddingDim = 2 * (16 + 32);
      const network = createClassifier('resnet', { ...tiny, depth: 18, embeddingDim });
      // An identity in place of the projection shows the pooled vector.
      const weights = {
        ...network.init(createRandom(1)),
        'head/embedding/kernel': tf.eye(embeddingDim),
      };
      const random = createRandom(4);
      const maps = channels.map((count, i) =>
        tf.tensor4d(
          Array.from({ length: (6 - 4 * i) * count }, () => random.gaussian()),
          [1, 3 - 2 * i, 2, count],
        ),
      );
      const { embedding } = network.head(weights, maps);
      const expected = maps.flatMap((map) => {
        const values = [...map.dataSync()];
        const count = map.shape[3];
        const places = values.length / count;
        const of = (c: number) => values.filter((_, i) => i % count === c);
        const means = Array.from(
          { length: count },
          (_, c) => of(c).reduce((s, v) => s + v, 0) / places,
        );
        const deviations = means.map((mean, c) =>
          Math.sqrt(of(c).reduce((s, v) => s + (v - mean) ** 2, 0) / places + 1e-5),
        );
        return [...means, ...deviations];
      });
      const scale = 1 / Math.sqrt(1 + 1e-5);
      expect(
        relativeError(
          embedding.dataSync(),
          expected.map((v) => v * scale),
        ),
      ).toBeLessThan(1e-5);
    });
  });

  it('drops features in training only', () => {
    tf.tidy(() => {
      const dropping = createClassifier('resnet', { ...tiny, depth: 18, dropout: 0.5 });
      const weights = disturbed(dropping.init(createRandom(1)), createRandom(2));
      const maps = dropping.trunk(weights, randomPictures(createRandom(3), 3, 32, 32));
      const embed = (seed?: number) => {
        const pass = seed === undefined ? undefined : { updates: {}, random: createRandom(seed) };
        return dropping.head(weights, maps, pass).embedding.dataSync();
      };
      expect(embed(1)).toEqual(embed(1));
      expect(embed(1)).not.toEqual(embed(2));
      expect(embed()).toEqual(embed());
    });
  });
});
