/** What a classifier says about files, picture by picture, as the app would put them before it. */
import * as tf from '@tensorflow/tfjs-core';
import pLimit from 'p-limit';

import { classifierInput } from '@/lib/engine/classifier-input';
import type { Picture } from '@/lib/image/picture';
import type { ClassifierCard } from '@/models/card';
import type { ClassifierNetwork } from '@/models/classifier';
import type { Weights } from '@/models/network';

/** The raw outputs for one picture. */
export interface Prediction {
  readonly artists: Float32Array;
  readonly styles: Float32Array;
  readonly genres: Float32Array;
  /** Logit for "by one of the artists". */
  readonly known: number;
  readonly embedding: Float32Array;
}

export interface PredictOptions {
  readonly network: ClassifierNetwork;
  readonly weights: Weights;
  readonly input: ClassifierCard['input'];
  readonly onProgress?: (done: number, total: number) => void;
}

/** Decoding runs ahead of the network by so many pictures. */
const AHEAD = 8;

/** @param open gives the picture behind an item; called in order, a few ahead. */
export async function predict<T>(
  items: readonly T[],
  open: (item: T) => Promise<Picture>,
  { network, weights, input, onProgress }: PredictOptions,
): Promise<Prediction[]> {
  const limit = pLimit(2);
  const opened: Promise<Picture>[] = [];
  const predictions: Prediction[] = [];
  for (let i = 0; i < items.length; i++) {
    while (opened.length < Math.min(items.length, i + AHEAD)) {
      const item = items[opened.length]!;
      const promise = limit(() => open(item));
      // Awaited below, in order; until then a failure must not count as unhandled.
      promise.catch(() => undefined);
      opened.push(promise);
    }
    const picture = await opened[i]!;
    const { data, width, height } = classifierInput(picture, input);
    const outputs = tf.tidy(() => ({
      ...network.apply(weights, tf.tensor4d(data, [1, height, width, 3])),
    }));
    const [artists, styles, genres, known, embedding] = await Promise.all(
      [outputs.artists, outputs.styles, outputs.genres, outputs.known, outputs.embedding].map(
        (tensor) => tensor.data() as Promise<Float32Array>,
      ),
    );
    tf.dispose(outputs);
    predictions.push({
      artists: artists!,
      styles: styles!,
      genres: genres!,
      known: known![0]!,
      embedding: embedding!,
    });
    onProgress?.(i + 1, items.length);
  }
  return predictions;
}
