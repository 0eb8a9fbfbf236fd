import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { createRandom } from '@/lib/latent/random';

import { gaussians } from './layers';
import { createClassifier } from './architectures';
import { mobilenetStart } from './mobilenet-start';
import { resnetStart } from './resnet-start';
import { settleNormalisation } from './start';
import {
  addPlanes,
  mapPlane,
  plainConv,
  plainDepthwise,
  plainMaxPool,
  planeOf,
  randomPictures,
  relativeError,
  same,
  symmetric,
  type Plane,
} from './testing';

type Tensors = Record<string, tf.Tensor>;

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const tiny = { artistCount: 5, styleCount: 4, genreCount: 3, embeddingDim: 6, width: 1 / 16 };
const random = createRandom(7);
const relu = (x: Plane) => mapPlane(x, (value) => Math.max(0, value));
const relu6 = (x: Plane) => mapPlane(x, (value) => Math.min(6, Math.max(0, value)));

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

/** Its third stage, in plain loops. */
function plainResnet(tensors: Tensors, picture: tf.Tensor4D): Plane {
  const conv = (name: string, x: Plane, stride: number) =>
    plainConv(x, tensors[`${name}.weight`]!, tensors[`${name}.bias`]!, stride, symmetric);
  const mean = [0.485, 0.456, 0.406];
  const deviation = [0.229, 0.224, 0.225];
  const normalised = mapPlane(
    planeOf(picture),
    (value, i) => ((value + 1) / 2 - mean[i % 3]!) / deviation[i % 3]!,
  );
  let x = plainMaxPool(relu(conv('conv1', normalised, 2)));
  for (const stage of [1, 2, 3]) {
    for (const block of [0, 1]) {
      const path = `layer${stage}.${block}`;
      const stride = block === 0 && stage > 1 ? 2 : 1;
      const y = conv(`${path}.conv2`, relu(conv(`${path}.conv1`, x, stride)), 1);
      x = relu(addPlanes(y, stride === 2 ? conv(`${path}.downsample.0`, x, 2) : x));
    }
  }
  return x;
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
  /** Table 2 of Sandler et al. 2018, an eighth as wide: expansion, channels, repetitions, stride. */
  const TABLE = [
    [1, 2, 1, 1],
    [6, 3, 2, 2],
    [6, 4, 3, 2],
    [6, 8, 4, 2],
    [6, 12, 3, 1],
    [6, 20, 3, 2],
    [6, 40, 1, 1],
  ] as const;
  const tensors: Tensors = {};

  /** Walks the layers in their order; makes the tensors at the first walk. */
  function plainMobilenet(picture: tf.Tensor4D): Plane[] {
    let layer = 0;
    const given = (kind: string, shape: number[], channels: number, fanIn: number) => {
      const name = `${String(layer++).padStart(2, '0')}_${kind}`;
      const kernel = (tensors[`${name}/kernel`] ??= gaussians(random, shape, Math.sqrt(2 / fanIn)));
      const bias = (tensors[`${name}/bias`] ??= gaussians(random, [channels], 0.2));
      return [kernel, bias] as const;
    };
    const conv = (x: Plane, size: number, stride: number, outputs: number) => {
      const shape = [size, size, x.channels, outputs];
      return plainConv(x, ...given('conv', shape, outputs, size * size * x.channels), stride, same);
    };
    let x = relu6(conv(planeOf(picture), 3, 2, 4));
    let middle = x;
    TABLE.forEach(([expansion, channels, count, firstStride], row) => {
      for (let block = 0; block < count; block++) {
        const stride = block === 0 ? firstStride : 1;
        const expanded = expansion > 1 ? relu6(conv(x, 1, 1, x.channels * expansion)) : x;
        if (row === 5 && block === 0) middle = expanded;
        const kernel = given('dw', [3, 3, expanded.channels, 1], expanded.channels, 9);
        const filtered = relu6(plainDepthwise(expanded, ...kernel, stride, same));
        const projected = conv(filtered, 1, 1, channels);
        if (block > 0) layer++; // the sum with the shortcut
        x = block > 0 ? addPlanes(projected, x) : projected;
      }
    });
    return [middle, relu6(conv(x, 1, 1, 160))];
  }

  it('computes what they compute', () => {
    const network = createClassifier('mobilenet-v2', { ...tiny, width: 1 / 8 });
    for (const [height, width] of [
      [40, 56],
      [33, 47],
    ] as const) {
      const picture = randomPictures(createRandom(2), 1, height, width);
      const expected = plainMobilenet(picture);
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
