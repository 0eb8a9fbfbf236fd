/** What all classifiers share: the head, and the way a trunk and a head become a network. */
import * as tf from '@tensorflow/tfjs-core';

import type {
  ClassifierNetwork,
  ClassifierOptions,
  ClassifierOutput,
  ComputeUnit,
} from './classifier';
import { convUnit, convUnitPlan, UNIT_NORM, type ConvUnit } from './conv-unit';
import {
  batchNorm,
  batchNormPlan,
  defineNetwork,
  dense,
  densePlan,
  dropout,
  settledNorm,
  weightOf,
  type WeightPlan,
} from './layers';
import type { TrainingPass, Weights } from './network';

/** Keeps the deviation of a constant feature differentiable. */
const VARIANCE_FLOOR = 1e-5;
/** Of the fresh logits' kernels: near 0, so that training starts from even odds. */
const LOGIT_STDDEV = 0.01;

/** The normalisation of the pooled features. */
export const HEAD_NORM = 'head/norm';
const EMBEDDING = 'head/embedding';

interface ClassifierDefinition<Options extends ClassifierOptions> {
  readonly architecture: string;
  readonly options: Options;
  /** In the order of their weights. */
  readonly units: readonly ConvUnit[];
  /** Channels of the maps that `walk` returns. */
  readonly mapChannels: readonly number[];
  readonly walk: (pictures: tf.Tensor4D, compute: ComputeUnit) => tf.Tensor4D[];
}

/** A classifier from its trunk. */
export function defineClassifier<Options extends ClassifierOptions>({
  architecture,
  options,
  units,
  mapChannels,
  walk,
}: ClassifierDefinition<Options>): ClassifierNetwork {
  const plans = [
    ...units.flatMap((unit) => convUnitPlan(unit, options.normalisation)),
    ...headPlan(options, mapChannels),
  ];
  const trunk: ClassifierNetwork['trunk'] = (weights, pictures, pass) =>
    walk(pictures, (unit, x) => convUnit(weights, unit, x, pass));
  const head: ClassifierNetwork['head'] = (weights, maps, pass) =>
    judge(weights, options, maps, pass);
  const evidence: ClassifierNetwork['evidence'] = (weights, maps, artist) =>
    evidenceFor(weights, options, maps, artist);
  const network = defineNetwork<tf.Tensor4D, ClassifierOutput>(
    architecture,
    options,
    plans,
    (weights, pictures, pass) => head(weights, trunk(weights, pictures, pass), pass),
  );
  return { ...network, units, trunk, head, walk, evidence };
}

function headPlan(options: ClassifierOptions, mapChannels: readonly number[]): WeightPlan[] {
  const { embeddingDim, artistCount, styleCount, genreCount, normalisation } = options;
  const features = 2 * mapChannels.reduce((sum, channels) => sum + channels, 0);
  return [
    ...(normalisation === 'batch' ? batchNormPlan(HEAD_NORM, features) : []),
    ...densePlan(EMBEDDING, features, embeddingDim, Math.sqrt(1 / features)),
    ...densePlan('head/artists', embeddingDim, artistCount, LOGIT_STDDEV),
    ...densePlan('head/styles', embeddingDim, styleCount, LOGIT_STDDEV),
    ...densePlan('head/genres', embeddingDim, genreCount, LOGIT_STDDEV),
    ...densePlan('head/known', embeddingDim, 1, LOGIT_STDDEV),
  ];
}

/**
 * Each map is pooled to the mean and the deviation of its channels over the places:
 * how much of a feature there is, and how unevenly it is spread. The vector is
 * normalised and projected to the embedding, from which all logits are read.
 */
function judge(
  weights: Weights,
  options: ClassifierOptions,
  maps: readonly tf.Tensor4D[],
  pass?: TrainingPass,
): ClassifierOutput {
  const pooled = pooledFeatures(maps);
  const normalised =
    options.normalisation === 'batch'
      ? batchNorm(weights, HEAD_NORM, pooled, pass, UNIT_NORM)
      : pooled;
  const embedding = dense(weights, EMBEDDING, dropout(normalised, options.dropout, pass));
  return {
    embedding,
    artists: dense(weights, 'head/artists', embedding),
    styles: dense(weights, 'head/styles', embedding),
    genres: dense(weights, 'head/genres', embedding),
    known: dense(weights, 'head/known', embedding),
  };
}

/** [batch, features]: of every map the means of its channels, then their deviations. */
export function pooledFeatures(maps: readonly tf.Tensor4D[]): tf.Tensor2D {
  return tf.concat<tf.Tensor2D>(maps.flatMap(meanAndDeviation), 1);
}

/** [batch, height, width, channels] → two of [batch, channels]. */
function meanAndDeviation(map: tf.Tensor4D): tf.Tensor2D[] {
  const { mean, variance } = tf.moments(map, [1, 2]);
  return [mean as tf.Tensor2D, deviationOf(variance) as tf.Tensor2D];
}

const deviationOf = (variance: tf.Tensor) => tf.sqrt(tf.add(variance, VARIANCE_FLOOR));

/**
 * The logits are linear in the pooled means μ and deviations σ. With the weights u of a
 * channel's mean and v of its deviation in the logit in question, the gradient at one of
 * n places of a map A is (u + v(A − μ)/σ)/n. In closed form, because tfjs has no gradients
 * in the browser unless they are shipped, too.
 */
function evidenceFor(
  weights: Weights,
  options: ClassifierOptions,
  maps: readonly tf.Tensor4D[],
  artist: number,
): tf.Tensor3D[] {
  const { artistCount } = options;
  // The logit minus the mean of the others.
  const others = -1 / Math.max(1, artistCount - 1);
  const contrast = Array.from({ length: artistCount }, (_, i) => (i === artist ? 1 : others));
  const logits = weightOf<tf.Tensor2D>(weights, 'head/artists/kernel');
  const projection = weightOf<tf.Tensor2D>(weights, `${EMBEDDING}/kernel`);
  const direction = tf.matMul(logits, tf.tensor2d(contrast, [artistCount, 1]));
  const inPooled = tf.reshape(tf.matMul(projection, direction), [-1]);
  const slopes =
    options.normalisation === 'batch'
      ? tf.mul(inPooled, settledNorm(weights, HEAD_NORM, UNIT_NORM.epsilon).scale)
      : inPooled;
  let at = 0;
  return maps.map((map) => {
    const channels = map.shape[3];
    const [u, v] = tf.split(tf.slice(slopes, at, 2 * channels), 2);
    at += 2 * channels;
    const { mean, variance } = tf.moments(map, [1, 2], true);
    const outlying = tf.div(tf.sub(map, mean), deviationOf(variance));
    return tf.sum(tf.mul(map, tf.add(u!, tf.mul(v!, outlying))), 3);
  });
}

/** The head's normalisation multiplied into the embedding: W′ = diag(s)·W, b′ = b + o·W. */
export function foldHead(weights: Weights): Record<string, tf.Tensor> {
  const { scale, offset } = settledNorm(weights, HEAD_NORM, UNIT_NORM.epsilon);
  const kernel = weightOf<tf.Tensor2D>(weights, `${EMBEDDING}/kernel`);
  const row = tf.reshape(offset, [1, -1]) as tf.Tensor2D;
  const bias = weightOf(weights, `${EMBEDDING}/bias`);
  return {
    [`${EMBEDDING}/kernel`]: tf.mul(kernel, tf.reshape(scale, [-1, 1])),
    [`${EMBEDDING}/bias`]: tf.add(bias, tf.reshape(tf.matMul(row, kernel), [-1])),
  };
}
