import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import * as tf from '@tensorflow/tfjs';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { createNodeEngine } from '@/lib/engine/node';
import { createStylizer } from '@/models/architectures';
import { stylizerCardSchema, type StylizerCard } from '@/models/card';
import { readStyleVector } from '@/models/style-vectors';

import { collectStyle, vectorOf } from '../cli/style-names';
import { evaluateArtists, evaluatePairs, squarePicture } from '../evaluate/stylizer';
import { metricsOf } from '../evaluate/stylizer-model';
import { Run } from '../run';
import { readStylizerData, type StylizerData } from '../stylizer/data';
import { stylesOfArtist } from '../stylizer/house-styles';
import { trainStylizer } from '../stylizer/loop';
import { readMeasure, type Measure } from '../stylizer/measure';
import { stylizerTrainingSchema, type StylizerTrainingOptions } from '../stylizer/options';
import { startFromEarlier } from '../stylizer/start';
import { paintStyles, SMALL_RUN, writeNarrowVgg } from '../stylizer/testing';
import { exportStylizer } from './stylizer';

let folder: string;
let training: StylizerTrainingOptions;
let run: Run;
let data: StylizerData;
let measure: Measure;
let card: StylizerCard;

beforeAll(async () => {
  await tf.setBackend('cpu');
  folder = await mkdtemp(path.join(os.tmpdir(), 'sfumato-stylizer-export-'));
  const features = [await writeNarrowVgg(folder)];
  training = stylizerTrainingSchema.parse({ ...SMALL_RUN, features, images: 2 });
  data = await readStylizerData({ ...training, ...(await paintStyles(folder)) });
  measure = await readMeasure(features, training.layers);
  run = await Run.create(folder, 'run', { stylizer: training });
  await trainStylizer({ options: training, data, measure, run, backend: 'cpu' });
  card = await exportStylizer({
    ...{ run, training, data, backend: 'cpu', modelsDir: path.join(folder, 'models') },
    ...{ id: 'small', title: 'Small', description: '', dtype: 'float16' },
    ...{ paintings: 4, minPaintings: 3, limits: [], licence: 'none' },
    terms: { source: 'noise', terms: 'none' },
  });
});
afterAll(async () => {
  measure.dispose();
  await rm(folder, { recursive: true });
});

const engineOf = () => createNodeEngine({ modelsDir: path.join(folder, 'models'), backend: 'cpu' });

it('writes a card that names styles, tells its training, and no places', async () => {
  const text = await readFile(path.join(folder, 'models/small/card.json'), 'utf8');
  expect(stylizerCardSchema.parse(JSON.parse(text))).toEqual(card);
  expect(text).not.toContain(folder);
  expect(card.styles.filter(({ kind }) => kind === 'artist').map(({ name }) => name)).toEqual([
    'Anna',
    'Bert',
  ]);
  expect(card.styles.filter(({ kind }) => kind === 'work')).toHaveLength(4);
  const index = JSON.parse(await readFile(path.join(folder, 'models/index.json'), 'utf8'));
  expect(index).toMatchObject([{ id: 'small', kind: 'stylizer', styleDim: 4 }]);
});

it('shows on its sheets what was painted, and none of the pictures it learned from', async () => {
  expect(card.sheets).toEqual([{ file: 'sheet-000000002.webp', imagesSeen: 2 }]);
  const shown = await sharp(path.join(folder, 'models/small', card.sheets[0]!.file)).metadata();
  const whole = await sharp(run.file('sheet-000000002.png')).metadata();
  const cell = training.validationSize + 2;
  expect([whole.width - shown.width, whole.height - shown.height]).toEqual([2 * cell, cell]);
});

it('can be gone on from, and is loaded and checked by the engine', async () => {
  const network = createStylizer(card.architecture, card.options);
  const start = await startFromEarlier(network, path.join(folder, 'models/small'));
  expect(start.imagesSeen).toBe(2);
  tf.dispose(start.weights);

  const engine = engineOf();
  const picture = await squarePicture(data.contents.test[0]!, 32);
  const painted = await engine.paint('small', picture, readStyleVector(card.styles[0]!.vector));
  expect([painted.width, painted.height]).toEqual([32, 32]);
  await engine.dispose();
});

