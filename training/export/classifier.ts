/** From a run of `train classifier` to a folder that the app serves: card, weights, known works. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

import * as tf from '@tensorflow/tfjs-core';

import { classifierInput } from '@/lib/engine/classifier-input';
import { drawTestPattern } from '@/lib/engine/test-pattern';
import { encodeWorks } from '@/lib/identify/works';
import { createClassifier } from '@/models/architectures';
import type { ClassifierCard, ModelClass } from '@/models/card';
import type { ClassifierNetwork } from '@/models/classifier';
import { foldNormalisation } from '@/models/fold-normalisation';
import { parameterCount, type Weights } from '@/models/network';
import { decodeWeightsFile, encodeWeightsFile, type WeightsDtype } from '@/models/weights-file';

import { readCheckpoint } from '../checkpoint';
import type { ClassifierData, LabelledExample } from '../classifier/collection';
import type { ClassifierTrainingOptions } from '../classifier/options';
import { classifierProgressSchema } from '../classifier/state';
import { labelSlug, type LabelClass } from '../data/labels';
import { SPLIT_FILE, writeSplit } from '../data/split';
import { predict } from '../evaluate/predictions';
import { evenly } from '../evenly';
import { openPictureFile } from '../pictures/open';
import type { Run } from '../run';
import { listSnapshots, readSnapshot } from '../snapshot';
import { writeCurves } from './curves';
import { writeStructure } from './describe';
import { nextVersion, readEarlierCard, writeCard } from './folder';
import { artistName, labelName, workTitle } from './names';

const SELF_CHECK_SEED = 1;

export interface ClassifierExportOptions {
  readonly run: Run;
  readonly training: ClassifierTrainingOptions;
  readonly backend: string;
  readonly data: ClassifierData;
  readonly modelsDir: string;
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly dtype: WeightsDtype;
  /** Works of each artist that the app can name as near. */
  readonly worksPerArtist: number;
  readonly terms: { readonly source: string; readonly terms: string };
  readonly limits: readonly string[];
  readonly licence: string;
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * The best snapshot, folded and stored. Probabilities are calibrated, and everything
 * measured is written, by `evaluate classifier` afterwards.
 * @returns the card that was written.
 */
export async function exportClassifier(options: ClassifierExportOptions): Promise<ClassifierCard> {
  const { run, training, data, id } = options;
  const best = (await listSnapshots(run)).at(-1) ?? 0;
  const snapshot = await readSnapshot(run, best, createClassifier);
  const trained = createClassifier(snapshot.spec.architecture, snapshot.spec.options);
  const { network, weights } = foldNormalisation(trained, snapshot.weights);
  const { bytes, file } = await encodeWeightsFile(weights, network.spec, options.dtype);
  tf.dispose([snapshot.weights, weights]);

  const folder = path.join(options.modelsDir, id);
  await mkdir(folder, { recursive: true });
  const earlier = await readEarlierCard(folder, 'classifier');
  // What every engine must reproduce is computed with the numbers as stored, not as trained.
  const stored = decodeWeightsFile(bytes.buffer, file, network.spec);
  const input = { shortSide: training.shortSide, maxAspect: training.maxAspect };
  const { progress, tensors } = await readCheckpoint(run, classifierProgressSchema);
  tf.dispose(tensors);
  const works = await describeWorks(options, network, stored, input);
  const card: ClassifierCard = {
    format: 1,
    id,
    kind: 'classifier',
    title: options.title,
    version: nextVersion(earlier, file.sha256),
    description: options.description,
    architecture: network.spec.architecture,
    options: { ...network.spec.options },
    parameters: parameterCount(network.spec),
    input,
    artists: classesOf(data.labels.artists, 'artist', artistName),
    styles: classesOf(data.labels.styles, 'style', labelName),
    genres: classesOf(data.labels.genres, 'genre', labelName),
    weights: file,
    temperatures: { artist: 1, style: 1, genre: 1 },
    noneOfThese: { bias: 0, known: -1, confidence: 0, energy: 0 },
    selfCheck: await selfCheck(network, stored, input),
    works: works.described,
    plots: [],
    training: {
      imagesSeen: progress.imagesBefore + best,
      backend: options.backend,
      seconds: Math.round(progress.seconds),
      options: {
        ...training,
        ...(training.pretrained ? { pretrained: path.basename(training.pretrained) } : {}),
      },
    },
    data: {
      pictures: data.train.length,
      selection: `artists with at least ${training.minimumCounts.artist} pictures; ${data.validation.length} more pictures are kept for measuring`,
      ...options.terms,
    },
    metrics: [],
    limits: [...options.limits],
    licence: options.licence,
  };
  tf.dispose(stored);
  await writeFile(path.join(folder, file.file), bytes);
  await writeSplit(path.join(folder, SPLIT_FILE), data.split);
  for (const { name, content } of works.files) await writeFile(path.join(folder, name), content);
  await writeStructure(folder, card);
  await writeCurves(folder, run, progress.imagesBefore);
  return writeCard(options.modelsDir, card, [file.file, ...works.files.map(({ name }) => name)]);
}

function classesOf(
  classes: readonly LabelClass[],
  kind: ModelClass['kind'],
  nameOf: (id: string) => string,
): ModelClass[] {
  return classes.map(({ id, count, died }) => ({
    id,
    name: nameOf(id),
    kind,
    count,
    ...(died === undefined ? {} : { died }),
  }));
}

async function selfCheck(
  network: ClassifierNetwork,
  weights: Weights,
  input: ClassifierCard['input'],
): Promise<ClassifierCard['selfCheck']> {
  const { data, width, height } = classifierInput(drawTestPattern(SELF_CHECK_SEED), input);
  const logits = tf.tidy(
    () => network.apply(weights, tf.tensor4d(data, [1, height, width, 3])).artists,
  );
  const values = await logits.data();
  logits.dispose();
  return { seed: SELF_CHECK_SEED, logits: [...values].map((x) => Math.round(x * 1e4) / 1e4) };
}

/** Embeddings of up to so many works of every artist, those with a title first. */
async function describeWorks(
  { data, worksPerArtist, onProgress }: ClassifierExportOptions,
  network: ClassifierNetwork,
  weights: Weights,
  input: ClassifierCard['input'],
) {
  const byArtist = new Map<string, LabelledExample[]>();
  for (const example of [...data.train, ...data.validation]) {
    const works = byArtist.get(example.row.artist) ?? [];
    if (example.row.title !== '') works.push(example);
    byArtist.set(example.row.artist, works);
  }
  const chosen = [...byArtist.values()].flatMap((works) => evenly(works, worksPerArtist));
  const open = async ({ file }: LabelledExample) => (await openPictureFile(file)).picture;
  const predictions = await predict(chosen, open, {
    ...{ network, weights, input },
    ...(onProgress ? { onProgress } : {}),
  });
  return encodeWorks(
    chosen.map(({ row }, i) => ({
      title: workTitle(row.title),
      artist: row.artist,
      artistName: artistName(row.artist),
      style: labelName(labelSlug(row.style)),
      genre: labelName(labelSlug(row.genre)),
      embedding: predictions[i]!.embedding,
    })),
  );
}
