import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { createRandom } from '@/lib/latent/random';

import { gaussians } from './layers';
import { createClassifier } from './architectures';
import { mobilenetStart } from './mobilenet-start';
import { resnetStart } from './resnet-start';
import { settleNormalisation } from './start';
import { plainMobilenet, plainResnet, type PlainLayer } from './plain-networks';
import { randomPictures, relativeError } from './testing';

type Tensors = Record<string, tf.Tensor>;

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const tiny = { artistCount: 5, styleCount: 4, genreCount: 3, embeddingDim: 6, width: 1 / 16 };
const random = createRandom(7);

/** ResNet-18 up to its third stage, 4, 8 and 16 channels wide, named as in torchvision. */
function torchvisionTensors(): Tensors {
  const tensors: Tensors = {};
  const add = (name: string, size: number, inputs: number, outputs: number) => {
    const stddev = Math.sqrt(2 / (size * size * inputs));
    tensors[`${name}.weight`] = gaussians(random, [size, size, inputs, outputs], stddev);
    tensors[`${name}.bias`] = gaussians(random, [outputs], 0.2);
  };
  add('conv1', 7, 3, 4);
  [4, 8, 16].forEach((channels, stage) => {
    for (const block of [0, 1]) {
      const path = `layer${stage + 1}.${block}`;
      const inputs = block === 0 && stage > 0 ? channels / 2 : channels;
      add(`${path}.conv1`, 3, inputs, channels);
      add(`${path}.conv2`, 3, channels, channels);
      if (inputs !== channels) add(`${path}.downsample.0`, 1, inputs, channels);
    }
  });
  return tensors;
}

describe('a ResNet started from folded tensors', () => {
  const tensors = torchvisionTensors();

  it.each([18, 34])('of depth %i computes what they compute', (depth) => {
    const network = createClassifier('resnet', { ...tiny, depth });
    const weights = resnetStart(network, tensors, createRandom(1));
    for (const [height, width] of [
      [40, 56],
      [33, 47],
    ] as const) {
      const picture = randomPictures(createRandom(2), 1, height, width);
      const [third] = network.trunk(weights, picture);
      const expected = plainResnet(tensors, picture);
      expect(third!.shape).toEqual([1, expected.height, expected.width, expected.channels]);
      expect(relativeError(third!.dataSync(), expected.values)).toBeLessThan(1e-5);
    }
  });

  it('has fresh weights where nothing was given, the same for the same seed', () => {
    const network = createClassifier('resnet', { ...tiny, depth: 34 });
    const weights = resnetStart(network, tensors, createRandom(1));
    const fresh = network.init(createRandom(1));
    expect(Object.keys(weights).sort()).toEqual(Object.keys(fresh).sort());
    for (const name of ['stage4/block1/conv1/kernel', 'head/embedding/kernel']) {
      expect(weights[name]!.dataSync()).toEqual(fresh[name]!.dataSync());
    }
    expect(weights['stem/conv/kernel']!.dataSync()).not.toEqual(
      fresh['stem/conv/kernel']!.dataSync(),
    );
    expect(Math.max(...weights['stage2/block3/norm2/gamma']!.dataSync())).toBe(0);
  });

  it('keeps the given tensors alive when the weights go', () => {
    const network = createClassifier('resnet', { ...tiny, depth: 18 });
    tf.dispose(resnetStart(network, tensors, createRandom(1)));
    expect(Object.values(tensors).every((tensor) => !tensor.isDisposed)).toBe(true);
  });

  it('refuses tensors of another width, naming the weight', () => {
    const network = createClassifier('resnet', { ...tiny, width: 1 / 8, depth: 18 });
    expect(() => resnetStart(network, tensors, createRandom(1))).toThrow(/stem\/conv\/kernel/);
  });
});

