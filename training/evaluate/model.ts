/** Evaluates an exported classifier and writes what was found into its folder. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import * as tf from '@tensorflow/tfjs-core';
import sharp from 'sharp';

import { SfumatoError } from '@/lib/errors';
import type { Picture } from '@/lib/image/picture';
import { createClassifier } from '@/models/architectures';
import type { ClassifierCard } from '@/models/card';
import { foldNormalisation } from '@/models/fold-normalisation';
import { decodeWeightsFile } from '@/models/weights-file';

import { readClassifierData } from '../classifier/collection';
import { readSplit, SPLIT_FILE } from '../data/split';
import { evenly } from '../evenly';
import { writeCard } from '../export/folder';
import { topK } from '../metrics/classification';
import { decodeBytes, openPictureFile } from '../pictures/open';
import { Run } from '../run';
import { listSnapshots, readSnapshot } from '../snapshot';
import { readClassifierCard } from './card';
import { evaluateClassifier, type Evaluation, type Measured } from './classifier';
import { predict, type Prediction } from './predictions';
import { metricsOf, plotsOf } from './report';

export interface EvaluateOptions {
  readonly modelsDir: string;
  readonly id: string;
  readonly collection: string;
  /** Folders of pictures by no painter, of which the half kept for measuring is taken. */
  readonly strangers: readonly string[];
  /** At most so many pictures of each kind, evenly from all of them. */
  readonly limit?: number | undefined;
  /** The run that was exported: measures what storing in 8 bits has cost. */
  readonly run?: string | undefined;
  /** As it was typed, for the card. */
  readonly command: string;
  readonly onProgress: (what: string, done: number, total: number) => void;
}

/** A degraded copy: what a small, much compressed reproduction would look like. */
const DEGRADED = { shortSide: 128, quality: 60 };
const EVALUATION_FILE = 'evaluation.json';

export async function evaluateModel(
  options: EvaluateOptions,
): Promise<{ card: ClassifierCard; evaluation: Evaluation }> {
  const folder = path.join(options.modelsDir, options.id);
  const card = await readClassifierCard(folder, options.id);
  const split = await readSplit(path.join(folder, SPLIT_FILE));
  const minimum = (classes: readonly { count: number }[]) =>
    Math.min(...classes.map(({ count }) => count), Infinity);
  const data = await readClassifierData({
    collection: options.collection,
    minimumCounts: {
      artist: minimum(card.artists),
      style: minimum(card.styles),
      genre: minimum(card.genres),
    },
    seed: split.seed,
    validationShare: split.validationShare,
    strangers: options.strangers,
    split,
  });
  const same = data.labels.artists.every(({ id }, i) => card.artists[i]?.id === id);
  if (!same || data.labels.artists.length !== card.artists.length) {
    throw new SfumatoError(
      'invalid-input',
      `"${options.id}" was trained on another collection: its artists differ.`,
    );
  }

  const network = createClassifier(card.architecture, card.options);
  const bytes = new Uint8Array(await readFile(path.join(folder, card.weights.file)));
  const weights = decodeWeightsFile(bytes.buffer, card.weights, network.spec);
  const ask = <T>(what: string, items: readonly T[], open: (item: T) => Promise<Picture>) =>
    predict(items, open, {
      ...{ network, weights, input: card.input },
      onProgress: (done, total) => options.onProgress(what, done, total),
    });
  const open = async ({ file }: { file: string }) => (await openPictureFile(file)).picture;

  const paintings = evenly(data.validation, options.limit);
  const said = await ask('Paintings', paintings, open);
  const degraded = await ask('Degraded paintings', paintings, openDegraded);
  const strangers: { name: string; said: Prediction[] }[] = [];
  for (const { name, pictures } of [
    { name: 'other painters', pictures: data.otherPainters.test },
    ...data.others.map(({ folder: name, test }) => ({ name, pictures: test })),
  ]) {
    const some = evenly(pictures, options.limit);
    if (some.length > 0) strangers.push({ name, said: await ask(name, some, open) });
  }
  tf.dispose(weights);

  const known = paintings.map(({ row, artist, style, genre }, i): Measured => ({
    ...{ id: row.id, source: row.source || 'not stated', artist, style, genre },
    said: said[i]!,
  }));
  const evaluation = evaluateClassifier({
    ...{ known, degraded, strangers },
    artistCounts: card.artists.map(({ count }) => count),
  });
  const metrics = metricsOf(evaluation, options.command);
  if (options.run) {
    const top1 = await unquantised(options.run, card, paintings, open, options.onProgress);
    metrics.push({
      name: 'top-1 before quantisation',
      value: Math.round(top1 * 1e4) / 1e4,
      definition: `Among all ${card.artists.length} artists, with the weights as trained (float32) instead of as stored (${card.weights.dtype}).`,
      command: options.command,
    });
  }
  const plots = plotsOf(
    evaluation,
    card.artists.map(({ name }) => name),
  );
  for (const { file, svg } of plots) await writeFile(path.join(folder, file), svg);
  await writeFile(
    path.join(folder, EVALUATION_FILE),
    `${JSON.stringify(tableOf(evaluation, card), null, 1)}\n`,
  );
  const { temperatures, noneOfThese } = evaluation;
  const works = card.works ? [card.works.file, card.works.vectors] : [];
  const written = await writeCard(
    options.modelsDir,
    {
      ...card,
      metrics,
      temperatures,
      noneOfThese,
      plots: plots.map(({ file, caption }) => ({ file, caption })),
    },
    [card.weights.file, ...works, ...plots.map(({ file }) => file)],
  );
  return { card: written, evaluation };
}

/** The share told at once by the weights as they were trained. */
async function unquantised(
  folder: string,
  card: ClassifierCard,
  examples: readonly { file: string; artist: number }[],
  open: (item: { file: string }) => Promise<Picture>,
  onProgress: EvaluateOptions['onProgress'],
): Promise<number> {
  const { run } = await Run.open(folder);
  const best = (await listSnapshots(run)).at(-1) ?? 0;
  const snapshot = await readSnapshot(run, best, createClassifier);
  const trained = createClassifier(snapshot.spec.architecture, snapshot.spec.options);
  const { network, weights } = foldNormalisation(trained, snapshot.weights);
  const said = await predict(examples, open, {
    ...{ network, weights, input: card.input },
    onProgress: (done, total) => onProgress('Paintings, weights as trained', done, total),
  });
  tf.dispose([snapshot.weights, weights]);
  return topK(
    { scores: said.map(({ artists }) => artists), labels: examples.map(({ artist }) => artist) },
    1,
  );
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

/** What is too long for the card: artist by artist, source by source. */
function tableOf(evaluation: Evaluation, card: ClassifierCard) {
  const { protocols, sources, perArtist, confusion } = evaluation;
  const round = (value: number) => Math.round(value * 1e4) / 1e4;
  return {
    protocols,
    sources,
    artists: perArtist.map(({ count, precision, recall, f1 }, i) => ({
      id: card.artists[i]!.id,
      pictures: count,
      precision: round(precision),
      recall: round(recall),
      f1: round(f1),
      /** Most often taken for. */
      takenFor: confusion[i]!.map((times, c) => ({ id: card.artists[c]!.id, times, c }))
        .filter(({ times, c }) => times > 0 && c !== i)
        .sort((a, b) => b.times - a.times)
        .slice(0, 3)
        .map(({ id, times }) => ({ id, times })),
    })),
  };
}
