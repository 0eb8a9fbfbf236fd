/** How well a stylizer paints: distances on held-out pairs, and what a classifier takes the results for. */
import * as tf from '@tensorflow/tfjs-core';

import type { Engine } from '@/lib/engine/engine';
import { stylizePicture } from '@/lib/engine/stylize';
import type { Picture } from '@/lib/image/picture';
import type { ClassifierCard, StylizerCard } from '@/models/card';
import { readStyleVector } from '@/models/style-vectors';

import { decodeSquare } from '../data/prepare';
import { evenly } from '../evenly';
import { quantile } from '../metrics/statistics';
import { readable } from '../pictures/readable';
import { heldOutPairs, type StylizerData } from '../stylizer/data';
import type { Measure } from '../stylizer/measure';
import { optimise, type OptimiseOptions } from '../stylizer/optimise';
import { picturesOf } from '../stylizer/step';
import { assertGoing } from './going';

/** How far pictures are from a content and a style: of one pair, or medians over some. */
export interface PairDistances {
  readonly content: number;
  readonly gram: number;
  readonly moments: number;
}

export interface PairEvaluation {
  readonly pairs: number;
  readonly painted: PairDistances;
  /** The contents as they are. */
  readonly unstyled: PairDistances;
  /** By the optimisation, on some of the pairs, spread over all. */
  readonly optimised?: (PairDistances & { readonly pairs: number }) | undefined;
  /** The network on those same pairs. */
  readonly paintedThere?: PairDistances | undefined;
  /** Mean squared difference of pictures painted in their own style, levels in [-1, 1]. */
  readonly identity: number;
}

export interface EvaluatePairsOptions {
  readonly engine: Pick<Engine, 'encodeStyle' | 'paint'>;
  readonly modelId: string;
  readonly data: StylizerData;
  readonly measure: Measure;
  readonly pairs: number;
  /** Of those, how many are optimised as well. */
  readonly optimisedPairs: number;
  /** Side of the squares that are painted and compared. */
  readonly side: number;
  readonly optimisation: Pick<OptimiseOptions, 'steps'>;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress: (what: string, done: number, total: number) => void;
}

/** @throws SfumatoError `cancelled` */
export async function evaluatePairs(options: EvaluatePairsOptions): Promise<PairEvaluation> {
  const { engine, modelId, data, measure, pairs, side, optimisation, signal } = options;
  const optimisedPairs = Math.min(options.optimisedPairs, pairs);
  const chosen = heldOutPairs(data, pairs);
  const all = { painted: [], unstyled: [], optimised: [], paintedThere: [] } as Record<
    'painted' | 'unstyled' | 'optimised' | 'paintedThere',
    PairDistances[]
  >;
  let identity = 0;
  // The pairs to be optimised are spread over all.
  const alsoOptimised = new Set(
    evenly(
      chosen.map((_, i) => i),
      optimisedPairs,
    ),
  );
  for (const [i, pair] of chosen.entries()) {
    assertGoing({ signal });
    const content = await squarePicture(pair.content, side);
    const style = await squarePicture(pair.style.file, side);
    const vector = await engine.encodeStyle(modelId, style, side);
    const painted = await engine.paint(modelId, content, vector);
    const own = await engine.encodeStyle(modelId, content, side);
    identity += meanSquare(await engine.paint(modelId, content, own), content);
    const found = await distancesOf(measure, content, style, [painted, content]);
    all.painted.push(found[0]!);
    all.unstyled.push(found[1]!);
    if (alsoOptimised.has(i)) {
      const [contents, styles] = [tensorOf(content), tensorOf(style)];
      const optimised = await optimise(measure, contents, styles, { ...optimisation, signal });
      const targets = tf.tidy(() => means(measure, optimised, contents, styles));
      all.optimised.push(await read(targets));
      all.paintedThere.push(found[0]!);
      tf.dispose([contents, styles, optimised]);
      // An optimisation that was stopped has not come as far as it can.
      assertGoing({ signal });
    }
    options.onProgress('Held-out pairs', i + 1, pairs);
  }
  return {
    pairs,
    painted: medians(all.painted),
    unstyled: medians(all.unstyled),
    ...(optimisedPairs > 0 && {
      optimised: { ...medians(all.optimised), pairs: optimisedPairs },
      paintedThere: medians(all.paintedThere),
    }),
    identity: identity / pairs,
  };
}

