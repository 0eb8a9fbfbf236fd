/** What the engine does with stylizers. */
import * as tf from '@tensorflow/tfjs-core';

import { SfumatoError } from '@/lib/errors';
import type { Picture } from '@/lib/image/picture';
import type { Weights } from '@/models/network';
import type { PainterStatistics } from '@/models/stylizer-painter';
import type { Statistics } from '@/models/stylizer-norm';
import type { StylizerNetwork } from '@/models/stylizer';

import type { StyleStatistics, StyleVector } from './engine';
import { goTo } from './go-to';
import type { StylizerModel } from './model';
import { painterInput, type PainterInput } from './painter-input';
import { cellDistance, cellMeans, pictureFromTensor } from './picture';
import type { Place } from './rung';
import { drawTestPattern } from './test-pattern';
import { WHOLE_PIXELS } from './tiles';

/** The style of a picture, on the back end that holds the weights. Leaves no tensors behind. */
export async function encodeStyle(
  { network }: StylizerModel,
  weights: Weights,
  input: PainterInput,
  place: Place,
): Promise<StyleVector> {
  goTo(place);
  const vector = tf.tidy(() => network.encode(weights, tensorOf([input])));
  try {
    return new Float32Array(await place.await(vector.data<'float32'>()));
  } finally {
    vector.dispose();
  }
}

/** Statistics of all the patches together. */
export async function measureStyle(
  { network }: StylizerModel,
  weights: Weights,
  patches: readonly PainterInput[],
  vector: StyleVector,
  place: Place,
): Promise<StyleStatistics> {
  goTo(place);
  const all = tf.tidy(() => {
    const measured = network.measure(
      weights,
      tensorOf(patches),
      tf.tensor2d(vector, [1, vector.length]),
    );
    const parts = network.statisticLayers.flatMap(({ name }) => {
      const { mean, variance } = measured[name]!;
      return [tf.reshape(mean, [-1]), tf.reshape(variance, [-1])];
    });
    return tf.concat(parts as tf.Tensor1D[]);
  });
  try {
    return new Float32Array(await place.await(all.data<'float32'>()));
  } finally {
    all.dispose();
  }
}

export interface PaintQuestion {
  readonly input: PainterInput;
  readonly vector: StyleVector;
  readonly statistics?: StyleStatistics | undefined;
}

/** A picture in the style of a vector, in the size of the input. */
export async function paint(
  { network }: StylizerModel,
  weights: Weights,
  { input, vector, statistics }: PaintQuestion,
  place: Place,
): Promise<Picture> {
  goTo(place);
  const output = tf.tidy(() =>
    network.apply(weights, {
      pictures: tensorOf([input]),
      vectors: tf.tensor2d(vector, [1, vector.length]),
      statistics: statistics && statisticsOf(network, statistics),
      origin: input.origin,
    }),
  );
  try {
    return await place.await(pictureFromTensor(output));
  } finally {
    output.dispose();
  }
}

/** How far the back end is from the card's painted test pattern, in levels of 0..255. */
export async function paintingDistance(
  model: StylizerModel,
  weights: Weights,
  place: Place,
): Promise<number> {
  const { content, style, grid, cells } = model.card.selfCheck;
  const vector = await encodeStyle(model, weights, painterInput(drawTestPattern(style)), place);
  const input = painterInput(drawTestPattern(content));
  const painted = await paint(model, weights, { input, vector }, place);
  return cellDistance(cellMeans(painted, grid), cells);
}

/** @throws SfumatoError `invalid-input` for numbers that are no style of this model. */
export function assertVector({ network, card }: StylizerModel, vector: StyleVector): void {
  if (vector.length === network.styleDim && vector.every(Number.isFinite)) return;
  throw new SfumatoError(
    'invalid-input',
    `“${card.title}” paints with ${network.styleDim} numbers a style; these are not of this model.`,
  );
}

/** @throws SfumatoError `invalid-input` for numbers that `measureStyle` of this model did not give. */
export function assertStatistics(
  { network, card }: StylizerModel,
  statistics: StyleStatistics,
): void {
  const count = 2 * network.statisticLayers.reduce((sum, { channels }) => sum + channels, 0);
  if (statistics.length === count && statistics.every(Number.isFinite)) return;
  throw new SfumatoError('invalid-input', `The statistics are not of “${card.title}”.`);
}

/** @throws SfumatoError `invalid-input` for more than can be painted at once. */
export function assertPaintable(pictures: readonly Picture[]): void {
  const pixels = pictures.reduce((sum, { width, height }) => sum + width * height, 0);
  if (pixels > 0 && pixels <= WHOLE_PIXELS) return;
  throw new SfumatoError(
    'invalid-input',
    `At once, 1 to ${WHOLE_PIXELS} pixels can be painted; larger pictures are painted in parts.`,
  );
}

function tensorOf(inputs: readonly PainterInput[]): tf.Tensor4D {
  const { width, height } = inputs[0]!;
  return tf.stack(inputs.map(({ data }) => tf.tensor3d(data, [height, width, 3]))) as tf.Tensor4D;
}

function statisticsOf(network: StylizerNetwork, values: StyleStatistics): PainterStatistics {
  let at = 0;
  const next = (channels: number) => {
    const part = values.slice(at, at + channels);
    at += channels;
    return tf.tensor4d(part, [1, 1, 1, channels]);
  };
  const layers = network.statisticLayers.map(({ name, channels }): [string, Statistics] => [
    name,
    { mean: next(channels), variance: next(channels) },
  ]);
  return Object.fromEntries(layers);
}
