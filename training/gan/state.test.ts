import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';

import { createRandom } from '@/lib/latent/random';
import { createDiscriminator, createGenerator } from '@/models/architectures';
import { upsampleSmooth2 } from '@/models/upsample';

import { startOpponent, startWeights, withClasses } from './state';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const small = { latentDim: 3, embeddingDim: 2, classCount: 2, channels: [5, 4, 3, 2] };
const generator = (more: object) => createGenerator('fastgan', { ...small, ...more });
const start = (more: object) => ({
  generator: generator({ resolution: 16, ...more }).init(createRandom(1)),
  imagesSeen: 100,
  seconds: 1,
});

describe('a generator that starts from another one', () => {
  it('of fewer pixels takes over all sides they share and begins the others afresh', () => {
    const given = start({});
    const copies = Object.fromEntries(
      Object.entries(given.generator).map(([name, tensor]) => [name, tensor.arraySync()]),
    );
    const network = generator({ resolution: 32 });
    const fresh = network.init(createRandom(2));
    const weights = startWeights(given, network, createRandom(2));
    expect(Object.keys(weights)).toEqual(network.spec.weights.map(({ name }) => name));
    for (const [name, weight] of Object.entries(weights)) {
      const isFresh = /^(side16\/narrow|side32|rgb\/kernel)/.test(name);
      expect(weight.arraySync(), name).toEqual(isFresh ? fresh[name]!.arraySync() : copies[name]);
    }
  });

  it.each([3, 4])(
    'of half the side begins with its pictures, enlarged, and can move on (finest side excited over %i)',
    (excitedOver) => {
      const more = { channels: [5, 4, 3, 8], excitedOver };
      const [before, after] = [16, 32].map((resolution) => generator({ resolution, ...more }));
      const given = { generator: before!.init(createRandom(1)), imagesSeen: 100, seconds: 1 };
      given.generator['rgb/bias'] = tf.tensor1d([0.3, -0.2, 0.1]);
      const input = { z: tf.tensor2d([[0.5, -1, 2]]), classes: tf.tensor2d([[0.3, 0.7]]) };
      const drawn = before!.apply(given.generator, input) as tf.Tensor4D;
      const enlarged = tf.tanh(upsampleSmooth2(tf.atanh(drawn)));
      const weights = startWeights(given, after!, createRandom(2));
      const pictures = after!.apply(weights, input) as tf.Tensor4D;
      expect(pictures.shape).toEqual([1, 32, 32, 3]);
      expect(tf.max(tf.abs(tf.sub(pictures, enlarged))).dataSync()[0]).toBeLessThan(1e-4);
      expect(tf.moments(drawn).variance.dataSync()[0]).toBeGreaterThan(1e-4);
      // Nothing is cut off from learning: but for the gate, which waits for its last weights, all that is new has a gradient.
      const names = Object.keys(weights).filter(
        (name) =>
          /^(side32|side16\/narrow|rgb)/.test(name) && !/moving|noise\/map|squeeze/.test(name),
      );
      const gradients = tf.grads((...some: tf.Tensor[]) => {
        const moved = {
          ...weights,
          ...Object.fromEntries(names.map((name, i) => [name, some[i]!])),
        };
        return tf.sum(tf.mul(after!.apply(moved, input) as tf.Tensor4D, enlarged));
      })(names.map((name) => weights[name]!));
      gradients.forEach((gradient, i) => {
        expect(tf.max(tf.abs(gradient)).dataSync()[0], names[i]).toBeGreaterThan(0);
      });
    },
  );

  it('that tells classes on coarser sides, too, begins with the same pictures', () => {
    const fine = generator({ resolution: 16, classesFrom: 16 });
    const coarse = generator({ resolution: 16, classesFrom: 8 });
    const given = { generator: fine.init(createRandom(1)), imagesSeen: 100, seconds: 1 };
    const input = {
      z: tf.tensor2d([[0.5, -1, 2]]),
      classes: tf.tensor2d([[0.3, 0.7]]),
    };
    const before = fine.apply(given.generator, input).arraySync();
    const weights = startWeights(given, coarse, createRandom(2));
    expect(weights['side8/conv/style/kernel']!.shape[0]).toBe(5);
    expect(coarse.apply(weights, input).arraySync()).toEqual(before);
  });

  it('says which classes to choose when their number differs', () => {
    expect(() =>
      startWeights(start({ classCount: 3 }), generator({ resolution: 16 }), createRandom(2)),
    ).toThrow(/know 3 classes, and the collection has 2.*--artist/);
  });

  it('keeps what it knows of classes by their names, and begins others apart', () => {
    const discriminator = createDiscriminator('projected', {
      ...{ classCount: 2, resolution: 16, featureChannels: [4], featureSide: 4 },
    });
    const given = {
      ...start({}),
      discriminator: discriminator.init(createRandom(3)),
      classIds: ['anna', 'bert'],
    };
    const rowsOf = (weights: Record<string, tf.Tensor>, name: string) =>
      weights[name]!.arraySync() as number[][];
    const projection = Object.keys(given.discriminator).find((name) => /projection$/.test(name))!;
    const tables = [
      ['generator', 'embedding'],
      ['discriminator', projection],
    ] as const;
    const before = tables.map(([player, name]) => rowsOf(given[player], name));
    const others = tf.clone(given.generator['rgb/kernel']!);
    const adapted = withClasses(given, ['carl', 'bert', 'dora'], createRandom(4));
    tables.forEach(([player, name], i) => {
      const [anna, bert] = before[i]!;
      const rows = rowsOf(adapted[player]!, name);
      expect(rows).toHaveLength(3);
      expect(rows[1]).toEqual(bert);
      if (player === 'generator') {
        const apart = rows[0]!.map((v, k) => Math.abs(v - rows[2]![k]!));
        expect(Math.min(...apart)).toBeGreaterThan(0.01);
        return;
      }
      rows[0]!.forEach((v, k) => expect(v).toBeCloseTo((anna![k]! + bert![k]!) / 2, 6));
      expect(rows[2]).toEqual(rows[0]);
    });
    expect(adapted.generator['rgb/kernel']!.arraySync()).toEqual(others.arraySync());
    // The same classes, or unknown ones: nothing to do.
    expect(withClasses(adapted, ['carl', 'bert', 'dora'], createRandom(5))).toBe(adapted);
    const { classIds: _, ...unnamed } = adapted;
    expect(withClasses(unnamed, ['x'], createRandom(5))).toBe(unnamed);
  });

  it('says where another architecture differs', () => {
    expect(() =>
      startWeights(
        start({ channels: [5, 5, 3, 2] }),
        generator({ resolution: 16 }),
        createRandom(2),
      ),
    ).toThrow(/another generator.*side4\/narrow/);
  });
});

