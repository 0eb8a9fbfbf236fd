/** From a run to a folder that the app serves: card, weights, poster, sample sheets. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

import * as tf from '@tensorflow/tfjs-core';

import { cellMeans, pictureFromTensor } from '@/lib/engine/picture';
import { writePng } from '@/lib/image/png';
import type { Picture } from '@/lib/image/picture';
import { encodePoint } from '@/lib/latent/codec';
import { roundPsi } from '@/lib/latent/canonical';
import { createMix } from '@/lib/latent/mix';
import type { LatentPoint, Mix, ModelFacts } from '@/lib/latent/point';
import { resolveLatent } from '@/lib/latent/resolve';
import { createDiscriminator, createGenerator } from '@/models/architectures';
import type { GeneratorCard, ModelCard, ModelClass } from '@/models/card';
import type { GeneratorNetwork } from '@/models/generator';
import { parameterCount, type Weights } from '@/models/network';
import { decodeWeightsFile, encodeWeightsFile, type WeightsDtype } from '@/models/weights-file';

import type { Shard } from '../data/shard';
import { genreSlug } from '../data/spellings';
import { readCheckpoint } from '../checkpoint';
import { networkOptions } from '../gan/loop';
import type { GanOptions } from '../gan/options';
import { progressSchema } from '../gan/state';
import { pickPrefix } from '../tensors';
import { DISCRIMINATOR_FILE } from '../gan/start';
import type { Run } from '../run';
import { writeCurves } from './curves';
import { writeStructure } from './describe';
import { nextVersion, readEarlierCard, writeCard } from './folder';
import { lastSnapshot, readLearned } from './learned';
import { copySheets } from './sheets';
import { className } from './names';

/** Cells a side of the raster that every engine checks itself against. */
const SELF_CHECK_GRID = 8;

export interface ExportOptions {
  readonly run: Run;
  readonly gan: GanOptions;
  readonly backend: string;
  readonly shard: Shard;
  readonly modelsDir: string;
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Images seen at the snapshot to export; the last one if not given. */
  readonly snapshot?: number | undefined;
  /**
   * An earlier run, on whose weights this one went on: what is exported is the mean of both
   * (Izmailov et al. 2018).
   */
  readonly meanWith?: Run | undefined;
  readonly dtype: WeightsDtype;
  /** What of the picture that the app opens with is chosen. */
  readonly opening: {
    readonly seed?: number | undefined;
    readonly mix?: Mix | undefined;
    readonly psi?: number | undefined;
  };
  readonly data: { readonly source: string; readonly terms: string };
  readonly limits: readonly string[];
  readonly licence: string;
}

