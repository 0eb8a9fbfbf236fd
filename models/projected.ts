/**
 * The projected discriminator (Sauer et al. 2021): it does not see pictures but
 * features of a frozen network, mixed across channels and scales by fixed random
 * convolutions, with a small head for every scale.
 */
import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';

import type { DiscriminatorNetwork } from './generator';
import {
  convPlan,
  defineNetwork,
  heStddev,
  leakyRelu,
  normalPlan,
  spectralNorm,
  spectralPlan,
  upsampleNearest2,
  weightOf,
  type WeightPlan,
} from './layers';

export const projectedOptions = z.object({
  classCount: z.number().int().positive(),
  /** Channels of the features, finest scale first; each scale has half the side of the one before. */
  featureChannels: z.array(z.number().int().positive()).min(1),
  /** Side of the finest features. */
  featureSide: z.number().int().positive(),
  /** Channels after the random mixing. */
  mixedChannels: z.number().int().positive().default(64),
  headChannels: z.number().int().positive().default(128),
});

/** Every head works its way down to this side. */
const HEAD_SIDE = 4;

/**
 * Input: `features`, finest first: [batch, side, side, channels]; and classes.
 * Output: logits [batch, heads · 16]: every head judges a 4 × 4 grid of positions,
 * with the projection of the classes (Miyato and Koyama 2018) at each.
 */
export function projectedDiscriminator(
  given: z.input<typeof projectedOptions>,
): DiscriminatorNetwork {
  const options = projectedOptions.parse(given);
  const { classCount, featureChannels, featureSide, mixedChannels, headChannels } = options;

  const heads = featureChannels.map((channels, scale) => {
    const side = featureSide / 2 ** scale;
    const halvings = Math.max(0, Math.log2(side / HEAD_SIDE));
    // At least one convolution, also where the features are small already.
    const strides = halvings > 0 ? Array.from({ length: halvings }, () => 2) : [1];
    return { channels, scale, strides };
  });
  const frozen = (plan: WeightPlan): WeightPlan => ({ ...plan, trainable: false });

  const plans = heads.flatMap(({ channels, scale, strides }) => [
    frozen(normalPlan(`mix${scale}/channels`, [1, 1, channels, mixedChannels], heStddev(channels))),
    ...(scale > 0
      ? [
          frozen(
            normalPlan(
              `mix${scale}/scales`,
              [3, 3, mixedChannels, mixedChannels],
              heStddev(9 * mixedChannels),
            ),
          ),
        ]
      : []),
    ...strides.flatMap((stride, i) => {
      const name = `head${scale}/conv${i}`;
      const inputs = i === 0 ? mixedChannels : headChannels;
      return [
        ...convPlan(name, stride === 2 ? 4 : 3, inputs, headChannels),
        spectralPlan(name, headChannels),
      ];
    }),
    ...convPlan(`head${scale}/logit`, 1, headChannels, 1),
    normalPlan(`head${scale}/projection`, [classCount, headChannels], heStddev(headChannels)),
  ]);

  return defineNetwork('projected', options, plans, (weights, { features, classes }, pass) => {
    if (!features) throw new Error('A projected discriminator judges features, not pictures.');
    const fixed = (name: string) => weightOf<tf.Tensor4D>(weights, name);

    // Random mixing, from the coarsest scale to the finest.
    const mixed: tf.Tensor4D[] = [];
    for (let scale = heads.length - 1; scale >= 0; scale--) {
      let x = tf.conv2d(features[scale]!, fixed(`mix${scale}/channels`), 1, 'same');
      const coarser = mixed[scale + 1];
      if (coarser) {
        const kernel = fixed(`mix${scale + 1}/scales`);
        x = tf.add(x, upsampleNearest2(tf.conv2d(coarser, kernel, 1, 'same')));
      }
      mixed[scale] = x;
    }

    const logits = heads.map(({ scale, strides }) => {
      let x = mixed[scale]!;
      strides.forEach((stride, i) => {
        const name = `head${scale}/conv${i}`;
        const kernel = spectralNorm(weights, name, pass) as tf.Tensor4D;
        const y = tf.conv2d(x, kernel, stride, 'same');
        x = leakyRelu(tf.add(y, weightOf(weights, `${name}/bias`)));
      });
      const map = tf.add(
        tf.conv2d(x, fixed(`head${scale}/logit/kernel`), 1, 'same'),
        weightOf(weights, `head${scale}/logit/bias`),
      );
      if (!classes) return tf.reshape(map, [map.shape[0], -1]) as tf.Tensor2D;
      const projection = weightOf<tf.Tensor2D>(weights, `head${scale}/projection`);
      const asked = tf.reshape(tf.matMul(classes, projection), [-1, 1, 1, headChannels]);
      const judged = tf.add(map, tf.sum(tf.mul(x, asked), 3, true));
      return tf.reshape(judged, [judged.shape[0]!, -1]) as tf.Tensor2D;
    });
    return tf.concat(logits, 1);
  });
}
