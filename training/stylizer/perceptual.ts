/**
 * Networks that pictures are compared through: VGG-19 (Simonyan and Zisserman 2015) and a
 * narrow one that was distilled from it (Wang et al. 2020, "Collaborative Distillation"),
 * sixteen times smaller, which learning mostly gets by with. Both are frozen, read from
 * outside at training time and never part of a model.
 */
import * as tf from '@tensorflow/tfjs-core';

import { SfumatoError } from '@/lib/errors';
import { weightOf } from '@/models/layers';

import { readRawTensors } from '../raw-tensors';
import type { Tensors } from '../tensors';

/** `relu31` is what comes out of the first convolution of the third block. */
export type LayerName = `relu${number}`;

export interface PerceptualNetwork {
  readonly kind: 'vgg19' | 'vgg19-16x';
  /** All layers there are, first to last. */
  readonly layers: readonly LayerName[];
  /**
   * What the picture looks like in these layers, [batch, height/2ⁿ, width/2ⁿ, channels];
   * later ones are not computed.
   * @param pictures [batch, height, width, 3] in [-1, 1].
   */
  features(pictures: tf.Tensor4D, layers: readonly LayerName[]): Map<LayerName, tf.Tensor4D>;
  dispose(): void;
}

/** One convolution of a network: its weights' names, and whether the picture is halved before. */
interface Convolution {
  readonly layer: LayerName;
  readonly kernel: string;
  readonly bias: string;
  readonly pools: boolean;
}

interface Plan {
  readonly kind: PerceptualNetwork['kind'];
  readonly convolutions: readonly Convolution[];
  /** Pictures in [-1, 1] as the first convolution wants them. */
  readonly prepare: (weights: Tensors, pictures: tf.Tensor4D) => tf.Tensor4D;
}

/** Mean of ImageNet in blue, green, red, 0..255: what Caffe's networks take off. */
const MEAN_BGR = [103.939, 116.779, 123.68];

function convolutions(
  counts: readonly number[],
  nameOf: (block: number, index: number) => { kernel: string; bias: string },
): Convolution[] {
  return counts.flatMap((count, b) =>
    Array.from({ length: count }, (_, i) => ({
      ...nameOf(b + 1, i + 1),
      layer: `relu${b + 1}${i + 1}` as LayerName,
      pools: b > 0 && i === 0,
    })),
  );
}

const VGG19: Plan = {
  kind: 'vgg19',
  convolutions: convolutions([2, 2, 4], (block, index) => {
    const name = `block${block}_conv${index}`;
    return { kernel: `${name}/kernel`, bias: `${name}/bias` };
  }),
  prepare: (_, pictures) => {
    const levels = tf.mul<tf.Tensor4D>(tf.add(tf.reverse(pictures, 3), 1), 127.5);
    return tf.sub(levels, tf.tensor1d(MEAN_BGR));
  },
};

const VGG19_16X: Plan = {
  kind: 'vgg19-16x',
  convolutions: convolutions([2, 2, 4, 4, 1], (block, index) => {
    const name = `conv${block}${index}`;
    return { kernel: `${name}.weight`, bias: `${name}.bias` };
  }),
  // Its first convolution, 1 × 1, turns 0..1 into what the others want.
  prepare: (weights, pictures) => {
    const shares = tf.mul<tf.Tensor4D>(tf.add(pictures, 1), 0.5);
    const kernel = weightOf<tf.Tensor4D>(weights, 'conv0.weight');
    return tf.add(tf.conv2d(shares, kernel, 1, 'valid'), weightOf(weights, 'conv0.bias'));
  },
};

/**
 * @param base path of raw tensors without `.json`; which network they are is seen by their names.
 * @throws SfumatoError `not-found`, `weights-corrupt`, `invalid-input` for another network.
 */
export async function readPerceptual(base: string): Promise<PerceptualNetwork> {
  const weights = await readRawTensors(base);
  try {
    return perceptualNetwork(weights);
  } catch (error) {
    tf.dispose(weights);
    throw error;
  }
}

/** Takes over the tensors. @throws SfumatoError `invalid-input` for another network's. */
export function perceptualNetwork(weights: Tensors): PerceptualNetwork {
  const found = [VGG19, VGG19_16X].find(({ convolutions: [first] }) => weights[first!.kernel]);
  if (!found) {
    throw new SfumatoError(
      'invalid-input',
      'The network to compare pictures with is neither VGG-19 nor its distilled copy: give raw tensors of one of them.',
    );
  }
  // The files may end before the network does.
  const there = found.convolutions.filter(({ kernel }) => weights[kernel]);
  return {
    kind: found.kind,
    layers: there.map(({ layer }) => layer),
    features: (pictures, layers) => featuresOf(found, there, weights, pictures, layers),
    dispose: () => tf.dispose(weights),
  };
}

function featuresOf(
  { kind, prepare }: Plan,
  there: readonly Convolution[],
  weights: Tensors,
  pictures: tf.Tensor4D,
  layers: readonly LayerName[],
): Map<LayerName, tf.Tensor4D> {
  const missing = layers.find((layer) => !there.some((c) => c.layer === layer));
  if (missing !== undefined) {
    throw new SfumatoError('invalid-input', `The network ${kind} has no layer ${missing}.`);
  }
  const features = new Map<LayerName, tf.Tensor4D>();
  if (layers.length === 0) return features;
  let x = prepare(weights, pictures);
  for (const { layer, kernel, bias, pools } of there) {
    if (pools) x = tf.maxPool(x, 2, 2, 'valid');
    const y = tf.conv2d(x, weightOf<tf.Tensor4D>(weights, kernel), 1, 'same');
    x = tf.relu(tf.add<tf.Tensor4D>(y, weightOf(weights, bias)));
    if (layers.includes(layer)) features.set(layer, x);
    if (features.size === layers.length) break;
  }
  return features;
}
