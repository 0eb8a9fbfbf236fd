/**
 * The classic: an unconditional deep convolutional pair at 64 × 64 pixels
 * (Radford et al. 2016, in the widths that student work made popular).
 */
import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';

import type { Network } from './network';
import { doublingsUpTo, SEED_SIDE, type GeneratorNetwork } from './generator';
import {
  batchNorm,
  batchNormPlan,
  conv,
  convPlan,
  convTranspose2,
  convTransposePlan,
  defineGenerator,
  defineNetwork,
  dense,
  densePlan,
  dropout,
  KERAS_BATCH_NORM,
  leakyRelu,
} from './layers';

/** Initial standard deviation of every kernel (Radford et al. 2016, section 4). */
const STDDEV = 0.02;
/** The seed grid: every generator starts from 4 × 4. */

export const dcganGeneratorOptions = z.object({
  latentDim: z.number().int().positive().default(100),
  /** 64 or, for tests, a smaller power of two. */
  resolution: z.number().int().min(8).default(64),
  seedChannels: z.number().int().positive().default(256),
  channels: z.number().int().positive().default(128),
  /** Batch normalisation after each transposed convolution. */
  batchNorm: z.boolean().default(false),
});

/**
 * z [batch, latentDim] → pictures [batch, resolution, resolution, 3] in [-1, 1].
 * 1,728,387 parameters; 1,730,435 with batch normalisation, of which 1,729,411 train.
 */
export function dcganGenerator(
  given: z.input<typeof dcganGeneratorOptions> = {},
): GeneratorNetwork {
  const options = dcganGeneratorOptions.parse(given);
  const { latentDim, seedChannels, channels } = options;
  const blocks = Array.from({ length: doublingsUpTo(options.resolution) }, (_, i) => i + 1);
  const seedSize = SEED_SIDE * SEED_SIDE * seedChannels;

  const plans = [
    ...densePlan('seed', latentDim, seedSize, STDDEV),
    ...blocks.flatMap((block) => [
      ...convTransposePlan(
        `up${block}`,
        4,
        block === 1 ? seedChannels : channels,
        channels,
        STDDEV,
      ),
      ...(options.batchNorm ? batchNormPlan(`up${block}/norm`, channels) : []),
    ]),
    ...convPlan('rgb', 3, channels, 3, { stddev: STDDEV }),
  ];

  return defineGenerator('dcgan', options, plans, (weights, { z: latent }, pass) => {
    const seed = leakyRelu(dense(weights, 'seed', latent));
    let x = tf.reshape(seed, [-1, SEED_SIDE, SEED_SIDE, seedChannels]) as tf.Tensor4D;
    const maps = [x];
    for (const block of blocks) {
      x = convTranspose2(weights, `up${block}`, x);
      if (options.batchNorm) x = batchNorm(weights, `up${block}/norm`, x, pass, KERAS_BATCH_NORM);
      x = leakyRelu(x);
      maps.push(x);
    }
    return { maps, pictures: tf.tanh(conv(weights, 'rgb', x)) };
  });
}

export const dcganDiscriminatorOptions = z.object({
  resolution: z.number().int().min(8).default(64),
  /** Of the first, unstrided convolution and of the three strided ones. */
  channels: z.tuple([z.int(), z.int(), z.int(), z.int()]).default([128, 256, 256, 512]),
  dropout: z.number().min(0).lt(1).default(0.4),
  /** Batch normalisation after the three strided convolutions. */
  batchNorm: z.boolean().default(false),
});

/**
 * Pictures [batch, resolution, resolution, 3] in [-1, 1] → logits [batch, 1]: the
 * sigmoid that the architecture ends with is part of the loss, where it is exact.
 * 2,101,761 parameters; 2,105,857 with batch normalisation, of which 2,103,809 train.
 */
export function dcganDiscriminator(
  given: z.input<typeof dcganDiscriminatorOptions> = {},
): Network<{ pictures: tf.Tensor4D }> {
  const options = dcganDiscriminatorOptions.parse(given);
  const [first, ...strided] = options.channels;
  const side = options.resolution / 2 ** strided.length;
  const features = side * side * strided[strided.length - 1]!;

  const plans = [
    ...convPlan('conv0', 3, 3, first, { stddev: STDDEV }),
    ...strided.flatMap((outputs, i) => [
      ...convPlan(`conv${i + 1}`, 3, options.channels[i]!, outputs, { stddev: STDDEV }),
      ...(options.batchNorm ? batchNormPlan(`conv${i + 1}/norm`, outputs) : []),
    ]),
    ...densePlan('logit', features, 1, STDDEV),
  ];

  return defineNetwork('dcgan-discriminator', options, plans, (weights, { pictures }, pass) => {
    let x = leakyRelu(conv(weights, 'conv0', pictures));
    strided.forEach((_, i) => {
      x = conv(weights, `conv${i + 1}`, x, 2);
      if (options.batchNorm) {
        x = batchNorm(weights, `conv${i + 1}/norm`, x, pass, KERAS_BATCH_NORM);
      }
      x = leakyRelu(x);
    });
    const flat = dropout(tf.reshape(x, [-1, features]) as tf.Tensor2D, options.dropout, pass);
    return dense(weights, 'logit', flat);
  });
}
