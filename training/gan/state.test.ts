import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';

import { createRandom } from '@/lib/latent/random';
import { createGenerator } from '@/models/architectures';

import { startWeights } from './state';

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

  it('says which classes to choose when their number differs', () => {
    expect(() =>
      startWeights(start({ classCount: 3 }), generator({ resolution: 16 }), createRandom(2)),
    ).toThrow(/know 3 classes, and the collection has 2.*--artist/);
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
