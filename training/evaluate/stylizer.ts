/** How well a stylizer paints: distances on held-out pairs, and what a classifier takes the results for. */
import * as tf from '@tensorflow/tfjs-core';

import type { Engine } from '@/lib/engine/engine';
import { stylizePicture } from '@/lib/engine/stylize';
import { SfumatoError } from '@/lib/errors';
import type { Picture } from '@/lib/image/picture';
import type { ClassifierCard, StylizerCard } from '@/models/card';
import { readStyleVector } from '@/models/style-vectors';

import { decodeSquare } from '../data/prepare';
import { evenly } from '../evenly';
import { heldOutPairs, type StylizerData } from '../stylizer/data';
import type { Measure } from '../stylizer/measure';
import { optimise, type OptimiseOptions } from '../stylizer/optimise';
import { picturesOf } from '../stylizer/step';

/** Content and style of some pictures, means over them. */
export interface MeanDistances {
  readonly content: number;
  readonly gram: number;
  readonly moments: number;
}

export interface PairEvaluation {
  readonly pairs: number;
  readonly painted: MeanDistances;
  /** The contents as they are. */
  readonly unstyled: MeanDistances;
  /** By the optimisation, on the first pairs. */
  readonly optimised?: (MeanDistances & { readonly pairs: number }) | undefined;
  /** The network on those same pairs. */
  readonly paintedThere?: MeanDistances | undefined;
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
  readonly optimisation: OptimiseOptions;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress: (what: string, done: number, total: number) => void;
}

/** @throws SfumatoError `cancelled` */
export async function evaluatePairs(options: EvaluatePairsOptions): Promise<PairEvaluation> {
  const { engine, modelId, data, measure, pairs, side, optimisation, signal } = options;
  const optimisedPairs = Math.min(options.optimisedPairs, pairs);
  const chosen = heldOutPairs(data, pairs);
  const sums = { painted: zeros(), unstyled: zeros(), optimised: zeros(), paintedThere: zeros() };
  let identity = 0;
  // The pairs to be optimised are spread over all.
  const alsoOptimised = new Set(
    evenly(
      chosen.map((_, i) => i),
      optimisedPairs,
    ),
  );
  for (const [i, pair] of chosen.entries()) {
    if (signal?.aborted) throw new SfumatoError('cancelled', 'Stopped before the end.');
    const content = await squarePicture(pair.content, side);
    const style = await squarePicture(pair.style.file, side);
    const vector = await engine.encodeStyle(modelId, style, side);
    const painted = await engine.paint(modelId, content, vector);
    const own = await engine.encodeStyle(modelId, content, side);
    identity += meanSquare(await engine.paint(modelId, content, own), content);
    const found = await distancesOf(measure, content, style, [painted, content]);
    add(sums.painted, found[0]!);
    add(sums.unstyled, found[1]!);
    if (alsoOptimised.has(i)) {
      const [contents, styles] = [tensorOf(content), tensorOf(style)];
      const optimised = await optimise(measure, contents, styles, { ...optimisation, signal });
      const targets = tf.tidy(() => means(measure, optimised, contents, styles));
      add(sums.optimised, await read(targets));
      add(sums.paintedThere, found[0]!);
      tf.dispose([contents, styles, optimised]);
    }
    options.onProgress('Held-out pairs', i + 1, pairs);
  }
  const over = (sum: Sums, count: number): MeanDistances => ({
    content: sum.content / count,
    gram: sum.gram / count,
    moments: sum.moments / count,
  });
  return {
    pairs,
    painted: over(sums.painted, pairs),
    unstyled: over(sums.unstyled, pairs),
    ...(optimisedPairs > 0 && {
      optimised: { ...over(sums.optimised, optimisedPairs), pairs: optimisedPairs },
      paintedThere: over(sums.paintedThere, optimisedPairs),
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
      if (signal?.aborted) throw new SfumatoError('cancelled', 'Stopped before the end.');
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

type Sums = { content: number; gram: number; moments: number };
const zeros = (): Sums => ({ content: 0, gram: 0, moments: 0 });

function add(sum: Sums, found: MeanDistances): void {
  sum.content += found.content;
  sum.gram += found.gram;
  sum.moments += found.moments;
}

async function distancesOf(
  measure: Measure,
  content: Picture,
  style: Picture,
  pictures: readonly Picture[],
): Promise<MeanDistances[]> {
  const found: MeanDistances[] = [];
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

async function read(values: tf.Tensor): Promise<MeanDistances> {
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
  const pixels = await decodeSquare(file, side);
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let from = 0, to = 0; from < pixels.length; from += 3, to += 4) {
    data.set(pixels.subarray(from, from + 3), to);
  }
  return { width: side, height: side, data };
}

function tensorOf({ width, data }: Picture): tf.Tensor4D {
  return picturesOf(data.filter((_, i) => i % 4 < 3) as unknown as Uint8Array, width);
}
