/**
 * The few layers that the networks are written in: plans (names, shapes, initial
 * values) and the functions that apply them. Layout NHWC, kernels HWIO.
 */
import * as tf from '@tensorflow/tfjs-core';

import type { Random } from '@/lib/latent/random';

import { normaliseBatch, type BatchStatistics } from './batch-normalisation';
import type { GeneratorInput, GeneratorNetwork } from './generator';
import type { Network, NetworkSpec, TrainingPass, Weights, WeightSpec } from './network';

/** How a fresh weight is filled. */
export type Initializer =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'normal'; readonly stddev: number };

/** A weight with its initial values; networks are lists of these. */
export interface WeightPlan extends WeightSpec {
  readonly initializer: Initializer;
}

const ZEROS: Initializer = { kind: 'constant', value: 0 };
const ONES: Initializer = { kind: 'constant', value: 1 };

/** Standard deviation of He et al. 2015 (equation 10) for `fanIn` inputs followed by a rectifier. */
export const heStddev = (fanIn: number) => Math.sqrt(2 / fanIn);

function plan(
  name: string,
  shape: readonly number[],
  initializer: Initializer,
  trainable = true,
): WeightPlan {
  return { name, shape, initializer, trainable };
}

export function normalPlan(name: string, shape: readonly number[], stddev: number): WeightPlan {
  return plan(name, shape, { kind: 'normal', stddev });
}

/** The same weight, kept as it is at the start. */
export function notTrained(given: WeightPlan): WeightPlan {
  return { ...given, trainable: false };
}

/** Kernel [inputs, outputs] and bias [outputs]. */
export function densePlan(name: string, inputs: number, outputs: number, stddev: number) {
  return [
    normalPlan(`${name}/kernel`, [inputs, outputs], stddev),
    plan(`${name}/bias`, [outputs], ZEROS),
  ];
}

/** Kernel [size, size, inputs, outputs] and, unless a normalisation follows, bias [outputs]. */
export function convPlan(
  name: string,
  size: number,
  inputs: number,
  outputs: number,
  { stddev = heStddev(size * size * inputs), bias = true } = {},
) {
  const kernel = normalPlan(`${name}/kernel`, [size, size, inputs, outputs], stddev);
  return bias ? [kernel, plan(`${name}/bias`, [outputs], ZEROS)] : [kernel];
}

/** As `convPlan`, but in the layout of `conv2dTranspose`: [size, size, outputs, inputs]. */
export function convTransposePlan(
  name: string,
  size: number,
  inputs: number,
  outputs: number,
  stddev: number,
) {
  return [
    normalPlan(`${name}/kernel`, [size, size, outputs, inputs], stddev),
    plan(`${name}/bias`, [outputs], ZEROS),
  ];
}

/**
 * Moving statistics, and scale and offset unless something else modulates.
 * @param gamma the scale's initial value.
 */
export function batchNormPlan(name: string, channels: number, { affine = true, gamma = 1 } = {}) {
  return [
    ...(affine
      ? [
          plan(`${name}/gamma`, [channels], { kind: 'constant', value: gamma }),
          plan(`${name}/beta`, [channels], ZEROS),
        ]
      : []),
    plan(`${name}/movingMean`, [channels], ZEROS, false),
    plan(`${name}/movingVariance`, [channels], ONES, false),
  ];
}

/** The left singular vector that spectral normalisation tracks, one number an output. */
export function spectralPlan(name: string, outputs: number) {
  return plan(`${name}/u`, [outputs], { kind: 'normal', stddev: 1 }, false);
}

/** A network from its plans and its forward function. */
export function defineNetwork<Input, Output = tf.Tensor>(
  architecture: string,
  options: NetworkSpec['options'],
  plans: readonly WeightPlan[],
  apply: Network<Input, Output>['apply'],
): Network<Input, Output> {
  const weights = plans.map(({ name, shape, trainable }) => ({ name, shape, trainable }));
  return {
    spec: { architecture, options, weights },
    init: (random) =>
      Object.fromEntries(plans.map((p) => [p.name, initialTensor(p, random)] as const)),
    apply,
  };
}

