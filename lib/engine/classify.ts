/** What the engine does with classifiers. */
import * as tf from '@tensorflow/tfjs-core';

import { SfumatoError } from '@/lib/errors';
import type { HeatMap, Identification, Likelihood } from '@/lib/identify/answer';
import type { Picture } from '@/lib/image/picture';
import type { Cut } from '@/lib/image/reduce';
import type { ClassifierCard, ModelClass } from '@/models/card';
import type { ClassifierNetwork } from '@/models/classifier';
import type { Weights } from '@/models/network';

import { classifierInput, type ClassifierInput } from './classifier-input';
import { goTo } from './go-to';
import { heatOf, type Grid } from './heat';
import type { ClassifierModel } from './model';
import type { Place } from './rung';
import { drawTestPattern } from './test-pattern';

/**
 * How far the logits of the test pattern may lie from the card's, as a part of the
 * distance between the largest and the smallest. Single precision leaves them within
 * 10⁻⁶, half precision within 10⁻³; a back end that miscalculates is off by the whole.
 */
export const ANSWER_TOLERANCE = 0.05;

/** What the network says about one picture, as plain numbers. */
interface Verdict {
  readonly embedding: Float32Array;
  readonly artists: Float32Array;
  readonly styles: Float32Array;
  readonly genres: Float32Array;
  readonly known: number;
  readonly maps: readonly Grid[];
}

/**
 * The maps of the picture looked at last, for questions about it that follow. Plain
 * numbers: they outlive the back end they were computed on.
 */
const lastSeen = new WeakMap<
  ClassifierModel,
  { readonly input: ClassifierInput; readonly maps: readonly Grid[] }
>();

/** Judges a picture on the back end that holds the weights. Leaves no tensors behind. */
export async function identify(
  model: ClassifierModel,
  weights: Weights,
  input: ClassifierInput,
  place: Place,
): Promise<Identification> {
  const verdict = await judge(model.network, weights, input, place);
  lastSeen.set(model, { input, maps: verdict.maps });
  return answerOf(model.card, verdict);
}

/** Where the evidence for an artist lies, on the back end that holds the weights. */
export async function explain(
  model: ClassifierModel,
  weights: Weights,
  { input, artist }: { readonly input: ClassifierInput; readonly artist: number },
  place: Place,
): Promise<Omit<HeatMap, 'artist' | 'region'>> {
  const seen = lastSeen.get(model);
  const known = seen && alike(seen.input, input) ? seen.maps : undefined;
  const maps = known ?? (await judge(model.network, weights, input, place)).maps;
  lastSeen.set(model, { input, maps });
  goTo(place);
  const evidence = tf.tidy(() =>
    model.network.evidence(
      weights,
      maps.map(({ shape, values }) => tf.tensor4d(values, [...shape])),
      artist,
    ),
  );
  return heatOf(await read(evidence, place));
}

/** The index of an artist's logit. @throws SfumatoError `unknown-class`. */
export function artistIndex({ title, artists }: ClassifierCard, id: string): number {
  const index = artists.findIndex((artist) => artist.id === id);
  if (index >= 0) return index;
  throw new SfumatoError(
    'unknown-class',
    `“${title}” does not know the artist "${id.slice(0, 80)}".`,
  );
}

/** The part of the picture that was looked at, in 0..1 of its sides. */
export function regionOf({ width, height }: Picture, cut: Cut): HeatMap['region'] {
  return {
    left: cut.left / width,
    top: cut.top / height,
    width: cut.width / width,
    height: cut.height / height,
  };
}

async function judge(
  network: ClassifierNetwork,
  weights: Weights,
  { width, height, data }: ClassifierInput,
  place: Place,
): Promise<Verdict> {
  goTo(place);
  const tensors = tf.tidy(() => {
    const maps = network.trunk(weights, tf.tensor4d(data, [1, height, width, 3]));
    const { embedding, artists, styles, genres, known } = network.head(weights, maps);
    return [embedding, artists, styles, genres, known, ...maps];
  });
  const [embedding, artists, styles, genres, known, ...maps] = await read(tensors, place);
  return {
    embedding: embedding!.values,
    artists: artists!.values,
    styles: styles!.values,
    genres: genres!.values,
    known: known!.values[0]!,
    maps: maps as readonly Grid[],
  };
}

/** The numbers of tensors, which are disposed. */
async function read(tensors: readonly tf.Tensor[], place: Place): Promise<Grid[]> {
  try {
    return await Promise.all(
      tensors.map(async (tensor) => ({
        shape: tensor.shape as Grid['shape'],
        values: await place.await(tensor.data<'float32'>()),
      })),
    );
  } finally {
    tf.dispose([...tensors]);
  }
}

function answerOf(card: ClassifierCard, verdict: Verdict): Identification {
  const { temperatures, noneOfThese } = card;
  const artists = likelihoods(card.artists, verdict.artists, temperatures.artist);
  const score =
    noneOfThese.bias +
    noneOfThese.known * verdict.known +
    noneOfThese.confidence * artists[0]!.probability +
    noneOfThese.energy * logSumExp(verdict.artists);
  return {
    model: card.id,
    version: card.version,
    artists,
    styles: likelihoods(card.styles, verdict.styles, temperatures.style),
    genres: likelihoods(card.genres, verdict.genres, temperatures.genre),
    noneOfThese: 1 / (1 + Math.exp(-score)),
    embedding: unit(verdict.embedding),
  };
}

/** The most probable first. */
function likelihoods(
  classes: readonly ModelClass[],
  logits: Float32Array,
  temperature: number,
): Likelihood[] {
  const scaled = logits.map((logit) => logit / temperature);
  const total = logSumExp(scaled);
  return classes
    .map(({ id, name, died }, i) => {
      const probability = Math.exp(scaled[i]! - total);
      return died === undefined ? { id, name, probability } : { id, name, probability, died };
    })
    .sort((a, b) => b.probability - a.probability);
}

function logSumExp(values: Float32Array): number {
  const largest = values.reduce((most, value) => Math.max(most, value), -Infinity);
  const sum = values.reduce((total, value) => total + Math.exp(value - largest), 0);
  return largest + Math.log(sum);
}

function unit(vector: Float32Array): Float32Array<ArrayBuffer> {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return Float32Array.from(vector, (value) => (length > 0 ? value / length : 0));
}

const alike = (a: ClassifierInput, b: ClassifierInput) =>
  a.width === b.width && a.height === b.height && a.data.every((value, i) => value === b.data[i]);

/**
 * How far the back end is from the card's logits of the test pattern: the largest
 * difference over the range of the card's. Infinite when they cannot be compared.
 */
export async function answerDistance(
  { card, network }: ClassifierModel,
  weights: Weights,
  place: Place,
): Promise<number> {
  const { seed, logits } = card.selfCheck;
  const pattern = classifierInput(drawTestPattern(seed), card.input);
  const { artists } = await judge(network, weights, pattern, place);
  if (artists.length !== logits.length) return Infinity;
  const range = Math.max(...logits) - Math.min(...logits);
  const furthest = artists.reduce(
    (most, logit, i) => Math.max(most, Math.abs(logit - logits[i]!)),
    0,
  );
  // NaN compares false with everything and must not pass for a match; one artist has no range.
  if (Number.isNaN(furthest)) return Infinity;
  return furthest / (range > 0 ? range : 1);
}