/** @returns the card that was written. */
export async function exportModel(options: ExportOptions): Promise<GeneratorCard> {
  const { run, gan, shard, id, meanWith } = options;
  const imagesSeen = options.snapshot ?? (await lastSnapshot(run));
  const { spec, weights } = await readLearned(run, imagesSeen, meanWith);
  const { bytes, file } = await encodeWeightsFile(weights, spec, options.dtype);

  const folder = path.join(options.modelsDir, id);
  await mkdir(folder, { recursive: true });
  const earlier = await readEarlierCard(folder, 'generator');
  const classIds = shard.header.classes.map((c) => c.id);
  const [others] = 'classCount' in spec.options ? othersOf(shard) : [];
  const facts: ModelFacts = {
    id,
    version: nextVersion(earlier, file.sha256),
    latentDim: Number(spec.options['latentDim']),
    classIds: 'classCount' in spec.options ? classIds : [],
    ...(others && { othersId: others.id }),
  };

  // What every engine must reproduce is drawn with the numbers as stored, not as trained.
  const network = createGenerator(spec.architecture, spec.options);
  const stored = decodeWeightsFile(bytes.buffer, file, spec);
  const { seed = 1, mix = openingMix(facts.classIds), psi = 0.8 } = options.opening;
  const opening = { seed, mix, psi: roundPsi(psi) };
  const point: LatentPoint = {
    model: id,
    source: { kind: 'seed', seed: opening.seed },
    mix: opening.mix,
    psi: opening.psi,
  };
  const poster = await drawPoint(network, stored, point, facts);
  tf.dispose([weights, stored]);

  const { progress, tensors } = await readCheckpoint(run, progressSchema);
  const opponent = await writeDiscriminator(folder, gan, classIds.length, tensors);
  tf.dispose(tensors);
  const card: GeneratorCard = {
    format: 1,
    id,
    kind: 'generator',
    title: options.title,
    version: facts.version,
    description: options.description,
    architecture: spec.architecture,
    options: { ...spec.options },
    parameters: parameterCount(spec),
    resolution: poster.width,
    latentDim: facts.latentDim,
    ...(gan.selection.genres.length > 0 ? { genres: gan.selection.genres.map(genreSlug) } : {}),
    classes: [
      ...shard.header.classes
        .filter((c) => facts.classIds.includes(c.id))
        .map((c) => ({ ...c, name: className(c) })),
      ...(others ? [others] : []),
    ],
    weights: file,
    selfCheck: {
      ...opening,
      mix: [...opening.mix],
      grid: SELF_CHECK_GRID,
      cells: cellMeans(poster, SELF_CHECK_GRID).map((mean) => Math.round(mean * 100) / 100),
    },
    opening: { ...opening, mix: [...opening.mix] },
    ...directionsOf(earlier, file.sha256),
    sheets: await copySheets(run, folder, imagesSeen, earlier, {
      ...{ imagesBefore: progress.imagesBefore, countedFrom: 0 },
    }),
    training: {
      imagesSeen,
      backend: options.backend,
      seconds: Math.round(progress.seconds),
      // The frozen network by its name: where it lay is nobody's business.
      options: {
        ...gan,
        ...(meanWith ? { meanWith: path.basename(meanWith.folder) } : {}),
        ...(gan.features ? { features: gan.features.map((source) => path.basename(source)) } : {}),
      },
    },
    data: {
      pictures: shard.header.ids.length,
      selection: shard.header.selection,
      ...options.data,
    },
    metrics: [],
    limits: [...options.limits],
    licence: options.licence,
  };
  await writeFile(path.join(folder, file.file), bytes);
  await writeFile(
    path.join(folder, 'poster.png'),
    writePng(poster, { code: encodePoint(point, [facts]), title: options.title }),
  );
  await writeStructure(folder, card);
  await writeCurves(folder, run, progress.imagesBefore);
  return writeCard(options.modelsDir, card, [
    opponent,
    file.file,
    ...card.sheets.map((sheet) => sheet.file),
  ]);
}

/** The class of the pictures that are in none, if there are any. */
function othersOf({ header: { labels } }: Shard): ModelClass[] {
  const count = labels.filter((own) => own.length === 0).length;
  return count > 0 ? [{ id: 'other-painters', name: 'Other painters', kind: 'others', count }] : [];
}

/**
 * The discriminator of the last checkpoint, so that `train gan --init-from` can go
 * on from a model alone. The app never loads it.
 * @returns the name of its weights file.
 */
async function writeDiscriminator(
  folder: string,
  gan: GanOptions,
  classCount: number,
  tensors: Record<string, tf.Tensor>,
): Promise<string> {
  const { architecture } = gan.discriminator;
  const { discriminatorOptions } = networkOptions(gan, classCount);
  const { spec } = createDiscriminator(architecture, discriminatorOptions);
  const { bytes, file } = await encodeWeightsFile(
    pickPrefix(tensors, 'discriminator/'),
    spec,
    'float16',
  );
  const name = file.file.replace('weights', 'discriminator');
  const described = { architecture, options: spec.options, weights: { ...file, file: name } };
  await writeFile(path.join(folder, name), bytes);
  await writeFile(path.join(folder, DISCRIMINATOR_FILE), JSON.stringify(described));
  return name;
}

/** What was measured on the very same weights still holds, and links may lead along it. */
function directionsOf(
  earlier: ModelCard | undefined,
  sha256: string,
): Pick<GeneratorCard, 'directions'> {
  const same = earlier?.kind === 'generator' && earlier.weights.sha256 === sha256;
  return same && earlier.directions ? { directions: earlier.directions } : {};
}

function openingMix(classIds: readonly string[]): Mix {
  const [first, second] = classIds;
  if (!first) return [];
  if (!second) return createMix([{ classId: first, weight: 1 }]);
  return createMix([
    { classId: first, weight: 0.7 },
    { classId: second, weight: 0.3 },
  ]);
}

async function drawPoint(
  network: GeneratorNetwork,
  weights: Weights,
  point: LatentPoint,
  facts: ModelFacts,
): Promise<Picture> {
  const { z, weights: classes } = resolveLatent(point, facts);
  const output = tf.tidy(() =>
    network.apply(weights, {
      z: tf.tensor2d(z, [1, z.length]),
      ...(classes.length > 0 ? { classes: tf.tensor2d(classes, [1, classes.length]) } : {}),
    }),
  );
  const picture = await pictureFromTensor(output);
  output.dispose();
  return picture;
}
