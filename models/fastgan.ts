/**
 * A light FastGAN (Liu et al. 2021) for the browser: few, narrow convolutions, and
 * skip-layer excitation, by which coarse maps say which channels of the finest ones
 * matter. Classes come in as an embedding, so that a mix of classes is the weighted mean
 * of their embeddings.
 *
 * Where it departs from the paper, and why:
 * - The latent vector sets scale and offset of every normalisation (Dumoulin et al. 2017;
 *   Brock et al. 2019), so that z speaks on every scale; the embedding joins it from
 *   `classesFrom` on. Where it also made the seed, every class fell to one composition,
 *   and z was left with its weather and its colours. As it is, z says what is to be seen,
 *   and the class how it is painted.
 * - Leaky rectifiers instead of gated linear units: a gate costs a second convolution of
 *   the same size, half the multiply-adds of the whole. Plain ones left flat grey areas
 *   where no channel of the last map was above 0.
 * - Channels are reduced before the upsampling, where it costs a quarter.
 * - Upsampling smooths (`upsampleSmooth2`).
 * - Noise before the convolution of every side from 8 on, one strength a channel (Karras
 *   et al. 2019, section 3.2): without it, brushwork can only be woven out of the
 *   position, and comes out as a regular pattern of dots. It is drawn anew in training, and
 *   made from z afterwards (`noiseOf`), so that a picture is a function of its point alone.
 */
import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';

import { channelsUpTo, SEED_SIDE, type GeneratorNetwork } from './generator';
import {
  batchNorm,
  batchNormPlan,
  convPlan,
  defineGenerator,
  dense,
  densePlan,
  gaussians,
  heStddev,
  leakyRelu,
  normalPlan,
  notTrained,
  settledNorm,
  weightOf,
  type BatchNormOptions,
} from './layers';
import type { TrainingPass, Weights } from './network';
import { upsampleSmooth2 } from './upsample';

/** Of the rectifiers below 0. */
export const SLOPE = 0.2;
export const BATCH_NORM: BatchNormOptions = { momentum: 0.9, epsilon: 1e-4 };

/** From 4 px to 256 px; multiples of 8, which SIMD kernels are made for. */
const CHANNELS = [256, 256, 128, 80, 40, 24, 16];
/** At the start, the noise's spread in every channel. */
const NOISE_STDDEV = 0.1;
/** So many numbers of z make the noise of a picture. */
const NOISE_DIM = 16;
/** In inference, scale and offset go into the convolution itself from this side on: below, copying the kernel costs more. */
const FOLDED_FROM = 64;

export const fastganOptions = z.object({
  /** Few dimensions are enough for small collections (Sauer et al. 2022, section 3.1). */
  latentDim: z.number().int().positive().default(64),
  classCount: z.number().int().positive(),
  embeddingDim: z.number().int().positive().default(48),
  /** 64, 128, 256 or, for tests, a smaller power of two. */
  resolution: z.number().int().positive().default(128),
  /** Channels at 4 × 4 and after each doubling; more of them than the resolution needs are ignored. */
  channels: z.array(z.number().int().positive()).min(2).default(CHANNELS),
  /** The side from which on the classes are known; coarser ones, which hold the composition, hear z alone. */
  classesFrom: z.number().int().positive().default(16),
  /** Fine maps are excited by those this many doublings coarser: 64 px by 4, 128 by 8, 256 by 16. */
  excitedOver: z.number().int().min(1).default(4),
});

/**
 * z [batch, latentDim], classes [batch, classCount] → pictures [batch, resolution,
 * resolution, 3] in [-1, 1].
 *
 * 4 × 4 seed from z; then, on every side from 8 on: upsampling, a
 * convolution that keeps the channels, and one that narrows them for the next side.
 * At 128 px with 24 classes 2,596,763 parameters and 407 million multiply-adds a picture.
 */
