/** From a run of `train stylizer` to a folder that the app serves: card, weights, house styles. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

import * as tf from '@tensorflow/tfjs-core';

import { cellMeans, pictureFromTensor } from '@/lib/engine/picture';
import { painterInput, styleInput, type PainterInput } from '@/lib/engine/painter-input';
import { drawTestPattern } from '@/lib/engine/test-pattern';
import { SfumatoError } from '@/lib/errors';
import { createStylizer } from '@/models/architectures';
import type { HouseStyle, StylizerCard } from '@/models/card';
import { parameterCount, type Weights } from '@/models/network';
import { writeStyleVector } from '@/models/style-vectors';
import type { StylizerNetwork } from '@/models/stylizer';
import { decodeWeightsFile, encodeWeightsFile, type WeightsDtype } from '@/models/weights-file';

import { readCheckpoint } from '../checkpoint';
import { SPLIT_FILE, writeSplit } from '../data/split';
import { evenly } from '../evenly';
import { SHEET_GAP } from '../gan/sheet';
import { ahead } from '../pictures/ahead';
import { openPictureFile } from '../pictures/open';
import type { Run } from '../run';
import { listSnapshots, readSnapshot } from '../snapshot';
import type { StylePicture, StylizerData } from '../stylizer/data';
import { stylesOfArtist, type EncodedPainting, type FoundStyle } from '../stylizer/house-styles';
import type { StylizerTrainingOptions } from '../stylizer/options';
import { stylizerProgressSchema } from '../stylizer/state';
import { writeCurves } from './curves';
import { writeStructure } from './describe';
import { nextVersion, readEarlierCard, writeCard } from './folder';
import { artistName, workTitle } from './names';
import { copySheets } from './sheets';

/** Shorter side at which a style is looked at: that of most reproductions in the collections. */
const STYLE_SIDE = 256;
/** Artists with fewer paintings get no style of their own. */
const MIN_PAINTINGS = 100;
/** Single works of each artist. */
const WORKS = 2;
const SELF_CHECK = { content: 1, style: 2, grid: 8 };
/** Paintings that are opened while the network looks at another one. */
const AHEAD = 4;

