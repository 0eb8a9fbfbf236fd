/**
 * The projected discriminator (Sauer et al. 2021): it does not see pictures but
 * features of frozen networks, those of each mixed across channels and scales by fixed
 * random convolutions, with a small head for every scale. One more head looks at the
 * pixels themselves: a frozen network halves small pictures twice before it looks
 * closely, and grids and reliefs that it is blind to would stay.
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
  notTrained,
  spectralNorm,
  spectralPlan,
  upsampleNearest2,
  weightOf,
} from './layers';

export const projectedOptions = z.object({
  /** Of the pictures. */
  resolution: z.number().int().min(16).default(64),
  classCount: z.number().int().positive(),
  /**
   * Channels of the features, network after network; of each the finest scale first, and
   * each scale has half the side of the one before.
   */
  featureChannels: z.array(z.number().int().positive()).min(1),
  /** How many frozen networks these are of, each with as many scales. */
  featureNetworks: z.number().int().positive().default(1),
  /** Side of the finest features. */
  featureSide: z.number().int().positive(),
  /** Channels after the random mixing. */
  mixedChannels: z.number().int().positive().default(64),
  headChannels: z.number().int().positive().default(128),
  /**
   * Of the head that sees pixels; each convolution halves the side. As many as lead to
   * 8 × 8 places, if not given.
   */
  pixelChannels: z.array(z.number().int().positive()).min(1).optional(),
});

/** Every head works its way down to this side, or to the last one above it: 96 px end at 6. */
const HEAD_SIDE = 4;
/** The head that sees pixels judges small patches; it stops earlier. */
const PIXEL_SIDE = 8;
const COARSEST_PIXEL_CHANNELS = 96;

const halvingsOf = (side: number) => Math.max(0, Math.floor(Math.log2(side / HEAD_SIDE)));

/**
 * Input: `features` in the order of `featureChannels`: [batch, side, side, channels]; the pictures that
 * they are of, [batch, resolution, resolution, 3]; and classes.
 * Output: logits [batch, heads · n²]: every head judges a grid of n × n positions (4 × 4, if
 * the sides are powers of 2), with the projection of the classes (Miyato and Koyama 2018) at
 * each. Weights do not depend on n: what has learned from views of 64 px goes on with 96.
 */
export function projectedDiscriminator(
  given: z.input<typeof projectedOptions>,
): DiscriminatorNetwork {
  const parsed = projectedOptions.parse(given);
  const pixelChannels = parsed.pixelChannels ?? pixelChannelsFor(parsed.resolution);
  const options = { ...parsed, pixelChannels };
  const { classCount, featureChannels, featureSide, mixedChannels, headChannels } = options;

  const scales = featureChannels.length / options.featureNetworks;
  const gridSide = featureSide / 2 ** halvingsOf(featureSide);
  const heads = featureChannels.map((channels, scale) => {
    const side = featureSide / 2 ** (scale % scales);
    const halvings = halvingsOf(side);
    // At least one convolution, also where the features are small already.
    const strides = halvings > 0 ? Array.from({ length: halvings }, () => 2) : [1];
    return { channels, scale, strides, isCoarsest: (scale + 1) % scales === 0 };
  });
  const towerPlans = (name: string, widths: readonly number[], kernels: readonly number[]) =>
    kernels.flatMap((kernel, i) => [
      ...convPlan(`${name}/conv${i}`, kernel, widths[i]!, widths[i + 1]!),
      spectralPlan(`${name}/conv${i}`, widths[i + 1]!),
    ]);
  const judgePlans = (name: string, width: number) => [
    ...convPlan(`${name}/logit`, 1, width, 1),
    normalPlan(`${name}/projection`, [classCount, width], heStddev(width)),
  ];

  const plans = [
    ...heads.flatMap(({ channels, scale, strides }) => [
      notTrained(
        normalPlan(`mix${scale}/channels`, [1, 1, channels, mixedChannels], heStddev(channels)),
      ),
      notTrained(
        normalPlan(
          `mix${scale}/scales`,
          [3, 3, mixedChannels, mixedChannels],
          heStddev(9 * mixedChannels),
        ),
      ),
      ...towerPlans(
        `head${scale}`,
        [mixedChannels, ...strides.map(() => headChannels)],
        strides.map((stride) => (stride === 2 ? 4 : 3)),
      ),
      ...judgePlans(`head${scale}`, headChannels),
    ]),
    ...towerPlans(
      'pixels',
      [3, ...pixelChannels],
      pixelChannels.map(() => 4),
    ),
    ...judgePlans('pixels', pixelChannels[pixelChannels.length - 1]!),
  ];

  return defineNetwork('projected', options, plans, (weights, input, pass) => {
    const { features, pictures, classes } = input;
    if (!features)
      throw new Error('A projected discriminator judges features, not pictures alone.');
    const fixed = (name: string) => weightOf<tf.Tensor4D>(weights, name);

    const tower = (name: string, x: tf.Tensor4D, strides: readonly number[]) =>
      strides.reduce<tf.Tensor4D>((y, stride, i) => {
        const kernel = spectralNorm(weights, `${name}/conv${i}`, pass) as tf.Tensor4D;
        const convolved = tf.conv2d(y, kernel, stride, 'same');
        return leakyRelu(tf.add(convolved, fixed(`${name}/conv${i}/bias`)));
      }, x);
    const judge = (name: string, x: tf.Tensor4D): tf.Tensor2D => {
      const kernel = fixed(`${name}/logit/kernel`);
      let map: tf.Tensor4D = tf.add(tf.conv2d(x, kernel, 1, 'same'), fixed(`${name}/logit/bias`));
      if (classes) {
        const projection = weightOf<tf.Tensor2D>(weights, `${name}/projection`);
        const asked = tf.reshape(tf.matMul(classes, projection), [-1, 1, 1, x.shape[3]]);
        map = tf.add(map, tf.sum(tf.mul(x, asked), 3, true));
      }
      const window = map.shape[1] / gridSide;
      if (window > 1) map = tf.avgPool(map, window, window, 'valid');
      return tf.reshape(map, [map.shape[0], -1]);
    };

    // Random mixing, from the coarsest scale of every network to its finest.
    const mixed: tf.Tensor4D[] = [];
    for (const { scale, isCoarsest } of heads.toReversed()) {
      let x = tf.conv2d(features[scale]!, fixed(`mix${scale}/channels`), 1, 'same');
      const coarser = mixed[scale + 1];
      if (coarser && !isCoarsest) {
        const across = tf.conv2d(coarser, fixed(`mix${scale}/scales`), 1, 'same');
        x = tf.add(x, upsampleNearest2(across));
      }
      mixed[scale] = x;
    }

    return tf.concat(
      [
        ...heads.map(({ scale, strides }) =>
          judge(`head${scale}`, tower(`head${scale}`, mixed[scale]!, strides)),
        ),
        judge(
          'pixels',
          tower(
            'pixels',
            pictures,
            pixelChannels.map(() => 2),
          ),
        ),
      ],
      1,
    );
  });
}

/** Twice as many after every halving, so that the finest and largest maps stay cheap. */
function pixelChannelsFor(resolution: number): number[] {
  const halvings = Math.max(1, Math.floor(Math.log2(resolution / PIXEL_SIDE)));
  return Array.from({ length: halvings }, (_, i) =>
    Math.max(1, Math.round(COARSEST_PIXEL_CHANNELS / 2 ** (halvings - 1 - i))),
  );
}