export interface TakenFor {
  readonly artist: string;
  readonly pictures: number;
  /** Share that the classifier takes for the artist, and of the unpainted contents. */
  readonly share: number;
  readonly unpainted: number;
}

export interface EvaluateArtistsOptions {
  readonly engine: Engine;
  readonly card: StylizerCard;
  readonly classifier: Pick<ClassifierCard, 'id' | 'artists'>;
  /** Pictures to paint in the style of every artist. */
  readonly contents: readonly Picture[];
  readonly signal?: AbortSignal | undefined;
  readonly onProgress: (what: string, done: number, total: number) => void;
}

/** For every artist that both know: how often a painted content is taken for the artist's. */
export async function evaluateArtists(options: EvaluateArtistsOptions): Promise<TakenFor[]> {
  const { engine, card, classifier, contents, signal, onProgress } = options;
  const known = new Set(classifier.artists.map(({ id }) => id));
  const styles = card.styles.filter(({ kind, artist }) => kind === 'artist' && known.has(artist));
  const nearest = async (picture: Picture) =>
    (await engine.identify(classifier.id, picture)).artists[0]!.id;
  const before: string[] = [];
  for (const content of contents) before.push(await nearest(content));
  const found: TakenFor[] = [];
  for (const { artist, vector } of styles) {
    let taken = 0;
    const request = { styles: [{ vector: readStyleVector(vector), weight: 1 }] };
    for (const content of contents) {
      assertGoing({ signal });
      const painted = await stylizePicture(engine, card.id, content, request);
      if ((await nearest(painted)) === artist) taken++;
    }
    found.push({
      artist,
      pictures: contents.length,
      share: taken / contents.length,
      unpainted: before.filter((id) => id === artist).length / contents.length,
    });
    onProgress('Artists', found.length, styles.length);
  }
  return found;
}

/**
 * Of every distance its median. Relative distances from a nearly plain style are hundreds of
 * times those from others: one of them would be most of a mean.
 */
function medians(found: readonly PairDistances[]): PairDistances {
  const of = (name: keyof PairDistances) =>
    quantile(
      found.map((distances) => distances[name]),
      0.5,
    );
  return { content: of('content'), gram: of('gram'), moments: of('moments') };
}

async function distancesOf(
  measure: Measure,
  content: Picture,
  style: Picture,
  pictures: readonly Picture[],
): Promise<PairDistances[]> {
  const found: PairDistances[] = [];
  for (const picture of pictures) {
    const values = tf.tidy(() =>
      means(measure, tensorOf(picture), tensorOf(content), tensorOf(style)),
    );
    found.push(await read(values));
  }
  return found;
}

function means(
  measure: Measure,
  pictures: tf.Tensor4D,
  contents: tf.Tensor4D,
  styles: tf.Tensor4D,
): tf.Tensor {
  const { content, gram, moments } = measure.distances(pictures, measure.targets(contents, styles));
  return tf.stack([content, gram, moments].map((values) => tf.mean(values)));
}

async function read(values: tf.Tensor): Promise<PairDistances> {
  const [content, gram, moments] = await values.data();
  values.dispose();
  return { content: content!, gram: gram!, moments: moments! };
}

function meanSquare(a: Picture, b: Picture): number {
  let sum = 0;
  for (let i = 0; i < a.data.length; i++) {
    if (i % 4 < 3) sum += ((a.data[i]! - b.data[i]!) / 127.5) ** 2;
  }
  return sum / ((a.data.length / 4) * 3);
}

/** The middle of a picture file as a square, as in training. */
export async function squarePicture(file: string, side: number): Promise<Picture> {
  const pixels = await readable(file, decodeSquare(file, side));
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let from = 0, to = 0; from < pixels.length; from += 3, to += 4) {
    data.set(pixels.subarray(from, from + 3), to);
  }
  return { width: side, height: side, data };
}

function tensorOf({ width, data }: Picture): tf.Tensor4D {
  return picturesOf(data.filter((_, i) => i % 4 < 3) as unknown as Uint8Array, width);
}
