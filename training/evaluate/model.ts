/** Evaluates an exported classifier and writes what was found into its folder. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';

import * as tf from '@tensorflow/tfjs-core';
import sharp from 'sharp';

import type { Picture } from '@/lib/image/picture';
import { createClassifier } from '@/models/architectures';
import type { ClassifierCard } from '@/models/card';
import { decodeWeightsFile } from '@/models/weights-file';

import { readClassifierData, type ClassifierData } from '../classifier/collection';
import { classIdsOf } from '../data/labels';
import { readSplit, SPLIT_FILE } from '../data/split';
import { evenly } from '../evenly';
import { topK } from '../metrics/classification';
import { decodeBytes, openPictureFile } from '../pictures/open';
import { classifierAsTrained } from './as-trained';
import { readClassifierCard } from './card';
import { evaluateClassifier, type Measured } from './classifier';
import { writeFound } from './classifier-found';
import { assertGoing } from './going';
import { predict, type PredictOptions, type Prediction } from './predictions';
import { isRuleMetric, metricsOf } from './report';

export interface EvaluateOptions {
  readonly modelsDir: string;
  readonly id: string;
  readonly collection: string;
  /** Folders of pictures by no painter, of which the half kept for measuring is taken. */
  readonly strangers: readonly string[];
  /**
   * A trial with at most so many pictures of each kind, evenly from all of them; writes
   * nothing into the model's folder.
   */
  readonly limit?: number | undefined;
  readonly dryRun: boolean;
  /** The run that was exported: measures what storing in 8 bits has cost. */
  readonly run?: string | undefined;
  /** As it was typed, for the card. */
  readonly command: string;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress: (what: string, done: number, total: number) => void;
  /** A sentence about something that is measured otherwise than one may expect. */
  readonly onNote: (sentence: string) => void;
}

export interface EvaluatedClassifier {
  readonly metrics: ClassifierCard['metrics'];
  /** Whether they are in the card now. */
  readonly written: boolean;
}

/** A degraded copy: what a small, much compressed reproduction would look like. */
const DEGRADED = { shortSide: 128, quality: 60 };

/** @throws SfumatoError `unknown-model`, `invalid-input`, `cancelled` */
export async function evaluateModel(options: EvaluateOptions): Promise<EvaluatedClassifier> {
  const { modelsDir, limit } = options;
  const folder = path.join(modelsDir, options.id);
  const card = await readClassifierCard(folder, options.id);
  const keepsRule = keepsEarlierRule(options, card);
  const data = await readMeasured(options, folder, card);
  const trained =
    options.run === undefined ? undefined : await classifierAsTrained(options.run, card);

  const network = createClassifier(card.architecture, card.options);
  const bytes = new Uint8Array(await readFile(path.join(folder, card.weights.file)));
  const weights = decodeWeightsFile(bytes.buffer, card.weights, network.spec);
  const asked = { network, weights, input: card.input };
  const paintings = evenly(data.validation, limit);
  const strangers: { name: string; said: Prediction[] }[] = [];
  let said: Prediction[];
  let degraded: Prediction[];
  try {
    said = await ask(options, asked, 'Paintings', paintings, open);
    degraded = await ask(options, asked, 'Degraded paintings', paintings, openDegraded);
    for (const { name, pictures } of keepsRule ? [] : strangersOf(data)) {
      const some = evenly(pictures, limit);
      if (some.length === 0) continue;
      strangers.push({ name, said: await ask(options, asked, name, some, open) });
    }
  } finally {
    tf.dispose(weights);
  }

  const known = paintings.map(({ row, artist, style, genre }, i): Measured => ({
    ...{ id: row.id, source: row.source || 'not stated', artist, style, genre },
    said: said[i]!,
  }));
  const evaluation = evaluateClassifier({
    ...{ known, degraded, strangers },
    artistCounts: card.artists.map(({ count }) => count),
  });
  const metrics = metricsOf(evaluation, options.command);
  if (trained) {
    const top1 = await unquantised(trained, options, card, paintings);
    metrics.push({
      name: 'top-1 before quantisation',
      value: Math.round(top1 * 1e4) / 1e4,
      definition: `Among all ${card.artists.length} artists, with the weights as trained (float32) instead of as stored (${card.weights.dtype}).`,
      command: options.command,
    });
  }
  assertGoing(options);
  const written = limit === undefined && !options.dryRun;
  if (written) await writeFound(modelsDir, card, { evaluation, metrics, keepsRule });
  return { metrics, written };
}

/**
 * Against other painters alone another rule for "none of these" would come out than against
 * all that training was shown: what a card has is not exchanged for less.
 */
function keepsEarlierRule({ strangers, onNote }: EvaluateOptions, card: ClassifierCard): boolean {
  if (strangers.length > 0) return false;
  const keeps = card.metrics.some(isRuleMetric);
  onNote(
    keeps
      ? 'Without --strangers, the rule for "none of these" and what was measured of it stay as they are in the card.'
      : 'Without --strangers, the rule for "none of these" is set against other painters alone: name the folders that training was given.',
  );
  return keeps;
}

/** The pictures that were not learned from, with the classes of the card. */
async function readMeasured(
  options: EvaluateOptions,
  folder: string,
  card: ClassifierCard,
): Promise<ClassifierData> {
  const split = await readSplit(path.join(folder, SPLIT_FILE));
  return readClassifierData({
    collection: options.collection,
    classes: classIdsOf(card),
    seed: split.seed,
    validationShare: split.validationShare,
    strangers: options.strangers,
    split,
  });
}

const strangersOf = ({ otherPainters, others }: ClassifierData) => [
  { name: 'other painters', pictures: otherPainters.test },
  ...others.map(({ folder: name, test }) => ({ name, pictures: test })),
];

/** What the network says of each; ends soon after the signal. */
function ask<T>(
  options: EvaluateOptions,
  asked: Pick<PredictOptions, 'network' | 'weights' | 'input'>,
  what: string,
  items: readonly T[],
  openOne: (item: T) => Promise<Picture>,
): Promise<Prediction[]> {
  const openIfGoing = async (item: T) => {
    assertGoing(options);
    return openOne(item);
  };
  return predict(items, openIfGoing, {
    ...asked,
    onProgress: (done, total) => options.onProgress(what, done, total),
  });
}

/** The share told at once by the weights as they were trained. */
async function unquantised(
  trained: Pick<PredictOptions, 'network' | 'weights'>,
  options: EvaluateOptions,
  card: ClassifierCard,
  examples: readonly { file: string; artist: number }[],
): Promise<number> {
  const asked = { ...trained, input: card.input };
  const said = await ask(options, asked, 'Paintings, weights as trained', examples, open);
  const scores = said.map(({ artists }) => artists);
  return topK({ scores, labels: examples.map(({ artist }) => artist) }, 1);
}

async function open({ file }: { file: string }): Promise<Picture> {
  return (await openPictureFile(file)).picture;
}

async function openDegraded({ file }: { file: string }): Promise<Picture> {
  const { shortSide, quality } = DEGRADED;
  const compressed = await sharp(file)
    .autoOrient()
    .flatten({ background: '#ffffff' })
    .resize(shortSide, shortSide, { fit: 'outside' })
    .jpeg({ quality })
    .toBuffer();
  return (await decodeBytes(compressed)).picture;
}
