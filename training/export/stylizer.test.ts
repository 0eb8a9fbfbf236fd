import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
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
import { writeFound } from '../evaluate/stylizer-found';
import { metricsOf } from '../evaluate/stylizer-model';
import { Run } from '../run';
import { readStylizerData, type StylizerData } from '../stylizer/data';
import { stylesOfArtist } from '../stylizer/house-styles';
import { trainStylizer } from '../stylizer/loop';
import { readMeasure, type Measure } from '../stylizer/measure';
import { stylizerTrainingSchema, type StylizerTrainingOptions } from '../stylizer/options';
import { startFromEarlier } from '../stylizer/start';
import { paintStyles, SMALL_RUN, writeNarrowVgg } from '../stylizer/testing';
import { readEarlierCard } from './folder';
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

it('leaves what its page draws: its blocks, and the curves of its training', async () => {
  const files = await readdir(path.join(folder, 'models/small'));
  expect(files).toEqual(expect.arrayContaining(['structure.json', 'curves.json']));
  const curves = await readFile(path.join(folder, 'models/small/curves.json'), 'utf8');
  expect(JSON.parse(curves).runs).toMatchObject([{ name: path.basename(run.folder), from: 0 }]);
});

it('does not give its place to a model of another kind', async () => {
  const place = path.join(folder, 'models/small');
  expect(await readEarlierCard(place, 'stylizer')).toEqual(card);
  await expect(readEarlierCard(place, 'classifier')).rejects.toThrow(
    /"small" is a stylizer, and this run has trained a classifier: name another --id/,
  );
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
    optimisation: { steps: 4 },
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

it('is not measured by an optimisation that was stopped, not even by the last', async () => {
  const engine = engineOf();
  const stop = new AbortController();
  let painted = 0;
  const stopped = evaluatePairs({
    engine: {
      encodeStyle: engine.encodeStyle,
      // The second picture of a pair is the last thing before its optimisation.
      paint: async (...asked) => {
        const picture = await engine.paint(...asked);
        if (++painted === 2) stop.abort();
        return picture;
      },
    },
    ...{ modelId: 'small', data, measure, pairs: 1, optimisedPairs: 1, side: 32 },
    optimisation: { steps: 4 },
    signal: stop.signal,
    onProgress: () => undefined,
  });
  await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
  await engine.dispose();
});

it('keeps what was measured before and left out now, and never comes back to older weights', async () => {
  const place = (name: string) => path.join(folder, 'models/small', name);
  const read = async (name: string) => JSON.parse(await readFile(place(name), 'utf8'));
  const before = await readFile(place('card.json'), 'utf8');
  const metric = (name: string, value: number) => ({
    ...{ name, value, definition: 'Measured.', command: 'test' },
  });
  const one = { content: 1, gram: 1, moments: 1 };
  const pairs = { pairs: 2, painted: one, unstyled: one, identity: 0.1 };
  const artists = [{ artist: 'anna', pictures: 1, share: 1, unpainted: 0 }];
  const write = (found: Pick<Parameters<typeof writeFound>[2], 'pairs' | 'artists' | 'metrics'>) =>
    writeFound(path.join(folder, 'models'), card, { ...found, command: 'test' });
  await write({
    pairs: { ...pairs, optimised: { ...one, pairs: 1 }, paintedThere: one },
    artists,
    metrics: [metric('style loss', 1), metric('style loss, optimised', 2)],
  });
  await write({ pairs: { ...pairs, pairs: 3 }, artists: [], metrics: [metric('style loss', 3)] });
  const { metrics } = stylizerCardSchema.parse(await read('card.json'));
  expect(metrics.map(({ name, value }) => [name, value])).toEqual([
    ['style loss', 3],
    ['style loss, optimised', 2],
  ]);
  expect(await read('evaluation.json')).toMatchObject({
    ...{ weights: card.weights.sha256, artists },
    pairs: { pairs: 3, optimised: { pairs: 1 } },
  });

  // Exported anew while it was measured.
  const other = { ...card, weights: { ...card.weights, sha256: '0'.repeat(64) } };
  await writeFile(place('card.json'), JSON.stringify(other));
  await expect(write({ pairs, artists, metrics: [] })).rejects.toThrow(/exported anew/);
  expect(await read('card.json')).toEqual(other);
  expect(await readdir(path.join(folder, 'models/small'))).toContain(card.weights.file);
  await writeFile(place('card.json'), before);
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
