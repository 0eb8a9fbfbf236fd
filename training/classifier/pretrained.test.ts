/**
 * The networks that training starts from, as they are given: with the folder of
 * `resnet18-to-layer3` and `mobilenet-v2` in PRETRAINED, what our networks make of them is
 * compared with plain loops. Without it, `models/start.test.ts` does the same with tensors of
 * its own.
 */
import path from 'node:path';

import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { createRandom } from '@/lib/latent/random';
import { createClassifier } from '@/models/architectures';
import { plainMobilenet, plainResnet } from '@/models/plain-networks';
import { resnetFeatures } from '@/models/resnet-features';
import { randomPictures, relativeError } from '@/models/testing';

import { readRawTensors } from '../raw-tensors';
import { startFromPretrained } from './start';

const folder = process.env['PRETRAINED'];
const heads = { artistCount: 5, styleCount: 4, genreCount: 3 };
const TOLERANCE = 1e-5;

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe.skipIf(!folder)('the given networks', () => {
  const base = (name: string) => path.join(folder!, name);
  // Odd sides and even ones: padding differs.
  const pictures = [
    [40, 56],
    [33, 47],
  ].map(([height, width]) => randomPictures(createRandom(2), 1, height!, width!));

  it.each([18, 34])('a ResNet-%i begins as resnet18-to-layer3', async (depth) => {
    const network = createClassifier('resnet', { ...heads, depth });
    const tensors = await readRawTensors(base('resnet18-to-layer3'));
    const { weights } = await startFromPretrained(
      network,
      base('resnet18-to-layer3'),
      createRandom(1),
    );
    for (const picture of pictures) {
      const { values } = plainResnet(tensors, picture);
      const [third] = network.trunk(weights, picture);
      expect(relativeError(third!.dataSync(), values)).toBeLessThan(TOLERANCE);
      const [, , frozen] = resnetFeatures(tensors, picture, 3);
      expect(relativeError(frozen!.dataSync(), values)).toBeLessThan(TOLERANCE);
    }
  });

  it('a MobileNetV2 begins as mobilenet-v2', async () => {
    const network = createClassifier('mobilenet-v2', heads);
    const tensors = await readRawTensors(base('mobilenet-v2'));
    const { weights } = await startFromPretrained(network, base('mobilenet-v2'), createRandom(1));
    for (const picture of pictures) {
      const expected = plainMobilenet(
        ({ name }) => [tensors[`${name}/kernel`]!, tensors[`${name}/bias`]!],
        picture,
      );
      network.trunk(weights, picture).forEach((map, i) => {
        expect(relativeError(map.dataSync(), expected[i]!.values)).toBeLessThan(TOLERANCE);
      });
    }
  });
});
