/**
 * ResNet-18 (He et al. 2015) up to its third stage, with batch normalisation folded
 * into the convolutions, as a frozen source of features. Weights are named as in
 * torchvision: `layer2.0.conv1.weight`.
 */
import * as tf from '@tensorflow/tfjs-core';

import { weightOf } from './layers';
import type { Weights } from './network';

const MEAN = [0.485, 0.456, 0.406];
const STDDEV = [0.229, 0.224, 0.225];

/** Channels of the three stages; each has half the side of the one before. */
const STAGE_CHANNELS = [64, 128, 256];

/** Channels and finest side of the features of the first `stages` stages for pictures of `side`. */
export function resnetFeatureShape(stages: number, side: number) {
  return { featureChannels: STAGE_CHANNELS.slice(0, stages), featureSide: side / 4 };
}

/**
 * @param pictures [batch, side, side, 3] in [-1, 1].
 * @param count how many of the three stages.
 * @returns features after stages 1, 2 and 3: sides side/4, side/8 and side/16.
 */
export function resnetFeatures(
  weights: Weights,
  pictures: tf.Tensor4D,
  count: number,
): tf.Tensor4D[] {
  // (x + 1)/2, minus the mean, over the deviation: one product and one sum.
  const scale = tf.tensor1d(STDDEV.map((s) => 0.5 / s));
  const offset = tf.tensor1d(MEAN.map((m, i) => (0.5 - m) / STDDEV[i]!));
  const normalised = tf.add(tf.mul(pictures, scale), offset) as tf.Tensor4D;

  let x: tf.Tensor4D = tf.relu(conv(weights, 'conv1', normalised, 2));
  // After a ReLU, padding with 0 is padding with −∞.
  x = tf.maxPool(pad(x, 1), 3, 2, 'valid');
  const stages: tf.Tensor4D[] = [];
  for (let stage = 1; stage <= count; stage++) {
    x = basicBlock(weights, `layer${stage}.0`, x, stage === 1 ? 1 : 2);
    x = basicBlock(weights, `layer${stage}.1`, x, 1);
    stages.push(x);
  }
  return stages;
}

function basicBlock(weights: Weights, name: string, x: tf.Tensor4D, stride: number): tf.Tensor4D {
  const projected = weights[`${name}.downsample.0.weight`] !== undefined;
  const shortcut = projected ? conv(weights, `${name}.downsample.0`, x, stride) : x;
  const y = tf.relu(conv(weights, `${name}.conv1`, x, stride));
  return tf.relu(tf.add<tf.Tensor4D>(conv(weights, `${name}.conv2`, y, 1), shortcut));
}

/** Symmetric padding of half the kernel, whatever the stride, as PyTorch does it. */
function conv(weights: Weights, name: string, x: tf.Tensor4D, stride: number): tf.Tensor4D {
  const kernel = weightOf<tf.Tensor4D>(weights, `${name}.weight`);
  const padding = (kernel.shape[0] - 1) / 2;
  const y =
    stride === 1 || padding === 0
      ? tf.conv2d(x, kernel, stride, stride === 1 ? 'same' : 'valid')
      : tf.conv2d(pad(x, padding), kernel, stride, 'valid');
  return tf.add<tf.Tensor4D>(y, weightOf(weights, `${name}.bias`));
}

function pad(x: tf.Tensor4D, size: number): tf.Tensor4D {
  return tf.pad(x, [
    [0, 0],
    [size, size],
    [size, size],
    [0, 0],
  ]);
}
