import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { createRandom } from '@/lib/latent/random';
import { gaussians } from '@/models/layers';
import { randomPictures } from '@/models/testing';

import { createFeatureNetwork } from './features';
import { tinyMobilenet } from './testing';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('the network that features come from', () => {
  const random = createRandom(3);

  it('gives the mean of its last map, and probabilities from it', () => {
    const tensors = tinyMobilenet();
    const network = createFeatureNetwork(tensors, { width: 1 / 16, side: 32 });
    expect([network.dim, network.classCount]).toEqual([80, 11]);
    const { features, probabilities } = network.describe(randomPictures(random, 3, 32, 32));
    expect(features.shape).toEqual([3, 80]);
    // The logits in plain numbers.
    const [kernel, bias, row] = [
      tensors['63_conv/kernel']!.dataSync(),
      tensors['63_conv/bias']!.dataSync(),
      [...tf.slice(features, 1, 1).dataSync()],
    ];
    const odds = [...bias].map((b, c) =>
      Math.exp(row.reduce((sum, x, k) => sum + x * kernel[k * 11 + c]!, b)),
    );
    const total = odds.reduce((a, b) => a + b, 0);
    const said = tf.slice(probabilities, 1, 1).dataSync();
    odds.forEach((value, c) => expect(said[c]).toBeCloseTo(value / total, 5));
  });

  it('sees pictures of other sizes as if they had been enlarged before', () => {
    const network = createFeatureNetwork(tinyMobilenet(), { width: 1 / 16, side: 32 });
    const constant = (side: number) => tf.fill<tf.Rank.R4>([1, side, side, 3], 0.25);
    const [small, full] = [constant(8), constant(32)].map((p) => network.describe(p, [16]));
    expect(tf.max(tf.abs(tf.sub(small!.features, full!.features))).dataSync()[0]).toBeLessThan(
      1e-5,
    );
  });

  it('finds no distance between equals, and more between unlike pictures than between like', () => {
    const network = createFeatureNetwork(tinyMobilenet(), { width: 1 / 16, side: 32 });
    const a = randomPictures(random, 1, 32, 32);
    const near = tf.clipByValue(tf.add(a, gaussians(random, a.shape, 0.05)), -1, 1);
    const pairs = [a, near, randomPictures(random, 1, 32, 32)] as tf.Tensor4D[];
    const found = network.distances(tf.concat([a, a, a]), tf.concat(pairs)).dataSync();
    expect(found[0]).toBe(0);
    expect(found[1]).toBeGreaterThan(0);
    expect(found[2]).toBeGreaterThan(2 * found[1]!);
  });

  it('refuses tensors of which one is missing', () => {
    const { ['01_dw/kernel']: _, ...others } = tinyMobilenet();
    expect(() => createFeatureNetwork(others, { width: 1 / 16 })).toThrow(/--features/);
  });

  it('gives back what it holds', () => {
    const tensors = tinyMobilenet();
    const before = tf.memory().numTensors;
    const network = createFeatureNetwork(tensors, { width: 1 / 16, side: 32 });
    tf.tidy(() => void network.describe(randomPictures(random, 1, 8, 8)));
    network.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
