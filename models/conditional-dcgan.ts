/**
 * A conditional DCGAN whose classes come in as an embedding, so that a mix of
 * classes is the weighted mean of their embeddings. Upsampling is nearest
 * neighbour + convolution: tfjs's wasm back end runs it an order of magnitude
 * faster than transposed convolutions, and it leaves no checkerboard
 * (Odena et al. 2016).
 */
import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';

import {
  channelsUpTo,
  SEED_SIDE,
  type DiscriminatorNetwork,
  type GeneratorNetwork,
} from './generator';
import {
  batchNorm,
  batchNormPlan,
  conv,
  convPlan,
  defineGenerator,
  defineNetwork,
  dense,
  densePlan,
  heStddev,
  leakyRelu,
  normalPlan,
  spectralNorm,
  spectralPlan,
  upsampleNearest2,
  weightOf,
} from './layers';

/** Quicker averages than Keras's: the generator's own running copy is taken from few steps. */
const BATCH_NORM = { momentum: 0.9, epsilon: 1e-4 };

export const conditionalGeneratorOptions = z.object({
  latentDim: z.number().int().positive().default(100),
  classCount: z.number().int().positive(),
  embeddingDim: z.number().int().positive().default(48),
  /** 64 or smaller with the usual channels; if not given, what all of `channels` lead to. */
  resolution: z.number().int().positive().optional(),
  /** Channels at 4 × 4 and after each doubling; more of them than the resolution needs are ignored. */
  channels: z.array(z.number().int().positive()).min(2).default([256, 128, 64, 32, 16]),
});

/**
 * z [batch, latentDim], classes [batch, classCount] → pictures in [-1, 1] of side
 * 4 · 2^(channels.length − 1).
 *
 * Latent and embedding together form the style s = [z, e]. It makes the 4 × 4
 * seed and sets scale and offset of every normalisation (conditional batch
 * normalisation, Dumoulin et al. 2017; with z in it as in BigGAN, Brock et al. 2019).
 * The last, largest block goes without: there it costs most and matters least.
 */
export function conditionalGenerator(
  given: z.input<typeof conditionalGeneratorOptions>,
): GeneratorNetwork {
  const { resolution, ...parsed } = conditionalGeneratorOptions.parse(given);
  const options =
    resolution === undefined
      ? parsed
      : { ...parsed, channels: channelsUpTo(resolution, parsed.channels) };
  const { latentDim, classCount, embeddingDim, channels } = options;
  const styleDim = latentDim + embeddingDim;
  const seedSize = SEED_SIDE * SEED_SIDE * channels[0]!;
  const blocks = channels.length - 1;

  const normPlans = (name: string, width: number) => [
    ...batchNormPlan(name, width, { affine: false }),
    ...densePlan(`${name}/style`, styleDim, width * 2, 0.02),
  ];
  const plans = [
    normalPlan('embedding', [classCount, embeddingDim], 1),
    ...densePlan('seed', styleDim, seedSize, heStddev(styleDim)),
    ...normPlans('norm0', channels[0]!),
    ...channels.slice(1).flatMap((width, i) => {
      const last = i + 1 === blocks;
      return [
        ...convPlan(`up${i + 1}`, 3, channels[i]!, width, { bias: last }),
        ...(last ? [] : normPlans(`norm${i + 1}`, width)),
      ];
    }),
    ...convPlan('rgb', 3, channels[channels.length - 1]!, 3, { stddev: 0.05 }),
  ];

  return defineGenerator('conditional-dcgan', options, plans, (weights, input, pass) => {
    const classes = input.classes ?? tf.zeros<tf.Rank.R2>([input.z.shape[0], classCount]);
    const embedded = tf.matMul(classes, weightOf<tf.Tensor2D>(weights, 'embedding'));
    const style = tf.concat([input.z, embedded], 1) as tf.Tensor2D;

    const normalise = (name: string, x: tf.Tensor4D, width: number) => {
      const modulation = dense(weights, `${name}/style`, style);
      const [scale, offset] = tf.split(tf.reshape(modulation, [-1, 1, 1, 2 * width]), 2, 3);
      const gamma = tf.add(scale!, 1);
      return tf.relu(batchNorm(weights, name, x, pass, BATCH_NORM, gamma, offset!));
    };

    const seed = dense(weights, 'seed', style);
    let x = tf.reshape(seed, [-1, SEED_SIDE, SEED_SIDE, channels[0]!]) as tf.Tensor4D;
    x = normalise('norm0', x, channels[0]!);
    const maps = [x];
    channels.slice(1).forEach((width, i) => {
      x = conv(weights, `up${i + 1}`, upsampleNearest2(x));
      x = i + 1 === blocks ? tf.relu(x) : normalise(`norm${i + 1}`, x, width);
      maps.push(x);
    });
    return { maps, pictures: tf.tanh(conv(weights, 'rgb', x)) };
  });
}

