/** Weights to start training from: given convolutions in their places, everything else fresh. */
import * as tf from '@tensorflow/tfjs-core';

import { SfumatoError } from '@/lib/errors';
import type { Random } from '@/lib/latent/random';

import type { ClassifierNetwork } from './classifier';
import { HEAD_NORM, pooledFeatures } from './classifier-head';
import { activate, convolve, convUnit, normOf, UNIT_NORM, type ConvUnit } from './conv-unit';
import { settledNorm, weightOf } from './layers';
import type { Weights } from './network';

/** A convolution with its normalisation folded into it. */
export interface GivenUnit {
  readonly kernel: tf.Tensor;
  readonly bias: tf.Tensor;
}

/**
 * Fresh weights, with given convolutions where there are any. Their normalisation
 * starts as the exact identity plus bias: γ = √(1 + ε), μ = 0, σ² = 1, β = bias. Before
 * stages with given convolutions are trained, see `settleNormalisation`.
 *
 * @throws SfumatoError `invalid-input` if a given tensor has another shape, or if the
 *   network has no normalisation.
 */
export function startFrom(
  network: ClassifierNetwork,
  random: Random,
  given: (unit: ConvUnit, index: number) => GivenUnit | undefined,
): Record<string, tf.Tensor> {
  if (network.spec.options.normalisation !== 'batch') {
    throw new SfumatoError('invalid-input', 'Only a network with normalisation can be started.');
  }
  const weights = network.init(random);
  const replace = (name: string, value: tf.Tensor) => {
    const fresh = weightOf(weights, name);
    if (!tf.util.arraysEqual(fresh.shape, value.shape)) {
      throw new SfumatoError(
        'invalid-input',
        `${name} has the shape ${fresh.shape.join(' × ')}, but the weights to start from have ` +
          `${value.shape.join(' × ')}. Start from weights of the same architecture.`,
      );
    }
    weights[name] = value;
    fresh.dispose();
  };
  network.units.forEach((unit, index) => {
    const found = given(unit, index);
    if (!found) return;
    const norm = normOf(unit.name);
    replace(`${unit.name}/kernel`, tf.clone(found.kernel));
    replace(`${norm}/beta`, tf.clone(found.bias));
    replace(`${norm}/gamma`, tf.fill([unit.outputs], Math.sqrt(1 + UNIT_NORM.epsilon)));
    replace(`${norm}/movingMean`, tf.zeros([unit.outputs]));
    replace(`${norm}/movingVariance`, tf.ones([unit.outputs]));
  });
  return weights;
}

interface Statistics {
  count: number;
  readonly mean: Float64Array;
  /** Sum of squared distances from the mean. */
  readonly spread: Float64Array;
}

/**
 * Gives normalisations the statistics that their inputs really have, and scale and
 * offset such that the network computes the same as before in inference. After
 * `startFrom` the identity is no normalisation at all: the first batch statistics
 * would shift and scale every given feature. After this they hardly move it.
 *
 * @param batches pictures [batch, height, width, 3] in [-1, 1], augmented as in
 *   training; some 200 pictures are enough. They are disposed.
 * @param stages how many stages, counted as in `TrainingPass.frozenStages`; all of them and
 *   the head for `Infinity`, when the head was learned and folded as well.
 * @returns new values of the normalisations' weights, by name; the others stay.
 */
export async function settleNormalisation(
  network: ClassifierNetwork,
  weights: Weights,
  batches: AsyncIterable<tf.Tensor4D> | Iterable<tf.Tensor4D>,
  stages: number,
): Promise<Record<string, tf.Tensor>> {
  const all = new Map<string, Statistics>();
  for await (const pictures of batches) {
    const measured = measure(network, weights, pictures, stages);
    pictures.dispose();
    for (const { norm, count, mean, variance } of measured) {
      const statistics = all.get(norm) ?? emptyStatistics(mean.size);
      all.set(norm, statistics);
      add(statistics, count, await mean.data(), await variance.data());
      tf.dispose([mean, variance]);
    }
  }
  const settled: Record<string, tf.Tensor> = {};
  if (all.size === 0) {
    throw new SfumatoError('invalid-input', 'No pictures were given to measure.');
  }
  for (const [norm, { count, mean, spread }] of all) {
    const variance = [...spread].map((s) => s / count);
    Object.assign(settled, settle(weights, norm, [...mean], variance));
  }
  return settled;
}

/** Scale s and offset o of the moving averages, rewritten for statistics m and v: γ = s√(v + ε), β = o + sm. */
function settle(weights: Weights, norm: string, mean: number[], variance: number[]) {
  return tf.tidy(() => {
    const { scale, offset } = settledNorm(weights, norm, UNIT_NORM.epsilon);
    const m = tf.tensor1d(mean);
    const v = tf.tensor1d(variance);
    return {
      [`${norm}/gamma`]: tf.mul(scale, tf.sqrt(tf.add(v, UNIT_NORM.epsilon))),
      [`${norm}/beta`]: tf.add(offset, tf.mul(scale, m)),
      [`${norm}/movingMean`]: m,
      [`${norm}/movingVariance`]: v,
    };
  });
}

interface Measured {
  /** Name of the normalisation. */
  readonly norm: string;
  readonly count: number;
  readonly mean: tf.Tensor;
  readonly variance: tf.Tensor;
}

/** What goes into each normalisation, over one batch. */
function measure(
  network: ClassifierNetwork,
  weights: Weights,
  pictures: tf.Tensor4D,
  stages: number,
): Measured[] {
  const measured: Measured[] = [];
  tf.tidy(() => {
    const maps = network.walk(pictures, (unit, x) => {
      if (unit.stage > stages) return convUnit(weights, unit, x);
      const y = convolve(unit, x, weightOf<tf.Tensor4D>(weights, `${unit.name}/kernel`));
      const norm = normOf(unit.name);
      measured.push({ norm, count: y.size / unit.outputs, ...kept(tf.moments(y, [0, 1, 2])) });
      const { scale, offset } = settledNorm(weights, norm, UNIT_NORM.epsilon);
      return activate(unit.activation, tf.add(tf.mul(y, scale), offset));
    });
    if (stages === Infinity) {
      const pooled = pooledFeatures(maps);
      measured.push({ norm: HEAD_NORM, count: pooled.shape[0], ...kept(tf.moments(pooled, 0)) });
    }
  });
  return measured;
}

const kept = ({ mean, variance }: { mean: tf.Tensor; variance: tf.Tensor }) => ({
  mean: tf.keep(mean),
  variance: tf.keep(variance),
});

function emptyStatistics(channels: number): Statistics {
  return { count: 0, mean: new Float64Array(channels), spread: new Float64Array(channels) };
}

/** Merges two sets of statistics (Chan, Golub and LeVeque 1983, equation 2.1). */
function add(
  into: Statistics,
  count: number,
  mean: ArrayLike<number>,
  variance: ArrayLike<number>,
): void {
  const total = into.count + count;
  for (let i = 0; i < into.mean.length; i++) {
    const distance = mean[i]! - into.mean[i]!;
    into.mean[i]! += (distance * count) / total;
    into.spread[i]! += variance[i]! * count + (distance * distance * into.count * count) / total;
  }
  into.count = total;
}