export function fastganGenerator(given: z.input<typeof fastganOptions>): GeneratorNetwork {
  const parsed = fastganOptions.parse(given);
  const options = { ...parsed, channels: channelsUpTo(parsed.resolution, parsed.channels) };
  const { latentDim, classCount, embeddingDim, channels, classesFrom, excitedOver } = options;
  const seedSize = SEED_SIDE * SEED_SIDE * channels[0]!;
  /** One a side: what is excited, and by which one. */
  const levels = channels.map((width, level) => ({
    name: `side${SEED_SIDE * 2 ** level}`,
    side: SEED_SIDE * 2 ** level,
    width,
    next: channels[level + 1],
    knowsClasses: SEED_SIDE * 2 ** level >= classesFrom,
    excitedBy: level >= excitedOver ? level - excitedOver : undefined,
  }));

  const normPlans = (name: string, width: number, knowsClasses: boolean) => [
    ...batchNormPlan(`${name}/norm`, width, { affine: false }),
    ...densePlan(`${name}/style`, latentDim + (knowsClasses ? embeddingDim : 0), width * 2, 0.02),
  ];
  const layerPlans = (name: string, inputs: number, outputs: number, knowsClasses: boolean) => [
    ...convPlan(name, 3, inputs, outputs, { bias: false }),
    ...normPlans(name, outputs, knowsClasses),
  ];
  const plans = [
    normalPlan('embedding', [classCount, embeddingDim], 1),
    ...densePlan('seed', latentDim, seedSize, heStddev(latentDim)),
    ...normPlans('seed', channels[0]!, levels[0]!.knowsClasses),
    ...levels.flatMap(({ name, side, width, next, knowsClasses, excitedBy }, level) => [
      ...(level > 0
        ? [
            ...noisePlans(name, side, width),
            ...layerPlans(`${name}/conv`, width, width, knowsClasses),
          ]
        : []),
      ...(next ? layerPlans(`${name}/narrow`, width, next, knowsClasses) : []),
      ...(excitedBy === undefined ? [] : excitationPlans(name, channels[excitedBy]!, width)),
    ]),
    ...convPlan('rgb', 3, channels[channels.length - 1]!, 3, { stddev: 0.05 }),
  ];

  return defineGenerator('fastgan', options, plans, (weights, input, pass) => {
    const classes = input.classes ?? tf.zeros<tf.Rank.R2>([input.z.shape[0], classCount]);
    const embedded = tf.matMul(classes, weightOf<tf.Tensor2D>(weights, 'embedding'));
    const inClasses = tf.concat([input.z, embedded], 1) as tf.Tensor2D;
    const styleOf = (level: number) => (levels[level]!.knowsClasses ? inClasses : input.z);

    const layer = (name: string, level: number, x: tf.Tensor4D, gate?: tf.Tensor4D) =>
      convolveInStyle(weights, name, x, modulation(weights, name, styleOf(level), gate), pass);

    const seed = tf.reshape(dense(weights, 'seed', input.z), [
      -1,
      SEED_SIDE,
      SEED_SIDE,
      channels[0]!,
    ]);
    let x = normalise(
      weights,
      'seed',
      seed as tf.Tensor4D,
      modulation(weights, 'seed', styleOf(0)),
      pass,
    );
    const maps: tf.Tensor4D[] = [];
    levels.forEach(({ name, next, excitedBy }, level) => {
      if (level > 0) {
        const gate =
          excitedBy === undefined ? undefined : excitation(weights, name, maps[excitedBy]!);
        x = layer(
          `${name}/conv`,
          level,
          addNoise(weights, name, upsampleSmooth2(x), input.z, pass),
          gate,
        );
      }
      maps.push(x);
      if (next) x = layer(`${name}/narrow`, level, x);
    });
    const rgb = tf.conv2d(x, weightOf<tf.Tensor4D>(weights, 'rgb/kernel'), 1, 'same');
    return { maps, pictures: tf.tanh(tf.add<tf.Tensor4D>(rgb, weightOf(weights, 'rgb/bias'))) };
  });
}

function noisePlans(name: string, side: number, width: number) {
  return [
    notTrained(normalPlan(`${name}/noise/map`, [1, side, side, 1], 1)),
    normalPlan(`${name}/noise/strength`, [width], NOISE_STDDEV),
  ];
}

/** One map of noise for all channels of a picture. */
function addNoise(
  weights: Weights,
  name: string,
  x: tf.Tensor4D,
  z: tf.Tensor2D,
  pass: TrainingPass | undefined,
): tf.Tensor4D {
  const [batch, height, width] = x.shape;
  const map = pass
    ? gaussians(pass.random, [batch, height, width, 1])
    : noiseOf(z, weightOf<tf.Tensor4D>(weights, `${name}/noise/map`));
  return tf.add(x, tf.mul(map, weightOf(weights, `${name}/noise/strength`)));
}

/**
 * The noise of every picture, [batch, side, side, 1], of the same spread for each: one map shifted
 * in many ways, these weighted by numbers of z brought to length 1. With the map itself for all,
 * every picture would have its strokes at the same places, unlike any that training has seen. It
 * follows z without a jump, however near to 0 that is, where it is the map itself.
 *
 * @param map [1, side, side, 1]
 */