/** A generator from what it paints. */
export function defineGenerator(
  architecture: string,
  options: NetworkSpec['options'],
  plans: readonly WeightPlan[],
  paint: GeneratorNetwork['paint'],
): GeneratorNetwork {
  const network = defineNetwork<GeneratorInput>(
    architecture,
    options,
    plans,
    (weights, input, pass) => paint(weights, input, pass).pictures,
  );
  return { ...network, paint };
}

function initialTensor({ shape, initializer }: WeightPlan, random: Random): tf.Tensor {
  if (initializer.kind === 'constant') return tf.fill([...shape], initializer.value);
  return gaussians(random, shape, initializer.stddev);
}

/** Independent normal numbers with mean 0. */
export function gaussians(random: Random, shape: readonly number[], stddev = 1): tf.Tensor {
  const values = new Float32Array(tf.util.sizeFromShape([...shape]));
  for (let i = 0; i < values.length; i++) values[i] = random.gaussian() * stddev;
  return tf.tensor(values, [...shape]);
}

/** The weight of that name; a missing one is a programming error and says so. */
export function weightOf<T extends tf.Tensor = tf.Tensor>(weights: Weights, name: string): T {
  const weight = weights[name];
  if (!weight) throw new Error(`The network has no weight named ${name}.`);
  return weight as T;
}

/** [batch, inputs] → [batch, outputs]. */
export function dense(weights: Weights, name: string, x: tf.Tensor2D): tf.Tensor2D {
  return tf.add(
    tf.matMul(x, weightOf<tf.Tensor2D>(weights, `${name}/kernel`)),
    weightOf(weights, `${name}/bias`),
  );
}

/** 'same' convolution, with the bias if the plan has one. */
export function conv(weights: Weights, name: string, x: tf.Tensor4D, stride = 1): tf.Tensor4D {
  const y = tf.conv2d(x, weightOf<tf.Tensor4D>(weights, `${name}/kernel`), stride, 'same');
  const bias = weights[`${name}/bias`];
  return bias ? tf.add(y, bias) : y;
}

/** 'same' transposed convolution of stride 2 with bias: twice the height and width. */
export function convTranspose2(weights: Weights, name: string, x: tf.Tensor4D): tf.Tensor4D {
  const kernel = weightOf<tf.Tensor4D>(weights, `${name}/kernel`);
  const [batch, height, width] = x.shape;
  const shape: [number, number, number, number] = [batch, height * 2, width * 2, kernel.shape[2]];
  return tf.add(tf.conv2dTranspose(x, kernel, shape, 2, 'same'), weightOf(weights, `${name}/bias`));
}

/** Twice the height and width by repeating pixels. */
export function upsampleNearest2(x: tf.Tensor4D): tf.Tensor4D {
  const [, height, width] = x.shape;
  return tf.image.resizeNearestNeighbor(x, [height * 2, width * 2]);
}

export interface BatchNormOptions {
  /** Weight of the old value in the moving averages, per training step. */
  readonly momentum: number;
  readonly epsilon: number;
}

/** The defaults of Keras, which the classic recipe was written with. */
export const KERAS_BATCH_NORM: BatchNormOptions = { momentum: 0.99, epsilon: 1e-3 };

/**
 * Batch normalisation (Ioffe and Szegedy 2015) of the last axis: statistics of the
 * batch in training (tracked in `pass.updates`), moving averages in inference.
 * `gamma` and `beta` may vary over the batch ([batch, 1, 1, channels]); without
 * them the plan's own are taken.
 */
export function batchNorm<T extends tf.Tensor>(
  weights: Weights,
  name: string,
  x: T,
  pass: TrainingPass | undefined,
  { momentum, epsilon }: BatchNormOptions,
  gamma: tf.Tensor = weightOf(weights, `${name}/gamma`),
  beta: tf.Tensor = weightOf(weights, `${name}/beta`),
): T {
  if (pass) {
    const onStatistics = ({ mean, variance }: BatchStatistics) => {
      track(weights, pass, `${name}/movingMean`, mean, momentum);
      track(weights, pass, `${name}/movingVariance`, variance, momentum);
    };
    if (gamma.rank === 1) return normaliseBatch(x, gamma, beta, epsilon, onStatistics);
    const channels = [x.shape[x.rank - 1]!];
    const [one, zero] = [tf.ones(channels), tf.zeros(channels)];
    return tf.add(tf.mul(normaliseBatch(x, one, zero, epsilon, onStatistics), gamma), beta);
  }
  // One scale and one offset a channel, so that the picture-sized tensor is passed over twice only.
  const { scale, offset } = settledNorm(weights, name, epsilon, gamma, beta);
  return tf.add(tf.mul(x, scale), offset);
}