export const conditionalDiscriminatorOptions = z.object({
  resolution: z.number().int().min(8).default(64),
  classCount: z.number().int().positive(),
  /** Of the strided 4 × 4 convolutions; each halves the side. */
  channels: z.array(z.number().int().positive()).min(1).default([32, 64, 128, 256]),
});

/**
 * Pictures and classes → logits [batch, 1]: strided convolutions with spectral
 * normalisation, an unconditional logit, and the projection of the classes
 * (Miyato and Koyama 2018, equation 4), which is linear in the mix. A channel with
 * the spread of the batch shows the discriminator when variety is lost
 * (Karras et al. 2018, section 3).
 */
export function conditionalDiscriminator(
  given: z.input<typeof conditionalDiscriminatorOptions>,
): DiscriminatorNetwork {
  const options = conditionalDiscriminatorOptions.parse(given);
  const { classCount, channels } = options;
  const width = channels[channels.length - 1]!;
  const side = options.resolution / 2 ** channels.length;
  const features = side * side * (width + 1);

  const plans = [
    ...channels.flatMap((outputs, i) => [
      ...convPlan(`conv${i + 1}`, 4, i === 0 ? 3 : channels[i - 1]!, outputs),
      spectralPlan(`conv${i + 1}`, outputs),
    ]),
    ...densePlan('logit', features, 1, heStddev(features)),
    normalPlan('projection', [classCount, width], heStddev(width)),
  ];

  return defineNetwork(
    'conditional-dcgan-discriminator',
    options,
    plans,
    (weights, input, pass) => {
      let x = input.pictures;
      channels.forEach((_, i) => {
        const name = `conv${i + 1}`;
        const kernel = spectralNorm(weights, name, pass) as tf.Tensor4D;
        const y = tf.conv2d(x, kernel, 2, 'same');
        x = leakyRelu(tf.add(y, weightOf(weights, `${name}/bias`)));
      });
      const withSpread = tf.concat([x, batchSpread(x)], 3);
      const logit = dense(weights, 'logit', tf.reshape(withSpread, [-1, features]) as tf.Tensor2D);
      if (!input.classes) return logit;
      const pooled = tf.sum(x, [1, 2]);
      const projected = tf.matMul(input.classes, weightOf<tf.Tensor2D>(weights, 'projection'));
      return tf.add(logit, tf.sum(tf.mul(projected, pooled), 1, true));
    },
  );
}

/** Mean standard deviation over the batch, as one more channel: [batch, h, w, 1]. */
function batchSpread(x: tf.Tensor4D): tf.Tensor4D {
  const variance = tf.mean(tf.square(tf.sub(x, tf.mean(x, 0, true))), 0);
  const spread = tf.mean(tf.sqrt(tf.add(variance, 1e-8)));
  const [batch, height, width] = x.shape;
  // Broadcast by a product: the gradient of tf.tile slices once for every repetition.
  return tf.mul(tf.ones([batch, height, width, 1]), spread);
}
