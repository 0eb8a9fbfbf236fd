import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
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
import { evaluateModel, type EvaluatedClassifier, type EvaluateOptions } from './model';
import { refitHeads, type Refitted } from './refit';

let folder: string;
let exported: ClassifierCard;
let evaluated: ClassifierCard;
let evaluate: (more: Partial<EvaluateOptions>) => Promise<EvaluatedClassifier>;
let refit: () => Promise<Refitted | undefined>;
let run: Run;
let collection: string;
let measured: readonly { readonly file: string; readonly artist: number }[];

/** From pictures to an evaluated model, as the three commands do it. */
beforeAll(async () => {
  await selectBackend('wasm');
  folder = await mkdtemp(path.join(os.tmpdir(), 'sfumato-evaluate-'));
  const painted = await paintCollection(folder);
  const { strangers } = painted;
  collection = painted.collection;
  const training = classifierTrainingSchema.parse({
    ...SMALL_RUN,
    validationShare: 0.25,
    images: 180,
    validateImages: 180,
  });
  const data = await readClassifierData({
    ...{ ...training, collection, strangers },
    classes: training.minimumCounts,
  });
  measured = data.validation;
  run = await Run.create(path.join(folder, 'runs'), 'tiny', {});
  await trainClassifier({ options: training, data, run, backend: 'wasm' });
  const modelsDir = path.join(folder, 'models');
  exported = await exportClassifier({
    ...{ run, training, data, modelsDir, backend: 'wasm', dtype: 'uint8', worksPerArtist: 4 },
    ...{ id: 'tiny', title: 'Tiny', description: '', limits: [], licence: 'none' },
    terms: { source: 'made on the spot', terms: 'none' },
  });
  evaluate = (more) =>
    evaluateModel({
      ...{ modelsDir, id: 'tiny', collection, strangers, command: 'test', dryRun: false },
      ...{ onProgress: () => undefined, onNote: () => undefined, ...more },
    });
  expect((await evaluate({ run: run.folder })).written).toBe(true);
  evaluated = await readCard();
  refit = () => refitHeads({ run, data, options: { ...training, refit: 0.01 } });
}, 300_000);
afterAll(() => rm(folder, { recursive: true }));

const model = () => path.join(folder, 'models/tiny');
const readCard = async () =>
  JSON.parse(await readFile(path.join(model(), 'card.json'), 'utf8')) as ClassifierCard;
/** Every file of the model, by name. */
const filesNow = async () => {
  const names = (await readdir(model())).sort();
  return Promise.all(names.map(async (name) => [name, await readFile(path.join(model(), name))]));
};
const has = (file: string, line: string) => line.split(',')[1] === path.basename(file);
const metric = (name: string) => evaluated.metrics.find((m) => m.name === name)?.value;

