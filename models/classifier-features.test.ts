import '@tensorflow/tfjs';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { createRandom } from '@/lib/latent/random';

import { createClassifier } from './architectures';
import { classifierFeatures } from './classifier-features';
import { foldNormalisation } from './fold-normalisation';
import { resnetFeatures } from './resnet-features';
import { disturbed, randomPictures, relativeError } from './testing';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const counts = { artistCount: 2, styleCount: 2, genreCount: 2, embeddingDim: 3, width: 0.05 };

function folded(architecture: string, options: Record<string, unknown>) {
  const network = createClassifier(architecture, { ...counts, ...options });
  return foldNormalisation(network, disturbed(network.init(createRandom(1)), createRandom(2)));
}

describe('a ResNet-18 among the classifiers', () => {
  const { network, weights } = folded('resnet', { depth: 18 });
  const pictures = randomPictures(createRandom(3), 2, 64, 64);

  it('gives the features of its first three stages', () => {
    const found = classifierFeatures(network, weights, pictures, 3);
    const torchvision = Object.fromEntries(
      Object.entries(weights).flatMap(([name, weight]) => {
        const renamed = name
          .replace('stem/conv/', 'conv1.')
          .replace(/^stage(\d)\/block(\d)\//, (_, s, b) => `layer${s}.${Number(b) - 1}.`)
          .replace('shortcut/conv/', 'downsample.0.')
          .replace(/(conv\d)\//, '$1.')
          .replace('kernel', 'weight');
        return [[renamed, weight]];
      }),
    );
    const expected = resnetFeatures(torchvision, pictures, 3);
    expect(found.map(({ shape }) => shape[1])).toEqual([16, 8, 4]);
    found.forEach((map, i) => {
      expect(map.shape).toEqual(expected[i]!.shape);
      expect(relativeError(map.dataSync(), expected[i]!.dataSync())).toBeLessThan(1e-5);
    });
  });

  it('lets gradients through to the pictures, and asks for no more scales than wanted', () => {
    const found = classifierFeatures(network, weights, pictures, 2);
    expect(found).toHaveLength(2);
    const sum = (x: tf.Tensor) =>
      tf.sum(classifierFeatures(network, weights, x as tf.Tensor4D, 2)[1]!);
    const gradient = tf.grad(sum)(pictures);
    expect(gradient.shape).toEqual(pictures.shape);
    expect(tf.max(tf.abs(gradient)).dataSync()[0]).toBeGreaterThan(0);
  });
});

it('gives the expanded maps of a MobileNet on the same three scales', () => {
  const { network, weights } = folded('mobilenet-v2', {});
  const found = classifierFeatures(network, weights, randomPictures(createRandom(3), 1, 64, 64), 3);
  expect(found.map(({ shape }) => shape[1])).toEqual([16, 8, 4]);
  const widths = [24, 32, 96].map((channels) => Math.max(1, Math.round(channels * 0.05)) * 6);
  expect(found.map(({ shape }) => shape[3])).toEqual(widths);
});
