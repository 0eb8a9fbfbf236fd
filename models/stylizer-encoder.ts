/**
 * What makes the style of a picture, in about 100 numbers: means and deviations of the
 * features of a narrow VGG (Huang and Belongie 2017, section 5: they are the style), put on
 * one scale and projected.
 */
import * as tf from '@tensorflow/tfjs-core';

import { convPlan, dense, densePlan, weightOf, type WeightPlan } from './layers';
import type { Weights } from './network';

/** Convolutions of each stage; pictures are halved between stages, as in VGG-19 up to conv4_1. */
const CONVOLUTIONS = [2, 2, 4, 1];
const EPSILON = 1e-5;

export interface EncoderOptions {
  /** Channels of each stage. */
  readonly channels: readonly number[];
  readonly styleDim: number;
}

/** The convolutions in their order: `encoder/conv11`, `encoder/conv12`, `encoder/conv21`, … */
export function encoderConvolutions(channels: readonly number[]) {
  return channels.flatMap((outputs, stage) =>
    Array.from({ length: CONVOLUTIONS[stage]! }, (_, i) => ({
      name: `encoder/conv${stage + 1}${i + 1}`,
      stage,
      first: i === 0,
      inputs: i === 0 ? (channels[stage - 1] ?? 3) : outputs,
      outputs,
    })),
  );
}

/** How many means and deviations are measured. */
export const featureCount = (channels: readonly number[]) =>
  2 * channels.reduce((sum, width) => sum + width, 0);

export function encoderPlans({ channels, styleDim }: EncoderOptions): WeightPlan[] {
  const features = featureCount(channels);
  return [
    ...encoderConvolutions(channels).flatMap(({ name, inputs, outputs }) =>
      convPlan(name, 3, inputs, outputs),
    ),
    // Where the features lie and how far they spread over paintings; measured before training.
    measured('encoder/centre', features, 0),
    measured('encoder/spread', features, 1),
    ...densePlan('encoder/style', features, styleDim, Math.sqrt(1 / features)),
  ];
}

const measured = (name: string, size: number, value: number): WeightPlan => ({
  ...{ name, shape: [size], trainable: false, initializer: { kind: 'constant', value } },
});

/**
 * Means and deviations of the first features of every stage, [batch, features].
 * @param pictures [batch, height, width, 3] in [-1, 1]; sides of 16 or more.
 */
export function encoderFeatures(
  weights: Weights,
  channels: readonly number[],
  pictures: tf.Tensor4D,
): tf.Tensor2D {
  const parts: tf.Tensor[] = [];
  let x = pictures;
  for (const { name, stage, first } of encoderConvolutions(channels)) {
    if (first && stage > 0) x = tf.maxPool(x, 2, 2, 'valid');
    x = convolveRelu(weights, name, x);
    if (first) {
      const mean = tf.mean(x, [1, 2], true);
      const variance = tf.mean(tf.square(tf.sub(x, mean)), [1, 2]);
      parts.push(tf.squeeze(mean, [1, 2]), tf.sqrt(tf.add(variance, EPSILON)));
    }
  }
  return tf.concat(parts, 1) as tf.Tensor2D;
}

/** Features [batch, features] → style vectors [batch, styleDim]. */
export function styleOf(weights: Weights, features: tf.Tensor2D): tf.Tensor2D {
  const centred = tf.sub(features, weightOf(weights, 'encoder/centre'));
  const scaled = tf.div<tf.Tensor2D>(centred, weightOf(weights, 'encoder/spread'));
  return dense(weights, 'encoder/style', scaled);
}

function convolveRelu(weights: Weights, name: string, x: tf.Tensor4D): tf.Tensor4D {
  const filter = weightOf<tf.Tensor4D>(weights, `${name}/kernel`);
  const bias = weightOf<tf.Tensor1D>(weights, `${name}/bias`);
  // The fused operation's gradient is always that of all its inputs, needed or not.
  if (tf.engine().isTapeOn()) {
    return tf.relu(tf.add<tf.Tensor4D>(tf.conv2d(x, filter, 1, 'same'), bias));
  }
  return tf.fused.conv2d({ x, filter, bias, strides: 1, pad: 'same', activation: 'relu' });
}
