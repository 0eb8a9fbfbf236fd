import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createNodeEngine } from '@/lib/engine/node';
import { createClassifier } from '@/models/architectures';
import type { ClassifierCard } from '@/models/card';

import { selectBackend } from '../backends/select';
import { readClassifierData } from '../classifier/collection';
import { trainClassifier } from '../classifier/loop';
import { classifierTrainingSchema } from '../classifier/options';
import { paintCollection, SMALL_RUN } from '../classifier/testing';
import { exportClassifier } from '../export/classifier';
import { openPictureFile } from '../pictures/open';
import { Run } from '../run';
import { listSnapshots, readSnapshot, writeSnapshot } from '../snapshot';
import { evaluateModel } from './model';
import { refitHeads, type Refitted } from './refit';

let folder: string;
let exported: ClassifierCard;
let evaluated: Awaited<ReturnType<typeof evaluateModel>>;
let refit: () => Promise<Refitted | undefined>;
let run: Run;
let measured: readonly { readonly file: string; readonly artist: number }[];

/** From pictures to an evaluated model, as the three commands do it. */
beforeAll(async () => {
  await selectBackend('wasm');
  folder = await mkdtemp(path.join(os.tmpdir(), 'sfumato-evaluate-'));
  const { collection, strangers } = await paintCollection(folder);
  const training = classifierTrainingSchema.parse({
    ...SMALL_RUN,
    validationShare: 0.25,
    images: 180,
    validateImages: 180,
  });
  const data = await readClassifierData({ ...training, collection, strangers });
  measured = data.validation;
  run = await Run.create(path.join(folder, 'runs'), 'tiny', {});
  await trainClassifier({ options: training, data, run, backend: 'wasm' });
  const modelsDir = path.join(folder, 'models');
  exported = await exportClassifier({
    ...{ run, training, data, modelsDir, backend: 'wasm', dtype: 'uint8', worksPerArtist: 4 },
    ...{ id: 'tiny', title: 'Tiny', description: '', limits: [], licence: 'none' },
    terms: { source: 'made on the spot', terms: 'none' },
  });
  evaluated = await evaluateModel({
    ...{ modelsDir, id: 'tiny', collection, strangers, run: run.folder, command: 'test' },
    onProgress: () => undefined,
  });
  refit = () => refitHeads({ run, data, options: { ...training, refit: 0.01 } });
}, 300_000);
afterAll(() => rm(folder, { recursive: true }));

const metric = (name: string) => evaluated.card.metrics.find((m) => m.name === name)?.value;

describe('an exported classifier', () => {
  it('is asked the same by the engine as by the evaluation', async () => {
    const engine = createNodeEngine({ modelsDir: path.join(folder, 'models'), backend: 'wasm' });
    let told = 0;
    for (const { file, artist } of measured) {
      const { picture } = await openPictureFile(file);
      const answer = await engine.identify('tiny', picture);
      const sum = answer.artists.reduce((total, { probability }) => total + probability, 0);
      expect(sum).toBeCloseTo(1, 5);
      if (answer.artists[0]!.id === evaluated.card.artists[artist]!.id) told++;
    }
    expect(told / measured.length).toBeCloseTo(metric('top-1, 2 artists')!, 3);
    await engine.dispose();
  });

  it('knows works by name, and no more than were asked for', async () => {
    const engine = createNodeEngine({ modelsDir: path.join(folder, 'models'), backend: 'wasm' });
    const { picture } = await openPictureFile(measured[0]!.file);
    const { embedding } = await engine.identify('tiny', picture);
    const near = await engine.nearestWorks('tiny', embedding, 20);
    expect(near).toHaveLength(8);
    expect(near[0]!.similarity).toBeGreaterThanOrEqual(near[7]!.similarity);
    await engine.dispose();
  });
});

describe('an evaluation', () => {
  it('finds what two colours make easy', () => {
    expect(metric('top-1, 2 artists')).toBeGreaterThan(0.8);
    expect(metric('macro F1')).toBeGreaterThan(0.8);
    expect(metric('top-1 before quantisation')).toBeGreaterThan(0.8);
  });

  it('says what the probabilities mean and where the answers came from', () => {
    const { temperatures, plots } = evaluated.card;
    expect(temperatures.artist).not.toBe(exported.temperatures.artist);
    expect(metric('none of these: photos')).toBeGreaterThan(0.5);
    expect(plots.map(({ file }) => file)).toContain('plot-confusion.svg');
  });

  it('leaves the files that its card names, and no others', async () => {
    const model = path.join(folder, 'models/tiny');
    const { weights, works, plots } = evaluated.card;
    const expected = [
      ...['card.json', 'split.json', 'evaluation.json', 'structure.json', 'curves.json'],
      ...[weights.file, works!.file, works!.vectors],
      ...plots.map(({ file }) => file),
    ];
    expect((await readdir(model)).sort()).toEqual(expected.sort());
    const table = JSON.parse(await readFile(path.join(model, 'evaluation.json'), 'utf8'));
    expect(table.artists.map(({ id }: { id: string }) => id)).toEqual(['anna', 'bert']);
  });
});

it('learns the last layers anew, and keeps them where they tell more', async () => {
  const images = (await listSnapshots(run)).at(-1)!;
  const snapshot = () => readSnapshot(run, images, createClassifier);
  const { spec, weights } = await snapshot();
  const kernel = weights['head/artists/kernel']!;
  // Whoever it thought of first it now thinks of last.
  await writeSnapshot(run, images, spec, { ...weights, 'head/artists/kernel': tf.neg(kernel) });
  const refitted = (await refit())!;
  expect(refitted.before).toBeLessThan(0.5);
  expect(refitted.after).toBeGreaterThan(0.8);
  expect(refitted.kept).toBe(true);
  // The snapshot is the better one now, and a second time brings nothing.
  const again = (await refit())!;
  expect(again.before).toBe(refitted.after);
  expect(again.kept).toBe(false);
  const kept = await snapshot();
  expect(await kept.weights['stem/conv/kernel']!.data()).toEqual(
    await weights['stem/conv/kernel']!.data(),
  );
});
