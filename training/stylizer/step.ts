/** One step of learning: how far the painted pictures are off, and how the weights would have to change. */
import * as tf from '@tensorflow/tfjs-core';

import type { StylizerNetwork } from '@/models/stylizer';

import type { Tensors } from '../tensors';
import { identityLoss, totalVariation } from './losses';
import type { Measure } from './measure';
import { objective } from './optimise';
import type { StylizerTrainingOptions } from './options';
import type { PairBatch } from './pairs';

/** What is logged of a step, in this order. */
export const LOSS_NAMES = ['loss', 'content', 'gram', 'moments', 'variation', 'identity'] as const;

/** Bytes 0..255 as the networks see them, [batch, size, size, 3] in [-1, 1]. */
export function picturesOf(pixels: Uint8Array, size: number): tf.Tensor4D {
  return tf.tidy(() => {
    const batch = pixels.length / (size * size * 3);
    const values = tf.tensor4d(new Float32Array(pixels), [batch, size, size, 3]);
    return tf.sub(tf.div(values, 127.5), 1);
  });
}

/** The weights that learn: the encoder's convolutions only where they have a learning rate. */
export function trainedWeights(
  { spec }: StylizerNetwork,
  { encoderRate }: Pick<StylizerTrainingOptions, 'encoderRate'>,
): string[] {
  return spec.weights
    .filter(({ name, trainable }) => trainable && (encoderRate > 0 || !isEncoderTrunk(name)))
    .map(({ name }) => name);
}

export const isEncoderTrunk = (name: string) => name.startsWith('encoder/conv');

/** The losses, as in `LOSS_NAMES`, and the gradients of the trained weights. */
export function differentiate(
  network: StylizerNetwork,
  weights: Tensors,
  trained: readonly string[],
  batch: PairBatch,
  measure: Measure,
  options: StylizerTrainingOptions,
): { losses: tf.Tensor1D; gradients: Tensors } {
  let losses: tf.Tensor1D | undefined;
  const result = tf.tidy(() => {
    const contents = picturesOf(batch.contents, batch.size);
    const styles = picturesOf(batch.styles, batch.size);
    const targets = measure.targets(contents, styles);
    // Outside of what is differentiated, an encoder that does not learn costs a third.
    const settled = options.encoderRate > 0 ? undefined : network.features(weights, styles);
    const { grads } = tf.valueAndGrads((...values: tf.Tensor[]) => {
      const current = { ...weights };
      trained.forEach((name, i) => (current[name] = values[i]!));
      const features = settled ?? network.features(current, styles);
      const vectors = network.project(current, features);
      const pictures = network.apply(current, { pictures: contents, vectors });
      const distances = measure.distances(pictures, targets, 'learned');
      const variation = totalVariation(pictures);
      const identity = identityLoss(pictures, contents, batch.own);
      const loss = tf.addN([
        tf.mean(objective(distances, options)),
        tf.mul(variation, options.variationWeight),
        tf.mul(identity, options.identityWeight),
      ]) as tf.Scalar;
      const { content, gram, moments } = distances;
      const means = [content, gram, moments].map((values) => tf.mean(values));
      losses = tf.keep(tf.stack([loss, ...means, variation, identity])) as tf.Tensor1D;
      return loss;
    })(trained.map((name) => weights[name]!));
    return Object.fromEntries(trained.map((name, i) => [name, grads[i]!]));
  });
  return { losses: losses!, gradients: result };
}
