/**
 * The last layers of a trained classifier learned anew: logistic regressions on the embeddings
 * of the training pictures as they are, without distortions, smoothing and balance, all of
 * which serve what lies below (Kang et al. 2020, section 4.1, "cRT").
 */
import * as tf from '@tensorflow/tfjs-core';

import { createClassifier } from '@/models/architectures';
import { foldNormalisation } from '@/models/fold-normalisation';

import type { ClassifierData, LabelledExample } from '../classifier/collection';
import { fitLogits } from '../classifier/fit-logits';
import type { ClassifierTrainingOptions } from '../classifier/options';
import { topK } from '../metrics/classification';
import { openPictureFile } from '../pictures/open';
import type { Run } from '../run';
import { listSnapshots, readSnapshot, writeSnapshot } from '../snapshot';
import type { Tensors } from '../tensors';
import { predict, type Prediction } from './predictions';

export interface RefitOptions {
  readonly run: Run;
  readonly data: Pick<ClassifierData, 'train' | 'validation'>;
  readonly options: Pick<ClassifierTrainingOptions, 'shortSide' | 'maxAspect' | 'refit'>;
  /** Aborting leaves the run as it is. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Shares of the validation pictures whose artist is told at once. */
export interface Refitted {
  readonly before: number;
  readonly after: number;
  /** Whether the run's snapshot has the new layers now: only if they tell more. */
  readonly kept: boolean;
}

/** @returns nothing when it was stopped. */
export async function refitHeads({
  run,
  data: { train, validation },
  options: { shortSide, maxAspect, refit },
  signal,
  onProgress,
}: RefitOptions): Promise<Refitted | undefined> {
  const images = (await listSnapshots(run)).at(-1) ?? 0;
  const snapshot = await readSnapshot(run, images, createClassifier);
  const trained = createClassifier(snapshot.spec.architecture, snapshot.spec.options);
  const folded = foldNormalisation(trained, snapshot.weights);
  let heads: Tensors = {};
  try {
    const examples = [...validation, ...train];
    const open = async ({ file }: LabelledExample) => {
      signal?.throwIfAborted();
      return (await openPictureFile(file)).picture;
    };
    const said = await predict(examples, open, {
      ...{ ...folded, input: { shortSide, maxAspect } },
      ...(onProgress && { onProgress }),
    });
    const measured = said.slice(0, validation.length);
    const learned = said.slice(validation.length);
    heads = fitHeads(learned, train, snapshot.weights, refit);
    const labels = validation.map(({ artist }) => artist);
    const scores = logits(measured, heads);
    const before = topK({ labels, scores: measured.map(({ artists }) => artists) }, 1);
    const after = topK({ labels, scores }, 1);
    const kept = after > before;
    if (kept) await writeSnapshot(run, images, trained.spec, { ...snapshot.weights, ...heads });
    return { before, after, kept };
  } catch (error) {
    if (signal?.aborted) return undefined;
    throw error;
  } finally {
    tf.dispose([folded.weights, snapshot.weights, heads]);
  }
}

const ARTISTS = 'head/artists';
const HEADS = { artist: ARTISTS, style: 'head/styles', genre: 'head/genres' } as const;

/** New kernels and biases, by the names of the weights; a kind with nothing to tell apart keeps its own. */
function fitHeads(
  said: readonly Prediction[],
  examples: readonly LabelledExample[],
  weights: Tensors,
  decay: number,
): Tensors {
  const heads: Tensors = {};
  for (const kind of ['artist', 'style', 'genre'] as const) {
    const known = examples.flatMap((example, i) => (example[kind] >= 0 ? [i] : []));
    const classCount = weights[`${HEADS[kind]}/bias`]!.size;
    if (known.length === 0 || classCount < 2) continue;
    const { kernel, bias } = fitLogits(
      known.map((i) => said[i]!.embedding),
      known.map((i) => examples[i]![kind]),
      classCount,
      decay,
    );
    heads[`${HEADS[kind]}/kernel`] = kernel;
    heads[`${HEADS[kind]}/bias`] = bias;
  }
  return heads;
}

/** Of the artists, by the new layer. */
function logits(said: readonly Prediction[], heads: Tensors): number[][] {
  return tf.tidy(() => {
    const embeddings = tf.tensor2d(said.map(({ embedding }) => Array.from(embedding)));
    const kernel = heads[`${ARTISTS}/kernel`] as tf.Tensor2D;
    const scores = tf.add<tf.Tensor2D>(tf.matMul(embeddings, kernel), heads[`${ARTISTS}/bias`]!);
    return scores.arraySync();
  });
}