it('takes styles by name, from files, and by weight', async () => {
  const engine = engineOf();
  const sources = { card, engine, catalogue: [], side: 32 };
  expect(await vectorOf('anna', sources)).toEqual(
    readStyleVector(card.styles.find(({ id }) => id === 'anna')!.vector),
  );
  const file = data.styles.test[0]!.file;
  expect(await vectorOf(file, sources)).toHaveLength(4);
  await expect(vectorOf('nobody', sources)).rejects.toThrow(/is no style/);
  const named = ['anna', 'a b.jpg=0.5'].reduce(
    (all, text) => collectStyle(text, all),
    [] as ReturnType<typeof collectStyle>,
  );
  expect(named).toEqual([
    { name: 'anna', weight: 1 },
    { name: 'a b.jpg', weight: 0.5 },
  ]);
  expect(() => collectStyle('anna=0', [])).toThrow(/must look like/);
  await engine.dispose();
});

it('measures pairs beside the optimisation, and what artists are told', async () => {
  const engine = engineOf();
  const found = await evaluatePairs({
    ...{ engine, modelId: 'small', data, measure, pairs: 2, optimisedPairs: 1, side: 32 },
    optimisation: {
      ...{ steps: 4, contentWeight: 1, gramWeight: 4, momentWeight: 4, variationWeight: 0 },
    },
    onProgress: () => undefined,
  });
  expect(found.unstyled.content).toBe(0);
  expect(found.unstyled.gram).toBeGreaterThan(0);
  expect(found.optimised!.gram).toBeLessThan(found.unstyled.gram * 1.5);
  expect(found.identity).toBeGreaterThan(0);

  // A classifier that takes everything for Anna's.
  const artists = await evaluateArtists({
    engine: {
      ...engine,
      identify: async () => ({ artists: [{ id: 'anna' }] }) as never,
    },
    card,
    classifier: { id: 'judge', artists: [{ id: 'anna' }, { id: 'bert' }] as never },
    contents: [await squarePicture(data.contents.test[0]!, 32)],
    onProgress: () => undefined,
  });
  expect(artists).toEqual([
    { artist: 'anna', pictures: 1, share: 1, unpainted: 1 },
    { artist: 'bert', pictures: 1, share: 0, unpainted: 0 },
  ]);
  const metrics = metricsOf({
    ...{ found, artists, classifier: { id: 'judge', version: 2 } },
    options: { side: 32, steps: 4, command: 'evaluate stylizer small' },
  });
  const value = (name: string) => metrics.find((metric) => metric.name === name)!.value;
  expect(value('taken for the artist')).toBe(0.5);
  expect(value('style loss over optimised')).toBeCloseTo(
    found.paintedThere!.gram / found.optimised!.gram,
    3,
  );
  await engine.dispose();
});

it('calls typical what is nearest to the artist’s mean, one of each motif', () => {
  const painting = (id: string, title: string, ...vector: number[]) => ({
    row: { id, file: id, artist: 'anna', style: '', genre: '', title, source: '' } as never,
    vector,
  });
  const found = stylesOfArtist(
    [
      painting('far', 'Storm', 9, 0),
      painting('near', 'Water lilies 1', 2, 0),
      painting('same', 'Water lilies 2', 2.1, 0),
      painting('nameless', '', 2.5, 0),
      painting('second', 'Harbour', -1, 0),
    ],
    2,
  );
  expect(found.map(({ work, count }) => [work?.id, count])).toEqual([
    [undefined, 5],
    ['same', 1],
    ['second', 1],
  ]);
  expect(found[0]!.vector[0]).toBeCloseTo((9 + 2 + 2.1 + 2.5 - 1) / 5, 5);
});