describe('an exported classifier', () => {
  it('is asked the same by the engine as by the evaluation', async () => {
    const engine = createNodeEngine({ modelsDir: path.join(folder, 'models'), backend: 'wasm' });
    let told = 0;
    for (const { file, artist } of measured) {
      const { picture } = await openPictureFile(file);
      const answer = await engine.identify('tiny', picture);
      const sum = answer.artists.reduce((total, { probability }) => total + probability, 0);
      expect(sum).toBeCloseTo(1, 5);
      if (answer.artists[0]!.id === evaluated.artists[artist]!.id) told++;
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
    const { temperatures, plots } = evaluated;
    expect(temperatures.artist).not.toBe(exported.temperatures.artist);
    expect(metric('none of these: photos')).toBeGreaterThan(0.5);
    expect(plots.map(({ file }) => file)).toContain('plot-confusion.svg');
  });

  it('leaves the files that its card names, and no others', async () => {
    const { weights, works, plots } = evaluated;
    const expected = [
      ...['card.json', 'split.json', 'evaluation.json', 'structure.json', 'curves.json'],
      ...[weights.file, works!.file, works!.vectors],
      ...plots.map(({ file }) => file),
    ];
    expect((await readdir(model())).sort()).toEqual(expected.sort());
    const table = JSON.parse(await readFile(path.join(model(), 'evaluation.json'), 'utf8'));
    expect(table.artists.map(({ id }: { id: string }) => id)).toEqual(['anna', 'bert']);
    // Told apart from what a later export brings.
    expect(table.weights).toBe(weights.sha256);
  });

  it('tells of every source also how small copies of its pictures do', () => {
    const of = (start: string) => evaluated.metrics.filter(({ name }) => name.startsWith(start));
    const sources = of('top-1, source ').map(({ name }) => name.replace('top-1, ', ''));
    const copies = of('top-1 degraded, source ');
    expect(sources.length).toBeGreaterThan(1);
    expect(copies.map(({ name }) => name.replace('top-1 degraded, ', ''))).toEqual(sources);
    // Together they are what is told of the copies of all pictures.
    let [told, pictures] = [0, 0];
    for (const { value, definition } of copies) {
      const count = Number(/^Over its (\d+) pictures, .*JPEG/.exec(definition)![1]);
      told += value * count;
      pictures += count;
    }
    expect(pictures).toBe(measured.length);
    expect(told / pictures).toBeCloseTo(metric('top-1, degraded')!, 3);
  });

  it('says that its pictures were not learned from, and what they did choose', () => {
    expect(evaluated.metrics[0]!.definition).toMatch(
      /pictures that were not learned from, but by which the snapshot was chosen/,
    );
  });

  it('asks for the artists in the order of the network, whatever the collection counts now', async () => {
    expect(evaluated.artists.map(({ id, count }) => [id, count])).toEqual([
      ['anna', 12],
      ['bert', 12],
    ]);
    const before = await readFile(collection, 'utf8');
    // One picture of the first artist less: by their numbers they would change places.
    const unmeasured = before
      .split('\n')
      .find((line) => line.includes(',anna,') && !measured.some(({ file }) => has(file, line)))!;
    await writeFile(collection, before.replace(`${unmeasured}\n`, ''));
    const { metrics } = await evaluate({ dryRun: true });
    await writeFile(collection, before);
    const top1 = metrics.find(({ name }) => name === 'top-1, 2 artists')!;
    expect(top1.value).toBe(metric('top-1, 2 artists'));
  });

  it('takes no other run for the one that was exported', async () => {
    const images = (await listSnapshots(run)).at(-1)!;
    const { spec, weights } = await readSnapshot(run, images, createClassifier);
    const other = await Run.create(path.join(folder, 'runs'), 'other', {});
    const bias = weights['head/artists/bias']!;
    await writeSnapshot(other, images, spec, { ...weights, 'head/artists/bias': tf.add(bias, 1) });
    tf.dispose(weights);
    const stopped = evaluate({
      ...{ run: other.folder, dryRun: true },
      onProgress: () => expect.unreachable('it has looked at pictures'),
    });
    await expect(stopped).rejects.toThrow(/do not come from/);
  });

  it('writes nothing on trial, or when it was stopped', async () => {
    const before = await filesNow();
    const trial = await evaluate({ limit: 3 });
    expect(trial.written).toBe(false);
    const pictures = /over (\d+) pictures/.exec(trial.metrics[0]!.definition)![1];
    expect(Number(pictures)).toBe(3);
    const dry = await evaluate({ dryRun: true });
    expect(dry.written).toBe(false);
    expect(dry.metrics.find(({ name }) => name === 'macro F1')!.value).toBe(metric('macro F1'));
    for (const last of ['Degraded paintings', 'photos']) {
      const stop = new AbortController();
      const stopped = evaluate({
        signal: stop.signal,
        onProgress: (what, done, total) => what === last && done === total && stop.abort(),
      });
      await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
    }
    expect(await filesNow()).toEqual(before);
  });

  it('keeps the rule for "none of these" when it is not shown the strangers, and says so', async () => {
    const notes: string[] = [];
    const { metrics } = await evaluate({ strangers: [], onNote: (note) => notes.push(note) });
    expect(notes).toEqual([expect.stringMatching(/^Without --strangers.* stay as they are/)]);
    expect(metrics.some(({ name }) => name.startsWith('none of these'))).toBe(false);
    const card = await readCard();
    expect(card.noneOfThese).toEqual(evaluated.noneOfThese);
    const ofRule = ({ metrics: all }: ClassifierCard) =>
      all.filter(({ name }) => name.startsWith('none of these'));
    expect(ofRule(evaluated).length).toBeGreaterThan(0);
    expect(ofRule(card)).toEqual(ofRule(evaluated));
    const named = card.plots.map(({ file }) => file).sort();
    expect(named).toEqual(evaluated.plots.map(({ file }) => file).sort());
    expect(await readdir(model())).toEqual(expect.arrayContaining(named));
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
