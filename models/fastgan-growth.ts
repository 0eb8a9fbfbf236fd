/**
 * A light FastGAN grown to twice the side: it begins with the pictures that it drew before,
 * enlarged, and learns on from there, in the manner of Net2Net (Chen et al. 2016). Begun at
 * random, the new side would first unlearn what the others know.
 */
import * as tf from '@tensorflow/tfjs-core';

import type { Random } from '@/lib/latent/random';

import { BATCH_NORM, SLOPE, fastganGenerator, fastganOptions } from './fastgan';
import type { GeneratorNetwork } from './generator';
import { gaussians, weightOf } from './layers';
import type { Weights } from './network';
import { upsampleSmooth2 } from './upsample';

/** Red, green and blue, each as it is and negated: of the two, rectifiers lose nothing together. */
const CARRIERS = 6;
/** Pictures whose colours say what the new normalisations will meet, so many at a time. */
const MEASURED = 64;
const MEASURED_AT_ONCE = 16;
/** Of excitation where nothing is squeezed: a sigmoid of 0. */
const CALM_GATE = 0.5;

/**
 * Weights of the new side by which six of its channels carry the colours of the last side
 * before; what the others add to them begins at nothing.
 *
 * @param network the larger generator.
 * @param fresh its weights at random.
 * @param before weights of the generator of half the side, which are left as they are.
 * @returns those weights of the larger one that are not as in `fresh`; of what both have, only
 *   `rgb` is among them. Nothing if `before` is another generator than this one before its
 *   last side, or the new side is too narrow to carry colours.
 */
export function growFastgan(
  network: GeneratorNetwork,
  fresh: Weights,
  before: Weights,
  random: Random,
): Record<string, tf.Tensor> | undefined {
  if (network.spec.architecture !== 'fastgan') return undefined;
  const options = fastganOptions.parse(network.spec.options);
  const { resolution, channels } = options;
  const half = resolution / 2;
  const smaller = fastganGenerator({
    ...options,
    resolution: half,
    channels: channels.slice(0, -1),
  });
  const fits = smaller.spec.weights.every(({ name, shape }) =>
    tf.util.arraysEqual(before[name]?.shape ?? [-1], [...shape]),
  );
  const width = channels.at(-1)!;
  if (!fits || width < CARRIERS) return undefined;

  const [narrow, conv] = [`side${half}/narrow`, `side${resolution}/conv`];
  const colours = measureColours(smaller, before, random);
  return tf.tidy(() => {
    const of = (name: string) => weightOf(fresh, name);
    const kernel = weightOf<tf.Tensor4D>(before, 'rgb/kernel');
    /** The first channels as given, the others as in `fresh`. */
    const first = (name: string, given: tf.Tensor) => {
      const drawn = of(name);
      const axis = drawn.rank - 1;
      const rest = tf.split(drawn, [CARRIERS, drawn.shape[axis]! - CARRIERS], axis)[1]!;
      return { [name]: tf.concat([given, rest], axis) };
    };
    /** A normalisation whose first channels have these statistics and listen to no style. */
    const norm = (name: string, mean: tf.Tensor, variance: tf.Tensor) => {
      const [scales, offsets] = tf.split(of(`${name}/style/kernel`), 2, 1);
      const deaf = (styles: tf.Tensor) => {
        const rest = tf.split(styles, [CARRIERS, width - CARRIERS], 1)[1]!;
        return tf.concat([tf.zeros([styles.shape[0]!, CARRIERS]), rest], 1);
      };
      return {
        ...first(`${name}/norm/movingMean`, mean),
        ...first(`${name}/norm/movingVariance`, variance),
        [`${name}/style/kernel`]: tf.concat([deaf(scales!), deaf(offsets!)], 1),
      };
    };
    const both = (x: tf.Tensor, axis = 0) => tf.concat([x, tf.neg(x)], axis);
    const twice = (x: tf.Tensor) => tf.concat([x, x]);
    /** 3 × 3, of which only the middle sees: [inputs, outputs] → [3, 3, inputs, outputs]. */
    const middle = (taps: tf.Tensor) =>
      tf.pad(tf.reshape(taps, [1, 1, ...taps.shape]), [
        [1, 1],
        [1, 1],
        [0, 0],
        [0, 0],
      ]);

    // f(x) − f(−x) = (1 + slope) · x for a leaky rectifier f.
    const rejoin = tf.div(both(tf.eye(3)), 1 + SLOPE);
    const joined = tf.pad(rejoin, [
      [0, width - CARRIERS],
      [0, 0],
    ]);
    // What normalisation took from the colours, and the gate.
    const deviation = (variance: tf.Tensor) => tf.sqrt(tf.add(variance, BATCH_NORM.epsilon));
    const { mean, variance, enlarged } = colours;
    const excite = `side${resolution}/excitation/excite`;
    const isExcited = fresh[`${excite}/kernel`] !== undefined;
    const taken = tf.mul(deviation(variance), deviation(enlarged));
    const given = isExcited ? tf.div(taken, CALM_GATE) : taken;
    return {
      ...first(`${narrow}/kernel`, both(kernel, 3)),
      ...norm(narrow, both(mean), twice(variance)),
      ...first(`${conv}/kernel`, middle(both(joined, 1))),
      ...norm(conv, tf.zeros([CARRIERS]), twice(enlarged)),
      ...first(`side${resolution}/noise/strength`, tf.zeros([CARRIERS])),
      ...(isExcited && first(`${excite}/kernel`, tf.zeros([width, CARRIERS]))),
      'rgb/kernel': middle(tf.mul(joined, given)),
      'rgb/bias': tf.add(weightOf(before, 'rgb/bias'), mean),
    };
  });
}

/** What the last convolution gives, before its bias: of each colour mean and variance; and the variance where that, brought to 0 and 1, is enlarged. */
function measureColours(network: GeneratorNetwork, weights: Weights, random: Random) {
  const { latentDim, classCount } = fastganOptions.parse(network.spec.options);
  return tf.tidy(() => {
    const parts: tf.Tensor4D[] = [];
    for (let drawn = 0; drawn < MEASURED; drawn += MEASURED_AT_ONCE) {
      const labels = Array.from({ length: MEASURED_AT_ONCE }, () => random.integer(classCount));
      const pictures = network.apply(weights, {
        z: gaussians(random, [MEASURED_AT_ONCE, latentDim]) as tf.Tensor2D,
        classes: tf.oneHot(tf.tensor1d(labels, 'int32'), classCount).toFloat() as tf.Tensor2D,
      }) as tf.Tensor4D;
      // Beyond, 32 bits do not tell from white what was before the tanh.
      const linear = tf.atanh(tf.clipByValue(pictures, -0.9999, 0.9999));
      parts.push(tf.sub(linear, weightOf(weights, 'rgb/bias')));
    }
    const all = tf.concat(parts);
    const { mean, variance } = tf.moments(all, [0, 1, 2]);
    const standard = tf.div<tf.Tensor4D>(tf.sub(all, mean), tf.sqrt(variance));
    const enlarged = tf.mean(tf.square(upsampleSmooth2(standard)), [0, 1, 2]);
    return { mean, variance, enlarged };
  });
}