function noiseOf(z: tf.Tensor2D, map: tf.Tensor4D): tf.Tensor4D {
  const [, height, width] = map.shape;
  const [batch, latentDim] = z.shape;
  const dim = Math.min(NOISE_DIM, latentDim);
  const numbers = tf.concat([tf.fill([batch, 1], 0.01), tf.slice(z, [0, 0], [batch, dim])], 1);
  const shares = tf.div<tf.Tensor2D>(numbers, tf.norm(numbers, 2, 1, true));
  // Rows of a table that are `shift` longer than the map begin so much further in it each time:
  // by the golden section, which keeps them apart, and by an odd number, so that none comes again.
  const places = height * width;
  const shift = 2 * Math.round(0.309 * places) + 1;
  const length = (dim + 1) * (places + shift);
  // Not `tile`: on wasm it takes ten times as long, two thirds of the time of all else in a picture.
  const flat = tf.reshape(map, [places]);
  const again = tf.concat(Array<tf.Tensor>(Math.ceil(length / places)).fill(flat));
  const rows = tf.reshape(tf.slice(again, [0], [length]), [dim + 1, places + shift]);
  const shifted = tf.slice(rows, [0, 0], [dim + 1, places]) as tf.Tensor2D;
  return tf.reshape(tf.matMul(shares, shifted), [batch, height, width, 1]);
}

/** Scale and offset of a normalisation, [batch, 1, 1, channels]. */
interface Modulation {
  readonly gamma: tf.Tensor4D;
  readonly beta: tf.Tensor4D;
}

/**
 * What the style asks of a normalisation. An excitation g > 0 goes into it, since
 * g · f(γx̂ + β) = f(gγx̂ + gβ) for the leaky rectifier f: it costs no pass over the map.
 */
function modulation(
  weights: Weights,
  name: string,
  style: tf.Tensor2D,
  gate?: tf.Tensor4D,
): Modulation {
  const asked = dense(weights, `${name}/style`, style);
  const [scale, offset] = tf.split(tf.reshape(asked, [-1, 1, 1, asked.shape[1]]), 2, 3);
  const [gamma, beta] = [tf.add(scale!, 1), offset!] as [tf.Tensor4D, tf.Tensor4D];
  return gate ? { gamma: tf.mul(gamma, gate), beta: tf.mul(beta, gate) } : { gamma, beta };
}

/** Convolution, normalisation and rectifier. */
function convolveInStyle(
  weights: Weights,
  name: string,
  x: tf.Tensor4D,
  { gamma, beta }: Modulation,
  pass: TrainingPass | undefined,
): tf.Tensor4D {
  const filter = weightOf<tf.Tensor4D>(weights, `${name}/kernel`);
  // Where a gradient is asked for, the kernel's would cost more than the passes that it saves.
  const folds = !pass && x.shape[0] === 1 && x.shape[1] >= FOLDED_FROM && !tf.engine().isTapeOn();
  if (!folds) {
    return normalise(weights, name, tf.conv2d(x, filter, 1, 'same'), { gamma, beta }, pass);
  }
  // wasm takes the bias by the shape of its data: it has to be computed as a vector.
  const factor = tf.reshape(gamma, [-1]);
  const shift = tf.reshape(beta, [-1]);
  const { scale, offset } = settledNorm(weights, `${name}/norm`, BATCH_NORM.epsilon, factor, shift);
  return tf.fused.conv2d({
    x,
    filter: tf.mul<tf.Tensor4D>(filter, scale),
    bias: offset as tf.Tensor1D,
    strides: 1,
    pad: 'same',
    activation: 'leakyrelu',
    leakyreluAlpha: SLOPE,
  });
}

function normalise(
  weights: Weights,
  name: string,
  x: tf.Tensor4D,
  { gamma, beta }: Modulation,
  pass: TrainingPass | undefined,
): tf.Tensor4D {
  return leakyRelu(batchNorm(weights, `${name}/norm`, x, pass, BATCH_NORM, gamma, beta), SLOPE);
}

function excitationPlans(name: string, inputs: number, outputs: number) {
  const places = SEED_SIDE * SEED_SIDE * inputs;
  return [
    ...densePlan(`${name}/excitation/squeeze`, places, outputs, heStddev(places)),
    ...densePlan(`${name}/excitation/excite`, outputs, outputs, heStddev(outputs)),
  ];
}

/**
 * Skip-layer excitation (Liu et al. 2021, section 3.1, equation 1): the coarse map,
 * pooled to 4 × 4, gives one number in (0, 1) for every channel of the fine one,
 * [batch, 1, 1, channels].
 */
function excitation(weights: Weights, name: string, coarse: tf.Tensor4D): tf.Tensor4D {
  const pooled = poolTo(coarse, SEED_SIDE);
  const flat = tf.reshape(pooled, [coarse.shape[0], -1]) as tf.Tensor2D;
  const squeezed = leakyRelu(dense(weights, `${name}/excitation/squeeze`, flat), 0.1);
  const gate = tf.sigmoid(dense(weights, `${name}/excitation/excite`, squeezed));
  return tf.reshape(gate, [-1, 1, 1, gate.shape[1]]);
}

/** Means over squares, so that `side` × `side` places are left. */
function poolTo(x: tf.Tensor4D, side: number): tf.Tensor4D {
  const window = x.shape[1] / side;
  return window > 1 ? tf.avgPool(x, window, window, 'valid') : x;
}