describe('a discriminator that starts from another one', () => {
  const one = { classCount: 2, resolution: 16, featureChannels: [4, 3], featureSide: 8 };
  const projected = (more: object) => createDiscriminator('projected', { ...one, ...more });
  const learned = () => ({ ...start({}), discriminator: projected({}).init(createRandom(3)) });
  const both = { featureChannels: [4, 3, 5, 2], featureNetworks: 2 };

  it('of larger views keeps all that it knows and judges more places', () => {
    const sides = (side: number) => ({ featureChannels: [4, 3], featureSide: side });
    const small = createDiscriminator('projected', {
      ...{ classCount: 2, resolution: 64, ...sides(16) },
    });
    const larger = createDiscriminator('projected', {
      ...{ classCount: 2, resolution: 96, ...sides(24) },
    });
    const given = { ...start({}), discriminator: small.init(createRandom(3)) };
    const weights = startOpponent(given, larger, createRandom(2));
    expect(weights).toEqual(given.discriminator);
    const logits = larger.apply(weights, {
      pictures: tf.zeros([1, 96, 96, 3]),
      features: [tf.zeros([1, 24, 24, 4]), tf.zeros([1, 12, 12, 3])],
    });
    // Two heads over features and one over pixels, 6 × 6 places each.
    expect(logits.shape).toEqual([1, 3 * 36]);
  });

  it('over one frozen network more keeps its heads and begins the others afresh', () => {
    const given = learned();
    const network = projected(both);
    const weights = startOpponent(given, network, createRandom(2));
    expect(Object.keys(weights)).toEqual(network.spec.weights.map(({ name }) => name));
    for (const [name, weight] of Object.entries(given.discriminator)) {
      expect(weights[name], name).toBe(weight);
    }
    expect(weights['head2/logit/kernel']).toBeDefined();

    // And what the known heads say stays as it was.
    const pictures = tf.randomUniform<tf.Rank.R4>([1, 16, 16, 3], -1, 1);
    const features = [4, 3, 5, 2].map((channels, i) => {
      const side = i % 2 === 0 ? 8 : 4;
      return tf.randomUniform<tf.Rank.R4>([1, side, side, channels]);
    });
    const logits = network.apply(weights, { pictures, features }, undefined);
    const before = projected({}).apply(
      given.discriminator,
      { pictures, features: features.slice(0, 2) },
      undefined,
    );
    // Two heads for each network, then the one for pixels; 16 places each.
    const [first, , pixels] = tf.split(logits as tf.Tensor2D, [32, 32, 16], 1);
    expect(tf.concat([first!, pixels!], 1).arraySync()).toEqual(before.arraySync());
  });

  it('over one frozen network less keeps the heads of the others, and nothing else', () => {
    const network = projected({});
    const known = projected(both).init(createRandom(3));
    const weights = startOpponent({ ...start({}), discriminator: known }, network, createRandom(2));
    expect(Object.keys(weights)).toEqual(network.spec.weights.map(({ name }) => name));
    for (const [name, weight] of Object.entries(weights)) expect(weight, name).toBe(known[name]);
    const left = Object.values(known).filter((tensor) => !tensor.isDisposed);
    expect(left).toHaveLength(Object.keys(weights).length);
  });

  it('over another network starts afresh', () => {
    const network = projected({ featureChannels: [5, 3] });
    const weights = startOpponent(learned(), network, createRandom(2));
    const fresh = network.init(createRandom(2));
    for (const [name, weight] of Object.entries(weights)) {
      expect(weight.arraySync(), name).toEqual(fresh[name]!.arraySync());
    }
    expect(startOpponent(undefined, network, createRandom(2))).toHaveProperty('head0/conv0/kernel');
  });
});