/** What batch normalisation does in inference, x · scale + offset, with one number each a channel. */
export function settledNorm(
  weights: Weights,
  name: string,
  epsilon: number,
  gamma: tf.Tensor = weightOf(weights, `${name}/gamma`),
  beta: tf.Tensor = weightOf(weights, `${name}/beta`),
): { scale: tf.Tensor; offset: tf.Tensor } {
  const variance = weightOf(weights, `${name}/movingVariance`);
  const scale = tf.mul(gamma, tf.rsqrt(tf.add(variance, epsilon)));
  const offset = tf.sub(beta, tf.mul(weightOf(weights, `${name}/movingMean`), scale));
  return { scale, offset };
}

/** Moves a tracked statistic towards its value in this batch; kept for the loop, which disposes it. */
function track(
  weights: Weights,
  pass: TrainingPass,
  name: string,
  value: tf.Tensor,
  momentum: number,
): void {
  const earlier = pass.updates[name];
  const old = earlier ?? weightOf(weights, name);
  pass.updates[name] = tf.keep(
    tf.tidy(() => tf.add(tf.mul(old, momentum), tf.mul(value, 1 - momentum))),
  );
  earlier?.dispose();
}

/**
 * Spectral normalisation (Miyato et al. 2018, algorithm 1): the kernel over its
 * largest singular value, estimated by one power iteration a training step. The
 * kernel is read as the matrix W [everything else, outputs].
 *
 * The singular vectors count as constants, so with σ = vᵀWu the gradient is
 * dW = dy/σ − ⟨dy, W⟩/σ² · vuᵀ (their equation 12). It is first order only.
 */
export function spectralNorm(
  weights: Weights,
  name: string,
  pass: TrainingPass | undefined,
): tf.Tensor {
  const tracked = `${name}/u`;
  const earlier = pass?.updates[tracked];
  const start = earlier ?? weightOf(weights, tracked);
  const unit = (x: tf.Tensor2D) => tf.div<tf.Tensor2D>(x, tf.add(tf.norm(x), 1e-12));

  const normalise = tf.customGrad((...args) => {
    const [kernel, save] = args as unknown as [tf.Tensor, tf.GradSaveFunc];
    const outputs = kernel.shape[kernel.rank - 1]!;
    const matrix = tf.reshape(kernel, [-1, outputs]) as tf.Tensor2D;
    const v = unit(tf.matMul(matrix, tf.reshape(start, [outputs, 1])));
    const u = unit(tf.matMul(matrix, v, true));
    const sigma = tf.sum(tf.mul(v, tf.matMul(matrix, u)));
    if (pass) pass.updates[tracked] = tf.keep(tf.reshape(tf.clone(u), [outputs]));
    save([kernel, v, u, sigma]);
    return {
      value: tf.div(kernel, sigma),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const [w, left, right, s] = saved as [tf.Tensor, tf.Tensor2D, tf.Tensor2D, tf.Scalar];
        const along = tf.div(tf.sum(tf.mul(dy, w)), tf.square(s));
        const outer = tf.reshape(tf.matMul(left, right, false, true), w.shape);
        return tf.sub(tf.div(dy, s), tf.mul(outer, along));
      },
    };
  });
  const normalised = normalise(weightOf(weights, `${name}/kernel`));
  earlier?.dispose();
  return normalised;
}

/** LeakyReLU (Maas et al. 2013). */
export function leakyRelu<T extends tf.Tensor>(x: T, slope = 0.2): T {
  return tf.leakyRelu(x, slope);
}

/** Inverted dropout from the pass's random numbers; the identity in inference. */
export function dropout(x: tf.Tensor2D, rate: number, pass: TrainingPass | undefined): tf.Tensor2D {
  if (!pass || rate === 0) return x;
  const kept = new Float32Array(x.size);
  for (let i = 0; i < kept.length; i++) {
    kept[i] = pass.random.uniform() < rate ? 0 : 1 / (1 - rate);
  }
  return tf.mul(x, tf.tensor2d(kept, x.shape));
}
