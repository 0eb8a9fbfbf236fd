/**
 * ResNet-18 (He et al. 2015) up to its third stage, with batch normalisation folded
 * into the convolutions, as a frozen source of features. Weights are named as in
 * torchvision: `layer2.0.conv1.weight`.
 */
import * as tf from '@tensorflow/tfjs-core';

import { padBorder } from './conv-unit';
import { normalisePictures, stemPool } from './imagenet';
import { weightOf } from './layers';
import type { Weights } from './network';

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
  let x = stemPool(tf.relu(conv(weights, 'conv1', normalisePictures(pictures), 2)));
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
    stride === 1
      ? tf.conv2d(x, kernel, 1, 'same')
      : tf.conv2d(padBorder(x, padding), kernel, stride, 'valid');
  return tf.add<tf.Tensor4D>(y, weightOf(weights, `${name}.bias`));
}