describe('a MobileNetV2 started from folded tensors', () => {
  const WIDTH = 1 / 8;
  const tensors: Tensors = {};
  /** Made where they are first asked for. */
  const given = ({ name, shape, fanIn }: PlainLayer) => {
    const outputs = name.endsWith('dw') ? shape[2]! : shape[3]!;
    const kernel = (tensors[`${name}/kernel`] ??= gaussians(random, shape, Math.sqrt(2 / fanIn)));
    const bias = (tensors[`${name}/bias`] ??= gaussians(random, [outputs], 0.2));
    return [kernel, bias] as const;
  };

  it('computes what they compute', () => {
    const network = createClassifier('mobilenet-v2', { ...tiny, width: WIDTH });
    for (const [height, width] of [
      [40, 56],
      [33, 47],
    ] as const) {
      const picture = randomPictures(createRandom(2), 1, height, width);
      const expected = plainMobilenet(given, picture, WIDTH);
      expect(Object.keys(tensors)).toContain('61_conv/kernel');
      const weights = mobilenetStart(network, tensors, createRandom(1));
      network.trunk(weights, picture).forEach((map, i) => {
        const { height: rows, width: columns, channels, values } = expected[i]!;
        expect(map.shape).toEqual([1, rows, columns, channels]);
        expect(relativeError(map.dataSync(), values)).toBeLessThan(1e-5);
      });
    }
  });
});

describe('settled normalisation', () => {
  const network = createClassifier('resnet', { ...tiny, depth: 34 });
  const GIVEN_STAGES = 4;

  it('changes nothing in inference and next to nothing in training', async () => {
    const weights = resnetStart(network, torchvisionTensors(), createRandom(1));
    const pictures = randomPictures(createRandom(3), 3, 48, 48);
    const changed = await settleNormalisation(network, weights, [tf.clone(pictures)], GIVEN_STAGES);
    const settled = { ...weights, ...changed };
    const third = (from: Tensors, training: boolean) => {
      const pass = { updates: {}, random: createRandom(0) };
      return network.trunk(from, pictures, training ? pass : undefined)[0]!.dataSync();
    };
    const before = third(weights, false);
    expect(relativeError(third(weights, true), before)).toBeGreaterThan(0.1);
    expect(relativeError(third(settled, false), before)).toBeLessThan(1e-4);
    expect(relativeError(third(settled, true), before)).toBeLessThan(1e-4);
    expect(Object.keys(changed).some((name) => name.startsWith('stage4/'))).toBe(false);
  });

  it('settles the head as well where all was folded', async () => {
    const weights = network.init(createRandom(1));
    const pictures = randomPictures(createRandom(3), 4, 48, 48);
    const changed = await settleNormalisation(network, weights, [tf.clone(pictures)], Infinity);
    const embedding = (from: Tensors, training: boolean) => {
      const pass = { updates: {}, random: createRandom(0) };
      return network.apply(from, pictures, training ? pass : undefined).embedding.dataSync();
    };
    const before = embedding(weights, false);
    const settled = { ...weights, ...changed };
    expect(relativeError(embedding(weights, true), before)).toBeGreaterThan(0.1);
    expect(relativeError(embedding(settled, false), before)).toBeLessThan(1e-3);
    expect(relativeError(embedding(settled, true), before)).toBeLessThan(1e-3);
  });

  it('measures all batches together and leaves no tensors behind', async () => {
    const weights = resnetStart(network, torchvisionTensors(), createRandom(1));
    const pictures = randomPictures(createRandom(3), 5, 32, 32);
    const whole = await settleNormalisation(network, weights, [tf.clone(pictures)], GIVEN_STAGES);
    const parts = tf.split<tf.Tensor4D>(pictures, [2, 3]);
    const before = tf.memory().numTensors;
    const merged = await settleNormalisation(network, weights, parts, GIVEN_STAGES);
    expect(tf.memory().numTensors).toBe(before - parts.length + Object.keys(merged).length);
    expect(Object.keys(merged)).toEqual(Object.keys(whole));
    for (const [name, tensor] of Object.entries(whole)) {
      if (Math.max(...tensor.dataSync().map(Math.abs)) === 0) continue;
      expect(relativeError(merged[name]!.dataSync(), tensor.dataSync()), name).toBeLessThan(1e-4);
    }
  });

  it('asks for pictures', async () => {
    const weights = network.init(createRandom(1));
    await expect(settleNormalisation(network, weights, [], 1)).rejects.toThrow(/No pictures/);
  });
});