export interface StylizerExportOptions {
  readonly run: Run;
  readonly training: StylizerTrainingOptions;
  readonly backend: string;
  readonly data: StylizerData;
  readonly modelsDir: string;
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Images painted at the snapshot to export; the last one if not given. */
  readonly snapshot?: number | undefined;
  readonly dtype: WeightsDtype;
  /** Paintings of each artist that the mean style is made of, at most. */
  readonly paintings: number;
  /** Paintings that an artist must have; 100 if not given. */
  readonly minPaintings?: number | undefined;
  readonly terms: { readonly source: string; readonly terms: string };
  readonly limits: readonly string[];
  readonly licence: string;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** @returns the card that was written; metrics are written by `evaluate stylizer` afterwards. */
export async function exportStylizer(options: StylizerExportOptions): Promise<StylizerCard> {
  const { run, training, data, id } = options;
  const imagesSeen = options.snapshot ?? (await listSnapshots(run)).at(-1);
  if (imagesSeen === undefined) {
    throw new SfumatoError('not-found', `${run.folder} has no snapshot yet; train on.`);
  }
  const { spec, weights } = await readSnapshot(run, imagesSeen, createStylizer);
  const { bytes, file } = await encodeWeightsFile(weights, spec, options.dtype);
  tf.dispose(weights);

  const folder = path.join(options.modelsDir, id);
  await mkdir(folder, { recursive: true });
  const earlier = await readEarlierCard(folder, 'stylizer');
  // What every engine must reproduce is painted with the numbers as stored, not as trained.
  const network = createStylizer(spec.architecture, spec.options);
  const stored = decodeWeightsFile(bytes.buffer, file, spec);
  const { progress, tensors } = await readCheckpoint(run, stylizerProgressSchema);
  tf.dispose(tensors);
  const card: StylizerCard = {
    format: 1,
    id,
    kind: 'stylizer',
    title: options.title,
    version: nextVersion(earlier, file.sha256),
    description: options.description,
    architecture: spec.architecture,
    options: { ...spec.options },
    parameters: parameterCount(spec),
    weights: file,
    styleDim: network.styleDim,
    styleSide: STYLE_SIDE,
    styles: await houseStyles(options, network, stored),
    selfCheck: { ...SELF_CHECK, cells: await paintPattern(network, stored) },
    sheets: await copySheets(run, folder, imagesSeen, earlier, {
      ...{ imagesBefore: progress.imagesBefore, countedFrom: progress.imagesBefore },
      leaveOut: originalsOf(training),
    }),
    training: {
      imagesSeen: progress.imagesBefore + imagesSeen,
      backend: options.backend,
      seconds: Math.round(progress.seconds),
      // The networks by their names: where they lay is nobody's business.
      options: { ...training, features: training.features.map((base) => path.basename(base)) },
    },
    data: {
      pictures: data.styles.train.length + data.contents.train.length,
      selection: `${data.styles.train.length} paintings as styles and ${data.contents.train.length} photographs as contents; ${data.styles.test.length} and ${data.contents.test.length} more are kept for measuring`,
      ...options.terms,
    },
    metrics: [],
    limits: [...options.limits],
    licence: options.licence,
  };
  tf.dispose(stored);
  await writeFile(path.join(folder, file.file), bytes);
  await writeSplit(path.join(folder, SPLIT_FILE), data.split);
  await writeStructure(folder, card);
  await writeCurves(folder, run, progress.imagesBefore);
  return writeCard(options.modelsDir, card, [file.file, ...card.sheets.map((sheet) => sheet.file)]);
}

/** Mean styles of the artists, by name, then those of single works. */
async function houseStyles(
  { data, paintings, minPaintings = MIN_PAINTINGS, onProgress }: StylizerExportOptions,
  network: StylizerNetwork,
  weights: Weights,
): Promise<HouseStyle[]> {
  const byArtist = new Map<string, StylePicture[]>();
  for (const picture of data.styles.train) {
    byArtist.set(picture.row.artist, [...(byArtist.get(picture.row.artist) ?? []), picture]);
  }
  const artists = [...byArtist.values()].filter((pictures) => pictures.length >= minPaintings);
  if (artists.length === 0) {
    throw new SfumatoError(
      'invalid-input',
      `No artist has ${minPaintings} paintings, so that there would be no style of the house.`,
    );
  }
  const chosen = artists.flatMap((pictures) => evenly(pictures, paintings));
  const encoded: EncodedPainting[] = [];
  const opened = ahead(chosen, AHEAD, async ({ file }) => (await openPictureFile(file)).picture);
  for await (const result of opened) {
    if (!result.ok) throw result.error;
    const vector = tf.tidy(() =>
      network.encode(weights, tensorOf(styleInput(result.value, STYLE_SIDE))),
    );
    encoded.push({ row: result.item.row, vector: await vector.data() });
    vector.dispose();
    onProgress?.(encoded.length, chosen.length);
  }
  const found = artists.flatMap(([first]) =>
    stylesOfArtist(
      encoded.filter(({ row }) => row.artist === first!.row.artist),
      WORKS,
    ),
  );
  const styles = found.map(describeStyle);
  const byName = (a: HouseStyle, b: HouseStyle) => a.name.localeCompare(b.name, 'en');
  return [
    ...styles.filter(({ kind }) => kind === 'artist').sort(byName),
    ...styles.filter(({ kind }) => kind === 'work').sort(byName),
  ];
}

function describeStyle({ artist, work, count, vector }: FoundStyle): HouseStyle {
  const name = artistName(artist);
  return {
    id: work ? `${artist}-${work.id}`.slice(0, 80) : artist,
    name: work ? `${workTitle(work.title)}, ${name}`.slice(0, 160) : name,
    artist,
    kind: work ? 'work' : 'artist',
    count,
    vector: writeStyleVector(vector),
  };
}

async function paintPattern(network: StylizerNetwork, weights: Weights): Promise<number[]> {
  const pattern = (seed: number) => tensorOf(painterInput(drawTestPattern(seed)));
  const output = tf.tidy(() =>
    network.apply(weights, {
      pictures: pattern(SELF_CHECK.content),
      vectors: network.encode(weights, pattern(SELF_CHECK.style)),
    }),
  );
  const painted = await pictureFromTensor(output);
  output.dispose();
  return cellMeans(painted, SELF_CHECK.grid).map((mean) => Math.round(mean * 100) / 100);
}

function tensorOf({ data, width, height }: PainterInput): tf.Tensor4D {
  return tf.tensor4d(data, [1, height, width, 3]);
}

/**
 * The styles along the top of a sheet, and each content with itself in its own style along
 * the left: they are other people's pictures and no part of a model.
 */
function originalsOf({ validationSize }: StylizerTrainingOptions) {
  const cell = validationSize + SHEET_GAP;
  return { left: 2 * cell, top: cell };
}
